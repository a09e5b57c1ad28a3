package seal_test

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"slices"
	"testing"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/seal"
)

const (
	fileHead = 1627 + 16   // header and nonce
	chunk    = 64<<10 + 16 // sealed
	lastPart = 64 << 10    // of a file, in which it is cut at each byte
	some     = 31          // the usual run takes one in so many of those
)

// TestCutAnywhere: an attachment that is cut at the end of any chunk, at any byte of
// its last 64 KiB, or that goes on behind its end, with a byte, with chunks of its
// own or with a second file, is E08 when a hub did it and E18 when its author
// signed it so. SLUIS_TEST_WHOLE=1 cuts at every byte.
func TestCutAnywhere(t *testing.T) {
	f := sealSome(t, 3*64<<10)
	second := sealSome(t, 10).sealed
	step := some
	if os.Getenv("SLUIS_TEST_WHOLE") != "" {
		step = 1
	}
	var cuts []int
	for n := fileHead; n < len(f.sealed); n += chunk {
		cuts = append(cuts, n-1, n, n+1, n+16)
	}
	for n := len(f.sealed) - lastPart; n < len(f.sealed); n++ {
		if (n-len(f.sealed))%step == 0 || len(f.sealed)-n <= 40 {
			cuts = append(cuts, n)
		}
	}
	bad := map[string][]byte{
		"a byte more":          append(bytes.Clone(f.sealed), 0),
		"a line feed more":     append(bytes.Clone(f.sealed), '\n'),
		"64 KiB more":          append(bytes.Clone(f.sealed), make([]byte, 64<<10)...),
		"its last chunk twice": slices.Concat(f.sealed, f.sealed[fileHead+(len(f.sealed)-fileHead)/chunk*chunk:]),
		"its chunks twice":     slices.Concat(f.sealed, f.sealed[fileHead:]),
		"itself twice":         slices.Concat(f.sealed, f.sealed),
		"a second file":        slices.Concat(f.sealed, second),
		"a file before it":     slices.Concat(second, f.sealed),
	}
	for _, n := range cuts {
		if 0 <= n && n < len(f.sealed) {
			bad[fmt.Sprintf("cut to %d of %d bytes", n, len(f.sealed))] = f.sealed[:n]
		}
	}
	for name, file := range bad {
		if got, err := seal.Open(f.id, file); got != nil || note.CodeOf(err) != note.E18 {
			t.Errorf("%s: %d bytes, %v, want E18", name, len(got), err)
		}
		if err := f.open(io.Discard, pieces(file)); note.CodeOf(err) != note.E08 {
			t.Errorf("%s by a hub: %v, want E08", name, err)
		}
		root, size := root(cutUp(file)...)
		if err := seal.OpenAttachment(io.Discard, pieces(file), root, size, f.id); note.CodeOf(err) != note.E18 {
			t.Errorf("%s by its author: %v, want E18", name, err)
		}
	}
}
