package client_test

import (
	"context"
	"io"
	"math/rand/v2"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/hubtest"
	"github.com/sluis-hub/sluis/partners/client"
)

// A town is a hub with two organisations and clients of their people.
type town struct {
	*hubtest.Hub
	t             testing.TB
	vt, gt        *hubtest.Org
	anna, bas     *hubtest.Person
	fatima        *hubtest.Person
	intake, noord *hubtest.Team
}

func newTown(t testing.TB) *town {
	t.Helper()
	return townAt(t, hubtest.Start(t))
}

// townAt founds the organisations at a hub.
func townAt(t testing.TB, h *hubtest.Hub) *town {
	t.Helper()
	w := &town{t: t, Hub: h}
	w.vt = w.Found(t, "Veilig Thuis", []string{"anna", "bas"})
	w.gt = w.Found(t, "Gebiedsteam", []string{"fatima"})
	w.anna, w.bas, w.fatima = w.vt.People[0], w.vt.People[1], w.gt.People[0]
	w.intake, w.noord = w.vt.Teams[0], w.gt.Teams[0]
	return w
}

// as gives a client of somebody, straight to the hub.
func (w *town) as(p *hubtest.Person) *client.Client {
	c := client.New(w.URL, client.Options{Now: w.Now})
	c.As(p.ID, p.Login.Login)
	return c
}

func (w *town) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// wants checks the code of an error.
func (w *town) wants(code hub.Code, err error) {
	w.t.Helper()
	if hub.CodeOf(err) != code {
		w.t.Errorf("got %v, want %s", err, code)
	}
}

// A road is a way to the hub that can break. Logins are bound to the hub's own
// address, so clients keep that and only dial the road.
type road struct {
	l     net.Listener
	to    string
	cuts  atomic.Int64
	every atomic.Int64 // cut each connection after about so many bytes, 0 never

	mu    sync.Mutex
	conns map[net.Conn]bool
}

func newRoad(t testing.TB, to string) *road {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r := &road{l: l, to: strings.TrimPrefix(to, "http://"), conns: map[net.Conn]bool{}}
	var all sync.WaitGroup
	all.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			all.Go(func() { r.carry(c) })
		}
	})
	t.Cleanup(func() {
		l.Close()
		r.cut()
		all.Wait()
	})
	return r
}

func (r *road) carry(c net.Conn) {
	far, err := net.Dial("tcp", r.to)
	if err != nil {
		c.Close()
		return
	}
	r.mu.Lock()
	r.conns[c], r.conns[far] = true, true
	r.mu.Unlock()
	var both sync.WaitGroup
	both.Go(func() { r.pass(far, c) })
	both.Go(func() { r.pass(c, far) })
	both.Wait()
	r.mu.Lock()
	delete(r.conns, c)
	delete(r.conns, far)
	r.mu.Unlock()
}

// pass carries bytes one way until either end closes or the road breaks.
func (r *road) pass(to, from net.Conn) {
	defer to.Close()
	defer from.Close()
	every := r.every.Load()
	if every == 0 {
		io.Copy(to, from)
		return
	}
	if _, err := io.CopyN(to, from, 1+rand.Int64N(2*every)); err == nil {
		r.cuts.Add(1)
	}
}

// cut breaks every connection that is open now.
func (r *road) cut() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for c := range r.conns {
		c.Close()
	}
	r.cuts.Add(1)
}

// over gives a client whose connections go over the road.
func (w *town) over(r *road, p *hubtest.Person) *client.Client {
	dial := func(ctx context.Context, network, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, network, r.l.Addr().String())
	}
	c := client.New(w.URL, client.Options{Now: w.Now, Dial: dial, Patience: time.Minute})
	c.As(p.ID, p.Login.Login)
	return c
}
