package auth_test

import (
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/auth"
)

const (
	hubID  = "hub.example"
	origin = "https://sluis.example"

	anna    = note.MemberID("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")
	ruud    = note.MemberID("bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb")
	mailbox = note.MemberID("cccccccccccccccccccccccccccccccc")
	locator = note.MemberID("dddddddddddddddddddddddddddddddd")
	nobody  = note.MemberID("eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee")
	org     = note.OrgID("11111111111111111111111111111111")
)

// A signer is an Ed25519 key made from one digit.
type signer struct{ key ed25519.PrivateKey }

func newSigner(digit byte) signer {
	seed := make([]byte, 32)
	seed[0] = digit
	return signer{ed25519.NewKeyFromSeed(seed)}
}

func (s signer) public() keys.Public { return keys.Public(s.key.Public().(ed25519.PublicKey)) }

func (s signer) sign(signed []byte) note.Sig {
	return note.Sig{Key: s.public().ID(), Hex: hex.EncodeToString(ed25519.Sign(s.key, signed))}
}

// people is a directory that a test may change.
type people struct {
	mu       sync.Mutex
	accounts map[note.MemberID]auth.Account
	unlocks  map[note.MemberID][]keys.Public
	orgs     []note.OrgID
	broken   error
}

func (p *people) Account(_ context.Context, id note.MemberID) (auth.Account, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	a, ok := p.accounts[id]
	return a, ok
}

func (p *people) Coded(_ context.Context, code string) (hub.Account, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for id, a := range p.accounts {
		if hub.AccountCode(id) == code {
			return hub.Account{Org: a.Org, Member: id}, true
		}
	}
	return hub.Account{}, false
}

func (p *people) Orgs(context.Context) []note.OrgID {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.orgs
}

func (p *people) Unlocks(_ context.Context, id note.MemberID) ([]keys.Public, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.unlocks[id], p.broken
}

type world struct {
	t      testing.TB
	auth   *auth.Auth
	people *people
	secret []byte

	mu    sync.Mutex
	clock time.Time
}

func (w *world) now() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.clock
}

func (w *world) pass(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.clock = w.clock.Add(d)
}

var (
	annaLogin  = newSigner(1)
	annaUnlock = newSigner(2)
	ruudLogin  = newSigner(3)
	words      = newSigner(4)
	stranger   = newSigner(5)
	phrase     = newSigner(6)
	invite     = newSigner(7)
)

func newWorld(t testing.TB) *world {
	w := &world{t: t, secret: []byte("0123456789abcdef0123456789abcdef"), clock: time.Unix(1771234567, 0)}
	w.people = &people{
		accounts: map[note.MemberID]auth.Account{
			anna:    {Login: annaLogin.public(), Org: org},
			ruud:    {Login: ruudLogin.public(), Org: org},
			mailbox: {Login: words.public(), Mailbox: true},
			locator: {Login: invite.public(), Org: org, Invite: true},
		},
		unlocks: map[note.MemberID][]keys.Public{anna: {phrase.public(), annaUnlock.public()}},
		orgs:    []note.OrgID{org},
	}
	w.auth = w.hub(hubID)
	return w
}

