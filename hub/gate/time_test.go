package gate_test

import (
	"context"
	"io"
	"net"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// pipes is a listener within the process, so that a test can live in a bubble
// whose clock moves only when everybody waits.
type pipes struct {
	conns chan net.Conn
	once  sync.Once
	done  chan struct{}
}

func newPipes() *pipes { return &pipes{conns: make(chan net.Conn), done: make(chan struct{})} }

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.done:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error {
	p.once.Do(func() { close(p.done) })
	return nil
}

func (p *pipes) Addr() net.Addr { return &net.TCPAddr{} }

func (p *pipes) dial(context.Context, string, string) (net.Conn, error) {
	ours, theirs := net.Pipe()
	select {
	case p.conns <- theirs:
		return ours, nil
	case <-p.done:
		return nil, net.ErrClosed
	}
}

// bubble runs a test on a site whose clock is the bubble's.
func bubble(t *testing.T, test func(t *testing.T, s *site)) {
	synctest.Test(t, func(t *testing.T) {
		l := newPipes()
		s := openOn(t, l, nil)
		s.base, s.dial = "http://hub.example", l.dial
		test(t, s)
		if err := s.down(); err != nil {
			t.Error(err)
		}
	})
}

// listen reads the plug on the side, as a client does, which also answers pings.
// It gives the events and then, when the socket closes, the code.
func (p *plug) listen() (events <-chan hub.Event, code <-chan int) {
	ev, end := make(chan hub.Event, 1000), make(chan int, 1)
	p.ws.SetReadDeadline(time.Time{})
	go func() {
		defer close(ev)
		for {
			var e hub.Event
			if err := p.ws.ReadJSON(&e); err != nil {
				if c, ok := err.(*websocket.CloseError); ok {
					end <- c.Code
				} else {
					end <- websocket.CloseAbnormalClosure
				}
				return
			}
			ev <- e
		}
	}()
	return ev, end
}

// first waits for the end of a socket and tells how long it took.
func first(code <-chan int) (int, time.Duration) {
	begin := time.Now()
	return <-code, time.Since(begin)
}

func TestFirstWordInTime(t *testing.T) {
	bubble(t, func(t *testing.T, s *site) {
		_, code := s.plug().listen()
		if code, took := first(code); code != hub.CloseLost || took != 5*time.Second {
			t.Errorf("closed with %d after %v", code, took)
		}
	})
}

// TestTokenEnds: a socket ends with its token, to the second, and renewing goes on.
func TestTokenEnds(t *testing.T) {
	bubble(t, func(t *testing.T, s *site) {
		a, f := s.login("anna"), s.login("fatima")
		_, codeA := a.listen()
		_, codeF := f.listen()
		<-time.After(hub.TokenLife - time.Minute)
		s.glass.change(func(g *glass) {
			g.tokens["new"] = pass{g.tokens["anna"].caller, time.Now().Add(hub.TokenLife)}
		})
		a.say(hub.Request{Do: hub.DoToken, Token: "new"})
		if code, took := first(codeF); code != hub.CloseExpired || took < time.Minute || took > time.Minute+2*time.Second {
			t.Errorf("closed with %d after %v", code, took)
		}
		if code, took := first(codeA); code != hub.CloseExpired || took < hub.TokenLife-time.Minute-3*time.Second || took > hub.TokenLife-time.Minute {
			t.Errorf("the renewed one closed with %d after %v", code, took)
		}
	})
}

// TestLost: who does not answer a ping is let go; who only listens is not.
func TestLost(t *testing.T) {
	bubble(t, func(t *testing.T, s *site) {
		listens, deaf := s.login("anna"), s.login("fatima")
		_, alive := listens.listen()
		deaf.ws.SetPingHandler(func(string) error { return nil })
		_, code := deaf.listen()
		if code, took := first(code); code != hub.CloseLost || took < 60*time.Second || took > 63*time.Second {
			t.Errorf("closed with %d after %v", code, took)
		}
		select {
		case code := <-alive:
			t.Errorf("who answers was closed with %d", code)
		case <-time.After(2 * time.Minute):
		}
	})
}

// TestClockJumps: a hub that slept an hour asks before it closes anybody.
func TestClockJumps(t *testing.T) {
	bubble(t, func(t *testing.T, s *site) {
		s.glass.change(func(g *glass) {
			g.tokens["long"] = pass{g.tokens["anna"].caller, time.Now().Add(10 * time.Hour)}
		})
		_, code := s.login("long").listen()
		s.clock.pass(time.Hour)
		select {
		case code := <-code:
			t.Errorf("closed with %d", code)
		case <-time.After(5 * time.Minute):
		}
		s.clock.pass(10 * time.Hour)
		if code, took := first(code); code != hub.CloseExpired || took > 2*time.Second {
			t.Errorf("closed with %d after %v", code, took)
		}
	})
}

// TestStuckReader: a socket that takes nothing at all is let go by time, even
// when little is waiting for it.
func TestStuckReader(t *testing.T) {
	bubble(t, func(t *testing.T, s *site) {
		stuck := s.login("anna") // and reads no more
		s.bus.Announce(partyA, hub.Event{Event: hub.EventEntry})
		<-time.After(9 * time.Second)
		if s.gate.Sockets() != 1 {
			t.Error("let go too early")
		}
		<-time.After(8 * time.Second)
		if s.gate.Sockets() != 0 {
			t.Error("not let go")
		}
		stuck.ws.Close()
	})
}

// TestSlowReaderIsTold: who is too far behind hears why, once it reads again.
func TestSlowReaderIsTold(t *testing.T) {
	for name, c := range map[string]struct {
		words int
		data  []byte
	}{"many words": {300, nil}, "many bytes": {20, make([]byte, 48<<10)}} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T, s *site) {
				slow := s.login("anna")
				for range c.words {
					s.bus.Announce(partyA, hub.Event{Event: hub.EventEntry, Data: c.data})
				}
				events, code := slow.listen()
				if code := <-code; code != hub.CloseSlow {
					t.Errorf("closed with %d", code)
				}
				if n := len(events); n > 2 {
					t.Errorf("heard %d words that waited", n)
				}
			})
		})
	}
}

