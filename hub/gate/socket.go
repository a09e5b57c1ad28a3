package gate

import (
	"bufio"
	"context"
	"math/rand/v2"
	"net"
	"net/http"
	"slices"
	"time"

	"github.com/gorilla/websocket"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// socketsEach bounds the sockets of one account: devices times tabs.
const socketsEach = 32

// getSocket makes a websocket of a request. It ends with the handler, whose
// large stack and buffers are freed: smaller goroutines go on.
func getSocket(c *call) error {
	g := c.gate
	if !g.originAllowed(c.r) {
		return hub.Errorf(hub.E05, "socket asked for by a foreign page")
	}
	g.gateMu.Lock()
	if g.draining {
		g.gateMu.Unlock()
		return hub.Errorf(hub.E27, "hub is stopping")
	}
	g.sockets.Add(1)
	g.gateMu.Unlock()
	c.w.wrote, c.w.status = true, http.StatusSwitchingProtocols
	w := &hijacker{ResponseWriter: c.w.ResponseWriter}
	ws, err := g.upgrader.Upgrade(w, c.r, nil)
	if err != nil { // and answered
		c.w.status = http.StatusBadRequest
		g.sockets.Done()
		return nil
	}
	go g.greet(ws, w.br)
	return nil
}

// readBuffer is what a socket at rest holds for what comes in: the least that
// gorilla takes for its own. A heartbeat fits in, longer words pass it by.
const readBuffer = 288

// hijacker hands the connection over with a read buffer of ours, so that the
// reader can see whether something has come without a websocket read, which
// would wait deep in the stack.
type hijacker struct {
	http.ResponseWriter
	br *bufio.Reader
}

func (h *hijacker) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, brw, err := http.NewResponseController(h.ResponseWriter).Hijack()
	if err != nil {
		return nil, nil, err
	}
	if brw.Reader.Buffered() > 0 {
		conn.Close()
		return nil, nil, errBad // words before the handshake
	}
	h.br = bufio.NewReaderSize(conn, readBuffer)
	brw.Reader = h.br
	return conn, brw, nil
}

// greet hears the first word, which must be a token, and seats the socket. Its
// stack is deep with parsing and verifying, so the reader gets a new one.
func (g *Gate) greet(ws *websocket.Conn, br *bufio.Reader) {
	c := &conn{gate: g, ws: ws, br: br, began: g.Now().Unix()}
	for c.number == 0 {
		c.number = rand.Uint64() & note.MaxNum
	}
	ws.SetPingHandler(c.pinged)
	ws.SetPongHandler(c.ponged)
	ws.NetConn().SetReadDeadline(time.Now().Add(firstWord))
	code := hub.CloseDrain
	if err := guard(func() { code = c.first(context.Background()) }); err != nil {
		g.log.trouble("first word", err)
	}
	if code != 0 {
		c.end(code)
	} else {
		ws.NetConn().SetReadDeadline(time.Time{})
	}
	if c.closing() { // perhaps while the deadline was being lifted
		ws.NetConn().SetReadDeadline(time.Now().Add(farewell))
	}
	go c.read()
}

// first deals with the first word and gives the code to close with, 0 for none.
func (c *conn) first(ctx context.Context) (code int) {
	word, err := c.listen()
	if err == errBad {
		return hub.CloseBad
	}
	if err != nil {
		return hub.CloseLost
	}
	var req hub.Request
	if strict(word, &req) != nil || req.Do != hub.DoToken {
		return hub.CloseBad
	}
	caller, ends, err := c.gate.Auth.Check(ctx, req.Token)
	if err != nil || caller.Scope == hub.ScopeUnlock || caller.Scope == hub.ScopeInvite {
		return hub.CloseRefused
	}
	c.caller = caller
	now := c.gate.Now().Unix()
	c.heard.Store(now)
	c.ends.Store(ends.Unix())
	c.gate.open.Add(1)
	count, err := c.refreshed(ctx)
	if err != nil {
		c.gate.log.trouble("seats", err)
		return hub.CloseDrain
	}
	if count > socketsEach {
		return hub.CloseTooMany
	}
	c.say(hub.Event{Event: hub.EventReady, Time: now})
	c.gate.wait(c, min(now+int64(quiet/time.Second), ends.Unix()))
	return 0
}

// own is the party that every account is by itself.
func (c *conn) own() note.Party {
	if c.caller.Scope == hub.ScopeMailbox {
		return note.MailboxParty(c.caller.Account)
	}
	return note.MemberParty(c.caller.Account)
}

// refreshed is refresh for who does not hold seats.
func (c *conn) refreshed(ctx context.Context) (sockets int, err error) {
	c.seats.Lock()
	defer c.seats.Unlock()
	return c.refresh(ctx)
}

// refresh joins the topics of the parties that the account acts for now, and
// leaves the others. It tells how many sockets the account has. The caller holds
// seats.
func (c *conn) refresh(ctx context.Context) (sockets int, err error) {
	if c.left {
		return 0, nil
	}
	parties, err := c.gate.Seats.Parties(ctx, c.caller)
	if err != nil {
		return 0, err
	}
	if own := c.own(); !slices.Contains(parties, own) {
		parties = append(parties, own)
	}
	was := c.parties
	c.parties = make([]*topic, 0, len(parties))
	for _, p := range parties {
		at := slices.IndexFunc(was, func(t *topic) bool { return t.name == string(p) })
		if at >= 0 {
			c.parties = append(c.parties, was[at])
			continue
		}
		t, count := c.gate.topics.join(string(p), c)
		c.parties = append(c.parties, t)
		if p == c.own() {
			sockets = count
		}
	}
	for _, t := range was {
		if !slices.Contains(c.parties, t) {
			c.gate.topics.leave(t, c)
		}
	}
	return sockets, nil
}

// actsFor says whether the socket hears of the party, after looking again if it
// does not. The caller holds seats.
func (c *conn) actsFor(ctx context.Context, p note.Party) (*topic, bool) {
	find := func() int {
		return slices.IndexFunc(c.parties, func(t *topic) bool { return t.name == string(p) })
	}
	at := find()
	if at < 0 {
		c.refresh(ctx)
		at = find()
	}
	if at < 0 {
		return nil, false
	}
	return c.parties[at], true
}
