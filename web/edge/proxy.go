package edge

import (
	"bufio"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/tls"
	"encoding/hex"
	"errors"
	"io"
	"math"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"
)

const (
	// answerTime is for the hub's first octet; an answer to a large batch follows.
	answerTime = 60 * time.Second
	dialTime   = 5 * time.Second
	// askTime is for a whole request to come in, a piece over a bad line included.
	askTime = 2 * time.Minute
	// maxAsked is above everything that the hub takes in one request.
	maxAsked = 8 << 20
	// maxHeader bounds the header of what the hub answers.
	maxHeader = 64 << 10
)

// proxy passes /api on to the hub.
type proxy struct {
	hub     *url.URL
	key     []byte // of the hash of a visitor's network
	behind  []netip.Prefix
	through *http.Transport
	stopped context.Context // ends the sockets
}

func newProxy(stopped context.Context, hub *url.URL, key []byte, behind []netip.Prefix) *proxy {
	return &proxy{hub: hub, key: key, behind: behind, stopped: stopped, through: &http.Transport{
		DialContext:            (&net.Dialer{Timeout: dialTime}).DialContext,
		MaxIdleConnsPerHost:    64,
		IdleConnTimeout:        60 * time.Second,
		ResponseHeaderTimeout:  answerTime,
		MaxResponseHeaderBytes: maxHeader,
		DisableCompression:     true,
		// no proxy of the environment stands between an edge and its hub
	}}
}

func (p *proxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	fence(w.Header())
	if strings.EqualFold(r.Header.Get("Upgrade"), "websocket") {
		p.socket(w, r)
		return
	}
	if r.ContentLength > maxAsked {
		tooLarge(w)
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxAsked) // a body need not say its length
	http.NewResponseController(w).SetReadDeadline(time.Now().Add(askTime))
	answer, err := p.through.RoundTrip(p.onward(r))
	if large := (*http.MaxBytesError)(nil); errors.As(err, &large) {
		tooLarge(w)
		return
	}
	if err != nil {
		p.away(w, r)
		return
	}
	defer answer.Body.Close()
	p.answer(w, answer)
}

// onward is the request as the hub gets it: made anew, so that nothing passes
// that is not named.
func (p *proxy) onward(r *http.Request) *http.Request {
	to := &url.URL{Scheme: p.hub.Scheme, Host: p.hub.Host, Path: r.URL.Path, RawPath: r.URL.RawPath, RawQuery: r.URL.RawQuery}
	out := &http.Request{
		Method: r.Method, URL: to, Host: p.hub.Host, Header: http.Header{},
		Body: r.Body, ContentLength: r.ContentLength,
	}
	if r.ContentLength == 0 {
		out.Body = nil
	}
	pass(out.Header, r.Header, asked)
	if origin := r.Header.Get("Origin"); origin != "" {
		out.Header.Set("Origin", origin)
	}
	out.Header.Set("Sluis-Network", p.network(r))
	return out.WithContext(r.Context())
}

// network is a keyed hash of where a visitor is, so that the hub can count tries
// without knowing an address: of an IPv4 address or an IPv6 /64.
func (p *proxy) network(r *http.Request) string {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return "unknown"
	}
	addr := p.visitor(peer.Addr().Unmap(), r.Header.Values("X-Forwarded-For"))
	name := addr.String()
	if addr.Is6() {
		wide, _ := addr.Prefix(64)
		name = wide.String()
	}
	mac := hmac.New(sha256.New, p.key)
	mac.Write([]byte(name))
	return hex.EncodeToString(mac.Sum(nil)[:16])
}

// visitor is the address of who asks. What ends TLS before the edge tells it in
// X-Forwarded-For, behind whatever the visitor wrote there; so it is the last
// hop that is none of ours. From anybody else the header is only a claim, and of
// a hop that is no address nothing before it is known either: then it is the peer.
func (p *proxy) visitor(peer netip.Addr, forwarded []string) netip.Addr {
	if !p.ours(peer) {
		return peer
	}
	for _, hop := range slices.Backward(strings.Split(strings.Join(forwarded, ","), ",")) {
		addr, err := netip.ParseAddr(strings.TrimSpace(hop))
		if err != nil {
			return peer
		}
		if addr = addr.Unmap(); !p.ours(addr) {
			return addr
		}
	}
	return peer
}

