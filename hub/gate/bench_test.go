package gate_test

import (
	"bufio"
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/auth"
	"github.com/sluis-hub/sluis/hub/gate"
)

// The crowd is another process, so that only the hub's half of each socket is
// in this one: the test binary again, told by its environment.
const crowdEnv = "SLUIS_TEST_CROWD"

func TestMain(m *testing.M) {
	if hubAt := os.Getenv(crowdEnv); hubAt != "" {
		if err := crowd(hubAt, crowdSize); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

const (
	crowdSize = 5000
	crowdTeam = 20 // members of a team
)

// Everybody in the crowd has an account, a key and a team by number, and each
// two share an exchange.
func crowdMember(n int) note.MemberID { return note.MemberID(fmt.Sprintf("%032x", n)) }
func crowdParty(n int) note.Party {
	return note.TeamParty(note.TeamID(fmt.Sprintf("%032x", n/crowdTeam)))
}
func crowdXID(n int) note.XID { return note.XID(fmt.Sprintf("%064x", n/2)) }

func crowdKey(n int) ed25519.PrivateKey {
	seed := make([]byte, 32)
	binary.BigEndian.PutUint64(seed, uint64(n))
	return ed25519.NewKeyFromSeed(seed)
}

// village is the hub of the crowd: real logins and tokens, and a directory that
// is worked out instead of kept.
type village struct {
	hub.API
	*auth.Auth
}

func (v village) Hello(context.Context) (hub.Hello, error) { return hub.Hello{}, nil }

func (v village) Challenge(ctx context.Context, account note.MemberID) (hub.Challenge, error) {
	return v.Auth.Challenge(ctx, account)
}

func (v village) Find(ctx context.Context, code string) (hub.Account, error) {
	return v.Auth.Find(ctx, code)
}

func (v village) Login(ctx context.Context, login []byte) (hub.Token, error) {
	return v.Auth.Login(ctx, login)
}

type villagers struct{ logins []keys.Public }

func (v *villagers) number(account note.MemberID) int {
	n, err := strconv.ParseUint(string(account[16:]), 16, 32)
	if err != nil || int(n) >= len(v.logins) {
		return -1
	}
	return int(n)
}

func (v *villagers) Account(_ context.Context, id note.MemberID) (auth.Account, bool) {
	n := v.number(id)
	if n < 0 {
		return auth.Account{}, false
	}
	return auth.Account{Login: v.logins[n], Org: org}, true
}

func (v *villagers) Unlocks(context.Context, note.MemberID) ([]keys.Public, error) { return nil, nil }
func (v *villagers) Coded(context.Context, string) (hub.Account, bool)             { return hub.Account{}, false }
func (v *villagers) Orgs(context.Context) []note.OrgID                             { return []note.OrgID{org} }

func (v *villagers) Active(_ context.Context, account note.MemberID) bool {
	return v.number(account) >= 0
}

func (v *villagers) Parties(_ context.Context, c hub.Caller) ([]note.Party, error) {
	return []note.Party{crowdParty(v.number(c.Account)), note.MemberParty(c.Account)}, nil
}

func (v *villagers) Sits(_ context.Context, c hub.Caller, party note.Party, xid note.XID) error {
	if n := v.number(c.Account); crowdXID(n) != xid || crowdParty(n) != party {
		return hub.NotFound()
	}
	return nil
}

func (v *villagers) Set(_ context.Context, xid note.XID) ([]note.Party, error) {
	n, err := strconv.ParseUint(string(xid[32:]), 16, 32)
	return []note.Party{crowdParty(int(n) * 2)}, err
}

// BenchmarkIdleSockets tells what an idle socket costs: logged in with a real
// token, in the room of an exchange, reachable for its team, without and with a
// heartbeat every five seconds. RSS of this process, 25 s after the last one
// came, without a forced collection; then with one.
func BenchmarkIdleSockets(b *testing.B) {
	for b.Loop() {
		idleSockets(b)
	}
}

func idleSockets(b *testing.B) {
	people := &villagers{}
	for n := range crowdSize {
		people.logins = append(people.logins, keys.Public(crowdKey(n).Public().(ed25519.PublicKey)))
	}
	secret := make([]byte, 32)
	rand.Read(secret)
	s := open(b, func(c *gate.Config) {
		a, err := auth.New(auth.Config{
			Hub: "village", Secret: secret, Origins: []string{"http://village.example"}, Accounts: people,
			Once: auth.NewMemoryOnce(c.Now), Now: c.Now,
		})
		if err != nil {
			b.Fatal(err)
		}
		c.API, c.Auth, c.Seats, c.Log = village{nil, a}, a, people, nil
		c.Limits = gate.Limits{Network: gate.Unlimited, Login: gate.Unlimited, Sockets: gate.Unlimited}
	})
	runtime.GC()
	debug.FreeOSMemory()
	empty, cpu := resident(b), cpuTime(b)
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), crowdEnv+"="+s.base)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	begin := time.Now()
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		in.Close()
		cmd.Wait()
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil || line != "ready\n" {
		b.Fatalf("crowd: %q %v", line, err)
	}
	if n := s.gate.Sockets(); n != crowdSize {
		b.Fatalf("%d sockets", n)
	}
	b.ReportMetric(crowdSize/time.Since(begin).Seconds(), "logins+sockets/s")
	b.ReportMetric(float64(empty)/1e6, "MB-empty")
	measure := func(name string) {
		cpu = cpuTime(b)
		<-time.After(25 * time.Second)
		b.ReportMetric((cpuTime(b)-cpu).Seconds()/25*100, "%cpu-"+name)
		b.ReportMetric(float64(resident(b)-empty)/crowdSize, "B/conn-"+name)
	}
	measure("idle")
	io.WriteString(in, "beat\n")
	measure("beating")
	debug.FreeOSMemory()
	b.ReportMetric(float64(resident(b)-empty)/crowdSize, "B/conn-collected")
	var all []note.MemberID
	for n := range crowdSize / 2 {
		in, err := s.here.In(b.Context(), crowdXID(2*n))
		if err != nil {
			b.Fatal(err)
		}
		all = append(all, in...)
	}
	if len(all) != crowdSize {
		b.Errorf("%d are present, want %d", len(all), crowdSize)
	}
}

