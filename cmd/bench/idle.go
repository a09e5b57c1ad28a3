//go:build linux

package main

import (
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// An idle socket is one of a member who is logged in, stands in the room of an
// exchange with somebody of another team, is reachable for its own team, and beats
// every five seconds: 5,000 accounts in 250 teams, 2,500 exchanges. What counts is
// how much the resident memory of the hub grows, with all of them in its database
// from the start. The floor is a plain gorilla server: no login, no rooms, nobody
// is present, nobody beats.
const (
	crowd     = 5000
	crowdTeam = 20
	crowdOrg  = 50 // teams
	// settle is how long memory may grow after the last one came; the runtime
	// returns what it can in the meantime.
	settle = 45 * time.Second
)

// guest is one of the crowd.
type guest struct {
	*person
	team    *team
	xid     note.XID
	token   string
	ws      *websocket.Conn
	present atomic.Int32 // how many are in the room
}

func benchIdle(b *bench) error {
	plain, err := b.idleFloor()
	if err != nil {
		return err
	}
	guests, h, err := b.invite()
	if err != nil {
		return err
	}
	defer h.stop()
	if err := b.wait(5 * time.Second); err != nil {
		return err
	}
	before, err := h.resident()
	if err != nil {
		return err
	}
	b.say("%d members log in and open sockets", crowd)
	defer closeAll(guests)
	if err := b.arrive(h, guests); err != nil {
		return err
	}
	b.say("they beat for %v", settle)
	if err := b.beat(guests); err != nil {
		return err
	}
	after, err := h.resident()
	if err != nil {
		return err
	}
	for _, g := range guests {
		if n := g.present.Load(); n != 2 {
			return fmt.Errorf("a room has %d members, want 2", n)
		}
	}
	t := turns{floor: []float64{plain}, ours: []float64{(after - before) / crowd}}
	kilo := func(v float64) string { return fmt.Sprintf("%.1f kB", v/1e3) }
	what := fmt.Sprintf("memory of an idle socket, logged in and present, of %d", crowd)
	b.table.bound(what, t, kilo, goal{bound: 11.4e3})
	b.table.compare("… beside the plain server's", t, kilo, goal{bound: 0.5})
	return nil
}

// idleFloor gives what a socket of the plain server takes.
func (b *bench) idleFloor() (float64, error) {
	f, err := b.floor("idle-floor")
	if err != nil {
		return 0, err
	}
	defer f.stop()
	if err := b.wait(5 * time.Second); err != nil {
		return 0, err
	}
	before, err := f.resident()
	if err != nil {
		return 0, err
	}
	b.say("%d sockets of the plain server", crowd)
	guests := make([]*guest, crowd)
	for n := range guests {
		guests[n] = &guest{}
	}
	defer closeAll(guests)
	err = lanes(16, func(lane int) (err error) {
		for n := lane; n < crowd && err == nil; n += 16 {
			guests[n].ws, err = dialSocket(f, "/socket", n/200)
		}
		return err
	})
	if err != nil {
		return 0, err
	}
	if err := b.wait(settle); err != nil {
		return 0, err
	}
	after, err := f.resident()
	return (after - before) / crowd, err
}

func closeAll(guests []*guest) {
	for _, g := range guests {
		if g.ws != nil {
			g.ws.Close()
		}
	}
}

// invite founds everybody's organisations and begins the exchanges, on a hub that
// is then started anew, so that its memory holds nothing of all this.
func (b *bench) invite() ([]*guest, *process, error) {
	b.say("founding organisations of %d members", crowd)
	var teams []*team
	var records []hub.Object
	var h *process
	for n := range crowd / crowdTeam / crowdOrg {
		if h != nil { // a hub takes no more than one such organisation at once
			if err := h.end(); err != nil {
				return nil, nil, err
			}
		}
		o, err := found(fmt.Sprintf("Gemeente %d", n), time.Now().Unix(), crowdOrg, crowdTeam)
		if err != nil {
			return nil, nil, err
		}
		teams, records = append(teams, o.teams...), append(records, o.records...)
		if err := logged(records, o.teams...); err != nil {
			return nil, nil, err
		}
		if h, err = b.hub("idle", o.records); err != nil {
			return nil, nil, err
		}
	}
	guests := make([]*guest, 0, crowd)
	var writers []*person
	for n := 0; n < len(teams); n += 2 {
		writers = append(writers, teams[n].people[0])
	}
	tokens, err := enter(h, writers)
	for n := 0; n < len(teams) && err == nil; n += 2 {
		var some []*guest
		some, err = meet(h, tokens, n, teams[n], teams[n+1])
		guests = append(guests, some...)
	}
	if err != nil {
		h.stop()
		return nil, nil, err
	}
	if err := h.end(); err != nil {
		return nil, nil, err
	}
	h, err = b.hub("idle", nil)
	return guests, h, err
}

// meet begins an exchange for each two members of two teams.
func meet(h *process, tokens map[*person]string, lane int, one, other *team) ([]*guest, error) {
	c, err := dialLean(h.addr(), lane)
	if err != nil {
		return nil, err
	}
	defer c.conn.Close()
	var guests []*guest
	by := one.people[0]
	for n := range one.people {
		x, frame, err := begin(by, one, other, true)
		if err != nil {
			return nil, err
		}
		if _, err := c.post("/api/entries", tokens[by], octets, frame); err != nil {
			return nil, err
		}
		guests = append(guests, &guest{person: one.people[n], team: one, xid: x.last.XID}, &guest{person: other.people[n], team: other, xid: x.last.XID})
	}
	return guests, nil
}

// arrive logs everybody in, opens the sockets and enters the rooms.
func (b *bench) arrive(h *process, guests []*guest) error {
	people := make([]*person, len(guests))
	for n, g := range guests {
		people[n] = g.person
	}
	tokens, err := enter(h, people)
	if err != nil {
		return err
	}
	return lanes(16, func(lane int) error {
		for n := lane; n < len(guests); n += 16 {
			g := guests[n]
			g.token = tokens[g.person]
			if err := g.arrive(h, n/200); err != nil {
				return err
			}
		}
		return nil
	})
}

func (g *guest) arrive(h *process, lane int) (err error) {
	if g.ws, err = dialSocket(h, "/api/socket", lane); err != nil {
		return err
	}
	for _, r := range []hub.Request{
		{Do: hub.DoToken, Token: g.token},
		{Do: hub.DoEnter, Party: g.team.party(), XID: g.xid},
		{Do: hub.DoAvailable, Party: g.team.party(), Until: time.Now().Add(time.Hour).Unix()},
	} {
		if err := g.ws.WriteJSON(r); err != nil {
			return err
		}
	}
	entered := make(chan error, 1)
	go func() { // and answers pings from then on
		for {
			var e hub.Event
			if err := g.ws.ReadJSON(&e); err != nil {
				entered <- err
				return
			}
			switch e.Event {
			case hub.EventRefused:
				entered <- errors.New("a socket was refused " + string(e.Code))
			case hub.EventRoom:
				if g.present.Swap(int32(len(e.Members))) == 0 {
					entered <- nil
				}
			}
		}
	}()
	return <-entered
}

// beat has everybody say every five seconds that they are still there.
func (b *bench) beat(guests []*guest) error {
	const part = 50
	tick := time.NewTicker(hub.Heartbeat * part / crowd)
	defer tick.Stop()
	end := time.After(settle)
	for n := 0; ; n = (n + part) % crowd {
		for _, g := range guests[n : n+part] {
			if err := g.ws.WriteMessage(websocket.TextMessage, []byte(`{"do":"beat"}`)); err != nil {
				return err
			}
		}
		select {
		case <-end:
			return nil
		case <-b.ctx.Done():
			return b.ctx.Err()
		case <-tick.C:
		}
	}
}
