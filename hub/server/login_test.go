package server_test

import (
	"fmt"
	"math"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/hubtest"
)

// settle publishes the person's keyring with two ways in and gives one of them.
func (w *town) settle(p *hubtest.Person) *identity.Method {
	w.t.Helper()
	device, spare := identity.NewDevice(string(note.NewID())), identity.NewDevice(string(note.NewID()))
	k, err := p.Keyring(1, note.ZeroHash, w.Now().Unix(), device, spare)
	if err != nil {
		w.t.Fatal(err)
	}
	w.want(w.as(p), "PUT", "/api/keyring", typeOctets, hub.JoinFrame(k.Head, k.File))
	return device
}

// TestLogin is the matrix of who gets in, over the wire. Refusals with E22 are
// the same bytes, whatever their reason.
func TestLogin(t *testing.T) {
	w := newTown(t, unlimited)
	device := w.settle(w.anna)
	nobody := note.MemberID(note.NewID())
	stranger := identity.NewSigner()
	same := ""
	for _, c := range []struct {
		name string
		make func() login
		want hub.Code
	}{
		{"right", func() login { return w.login(w.anna.ID, w.anna.Login) }, ""},
		{"unlock key", func() login { return w.login(w.anna.ID, device.Login) }, ""},
		{"sign key", func() login { return w.login(w.anna.ID, w.anna.Sign) }, hub.E22},
		{"key of a colleague", func() login { return w.login(w.anna.ID, w.bas.Login) }, hub.E22},
		{"unlock key of a colleague", func() login { return w.login(w.bas.ID, device.Login) }, hub.E22},
		{"unknown key", func() login { return w.login(w.anna.ID, stranger) }, hub.E22},
		{"unknown account", func() login { return w.login(nobody, stranger) }, hub.E22},
		{"other address", func() login { l := w.login(w.anna.ID, w.anna.Login); l.origin = "https://sluis.evil"; return l }, hub.E22},
		{"address of the same hub on this machine", func() login {
			l := w.login(w.anna.ID, w.anna.Login)
			l.origin = strings.Replace(l.origin, "127.0.0.1", "localhost", 1)
			return l
		}, ""},
		{"challenge of a colleague", func() login { l := w.login(w.anna.ID, w.anna.Login); l.challenge = w.challenge(w.bas.ID); return l }, hub.E22},
		{"made-up challenge", func() login {
			l := w.login(w.anna.ID, w.anna.Login)
			l.challenge = string(note.HashOf([]byte("x")))
			return l
		}, hub.E22},
		{"used challenge", func() login { l := w.login(w.anna.ID, w.anna.Login); w.post(l); l.time++; return l }, hub.E22},
		{"old challenge", func() login { l := w.login(w.anna.ID, w.anna.Login); w.Pass(61 * time.Second); return l }, hub.E22},
		{"a day behind", func() login { l := w.login(w.anna.ID, w.anna.Login); l.time -= 86400; return l }, hub.E26},
		{"a day behind, unknown account", func() login { l := w.login(nobody, stranger); l.time -= 86400; return l }, hub.E26},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := w.post(c.make())
			if got.code() != c.want || (c.want == "") != (got.Status == 200) {
				t.Fatalf("%d %s, want %q", got.Status, got.Body, c.want)
			}
			if c.want != hub.E22 {
				return
			}
			if same == "" {
				same = comparable(got)
			}
			if diff := cmp.Diff(same, comparable(got)); diff != "" {
				t.Errorf("this refusal differs: %s", diff)
			}
		})
	}
}

// comparable is an answer without what differs for every request.
func comparable(a answer) string {
	a.Header = a.Header.Clone()
	a.Header.Del("Date")
	a.Header.Del("X-Request-Id")
	return fmt.Sprint(a)
}

// TestUnlockTokenFetchesTheKeyring and does nothing else.
func TestUnlockTokenFetchesTheKeyring(t *testing.T) {
	w := newTown(t)
	x := w.begin()
	device := w.settle(w.anna)
	token := w.token(w.anna.ID, device.Login)
	parts, err := hub.SplitFrame([]byte(w.want(token, "GET", "/api/keyring", "", nil)))
	if err != nil || len(parts) != 2 {
		t.Fatal(err)
	}
	if k, err := identity.OpenKeyring(parts[0], parts[1], device); err != nil || k.Member != w.anna.ID {
		t.Errorf("keyring: %v", err)
	}
	for _, r := range routesFor(w.intake.Party(), x) {
		if r.path == "/api/keyring" && r.method == "GET" {
			continue
		}
		if got := w.ask(token, r.method, r.path, r.kind, r.body); got.Status != 401 || got.code() != hub.E22 {
			t.Errorf("%s %s: %d %s", r.method, r.path, got.Status, got.Body)
		}
	}
	w.plug(token).closed(hub.CloseRefused)
}

// route is a request that a member of the party may make.
type route struct {
	method, path, kind string
	body               []byte
}

