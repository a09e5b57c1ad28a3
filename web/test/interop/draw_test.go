package interop_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
)

// draw proposes entries for one chain: often right, often wrong in one or two
// ways. All that it does follows from its seed.
type draw struct {
	*rand.Rand
	sort    int
	entries []*chain.Entry
	state   *chain.State
	n       int
	sealer  *sealer // of a chain whose sealed texts are there
}

func pick[T any](d *draw, list []T) T { return list[d.IntN(len(list))] }

// once in n times.
func (d *draw) once(n int) bool { return d.IntN(n) == 0 }

// bend is once in n times, in a chain that may be wrong.
func (d *draw) bend(n int) bool { return d.sort == mostlyBent && d.once(n) }

func near(n uint64) []uint64 {
	list := []uint64{0, n, n + 1, n + 2}
	if n > 0 {
		list = append(list, n-1)
	}
	return list
}

// changes are the ways in which a header is bent.
var changes = []func(d *draw, h *chain.Header){
	func(d *draw, h *chain.Header) { h.Time = d.state.Time + pick(d, []int64{-1, 0, 1799, 1800, 1801}) },
	func(d *draw, h *chain.Header) {
		size := pick(d, []uint64{0, 4099, 4100, 4199, 4200, 5000})
		h.CP = note.Checkpoint{Size: size, Root: hash(fmt.Sprintf("log %d", size))}
		if size == 0 {
			h.CP = note.NoLog
		}
	},
	func(_ *draw, h *chain.Header) { h.CP.Root = hash("another root") },
	func(d *draw, h *chain.Header) { h.Epoch = pick(d, near(d.state.Epoch)) },
	func(d *draw, h *chain.Header) { h.Seq = pick(d, near(d.state.Seq)) },
	func(d *draw, h *chain.Header) { h.Prev = d.some() },
	func(_ *draw, h *chain.Header) { h.XID = note.XID(hash("xid")) },
	func(d *draw, h *chain.Header) { h.Party = pick(d, allParties) },
	func(d *draw, h *chain.Header) { h.Org = pick(d, everybody).org },
	func(d *draw, h *chain.Header) { h.Author = pick(d, everybody).author },
	func(d *draw, h *chain.Header) { h.Key = pick(d, everybody).public.ID() },
	func(d *draw, h *chain.Header) { h.To = pick(d, allParties) },
	func(d *draw, h *chain.Header) { h.Target = d.some() },
	func(d *draw, h *chain.Header) { h.Rcpt = caseRcpt(pick(d, near(d.state.Epoch))) },
	func(d *draw, h *chain.Header) { h.CTSize = pick(d, []uint64{0, 5754, 5755, 272059, 272060}) },
	func(_ *draw, h *chain.Header) {
		h.Blobs = append(h.Blobs, chain.Blob{Root: hash("root"), Size: note.MaxNum})
	},
	func(d *draw, h *chain.Header) { h.Grants = grantsFor(d.otherSet(), h.Epoch) },
	func(d *draw, h *chain.Header) { // of an older epoch, perhaps to somebody outside the set
		h.Grants = append(h.Grants, grantsFor([]note.Party{pick(d, allParties)}, pick(d, near(d.state.Epoch)))...)
	},
	func(d *draw, h *chain.Header) {
		if len(h.Grants) > 0 {
			h.Grants[d.IntN(len(h.Grants))].Key = pick(d, []note.Hash{partyKey(vt1), hash("old key of gt2")})
		}
	},
	func(d *draw, h *chain.Header) { h.Binds[0].Epoch = pick(d, near(d.state.Epoch)) },
	func(d *draw, h *chain.Header) { h.Binds[len(h.Binds)-1].Epoch = pick(d, near(d.state.Epoch)) },
	func(_ *draw, h *chain.Header) { h.Binds[0].Value = hash("no bind") },
}

