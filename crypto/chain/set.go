package chain

import (
	"slices"

	"github.com/sluis-hub/sluis/crypto/note"
)

// checkGrants: one grant for each party and epoch, none of a later epoch.
func checkGrants(e *Entry) error {
	type place struct {
		party note.Party
		epoch uint64
	}
	seen := make(map[place]bool, len(e.Grants))
	for _, g := range e.Grants {
		at := place{g.Party, g.Epoch}
		if seen[at] {
			return note.Errorf(note.E05, "%s: two grants of epoch %d to one party", e.Type, g.Epoch)
		}
		seen[at] = true
		if g.Epoch > e.Epoch {
			return note.Errorf(note.E05, "%s: grant of epoch %d", e.Type, g.Epoch)
		}
	}
	return nil
}

// newSet reads the parties of the entry's epoch from its grant lines, sorted.
func newSet(e *Entry) []note.Party {
	set := make([]note.Party, 0, len(e.Grants))
	for _, g := range e.Grants {
		if g.Epoch == e.Epoch {
			set = append(set, g.Party)
		}
	}
	slices.Sort(set)
	return set
}

// checkRekey returns the new parties, and whether the set is unchanged or the
// one that a leave forces.
func (s *State) checkRekey(e *Entry, v View) (set []note.Party, plain bool, err error) {
	if err := checkGrants(e); err != nil {
		return nil, false, err
	}
	set = newSet(e)
	if slices.Contains(s.Rcpts, e.Rcpt) {
		return nil, false, note.Errorf(note.E05, "rekey: its recipient was used before")
	}
	for _, g := range e.Grants {
		if g.Epoch == e.Epoch {
			continue
		}
		if e.Party != s.Owner {
			return nil, false, note.Errorf(note.E05, "rekey: older epochs are the owner's to give")
		}
		if !slices.Contains(set, g.Party) {
			return nil, false, note.Errorf(note.E05, "rekey: an older epoch to a party outside the set")
		}
	}
	want := s.Set
	if s.Leaving != "" {
		want = without(s.Set, s.Leaving)
	}
	if slices.Equal(set, want) {
		return set, true, nil
	}
	if s.Leaving != "" {
		return nil, false, note.Errorf(note.E05, "rekey: the set is not the one without the party that left")
	}
	if e.Party != s.Owner {
		return set, false, s.checkReplace(e, set, v)
	}
	return set, false, s.checkChange(e, set, v)
}

// checkChange: the owner keeps itself; a mailbox is never added, and beside one
// only teams of the owner's organisation.
func (s *State) checkChange(e *Entry, set []note.Party, v View) error {
	if !slices.Contains(set, s.Owner) {
		return note.Errorf(note.E05, "rekey: the owner without itself")
	}
	for _, p := range set {
		if s.Has(p) {
			continue
		}
		if p.Kind() == 'r' {
			return note.Errorf(note.E05, "rekey: a mailbox is never added")
		}
		if !s.mailbox() {
			continue
		}
		if p.Kind() != 't' {
			return note.Errorf(note.E05, "rekey: only a team is added beside a mailbox")
		}
		if err := sameOrg(s.Owner, p, e, v); err != nil {
			return err
		}
	}
	return nil
}

// checkReplace: a team that is not the owner puts another team of its own
// organisation in its place.
func (s *State) checkReplace(e *Entry, set []note.Party, v View) error {
	if s.Restricted() { // so an m-party never does
		return note.Errorf(note.E05, "rekey: no team replaces itself in a restricted exchange")
	}
	rest := without(s.Set, e.Party)
	i := slices.IndexFunc(set, func(p note.Party) bool { return !slices.Contains(rest, p) })
	if i < 0 || !slices.Equal(without(set, set[i]), rest) {
		return note.Errorf(note.E05, "rekey: only the owner changes the set")
	}
	if set[i].Kind() != 't' {
		return note.Errorf(note.E05, "rekey: a team is replaced by a team")
	}
	return sameOrg(e.Party, set[i], e, v)
}

func sameOrg(a, b note.Party, e *Entry, v View) error {
	orgA, err := v.PartyOrg(a, e.CP)
	if err != nil {
		return err
	}
	orgB, err := v.PartyOrg(b, e.CP)
	if err != nil {
		return err
	}
	if orgA != orgB {
		return note.Errorf(note.E05, "rekey: a team of another organisation")
	}
	return nil
}

// checkGrantKeys: each grant is sealed to the current key of its party.
func checkGrantKeys(e *Entry, v View) error {
	for _, g := range e.Grants {
		if err := v.PartyKey(g.Party, g.Key, e.CP); err != nil {
			return err
		}
	}
	return nil
}

func without(set []note.Party, p note.Party) []note.Party {
	return slices.DeleteFunc(slices.Clone(set), func(q note.Party) bool { return q == p })
}
