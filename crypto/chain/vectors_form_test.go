package chain_test

import (
	"strings"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
)

// The vectors of chain.json, rule by rule. Each is a chain whose last entry is
// the one that matters.

type vector struct {
	Rule string    `json:"rule"`
	Name string    `json:"name"`
	Code note.Code `json:"code"`
	// Ends: the chain stops before its last entry. With a code and no end the
	// last entry keeps its place without effect.
	Ends    bool     `json:"ends"`
	Entries []string `json:"entries"`
	// Cosign, when it is there, is an accept with the receiver's signature only.
	Cosign string `json:"cosign,omitempty"`
	// Holds are the case identity seeds that the reader has, by epoch.
	Holds map[uint64]string `json:"holds,omitempty"`
	// Verdicts are those of the entries that keep their place.
	Verdicts []verdict `json:"verdicts,omitempty"`
	State    *summary  `json:"state,omitempty"`
}

type verdict struct {
	Effect  bool      `json:"effect"`
	Checked bool      `json:"checked"`
	Code    note.Code `json:"code"`
}

// summary is a state in words that every implementation has.
type summary struct {
	XID     note.XID     `json:"xid"`
	Seq     uint64       `json:"seq"`
	Head    note.Hash    `json:"head"`
	Time    int64        `json:"time"`
	CP      string       `json:"cp"`
	Epoch   uint64       `json:"epoch"`
	Set     []note.Party `json:"set"`
	Owner   note.Party   `json:"owner"`
	Offer   note.Hash    `json:"offer"`
	To      note.Party   `json:"to"`
	Leaving note.Party   `json:"leaving"`
	Closed  bool         `json:"closed"`
}

func summarise(s *chain.State) *summary {
	if s == nil {
		return nil
	}
	out := &summary{XID: s.XID, Seq: s.Seq, Head: s.Head, Time: s.Time, CP: s.CP.String(), Epoch: s.Epoch,
		Set: s.Parties(), Owner: s.Owner, Leaving: s.Leaving, Closed: s.Closed}
	if s.Offer != nil {
		out.Offer, out.To = s.Offer.Entry, s.Offer.To
	}
	return out
}

type maker struct {
	t       tb
	vectors []vector
}

// raw adds a vector whose last entry is that text.
func (m *maker) raw(rule, name string, code note.Code, s *story, raw string) {
	var before []string
	if s != nil {
		before = s.raws
	}
	m.vectors = append(m.vectors, vector{Rule: rule, Name: name, Code: code, Entries: append(before[:len(before):len(before)], raw)})
}

// entry adds a vector whose last entry is that header, signed by those persons.
func (m *maker) entry(rule, name string, code note.Code, s *story, h chain.Header, by ...person) {
	m.t.Helper()
	m.raw(rule, name, code, s, string(seal(m.t, h, by...)))
}

// like adds a vector whose last entry is the draft of a type by the usual
// speaker of a party, after change.
func (m *maker) like(rule, name string, code note.Code, s *story, typ chain.Type, party note.Party, change func(*chain.Header)) {
	m.t.Helper()
	by := []person{speaker(party)}
	h := s.draft(typ, by[0], party)
	if change != nil {
		change(&h)
	}
	if typ == chain.Accept {
		by = append(by, s.offerer())
	}
	m.entry(rule, name, code, s, h, by...)
}

// edit adds a vector whose last entry is a good entry with one piece of text
// replaced, then signed again.
func (m *maker) edit(rule, name string, code note.Code, s *story, good []byte, old, new string, by ...person) {
	m.t.Helper()
	signed := string(good[:strings.Index(string(good), "\nsig ")+1])
	changed := strings.Replace(signed, old, new, 1)
	if changed == signed {
		m.t.Fatalf("%s %s: nothing to replace", rule, name)
	}
	var sigs []note.Sig
	for _, p := range by {
		sigs = append(sigs, p.sign([]byte(changed)))
	}
	m.raw(rule, name, code, s, string(note.Attach([]byte(changed), sigs...)))
}

// line finds the line of that name in a text.
func line(raw []byte, name string) string {
	at := strings.Index(string(raw), "\n"+name+" ") + 1
	return string(raw[at : at+strings.IndexByte(string(raw[at:]), '\n')+1])
}

func makeVectors(t tb) []vector {
	m := &maker{t: t}
	m.form()
	m.place()
	m.who()
	m.parties()
	m.sets()
	m.content()
	m.binds()
	m.signatures()
	m.replays()
	m.times()
	return m.vectors
}

// three is an exchange of vt1, its owner, with gt1 and politie; box one of vt1
// with a reporter.
func (m *maker) three() *story { return begin(m.t, genesis(anna, vt1, gt1, politie), anna) }
func (m *maker) box() *story   { return begin(m.t, genesis(anna, vt1, rNoor), anna) }

