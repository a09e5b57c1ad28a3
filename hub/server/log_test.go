package server_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/crypto/translog"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/hubtest"
	"github.com/sluis-hub/sluis/hub/sequencer"
	"github.com/sluis-hub/sluis/hub/server"
)

// head is the newest checkpoint that somebody gets, held against a policy of these
// witnesses.
func (w *town) head(quorum int, witnesses ...*hubtest.Witness) translog.Head {
	w.t.Helper()
	var names []string
	for _, at := range witnesses {
		names = append(names, at.Key())
	}
	p, err := translog.NewPolicy(w.LogKey(), names, quorum)
	if err != nil {
		w.t.Fatal(err)
	}
	head, err := p.Verify([]byte(w.want(w.as(w.anna), "GET", "/api/checkpoint", "", nil)))
	if err != nil {
		w.t.Fatal(err)
	}
	return head
}

// vouches publishes a vouch: one line more.
func (w *town) vouches() answer {
	w.t.Helper()
	v := roster.Vouch{Org: w.gt.ID, Record: w.gt.Record, By: w.vt.ID, Time: w.Now().Unix()}
	raw, err := roster.Write(v, w.anna.Sign.Sign)
	if err != nil {
		w.t.Fatal(err)
	}
	return w.ask(w.as(w.anna), "POST", "/api/directory", typeOctets, hub.JoinFrame([]byte(hub.ObjectVouch), raw))
}

// TestCheckpoint: what is published is in a checkpoint when the answer comes, its
// root is that of the lines, and it is made anew when it is old.
func TestCheckpoint(t *testing.T) {
	w := newTown(t)
	before := w.head(1, w.Witness())
	if before.Size == 0 || before.Time < w.Now().Unix()-300 {
		t.Fatalf("it begins with %+v", before)
	}
	w.Pass(time.Second)
	if got := w.vouches(); got.Status != http.StatusNoContent {
		t.Fatalf("%d %s", got.Status, got.Body)
	}
	after := w.head(1, w.Witness())
	if after.Size != before.Size+1 {
		t.Errorf("after one more line it has %d, had %d", after.Size, before.Size)
	}
	log := translog.NewLog()
	for _, l := range w.lines() {
		if err := log.Append(l); err != nil {
			t.Fatal(err)
		}
	}
	if err := log.Check(after.Checkpoint); err != nil || log.Size() != after.Size {
		t.Errorf("of %d lines: %v", log.Size(), err)
	}
	w.Pass(5 * time.Minute)
	if again := w.head(1, w.Witness()); again.Checkpoint != after.Checkpoint || again.Time < w.Now().Unix()-60 {
		t.Errorf("five minutes later it is %+v", again)
	}
	w.Restart()
	if again := w.head(1, w.Witness()); again.Checkpoint != after.Checkpoint {
		t.Errorf("after a restart it is %+v", again)
	}
}

// TestQuorum: two of three witnesses do, one does not: what was signed before stays,
// and nothing is added that nobody watches.
func TestQuorum(t *testing.T) {
	var three []*hubtest.Witness
	var away [3]atomic.Bool
	w := newTown(t, func(c *server.Config) {
		c.Witnesses, c.Quorum = nil, 2
		for i := range 3 {
			at := hubtest.Watch(t, c.Now)
			three = append(three, at)
			road := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
				if away[i].Load() {
					rw.WriteHeader(http.StatusBadGateway)
					return
				}
				at.ServeHTTP(rw, r)
			}))
			t.Cleanup(road.Close)
			of, err := sequencer.ParseWitness(road.URL + "=" + at.Key())
			if err != nil {
				t.Fatal(err)
			}
			c.Witnesses = append(c.Witnesses, of)
		}
	})
	for _, at := range three {
		at.Watches(t, w.LogKey())
	}
	if head := w.head(2, three...); head.Cosigned != 3 {
		t.Errorf("with all of them %d cosigned", head.Cosigned)
	}
	away[1].Store(true)
	w.Pass(5 * time.Minute)
	if head := w.head(2, three...); head.Cosigned != 2 {
		t.Errorf("without one %d cosigned", head.Cosigned)
	}
	away[2].Store(true)
	w.Pass(time.Second)
	before := w.head(2, three...)
	if got := w.vouches(); got.code() != hub.E27 {
		t.Errorf("with one witness: %d %s", got.Status, got.Body)
	}
	if head := w.head(2, three...); head.Checkpoint != before.Checkpoint {
		t.Errorf("with one witness it is %+v", head)
	}
	away[1].Store(false)
	away[2].Store(false)
	if got := w.vouches(); got.Status != http.StatusNoContent { // again is a success
		t.Errorf("when they are back: %d %s", got.Status, got.Body)
	}
	if head := w.head(2, three...); head.Size <= before.Size {
		t.Errorf("when they are back it is %+v", head)
	}
}

// lines are those of the log, as somebody gets them.
func (w *town) lines() (all []translog.Leaf) {
	w.t.Helper()
	var page struct{ Leaves []hub.Leaf }
	if err := json.Unmarshal([]byte(w.want(w.as(w.anna), "GET", "/api/directory?limit=500", "", nil)), &page); err != nil {
		w.t.Fatal(err)
	}
	for n, l := range page.Leaves {
		if l.N != uint64(n) {
			w.t.Fatalf("line %d has number %d", n, l.N)
		}
		all = append(all, translog.Leaf{Kind: l.Kind, Org: l.Org, Subject: l.Subject, Version: l.Version, Hash: l.Hash})
	}
	return all
}

// TestRestoredLog: a hub whose database is of before the witness last signed signs
// nothing and takes nothing in.
func TestRestoredLog(t *testing.T) {
	w := newTown(t)
	w.head(1, w.Witness())
	backup := w.Backup(t)
	if got := w.vouches(); got.Status != http.StatusNoContent {
		t.Fatalf("%d %s", got.Status, got.Body)
	}
	after := w.head(1, w.Witness())
	w.Stop()
	r := *w
	r.Hub = w.Restored(t, backup)
	if n := len(r.lines()); uint64(n) != after.Size-1 {
		t.Errorf("it has %d lines", n)
	}
	if got := r.ask(r.as(r.anna), "GET", "/api/checkpoint", "", nil); got.code() != hub.E27 {
		t.Errorf("it signed: %d %s", got.Status, got.Body)
	}
	if got := r.vouches(); got.code() != hub.E27 {
		t.Errorf("it took a record: %d %s", got.Status, got.Body)
	}
	if n := len(r.lines()); uint64(n) != after.Size-1 {
		t.Errorf("then it has %d lines", n)
	}
}

// TestOtherLogKey: the log of a database has one key for good.
func TestOtherLogKey(t *testing.T) {
	w := newTown(t)
	w.Stop()
	other := w.BesideConfig(t)
	if other.Database == "" {
		other.Data = w.Data()
	}
	if err := os.Remove(filepath.Join(other.Data, "log.key")); err != nil {
		t.Fatal(err)
	}
	s, err := server.New(other)
	if err == nil {
		s.Close()
	}
	if !errors.Is(err, server.ErrConfig) || !strings.Contains(err.Error(), "log.key") {
		t.Errorf("with another key: %v", err)
	}
}
