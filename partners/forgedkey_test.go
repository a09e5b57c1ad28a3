package partners

import (
	"slices"
	"testing"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/hub"
)

// codes are those of the entries that somebody cannot read.
func (w *world) codes(m *Member, xid note.XID) (list []note.Code) {
	w.t.Helper()
	v, err := m.Show(w.t.Context(), xid)
	w.must(err)
	for _, e := range v.Entries {
		list = append(list, e.Code)
	}
	return list
}

// TestWithheldTeamKey: a hub that withholds or changes a sealed team key keeps one
// member from what that key opens, with the code, and from nothing else.
func TestWithheldTeamKey(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	intake := w.teamOf("anna")
	before := w.send("anna", "message", "Politie Vechtdal / Infodesk")
	w.hire("anna", "nora", intake)
	w.must(w.as("bas").LetIn(ctx, "", true, w.said("nora")...))
	after := w.send("anna", "message", "Politie Vechtdal / Infodesk")
	nora := w.as("nora")
	newest := nora.dir.book.Team(intake)
	own := ownWrap(newest, nora)
	others, err := w.as("bas").hub.Objects(ctx, []note.Hash{ownWrap(newest, w.as("bas"))})
	w.must(err)
	for name, c := range map[string]struct {
		bent    note.Hash
		instead []byte
		old     bool // of before the newest key is kept from her, not of after
	}{
		"her own is withheld":         {bent: own},
		"her own is another":          {bent: own, instead: []byte("age-encryption.org/v1\n")},
		"hers is that of a colleague": {bent: own, instead: others[0]},
		"what hands on is withheld":   {bent: newest.Chain, old: true},
		"what hands on is another":    {bent: newest.Chain, instead: []byte("x"), old: true},
	} {
		nora := w.as("nora")
		for _, f := range []note.Hash{own, newest.Chain} {
			w.must(nora.home.remove("directory/" + string(f)))
		}
		b := &bending{of: w.hub, API: nora.hub, objects: map[note.Hash][]byte{c.bent: c.instead}}
		nora.hub = b
		want := []note.Code{note.E08}
		if c.old {
			want = []note.Code{""}
		}
		if got := w.codes(nora, after)[:1]; !slices.Equal(got, want) {
			t.Errorf("%s: of after the key: %v", name, got)
		}
		if got := w.codes(nora, before); !slices.Equal(got, []note.Code{note.E08}) {
			t.Errorf("%s: of before it: %v", name, got)
		}
		if c.old { // and she goes on with the others
			w.must(nora.Reply(ctx, after, "", text("Wel te lezen."), nil))
		} else {
			w.refused(nora.Reply(ctx, after, "", text("Niet te lezen."), nil), hub.E29)
		}
		nora.hub = b.API
		for _, xid := range []note.XID{before, after} {
			if got := w.codes(nora, xid); slices.ContainsFunc(got, func(c note.Code) bool { return c != "" }) {
				t.Errorf("%s: once the hub is honest: %v", name, got)
			}
		}
	}
}

func ownWrap(t *roster.Team, m *Member) note.Hash {
	return t.Members[slices.IndexFunc(t.Members, func(l roster.Wrap) bool { return l.Member == m.ID })].File
}

// epochOf publishes, by a member, a next epoch in which what is sealed is bent: the
// signed note is in order and nobody but who opens it can know.
func (w *world) epochOf(by *Member, tid note.TeamID, bend func(d *epochDraft, wrap *roster.Wrap, as func(to, key *identity.Identity, epoch uint64, whom string))) {
	w.t.Helper()
	ctx := w.t.Context()
	c, _ := changeOf(by.dir.book, tid)
	d := &epochDraft{of: by.dir.book.Team(tid), key: identity.New()}
	old, err := by.teamKeys.forRecipient(ctx, note.TeamParty(tid), d.of.Rcpt)
	w.must(err)
	d.old = old
	objects, err := by.sealEpoch(ctx, d, by.decided(slices.Concat(c.stay, c.join)), false)
	w.must(err)
	for i := range d.note.Members {
		wrap := &d.note.Members[i]
		bend(d, wrap, func(to, key *identity.Identity, epoch uint64, whom string) {
			file, err := sealTeamKey(to.Recipient(), d.note.Org, tid, epoch, whom, key)
			w.must(err)
			objects = slices.DeleteFunc(objects, func(o hub.Object) bool { return note.HashOf(o.Data) == wrap.File })
			objects = append(objects, hub.Object{Kind: hub.ObjectTeamKey, Data: file})
			wrap.File = note.HashOf(file)
		})
	}
	raw, err := roster.Write(d.note, by.keys.Sign.Sign)
	w.must(err)
	w.must(by.hub.Publish(ctx, append(objects, hub.Object{Kind: hub.ObjectTeam, Data: raw})))
}

