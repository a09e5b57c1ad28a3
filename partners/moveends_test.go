package partners

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// A closing is a hub at which something happens just before the first close.
type closing struct {
	hub.API
	before func()
}

func (h *closing) Put(ctx context.Context, frame []byte) (hub.Placed, error) {
	if e, _, err := readFrame(frame); err == nil && e.Type == chain.Close && h.before != nil {
		before := h.before
		h.before = nil
		before()
	}
	return h.API.Put(ctx, frame)
}

// colleague says something in a sheet of Noord.
func (w *world) colleague(sheet note.XID, v map[string]any) {
	w.t.Helper()
	w.must(w.as("sjoerd").Reply(w.t.Context(), sheet, "", doc(v), nil))
}

// saidThere are the texts of the notes in a sheet; what the old one says and the other
// does not refer to is an error.
func (w *world) saidThere(old, fresh note.XID) (texts []string) {
	w.t.Helper()
	ctx := w.t.Context()
	x, err := w.as("sjoerd").Read(ctx, old)
	w.must(err)
	y, err := w.as("fatima").Read(ctx, fresh)
	w.must(err)
	refs := map[note.Hash]bool{}
	for _, e := range y.Entries {
		refs[refOf(e)] = true
		if formOf(e.Body) == "zaak.note" {
			_, text, _ := strings.Cut(string(e.Body), `"text":"`)
			text, _, _ = strings.Cut(text, `"`)
			texts = append(texts, text)
		}
	}
	for _, e := range x.Entries {
		if e.Type == chain.Post && !refs[e.Hash()] {
			w.t.Errorf("entry %d, %s, is lost", e.Seq, formOf(e.Body))
		}
	}
	return texts
}

// TestMoveEnds: a zaak with an own exchange, that a colleague takes over, is moved in one
// call with all that anybody says in the old sheet meanwhile. Whom the other side let in
// for itself keeps its place.
func TestMoveEnds(t *testing.T) {
	w := newWorld(t)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	sheet := w.bothTeams()
	ours, err := w.as("fatima").Send(ctx, Letter{Flow: "message", Team: "Noord", To: "Politie Vechtdal / Infodesk", Zaak: sheet, Document: w.example("message")})
	w.must(err)
	w.compares("fatima", "Politie Vechtdal / Infodesk", "ruud")
	w.must(w.as("fatima").Restrict(ctx, ours, "Politie Vechtdal / Infodesk", w.code("ruud")))
	theirs := w.send("anna", "message", "Gemeente Veldrijk / Noord")
	m := w.as("fatima")
	m.hub = &closing{m.hub, func() {
		w.colleague(sheet, map[string]any{"form": "zaak.note", "text": "Vlak voor het sluiten."})
	}}
	taken := make(chan error, 1)
	r, err := m.MoveZaak(ctx, sheet, toZuid, func(xid note.XID) {
		w.colleague(sheet, map[string]any{"form": "zaak.note", "text": "Terwijl het op aanbod stond."})
		w.colleague(sheet, map[string]any{"form": "zaak.exchange", "xid": string(theirs), "flow": "message"})
		linda := w.as("linda")
		go func() { taken <- linda.Accept(ctx, xid, "", nil) }()
	})
	w.must(err)
	w.must(<-taken)
	if r.Done != 2 || len(r.Left) > 0 || !r.Closed || !w.show("sjoerd", sheet).Closed {
		t.Errorf("%+v", r)
	}
	if got := w.saidThere(sheet, r.Sheet); !slices.Equal(got, []string{"Terwijl het op aanbod stond.", "Vlak voor het sluiten."}) {
		t.Errorf("in the other sheet: %q", got)
	}
	x, err := w.as("linda").Read(ctx, ours)
	w.must(err)
	zuid := note.TeamParty(w.teamOf("linda"))
	if set := x.State.Parties(); len(set) != 2 || x.State.Owner != zuid || !x.State.Has(note.MemberParty(w.as("ruud").ID)) {
		t.Errorf("in the own exchange are %v", set)
	}
	if got := w.teamsIn("anna", theirs); !slices.Contains(got, "Zuid") {
		t.Errorf("in the other one are %q", got)
	}
}

// TestMoveNotClosedOver: a sheet that is not all copied stays open: an exchange that was
// named just before the close and cannot be had, a text that is withheld, a hub that is
// away when it is looked at again, and somebody who goes on writing.
func TestMoveNotClosedOver(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	first := w.bothTeams()
	duty := map[string]any{"form": "zaak.duty", "id": "bellen", "what": "School bellen", "due": "2027-01-04", "kind": "agreed"}
	said := map[string]any{"form": "zaak.note", "text": "Nog iets."}
	open := func(sheet note.XID, what string) {
		t.Helper()
		if w.show("sjoerd", sheet).Closed {
			t.Errorf("%s: the old sheet is closed", what)
		}
	}
	m := w.as("fatima")
	elsewhere := note.HashOf([]byte("elsewhere"))
	m.hub = &closing{m.hub, func() {
		w.colleague(first, map[string]any{"form": "zaak.exchange", "xid": string(elsewhere), "flow": "message"})
	}}
	r, err := m.MoveZaak(ctx, first, toZuid, unoffered)
	w.must(err)
	if len(r.Left) != 1 || r.Left[0].XID != note.XID(elsewhere) || r.Closed {
		t.Errorf("%+v", r)
	}
	open(first, "named just before")

	for name, c := range map[string]struct {
		code    hub.Code
		posts   int // how often somebody writes
		entries func(frames [][]byte) ([][]byte, error)
	}{
		"withheld": {note.E08, 1, func(frames [][]byte) ([][]byte, error) {
			for i, f := range frames {
				parts, err := hub.SplitFrame(f)
				w.must(err)
				frames[i] = hub.JoinFrame(parts[0], nil)
			}
			return frames, nil
		}},
		"away":    {hub.E27, 0, func([][]byte) ([][]byte, error) { return nil, hub.Errorf(hub.E27, "away") }},
		"goes on": {hub.E20, 100, nil},
	} {
		sheet, err := w.as("fatima").NewZaak(ctx, "Noord", w.example("zaak"))
		w.must(err)
		w.say(sheet, duty)
		m, sjoerd := w.as("fatima"), w.as("sjoerd")
		tell := &telling{API: m.hub}
		tell.put = func(n int) {
			if n == 1 { // the sheet itself
				return
			}
			if n-1 <= c.posts {
				w.must(sjoerd.Reply(ctx, sheet, "", doc(said), nil))
			}
			if c.entries != nil {
				tell.entries = func(xid note.XID, frames [][]byte, _ uint64) ([][]byte, error) {
					if xid != sheet {
						return frames, nil
					}
					return c.entries(frames)
				}
			}
		}
		m.hub = tell
		r, err := m.MoveZaak(ctx, sheet, toZuid, unoffered)
		if hub.CodeOf(err) != c.code || r.Closed {
			t.Errorf("%s: %v, %+v", name, err, r)
		}
		open(sheet, name)
	}
}
