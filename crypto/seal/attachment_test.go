package seal_test

import (
	"bytes"
	"crypto/rand"
	"errors"
	"io"
	"runtime"
	"testing"
	"testing/iotest"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/seal"
)

// pieces cuts a sealed file as a hub gives it back, with one empty piece behind it.
func pieces(sealed []byte) func(uint32) ([]byte, error) {
	return func(n uint32) ([]byte, error) {
		if int(n) > len(sealed)/seal.PieceSize+1 {
			panic("asked for pieces without end")
		}
		start := min(int(n)*seal.PieceSize, len(sealed))
		return sealed[start:min(start+seal.PieceSize, len(sealed))], nil
	}
}

type sealedFile struct {
	content, sealed []byte
	id              *identity.Identity
	root            note.Hash
	size            uint64
}

func sealSome(t *testing.T, size int) sealedFile {
	t.Helper()
	f := sealedFile{content: make([]byte, size)}
	rand.Read(f.content)
	var sealed bytes.Buffer
	var err error
	f.id, f.root, f.size, err = seal.SealAttachment(&sealed, bytes.NewReader(f.content), int64(size))
	f.sealed = sealed.Bytes()
	if err != nil || f.size != uint64(len(f.sealed)) {
		t.Fatalf("SealAttachment of %d bytes: %d of %d, %v", size, f.size, len(f.sealed), err)
	}
	return f
}

func (f sealedFile) open(dst io.Writer, pieces func(uint32) ([]byte, error)) error {
	return seal.OpenAttachment(dst, pieces, f.root, f.size, f.id)
}

func TestAttachmentRoundTrip(t *testing.T) {
	const overhead = 1643 + 17*16
	for _, size := range []int{0, 1, 4088, 4089, 64<<10 - 8, seal.PieceSize - overhead - 8, seal.PieceSize, 3*seal.PieceSize + 7} {
		f := sealSome(t, size)
		var opened bytes.Buffer
		if err := f.open(&opened, pieces(f.sealed)); err != nil || !bytes.Equal(opened.Bytes(), f.content) {
			t.Errorf("OpenAttachment of %d bytes: got %d, %v", size, opened.Len(), err)
		}
		slow, buf := bytes.Buffer{}, make([]byte, seal.PieceSize)
		err := f.open(&slow, func(n uint32) ([]byte, error) { // into one buffer, again and again
			piece, _ := pieces(f.sealed)(n)
			return buf[:copy(buf, piece)], nil
		})
		if err != nil || !bytes.Equal(slow.Bytes(), f.content) {
			t.Errorf("OpenAttachment of %d bytes from one buffer: got %d, %v", size, slow.Len(), err)
		}
	}
}

func TestAttachmentAsksInOrder(t *testing.T) {
	f := sealSome(t, 2*seal.PieceSize)
	var asked []uint32
	err := f.open(io.Discard, func(n uint32) ([]byte, error) {
		asked = append(asked, n)
		return pieces(f.sealed)(n)
	})
	if err != nil || len(asked) != 3 || asked[0] != 0 || asked[1] != 1 || asked[2] != 2 {
		t.Errorf("pieces asked: %v, %v", asked, err)
	}
}

// TestAttachmentDamage: whatever a hub does to the pieces is E08, wherever it
// does it; what the author did is E18 or E10.
func TestAttachmentDamage(t *testing.T) {
	f := sealSome(t, 2*seal.PieceSize)
	for _, at := range []int{0, 30, 1600, 1630, 1700, 70_000, seal.PieceSize - 1, seal.PieceSize, len(f.sealed) - 1} {
		damaged := bytes.Clone(f.sealed)
		damaged[at] ^= 1
		if err := f.open(io.Discard, pieces(damaged)); note.CodeOf(err) != note.E08 {
			t.Errorf("byte %d changed: %v, want E08", at, err)
		}
	}
	swapped := func(n uint32) ([]byte, error) { return pieces(f.sealed)(n ^ 1) }
	if err := f.open(io.Discard, swapped); note.CodeOf(err) != note.E08 {
		t.Errorf("two pieces swapped: %v, want E08", err)
	}
	for _, cut := range []int{0, 1, 1627, 1643, 1643 + 65552, seal.PieceSize, len(f.sealed) - 1} {
		short := f.sealed[:cut]
		if err := f.open(io.Discard, pieces(short)); note.CodeOf(err) != note.E08 {
			t.Errorf("cut to %d: %v, want E08", cut, err)
		}
		root, size := root(cutUp(short)...)
		if err := seal.OpenAttachment(io.Discard, pieces(short), root, size, f.id); note.CodeOf(err) != note.E18 {
			t.Errorf("cut to %d by its author: %v, want E18", cut, err)
		}
	}
	if err := seal.OpenAttachment(io.Discard, pieces(f.sealed), f.root, f.size, identity.New()); note.CodeOf(err) != note.E18 {
		t.Errorf("opened with another identity: %v, want E18", err)
	}
}