// TestFalseTeamKey: a colleague whose client seals something else than the key of the
// note is found out by the newcomer, by code; the others have the right key, and the
// newcomer's other team goes on. A next key by an honest colleague mends it.
func TestFalseTeamKey(t *testing.T) {
	type as = func(to, key *identity.Identity, epoch uint64, whom string)
	w := newWorld(t)
	ctx := t.Context()
	noord, zuid := w.teamOf("sjoerd"), w.teamOf("linda")
	nora := w.hire("fatima", "nora", noord, zuid)
	w.must(w.as("linda").LetIn(ctx, "", true, w.said("nora")...))
	w.must(w.as("sjoerd").LetIn(ctx, "", true, w.said("nora")...))
	for name, c := range map[string]struct {
		code note.Code
		bend func(d *epochDraft, nora *Newcomer, as as)
	}{
		"another key": {note.E07, func(d *epochDraft, n *Newcomer, as as) {
			as(n.identity, identity.New(), d.note.Epoch, string(n.Member))
		}},
		"sealed to another":     {note.E18, func(d *epochDraft, n *Newcomer, as as) { as(identity.New(), d.key, d.note.Epoch, string(n.Member)) }},
		"of another epoch":      {note.E09, func(d *epochDraft, n *Newcomer, as as) { as(n.identity, d.key, d.note.Epoch+1, string(n.Member)) }},
		"in a colleague's name": {note.E09, func(d *epochDraft, n *Newcomer, as as) { as(n.identity, d.key, d.note.Epoch, string(d.note.By)) }},
		"the key before it":     {note.E07, func(d *epochDraft, n *Newcomer, as as) { as(n.identity, d.old, d.note.Epoch, string(n.Member)) }},
	} {
		w.epochOf(w.as("sjoerd"), noord, func(d *epochDraft, l *roster.Wrap, as as) {
			if l.Member == nora.Member {
				c.bend(d, nora, as)
			}
		})
		bad := w.send("anna", "message", "Gemeente Veldrijk / Noord")
		good := w.send("anna", "message", "Gemeente Veldrijk / Zuid")
		m := w.as("nora")
		if got := w.codes(m, bad); !slices.Equal(got, []note.Code{c.code}) {
			t.Errorf("%s: what is sealed to that key: %v", name, got)
		}
		if got := w.codes(m, good); !slices.Equal(got, []note.Code{""}) {
			t.Errorf("%s: of her other team: %v", name, got)
		}
		w.must(m.Reply(ctx, good, "", text("Gelezen."), nil))
		k, err := m.Keys(ctx)
		w.must(err)
		for _, held := range k.Teams {
			if held.Held != (held.ID == zuid) {
				t.Errorf("%s: key of %s is held: %v", name, held.Name, held.Held)
			}
		}
		found := Diagnose(ctx, m.home, w.hub.Now)
		if !slices.ContainsFunc(found, func(d Diagnosis) bool { return d.What == "team Noord" && hub.CodeOf(d.Err) == note.E07 }) {
			t.Errorf("%s: nothing tells her that the key does not open: %+v", name, found)
		}
		if got := w.codes(w.as("fatima"), bad); !slices.Equal(got, []note.Code{""}) {
			t.Errorf("%s: for a colleague: %v", name, got)
		}
		w.must(w.as("fatima").Rotate(ctx, "Noord"))
		if got := w.codes(w.as("nora"), bad); !slices.Equal(got, []note.Code{""}) {
			t.Errorf("%s: after an honest key: %v", name, got)
		}
	}
}

// TestTendOneTeamFails: a hub that withholds a member's key of one team keeps her from
// making its next one, and not from that of her other team; a colleague makes it.
func TestTendOneTeamFails(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	noord, zuid := w.teamOf("fatima"), w.teamOf("linda")
	nora := w.hire("fatima", "nora", noord, zuid)
	him := w.as("sjoerd").ID
	w.manifest("fatima", func(m *roster.Manifest) { m.Assigns = append(m.Assigns, roster.Assign{Team: zuid, Member: him}) })
	w.must(w.as("sjoerd").LetIn(ctx, "Noord", true, w.said("nora")...))
	w.must(w.as("linda").LetIn(ctx, "", true, w.said("nora", "sjoerd")...))
	linda, fatima, m := w.as("linda"), w.as("fatima"), w.as("nora")
	own := ownWrap(m.dir.book.Team(noord), m)
	w.must(m.home.remove("directory/" + string(own)))
	m.hub = &bending{of: w.hub, API: m.hub, objects: map[note.Hash][]byte{own: nil}}
	w.manifestOf(fatima, func(man *roster.Manifest) {
		man.Assigns = slices.DeleteFunc(man.Assigns, func(a roster.Assign) bool { return a.Member == him })
	})
	w.refused(m.Tend(ctx), note.E08)
	w.must(linda.dir.Sync(ctx))
	if got := []uint64{linda.dir.book.Team(noord).Epoch, linda.dir.book.Team(zuid).Epoch}; !slices.Equal(got, []uint64{1, 2}) {
		t.Errorf("epochs %v", got)
	}
	w.must(fatima.Tend(ctx))
	if newest := fatima.dir.book.Team(noord); newest.Epoch != 2 || !newest.Has(nora.Member) || newest.Has(him) {
		t.Errorf("epoch %d is sealed to %+v", newest.Epoch, newest.Members)
	}
}
