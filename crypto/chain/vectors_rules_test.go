package chain_test

import (
	"encoding/hex"
	"slices"
	"strings"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
)

// The vectors of C31 and up: parties, content, binds, signatures, replay.

// to gives a rekey another set.
func to(set ...note.Party) func(*chain.Header) {
	return func(h *chain.Header) { h.Grants = grantsFor(set, h.Epoch) }
}

// older adds a grant of an epoch before.
func older(p note.Party, epoch uint64) func(*chain.Header) {
	return func(h *chain.Header) { h.Grants = append(h.Grants, grantsFor([]note.Party{p}, epoch)...) }
}

// firstBind makes the first bind one of another epoch.
func firstBind(epoch uint64) func(*chain.Header) {
	return func(h *chain.Header) { h.Binds[0].Epoch = epoch }
}

// both makes several changes.
func both(changes ...func(*chain.Header)) func(*chain.Header) {
	return func(h *chain.Header) {
		for _, c := range changes {
			c(h)
		}
	}
}

func (m *maker) parties() {
	s := m.three()
	second := func(p note.Party, epoch uint64) func(*chain.Header) {
		return func(h *chain.Header) {
			h.Grants = append(h.Grants, chain.Grant{Party: p, Epoch: epoch, Key: partyKey(p), File: hash("a second grant file")})
		}
	}
	gen := func(change func(*chain.Header)) chain.Header {
		h := genesis(anna, vt1, gt1)
		change(&h)
		return h
	}
	m.entry("C31", "one grant each", "", nil, genesis(anna, vt1, gt1), anna)
	m.entry("C31", "two grants to one party", "E05", nil, gen(second(gt1, 0)), anna)
	m.like("C31", "two grants to one party in a rekey", "E05", s, chain.Rekey, vt1, second(gt1, 1))
	m.like("C31", "an older epoch once", "", s, chain.Rekey, vt1, older(gt1, 0))
	m.like("C31", "an older epoch twice", "E05", s, chain.Rekey, vt1, both(older(gt1, 0), second(gt1, 0)))

	m.entry("C32", "grant of a later epoch", "E05", nil, gen(older(gt1, 1)), anna)
	m.like("C32", "grants of the new epoch", "", s, chain.Rekey, vt1, nil)
	m.like("C32", "grant of a later epoch in a rekey", "E05", s, chain.Rekey, vt1, older(gt1, 2))

	m.entry("C33", "a team with a mailbox", "", nil, genesis(anna, vt1, rNoor), anna)
	m.entry("C33", "a mailbox with a team", "E05", nil, genesis(noor, rNoor, vt1), noor)
	m.entry("C33", "a member with a mailbox", "E05", nil, genesis(ines, mInes, rNoor), ines)
	m.entry("C33", "a member alone", "", nil, genesis(ines, mInes), ines)

	m.entry("C34", "genesis with its own party", "", nil, genesis(anna, vt1), anna)
	m.entry("C34", "genesis without its own party", "E05", nil, gen(to(gt1)), anna)
	m.entry("C34", "genesis without grants", "E05", nil, gen(to()), anna)

	m.entry("C35", "a mailbox and one team", "", nil, genesis(anna, vt1, rNoor), anna)
	m.entry("C35", "a mailbox and two teams", "E05", nil, genesis(anna, vt1, vt2, rNoor), anna)
	alone := genesis(anna, vt1)
	alone.Grants = grantsFor([]note.Party{vt1, rNoor, mailboxOf(gast)}, 0)
	m.entry("C35", "two mailboxes", "E05", nil, alone, anna)

	one := s.does(m.t, chain.Rekey, gt1)
	m.like("C36", "a new recipient", "", one, chain.Rekey, vt1, nil)
	m.like("C36", "the recipient of the epoch before", "E05", one, chain.Rekey, vt1, func(h *chain.Header) { h.Rcpt = caseRcpt(1) })
	m.like("C36", "the recipient of the genesis", "E05", one, chain.Rekey, vt1, func(h *chain.Header) { h.Rcpt = caseRcpt(0) })

	m.like("C37", "an older epoch from the owner", "", one, chain.Rekey, vt1, both(older(gt1, 0), older(gt1, 1)))
	m.like("C37", "an older epoch from another party", "E05", one, chain.Rekey, gt1, older(politie, 0))
	m.like("C38", "older epochs to a new party", "", one, chain.Rekey, vt1, both(to(vt1, gt1, gt2), older(gt2, 0), older(gt2, 1)))
	m.like("C38", "an older epoch to a party that goes", "E05", one, chain.Rekey, vt1, both(to(vt1, gt1), older(politie, 0)))
}

