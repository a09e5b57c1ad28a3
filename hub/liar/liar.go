package liar

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/translog"
	"github.com/sluis-hub/sluis/hub"
)

// Secrets are the keys of a directory log and of the witness that cosigns it, in the
// hands of who lies.
type Secrets struct {
	Log, Witness         translog.Key
	SignLog, SignWitness func(message []byte) []byte
	Now                  func() time.Time
}

// Held is what the liar holds under a name: an answer or a part of one, a record of
// the directory with its line, or an exchange that honest people have.
type Held struct {
	Data    []byte
	XID     note.XID
	Hash    note.Hash // of an object that is withheld or changed
	Leaf    *hub.Leaf
	Objects [][]byte // that the line names
}

// A Liar stands between clients and a hub.
type Liar struct {
	// URL is where clients find it, as if it were the hub.
	URL string

	server *http.Server
	ended  chan error

	mu      sync.Mutex // guards what follows
	hub     *url.URL
	proxy   *httputil.ReverseProxy
	secrets Secrets
	victim  note.MemberID
	lies    []Lie
	deaf    bool
	held    map[string]Held
	told    []int // how often, by lie
	watch   watch
}

// Open listens, so that a hub can be told where its clients will find it.
func Open() (*Liar, error) {
	l := &Liar{held: map[string]Held{}, ended: make(chan error, 1)}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("liar: %w", err)
	}
	l.URL = "http://" + listener.Addr().String()
	l.server = &http.Server{Handler: l, ReadHeaderTimeout: time.Minute}
	go func() { l.ended <- l.server.Serve(listener) }()
	return l, nil
}

// Close ends it and every connection through it.
func (l *Liar) Close() error {
	err := l.server.Close()
	<-l.ended
	return err
}

// Before puts it before a hub, whose log it can sign for.
func (l *Liar) Before(address string, s Secrets) error {
	to, err := url.Parse(address)
	if err != nil {
		return fmt.Errorf("liar: %w", err)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.hub, l.secrets = to, s
	l.proxy = &httputil.ReverseProxy{
		Rewrite:        func(r *httputil.ProxyRequest) { r.SetURL(to) },
		Transport:      &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: 8},
		ModifyResponse: l.answer,
		ErrorHandler:   func(w http.ResponseWriter, _ *http.Request, _ error) { w.WriteHeader(http.StatusBadGateway) },
	}
	return nil
}

// Hold keeps something under a name.
func (l *Liar) Hold(name string, h Held) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.held[name] = h
}

// Held gives what is held under a name.
func (l *Liar) Held(name string) Held {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.held[name]
}

// Forget drops what is held.
func (l *Liar) Forget() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.held = map[string]Held{}
}

// Deaf has it answer no socket, so that a client hears only what it asks for.
func (l *Liar) Deaf(is bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.deaf = is
}

// Tell lies to an account from now on. E01 for a lie that is none.
func (l *Liar) Tell(victim note.MemberID, lies ...Lie) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, lie := range lies {
		if err := l.known(lie); err != nil {
			return err
		}
	}
	l.victim, l.lies, l.told, l.watch = victim, lies, make([]int, len(lies)), watch{}
	return nil
}

// Honest ends it, and says which of the lies nobody was told.
func (l *Liar) Honest() (untold []Lie) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i, n := range l.told {
		if n == 0 {
			untold = append(untold, l.lies[i])
		}
	}
	l.lies, l.told = nil, nil
	return untold
}

// asked is one request, as far as a lie is about it.
type asked struct {
	on    string
	body  []byte
	token string
	lies  []Lie // of which it is one or several
	at    []int // their numbers
	bends bool  // it is about what follows from the lies about the log
}

type askedKey struct{}

func (l *Liar) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	l.mu.Lock()
	proxy, socket := l.proxy, r.Header.Get("Upgrade") != ""
	silent := proxy == nil || socket && l.deaf
	l.mu.Unlock()
	switch {
	case silent:
		w.WriteHeader(http.StatusBadGateway)
		return
	case socket:
		proxy.ServeHTTP(w, r)
		return
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, hub.MaxPublish+1<<20))
	if err != nil {
		return
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	a := l.ask(r, body)
	if e, refuses := l.refusal(a); refuses {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(hub.Explain(e).Status)
		_ = json.NewEncoder(w).Encode(map[string]any{"error": map[string]any{"code": e, "message": "so it says"}}) // who went away hears nothing
		return
	}
	if said, instead := l.instead(a); instead {
		w.Header().Set("Content-Type", "application/octet-stream")
		if bytes.HasPrefix(said, []byte("{")) {
			w.Header().Set("Content-Type", "application/json")
		}
		_, _ = w.Write(said) // who went away hears nothing
		return
	}
	if placed, lost := l.swallow(a); lost {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(placed) // who went away hears nothing
		return
	}
	proxy.ServeHTTP(w, r.WithContext(withAsked(r.Context(), a)))
}

