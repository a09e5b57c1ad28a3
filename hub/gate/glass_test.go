package gate_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/bus"
	"github.com/sluis-hub/sluis/hub/gate"
	"github.com/sluis-hub/sluis/hub/presence"
)

const (
	anna    = note.MemberID("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")
	fatima  = note.MemberID("ffffffffffffffffffffffffffffffff")
	ruud    = note.MemberID("bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb")
	mailbox = note.MemberID("cccccccccccccccccccccccccccccccc")
	org     = note.OrgID("11111111111111111111111111111111")

	teamA = note.TeamID("a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1")
	teamF = note.TeamID("f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1")
	teamR = note.TeamID("b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1")

	xid  = note.XID("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")
	root = note.Hash("fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210")
)

// glass is a hub whose rooms are made of glass: it shows what the gate asked,
// and answers what the test says. It knows three members and their teams.
type glass struct {
	mu     sync.Mutex
	asked  []string
	fail   error // what every room answers
	panics any
	// panicSits has Sits panic.
	panicSits bool
	wait      chan struct{} // closed lets Put go on
	in        chan struct{} // tells that Put waits
	tokens    map[string]pass
	teams     map[note.MemberID][]note.TeamID
	set       map[note.XID][]note.Party
}

type pass struct {
	caller hub.Caller
	ends   time.Time
}

var _ hub.API = (*glass)(nil)

func (g *glass) ask(ctx context.Context, method string, args ...any) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	c, _ := hub.CallerFrom(ctx)
	g.asked = append(g.asked, fmt.Sprintf("%s%v by %s %s", method, args, c.Scope, c.Account))
	if g.panics != nil {
		panic(g.panics)
	}
	return g.fail
}

// take gives what was asked since the last time.
func (g *glass) take() []string {
	g.mu.Lock()
	defer g.mu.Unlock()
	asked := g.asked
	g.asked = nil
	return asked
}

func (g *glass) Hello(ctx context.Context) (hub.Hello, error) {
	return hub.Hello{Hub: "glass", Version: "1", Time: 7}, g.ask(ctx, "Hello")
}

func (g *glass) Challenge(ctx context.Context, account note.MemberID) (hub.Challenge, error) {
	return hub.Challenge{Challenge: string(root), Time: 7}, g.ask(ctx, "Challenge", account)
}

func (g *glass) Find(ctx context.Context, code string) (hub.Account, error) {
	return hub.Account{Org: "o", Member: "m"}, g.ask(ctx, "Find", code)
}

func (g *glass) Login(ctx context.Context, login []byte) (hub.Token, error) {
	return hub.Token{Token: "t", Expires: 8}, g.ask(ctx, "Login", string(login))
}

func (g *glass) Put(ctx context.Context, frame []byte) (hub.Placed, error) {
	if g.wait != nil {
		g.in <- struct{}{}
		<-g.wait
	}
	return hub.Placed{XID: xid, Seq: 3, Hash: root}, g.ask(ctx, "Put", len(frame))
}

func (g *glass) Entries(ctx context.Context, party note.Party, xid note.XID, from uint64) ([][]byte, error) {
	return [][]byte{[]byte("one"), {}, []byte("three")}, g.ask(ctx, "Entries", party, xid, from)
}

func (g *glass) Changes(ctx context.Context, party note.Party, after hub.Position, limit int) (hub.Page, error) {
	return hub.Page{Next: after}, g.ask(ctx, "Changes", party, after, limit)
}

func (g *glass) Newest(ctx context.Context, party note.Party, before hub.Position, limit int) (hub.Page, error) {
	return hub.Page{Rows: []hub.Row{{XID: xid, Count: 9}}, More: true}, g.ask(ctx, "Newest", party, before, limit)
}

func (g *glass) PutReceipt(ctx context.Context, receipt []byte) error {
	return g.ask(ctx, "PutReceipt", string(receipt))
}

func (g *glass) Receipts(ctx context.Context, party note.Party, xid note.XID) ([][]byte, error) {
	return nil, g.ask(ctx, "Receipts", party, xid)
}

func (g *glass) PutPiece(ctx context.Context, root note.Hash, size uint64, n uint32, piece []byte) error {
	return g.ask(ctx, "PutPiece", root, size, n, len(piece))
}

func (g *glass) Pieces(ctx context.Context, root note.Hash) ([]uint32, error) {
	return []uint32{0, 2}, g.ask(ctx, "Pieces", root)
}

func (g *glass) Piece(ctx context.Context, party note.Party, xid note.XID, root note.Hash, n uint32) ([]byte, error) {
	return []byte("piece"), g.ask(ctx, "Piece", party, xid, root, n)
}

func (g *glass) Claim(ctx context.Context, party note.Party, xid note.XID) (hub.Lease, error) {
	return hub.Lease{XID: xid, Party: party, Member: anna, Until: 9}, g.ask(ctx, "Claim", party, xid)
}