func (m *maker) sets() {
	s := m.three()
	left := s.does(m.t, chain.Leave, gt1)
	m.like("C39", "exactly without the party that left", "", left, chain.Rekey, politie, nil)
	m.like("C39", "with the party that left", "E05", left, chain.Rekey, vt1, to(vt1, gt1, politie))
	m.like("C39", "another goes too", "E05", left, chain.Rekey, vt1, to(vt1))
	m.like("C39", "another comes", "E05", left, chain.Rekey, vt1, to(vt1, politie, gt2))
	pair := begin(m.t, genesis(anna, vt1, gt1), anna).does(m.t, chain.Leave, gt1)
	m.like("C39", "only the owner is left", "", pair, chain.Rekey, vt1, nil)

	m.like("C40", "the owner adds a team", "", s, chain.Rekey, vt1, to(vt1, gt1, gt2, politie))
	m.like("C40", "the owner adds a member", "", s, chain.Rekey, vt1, to(vt1, gt1, mHugo, politie))
	m.like("C40", "the owner removes all others", "", s, chain.Rekey, vt1, to(vt1))
	m.like("C40", "the owner without itself", "E05", s, chain.Rekey, vt1, to(gt1, politie))
	m.like("C40", "the owner replaces itself", "E05", s, chain.Rekey, vt1, to(vt2, gt1, politie))
	m.like("C40", "nobody", "E05", s, chain.Rekey, vt1, to())

	m.like("C41", "a mailbox is added", "E05", s, chain.Rekey, vt1, to(vt1, gt1, politie, rNoor))
	box := m.box()
	m.like("C41", "a mailbox stays", "", box, chain.Rekey, vt1, to(vt1, vt2, rNoor))
	m.like("C41", "a mailbox goes", "", box, chain.Rekey, vt1, to(vt1))

	m.like("C42", "a team of the owner's organisation beside a mailbox", "", box, chain.Rekey, vt1, to(vt1, vt2, rNoor))
	m.like("C42", "a team of another organisation beside a mailbox", "E05", box, chain.Rekey, vt1, to(vt1, gt1, rNoor))
	m.like("C42", "a member beside a mailbox", "E05", box, chain.Rekey, vt1, to(vt1, mInes, rNoor))
	m.like("C42", "an unknown team beside a mailbox", "E06", box, chain.Rekey, vt1, to(vt1, vt3, rNoor))
	gone := box.put(m.t, change(box.draft(chain.Rekey, anna, vt1), to(vt1)), anna)
	m.like("C42", "another organisation after the mailbox went", "E05", gone, chain.Rekey, vt1, to(vt1, gt1))

	m.like("C43", "the set as it is", "", s, chain.Rekey, gt1, nil)
	m.like("C43", "a team replaces itself", "", s, chain.Rekey, gt1, to(vt1, gt2, politie))
	m.like("C43", "a team removes another", "E05", s, chain.Rekey, gt1, to(vt1, gt1))
	m.like("C43", "a team adds another", "E05", s, chain.Rekey, gt1, to(vt1, gt1, gt2, politie))
	m.like("C43", "a team replaces itself and removes another", "E05", s, chain.Rekey, gt1, to(vt1, gt2))
	m.like("C43", "a team replaces another", "E05", s, chain.Rekey, gt1, to(vt1, gt1, gt2))
	m.like("C43", "a team replaces the owner", "E05", s, chain.Rekey, gt1, to(gt2, gt1, politie))
	m.like("C43", "a team drops itself", "E05", s, chain.Rekey, gt1, to(vt1, politie))

	with := begin(m.t, genesis(anna, vt1, gt1, mHugo), anna)
	m.like("C44", "the set as it is in a restricted exchange", "", with, chain.Rekey, mHugo, nil)
	m.like("C44", "a team replaces itself in a restricted exchange", "E05", with, chain.Rekey, gt1, to(vt1, gt2, mHugo))
	m.like("C44", "a member replaces itself", "E05", with, chain.Rekey, mHugo, to(vt1, gt1, gt2))
	open := with.put(m.t, change(with.draft(chain.Rekey, anna, vt1), to(vt1, gt1)), anna)
	m.like("C44", "a team replaces itself when the member is gone", "", open, chain.Rekey, gt1, to(vt1, gt2))

	m.like("C45", "by a team of its organisation", "", s, chain.Rekey, gt1, to(vt1, gt2, politie))
	m.like("C45", "by a team of another organisation", "E05", s, chain.Rekey, gt1, to(vt1, vt2, politie))
	m.like("C45", "by a member of its organisation", "E05", s, chain.Rekey, gt1, to(vt1, mHugo, politie))
	m.like("C45", "by an unknown team", "E06", s, chain.Rekey, gt1, to(vt1, vt3, politie))
	lone := begin(m.t, genesis(anna, vt1, politie), anna)
	unknown := lone.put(m.t, change(lone.draft(chain.Rekey, anna, vt1), to(vt1, politie, vt3)), anna)
	h := unknown.draft(chain.Rekey, vera, vt3)
	to(vt1, politie, vt2)(&h)
	m.entry("C45", "of an unknown team", "E06", unknown, h, vera)
}

