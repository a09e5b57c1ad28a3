package partners

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/hub"
)

// TestMoveZaak: a zaak goes to another team of the organisation with all that belongs
// to it, though the hub goes away after every few entries: nothing is done twice.
func TestMoveZaak(t *testing.T) {
	w := newWorld(t)
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	zuid := w.teamOf("linda")
	fatima := w.as("fatima")
	w.manifest("fatima", func(m *roster.Manifest) {
		m.Assigns = append(m.Assigns, roster.Assign{Team: zuid, Member: fatima.ID})
	})
	w.must(w.as("linda").LetIn(ctx, "", false, w.said("fatima")...))

	fatima = w.as("fatima")
	sheet, err := fatima.NewZaak(ctx, "Noord", w.example("zaak"))
	w.must(err)
	ours, err := fatima.Send(ctx, Letter{Flow: "message", Team: "Noord", To: "Politie Vechtdal / Infodesk", Zaak: sheet, Document: w.example("message")})
	w.must(err)
	closed, err := fatima.Send(ctx, Letter{Flow: "message", Team: "Noord", To: "Politie Vechtdal / Infodesk", Zaak: sheet, Document: w.example("message")})
	w.must(err)
	w.must(fatima.Close(ctx, closed))
	theirs := w.send("anna", "message", "Gemeente Veldrijk / Noord")
	say := func(v map[string]any) { w.must(fatima.Reply(ctx, sheet, "Noord", doc(v), nil)) }
	say(map[string]any{"form": "zaak.exchange", "xid": string(theirs), "flow": "message"})
	say(map[string]any{"form": "zaak.note", "text": "Moeder gesproken."})
	say(map[string]any{"form": "zaak.duty", "id": "bellen", "what": "School bellen", "due": "2027-01-04", "kind": "agreed"})

	_, err = w.as("sjoerd").MoveZaak(ctx, sheet, "Gemeente Veldrijk / Zuid", func(note.XID) {})
	w.refused(err, hub.E05) // not in both teams
	for _, to := range []string{"Veilig Thuis Vechtdal / Intake", "Gemeente Veldrijk / Noord"} {
		_, err = fatima.MoveZaak(ctx, sheet, to, func(note.XID) {})
		w.refused(err, hub.E05)
		if !strings.Contains(err.Error(), "another team of the own organisation") {
			t.Errorf("she is not told where a zaak moves to: %v", err)
		}
	}
	_, err = fatima.MoveZaak(ctx, ours, "Gemeente Veldrijk / Zuid", func(note.XID) {})
	w.refused(err, hub.E29)

	taken := make(chan error, 10)
	offered := func(xid note.XID) {
		linda := w.as("linda")
		go func() { taken <- linda.Accept(ctx, xid, "", nil) }()
	}
	var r Moved
	stops := 0
	for {
		m := w.as("fatima")
		m.hub = &stopping{m.hub, 3}
		if r, err = m.MoveZaak(ctx, sheet, "Gemeente Veldrijk / Zuid", offered); err == nil {
			break
		}
		w.refused(err, hub.E27)
		if stops++; stops > 20 {
			t.Fatal("it does not get on")
		}
		_, failed, err := w.as("fatima").Resume(ctx)
		w.must(err)
		if len(failed) > 0 {
			t.Fatal(failed)
		}
	}
	w.must(<-taken)
	if stops < 2 || len(r.Left) > 0 || !r.Closed {
		t.Errorf("after %d stops: %+v", stops, r)
	}

	linda := w.as("linda")
	list, err := linda.Zaken(ctx, "", 10)
	w.must(err)
	if len(list) != 1 || list[0].Exchange != r.Sheet {
		t.Fatalf("%d sheets in the other team", len(list))
	}
	forms := func(name string, xid note.XID) (list []string) {
		for _, e := range w.show(name, xid).Entries[1:] {
			if f := formOf(e.Document); f != "" && f != "zaak.custody" && f != "rekeyed" {
				list = append(list, f)
			}
		}
		return list
	}
	want := []string{"zaak.exchange", "zaak.exchange", "zaak.exchange", "zaak.note", "zaak.duty"}
	if got := forms("linda", r.Sheet); !slices.Equal(got, want) {
		t.Errorf("the sheet says %q", got)
	}
	teams := func(name string, xid note.XID) (list []string) {
		for _, p := range w.show(name, xid).Parties {
			list = append(list, p.Team)
		}
		slices.Sort(list)
		return list
	}
	if got := teams("linda", ours); !slices.Equal(got, []string{"Infodesk", "Zuid"}) {
		t.Errorf("in the own exchange: %q", got)
	}
	if got := teams("anna", theirs); !slices.Equal(got, []string{"Intake", "Zuid"}) {
		t.Errorf("in the other: %q", got)
	}
	if got := teams("ruud", closed); !slices.Equal(got, []string{"Infodesk", "Noord"}) {
		t.Errorf("in the closed one: %q", got)
	}
	if x, err := linda.Read(ctx, ours); err != nil || x.State.Owner != note.TeamParty(zuid) || x.Entries[0].State != Readable {
		t.Errorf("owner %v, %v", x.State.Owner, err)
	}
	if got := teams("fatima", ours); !slices.Equal(got, []string{"Infodesk", "Zuid"}) { // who is in both, on behalf of who stayed
		t.Errorf("for who is in both teams: %q", got)
	}
	w.must(linda.Reply(ctx, ours, "", text("Wij gaan verder."), nil))
	w.must(linda.Reply(ctx, theirs, "", text("Wij gaan verder."), nil))
	w.refused(w.as("sjoerd").Reply(ctx, ours, "", text("Niet meer."), nil), hub.E05)
	if !w.show("sjoerd", sheet).Closed {
		t.Error("the old sheet is open")
	}
	again, err := w.as("fatima").MoveZaak(ctx, sheet, "Gemeente Veldrijk / Zuid", offered)
	w.must(err)
	if again.Sheet != r.Sheet || again.Done != 0 || len(again.Left) > 0 {
		t.Errorf("again: %+v", again)
	}
}

