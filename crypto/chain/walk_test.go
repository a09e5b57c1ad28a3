package chain_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
)

// TestInvariants walks at random, with parties that may send grants that open
// for nobody or only for themselves, and looks at what must hold after each
// entry: S1 ownership moves by accept only; S2 an accept follows an offer to its
// party and is signed by two; S3 who left has no grant in a later epoch unless
// it was added again; S4 the owner is a party; S5 the owner never leaves; S6
// somebody can still write or rekey; S7 no party is shut out by a rekey of
// another: it may rekey from the newest epoch that it can open.
func TestInvariants(t *testing.T) {
	for seed := range uint64(40) {
		w := &walk{t: t, rng: rand.New(rand.NewPCG(seed, 8)), opens: []map[note.Party]bool{{}}}
		w.s = begin(t, genesis(anna, vt1, gt1, politie, mHugo), anna)
		for _, p := range w.s.state.Parties() {
			w.opens[0][p] = true
		}
		for range 25 {
			before := w.s
			w.step()
			if len(w.s.entries) > len(before.entries) {
				w.check(before.state)
			}
			if w.s.state.Closed {
				break
			}
		}
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

type walk struct {
	t     *testing.T
	rng   *rand.Rand
	s     *story
	opens []map[note.Party]bool // by epoch: whose grant opens
	out   []note.Party          // left or removed, and not back
}

// newest is the newest epoch that p can open.
func (w *walk) newest(p note.Party) (epoch uint64, ok bool) {
	for e := len(w.opens) - 1; e >= 0; e-- {
		if w.opens[e][p] {
			return uint64(e), true
		}
	}
	return 0, false
}

// tries appends a draft as changed, if it counts.
func (w *walk) tries(typ chain.Type, p note.Party, f func(*chain.Header)) bool {
	by := speaker(p)
	h := w.s.draft(typ, by, p)
	if f != nil {
		f(&h)
	}
	signers := []person{by}
	if typ == chain.Accept {
		signers = append(signers, w.s.offerer())
	}
	raw := seal(w.t, h, signers...)
	next, code := verdictOf(w.s.state, string(raw))
	if code != "" {
		return false
	}
	w.s = &story{append(slices.Clip(w.s.entries), parse(w.t, raw)), append(slices.Clip(w.s.raws), string(raw)), next, w.s.n}
	return true
}

func (w *walk) step() {
	set := w.s.state.Parties()
	p := set[w.rng.IntN(len(set))]
	epoch, some := w.newest(p)
	holds := some && epoch == w.s.state.Epoch
	if !holds {
		if some && w.rng.IntN(2) == 0 {
			w.rekey(p, set, epoch, false)
		}
		return
	}
	switch w.rng.IntN(10) {
	case 0, 1:
		w.tries(chain.Post, p, nil)
	case 2, 3:
		if w.opens[w.s.state.Epoch][w.s.state.Owner] {
			w.tries(chain.Offer, w.s.state.Owner, nil)
		}
	case 4, 5:
		if o := w.s.state.Offer; o != nil && w.opens[w.s.state.Epoch][o.To] {
			w.tries(chain.Accept, o.To, nil)
		}
	case 6:
		w.tries(chain.Leave, p, nil)
	case 7:
		w.rekey(p, set, epoch, w.rng.IntN(2) == 0 && p != w.s.state.Owner)
	case 8:
		if p != w.s.state.Owner {
			return
		}
		other := allParties[w.rng.IntN(len(allParties)-1)] // not the mailbox
		if i := slices.Index(set, other); i >= 0 {
			set = slices.Delete(set, i, i+1)
		} else {
			set = append(set, other)
		}
		w.rekey(p, set, epoch, false)
	case 9:
		if w.rng.IntN(20) == 0 {
			w.tries(chain.Close, p, nil)
		}
	}
}

// rekey opens an epoch; garbage opens for its author at most.
func (w *walk) rekey(p note.Party, set []note.Party, from uint64, garbage bool) {
	if w.s.state.Leaving != "" {
		set = slices.DeleteFunc(slices.Clone(set), func(q note.Party) bool { return q == w.s.state.Leaving })
	}
	gone := w.s.state.Parties()
	if !w.tries(chain.Rekey, p, both(to(set...), firstBind(from))) {
		return
	}
	opens := map[note.Party]bool{p: true}
	for _, q := range set {
		opens[q] = !garbage || q == p
	}
	w.opens = append(w.opens, opens)
	w.out = append(w.out, gone...)
	w.out = slices.DeleteFunc(w.out, w.s.state.Has)
}

func (w *walk) check(before *chain.State) {
	t, s := w.t, w.s.state
	head := w.s.entries[len(w.s.entries)-1]
	if s.Owner != before.Owner && head.Type != chain.Accept {
		t.Errorf("S1: %s moved ownership", head.Type)
	}
	if head.Type == chain.Accept {
		offer := w.s.entries[len(w.s.entries)-2]
		if offer.Type != chain.Offer || offer.To != head.Party || !twoSigned(offer, head) {
			t.Error("S2: accept without its offer or without two signatures")
		}
	}
	for _, p := range w.out {
		if slices.ContainsFunc(head.Grants, func(g chain.Grant) bool { return g.Party == p }) {
			t.Errorf("S3: %s is gone and has a grant", p)
		}
	}
	if !s.Has(s.Owner) {
		t.Error("S4: the owner is no party")
	}
	if s.Leaving == s.Owner {
		t.Error("S5: the owner has left")
	}
	if s.Closed {
		return
	}
	alive := false
	for _, p := range s.Parties() {
		if p == s.Leaving {
			continue
		}
		epoch, some := w.newest(p)
		if !some {
			continue // added by the owner with a grant that did not open
		}
		mark := *w.s
		if !w.tries(chain.Rekey, p, firstBind(epoch)) {
			t.Errorf("S7: %s cannot rekey from epoch %d in epoch %d", p, epoch, s.Epoch)
		}
		w.s, alive = &mark, true
	}
	if !alive {
		t.Error("S6: nobody can write any more")
	}
}

// twoSigned verifies both signatures of an accept by itself.
func twoSigned(offer, accept *chain.Entry) bool {
	x, _ := oracleParse(string(accept.Note.Bytes()))
	y, _ := oracleParse(string(offer.Note.Bytes()))
	return x.get("author") != y.get("author") && x.get("key") != y.get("key") &&
		oracleSignature(x, x.get("party"), x.get("org"), x.get("author"), x.get("key")) == "" &&
		oracleSignature(x, y.get("party"), y.get("org"), y.get("author"), y.get("key")) == ""
}