func change(h chain.Header, f func(*chain.Header)) chain.Header {
	f(&h)
	return h
}

func (m *maker) content() {
	s := m.three()
	with := begin(m.t, genesis(anna, vt1, mHugo), anna)
	box := m.box()
	wide := box.put(m.t, change(box.draft(chain.Rekey, anna, vt1), to(vt1, vt2, rNoor)), anna)
	offerTo := func(p note.Party) func(*chain.Header) { return func(h *chain.Header) { h.To = p } }
	m.like("C46", "to a team", "", s, chain.Offer, vt1, offerTo(gt1))
	m.like("C46", "to a member", "", with, chain.Offer, vt1, offerTo(mHugo))
	m.like("C46", "to a team beside a mailbox", "", wide, chain.Offer, vt1, offerTo(vt2))
	m.like("C46", "to the owner", "E05", s, chain.Offer, vt1, offerTo(vt1))
	m.like("C46", "to a team that is no party", "E05", s, chain.Offer, vt1, offerTo(gt2))
	m.like("C46", "to a mailbox", "E05", wide, chain.Offer, vt1, offerTo(rNoor))

	toGT := s.put(m.t, change(s.draft(chain.Offer, anna, vt1), offerTo(gt1)), anna)
	at := func(after int64) func(*chain.Header) {
		return func(h *chain.Header) { h.Time = toGT.state.Offer.Time + after }
	}
	m.like("C47", "1800 seconds later", "", toGT, chain.Accept, gt1, at(1800))
	m.like("C47", "1801 seconds later", "E05", toGT, chain.Accept, gt1, at(1801))
	m.like("C48", "another member", "", toGT, chain.Accept, gt1, nil)
	m.entry("C48", "the offering member with another key", "E05", toGT, toGT.draft(chain.Accept, anna2, gt1), anna2, anna)
	m.like("C49", "another key", "", toGT, chain.Accept, gt1, nil)
	m.entry("C49", "another member with the offering key", "E05", toGT, toGT.draft(chain.Accept, dirkA, gt1), dirkA, vreemd)

	target := func(h note.Hash) func(*chain.Header) { return func(x *chain.Header) { x.Target = h } }
	post := s.does(m.t, chain.Post, gt1)
	more := post.does(m.t, chain.Post, vt1)
	rekeyed := more.does(m.t, chain.Rekey, vt1)
	offered := more.does(m.t, chain.Offer, vt1)
	m.like("C50", "a post", "", rekeyed, chain.Recall, gt1, target(post.state.Head))
	m.like("C50", "a post that was recalled", "", more.does(m.t, chain.Recall, vt1), chain.Recall, vt1, target(more.state.Head))
	m.like("C50", "a genesis that is alone", "", s, chain.Recall, vt1, target(s.state.Head))
	m.like("C50", "a genesis with a post after it", "E05", post, chain.Recall, vt1, target(s.state.Head))
	m.like("C50", "a rekey", "E05", rekeyed, chain.Recall, vt1, target(rekeyed.state.Head))
	m.like("C50", "an offer", "E05", offered, chain.Recall, vt1, target(offered.state.Head))
	m.like("C50", "nothing of this exchange", "E05", post, chain.Recall, vt1, target(hash("nothing")))
	m.like("C50", "nothing, at seq 1", "E05", s, chain.Recall, vt1, target(hash("nothing")))

	m.like("C51", "its own post", "", post, chain.Recall, gt1, nil)
	m.entry("C51", "a colleague's post", "", post, post.draft(chain.Recall, eva, gt1), eva)
	m.like("C51", "a post of another party, by the owner", "", post, chain.Recall, vt1, nil)
	m.like("C51", "a post of another party", "E05", post, chain.Recall, politie, nil)
	m.like("C51", "a genesis of another party", "E05", s, chain.Recall, gt1, nil)
	written := box.does(m.t, chain.Post, vt1)
	m.like("C51", "a post of the team, by the mailbox", "E05", written, chain.Recall, rNoor, nil)

	one := post.does(m.t, chain.Rekey, vt1)
	oneOffered := one.does(m.t, chain.Offer, vt1)
	for _, t := range []chain.Type{chain.Post, chain.Offer} {
		m.like("C52", string(t)+" to the epoch", "", one, t, vt1, nil)
		m.like("C52", string(t)+" to the epoch before", "E05", one, t, vt1, func(h *chain.Header) { h.Rcpt = caseRcpt(0) })
	}
	m.like("C52", "accept to the epoch", "", oneOffered, chain.Accept, politie, nil)
	m.like("C52", "accept to the epoch before", "E05", oneOffered, chain.Accept, politie, func(h *chain.Header) { h.Rcpt = caseRcpt(0) })
}

