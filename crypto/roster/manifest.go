package roster

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
)

// PasskeyBound is the policy that refuses passkeys which leave their device.
const PasskeyBound = "passkey-bound"

// Manifest is one version of who and what an organisation consists of.
type Manifest struct {
	Org      note.OrgID
	Version  uint64    // 1, 2, 3 …
	Prev     note.Hash // of the version before, ZeroHash in version 1
	Time     int64     // Unix seconds
	Root     keys.Public
	Hosts    []string // DNS names of its edges
	Policies []Policy
	Recovery note.Hash // rh that team keys are sealed to as well, "" without
	Audit    note.Hash // rh of its log reader, "" without
	Terms    note.Hash // of its templates and terms, "" without
	Admins   []note.MemberID
	Members  []Membership
	Teams    []Posting
	Assigns  []Assign
	Revoked  []Revocation
	Note     *note.Note
}

// Policy is a setting of the organisation, "0" or "1".
type Policy struct{ Name, Value string }

// Membership names the member note that counts for a member.
type Membership struct {
	Member note.MemberID
	Record note.Hash
}

// Posting is a team and the hash of its card.
type Posting struct {
	Team note.TeamID
	Card note.Hash
}

// Assign puts a member in a team.
type Assign struct {
	Team   note.TeamID
	Member note.MemberID
}

// Revocation ends a key, from a time that may lie in the past.
type Revocation struct {
	Key    note.KeyID
	Time   int64  // Unix seconds
	Reason string // a word, never a sentence
}

// ParseManifest reads a manifest and checks what it says by itself: E01
// grammar, E06 root is no usable key, E05 a line that names what the manifest
// does not have. Who signed it is for a Book to judge.
func ParseManifest(raw []byte) (*Manifest, error) {
	n, err := manifestForm.Parse(raw)
	if err != nil {
		return nil, err
	}
	root, err := keys.ParsePublic(n.Get("root"))
	if err != nil {
		return nil, err
	}
	m := &Manifest{
		Org: note.OrgID(n.Get("org")), Version: n.Num("version"), Prev: note.Hash(n.Get("prev")), Time: int64(n.Num("time")),
		Root: root, Recovery: note.Hash(n.Get("recovery")), Audit: note.Hash(n.Get("audit")), Terms: note.Hash(n.Get("terms")), Note: n,
	}
	for _, v := range n.All("host") {
		m.Hosts = append(m.Hosts, v[0])
	}
	for _, v := range n.All("policy") {
		m.Policies = append(m.Policies, Policy{v[0], v[1]})
	}
	for _, v := range n.All("admin") {
		m.Admins = append(m.Admins, note.MemberID(v[0]))
	}
	for _, v := range n.All("member") {
		m.Members = append(m.Members, Membership{note.MemberID(v[0]), note.Hash(v[1])})
	}
	for _, v := range n.All("team") {
		m.Teams = append(m.Teams, Posting{note.TeamID(v[0]), note.Hash(v[1])})
	}
	for _, v := range n.All("assign") {
		m.Assigns = append(m.Assigns, Assign{note.TeamID(v[0]), note.MemberID(v[1])})
	}
	for _, v := range n.All("revoked") {
		at, _ := strconv.ParseInt(v[1], 10, 64) // the grammar saw that it is a number
		m.Revoked = append(m.Revoked, Revocation{note.KeyID(v[0]), at, v[2]})
	}
	return m, m.check()
}

