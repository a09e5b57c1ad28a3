package roster

import (
	"encoding/hex"

	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
)

// Bytes in place of the texts they were read from: a book of a whole country
// keeps 100,000 member notes, and no manifest longer than it is the newest.
type (
	id      [16]byte
	digest  [32]byte
	partyID [17]byte
)

// idOf, digestOf and partyOf give zeros for what is no id, hash or party.
func idOf[T ~string](s T) (b id) {
	if note.IsID(string(s)) {
		hex.Decode(b[:], []byte(s))
	}
	return b
}

func (b id) text() string { return hex.EncodeToString(b[:]) }

func digestOf(h note.Hash) (b digest) {
	copy(b[:], h.Bytes())
	return b
}

func (b digest) hash() note.Hash { return note.Hash(hex.EncodeToString(b[:])) }

func partyOf(p note.Party) (b partyID) {
	if note.IsParty(string(p)) {
		return partyIDOf(p[0], idOf(p[1:]))
	}
	return b
}

func partyIDOf(kind byte, of id) (b partyID) {
	b[0] = kind
	copy(b[1:], of[:])
	return b
}

// A record is a member note, as small as it can be kept.
type record struct {
	org, member      id
	sign, login      keys.Public
	signID, loginID  id // their key ids
	rcpt, name, prev digest
	time             int64
	sigs             []recordSig
}

type recordSig struct {
	key id
	sig [64]byte
}

func recordOf(m *Member) *record {
	r := &record{
		org: idOf(m.Org), member: idOf(m.Member), sign: m.Sign, login: m.Login, signID: idOf(m.Sign.ID()), loginID: idOf(m.Login.ID()),
		rcpt: digestOf(m.Rcpt), name: digestOf(m.Name), prev: digestOf(m.Prev), time: m.Time,
	}
	for _, s := range m.Note.Sigs {
		r.sigs = append(r.sigs, recordSig{idOf(s.Key), [64]byte(s.Bytes())})
	}
	return r
}

// note prints the member note again, to the byte: its grammar has one form.
func (r *record) note() *Member {
	if r == nil {
		return nil
	}
	m := &Member{
		Org: note.OrgID(r.org.text()), Member: note.MemberID(r.member.text()), Sign: r.sign, Login: r.login,
		Rcpt: r.rcpt.hash(), Name: r.name.hash(), Prev: r.prev.hash(), Time: r.time,
	}
	signed, err := m.Signed()
	if err != nil {
		panic("roster: a member note that was accepted cannot be printed")
	}
	var sigs []note.Sig
	for _, s := range r.sigs {
		sigs = append(sigs, note.Sig{Key: note.KeyID(s.key.text()), Hex: hex.EncodeToString(s.sig[:])})
	}
	if m.Note, err = memberForm.Parse(note.Attach(signed, sigs...)); err != nil {
		panic("roster: a member note that was accepted cannot be read")
	}
	return m
}
