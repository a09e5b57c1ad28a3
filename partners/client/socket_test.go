package client_test

import (
	"sync"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/partners/client"
)

// want waits for an event of a kind, whatever comes before it.
func want(t *testing.T, s *client.Socket, kind string) hub.Event {
	t.Helper()
	end := time.After(20 * time.Second)
	for {
		select {
		case e, open := <-s.Events():
			if !open {
				t.Fatalf("closed while waiting for %s", kind)
			}
			if e.Event == kind {
				return e
			}
		case <-end:
			t.Fatalf("no %s in time", kind)
		}
	}
}

func ended(t *testing.T, s *client.Socket) {
	t.Helper()
	end := time.After(20 * time.Second)
	for {
		select {
		case _, open := <-s.Events():
			if !open {
				return
			}
		case <-end:
			t.Fatal("not closed in time")
		}
	}
}

func (w *town) socket(c *client.Client) *client.Socket {
	w.t.Helper()
	s, err := c.Socket(w.t.Context())
	w.must(err)
	w.t.Cleanup(func() { s.Close() })
	return s
}

func TestSocketHears(t *testing.T) {
	w := newTown(t)
	f := w.socket(w.as(w.fatima))
	want(t, f, hub.EventReady)
	x, frame := w.Begin(t, w.anna, w.intake, w.noord)
	_, err := w.as(w.anna).Put(t.Context(), frame)
	w.must(err)
	if e := want(t, f, hub.EventEntry); e.XID != x.XID || e.Count != 1 {
		t.Errorf("heard %+v", e)
	}
	w.must(f.Send(hub.Request{Do: hub.DoEnter, Party: w.noord.Party(), XID: x.XID}))
	if e := want(t, f, hub.EventRoom); len(e.Members) != 1 {
		t.Errorf("heard %+v", e)
	}
	w.must(f.Close())
	w.wants(hub.E27, f.Send(hub.Request{Do: hub.DoBeat}))
	ended(t, f)
}

// TestSocketComesBack over a road that breaks, and the reader misses nothing
// that it reads from its position after each ready.
func TestSocketComesBack(t *testing.T) {
	w := newTown(t)
	r := newRoad(t, w.URL)
	fatima := w.over(r, w.fatima)
	s := w.socket(fatima)
	anna := w.as(w.anna)
	x, frame := w.Begin(t, w.anna, w.intake, w.noord)
	_, err := anna.Put(t.Context(), frame)
	w.must(err)
	const posts = 40
	back := make(chan struct{}, posts)
	var writing sync.WaitGroup
	writing.Go(func() {
		<-back
		for n := range posts {
			if _, err := anna.Put(t.Context(), x.Post(t, w.anna, w.intake)); err != nil {
				t.Error(err)
			}
			if n%8 == 3 {
				r.cut()
				<-back
			}
		}
	})
	var at hub.Position
	readies := 0
	for seq := uint64(0); seq < posts; {
		e, open := <-s.Events()
		if !open {
			t.Fatal("closed")
		}
		switch e.Event {
		case hub.EventReady:
			readies++
			back <- struct{}{}
		case hub.EventEntry, hub.EventResync:
		default:
			continue
		}
		page, err := fatima.Changes(t.Context(), w.noord.Party(), at, 0)
		w.must(err)
		for _, row := range page.Rows {
			if row.Seq < seq {
				t.Fatalf("went back from %d to %d", seq, row.Seq)
			}
			seq = row.Seq
		}
		at = page.Next
	}
	writing.Wait() // the reader may be told before the writer is answered
	if readies < 2 {
		t.Errorf("connected %d times only", readies)
	}
}

// TestSocketOutlivesTheHub: stopped and started, also with another token key.
func TestSocketOutlivesTheHub(t *testing.T) {
	w := newTown(t)
	s := w.socket(w.as(w.fatima))
	want(t, s, hub.EventReady)
	for range 3 {
		w.Stop()
		w.Restart()
		want(t, s, hub.EventReady)
	}
	w.Pass(hub.TokenLife) // the hub ends the token; a new one is fetched
	want(t, s, hub.EventReady)
}

// TestSocketWaitsForTheHub that is away when it is opened.
func TestSocketWaitsForTheHub(t *testing.T) {
	w := newTown(t)
	w.Stop()
	impatient := client.New(w.URL, client.Options{Now: w.Now, Patience: time.Millisecond})
	impatient.As(w.fatima.ID, w.fatima.Login.Login)
	s := w.socket(impatient)
	w.wants(hub.E27, s.Send(hub.Request{Do: hub.DoBeat}))
	w.Restart()
	want(t, s, hub.EventReady)
}

// TestSocketEndsWithTheMembership, for good.
func TestSocketEndsWithTheMembership(t *testing.T) {
	w := newTown(t)
	s := w.socket(w.as(w.bas))
	want(t, s, hub.EventReady)
	w.must(w.as(w.anna).Publish(t.Context(), []hub.Object{w.vt.Without(t, w.bas, w.Now().Unix())}))
	ended(t, s)
}

// TestSlowReader: who does not read misses events, is told so, and harms nobody.
func TestSlowReader(t *testing.T) {
	w := newTown(t)
	s := w.socket(w.as(w.fatima))
	want(t, s, hub.EventReady)
	anna := w.as(w.anna)
	x, frame := w.Begin(t, w.anna, w.intake, w.noord)
	_, err := anna.Put(t.Context(), frame)
	w.must(err)
	const posts = 100 // more than the socket keeps
	for range posts {
		_, err := anna.Put(t.Context(), x.Post(t, w.anna, w.intake))
		w.must(err)
	}
	want(t, s, hub.EventResync)
	page, err := w.as(w.fatima).Changes(t.Context(), w.noord.Party(), hub.Position{}, 0)
	w.must(err)
	if len(page.Rows) != 1 || page.Rows[0].Seq != posts {
		t.Errorf("rows %+v", page.Rows)
	}
	w.must(s.Send(hub.Request{Do: hub.DoWatch, Teams: []note.TeamID{w.intake.ID}}))
	want(t, s, hub.EventAvailable)
}
