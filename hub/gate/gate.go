package gate

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// Auth reads tokens back; package hub/auth does.
type Auth interface {
	// Check gives the caller behind a token and when the token ends, or E22.
	Check(ctx context.Context, token string) (hub.Caller, time.Time, error)
}

// Seats tells who may act for whom; the directory and the relay know.
type Seats interface {
	// Active says whether the account is still that of an active member, or of a
	// mailbox that has not ended. It is asked often and must be cheap.
	Active(ctx context.Context, account note.MemberID) bool
	// Parties lists on whose behalf the caller may act: teams, itself, a mailbox.
	Parties(ctx context.Context, c hub.Caller) ([]note.Party, error)
	// Sits is nil when party is a party of the exchange now and the caller may
	// act for it, else E21.
	Sits(ctx context.Context, c hub.Caller, party note.Party, xid note.XID) error
	// Set lists the parties of the exchange now.
	Set(ctx context.Context, xid note.XID) ([]note.Party, error)
}

// Bus carries events between everything that announces and the sockets; package
// hub/bus says what it promises.
type Bus interface {
	Announce(party note.Party, e hub.Event)
	Publish(topic string, from uint64, e hub.Event)
	Subscribe(topic string, l interface {
		Hear(from uint64, e hub.Event)
	})
	Unsubscribe(topic string, l interface {
		Hear(from uint64, e hub.Event)
	})
}

// Presence keeps who is there now; package hub/presence says what it promises.
type Presence interface {
	Enter(ctx context.Context, room note.XID, member note.MemberID, seat uint64) (changed bool, err error)
	Leave(ctx context.Context, room note.XID, member note.MemberID, seat uint64) (changed bool, err error)
	In(ctx context.Context, room note.XID) ([]note.MemberID, error)
	Reach(ctx context.Context, team note.TeamID, member note.MemberID, until time.Time) (changed bool, err error)
	Reachable(ctx context.Context, teams []note.TeamID) ([]note.TeamID, error)
	Forget(ctx context.Context, member note.MemberID) (rooms []note.XID, teams []note.TeamID, err error)
	Expire(ctx context.Context) (rooms []note.XID, teams []note.TeamID, err error)
}

// Meter counts what comes by; it is told nothing of who or what.
type Meter interface {
	// Request is told of each request: the pattern of its route, "-" without one,
	// and the code of its refusal, "" without.
	Request(method, route string, code hub.Code, took time.Duration)
	// Closed is told with which code a socket ended.
	Closed(code int)
}

type noMeter struct{}

func (noMeter) Request(string, string, hub.Code, time.Duration) {}
func (noMeter) Closed(int)                                      {}

// Config is what a gate needs. Fields without a default must be set.
type Config struct {
	API      hub.API
	Auth     Auth
	Seats    Seats
	Bus      Bus
	Presence Presence
	// Origins are the pages that may open a socket; a client that is no browser
	// names none and needs none.
	Origins []string
	// Edges are the addresses of edges, whose word about the network of a visitor
	// is taken: a keyed hash in Sluis-Network, 32 hex digits. Whoever else can
	// call from such an address is under no limit. Default: none.
	Edges []netip.Prefix
	// Limits, where left zero, are those of DefaultLimits.
	Limits Limits
	// Health looks how what the hub stands on is doing, in a second or two at most.
	// Default: nobody looks.
	Health func(context.Context) Health
	// Meter counts. Default: nobody does.
	Meter Meter
	// Log gets one line a request, without content. Default: nothing is logged.
	Log *slog.Logger
	Now func() time.Time
}

const (
	// A request has headerTime to say what it wants, bodyTime to be read (a piece
	// of 1 MiB at 140 kbit/s) and answerTime to be answered.
	headerTime = 10 * time.Second
	bodyTime   = time.Minute
	answerTime = 2 * time.Minute
	idleTime   = 2 * time.Minute
	// workTime is what the rooms get for one request.
	workTime = 30 * time.Second
	// maxHeader is above twice the largest request line and token.
	maxHeader = 8 << 10
)

// Gate is the door of one hub process.
type Gate struct {
	Config
	routes   []route
	limits   limiter
	log      requestLog
	server   *http.Server
	upgrader websocket.Upgrader

	topics topics
	wheel  wheel
	// telling is held while the state of a room is read and told to sockets, so
	// that the last word is the newest.
	telling sync.Mutex
	// noPresence is whether it was said already that presence is away.
	noPresence atomic.Bool
	// kick and look wake the two halves of the clockwork for what cannot wait for
	// the second; todo says what, unseated that members or teams have changed, and grown that
	// it was not told yet.
	kick, look chan struct{}
	todo       todo
	unseated   atomic.Bool
	grown      atomic.Bool

	// leaving is whether requests are better sent elsewhere, though all that come
	// are answered.
	leaving atomic.Bool
	// open counts the sockets that are logged in, sockets the readers that run.
	open    atomic.Int64
	sockets sync.WaitGroup
	// gateMu orders adding to sockets against waiting for them.
	gateMu   sync.Mutex
	draining bool // set once, before the first socket is told to go
	// fresh holds connections on which nothing was asked yet; stopping would wait
	// five seconds for each.
	fresh map[net.Conn]struct{}
}

