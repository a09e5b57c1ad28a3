package roster

import (
	"slices"

	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
)

func (b *Book) addTeam(data []byte, n uint64) error {
	t, err := ParseTeam(data)
	if err != nil {
		return err
	}
	s := b.orgs[idOf(t.Org)]
	if s == nil || s.manifest == nil {
		return note.Errorf(note.E06, "team: its organisation has no manifest")
	}
	if err := s.after(n); err != nil {
		return err
	}
	if s.manifest.card(t.Team) == "" {
		return note.Errorf(note.E06, "team is not one of its organisation")
	}
	state := b.teams[idOf(t.Team)]
	before := state.newest()
	if err := t.follows(before); err != nil {
		return err
	}
	if b.rcpts[digestOf(t.Rcpt)] {
		return note.Errorf(note.E05, "team: its key was used before")
	}
	if err := b.checkTeamSigs(s.manifest, before, t); err != nil {
		return err
	}
	if err := b.checkWraps(s.manifest, t); err != nil {
		return err
	}
	b.count(n)
	org, next := *s, *state
	org.last = n + 1
	next.epochs = append(slices.Clone(state.epochs), t)
	set(b, b.orgs, idOf(t.Org), &org)
	set(b, b.teams, idOf(t.Team), &next)
	set(b, b.rcpts, digestOf(t.Rcpt), true)
	b.name(digestOf(t.Rcpt))
	party := partyIDOf('t', idOf(t.Team))
	if before != nil {
		end(b, b.party, partyKey{party, digestOf(before.Rcpt)}, n+1, t.Time)
	}
	set(b, b.party, partyKey{party, digestOf(t.Rcpt)}, &span{from: n + 1})
	return nil
}

// follows checks the place of t after the epoch before it, nil for none.
func (t *Team) follows(before *Team) error {
	epoch, prev := uint64(0), note.ZeroHash
	if before != nil {
		epoch, prev = before.Epoch+1, before.Hash()
	}
	if t.Epoch != epoch {
		return note.Errorf(note.E11, "team note of epoch %d, want %d", t.Epoch, epoch)
	}
	if t.Prev != prev {
		return note.Errorf(note.E11, "team note follows another epoch")
	}
	if before != nil && t.Time < before.Time {
		return note.Errorf(note.E05, "team: time falls")
	}
	return nil
}

// checkTeamSigs: By is there now and was there before, or is an admin with the
// root beside it (reset), or an admin alone (epoch 0).
func (b *Book) checkTeamSigs(m *Manifest, before, t *Team) error {
	by := b.recordIn(m, t.By)
	if by == nil {
		return note.Errorf(note.E06, "team: its signer is no member")
	}
	if m.revokes(by.signID) {
		return note.Errorf(note.E06, "team: the key of its signer is revoked")
	}
	signers := []keys.Public{by.sign}
	if before == nil || t.Reset {
		if !slices.Contains(m.Admins, t.By) {
			return note.Errorf(note.E05, "team: a first key or a reset is for an admin")
		}
		if t.Reset {
			signers = append(signers, m.Root)
		}
		return signedBy(t.Note, signers...)
	}
	if !before.Has(t.By) {
		return note.Errorf(note.E05, "team: its signer did not hold the key before it")
	}
	if !m.assigned(t.Team, t.By) {
		return note.Errorf(note.E05, "team: its signer is no longer assigned")
	}
	return signedBy(t.Note, signers...)
}

// checkWraps: sealed only to who is assigned, to the key that counts now, and to
// the recovery key that the root has signed for.
func (b *Book) checkWraps(m *Manifest, t *Team) error {
	for _, w := range t.Members {
		if !m.assigned(t.Team, w.Member) {
			return note.Errorf(note.E05, "team: sealed to somebody who is not assigned")
		}
		r := b.recordIn(m, w.Member)
		if r.rcpt != digestOf(w.Rcpt) {
			return note.Errorf(note.E06, "team: sealed to a key that is not the member's")
		}
		if m.revokes(r.signID) || m.revokes(r.loginID) {
			return note.Errorf(note.E06, "team: sealed to a member whose key is revoked")
		}
	}
	recovery := note.Hash("")
	if t.Recovery != nil {
		recovery = t.Recovery.Rcpt
	}
	if recovery != m.Recovery {
		return note.Errorf(note.E06, "team: recovery key is not the organisation's")
	}
	return nil
}
