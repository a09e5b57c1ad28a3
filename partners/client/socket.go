package client

import (
	"context"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"

	"github.com/sluis-hub/sluis/hub"
)

// maxWord bounds a word from the hub: a room frame in base 64 and what is around it.
const maxWord = hub.MaxRoomFrame*4/3 + 4096

// moveTime is over how long those who were told to go to another hub spread.
const moveTime = time.Second

// silence is how long nothing may be heard, pongs included, before a connection
// counts as broken.
const silence = 3 * hub.Heartbeat

// Socket is a live connection that reconnects by itself until it is closed. What
// was said while it was away is lost; each ready event means: read from your
// position, enter your rooms and watch your teams again.
type Socket struct {
	c      *Client
	events chan hub.Event
	stop   context.CancelFunc
	done   chan struct{}
	missed atomic.Bool  // an event was dropped, and no resync has told so yet
	renews atomic.Int32 // tokens that were said and not answered yet

	mu   sync.Mutex // guards conn and writing to it
	conn *websocket.Conn
}

// Socket connects and logs in. It fails when the hub refuses the member; when
// the hub is away it keeps trying, until ctx ends.
func (c *Client) Socket(ctx context.Context) (*Socket, error) {
	ctx, stop := context.WithCancel(ctx)
	s := &Socket{c: c, events: make(chan hub.Event, 64), stop: stop, done: make(chan struct{})}
	var conn *websocket.Conn
	token, err := c.bearer(ctx)
	if err == nil {
		conn, err = s.dial(ctx, token)
	}
	if err != nil && (hub.CodeOf(err) != hub.E27 || ctx.Err() != nil) {
		stop()
		return nil, err
	}
	go s.run(ctx, conn)
	return s, nil
}

// Events gives what the hub says; it is closed when the socket is, or when the
// hub refuses the member for good. Whoever reads too slowly misses events and
// then gets a resync event.
func (s *Socket) Events() <-chan hub.Event { return s.events }

// Send says a word; E27 while the connection is away.
func (s *Socket) Send(r hub.Request) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.conn == nil {
		return hub.Errorf(hub.E27, "the connection is away")
	}
	return s.write(s.conn, r)
}

// Close ends the connection and waits until nothing of it runs.
func (s *Socket) Close() error {
	s.stop()
	<-s.done
	return nil
}

func (s *Socket) write(conn *websocket.Conn, r hub.Request) error {
	if err := conn.SetWriteDeadline(time.Now().Add(10 * time.Second)); err != nil {
		return hub.Errorf(hub.E27, "the connection is away")
	}
	if err := conn.WriteJSON(r); err != nil {
		return hub.Errorf(hub.E27, "the connection broke")
	}
	return nil
}

// dial connects and says the token; the hub answers with ready.
func (s *Socket) dial(ctx context.Context, token string) (*websocket.Conn, error) {
	d := websocket.Dialer{HandshakeTimeout: 10 * time.Second, ReadBufferSize: 4096, WriteBufferSize: 4096}
	if d.NetDialContext = s.c.dial; s.c.dial == nil {
		d.Proxy = http.ProxyFromEnvironment
	}
	address := "ws" + strings.TrimPrefix(s.c.base, "http") + "/api/socket"
	conn, res, err := d.DialContext(ctx, address, nil)
	if err != nil {
		if res != nil && res.StatusCode == http.StatusTooManyRequests {
			return nil, hub.Errorf(hub.E25, "too many connections")
		}
		return nil, hub.Errorf(hub.E27, "the hub is not reachable: %w", err)
	}
	conn.SetReadLimit(maxWord)
	heard := func(string) error { return conn.SetReadDeadline(time.Now().Add(silence)) }
	conn.SetPongHandler(heard)
	if err := heard(""); err != nil {
		conn.Close()
		return nil, hub.Errorf(hub.E27, "the connection is away")
	}
	if err := s.write(conn, hub.Request{Do: hub.DoToken, Token: token}); err != nil {
		conn.Close()
		return nil, err
	}
	return conn, nil
}

