package partners

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/seal"
	"github.com/sluis-hub/sluis/hub"
)

// heirs is everybody whom a reset of a team could seal to, as an admin is shown them.
func (w *world) heirs(by, team string) []Heir {
	w.t.Helper()
	list, err := w.as(by).Heirs(w.t.Context(), team)
	w.must(err)
	return list
}

// TestHeirs: who would get the key is listed with whether its keys were compared, and
// without the words of who is to be heard. A name is enough for who was compared.
func TestHeirs(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	zuid := w.teamOf("linda")
	lies := w.hire("fatima", "lies", zuid)
	linda := w.as("linda").ID
	fatima := w.as("fatima")
	_, err := fatima.Heirs(ctx, "Veilig Thuis Vechtdal / Intake")
	w.refused(err, hub.E05)
	_, err = w.as("linda").Heirs(ctx, "Zuid")
	w.refused(err, hub.E05)
	list := w.heirs("fatima", "Zuid")
	if len(list) != 2 {
		t.Fatalf("%+v", list)
	}
	for _, h := range list {
		rec := fatima.dir.book.Member(h.Member)
		if h.Compared || h.Words != nil || h.Note != rec.Hash() || h.Code != hub.AccountCode(h.Member) {
			t.Errorf("%+v", h)
		}
	}
	twice := append(slices.Clone(list), list[0])
	twice[0].Compared = true
	_, err = fatima.NamedHeir(twice, twice[0].Code)
	w.refused(err, hub.E30)
	_, err = fatima.HeardHeir(list, nil)
	w.refused(err, hub.E28)
	_, err = fatima.HeardHeir(list, w.said("anna")[0])
	w.refused(err, note.E16)
	_, err = fatima.NamedHeir(list, hub.AccountCode(linda))
	w.refused(err, note.E06)
	_, err = fatima.NamedHeir(list, w.code("anna"))
	w.refused(err, hub.E21)
	_, err = fatima.NamedHeir(list, "")
	w.refused(err, hub.E21)
	h, err := fatima.HeardHeir(list, w.said("linda")[0])
	w.must(err)
	if h.Member != linda || !h.Compared {
		t.Errorf("heard is %+v", h)
	}
	list = w.heirs("fatima", "Zuid")
	if h, err = fatima.NamedHeir(list, hub.AccountCode(linda)); err != nil || !slices.Equal(h.Words, w.said("linda")[0]) {
		t.Errorf("named is %+v, %v", h, err)
	}
	_, err = fatima.NamedHeir(list, string(lies.Member))
	w.refused(err, note.E06)

	// Other keys under the same name were not compared.
	rec := fatima.dir.book.Member(linda)
	evil := identity.New()
	w.wears("fatima", linda, w.masked(rec, evil.Recipient().Hash(), nil), evil.Recipient())
	if _, err = fatima.NamedHeir(w.heirs("fatima", "Zuid"), hub.AccountCode(linda)); hub.CodeOf(err) != hub.E06 {
		t.Errorf("keys that nobody heard: %v", err)
	}
	// A team that nobody is in.
	w.must(w.change("fatima", Unassign(zuid, linda), Unassign(zuid, lies.Member)))
	_, err = fatima.Heirs(ctx, "Zuid")
	w.refused(err, hub.E29)

	// The own count as compared while they are the own.
	own := w.heirs("fatima", "Noord")
	if i := slices.IndexFunc(own, func(h Heir) bool { return h.Member == fatima.ID }); !own[i].Compared || own[i].Person == "" {
		t.Errorf("the own: %+v", own[i])
	}
	other := w.as("fatima")
	other.keys.Identity = identity.New()
	_, err = other.Heirs(ctx, "Noord")
	w.refused(err, note.E17)
	other.dir.own = nil // as if that had not been seen
	own, err = other.Heirs(ctx, "Noord")
	w.must(err)
	if i := slices.IndexFunc(own, func(h Heir) bool { return h.Member == fatima.ID }); own[i].Compared {
		t.Error("keys that an admin gave out for the own name count as compared")
	}
}

// A slowly is a hub that shows what changed from the second look on.
type slowly struct {
	*frozen
	turn  func()
	looks int
}

