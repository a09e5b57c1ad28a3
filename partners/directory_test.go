package partners

import (
	"context"
	"slices"
	"testing"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/crypto/translog"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/hubtest"
)

// bending is a hub that shows another log than it has, signed by itself and its
// witness, and withholds objects.
type bending struct {
	hub.API
	of      *hubtest.Hub
	list    func([]hub.Leaf) []hub.Leaf
	objects map[note.Hash][]byte // what it gives instead; nil is nothing
	fails   error
}

// shown are the lines it shows.
func (b *bending) shown(ctx context.Context) ([]hub.Leaf, error) {
	all, err := b.API.Leaves(ctx, 0, hub.MaxRows)
	if err == nil && b.list != nil {
		all = b.list(slices.Clone(all))
	}
	return all, err
}

// Checkpoint is of the lines that it shows, as far as those can be a log.
func (b *bending) Checkpoint(ctx context.Context) ([]byte, error) {
	if b.list == nil {
		return b.API.Checkpoint(ctx)
	}
	all, err := b.shown(ctx)
	if err != nil {
		return nil, err
	}
	log := translog.NewLog()
	for _, l := range all {
		if log.Append(translog.Leaf{Kind: l.Kind, Org: l.Org, Subject: l.Subject, Version: l.Version, Hash: l.Hash}) != nil {
			return b.of.Collude(note.Checkpoint{Size: uint64(len(all)), Root: note.HashOf([]byte("no log"))}), nil
		}
	}
	return b.of.Collude(log.Head()), nil
}