// ask finds the lies that a request is about, and notes down what the member gives.
func (l *Liar) ask(r *http.Request, body []byte) *asked {
	a := &asked{on: about(r), body: body, token: strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")}
	who := subject(a.token)
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.lies) > 0 && who == l.victim {
		l.watch.note(who, a.on, body)
	}
	for i, lie := range l.lies {
		if lie.On == a.on && (who == l.victim || who == "") {
			a.lies, a.at = append(a.lies, lie), append(a.at, i)
		}
		if lie.On == "log" && who == l.victim && (a.on == "checkpoint" || a.on == "objects") {
			a.bends, a.at = true, append(a.at, i)
		}
	}
	return a
}

// subject is whose token it is; "" without one. Nobody need trust it.
func subject(token string) note.MemberID {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return ""
	}
	var claims struct {
		Sub note.MemberID `json:"sub"`
	}
	b, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil || json.Unmarshal(b, &claims) != nil {
		return ""
	}
	return claims.Sub
}

// about names what a request is about, as lies do.
func about(r *http.Request) string {
	parts := strings.Split(strings.TrimPrefix(r.URL.Path, "/api/"), "/")
	last := parts[len(parts)-1]
	switch {
	case r.Method == "POST" && parts[0] == "entries":
		return "put"
	case r.Method == "GET" && len(parts) == 3 && parts[0] == "exchanges":
		return last // entries, receipts
	case r.Method == "GET" && len(parts) == 5 && parts[0] == "exchanges":
		return "piece"
	case r.Method == "GET" && len(parts) == 3 && parts[0] == "parties":
		return last // newest, changes, leases, dates
	case r.Method == "POST" && parts[0] == "directory" && len(parts) == 2:
		return last // objects, mailboxes
	case r.Method == "POST" && parts[0] == "directory":
		return "publish"
	case r.Method == "GET" && parts[0] == "directory":
		return "log"
	case r.Method == "GET" && len(parts) == 1 || parts[0] == "challenge" || parts[0] == "login" || parts[0] == "find" || parts[0] == "available":
		return parts[0] // hello, checkpoint, keyring, state, invitation
	case r.Method == "GET" && parts[0] == "invites":
		return "answer"
	}
	return r.Method + " " + parts[0]
}

// answer changes what the hub says.
func (l *Liar) answer(res *http.Response) error {
	a := askedOf(res.Request.Context())
	if a == nil || len(a.lies) == 0 && !a.bends || res.StatusCode/100 != 2 {
		return nil
	}
	body, err := io.ReadAll(res.Body)
	if err != nil {
		return err
	}
	if err := res.Body.Close(); err != nil {
		return err
	}
	if a.on == "put" { // the hub took it, and says that somebody was first
		res.StatusCode = hub.Explain(hub.E20).Status
		body = []byte(`{"error":{"code":"E20","message":"somebody was first"}}`)
	} else if body, err = l.bend(res.Request, a, body); err != nil {
		return err
	}
	l.mu.Lock()
	for _, i := range a.at {
		if i < len(l.told) {
			l.told[i]++
		}
	}
	l.mu.Unlock()
	res.Body = io.NopCloser(bytes.NewReader(body))
	res.ContentLength = int64(len(body))
	res.Header.Set("Content-Length", strconv.Itoa(len(body)))
	return nil
}

// get asks the hub something more, with the token of who asked.
func (l *Liar) get(r *http.Request, path string, query url.Values) ([]byte, error) {
	l.mu.Lock()
	to := *l.hub
	transport := l.proxy.Transport
	l.mu.Unlock()
	to.Path, to.RawQuery = path, query.Encode()
	ask, err := http.NewRequestWithContext(r.Context(), "GET", to.String(), nil)
	if err != nil {
		return nil, err
	}
	ask.Header.Set("Authorization", r.Header.Get("Authorization"))
	res, err := transport.RoundTrip(ask)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode != http.StatusOK {
		err = fmt.Errorf("liar: the hub answers %s with %d", path, res.StatusCode)
	}
	return b, err
}
