package client_test

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/hubtest"
	"github.com/sluis-hub/sluis/partners/client"
)

// A follower reads a party from its position whenever its socket says something,
// and keeps how far it saw each exchange.
type follower struct {
	socket *client.Socket

	mu      sync.Mutex
	seen    map[note.XID]uint64 // the newest entry
	readies int
}

// follow runs until the socket is closed.
func (f *follower) follow(t *testing.T, c *client.Client, party note.Party) {
	var at hub.Position
	for e := range f.socket.Events() {
		if e.Event != hub.EventReady && e.Event != hub.EventEntry && e.Event != hub.EventResync {
			continue
		}
		if e.Event == hub.EventEntry && e.Count <= at.Count {
			continue // it was read already
		}
		for more := true; more; {
			page, err := c.Changes(t.Context(), party, at, 0)
			if err != nil {
				t.Errorf("read on: %v", err)
				return
			}
			f.mu.Lock()
			for _, row := range page.Rows {
				if row.Seq < f.seen[row.XID] {
					t.Errorf("went back from %d to %d", f.seen[row.XID], row.Seq)
				}
				f.seen[row.XID] = row.Seq
			}
			f.mu.Unlock()
			at, more = page.Next, page.More
		}
		if e.Event == hub.EventReady {
			f.mu.Lock()
			f.readies++
			f.mu.Unlock()
		}
	}
}

// at gives how far it is.
func (f *follower) at() (seen map[note.XID]uint64, readies int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return maps.Clone(f.seen), f.readies
}

// until waits for something that others bring about.
func until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(60 * time.Second); !ok(); {
		if time.Now().After(end) || t.Failed() {
			t.Fatalf("%s did not come", what)
		}
		<-time.After(5 * time.Millisecond)
	}
}

// sameEntry compares the notes: of the keys each party gets its own.
func sameEntry(a, b []byte) bool {
	one, err := hub.SplitFrame(a)
	two, err2 := hub.SplitFrame(b)
	return err == nil && err2 == nil && slices.Equal(one[0], two[0])
}

// TestDrain: members write all the while, each hub in turn stops and another takes
// its place, and nobody sees a failure, a gap or an entry twice.
func TestDrain(t *testing.T) {
	road, hubs := hubtest.Pair(t)
	w := townAt(t, hubs[0])
	as := func(p *hubtest.Person) *client.Client {
		c := client.New("http://"+road.Addr(), client.Options{Now: w.Now})
		c.As(p.ID, p.Login.Login)
		return c
	}
	var followers []*follower
	var following, writing sync.WaitGroup
	for range 4 { // two at each hub
		c := as(w.fatima)
		f := &follower{socket: w.socket(c), seen: map[note.XID]uint64{}}
		followers = append(followers, f)
		following.Go(func() { f.follow(t, c, w.noord.Party()) })
	}

	stop := make(chan struct{})
	var mu sync.Mutex
	sent := map[note.XID][][]byte{} // and confirmed
	wrote := func() (n int) {
		mu.Lock()
		defer mu.Unlock()
		for _, frames := range sent {
			n += len(frames)
		}
		return n
	}
	for range 4 {
		writing.Go(func() {
			anna := as(w.anna)
			x, frame := w.Begin(t, w.anna, w.intake, w.noord)
			for n := 0; ; n++ {
				if n%20 == 19 {
					anna = as(w.anna) // and logs in, which must not fail either
				}
				placed, err := anna.Put(t.Context(), frame)
				if err != nil || placed.Seq != uint64(n) {
					t.Errorf("entry %d: %+v %v", n, placed, err)
					return
				}
				mu.Lock()
				sent[x.XID] = append(sent[x.XID], frame)
				mu.Unlock()
				select {
				case <-stop:
					return
				default:
				}
				frame = x.Post(t, w.anna, w.intake)
			}
		})
	}
	progress := func() {
		t.Helper()
		before := wrote()
		until(t, "progress", func() bool { return wrote() > before+40 })
	}
	progress()
	for n, h := range hubs {
		h.Stop() // connections that it lets nobody make go to the other
		progress()
		hubs[n] = hubs[1-n].Beside(t)
		road.To(strings.TrimPrefix(hubs[0].URL, "http://"), strings.TrimPrefix(hubs[1].URL, "http://"))
		progress()
	}
	close(stop)
	writing.Wait()
	for _, f := range followers { // all were at a hub that is gone
		until(t, "another socket, and all that was confirmed", func() bool {
			seen, readies := f.at()
			for xid, frames := range sent {
				if seen[xid] != uint64(len(frames)-1) {
					return false
				}
			}
			return readies >= 2
		})
		w.must(f.socket.Close())
	}
	following.Wait()
	for xid, frames := range sent {
		var got [][]byte
		for len(got) < len(frames) {
			more, err := as(w.fatima).Entries(t.Context(), w.noord.Party(), xid, uint64(len(got)))
			w.must(err)
			if len(more) == 0 {
				break
			}
			got = append(got, more...)
		}
		if !slices.EqualFunc(got, frames, sameEntry) {
			t.Errorf("%d entries were sent, %d are there, or others", len(frames), len(got))
		}
	}
	t.Logf("%d entries", wrote())
}
