package gate_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/gorilla/websocket"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

func (p *plug) room(want ...note.MemberID) {
	p.t.Helper()
	e := p.want(hub.EventRoom)
	if diff := cmp.Diff(want, e.Members); diff != "" || e.XID != xid {
		p.t.Errorf("room %s: %s", e.XID, diff)
	}
}

func TestRoom(t *testing.T) {
	s := open(t, nil)
	a, colleague, f, r := s.login("anna"), s.login("anna"), s.login("fatima"), s.login("ruud")
	enter := func(p *plug, party note.TeamID) {
		p.say(hub.Request{Do: hub.DoEnter, Party: note.TeamParty(party), XID: xid})
	}
	enter(a, teamA)
	a.room(anna)
	colleague.room(anna) // sees that somebody is there
	f.room(anna)

	for _, c := range []struct {
		who   *plug
		party note.TeamID
		xid   note.XID
	}{{r, teamR, xid}, {r, teamA, xid}, {f, teamA, xid}, {f, teamF, note.XID(note.ZeroHash)}} {
		c.who.say(hub.Request{Do: hub.DoEnter, Party: note.TeamParty(c.party), XID: c.xid})
		if e := c.who.want(hub.EventRefused); e.Code != hub.E21 || e.XID != c.xid {
			t.Errorf("refused with %+v", e)
		}
	}

	enter(f, teamF)
	for _, p := range []*plug{a, colleague, f} {
		p.room(anna, fatima)
	}
	enter(f, teamF) // again: told, and nobody else is
	f.room(anna, fatima)

	data := bytes.Repeat([]byte{0, 255}, hub.MaxRoomFrame/2)
	a.say(hub.Request{Do: hub.DoFrame, XID: xid, Data: data})
	e := f.want(hub.EventFrame)
	if e.Member != anna || e.XID != xid || e.Party != partyA || !bytes.Equal(e.Data, data) {
		t.Errorf("frame from %s of %d bytes", e.Member, len(e.Data))
	}
	f.say(hub.Request{Do: hub.DoFrame, XID: xid, Data: []byte("two")})
	if e := a.want(hub.EventFrame); e.Member != fatima || string(e.Data) != "two" {
		t.Errorf("frame %+v", e)
	}
	for _, p := range []*plug{colleague, r} { // not in the room
		p.quiet()
		p.say(hub.Request{Do: hub.DoFrame, XID: xid, Data: []byte("x")})
		if e := p.want(hub.EventRefused); e.Code != hub.E21 {
			t.Errorf("refused with %s", e.Code)
		}
	}
	a.say(hub.Request{Do: hub.DoFrame, XID: xid})
	if e := a.want(hub.EventRefused); e.Code != hub.E01 {
		t.Errorf("empty frame refused with %s", e.Code)
	}

	f.say(hub.Request{Do: hub.DoLeave, XID: xid})
	a.room(anna)
	colleague.room(anna)
	f.room(anna)
	a.say(hub.Request{Do: hub.DoFrame, XID: xid, Data: []byte("three")})
	f.quiet()

	a.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseNormalClosure, ""), time.Now().Add(patience))
	f.room() // at once: it said goodbye
	colleague.room()
}

// TestPutOut: a party that is put out of the exchange is refused with its next
// frame, and loses the room.
func TestPutOut(t *testing.T) {
	s := open(t, nil)
	a, f := s.login("anna"), s.login("fatima")
	for p, team := range map[*plug]note.TeamID{a: teamA, f: teamF} {
		p.say(hub.Request{Do: hub.DoEnter, Party: note.TeamParty(team), XID: xid})
	}
	s.until(func() bool { in, _ := s.here.In(t.Context(), xid); return len(in) == 2 })
	s.glass.change(func(g *glass) { g.set[xid] = []note.Party{partyA} })
	f.say(hub.Request{Do: hub.DoFrame, XID: xid, Data: []byte("x")})
	refused := func() hub.Event { // word of the room may come before it
		t.Helper()
		for {
			e, err := f.hear()
			if err != nil {
				t.Fatal(err)
			}
			if e.Event == hub.EventRefused {
				return e
			}
		}
	}
	refused()
	s.clock.pass(15 * time.Second) // the right is asked again with a heartbeat
	a.say(hub.Request{Do: hub.DoBeat})
	f.say(hub.Request{Do: hub.DoBeat})
	if e := refused(); e.Code != hub.E21 || e.XID != xid {
		t.Errorf("heard %+v", e)
	}
	s.until(func() bool { in, _ := s.here.In(t.Context(), xid); return len(in) == 1 && in[0] == anna })
	a.say(hub.Request{Do: hub.DoFrame, XID: xid, Data: []byte("y")})
	f.quiet()
}

func TestRoomsEach(t *testing.T) {
	s := open(t, nil)
	s.glass.change(func(g *glass) {
		for n := range 9 {
			g.set[note.XID(strings.Repeat(string(rune('0'+n)), 64))] = []note.Party{partyA}
		}
	})
	a := s.login("anna")
	for n := range 9 {
		a.say(hub.Request{Do: hub.DoEnter, Party: partyA, XID: note.XID(strings.Repeat(string(rune('0'+n)), 64))})
		if n < 8 {
			a.want(hub.EventRoom)
		}
	}
	if e := a.want(hub.EventRefused); e.Code != hub.E25 {
		t.Errorf("refused with %s", e.Code)
	}
}

func (p *plug) reachable(want ...note.TeamID) {
	p.t.Helper()
	if diff := cmp.Diff(want, p.want(hub.EventAvailable).Teams); diff != "" {
		p.t.Error(diff)
	}
}

func TestAvailability(t *testing.T) {
	s := open(t, nil)
	a, f, m := s.login("anna"), s.login("fatima"), s.login("mailbox")
	until := s.clock.now().Add(time.Hour).Unix()
	a.say(hub.Request{Do: hub.DoWatch, Teams: []note.TeamID{teamR, teamF, teamF}})
	a.reachable()
	f.say(hub.Request{Do: hub.DoAvailable, Party: note.TeamParty(teamF), Until: until})
	a.reachable(teamF)
	f.say(hub.Request{Do: hub.DoAvailable, Party: note.TeamParty(teamF), Until: until + 60})
	f.say(hub.Request{Do: hub.DoAvailable, Party: note.TeamParty(teamF)})
	a.reachable()
	for _, c := range []struct {
		who *plug
		say hub.Request
	}{
		{f, hub.Request{Do: hub.DoAvailable, Party: partyA, Until: until}},
		{f, hub.Request{Do: hub.DoAvailable, Party: note.MemberParty(fatima), Until: until}},
		{f, hub.Request{Do: hub.DoAvailable, Until: until}},
		{m, hub.Request{Do: hub.DoAvailable, Party: note.MailboxParty(mailbox), Until: until}},
		{m, hub.Request{Do: hub.DoWatch, Teams: []note.TeamID{teamA}}},
	} {
		c.who.say(c.say)
		if e := c.who.want(hub.EventRefused); e.Code != hub.E21 {
			t.Errorf("%+v refused with %s", c.say, e.Code)
		}
	}
	a.say(hub.Request{Do: hub.DoWatch, Teams: []note.TeamID{teamR}})
	a.reachable()
	f.say(hub.Request{Do: hub.DoAvailable, Party: note.TeamParty(teamF), Until: until})
	f.quiet()
	a.quiet()
	a.say(hub.Request{Do: hub.DoWatch, Teams: []note.TeamID{teamF}})
	a.reachable(teamF)
}
