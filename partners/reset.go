package partners

import (
	"context"
	"fmt"
	"slices"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/crypto/seal"
	"github.com/sluis-hub/sluis/crypto/strict"
	"github.com/sluis-hub/sluis/hub"
)

// ResetTeam gives a team of the own organisation a key that nobody who held the one
// before has signed for: when all of them are gone. It takes an admin and the root,
// and is sealed to just those Heirs, under the very keys that they were listed with:
// E20 when one of them has others by now or is in the team no more, E01 for nobody.
// Whoever else is in the team waits to be let in. Senders see a key without predecessor.
// With old, the key of the epoch before as recovered by the custodians, the team can
// open what came before; nil when it is lost. E07 when old is not that key; E05 without
// a root, E06 with another's.
func (m *Member) ResetTeam(ctx context.Context, team string, root *RootKey, old *identity.Identity, to []Heir) error {
	if err := m.dir.Sync(ctx); err != nil {
		return err
	}
	t, err := m.Find(ctx, team)
	if err != nil {
		return err
	}
	before := m.dir.book.Team(t.ID)
	if t.Org != m.Org || before == nil {
		return hub.Errorf(hub.E05, "only a team of the own organisation that has a key can be reset")
	}
	if old != nil && old.Recipient().Hash() != before.Rcpt {
		return note.Errorf(note.E07, "what was recovered is not the newest key of the team")
	}
	signer, err := root.signer(m.dir.book.Manifest(m.Org))
	if err != nil {
		return err
	}
	d := &epochDraft{of: before, key: identity.New(), old: old}
	objects, err := m.sealEpoch(ctx, d, chosen(to), true)
	if err != nil {
		return err
	}
	raw, err := roster.Write(d.note, m.keys.Sign.Sign, signer.Sign)
	if err != nil {
		return err
	}
	if err := m.hub.Publish(ctx, append(objects, hub.Object{Kind: hub.ObjectTeam, Data: raw})); err != nil {
		return err
	}
	return m.dir.Sync(ctx)
}

// lastReset is the newest key of a team without predecessor, nil when all have one.
func (d *Directory) lastReset(tid note.TeamID) *roster.Team {
	for t := d.book.Team(tid); t != nil; t = d.book.TeamAt(tid, t.Epoch-1) {
		if t.Reset {
			return t
		}
		if t.Epoch == 0 {
			break
		}
	}
	return nil
}

// confirmedFile holds, sealed to the member, for each team the last key without
// predecessor that it has compared with them by phone.
const confirmedFile = "confirmed"

func (m *Member) confirmations() (map[note.TeamID]note.Hash, error) {
	list := map[note.TeamID]note.Hash{}
	file, err := m.home.read(confirmedFile)
	if err != nil || file == nil {
		return list, err
	}
	plain, err := seal.Open(m.keys.Identity, file)
	if err != nil {
		return list, nil // of keys the member had before: compare again
	}
	return list, strict.Decode(plain, &list)
}

// ConfirmKey keeps that the newest key without predecessor of a team was compared by
// phone, on a number that was known before: from then on it is written to. Heard are
// the eight words that they read aloud: E01 for none, E28 when they are no such words,
// E16 when they are not those of the team's key. A team whose key has a predecessor
// needs no word, and nothing is kept of it.
func (m *Member) ConfirmKey(ctx context.Context, team string, heard []string) error {
	if len(heard) == 0 {
		return hub.Errorf(hub.E01, "a key is confirmed with the words that the team read aloud")
	}
	said, err := heardWords(heard)
	if err != nil {
		return err
	}
	t, err := m.Find(ctx, team)
	if err != nil {
		return err
	}
	first := m.lineOf(t.ID)
	if first == nil {
		return note.Errorf(note.E06, "the team has no key")
	}
	if !slices.Equal(said, m.lineWords(first)) {
		return note.Errorf(note.E16, "what was read aloud are the words of another key than the team has here")
	}
	if !first.Reset {
		return nil
	}
	return m.keepConfirmed(t.ID, first.Hash())
}

// keepConfirmed keeps what was compared.
func (m *Member) keepConfirmed(id note.TeamID, compared note.Hash) error {
	unlock, err := m.home.lock(confirmedFile)
	if err != nil {
		return err
	}
	defer unlock()
	list, err := m.confirmations()
	if err != nil {
		return err
	}
	list[id] = compared
	plain, err := strict.Encode(list)
	if err != nil {
		return err
	}
	file, err := seal.Seal(m.keys.Identity.Recipient(), plain)
	if err != nil {
		return err
	}
	return m.home.write(confirmedFile, file)
}

// confirmed refuses, with E06, another team whose key has no predecessor and was not
// compared, and another member whose keys were not. An own team's is the member's own
// to know, and its own keys are those of its keyring (ownKey).
func (m *Member) confirmed(p note.Party) error {
	if rec := m.dir.book.Member(m.ID); p == note.MemberParty(m.ID) && rec != nil {
		return m.ownKey(m.ID, rec.Rcpt)
	}
	if slices.Contains(m.Parties(), p) || p.Kind() == 'r' {
		return nil
	}
	if p.Kind() == 'm' {
		return m.confirmedMember(p.Member())
	}
	reset := m.dir.lastReset(p.Team())
	if reset == nil {
		return nil
	}
	list, err := m.confirmations()
	if err != nil {
		return fmt.Errorf("read which keys were compared: %w", err)
	}
	if list[p.Team()] != reset.Hash() {
		return note.Errorf(note.E06, "team %s has a key without a predecessor: call them on a number that you knew before, compare, and confirm it", m.PartyTeam(p))
	}
	return nil
}

// ownKey refuses, with E06, to seal what is for this member itself to another recipient
// than that of its keyring: whose keys are whose an admin says alone.
func (m *Member) ownKey(to note.MemberID, rh note.Hash) error {
	if to == m.ID && rh != m.keys.Identity.Recipient().Hash() {
		return note.Errorf(note.E06, "the directory shows other keys of yours than this home holds: nothing is sealed to them")
	}
	return nil
}
