package chain_test

import (
	"encoding/json"
	"fmt"
	"math/bits"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
)

var everybody = []person{anna, anna2, bram, carla, vera, oud, nieuw, dirk, dirkA, eva, fatma, gijs, hugo, ines, noor, gast, vreemd}

var allParties = []note.Party{vt1, vt2, vt3, gt1, gt2, politie, mHugo, mInes, rNoor}

var allTypes = []chain.Type{chain.Post, chain.Rekey, chain.Offer, chain.Accept, chain.Close, chain.Recall, chain.Leave}

// choose draws a number below n, all about as often (rapid by itself prefers
// small ones, and with those most walks end early).
func choose(r *rapid.T, what string, n int) int {
	x := rapid.Uint64().Draw(r, what)
	return int(bits.Reverse64(x*0x9e3779b97f4a7c15) % uint64(n))
}

// pick draws an element of a list.
func pick[T any](r *rapid.T, what string, list []T) T { return list[choose(r, what, len(list))] }

// changes are the ways in which a drawn header is bent.
var changes = map[string]func(r *rapid.T, s *story, h *chain.Header){
	"time": func(r *rapid.T, s *story, h *chain.Header) {
		h.Time = s.state.Time + pick(r, "seconds", []int64{-1, 0, 1799, 1800, 1801})
	},
	"cp": func(r *rapid.T, s *story, h *chain.Header) {
		size := pick(r, "size", []uint64{0, 1, 4099, 4100, 4199, 4200, 5000})
		h.CP = note.Checkpoint{Size: size, Root: hash(fmt.Sprintf("log %d", size))}
		if size == 0 {
			h.CP = note.NoLog
		}
	},
	"root":   func(_ *rapid.T, _ *story, h *chain.Header) { h.CP.Root = hash("another root") },
	"epoch":  func(r *rapid.T, s *story, h *chain.Header) { h.Epoch = pick(r, "epoch", near(s.state.Epoch)) },
	"seq":    func(r *rapid.T, s *story, h *chain.Header) { h.Seq = pick(r, "seq", near(s.state.Seq)) },
	"prev":   func(r *rapid.T, s *story, h *chain.Header) { h.Prev = pick(r, "prev", s.entries).Hash() },
	"xid":    func(_ *rapid.T, _ *story, h *chain.Header) { h.XID = note.XID(hash("xid")) },
	"party":  func(r *rapid.T, _ *story, h *chain.Header) { h.Party = pick(r, "party", allParties) },
	"org":    func(r *rapid.T, _ *story, h *chain.Header) { h.Org = pick(r, "org", everybody).org },
	"author": func(r *rapid.T, _ *story, h *chain.Header) { h.Author = pick(r, "author", everybody).author },
	"key":    func(r *rapid.T, _ *story, h *chain.Header) { h.Key = pick(r, "key", everybody).public().ID() },
	"to":     func(r *rapid.T, _ *story, h *chain.Header) { h.To = pick(r, "to", allParties) },
	"target": func(r *rapid.T, s *story, h *chain.Header) { h.Target = pick(r, "target", s.entries).Hash() },
	"rcpt":   func(r *rapid.T, s *story, h *chain.Header) { h.Rcpt = caseRcpt(pick(r, "rcpt", near(s.state.Epoch))) },
	"size": func(r *rapid.T, _ *story, h *chain.Header) {
		h.CTSize = pick(r, "size", []uint64{0, 5754, 5755, 272059, 272060})
	},
	"blob": func(_ *rapid.T, _ *story, h *chain.Header) {
		h.Blobs = append(h.Blobs, chain.Blob{Root: hash("root"), Size: 9})
	},
	"set": func(r *rapid.T, s *story, h *chain.Header) { // one goes, one comes, or both
		set := s.state.Parties()
		if choose(r, "goes", 2) == 0 {
			set = slices.Delete(set, 0, 1)
		}
		if p := pick(r, "comes", allParties); !slices.Contains(set, p) {
			set = append(set, p)
		}
		h.Grants = grantsFor(set, h.Epoch)
	},
	"older": func(r *rapid.T, s *story, h *chain.Header) {
		older(pick(r, "to", s.state.Parties()), pick(r, "epoch", near(s.state.Epoch)))(h)
	},
	"grant key": func(r *rapid.T, _ *story, h *chain.Header) {
		if len(h.Grants) > 0 {
			h.Grants[choose(r, "grant", len(h.Grants))].Key = pick(r, "key", []note.Hash{partyKey(vt1), hash("old key of gt2")})
		}
	},
	"bind": func(r *rapid.T, s *story, h *chain.Header) { h.Binds[0].Epoch = pick(r, "bind", near(s.state.Epoch)) },
	"bind2": func(r *rapid.T, s *story, h *chain.Header) {
		h.Binds[len(h.Binds)-1].Epoch = pick(r, "bind", near(s.state.Epoch))
	},
}

