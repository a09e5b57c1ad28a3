package chain_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
)

// full is a chain in which every type stands.
func full(t tb) *story {
	s := begin(t, genesis(anna, vt1, gt1, politie), anna)
	s = s.put(t, change(s.draft(chain.Post, dirk, gt1), func(h *chain.Header) {
		h.Blobs = []chain.Blob{{Root: hash("root"), Size: 1049600}}
	}), dirk)
	s = s.put(t, change(s.draft(chain.Rekey, anna, vt1), both(to(vt1, gt1, politie, gt2), older(gt2, 0))), anna)
	s = s.does(t, chain.Post, gt2).does(t, chain.Recall, gt2)
	s = s.does(t, chain.Leave, gt2).does(t, chain.Rekey, gt1)
	return s.does(t, chain.Offer, vt1).does(t, chain.Accept, politie).does(t, chain.Close, politie)
}

// TestEveryByteCounts: with any byte of any entry changed, the chain ends there.
func TestEveryByteCounts(t *testing.T) {
	s := full(t)
	types := map[chain.Type]bool{}
	var state *chain.State
	for i, raw := range s.raws {
		types[s.entries[i].Type] = true
		for at := range raw {
			for _, flip := range []byte{1, 0x20} {
				changed := []byte(raw)
				changed[at] ^= flip
				if _, code := verdictOf(state, string(changed)); code == "" {
					t.Fatalf("%s with byte %d changed from %q to %q counts", s.entries[i].Type, at, raw[at], changed[at])
				}
			}
		}
		for _, cut := range []int{0, 1, len(raw) / 2, len(raw) - 1} {
			if _, code := verdictOf(state, raw[:cut]); code != note.E01 {
				t.Errorf("%s cut to %d bytes: %q", s.entries[i].Type, cut, code)
			}
		}
		state, _ = verdictOf(state, raw)
	}
	if len(types) != 8 {
		t.Errorf("only %d types tried", len(types))
	}
}

// TestEveryReceiptByteCounts is the same for a receipt.
func TestEveryReceiptByteCounts(t *testing.T) {
	s := full(t)
	m := &receiptMaker{t: t}
	raw := m.seal(m.draft(s, 1, anna, vt1), anna)
	for at := range raw {
		for _, flip := range []byte{1, 2, 0x20, 0x80} {
			changed := []byte(raw)
			changed[at] ^= flip
			if r, err := chain.ParseReceipt(changed); err == nil && s.state.CheckReceipt(r, s.entries[1], directory) == nil {
				t.Fatalf("receipt with byte %d changed from %q to %q counts", at, raw[at], changed[at])
			}
		}
	}
}

// TestReorder: no other order of a chain's entries goes as far, and no entry of
// one fits in another.
func TestReorder(t *testing.T) {
	s := full(t)
	for i := range s.entries {
		for j := range i {
			entries := slices.Clone(s.entries)
			entries[i], entries[j] = entries[j], entries[i]
			r := chain.Replay(entries, directory, nil)
			if code := note.CodeOf(r.End); len(r.Verdicts) != j || code != note.E02 {
				t.Errorf("entries %d and %d swapped: %d count, then %q", i, j, len(r.Verdicts), code)
			}
		}
		without := slices.Delete(slices.Clone(s.entries), i, i+1)
		r := chain.Replay(without, directory, nil)
		if i < len(without) && (len(r.Verdicts) != i || note.CodeOf(r.End) != note.E02) {
			t.Errorf("entry %d dropped: %d count, then %v", i, len(r.Verdicts), r.End)
		}
	}
}

// TestHeaderPrintsItself: an entry's header prints the bytes it was read from.
func TestHeaderPrintsItself(t *testing.T) {
	for _, e := range full(t).entries {
		signed, err := e.Header.Signed()
		if err != nil || !bytes.Equal(signed, e.Note.Signed()) {
			t.Errorf("%s: signed bytes differ: %v", e.Type, err)
		}
		before, err := e.Header.Unbound()
		if err != nil || !bytes.Equal(before, e.Note.Before("bind")) {
			t.Errorf("%s: bytes before bind differ: %v", e.Type, err)
		}
	}
}

// TestPrintRefuses: a header that Parse would refuse is not printed.
func TestPrintRefuses(t *testing.T) {
	s := begin(t, genesis(anna, vt1, gt1), anna)
	bad := map[string]func(*chain.Header){
		"no body":     func(h *chain.Header) { h.Body = "" },
		"to":          func(h *chain.Header) { h.To = vt1 },
		"small ct":    func(h *chain.Header) { h.CTSize = 5754 },
		"bad party":   func(h *chain.Header) { h.Party = "vt1" },
		"large blob":  func(h *chain.Header) { h.Blobs = []chain.Blob{{Root: hash("root"), Size: 1 << 53}} },
		"before 1970": func(h *chain.Header) { h.Time = -1 },
	}
	for name, f := range bad {
		h := change(s.draft(chain.Post, dirk, gt1), f)
		h.Binds[0].Value = hash("bind")
		if _, err := h.Signed(); note.CodeOf(err) != note.E01 {
			t.Errorf("%s: signed: %v", name, err)
		}
		if _, err := h.Unbound(); note.CodeOf(err) != note.E01 {
			t.Errorf("%s: unbound: %v", name, err)
		}
	}
	h := s.draft(chain.Post, dirk, gt1)
	for _, binds := range [][]chain.Bind{nil, {{Epoch: 0, Value: hash("a")}, {Epoch: 1, Value: hash("b")}}} {
		h.Binds = binds
		if _, err := h.Signed(); note.CodeOf(err) != note.E01 {
			t.Errorf("%d binds: %v", len(binds), err)
		}
	}
}

// TestStateIsSmall: what a hub keeps of an exchange.
func TestStateIsSmall(t *testing.T) {
	size := func(s *story) int {
		b, err := json.Marshal(s.state)
		if err != nil {
			t.Fatal(err)
		}
		return len(b)
	}
	s := begin(t, genesis(anna, vt1, gt1, politie), anna)
	if n := size(s); n > 1024 {
		t.Errorf("state of a new exchange is %d bytes", n)
	}
	before := size(s)
	for range 100 {
		s = s.does(t, chain.Post, gt1)
	}
	if n := size(s) - before; n > 100*27+100 {
		t.Errorf("100 posts add %d bytes", n)
	}
}
