package chain_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
)

// Who may do what when: every state, every role, every type. A letter stands
// for a type that is allowed: p(ost) k(rekey) o(ffer) a(ccept) c(lose) r(ecall)
// l(eave).
const whoMayWhat = `
state                  owner  other  third  outside
alone                  pkcr   -      -      -
three, first           pkocr  pkrl   pkrl   -
three                  pkocr  pkrl   pkrl   -
offered to other       pkocr  pkarl  pkrl   -
offer overtaken        pkocr  pkrl   pkrl   -
offered twice          pkocr  pkarl  pkrl   -
accepted by other      pkrl   pkocr  pkrl   -
third left             k      k      -      -
third gone             pkocr  pkrl   -      -
third left, offer gone k      k      -      -
rekeyed                pkocr  pkrl   pkrl   -
post recalled          pkocr  pkrl   pkrl   -
closed                 -      -      -      -
genesis recalled       -      -      -      -
member                 pkocr  pkrl   pkrl   -
member offered         pkocr  pkarl  pkrl   -
member accepted        pkrl   pkocr  pkrl   -
mailbox                pkcr   pr     -      -
mailbox and two teams  pkocr  pr     pkrl   -
`

func TestWhoMayWhat(t *testing.T) {
	three := begin(t, genesis(anna, vt1, gt1, politie), anna)
	posted := three.does(t, chain.Post, vt1).does(t, chain.Post, gt1).does(t, chain.Post, politie)
	offered := posted.does(t, chain.Offer, vt1)
	left := posted.does(t, chain.Leave, gt1)
	member := begin(t, genesis(anna, vt1, mHugo, gt1), anna)
	member = member.does(t, chain.Post, vt1).does(t, chain.Post, gt1).does(t, chain.Post, mHugo)
	memberOffer := member.put(t, change(member.draft(chain.Offer, anna, vt1), func(h *chain.Header) { h.To = mHugo }), anna)
	box := begin(t, genesis(anna, vt1, rNoor), anna).does(t, chain.Post, vt1).does(t, chain.Post, rNoor)
	wide := box.put(t, change(box.draft(chain.Rekey, anna, vt1), to(vt1, vt2, rNoor)), anna).does(t, chain.Post, vt2)
	states := map[string]*story{
		"alone":                  begin(t, genesis(anna, vt1), anna).does(t, chain.Post, vt1),
		"three, first":           three,
		"three":                  posted,
		"offered to other":       offered,
		"offer overtaken":        offered.does(t, chain.Post, gt1),
		"offered twice":          offered.does(t, chain.Offer, vt1),
		"accepted by other":      offered.does(t, chain.Accept, politie),
		"third left":             left,
		"third gone":             left.does(t, chain.Rekey, politie),
		"third left, offer gone": offered.does(t, chain.Leave, gt1),
		"rekeyed":                posted.does(t, chain.Rekey, gt1),
		"post recalled":          posted.does(t, chain.Recall, vt1),
		"closed":                 posted.does(t, chain.Close, vt1),
		"genesis recalled":       three.does(t, chain.Recall, vt1),
		"member":                 member,
		"member offered":         memberOffer,
		"member accepted":        memberOffer.does(t, chain.Accept, mHugo),
		"mailbox":                box,
		"mailbox and two teams":  wide,
	}
	letters := map[chain.Type]string{chain.Post: "p", chain.Rekey: "k", chain.Offer: "o", chain.Accept: "a", chain.Close: "c", chain.Recall: "r", chain.Leave: "l"}
	rows := strings.Split(strings.TrimSpace(whoMayWhat), "\n")[1:]
	if len(rows) != len(states) {
		t.Fatalf("%d rows for %d states", len(rows), len(states))
	}
	for _, row := range rows {
		name, cells := strings.TrimSpace(row[:23]), strings.Fields(row[23:])
		s := states[name]
		if s == nil {
			t.Fatalf("no state %q", name)
		}
		other, third := politie, gt1
		switch {
		case strings.HasPrefix(name, "member"):
			other = mHugo
		case strings.HasPrefix(name, "mailbox"):
			other, third = rNoor, vt2
		}
		for i, party := range []note.Party{vt1, other, third, gt2} {
			for _, typ := range allTypes {
				want := strings.Contains(cells[i], letters[typ])
				if got := s.state.May(party, typ) == nil; got != want {
					t.Errorf("%s: may %s %s: %v", name, speakerName(party), typ, got)
				}
				if got := appends(t, s, typ, party); got != want {
					t.Errorf("%s: %s appends %s: %v", name, speakerName(party), typ, got)
				}
			}
			if err := s.state.May(party, chain.Genesis); note.CodeOf(err) != note.E05 {
				t.Errorf("%s: may %s begin again: %v", name, speakerName(party), err)
			}
		}
	}
}

func speakerName(p note.Party) string { return speaker(p).name }