// some is the hash of an entry, or of none.
func (d *draw) some() note.Hash {
	if len(d.entries) == 0 || d.once(6) {
		return hash("no entry")
	}
	return pick(d, d.entries).Hash()
}

// otherSet is the set of parties, in which one goes, one comes, or both.
func (d *draw) otherSet() []note.Party {
	set := d.state.Parties()
	if d.once(2) {
		i := d.IntN(len(set))
		set = slices.Delete(set, i, i+1)
	}
	if p := pick(d, allParties); !slices.Contains(set, p) {
		set = append(set, p)
	}
	return set
}

func grantsFor(set []note.Party, epoch uint64) []chain.Grant {
	var grants []chain.Grant
	for _, p := range set {
		grants = append(grants, chain.Grant{Party: p, Epoch: epoch, Key: partyKey(p), File: hash(fmt.Sprintf("grant %s %d", p, epoch))})
	}
	return grants
}

// fill completes a header with what its type carries.
func (d *draw) fill(h *chain.Header, by person, party note.Party) {
	d.n++
	h.Party, h.Org, h.Author, h.Key = party, by.org, by.author, by.public.ID()
	h.Nonce = id(fmt.Sprintf("nonce %d %d", d.n, d.Uint64()))
	switch h.Type {
	case chain.Genesis, chain.Post, chain.Rekey, chain.Offer, chain.Accept:
		h.Rcpt = caseRcpt(h.Epoch)
		h.Body, h.CT, h.CTSize = hash("body "+string(h.Nonce)), hash("ct "+string(h.Nonce)), chain.MinCT
	}
	h.Binds = []chain.Bind{{Epoch: h.Epoch}}
	if h.Type == chain.Rekey {
		h.Binds = []chain.Bind{{Epoch: h.Epoch - 1}, {Epoch: h.Epoch}}
	}
}

// genesis proposes the first entry, "" when it cannot be printed.
func (d *draw) genesis() string {
	party := pick(d, []note.Party{vt1, vt1, vt1, vt1, gt1, gt1, mHugo, rNoor})
	h := chain.Header{Prev: note.ZeroHash, Type: chain.Genesis, Time: 1771234567, CP: note.Checkpoint{Size: 4100, Root: hash("log 4100")}}
	d.state = &chain.State{Set: []note.Party{party}} // for the changes
	defer func() { d.state = nil }()
	by := speaker(party)
	d.fill(&h, by, party)
	set := []note.Party{party}
	for _, p := range allParties {
		if p != party && p != rNoor && d.once(2) {
			set = append(set, p)
		}
	}
	if d.once(8) {
		set = []note.Party{party, rNoor}
	}
	h.Grants = grantsFor(set, 0)
	if d.bend(12) {
		for range 2 {
			changes[d.IntN(len(changes))](d, &h)
		}
	}
	return d.print(h, by)
}

// next proposes an entry, "" when it cannot be printed.
func (d *draw) next() string {
	s := d.state
	types := []chain.Type{chain.Post, chain.Post, chain.Rekey, chain.Rekey, chain.Offer, chain.Offer, chain.Recall, chain.Leave, chain.Close}
	switch {
	case s.Offer != nil:
		types = []chain.Type{chain.Accept, chain.Accept, chain.Post}
	case s.Leaving != "":
		types = []chain.Type{chain.Rekey}
	}
	if d.bend(6) {
		types = allTypes
	}
	typ, party := pick(d, types), pick(d, s.Parties())
	switch {
	case typ == chain.Close && !d.once(4): // it would end every chain early
		typ = chain.Post
	case (typ == chain.Offer || typ == chain.Close) && !d.bend(4):
		party = s.Owner
	case typ == chain.Accept && s.Offer != nil && !d.bend(4):
		party = s.Offer.To
	case s.Leaving == party && !d.bend(4):
		party = s.Owner
	}
	by := speaker(party)
	if d.bend(12) {
		by = pick(d, everybody)
	}
	h := s.Next(typ, s.Time+60, s.CP)
	d.fill(&h, by, party)
	d.complete(&h)
	for range pick(d, []int{0, 0, 0, 0, 0, 0, 0, 1, 1, 2}) {
		if d.sort == mostlyBent {
			changes[d.IntN(len(changes))](d, &h)
		}
	}
	signers := []person{by}
	if typ == chain.Accept {
		signers = append(signers, d.offerer())
	}
	switch {
	case d.bend(20):
		signers[len(signers)-1] = pick(d, everybody)
	case d.bend(20):
		signers = append(signers, pick(d, everybody))
	}
	return d.print(h, signers...)
}

