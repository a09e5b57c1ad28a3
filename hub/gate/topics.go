package gate

import (
	"encoding/json"
	"slices"
	"sync"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// A topic is what a socket hears of: a party (the name is the party), frames in
// the room of an exchange, or the availability of a team.
type topic struct {
	gate *Gate
	name string

	// Guarded by mu.
	mu    sync.RWMutex
	conns []*conn

	// Owned by the clockwork: rooms that somebody is in, as these sockets know.
	rooms map[note.XID]struct{}
}

func roomTopic(xid note.XID) string     { return "x" + string(xid) }
func teamTopic(team note.TeamID) string { return "a" + string(team) }

// topics are those that a socket of this process listens to: one subscription
// at the bus each, however many sockets. Lock order: topics, topic, conn.
type topics struct {
	gate *Gate

	mu sync.Mutex
	by map[string]*topic
}

func (ts *topics) init(g *Gate) { ts.gate, ts.by = g, make(map[string]*topic) }

// join adds a socket to a topic and tells how many there are now.
func (ts *topics) join(name string, c *conn) (*topic, int) {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	t := ts.by[name]
	if t == nil {
		t = &topic{gate: ts.gate, name: name}
		ts.by[name] = t
		ts.gate.Bus.Subscribe(name, t)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.conns = append(t.conns, c)
	return t, len(t.conns)
}

// leave takes a socket off a topic; the last one ends the subscription.
func (ts *topics) leave(t *topic, c *conn) {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	t.mu.Lock()
	defer t.mu.Unlock()
	if at := slices.Index(t.conns, c); at >= 0 {
		last := len(t.conns) - 1
		t.conns[at], t.conns[last] = t.conns[last], nil
		t.conns = t.conns[:last]
	}
	if len(t.conns) == 0 {
		delete(ts.by, t.name)
		ts.gate.Bus.Unsubscribe(t.name, t)
	}
}

// Hear takes an event from the bus. It is written out once, whoever hears it,
// and waits for nobody. Who is in a room and which team is reachable is not in the
// event but read after it, by each hub process: of two events from two processes
// the one that comes last need not be the newest.
func (t *topic) Hear(from uint64, e hub.Event) {
	switch {
	case e.Event == hub.EventResync:
		t.gate.later(func(d *todo) { d.missed[t] = struct{}{} })
		return
	case t.name[0] == 'a':
		t.gate.later(func(d *todo) { d.teams[t] = struct{}{} })
		return
	case e.Event == hub.EventRoom:
		t.gate.later(func(d *todo) { d.room(e.XID, t) })
		return
	}
	t.say(from, e)
}

// say sends an event to every socket of the topic but the one it comes from.
func (t *topic) say(from uint64, e hub.Event) {
	word, err := json.Marshal(e)
	if err != nil {
		t.gate.log.trouble("event", err)
		return
	}
	t.mu.RLock()
	defer t.mu.RUnlock()
	for _, c := range t.conns {
		if from == 0 || c.number != from {
			c.send(word)
		}
	}
}

// watchers gives the sockets of a topic as they are now.
func (t *topic) watchers() []*conn {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return slices.Clone(t.conns)
}
