//go:build linux

package main

import (
	"fmt"
	"slices"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/hub"
)

// org is an organisation with everybody's keys and the records a hub needs.
type org struct {
	id      note.OrgID
	root    *identity.Signer
	teams   []*team
	records []hub.Object
}

type team struct {
	cp     note.Checkpoint // that its entries name
	id     note.TeamID
	rcpt   note.Hash          // of its first key
	key    *identity.Identity // that key; nil for a team that is somebody else's
	people []*person
}

func (t *team) party() note.Party { return note.TeamParty(t.id) }

type person struct {
	id          note.MemberID
	org         note.OrgID
	sign, login *identity.Signer
}

// found makes an organisation of so many teams of so many people.
func found(name string, now int64, teams, each int) (*org, error) {
	o := &org{id: note.OrgID(note.NewID()), root: identity.NewSigner()}
	m := roster.Manifest{Org: o.id, Version: 1, Prev: note.ZeroHash, Time: now, Root: o.root.Public()}
	var notes []hub.Object // that the manifest must come before
	add := func(kind string, d roster.Draft, by *identity.Signer) (note.Hash, error) {
		raw, err := roster.Write(d, by.Sign)
		o.records = append(o.records, hub.Object{Kind: kind, Data: raw})
		return note.HashOf(raw), err
	}
	if _, err := add(hub.ObjectOrg, roster.Org{Org: o.id, Root: o.root.Public(), Name: name, Kinds: []string{"gebiedsteam"}, Time: now}, o.root); err != nil {
		return nil, err
	}
	for n := range teams {
		key := identity.New()
		t := &team{id: note.TeamID(note.NewID()), rcpt: key.Recipient().Hash(), key: key}
		o.teams = append(o.teams, t)
		card := roster.Card{Team: t.id, Name: fmt.Sprintf("%s %d", name, n+1), Kind: "gebiedsteam"}
		text, err := card.Encode()
		if err != nil {
			return nil, err
		}
		o.records = append(o.records, hub.Object{Kind: hub.ObjectCard, Data: text})
		m.Teams = append(m.Teams, roster.Posting{Team: t.id, Card: note.HashOf(text)})
		first := roster.Team{Org: o.id, Team: t.id, Prev: note.ZeroHash, Time: now, Rcpt: t.rcpt, Chain: note.ZeroHash}
		for range each {
			p := &person{note.MemberID(note.NewID()), o.id, identity.NewSigner(), identity.NewSigner()}
			t.people = append(t.people, p)
			own := identity.New().Recipient()
			o.records = append(o.records, hub.Object{Kind: hub.ObjectRecipient, Data: []byte(own)})
			hash, err := add(hub.ObjectMember, roster.Member{
				Org: o.id, Member: p.id, Sign: p.sign.Public(), Login: p.login.Public(), Rcpt: own.Hash(),
				Name: roster.NameHash([32]byte{1}, string(p.id)), Prev: note.ZeroHash, Time: now,
			}, p.sign)
			if err != nil {
				return nil, err
			}
			m.Members = append(m.Members, roster.Membership{Member: p.id, Record: hash})
			m.Assigns = append(m.Assigns, roster.Assign{Team: t.id, Member: p.id})
			// nobody here opens the team's key: what stands for it is as blind to a hub
			file := []byte("team key " + string(t.id) + string(p.id))
			notes = append(notes, hub.Object{Kind: hub.ObjectTeamKey, Data: file})
			first.Members = append(first.Members, roster.Wrap{Member: p.id, Rcpt: own.Hash(), File: note.HashOf(file)})
		}
		admin := o.teams[0].people[0]
		first.By = admin.id
		raw, err := roster.Write(first, admin.sign.Sign)
		if err != nil {
			return nil, err
		}
		notes = append(notes, hub.Object{Kind: hub.ObjectRecipient, Data: []byte(t.key.Recipient())}, hub.Object{Kind: hub.ObjectTeam, Data: raw})
	}
	m.Admins = []note.MemberID{o.teams[0].people[0].id}
	if _, err := add(hub.ObjectManifest, m, o.root); err != nil {
		return nil, err
	}
	o.records = slices.Concat(o.records, notes)
	return o, nil
}
