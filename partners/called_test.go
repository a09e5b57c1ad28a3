package partners

import (
	"slices"
	"testing"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// TestWhoIs: ids, and account codes as they are shown, are nobody's to choose; a name
// that several have, or that reads like another, is nobody's.
func TestWhoIs(t *testing.T) {
	const (
		real, other, third = note.MemberID("0123456789abcdef0123456789abcdef"), note.MemberID("1123456789abcdef0123456789abcdef"), note.MemberID("2123456789abcdef0123456789abcdef")
		twin               = note.MemberID("0123456789abc0000000000000000000") // whose code is that of the first
	)
	code := hub.AccountCode(real)
	list := func(names ...string) (l []called) {
		for i, name := range names {
			l = append(l, called{[]note.MemberID{real, other, third}[i], name})
		}
		return l
	}
	for name, c := range map[string]struct {
		list  []called
		who   string
		found bool
		hits  []note.MemberID
		sure  bool
	}{
		"a name":                             {list("Anna", "Bo"), " Bo ", false, []note.MemberID{other}, false},
		"nobody":                             {list("Anna", "", "Bo"), "Cas", false, nil, false},
		"nothing typed":                      {list("", "Bo"), "", false, nil, false},
		"who only reads so":                  {list("Anna", "B0"), "Bo", false, nil, false},
		"who reads so beside another":        {list("Anna", "B0", "Bo"), "Bo", false, []note.MemberID{other, third}, false},
		"who reads so beside a team":         {list("Anna", "B0"), "Bo", true, []note.MemberID{other}, false},
		"two of one name":                    {list("Bo", "Bo"), "Bo", false, []note.MemberID{real, other}, false},
		"an id":                              {list("Anna", string(real)), string(real), true, []note.MemberID{real}, true},
		"an id of nobody":                    {list("Anna", string(third)), string(third), true, nil, true},
		"a code":                             {list("Anna", code), code, true, []note.MemberID{real}, true},
		"a code of two":                      {append(list("Anna"), called{twin, "Bo"}), code, false, []note.MemberID{real, twin}, true},
		"a code in one's own spelling":       {list("Anna", "Bo"), "o4hma sw9nf", false, []note.MemberID{real}, false},
		"which somebody has for a name":      {list("Anna", "o4hmasw9nf"), "o4hma sw9nf", false, []note.MemberID{real, other}, false},
		"a name that reads as nobody's code": {list("Anna", "Marie-Janne"), "Marie-Janne", false, []note.MemberID{other}, false},
	} {
		if hits, sure := whoIs(c.list, c.who, c.found); !slices.Equal(hits, c.hits) || sure != c.sure {
			t.Errorf("%s: %v, %v", name, hits, sure)
		}
	}
}

// TestNameOfTeam: who takes part for itself and is called as a team does not come in
// that team's place, nor does the team in that member's.
func TestNameOfTeam(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	const noord, zorgteam = "Gemeente Veldrijk / Noord", "De Regenboog / Zorgteam"
	alike := "Gemeente Veldrijk / N\u043eord" // a Cyrillic o
	w.hire("joke", noord, w.teamOf("joke"))
	w.hire("joke", alike, w.teamOf("joke"))
	w.hire("joke", "Bo", w.teamOf("joke"))
	w.hire("joke", "bo", w.teamOf("joke"))
	xid := w.send("anna", "message", zorgteam)
	w.must(w.as("anna").AddParty(ctx, xid, noord, true))
	var codes []string
	for _, name := range []string{noord, alike, "Bo", "bo"} {
		w.compares("anna", zorgteam, name)
		codes = append(codes, w.code(name))
	}
	w.must(w.as("anna").Restrict(ctx, xid, zorgteam, codes...))
	for _, name := range []string{noord, alike, "Bo", "bo"} {
		w.must(w.as(name).Reply(ctx, xid, "", text("Hallo."), nil))
	}
	anna := w.as("anna")
	x, err := anna.Read(ctx, xid)
	w.must(err)
	before := x.State.Parties()
	for _, who := range []string{noord, alike, "Bo", " bo"} {
		w.refused(w.as("anna").RemoveParty(ctx, xid, who), hub.E30)
		_, err := anna.offerTo(ctx, x, who)
		w.refused(err, hub.E30)
	}
	_, err = anna.offerTo(ctx, x, "Politie Vechtdal / Infodesk")
	w.refused(err, hub.E29)
	_, err = anna.offerTo(ctx, x, "Niemand")
	w.refused(err, hub.E21)
	tid := w.teamOf("fatima")
	for who, want := range map[string]note.Party{
		"Noord": note.TeamParty(tid), string(tid): note.TeamParty(tid), codes[0]: note.MemberParty(w.as(noord).ID), codes[2]: note.MemberParty(w.as("Bo").ID),
	} {
		if p, err := anna.offerTo(ctx, x, who); err != nil || p != want {
			t.Errorf("%q is %s, %v", who, p, err)
		}
	}
	if x, err = anna.Read(ctx, xid); err != nil || !slices.Equal(x.State.Parties(), before) {
		t.Errorf("somebody went out: %v", err)
	}
	w.must(anna.RemoveParty(ctx, xid, codes[0]))
	w.must(anna.RemoveParty(ctx, xid, codes[2]))
	w.must(anna.RemoveParty(ctx, xid, "bo")) // the only one by now
	w.must(anna.RemoveParty(ctx, xid, "Noord"))
	if x, err = anna.Read(ctx, xid); err != nil || len(x.State.Parties()) != 2 || !x.State.Has(note.MemberParty(w.as(alike).ID)) {
		t.Errorf("in it are %v, %v", x.State.Parties(), err)
	}
	w.refused(anna.RemoveParty(ctx, xid, alike), hub.E30) // of a team, out of it, it is not either
	w.refused(anna.RemoveParty(ctx, xid, noord), hub.E30)
}

// TestColleaguesOfOneName: nor does a name that a newcomer typed stand in for a
// colleague's, or for an account code or an id.
func TestColleaguesOfOneName(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	noord := w.teamOf("fatima")
	sjoerd := w.as("sjoerd").ID
	names := map[note.MemberID]string{sjoerd: "Sjoerd Bakker"}
	for name, says := range map[string]string{"a": "Sj\u043eerd Bakker", "b": hub.AccountCode(sjoerd), "c": string(sjoerd), "d": "Lies"} {
		names[w.hire("fatima", name, noord).Member] = says
	}
	fatima := w.as("fatima")
	for mid, name := range names {
		w.must(fatima.keepSealed(knownFile(mid), known{name}))
	}
	list := w.heirs("fatima", "Noord")
	for i := range list {
		list[i].Compared = true
	}
	for name, find := range map[string]func(who string) (note.MemberID, error){
		"colleague": func(who string) (note.MemberID, error) { return fatima.Colleague(ctx, who) },
		"member":    func(who string) (note.MemberID, error) { return fatima.memberOf(ctx, noord, who) },
		"heir": func(who string) (note.MemberID, error) {
			h, err := fatima.NamedHeir(list, who)
			return h.Member, err
		},
	} {
		for _, who := range []string{string(sjoerd), hub.AccountCode(sjoerd)} {
			if mid, err := find(who); err != nil || mid != sjoerd {
				t.Errorf("%s %q is %s, %v", name, who, mid, err)
			}
		}
		if mid, err := find("Lies"); err != nil || names[mid] != "Lies" {
			t.Errorf("%s: Lies is %s, %v", name, mid, err)
		}
		_, err := find("Sjoerd Bakker")
		w.refused(err, hub.E30)
		_, err = find("Niemand")
		w.refused(err, hub.E21)
	}
}

// TestTeamByID: a team whose name is the id of another is not found by that id.
func TestTeamByID(t *testing.T) {
	missing := note.NewID()
	teams := []Team{{ID: note.TeamID(note.NewID()), Name: string(missing), Organisation: "De Regenboog"}}
	if found, err := find(teams, string(missing)); hub.CodeOf(err) != hub.E21 {
		t.Errorf("found %+v, %v", found, err)
	}
	if found, err := find(teams, string(teams[0].ID)); err != nil || found.ID != teams[0].ID {
		t.Errorf("by its own id: %v", err)
	}
}
