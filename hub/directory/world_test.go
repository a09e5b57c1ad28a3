package directory_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/directory"
	"github.com/sluis-hub/sluis/hub/store"
	"github.com/sluis-hub/sluis/hub/store/storetest"
)

func hash(name string) note.Hash { return note.HashOf([]byte("test " + name)) }
func id(name string) note.ID     { return note.ID(hash(name)[:32]) }

func signer(name string) *identity.Signer {
	s, err := identity.SignerFromSeed(hash("key " + name).Bytes())
	if err != nil {
		panic(err)
	}
	return s
}

// recipients are costly to make, so each name has one.
var recipients = map[string]keys.Recipient{}

func recipient(name string) keys.Recipient {
	if recipients[name] == "" {
		i, err := identity.FromSeed(hash("identity " + name).Bytes())
		if err != nil {
			panic(err)
		}
		recipients[name] = i.Recipient()
	}
	return recipients[name]
}

// org is an organisation under way: its newest records.
type org struct {
	id   note.OrgID
	root string
	man  roster.Manifest
	team roster.Team
}

// person is a member of an org, whose keys follow from the name.
type person struct {
	name string
	id   note.MemberID
	org  *org
}

type world struct {
	*testing.T
	*directory.Directory
	store    *store.Store
	founders map[note.OrgID]note.KeyID
	time     time.Time

	vt, gt           *org
	anna, bram, dirk *person
}

func newWorld(t *testing.T) *world {
	t.Helper()
	s := storetest.Open(t)
	w := &world{T: t, store: s, time: time.Unix(1_795_000_000, 0), founders: map[note.OrgID]note.KeyID{}}
	for _, name := range []string{"vt", "gt"} {
		w.founders[note.OrgID(id(name))] = signer("root " + name).Public().ID()
	}
	w.restart()
	w.vt, w.gt = w.newOrg("vt"), w.newOrg("gt")
	w.anna, w.bram, w.dirk = &person{"anna", note.MemberID(id("anna")), w.vt}, &person{"bram", note.MemberID(id("bram")), w.vt}, &person{"dirk", note.MemberID(id("dirk")), w.gt}
	w.must(w.Seed(t.Context(), w.first(w.vt, w.anna, w.bram)))
	w.must(w.Seed(t.Context(), w.first(w.gt, w.dirk)))
	return w
}

// restart reads the directory anew from the store.
func (w *world) restart() {
	w.Helper()
	d, err := directory.New(w.Context(), w.store, w.founders, func() time.Time { return w.time })
	w.must(err)
	w.Directory = d
}

func (w *world) newOrg(name string) *org {
	return &org{id: note.OrgID(id(name)), root: "root " + name}
}

func (w *world) write(d roster.Draft, by ...string) []byte {
	w.Helper()
	var signers []roster.Signer
	for _, name := range by {
		signers = append(signers, signer(name).Sign)
	}
	raw, err := roster.Write(d, signers...)
	w.must(err)
	return raw
}

func object(kind string, data []byte) hub.Object { return hub.Object{Kind: kind, Data: data} }

func (w *world) orgNote(o *org) hub.Object {
	return object(hub.ObjectOrg, w.write(roster.Org{Org: o.id, Root: signer(o.root).Public(), Name: "Organisatie", Kinds: []string{"gebiedsteam"}, Time: w.time.Unix()}, o.root))
}

func (w *world) memberNote(p *person) (hub.Object, hub.Object) {
	m := roster.Member{Org: p.org.id, Member: p.id, Sign: signer("sign " + p.name).Public(), Login: signer("login " + p.name).Public(),
		Rcpt: recipient(p.name).Hash(), Name: hash("name"), Prev: note.ZeroHash, Time: w.time.Unix()}
	return object(hub.ObjectRecipient, []byte(recipient(p.name))), object(hub.ObjectMember, w.write(m, "sign "+p.name))
}

func card(t note.TeamID) []byte {
	return []byte(`{"form":"card","version":1,"team":"` + string(t) + `","name":"Team","kind":"gebiedsteam","phoneDay":null,"phoneAcute":null,` +
		`"hours":[],"closedUntil":null,"area":[],"deputy":null,"duty":null,"lead":null}`)
}

// manifest is the next one of o, after change; the first one is the root's.
func (w *world) manifest(o *org, by string, change func(*roster.Manifest)) hub.Object {
	w.Helper()
	m := o.man
	m.Members, m.Assigns = slices.Clone(m.Members), slices.Clone(m.Assigns)
	m.Org, m.Version, m.Time, m.Root = o.id, m.Version+1, w.time.Unix(), signer(o.root).Public()
	if m.Version == 1 {
		m.Prev = note.ZeroHash
	}
	change(&m)
	raw := w.write(m, by)
	m.Prev = note.HashOf(raw)
	o.man = m
	return object(hub.ObjectManifest, raw)
}

