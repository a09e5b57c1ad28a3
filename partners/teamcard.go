package partners

import (
	"encoding/json"
	"slices"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/hub"
)

// ReadCard reads a card that somebody wrote (FORMAT.md R37), for a team: what it
// says of form, version and team need not stand in it, and does not count.
func ReadCard(text []byte, team note.TeamID) (roster.Card, error) {
	fields := map[string]json.RawMessage{}
	if err := json.Unmarshal(text, &fields); err != nil {
		return roster.Card{}, note.Errorf(note.E10, "card: %w", err)
	}
	for name, value := range map[string]any{"form": "card", "version": 1, "team": team} {
		fields[name], _ = json.Marshal(value)
	}
	whole, err := json.Marshal(fields)
	if err != nil {
		return roster.Card{}, err
	}
	card, err := roster.ParseCard(whole)
	if err != nil {
		return roster.Card{}, err
	}
	return *card, nil
}

// AddTeam adds a team with its card, which has the team's id, and its first key,
// sealed to its first members: at least one. E21: one of them is no member. E05: the
// organisation has no teams of this kind.
func AddTeam(card roster.Card, members ...note.MemberID) Change {
	return func(d *Draft) error {
		if len(members) == 0 {
			return hub.Errorf(hub.E29, "a team needs somebody to keep its key: name a first member")
		}
		if err := d.card(card); err != nil {
			return err
		}
		if err := Assign(card.Team, members...)(d); err != nil {
			return err
		}
		d.after = append(d.after, func() ([]hub.Object, error) { return d.firstKey(card.Team, members) })
		return nil
	}
}

// SetCard replaces the card of the team that it names. E21: no such team.
func SetCard(card roster.Card) Change {
	return func(d *Draft) error {
		if d.posting(card.Team) < 0 {
			return hub.Errorf(hub.E21, "the organisation has no such team")
		}
		return d.card(card)
	}
}

// posting is where the line of a team stands, -1 when there is none.
func (d *Draft) posting(team note.TeamID) int {
	return slices.IndexFunc(d.Teams, func(p roster.Posting) bool { return p.Team == team })
}

func (d *Draft) card(card roster.Card) error {
	if org := d.m.dir.book.Org(d.Org); org == nil || !slices.Contains(org.Kinds, card.Kind) {
		return note.Errorf(note.E05, "the organisation has no teams of the kind %q", card.Kind)
	}
	text, err := card.Encode()
	if err != nil {
		return err
	}
	d.bring(hub.ObjectCard, text)
	line := roster.Posting{Team: card.Team, Card: note.HashOf(text)}
	if n := d.posting(card.Team); n >= 0 {
		d.Teams[n] = line
	} else {
		d.Teams = append(d.Teams, line)
	}
	return nil
}

// firstKey makes epoch 0 of a team: its key, sealed to each member by the key of
// the note that the draft names, and to the recovery where there is one.
func (d *Draft) firstKey(team note.TeamID, members []note.MemberID) ([]hub.Object, error) {
	key := identity.New()
	t := roster.Team{
		Org: d.Org, Team: team, Prev: note.ZeroHash, Time: d.Time,
		Rcpt: key.Recipient().Hash(), By: d.m.ID, Chain: note.ZeroHash,
	}
	objects := []hub.Object{recipientObject(key)}
	wrap := func(rh note.Hash, to string) (note.Hash, error) {
		r, err := d.recipient(rh)
		if err != nil {
			return "", err
		}
		file, err := sealTeamKey(r, d.Org, team, 0, to, key)
		objects = append(objects, hub.Object{Kind: hub.ObjectTeamKey, Data: file})
		return note.HashOf(file), err
	}
	for _, mid := range members {
		rec := d.m.dir.book.Member(mid)
		if rec == nil {
			return nil, hub.Errorf(hub.E21, "the organisation has no such member")
		}
		if err := d.m.ownKey(mid, rec.Rcpt); err != nil {
			return nil, err
		}
		file, err := wrap(rec.Rcpt, string(mid))
		if err != nil {
			return nil, err
		}
		t.Members = append(t.Members, roster.Wrap{Member: mid, Rcpt: rec.Rcpt, File: file})
	}
	if d.Recovery != "" {
		file, err := wrap(d.Recovery, "recovery")
		if err != nil {
			return nil, err
		}
		t.Recovery = &roster.Wrap{Rcpt: d.Recovery, File: file}
	}
	raw, err := roster.Write(t, d.m.keys.Sign.Sign)
	return append(objects, hub.Object{Kind: hub.ObjectTeam, Data: raw}), err
}

// recipient finds a key: one that comes with the draft, or in the directory.
func (d *Draft) recipient(rh note.Hash) (keys.Recipient, error) {
	for _, o := range d.objects {
		if o.Kind == hub.ObjectRecipient && note.HashOf(o.Data) == rh {
			return keys.ParseRecipient(string(o.Data))
		}
	}
	return d.m.dir.book.Recipient(rh)
}