func (b *bending) Leaves(ctx context.Context, from uint64, limit int) ([]hub.Leaf, error) {
	all, err := b.shown(ctx)
	if err != nil {
		return nil, err
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

// dismissNobody publishes a manifest that says the same again.
func (w *world) dismissNobody(by string) {
	w.t.Helper()
	m := w.as(by)
	next := *m.dir.book.Manifest(m.Org)
	next.Version, next.Prev, next.Time = next.Version+1, next.Note.Hash(), w.hub.Now().Unix()
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
			for _, l := range m.dir.of(police) {
				b.objects[l.Hash] = nil
			}
		},
		"its last record withheld": func(b *bending, m *Member, police note.OrgID) {
			all := m.dir.of(police)
			b.objects[all[len(all)-1].Hash] = nil
		},
		"its manifest withheld": func(b *bending, m *Member, police note.OrgID) {
			for _, l := range m.dir.of(police) {
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
			b := &bending{of: w.hub, API: m.hub, objects: map[note.Hash][]byte{}}
			bend(b, m, police)
			m.hub, m.dir.hub = b, b
			for range 2 {
				if got := w.organisations(m); !slices.Equal(got, others) && !slices.Equal(got, []string{others[0], others[1], "Politie Vechtdal", others[2]}) {
					t.Errorf("the address book holds %q", got)
				}
				w.must(m.dir.Sync(ctx))
				w.refused(m.dir.Need(ctx, police), hub.E06, hub.E01)
			}
			if b.list != nil {
				return // the hub behind has another log, which this home will never follow
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
	b := &bending{of: w.hub, API: m.hub, objects: map[note.Hash][]byte{all[len(all)-1].Hash: nil}}
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
	m.dir.hub = &bending{of: w.hub, API: m.hub, fails: hub.Errorf(hub.E27, "away")}
	w.refused(m.dir.All(t.Context()), hub.E27)
}

// of are an organisation's lines.
func (d *Directory) of(org note.OrgID) (all []translog.Leaf) {
	for _, n := range d.lines.Of(org, 0) {
		l, _ := d.lines.At(n)
		all = append(all, l)
	}
	return all
}

// TestLogChanges: a hub whose log is another one than before is not followed, though
// it and its witness sign that, by who knew it and by the next who opens the home.
func TestLogChanges(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	gemeente := w.as("fatima").Org
	w.dismiss("fatima", "sjoerd")
	m := w.as("anna")
	w.must(m.dir.All(ctx))
	honest := m.hub
	kept := func() (all [2]string) {
		for i, name := range []string{linesFile, checkpointFile} {
			b, err := m.home.read(name)
			w.must(err)
			all[i] = string(b)
		}
		return all
	}
	before := kept()
	renumber := func(all []hub.Leaf) []hub.Leaf {
		for i := range all {
			all[i].N = uint64(i)
		}
		return all
	}
	for name, list := range map[string]func([]hub.Leaf) []hub.Leaf{
		"without the newest":   func(all []hub.Leaf) []hub.Leaf { return all[:len(all)-1] },
		"with nothing":         func([]hub.Leaf) []hub.Leaf { return nil },
		"with another instead": func(all []hub.Leaf) []hub.Leaf { all[len(all)-1].Hash = all[0].Hash; return all },
		"as another kind":      func(all []hub.Leaf) []hub.Leaf { all[len(all)-1].Kind = hub.ObjectTeam; return all },
		"without one between": func(all []hub.Leaf) []hub.Leaf {
			return renumber(slices.DeleteFunc(all, func(l hub.Leaf) bool { return l.Org == gemeente && l.Kind == hub.ObjectManifest && l.Version == 1 }))
		},
		"longer, and the same before it changed": func(all []hub.Leaf) []hub.Leaf {
			all[0].Hash = all[1].Hash
			return append(all, hub.Leaf{N: uint64(len(all)), Kind: hub.ObjectOrg, Org: note.OrgID(note.NewID()), Hash: all[0].Hash})
		},
		"longer, with a version that is left out": func(all []hub.Leaf) []hub.Leaf {
			return append(all, hub.Leaf{N: uint64(len(all)), Kind: hub.ObjectManifest, Org: gemeente, Version: 4, Hash: all[0].Hash})
		},
		"longer, with a number that is left out": func(all []hub.Leaf) []hub.Leaf {
			return append(all, hub.Leaf{N: uint64(len(all)) + 1, Kind: hub.ObjectOrg, Org: note.OrgID(note.NewID()), Hash: all[0].Hash})
		},
	} {
		anew, err := newDirectory(honest, m.home)
		w.must(err)
		for _, d := range []*Directory{m.dir, anew} {
			d.hub = &bending{of: w.hub, API: honest, list: list}
			for range 2 {
				if err := d.Sync(ctx); hub.CodeOf(err) != note.E11 {
					t.Errorf("%s: %v", name, err)
				}
			}
			w.must(d.Need(ctx, gemeente))
			if man := d.book.Manifest(gemeente); man == nil || man.Version != 2 || len(man.Revoked) != 1 {
				t.Errorf("%s: what was revoked no longer is", name)
			}
			if kept() != before {
				t.Errorf("%s: the home holds another log", name)
			}
			d.hub = honest
			w.must(d.Sync(ctx))
		}
	}
}

// TestHomeLosesLines: lines that a crash cut off or a disk changed are fetched again;
// the checkpoint that was verified stays what counts.
func TestHomeLosesLines(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	m := w.as("anna")
	w.must(m.dir.All(ctx))
	whole, err := m.home.read(linesFile)
	w.must(err)
	for name, lines := range map[string][]byte{
		"cut off":            whole[:len(whole)-30],
		"gone":               nil,
		"changed":            append([]byte("team"), whole[3:]...),
		"with more behind":   append(slices.Clone(whole), whole[:40]...),
		"with a line behind": append(slices.Clone(whole), whole...),
	} {
		w.must(m.home.write(linesFile, lines))
		d, err := newDirectory(m.hub, m.home)
		w.must(err)
		d.hub = &bending{of: w.hub, API: m.hub, list: func(all []hub.Leaf) []hub.Leaf { return all[:len(all)-1] }}
		if err := d.Sync(ctx); hub.CodeOf(err) != note.E11 {
			t.Errorf("%s: a shorter log is %v", name, err)
		}
		d.hub = m.hub
		w.must(d.All(ctx))
		w.dismissNobody("fatima")
		w.must(d.Sync(ctx))
		again, err := newDirectory(nowhere{}, m.home)
		w.must(err)
		w.must(again.recall())
		if again.lines.Head() != d.lines.Head() || again.lines.Size() == 0 {
			t.Errorf("%s: the home holds %v, the log is %v", name, again.lines.Head(), d.lines.Head())
		}
		if whole, err = m.home.read(linesFile); err != nil {
			t.Fatal(err)
		}
	}
}

// nowhere is a hub that has nothing, so that the home must do.
type nowhere struct{ hub.API }

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
	b := &bending{of: w.hub, API: m.hub, objects: map[note.Hash][]byte{}}
	for _, l := range m.dir.of(gemeente) {
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
