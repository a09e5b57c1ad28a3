package partners

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/hub"
)

const toZuid = "Gemeente Veldrijk / Zuid"

// bothTeams has fatima be in Zuid too, with a zaak of Noord in which a duty stands.
func (w *world) bothTeams() (sheet note.XID) {
	w.t.Helper()
	ctx := w.t.Context()
	zuid := w.teamOf("linda")
	id := w.as("fatima").ID
	w.manifest("fatima", func(m *roster.Manifest) {
		m.Assigns = append(m.Assigns, roster.Assign{Team: zuid, Member: id})
	})
	w.must(w.as("linda").LetIn(ctx, "", false, w.said("fatima")...))
	sheet, err := w.as("fatima").NewZaak(ctx, "Noord", w.example("zaak"))
	w.must(err)
	w.say(sheet, map[string]any{"form": "zaak.duty", "id": "bellen", "what": "School bellen", "due": "2027-01-04", "kind": "agreed"})
	return sheet
}

func (w *world) say(sheet note.XID, v map[string]any) {
	w.t.Helper()
	w.must(w.as("fatima").Reply(w.t.Context(), sheet, "Noord", doc(v), nil))
}

// links has the sheet name an exchange.
func (w *world) links(sheet, xid note.XID) {
	w.t.Helper()
	w.say(sheet, map[string]any{"form": "zaak.exchange", "xid": string(xid), "flow": "message"})
}

// sheets are the zaken of Zuid.
func (w *world) sheets() int {
	w.t.Helper()
	list, err := w.as("linda").Zaken(w.t.Context(), "", 10)
	w.must(err)
	return len(list)
}

// teamsIn are the names of the teams in an exchange, as somebody sees them.
func (w *world) teamsIn(by string, xid note.XID) (list []string) {
	w.t.Helper()
	for _, p := range w.show(by, xid).Parties {
		list = append(list, p.Team)
	}
	return list
}

func unoffered(note.XID) {}

// A telling is a hub that answers something else for some exchanges.
type telling struct {
	hub.API
	entries func(xid note.XID, frames [][]byte, from uint64) ([][]byte, error)
	put     func(n int)
	puts    int
}

func (h *telling) Entries(ctx context.Context, p note.Party, xid note.XID, from uint64) ([][]byte, error) {
	frames, err := h.API.Entries(ctx, p, xid, from)
	if err != nil || h.entries == nil {
		return frames, err
	}
	return h.entries(xid, frames, from)
}

func (h *telling) Put(ctx context.Context, frame []byte) (hub.Placed, error) {
	h.puts++
	if h.put != nil {
		h.put(h.puts)
	}
	return h.API.Put(ctx, frame)
}

// anew is fatima, with nothing kept, before a hub that tells something else.
func (w *world) anew(entries func(xid note.XID, frames [][]byte, from uint64) ([][]byte, error)) *Member {
	w.t.Helper()
	h := w.copied(w.t, "fatima")
	w.must(os.RemoveAll(h.path("exchanges")))
	m, err := Open(w.t.Context(), h, Options{Now: w.hub.Now})
	w.must(err)
	m.hub = &telling{API: m.hub, entries: entries}
	return m
}

// TestMoveWithheld: of a sheet of which the hub withholds a text or a key, nothing is
// copied and nothing closed.
func TestMoveWithheld(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	sheet := w.bothTeams()
	w.must(w.as("fatima").Rekey(ctx, sheet))
	w.say(sheet, map[string]any{"form": "zaak.note", "text": "Moeder gesproken."})
	for name, part := range map[string]struct{ seq, from, to int }{"the text of a duty": {1, 1, 2}, "the key of a note": {2, 2, 9}} {
		m := w.anew(func(xid note.XID, frames [][]byte, from uint64) ([][]byte, error) {
			for i, f := range frames {
				parts, err := hub.SplitFrame(f)
				if err != nil || xid != sheet || int(from)+i != part.seq {
					continue
				}
				for n := part.from; n < min(part.to, len(parts)); n++ {
					parts[n] = nil
				}
				frames[i] = hub.JoinFrame(parts...)
			}
			return frames, nil
		})
		if r, err := m.MoveZaak(ctx, sheet, toZuid, unoffered); hub.CodeOf(err) != note.E08 {
			t.Errorf("%s is withheld: %v, %+v, want E08", name, err, r)
		}
	}
	if w.show("sjoerd", sheet).Closed || w.sheets() != 0 {
		t.Errorf("closed %v, and %d sheets in the other team", w.show("sjoerd", sheet).Closed, w.sheets())
	}
}

// TestMoveDenied: an exchange that the hub says it does not have, or that it ends with
// something that is no entry, is not taken for one that ended, unless the own copy says so.
func TestMoveDenied(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	sheet := w.bothTeams()
	theirs, closed, spoilt := w.send("anna", "message", "Gemeente Veldrijk / Noord"), w.send("anna", "message", "Gemeente Veldrijk / Noord"), w.send("anna", "message", "Gemeente Veldrijk / Noord")
	w.must(w.as("anna").Close(ctx, closed))
	for _, xid := range []note.XID{theirs, closed, spoilt} {
		w.links(sheet, xid)
		w.show("fatima", xid)
	}
	lies := func(xid note.XID, frames [][]byte, from uint64) ([][]byte, error) {
		switch xid {
		case theirs, closed:
			return nil, hub.NotFound()
		case spoilt:
			return append(frames, hub.JoinFrame([]byte("no entry"), nil)), nil
		}
		return frames, nil
	}
	anew, kept := w.anew(lies), w.as("fatima")
	kept.hub = &telling{API: kept.hub, entries: lies}
	for _, c := range []struct {
		name string
		m    *Member
		left []note.XID
	}{{"nothing kept", anew, []note.XID{theirs, closed, spoilt}}, {"copies", kept, []note.XID{theirs, spoilt}}} {
		r, err := c.m.MoveZaak(ctx, sheet, toZuid, unoffered)
		w.must(err)
		var left []note.XID
		for _, l := range r.Left {
			left = append(left, l.XID)
		}
		if !slices.Equal(left, c.left) || r.Closed {
			t.Errorf("with %s: left %+v, closed %v", c.name, r.Left, r.Closed)
		}
	}
	if w.show("sjoerd", sheet).Closed {
		t.Error("the old sheet is closed")
	}
	r, err := w.as("fatima").MoveZaak(ctx, sheet, toZuid, unoffered)
	w.must(err)
	if r.Done != 2 || !r.Closed {
		t.Errorf("once the hub tells the truth: %+v", r)
	}
}

