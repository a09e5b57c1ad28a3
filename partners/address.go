package partners

import (
	"context"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/hub"
)

// A Team is one entry of the address book. Names come from the signed card and
// the signed organisation note, never from the hub.
type Team struct {
	ID           note.TeamID  `json:"id"`
	Name         string       `json:"name"`
	Organisation string       `json:"organisation"`
	Org          note.OrgID   `json:"org"`
	Kind         string       `json:"kind"`
	Card         *roster.Card `json:"card"`
	// Lookalike is set when another team's name reads the same.
	Lookalike bool `json:"lookalike,omitempty"`
	// Reset is set when the team's key has no predecessor and was not compared with
	// them yet: nothing is begun with it before ConfirmKey.
	Reset bool `json:"reset,omitempty"`
	// Unsure is set while the hub withholds records, of a team that is not pinned: another
	// may be called the same.
	Unsure bool `json:"unsure,omitempty"`
}

// Teams lists every team of the verified directory, by organisation and name.
func (m *Member) Teams(ctx context.Context) ([]Team, error) {
	if err := m.dir.Sync(ctx); err != nil {
		return nil, err
	}
	if err := m.dir.All(ctx); err != nil {
		return nil, err
	}
	list := m.dir.teamList()
	missing := m.dir.misses(m.dir.teamless)
	for i := range list {
		list[i].Unsure = missing && !m.dir.pinned(list[i].Org)
		err := m.confirmed(note.TeamParty(list[i].ID))
		if list[i].Reset = hub.CodeOf(err) == note.E06; err != nil && !list[i].Reset {
			return nil, err
		}
	}
	return list, nil
}

func (d *Directory) teamList() []Team {
	var list []Team
	seen := map[string]int{}
	for _, org := range d.book.Orgs() {
		o, man := d.book.Org(org), d.book.Manifest(org)
		if o == nil || man == nil {
			continue
		}
		for _, posting := range man.Teams {
			tid := posting.Team
			card := d.book.Card(tid)
			if card == nil {
				continue
			}
			t := Team{ID: tid, Name: card.Name, Organisation: o.Name, Org: org, Kind: card.Kind, Card: card}
			seen[skeleton(t.Organisation+"/"+t.Name)]++
			list = append(list, t)
		}
	}
	for i := range list {
		list[i].Lookalike = seen[skeleton(list[i].Organisation+"/"+list[i].Name)] > 1
	}
	slices.SortFunc(list, func(a, b Team) int {
		return strings.Compare(a.Organisation+"\x00"+a.Name+string(a.ID), b.Organisation+"\x00"+b.Name+string(b.ID))
	})
	return list
}

// Find resolves a team's id, its exact name, or "Organisation / Team". A name
// that fits several, or that reads like another one, is E30 and lists the ids. While the
// hub withholds records, nobody knows what else fits: then a name is E06, but for teams
// of founders and of the own organisation, which are pinned.
func (m *Member) Find(ctx context.Context, name string) (Team, error) {
	teams, err := m.Teams(ctx)
	if err != nil {
		return Team{}, err
	}
	t, err := find(teams, name)
	if err == nil && t.Unsure && string(t.ID) != strings.TrimSpace(name) {
		return Team{}, note.Errorf(note.E06, "the hub withholds records: another team may have this name; call them on a number that you knew before, and give the id of the team")
	}
	return t, err
}

func find(teams []Team, name string) (Team, error) {
	want := norm.NFC.String(strings.TrimSpace(name))
	var hits []Team
	for _, t := range teams {
		if string(t.ID) == want {
			return t, nil
		}
		// No name stands in for an id whose records are not to be had.
		if !note.IsID(want) && (t.Name == want || t.Organisation+" / "+t.Name == want) {
			hits = append(hits, t)
		}
	}
	switch len(hits) {
	case 0:
		return Team{}, hub.Errorf(hub.E21, "no team is called that; see sluis teams")
	case 1:
		if alike := lookalikes(teams, hits[0]); len(alike) > 1 {
			return Team{}, hub.Errorf(hub.E30, "names that read the same: %s", strings.Join(alike, ", "))
		}
		return hits[0], nil
	}
	ids := make([]string, len(hits))
	for i, t := range hits {
		ids[i] = string(t.ID) + " (" + t.Organisation + ")"
	}
	return Team{}, hub.Errorf(hub.E30, "this name fits several teams: %s", strings.Join(ids, ", "))
}

// lookalikes lists the ids of teams whose organisation and name read like those of t.
func lookalikes(teams []Team, t Team) []string {
	var ids []string
	want := skeleton(t.Organisation + "/" + t.Name)
	for _, u := range teams {
		if skeleton(u.Organisation+"/"+u.Name) == want {
			ids = append(ids, string(u.ID)+" ("+u.Organisation+")")
		}
	}
	return ids
}

// Recipient is the current key of a party: a team's newest epoch, a member's or
// a mailbox's own. E06 when the directory has none, and when the log has newer records
// of its organisation than could be had: one of them may revoke that key.
func (d *Directory) Recipient(p note.Party) (keys.Recipient, error) {
	if org, err := d.book.OrgOf(p); err == nil && d.lacks(org) {
		return "", note.Errorf(note.E06, "the newest records of organisation %s are withheld or do not verify", org)
	}
	var rh note.Hash
	switch p.Kind() {
	case 't':
		if t := d.book.Team(p.Team()); t != nil {
			rh = t.Rcpt
		}
	case 'm':
		if m := d.book.Member(p.Member()); m != nil {
			rh = m.Rcpt
		}
	case 'r':
		if b := d.book.Mailbox(p.Member()); b != nil {
			rh = b.Rcpt
		}
	}
	return d.book.Recipient(rh)
}

// lacks says whether the log has records of an organisation that the book has not.
func (d *Directory) lacks(org note.OrgID) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.lines.Of(org, d.added[org])) > 0
}

// NeedParty brings in the organisation of a party.
func (d *Directory) NeedParty(ctx context.Context, p note.Party) error {
	d.mu.Lock()
	org := d.lines.OrgOf(p.Team())
	d.mu.Unlock()
	if org == "" {
		return note.Errorf(note.E06, "party %s is not in the directory", p)
	}
	return d.Need(ctx, org)
}
