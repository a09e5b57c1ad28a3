package roster

import (
	"bytes"
	"crypto/sha256"
	"slices"

	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
)

// MaxTerms is the size of an organisation's templates and terms in bytes.
const MaxTerms = 256 << 10

// quorum is how many accepted organisations admit one that is no founder.
const quorum = 2

func (b *Book) addOrg(data []byte, n uint64) error {
	o, err := ParseOrg(data)
	if err != nil {
		return err
	}
	if b.orgs[idOf(o.Org)] != nil {
		return note.Errorf(note.E11, "organisation has two first records")
	}
	root, founder := b.roots[o.Org]
	if founder && root != o.Root.ID() {
		return note.Errorf(note.E06, "organisation: its root is not the founder's root that is pinned")
	}
	b.count(n)
	set(b, b.orgs, idOf(o.Org), &orgState{org: o, accepted: founder, last: n + 1})
	return nil
}

func (b *Book) addVouch(data []byte, n uint64) error {
	v, err := ParseVouch(data)
	if err != nil {
		return err
	}
	if by := b.orgs[idOf(v.By)]; by == nil || !by.accepted {
		return note.Errorf(note.E06, "vouch: by an organisation that is not accepted")
	}
	s := b.orgs[idOf(v.Org)]
	if s == nil {
		return note.Errorf(note.E06, "vouch: the organisation is unknown")
	}
	if err := s.after(n); err != nil {
		return err
	}
	if s.org.Hash() != v.Record {
		return note.Errorf(note.E06, "vouch: for another record of the organisation")
	}
	signer := orgKey{idOf(v.By), idOf(v.Note.Sigs[0].Key)}
	if !b.admins[signer].at(n) {
		return note.Errorf(note.E05, "vouch: not signed by an admin")
	}
	if gone, ok := b.revoked[signer]; ok && gone.from <= n {
		return note.Errorf(note.E05, "vouch: signed with a revoked key")
	}
	if err := b.adminKey[signer].Check(v.Note); err != nil {
		return err
	}
	b.count(n)
	next := *s
	next.last = n + 1
	if !slices.Contains(s.vouchers, v.By) {
		next.vouchers = append(slices.Clone(s.vouchers), v.By)
	}
	next.accepted = s.accepted || len(next.vouchers) >= quorum
	set(b, b.orgs, idOf(v.Org), &next)
	return nil
}

func (b *Book) addMember(data []byte) error {
	m, err := ParseMember(data)
	if err != nil {
		return err
	}
	if m.Prev != note.ZeroHash {
		before := b.notes[digestOf(m.Prev)]
		if before == nil {
			return note.Errorf(note.E06, "member: the note it replaces is unknown")
		}
		if before.org != idOf(m.Org) || before.member != idOf(m.Member) {
			return note.Errorf(note.E05, "member: it replaces the note of another member")
		}
		if err := signedBy(m.Note, before.sign, m.Sign); err != nil {
			return err
		}
	}
	set(b, b.notes, digestOf(m.Hash()), recordOf(m))
	b.name(digestOf(m.Rcpt))
	return nil
}

func (b *Book) addMailbox(data []byte) error {
	m, err := ParseMailbox(data)
	if err != nil {
		return err
	}
	s := b.orgs[idOf(m.Org)]
	if s == nil || !s.accepted {
		return note.Errorf(note.E06, "mailbox: its organisation is not accepted")
	}
	if s.org.Hash() != m.Record {
		return note.Errorf(note.E06, "mailbox: names another record of its organisation")
	}
	if b.mailboxes[idOf(m.RID)] != nil {
		return note.Errorf(note.E11, "mailbox has two notes")
	}
	set(b, b.mailboxes, idOf(m.RID), m)
	b.name(digestOf(m.Rcpt))
	set(b, b.party, partyKey{partyIDOf('r', idOf(m.RID)), digestOf(m.Rcpt)}, &span{}) // at any size: its exchange is made before it
	return nil
}

func (b *Book) addCard(data []byte) error {
	c, err := ParseCard(data)
	if err != nil {
		return err
	}
	set(b, b.cards, digest(sha256.Sum256(data)), c)
	return nil
}

func (b *Book) addTerms(data []byte) error {
	if len(data) > MaxTerms {
		return note.Errorf(note.E01, "terms of %d bytes, at most %d", len(data), MaxTerms)
	}
	set(b, b.terms, digest(sha256.Sum256(data)), bytes.Clone(data))
	return nil
}

func (b *Book) addRecipient(data []byte) error {
	r, err := keys.ParseRecipient(string(data))
	if err != nil {
		return err
	}
	set(b, b.recipients, digestOf(r.Hash()), r)
	return nil
}

// after checks that record n comes after the newest of the organisation.
func (s *orgState) after(n uint64) error {
	if n < s.last {
		return note.Errorf(note.E11, "record %d of an organisation comes before one that is known", n)
	}
	return nil
}

// adminOf finds the admin of that manifest who signed the note: E05 when none
// of its signatures is of a current, unrevoked key of an admin.
func (b *Book) adminOf(m *Manifest, n *note.Note) (keys.Public, error) {
	for _, a := range m.Admins {
		r := b.recordIn(m, a)
		signed := slices.ContainsFunc(n.Sigs, func(s note.Sig) bool { return idOf(s.Key) == r.signID })
		if signed && !m.revokes(r.signID) {
			return r.sign, nil
		}
	}
	return keys.Public{}, note.Errorf(note.E05, "no signature of an admin")
}

// recordIn gives the member note that a manifest names for a member, nil for
// none.
func (b *Book) recordIn(m *Manifest, mid note.MemberID) *record {
	return b.notes[digestOf(m.record(mid))]
}

// signedBy checks that a note carries the signatures of exactly these keys.
func signedBy(n *note.Note, by ...keys.Public) error {
	want := map[keys.Public]bool{}
	for _, key := range by {
		if err := key.Check(n); err != nil {
			return err
		}
		want[key] = true
	}
	if len(n.Sigs) != len(want) {
		return note.Errorf(note.E05, "a signature of a key that does not belong there")
	}
	return nil
}
