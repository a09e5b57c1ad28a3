package server_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/gate"
	"github.com/sluis-hub/sluis/hub/hubtest"
	"github.com/sluis-hub/sluis/hub/server"
)

const (
	typeJSON   = "application/json"
	typeOctets = "application/octet-stream"
)

// A town is a hub with two organisations, spoken to without a client of ours.
type town struct {
	*hubtest.Hub
	t           testing.TB
	vt, gt      *hubtest.Org
	anna, bas   *hubtest.Person // of Veilig Thuis
	fatima      *hubtest.Person // of a gebiedsteam
	linda       *hubtest.Person // of another team there
	intake      *hubtest.Team
	noord, zuid *hubtest.Team
}

func newTown(t testing.TB, changes ...func(*server.Config)) *town {
	t.Helper()
	w := &town{t: t, Hub: hubtest.Start(t, changes...)}
	w.vt = w.Found(t, "Veilig Thuis", []string{"anna", "bas"})
	w.gt = w.Found(t, "Gebiedsteam", []string{"fatima"}, []string{"linda"})
	w.anna, w.bas, w.fatima, w.linda = w.vt.People[0], w.vt.People[1], w.gt.People[0], w.gt.People[1]
	w.intake, w.noord, w.zuid = w.vt.Teams[0], w.gt.Teams[0], w.gt.Teams[1]
	return w
}

func unlimited(c *server.Config) {
	u := gate.Unlimited
	c.Limits = gate.Limits{Network: u, Login: u, Read: u, Write: u, Piece: u, Sockets: u, Words: u}
}

type answer struct {
	Status int
	Header http.Header
	Body   string
}

func (a answer) code() hub.Code {
	var e struct{ Error struct{ Code hub.Code } }
	json.Unmarshal([]byte(a.Body), &e)
	return e.Error.Code
}

// ask sends one request; kind is the content type, "" for no body.
func (w *town) ask(token, method, path, kind string, body []byte) answer {
	w.t.Helper()
	var r io.Reader
	if kind != "" {
		r = bytes.NewReader(body)
	}
	req, err := http.NewRequest(method, w.URL+path, r)
	if err != nil {
		w.t.Fatal(err)
	}
	if kind != "" {
		req.Header.Set("Content-Type", kind)
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		w.t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return answer{res.StatusCode, res.Header, string(b)}
}

func (w *town) challenge(account note.MemberID) string {
	w.t.Helper()
	var c hub.Challenge
	got := w.ask("", "POST", "/api/challenge", typeJSON, []byte(`{"account":"`+string(account)+`"}`))
	if err := json.Unmarshal([]byte(got.Body), &c); err != nil || got.Status != 200 {
		w.t.Fatalf("%d %s", got.Status, got.Body)
	}
	return c.Challenge
}

// login is a login note before it is signed.
type login struct {
	origin    string
	account   note.MemberID
	challenge string
	time      int64
	by        *identity.Signer
}

func (w *town) login(account note.MemberID, by *identity.Signer) login {
	return login{w.URL, account, w.challenge(account), w.Now().Unix(), by}
}

func (w *town) post(l login) answer {
	w.t.Helper()
	signed, err := l.by.Login(l.origin, l.account, note.Hash(l.challenge), l.time)
	if err != nil {
		w.t.Fatal(err)
	}
	return w.ask("", "POST", "/api/login", typeOctets, signed)
}

func (w *town) token(account note.MemberID, by *identity.Signer) string {
	w.t.Helper()
	var token hub.Token
	got := w.post(w.login(account, by))
	if err := json.Unmarshal([]byte(got.Body), &token); err != nil || got.Status != 200 {
		w.t.Fatalf("%d %s", got.Status, got.Body)
	}
	return token.Token
}

func (w *town) as(p *hubtest.Person) string {
	w.t.Helper()
	return w.token(p.ID, p.Login)
}

// want sends a request that must succeed.
func (w *town) want(token, method, path, kind string, body []byte) string {
	w.t.Helper()
	got := w.ask(token, method, path, kind, body)
	if got.Status/100 != 2 {
		w.t.Fatalf("%s %s: %d %s", method, path, got.Status, got.Body)
	}
	return got.Body
}

// begin puts an exchange between Intake and Noord.
func (w *town) begin() *hubtest.Exchange {
	w.t.Helper()
	x, frame := w.Begin(w.t, w.anna, w.intake, w.noord)
	w.want(w.as(w.anna), "POST", "/api/entries", typeOctets, frame)
	return x
}

// A plug is a client's end of a socket.
type plug struct {
	t  testing.TB
	ws *websocket.Conn
}

func (w *town) plug(token string) *plug {
	w.t.Helper()
	ws, _, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(w.URL, "http")+"/api/socket", nil)
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { ws.Close() })
	p := &plug{w.t, ws}
	p.say(hub.Request{Do: hub.DoToken, Token: token})
	return p
}

func (w *town) live(p *hubtest.Person) *plug {
	w.t.Helper()
	s := w.plug(w.as(p))
	s.want(hub.EventReady)
	return s
}

func (p *plug) say(r hub.Request) {
	p.t.Helper()
	if err := p.ws.WriteJSON(r); err != nil {
		p.t.Fatal(err)
	}
}

// want waits for an event of a kind, whatever comes before it.
func (p *plug) want(kind string) hub.Event {
	p.t.Helper()
	p.ws.SetReadDeadline(time.Now().Add(20 * time.Second))
	for {
		var e hub.Event
		if err := p.ws.ReadJSON(&e); err != nil {
			p.t.Fatalf("waiting for %s: %v", kind, err)
		}
		if e.Event == kind {
			return e
		}
	}
}

func (p *plug) closed(want int) {
	p.t.Helper()
	p.ws.SetReadDeadline(time.Now().Add(20 * time.Second))
	for {
		_, _, err := p.ws.ReadMessage()
		var e *websocket.CloseError
		if errors.As(err, &e) && e.Code == want {
			return
		}
		if err != nil {
			p.t.Fatalf("closed with %v, want %d", err, want)
		}
	}
}