func cutUp(sealed []byte) (all [][]byte) {
	for len(sealed) > 0 {
		n := min(len(sealed), seal.PieceSize)
		all, sealed = append(all, sealed[:n]), sealed[n:]
	}
	return all
}

var errDisk = errors.New("disk full")

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errDisk }

func TestAttachmentFailures(t *testing.T) {
	f := sealSome(t, 2*seal.PieceSize)
	if err := f.open(fullDisk{}, pieces(f.sealed)); !errors.Is(err, errDisk) || note.CodeOf(err) != "" {
		t.Errorf("open to a full disk: %v", err)
	}
	away := errors.New("hub away")
	for fail := range uint32(3) {
		calls := 0
		err := f.open(io.Discard, func(n uint32) ([]byte, error) {
			if n == fail {
				calls++
				return nil, away
			}
			return pieces(f.sealed)(n)
		})
		if !errors.Is(err, away) || calls != 1 {
			t.Errorf("piece %d fails: %v, asked %d times", fail, err, calls)
		}
	}
	content := bytes.Repeat([]byte{7}, 3000)
	for name, c := range map[string]struct {
		src  io.Reader
		size int64
		code note.Code
		is   error
	}{
		"shorter than said":         {bytes.NewReader(content), 3001, note.E10, nil},
		"longer than said":          {bytes.NewReader(content), 2999, note.E10, nil},
		"longer than said, by none": {bytes.NewReader(content), 0, note.E10, nil},
		"a negative size":           {bytes.NewReader(content), -1, note.E10, nil},
		"more than a number holds":  {bytes.NewReader(content), 1 << 62, note.E10, nil},
		"a broken source":           {io.MultiReader(bytes.NewReader(content), iotest.ErrReader(errDisk)), 4000, "", errDisk},
		"broken at its end":         {io.MultiReader(bytes.NewReader(content), iotest.ErrReader(errDisk)), 3000, "", errDisk},
		"a source cut short":        {io.MultiReader(bytes.NewReader(content), iotest.ErrReader(io.ErrUnexpectedEOF)), 4000, "", io.ErrUnexpectedEOF},
	} {
		id, root, _, err := seal.SealAttachment(io.Discard, c.src, c.size)
		if err == nil || note.CodeOf(err) != c.code || c.is != nil && !errors.Is(err, c.is) || id != nil || root != "" {
			t.Errorf("seal %s: %v, %v, want %q", name, id, err, c.code)
		}
	}
	if _, _, _, err := seal.SealAttachment(fullDisk{}, bytes.NewReader(content), 3000); !errors.Is(err, errDisk) {
		t.Errorf("seal to a full disk: %v", err)
	}
	for name, src := range map[string]io.Reader{
		"a byte at a time":  iotest.OneByteReader(bytes.NewReader(content)),
		"data with its end": iotest.DataErrReader(bytes.NewReader(content)),
	} {
		if _, _, _, err := seal.SealAttachment(io.Discard, src, 3000); err != nil {
			t.Errorf("seal %s: %v", name, err)
		}
	}
}

// TestAttachmentMemory: sealing takes the same few pieces whatever the size.
func TestAttachmentMemory(t *testing.T) {
	used := func(size int64) uint64 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if _, _, _, err := seal.SealAttachment(io.Discard, io.LimitReader(rand.Reader, size), size); err != nil {
			t.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc
	}
	if got := used(48 << 20); got > 6<<20 {
		t.Errorf("sealing 48 MiB took %d bytes in all", got)
	}
}
