package partners

import (
	"context"
	"slices"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// A Colleague is a member of the same organisation, as an admin finds it. Names are in
// no directory: an admin knows the own one, and of whom it admitted from this home.
type Colleague struct {
	Member note.MemberID `json:"member"`
	Code   string        `json:"code"` // of the account
	Name   string        `json:"name,omitempty"`
	Admin  bool          `json:"admin"`
	Teams  []note.TeamID `json:"teams"`
}

// known is what an admin's home remembers of somebody, sealed to the admin.
type known struct {
	Name string `json:"name"`
}

func knownFile(mid note.MemberID) string { return "people/" + string(mid) }

// Colleagues lists the members of the organisation.
func (m *Member) Colleagues(ctx context.Context) ([]Colleague, error) {
	if err := m.dir.Sync(ctx); err != nil {
		return nil, err
	}
	man := m.dir.book.Manifest(m.Org)
	list := []Colleague{}
	for _, l := range man.Members {
		c := Colleague{Member: l.Member, Code: hub.AccountCode(l.Member), Admin: slices.Contains(man.Admins, l.Member), Teams: m.dir.book.TeamsOf(l.Member)}
		if c.Name = m.self.Name; l.Member != m.ID {
			var k known
			err := m.home.readSealed(knownFile(l.Member), m.keys.Identity, &k)
			if err != nil && hub.CodeOf(err) != hub.E21 {
				return nil, err
			}
			c.Name = k.Name
		}
		if c.Teams == nil {
			c.Teams = []note.TeamID{}
		}
		list = append(list, c)
	}
	return list, nil
}

// Colleague finds one by id, account code or exact name. E21 none, E30 several, or names
// that read the same: newcomers typed theirs.
func (m *Member) Colleague(ctx context.Context, who string) (note.MemberID, error) {
	all, err := m.Colleagues(ctx)
	if err != nil {
		return "", err
	}
	list := make([]called, len(all))
	for i, c := range all {
		list[i] = called{c.Member, c.Name}
	}
	hits, _ := whoIs(list, who, false)
	switch len(hits) {
	case 0:
		return "", hub.Errorf(hub.E21, "the organisation has no such member; see sluis org show")
	case 1:
		return hits[0], nil
	}
	return "", hub.Errorf(hub.E30, "several members fit: %v", hits)
}

// OwnTeam finds a team of the member's organisation by id or name.
func (m *Member) OwnTeam(ctx context.Context, name string) (Team, error) {
	if err := m.dir.Sync(ctx); err != nil {
		return Team{}, err
	}
	return find(slices.DeleteFunc(m.dir.teamList(), func(t Team) bool { return t.Org != m.Org }), name)
}
