package partners

import (
	"context"

	"github.com/sluis-hub/sluis/crypto/note"
)

// Self is who the member is.
type Self struct {
	ID           note.MemberID `json:"id"`
	Name         string        `json:"name"`
	Organisation string        `json:"organisation"`
	Org          note.OrgID    `json:"org"`
	Hub          string        `json:"hub"`
	Teams        []Team        `json:"teams"`
}

// Self logs in, so that it fails where logging in does, and tells who this is.
func (m *Member) Self(ctx context.Context) (*Self, error) {
	if err := m.client.Renew(ctx); err != nil {
		return nil, err
	}
	if err := m.dir.Sync(ctx); err != nil {
		return nil, err
	}
	s := &Self{ID: m.ID, Org: m.Org, Name: m.self.Name, Hub: m.home.Config.Hub, Teams: []Team{}}
	if o := m.dir.book.Org(m.Org); o != nil {
		s.Organisation = o.Name
	}
	for _, t := range m.dir.teamList() {
		for _, own := range m.dir.book.TeamsOf(m.ID) {
			if t.ID == own {
				s.Teams = append(s.Teams, t)
			}
		}
	}
	return s, nil
}

// Keys are fingerprints to compare over the phone; nothing secret.
type Keys struct {
	Member    note.MemberID `json:"member"`
	Sign      note.KeyID    `json:"sign"`
	Login     note.KeyID    `json:"login"`
	Recipient note.Hash     `json:"recipient"`
	Org       note.OrgID    `json:"org"`
	Root      note.KeyID    `json:"root"`
	Words     []string      `json:"words"` // eight, to read aloud to who lets this member in
	Teams     []TeamKey     `json:"teams"`
	Unlocks   []string      `json:"unlocks"` // kind and id of each way in
	Version   uint64        `json:"version"` // of the keyring
}

// TeamKey is the newest key of an own team; Held says whether this member can open it.
type TeamKey struct {
	ID        note.TeamID `json:"id"`
	Name      string      `json:"name"`
	Epoch     uint64      `json:"epoch"`
	Recipient note.Hash   `json:"recipient"`
	Held      bool        `json:"held"`
	Words     []string    `json:"words"` // eight, to read aloud to who compares the team's key
}

// Keys tells which keys the member has and whether they open.
func (m *Member) Keys(ctx context.Context) (*Keys, error) {
	k := &Keys{
		Member: m.ID, Org: m.Org, Sign: m.keys.Sign.Public().ID(), Login: m.keys.Login.Public().ID(),
		Recipient: m.keys.Identity.Recipient().Hash(), Version: m.keys.Version, Teams: []TeamKey{},
	}
	if o := m.dir.book.Org(m.Org); o != nil {
		k.Root = o.Root.ID()
	}
	if m.dir.book.Member(m.ID) != nil {
		k.Words = m.ownWords()
	}
	for _, u := range m.keys.Unlocks {
		k.Unlocks = append(k.Unlocks, u.Kind+" "+u.ID)
	}
	for _, t := range m.dir.teamList() {
		newest := m.dir.book.Team(t.ID)
		if t.Org != m.Org || newest == nil || !newest.Has(m.ID) {
			continue
		}
		_, err := m.teamKeys.forRecipient(ctx, note.TeamParty(t.ID), newest.Rcpt)
		k.Teams = append(k.Teams, TeamKey{t.ID, t.Name, newest.Epoch, newest.Rcpt, err == nil, m.teamWords(newest)})
	}
	return k, nil
}

// Available tells which teams somebody is reachable for now.
func (m *Member) Available(ctx context.Context, teams []Team) (map[note.TeamID]bool, error) {
	ids := make([]note.TeamID, len(teams))
	for i, t := range teams {
		ids[i] = t.ID
	}
	open, err := m.hub.Available(ctx, ids)
	list := map[note.TeamID]bool{}
	for _, t := range open {
		list[t] = true
	}
	return list, err
}

// PartyTeam is the name of a team party, "" for any other.
func (m *Member) PartyTeam(p note.Party) string {
	if card := m.dir.book.Card(p.Team()); card != nil {
		return card.Name
	}
	return ""
}

// Kind is the kind of the member's first team.
func (m *Member) Kind() string {
	for _, t := range m.dir.book.TeamsOf(m.ID) {
		if card := m.dir.book.Card(t); card != nil {
			return card.Kind
		}
	}
	return ""
}
