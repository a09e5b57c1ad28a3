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

// losing loses puts: on the way there, or the answer on the way back.
type losing struct {
	hub.API
	how func() string
}

func (l *losing) Put(ctx context.Context, frame []byte) (hub.Placed, error) {
	how := l.how()
	if how == "there" {
		return hub.Placed{}, errBreak
	}
	placed, err := l.API.Put(ctx, frame)
	if how == "back" {
		return hub.Placed{}, errBreak
	}
	return placed, err
}

// TestSignedAgainAndLost: what was signed again for a new place, of which nobody
// knows whether it arrived, is said once.
func TestSignedAgainAndLost(t *testing.T) {
	w := newWorld(t)
	anna, joke := w.as("anna"), w.as("joke")
	line := &losing{API: anna.hub, how: func() string { return "" }}
	anna.hub = line
	for _, how := range []string{"there", "back"} {
		xid, err := anna.Send(t.Context(), Letter{Flow: "message", To: "De Regenboog / Zorgteam", Document: w.example("message")})
		if err != nil {
			t.Fatal(err)
		}
		say := func(m *Member, text string) error {
			return m.Reply(t.Context(), xid, "", doc(map[string]any{"form": "message.text", "text": text}), nil)
		}
		line.how = func() string { return "there" }
		if err := say(anna, "Van Anna."); hub.CodeOf(err) != hub.E27 {
			t.Fatalf("a lost reply: %v", err)
		}
		if err := say(joke, "Van Joke."); err != nil {
			t.Fatal(err)
		}
		puts := 0
		line.how = func() string {
			if puts++; puts == 2 {
				return how
			}
			return ""
		}
		for range 3 {
			if _, failed, err := anna.Resume(t.Context()); err != nil || len(failed) > 0 {
				t.Fatal(failed, err)
			}
		}
		x, err := joke.Read(t.Context(), xid)
		if err != nil {
			t.Fatal(err)
		}
		if len(x.Entries) != 3 {
			t.Errorf("lost on the way %s: %d entries instead of 3", how, len(x.Entries))
		}
		if left, err := anna.home.list("outbox"); err != nil || len(left) > 0 {
			t.Errorf("lost on the way %s: %v stays, %v", how, left, err)
		}
	}
}

// forgetful is a hub that refuses what it has, and does not show it.
type forgetful struct {
	hub.API
	put     func(frame []byte) (refused error, lost bool)
	entries func(frames [][]byte) ([][]byte, error)
}

func (f *forgetful) Put(ctx context.Context, frame []byte) (hub.Placed, error) {
	if refused, lost := f.put(frame); refused != nil {
		if lost {
			_, _ = f.API.Put(ctx, frame)
		}
		return hub.Placed{}, refused
	}
	return f.API.Put(ctx, frame)
}

func (f *forgetful) Entries(ctx context.Context, p note.Party, xid note.XID, from uint64) ([][]byte, error) {
	frames, err := f.API.Entries(ctx, p, xid, from)
	if err != nil {
		return nil, err
	}
	return f.entries(frames)
}

// TestOwnBeforeAnew: what stands already is not signed again for another place,
// however the hub answers at first: when it refuses what it has and cannot be read, when it
// does not show it, and when what was signed again for its place was lost besides.
func TestOwnBeforeAnew(t *testing.T) {
	w := newWorld(t)
	anna := w.as("anna")
	line := &forgetful{API: anna.hub}
	honest := func() {
		line.put = func([]byte) (error, bool) { return nil, false }
		line.entries = func(frames [][]byte) ([][]byte, error) { return frames, nil }
	}
	honest()
	anna.hub = line
	for _, how := range []string{"away", "hidden", "hidden, and lost again"} {
		t.Run(how, func(t *testing.T) {
			xid, err := anna.Send(t.Context(), Letter{Flow: "message", To: "De Regenboog / Zorgteam", Document: w.example("message")})
			if err != nil {
				t.Fatal(err)
			}
			line.put = func([]byte) (error, bool) { return errBreak, true }
			said := doc(map[string]any{"form": "message.text", "text": "Van Anna."})
			if err := anna.Reply(t.Context(), xid, "", said, nil); hub.CodeOf(err) != hub.E27 {
				t.Fatalf("a reply whose answer was lost: %v", err)
			}
			puts := 0
			line.put = func([]byte) (error, bool) {
				switch puts++; {
				case puts == 1:
					return hub.Errorf(hub.E20, "as the test wants it"), false
				case puts == 2 && how == "hidden, and lost again":
					return errBreak, false
				}
				line.entries = func(frames [][]byte) ([][]byte, error) { return frames, nil }
				return nil, false
			}
			line.entries = func(frames [][]byte) ([][]byte, error) {
				if how == "away" {
					return nil, errBreak
				}
				return frames[:min(1, len(frames))], nil
			}
			for range 2 {
				if _, failed, err := anna.Resume(t.Context()); err != nil || len(failed) > 0 {
					t.Fatal(failed, err)
				}
				if how == "away" {
					honest()
				}
			}
			honest()
			x, err := anna.Read(t.Context(), xid)
			if err != nil {
				t.Fatal(err)
			}
			if len(x.Entries) != 2 {
				t.Errorf("%d entries instead of 2", len(x.Entries))
			}
			if left, err := anna.home.list("outbox"); err != nil || len(left) > 0 {
				t.Errorf("%v stays, %v", left, err)
			}
		})
	}
}

// resets gives Noord a key without a predecessor, for whom an admin with the root says.
func (w *world) resets() {
	w.t.Helper()
	fatima := w.as("fatima")
	w.must(fatima.ResetTeam(w.t.Context(), "Noord", w.roots[fatima.Org], nil, w.heirs("fatima", "Noord")))
}

