package server_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/hubtest"
	"github.com/sluis-hub/sluis/hub/redis"
	"github.com/sluis-hub/sluis/hub/redis/redistest"
	"github.com/sluis-hub/sluis/hub/server"
)

// A user of Redis needs no more than this.
var aclOfHub = []string{
	"resetkeys", "resetchannels", "nocommands", "~sluis:*", "&sluis:*", "+@connection", "+@pubsub", "+eval", "+evalsha",
	"+zadd", "+zrem", "+zscore", "+zrangebylex", "+zrangebyscore", "+zremrangebyscore", "+get", "+set", "+pexpire", "+time",
}

// twoHubs gives a town with two hub processes on one Redis. Each has a copy of the
// same data, and what is stored at one later is not at the other: what they share
// is liveness alone.
func twoHubs(t *testing.T) (one, two *town, s *redistest.Server) {
	t.Helper()
	acl := filepath.Join(t.TempDir(), "acl")
	password := filepath.Join(t.TempDir(), "password")
	users := "user default on nopass ~* &* +@all\nuser hub on >w8woord " + strings.Join(aclOfHub, " ") + "\n"
	for file, text := range map[string]string{acl: users, password: "w8woord\n"} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s, address := redistest.StartPort(t, "--aclfile", acl)
	dir := t.TempDir()
	with := func(data string) func(*server.Config) {
		return func(c *server.Config) {
			c.Redis, c.Data = redis.Config{URL: "redis://hub@" + address, PasswordFile: password}, data
		}
	}
	one = newTown(t, with(dir))
	one.Stop()
	copied := t.TempDir()
	if err := os.CopyFS(copied, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"hub.id", "token.key", "log.key"} { // a copy has the modes of a new file
		if err := os.Chmod(copied+"/"+name, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	one.Restart()
	other := *one
	two = &other
	two.Hub = hubtest.Start(t, with(copied))
	together(t, one, s)
	return one, two, s
}

// together waits until both processes are subscribed.
func together(t *testing.T, w *town, s *redistest.Server) {
	t.Helper()
	channel := "sluis:{" + w.ID() + "}:bus:1"
	for end := time.Now().Add(20 * time.Second); !strings.HasSuffix(s.Do("PUBSUB", "NUMSUB", channel), " 2]"); {
		if time.Now().After(end) {
			t.Fatal("the hubs did not come together")
		}
		<-time.After(5 * time.Millisecond)
	}
}

// beginAtBoth puts the same exchange at both hubs.
func beginAtBoth(one, two *town) *hubtest.Exchange {
	one.t.Helper()
	x, frame := one.Begin(one.t, one.anna, one.intake, one.noord)
	for _, w := range []*town{one, two} {
		w.want(w.as(w.anna), "POST", "/api/entries", typeOctets, frame)
	}
	return x
}

// TestRedisTogether: word, rooms, frames and availability go from hub to hub.
func TestRedisTogether(t *testing.T) {
	t.Parallel()
	one, two, _ := twoHubs(t)
	x := beginAtBoth(one, two)
	// A token of one hub is good at the other.
	a, colleague := two.plug(one.as(one.anna)), one.live(one.bas)
	a.want(hub.EventReady)
	f := two.live(two.fatima)
	one.want(one.as(one.fatima), "POST", "/api/entries", typeOctets, x.Post(t, one.fatima, one.noord))
	if e := f.want(hub.EventEntry); e.Party != one.noord.Party() || e.XID != x.XID || e.Seq != 1 || e.Count != 2 {
		t.Errorf("fatima heard %+v", e)
	}
	if e := a.want(hub.EventEntry); e.Party != one.intake.Party() {
		t.Errorf("anna heard %+v", e)
	}

	b := one.live(one.anna)
	b.say(hub.Request{Do: hub.DoEnter, Party: one.intake.Party(), XID: x.XID})
	for _, p := range []*plug{f, colleague} {
		if e := p.want(hub.EventRoom); len(e.Members) != 1 || e.Members[0] != one.anna.ID {
			t.Errorf("heard %+v", e)
		}
	}
	f.say(hub.Request{Do: hub.DoEnter, Party: one.noord.Party(), XID: x.XID})
	for _, p := range []*plug{b, colleague, f} {
		for len(p.want(hub.EventRoom).Members) != 2 {
		}
	}
	b.say(hub.Request{Do: hub.DoFrame, XID: x.XID, Data: []byte("sealed")})
	if e := f.want(hub.EventFrame); string(e.Data) != "sealed" || e.Member != one.anna.ID {
		t.Errorf("fatima heard %+v", e)
	}
	f.say(hub.Request{Do: hub.DoFrame, XID: x.XID, Data: []byte("answer")})
	if e := b.want(hub.EventFrame); string(e.Data) != "answer" { // and nothing of its own before
		t.Errorf("anna heard %+v", e)
	}
	f.say(hub.Request{Do: hub.DoLeave, XID: x.XID})
	for _, p := range []*plug{b, colleague} {
		if e := p.want(hub.EventRoom); len(e.Members) != 1 {
			t.Errorf("heard %+v", e)
		}
	}

	colleague.say(hub.Request{Do: hub.DoWatch, Teams: []note.TeamID{one.noord.ID}})
	colleague.want(hub.EventAvailable)
	f.say(hub.Request{Do: hub.DoAvailable, Party: one.noord.Party(), Until: one.Now().Unix() + 120})
	if e := colleague.want(hub.EventAvailable); len(e.Teams) != 1 {
		t.Errorf("the colleague heard %+v", e)
	}
	ask := []byte(`{"teams":["` + string(one.noord.ID) + `"]}`)
	if got := one.want(one.as(one.anna), "POST", "/api/available", typeJSON, ask); !strings.Contains(got, string(one.noord.ID)) {
		t.Error(got)
	}
}

// TestRedisApart: without Redis each hub serves on, is live within itself, and
// says so when it may have missed something.
func TestRedisApart(t *testing.T) {
	t.Parallel()
	one, two, s := twoHubs(t)
	x := beginAtBoth(one, two)
	token := one.as(one.anna)
	a, f := one.live(one.anna), two.live(two.fatima)
	a.say(hub.Request{Do: hub.DoEnter, Party: one.intake.Party(), XID: x.XID})
	a.want(hub.EventRoom)
	f.want(hub.EventRoom)
	s.Kill()
	one.want(token, "POST", "/api/entries", typeOctets, x.Post(t, one.anna, one.intake))
	if e := a.want(hub.EventEntry); e.Seq != 1 {
		t.Errorf("anna heard %+v", e)
	}
	one.as(one.bas) // logs in
	ask := []byte(`{"teams":["` + string(one.noord.ID) + `"]}`)
	if got := one.ask(token, "POST", "/api/available", typeJSON, ask); got.code() != hub.E27 {
		t.Errorf("who is reachable: %d %s", got.Status, got.Body)
	}
	s.Run()
	for _, p := range []*plug{a, f} {
		p.want(hub.EventResync)
	}
	together(t, one, s)
	stop := a.beats()
	defer stop()
	for len(f.want(hub.EventRoom).Members) != 1 { // the room fills again
	}
	one.want(token, "POST", "/api/entries", typeOctets, x.Post(t, one.anna, one.intake))
	for f.want(hub.EventEntry).Seq != 2 {
	}

	s.Flush()
	for len(f.want(hub.EventRoom).Members) != 1 {
	}
}

// beats has the socket say that it is there, as a client in a room does, until
// stopped; nothing else may be said on it meanwhile.
func (p *plug) beats() (stop func()) {
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		tick := time.NewTicker(100 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-done:
				return
			case <-tick.C:
				p.ws.WriteJSON(hub.Request{Do: hub.DoBeat})
			}
		}
	}()
	return func() { close(done); <-ended }
}

// TestRedisAwayAtStart: a hub starts without Redis, and joins the others when it
// comes.
func TestRedisAwayAtStart(t *testing.T) {
	t.Parallel()
	s := redistest.Start(t)
	s.Kill()
	w := newTown(t, func(c *server.Config) { c.Redis.URL = s.URL })
	f := w.live(w.fatima)
	w.begin()
	f.want(hub.EventEntry)
	s.Run()
	f.want(hub.EventResync)
}

func TestRedisRefused(t *testing.T) {
	_, err := server.New(server.Config{Data: t.TempDir(), Redis: redis.Config{URL: "redis://:secret@localhost:1"}})
	if err == nil || strings.Contains(err.Error(), "secret") {
		t.Errorf("a password in the address: %v", err)
	}
}