func (m *maker) binds() {
	s := m.three()
	one := s.does(m.t, chain.Rekey, gt1)
	lastBind := func(epoch uint64) func(*chain.Header) {
		return func(h *chain.Header) { h.Binds[len(h.Binds)-1].Epoch = epoch }
	}
	m.entry("C53", "genesis", "", nil, genesis(anna, vt1), anna)
	m.entry("C53", "genesis bound to epoch 1", "E05", nil, change(genesis(anna, vt1), firstBind(1)), anna)
	for _, t := range []chain.Type{chain.Post, chain.Offer, chain.Close} {
		m.like("C53", string(t), "", one, t, vt1, nil)
		m.like("C53", string(t)+" bound to the next epoch", "E05", one, t, vt1, firstBind(2))
	}
	for _, t := range []chain.Type{chain.Post, chain.Leave} {
		m.like("C53", string(t)+" bound to the epoch before", "E05", one, t, politie, firstBind(0))
	}
	m.like("C53", "recall bound to the epoch before", "E05", s.does(m.t, chain.Post, politie).does(m.t, chain.Rekey, gt1), chain.Recall, politie,
		both(firstBind(0), func(h *chain.Header) { h.Target = s.does(m.t, chain.Post, politie).state.Head }))
	m.like("C53", "rekey", "", one, chain.Rekey, vt1, nil)
	m.like("C53", "rekey not bound to its new epoch", "E05", one, chain.Rekey, vt1, both(firstBind(0), lastBind(1)))
	m.like("C53", "rekey bound past its new epoch", "E05", one, chain.Rekey, vt1, lastBind(3))
	m.like("C53", "rekey bound to its new epoch twice", "E05", one, chain.Rekey, vt1, func(h *chain.Header) {
		h.Binds[0] = chain.Bind{Epoch: 2, Value: hash("one")}
		h.Binds[1] = chain.Bind{Epoch: 2, Value: hash("two")}
	})

	two := one.does(m.t, chain.Rekey, politie)
	m.like("C54", "rekey bound to an older epoch", "", one, chain.Rekey, politie, firstBind(0))
	m.like("C54", "rekey bound to a much older epoch", "", two, chain.Rekey, vt1, firstBind(0))
	m.like("C54", "by the party that opened the epoch", "E05", one, chain.Rekey, gt1, firstBind(0))
	m.like("C54", "by a party that wrote in the epoch", "E05", one.does(m.t, chain.Post, politie), chain.Rekey, politie, firstBind(0))
	m.like("C54", "by a party that wrote in the epoch between", "E05", two, chain.Rekey, gt1, firstBind(0))
	m.like("C54", "by a party that wrote no later", "", two, chain.Rekey, gt1, firstBind(1))
	m.like("C54", "with another set", "E05", one, chain.Rekey, vt1, both(to(vt1, gt1), firstBind(0)))
	m.like("C54", "by a team that replaces itself", "E05", s.does(m.t, chain.Rekey, politie), chain.Rekey, gt1, both(to(vt1, gt2, politie), firstBind(0)))
	left := one.does(m.t, chain.Leave, gt1)
	m.like("C54", "the rekey after a leave", "", left, chain.Rekey, politie, firstBind(0))
	m.like("C54", "close bound to an older epoch", "", one, chain.Close, vt1, firstBind(0))
	m.like("C54", "close by an owner that wrote in the epoch", "E05", one.does(m.t, chain.Post, vt1), chain.Close, vt1, firstBind(0))
}