func (m *maker) form() {
	s := m.three()
	m.entry("C1", "genesis", "", nil, genesis(anna, vt1, gt1, politie), anna)
	m.like("C1", "post", "", s, chain.Post, gt1, nil)
	post := seal(m.t, s.draft(chain.Post, dirk, gt1), dirk)
	m.edit("C1", "other label", "E01", s, post, "sluis.v1/entry", "sluis.v1/entri", dirk)
	m.edit("C1", "unknown line", "E01", s, post, "nonce ", "once 1\nnonce ", dirk)
	m.edit("C1", "party before type", "E01", s, post, line(post, "type")+line(post, "party"), line(post, "party")+line(post, "type"), dirk)
	m.edit("C1", "unknown type", "E01", s, post, "type post", "type sas", dirk)
	for _, name := range []string{"xid", "seq", "prev", "epoch", "type", "party", "org", "author", "key", "time", "cp", "nonce", "bind"} {
		m.edit("C1", "no "+name, "E01", s, post, line(post, name), "", dirk)
	}
	long := s
	for range 9 {
		long = long.does(m.t, chain.Rekey, vt1)
	}
	tenth := long.draft(chain.Rekey, anna, vt1)
	m.entry("C1", "bind 10 before bind 9", "", long, tenth, anna)
	raw := seal(m.t, tenth, anna)
	at := strings.Index(string(raw), "\nbind 9")
	nine := line(raw[at:], "bind")
	m.edit("C1", "bind 9 before bind 10", "E01", long, raw, line(raw, "bind")+nine, nine+line(raw, "bind"), anna)

	m.entry("C2", "genesis", "", nil, genesis(anna, vt1), anna)
	gen := seal(m.t, genesis(anna, vt1), anna)
	m.edit("C2", "seq 1", "E01", nil, gen, "seq 0", "seq 1", anna)
	m.edit("C2", "epoch 1", "E01", nil, gen, "epoch 0", "epoch 1", anna)
	m.edit("C2", "prev", "E01", nil, gen, line(gen, "prev"), "prev "+string(hash("prev"))+"\n", anna)
	m.edit("C2", "xid", "E01", nil, gen, line(gen, "xid"), "xid "+string(hash("xid"))+"\n", anna)

	m.like("C3", "offer", "", s, chain.Offer, vt1, nil)
	offer := seal(m.t, s.draft(chain.Offer, anna, vt1), anna)
	m.edit("C3", "offer without to", "E01", s, offer, line(offer, "to"), "", anna)
	m.edit("C3", "post with to", "E01", s, post, "rcpt ", "to "+string(vt1)+"\nrcpt ", dirk)

	posted := s.does(m.t, chain.Post, gt1)
	recall := seal(m.t, posted.draft(chain.Recall, dirk, gt1), dirk)
	m.like("C4", "recall", "", posted, chain.Recall, gt1, nil)
	m.edit("C4", "recall without target", "E01", posted, recall, line(recall, "target"), "", dirk)
	m.edit("C4", "post with target", "E01", s, post, "rcpt ", "target "+string(hash("target"))+"\nrcpt ", dirk)

	m.like("C5", "close", "", s, chain.Close, vt1, nil)
	closing := seal(m.t, s.draft(chain.Close, anna, vt1), anna)
	for _, name := range []string{"rcpt", "body", "ct"} {
		m.edit("C5", "post without "+name, "E01", s, post, line(post, name), "", dirk)
		m.edit("C5", "close with "+name, "E01", s, closing, "bind ", line(post, name)+"bind ", anna)
	}

	grant := "grant " + string(gt1) + " 0 " + string(partyKey(gt1)) + " " + string(hash("file")) + "\n"
	m.like("C6", "rekey with grants", "", s, chain.Rekey, gt1, nil)
	m.edit("C6", "post with a grant", "E01", s, post, "body ", grant+"body ", dirk)
	blob := "blob " + string(hash("root")) + " 1049600\n"
	m.edit("C7", "post with a blob", "", s, post, "body ", blob+"body ", dirk)
	m.edit("C7", "genesis with a blob", "", nil, gen, "body ", blob+"body ", anna)
	m.edit("C7", "offer with a blob", "E01", s, offer, "body ", blob+"body ", anna)
	rekey := seal(m.t, s.draft(chain.Rekey, anna, vt1), anna)
	m.edit("C7", "rekey with a blob", "E01", s, rekey, "body ", blob+"body ", anna)

	m.like("C8", "rekey with two binds", "", s, chain.Rekey, vt1, nil)
	m.edit("C8", "rekey with one bind", "E01", s, rekey, line(rekey, "bind"), "", anna)
	m.edit("C8", "post with two binds", "E01", s, post, "bind ", "bind 0 "+string(note.ZeroHash)+"\nbind ", dirk)

	offered := s.does(m.t, chain.Offer, vt1)
	m.like("C9", "accept with two signatures", "", offered, chain.Accept, politie, nil)
	m.entry("C9", "accept with one signature", "E01", offered, offered.draft(chain.Accept, gijs, politie), gijs)
	m.entry("C9", "accept with three signatures", "E01", offered, offered.draft(chain.Accept, gijs, politie), gijs, anna, bram)
	m.entry("C9", "post with two signatures", "E01", s, s.draft(chain.Post, dirk, gt1), dirk, eva)

	m.like("C10", "smallest ct", "", s, chain.Post, gt1, nil)
	m.like("C10", "largest ct", "", s, chain.Post, gt1, func(h *chain.Header) { h.CTSize = 272059 })
	m.edit("C10", "ct too small", "E01", s, post, " 5755\n", " 5754\n", dirk)
	m.edit("C10", "ct too large", "E01", s, post, " 5755\n", " 272060\n", dirk)

	noLog := genesis(anna, vt1)
	noLog.CP = note.NoLog
	m.entry("C11", "no log", "", nil, noLog, anna)
	m.edit("C11", "no log with a root", "E01", nil, gen, line(gen, "cp"), "cp 0 "+string(logAt.Root)+"\n", anna)
	m.edit("C11", "a log without a root", "E01", nil, gen, line(gen, "cp"), "cp 4100 "+string(note.ZeroHash)+"\n", anna)
}

