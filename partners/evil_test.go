package partners

import (
	"context"
	"testing"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/partners/flow"
)

// TestOneBadExchangeHidesNothing: a genesis whose bind is of another key takes no
// row from the lists of those it is sent to.
func TestOneBadExchangeHidesNothing(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	good := w.send("anna", "message", "Politie Vechtdal / Infodesk")
	joke, ruud := w.as("joke"), w.as("ruud")
	w.must(joke.dir.All(ctx))
	parties := []note.Party{joke.Parties()[0], ruud.Parties()[0]}
	h, err := joke.base(ctx, chain.Genesis, parties[0])
	w.must(err)
	h.XID, h.Prev = note.XID(note.ZeroHash), note.ZeroHash
	key := identity.New()
	grants, err := joke.grant(&h, key, 0, parties, string(h.Nonce), nil)
	w.must(err)
	h.Rcpt = key.Recipient().Hash()
	ct, err := sealBody(&h, key, []byte(`{"form":"message.text","version":1}`))
	w.must(err)
	f, err := joke.finish(h, ct, grants, bindTo{0, identity.New()})
	w.must(err)
	_, err = joke.hub.Put(ctx, f.Frame)
	w.must(err)
	list, err := w.as("ruud").Inbox(ctx, "", 10)
	w.must(err)
	if len(list) != 2 || list[1].Exchange != good || list[0].Ended == "" {
		t.Errorf("the list holds %d rows: %+v", len(list), list)
	}
}

// TestZaakIsTheTeamsAlone: nobody is added to a sheet, and what another
// organisation calls a sheet is not one.
func TestZaakIsTheTeamsAlone(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	file, err := w.as("anna").NewZaak(ctx, "", w.example("zaak"))
	w.must(err)
	w.refused(w.as("anna").AddParty(ctx, file, "De Regenboog / Zorgteam", true), hub.E29)
	joke := w.as("joke")
	w.must(joke.dir.All(ctx))
	anna := w.as("anna")
	body, err := joke.complete(&flow.Frame{Flow: "zaak"}, chain.Genesis, w.example("zaak"), nil)
	w.must(err)
	f, err := joke.begin(ctx, []note.Party{joke.Parties()[0], anna.Parties()[0]}, body, nil)
	w.must(err)
	w.must(joke.put(ctx, f))
	list, err := w.as("anna").Zaken(ctx, "", 10)
	w.must(err)
	if len(list) != 1 || list[0].Exchange != file {
		t.Errorf("%d zaken, want the own one", len(list))
	}
	x, err := w.as("anna").Read(ctx, f.Entry.XID)
	w.must(err)
	if e := x.Entries[0]; e.State != Unreadable || e.Code != note.E10 || e.Body != nil {
		t.Errorf("of what is called a sheet she sees %s, %s: %s", e.State, e.Code, e.Body)
	}
	_, err = w.as("anna").Send(ctx, Letter{Flow: "message", To: "Politie Vechtdal / Infodesk", Zaak: f.Entry.XID, Document: w.example("message")})
	w.refused(err, hub.E29)
}

// TestASecondCommandLeavesALiveOffer: whatever else is done in the same home
// while an offer stands, the offer stands.
func TestASecondCommandLeavesALiveOffer(t *testing.T) {
	w := newWorld(t)
	xid := w.send("anna", "handoff", "Gemeente Veldrijk / Noord")
	ctx, stop := context.WithCancel(t.Context())
	standing, done := make(chan struct{}), make(chan error, 1)
	m := w.as("anna")
	go func() { done <- m.Offer(ctx, xid, "", nil, func(*Exchange) { close(standing) }) }()
	<-standing
	other := w.as("anna")
	_, _, err := other.Resume(t.Context())
	w.must(err)
	_, err = other.Inbox(t.Context(), "", 10)
	w.must(err)
	w.refused(w.as("fatima").Rekey(t.Context(), xid), hub.E29)
	w.must(w.as("fatima").Accept(t.Context(), xid, "", nil))
	w.must(<-done)
	stop()
}