func (p *proxy) ours(addr netip.Addr) bool {
	return slices.ContainsFunc(p.behind, func(c netip.Prefix) bool { return c.Contains(addr) })
}

// answer passes what is harmless; anything else becomes the error that the app
// knows for a hub that cannot be used.
func (p *proxy) answer(w http.ResponseWriter, answer *http.Response) {
	if !harmless(answer) {
		refuse(w, http.StatusBadGateway, "E27", "hub answered with something that is no data")
		return
	}
	pass(w.Header(), answer.Header, answered)
	w.WriteHeader(answer.StatusCode)
	if _, err := io.Copy(w, answer.Body); err != nil {
		panic(http.ErrAbortHandler) // cut short here too: half an answer must not look whole
	}
}

func (p *proxy) away(w http.ResponseWriter, r *http.Request) {
	if r.Context().Err() != nil {
		return // the visitor left
	}
	refuse(w, http.StatusServiceUnavailable, "E27", "hub is away")
}

func tooLarge(w http.ResponseWriter) {
	refuse(w, http.StatusRequestEntityTooLarge, "E23", "request is too large")
}

// refuse answers as the hub does.
func refuse(w http.ResponseWriter, status int, code, text string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	io.WriteString(w, `{"error":{"code":"`+code+`","message":"`+text+`"}}`)
}

// socket passes a websocket on. The handshake is made anew on both sides; what
// follows are octets between the app and the hub, which no browser takes for a
// page.
func (p *proxy) socket(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), dialTime)
	defer cancel()
	address := p.hub.Host
	if p.hub.Port() == "" {
		address = net.JoinHostPort(p.hub.Host, map[string]string{"http": "80", "https": "443"}[p.hub.Scheme])
	}
	hub, err := p.dial(ctx, address)
	if err != nil {
		p.away(w, r)
		return
	}
	defer hub.Close()
	out := p.onward(r)
	out.Body, out.ContentLength = nil, 0
	for _, name := range []string{"Sec-Websocket-Key", "Sec-Websocket-Version"} {
		pass(out.Header, r.Header, []string{name})
	}
	out.Header.Set("Connection", "Upgrade")
	out.Header.Set("Upgrade", "websocket")
	hub.SetDeadline(time.Now().Add(dialTime))
	if err := out.Write(hub); err != nil {
		p.away(w, r)
		return
	}
	header := &io.LimitedReader{R: hub, N: maxHeader}
	fromHub := bufio.NewReader(header)
	answer, err := http.ReadResponse(fromHub, out)
	if err != nil {
		p.away(w, r)
		return
	}
	header.N = math.MaxInt64 // what follows may be of any length
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusSwitchingProtocols || !strings.EqualFold(answer.Header.Get("Upgrade"), "websocket") {
		p.answer(w, answer)
		return
	}
	hub.SetDeadline(time.Time{})
	visitor, buffered, err := http.NewResponseController(w).Hijack()
	if err != nil {
		p.away(w, r)
		return
	}
	defer visitor.Close()
	visitor.SetDeadline(time.Time{})
	io.WriteString(visitor, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"+
		"Sec-WebSocket-Accept: "+oneLine(answer.Header.Get("Sec-Websocket-Accept"))+"\r\n\r\n")
	p.pipe(visitor, buffered, hub, fromHub)
}

func (p *proxy) dial(ctx context.Context, address string) (net.Conn, error) {
	if p.hub.Scheme == "https" {
		return (&tls.Dialer{Config: &tls.Config{MinVersion: tls.VersionTLS13}}).DialContext(ctx, "tcp", address)
	}
	return (&net.Dialer{}).DialContext(ctx, "tcp", address)
}

// oneLine drops what would begin another header.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return -1
		}
		return r
	}, s)
}

// pipe copies both ways until one side ends or the edge stops.
func (p *proxy) pipe(visitor net.Conn, fromVisitor io.Reader, hub net.Conn, fromHub io.Reader) {
	ended := make(chan struct{}, 2)
	copyTo := func(to io.Writer, from io.Reader) {
		io.Copy(to, from)
		ended <- struct{}{}
	}
	go copyTo(hub, fromVisitor)
	go copyTo(visitor, fromHub)
	select {
	case <-ended:
	case <-p.stopped.Done():
	}
}