func (m *maker) times() {
	s := m.three()
	m.like("N20", "in the last second of the year 9999", "", s, chain.Post, gt1, func(h *chain.Header) { h.Time = note.MaxTime })
	post := seal(m.t, s.draft(chain.Post, dirk, gt1), dirk)
	m.edit("N20", "in the second after it", "E01", s, post, line(post, "time"), "time 253402300800\n", dirk)
}

func (m *maker) place() {
	s := m.three()
	other := begin(m.t, genesis(bram, vt1, gt1, politie), bram)
	m.entry("C13", "genesis", "", nil, genesis(anna, vt1), anna)
	m.raw("C13", "post first", "E02", nil, string(seal(m.t, s.draft(chain.Post, dirk, gt1), dirk)))

	m.like("C14", "this exchange", "", s, chain.Post, gt1, nil)
	m.like("C14", "another exchange", "E05", s, chain.Post, gt1, func(h *chain.Header) { h.XID = other.state.XID })

	one := s.does(m.t, chain.Post, gt1)
	two := one.does(m.t, chain.Post, vt1)
	m.raw("C15", "next", "", s, one.raws[1])
	m.raw("C15", "gap", "E02", s, two.raws[2])
	m.raw("C15", "head again", "E02", one, one.raws[1])
	m.raw("C15", "old entry again", "E02", two, one.raws[1])
	m.raw("C15", "genesis again", "E02", one, s.raws[0])

	m.raw("C16", "one entry for a seq", "", one, two.raws[2])
	m.like("C16", "two entries for a seq", "E03", one, chain.Post, vt1, func(h *chain.Header) { h.Seq, h.Prev = 1, s.state.Head })

	m.like("C17", "after the head", "", one, chain.Post, vt1, nil)
	m.like("C17", "after another entry", "E03", one, chain.Post, vt1, func(h *chain.Header) { h.Prev = hash("other") })

	m.like("C18", "same time", "", one, chain.Post, vt1, func(h *chain.Header) { h.Time = one.state.Time })
	m.like("C18", "a second less", "E05", one, chain.Post, vt1, func(h *chain.Header) { h.Time = one.state.Time - 1 })

	m.like("C19", "larger log", "", one, chain.Post, vt1, func(h *chain.Header) { h.CP = note.Checkpoint{Size: 4101, Root: hash("log 4101")} })
	m.like("C19", "smaller log", "E05", one, chain.Post, vt1, func(h *chain.Header) { h.CP = note.Checkpoint{Size: 4099, Root: hash("log 4099")} })
	m.like("C20", "same log", "", one, chain.Post, vt1, nil)
	m.like("C20", "same size, other root", "E11", one, chain.Post, vt1, func(h *chain.Header) { h.CP.Root = hash("other") })

	m.like("C21", "post of the epoch", "", one, chain.Post, vt1, nil)
	m.like("C21", "post of the next epoch", "E05", one, chain.Post, vt1, func(h *chain.Header) { h.Epoch++ })
	rekeyed := one.does(m.t, chain.Rekey, vt1)
	m.like("C21", "post of the epoch before", "E05", rekeyed, chain.Post, vt1, func(h *chain.Header) { h.Epoch-- })
	m.like("C21", "rekey of the next epoch", "", one, chain.Rekey, vt1, nil)
	m.like("C21", "rekey of this epoch", "E05", rekeyed, chain.Rekey, vt1, func(h *chain.Header) { h.Epoch-- })
	m.like("C21", "rekey that skips an epoch", "E05", one, chain.Rekey, vt1, func(h *chain.Header) {
		h.Epoch++
		h.Grants = grantsFor(one.state.Parties(), h.Epoch)
		h.Binds[1].Epoch++
	})
}

