package partners

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"strconv"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/crypto/seal"
	"github.com/sluis-hub/sluis/crypto/words"
	"github.com/sluis-hub/sluis/hub"
)

// A Founding makes a new organisation with its first teams and people: every
// key and every record, in the order a directory takes them. The root key stays
// in it and is the caller's to keep offline.
type Founding struct {
	Org    note.OrgID
	Root   *identity.Signer
	name   string
	kinds  []string
	teams  []*firstTeam
	people []*Newcomer
	record []byte // the organisation note, once made
}

type firstTeam struct {
	card    roster.Card
	members []*Newcomer
}

// A Newcomer is a member whose keys were just made, before there is a home.
type Newcomer struct {
	Name     string
	Member   note.MemberID
	Org      note.OrgID
	Admin    bool
	root     note.KeyID // of the organisation, "" while it is not known
	salt     [32]byte
	identity *identity.Identity
	sign     *identity.Signer
	login    *identity.Signer
}

// NewFounding begins an organisation whose teams are of these kinds.
func NewFounding(name string, kinds ...string) *Founding {
	return &Founding{Org: note.OrgID(note.NewID()), Root: identity.NewSigner(), name: name, kinds: kinds}
}

// Team adds a team; the card gets its id.
func (f *Founding) Team(card roster.Card) note.TeamID {
	card.Team = note.TeamID(note.NewID())
	f.teams = append(f.teams, &firstTeam{card: card})
	return card.Team
}

// Member adds a person to teams. The first admin signs for the organisation.
func (f *Founding) Member(name string, admin bool, teams ...note.TeamID) *Newcomer {
	n := newNewcomer(f.Org, name)
	n.Admin, n.root = admin, f.RootID()
	f.people = append(f.people, n)
	for _, t := range f.teams {
		for _, id := range teams {
			if t.card.Team == id {
				t.members = append(t.members, n)
			}
		}
	}
	return n
}

// newNewcomer makes somebody's keys.
func newNewcomer(org note.OrgID, name string) *Newcomer {
	n := &Newcomer{
		Name: name, Member: note.MemberID(note.NewID()), Org: org,
		identity: identity.New(), sign: identity.NewSigner(), login: identity.NewSigner(),
	}
	rand.Read(n.salt[:])
	return n
}

// record is the newcomer's first member note.
func (n *Newcomer) record(now int64) ([]byte, error) {
	return roster.Write(roster.Member{
		Org: n.Org, Member: n.Member, Sign: n.sign.Public(), Login: n.login.Public(),
		Rcpt: n.identity.Recipient().Hash(), Name: roster.NameHash(n.salt, n.Name), Prev: note.ZeroHash, Time: now,
	}, n.sign.Sign)
}

// RootID is the fingerprint that others compare or pin.
func (f *Founding) RootID() note.KeyID { return f.Root.Public().ID() }

// Record is the organisation's own note, which others vouch for.
func (f *Founding) Record(now int64) ([]byte, error) {
	if f.record == nil {
		b, err := roster.Write(roster.Org{Org: f.Org, Root: f.Root.Public(), Name: f.name, Kinds: f.kinds, Time: now}, f.Root.Sign)
		if err != nil {
			return nil, err
		}
		f.record = b
	}
	return f.record, nil
}

// Vouch gives this organisation's word, by its first admin, for another's record.
func (f *Founding) Vouch(other *Founding, now int64) (hub.Object, error) {
	record, err := other.Record(now)
	if err != nil {
		return hub.Object{}, err
	}
	admin, err := f.admin()
	if err != nil {
		return hub.Object{}, err
	}
	b, err := roster.Write(roster.Vouch{Org: other.Org, Record: note.HashOf(record), By: f.Org, Time: now}, admin.sign.Sign)
	return hub.Object{Kind: hub.ObjectVouch, Data: b}, err
}

func (f *Founding) admin() (*Newcomer, error) {
	for _, n := range f.people {
		if n.Admin {
			return n, nil
		}
	}
	return nil, hub.Errorf(hub.E05, "an organisation needs an admin")
}

