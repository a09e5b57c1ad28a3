package gate_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/gorilla/websocket"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/gate"
)

// A plug is a client's end of a socket.
type plug struct {
	t  testing.TB
	ws *websocket.Conn
}

// patience is how long a plug waits for a word.
const patience = 10 * time.Second

func (s *site) plug(headers ...string) *plug {
	s.t.Helper()
	p, res, err := s.tryPlug(headers...)
	if err != nil {
		s.t.Fatalf("%v %v", res, err)
	}
	return p
}

func (s *site) tryPlug(headers ...string) (*plug, *http.Response, error) {
	h := http.Header{}
	for i := 0; i < len(headers); i += 2 {
		h.Add(headers[i], headers[i+1])
	}
	d := websocket.Dialer{NetDialContext: s.dial}
	ws, res, err := d.Dial("ws"+strings.TrimPrefix(s.base, "http")+"/api/socket", h)
	if err != nil {
		return nil, res, err
	}
	s.t.Cleanup(func() { ws.Close() })
	return &plug{s.t, ws}, res, nil
}

// login opens a socket and says a token.
func (s *site) login(token string) *plug {
	s.t.Helper()
	p := s.plug()
	p.say(hub.Request{Do: hub.DoToken, Token: token})
	p.want(hub.EventReady)
	return p
}

func (p *plug) say(r hub.Request) {
	p.t.Helper()
	if err := p.ws.WriteJSON(r); err != nil {
		p.t.Fatal(err)
	}
}

func (p *plug) raw(kind int, data string) {
	p.t.Helper()
	if err := p.ws.WriteMessage(kind, []byte(data)); err != nil {
		p.t.Fatal(err)
	}
}

func (p *plug) hear() (hub.Event, error) {
	var e hub.Event
	p.ws.SetReadDeadline(time.Now().Add(patience))
	_, b, err := p.ws.ReadMessage()
	if err == nil {
		err = json.Unmarshal(b, &e)
	}
	return e, err
}

// want waits for an event of a kind, which must be the next one.
func (p *plug) want(kind string) hub.Event {
	p.t.Helper()
	e, err := p.hear()
	if err != nil {
		p.t.Fatalf("waiting for %s: %v", kind, err)
	}
	if e.Event != kind {
		p.t.Fatalf("heard %+v, want %s", e, kind)
	}
	return e
}

// quiet checks that nothing has come: what it asks for is answered next.
func (p *plug) quiet() {
	p.t.Helper()
	p.say(hub.Request{Do: hub.DoFrame, XID: note.XID(note.ZeroHash), Data: []byte("?")})
	if e := p.want(hub.EventRefused); e.XID != note.XID(note.ZeroHash) || e.Code != hub.E21 {
		p.t.Fatalf("heard %+v", e)
	}
}

// closed waits for the close code, whatever comes before it.
func (p *plug) closed(want int) {
	p.t.Helper()
	for {
		_, err := p.hear()
		var e *websocket.CloseError
		if errors.As(err, &e) {
			if e.Code != want {
				p.t.Errorf("closed with %d, want %d", e.Code, want)
			}
			return
		}
		if err != nil {
			p.t.Errorf("cut without a code (%v), want %d", err, want)
			return
		}
	}
}

func TestSocketOrigin(t *testing.T) {
	s := open(t, nil)
	for origin, ok := range map[string]bool{
		"https://sluis.example": true, "https://sluis.example.evil": false, "http://sluis.example": false, "null": false, s.base: false,
	} {
		p, res, err := s.tryPlug("Origin", origin)
		if ok != (err == nil) {
			t.Errorf("%s: %v", origin, err)
		}
		if err == nil {
			p.ws.Close()
		} else if res.StatusCode != 403 {
			t.Errorf("%s: status %d", origin, res.StatusCode)
		}
	}
	got := s.ask("", "GET", "/api/socket", "", "")
	if got.Status != 400 || got.code() != "E01" {
		t.Errorf("a socket without an upgrade: %d %s", got.Status, got.Body)
	}
}

