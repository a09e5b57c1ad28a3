package partners

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/hub"
)

// lagging are why an exchange does not follow its parties' keys, as somebody sees it.
func (w *world) lagging(m *Member, xid note.XID) (why []string) {
	w.t.Helper()
	v, err := m.Show(w.t.Context(), xid)
	w.must(err)
	for _, l := range v.Lags {
		why = append(why, l.Team+" "+l.Why)
	}
	return why
}

// TestOldKeyForThreeDays: to a team that somebody left, and that made no new key yet,
// is written for 72 hours with a notice, and then no more until it has one.
func TestOldKeyForThreeDays(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	xid := w.send("anna", "message", "Gemeente Veldrijk / Noord")
	fatima := w.as("fatima")
	w.unassign("fatima", "sjoerd", w.teamOf("sjoerd"))
	letter := Letter{Flow: "message", To: "Gemeente Veldrijk / Noord", Document: w.example("message")}
	anna := w.as("anna")
	if got := w.lagging(anna, xid); !slices.Equal(got, []string{"Noord left"}) {
		t.Errorf("notice %q", got)
	}
	w.must(anna.Reply(ctx, xid, "", text("Nog in de oude sleutel."), nil))
	w.hub.Pass(71 * time.Hour)
	w.manifestOf(fatima, func(*roster.Manifest) {}) // a later manifest does not begin the 72 hours again
	anna = w.as("anna")
	w.must(anna.Reply(ctx, xid, "", text("En nog."), nil))
	_, err := anna.Send(ctx, letter)
	w.must(err)
	w.hub.Pass(2 * time.Hour)
	w.refused(anna.Reply(ctx, xid, "", text("Nu niet meer."), nil), hub.E12)
	_, err = anna.Send(ctx, letter)
	w.refused(err, hub.E12)
	if !strings.Contains(err.Error(), "somebody left team") || !strings.Contains(err.Error(), "call them") {
		t.Errorf("she is not told why, nor what to do: %v", err)
	}
	w.as("fatima") // makes the new key
	w.must(anna.Reply(ctx, xid, "", text("Nu wel weer."), nil))
	if got := w.reads("fatima", xid); !slices.Equal(got, []string{"genesis readable", "post readable", "post readable", "rekey readable", "post readable"}) {
		t.Errorf("she sees %q", got)
	}
	if got := w.lagging(anna, xid); got != nil {
		t.Errorf("notice %q after the rekey", got)
	}
}

// TestNoRekeyNow: while no rekey can be made, since nobody cosigns the log, a post
// goes out under the old key for 72 hours, with a notice; an offer does not.
func TestNoRekeyNow(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	xid := w.send("anna", "handoff", "Gemeente Veldrijk / Noord")
	talk := w.send("anna", "message", "Gemeente Veldrijk / Noord")
	w.unassign("fatima", "sjoerd", w.teamOf("sjoerd"))
	w.as("fatima")
	anna := w.as("anna")
	f := w.freeze(anna)
	w.hub.Pass(16 * time.Minute)
	w.must(anna.Reply(ctx, talk, "", text("Onder de oude sleutel."), nil))
	if got := w.lagging(anna, talk); !slices.Equal(got, []string{"Noord replaced"}) {
		t.Errorf("notice %q", got)
	}
	short, cancel := context.WithCancel(ctx)
	defer cancel()
	w.refused(anna.Offer(short, xid, "", nil, func(*Exchange) { cancel() }), hub.E12)
	w.hub.Pass(71 * time.Hour)
	signed, err := f.API.Checkpoint(ctx)
	w.must(err)
	f.signed = signed
	w.must(anna.dir.Sync(ctx))
	w.hub.Pass(2 * time.Hour)
	w.refused(anna.Reply(ctx, talk, "", text("Te laat."), nil), hub.E12)
	anna = w.as("anna")
	w.must(anna.Reply(ctx, talk, "", text("Met de nieuwe."), nil))
	if got := w.reads("fatima", talk); !slices.Equal(got, []string{"genesis readable", "post readable", "rekey readable", "post readable"}) {
		t.Errorf("she sees %q", got)
	}
}

// stopping is a hub that goes away after it took some entries.
type stopping struct {
	hub.API
	left int
}

func (s *stopping) Put(ctx context.Context, frame []byte) (hub.Placed, error) {
	if s.left == 0 {
		return hub.Placed{}, hub.Errorf(hub.E27, "away")
	}
	s.left--
	return s.API.Put(ctx, frame)
}

