package gate_test

import (
	"context"
	"sync"
	"testing"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/gate"
	"github.com/sluis-hub/sluis/hub/presence"
)

// hung is a presence that answers no question of the clockwork until it is let go.
type hung struct {
	*presence.Local
	asked, let chan struct{}
	once       *sync.Once
	goOn       func()
}

func (h hung) wait() {
	h.once.Do(func() { close(h.asked) })
	<-h.let
}

func (h hung) Expire(ctx context.Context) ([]note.XID, []note.TeamID, error) {
	h.wait()
	return h.Local.Expire(ctx)
}

func (h hung) Forget(ctx context.Context, member note.MemberID) ([]note.XID, []note.TeamID, error) {
	h.wait()
	return h.Local.Forget(ctx, member)
}

// openHung gives a site whose clockwork has asked what is not answered.
func openHung(t *testing.T) (*site, hung) {
	h := hung{asked: make(chan struct{}), let: make(chan struct{}), once: &sync.Once{}}
	h.goOn = sync.OnceFunc(func() { close(h.let) })
	s := open(t, func(c *gate.Config) {
		h.Local = c.Presence.(*presence.Local)
		c.Presence = h
	})
	t.Cleanup(h.goOn) // before the site is shut
	<-h.asked
	return s, h
}

// TestPresenceHangs: who is not active any more is put out all the same, and leaves
// the room once presence goes on.
func TestPresenceHangs(t *testing.T) {
	s, h := openHung(t)
	a := s.login("anna")
	a.say(hub.Request{Do: hub.DoEnter, Party: partyA, XID: xid})
	s.until(func() bool { return s.in() == 1 })
	s.glass.change(func(g *glass) { delete(g.teams, anna) })
	s.gate.Reseat()
	a.closed(hub.CloseInactive)
	if n := s.in(); n != 1 {
		t.Errorf("%d in the room: it did not hang", n)
	}
	h.goOn()
	s.until(func() bool { return s.in() == 0 })
}

// TestPresenceHangsLong: tokens end all the same.
func TestPresenceHangsLong(t *testing.T) {
	s, _ := openHung(t)
	a := s.login("anna")
	s.clock.pass(hub.TokenLife)
	a.closed(hub.CloseExpired)
}

// in is how many are in the room.
func (s *site) in() int {
	members, err := s.here.In(context.Background(), xid)
	if err != nil {
		s.t.Error(err)
	}
	return len(members)
}