func (m *maker) signatures() {
	s := m.three()
	wrongKey := func(p note.Party, rh note.Hash) func(*chain.Header) {
		return func(h *chain.Header) {
			for i := range h.Grants {
				if h.Grants[i].Party == p {
					h.Grants[i].Key = rh
				}
			}
		}
	}
	logTo := func(size uint64) func(*chain.Header) {
		return func(h *chain.Header) { h.CP = note.Checkpoint{Size: size, Root: hash("a later log")} }
	}
	m.entry("C55", "grant to the current key", "", nil, genesis(anna, vt1, gt1), anna)
	m.entry("C55", "grant to an unknown key", "E06", nil, change(genesis(anna, vt1, gt1), wrongKey(gt1, hash("unknown"))), anna)
	m.entry("C55", "grant to another party's key", "E06", nil, change(genesis(anna, vt1, gt1), wrongKey(gt1, partyKey(vt1))), anna)
	m.like("C55", "rekey to a key that is current", "", s, chain.Rekey, vt1, both(to(vt1, gt2), wrongKey(gt2, hash("old key of gt2")), logTo(4199)))
	m.like("C55", "rekey to a key that was replaced", "E06", s, chain.Rekey, vt1, both(to(vt1, gt2), wrongKey(gt2, hash("old key of gt2")), logTo(4200)))

	by := func(name string, code note.Code, who person, party note.Party, f func(*chain.Header)) {
		h := s.draft(chain.Post, who, party)
		f(&h)
		m.entry("C56", name, code, s, h, who)
	}
	by("a member of the team", "", bram, vt1, func(*chain.Header) {})
	by("an unknown key", "E06", vreemd, vt1, func(*chain.Header) {})
	by("a key on its last day", "", oud, vt1, logTo(4199))
	by("a revoked key", "E06", oud, vt1, logTo(4200))
	by("a key on its first day", "", nieuw, vt1, logTo(4200))
	by("a key that is not there yet", "E06", nieuw, vt1, logTo(4199))
	by("a member of another team", "E05", dirk, vt1, func(*chain.Header) {})
	by("another organisation", "E06", bram, vt1, func(h *chain.Header) { h.Org = dirk.org })
	m.entry("C56", "genesis by a member of another team", "E05", nil, genesis(dirk, vt1), dirk)

	m.like("C57", "signed by its author", "", s, chain.Post, gt1, nil)
	m.entry("C57", "signed by a colleague", "E05", s, s.draft(chain.Post, dirk, gt1), eva)
	m.entry("C57", "genesis signed by a colleague", "E05", nil, genesis(anna, vt1), bram)
	damaged := func(raw []byte) string {
		text := string(raw)
		last := text[len(text)-2]
		flip := map[bool]string{true: "0", false: "1"}[last == '1']
		return text[:len(text)-2] + flip + "\n"
	}
	good := seal(m.t, s.draft(chain.Post, dirk, gt1), dirk)
	m.raw("C57", "a damaged signature", "E04", s, damaged(good))
	m.raw("C57", "a signature over other bytes", "E04", s, strings.Replace(string(good), "time 177", "time 178", 1))
	m.raw("C57", "genesis with a damaged signature", "E04", nil, damaged(seal(m.t, genesis(anna, vt1), anna)))

	offered := s.does(m.t, chain.Offer, vt1)
	accept := offered.draft(chain.Accept, gijs, politie)
	m.entry("C57", "accept without its author's signature", "E05", offered, accept, anna, eva)
	m.entry("C58", "accept with the offering key", "", offered, accept, gijs, anna)
	m.entry("C58", "accept with a colleague of the offering member", "E05", offered, accept, gijs, bram)
	m.entry("C58", "accept with another key of the offering member", "E05", offered, accept, gijs, anna2)
	m.entry("C58", "accept with two receivers", "E05", offered, accept, gijs, dirk)
	raw := string(seal(m.t, accept, gijs, anna))
	other := string(seal(m.t, change(accept, func(h *chain.Header) { h.Time++ }), gijs, anna))
	sigOf := func(text string, p person) string {
		at := strings.Index(text, "sig "+string(p.public().ID()))
		return text[at : at+strings.IndexByte(text[at:], '\n')+1]
	}
	m.raw("C57", "accept with the receiver's signature over another accept", "E04", offered, strings.Replace(raw, sigOf(raw, gijs), sigOf(other, gijs), 1))
	m.raw("C58", "accept with the offering signature over another accept", "E04", offered, strings.Replace(raw, sigOf(raw, anna), sigOf(other, anna), 1))
	byOud := s.put(m.t, s.draft(chain.Offer, oud, vt1), oud)
	m.like("C58", "accept on the last day of the offering key", "", byOud, chain.Accept, politie, logTo(4199))
	m.like("C58", "accept after the offering key was revoked", "E06", byOud, chain.Accept, politie, logTo(4200))

	accepted := offered.does(m.t, chain.Accept, politie)
	m.like("C59", "the new owner closes", "", accepted, chain.Close, politie, nil)
	m.like("C59", "the owner before closes", "E05", accepted, chain.Close, vt1, nil)
	m.like("C59", "the owner before offers", "E05", accepted, chain.Offer, vt1, func(h *chain.Header) { h.To = gt1 })
	m.like("C59", "the offering party stays owner before the accept", "", offered, chain.Close, vt1, nil)
}

