package roster

import (
	"slices"

	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
)

// What a Book returns is shared and must not be changed.

// Org gives an accepted organisation, nil without.
func (b *Book) Org(org note.OrgID) *Org {
	b.mu.RLock()
	defer b.mu.RUnlock()
	if s := b.orgs[idOf(org)]; s != nil && s.accepted {
		return s.org
	}
	return nil
}

// Orgs lists the accepted organisations, sorted by id.
func (b *Book) Orgs() []note.OrgID {
	b.mu.RLock()
	defer b.mu.RUnlock()
	var list []note.OrgID
	for _, s := range b.orgs {
		if s.accepted {
			list = append(list, s.org.Org)
		}
	}
	slices.Sort(list)
	return list
}

// Vouchers lists who has vouched for an organisation, in the order they did.
func (b *Book) Vouchers(org note.OrgID) []note.OrgID {
	b.mu.RLock()
	defer b.mu.RUnlock()
	if s := b.orgs[idOf(org)]; s != nil {
		return slices.Clone(s.vouchers)
	}
	return nil
}

// Manifest gives the newest manifest of an organisation, nil without.
func (b *Book) Manifest(org note.OrgID) *Manifest {
	b.mu.RLock()
	defer b.mu.RUnlock()
	if s := b.orgs[idOf(org)]; s != nil {
		return s.manifest
	}
	return nil
}

// SealedTo gives the hash of the member note that counted for a member when the newest
// epoch of a team was taken; false when that epoch has no line for it.
func (b *Book) SealedTo(tid note.TeamID, mid note.MemberID) (note.Hash, bool) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	s := b.teams[idOf(tid)]
	if s == nil {
		return "", false
	}
	held, ok := s.heldBy(mid)
	return held.hash(), ok
}

// Team gives the newest epoch of a team, nil before the first.
func (b *Book) Team(tid note.TeamID) *Team {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return b.teams[idOf(tid)].newest()
}

func (s *teamState) newest() *Team {
	if s == nil || len(s.epochs) == 0 {
		return nil
	}
	return s.epochs[len(s.epochs)-1]
}

// TeamAt gives one epoch of a team, nil when there is none.
func (b *Book) TeamAt(tid note.TeamID, epoch uint64) *Team {
	b.mu.RLock()
	defer b.mu.RUnlock()
	s := b.teams[idOf(tid)]
	if s == nil || epoch >= uint64(len(s.epochs)) {
		return nil
	}
	return s.epochs[epoch]
}

// TeamOrg gives the organisation of a team that a manifest has named.
func (b *Book) TeamOrg(tid note.TeamID) (note.OrgID, bool) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	if s := b.teams[idOf(tid)]; s != nil {
		return note.OrgID(s.org.text()), true
	}
	return "", false
}

// Member gives the note that the newest manifest names for a member, also when
// its key is revoked; nil for who is no member now.
func (b *Book) Member(mid note.MemberID) *Member {
	b.mu.RLock()
	defer b.mu.RUnlock()
	if s := b.members[idOf(mid)]; s != nil {
		return s.record.note()
	}
	return nil
}

// MemberNote gives a member note by its hash, whether or not a manifest names
// it; nil when the book does not hold it.
func (b *Book) MemberNote(hash note.Hash) *Member {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return b.notes[digestOf(hash)].note()
}

// Active reports whether somebody is a member now whose keys are not revoked.
func (b *Book) Active(mid note.MemberID) bool {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return b.active(mid) != nil
}

func (b *Book) active(mid note.MemberID) *record {
	s := b.members[idOf(mid)]
	if s == nil || s.record == nil {
		return nil
	}
	for _, key := range []id{s.record.signID, s.record.loginID} {
		if _, gone := b.revoked[orgKey{s.org, key}]; gone {
			return nil
		}
	}
	return s.record
}

// Login gives the key with which an account logs in: that of an active member
// with its organisation, or that of a mailbox, whose organisation is "". Whether
// the mailbox has expired is for the caller, who has a clock (Mailbox).
func (b *Book) Login(account note.MemberID) (key keys.Public, org note.OrgID, ok bool) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	if r := b.active(account); r != nil {
		return r.login, note.OrgID(r.org.text()), true
	}
	if m := b.mailboxes[idOf(account)]; m != nil {
		return m.Login, "", true
	}
	return keys.Public{}, "", false
}