func TestFirstWord(t *testing.T) {
	s := open(t, nil)
	for name, c := range map[string]struct {
		kind int
		say  string
		code int // 0: it is let in
	}{
		"member":            {websocket.TextMessage, `{"do":"token","token":"anna"}`, 0},
		"mailbox":           {websocket.TextMessage, `{"do":"token","token":"mailbox"}`, 0},
		"invite":            {websocket.TextMessage, `{"do":"token","token":"invite"}`, hub.CloseRefused},
		"unlock":            {websocket.TextMessage, `{"do":"token","token":"unlock"}`, hub.CloseRefused},
		"wrong token":       {websocket.TextMessage, `{"do":"token","token":"wrong"}`, hub.CloseRefused},
		"no token":          {websocket.TextMessage, `{"do":"token"}`, hub.CloseRefused},
		"another word":      {websocket.TextMessage, `{"do":"beat"}`, hub.CloseBad},
		"twice":             {websocket.TextMessage, `{"do":"token","token":"anna","token":"anna"}`, hub.CloseBad},
		"unknown name":      {websocket.TextMessage, `{"do":"token","token":"anna","x":1}`, hub.CloseBad},
		"no JSON":           {websocket.TextMessage, `anna`, hub.CloseBad},
		"nothing":           {websocket.TextMessage, ``, hub.CloseBad},
		"octets":            {websocket.BinaryMessage, `{"do":"token","token":"anna"}`, hub.CloseBad},
		"megabytes":         {websocket.TextMessage, strings.Repeat("x", 4<<20), hub.CloseBad},
		"just too large":    {websocket.TextMessage, `{"do":"token","token":"` + strings.Repeat("x", 90000) + `"}`, hub.CloseBad},
		"token of 80 KB":    {websocket.TextMessage, `{"do":"token","token":"` + strings.Repeat("x", 80000) + `"}`, hub.CloseRefused},
		"list":              {websocket.TextMessage, `[{"do":"token","token":"anna"}]`, hub.CloseBad},
		"word after a word": {websocket.TextMessage, `{"do":"token","token":"anna"}{"do":"beat"}`, hub.CloseBad},
	} {
		t.Run(name, func(t *testing.T) {
			p := s.plug()
			p.t = t
			p.raw(c.kind, c.say)
			if c.code != 0 {
				p.closed(c.code)
				return
			}
			if e := p.want(hub.EventReady); e.Time == 0 {
				t.Error("the hub's time is not told")
			}
		})
	}
}

func TestBadWords(t *testing.T) {
	s := open(t, nil)
	for name, c := range map[string]struct {
		kind int
		say  string
		code int
	}{
		"unknown word":     {websocket.TextMessage, `{"do":"dance"}`, hub.CloseBad},
		"no word":          {websocket.TextMessage, `{}`, hub.CloseBad},
		"no JSON":          {websocket.TextMessage, `{`, hub.CloseBad},
		"octets":           {websocket.BinaryMessage, `{"do":"beat"}`, hub.CloseBad},
		"party":            {websocket.TextMessage, `{"do":"enter","party":"x"}`, hub.CloseBad},
		"exchange":         {websocket.TextMessage, `{"do":"enter","xid":"x"}`, hub.CloseBad},
		"teams":            {websocket.TextMessage, `{"do":"watch","teams":["x"]}`, hub.CloseBad},
		"until":            {websocket.TextMessage, `{"do":"available","until":-1}`, hub.CloseBad},
		"data":             {websocket.TextMessage, `{"do":"frame","data":"?"}`, hub.CloseBad},
		"64 KiB and one":   {websocket.TextMessage, `{"do":"frame","data":"` + strings.Repeat("AAAA", 65536/3) + `AAA="}`, hub.CloseBad},
		"megabytes":        {websocket.TextMessage, strings.Repeat("x", 4<<20), hub.CloseBad},
		"token of another": {websocket.TextMessage, `{"do":"token","token":"ruud"}`, hub.CloseRefused},
		"wrong token":      {websocket.TextMessage, `{"do":"token","token":"wrong"}`, hub.CloseRefused},
		"mailbox token":    {websocket.TextMessage, `{"do":"token","token":"mailbox"}`, hub.CloseRefused},
	} {
		t.Run(name, func(t *testing.T) {
			p := s.login("anna")
			p.t = t
			p.raw(c.kind, c.say)
			p.closed(c.code)
		})
	}
}

