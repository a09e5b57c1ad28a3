package chain_test

import (
	"bytes"
	"testing"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
)

func seed(f *testing.F) {
	var file chainVectors
	read(f, chainFile, &file)
	for _, v := range file.Vectors {
		f.Add([]byte(v.Entries[len(v.Entries)-1]))
	}
}

// FuzzParse: what Parse takes the oracle's grammar takes, and the header prints
// the bytes it was read from.
func FuzzParse(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, raw []byte) {
		e, err := chain.Parse(raw)
		_, ok := oracleParse(string(raw))
		if (err == nil) != ok {
			t.Fatalf("error %v, oracle %v", err, ok)
		}
		if err != nil {
			if note.CodeOf(err) != note.E01 {
				t.Fatal(err)
			}
			return
		}
		signed, err := e.Header.Signed()
		if err != nil || !bytes.Equal(signed, e.Note.Signed()) {
			t.Fatalf("printed anew: %v", err)
		}
	})
}

// FuzzAppend: any text gets the oracle's code, as a first entry, after a
// genesis and after an offer.
func FuzzAppend(f *testing.F) {
	seed(f)
	s := full(f)
	var states []*chain.State
	var tales []tale
	for _, n := range []int{1, 8} {
		states = append(states, chain.Replay(s.entries[:n], directory, nil).State)
		tales = append(tales, told(s.raws[:n]))
	}
	states, tales = append(states, nil), append(tales, nil)
	f.Fuzz(func(t *testing.T, raw []byte) {
		for i, state := range states {
			_, got := verdictOf(state, string(raw))
			if want := oracle(tales[i], string(raw)); got != want {
				t.Fatalf("after %d entries: code %q, oracle %q", len(tales[i]), got, want)
			}
		}
	})
}

// FuzzReceipt: what ParseReceipt takes prints itself.
func FuzzReceipt(f *testing.F) {
	var file receiptVectors
	read(f, receiptFile, &file)
	for _, v := range file.Vectors {
		f.Add([]byte(v.Receipt))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		r, err := chain.ParseReceipt(raw)
		if err != nil {
			if note.CodeOf(err) != note.E01 {
				t.Fatal(err)
			}
			return
		}
		signed, err := r.Signed()
		if err != nil || !bytes.Equal(signed, r.Note.Signed()) {
			t.Fatalf("printed anew: %v", err)
		}
	})
}