// complete adds what one type alone has.
func (d *draw) complete(h *chain.Header) {
	s := d.state
	switch h.Type {
	case chain.Rekey:
		set := slices.DeleteFunc(s.Parties(), func(p note.Party) bool { return p == s.Leaving })
		if s.Leaving == "" && (h.Party == s.Owner && d.once(2) || d.bend(8)) {
			set = d.otherSet()
		}
		h.Grants = grantsFor(set, h.Epoch)
		if d.once(3) && h.Party == s.Owner && len(set) > 0 {
			h.Grants = append(h.Grants, grantsFor([]note.Party{pick(d, set)}, d.Uint64N(h.Epoch))...)
		}
		if d.once(4) { // as if its newer grants did not open
			h.Binds[0].Epoch = d.Uint64N(h.Epoch)
		}
	case chain.Offer:
		h.To = pick(d, s.Parties())
	case chain.Recall:
		h.Target = pick(d, d.entries).Hash()
		for _, e := range d.entries {
			if e.Type == chain.Post && e.Party == h.Party && d.once(2) {
				h.Target = e.Hash()
			}
		}
	case chain.Post:
		if d.once(4) {
			h.Blobs = []chain.Blob{{Root: hash("root"), Size: d.Uint64N(note.MaxNum)}}
		}
	}
}

// offerer is the person that made the standing offer.
func (d *draw) offerer() person {
	for _, p := range everybody {
		if o := d.state.Offer; o != nil && p.author == o.Member && p.public.ID() == o.Key {
			return p
		}
	}
	return vreemd
}

// print binds and signs a header; now and then it damages the text.
func (d *draw) print(h chain.Header, by ...person) string {
	h.Binds = slices.Clone(h.Binds)
	if d.sealer != nil {
		d.sealer.seal(&h)
	}
	before, err := h.Unbound()
	if err != nil {
		return ""
	}
	for i, b := range h.Binds {
		if b.Value == "" {
			h.Binds[i].Value = bindValue(b.Epoch, before)
		}
	}
	signed, err := h.Signed()
	if err != nil {
		return ""
	}
	if d.bend(25) {
		signed = d.edited(signed)
	}
	var sigs []note.Sig
	for _, p := range by {
		sigs = append(sigs, p.sign(signed))
	}
	if d.bend(30) {
		sigs[0].Hex = sigs[0].Hex[:64] + strings.Repeat("0", 64)
	}
	raw := note.Attach(signed, sigs...)
	if d.bend(40) {
		raw[d.IntN(len(raw))] ^= 1 << d.IntN(7)
	}
	return string(raw)
}

// edited drops, doubles or swaps lines.
func (d *draw) edited(signed []byte) []byte {
	lines := strings.SplitAfter(strings.TrimSuffix(string(signed), "\n"), "\n")
	lines[len(lines)-1] += "\n"
	i := d.IntN(len(lines))
	switch d.IntN(3) {
	case 0:
		lines = slices.Delete(lines, i, i+1)
	case 1:
		lines = slices.Insert(lines, i, lines[i])
	case 2:
		j := (i + 1) % len(lines)
		lines[i], lines[j] = lines[j], lines[i]
	}
	return []byte(strings.Join(lines, ""))
}