func file(t note.TeamID, epoch uint64, to string) []byte {
	return []byte("sealed key of " + string(t) + string(rune('0'+epoch)) + " to " + to)
}

// epoch is the next key of o's team, for members; it needs their recipients.
func (w *world) epoch(o *org, by *person, members ...*person) []hub.Object {
	w.Helper()
	t := o.team
	name := "team " + o.root + string(rune('0'+t.Epoch))
	t.Org, t.Team, t.Time, t.By, t.Rcpt, t.Chain = o.id, note.TeamID(id("team "+o.root)), w.time.Unix(), by.id, recipient(name).Hash(), note.ZeroHash
	if t.Epoch == 0 {
		t.Prev = note.ZeroHash
	}
	t.Members = nil
	objects := []hub.Object{object(hub.ObjectRecipient, []byte(recipient(name)))}
	seal := func(to string) note.Hash {
		f := file(t.Team, t.Epoch, to)
		objects = append(objects, object(hub.ObjectTeamKey, f))
		return note.HashOf(f)
	}
	for _, p := range members {
		t.Members = append(t.Members, roster.Wrap{Member: p.id, Rcpt: recipient(p.name).Hash(), File: seal(p.name)})
	}
	if o.man.Recovery != "" {
		t.Recovery = &roster.Wrap{Rcpt: o.man.Recovery, File: seal("recovery")}
	}
	raw := w.write(t, "sign "+by.name)
	t.Prev, t.Epoch = note.HashOf(raw), t.Epoch+1
	o.team = t
	return append(objects, object(hub.ObjectTeam, raw))
}

// first is everything that a new organisation begins with; the first person is
// its admin, all are in its one team.
func (w *world) first(o *org, people ...*person) []hub.Object {
	w.Helper()
	objects := []hub.Object{w.orgNote(o)}
	team := note.TeamID(id("team " + o.root))
	m := w.manifest(o, o.root, func(m *roster.Manifest) {
		m.Recovery = recipient("recovery").Hash()
		m.Admins = []note.MemberID{people[0].id}
		m.Teams = []roster.Posting{{Team: team, Card: note.HashOf(card(team))}}
		for _, p := range people {
			r, n := w.memberNote(p)
			objects = append(objects, r, n)
			m.Members = append(m.Members, roster.Membership{Member: p.id, Record: note.HashOf(n.Data)})
			m.Assigns = append(m.Assigns, roster.Assign{Team: team, Member: p.id})
		}
		slices.SortFunc(m.Members, func(a, b roster.Membership) int {
			if a.Member < b.Member {
				return -1
			}
			return 1
		})
	})
	objects = append(objects, object(hub.ObjectCard, card(team)), object(hub.ObjectRecipient, []byte(recipient("recovery"))), m)
	return append(objects, w.epoch(o, people[0], people...)...)
}

func (w *world) mailbox(o *org, name string, life time.Duration) (note.MemberID, []hub.Object) {
	login, author := signer("login "+name).Public(), signer("author "+name).Public()
	m := roster.Mailbox{XID: note.XID(hash("exchange of " + name)), Org: o.id, Record: w.Book().Org(o.id).Hash(), Rcpt: recipient(name).Hash(),
		Author: author, Login: login, Time: w.time.Unix(), Expires: w.time.Add(life).Unix()}
	m.RID = keys.RID(login, author, m.Rcpt)
	return m.RID, []hub.Object{object(hub.ObjectRecipient, []byte(recipient(name))), object(hub.ObjectMailbox, w.write(m, "author "+name))}
}

func (w *world) as(p *person) context.Context {
	return hub.WithCaller(w.Context(), hub.Caller{Account: p.id, Org: p.org.id, Scope: hub.ScopeMember})
}

func (w *world) asMailbox(rid note.MemberID) context.Context {
	return hub.WithCaller(w.Context(), hub.Caller{Account: rid, Scope: hub.ScopeMailbox})
}

func (w *world) code(what string, err error, want hub.Code) {
	w.Helper()
	if hub.CodeOf(err) != want {
		w.Errorf("%s: %v, want %s", what, err, want)
	}
}

func (w *world) same(what string, got, want any) {
	w.Helper()
	if d := cmp.Diff(want, got); d != "" {
		w.Errorf("%s (-want +got):\n%s", what, d)
	}
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// kinds are those of all leaves that the caller sees.
func (w *world) kinds(ctx context.Context) (all []string) {
	w.Helper()
	leaves, err := w.Leaves(ctx, 0, 0)
	w.must(err)
	for _, l := range leaves {
		all = append(all, l.Kind)
	}
	return all
}
