package hubtest

import (
	"slices"
	"testing"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/hub"
)

// Org is an organisation with all its keys, known to the hub on the operator's
// word.
type Org struct {
	ID     note.OrgID
	Root   *identity.Signer
	Record note.Hash // of its first note
	People []*Person
	Teams  []*Team

	manifest roster.Manifest
	head     note.Hash // of the newest manifest
}

// Team is a team and the key of its first epoch.
type Team struct {
	ID  note.TeamID
	Key *identity.Identity
}

// Party is the team as a party.
func (t *Team) Party() note.Party { return note.TeamParty(t.ID) }

// Person is a member with its keys. The first of an organisation is its admin.
type Person struct {
	Name        string
	ID          note.MemberID
	Org         note.OrgID
	Identity    *identity.Identity
	Sign, Login *identity.Signer
}

// Keyring is the person's keyring, sealed to two ways in.
func (p *Person) Keyring(version uint64, prev note.Hash, now int64, by ...*identity.Method) (hub.Keyring, error) {
	k := identity.Keyring{
		Org: p.Org, Member: p.ID, Version: version, Prev: prev, Identity: p.Identity, Sign: p.Sign, Login: p.Login,
	}
	for _, m := range by {
		k.Unlocks = append(k.Unlocks, m.Unlock())
	}
	head, file, err := k.Seal(now)
	return hub.Keyring{Head: head, File: file}, err
}

// Found makes an organisation and lets it into the hub: one team for each list
// of names, whose people are its members; a name in several lists is one person.
func (h *Hub) Found(t testing.TB, name string, teams ...[]string) *Org {
	t.Helper()
	o, records := Found(t, h.Now().Unix(), name, teams...)
	h.Seed(t, records)
	return o
}

// Found makes an organisation, and gives the records that let it into a hub.
func Found(t testing.TB, now int64, name string, teams ...[]string) (*Org, []hub.Object) {
	t.Helper()
	o := &Org{ID: note.OrgID(note.NewID()), Root: identity.NewSigner()}
	record := write(t, roster.Org{Org: o.ID, Root: o.Root.Public(), Name: name, Kinds: []string{"gebiedsteam"}, Time: now}, o.Root)
	o.Record = note.HashOf(record)
	objects := []hub.Object{{Kind: hub.ObjectOrg, Data: record}}
	o.manifest = roster.Manifest{Org: o.ID, Version: 1, Prev: note.ZeroHash, Time: now, Root: o.Root.Public()}
	var notes []hub.Object
	for _, names := range teams {
		team := &Team{ID: note.TeamID(note.NewID()), Key: identity.New()}
		o.Teams = append(o.Teams, team)
		card := roster.Card{Team: team.ID, Name: name + " team", Kind: "gebiedsteam"}
		text, err := card.Encode()
		if err != nil {
			t.Fatal(err)
		}
		objects = append(objects, hub.Object{Kind: hub.ObjectCard, Data: text})
		o.manifest.Teams = append(o.manifest.Teams, roster.Posting{Team: team.ID, Card: note.HashOf(text)})
		first := roster.Team{
			Org: o.ID, Team: team.ID, Prev: note.ZeroHash, Time: now, Rcpt: team.Key.Recipient().Hash(), Chain: note.ZeroHash,
		}
		for _, who := range names {
			p, made := o.person(t, who, now)
			objects = append(objects, made...)
			o.manifest.Assigns = append(o.manifest.Assigns, roster.Assign{Team: team.ID, Member: p.ID})
			file := []byte("sealed team key " + string(team.ID) + string(p.ID))
			notes = append(notes, hub.Object{Kind: hub.ObjectTeamKey, Data: file})
			first.Members = append(first.Members, roster.Wrap{Member: p.ID, Rcpt: p.Identity.Recipient().Hash(), File: note.HashOf(file)})
		}
		first.By = o.People[0].ID
		notes = append(notes, hub.Object{Kind: hub.ObjectRecipient, Data: []byte(team.Key.Recipient())},
			hub.Object{Kind: hub.ObjectTeam, Data: write(t, first, o.People[0].Sign)})
	}
	o.manifest.Admins = []note.MemberID{o.People[0].ID}
	manifest := write(t, o.manifest, o.Root)
	o.head = note.HashOf(manifest)
	return o, slices.Concat(objects, []hub.Object{{Kind: hub.ObjectManifest, Data: manifest}}, notes)
}

// person gives the member of that name, made now if there is none.
func (o *Org) person(t testing.TB, name string, now int64) (*Person, []hub.Object) {
	t.Helper()
	for _, p := range o.People {
		if p.Name == name {
			return p, nil
		}
	}
	p := &Person{
		Name: name, ID: note.MemberID(note.NewID()), Org: o.ID,
		Identity: identity.New(), Sign: identity.NewSigner(), Login: identity.NewSigner(),
	}
	o.People = append(o.People, p)
	raw := write(t, roster.Member{
		Org: o.ID, Member: p.ID, Sign: p.Sign.Public(), Login: p.Login.Public(), Rcpt: p.Identity.Recipient().Hash(),
		Name: roster.NameHash([32]byte{1}, name), Prev: note.ZeroHash, Time: now,
	}, p.Sign)
	o.manifest.Members = append(o.manifest.Members, roster.Membership{Member: p.ID, Record: note.HashOf(raw)})
	return p, []hub.Object{{Kind: hub.ObjectRecipient, Data: []byte(p.Identity.Recipient())}, {Kind: hub.ObjectMember, Data: raw}}
}

// Without gives the next manifest, in which a person is no member any more; the
// admin publishes it.
func (o *Org) Without(t testing.TB, p *Person, now int64) hub.Object {
	t.Helper()
	o.manifest.Version, o.manifest.Prev, o.manifest.Time = o.manifest.Version+1, o.head, now
	o.manifest.Members = slices.DeleteFunc(o.manifest.Members, func(m roster.Membership) bool { return m.Member == p.ID })
	o.manifest.Assigns = slices.DeleteFunc(o.manifest.Assigns, func(a roster.Assign) bool { return a.Member == p.ID })
	for _, key := range []keys.Public{p.Sign.Public(), p.Login.Public()} {
		o.manifest.Revoked = append(o.manifest.Revoked, roster.Revocation{Key: key.ID(), Time: now, Reason: "left"})
	}
	raw := write(t, o.manifest, o.People[0].Sign)
	o.head = note.HashOf(raw)
	return hub.Object{Kind: hub.ObjectManifest, Data: raw}
}

func write(t testing.TB, d roster.Draft, by *identity.Signer) []byte {
	t.Helper()
	raw, err := roster.Write(d, by.Sign)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}
