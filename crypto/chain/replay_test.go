package chain_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
)

// admitter holds nothing until the entry that grants it was admitted.
type admitter struct {
	holder
	admitted []uint64
}

func (a *admitter) Admit(e *chain.Entry) {
	a.admitted = append(a.admitted, e.Epoch)
	a.holder[e.Epoch] = caseSeed(e.Epoch)
}

// TestAdmit: each epoch's key is asked for before its binds, and only when the
// header that opens it counts.
func TestAdmit(t *testing.T) {
	s := full(t)
	a := &admitter{holder: holder{}}
	r := chain.Replay(s.entries, directory, a)
	if r.End != nil {
		t.Fatal(r.End)
	}
	for i, v := range r.Verdicts {
		if !v.Checked || !v.Effect || v.Entry != s.entries[i] {
			t.Errorf("entry %d: %+v", i, v)
		}
	}
	if diff := cmp.Diff([]uint64{0, 1, 2}, a.admitted); diff != "" {
		t.Errorf("admitted (-want +got):\n%s", diff)
	}

	early := begin(t, genesis(anna, vt1, gt1), anna)
	refused := parse(t, seal(t, change(early.draft(chain.Rekey, dirk, gt1), to(gt1)), dirk))
	a = &admitter{holder: holder{}}
	chain.Replay(append(early.entries, refused), directory, a)
	if diff := cmp.Diff([]uint64{0}, a.admitted); diff != "" {
		t.Errorf("admitted with a rekey that does not count (-want +got):\n%s", diff)
	}
}

// TestExtend: reading in parts gives what reading at once gives, and an ended
// chain stays ended.
func TestExtend(t *testing.T) {
	s := full(t)
	whole := chain.Replay(s.entries, directory, holdAll(3))
	for cut := range s.entries {
		head := chain.Replay(s.entries[:cut], directory, holdAll(3))
		parts := head.Extend(s.entries[cut:], directory, holdAll(3))
		if diff := cmp.Diff(whole.State, parts.State); diff != "" || len(parts.Verdicts) != len(whole.Verdicts) || parts.End != nil {
			t.Errorf("cut at %d: %s", cut, diff)
		}
		if len(head.Verdicts) != cut {
			t.Errorf("the first part changed: %d verdicts, want %d", len(head.Verdicts), cut)
		}
	}
	ended := chain.Replay(s.entries[1:], directory, nil)
	if ended.State != nil || ended.EndBy != s.entries[1] {
		t.Errorf("chain without a genesis: %+v", ended)
	}
	more := ended.Extend(s.entries, directory, nil)
	if more.State != nil || len(more.Verdicts) != 0 || note.CodeOf(more.End) != note.E02 {
		t.Errorf("an ended chain went on: %+v", more)
	}
}

// TestVoidOffer: an offer without effect is remembered in the state of a client,
// so that an accept met later, or asked for, is E09; a hub does not know.
func TestVoidOffer(t *testing.T) {
	s := begin(t, genesis(anna, vt1, politie), anna)
	void := s.put(t, change(s.draft(chain.Offer, anna, vt1), func(h *chain.Header) { h.Binds[0].Value = hash("wrong") }), anna)
	reader := chain.Replay(void.entries, directory, holdAll(1))
	if !reader.State.Offer.Void || void.state.Offer.Void {
		t.Error("void at the hub, or not at the reader")
	}
	accept := parse(t, seal(t, void.draft(chain.Accept, gijs, politie), gijs, anna))
	if _, err := reader.State.Append(accept, directory); note.CodeOf(err) != note.E09 {
		t.Errorf("reader: %v", err)
	}
	if _, err := void.state.Append(accept, directory); err != nil {
		t.Errorf("hub: %v", err)
	}
	after := void.does(t, chain.Post, vt1)
	if r := reader.Extend(after.entries[2:], directory, holdAll(1)); r.End != nil || r.State.Offer != nil {
		t.Errorf("after the void offer: %v", r.End)
	}
}

// TestCheckAcceptBytes: a co-signature is never given over bytes that already
// hold a signature, nor over none.
func TestCheckAcceptBytes(t *testing.T) {
	s := begin(t, genesis(anna, vt1, politie), anna).does(t, chain.Offer, vt1)
	signed, err := parse(t, seal(t, s.draft(chain.Accept, gijs, politie), gijs, anna)).Signed()
	if err != nil {
		t.Fatal(err)
	}
	if e, err := s.state.CheckAccept(signed, gijs.sign(signed), directory); err != nil || e.Author != gijs.author {
		t.Fatalf("finished accept: %v", err)
	}
	twice := note.Attach(signed, vreemd.sign(signed))
	for name, b := range map[string][]byte{"with a signature": twice, "nothing": nil, "cut": signed[:len(signed)-1]} {
		if e, err := s.state.CheckAccept(b, gijs.sign(signed), directory); note.CodeOf(err) != note.E01 || e != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
