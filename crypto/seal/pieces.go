package seal

import (
	"crypto/sha256"
	"fmt"
	"hash"
	"io"

	"github.com/sluis-hub/sluis/crypto/note"
)

// Sealing hands segmentSize bytes at a time to the hasher, few enough that they
// are still in the cache of a processor, and lets maxPending segments wait, so
// that hashing and sealing run side by side. A piece is a whole number of segments.
const (
	segmentSize = PieceSize / 4
	maxPending  = 2
)

// hasher hashes a file piece by piece in a goroutine of its own.
type hasher struct {
	in      chan []byte
	done    chan struct{} // one for each part handed over
	pending int

	// Owned by the goroutine until everything is settled.
	piece hash.Hash
	size  int // of piece so far
	list  [][32]byte
}

func newHasher() *hasher {
	h := &hasher{in: make(chan []byte, maxPending+1), done: make(chan struct{}, maxPending+1), piece: sha256.New()}
	go func() {
		for part := range h.in {
			h.piece.Write(part)
			if h.size += len(part); h.size == PieceSize {
				h.cut()
			}
			h.done <- struct{}{}
		}
	}()
	return h
}

func (h *hasher) cut() {
	h.list = append(h.list, [32]byte(h.piece.Sum(nil)))
	h.piece.Reset()
	h.size = 0
}

// add hands over the next part of the file, which does not cross the end of a
// piece and must not change until it is settled.
func (h *hasher) add(part []byte) {
	h.pending++
	h.in <- part
}

// settle waits until at most n parts are unfinished.
func (h *hasher) settle(n int) {
	for ; h.pending > n; h.pending-- {
		<-h.done
	}
}

// sums gives the hash of each piece, once the whole file was handed over.
func (h *hasher) sums() [][32]byte {
	h.settle(0)
	if h.size > 0 {
		h.cut()
	}
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
