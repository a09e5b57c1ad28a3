package partners

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/seal"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/hubtest"
)

// lose makes that somebody has nothing left, and that the organisation knows: the
// home is gone, the words are, and the keys are revoked.
func (w *world) lose(by string, names ...string) {
	w.t.Helper()
	for _, name := range names {
		who := w.as(name).ID
		w.must(os.RemoveAll(w.homes[name]))
		delete(w.homes, name)
		delete(w.phrase, name)
		w.must(w.change(by, Revoke(who, "verloren")))
	}
}

// recoverable is what fatima's program tells of a team.
func (w *world) recoverable(team string) Recoverable {
	w.t.Helper()
	list, err := w.as("fatima").Recoverable(w.t.Context())
	w.must(err)
	i := slices.IndexFunc(list, func(r Recoverable) bool { return r.Name == team })
	return list[i]
}

// TestRecover: everybody in a team loses everything. Two of the three custodians, an
// admin and the root bring back what the team had; one custodian alone, with all that
// others have, does not. Whoever writes to the team calls first.
func TestRecover(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	zuid := w.teamOf("linda")
	w.hire("fatima", "piet", zuid)
	w.must(w.as("linda").LetIn(ctx, "", true, w.said("piet")...))
	attachment := filepath.Join(t.TempDir(), "verslag.txt")
	w.must(os.WriteFile(attachment, []byte("verslag"), 0o600))
	theirs := w.send("anna", "message", "Gemeente Veldrijk / Zuid")
	sheet, err := w.as("linda").NewZaak(ctx, "", w.example("zaak"))
	w.must(err)
	custody, shares := w.custodians("fatima")
	if !w.recoverable("Noord").Ready || w.recoverable("Zuid").Ready { // she is of Noord herself
		t.Error("before anybody of Zuid was there it can be brought back")
	}
	w.must(w.as("linda").Tend(ctx))
	w.must(w.as("anna").Reply(ctx, theirs, "", text("Met bijlage."), []string{attachment}))
	w.must(w.as("piet").Reply(ctx, theirs, "", text("Dank."), nil))
	if !w.recoverable("Zuid").Ready {
		t.Error("afterwards it cannot")
	}

	w.lose("fatima", "linda", "piet")
	w.hire("fatima", "lies", zuid)
	w.hire("fatima", "paul", zuid)
	for _, name := range []string{"lies", "fatima"} {
		w.must(w.as(name).Tend(ctx))
		w.refused(w.as(name).LetIn(ctx, "Zuid", true, w.said("lies")...), hub.E05, hub.E21)
	}
	if got := w.reads("lies", theirs); slices.Contains(got, "post readable") || slices.Contains(got, "genesis readable") {
		t.Errorf("before the team was brought back lies sees %q", got)
	}

	// One custodian, as whoever has the hub's disk, all three files and the keys of
	// every member that is left.
	d := w.hub.Disk(t)
	for _, s := range shares {
		for _, p := range s.Pairs {
			d.Files[note.HashOf(p.File)] = hubtest.Sealed{What: "pair", Octet: p.File}
		}
	}
	left := []*identity.Identity{}
	for _, name := range []string{"fatima", "sjoerd", "lies", "paul"} {
		left = append(left, w.as(name).keys.Identity)
	}
	without, _ := d.Open(left...)
	for n := range custody {
		alone, _ := d.Open(append(slices.Clone(left), custody[n])...)
		for hash, what := range alone {
			if without[hash] == "" && what != "pair" {
				t.Errorf("custodian %d alone opens a %s", n, what)
			}
		}
		if pairs := len(alone) - len(without); pairs != 1 {
			t.Errorf("custodian %d alone opens %d outer files, want 1", n, pairs)
		}
		two, _ := d.Open(append(slices.Clone(left), custody[n], custody[(n+1)%3])...)
		for _, what := range []string{"inside pair", "team key", "grant", "text post", "attachment"} {
			if !slices.ContainsFunc(slices.Collect(maps.Keys(two)), func(h note.Hash) bool { return without[h] == "" && two[h] == what }) {
				t.Errorf("the control fails: custodians %d and %d open no %s", n, (n+1)%3, what)
			}
		}
	}

	before := w.epoch("fatima", zuid)
	root := w.roots[w.as("fatima").Org]
	pair := [2]*identity.Identity{custody[2], custody[0]}
	bring := func(by string, root *RootKey, shares []*seal.Share, pair [2]*identity.Identity) error {
		return w.as(by).RecoverTeam(ctx, "Gemeente Veldrijk / Zuid", root, shares, pair, w.heirs("fatima", "Gemeente Veldrijk / Zuid"))
	}
	w.refused(bring("sjoerd", root, shares, pair), hub.E05)
	w.refused(bring("fatima", nil, shares, pair), hub.E05)
	w.refused(bring("fatima", w.roots[w.as("anna").Org], shares, pair), hub.E06)
	w.refused(w.as("fatima").RecoverTeam(ctx, "Veilig Thuis Vechtdal / Intake", root, shares, pair, nil), hub.E05)
	w.refused(bring("fatima", root, shares[1:2], pair), hub.E06)                                              // the file of the one who is not there
	w.refused(bring("fatima", root, shares, [2]*identity.Identity{custody[0], custody[0]}), hub.E06)          // one twice
	w.refused(bring("fatima", root, shares, [2]*identity.Identity{custody[0], identity.New()}), hub.E28)      // somebody else's words
	_, strange := w.custodians("anna", custody...)                                                            // the same people keep for another
	w.refused(bring("fatima", root, strange, pair), hub.E09)                                                  // its files
	w.refused(w.as("anna").RecoverTeam(ctx, "Intake", w.roots[w.as("anna").Org], shares, pair, nil), hub.E09) // and the other way round
	if e := w.epoch("fatima", zuid); e != before {
		t.Fatalf("what was refused left epoch %d", e)
	}
	w.must(bring("fatima", root, shares[2:], pair))
	for _, name := range []string{"lies", "paul"} {
		if got := w.reads(name, theirs); len(got) < 3 || slices.ContainsFunc(got, func(s string) bool { return !readable(s) }) {
			t.Errorf("%s sees %q", name, got)
		}
		if got := w.reads(name, sheet); !slices.Equal(got, []string{"genesis readable"}) {
			t.Errorf("of the zaak %s sees %q", name, got)
		}
	}
	_, err = w.as("fatima").Show(ctx, theirs) // who brought it back is not in the team
	w.refused(err, hub.E21)
	w.must(w.as("lies").Reply(ctx, sheet, "", doc(map[string]any{"form": "zaak.note", "text": "Notitie."}), nil))
	if got := w.reads("paul", sheet); got[len(got)-1] != "post readable" {
		t.Errorf("of the zaak paul sees %q", got)
	}

	// To others it is a key without predecessor: who owns an exchange calls them first.
	w.refused(w.as("lies").Reply(ctx, theirs, "", text("Wij zijn er weer."), nil), hub.E29)
	_, err = w.as("anna").Send(ctx, Letter{Flow: "message", To: "Gemeente Veldrijk / Zuid", Document: w.example("message")})
	w.refused(err, hub.E06)
	w.must(w.as("anna").ConfirmKey(ctx, "Gemeente Veldrijk / Zuid", w.teamSaid("lies")))
	w.must(w.as("anna").Rekey(ctx, theirs))
	w.must(w.as("lies").Reply(ctx, theirs, "", text("Wij zijn er weer."), nil))
	if got := w.reads("anna", theirs); got[len(got)-1] != "post readable" {
		t.Errorf("anna sees %q", got)
	}
}

