package partners

import (
	"context"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/translog"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/hubtest"
)

// frozen is a hub that goes on showing one checkpoint.
type frozen struct {
	hub.API
	signed []byte
}

func (f *frozen) Checkpoint(context.Context) ([]byte, error) { return f.signed, nil }

// freeze has the hub show a member nothing newer than now.
func (w *world) freeze(m *Member) *frozen {
	w.t.Helper()
	signed, err := m.hub.Checkpoint(w.t.Context())
	w.must(err)
	f := &frozen{m.hub, signed}
	m.hub, m.dir.hub = f, f
	return f
}

// TestStaleView: with a checkpoint that is older than a quarter of an hour nobody
// begins, offers or accepts; with one that is older than a day nobody writes.
func TestStaleView(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	xid := w.send("anna", "message", "Gemeente Veldrijk / Noord")
	m := w.as("anna")
	f := w.freeze(m)
	letter := Letter{Flow: "message", To: "Gemeente Veldrijk / Noord", Document: w.example("message")}
	text := doc(map[string]any{"form": "message.text", "text": "Nog iets."})
	w.hub.Pass(14 * time.Minute)
	_, err := m.Send(ctx, letter)
	w.must(err)
	w.hub.Pass(2 * time.Minute)
	_, err = m.Send(ctx, letter)
	w.refused(err, note.E12)
	w.must(m.Reply(ctx, xid, "", text, nil))
	w.hub.Pass(23 * time.Hour)
	w.must(m.Reply(ctx, xid, "", text, nil))
	w.hub.Pass(time.Hour)
	w.refused(m.Reply(ctx, xid, "", text, nil), note.E12)
	v, err := m.Show(ctx, xid)
	w.must(err)
	if len(v.Entries) != 3 {
		t.Errorf("what is there is not shown: %+v", v.Entries)
	}
	if f.signed, err = f.API.Checkpoint(ctx); err != nil {
		t.Fatal(err)
	}
	_, err = m.Send(ctx, letter) // the hub is honest again
	w.must(err)
}

// TestStaleWitnesses: a checkpoint that its witnesses did not sign is none; what was
// known counts for as long as it is fresh, and in a new home there is nothing.
func TestStaleWitnesses(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	xid := w.send("anna", "message", "Gemeente Veldrijk / Noord")
	m := w.as("anna")
	f := w.freeze(m)
	signed, err := translog.ParseSigned(f.signed)
	w.must(err)
	signed.Signatures = signed.Signatures[:1]
	f.signed = signed.Bytes()
	w.must(m.dir.Sync(ctx))
	w.must(m.Reply(ctx, xid, "", doc(map[string]any{"form": "message.text", "text": "Nog iets."}), nil))
	w.hub.Pass(16 * time.Minute)
	_, err = m.Send(ctx, Letter{Flow: "message", To: "Gemeente Veldrijk / Noord", Document: w.example("message")})
	w.refused(err, note.E12)
	w.must(m.home.remove(checkpointFile))
	m.dir.known = false
	m.dir.replica = newReplica(m.home.Trust)
	w.refused(m.dir.Sync(ctx), note.E13)
	other := m.home.Trust
	other.Witnesses = []string{hubtest.Watch(t, w.hub.Now).Key()}
	if m.dir.policy, err = other.Policy(); err != nil {
		t.Fatal(err)
	}
	m.dir.hub = f.API
	w.refused(m.dir.Sync(ctx), note.E13) // a witness that nobody named
}

// TestWitnessAhead: a checkpoint of a time that is yet to come is not signed with; the
// clock here or there is wrong.
func TestWitnessAhead(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	xid := w.send("anna", "message", "Gemeente Veldrijk / Noord")
	m := w.as("anna")
	w.hub.Pass(20 * time.Minute)
	w.must(m.dir.Sync(ctx))
	now := m.now
	m.now = func() time.Time { return now().Add(-20 * time.Minute) }
	w.refused(m.Reply(ctx, xid, "", doc(map[string]any{"form": "message.text", "text": "Nog iets."}), nil), hub.E26)
}

// TestBehind: who reads an entry that names a longer log than is known here learns
// that first.
func TestBehind(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	xid := w.send("anna", "message", "Gemeente Veldrijk / Noord")
	fatima := w.as("fatima")
	before := fatima.dir.head
	w.dismissNobody("fatima")
	w.must(w.as("anna").Reply(ctx, xid, "", doc(map[string]any{"form": "message.text", "text": "Nog iets."}), nil))
	x, err := fatima.read(ctx, fatima.Parties()[0], xid, nil)
	w.must(err)
	if x.End != nil || len(x.Entries) != 2 || fatima.dir.head.Size != before.Size+1 {
		t.Errorf("%d entries, end %v, log of %d after %d", len(x.Entries), x.End, fatima.dir.head.Size, before.Size)
	}
}

// TestLongerAndOlder: a longer log is followed though its quorum is of an older time,
// since other witnesses may have cosigned it; the same log is never taken for older.
func TestLongerAndOlder(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	m := w.as("anna")
	f := w.freeze(m)
	same := w.hub.Collude(m.dir.head.Checkpoint)
	w.dismissNobody("fatima")
	longer := w.hub.Collude(w.hub.CP())
	w.hub.Pass(5 * time.Minute)
	f.signed = w.hub.Collude(m.dir.head.Checkpoint)
	w.must(m.dir.Sync(ctx))
	before := m.dir.head
	f.signed = same
	w.must(m.dir.Sync(ctx))
	if m.dir.head != before {
		t.Errorf("the same log is now of %d, was of %d", m.dir.head.Time, before.Time)
	}
	f.signed = longer
	w.must(m.dir.Sync(ctx))
	if after := m.dir.head; after.Size != before.Size+1 || after.Time >= before.Time {
		t.Errorf("after %+v it knows %+v", before, after)
	}
}

// TestClockOffByADay: whoever's clock is a day off reads everything, writes nothing,
// and hears of the clock, never that what is seen is too old.
func TestClockOffByADay(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	xid := w.send("anna", "message", "Gemeente Veldrijk / Noord")
	m := w.as("anna")
	right := m.now
	letter := Letter{Flow: "message", To: "Gemeente Veldrijk / Noord", Document: w.example("message")}
	text := doc(map[string]any{"form": "message.text", "text": "Nog iets."})
	for _, off := range []time.Duration{24 * time.Hour, 25 * time.Hour, -24 * time.Hour, 16 * time.Minute, -16 * time.Minute} {
		m.now = func() time.Time { return right().Add(off) }
		v, err := m.Show(ctx, xid)
		w.must(err)
		if len(v.Entries) == 0 || v.Ended != "" {
			t.Errorf("clock %s off: %+v", off, v)
		}
		_, err = m.Send(ctx, letter)
		w.refused(err, hub.E26)
		w.refused(m.Reply(ctx, xid, "", text, nil), hub.E26)
	}
	m.now = right
	w.must(m.Reply(ctx, xid, "", text, nil))
	// a view that is too old stays E12, by whichever clock
	w.freeze(m)
	w.hub.Pass(25 * time.Hour)
	w.refused(m.Reply(ctx, xid, "", text, nil), note.E12)
	m.now = func() time.Time { return right().Add(24 * time.Hour) }
	w.refused(m.Reply(ctx, xid, "", text, nil), note.E12)
}