var changeNames = func() (names []string) {
	for name := range changes {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}()

func near(n uint64) []uint64 {
	list := []uint64{0, n, n + 1, n + 2}
	if n > 0 {
		list = append(list, n-1)
	}
	return list
}

// TestAgainstOracle: whatever is proposed, this package and a second, naive
// implementation give the same code.
func TestAgainstOracle(t *testing.T) {
	seen := map[string]int{}
	rapid.Check(t, func(r *rapid.T) {
		s := drawGenesis(r, seen)
		if s == nil {
			return
		}
		c := told(s.raws)
		for range rapid.IntRange(20, 40).Draw(r, "steps") {
			raw := drawEntry(r, s)
			if raw == "" {
				continue
			}
			next, got := verdictOf(s.state, raw)
			want := oracle(c, raw)
			if got != want {
				r.Fatalf("code %q, oracle %q for\n%s\nafter\n%s", got, want, raw, strings.Join(s.raws, "\n"))
			}
			seen[string(want)]++
			if got != "" {
				continue
			}
			s = &story{append(slices.Clip(s.entries), parse(r, []byte(raw))), append(slices.Clip(s.raws), raw), next, s.n}
			c = told(s.raws)
			checkState(r, s.state, c)
		}
	})
	t.Logf("verdicts: %v", seen)
	for _, code := range []string{"", "E01", "E05"} {
		if seen[code] == 0 {
			t.Errorf("code %q was never drawn", code)
		}
	}
}

func drawGenesis(r *rapid.T, seen map[string]int) *story {
	party := pick(r, "owner", []note.Party{vt1, vt1, gt1, mInes, rNoor})
	by := speaker(party)
	var set []note.Party
	for _, p := range allParties {
		if p != party && choose(r, "party", 3) == 0 {
			set = append(set, p)
		}
	}
	if choose(r, "box", 4) == 0 {
		set = []note.Party{rNoor}
	}
	h := genesis(by, party, set...)
	s := &story{state: &chain.State{Set: []note.Party{party}}}
	if choose(r, "bend", 5) == 0 {
		for _, name := range []string{"older", "grant key", "bind", "org", "author", "key", "party", "cp"} {
			if rapid.IntRange(0, 3).Draw(r, name) == 0 {
				changes[name](r, s, &h)
			}
		}
	}
	h, err := bind(h)
	if err != nil {
		return nil
	}
	signed, err := h.Signed()
	if err != nil {
		return nil
	}
	raw := note.Attach(signed, by.sign(signed))
	state, got := verdictOf(nil, string(raw))
	want := oracle(nil, string(raw))
	if got != want {
		r.Fatalf("code %q, oracle %q for\n%s", got, want, raw)
	}
	seen[string(want)]++
	if got != "" {
		return nil
	}
	return &story{[]*chain.Entry{parse(r, raw)}, []string{string(raw)}, state, 0}
}

// drawEntry proposes an entry: often right, often wrong in one or two ways; ""
// when its header cannot even be printed and no text stands in for it.
func drawEntry(r *rapid.T, s *story) string {
	types := []chain.Type{chain.Post, chain.Post, chain.Rekey, chain.Rekey, chain.Offer, chain.Offer, chain.Recall, chain.Leave}
	switch {
	case s.state.Offer != nil:
		types = []chain.Type{chain.Accept, chain.Accept, chain.Post}
	case s.state.Leaving != "":
		types = []chain.Type{chain.Rekey}
	}
	if choose(r, "any type", 6) == 0 {
		types = allTypes
	}
	typ := pick(r, "type", types)
	party := pick(r, "party", s.state.Parties())
	switch {
	case typ == chain.Close && choose(r, "close", 4) > 0: // it would end every walk early
		typ = chain.Post
	case (typ == chain.Offer || typ == chain.Close) && choose(r, "owner", 4) > 0:
		party = s.state.Owner
	case typ == chain.Accept && s.state.Offer != nil && choose(r, "to", 4) > 0:
		party = s.state.Offer.To
	}
	by := speaker(party)
	if by.name == "" || choose(r, "by", 6) == 0 {
		by = pick(r, "person", everybody)
	}
	h := s.draft(typ, by, party)
	if typ == chain.Recall {
		h.Target = pick(r, "target", s.entries).Hash()
	}
	signers := []person{by}
	if typ == chain.Accept {
		signers = append(signers, s.offerer())
	}
	for range pick(r, "bends", []int{0, 0, 0, 0, 1, 1, 2}) {
		changes[pick(r, "change", changeNames)](r, s, &h)
	}
	switch choose(r, "signers", 10) {
	case 0:
		signers[len(signers)-1] = pick(r, "signer", everybody)
	case 1:
		signers = append(signers, pick(r, "signer", everybody))
	}
	h, err := bind(h)
	if err != nil {
		return ""
	}
	signed, err := h.Signed()
	if err != nil {
		return ""
	}
	if choose(r, "edit", 10) == 0 {
		signed = editLines(r, signed)
	}
	var sigs []note.Sig
	for _, p := range signers {
		sigs = append(sigs, p.sign(signed))
	}
	if choose(r, "damage", 20) == 0 {
		signed = []byte(strings.Replace(string(signed), "nonce ", "nonce", 1))
		signed = []byte(strings.Replace(string(signed), "nonce", "nonce ", 1))
		sigs[0].Hex = sigs[len(sigs)-1].Hex[:64] + strings.Repeat("0", 64)
	}
	return string(note.Attach(signed, sigs...))
}

// editLines drops, doubles or swaps lines.
func editLines(r *rapid.T, signed []byte) []byte {
	lines := strings.SplitAfter(string(signed), "\n")
	i := choose(r, "line", len(lines)-1)
	switch choose(r, "how", 3) {
	case 0:
		lines = slices.Delete(lines, i, i+1)
	case 1:
		lines = slices.Insert(lines, i, lines[i])
	case 2:
		lines[i], lines[(i+1)%(len(lines)-1)] = lines[(i+1)%(len(lines)-1)], lines[i]
	}
	return []byte(strings.Join(lines, ""))
}

// checkState compares the state with what the oracle reads from the texts, and
// its JSON with itself.
func checkState(t tb, s *chain.State, c tale) {
	t.Helper()
	var set []note.Party
	for _, p := range c.set() {
		set = append(set, note.Party(p))
	}
	head := c.head()
	offer, to, leaving := note.Hash(""), note.Party(""), note.Party("")
	switch head.get("type") {
	case "offer":
		offer, to = note.Hash(sha(head.raw)), note.Party(head.get("to"))
	case "leave":
		leaving = note.Party(head.get("party"))
	}
	want := &summary{note.XID(c.xid()), uint64(len(c) - 1), note.Hash(sha(head.raw)), int64(head.num("time")),
		strings.Join(head.all("cp")[0], " "), uint64(c.epoch()), set, note.Party(c.owner()), offer, to, leaving, c.over()}
	if diff := cmp.Diff(want, summarise(s)); diff != "" {
		t.Fatalf("state (-oracle +got):\n%s", diff)
	}
	b, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	back := new(chain.State)
	if err := json.Unmarshal(b, back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(s, back); diff != "" {
		t.Fatalf("state from its JSON (-want +got):\n%s", diff)
	}
}