func readable(s string) bool {
	return s == "genesis readable" || s == "post readable" || s == "rekey readable"
}

// TestLostCustodian: for one who is lost there comes a new recovery key, with two of
// the same people. A team whose members were not there since is brought back with the
// files from before, and after that only with those from now.
func TestLostCustodian(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	zuid := w.teamOf("linda")
	m := w.as("fatima")
	root := w.roots[m.Org]
	w.refused(m.RecoverTeam(ctx, "Zuid", root, nil, [2]*identity.Identity{identity.New(), identity.New()}, nil), hub.E29)
	xid := w.send("anna", "message", "Gemeente Veldrijk / Zuid")
	first, old := w.custodians("fatima")
	w.must(w.as("linda").Tend(ctx))
	w.lose("fatima", "linda")
	second, fresh := w.custodians("fatima", first[0], first[1]) // the third is lost
	w.hire("fatima", "lies", zuid)
	if got := w.recoverable("Zuid"); got.Ready || got.Key != old[0].Recovery {
		t.Errorf("%+v", got)
	}
	two := [2]*identity.Identity{first[0], first[1]}
	w.refused(w.as("fatima").RecoverTeam(ctx, "Zuid", root, fresh, two, w.heirs("fatima", "Zuid")), hub.E06)
	w.must(w.as("fatima").RecoverTeam(ctx, "Zuid", root, slices.Concat(fresh, old), two, w.heirs("fatima", "Zuid")))
	if got := w.reads("lies", xid); !slices.Equal(got, []string{"genesis readable"}) {
		t.Errorf("lies sees %q", got)
	}
	if got := w.recoverable("Zuid"); !got.Ready || got.Key != fresh[0].Recovery {
		t.Errorf("%+v", got)
	}

	w.lose("fatima", "lies")
	w.hire("fatima", "loes", zuid)
	w.refused(w.as("fatima").RecoverTeam(ctx, "Zuid", root, old, two, w.heirs("fatima", "Zuid")), hub.E06)
	w.refused(w.as("fatima").RecoverTeam(ctx, "Zuid", root, fresh, [2]*identity.Identity{first[0], first[2]}, w.heirs("fatima", "Zuid")), hub.E28)
	w.must(w.as("fatima").RecoverTeam(ctx, "Zuid", root, fresh, [2]*identity.Identity{second[2], first[0]}, w.heirs("fatima", "Zuid")))
	if got := w.reads("loes", xid); !slices.Equal(got, []string{"genesis readable"}) {
		t.Errorf("loes sees %q", got)
	}
}

