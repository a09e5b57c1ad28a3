package interop_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/seal"
)

// cuts is a sealed file, and what becomes of it when it ends elsewhere: so many of
// its bytes, and then others.
type cuts struct {
	By   string `json:"by"`
	File []byte `json:"file"`
	Cuts []cut  `json:"cuts"`
}

type cut struct {
	At   int       `json:"at"`
	More []byte    `json:"more"`
	Code note.Code `json:"code"`
}

// TestCuts cuts a file of three chunks at the ends of chunks and all over its last
// 64 KiB, and makes it longer. With SLUIS_CUTS it prints that.
func TestCuts(t *testing.T) {
	d := &draw{Rand: rand.New(rand.NewPCG(number(t, "SLUIS_TEST_SEED", 1), 30))}
	by := fromSeed(caseSeed(0))
	file, err := seal.Seal(by.Recipient(), make([]byte, 2<<16+20_000))
	if err != nil {
		t.Fatal(err)
	}
	other, err := seal.Seal(identity.New().Recipient(), []byte("een tweede bestand"))
	if err != nil {
		t.Fatal(err)
	}
	line := cuts{By: by.String(), File: file}
	judge := func(at int, more []byte) {
		_, err := seal.Open(by, slices.Concat(file[:at], more))
		line.Cuts = append(line.Cuts, cut{at, more, note.CodeOf(err)})
	}
	judge(len(file), nil)
	const head, chunk = 1627 + 16, 1<<16 + 16
	for n := head; n < len(file); n += chunk {
		for _, at := range []int{n - 1, n, n + 1, n + 16} {
			judge(at, nil)
		}
		judge(n, file[n:n+16])
	}
	for range 80 {
		judge(len(file)-1-d.IntN(1<<16), nil)
	}
	for _, more := range [][]byte{{0}, {'\n'}, make([]byte, 16), make([]byte, chunk), file[head:], file[head+2*chunk:], file, other} {
		judge(len(file), more)
	}
	for _, c := range line.Cuts[1:] {
		if c.Code != note.E18 {
			t.Errorf("cut at %d of %d, and %d bytes more: %q", c.At, len(file), len(c.More), c.Code)
		}
	}
	if line.Cuts[0].Code != "" {
		t.Errorf("as it is: %s", line.Cuts[0].Code)
	}
	printer(t, "SLUIS_CUTS")(line)
}