// appends reports whether the best that party can do with that type counts.
func appends(t tb, s *story, typ chain.Type, party note.Party) bool {
	by := speaker(party)
	h := s.draft(typ, by, party)
	signers := []person{by}
	if typ == chain.Accept {
		signers = append(signers, s.offerer())
		if s.offerer().name == by.name {
			signers[1] = vreemd
		}
	}
	if typ == chain.Recall {
		h.Target = s.entries[0].Hash()
		for _, e := range s.entries {
			if e.Type == chain.Post && e.Party == party {
				h.Target = e.Hash()
			}
		}
		if s.state.Seq == 0 && party != vt1 {
			// Nothing of theirs is there yet, though in general they may.
			return s.state.May(party, typ) == nil
		}
	}
	if typ == chain.Rekey && s.state.Leaving == party {
		h.Grants = grantsFor(s.state.Parties(), h.Epoch)
	}
	_, code := verdictOf(s.state, string(seal(t, h, signers...)))
	if code != "" && code != note.E05 {
		t.Errorf("%s by %s: %s", typ, by.name, code)
	}
	return code == ""
}

// TestNext: the header that Next begins is the one that Append wants.
func TestNext(t *testing.T) {
	s := begin(t, genesis(anna, vt1, gt1), anna).does(t, chain.Rekey, gt1)
	late := note.Checkpoint{Size: 9000, Root: hash("log 9000")}
	for _, typ := range allTypes {
		h := s.state.Next(typ, 1, note.Checkpoint{Size: 1, Root: hash("old log")})
		if h.Time != s.state.Time || h.CP != s.state.CP {
			t.Errorf("%s: time or cp falls: %d %v", typ, h.Time, h.CP)
		}
		h = s.state.Next(typ, start+1e6, late)
		if h.Time != start+1e6 || h.CP != late {
			t.Errorf("%s: time or cp not taken: %d %v", typ, h.Time, h.CP)
		}
		other := s.state.Next(typ, start+1e6, late)
		if h.Nonce == other.Nonce || !note.IsID(string(h.Nonce)) {
			t.Errorf("%s: nonce %q", typ, h.Nonce)
		}
		body := typ == chain.Post || typ == chain.Offer || typ == chain.Accept
		if (h.Rcpt == caseRcpt(1)) != body {
			t.Errorf("%s: rcpt %q", typ, h.Rcpt)
		}
	}
}

// TestAppendLeavesState: two entries after one state do not disturb each other.
func TestAppendLeavesState(t *testing.T) {
	s := begin(t, genesis(anna, vt1, gt1, politie), anna)
	for range 5 {
		s = s.does(t, chain.Post, gt1).does(t, chain.Rekey, vt1)
	}
	before := summarise(s.state)
	a := s.does(t, chain.Post, gt1)
	b := s.does(t, chain.Post, politie)
	a.does(t, chain.Recall, gt1)
	b.does(t, chain.Recall, politie)
	if _, code := verdictOf(a.state, string(seal(t, change(a.draft(chain.Recall, gijs, politie), func(h *chain.Header) {
		h.Target = b.state.Head
	}), gijs))); code != note.E05 {
		t.Errorf("recall of a post on another branch: %q", code)
	}
	for _, typ := range []chain.Type{chain.Rekey, chain.Offer, chain.Leave, chain.Close} {
		party := vt1
		if typ == chain.Leave {
			party = gt1
		}
		s.does(t, typ, party)
	}
	if diff := cmp.Diff(before, summarise(s.state)); diff != "" {
		t.Errorf("state changed (-before +after):\n%s", diff)
	}
}

// TestNewReceipt: a receipt is never dated before its entry.
func TestNewReceipt(t *testing.T) {
	s := begin(t, genesis(anna, vt1, gt1), anna).does(t, chain.Post, gt1)
	e := s.entries[1]
	late := note.Checkpoint{Size: 9000, Root: hash("log 9000")}
	r := chain.NewReceipt(e, 1, note.Checkpoint{Size: 1, Root: hash("old log")})
	if r.Time != e.Time || r.CP != e.CP || r.XID != s.state.XID || r.Entry != e.Hash() {
		t.Errorf("of an old clock: %+v", r)
	}
	r = chain.NewReceipt(e, start+1e6, late)
	if r.Time != start+1e6 || r.CP != late {
		t.Errorf("of a later clock: %+v", r)
	}
}

// TestReceiptOnForeignEntry: an entry of another exchange is none of this one,
// whatever the receipt says.
func TestReceiptOnForeignEntry(t *testing.T) {
	s := begin(t, genesis(anna, vt1, gt1), anna)
	foreign := begin(t, genesis(bram, vt1, gt1), bram)
	m := &receiptMaker{t: t}
	r := m.draft(foreign, 0, dirk, gt1)
	r.XID = s.state.XID
	got, err := chain.ParseReceipt([]byte(m.seal(r, dirk)))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.state.CheckReceipt(got, foreign.entries[0], directory); note.CodeOf(err) != note.E05 {
		t.Errorf("receipt on an entry of another exchange: %v", err)
	}
}
