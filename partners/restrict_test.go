package partners

import (
	"slices"
	"testing"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// compares lets somebody hear the words of somebody's keys by telephone.
func (w *world) compares(who, team, other string) {
	w.t.Helper()
	o := w.as(other)
	w.must(w.as(who).CompareMember(w.t.Context(), team, hub.AccountCode(o.ID), o.memberWords(o.dir.book.Member(o.ID))))
}

// code is the account code of somebody, as it is told by telephone.
func (w *world) code(name string) string { return hub.AccountCode(w.as(name).ID) }

// An owner lets only one member of a team read along: that one reads all there was and
// all that comes, colleagues nothing of what comes.
func TestRestrict(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	xid := w.send("anna", "handoff", "Gemeente Veldrijk / Noord")
	w.must(w.as("fatima").Reply(ctx, xid, "", doc(map[string]any{"form": "handoff.acknowledged"}), nil))
	w.show("sjoerd", xid)

	w.refused(w.as("fatima").Restrict(ctx, xid, "Veilig Thuis Vechtdal / Intake", w.code("anna")), hub.E05)
	w.refused(w.as("anna").Restrict(ctx, xid, "Veilig Thuis Vechtdal / Intake", w.code("bas")), hub.E05)
	w.refused(w.as("anna").Restrict(ctx, xid, "Gemeente Veldrijk / Noord", w.code("linda")), hub.E21)
	w.refused(w.as("anna").Restrict(ctx, xid, "Gemeente Veldrijk / Noord"), hub.E01)
	w.refused(w.as("anna").Restrict(ctx, xid, "Gemeente Veldrijk / Noord", w.code("fatima")), hub.E06)
	sjoerd := w.as("sjoerd")
	w.refused(w.as("anna").CompareMember(ctx, "Gemeente Veldrijk / Noord", w.code("fatima"), sjoerd.memberWords(sjoerd.dir.book.Member(sjoerd.ID))), note.E16)
	w.compares("anna", "Gemeente Veldrijk / Noord", "fatima")
	w.must(w.as("anna").Restrict(ctx, xid, "Gemeente Veldrijk / Noord", w.code("fatima")))
	w.must(w.as("anna").Restrict(ctx, xid, "Gemeente Veldrijk / Noord", w.code("fatima"))) // once is enough

	w.must(w.as("anna").Reply(ctx, xid, "", doc(map[string]any{"form": "message.text", "text": "Alleen voor jou."}), nil))
	for _, who := range []string{"anna", "bas", "fatima"} {
		v := w.show(who, xid)
		if !v.Restricted {
			t.Errorf("%s is not shown that it is restricted", who)
		}
		for _, e := range v.Entries {
			if e.State != "readable" && e.State != "none" {
				t.Errorf("%s: entry %d is %s %s", who, e.Seq, e.State, e.Code)
			}
		}
	}
	// A colleague keeps what there was, as it ended for the team.
	v := w.show("sjoerd", xid)
	if last := v.Entries[len(v.Entries)-1]; last.Type != "rekey" || last.State == "readable" {
		t.Errorf("a colleague sees %s, %s, after the team went", last.Type, last.State)
	}
	_, err := w.as("linda").Show(ctx, xid)
	w.refused(err, hub.E21)
	rows, err := w.as("fatima").Inbox(ctx, "", 50)
	w.must(err)
	if !slices.ContainsFunc(rows, func(v View) bool { return v.Exchange == xid && len(v.Next) > 0 }) {
		t.Error("it is not in the inbox of who may read it")
	}
	// The flow goes on: she accepts for herself.
	offer, accept := w.handOver("anna", "fatima", xid)
	w.must(offer)
	w.must(accept)
	if v := w.show("anna", xid); v.Custody == nil || v.Custody.Member != "fatima" || v.Custody.Organisation != "Gemeente Veldrijk" {
		t.Errorf("responsible is %+v", v.Custody)
	}
}

// What a colleague in the own team is not to see begins alone.
func TestSendAlone(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	letter := Letter{Flow: "inquiry", To: "De Regenboog / Zorgteam", Alone: true, Document: w.example("inquiry")}
	zaak, err := w.as("anna").NewZaak(ctx, "", w.example("zaak"))
	w.must(err)
	inZaak := letter
	inZaak.Zaak = zaak
	_, err = w.as("anna").Send(ctx, inZaak)
	w.refused(err, hub.E29)
	xid, err := w.as("anna").Send(ctx, letter)
	w.must(err)
	_, err = w.as("bas").Show(ctx, xid)
	w.refused(err, hub.E21)
	w.must(w.as("joke").Reply(ctx, xid, "", doc(map[string]any{"form": "message.text", "text": "Ik zoek het uit."}), nil))
	if v := w.show("anna", xid); !v.Restricted || v.Status != w.show("joke", xid).Status {
		t.Errorf("anna sees %+v", v)
	}
	// Bas takes it over: let in for himself, offered, accepted.
	w.compares("anna", "Veilig Thuis Vechtdal / Intake", "bas")
	w.must(w.as("anna").AddMember(ctx, xid, "Veilig Thuis Vechtdal / Intake", w.code("bas"), true))
	v := w.show("bas", xid)
	if len(v.Entries) == 0 || v.Entries[0].State != "readable" {
		t.Errorf("bas does not read what there was: %+v", v.Entries)
	}
	// Out again, by his account code, and in once more.
	w.refused(w.as("anna").RemoveParty(ctx, xid, w.code("anna")), hub.E05)
	w.must(w.as("anna").RemoveParty(ctx, xid, w.code("bas")))
	w.refused(w.as("bas").Reply(ctx, xid, "", text("Niet meer."), nil), hub.E05)
	w.must(w.as("anna").AddMember(ctx, xid, "Veilig Thuis Vechtdal / Intake", w.code("bas"), true))
	done := make(chan error, 1)
	standing := make(chan struct{})
	anna := w.as("anna")
	go func() { done <- anna.Offer(ctx, xid, w.code("bas"), nil, func(*Exchange) { close(standing) }) }()
	select {
	case <-standing:
	case err := <-done:
		t.Fatal(err)
	}
	w.must(w.as("bas").Accept(ctx, xid, "", nil))
	w.must(<-done)
	x, err := w.as("anna").Read(ctx, xid)
	w.must(err)
	if x.State.Owner != note.MemberParty(w.as("bas").ID) {
		t.Errorf("responsible is %s", x.State.Owner)
	}
}
