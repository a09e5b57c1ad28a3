package client

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

var _ hub.API = (*Client)(nil)

// SignLogin makes the signed login note that answers a challenge (FORMAT.md).
type SignLogin func(origin string, account note.MemberID, challenge note.Hash, now int64) ([]byte, error)

// Options of a Client; the zero value is right for most.
type Options struct {
	// Now is the clock; nil is time.Now.
	Now func() time.Time
	// Dial makes the connections, of requests and sockets alike; nil is over TCP,
	// or the proxy that the environment names.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
	// Patience is how long a call is tried again while the hub is away; 0 is ten
	// seconds. The context of a call can end it sooner.
	Patience time.Duration
}

// Client talks to one hub. It is safe for use by several goroutines.
type Client struct {
	base     string // scheme://host[:port], without a slash at the end
	http     *http.Client
	dial     func(ctx context.Context, network, address string) (net.Conn, error)
	now      func() time.Time
	patience time.Duration
	// away is until when (Unix nanoseconds) the hub counts as away: waiting for it
	// once is enough for a command of many calls.
	away atomic.Int64

	mu      sync.Mutex // guards what follows; held while logging in
	account note.MemberID
	sign    SignLogin
	token   hub.Token
	until   time.Time // by our own clock
}

const (
	firstPause = 50 * time.Millisecond
	lastPause  = 2 * time.Second
	// renewBefore the end, so that no call meets an expired token on the way.
	renewBefore = 30 * time.Second
)

// New makes a client of the hub at base, an http or https address.
func New(base string, o Options) *Client {
	c := &Client{base: strings.TrimSuffix(base, "/"), now: o.Now, patience: o.Patience}
	if c.now == nil {
		c.now = time.Now
	}
	if c.patience == 0 {
		c.patience = 10 * time.Second
	}
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConnsPerHost = 16
	t.ResponseHeaderTimeout = 30 * time.Second
	t.DisableCompression = true // limits count what travels
	if c.dial = o.Dial; c.dial != nil {
		t.DialContext, t.Proxy = c.dial, nil
	}
	c.http = &http.Client{Transport: t, CheckRedirect: func(*http.Request, []*http.Request) error {
		return errors.New("the hub redirects")
	}}
	return c
}

// As says who calls from now on and how that account signs in.
func (c *Client) As(account note.MemberID, sign SignLogin) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.account, c.sign, c.token = account, sign, hub.Token{}
}

// Renew logs in now, whatever token there is.
func (c *Client) Renew(ctx context.Context) error {
	c.mu.Lock()
	c.token = hub.Token{}
	c.mu.Unlock()
	_, err := c.bearer(ctx)
	return err
}

// bearer gives a token that will hold for a while.
func (c *Client) bearer(ctx context.Context) (string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.token.Token != "" && c.now().Before(c.until.Add(-renewBefore)) {
		return c.token.Token, nil
	}
	if c.sign == nil {
		return "", hub.Errorf(hub.E22, "nobody is logged in")
	}
	for again := false; ; again = true {
		began := c.now()
		ch, err := c.Challenge(ctx, c.account)
		if err != nil {
			return "", err
		}
		login, err := c.sign(c.base, c.account, note.Hash(ch.Challenge), c.now().Unix())
		if err != nil {
			return "", err
		}
		t, err := c.Login(ctx, login)
		// A hub that was started anew in between takes the challenge for used, and
		// whether a login that broke off was taken nobody knows. One more challenge
		// mends both; a wrong key it does not.
		if code := hub.CodeOf(err); !again && (code == hub.E22 || code == hub.E27) && ctx.Err() == nil {
			continue
		}
		if err != nil {
			return "", err
		}
		// the hub's clock may differ: count the token's life from when we asked
		c.token, c.until = t, began.Add(time.Duration(t.Expires-ch.Time)*time.Second)
		return t.Token, nil
	}
}

// forget drops a token that the hub no longer takes.
func (c *Client) forget(token string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.token.Token == token {
		c.token = hub.Token{}
	}
}

// request is one call.
type request struct {
	method, path string
	query        url.Values
	kind         string // of the body
	body         []byte
	open         bool // without a token
	once         bool // must not be tried again when its outcome is unknown
	limit        int64
}

