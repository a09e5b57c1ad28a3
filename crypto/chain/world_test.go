package chain_test

import (
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
)

// The world of these tests: a few organisations and people whose keys follow
// from their names, a View as data, and authors who write any header they like.

// tb is what these helpers need of a test, a property or a benchmark.
type tb interface {
	Helper()
	Error(args ...any)
	Errorf(format string, args ...any)
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

func hash(name string) note.Hash { return note.HashOf([]byte("test " + name)) }
func id(name string) note.ID     { return note.ID(hash(name)[:32]) }

// person is one author key that signs for one or more parties.
type person struct {
	name   string
	org    note.OrgID
	author note.MemberID
	key    ed25519.PrivateKey
}

func newPerson(name, org string) person {
	p := person{name: name, org: note.OrgID(note.ZeroID), author: note.MemberID(id(name))}
	if org != "" {
		p.org = note.OrgID(id(org))
	}
	seed := sha256.Sum256([]byte("test key " + name))
	p.key = ed25519.NewKeyFromSeed(seed[:])
	return p
}

func (p person) public() keys.Public {
	k, err := keys.PublicFrom(p.key.Public().(ed25519.PublicKey))
	if err != nil {
		panic(err)
	}
	return k
}

func (p person) sign(b []byte) note.Sig {
	return note.Sig{Key: p.public().ID(), Hex: hex.EncodeToString(ed25519.Sign(p.key, b))}
}

func team(name string) note.Party     { return note.TeamParty(note.TeamID(id("team " + name))) }
func alone(p person) note.Party       { return note.MemberParty(p.author) }
func mailboxOf(p person) note.Party   { return note.MailboxParty(p.author) }
func partyKey(p note.Party) note.Hash { return hash("key of " + string(p)) }

var (
	vt1, vt2, vt3 = team("vt1"), team("vt2"), team("vt3") // Veilig Thuis
	gt1, gt2      = team("gt1"), team("gt2")              // gebiedsteams of one organisation
	politie       = team("politie")

	anna  = newPerson("anna", "vt")
	bram  = newPerson("bram", "vt")
	carla = newPerson("carla", "vt") // signs for vt2
	oud   = newPerson("oud", "vt")   // of vt1, revoked at log size 4200
	nieuw = newPerson("nieuw", "vt") // of vt1, known from log size 4200 on
	dirk  = newPerson("dirk", "gt")
	eva   = newPerson("eva", "gt")
	fatma = newPerson("fatma", "gt") // signs for gt2
	gijs  = newPerson("gijs", "pol")
	kees  = newPerson("kees", "pol")
	hugo  = newPerson("hugo", "gt") // takes part alone, as m-party
	ines  = newPerson("ines", "vt") // takes part alone, as m-party
	noor  = newPerson("noor", "")   // a reporter
	gast  = newPerson("gast", "")   // another
	// anna2 is anna with a second key, dirkA is dirk with anna's key.
	anna2  = person{"anna2", anna.org, anna.author, newPerson("anna2", "vt").key}
	dirkA  = person{"dirkA", dirk.org, dirk.author, anna.key}
	vera   = newPerson("vera", "vt")   // signs for vt3, whose organisation the directory does not know
	vreemd = newPerson("vreemd", "vt") // in no directory

	mHugo, mInes, rNoor = alone(hugo), alone(ines), mailboxOf(noor)
)

// view is a View as data; it stands in the vectors like this. A row holds from a
// log size on, and below Until when that is not 0.
type view struct {
	Signers []signerRow `json:"signers"`
	Keys    []keyRow    `json:"partyKeys"`
	Orgs    []orgRow    `json:"partyOrgs"`
}

type signerRow struct {
	Name   string        `json:"name"`
	Author note.MemberID `json:"author"`
	Org    note.OrgID    `json:"org"`
	Key    note.KeyID    `json:"key"`
	PK     string        `json:"pk"`
	Party  note.Party    `json:"party"`
	From   uint64        `json:"from"`
	Until  uint64        `json:"until"`
}

type keyRow struct {
	Party note.Party `json:"party"`
	RH    note.Hash  `json:"rh"`
	From  uint64     `json:"from"`
	Until uint64     `json:"until"`
}

type orgRow struct {
	Party note.Party `json:"party"`
	Org   note.OrgID `json:"org"`
}

func holds(from, until, size uint64) bool { return from <= size && (until == 0 || size < until) }

func (v *view) Signer(s chain.Signing) (keys.Public, error) {
	known := false
	for _, r := range v.Signers {
		if r.Key != s.Key || r.Author != s.Author || r.Org != s.Org || !holds(r.From, r.Until, s.CP.Size) {
			continue
		}
		known = true
		if r.Party == s.Party {
			return keys.ParsePublic(r.PK)
		}
	}
	if known {
		return keys.Public{}, note.Errorf(note.E05, "key does not sign for the party")
	}
	return keys.Public{}, note.Errorf(note.E06, "key is unknown or revoked")
}

func (v *view) PartyKey(p note.Party, rh note.Hash, cp note.Checkpoint) error {
	for _, r := range v.Keys {
		if r.Party == p && r.RH == rh && holds(r.From, r.Until, cp.Size) {
			return nil
		}
	}
	return note.Errorf(note.E06, "not the current key of the party")
}

func (v *view) PartyOrg(p note.Party, _ note.Checkpoint) (note.OrgID, error) {
	for _, r := range v.Orgs {
		if r.Party == p {
			return r.Org, nil
		}
	}
	return "", note.Errorf(note.E06, "party is unknown")
}

var directory = newView()

func newView() *view {
	v := &view{}
	sign := func(p person, from, until uint64, parties ...note.Party) {
		for _, party := range parties {
			v.Signers = append(v.Signers, signerRow{p.name, p.author, p.org, p.public().ID(), p.public().String(), party, from, until})
		}
	}
	sign(anna, 0, 0, vt1)
	sign(anna2, 0, 0, vt1)
	sign(bram, 0, 0, vt1)
	sign(carla, 0, 0, vt2)
	sign(vera, 0, 0, vt3)
	sign(oud, 0, 4200, vt1)
	sign(nieuw, 4200, 0, vt1)
	// Too much is allowed to these on purpose, so that rules C30, C48 and C49 are seen at work.
	sign(anna2, 0, 0, gt1)
	sign(dirkA, 0, 0, gt1)
	sign(dirk, 0, 0, gt1, mHugo)
	sign(eva, 0, 0, gt1)
	sign(fatma, 0, 0, gt2)
	sign(gijs, 0, 0, politie)
	sign(kees, 0, 0, politie)
	sign(gast, 0, 0, rNoor)
	sign(hugo, 0, 0, mHugo)
	sign(ines, 0, 0, mInes)
	sign(noor, 0, 0, rNoor)
	stray := noor
	stray.org = dirk.org
	sign(stray, 0, 0, rNoor)
	for _, p := range []note.Party{vt1, vt2, vt3, gt1, gt2, politie, mHugo, mInes, rNoor, mailboxOf(gast)} {
		v.Keys = append(v.Keys, keyRow{Party: p, RH: partyKey(p)})
	}
	// gt2 had another key until size 4200.
	v.Keys = append(v.Keys, keyRow{Party: gt2, RH: hash("old key of gt2"), Until: 4200})
	for p, org := range map[note.Party]note.OrgID{vt1: anna.org, vt2: anna.org, gt1: dirk.org, gt2: dirk.org, politie: gijs.org, mHugo: hugo.org, mInes: ines.org} {
		v.Orgs = append(v.Orgs, orgRow{p, org})
	}
	slices.SortFunc(v.Orgs, func(a, b orgRow) int { return strings.Compare(string(a.Party), string(b.Party)) })
	return v
}

// speaker is the person that usually writes for a party.
func speaker(p note.Party) person {
	return map[note.Party]person{vt1: anna, vt2: carla, vt3: vera, gt1: dirk, gt2: fatma, politie: gijs, mHugo: hugo, mInes: ines, rNoor: noor}[p]
}

// Case keys follow from their epoch.
func caseSeed(epoch uint64) []byte {
	sum := sha256.Sum256(fmt.Appendf(nil, "test case key %d", epoch))
	return sum[:]
}

func caseRcpt(epoch uint64) note.Hash { return hash(fmt.Sprintf("case recipient %d", epoch)) }

func bindValue(seed, before []byte) note.Hash {
	key, err := hkdf.Key(sha256.New, seed, nil, "sluis.v1/bind", 32)
	if err != nil {
		panic(err)
	}
	mac := hmac.New(sha256.New, key)
	mac.Write(before)
	return note.Hash(hex.EncodeToString(mac.Sum(nil)))
}

// holder is an Opener that holds the case keys of some epochs.
type holder map[uint64][]byte

func (h holder) Admit(*chain.Entry) {}

func (h holder) Bind(e *chain.Entry, epoch uint64) (fits, known bool) {
	seed, known := h[epoch]
	if !known {
		return false, false
	}
	for _, b := range e.Binds {
		if b.Epoch == epoch {
			return b.Value == bindValue(seed, e.Note.Before("bind")), true
		}
	}
	return false, true
}

func holdAll(epochs uint64) holder {
	h := holder{}
	for e := range epochs {
		h[e] = caseSeed(e)
	}
	return h
}

// Exchanges in these tests start at this time, with this view of the log.
const start = 1771234567

var logAt = note.Checkpoint{Size: 4100, Root: hash("log 4100")}

// story is a chain in the making.
type story struct {
	entries []*chain.Entry
	raws    []string
	state   *chain.State
	n       int
}

// grantsFor gives each party the keys of the epochs.
func grantsFor(set []note.Party, epochs ...uint64) []chain.Grant {
	var grants []chain.Grant
	for _, p := range set {
		for _, e := range epochs {
			grants = append(grants, chain.Grant{Party: p, Epoch: e, Key: partyKey(p), File: hash(fmt.Sprintf("grant %s %d", p, e))})
		}
	}
	return grants
}

// fill completes a header with what its type carries.
func (s *story) fill(h *chain.Header, by person, party note.Party) {
	s.n++
	h.Party, h.Org, h.Author, h.Key = party, by.org, by.author, by.public().ID()
	h.Nonce = id(fmt.Sprintf("nonce %d %s", s.n, h.Prev))
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

func genesis(by person, party note.Party, set ...note.Party) chain.Header {
	h := chain.Header{Prev: note.ZeroHash, Type: chain.Genesis, Time: start, CP: logAt}
	new(story).fill(&h, by, party)
	h.Grants = grantsFor(append([]note.Party{party}, set...), 0)
	return h
}

// draft is a header that would be right if its type were allowed now. A rekey
// keeps the set, or is the forced one; an offer goes to politie
// if it can.
func (s *story) draft(t chain.Type, by person, party note.Party) chain.Header {
	h := s.state.Next(t, s.state.Time+60, s.state.CP)
	s.fill(&h, by, party)
	switch t {
	case chain.Rekey:
		set := s.state.Parties()
		if s.state.Leaving != "" {
			set = slices.DeleteFunc(set, func(p note.Party) bool { return p == s.state.Leaving })
		}
		h.Grants = grantsFor(set, h.Epoch)
	case chain.Offer:
		h.To = s.state.Owner
		for _, p := range []note.Party{mInes, mHugo, vt2, vt1, gt2, gt1, politie} {
			if p != s.state.Owner && s.state.Has(p) {
				h.To = p
			}
		}
	case chain.Recall:
		h.Target = s.state.Head
	}
	return h
}

// bind fills in the values of the bind lines, from the case keys of their epochs.
func bind(h chain.Header) (chain.Header, error) {
	before, err := h.Unbound()
	if err != nil {
		return h, err
	}
	h.Binds = slices.Clone(h.Binds)
	for i := range h.Binds {
		if h.Binds[i].Value == "" {
			h.Binds[i].Value = bindValue(caseSeed(h.Binds[i].Epoch), before)
		}
	}
	return h, nil
}

// seal binds and signs a header.
func seal(t tb, h chain.Header, by ...person) []byte {
	t.Helper()
	h, err := bind(h)
	if err != nil {
		t.Fatalf("%s: %v", h.Type, err)
	}
	signed, err := h.Signed()
	if err != nil {
		t.Fatalf("%s: %v", h.Type, err)
	}
	var sigs []note.Sig
	for _, p := range by {
		sigs = append(sigs, p.sign(signed))
	}
	return note.Attach(signed, sigs...)
}

func parse(t tb, raw []byte) *chain.Entry {
	t.Helper()
	e, err := chain.Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func begin(t tb, h chain.Header, by person) *story {
	t.Helper()
	raw := seal(t, h, by)
	e := parse(t, raw)
	state, err := chain.Begin(e, directory)
	if err != nil {
		t.Fatal(err)
	}
	return &story{[]*chain.Entry{e}, []string{string(raw)}, state, 0}
}

// put appends a header that must pass, signed by its author; an accept by the
// offering member too.
func (s *story) put(t tb, h chain.Header, by ...person) *story {
	t.Helper()
	raw := seal(t, h, by...)
	e := parse(t, raw)
	state, err := s.state.Append(e, directory)
	if err != nil {
		t.Fatalf("%s: %v", h.Type, err)
	}
	return &story{append(slices.Clip(s.entries), e), append(slices.Clip(s.raws), string(raw)), state, s.n}
}

// does puts the draft of a type by the usual speaker of a party.
func (s *story) does(t tb, typ chain.Type, party note.Party) *story {
	t.Helper()
	by := speaker(party)
	h := s.draft(typ, by, party)
	if typ == chain.Accept {
		return s.put(t, h, by, s.offerer())
	}
	return s.put(t, h, by)
}

// offerer is the person that made the standing offer.
func (s *story) offerer() person {
	for _, p := range []person{anna, anna2, bram, carla, oud, nieuw, dirk, eva, fatma, gijs, kees, hugo, ines} {
		if s.state.Offer != nil && p.author == s.state.Offer.Member && p.public().ID() == s.state.Offer.Key {
			return p
		}
	}
	return vreemd
}