// hub is a hub with the world's token key.
func (w *world) hub(id string) *auth.Auth {
	w.t.Helper()
	a, err := auth.New(auth.Config{
		Hub: id, Secret: w.secret, Origins: []string{"http://127.0.0.1:8400", origin},
		Accounts: w.people, Once: auth.NewMemoryOnce(w.now), Now: w.now,
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return a
}

func (w *world) challenge(account note.MemberID) string {
	w.t.Helper()
	c, err := w.auth.Challenge(w.t.Context(), account)
	if err != nil {
		w.t.Fatal(err)
	}
	return c.Challenge
}

// login is a login note before it is signed.
type login struct {
	origin    string
	account   note.MemberID
	challenge string
	time      int64
	by        signer
}

func (w *world) of(account note.MemberID, by signer) login {
	return login{origin, account, w.challenge(account), w.now().Unix(), by}
}

func (l login) note(t testing.TB) []byte {
	t.Helper()
	signed, err := keys.LoginForm.Build(note.L("origin", l.origin), note.L("account", string(l.account)),
		note.L("challenge", l.challenge), note.L("time", strconv.FormatInt(l.time, 10)))
	if err != nil {
		t.Fatal(err)
	}
	return note.Attach(signed, l.by.sign(signed))
}

func (w *world) login(l login) (hub.Token, error) {
	w.t.Helper()
	return w.auth.Login(w.t.Context(), l.note(w.t))
}

func (w *world) token(account note.MemberID, by signer) hub.Token {
	w.t.Helper()
	token, err := w.login(w.of(account, by))
	if err != nil {
		w.t.Fatal(err)
	}
	return token
}

func TestScopes(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		name    string
		account note.MemberID
		by      signer
		want    hub.Caller
	}{
		{"login key", anna, annaLogin, hub.Caller{Account: anna, Org: org, Scope: hub.ScopeMember}},
		{"unlock key", anna, annaUnlock, hub.Caller{Account: anna, Org: org, Scope: hub.ScopeUnlock}},
		{"words of an invitation", locator, invite, hub.Caller{Account: locator, Org: org, Scope: hub.ScopeInvite}},
		{"words of a mailbox", mailbox, words, hub.Caller{Account: mailbox, Scope: hub.ScopeMailbox}},
	} {
		t.Run(c.name, func(t *testing.T) {
			token := w.token(c.account, c.by)
			if want := w.now().Add(hub.TokenLife).Unix(); token.Expires != want {
				t.Errorf("token ends at %d, want %d", token.Expires, want)
			}
			for range 2 { // the second time from memory
				got, expires, err := w.auth.Check(t.Context(), token.Token)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(c.want, got); diff != "" {
					t.Error(diff)
				}
				if expires.Unix() != token.Expires {
					t.Errorf("checked token ends at %d, want %d", expires.Unix(), token.Expires)
				}
			}
		})
	}
}

// TestLoginRefusals is the matrix of what must not log in. Every refusal with
// E22 is the same error at the same moment.
func TestLoginRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		make func(w *world) login
		want hub.Code
	}{
		"right":                        {func(w *world) login { return w.of(anna, annaLogin) }, ""},
		"other address":                {func(w *world) login { l := w.of(anna, annaLogin); l.origin = "https://sluis.example.evil"; return l }, hub.E22},
		"other scheme":                 {func(w *world) login { l := w.of(anna, annaLogin); l.origin = "http://sluis.example"; return l }, hub.E22},
		"other port":                   {func(w *world) login { l := w.of(anna, annaLogin); l.origin += ":8443"; return l }, hub.E22},
		"challenge of another account": {func(w *world) login { l := w.of(anna, annaLogin); l.challenge = w.challenge(ruud); return l }, hub.E22},
		"challenge nobody gave":        {func(w *world) login { l := w.of(anna, annaLogin); l.challenge = string(note.ZeroHash); return l }, hub.E22},
		"challenge with another time":  {func(w *world) login { l := w.of(anna, annaLogin); l.challenge = "0" + "1" + l.challenge[2:]; return l }, hub.E22},
		"challenge just in time": {func(w *world) login {
			l := w.of(anna, annaLogin)
			w.pass(hub.ChallengeLife - time.Millisecond)
			return l
		}, ""},
		"challenge too old":              {func(w *world) login { l := w.of(anna, annaLogin); w.pass(hub.ChallengeLife); return l }, hub.E22},
		"key of another member":          {func(w *world) login { return w.of(anna, ruudLogin) }, hub.E22},
		"unknown key":                    {func(w *world) login { return w.of(anna, stranger) }, hub.E22},
		"mailbox key as member":          {func(w *world) login { return w.of(anna, words) }, hub.E22},
		"member key as mailbox":          {func(w *world) login { return w.of(mailbox, annaLogin) }, hub.E22},
		"words of another invitation":    {func(w *world) login { return w.of(locator, words) }, hub.E22},
		"invitation that has ended":      {func(w *world) login { delete(w.people.accounts, locator); return w.of(locator, invite) }, hub.E22},
		"member key for an invitation":   {func(w *world) login { return w.of(locator, annaLogin) }, hub.E22},
		"unlock key of another":          {func(w *world) login { return w.of(ruud, annaUnlock) }, hub.E22},
		"unknown account":                {func(w *world) login { return w.of(nobody, annaLogin) }, hub.E22},
		"inactive account":               {func(w *world) login { delete(w.people.accounts, anna); return w.of(anna, annaLogin) }, hub.E22},
		"inactive account by unlock key": {func(w *world) login { delete(w.people.accounts, anna); return w.of(anna, annaUnlock) }, hub.E22},
		"unlock key taken off":           {func(w *world) login { delete(w.people.unlocks, anna); return w.of(anna, annaUnlock) }, hub.E22},
		"clock just right":               {func(w *world) login { l := w.of(anna, annaLogin); l.time -= 600; return l }, ""},
		"clock behind":                   {func(w *world) login { l := w.of(anna, annaLogin); l.time -= 601; return l }, hub.E26},
		"clock a day ahead":              {func(w *world) login { l := w.of(anna, annaLogin); l.time += 86400; return l }, hub.E26},
		"unknown account, clock behind":  {func(w *world) login { l := w.of(nobody, annaLogin); l.time -= 601; return l }, hub.E26},
		"directory away":                 {func(w *world) login { w.people.broken = hub.Errorf(hub.E24, "disk"); return w.of(anna, annaLogin) }, hub.E24},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				l := c.make(w)
				begin := time.Now()
				_, err := w.login(l)
				if got := hub.CodeOf(err); got != c.want {
					t.Fatalf("got %v, want code %q", err, c.want)
				}
				took := time.Since(begin)
				if c.want == hub.E22 {
					if err.Error() != "E22: login refused" {
						t.Errorf("the refusal says more: %v", err)
					}
					if took != 25*time.Millisecond {
						t.Errorf("refused after %v", took)
					}
				} else if took != 0 {
					t.Errorf("answered after %v", took)
				}
				var e *hub.Error
				if c.want == hub.E26 && (!errors.As(err, &e) || e.Time != w.now().Unix()) {
					t.Errorf("the refusal does not tell the hub's time: %v", err)
				}
			})
		})
	}
}