// TestMakeRecovery: nothing is published that nobody could open.
func TestMakeRecovery(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	m := w.as("fatima")
	root := w.roots[m.Org]
	custodian := func(org note.OrgID, to keys.Recipient) identity.Custodian {
		return identity.Custodian{Org: org, Recipient: to}
	}
	var three [3]identity.Custodian
	for n := range three {
		three[n] = custodian(m.Org, identity.New().Recipient())
	}
	kept := false
	keep := func([3][]byte) error { kept = true; return nil }
	same, strange := three, three
	same[2] = same[0]
	strange[1].Org = w.as("anna").Org
	for name, c := range map[string]struct {
		by    string
		root  *RootKey
		three [3]identity.Custodian
		code  hub.Code
	}{
		"no admin":             {"sjoerd", root, three, hub.E05},
		"no root":              {"fatima", nil, three, hub.E05},
		"another's root":       {"fatima", w.roots[w.as("anna").Org], three, hub.E06},
		"one custodian twice":  {"fatima", root, same, hub.E05},
		"of another's custody": {"fatima", root, strange, hub.E09},
	} {
		_, err := w.as(c.by).MakeRecovery(ctx, c.root, c.three, keep)
		if hub.CodeOf(err) != c.code || kept {
			t.Errorf("%s: %v, kept %v", name, err, kept)
		}
	}
	full := errors.New("disk full")
	if _, err := w.as("fatima").MakeRecovery(ctx, root, three, func([3][]byte) error { return full }); !errors.Is(err, full) {
		t.Errorf("got %v", err)
	}
	again := w.as("fatima")
	if man := again.dir.book.Manifest(m.Org); man.Version != 1 || man.Recovery != "" {
		t.Error("what was refused was published")
	}
	man, err := again.MakeRecovery(ctx, root, three, keep)
	if err != nil || !kept || man.Recovery == "" {
		t.Errorf("%v", err)
	}
	w.must(w.change("fatima", SetRecovery("")))
	if got := w.recoverable("Noord"); got.Ready || got.Key != "" {
		t.Errorf("without a recovery key: %+v", got)
	}
}

// TestLosingOneLosesNoCase: a device, somebody's device and words, and an admin's: each
// time somebody who is left lets the person back in, to all that was there.
func TestLosingOneLosesNoCase(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	intake := w.teamOf("anna")
	cases := []note.XID{w.send("anna", "handoff", "Gemeente Veldrijk / Noord"), w.send("bas", "inquiry", "Politie Vechtdal / Infodesk")}
	sheet, err := w.as("bas").NewZaak(ctx, "", w.example("zaak"))
	w.must(err)
	cases = append(cases, sheet)
	reads := func(m *Member) {
		t.Helper()
		for _, xid := range cases {
			v, err := m.Show(ctx, xid)
			w.must(err)
			for _, e := range v.Entries {
				if e.State != Readable {
					t.Errorf("%s: a %s is %s", m.self.Name, e.Type, e.State)
				}
			}
		}
	}

	// A device: on another one the eight words are enough.
	m := w.as("bas")
	h, err := CreateHome(filepath.Join(t.TempDir(), "bas"), m.home.Config, w.trust)
	w.must(err)
	w.must(os.RemoveAll(w.homes["bas"]))
	m, err = Open(ctx, h, Options{Phrase: w.phrase["bas"], Now: w.hub.Now})
	w.must(err)
	reads(m)
	w.must(m.Reply(ctx, cases[1], "", text("Vanaf een ander apparaat."), nil))

	// Device and words: the admin lets the person in again, a colleague gives the key.
	back := func(admin, colleague, name string) *Member {
		t.Helper()
		v := w.invite(admin, intake)
		j, _, err := w.join(name, v)
		w.must(err)
		_, err = w.as(admin).Admit(ctx, v.Locator, w.answer(admin, v))
		w.must(err)
		m, err := arrive(ctx, j)
		w.must(err)
		w.must(w.as(colleague).LetIn(ctx, "", true, w.said(name)...))
		reads(w.as(name))
		return m
	}
	w.must(w.change("anna", Revoke(m.ID, "verloren")))
	delete(w.homes, "bas")
	m = back("anna", "anna", "bas terug")
	w.must(w.as("bas terug").Reply(ctx, sheet, "", doc(map[string]any{"form": "zaak.note", "text": "Weer terug."}), nil))

	// An admin, of two: the other one goes on, with the root.
	w.must(w.change("anna", SetAdmin(m.ID, true)))
	anna := w.as("anna").ID
	delete(w.homes, "anna")
	w.must(w.change("bas terug", Revoke(anna, "verloren")))
	m = back("bas terug", "bas terug", "anna terug")
	w.must(w.change("bas terug", SetAdmin(m.ID, true)))
	w.must(w.change("anna terug", Assign(intake, m.ID)))
}