func routesFor(party note.Party, x *hubtest.Exchange) []route {
	root := string(note.HashOf([]byte("attachment")))
	xid, p := string(x.XID), string(party)
	return []route{
		{"GET", "/api/exchanges/" + xid + "/entries?party=" + p, "", nil},
		{"GET", "/api/exchanges/" + xid + "/receipts?party=" + p, "", nil},
		{"GET", "/api/exchanges/" + xid + "/pieces/" + root + "/0?party=" + p, "", nil},
		{"GET", "/api/parties/" + p + "/changes", "", nil},
		{"GET", "/api/parties/" + p + "/newest", "", nil},
		{"PUT", "/api/parties/" + p + "/leases/" + xid, "", nil},
		{"DELETE", "/api/parties/" + p + "/leases/" + xid, "", nil},
		{"GET", "/api/parties/" + p + "/leases", "", nil},
		{"PUT", "/api/parties/" + p + "/dates", typeJSON, []byte(`{"days":["2027-01-01"]}`)},
		{"GET", "/api/parties/" + p + "/dates", "", nil},
		{"POST", "/api/available", typeJSON, []byte(`{"teams":[]}`)},
		{"GET", "/api/directory", "", nil},
		{"POST", "/api/directory", typeOctets, nil},
		{"POST", "/api/directory/objects", typeJSON, []byte(`{"hashes":[]}`)},
		{"GET", "/api/pieces/" + root, "", nil},
		{"GET", "/api/state", "", nil},
		{"PUT", "/api/state", typeOctets, []byte("sealed")},
		{"GET", "/api/keyring", "", nil},
		{"PUT", "/api/keyring", typeOctets, nil},
		{"POST", "/api/entries", typeOctets, nil},
		{"POST", "/api/receipts", typeOctets, nil},
	}
}

// TestNotYoursIsNotThere: everything about another's party or exchange is
// answered with the same bytes as about one that does not exist.
func TestNotYoursIsNotThere(t *testing.T) {
	w := newTown(t)
	x := w.begin()
	w.want(w.as(w.anna), "PUT", "/api/parties/"+string(w.intake.Party())+"/leases/"+string(x.XID), "", nil)
	linda := w.as(w.linda) // of the same organisation as fatima, not of her team
	none := &hubtest.Exchange{XID: note.XID(note.HashOf([]byte("none")))}
	nowhere := note.TeamParty(note.TeamID(note.NewID()))
	compared := 0
	for _, pair := range []struct{ theirs, none []route }{
		{routesFor(w.intake.Party(), x), routesFor(nowhere, none)},                    // another's party
		{routesFor(w.zuid.Party(), x), routesFor(w.zuid.Party(), none)},               // another's exchange by the own party
		{routesFor(note.MemberParty(w.anna.ID), x), routesFor(nowhere, none)},         // somebody else as party
		{routesFor(note.MemberParty(w.linda.ID), x), routesFor(w.zuid.Party(), none)}, // oneself as party
		{routesFor(note.MailboxParty(w.linda.ID), x), routesFor(nowhere, none)},       // a mailbox that is none
		{routesFor(w.noord.Party(), x), routesFor(nowhere, none)},                     // a colleague's team that is a party
	} {
		for n, r := range pair.theirs {
			if !strings.HasPrefix(r.path, "/api/exchanges/") && !strings.HasPrefix(r.path, "/api/parties/") {
				continue
			}
			theirs := w.ask(linda, r.method, r.path, r.kind, r.body)
			not := pair.none[n]
			none := w.ask(linda, not.method, not.path, not.kind, not.body)
			if diff := cmp.Diff(comparable(none), comparable(theirs)); diff != "" {
				t.Errorf("%s %s: %s", r.method, r.path, diff)
			}
			if theirs.Status == 404 {
				compared++
			}
		}
	}
	if compared < 30 {
		t.Errorf("only %d were refused: this compares nothing", compared)
	}
	s := w.live(w.linda)
	for _, r := range []hub.Request{
		{Do: hub.DoEnter, Party: w.zuid.Party(), XID: x.XID}, {Do: hub.DoEnter, Party: w.noord.Party(), XID: x.XID},
		{Do: hub.DoEnter, Party: w.zuid.Party(), XID: none.XID}, {Do: hub.DoFrame, XID: x.XID, Data: []byte("x")},
		{Do: hub.DoAvailable, Party: w.noord.Party(), Until: w.Now().Unix() + 60},
	} {
		s.say(r)
		if e := s.want(hub.EventRefused); e.Code != hub.E21 {
			t.Errorf("%+v: refused with %s", r, e.Code)
		}
	}
}

