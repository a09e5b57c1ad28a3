package seal

import (
	"crypto/sha256"
	"fmt"
	"io"

	"github.com/sluis-hub/sluis/crypto/note"
)

// maxPending is how many pieces may wait for their hash while the next one is
// being made: enough for hashing and sealing to run side by side.
const maxPending = 2

// hasher hashes pieces in a goroutine of its own, in order.
type hasher struct {
	in      chan []byte
	done    chan struct{} // one for each piece
	pending int
	list    [][32]byte // owned by the goroutine until everything is settled
}

func newHasher() *hasher {
	h := &hasher{in: make(chan []byte, maxPending+1), done: make(chan struct{}, maxPending+1)}
	go func() {
		for piece := range h.in {
			h.list = append(h.list, sha256.Sum256(piece))
			h.done <- struct{}{}
		}
	}()
	return h
}

// add hands a piece over; it must not change until it is settled.
func (h *hasher) add(piece []byte) {
	h.pending++
	h.in <- piece
}

// settle waits until at most n pieces are unfinished.
func (h *hasher) settle(n int) {
	for ; h.pending > n; h.pending-- {
		<-h.done
	}
}

func (h *hasher) sums() [][32]byte {
	h.settle(0)
	return h.list
}

// stop ends the goroutine; done has room for all that is pending.
func (h *hasher) stop() { close(h.in) }

// pieceReader reads pieces as one file and has each of them hashed. A failure
// looks like the end of the file; who reads asks for failed afterwards.
type pieceReader struct {
	fetch  func(n uint32) ([]byte, error)
	n      uint32
	left   uint64 // bytes of the pieces still to come
	rest   []byte // of the piece at hand
	hasher *hasher
	failed error
}

func (r *pieceReader) Read(p []byte) (int, error) {
	if len(r.rest) == 0 && !r.next() {
		return 0, io.EOF
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

// next fetches a piece, false at the end or when it failed.
func (r *pieceReader) next() bool {
	r.hasher.settle(0) // the caller may use its slice again
	if r.left == 0 || r.failed != nil {
		return false
	}
	piece, err := r.fetch(r.n)
	if err != nil {
		r.failed = fmt.Errorf("piece %d: %w", r.n, err)
		return false
	}
	want := min(r.left, PieceSize)
	if uint64(len(piece)) != want {
		r.failed = note.Errorf(note.E08, "piece %d has %d bytes, want %d", r.n, len(piece), want)
		return false
	}
	r.hasher.add(piece)
	r.rest = piece
	r.left -= min(r.left, uint64(len(piece)))
	r.n++
	return true
}