// TestNotSaidToAReset: a post that others were before is not signed again for a team
// whose key lost its predecessor meanwhile, before that was compared: neither while it
// is said nor when it waited.
func TestNotSaidToAReset(t *testing.T) {
	for _, waited := range []bool{false, true} {
		w := newWorld(t)
		ctx := t.Context()
		xid := w.send("fatima", "message", "Veilig Thuis Vechtdal / Intake")
		bas := w.as("bas")
		honest := bas.hub
		changed := func() {
			w.resets()
			w.must(w.as("fatima").Rekey(ctx, xid))
		}
		say := func() error { return bas.Reply(ctx, xid, "", text("Vertrouwelijk."), nil) }
		if waited {
			bas.hub = &losing{API: honest, how: func() string { return "there" }}
			w.refused(say(), hub.E27)
			changed()
			bas.hub = honest
			_, failed, err := bas.Resume(ctx)
			w.must(err)
			if len(failed) != 1 || hub.CodeOf(failed[0]) != note.E06 {
				t.Errorf("what waited: %v", failed)
			}
		} else {
			bas.hub = &telling{API: honest, put: func(n int) {
				if n == 1 {
					changed()
				}
			}}
			w.refused(say(), note.E06)
		}
		if got := w.reads("sjoerd", xid); len(got) != 2 {
			t.Errorf("waited %v: there is %q", waited, got)
		}
	}
}

// TestWithdrawnAfterAReset: that an offer ended is always said, whatever became of the
// keys of whom it was made to.
func TestWithdrawnAfterAReset(t *testing.T) {
	for _, waited := range []bool{false, true} {
		w := newWorld(t)
		ctx := t.Context()
		xid := w.send("anna", "handoff", "Gemeente Veldrijk / Noord")
		anna := w.as("anna")
		x, err := anna.Read(ctx, xid)
		w.must(err)
		body, err := anna.custodyBody(x, chain.Offer, nil)
		w.must(err)
		w.must(anna.add(ctx, x, act{Type: chain.Offer, Party: x.Party, To: note.TeamParty(w.teamOf("fatima")), Body: body}))
		w.resets()
		w.must(anna.dir.Sync(ctx))
		honest, puts := anna.hub, 0
		anna.hub = &forgetful{API: honest, entries: func(frames [][]byte) ([][]byte, error) { return frames, nil }, put: func([]byte) (error, bool) {
			switch puts++; {
			case puts == 1 && waited:
				return errBreak, false
			case puts <= 2:
				return hub.Errorf(hub.E20, "as the test wants it"), false
			}
			return nil, false
		}}
		err = anna.postWithdrawal(ctx, x, x.State.Offer.Entry, "withdrawn")
		if waited {
			w.refused(err, hub.E27)
			_, failed, resumed := anna.Resume(ctx)
			if err = resumed; len(failed) > 0 {
				err = failed[0]
			}
		}
		w.must(err)
		if x, err = w.as("bas").Read(ctx, xid); err != nil || x.State.Offer != nil || len(x.Entries) != 3 {
			t.Errorf("waited %v: the offer stands: %v, %d entries, %v", waited, x.State.Offer, len(x.Entries), err)
		}
	}
}

// TestResumedUnderNewKeys: what waited goes under the keys of now, and not at all once
// the old ones count no more and the new ones cannot be taken.
func TestResumedUnderNewKeys(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	waits := func() (*Member, note.XID) {
		xid := w.send("anna", "message", "Gemeente Veldrijk / Noord")
		anna := w.as("anna")
		honest := anna.hub
		anna.hub = &losing{API: honest, how: func() string { return "there" }}
		w.refused(anna.Reply(ctx, xid, "", text("Wachtte."), nil), hub.E27)
		w.must(w.as("bas").Reply(ctx, xid, "", text("Eerst ik."), nil))
		w.must(w.as("sjoerd").Rotate(ctx, ""))
		anna.hub = honest
		return anna, xid
	}
	anna, xid := waits()
	_, failed, err := anna.Resume(ctx)
	w.must(err)
	if got := w.reads("bas", xid); len(failed) > 0 || !slices.Equal(got, []string{"genesis readable", "post readable", "rekey readable", "post readable"}) {
		t.Errorf("there is %q, %v", got, failed)
	}
	if got := w.lagging(anna, xid); got != nil {
		t.Errorf("notice %q", got)
	}

	// A colleague who rekeys at the same moment does the same, and it goes all the same.
	anna, xid = waits()
	anna.hub = &telling{API: anna.hub, put: func(n int) {
		if n == 2 { // after the same bytes
			w.must(w.as("sjoerd").Rekey(ctx, xid))
		}
	}}
	_, failed, err = anna.Resume(ctx)
	w.must(err)
	if got := w.reads("bas", xid); len(failed) > 0 || !slices.Equal(got, []string{"genesis readable", "post readable", "rekey readable", "post readable"}) {
		t.Errorf("beaten: there is %q, %v", got, failed)
	}

	anna, xid = waits()
	w.must(anna.dir.Sync(ctx))
	w.hub.Pass(73 * time.Hour)
	f := w.freeze(anna)
	w.must(anna.dir.Sync(ctx))
	w.hub.Pass(16 * time.Minute) // so that it can post, and not rekey
	_, failed, err = anna.Resume(ctx)
	w.must(err)
	if len(failed) != 1 || hub.CodeOf(failed[0]) != hub.E12 || !strings.Contains(failed[0].Error(), "has a new key for more than 72 hours") {
		t.Errorf("late: %v", failed)
	}
	anna.hub = f.API
	if got := w.reads("bas", xid); !slices.Equal(got, []string{"genesis readable", "post readable"}) {
		t.Errorf("late: there is %q", got)
	}
}
