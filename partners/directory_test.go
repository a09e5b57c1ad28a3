package partners

import (
	"bytes"
	"context"
	"slices"
	"testing"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/hub"
)

// bending is a hub that shows another list than it has, and withholds objects.
type bending struct {
	hub.API
	list    func([]hub.Leaf) []hub.Leaf
	objects map[note.Hash][]byte // what it gives instead; nil is nothing
	fails   error
}

func (b *bending) Leaves(ctx context.Context, from uint64, limit int) ([]hub.Leaf, error) {
	all, err := b.API.Leaves(ctx, 0, hub.MaxRows)
	if err != nil {
		return nil, err
	}
	if b.list != nil {
		all = b.list(slices.Clone(all))
	}
	all = slices.DeleteFunc(all, func(l hub.Leaf) bool { return l.N < from })
	return all[:min(limit, len(all))], nil
}

func (b *bending) Objects(ctx context.Context, hashes []note.Hash) ([][]byte, error) {
	if b.fails != nil {
		return nil, b.fails
	}
	got, err := b.API.Objects(ctx, hashes)
	for i, h := range hashes {
		if instead, bent := b.objects[h]; bent && err == nil {
			got[i] = instead
		}
	}
	return got, err
}

// dismiss publishes a manifest in which somebody is no member any more.
func (w *world) dismiss(by, name string) {
	w.t.Helper()
	m, gone := w.as(by), w.as(name)
	old := m.dir.book.Manifest(m.Org)
	next := *old
	next.Version, next.Prev, next.Time = old.Version+1, old.Note.Hash(), w.hub.Now().Unix()
	next.Members = slices.DeleteFunc(slices.Clone(old.Members), func(l roster.Membership) bool { return l.Member == gone.ID })
	next.Assigns = slices.DeleteFunc(slices.Clone(old.Assigns), func(a roster.Assign) bool { return a.Member == gone.ID })
	next.Revoked = append(slices.Clone(old.Revoked), roster.Revocation{Key: gone.keys.Sign.Public().ID(), Time: next.Time, Reason: "left"})
	raw, err := roster.Write(next, m.keys.Sign.Sign)
	w.must(err)
	w.must(m.hub.Publish(w.t.Context(), []hub.Object{{Kind: hub.ObjectManifest, Data: raw}}))
}

func (w *world) organisations(m *Member) []string {
	w.t.Helper()
	teams, err := m.Teams(w.t.Context())
	w.must(err)
	var names []string
	for _, t := range teams {
		names = append(names, t.Organisation)
	}
	return slices.Compact(names)
}

// TestOneOrganisationFails: whatever the hub does with the records of one
// organisation, all others are found, written to and read; and when it is honest
// again that one is too.
func TestOneOrganisationFails(t *testing.T) {
	others := []string{"De Regenboog", "Gemeente Veldrijk", "Veilig Thuis Vechtdal"}
	for name, bend := range map[string]func(b *bending, m *Member, police note.OrgID){
		"withheld": func(b *bending, m *Member, police note.OrgID) {
			for _, l := range m.dir.byOrg[police] {
				b.objects[l.Hash] = nil
			}
		},
		"its last record withheld": func(b *bending, m *Member, police note.OrgID) {
			all := m.dir.byOrg[police]
			b.objects[all[len(all)-1].Hash] = nil
		},
		"its manifest withheld": func(b *bending, m *Member, police note.OrgID) {
			for _, l := range m.dir.byOrg[police] {
				if l.Kind == hub.ObjectManifest {
					b.objects[l.Hash] = nil
				}
			}
		},
		"a record that is none": func(b *bending, _ *Member, police note.OrgID) {
			junk := []byte("sluis.v1/manifest\n")
			b.objects[note.HashOf(junk)] = junk
			b.list = func(all []hub.Leaf) []hub.Leaf {
				return append(all, hub.Leaf{N: all[len(all)-1].N + 1, Kind: hub.ObjectManifest, Org: police, Hash: note.HashOf(junk), Version: 2})
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			ctx := t.Context()
			m := w.as("joke")
			police := w.as("ruud").Org
			b := &bending{API: m.hub, objects: map[note.Hash][]byte{}}
			bend(b, m, police)
			m.hub, m.dir.hub = b, b
			for range 2 {
				if got := w.organisations(m); !slices.Equal(got, others) && !slices.Equal(got, []string{others[0], others[1], "Politie Vechtdal", others[2]}) {
					t.Errorf("the address book holds %q", got)
				}
				w.must(m.dir.Sync(ctx))
				w.refused(m.dir.Need(ctx, police), hub.E06, hub.E01)
			}
			xid, err := m.Send(ctx, Letter{Flow: "message", To: "Gemeente Veldrijk / Noord", Document: w.example("message")})
			w.must(err)
			w.must(w.as("fatima").Reply(ctx, xid, "", doc(map[string]any{"form": "message.text", "text": "Gelezen."}), nil))
			v, err := m.Show(ctx, xid)
			w.must(err)
			if len(v.Entries) != 2 || v.Entries[1].State != Readable {
				t.Errorf("the exchange with another organisation: %+v", v.Entries)
			}

			m = w.as("joke") // before an honest hub
			if got := w.organisations(m); len(got) != 4 {
				t.Errorf("afterwards the address book holds %q", got)
			}
			w.must(m.dir.Need(ctx, police))
		})
	}
}

