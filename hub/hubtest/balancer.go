package hubtest

import (
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/hub/redis"
	"github.com/sluis-hub/sluis/hub/redis/redistest"
	"github.com/sluis-hub/sluis/hub/server"
	"github.com/sluis-hub/sluis/hub/store/postgrestest"
)

// Balancer stands before hubs on one database and one Redis, at one address, and
// takes each connection to the next of them that can be reached and has not said
// at readyz that it goes. It knows nothing of what passes, and tries nothing again.
type Balancer struct {
	URL string

	mu    sync.Mutex
	hubs  []*Hub
	next  int
	taken map[*Hub]int // connections that each was given
}

// Balance runs two hubs behind a balancer until the end of the test; changes may
// set up what they have in common.
func Balance(t testing.TB, changes ...func(*server.Config)) *Balancer {
	t.Helper()
	database, live := postgrestest.Database(t), redistest.Start(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	b := &Balancer{URL: "http://" + l.Addr().String(), taken: map[*Hub]int{}}
	var all sync.WaitGroup
	all.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			all.Go(func() { b.carry(c) })
		}
	})
	t.Cleanup(func() {
		l.Close()
		all.Wait() // the hubs, started later, have stopped
	})
	one := Start(t, append(changes, func(c *server.Config) {
		c.Database, c.Redis, c.Origins = database, redis.Config{URL: live.URL}, []string{b.URL}
	})...)
	b.hubs = []*Hub{one, one.Beside(t)}
	return b
}

// Hubs gives the hubs that connections go to.
func (b *Balancer) Hubs() []*Hub {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.hubs)
}

// Add starts another hub and has connections go there too.
func (b *Balancer) Add(t testing.TB) *Hub {
	t.Helper()
	h := b.Hubs()[0].Beside(t)
	b.mu.Lock()
	defer b.mu.Unlock()
	b.hubs = append(b.hubs, h)
	return h
}

// Drain stops a hub, and then forgets it: till then connections may go there, as
// far as the hub lets them.
func (b *Balancer) Drain(h *Hub) {
	h.Stop()
	b.mu.Lock()
	defer b.mu.Unlock()
	b.hubs = slices.DeleteFunc(b.hubs, func(o *Hub) bool { return o == h })
}

// Taken tells how many connections a hub was given.
func (b *Balancer) Taken(h *Hub) int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.taken[h]
}

// turn gives the hubs, whose turn it is first.
func (b *Balancer) turn() []*Hub {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.next++
	var all []*Hub
	for n := range b.hubs {
		all = append(all, b.hubs[(b.next+n)%len(b.hubs)])
	}
	return all
}

func (b *Balancer) carry(c net.Conn) {
	defer c.Close()
	for _, h := range b.turn() {
		if !ready(h.URL) {
			continue
		}
		far, err := net.Dial("tcp", strings.TrimPrefix(h.URL, "http://"))
		if err != nil {
			continue
		}
		b.mu.Lock()
		b.taken[h]++
		b.mu.Unlock()
		var both sync.WaitGroup
		both.Go(func() { pass(far, c) })
		both.Go(func() { pass(c, far) })
		both.Wait()
		return
	}
}

func pass(to, from net.Conn) {
	defer to.Close()
	defer from.Close()
	io.Copy(to, from)
}

var asker = &http.Client{Timeout: 5 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}

func ready(base string) bool {
	res, err := asker.Get(base + "/readyz")
	if err != nil {
		return false
	}
	res.Body.Close()
	return res.StatusCode == http.StatusOK
}