func (s *slowly) Checkpoint(ctx context.Context) ([]byte, error) {
	s.looks++
	if s.looks == 1 {
		defer s.turn()
		return s.frozen.Checkpoint(ctx)
	}
	return s.frozen.API.Checkpoint(ctx)
}

// TestResetIsForWhomWasShown: a reset is sealed to those who were named, with the keys
// that they were listed with, whatever an admin or the hub puts in between.
func TestResetIsForWhomWasShown(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	zuid := w.teamOf("linda")
	root := w.roots[w.as("fatima").Org]
	w.hire("fatima", "lies", zuid)
	both := w.heirs("fatima", "Zuid")
	linda := w.as("linda").ID
	one := slices.DeleteFunc(slices.Clone(both), func(h Heir) bool { return h.Member != linda })
	w.refused(w.as("fatima").ResetTeam(ctx, "Zuid", root, nil, nil), hub.E01)

	w.must(w.as("fatima").ResetTeam(ctx, "Zuid", root, nil, append(one, one...)))
	newest := w.as("fatima").dir.book.Team(zuid)
	if len(newest.Members) != 1 || newest.Members[0].Member != linda || !newest.Reset {
		t.Errorf("sealed to %+v", newest.Members)
	}
	waiting, err := w.as("linda").JoinsWaiting(ctx)
	w.must(err)
	if len(waiting) != 1 || waiting[0].Member == linda {
		t.Errorf("who was not named waits: %+v", waiting)
	}

	// Another admin gives linda's place to keys of its own, before and while it is sealed.
	evil := identity.New()
	before := w.epoch("fatima", zuid)
	replace := func() {
		rec := w.as("fatima").dir.book.Member(linda)
		w.wears("fatima", linda, w.masked(rec, evil.Recipient().Hash(), nil), evil.Recipient())
	}
	replace()
	w.refused(w.as("fatima").ResetTeam(ctx, "Zuid", root, nil, both), hub.E20)
	shown := w.heirs("fatima", "Zuid")
	late := w.as("fatima")
	slow := &slowly{frozen: w.freeze(late), turn: func() {
		replace()
		w.hub.Pass(6 * time.Minute) // so that the directory is asked again before it is sealed
	}}
	late.hub, late.dir.hub = slow, slow
	w.refused(late.ResetTeam(ctx, "Zuid", root, nil, shown), hub.E20)
	if slow.looks < 2 {
		t.Errorf("%d looks at the directory: nothing changed while it was sealed", slow.looks)
	}

	// Somebody is taken out meanwhile.
	shown = w.heirs("fatima", "Zuid")
	w.unassign("fatima", "lies", zuid)
	out := w.as("fatima")
	tap := &between{API: out.hub}
	out.hub = tap
	w.refused(out.ResetTeam(ctx, "Zuid", root, nil, shown), hub.E20)
	if tap.published > 0 {
		t.Error("a key for who was taken out was published")
	}
	if e := w.epoch("fatima", zuid); e != before {
		t.Errorf("epoch %d, for keys that nobody was shown", e)
	}
}

// TestRecoveryIsForWhomWasShown: what the custodians bring back goes to nobody else
// either.
func TestRecoveryIsForWhomWasShown(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	zuid := w.teamOf("linda")
	custody, shares := w.custodians("fatima")
	w.must(w.as("linda").Tend(ctx))
	w.lose("fatima", "linda")
	w.hire("fatima", "lies", zuid)
	w.hire("fatima", "paul", zuid)
	root := w.roots[w.as("fatima").Org]
	pair := [2]*identity.Identity{custody[0], custody[1]}
	bring := func(to []Heir) error {
		return w.as("fatima").RecoverTeam(ctx, "Zuid", root, []*seal.Share{shares[0]}, pair, to)
	}
	list := w.heirs("fatima", "Zuid")
	lies, err := w.as("fatima").HeardHeir(list, w.said("lies")[0])
	w.must(err)
	w.refused(bring(nil), hub.E01)
	w.must(w.change("fatima", Unassign(zuid, lies.Member)))
	w.refused(bring([]Heir{lies}), hub.E20)
	w.must(w.change("fatima", Assign(zuid, lies.Member)))
	w.must(bring([]Heir{lies}))
	if newest := w.as("fatima").dir.book.Team(zuid); len(newest.Members) != 1 || newest.Members[0].Member != lies.Member {
		t.Errorf("sealed to %+v", newest.Members)
	}
}