// TestOwnOrganisationFails: what a member's own organisation says is never left out.
func TestOwnOrganisationFails(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	m := w.as("linda")
	w.dismiss("fatima", "sjoerd")
	all, err := m.hub.Leaves(ctx, 0, hub.MaxRows)
	w.must(err)
	b := &bending{API: m.hub, objects: map[note.Hash][]byte{all[len(all)-1].Hash: nil}}
	m.dir.hub = b
	w.refused(m.dir.Sync(ctx), hub.E06)
	w.refused(m.dir.All(ctx), hub.E06)
	b.objects = nil
	w.must(m.dir.Sync(ctx))
	if v := m.dir.book.Manifest(m.Org).Version; v != 2 {
		t.Errorf("afterwards the manifest is version %d", v)
	}
}

// TestNobodyIsLeftOutForTheConnection: a hub that is away has not spoiled anybody's
// records.
func TestNobodyIsLeftOutForTheConnection(t *testing.T) {
	w := newWorld(t)
	m := w.as("joke")
	m.dir.hub = &bending{API: m.hub, fails: hub.Errorf(hub.E27, "away")}
	w.refused(m.dir.All(t.Context()), hub.E27)
}

// TestRestoredHub: a hub that begins its list anew takes nothing back. One that has
// all of it, under other numbers, is followed; one that lacks the newest, or has
// another in its place, is not, by who knew it and by the next who opens the home.
func TestRestoredHub(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	gemeente := w.as("fatima").Org
	w.dismiss("fatima", "sjoerd")
	m := w.as("anna")
	w.must(m.dir.All(ctx))
	kept, err := m.home.read("directory/leaves.json")
	w.must(err)
	honest := m.hub
	renumber := func(all []hub.Leaf) []hub.Leaf {
		for i := range all {
			all[i].N += 100
		}
		return all
	}
	for name, list := range map[string]func([]hub.Leaf) []hub.Leaf{
		"without the newest":   func(all []hub.Leaf) []hub.Leaf { return all[:len(all)-1] },
		"and under new names":  func(all []hub.Leaf) []hub.Leaf { return renumber(all[:len(all)-1]) },
		"with nothing":         func([]hub.Leaf) []hub.Leaf { return nil },
		"with another instead": func(all []hub.Leaf) []hub.Leaf { all[len(all)-1].Hash = all[0].Hash; return all },
		"as another kind":      func(all []hub.Leaf) []hub.Leaf { all[len(all)-1].Kind = hub.ObjectTeam; return all },
		"without one between": func(all []hub.Leaf) []hub.Leaf {
			return renumber(slices.DeleteFunc(all, func(l hub.Leaf) bool { return l.Org == gemeente && l.Kind == hub.ObjectManifest && l.Version == 1 }))
		},
	} {
		for _, d := range []*Directory{m.dir, newDirectory(honest, m.home)} {
			d.hub = &bending{API: honest, list: list}
			for range 2 {
				w.refused(d.Sync(ctx), note.E11)
			}
			w.must(d.Need(ctx, gemeente))
			if man := d.book.Manifest(gemeente); man == nil || man.Version != 2 || len(man.Revoked) != 1 {
				t.Errorf("%s: what was revoked no longer is", name)
			}
			if now, err := m.home.read("directory/leaves.json"); err != nil || !bytes.Equal(now, kept) {
				t.Errorf("%s: the kept list is another one (%v)", name, err)
			}
		}
	}
	for _, d := range []*Directory{m.dir, newDirectory(honest, m.home)} {
		d.hub = &bending{API: honest, list: renumber}
		w.must(d.Sync(ctx))
		w.must(d.Need(ctx, gemeente))
		if man := d.book.Manifest(gemeente); man.Version != 2 || d.leaves[0].N != 100 {
			t.Errorf("a hub that has all is not followed: manifest %d, first number %d", man.Version, d.leaves[0].N)
		}
	}
	if m.dir.book.Manifest(m.Org) == nil {
		t.Error("who was in use is no longer there")
	}
	if now, err := m.home.read("directory/leaves.json"); err != nil || bytes.Equal(now, kept) {
		t.Errorf("the new list was not kept (%v)", err)
	}
}

// TestVouchOfWhoIsNotWhole: who vouches while the hub withholds what it signed
// before does not vouch; nobody knows whether that key was still its own.
func TestVouchOfWhoIsNotWhole(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	f := NewFounding("Basisschool De Linde", "school")
	f.Member("sanne", true, f.Team(roster.Card{Name: "Zorgteam", Kind: "school", PhoneDay: "088 000 1100", Area: []string{"8701"}}))
	records, err := f.Records(w.hub.Now().Unix())
	w.must(err)
	w.hub.Seed(t, records[:1])
	for _, by := range []string{"anna", "fatima"} {
		m := w.as(by)
		v := roster.Vouch{Org: f.Org, Record: note.HashOf(records[0].Data), By: m.Org, Time: w.hub.Now().Unix()}
		raw, err := roster.Write(v, m.keys.Sign.Sign)
		w.must(err)
		w.must(m.hub.Publish(ctx, []hub.Object{{Kind: hub.ObjectVouch, Data: raw}}))
	}
	w.hub.Seed(t, records)
	m, gemeente := w.as("joke"), w.as("fatima").Org
	b := &bending{API: m.hub, objects: map[note.Hash][]byte{}}
	for _, l := range m.dir.byOrg[gemeente] {
		if l.Kind == hub.ObjectTeam {
			b.objects[l.Hash] = nil
		}
	}
	m.dir.hub = b
	w.refused(m.dir.Need(ctx, f.Org), hub.E06)
	if m.dir.book.Manifest(gemeente) == nil || m.dir.book.Manifest(f.Org) != nil {
		t.Error("it was let in by who is not whole")
	}
	b.objects = nil
	w.must(m.dir.Need(ctx, f.Org))
	if m.dir.book.Manifest(f.Org) == nil {
		t.Error("afterwards it is not let in")
	}
}
