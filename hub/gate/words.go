package gate

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

const (
	// roomsEach bounds the rooms that one socket is in; people are in one.
	roomsEach = 8
	// recheck is how long a right to be in a room is believed.
	recheck = 15 * time.Second
)

// room is one that the socket is in, on behalf of a party.
type room struct {
	topic, acts *topic // of the room's frames, of the party
	checked     int64  // Unix second in which the right to be there was asked
}

func (r room) xid() note.XID     { return note.XID(r.topic.name[1:]) }
func (r room) party() note.Party { return note.Party(r.acts.name) }

// watch is which teams' availability a socket wants to hear of.
type watch struct {
	topics []*topic
	teams  []note.TeamID
}

func (w *watch) end(c *conn) {
	if w == nil {
		return
	}
	for _, t := range w.topics {
		c.gate.topics.leave(t, c)
	}
}

// beat is the word of a client at rest. It is known by its bytes, so that it
// costs next to nothing.
var beat = []byte(`{"do":"` + hub.DoBeat + `"}`)

// say sends an event.
func (c *conn) say(e hub.Event) {
	word, err := json.Marshal(e)
	if err != nil {
		c.gate.log.trouble("event", err)
		return
	}
	c.send(word)
}

// refuse says that a word had no effect.
func (c *conn) refuse(req hub.Request, err error) {
	c.say(hub.Event{Event: hub.EventRefused, Party: req.Party, XID: req.XID, Code: codeOf(err)})
}

// word does what the socket asked. The reader calls it, so words of one socket
// have their effect in their order.
func (c *conn) word(word []byte) {
	ctx := context.Background()
	if !c.stillActive(ctx) {
		return
	}
	if &word[0] == &beat[0] {
		c.seats.Lock()
		defer c.seats.Unlock()
		c.heartbeat(ctx)
		return
	}
	var req hub.Request
	if strict(word, &req) != nil || !wellFormed(req) {
		c.end(hub.CloseBad)
		return
	}
	ctx, cancel := context.WithTimeout(ctx, workTime)
	defer cancel()
	c.seats.Lock()
	defer c.seats.Unlock()
	c.do(ctx, req)
}

// wellFormed looks at what stands in the fields, whichever word it is.
func wellFormed(r hub.Request) bool {
	return (r.Party == "" || note.IsParty(string(r.Party))) &&
		(r.XID == "" || note.IsHash(string(r.XID))) &&
		len(r.Data) <= hub.MaxRoomFrame &&
		r.Until >= 0 && uint64(r.Until) <= note.MaxNum &&
		checkTeams(r.Teams) == nil
}

func (c *conn) do(ctx context.Context, req hub.Request) {
	var err error
	switch req.Do {
	case hub.DoToken:
		c.renew(ctx, req)
	case hub.DoBeat:
		// with fields, or spaces: the same word
	case hub.DoEnter:
		err = c.enter(ctx, req)
	case hub.DoLeave:
		c.leave(ctx, req.XID)
	case hub.DoFrame:
		err = c.frame(ctx, req)
	case hub.DoAvailable:
		err = c.available(ctx, req)
	case hub.DoWatch:
		err = c.watchTeams(ctx, req)
	default:
		c.end(hub.CloseBad)
	}
	if err != nil {
		c.refuse(req, err)
	}
	c.heartbeat(ctx)
}

// renew takes a newer token of the same account.
func (c *conn) renew(ctx context.Context, req hub.Request) {
	caller, ends, err := c.gate.Auth.Check(ctx, req.Token)
	if err != nil || caller.Account != c.caller.Account || caller.Scope != c.caller.Scope {
		c.end(hub.CloseRefused)
		return
	}
	c.ends.Store(ends.Unix())
	if _, err := c.refresh(ctx); err != nil {
		c.gate.log.trouble("seats", err)
	}
	c.say(hub.Event{Event: hub.EventReady, Time: c.gate.Now().Unix()})
}

// heartbeat says of each room that the socket is there; any word does. The
// caller holds seats.
func (c *conn) heartbeat(ctx context.Context) {
	now := c.gate.Now().Unix()
	for i := 0; i < len(c.rooms); i++ {
		r := &c.rooms[i]
		if now-r.checked >= int64(recheck/time.Second) {
			if err := c.sits(ctx, r.party(), r.xid()); err != nil {
				c.refuse(hub.Request{Party: r.party(), XID: r.xid()}, err)
				c.leave(ctx, r.xid())
				i--
				continue
			}
			r.checked = now
		}
		changed, err := c.gate.Presence.Enter(ctx, r.xid(), c.caller.Account, c.number)
		if err == nil && changed {
			c.gate.tellRoom(ctx, r.xid())
		}
	}
}

func (c *conn) sits(ctx context.Context, party note.Party, xid note.XID) error {
	return c.gate.Seats.Sits(ctx, c.caller, party, xid)
}