// Records makes everything that a directory must hold; vouches are those of others.
func (f *Founding) Records(now int64, vouches ...hub.Object) ([]hub.Object, error) {
	record, err := f.Record(now)
	if err != nil {
		return nil, err
	}
	admin, err := f.admin()
	if err != nil {
		return nil, err
	}
	m := roster.Manifest{Org: f.Org, Version: 1, Prev: note.ZeroHash, Time: now, Root: f.Root.Public()}
	objects := append([]hub.Object{{Kind: hub.ObjectOrg, Data: record}}, vouches...)
	for _, n := range f.people {
		b, err := n.record(now)
		if err != nil {
			return nil, err
		}
		objects = append(objects, recipientObject(n.identity), hub.Object{Kind: hub.ObjectMember, Data: b})
		m.Members = append(m.Members, roster.Membership{Member: n.Member, Record: note.HashOf(b)})
		if n.Admin {
			m.Admins = append(m.Admins, n.Member)
		}
	}
	for _, t := range f.teams {
		b, err := t.card.Encode()
		if err != nil {
			return nil, err
		}
		objects = append(objects, hub.Object{Kind: hub.ObjectCard, Data: b})
		m.Teams = append(m.Teams, roster.Posting{Team: t.card.Team, Card: note.HashOf(b)})
		for _, n := range t.members {
			m.Assigns = append(m.Assigns, roster.Assign{Team: t.card.Team, Member: n.Member})
		}
	}
	b, err := roster.Write(m, f.Root.Sign)
	if err != nil {
		return nil, err
	}
	objects = append(objects, hub.Object{Kind: hub.ObjectManifest, Data: b})
	for _, t := range f.teams {
		more, err := f.firstEpoch(t, admin, now)
		if err != nil {
			return nil, err
		}
		objects = append(objects, more...)
	}
	return objects, nil
}

// firstEpoch makes a team's first key and seals it to each of its members.
func (f *Founding) firstEpoch(t *firstTeam, admin *Newcomer, now int64) ([]hub.Object, error) {
	key := identity.New()
	objects := []hub.Object{recipientObject(key)}
	team := roster.Team{
		Org: f.Org, Team: t.card.Team, Epoch: 0, Prev: note.ZeroHash, Time: now,
		Rcpt: key.Recipient().Hash(), By: admin.Member, Chain: note.ZeroHash,
	}
	for _, n := range t.members {
		file, err := sealTeamKey(n.identity.Recipient(), f.Org, t.card.Team, 0, string(n.Member), key)
		if err != nil {
			return nil, err
		}
		objects = append(objects, hub.Object{Kind: hub.ObjectTeamKey, Data: file})
		team.Members = append(team.Members, roster.Wrap{Member: n.Member, Rcpt: n.identity.Recipient().Hash(), File: note.HashOf(file)})
	}
	b, err := roster.Write(team, admin.sign.Sign)
	if err != nil {
		return nil, err
	}
	return append(objects, hub.Object{Kind: hub.ObjectTeam, Data: b}), nil
}

func sealTeamKey(to keys.Recipient, org note.OrgID, tid note.TeamID, epoch uint64, whom string, key *identity.Identity) ([]byte, error) {
	return seal.SealSecret(to, seal.TeamKeyForm, []note.Line{
		note.L("org", string(org)), note.L("tid", string(tid)), note.L("epoch", strconv.FormatUint(epoch, 10)),
		note.L("to", whom), note.L("identity", key.String()),
	})
}

func recipientObject(id *identity.Identity) hub.Object {
	return hub.Object{Kind: hub.ObjectRecipient, Data: []byte(id.Recipient())}
}

// Settle makes the newcomer's home, with two ways in: this device and eight
// words, which it returns. The keyring is published at the first login.
func (n *Newcomer) Settle(ctx context.Context, dir string, c HomeConfig, t Trust, now int64) (phrase []string, err error) {
	c.Org, c.Member = n.Org, n.Member
	h, err := CreateHome(dir, c, t)
	if err != nil {
		return nil, err
	}
	device := identity.NewDevice(string(note.NewID()))
	phrase = words.Generate()
	paper, err := identity.FromPhrase(phrase, n.Org, n.Member)
	if err != nil {
		return nil, err
	}
	k := &identity.Keyring{
		Org: n.Org, Member: n.Member, Version: 1, Prev: note.ZeroHash,
		Identity: n.identity, Sign: n.sign, Login: n.login,
		Unlocks: []identity.Unlock{device.Unlock(), paper.Unlock()},
	}
	for org, root := range t.Founders {
		if org != n.Org || n.root == "" {
			k.Pins = append(k.Pins, identity.Pin{Org: org, Root: root})
		}
	}
	if n.root != "" {
		k.Pins = append(k.Pins, identity.Pin{Org: n.Org, Root: n.root})
	}
	head, file, err := k.Seal(now)
	if err != nil {
		return nil, err
	}
	if err := h.SetDevice(device); err != nil {
		return nil, err
	}
	if err := h.SetKeyring(hub.Keyring{Head: head, File: file}); err != nil {
		return nil, err
	}
	return phrase, h.setSelf(n.identity, self{Name: n.Name, Salt: hex.EncodeToString(n.salt[:])})
}

// People are the newcomers in the order they were added.
func (f *Founding) People() []*Newcomer { return f.people }