// TestWithheldRecipient: while the hub withholds a team's new key, a post goes out
// under the old one, with a notice, and an offer does not.
func TestWithheldRecipient(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	xid := w.send("anna", "handoff", "Gemeente Veldrijk / Noord")
	talk := w.send("anna", "message", "Gemeente Veldrijk / Noord")
	w.must(w.as("fatima").Rotate(ctx, ""))
	h, err := LoadHome(w.homes["anna"])
	w.must(err)
	anna := w.as("anna")
	key := w.as("fatima").dir.book.Team(w.teamOf("fatima")).Rcpt
	w.must(h.remove("directory/" + string(key)))
	b := &bending{of: w.hub, API: anna.hub, objects: map[note.Hash][]byte{key: nil}}
	if anna.dir, err = newDirectory(b, h); err != nil {
		t.Fatal(err)
	}
	anna.hub = b
	w.must(anna.dir.Sync(ctx))
	w.must(anna.dir.Need(ctx, anna.Org))
	w.must(anna.Reply(ctx, talk, "", text("Onder de oude sleutel."), nil))
	if got := w.lagging(anna, talk); !slices.Equal(got, []string{"Noord replaced"}) {
		t.Errorf("notice %q", got)
	}
	short, cancel := context.WithCancel(ctx)
	defer cancel()
	w.refused(anna.Offer(short, xid, "", nil, func(*Exchange) { cancel() }), hub.E06)
	w.must(h.remove("directory/" + string(key)))
	w.must(w.as("anna").Reply(ctx, talk, "", text("Met de nieuwe."), nil))
	if got := w.reads("fatima", talk); !slices.Equal(got, []string{"genesis readable", "post readable", "rekey readable", "post readable"}) {
		t.Errorf("she sees %q", got)
	}
}

// beaten is a hub at which a colleague is just before each claim.
type beaten struct {
	hub.API
	by func()
}

func (b *beaten) Claim(ctx context.Context, p note.Party, xid note.XID) (hub.Lease, error) {
	b.by()
	return b.API.Claim(ctx, p, xid)
}

// TestRenewAtOnce: what a colleague did between the look and the lease is not done
// again.
func TestRenewAtOnce(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	xid := w.send("anna", "message", "Gemeente Veldrijk / Noord")
	w.must(w.as("fatima").Rotate(ctx, ""))
	fatima := w.as("fatima")
	fatima.hub = &beaten{fatima.hub, func() {
		r, err := w.as("sjoerd").Renew(ctx)
		w.must(err)
		if r.Done != 1 {
			t.Errorf("the colleague: %+v", r)
		}
	}}
	if r, err := fatima.Renew(ctx); err != nil || r.Done != 0 || r.Left != 0 || r.Failed != nil {
		t.Errorf("%+v, %v", r, err)
	}
	if got := w.reads("fatima", xid); !slices.Equal(got, []string{"genesis readable", "rekey readable"}) {
		t.Errorf("there is %q", got)
	}
}

// TestRenew: the open exchanges of a team follow its new key, each once, however
// often it is stopped and whoever does it beside.
func TestRenew(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	var xids []note.XID
	for range 6 {
		xids = append(xids, w.send("anna", "message", "Gemeente Veldrijk / Noord"))
	}
	w.must(w.as("anna").Close(ctx, xids[5]))
	w.must(w.as("sjoerd").Claim(ctx, xids[4], ""))
	noord := w.teamOf("fatima")
	w.hire("fatima", "piet", noord)
	w.must(w.as("sjoerd").LetIn(ctx, "", false, w.said("piet")...))
	if r, err := w.as("piet").Renew(ctx); err != nil || r.Done != 0 || r.Left != 5 {
		t.Errorf("who opens nothing: %+v, %v", r, err)
	}
	fatima := w.as("fatima")
	fatima.hub = &stopping{fatima.hub, 2}
	r, err := fatima.Renew(ctx)
	w.refused(err, hub.E27)
	if r.Done != 2 {
		t.Errorf("stopped after %d", r.Done)
	}
	fatima = w.as("fatima")
	_, failed, err := fatima.Resume(ctx) // what was signed when the hub went away
	w.must(err)
	if len(failed) > 0 {
		t.Error(failed)
	}
	r, err = fatima.Renew(ctx)
	w.must(err)
	if r.Done != 1 || r.Left != 1 || r.Failed != nil {
		t.Errorf("went on: %+v", r)
	}
	if r, err = w.as("sjoerd").Renew(ctx); err != nil || r.Done != 1 || r.Left != 0 {
		t.Errorf("what the colleague has in hand: %+v, %v", r, err)
	}
	want := []string{"genesis unreadable", "rekey readable"}
	for _, xid := range xids[:5] {
		if got := w.reads("piet", xid); !slices.Equal(got, want) {
			t.Errorf("the newcomer sees %q", got)
		}
		if got := w.show("fatima", xid).Lease; (got != "") != (xid == xids[4]) {
			t.Errorf("lease of %q", got)
		}
	}
	if got := w.reads("fatima", xids[5]); !slices.Equal(got, []string{"genesis readable", "close none"}) {
		t.Errorf("the closed one: %q", got)
	}
	if r, err = w.as("fatima").Renew(ctx); err != nil || r.Done+r.Left != 0 {
		t.Errorf("again: %+v, %v", r, err)
	}
}