func (c *conn) inRoom(xid note.XID) int {
	return slices.IndexFunc(c.rooms, func(r room) bool { return r.xid() == xid })
}

// enter takes a place in the room of an exchange. Entering again is a success.
func (c *conn) enter(ctx context.Context, req hub.Request) error {
	if err := c.sits(ctx, req.Party, req.XID); err != nil {
		return err
	}
	acts, ok := c.actsFor(ctx, req.Party)
	if !ok {
		return hub.NotFound()
	}
	now := c.gate.Now().Unix()
	at := c.inRoom(req.XID)
	if at >= 0 {
		c.rooms[at].acts, c.rooms[at].checked = acts, now
	} else {
		if len(c.rooms) >= roomsEach {
			return hub.Errorf(hub.E25, "in too many rooms")
		}
		t, _ := c.gate.topics.join(roomTopic(req.XID), c)
		at = len(c.rooms)
		c.rooms = append(c.rooms, room{t, acts, now})
	}
	xid := c.rooms[at].xid() // not the request's: what is kept shares one text
	changed, err := c.gate.Presence.Enter(ctx, xid, c.caller.Account, c.number)
	if err != nil {
		return err
	}
	if changed {
		c.gate.tellRoom(ctx, xid) // us too
		return nil
	}
	c.gate.telling.Lock()
	defer c.gate.telling.Unlock()
	members, err := c.gate.Presence.In(ctx, xid)
	if err != nil {
		return err
	}
	c.say(hub.Event{Event: hub.EventRoom, Party: req.Party, XID: xid, Members: members})
	return nil
}

// leave gives the place up; leaving a room that one is not in is a success.
func (c *conn) leave(ctx context.Context, xid note.XID) {
	at := c.inRoom(xid)
	if at < 0 {
		return
	}
	c.gate.topics.leave(c.rooms[at].topic, c)
	c.rooms = slices.Delete(c.rooms, at, at+1)
	c.leaveRoom(ctx, xid)
}

func (c *conn) leaveRoom(ctx context.Context, xid note.XID) {
	changed, err := c.gate.Presence.Leave(ctx, xid, c.caller.Account, c.number)
	c.gate.presence(err)
	if changed {
		c.gate.tellRoom(ctx, xid)
	}
}

// frame passes sealed octets on to the other sockets in the room. The right to
// do so is asked each time.
func (c *conn) frame(ctx context.Context, req hub.Request) error {
	at := c.inRoom(req.XID)
	if at < 0 {
		return hub.NotFound()
	}
	if len(req.Data) == 0 {
		return hub.Errorf(hub.E01, "frame is empty")
	}
	r := &c.rooms[at]
	if err := c.sits(ctx, r.party(), r.xid()); err != nil {
		return err
	}
	r.checked = c.gate.Now().Unix()
	c.gate.Bus.Publish(r.topic.name, c.number,
		hub.Event{Event: hub.EventFrame, Party: r.party(), XID: r.xid(), Member: c.caller.Account, Data: req.Data})
	return nil
}

// available says that the member is reachable for one of its teams.
func (c *conn) available(ctx context.Context, req hub.Request) error {
	acts, ok := c.actsFor(ctx, req.Party)
	if !ok || c.caller.Scope != hub.ScopeMember || req.Party.Team() == "" {
		return hub.NotFound()
	}
	team := note.Party(acts.name).Team()
	changed, err := c.gate.Presence.Reach(ctx, team, c.caller.Account, time.Unix(req.Until, 0))
	if err != nil {
		return err
	}
	if changed {
		c.gate.tell(ctx, nil, []note.TeamID{team})
	}
	return nil
}

// watchTeams replaces the teams whose availability the socket wants to hear of, and
// says how it stands now.
func (c *conn) watchTeams(ctx context.Context, req hub.Request) error {
	if c.caller.Scope != hub.ScopeMember {
		return hub.NotFound()
	}
	teams := slices.Clone(req.Teams)
	slices.Sort(teams)
	teams = slices.Compact(teams)
	w := &watch{teams: teams}
	for _, team := range teams {
		t, _ := c.gate.topics.join(teamTopic(team), c)
		w.topics = append(w.topics, t)
	}
	c.watch.end(c)
	c.watch = w
	return c.tellAvailable(ctx)
}

// tellAvailable says which of the watched teams are reachable now. The caller
// holds seats.
func (c *conn) tellAvailable(ctx context.Context) error {
	yes, err := c.gate.Presence.Reachable(ctx, c.watch.teams)
	if err != nil {
		return err
	}
	c.sayAvailable(func(team note.TeamID) bool { return slices.Contains(yes, team) })
	return nil
}

// sayAvailable says which of the watched teams are reachable.
func (c *conn) sayAvailable(reachable func(note.TeamID) bool) {
	e := hub.Event{Event: hub.EventAvailable}
	for _, team := range c.watch.teams {
		if reachable(team) {
			e.Teams = append(e.Teams, team)
		}
	}
	c.say(e)
}