// holding turns the newest vector into one for a reader that holds some epochs.
func (m *maker) holding(epochs ...uint64) {
	v := &m.vectors[len(m.vectors)-1]
	v.Holds = map[uint64]string{}
	for _, e := range epochs {
		v.Holds[e] = hex.EncodeToString(caseSeed(e))
	}
}

func (m *maker) replays() {
	s := m.three()
	wrong := func(i int) func(*chain.Header) {
		return func(h *chain.Header) { h.Binds[i].Value = hash("wrong bind") }
	}
	m.like("C60", "right bind", "", s, chain.Post, gt1, nil)
	m.holding(0)
	one := s.does(m.t, chain.Rekey, gt1)
	elsewhere := func(h *chain.Header) {
		h.Binds[0].Value = bindValue(caseSeed(0), []byte("other bytes\n"))
	}
	m.like("C60", "bind over other bytes", "E09", s, chain.Post, gt1, elsewhere)
	m.holding(0)
	m.like("C60", "bind with the key of another epoch", "E09", one, chain.Post, gt1, func(h *chain.Header) {
		x := *h
		before, err := x.Unbound()
		if err != nil {
			m.t.Fatal(err)
		}
		h.Binds[0].Value = bindValue(caseSeed(0), before)
	})
	m.holding(0, 1)
	m.like("C60", "both binds of a rekey", "", one, chain.Rekey, vt1, nil)
	m.holding(0, 1, 2)
	m.like("C60", "a newcomer holds only the new epoch", "", one, chain.Rekey, vt1, to(vt1, gt1, gt2))
	m.holding(2)

	post := s.does(m.t, chain.Post, gt1)
	offered := s.does(m.t, chain.Offer, vt1)
	m.like("C61", "wrong bind of an epoch that is not held", "", post, chain.Post, gt1, wrong(0))
	m.holding()
	for _, t := range []chain.Type{chain.Post, chain.Offer, chain.Recall} {
		m.like("C61", string(t)+" with a wrong bind", "E09", post, t, vt1, wrong(0))
		m.holding(0)
	}
	m.like("C61", "recall of the genesis with a wrong bind", "E09", s, chain.Recall, vt1, wrong(0))
	m.holding(0)
	void := s.put(m.t, change(s.draft(chain.Post, dirk, gt1), wrong(0)), dirk)
	m.like("C61", "post after one with a wrong bind", "", void, chain.Post, vt1, nil)
	m.holding(0)
	m.like("C61", "recall of a post with a wrong bind", "", void, chain.Recall, vt1, nil)
	m.holding(0)
	ended := offered.put(m.t, change(offered.draft(chain.Post, dirk, gt1), wrong(0)), dirk)
	m.entry("C61", "accept after an offer that a wrong post ended", "E05", ended, ended.draft(chain.Accept, gijs, politie), gijs, anna)
	m.holding(0)

	m.like("C62", "rekey with a wrong bind of the epoch before", "E09", s, chain.Rekey, gt1, wrong(0))
	m.holding(0, 1)
	m.like("C62", "rekey with a wrong bind of its new epoch", "E09", s, chain.Rekey, gt1, wrong(1))
	m.holding(0, 1)
	m.like("C62", "the same for who lacks the new epoch", "", s, chain.Rekey, gt1, wrong(1))
	m.holding(0)
	m.like("C62", "close with a wrong bind", "E09", s, chain.Close, vt1, wrong(0))
	m.holding(0)
	m.like("C62", "close with a wrong bind of an older epoch", "E09", one, chain.Close, vt1, both(firstBind(0), wrong(0)))
	m.holding(0, 1)
	m.like("C62", "close bound to an older epoch", "", one, chain.Close, vt1, firstBind(0))
	m.holding(0, 1)
	m.like("C62", "leave with a wrong bind", "E09", s, chain.Leave, gt1, wrong(0))
	m.holding(0)
	m.like("C62", "accept with a wrong bind", "E09", offered, chain.Accept, politie, wrong(0))
	m.holding(0)
	m.entry("C62", "genesis with a wrong bind", "E09", nil, change(genesis(anna, vt1), wrong(0)), anna)
	m.holding(0)

	empty := s.put(m.t, change(s.draft(chain.Offer, anna, vt1), wrong(0)), anna)
	m.like("C63", "accept of an offer", "", offered, chain.Accept, politie, nil)
	m.holding(0)
	m.like("C63", "accept of an offer without effect", "E09", empty, chain.Accept, politie, nil)
	m.holding(0)
	m.like("C63", "the same for who lacks the epoch", "", empty, chain.Accept, politie, nil)
	m.holding()

	m.cosigns(offered, empty)
}