// TestReset: a key without a predecessor takes an admin and the root. Who writes to
// that team compares it first; what is open goes on once its owner did.
func TestReset(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	const noord = "Gemeente Veldrijk / Noord"
	ours := w.send("anna", "message", noord)
	theirs := w.send("fatima", "message", "Veilig Thuis Vechtdal / Intake")
	tid := w.teamOf("sjoerd")
	fatima := w.as("fatima")
	w.refused(w.as("sjoerd").ResetTeam(ctx, noord, w.roots[fatima.Org], nil, w.heirs("fatima", noord)), hub.E05)
	w.refused(fatima.ResetTeam(ctx, noord, w.roots[w.as("anna").Org], nil, w.heirs("fatima", noord)), note.E06)
	err := fatima.ResetTeam(ctx, "De Regenboog / Zorgteam", w.roots[fatima.Org], nil, nil)
	w.refused(err, hub.E05)
	if !strings.Contains(err.Error(), "a team of the own organisation") {
		t.Errorf("she is not told which teams: %v", err)
	}
	w.refused(fatima.ResetTeam(ctx, noord, w.roots[fatima.Org], identity.New(), w.heirs("fatima", noord)), note.E07)
	w.must(fatima.ResetTeam(ctx, noord, w.roots[fatima.Org], nil, w.heirs("fatima", noord)))

	anna := w.as("anna")
	asked := func(m *Member) bool {
		list, err := m.Teams(ctx)
		w.must(err)
		i := slices.IndexFunc(list, func(t Team) bool { return t.ID == tid })
		return list[i].Reset
	}
	if !asked(anna) || !asked(w.as("linda")) || asked(w.as("sjoerd")) {
		t.Error("who has to compare is not asked, or who is in the team is")
	}
	letter := Letter{Flow: "message", To: noord, Document: w.example("message")}
	_, err = anna.Send(ctx, letter)
	w.refused(err, hub.E06)
	w.refused(anna.Reply(ctx, ours, "", text("Zonder vergelijken."), nil), hub.E06)
	w.refused(anna.Rekey(ctx, ours), hub.E06)
	if got := w.lagging(anna, ours); !slices.Equal(got, []string{"Noord reset"}) {
		t.Errorf("notice %q", got)
	}
	// not the owner: neither side of it goes on
	w.refused(anna.Reply(ctx, theirs, "", text("Niet van ons."), nil), hub.E06)
	w.refused(anna.Rekey(ctx, theirs), hub.E29)
	w.refused(w.as("sjoerd").Reply(ctx, ours, "", text("Niet van ons."), nil), hub.E29)

	w.refused(anna.ConfirmKey(ctx, noord, nil), hub.E01)
	w.refused(anna.ConfirmKey(ctx, noord, []string{"zeven zomaar"}), hub.E28)
	w.refused(anna.ConfirmKey(ctx, noord, w.teamSaid("anna")), note.E16)
	if !asked(w.as("anna")) {
		t.Error("other words confirmed the key")
	}
	w.must(anna.ConfirmKey(ctx, noord, w.teamSaid("fatima")))
	anna = w.as("anna")
	if asked(anna) {
		t.Error("asked again")
	}
	_, err = anna.Send(ctx, letter)
	w.must(err)
	w.must(anna.Reply(ctx, ours, "", text("Na vergelijken."), nil))
	w.refused(anna.Rekey(ctx, theirs), hub.E29)
	w.must(w.as("sjoerd").Reply(ctx, ours, "", text("Gelezen."), nil))
	w.must(w.as("sjoerd").Reply(ctx, theirs, "", text("Van de eigenaar."), nil))
	w.must(anna.Reply(ctx, theirs, "", text("Nu wel."), nil))
	// the owner took it over: that compares for nobody else
	w.refused(w.as("bas").Reply(ctx, theirs, "", text("Ongehoord."), nil), hub.E06)
	_, err = w.as("bas").Send(ctx, letter) // each compares for himself
	w.refused(err, hub.E06)

	w.must(w.as("fatima").ResetTeam(ctx, noord, w.roots[fatima.Org], nil, w.heirs("fatima", noord)))
	_, err = w.as("anna").Send(ctx, letter) // another one: compared anew
	w.refused(err, hub.E06)
}
