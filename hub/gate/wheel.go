package gate

import (
	"context"
	"sync"
	"time"

	"github.com/sluis-hub/sluis/crypto/note"
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

// later leaves work to the clockwork, which does it soon.
func (g *Gate) later(note func(*Gate)) {
	g.todo.Lock()
	note(g)
	g.todo.Unlock()
	select {
	case g.kick <- struct{}{}:
	default: // it is awake already
	}
}

// reseat has all sockets looked at again: members and teams may have changed.
func (g *Gate) reseat() { g.later(func(g *Gate) { g.todo.reseat = true }) }

// Reseat has all sockets looked at again: another hub may have changed who is a
// member and of which team.
func (g *Gate) Reseat() { g.reseat() }

// tick is the clockwork: each second it looks at the sockets that are due and at
// whose presence has ended.
func (g *Gate) tick(ctx context.Context) {
	second := time.NewTicker(time.Second)
	defer second.Stop()
	for {
		var work func()
		select {
		case <-ctx.Done():
			return
		case <-g.kick:
			work = func() { g.doTodo(ctx) }
		case <-second.C:
			work = func() { g.doSecond(ctx) }
		}
		if err := guard(work); err != nil {
			g.log.trouble("clockwork", err)
		}
	}
}

func (g *Gate) doSecond(ctx context.Context) {
	for _, c := range g.wheel.turn(g.Now().Unix()) {
		if err := guard(func() { c.visit(ctx) }); err != nil {
			g.log.trouble("visit", err)
			c.end(hub.CloseDrain)
		}
	}
	rooms, teams, err := g.Presence.Expire(ctx)
	if err != nil {
		g.log.trouble("presence", err)
	}
	g.tell(ctx, rooms, teams)
	g.doTodo(ctx)
}

// doTodo does what was left. A socket that is busy with a word is not waited for
// but comes again with the next second.
func (g *Gate) doTodo(ctx context.Context) {
	g.todo.Lock()
	reseat, changed := g.todo.reseat, g.todo.teams
	g.todo.reseat, g.todo.teams = false, make(map[*topic]struct{})
	g.todo.Unlock()
	told := make(map[*conn]struct{})
	for t := range changed {
		for _, c := range t.watchers() {
			if _, done := told[c]; done {
				continue
			}
			told[c] = struct{}{}
			if !c.seats.TryLock() {
				g.todo.Lock()
				g.todo.teams[t] = struct{}{}
				g.todo.Unlock()
				continue
			}
			err := func() error {
				defer c.seats.Unlock()
				return c.tellAvailable(ctx)
			}()
			if err != nil {
				g.log.trouble("presence", err)
			}
		}
	}
	if !reseat {
		return
	}
	for _, c := range g.wheel.all() {
		if !c.stillActive(ctx) {
			continue
		}
		if !c.seats.TryLock() {
			g.todo.Lock()
			g.todo.reseat = true
			g.todo.Unlock()
			continue
		}
		err := func() error {
			defer c.seats.Unlock()
			_, err := c.refresh(ctx)
			return err
		}()
		if err != nil {
			g.log.trouble("seats", err)
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

// stillActive ends the socket of who is not active any more, and what was known
// of their presence.
func (c *conn) stillActive(ctx context.Context) bool {
	if c.gate.Seats.Active(ctx, c.caller.Account) {
		return true
	}
	c.end(hub.CloseInactive)
	rooms, teams, err := c.gate.Presence.Forget(ctx, c.caller.Account)
	if err != nil {
		c.gate.log.trouble("presence", err)
	}
	c.gate.tell(ctx, rooms, teams)
	return false
}

// tell publishes who is in rooms now, and that the availability of teams changed.
func (g *Gate) tell(ctx context.Context, rooms []note.XID, teams []note.TeamID) {
	for _, xid := range rooms {
		g.tellRoom(ctx, xid)
	}
	for _, team := range teams {
		g.Bus.Publish(teamTopic(team), 0, hub.Event{Event: hub.EventAvailable})
	}
}

// tellRoom tells the parties of an exchange who is in its room now.
func (g *Gate) tellRoom(ctx context.Context, xid note.XID) {
	g.telling.Lock()
	defer g.telling.Unlock()
	members, err := g.Presence.In(ctx, xid)
	if err != nil {
		g.log.trouble("presence", err)
		return
	}
	parties, err := g.Seats.Set(ctx, xid)
	if err != nil { // the exchange has ended: there is nobody to tell
		return
	}
	for _, p := range parties {
		g.Bus.Announce(p, hub.Event{Event: hub.EventRoom, XID: xid, Members: members})
	}
}