// TeamsOf lists the teams a member is assigned to now, sorted.
func (b *Book) TeamsOf(mid note.MemberID) []note.TeamID {
	b.mu.RLock()
	defer b.mu.RUnlock()
	if s := b.members[idOf(mid)]; s != nil {
		return s.teams
	}
	return nil
}

// Assigned lists the members assigned to a team now, sorted.
func (b *Book) Assigned(tid note.TeamID) []note.MemberID {
	b.mu.RLock()
	defer b.mu.RUnlock()
	if s := b.teams[idOf(tid)]; s != nil {
		return s.assigned
	}
	return nil
}

// Card gives the card of a team, nil when it is missing or does not count.
func (b *Book) Card(tid note.TeamID) *Card {
	c, _ := b.CheckCard(tid)
	return c
}

// CheckCard gives the card that the newest manifest names for a team: E06 when
// the team or the card is not there, E05 when the card is another team's or of
// a kind that its organisation does not have.
func (b *Book) CheckCard(tid note.TeamID) (*Card, error) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	s := b.teams[idOf(tid)]
	if s == nil || b.cards[s.card] == nil {
		return nil, note.Errorf(note.E06, "card of the team is missing")
	}
	c := b.cards[s.card]
	if c.Team != tid {
		return nil, note.Errorf(note.E05, "card is of another team")
	}
	if !slices.Contains(b.orgs[s.org].org.Kinds, c.Kind) {
		return nil, note.Errorf(note.E05, "card: its organisation has no teams of that kind")
	}
	return c, nil
}

// Terms gives the templates and terms that an organisation's newest manifest
// names, nil when there are none or they are missing.
func (b *Book) Terms(org note.OrgID) []byte {
	b.mu.RLock()
	defer b.mu.RUnlock()
	if s := b.orgs[idOf(org)]; s != nil && s.manifest != nil {
		return b.terms[digestOf(s.manifest.Terms)]
	}
	return nil
}

// Mailbox gives a mailbox note, nil without.
func (b *Book) Mailbox(rid note.MemberID) *Mailbox {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return b.mailboxes[idOf(rid)]
}

// Forget drops a mailbox whose life has ended, and its recipient when no other
// record names that.
func (b *Book) Forget(rid note.MemberID) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if m := b.mailboxes[idOf(rid)]; m != nil {
		delete(b.mailboxes, idOf(rid))
		delete(b.party, partyKey{partyIDOf('r', idOf(rid)), digestOf(m.Rcpt)})
		delete(b.held, heldKey{KindMailbox, digestOf(m.Hash())})
		if b.named[digestOf(m.Rcpt)]--; b.named[digestOf(m.Rcpt)] == 0 {
			delete(b.named, digestOf(m.Rcpt))
			delete(b.held, heldKey{KindRecipient, digestOf(m.Rcpt)})
			delete(b.recipients, digestOf(m.Rcpt))
		}
	}
}

// Named counts the records that name a recipient: member notes, team notes and
// manifests, old ones too, and mailboxes that were not forgotten.
func (b *Book) Named(rh note.Hash) int {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return int(b.named[digestOf(rh)])
}

// Recipient gives the recipient with that hash: E06 when it was not added.
func (b *Book) Recipient(rh note.Hash) (keys.Recipient, error) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	r, ok := b.recipients[digestOf(rh)]
	if !ok {
		return "", note.Errorf(note.E06, "recipient is missing")
	}
	return r, nil
}

// OrgOf gives the organisation of a party now, ZeroID for a mailbox; E06 when it is
// unknown.
func (b *Book) OrgOf(p note.Party) (note.OrgID, error) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return b.partyOrg(p, note.Checkpoint{Size: note.MaxNum})
}

// Holds says whether the record or object with that hash was accepted as that kind.
func (b *Book) Holds(kind string, hash note.Hash) bool {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return b.held[heldKey{kind, digestOf(hash)}]
}

// Size is one more than the highest number of a record: the size of the log, as
// far as this book has seen it.
func (b *Book) Size() uint64 {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return b.size
}
