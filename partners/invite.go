package partners

import (
	"context"
	"errors"
	"slices"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/crypto/words"
	"github.com/sluis-hub/sluis/hub"
)

// An Invitation is what an admin tells a newcomer, in person or by telephone, and
// never by way of the hub.
type Invitation struct {
	Locator note.ID    `json:"invitation"` // names it to the admin
	Words   []string   `json:"words"`
	Org     note.OrgID `json:"organisation"`
	Hub     string     `json:"hub"` // address
	Ends    int64      `json:"ends"`
}

// invitation is what the admin's home keeps of one, sealed to the admin: the words,
// for nothing else compares what comes back. Once somebody was admitted by them it
// keeps who that was instead: the words would open the newcomer's name.
type invitation struct {
	Words  []string      `json:"words"`
	For    string        `json:"for"` // whom the admin means; for nobody else
	Teams  []note.TeamID `json:"teams"`
	Member note.MemberID `json:"member,omitempty"`
	Name   string        `json:"name,omitempty"`
	Answer note.Hash     `json:"answer,omitempty"`
}

// Invite makes an invitation for a newcomer, who is to come into these teams. What the
// hub gets is where it lies and which key may answer it.
func (m *Member) Invite(ctx context.Context, whom string, teams ...note.TeamID) (*Invitation, error) {
	man, err := m.administered()
	if err != nil {
		return nil, err
	}
	for _, t := range teams {
		if !slices.ContainsFunc(man.Teams, func(p roster.Posting) bool { return p.Team == t }) {
			return nil, hub.Errorf(hub.E21, "the organisation has no such team")
		}
	}
	kept := invitation{Words: words.Generate(), For: whom, Teams: teams}
	i, err := identity.InviteFromWords(kept.Words, m.Org)
	if err != nil {
		return nil, err
	}
	// Kept first: an invitation that nobody can admit is worse than one that nobody
	// can answer.
	if err := m.keepSealed(inviteFile(i.Locator), kept); err != nil {
		return nil, err
	}
	ends, err := m.hub.Invite(ctx, i.Locator, i.Login.Public())
	if err != nil {
		if hub.CodeOf(err) != hub.E27 { // it was not made
			err = errors.Join(err, m.home.remove(inviteFile(i.Locator)))
		}
		return nil, err
	}
	return &Invitation{i.Locator, kept.Words, m.Org, m.home.Config.Hub, ends}, nil
}

// InviteAgain is for a colleague who lost every way in: it revokes the keys, of which
// nobody knows who has them now, and makes an invitation into the same teams and these.
// What comes in is a new member with new keys; what the old one wrote stays its own. E21:
// no such member, or one that was revoked before: then Invite does the rest.
func (m *Member) InviteAgain(ctx context.Context, mid note.MemberID, whom string, teams ...note.TeamID) (*Invitation, error) {
	if err := m.dir.Sync(ctx); err != nil {
		return nil, err
	}
	for _, t := range m.dir.book.TeamsOf(mid) {
		if !slices.Contains(teams, t) {
			teams = append(teams, t)
		}
	}
	if _, err := m.ChangeOrganisation(ctx, nil, Revoke(mid, "verloren")); err != nil {
		return nil, err
	}
	return m.Invite(ctx, whom, teams...)
}

func inviteFile(locator note.ID) string { return "invites/" + string(locator) }

// A Newcoming is an invitation as the admin who made it sees it.
type Newcoming struct {
	Locator note.ID       `json:"invitation"`
	For     string        `json:"for"`
	Ends    int64         `json:"ends"`
	Teams   []note.TeamID `json:"teams"`
	// State is open, answered or admitted; of an answered one what follows is who
	// answered, checked against the words, or in Problem why it does not count.
	State   string        `json:"state"`
	Member  note.MemberID `json:"member,omitempty"`
	Name    string        `json:"name,omitempty"`
	Answer  note.Hash     `json:"answer,omitempty"` // the member note in it, which Admit is for
	Problem string        `json:"problem,omitempty"`
}

// Newcomers lists the invitations of this admin's home that have not ended. One that
// was answered falsely hides no other.
func (m *Member) Newcomers(ctx context.Context) ([]Newcoming, error) {
	all, err := m.hub.Invited(ctx)
	if err != nil {
		return nil, err
	}
	list := []Newcoming{}
	for _, v := range all {
		if !note.IsID(string(v.Locator)) {
			return nil, hub.Errorf(hub.E01, "the hub's list of invitations is malformed")
		}
		n, kept, err := m.newcoming(v)
		if hub.CodeOf(err) == hub.E21 {
			continue // a colleague's, who has the words
		}
		if err != nil {
			return nil, err
		}
		switch {
		case kept.Member != "":
			n.Member, n.Name, n.Answer = kept.Member, kept.Name, kept.Answer
		case v.Answered:
			a, err := m.checkAnswer(ctx, v.Locator, kept)
			if passing(err) {
				return nil, err
			}
			if err != nil {
				n.Problem = err.Error()
			} else {
				n.Member, n.Name, n.Answer = a.note.Member, a.name, a.note.Hash()
			}
		}
		list = append(list, n)
	}
	return list, nil
}

func (m *Member) newcoming(v hub.Invited) (n Newcoming, kept invitation, err error) {
	n = Newcoming{Locator: v.Locator, Ends: v.Ends, State: "open"}
	if err = m.home.readSealed(inviteFile(v.Locator), m.keys.Identity, &kept); err != nil {
		return n, kept, err
	}
	n.For, n.Teams = kept.For, kept.Teams
	switch {
	case v.Admitted:
		n.State = "admitted"
	case v.Answered:
		n.State = "answered"
	}
	return n, kept, nil
}

// Newcomer tells who answered an invitation of this admin's home, checked against the
// words, or who was admitted by it. E21: nobody answered it yet, or it is another's.
func (m *Member) Newcomer(ctx context.Context, locator note.ID) (*Newcoming, error) {
	n, kept, a, err := m.compareTo(ctx, locator)
	if err != nil {
		return nil, err
	}
	if n.State, n.Member, n.Name, n.Answer = "admitted", kept.Member, kept.Name, kept.Answer; a != nil {
		n.State, n.Member, n.Name, n.Answer = "answered", a.note.Member, a.name, a.note.Hash()
	}
	return &n, nil
}

// Uninvite takes an invitation back: its words open nothing any more.
func (m *Member) Uninvite(ctx context.Context, locator note.ID) error {
	if !note.IsID(string(locator)) {
		return hub.Errorf(hub.E01, "an invitation is 32 hex digits")
	}
	if err := m.hub.Uninvite(ctx, locator); err != nil {
		return err
	}
	return m.home.remove(inviteFile(locator))
}