func (g *glass) Release(ctx context.Context, party note.Party, xid note.XID) error {
	return g.ask(ctx, "Release", party, xid)
}

func (g *glass) Leases(ctx context.Context, party note.Party) ([]hub.Lease, error) {
	return nil, g.ask(ctx, "Leases", party)
}

func (g *glass) SetDates(ctx context.Context, party note.Party, days []hub.Day) error {
	return g.ask(ctx, "SetDates", party, days)
}

func (g *glass) Dates(ctx context.Context, party note.Party) ([]hub.Day, error) {
	return []hub.Day{"2026-11-21"}, g.ask(ctx, "Dates", party)
}

func (g *glass) Available(ctx context.Context, teams []note.TeamID) ([]note.TeamID, error) {
	return nil, g.ask(ctx, "Available", teams)
}

func (g *glass) Publish(ctx context.Context, objects []hub.Object) error {
	var kinds []string
	for _, o := range objects {
		kinds = append(kinds, o.Kind+"="+string(o.Data))
	}
	return g.ask(ctx, "Publish", kinds)
}

func (g *glass) Leaves(ctx context.Context, from uint64, limit int) ([]hub.Leaf, error) {
	return nil, g.ask(ctx, "Leaves", from, limit)
}

func (g *glass) Checkpoint(ctx context.Context) ([]byte, error) {
	return []byte("hub/dir\n"), g.ask(ctx, "Checkpoint")
}

func (g *glass) Mailboxes(ctx context.Context, rids []note.MemberID) ([][]byte, error) {
	return [][]byte{[]byte("mailbox"), nil}, g.ask(ctx, "Mailboxes", rids)
}

func (g *glass) Objects(ctx context.Context, hashes []note.Hash) ([][]byte, error) {
	return [][]byte{[]byte("object"), nil}, g.ask(ctx, "Objects", hashes)
}

func (g *glass) Invite(ctx context.Context, locator note.ID, login keys.Public) (int64, error) {
	return 9, g.ask(ctx, "Invite", locator, login)
}

func (g *glass) Invited(ctx context.Context) ([]hub.Invited, error) {
	return nil, g.ask(ctx, "Invited")
}

func (g *glass) Uninvite(ctx context.Context, locator note.ID) error {
	return g.ask(ctx, "Uninvite", locator)
}

func (g *glass) Answered(ctx context.Context, locator note.ID) (hub.Answer, error) {
	return hub.Answer{Member: []byte("note"), MAC: root}, g.ask(ctx, "Answered", locator)
}

func (g *glass) Admitted(ctx context.Context, locator note.ID, o hub.Outcome) error {
	return g.ask(ctx, "Admitted", locator, o)
}

func (g *glass) Answer(ctx context.Context, a hub.Answer) error {
	return g.ask(ctx, "Answer", string(a.Member), string(a.Recipient), string(a.Name), a.MAC)
}

func (g *glass) Outcome(ctx context.Context) (hub.Outcome, error) {
	return hub.Outcome{Manifest: root, MAC: root}, g.ask(ctx, "Outcome")
}

func (g *glass) Keyring(ctx context.Context) (hub.Keyring, error) {
	return hub.Keyring{Head: []byte("head"), File: []byte("file")}, g.ask(ctx, "Keyring")
}

func (g *glass) PutKeyring(ctx context.Context, k hub.Keyring) error {
	return g.ask(ctx, "PutKeyring", string(k.Head), string(k.File))
}

func (g *glass) State(ctx context.Context) ([]byte, error) {
	return []byte("state"), g.ask(ctx, "State")
}

func (g *glass) PutState(ctx context.Context, sealed []byte) error {
	return g.ask(ctx, "PutState", string(sealed))
}

// Check implements gate.Auth.
func (g *glass) Check(_ context.Context, token string) (hub.Caller, time.Time, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	p, ok := g.tokens[token]
	if _, known := g.teams[p.caller.Account]; !ok || !known {
		return hub.Caller{}, time.Time{}, hub.Errorf(hub.E22, "login refused")
	}
	return p.caller, p.ends, nil
}

// Active implements gate.Seats.
func (g *glass) Active(_ context.Context, account note.MemberID) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	_, ok := g.teams[account]
	return ok
}

func (g *glass) Parties(_ context.Context, c hub.Caller) ([]note.Party, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	var list []note.Party
	for _, team := range g.teams[c.Account] {
		list = append(list, note.TeamParty(team))
	}
	return list, nil
}

func (g *glass) Sits(ctx context.Context, c hub.Caller, party note.Party, xid note.XID) error {
	if g.panicSits {
		panic("SECRET")
	}
	parties, _ := g.Parties(ctx, c)
	set, err := g.Set(ctx, xid)
	if err != nil || !slices.Contains(set, party) || !slices.Contains(parties, party) {
		return hub.NotFound()
	}
	return nil
}

