package roster

import (
	"time"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
)

// OldTeamKey is how long after a new team key the one before it is still taken.
const OldTeamKey = 72 * time.Hour

var _ chain.View = (*Book)(nil)

// Signer gives the key with which an act was signed, if its author could sign
// for that party then: see chain.View. Then means, with a directory log, at the
// checkpoint; without one, not after the end of the assignment and before any
// revocation, by the time of the act.
func (b *Book) Signer(s chain.Signing) (keys.Public, error) { return b.verdict(s, byTime) }

// PartyKey holds, with a directory log, when rh is the key of the party at the
// checkpoint; without one, when it is or was a key of the party.
func (b *Book) PartyKey(p note.Party, rh note.Hash, cp note.Checkpoint) error {
	b.mu.RLock()
	defer b.mu.RUnlock()
	if err := b.checkpoint(cp); err != nil {
		return err
	}
	held := b.party[partyKey{partyOf(p), digestOf(rh)}]
	if held == nil {
		return note.Errorf(note.E06, "recipient is no key of the party")
	}
	if b.log != nil && !held.at(cp.Size) {
		return note.Errorf(note.E06, "recipient is not the key of the party at the checkpoint")
	}
	return nil
}

// PartyOrg gives the organisation of a party, ZeroID for a mailbox; E06 when it
// is unknown (at the checkpoint).
func (b *Book) PartyOrg(p note.Party, cp note.Checkpoint) (note.OrgID, error) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	if err := b.checkpoint(cp); err != nil {
		return "", err
	}
	return b.partyOrg(p, cp)
}

// Since is the view of a client that remembers. Pinned tells up to which seq it
// had accepted an exchange before it learnt what the book holds now: up to there
// earlier verdicts stand; beyond it an entry by a key that is revoked is E06
// whatever its time says. Without a pin it is the view of the book itself. With
// a directory log a pin makes no difference.
func (b *Book) Since(pinned func(xid note.XID) (seq uint64, ok bool)) chain.View {
	return since{b, pinned}
}

// Now is the strict view of a hub at the moment it stores: only the newest
// manifest, no revoked key, and the newest team key, or the one before it until
// 72 hours after the newest. Putting back older entries after a restore asks the
// book itself.
func (b *Book) Now(clock func() time.Time) chain.View { return now{b, clock} }

type since struct {
	*Book
	pinned func(note.XID) (uint64, bool)
}

func (v since) Signer(s chain.Signing) (keys.Public, error) {
	seq, ok := v.pinned(s.XID)
	switch {
	case !ok:
		return v.verdict(s, byTime)
	case s.Seq <= seq:
		return v.verdict(s, standing)
	}
	return v.verdict(s, revokedNow)
}

type now struct {
	*Book
	clock func() time.Time
}

func (v now) Signer(s chain.Signing) (keys.Public, error) { return v.verdict(s, strictly) }

func (v now) PartyKey(p note.Party, rh note.Hash, cp note.Checkpoint) error {
	if err := v.Book.PartyKey(p, rh, cp); err != nil {
		return err
	}
	v.mu.RLock()
	defer v.mu.RUnlock()
	switch p.Kind() {
	case 't':
		t := v.teams[idOf(p.Team())]
		newest := t.newest()
		if newest.Rcpt == rh {
			return nil
		}
		if t.epochs[newest.Epoch-1].Rcpt != rh {
			return note.Errorf(note.E06, "recipient is an older key of the team")
		}
		if v.clock().Unix() > newest.Time+int64(OldTeamKey/time.Second) {
			return note.Errorf(note.E06, "recipient is the team's key before the newest, for more than 72 hours")
		}
	case 'm':
		if r := v.active(p.Member()); r == nil || r.rcpt != digestOf(rh) {
			return note.Errorf(note.E06, "recipient is not the key of an active member")
		}
	}
	return nil
}

// A mode is how a view weighs what has ended.
type mode int

const (
	byTime     mode = iota // ended or revoked before the time of the act
	standing               // accepted earlier: whoever could sign once
	revokedNow             // byTime, but revoked counts whatever the time
	strictly               // ended or revoked at all
)

