package partners

import (
	"path/filepath"
	"slices"
	"testing"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/hub"
)

// founds begins an organisation with a team Noord that mallory is in, for which these vouch.
func (w *world) founds(t *testing.T, name string, by ...string) *Founding {
	t.Helper()
	f := NewFounding(name, "gebiedsteam")
	tid := f.Team(roster.Card{Name: "Noord", Kind: "gebiedsteam", PhoneDay: "088 000 1100", Area: []string{"8701"}})
	mallory := f.Member("mallory", true, tid)
	records, err := f.Records(w.hub.Now().Unix())
	w.must(err)
	for _, by := range by {
		_, err := w.as(by).Vouch(t.Context(), records, f.RootID())
		w.must(err)
	}
	w.homes["mallory"] = filepath.Join(t.TempDir(), "mallory")
	_, err = mallory.Settle(t.Context(), w.homes["mallory"], HomeConfig{Hub: w.hub.URL}, w.trust, w.hub.Now().Unix())
	w.must(err)
	return f
}

// withheld is somebody with a copy of a home, to whom some records are not given.
func (w *world) withheld(t *testing.T, name string, hidden ...note.Hash) *Member {
	t.Helper()
	m, err := Open(t.Context(), w.copied(t, name), Options{Now: w.hub.Now})
	w.must(err)
	objects := map[note.Hash][]byte{}
	for _, h := range hidden {
		objects[h] = nil
	}
	m.hub = &bending{of: w.hub, API: m.hub, objects: objects}
	m.dir.hub = m.hub
	return m
}

// TestNameOfWhoIsWithheld: while the hub withholds who else may have a name, it finds
// nobody but who is pinned; by an id everything goes on, and so do exchanges.
func TestNameOfWhoIsWithheld(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	f := w.founds(t, "Gemeente Veldrijk", "ruud", "joke")
	twin := string(w.as("mallory").Parties()[0].Team())
	fatima := w.as("fatima")
	book := fatima.dir.book
	man := book.Manifest(fatima.Org)
	card := man.Teams[slices.IndexFunc(man.Teams, func(p roster.Posting) bool { return p.Team == fatima.Parties()[0].Team() })].Card
	const name = "Gemeente Veldrijk / Noord"
	_, err := w.withheld(t, "anna").Find(ctx, name)
	w.refused(err, hub.E30)
	for what, hidden := range map[string]note.Hash{
		"the organisation": book.Org(fatima.Org).Hash(), "its manifest": man.Hash(), "the card of its team": card,
	} {
		m := w.withheld(t, "anna", hidden)
		_, err := m.Find(ctx, name)
		if hub.CodeOf(err) != hub.E06 {
			t.Errorf("without %s the name finds: %v, want E06", what, err)
		}
		_, err = m.Send(ctx, Letter{Flow: "message", To: name, Document: w.example("message")})
		w.refused(err, hub.E06)
		got, err := m.Find(ctx, " "+twin+" ")
		w.must(err)
		if string(got.ID) != twin || got.Org != f.Org || !got.Unsure {
			t.Errorf("without %s the id finds %+v", what, got)
		}
		got, err = m.Find(ctx, "Politie Vechtdal / Infodesk") // who is pinned
		if err != nil || got.Unsure {
			t.Errorf("without %s a founder is found: %+v, %v", what, got, err)
		}
		xid, err := m.Send(ctx, Letter{Flow: "message", To: twin, Document: w.example("message")})
		w.must(err)
		w.must(w.as("mallory").Reply(ctx, xid, "", text("Hallo."), nil))
		w.must(m.Reply(ctx, xid, "", text("Dag."), nil))
	}
	own, err := w.withheld(t, "mallory", book.Org(fatima.Org).Hash()).Find(ctx, name)
	if err != nil || string(own.ID) != twin || own.Unsure {
		t.Errorf("the own team: %+v, %v", own, err)
	}
}