func TestFloodOfWords(t *testing.T) {
	s := open(t, nil)
	calm := s.login("fatima")
	for name, flood := range map[string]func(p *plug) error{
		"beats": func(p *plug) error { return p.ws.WriteJSON(hub.Request{Do: hub.DoBeat}) },
		"words": func(p *plug) error { return p.ws.WriteJSON(hub.Request{Do: hub.DoLeave, XID: xid}) },
		"pings": func(p *plug) error { return p.ws.WriteControl(websocket.PingMessage, nil, time.Now().Add(time.Second)) },
		"frames": func(p *plug) error {
			return p.ws.WriteJSON(hub.Request{Do: hub.DoFrame, XID: xid, Data: make([]byte, 60<<10)})
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := s.login("anna")
			p.t = t
			go func() {
				for range 1000 {
					if flood(p) != nil {
						return
					}
				}
			}()
			p.closed(hub.CloseTooMany)
		})
	}
	calm.quiet()
}

func TestSocketsEach(t *testing.T) {
	s := open(t, nil)
	var all []*plug
	for range 32 {
		all = append(all, s.login("anna"))
	}
	over := s.plug()
	over.say(hub.Request{Do: hub.DoToken, Token: "anna"})
	over.closed(hub.CloseTooMany)
	s.login("fatima")
	if n := s.gate.Sockets(); n > 34 || n < 33 {
		t.Errorf("%d sockets", n)
	}
	all[0].quiet()
}

func TestEvents(t *testing.T) {
	s := open(t, nil)
	a, f, m := s.login("anna"), s.login("fatima"), s.login("mailbox")
	want := hub.Event{Event: hub.EventEntry, XID: xid, Seq: 4, Count: 17}
	s.bus.Announce(partyA, want)
	want.Party = partyA
	if diff := cmp.Diff(want, a.want(hub.EventEntry)); diff != "" {
		t.Error(diff)
	}
	s.bus.Announce(note.MailboxParty(mailbox), want)
	m.want(hub.EventEntry)
	s.bus.Announce(note.MemberParty(anna), want)
	if e := a.want(hub.EventEntry); e.Party != note.MemberParty(anna) {
		t.Errorf("for %s", e.Party)
	}
	f.quiet()
	m.quiet()
	a.quiet()
}

// TestTeamsChange: who joins a team hears of it, who leaves it does not any more; all
// hear that the directory log has grown. Publishing tells nobody of itself: it may have
// changed nothing.
func TestTeamsChange(t *testing.T) {
	s := open(t, nil)
	r := s.login("ruud")
	if got := s.ask("anna", "POST", "/api/directory", octetsType, ""); got.Status != 204 {
		t.Fatal(got)
	}
	r.quiet()
	s.glass.change(func(g *glass) { g.teams[ruud] = []note.TeamID{teamR, teamA} })
	s.gate.Reseat()
	r.want(hub.EventLog)
	s.until(func() bool { return s.bus.live.Load() == 3 })
	s.bus.Announce(partyA, hub.Event{Event: hub.EventEntry})
	r.want(hub.EventEntry)
	s.glass.change(func(g *glass) { g.teams[ruud] = []note.TeamID{teamA} })
	s.gate.Reseat()
	r.want(hub.EventLog)
	s.until(func() bool { return s.bus.live.Load() == 2 })
	s.bus.Announce(note.TeamParty(teamR), hub.Event{Event: hub.EventEntry})
	r.quiet()
	s.glass.change(func(g *glass) { delete(g.teams, ruud) })
	s.gate.Reseat()
	r.closed(hub.CloseInactive)
}