// resident gives the resident set of this process in bytes (proc(5)).
func resident(b *testing.B) int64 {
	b.Helper()
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		b.Skip("no /proc here")
	}
	pages, err := strconv.ParseInt(strings.Fields(string(text))[1], 10, 64)
	if err != nil {
		b.Fatal(err)
	}
	return pages * int64(os.Getpagesize())
}

// cpuTime gives the processor time of this process, in clock ticks of 10 ms (proc(5)).
func cpuTime(b *testing.B) time.Duration {
	b.Helper()
	text, err := os.ReadFile("/proc/self/stat")
	if err != nil {
		b.Skip("no /proc here")
	}
	fields := strings.Fields(string(text[bytes.LastIndexByte(text, ')')+1:]))
	user, _ := strconv.ParseInt(fields[11], 10, 64)
	system, _ := strconv.ParseInt(fields[12], 10, 64)
	return time.Duration(user+system) * 10 * time.Millisecond
}

// crowd logs in, opens sockets, enters rooms, says that it is ready, and begins
// to beat when told; it goes when its input ends.
func crowd(hubAt string, size int) error {
	sockets := make([]*websocket.Conn, size)
	errs := make(chan error, 8)
	var wg sync.WaitGroup
	for lane := range cap(errs) {
		wg.Go(func() {
			for n := lane; n < size; n += cap(errs) {
				var err error
				if sockets[n], err = arrive(hubAt, n); err != nil {
					errs <- fmt.Errorf("member %d: %w", n, err)
					return
				}
			}
		})
	}
	wg.Wait()
	select {
	case err := <-errs:
		return err
	default:
	}
	fmt.Println("ready")
	lines := bufio.NewScanner(os.Stdin)
	if !lines.Scan() {
		return nil
	}
	end := make(chan struct{})
	go func() {
		lines.Scan()
		close(end)
	}()
	for {
		for n, ws := range sockets { // spread over the five seconds
			if err := ws.WriteMessage(websocket.TextMessage, []byte(`{"do":"beat"}`)); err != nil {
				return fmt.Errorf("member %d: %w", n, err)
			}
			if n%50 == 49 {
				select {
				case <-end:
					return nil
				case <-time.After(hub.Heartbeat * 50 / time.Duration(size)):
				}
			}
		}
	}
}

func arrive(hubAt string, n int) (*websocket.Conn, error) {
	var challenge hub.Challenge
	var token hub.Token
	if err := post(hubAt+"/api/challenge", jsonType, []byte(`{"account":"`+string(crowdMember(n))+`"}`), &challenge); err != nil {
		return nil, err
	}
	key := crowdKey(n)
	signed, err := keys.LoginForm.Build(note.L("origin", "http://village.example"), note.L("account", string(crowdMember(n))),
		note.L("challenge", challenge.Challenge), note.L("time", strconv.FormatInt(time.Now().Unix(), 10)))
	if err != nil {
		return nil, err
	}
	sig := note.Sig{Key: keys.Public(key.Public().(ed25519.PublicKey)).ID(), Hex: hex.EncodeToString(ed25519.Sign(key, signed))}
	if err := post(hubAt+"/api/login", octetsType, note.Attach(signed, sig), &token); err != nil {
		return nil, err
	}
	d := websocket.Dialer{ReadBufferSize: 512, WriteBufferSize: 512, NetDialContext: (&net.Dialer{}).DialContext}
	ws, _, err := d.Dial("ws"+strings.TrimPrefix(hubAt, "http")+"/api/socket", nil)
	if err != nil {
		return nil, err
	}
	for _, r := range []hub.Request{
		{Do: hub.DoToken, Token: token.Token},
		{Do: hub.DoEnter, Party: crowdParty(n), XID: crowdXID(n)},
		{Do: hub.DoAvailable, Party: crowdParty(n), Until: time.Now().Add(time.Hour).Unix()},
	} {
		if err := ws.WriteJSON(r); err != nil {
			return nil, err
		}
	}
	for { // its own entering is the last thing it waits for
		var e hub.Event
		if err := ws.ReadJSON(&e); err != nil {
			return nil, err
		}
		if e.Event == hub.EventRoom && e.XID == crowdXID(n) {
			break
		}
	}
	go func() { // answers pings
		for {
			if _, _, err := ws.NextReader(); err != nil {
				return
			}
		}
	}()
	return ws, nil
}

func post(to, kind string, body []byte, answer any) error {
	res, err := http.Post(to, kind, bytes.NewReader(body))
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s", to, res.Status)
	}
	return json.NewDecoder(res.Body).Decode(answer)
}