// run keeps a connection until ctx ends.
func (s *Socket) run(ctx context.Context, conn *websocket.Conn) {
	defer close(s.done)
	defer close(s.events)
	pause := firstPause
	refused := false
	for {
		moves := false
		if conn != nil {
			began := time.Now()
			code := s.serve(ctx, conn)
			switch {
			case code == hub.CloseRefused && !refused:
				// the hub was started anew with another key, or the token ended on the
				// way: once a new one may help
				refused = true
				s.c.forget(s.c.current())
			case code >= hub.CloseRefused && code < 5000:
				return
			case time.Since(began) > lastPause:
				pause, refused = firstPause, false
			}
			moves = code == hub.CloseDrain && pause == firstPause
		}
		if moves {
			// The address is good: only all who were there should not come at once.
			if !sleep(ctx, rand.N(moveTime)) {
				return
			}
		} else {
			if !sleep(ctx, pause/2+rand.N(pause)) {
				return
			}
		}
		pause = min(2*pause, lastPause)
		token, err := s.c.bearer(ctx)
		if err == nil {
			conn, err = s.dial(ctx, token)
		}
		if err != nil {
			conn = nil
			if code := hub.CodeOf(err); code != hub.E27 && code != hub.E25 {
				return
			}
		}
	}
}

// serve reads until the connection ends, and renews the token and beats
// meanwhile. It gives the code that the hub closed with, 0 without one.
func (s *Socket) serve(ctx context.Context, conn *websocket.Conn) (code int) {
	ctx, cancel := context.WithCancel(ctx)
	s.renews.Store(0)
	var tending sync.WaitGroup
	tending.Go(func() { s.tend(ctx, conn) })
	s.mu.Lock()
	s.conn = conn
	s.mu.Unlock()
	err := s.read(ctx, conn)
	s.mu.Lock()
	s.conn = nil
	s.mu.Unlock()
	cancel()
	conn.Close()
	tending.Wait()
	var closed *websocket.CloseError
	if errors.As(err, &closed) {
		return closed.Code
	}
	return 0
}

// tend beats, renews the token, and ends the connection with ctx.
func (s *Socket) tend(ctx context.Context, conn *websocket.Conn) {
	beat := time.NewTicker(hub.Heartbeat)
	defer beat.Stop()
	told := s.c.current()
	for {
		select {
		case <-ctx.Done():
			s.mu.Lock()
			conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseNormalClosure, ""), time.Now().Add(time.Second))
			s.mu.Unlock()
			conn.Close()
			return
		case <-beat.C:
			r := hub.Request{Do: hub.DoBeat}
			if token, err := s.c.bearer(ctx); err == nil && token != told {
				r, told = hub.Request{Do: hub.DoToken, Token: token}, token
				s.renews.Add(1)
			}
			s.pass(ctx, hub.Event{})
			if s.Send(r) != nil || s.ping(conn) != nil {
				conn.Close() // the reader notices
				return
			}
		}
	}
}

// ping asks for a sign of life; without one the reader gives up after silence.
func (s *Socket) ping(conn *websocket.Conn) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return conn.WriteControl(websocket.PingMessage, nil, time.Now().Add(time.Second))
}

// current is the token in use.
func (c *Client) current() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.token.Token
}

func (s *Socket) read(ctx context.Context, conn *websocket.Conn) error {
	greeted := false
	for {
		_, word, err := conn.ReadMessage()
		if err != nil {
			return err
		}
		var e hub.Event
		if err := json.Unmarshal(word, &e); err != nil {
			return err
		}
		if e.Event == hub.EventReady {
			if greeted && s.renews.Add(-1) >= 0 {
				continue // the answer to a renewal: nothing was missed
			}
			greeted = true
		}
		s.pass(ctx, e)
	}
}

// pass hands an event on to whoever reads, and never waits: what does not fit is
// dropped, and as soon as there is room again a resync event tells so. An empty
// event only does the latter.
func (s *Socket) pass(ctx context.Context, e hub.Event) {
	if ctx.Err() != nil {
		return
	}
	if s.missed.Load() {
		select {
		case s.events <- hub.Event{Event: hub.EventResync}:
			s.missed.Store(false)
		default:
		}
	}
	if e.Event == "" {
		return
	}
	select {
	case s.events <- e:
	default:
		s.missed.Store(true)
	}
}
