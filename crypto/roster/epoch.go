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
	if err := b.checkTeamSigs(s.manifest, state, t); err != nil {
		return err
	}
	sealedTo, err := b.checkWraps(s.manifest, state, t)
	if err != nil {
		return err
	}
	b.count(n)
	org, next := *s, *state
	org.last = n + 1
	next.epochs, next.sealedTo = append(slices.Clone(state.epochs), t), sealedTo
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

// checkTeamSigs: By is there now and was there before with a key that this one
// succeeds, or is an admin with the root beside it (reset), or an admin alone (epoch 0).
func (b *Book) checkTeamSigs(m *Manifest, state *teamState, t *Team) error {
	before, by := state.newest(), b.recordIn(m, t.By)
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
	held, ok := state.heldBy(t.By)
	if !ok {
		return note.Errorf(note.E05, "team: its signer did not hold the key before it")
	}
	if !b.succeeds(digestOf(m.record(t.By)), held) {
		return note.Errorf(note.E05, "team: its signer was enrolled anew, and did not hold the key before it")
	}
	if !m.assigned(t.Team, t.By) {
		return note.Errorf(note.E05, "team: its signer is no longer assigned")
	}
	return signedBy(t.Note, signers...)
}

// succeeds reports whether a member note is the one before, or replaces it with the
// word of each key between. Whom an admin enrolled anew begins again.
func (b *Book) succeeds(now, before digest) bool {
	for now != before {
		r := b.notes[now]
		if r == nil {
			return false
		}
		now = r.prev
	}
	return true
}

// checkWraps: sealed only to who is assigned, to the key that counts now, and to
// the recovery key that the root has signed for. Whoever shows the recipient of somebody
// who held the key before has to succeed that one: a recipient is public, and nobody
// proves to hold it. It gives the member note of each line.
func (b *Book) checkWraps(m *Manifest, state *teamState, t *Team) ([]digest, error) {
	notes := make([]digest, 0, len(t.Members))
	for _, w := range t.Members {
		if !m.assigned(t.Team, w.Member) {
			return nil, note.Errorf(note.E05, "team: sealed to somebody who is not assigned")
		}
		r := b.recordIn(m, w.Member)
		if r.rcpt != digestOf(w.Rcpt) {
			return nil, note.Errorf(note.E06, "team: sealed to a key that is not the member's")
		}
		if m.revokes(r.signID) || m.revokes(r.loginID) {
			return nil, note.Errorf(note.E06, "team: sealed to a member whose key is revoked")
		}
		is := digestOf(m.record(w.Member))
		if held, ok := state.heldBy(w.Member); ok && b.notes[held].rcpt == r.rcpt && !b.succeeds(is, held) {
			return nil, note.Errorf(note.E05, "team: sealed to a recipient that a member enrolled anew took from the one before")
		}
		notes = append(notes, is)
	}
	recovery := note.Hash("")
	if t.Recovery != nil {
		recovery = t.Recovery.Rcpt
	}
	if recovery != m.Recovery {
		return nil, note.Errorf(note.E06, "team: recovery key is not the organisation's")
	}
	return notes, nil
}