// check holds the manifest against itself.
func (m *Manifest) check() error {
	if m.Version == 0 {
		return note.Errorf(note.E01, "manifest: versions begin at 1")
	}
	if m.Version == 1 && len(m.Note.Sigs) != 1 {
		return note.Errorf(note.E01, "manifest: version 1 has one signature")
	}
	for _, name := range []string{"policy", "member", "team", "revoked"} {
		if repeats(m.Note.All(name)) {
			return note.Errorf(note.E01, "manifest: two %s lines for one thing", name)
		}
	}
	for _, a := range m.Admins {
		if m.record(a) == "" {
			return note.Errorf(note.E05, "manifest: an admin is no member")
		}
	}
	for _, a := range m.Assigns {
		if m.record(a.Member) == "" {
			return note.Errorf(note.E05, "manifest: somebody is assigned who is no member")
		}
		if m.card(a.Team) == "" {
			return note.Errorf(note.E05, "manifest: somebody is assigned to a team that is not there")
		}
	}
	return nil
}

// repeats finds two lines with the same first value; lines are sorted.
func repeats(lines [][]string) bool {
	for i := range len(lines) - 1 {
		if lines[i][0] == lines[i+1][0] {
			return true
		}
	}
	return false
}

// Hash is what the next version names as prev.
func (m *Manifest) Hash() note.Hash { return m.Note.Hash() }

// record is the member note that counts for a member, "" when it is no member.
func (m *Manifest) record(mid note.MemberID) note.Hash {
	i, ok := slices.BinarySearchFunc(m.Members, mid, func(l Membership, mid note.MemberID) int { return cmp.Compare(l.Member, mid) })
	if !ok {
		return ""
	}
	return m.Members[i].Record
}

// card is the hash of a team's card, "" when the organisation has no such team.
func (m *Manifest) card(tid note.TeamID) note.Hash {
	i, ok := slices.BinarySearchFunc(m.Teams, tid, func(l Posting, tid note.TeamID) int { return cmp.Compare(l.Team, tid) })
	if !ok {
		return ""
	}
	return m.Teams[i].Card
}

// assigned reports whether the member is assigned to the team.
func (m *Manifest) assigned(tid note.TeamID, mid note.MemberID) bool {
	_, ok := slices.BinarySearchFunc(m.Assigns, Assign{tid, mid}, func(a, b Assign) int {
		return cmp.Or(cmp.Compare(a.Team, b.Team), cmp.Compare(a.Member, b.Member))
	})
	return ok
}

// needsRoot reports whether going from m to next is for the root to allow too.
func (m *Manifest) needsRoot(next *Manifest) bool {
	return m.Root != next.Root || m.Recovery != next.Recovery || m.Audit != next.Audit ||
		!slices.Equal(m.Hosts, next.Hosts) || !slices.Equal(m.Policies, next.Policies) || !slices.Equal(m.Admins, next.Admins)
}

// Signed prints the bytes that are signed: version 1 by the root, later ones by
// an admin of the version before, and by the root of the version before as well
// when root, host, policy, recovery, audit or admin lines change.
func (m Manifest) Signed() ([]byte, error) {
	lines := []note.Line{
		note.L("org", string(m.Org)), numLine("version", m.Version), note.L("prev", string(m.Prev)),
		timeLine(m.Time), note.L("root", m.Root.String()),
	}
	add := func(name string, values ...string) { lines = append(lines, note.L(name, values...)) }
	for _, h := range m.Hosts {
		add("host", h)
	}
	for _, p := range m.Policies {
		add("policy", p.Name, p.Value)
	}
	for _, l := range []struct {
		name string
		hash note.Hash
	}{{"recovery", m.Recovery}, {"audit", m.Audit}, {"terms", m.Terms}} {
		if l.hash != "" {
			add(l.name, string(l.hash))
		}
	}
	for _, a := range m.Admins {
		add("admin", string(a))
	}
	for _, l := range m.Members {
		add("member", string(l.Member), string(l.Record))
	}
	for _, l := range m.Teams {
		add("team", string(l.Team), string(l.Card))
	}
	for _, a := range m.Assigns {
		add("assign", string(a.Team), string(a.Member))
	}
	for _, r := range m.Revoked {
		add("revoked", string(r.Key), strconv.FormatInt(r.Time, 10), r.Reason)
	}
	return manifestForm.Build(lines...)
}
