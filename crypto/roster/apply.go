package roster

import (
	"cmp"
	"slices"

	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
)

func (b *Book) addManifest(data []byte, n uint64) error {
	m, err := ParseManifest(data)
	if err != nil {
		return err
	}
	s := b.orgs[idOf(m.Org)]
	if s == nil || !s.accepted {
		return note.Errorf(note.E06, "manifest: its organisation is not accepted")
	}
	if err := s.after(n); err != nil {
		return err
	}
	if err := s.follows(m); err != nil {
		return err
	}
	if err := b.checkManifestSigs(s, m); err != nil {
		return err
	}
	if err := b.checkNamed(m); err != nil {
		return err
	}
	b.count(n)
	for _, rh := range []note.Hash{m.Recovery, m.Audit} {
		if rh != "" {
			b.name(digestOf(rh))
		}
	}
	b.applyManifest(s, m, n+1)
	return nil
}

// follows checks the place of m after the newest manifest.
func (s *orgState) follows(m *Manifest) error {
	old, version, prev := s.manifest, uint64(1), note.ZeroHash
	if old != nil {
		version, prev = old.Version+1, old.Hash()
	}
	if m.Version != version {
		return note.Errorf(note.E11, "manifest of version %d, want %d", m.Version, version)
	}
	if m.Prev != prev {
		return note.Errorf(note.E11, "manifest follows another version %d", version-1)
	}
	if old == nil {
		if m.Root != s.org.Root {
			return note.Errorf(note.E05, "manifest: version 1 has another root than its organisation")
		}
		return nil
	}
	if m.Time < old.Time {
		return note.Errorf(note.E05, "manifest: time falls")
	}
	for _, r := range old.Revoked {
		if is, found := m.revocation(r.Key); !found || is != r {
			return note.Errorf(note.E05, "manifest: a revocation is taken back or changed")
		}
	}
	return nil
}

func (b *Book) checkManifestSigs(s *orgState, m *Manifest) error {
	if s.manifest == nil {
		return signedBy(m.Note, s.org.Root)
	}
	admin, err := b.adminOf(s.manifest, m.Note)
	if err != nil {
		return err
	}
	signers := []keys.Public{admin}
	if s.manifest.needsRoot(m) {
		signers = append(signers, s.manifest.Root)
	}
	return signedBy(m.Note, signers...)
}

// checkNamed checks the members and teams that m names.
func (b *Book) checkNamed(m *Manifest) error {
	org := idOf(m.Org)
	for _, l := range m.Members {
		r := b.notes[digestOf(l.Record)]
		if r == nil {
			return note.Errorf(note.E06, "manifest: a member note is missing")
		}
		if r.org != org || r.member != idOf(l.Member) {
			return note.Errorf(note.E05, "manifest: a member line names the note of another member")
		}
		if had := b.members[r.member]; had != nil && had.org != org {
			return note.Errorf(note.E05, "manifest: a member of another organisation")
		}
	}
	for _, l := range m.Teams {
		if had := b.teams[idOf(l.Team)]; had != nil && had.org != org {
			return note.Errorf(note.E05, "manifest: a team of another organisation")
		}
	}
	return nil
}

func (m *Manifest) revokes(key id) bool {
	_, found := m.revocation(note.KeyID(key.text()))
	return found
}

// revocation finds the line of a key, of which there is one at most. Lines are sorted,
// and grow for ever: whoever looked through all of them for each would look at their
// square.
func (m *Manifest) revocation(key note.KeyID) (r Revocation, found bool) {
	i, found := slices.BinarySearchFunc(m.Revoked, key, func(r Revocation, key note.KeyID) int { return cmp.Compare(r.Key, key) })
	if !found {
		return r, false
	}
	return m.Revoked[i], true
}

// applyManifest makes m the newest manifest of its organisation, from log size
// n on.
func (b *Book) applyManifest(s *orgState, m *Manifest, n uint64) {
	org, old := idOf(m.Org), s.manifest
	if old == nil {
		old = &Manifest{}
	}
	next := *s
	next.manifest, next.last = m, n
	set(b, b.orgs, org, &next)
	for _, r := range m.Revoked {
		k := orgKey{org, idOf(r.Key)}
		if _, ok := b.revoked[k]; !ok {
			set(b, b.revoked, k, revocation{r.Time, n})
		}
	}
	for _, a := range m.Admins {
		r := b.recordIn(m, a)
		set(b, b.adminKey, orgKey{org, r.signID}, r.sign)
	}
	b.meet(m, n)
	b.applyMembers(old, m)
	b.applyTeams(old, m)
	was, is := b.rightsOf(old), b.rightsOf(m)
	moveSpans(b, b.signing, was.signing, is.signing, n, m.Time)
	moveSpans(b, b.admins, was.admins, is.admins, n, m.Time)
	moveSpans(b, b.party, was.party, is.party, n, m.Time)
}

