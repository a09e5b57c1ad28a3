package seal

import (
	"fmt"
	"io"

	"filippo.io/age"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
)

// PieceSize is the size in bytes of every piece of a sealed attachment but the last.
const PieceSize = 1 << 20

// SealAttachment seals size bytes of src to an identity made for this file
// alone, which travels in the entry's body, and writes the sealed file to dst as
// it comes: cut it every PieceSize bytes and put the pieces by number. Root and
// sealedSize go into the header (FORMAT.md S13 to S15). Memory stays around one
// piece whatever the size. Src with another number of bytes than size is E10;
// its read errors and dst's write errors come back wrapped.
func SealAttachment(dst io.Writer, src io.Reader, size int64) (id *identity.Identity, root note.Hash, sealedSize uint64, err error) {
	framed, err := frame(src, size)
	if err != nil {
		return nil, "", 0, err
	}
	id = identity.New()
	sealed, err := age.EncryptReader(framed, id.AgeRecipient())
	if err != nil {
		return nil, "", 0, fmt.Errorf("seal attachment: %w", err)
	}
	hasher := newHasher()
	defer hasher.stop()
	var ring [maxPending + 1][]byte
	for n := 0; ; n++ {
		hasher.settle(maxPending)
		buf := ring[n%len(ring)]
		if buf == nil {
			buf = make([]byte, segmentSize)
			ring[n%len(ring)] = buf
		}
		got, err := io.ReadFull(sealed, buf)
		// Not errors.Is: an end of file inside a wrapped error is src's failure.
		end := err == io.EOF || err == io.ErrUnexpectedEOF
		if err != nil && !end {
			return nil, "", 0, err
		}
		if got > 0 {
			hasher.add(buf[:got])
			sealedSize += uint64(got)
			if _, err := dst.Write(buf[:got]); err != nil {
				return nil, "", 0, fmt.Errorf("write sealed attachment: %w", err)
			}
		}
		if end {
			return id, chain.BlobRoot(sealedSize, hasher.sums()), sealedSize, nil
		}
	}
}

// OpenAttachment opens a sealed attachment of sealedSize bytes that a signed
// header names by root, asking pieces for its numbers 0, 1, 2 … in order, and
// writes what is inside to dst. The slice that pieces returns may be used again
// at the next call.
//
// It writes to dst while it still reads: until OpenAttachment returns nil, what
// dst holds is unproven, and after an error it must be thrown away. Write to a
// temporary file and rename it.
//
// Errors: E08 when a piece or the whole is not what root was computed over, this
// before all others; E14, E18 and E10 as for a body. Errors of pieces and dst
// come back wrapped; the call may then be made again from the start, with the
// pieces that were already fetched.
func OpenAttachment(dst io.Writer, pieces func(n uint32) ([]byte, error), root note.Hash, sealedSize uint64, id *identity.Identity) error {
	in := &pieceReader{fetch: pieces, left: sealedSize, hasher: newHasher()}
	defer in.hasher.stop()
	out := &unframer{dst: dst}
	verdict := open(out, in, id)
	if out.failed != nil {
		return fmt.Errorf("write opened attachment: %w", out.failed)
	}
	// Whatever is wrong inside: if these are not the author's bytes, say that.
	for in.next() {
	}
	if in.failed != nil {
		return in.failed
	}
	if chain.BlobRoot(sealedSize, in.hasher.sums()) != root {
		return note.Errorf(note.E08, "attachment is not the one that was signed for")
	}
	return verdict
}

func open(out *unframer, in *pieceReader, id *identity.Identity) error {
	in.next()
	if err := oneStanza(in.rest); err != nil {
		return err
	}
	plain, err := age.Decrypt(in, id.Age())
	if err != nil {
		return errOpen
	}
	if _, err := io.CopyBuffer(out, plain, make([]byte, chunkSize)); err != nil {
		return errOpen
	}
	return out.verdict()
}