// TestNameOfWhoNeverCounts: an organisation for which nobody vouched hides nobody's name,
// nor does one with a card that does not count.
func TestNameOfWhoNeverCounts(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	w.founds(t, "Gemeente Waal", "ruud", "joke")
	alone := w.founding(t, "Gemeente Niemand")
	w.hub.Seed(t, alone[:1])
	m := w.withheld(t, "anna", note.HashOf(alone[0].Data))
	got, err := m.Find(ctx, "Gemeente Waal / Noord")
	if err != nil || got.Unsure {
		t.Errorf("beside one that nobody knows: %+v, %v", got, err)
	}
	one := NewFounding("Gemeente Een", "gebiedsteam")
	one.Member("iris", true)
	records, err := one.Records(w.hub.Now().Unix())
	w.must(err)
	_, err = w.as("ruud").Vouch(ctx, records, one.RootID())
	w.must(err)
	_, err = w.withheld(t, "anna", note.HashOf(records[0].Data)).Find(ctx, "Gemeente Waal / Noord")
	w.refused(err, hub.E06)

	// A team of which the card is another's has no name, and takes none.
	fatima := w.as("fatima")
	w.manifestOf(fatima, func(man *roster.Manifest) {
		man.Teams = slices.Clone(man.Teams)
		man.Teams[0].Card = man.Teams[1].Card
	})
	_, err = w.withheld(t, "anna").Find(ctx, "Gemeente Waal / Noord")
	w.must(err)
}

// founding is the first records of an organisation.
func (w *world) founding(t *testing.T, name string) []hub.Object {
	t.Helper()
	f := NewFounding(name, "gebiedsteam")
	f.Member("iris", true)
	records, err := f.Records(w.hub.Now().Unix())
	w.must(err)
	return records
}

// TestDoorBesideWhoIsWithheld: whose name nobody knows may be called as the organisation at
// the door, or as the one that is vouched for.
func TestDoorBesideWhoIsWithheld(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	real := w.as("fatima").dir.book.Org(w.as("fatima").Org).Hash()
	f := NewFounding("Gemeente Veldrijk", "gebiedsteam")
	mallory := f.Member("mallory", true)
	records, err := f.Records(w.hub.Now().Unix())
	w.must(err)
	for _, by := range []string{"anna", "joke"} {
		v, err := w.withheld(t, by, real).Vouch(ctx, records, f.RootID())
		if err != nil || !v.Withheld || len(v.Alike) > 0 {
			t.Errorf("%s hears %+v, %v", by, v, err)
		}
		v, err = w.withheld(t, by, note.HashOf(records[0].Data)).Vouch(ctx, records, f.RootID())
		if hub.CodeOf(err) != hub.E06 {
			t.Errorf("%s vouches for who is withheld: %+v, %v", by, v, err)
		}
		v, err = w.withheld(t, by).Vouch(ctx, records, f.RootID())
		if err != nil || v.Withheld || len(v.Alike) != 1 {
			t.Errorf("%s hears of an honest hub %+v, %v", by, v, err)
		}
	}
	w.homes["mallory"] = filepath.Join(t.TempDir(), "mallory")
	_, err = mallory.Settle(ctx, w.homes["mallory"], HomeConfig{Hub: w.hub.URL}, w.trust, w.hub.Now().Unix())
	w.must(err)
	police := w.as("ruud").dir.book.Org(w.as("ruud").Org).Hash()
	for _, c := range []struct {
		by              string
		hidden          note.Hash
		alike, withheld bool
	}{
		{"mallory", "", true, false}, {"mallory", real, false, true}, {"mallory", police, true, true}, {"ruud", real, false, false},
	} {
		v := w.invite(c.by)
		j, _, err := w.join("Bo Kramer", v)
		w.must(err)
		_, err = w.as(c.by).Admit(ctx, v.Locator, w.answer(c.by, v))
		w.must(err)
		j.hub = &bending{of: w.hub, API: j.hub, objects: map[note.Hash][]byte{c.hidden: nil}}
		door, err := j.Look(ctx)
		w.must(err)
		if door.Alike != c.alike || door.Withheld != c.withheld {
			t.Errorf("%s invites, %q is withheld: %+v", c.by, c.hidden, door)
		}
	}
}