// cosigns are of accepts that the offering member still has to sign.
func (m *maker) cosigns(offered, empty *story) {
	ask := func(name string, code note.Code, s *story, h chain.Header, by ...person) {
		m.vectors = append(m.vectors, vector{Rule: "C64", Name: name, Code: code, Entries: slices.Clip(s.raws),
			Cosign: string(seal(m.t, h, by...)), Holds: map[uint64]string{0: hex.EncodeToString(caseSeed(0))}})
	}
	accept := offered.draft(chain.Accept, gijs, politie)
	ask("asked by the receiver", "", offered, accept, gijs)
	ask("by a third party", "E05", offered, offered.draft(chain.Accept, dirk, gt1), dirk)
	ask("another type", "E05", offered, offered.draft(chain.Post, gijs, politie), gijs)
	ask("after another entry", "E03", offered, change(accept, func(h *chain.Header) { h.Prev = hash("other") }), gijs)
	ask("too late", "E05", offered, change(accept, func(h *chain.Header) { h.Time += 1800 }), gijs)
	ask("signed by another", "E05", offered, accept, dirk)
	ask("an unknown receiver", "E06", offered, offered.draft(chain.Accept, vreemd, politie), vreemd)
	overtaken := offered.does(m.t, chain.Post, gt1)
	ask("after the offer was overtaken", "E05", overtaken, overtaken.draft(chain.Accept, gijs, politie), gijs)
	ask("of an offer without effect", "E09", empty, empty.draft(chain.Accept, gijs, politie), gijs)
	byOud := m.three()
	byOud = byOud.put(m.t, byOud.draft(chain.Offer, oud, vt1), oud)
	ask("after the offering key was revoked", "E06", byOud, change(byOud.draft(chain.Accept, gijs, politie), func(h *chain.Header) {
		h.CP = note.Checkpoint{Size: 4200, Root: hash("a later log")}
	}), gijs)
}