// meet makes states for members and teams that m names first.
func (b *Book) meet(m *Manifest, n uint64) {
	for _, l := range m.Members {
		if k := idOf(l.Member); b.members[k] == nil {
			set(b, b.members, k, &memberState{id: note.MemberID(k.text()), org: idOf(m.Org), from: n})
		}
	}
	for _, l := range m.Teams {
		if k := idOf(l.Team); b.teams[k] == nil {
			set(b, b.teams, k, &teamState{id: note.TeamID(k.text()), org: idOf(m.Org), from: n})
		}
	}
}

func (b *Book) applyMembers(old, m *Manifest) {
	teams := map[id][]note.TeamID{}
	for _, a := range m.Assigns {
		k := idOf(a.Member)
		teams[k] = append(teams[k], b.teams[idOf(a.Team)].id)
	}
	for _, l := range m.Members {
		r := b.notes[digestOf(l.Record)]
		had := b.members[r.member]
		if had.record != r || !slices.Equal(had.teams, teams[r.member]) {
			next := *had
			next.record, next.teams = r, teams[r.member]
			set(b, b.members, r.member, &next)
		}
		if k := (authorKey{r.member, r.signID}); b.keyOf[k] != r.sign {
			set(b, b.keyOf, k, r.sign)
		}
	}
	for _, l := range old.Members {
		if m.record(l.Member) == "" {
			next := *b.members[idOf(l.Member)]
			next.record, next.teams = nil, nil
			set(b, b.members, idOf(l.Member), &next)
		}
	}
}

func (b *Book) applyTeams(old, m *Manifest) {
	members := map[id][]note.MemberID{}
	for _, a := range m.Assigns {
		k := idOf(a.Team)
		members[k] = append(members[k], b.members[idOf(a.Member)].id)
	}
	for _, l := range m.Teams {
		k, card := idOf(l.Team), digestOf(l.Card)
		had := b.teams[k]
		if had.card != card || !slices.Equal(had.assigned, members[k]) {
			next := *had
			next.card, next.assigned = card, members[k]
			set(b, b.teams, k, &next)
		}
	}
	for _, l := range old.Teams {
		if m.card(l.Team) == "" {
			next := *b.teams[idOf(l.Team)]
			next.card, next.assigned = digest{}, nil
			set(b, b.teams, idOf(l.Team), &next)
		}
	}
}

// rights are what the members of one manifest could do: sign for a party, sign
// as admin, and open what is sealed to their own key.
type rights struct {
	signing map[signingKey]bool
	admins  map[orgKey]bool
	party   map[partyKey]bool
}

func (b *Book) rightsOf(m *Manifest) rights {
	is := rights{map[signingKey]bool{}, map[orgKey]bool{}, map[partyKey]bool{}}
	for _, l := range m.Members {
		r := b.notes[digestOf(l.Record)]
		self := partyIDOf('m', r.member)
		is.signing[signingKey{self, r.member, r.signID}] = true
		is.party[partyKey{self, r.rcpt}] = true
	}
	for _, a := range m.Assigns {
		r := b.recordIn(m, a.Member)
		is.signing[signingKey{partyIDOf('t', idOf(a.Team)), r.member, r.signID}] = true
	}
	for _, a := range m.Admins {
		is.admins[orgKey{idOf(m.Org), b.recordIn(m, a).signID}] = true
	}
	return is
}

// moveSpans ends what no longer holds and begins what newly does, at log size n.
func moveSpans[K comparable](b *Book, m map[K]*span, was, is map[K]bool, n uint64, time int64) {
	for k := range was {
		if !is[k] {
			end(b, m, k, n, time)
		}
	}
	for k := range is {
		if !was[k] {
			set(b, m, k, &span{from: n, before: m[k]})
		}
	}
}

func end[K comparable](b *Book, m map[K]*span, k K, n uint64, time int64) {
	ended := *m[k]
	ended.to, ended.ended = n, time
	set(b, m, k, &ended)
}
