package gate_test

import (
	"context"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/gate"
	"github.com/sluis-hub/sluis/hub/presence"
)

// TestMissed: when the bus has lost something, sockets hear so, and then how their
// rooms and teams are.
func TestMissed(t *testing.T) {
	s := open(t, nil)
	a, f := s.login("anna"), s.login("fatima")
	a.say(hub.Request{Do: hub.DoEnter, Party: note.TeamParty(teamA), XID: xid})
	a.room(anna)
	f.room(anna)
	a.say(hub.Request{Do: hub.DoWatch, Teams: []note.TeamID{teamF}})
	a.reachable()
	// Behind the gate's back, as at another process whose word was lost.
	s.here.Enter(context.Background(), xid, fatima, 1)
	s.here.Reach(context.Background(), teamF, fatima, s.clock.now().Add(time.Hour))
	lose := func(topics ...string) {
		for _, topic := range topics {
			s.bus.Publish(topic, 0, hub.Event{Event: hub.EventResync})
		}
	}
	lose("t"+string(teamF), "m"+string(fatima))
	f.want(hub.EventResync)
	f.room(anna, fatima) // though the room's own topic lost nothing
	lose("t"+string(teamA), "x"+string(xid), "a"+string(teamF))
	var heard []string
	for !slices.Contains(heard, hub.EventResync) || !slices.Contains(heard, hub.EventRoom) || !slices.Contains(heard, hub.EventAvailable) {
		e, err := a.hear()
		if err != nil {
			t.Fatal(err)
		}
		if e.Event == hub.EventRoom && len(e.Members) != 2 || e.Event == hub.EventAvailable && len(e.Teams) != 1 {
			t.Errorf("heard %+v", e)
		}
		heard = append(heard, e.Event)
	}
}

// awayPresence is a presence whose server is away for a while.
type awayPresence struct {
	*presence.Local
	away  atomic.Bool
	asked atomic.Int64
}

func (p *awayPresence) gone() error {
	p.asked.Add(1)
	if p.away.Load() {
		return hub.Errorf(hub.E27, "presence is away")
	}
	return nil
}

func (p *awayPresence) Enter(ctx context.Context, room note.XID, member note.MemberID, seat uint64) (bool, error) {
	if err := p.gone(); err != nil {
		return false, err
	}
	return p.Local.Enter(ctx, room, member, seat)
}

func (p *awayPresence) In(ctx context.Context, room note.XID) ([]note.MemberID, error) {
	if err := p.gone(); err != nil {
		return nil, err
	}
	return p.Local.In(ctx, room)
}

func (p *awayPresence) Expire(ctx context.Context) ([]note.XID, []note.TeamID, error) {
	if err := p.gone(); err != nil {
		return nil, nil, err
	}
	return p.Local.Expire(ctx)
}

// TestPresenceAway: who enters a room meanwhile is told so, and is in it: frames
// pass, and the next heartbeat after it came back tells everybody.
func TestPresenceAway(t *testing.T) {
	var p *awayPresence
	s := open(t, func(c *gate.Config) {
		p = &awayPresence{Local: c.Presence.(*presence.Local)}
		c.Presence = p
	})
	a, f := s.login("anna"), s.login("fatima")
	p.away.Store(true)
	for who, party := range map[*plug]note.Party{a: partyA, f: note.TeamParty(teamF)} {
		who.say(hub.Request{Do: hub.DoEnter, Party: party, XID: xid})
		if e := who.want(hub.EventRefused); e.Code != hub.E27 {
			t.Errorf("heard %+v", e)
		}
	}
	a.say(hub.Request{Do: hub.DoFrame, XID: xid, Data: []byte("sealed")})
	if e := f.want(hub.EventFrame); string(e.Data) != "sealed" {
		t.Errorf("heard %+v", e)
	}
	for before := p.asked.Load(); p.asked.Load() < before+3; { // seconds of the clockwork
		a.say(hub.Request{Do: hub.DoBeat})
		<-time.After(10 * time.Millisecond)
	}
	p.away.Store(false)
	a.say(hub.Request{Do: hub.DoBeat})
	f.room(anna)
	if n := strings.Count(s.log.String(), "presence is away"); n > 1 {
		t.Errorf("the log says it %d times", n)
	}
}