// New makes a gate; it takes no requests before Serve.
func New(c Config) *Gate {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Health == nil {
		c.Health = func(context.Context) Health { return Health{Ready: true} }
	}
	if c.Meter == nil {
		c.Meter = noMeter{}
	}
	c.Limits = c.Limits.withDefaults()
	g := &Gate{Config: c, routes: table(), kick: make(chan struct{}, 1), look: make(chan struct{}, 1), fresh: make(map[net.Conn]struct{})}
	g.limits.init(c.Now)
	g.log.init(c.Log)
	g.topics.init(g)
	g.wheel.init(c.Now().Unix())
	g.todo.clear()
	g.upgrader = websocket.Upgrader{
		HandshakeTimeout: headerTime,
		// The read buffer is the hijacker's; a write buffer is lent for one write.
		WriteBufferSize: 512, WriteBufferPool: &sync.Pool{},
		CheckOrigin: func(*http.Request) bool { return true }, // getSocket has
		Error: func(w http.ResponseWriter, _ *http.Request, _ int, _ error) {
			writeError(w, hub.Errorf(hub.E01, "not a websocket request"))
		},
	}
	g.server = &http.Server{
		Handler: g, ReadHeaderTimeout: headerTime, ReadTimeout: bodyTime, WriteTimeout: answerTime,
		IdleTimeout: idleTime, MaxHeaderBytes: maxHeader, ErrorLog: g.log.ofServer(),
		// Only HTTP/1.1: a websocket is an upgrade of it, and an edge stands before.
		DisableGeneralOptionsHandler: true,
		ConnState:                    g.connState,
	}
	return g
}

// connState keeps fresh.
func (g *Gate) connState(c net.Conn, state http.ConnState) {
	if state == http.StateIdle {
		return
	}
	g.gateMu.Lock()
	defer g.gateMu.Unlock()
	switch {
	case state != http.StateNew:
		delete(g.fresh, c)
	case g.draining:
		c.Close()
	default:
		g.fresh[c] = struct{}{}
	}
}

// Serve takes requests from the listener until Shutdown, and then returns nil.
// The context ends the clockwork of the sockets.
func (g *Gate) Serve(ctx context.Context, l net.Listener) error {
	ctx, stop := context.WithCancel(ctx)
	ticking := make(chan struct{})
	go func() {
		defer close(ticking)
		g.tick(ctx)
	}()
	err := g.server.Serve(l)
	stop()
	<-ticking
	if err == http.ErrServerClosed {
		return nil
	}
	return err
}

// Drain tells whoever asks that this hub is about to stop: readyz says so, and
// after each answer the connection is closed, so that the next request finds its
// way to another hub. All that comes is answered as before.
func (g *Gate) Drain() { g.leaving.Store(true) }

// Shutdown tells every socket to go elsewhere, takes no more requests, and waits
// for what runs until the context ends; then it cuts what is left.
func (g *Gate) Shutdown(ctx context.Context) error {
	g.Drain()
	g.gateMu.Lock()
	g.draining = true
	for c := range g.fresh {
		c.Close()
	}
	g.gateMu.Unlock()
	for _, c := range g.wheel.all() {
		c.end(hub.CloseDrain)
	}
	err := g.server.Shutdown(ctx)
	gone := make(chan struct{})
	go func() {
		g.sockets.Wait()
		close(gone)
	}()
	select {
	case <-gone:
	case <-ctx.Done():
		for _, c := range g.wheel.all() {
			c.ws.Close()
		}
		<-gone
	}
	if err != nil {
		g.server.Close()
	}
	return err
}

// Sockets tells how many sockets are open and logged in.
func (g *Gate) Sockets() int { return int(g.open.Load()) }

// ServeHTTP implements http.Handler: the way of every request.
func (g *Gate) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if g.ServeHealth(w, r) {
		return
	}
	begin := time.Now()
	rec := recorder{ResponseWriter: w}
	c := &call{gate: g, w: &rec, r: r}
	setHeaders(w.Header())
	id := g.log.next()
	w.Header().Set("X-Request-Id", id)
	if g.leaving.Load() {
		w.Header()["Connection"] = closing
	}
	var err error
	if fault := guard(func() { err = c.serve() }); fault != nil {
		err = fault
	}
	if err != nil && !rec.wrote {
		writeError(&rec, err)
	}
	took, pattern, code := time.Since(begin), "-", hub.Code("")
	if c.route != nil {
		pattern = c.route.pattern
	}
	if err != nil {
		code = codeOf(err)
	}
	g.log.request(c, &rec, id, took, err)
	g.Meter.Request(knownMethod(r.Method), pattern, code, took)
}

// setHeaders sets what every answer carries: whatever a browser makes of it, it
// is data, it is fresh, and it runs nothing (OWASP ASVS 5.0, 3.2 and 3.4).
func setHeaders(h http.Header) {
	h["X-Content-Type-Options"] = nosniff
	h["Cache-Control"] = noStore
	h["Content-Security-Policy"] = sandbox
	h["Referrer-Policy"] = noReferrer
	h["Cross-Origin-Resource-Policy"] = sameOrigin
}

// One slice for all answers: nobody writes to them.
var (
	closing    = []string{"close"}
	nosniff    = []string{"nosniff"}
	noStore    = []string{"no-store"}
	sandbox    = []string{"sandbox; default-src 'none'"}
	noReferrer = []string{"no-referrer"}
	sameOrigin = []string{"same-origin"}
	typeJSON   = []string{"application/json"}
	typeOctets = []string{"application/octet-stream"}
)

// originAllowed is for sockets only: other requests carry their token in a
// header, which no foreign page can set.
func (g *Gate) originAllowed(r *http.Request) bool {
	given, present := r.Header["Origin"]
	if !present {
		return true
	}
	for _, o := range g.Origins {
		if len(given) == 1 && given[0] == o {
			return true
		}
	}
	return false
}

// bearer gives the token of a request, "" without one.
func bearer(r *http.Request) string {
	given := r.Header["Authorization"]
	if len(given) != 1 {
		return ""
	}
	token, ok := strings.CutPrefix(given[0], "Bearer ")
	if !ok {
		return ""
	}
	return token
}