// TestBurst: what fits waits, and arrives in its order.
func TestBurst(t *testing.T) {
	bubble(t, func(t *testing.T, s *site) {
		slow := s.login("anna")
		for n := range uint64(250) {
			s.bus.Announce(partyA, hub.Event{Event: hub.EventEntry, Seq: n})
		}
		for n := range uint64(250) {
			if e := slow.want(hub.EventEntry); e.Seq != n {
				t.Fatalf("heard %d, want %d", e.Seq, n)
			}
		}
		slow.quiet()
	})
}

// TestHeartbeat: present means heard within 15 s, and the others are told when
// it ends.
func TestHeartbeat(t *testing.T) {
	bubble(t, func(t *testing.T, s *site) {
		a, f := s.login("anna"), s.login("fatima")
		events, _ := f.listen()
		room := func(want int, after time.Duration) {
			t.Helper()
			begin := time.Now()
			e := <-events
			took := time.Since(begin)
			if e.Event != hub.EventRoom || len(e.Members) != want || took < after || took > after+2*time.Second {
				t.Errorf("heard %+v after %v", e, took)
			}
		}
		a.say(hub.Request{Do: hub.DoEnter, Party: partyA, XID: xid})
		room(1, 0)
		f.say(hub.Request{Do: hub.DoEnter, Party: note.TeamParty(teamF), XID: xid})
		room(2, 0)
		go io.Copy(io.Discard, a.ws.NetConn())
		for range 10 { // both beat
			<-time.After(hub.Heartbeat)
			a.say(hub.Request{Do: hub.DoBeat})
			f.say(hub.Request{Do: hub.DoBeat})
		}
		stop := make(chan struct{})
		go func() { // one goes on
			for {
				select {
				case <-stop:
					return
				case <-time.After(hub.Heartbeat):
					f.ws.WriteJSON(hub.Request{Do: hub.DoBeat})
				}
			}
		}()
		a.ws.Close() // the other is cut off, without goodbye
		room(1, hub.Present)
		close(stop)
	})
}

// TestReachEnds: availability ends by itself, and those who watch are told.
func TestReachEnds(t *testing.T) {
	bubble(t, func(t *testing.T, s *site) {
		a, f := s.login("anna"), s.login("fatima")
		events, _ := a.listen()
		a.say(hub.Request{Do: hub.DoWatch, Teams: []note.TeamID{teamF}})
		<-events
		f.say(hub.Request{Do: hub.DoAvailable, Party: note.TeamParty(teamF), Until: time.Now().Unix() + 90})
		<-events
		begin := time.Now()
		f.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseNormalClosure, ""), time.Now().Add(time.Second))
		if e := <-events; e.Event != hub.EventAvailable || e.Teams != nil {
			t.Errorf("heard %+v", e)
		}
		if took := time.Since(begin); took < 88*time.Second || took > 92*time.Second {
			t.Errorf("ended after %v", took)
		}
	})
}

// TestInactive: whose membership ends is put out within the time between two
// looks, without anybody saying so, and is seen to go.
func TestInactive(t *testing.T) {
	bubble(t, func(t *testing.T, s *site) {
		a, f := s.login("anna"), s.login("fatima")
		_, code := a.listen()
		events, _ := f.listen()
		a.say(hub.Request{Do: hub.DoEnter, Party: partyA, XID: xid})
		if e := <-events; len(e.Members) != 1 {
			t.Errorf("heard %+v", e)
		}
		s.glass.change(func(g *glass) { delete(g.teams, anna) })
		if code, took := first(code); code != hub.CloseInactive || took > 31*time.Second {
			t.Errorf("closed with %d after %v", code, took)
		}
		if e := <-events; e.Event != hub.EventRoom || e.Members != nil {
			t.Errorf("heard %+v", e)
		}
	})
}

// TestWheelTurns: sockets come round however long they wait.
func TestWheelTurns(t *testing.T) {
	bubble(t, func(t *testing.T, s *site) {
		s.glass.change(func(g *glass) {
			g.tokens["long"] = pass{g.tokens["anna"].caller, time.Now().Add(20 * time.Minute)}
		})
		_, code := s.login("long").listen()
		if code, took := first(code); code != hub.CloseExpired || took < 19*time.Minute || took > 21*time.Minute {
			t.Errorf("closed with %d after %v", code, took)
		}
	})
}