// until waits for a condition that another goroutine brings about.
func (s *site) until(ok func() bool) {
	s.t.Helper()
	for end := time.Now().Add(patience); !ok(); {
		if time.Now().After(end) {
			s.t.Fatal("it did not come to be")
		}
		<-time.After(time.Millisecond)
	}
}

// TestSlowReader: one socket that does not read is closed, and the others hear
// everything meanwhile.
func TestSlowReader(t *testing.T) {
	s := open(t, nil)
	slow, quick := s.login("anna"), s.login("anna")
	const events = 400 // some 25 MB: above what the machine holds for a socket
	data := make([]byte, 48<<10)
	for n := range uint64(events) {
		s.bus.Announce(partyA, hub.Event{Event: hub.EventFrame, Seq: n, Data: data})
		if e := quick.want(hub.EventFrame); e.Seq != n {
			t.Fatalf("heard %d, want %d", e.Seq, n)
		}
	}
	s.until(func() bool { return s.gate.Sockets() == 1 })
	quick.quiet()
	slow.ws.Close()
}

func TestDrain(t *testing.T) {
	s := open(t, func(c *gate.Config) {})
	s.glass.wait, s.glass.in = make(chan struct{}), make(chan struct{})
	a, f := s.login("anna"), s.login("fatima")
	late := s.plug() // has not said its token yet
	put := make(chan answer, 1)
	go func() { put <- s.ask("anna", "POST", "/api/entries", octetsType, "frame") }()
	<-s.glass.in
	down := make(chan error, 1)
	go func() { down <- s.down() }()
	a.closed(hub.CloseDrain)
	f.closed(hub.CloseDrain)
	select {
	case err := <-down:
		t.Fatalf("went down with a request running: %v", err)
	default:
	}
	late.ws.WriteJSON(hub.Request{Do: hub.DoToken, Token: "ruud"})
	late.closed(hub.CloseDrain)
	close(s.glass.wait)
	if got := <-put; got.Status != 200 {
		t.Errorf("the running request got %d %s", got.Status, got.Body)
	}
	if err := <-down; err != nil {
		t.Error(err)
	}
	if _, _, err := s.tryPlug(); err == nil {
		t.Error("a socket after the end")
	}
}

// TestDrainCuts: what does not end by itself is cut when the time is up.
func TestDrainCuts(t *testing.T) {
	s := open(t, nil)
	s.glass.wait, s.glass.in = make(chan struct{}), make(chan struct{})
	go http.DefaultTransport.RoundTrip(s.request("POST", "/api/entries"))
	<-s.glass.in
	stuck := s.login("anna") // reads nothing more, not even the code
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if err := s.gate.Shutdown(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	close(s.glass.wait)
	stuck.ws.Close()
}

func (s *site) request(method, path string) *http.Request {
	req, err := http.NewRequest(method, s.base+path, strings.NewReader("frame"))
	if err != nil {
		s.t.Fatal(err)
	}
	req.Header.Set("Content-Type", octetsType)
	req.Header.Set("Authorization", "Bearer anna")
	return req
}

// TestPanicOnSocket: a room that panics costs one socket.
func TestPanicOnSocket(t *testing.T) {
	s := open(t, nil)
	a, f := s.login("anna"), s.login("fatima")
	s.glass.change(func(g *glass) { g.panicSits = true })
	a.say(hub.Request{Do: hub.DoEnter, Party: partyA, XID: xid})
	a.closed(hub.CloseDrain)
	f.quiet()
	if !strings.Contains(s.log.String(), "fault=\"panic with a string") {
		t.Errorf("the log does not tell:\n%s", s.log)
	}
}