func (g *glass) Set(_ context.Context, xid note.XID) ([]note.Party, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if set, ok := g.set[xid]; ok {
		return set, nil
	}
	return nil, hub.NotFound()
}

// change lets the test move people about.
func (g *glass) change(f func(*glass)) {
	g.mu.Lock()
	defer g.mu.Unlock()
	f(g)
}

// countingBus counts the subscriptions that are not cancelled.
type countingBus struct {
	*bus.Local
	live atomic.Int64
}

func (b *countingBus) Subscribe(topic string, l bus.Listener) {
	b.live.Add(1)
	b.Local.Subscribe(topic, l)
}

func (b *countingBus) Unsubscribe(topic string, l bus.Listener) {
	b.live.Add(-1)
	b.Local.Unsubscribe(topic, l)
}

// clock is a clock that a test moves, ahead of the real one or of a bubble's.
type clock struct{ ahead atomic.Int64 }

func (c *clock) now() time.Time       { return time.Now().Add(time.Duration(c.ahead.Load())) }
func (c *clock) pass(d time.Duration) { c.ahead.Add(int64(d)) }

// A site is a gate that runs in front of glass rooms.
type site struct {
	t     testing.TB
	gate  *gate.Gate
	glass *glass
	bus   *countingBus
	here  *presence.Local
	clock *clock
	log   *safeBuffer
	base  string
	dial  func(ctx context.Context, network, addr string) (net.Conn, error)
	down  func() error
}

type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *safeBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *safeBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// open starts a site on a socket of the machine; change may alter its config.
func open(t testing.TB, change func(*gate.Config)) *site {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := openOn(t, l, change)
	s.base = "http://" + l.Addr().String()
	s.dial = (&net.Dialer{}).DialContext
	return s
}

func openOn(t testing.TB, l net.Listener, change func(*gate.Config)) *site {
	t.Helper()
	s := &site{t: t, clock: &clock{}, log: &safeBuffer{}, bus: &countingBus{Local: bus.NewLocal()}}
	ends := s.clock.now().Add(hub.TokenLife)
	s.glass = &glass{
		tokens: map[string]pass{
			"anna":    {hub.Caller{Account: anna, Org: org, Scope: hub.ScopeMember}, ends},
			"fatima":  {hub.Caller{Account: fatima, Org: org, Scope: hub.ScopeMember}, ends},
			"ruud":    {hub.Caller{Account: ruud, Org: org, Scope: hub.ScopeMember}, ends},
			"unlock":  {hub.Caller{Account: anna, Org: org, Scope: hub.ScopeUnlock}, ends},
			"mailbox": {hub.Caller{Account: mailbox, Scope: hub.ScopeMailbox}, ends},
			"invite":  {hub.Caller{Account: locator, Org: org, Scope: hub.ScopeInvite}, ends},
		},
		teams: map[note.MemberID][]note.TeamID{anna: {teamA}, fatima: {teamF}, ruud: {teamR}, mailbox: nil, locator: nil},
		set:   map[note.XID][]note.Party{xid: {note.TeamParty(teamA), note.TeamParty(teamF)}},
	}
	s.here = presence.NewLocal(s.clock.now)
	config := gate.Config{
		API: s.glass, Auth: s.glass, Seats: s.glass, Bus: s.bus, Presence: s.here,
		Origins: []string{"https://sluis.example"}, Now: s.clock.now,
		Log: slog.New(slog.NewTextHandler(s.log, nil)),
	}
	if change != nil {
		change(&config)
	}
	s.gate = gate.New(config)
	served := make(chan error, 1)
	go func() { served <- s.gate.Serve(context.Background(), l) }()
	s.down = sync.OnceValue(func() error {
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		if err := s.gate.Shutdown(ctx); err != nil {
			return err
		}
		return <-served
	})
	t.Cleanup(func() {
		if err := s.down(); err != nil {
			t.Error(err)
		}
		if n := s.gate.Sockets(); n != 0 {
			t.Errorf("%d sockets are left", n)
		}
		if n := s.bus.live.Load(); n != 0 {
			t.Errorf("%d subscriptions are left", n)
		}
	})
	return s
}

// answer is what came back.
type answer struct {
	Status int
	Header http.Header
	Body   string
}

func (a answer) code() string {
	var e struct{ Error struct{ Code string } }
	json.Unmarshal([]byte(a.Body), &e)
	return e.Error.Code
}

// ask sends one request. With is a content type, "" for no body.
func (s *site) ask(token, method, path, with, body string, headers ...string) answer {
	s.t.Helper()
	var r io.Reader
	if with != "" {
		r = strings.NewReader(body)
	}
	req, err := http.NewRequest(method, s.base+path, r)
	if err != nil {
		s.t.Fatal(err)
	}
	if with != "" {
		req.Header.Set("Content-Type", with)
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	return s.do(req)
}

func (s *site) do(req *http.Request) answer {
	s.t.Helper()
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return answer{res.StatusCode, res.Header, string(b)}
}
