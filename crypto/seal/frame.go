package seal

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"

	"github.com/sluis-hub/sluis/crypto/note"
)

const frameHead = 8

// frame reads u64be(size) || src || zeros, padded: what is sealed of an attachment.
func frame(src io.Reader, size int64) (io.Reader, error) {
	if size < 0 || uint64(size) > note.MaxNum/2 {
		return nil, note.Errorf(note.E10, "an attachment of %d bytes cannot be sealed", size)
	}
	total := pad(frameHead + uint64(size))
	return io.MultiReader(
		bytes.NewReader(binary.BigEndian.AppendUint64(nil, uint64(size))),
		&exactReader{src, size},
		io.LimitReader(zeroReader{}, int64(total)-frameHead-size),
	), nil
}

// exactReader passes exactly left bytes on and fails when src has fewer or more.
// It wraps every failure of src, so that none can be taken for the end.
type exactReader struct {
	src  io.Reader
	left int64
}

func (r *exactReader) Read(p []byte) (int, error) {
	if r.left == 0 {
		var one [1]byte
		_, err := io.ReadFull(r.src, one[:])
		if err == nil {
			return 0, note.Errorf(note.E10, "attachment is longer than was said")
		}
		if err != io.EOF {
			return 0, fmt.Errorf("read attachment: %w", err)
		}
		return 0, io.EOF
	}
	n, err := r.src.Read(p[:min(int64(len(p)), r.left)])
	r.left -= int64(n)
	if err == io.EOF && r.left > 0 {
		return n, note.Errorf(note.E10, "attachment is %d bytes shorter than was said", r.left)
	}
	if err != nil && err != io.EOF {
		return n, fmt.Errorf("read attachment: %w", err)
	}
	return n, nil
}

type zeroReader struct{}

func (zeroReader) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// unframer undoes frame: it passes the content on to dst and checks the rest.
type unframer struct {
	dst    io.Writer
	failed error // of dst
	bad    error // of the layout

	head  []byte // the first 8 bytes, as far as they came
	size  uint64 // of the content
	left  uint64 // of the content, still to come
	total uint64 // bytes seen
}

// Write fails only when dst does. After a wrong layout it goes on without
// writing, so that damage further on is still found first.
func (u *unframer) Write(p []byte) (int, error) {
	all := len(p)
	u.total += uint64(all)
	if need := frameHead - len(u.head); need > 0 {
		k := min(need, len(p))
		u.head, p = append(u.head, p[:k]...), p[k:]
		if len(u.head) < frameHead {
			return all, nil
		}
		u.size = binary.BigEndian.Uint64(u.head)
		u.left = u.size
	}
	content := p[:min(uint64(len(p)), u.left)]
	u.left -= uint64(len(content))
	if len(content) > 0 && u.bad == nil {
		if _, err := u.dst.Write(content); err != nil {
			u.failed = err
			return 0, err
		}
	}
	if !zero(p[len(content):]) {
		u.bad = note.Errorf(note.E10, "attachment is padded with something")
	}
	return all, nil
}

// verdict is asked at the end of the file.
func (u *unframer) verdict() error {
	if u.bad != nil {
		return u.bad
	}
	if u.size > u.total {
		return note.Errorf(note.E10, "attachment is shorter than it says")
	}
	if u.total != pad(frameHead+u.size) {
		return note.Errorf(note.E10, "attachment is not padded to its length")
	}
	return nil
}
