package roster

import (
	"slices"

	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
)

func (b *Book) addManifest(data []byte, n uint64) error {
	m, err := ParseManifest(data)
	if err != nil {
		return err
	}
	s := b.orgs[m.Org]
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
		if !slices.Contains(m.Revoked, r) {
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
	for _, l := range m.Members {
		record := b.notes[l.Record]
		if record == nil {
			return note.Errorf(note.E06, "manifest: a member note is missing")
		}
		if record.Org != m.Org || record.Member != l.Member {
			return note.Errorf(note.E05, "manifest: a member line names the note of another member")
		}
		if had, ok := b.members[l.Member]; ok && had.org != m.Org {
			return note.Errorf(note.E05, "manifest: a member of another organisation")
		}
	}
	for _, l := range m.Teams {
		if had := b.teams[l.Team]; had != nil && had.org != m.Org {
			return note.Errorf(note.E05, "manifest: a team of another organisation")
		}
	}
	return nil
}

func (m *Manifest) revokes(key note.KeyID) bool {
	return slices.ContainsFunc(m.Revoked, func(r Revocation) bool { return r.Key == key })
}

// applyManifest makes m the newest manifest of its organisation, from log size
// n on.
func (b *Book) applyManifest(s *orgState, m *Manifest, n uint64) {
	old := s.manifest
	if old == nil {
		old = &Manifest{}
	}
	next := *s
	next.manifest, next.last = m, n
	set(b, b.orgs, m.Org, &next)
	for _, r := range m.Revoked {
		k := orgKey{idOf(m.Org), idOf(r.Key)}
		if _, ok := b.revoked[k]; !ok {
			set(b, b.revoked, k, revocation{r.Time, n})
		}
	}
	for _, a := range m.Admins {
		set(b, b.adminKey, b.adminOrgKey(m, a), b.notes[m.record(a)].Sign)
	}
	b.applyMembers(old, m, n)
	b.applyTeams(old, m, n)
	was, is := b.rightsOf(old), b.rightsOf(m)
	moveSpans(b, b.signing, was.signing, is.signing, n, m.Time)
	moveSpans(b, b.admins, was.admins, is.admins, n, m.Time)
	moveSpans(b, b.party, was.party, is.party, n, m.Time)
}

func (b *Book) applyMembers(old, m *Manifest, n uint64) {
	teams := map[note.MemberID][]note.TeamID{}
	for _, a := range m.Assigns {
		teams[a.Member] = append(teams[a.Member], a.Team)
	}
	for _, l := range m.Members {
		had, ok := b.members[l.Member]
		if !ok {
			had = memberState{org: m.Org, from: n}
		}
		if had.record != l.Record || !slices.Equal(had.teams, teams[l.Member]) {
			had.record, had.teams = l.Record, teams[l.Member]
			set(b, b.members, l.Member, had)
		}
		record := b.notes[l.Record]
		set(b, b.keyOf, authorKey{idOf(l.Member), idOf(record.Sign.ID())}, record.Sign)
	}
	for _, l := range old.Members {
		if m.record(l.Member) == "" {
			had := b.members[l.Member]
			had.record, had.teams = "", nil
			set(b, b.members, l.Member, had)
		}
	}
}

func (b *Book) applyTeams(old, m *Manifest, n uint64) {
	members := map[note.TeamID][]note.MemberID{}
	for _, a := range m.Assigns {
		members[a.Team] = append(members[a.Team], a.Member)
	}
	for _, l := range m.Teams {
		next := teamState{org: m.Org, from: n}
		had := b.teams[l.Team]
		if had != nil {
			next = *had
		}
		if had == nil || had.card != l.Card || !slices.Equal(had.assigned, members[l.Team]) {
			next.card, next.assigned = l.Card, members[l.Team]
			set(b, b.teams, l.Team, &next)
		}
	}
	for _, l := range old.Teams {
		if m.card(l.Team) == "" {
			next := *b.teams[l.Team]
			next.card, next.assigned = "", nil
			set(b, b.teams, l.Team, &next)
		}
	}
}

// rights are what the members of one manifest could do: sign for a party, and
// open what is sealed to their own key.
type rights struct {
	signing map[signingKey]bool
	admins  map[orgKey]bool
	party   map[partyKey]bool
}

func (b *Book) rightsOf(m *Manifest) rights {
	r := rights{map[signingKey]bool{}, map[orgKey]bool{}, map[partyKey]bool{}}
	for _, l := range m.Members {
		record, self := b.notes[l.Record], note.MemberParty(l.Member)
		r.signing[signingKey{partyOf(self), idOf(l.Member), idOf(record.Sign.ID())}] = true
		r.party[partyKeyOf(self, record.Rcpt)] = true
	}
	for _, a := range m.Assigns {
		record := b.notes[m.record(a.Member)]
		r.signing[signingKey{partyOf(note.TeamParty(a.Team)), idOf(a.Member), idOf(record.Sign.ID())}] = true
	}
	for _, a := range m.Admins {
		r.admins[b.adminOrgKey(m, a)] = true
	}
	return r
}

func (b *Book) adminOrgKey(m *Manifest, admin note.MemberID) orgKey {
	return orgKey{idOf(m.Org), idOf(b.notes[m.record(admin)].Sign.ID())}
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

func (b *Book) addTeam(data []byte, n uint64) error {
	t, err := ParseTeam(data)
	if err != nil {
		return err
	}
	s := b.orgs[t.Org]
	if s == nil || s.manifest == nil {
		return note.Errorf(note.E06, "team: its organisation has no manifest")
	}
	if err := s.after(n); err != nil {
		return err
	}
	if s.manifest.card(t.Team) == "" {
		return note.Errorf(note.E06, "team is not one of its organisation")
	}
	state := b.teams[t.Team]
	var before *Team
	if len(state.epochs) > 0 {
		before = state.epochs[len(state.epochs)-1]
	}
	if err := t.follows(before); err != nil {
		return err
	}
	if b.rcpts[t.Rcpt] {
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
	set(b, b.orgs, t.Org, &org)
	set(b, b.teams, t.Team, &next)
	set(b, b.rcpts, t.Rcpt, true)
	if before != nil {
		end(b, b.party, partyKeyOf(note.TeamParty(t.Team), before.Rcpt), n+1, t.Time)
	}
	set(b, b.party, partyKeyOf(note.TeamParty(t.Team), t.Rcpt), &span{from: n + 1})
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
	record := b.notes[m.record(t.By)]
	if record == nil {
		return note.Errorf(note.E06, "team: its signer is no member")
	}
	if m.revokes(record.Sign.ID()) {
		return note.Errorf(note.E06, "team: the key of its signer is revoked")
	}
	signers := []keys.Public{record.Sign}
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
		record := b.notes[m.record(w.Member)]
		if record.Rcpt != w.Rcpt {
			return note.Errorf(note.E06, "team: sealed to a key that is not the member's")
		}
		if m.revokes(record.Sign.ID()) || m.revokes(record.Login.ID()) {
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