func (m *maker) who() {
	s := m.three()
	post := s.does(m.t, chain.Post, gt1)
	m.like("C22", "post", "", post, chain.Post, vt1, nil)
	m.like("C22", "post after close", "E05", post.does(m.t, chain.Close, vt1), chain.Post, vt1, nil)
	m.like("C22", "close after close", "E05", post.does(m.t, chain.Close, vt1), chain.Close, vt1, nil)
	m.like("C22", "post after a recalled genesis", "E05", s.does(m.t, chain.Recall, vt1), chain.Post, vt1, nil)
	m.like("C22", "post after a recalled post", "", post.does(m.t, chain.Recall, gt1), chain.Post, vt1, nil)

	m.like("C23", "party", "", s, chain.Post, politie, nil)
	m.like("C23", "no party", "E05", s, chain.Post, vt2, nil)

	left := s.does(m.t, chain.Leave, gt1)
	m.like("C24", "rekey after leave", "", left, chain.Rekey, politie, nil)
	for _, t := range []chain.Type{chain.Post, chain.Close, chain.Offer} {
		m.like("C24", string(t)+" after leave", "E05", left, t, vt1, nil)
	}
	m.like("C24", "leave after leave", "E05", left, chain.Leave, politie, nil)
	m.like("C24", "recall after leave", "E05", post.does(m.t, chain.Leave, gt1), chain.Recall, vt1, func(h *chain.Header) { h.Target = post.state.Head })
	m.like("C25", "rekey by the owner", "", left, chain.Rekey, vt1, nil)
	m.like("C25", "rekey by the party that left", "E05", left, chain.Rekey, gt1, nil)

	box := m.box()
	written := box.does(m.t, chain.Post, rNoor)
	m.like("C26", "post by a mailbox", "", box, chain.Post, rNoor, nil)
	m.like("C26", "recall by a mailbox", "", written, chain.Recall, rNoor, nil)
	m.like("C26", "rekey by a mailbox", "E05", box, chain.Rekey, rNoor, nil)
	m.like("C26", "leave by a mailbox", "E05", box, chain.Leave, rNoor, nil)

	for _, t := range []chain.Type{chain.Offer, chain.Close} {
		m.like("C27", string(t)+" by the owner", "", s, t, vt1, nil)
		m.like("C27", string(t)+" by another party", "E05", s, t, gt1, func(h *chain.Header) {
			if h.To != "" {
				h.To = politie
			}
		})
	}

	offered := s.does(m.t, chain.Offer, vt1) // to politie
	m.like("C28", "accept", "", offered, chain.Accept, politie, nil)
	m.entry("C28", "accept without an offer", "E05", post, post.draft(chain.Accept, gijs, politie), gijs, anna)
	m.like("C28", "accept by a third party", "E05", offered, chain.Accept, gt1, nil)
	overtaken := offered.does(m.t, chain.Post, gt1)
	m.entry("C28", "accept after a post overtook its offer", "E05", overtaken, overtaken.draft(chain.Accept, gijs, politie), gijs, anna)
	accepted := offered.does(m.t, chain.Accept, politie)
	m.entry("C28", "accept twice", "E05", accepted, accepted.draft(chain.Accept, gijs, politie), gijs, anna)
	again := offered.does(m.t, chain.Offer, vt1)
	m.like("C28", "accept of a second offer", "", again, chain.Accept, politie, nil)

	m.like("C29", "leave", "", s, chain.Leave, gt1, nil)
	m.like("C29", "leave by the owner", "E05", s, chain.Leave, vt1, nil)
	m.like("C29", "leave by the owner before", "", accepted, chain.Leave, vt1, nil)
	m.like("C29", "leave by the new owner", "E05", accepted, chain.Leave, politie, nil)

	with := begin(m.t, genesis(anna, vt1, mHugo), anna)
	m.like("C30", "a member for itself", "", with, chain.Post, mHugo, nil)
	m.entry("C30", "another for the member", "E05", with, with.draft(chain.Post, dirk, mHugo), dirk)
	m.like("C30", "a mailbox for itself", "", box, chain.Post, rNoor, nil)
	m.entry("C30", "another for the mailbox", "E05", box, box.draft(chain.Post, gast, rNoor), gast)
	m.like("C30", "a mailbox with an organisation", "E05", box, chain.Post, rNoor, func(h *chain.Header) { h.Org = dirk.org })
	gen := genesis(dirk, mHugo, vt1)
	m.entry("C30", "genesis of another for the member", "E05", nil, gen, dirk)
}