func TestMalformedLogins(t *testing.T) {
	w := newWorld(t)
	good := w.of(anna, annaLogin).note(t)
	for name, raw := range map[string][]byte{
		"empty":        nil,
		"cut short":    good[:len(good)-1],
		"more":         append(good[:len(good):len(good)], '\n'),
		"no signature": good[:len(good)-len("sig ")-32-1-128-1],
		"too large":    make([]byte, 1<<20),
	} {
		if _, err := w.auth.Login(t.Context(), raw); hub.CodeOf(err) != hub.E01 {
			t.Errorf("%s: got %v, want E01", name, err)
		}
	}
	if _, err := w.auth.Challenge(t.Context(), "Anna"); hub.CodeOf(err) != hub.E01 {
		t.Errorf("challenge for a name: got %v, want E01", err)
	}
}

func TestChallengeWorksOnce(t *testing.T) {
	w := newWorld(t)
	l := w.of(anna, annaLogin)

	wrong := l
	wrong.by = stranger
	if _, err := w.login(wrong); hub.CodeOf(err) != hub.E22 {
		t.Fatalf("wrong key: %v", err)
	}
	if _, err := w.login(l); err != nil {
		t.Fatalf("a refused login used the challenge up: %v", err)
	}
	if _, err := w.login(l); hub.CodeOf(err) != hub.E22 {
		t.Errorf("replay: got %v, want E22", err)
	}
	l.time++ // other bytes over the same challenge
	if _, err := w.login(l); hub.CodeOf(err) != hub.E22 {
		t.Errorf("same challenge in another note: got %v, want E22", err)
	}
	w.pass(hub.ChallengeLife / 2)
	if _, err := w.login(l); hub.CodeOf(err) != hub.E22 {
		t.Errorf("replay half a minute later: got %v, want E22", err)
	}
}

// TestChallengeRace lets many use one challenge at once: one wins.
func TestChallengeRace(t *testing.T) {
	w := newWorld(t)
	raw := w.of(anna, annaLogin).note(t)
	var wg sync.WaitGroup
	var mu sync.Mutex
	won := 0
	for range 20 {
		wg.Go(func() {
			if _, err := w.auth.Login(t.Context(), raw); err == nil {
				mu.Lock()
				won++
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if won != 1 {
		t.Errorf("%d logins with one challenge", won)
	}
}

// TestRestart has a hub with the same token key and no memory of what was used.
func TestRestart(t *testing.T) {
	w := newWorld(t)
	l := w.of(anna, annaLogin)
	token := w.token(anna, annaLogin)
	w.pass(time.Second)
	w.auth = w.hub(hubID)
	if _, err := w.login(l); hub.CodeOf(err) != hub.E22 {
		t.Errorf("challenge from before the restart: got %v, want E22", err)
	}
	if _, err := w.login(w.of(anna, annaLogin)); err != nil {
		t.Errorf("new challenge after the restart: %v", err)
	}
	if _, _, err := w.auth.Check(t.Context(), token.Token); err != nil {
		t.Errorf("token from before the restart: %v", err)
	}
}

func TestMemoryOnceForgets(t *testing.T) {
	w := newWorld(t)
	once := auth.NewMemoryOnce(w.now)
	use := func(id string) bool {
		ok, err := once.Use(t.Context(), id, w.now(), w.now().Add(hub.ChallengeLife))
		if err != nil {
			t.Fatal(err)
		}
		return ok
	}
	if !use("a") || use("a") {
		t.Fatal("a should be new once")
	}
	for range 3 { // each turn makes young old, and old forgotten
		w.pass(hub.ChallengeLife + 5*time.Second)
		use("b")
	}
	w.pass(2 * (hub.ChallengeLife + 5*time.Second))
	if !use("a") {
		t.Error("a should be forgotten")
	}
	if ok, _ := once.Use(t.Context(), "c", w.now().Add(-time.Second), w.now()); ok {
		t.Error("what has ended should not be new")
	}
}
