package gate

import (
	"context"
	"maps"
	"slices"
	"sync"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// todo is what the clockwork has to do soon. Whoever finds it out does not wait.
type todo struct {
	sync.Mutex
	gone   map[note.MemberID]struct{}       // who is not active any more, and nowhere
	teams  map[*topic]struct{}              // whose availability has changed
	rooms  map[note.XID]map[*topic]struct{} // that somebody came into or left, and who is to hear
	missed map[*topic]struct{}              // on which the bus lost something
}

func (d *todo) clear() {
	d.gone, d.teams = make(map[note.MemberID]struct{}), make(map[*topic]struct{})
	d.rooms, d.missed = make(map[note.XID]map[*topic]struct{}), make(map[*topic]struct{})
}

func (d *todo) room(xid note.XID, t *topic) {
	if d.rooms[xid] == nil {
		d.rooms[xid] = make(map[*topic]struct{})
	}
	d.rooms[xid][t] = struct{}{}
}

// later leaves work to the clockwork, which does it soon.
func (g *Gate) later(note func(*todo)) {
	g.todo.Lock()
	note(&g.todo)
	g.todo.Unlock()
	wake(g.kick)
}

func wake(half chan<- struct{}) {
	select {
	case half <- struct{}{}:
	default: // it is awake already
	}
}

// again leaves work to the next second: a socket was busy, or presence is away.
func (g *Gate) again(note func(*todo)) {
	g.todo.Lock()
	defer g.todo.Unlock()
	note(&g.todo)
}

// Reseat has all sockets looked at again, and told: who is a member and of which team,
// and the directory log, have changed, here or at another hub.
func (g *Gate) Reseat() {
	g.grown.Store(true)
	g.unseated.Store(true)
	wake(g.look)
}

// doTodo does what was left.
func (g *Gate) doTodo(ctx context.Context) {
	g.todo.Lock()
	do := todo{gone: g.todo.gone, teams: g.todo.teams, rooms: g.todo.rooms, missed: g.todo.missed}
	g.todo.clear()
	g.todo.Unlock()
	g.doMissed(ctx, &do)
	for account := range do.gone {
		rooms, teams, err := g.Presence.Forget(ctx, account)
		if g.presence(err) {
			g.again(func(d *todo) { d.gone[account] = struct{}{} })
		}
		g.tell(ctx, rooms, teams)
	}
	for xid, topics := range do.rooms {
		if !g.doRoom(ctx, xid, topics) {
			g.again(func(d *todo) {
				for t := range topics {
					d.room(xid, t)
				}
			})
		}
	}
	g.doTeams(ctx, do.teams)
}

// doMissed says to each socket once that something was lost, so that it reads on
// from its position, and has the rooms and teams told again that it knows of.
func (g *Gate) doMissed(ctx context.Context, do *todo) {
	told := make(map[*conn]struct{})
	for t := range do.missed {
		switch t.name[0] {
		case 'a':
			do.teams[t] = struct{}{}
			continue
		case 'x':
			g.tellRoom(ctx, note.XID(t.name[1:]))
			continue
		}
		for xid := range t.rooms {
			do.room(xid, t)
		}
		for _, c := range t.watchers() {
			if _, done := told[c]; !done {
				told[c] = struct{}{}
				c.say(hub.Event{Event: hub.EventResync})
			}
		}
	}
}

// doRoom says who is in a room now, and is false when nobody knows.
func (g *Gate) doRoom(ctx context.Context, xid note.XID, topics map[*topic]struct{}) bool {
	g.telling.Lock()
	defer g.telling.Unlock()
	members, err := g.Presence.In(ctx, xid)
	if g.presence(err) {
		return false
	}
	for t := range topics {
		if t.rooms == nil {
			t.rooms = make(map[note.XID]struct{})
		}
		if t.rooms[xid] = struct{}{}; len(members) == 0 {
			delete(t.rooms, xid)
		}
		t.say(0, hub.Event{Event: hub.EventRoom, Party: note.Party(t.name), XID: xid, Members: members})
	}
	return true
}

// doTeams says which teams are reachable now, to all who watch one that changed; it
// asks once, however many they are. A socket that is busy with a word is not waited
// for.
func (g *Gate) doTeams(ctx context.Context, changed map[*topic]struct{}) {
	watches, all := make(map[*conn]*watch), make(map[note.TeamID]bool)
	for t := range changed {
		for _, c := range t.watchers() {
			if _, seen := watches[c]; seen {
				continue
			}
			if !c.seats.TryLock() {
				g.again(func(d *todo) { d.teams[t] = struct{}{} })
				continue
			}
			watches[c] = c.watch
			c.seats.Unlock()
			if w := watches[c]; w != nil {
				for _, team := range w.teams {
					all[team] = false
				}
			}
		}
	}
	for teams := range slices.Chunk(slices.Collect(maps.Keys(all)), hub.MaxRows) {
		yes, err := g.Presence.Reachable(ctx, teams)
		if g.presence(err) {
			g.again(func(d *todo) { maps.Copy(d.teams, changed) })
			return
		}
		for _, team := range yes {
			all[team] = true
		}
	}
	for c, w := range watches {
		if w == nil || len(w.topics) == 0 { // it watches none any more
			continue
		}
		if !c.seats.TryLock() {
			g.again(func(d *todo) { d.teams[w.topics[0]] = struct{}{} })
			continue
		}
		if c.watch == w { // else it was told when it asked for others
			c.sayAvailable(func(team note.TeamID) bool { return all[team] })
		}
		c.seats.Unlock()
	}
}

// doReseat looks at every socket again, when that was left to do; a busy one is not
// waited for.
func (g *Gate) doReseat(ctx context.Context) {
	if !g.unseated.Swap(false) {
		return
	}
	grown := g.grown.Swap(false)
	for _, c := range g.wheel.all() {
		if !c.stillActive(ctx) {
			continue
		}
		if grown {
			c.say(hub.Event{Event: hub.EventLog})
		}
		if !c.seats.TryLock() {
			g.unseated.Store(true) // in a second
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

// tell says that who is in rooms, and the availability of teams, changed.
func (g *Gate) tell(ctx context.Context, rooms []note.XID, teams []note.TeamID) {
	for _, xid := range rooms {
		g.tellRoom(ctx, xid)
	}
	for _, team := range teams {
		g.Bus.Publish(teamTopic(team), 0, hub.Event{Event: hub.EventAvailable})
	}
}

// tellRoom says to the parties of an exchange, in every hub process, that somebody
// came into its room or left.
func (g *Gate) tellRoom(ctx context.Context, xid note.XID) {
	parties, err := g.Seats.Set(ctx, xid)
	if err != nil { // the exchange has ended: there is nobody to tell
		return
	}
	for _, p := range parties {
		g.Bus.Announce(p, hub.Event{Event: hub.EventRoom, XID: xid})
	}
}

// presence tells whether an answer of the presence failed. That it is away is
// written once, and not for each of the many who ask.
func (g *Gate) presence(err error) (failed bool) {
	switch {
	case err == nil:
		g.noPresence.Store(false)
	case hub.CodeOf(err) != hub.E27 || !g.noPresence.Swap(true):
		g.log.trouble("presence", err)
	}
	return err != nil
}
