package gate

import (
	"context"
	"sync"
	"time"

	"github.com/sluis-hub/sluis/hub"
)

const (
	// firstWord is how long a new socket has to say its token.
	firstWord = 5 * time.Second
	// quiet is how long a socket may be silent before it is asked whether it is
	// there, and then has once more to answer. It is below the minute after which
	// common proxies cut a silent connection.
	quiet = 30 * time.Second
)

// wheel is the one clock of all sockets. Each stands in the slot of the second
// in which it has to be looked at next, linked through itself, so that waiting
// costs no timer, no map and no goroutine.
type wheel struct {
	mu    sync.Mutex
	slots [512]*conn // by second, modulo; more than a token's life
	last  int64      // the second that was looked at last
}

func (w *wheel) init(now int64) { w.last = now }

// add has the socket looked at in the given second, or the next one if that has
// passed. A socket stands in the wheel once.
func (w *wheel) add(c *conn, due int64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	due = max(due, w.last+1)
	c.due = due
	slot := &w.slots[due%int64(len(w.slots))]
	c.prev, c.next = nil, *slot
	if c.next != nil {
		c.next.prev = c
	}
	*slot = c
}

// remove takes the socket out; it may be out already.
func (w *wheel) remove(c *conn) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if c.due != 0 {
		w.unlink(c)
	}
}

func (w *wheel) unlink(c *conn) {
	if c.prev != nil {
		c.prev.next = c.next
	} else {
		w.slots[c.due%int64(len(w.slots))] = c.next
	}
	if c.next != nil {
		c.next.prev = c.prev
	}
	c.prev, c.next, c.due = nil, nil, 0
}

// turn takes out and returns the sockets that are due by now.
func (w *wheel) turn(now int64) []*conn {
	w.mu.Lock()
	defer w.mu.Unlock()
	var due []*conn
	from := max(w.last+1, now-int64(len(w.slots))+1) // a clock may jump
	for second := from; second <= now; second++ {
		for c := w.slots[second%int64(len(w.slots))]; c != nil; {
			next := c.next
			if c.due <= now {
				w.unlink(c)
				due = append(due, c)
			}
			c = next
		}
	}
	w.last = max(w.last, now)
	return due
}

// all returns every socket in the wheel.
func (w *wheel) all() []*conn {
	w.mu.Lock()
	defer w.mu.Unlock()
	var all []*conn
	for _, c := range w.slots {
		for ; c != nil; c = c.next {
			all = append(all, c)
		}
	}
	return all
}

// tick is the clockwork, in two halves. One looks each second at the sockets that
// are due, and soon at all when members have changed; the other at whose presence
// has ended, and tells who is where. Presence may hang for a while, when it is
// elsewhere; sockets are not to wait for it.
func (g *Gate) tick(ctx context.Context) {
	var both sync.WaitGroup
	both.Go(func() {
		g.half(ctx, g.look, func() { g.doReseat(ctx) }, func() {
			g.doDue(ctx)
			g.doReseat(ctx)
		})
	})
	both.Go(func() {
		g.half(ctx, g.kick, func() { g.doTodo(ctx) }, func() {
			rooms, teams, err := g.Presence.Expire(ctx)
			g.presence(err)
			g.tell(ctx, rooms, teams)
			g.doTodo(ctx)
		})
	})
	both.Wait()
}

// half does what was left to it each time it is woken, and more each second.
func (g *Gate) half(ctx context.Context, woken <-chan struct{}, soon, each func()) {
	second := time.NewTicker(time.Second)
	defer second.Stop()
	for {
		work := each
		select {
		case <-ctx.Done():
			return
		case <-woken:
			work = soon
		case <-second.C:
		}
		if err := guard(work); err != nil {
			g.log.trouble("clockwork", err)
		}
	}
}

func (g *Gate) doDue(ctx context.Context) {
	for _, c := range g.wheel.turn(g.Now().Unix()) {
		if err := guard(func() { c.visit(ctx) }); err != nil {
			g.log.trouble("visit", err)
			c.end(hub.CloseDrain)
		}
	}
}

// visit looks after one socket that was due, and says when to come again.
func (c *conn) visit(ctx context.Context) {
	now := c.gate.Now().Unix()
	heard, ends := c.heard.Load(), c.ends.Load()
	switch {
	case now >= ends:
		c.end(hub.CloseExpired)
		return
	case !c.stillActive(ctx):
		return
	case heard+int64(quiet/time.Second) > now: // spoke of late
		c.asked = 0
	case c.asked != 0 && heard < c.asked:
		c.end(hub.CloseLost)
		return
	default:
		c.asked = now
		c.send(ping)
	}
	c.gate.wait(c, min(max(heard, c.asked)+int64(quiet/time.Second), ends))
}

// wait has the socket looked at in the given second, unless it is on its way out.
func (g *Gate) wait(c *conn, due int64) {
	g.wheel.add(c, due)
	// Looked at after the adding: whoever closes it, or all, looks in the wheel
	// after saying so, and one of both sees the other.
	if c.closing() {
		g.wheel.remove(c)
	}
	g.gateMu.Lock()
	draining := g.draining
	g.gateMu.Unlock()
	if draining {
		c.end(hub.CloseDrain)
	}
}

// stillActive ends the socket of who is not active any more, and soon what was
// known of their presence.
func (c *conn) stillActive(ctx context.Context) bool {
	if c.gate.Seats.Active(ctx, c.caller.Account) {
		return true
	}
	c.end(hub.CloseInactive)
	c.gate.later(func(d *todo) { d.gone[c.caller.Account] = struct{}{} })
	return false
}