// do makes a call and gives the body of the answer.
func (c *Client) do(ctx context.Context, r request) ([]byte, error) {
	end := time.Now().Add(c.patience)
	if time.Now().UnixNano() < c.away.Load() {
		end = time.Now() // it was waited for a moment ago: ask once
	}
	pause := firstPause
	relogged := false
	for {
		token := ""
		if !r.open {
			var err error
			if token, err = c.bearer(ctx); err != nil {
				return nil, err
			}
		}
		body, again, wait, err := c.try(ctx, r, token)
		if err == nil {
			c.away.Store(0)
			return body, nil
		}
		if hub.CodeOf(err) == hub.E22 && !r.open && !relogged {
			relogged = true // it may have ended, or the hub was started anew
			c.forget(token)
			continue
		}
		wait = max(wait, pause/2+rand.N(pause))
		if !again || time.Now().Add(wait).After(end) {
			if hub.CodeOf(err) == hub.E27 && ctx.Err() == nil && again {
				c.away.Store(time.Now().Add(c.patience).UnixNano())
			}
			return nil, err
		}
		if !sleep(ctx, wait) {
			return nil, hub.Errorf(hub.E27, "the hub did not answer in time: %w", ctx.Err())
		}
		pause = min(2*pause, lastPause)
	}
}

func sleep(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}

// try makes a call once. Again says whether another try may help and does no
// harm, wait how long the hub wants to be left alone before it.
func (c *Client) try(ctx context.Context, r request, token string) (body []byte, again bool, wait time.Duration, err error) {
	address := c.base + r.path
	if len(r.query) > 0 {
		address += "?" + r.query.Encode()
	}
	req, err := http.NewRequestWithContext(ctx, r.method, address, bytes.NewReader(r.body))
	if err != nil {
		return nil, false, 0, hub.Errorf(hub.E01, "hub address is malformed")
	}
	if r.kind != "" {
		req.Header.Set("Content-Type", r.kind)
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	res, err := c.http.Do(req)
	if err != nil {
		return nil, (!r.once || neverSent(err)) && ctx.Err() == nil, 0, hub.Errorf(hub.E27, "the hub is not reachable: %w", cause(err))
	}
	defer res.Body.Close()
	limit := r.limit
	if limit == 0 {
		limit = 1 << 20
	}
	body, err = io.ReadAll(io.LimitReader(res.Body, limit+1))
	if err != nil {
		return nil, !r.once && ctx.Err() == nil, 0, hub.Errorf(hub.E27, "the answer was cut short: %w", cause(err))
	}
	if int64(len(body)) > limit {
		return nil, false, 0, hub.Errorf(hub.E23, "answer of more than %d bytes", limit)
	}
	if res.StatusCode == http.StatusNoContent {
		return nil, false, 0, nil
	}
	kind := res.Header.Get("Content-Type")
	if res.StatusCode == http.StatusOK && (kind == typeJSON || kind == typeOctets) {
		return body, false, 0, nil
	}
	err = readError(res, body)
	switch hub.CodeOf(err) {
	case hub.E25: // it was not taken
		seconds, _ := strconv.Atoi(res.Header.Get("Retry-After"))
		return nil, true, time.Duration(seconds) * time.Second, err
	case hub.E27:
		return nil, !r.once, 0, err
	}
	return nil, false, 0, err
}

// neverSent holds for a call that did not reach anybody.
func neverSent(err error) bool {
	var op *net.OpError
	return errors.As(err, &op) && op.Op == "dial"
}

// cause leaves the address out of an error.
func cause(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}

// readError gives an error back as the hub meant it. What is no hub's answer is E27.
func readError(res *http.Response, body []byte) error {
	var p struct {
		Error struct {
			Code    hub.Code `json:"code"`
			Message string   `json:"message"`
			Time    int64    `json:"time"`
		} `json:"error"`
	}
	if res.Header.Get("Content-Type") != typeJSON || json.Unmarshal(body, &p) != nil || p.Error.Code == "" {
		return hub.Errorf(hub.E27, "the address answers with status %d and is no hub", res.StatusCode)
	}
	if len(p.Error.Code) != 3 {
		return hub.Errorf(hub.E27, "the hub has a fault")
	}
	return &hub.Error{Code: p.Error.Code, Text: p.Error.Message, Time: p.Error.Time}
}