// TestMoveRestricted: what only named colleagues read is not opened to a whole team, in
// whatever team they are by now, or in none.
func TestMoveRestricted(t *testing.T) {
	w := newWorld(t)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	sheet := w.bothTeams()
	theirs := w.send("anna", "message", "Gemeente Veldrijk / Noord")
	beside := w.send("anna", "message", "Gemeente Veldrijk / Noord")
	w.links(sheet, theirs)
	w.links(sheet, beside)
	ours, err := w.as("fatima").Send(ctx, Letter{Flow: "message", Team: "Noord", To: "Politie Vechtdal / Infodesk", Zaak: sheet, Document: w.example("message")})
	w.must(err)
	w.compares("anna", "Gemeente Veldrijk / Noord", "sjoerd")
	w.must(w.as("anna").Restrict(ctx, theirs, "Gemeente Veldrijk / Noord", w.code("sjoerd")))
	w.compares("anna", toZuid, "linda")
	w.must(w.as("anna").AddMember(ctx, beside, toZuid, w.code("linda"), true))
	w.compares("fatima", toZuid, "linda")
	w.must(w.as("fatima").AddMember(ctx, ours, toZuid, w.code("linda"), true))
	stay := func(when string) {
		t.Helper()
		r, err := w.as("fatima").MoveZaak(ctx, sheet, toZuid, unoffered)
		w.must(err)
		if len(r.Left) != 3 || r.Closed || r.Done != 0 {
			t.Fatalf("%s: %+v", when, r)
		}
		for _, l := range r.Left {
			if hub.CodeOf(l.Err) != hub.E29 || !strings.Contains(l.Why, "restricted to named members") {
				t.Errorf("%s: left because %q", when, l.Why)
			}
			by := map[note.XID]string{theirs: "anna", beside: "anna", ours: "ruud"}[l.XID]
			if got := w.teamsIn(by, l.XID); slices.Contains(got, "Zuid") || slices.Contains(got, "Noord") == (l.XID == theirs) {
				t.Errorf("%s: in it are %q", when, got)
			}
		}
	}
	stay("as they were let in")
	linda, sjoerd := w.as("linda").ID, w.as("sjoerd").ID
	w.must(w.change("fatima", Unassign(w.teamOf("linda"), linda), Revoke(sjoerd, "verloren")))
	stay("out of the team, and revoked")

	// Of whom the directory does not know, it may be the own organisation.
	m := w.as("fatima")
	w.must(m.dir.All(ctx))
	x := &Exchange{State: &chain.State{Set: []note.Party{note.TeamParty(w.teamOf("anna")), note.MemberParty(w.as("anna").ID)}}}
	w.must(m.notRestricted(x)) // that restriction is the other side's
	x.State.Set = append(x.State.Set, note.MemberParty(note.MemberID(note.NewID())))
	w.refused(m.notRestricted(x), hub.E29)
}

// TestMoveClosedSheet: a sheet that somebody closes before all is copied swallows nothing.
func TestMoveClosedSheet(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	sheet := w.bothTeams()
	w.say(sheet, map[string]any{"form": "zaak.note", "text": "Moeder gesproken."})
	m := w.as("fatima")
	m.hub = &telling{API: m.hub, put: func(n int) {
		if n != 2 { // the duty; the note is to follow
			return
		}
		list, err := w.as("linda").Zaken(ctx, "", 10)
		w.must(err)
		w.must(w.as("linda").Close(ctx, list[0].Exchange))
	}}
	for range 2 { // while it copies, and before it goes on
		r, err := m.MoveZaak(ctx, sheet, toZuid, unoffered)
		if hub.CodeOf(err) != hub.E29 {
			t.Errorf("%v, %+v", err, r)
		}
	}
	if w.show("sjoerd", sheet).Closed {
		t.Error("the old sheet is closed")
	}
}

// TestMoveSheetAway: a sheet that cannot be had now is not begun a second time.
func TestMoveSheetAway(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	sheet := w.bothTeams()
	m := w.as("fatima")
	m.hub = &stopping{m.hub, 1}
	_, err := m.MoveZaak(ctx, sheet, toZuid, unoffered)
	w.refused(err, hub.E27)
	_, _, err = w.as("fatima").Resume(ctx)
	w.must(err)
	n := w.sheets()
	_, err = w.anew(func(xid note.XID, frames [][]byte, _ uint64) ([][]byte, error) {
		if xid != sheet {
			return nil, hub.Errorf(hub.E27, "away")
		}
		return frames, nil
	}).MoveZaak(ctx, sheet, toZuid, unoffered)
	if hub.CodeOf(err) != hub.E27 || n != 1 || w.sheets() != 1 {
		t.Errorf("%v; %d sheets, then %d", err, n, w.sheets())
	}
}