// TestNobodyIsFound: neither the bytes nor the moment of an answer tell whether
// an account exists, has a keyring, or is a mailbox.
func TestNobodyIsFound(t *testing.T) {
	if testing.Short() {
		t.Skip("measures for some seconds")
	}
	w := newTown(t, unlimited)
	w.settle(w.anna)
	stranger := identity.NewSigner()
	shape := func(c string) string { return c[:8] } // the time of it, to about a day
	if a, b := w.challenge(w.anna.ID), w.challenge(note.MemberID(note.NewID())); len(a) != len(b) || shape(a) != shape(b) {
		t.Errorf("challenges %s and %s", a, b)
	}
	first := w.refusals(stranger)
	if math.Abs(first) < 4.5 {
		return
	}
	// once in a hundred thousand by chance, and more often on a busy machine
	if second := w.refusals(stranger); first*second > 0 && math.Abs(second) > 4.5 {
		t.Errorf("the moment of a refusal tells: t = %.1f and %.1f", first, second)
	}
}

// refusals compares how long it takes to refuse a stranger as nobody and as anna.
func (w *town) refusals(stranger *identity.Signer) float64 {
	const samples, lanes = 400, 8
	var times [2][samples]float64
	var wg sync.WaitGroup
	for lane := range lanes {
		wg.Go(func() {
			for n := lane; n < samples; n += lanes {
				for _, which := range []int{n % 2, 1 - n%2} {
					l := login{w.URL, note.MemberID(note.NewID()), "", w.Now().Unix(), stranger}
					if which == 1 {
						l.account = w.anna.ID
					}
					l.challenge = w.challenge(l.account)
					begin := time.Now()
					got := w.post(l)
					times[which][n] = time.Since(begin).Seconds()
					if got.Status != 401 {
						w.t.Errorf("%d %s", got.Status, got.Body)
					}
				}
			}
		})
	}
	wg.Wait()
	return welch(times[0][:], times[1][:])
}

// welch is the statistic of Welch's t-test.
func welch(a, b []float64) float64 {
	moments := func(x []float64) (mean, variance float64) {
		for _, v := range x {
			mean += v / float64(len(x))
		}
		for _, v := range x {
			variance += (v - mean) * (v - mean) / float64(len(x)-1)
		}
		return mean, variance / float64(len(x))
	}
	ma, va := moments(a)
	mb, vb := moments(b)
	return (ma - mb) / math.Sqrt(va+vb)
}

// TestMemberLeaves: a token and a socket die with the membership, at once.
func TestMemberLeaves(t *testing.T) {
	w := newTown(t)
	device := w.settle(w.bas)
	token, locked := w.as(w.bas), w.token(w.bas.ID, device.Login)
	s, a := w.live(w.bas), w.live(w.anna)
	w.want(token, "GET", "/api/state", "", nil)
	o := w.vt.Without(t, w.bas, w.Now().Unix())
	w.want(w.as(w.anna), "POST", "/api/directory", typeOctets, hub.JoinFrame([]byte(o.Kind), o.Data))
	s.closed(hub.CloseInactive)
	for _, token := range []string{token, locked} {
		if got := w.ask(token, "GET", "/api/keyring", "", nil); got.code() != hub.E22 {
			t.Errorf("%d %s", got.Status, got.Body)
		}
	}
	w.plug(token).closed(hub.CloseRefused)
	for _, by := range []*identity.Signer{w.bas.Login, device.Login} {
		if got := w.post(w.login(w.bas.ID, by)); got.code() != hub.E22 {
			t.Errorf("%d %s", got.Status, got.Body)
		}
	}
	a.say(hub.Request{Do: hub.DoWatch})
	a.want(hub.EventAvailable)
}

// TestTokens: of another hub, with a letter changed, in the address, after its end.
func TestTokens(t *testing.T) {
	w, other := newTown(t), newTown(t)
	token := w.as(w.anna)
	for name, got := range map[string]answer{
		"of another hub": w.ask(other.as(other.anna), "GET", "/api/state", "", nil),
		"one letter":     w.ask(token[:20]+"A"+token[21:], "GET", "/api/state", "", nil),
		"none":           w.ask("", "GET", "/api/state", "", nil),
	} {
		if got.Status != 401 || got.code() != hub.E22 {
			t.Errorf("%s: %d %s", name, got.Status, got.Body)
		}
	}
	if got := w.ask("", "GET", "/api/state?token="+token, "", nil); got.Status != 401 {
		t.Errorf("in the address: %d", got.Status)
	}
	w.want(token, "GET", "/api/state", "", nil)
	w.Pass(hub.TokenLife)
	if got := w.ask(token, "GET", "/api/state", "", nil); got.code() != hub.E22 {
		t.Errorf("after its end: %d %s", got.Status, got.Body)
	}
	cookie, err := http.NewRequest("GET", w.URL+"/api/state", nil)
	if err != nil {
		t.Fatal(err)
	}
	cookie.AddCookie(&http.Cookie{Name: "token", Value: w.as(w.anna)})
	res, err := http.DefaultTransport.RoundTrip(cookie)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != 401 {
		t.Errorf("as a cookie: %d", res.StatusCode)
	}
}