// TestPostsOneByOne: an exchange to which a member adds post after post is what it is
// for who reads it whole, also after a recall, which changes what came before it.
func TestPostsOneByOne(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	xid := w.send("anna", "message", "Gemeente Veldrijk / Noord")
	_, err := w.as("fatima").Receipt(ctx, xid)
	w.must(err)
	m := w.as("anna")
	x, err := m.Read(ctx, xid)
	w.must(err)
	same := func() {
		t.Helper()
		y, err := w.as("anna").Read(ctx, xid)
		w.must(err)
		if len(x.Entries) != len(y.Entries) || len(x.frames) != len(y.frames) || len(x.Receipts) != len(y.Receipts) || x.End != nil {
			t.Fatalf("%d entries, %d frames and %d receipts; read whole %d, %d and %d", len(x.Entries), len(x.frames), len(x.Receipts), len(y.Entries), len(y.frames), len(y.Receipts))
		}
		for i, e := range x.Entries {
			if f := y.Entries[i]; e.Hash() != f.Hash() || e.State != f.State || string(e.Body) != string(f.Body) || e.Unchecked != f.Unchecked || (e.doc == nil) != (f.doc == nil) {
				t.Errorf("entry %d is %s, read whole %s", i, e.State, f.State)
			}
			if diff := cmp.Diff(y.Entries[i].After, e.After); diff != "" {
				t.Errorf("after entry %d (-whole +one by one):\n%s", i, diff)
			}
		}
	}
	for range 3 {
		w.must(m.post(ctx, x, text("Nog een."), nil, nil))
		same()
	}
	w.must(m.add(ctx, x, act{Type: chain.Recall, Party: x.Party, Target: x.Entries[2].Hash()}))
	same()
	if x.Entries[2].State != Recalled {
		t.Errorf("what was recalled is %s", x.Entries[2].State)
	}
	w.must(m.post(ctx, x, text("En verder."), nil, nil))
	same()
}