func (b *Book) verdict(s chain.Signing, how mode) (keys.Public, error) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	if err := b.checkpoint(s.CP); err != nil {
		return keys.Public{}, err
	}
	if s.Party.Kind() == 'r' {
		return b.mailboxSigner(s)
	}
	org, err := b.partyOrg(s.Party, s.CP)
	if err != nil {
		return keys.Public{}, err
	}
	if org != s.Org {
		return keys.Public{}, note.Errorf(note.E05, "signer: the party is of another organisation")
	}
	key, ok := b.keyOf[authorKey{idOf(s.Author), idOf(s.Key)}]
	if !ok {
		return keys.Public{}, note.Errorf(note.E06, "signer: unknown key")
	}
	gone, revoked := b.revoked[orgKey{idOf(org), idOf(s.Key)}]
	if revoked && b.counts(gone, s, how) {
		return keys.Public{}, note.Errorf(note.E06, "signer: revoked key")
	}
	held := b.signing[signingKey{partyOf(s.Party), idOf(s.Author), idOf(s.Key)}]
	if held == nil {
		return keys.Public{}, note.Errorf(note.E05, "signer: never of that party")
	}
	if !b.holds(held, s, how) {
		return keys.Public{}, note.Errorf(note.E05, "signer: not of that party then")
	}
	return key, nil
}

// counts reports whether a revocation reaches the act.
func (b *Book) counts(r revocation, s chain.Signing, how mode) bool {
	switch {
	case how == strictly:
		return true
	case b.log != nil:
		return r.from <= s.CP.Size
	case how == byTime:
		return r.time <= s.Time
	}
	return how == revokedNow
}

// holds reports whether the right to sign lasted until the act.
func (b *Book) holds(held *span, s chain.Signing, how mode) bool {
	switch {
	case how == strictly:
		return held.to == 0
	case b.log != nil:
		return held.at(s.CP.Size)
	case how == standing:
		return true
	}
	return held.to == 0 || s.Time <= held.ended
}

// at reports whether the span, or one before it, covers a log of that size.
func (s *span) at(size uint64) bool {
	for ; s != nil; s = s.before {
		if s.from <= size && (s.to == 0 || size < s.to) {
			return true
		}
	}
	return false
}

func (b *Book) mailboxSigner(s chain.Signing) (keys.Public, error) {
	m := b.mailboxes[idOf(s.Party.Member())]
	if m == nil {
		return keys.Public{}, note.Errorf(note.E06, "signer: unknown mailbox")
	}
	if m.Author.ID() != s.Key {
		return keys.Public{}, note.Errorf(note.E06, "signer: unknown key")
	}
	if s.Author != m.RID || s.Org != note.OrgID(note.ZeroID) {
		return keys.Public{}, note.Errorf(note.E05, "signer: a mailbox signs for itself alone")
	}
	if s.XID != m.XID {
		return keys.Public{}, note.Errorf(note.E05, "signer: the mailbox is for another exchange")
	}
	if s.Time > m.Expires {
		return keys.Public{}, note.Errorf(note.E05, "signer: the mailbox has expired")
	}
	return m.Author, nil
}

// checkpoint refuses checkpoints of the other kind, and those of a log that is
// longer than the book.
func (b *Book) checkpoint(cp note.Checkpoint) error {
	if b.log == nil {
		if cp != note.NoLog {
			return note.Errorf(note.E11, "checkpoint of a log that this directory does not have")
		}
		return nil
	}
	if cp.Size == 0 {
		return note.Errorf(note.E11, "no checkpoint, in a directory that has a log")
	}
	root, known := b.log.Root(cp.Size)
	if !known {
		return note.Errorf(note.E12, "checkpoint of size %d, the log is not so long here", cp.Size)
	}
	if root != cp.Root {
		return note.Errorf(note.E11, "checkpoint of size %d with a root that the log did not have", cp.Size)
	}
	return nil
}

func (b *Book) partyOrg(p note.Party, cp note.Checkpoint) (note.OrgID, error) {
	var org id
	from := uint64(0)
	switch p.Kind() {
	case 't':
		if s := b.teams[idOf(p.Team())]; s != nil {
			org, from = s.org, s.from
		}
	case 'm':
		if s := b.members[idOf(p.Member())]; s != nil {
			org, from = s.org, s.from
		}
	case 'r':
		if b.mailboxes[idOf(p.Member())] != nil {
			return note.OrgID(note.ZeroID), nil
		}
	}
	if s := b.orgs[org]; s != nil && (b.log == nil || from <= cp.Size) {
		return s.org.Org, nil
	}
	return "", note.Errorf(note.E06, "party is unknown")
}
