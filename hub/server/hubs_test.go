package server_test

import (
	"errors"
	"io"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/hubtest"
	"github.com/sluis-hub/sluis/hub/redis"
	"github.com/sluis-hub/sluis/hub/redis/redistest"
	"github.com/sluis-hub/sluis/hub/server"
	"github.com/sluis-hub/sluis/hub/store/postgrestest"
)

// twoTowns is one town that is spoken to through two hubs.
func twoTowns(t *testing.T) (a, b *town, address string) {
	t.Helper()
	address = postgrestest.Database(t)
	a = newTown(t, unlimited, func(c *server.Config) { c.Database = address })
	other := *a
	other.Hub = a.Beside(t)
	return a, &other, address
}

// TestTwoHubs: what is done at one hub is done at the other, at once.
func TestTwoHubs(t *testing.T) {
	a, b, _ := twoTowns(t)
	if a.ID() != b.ID() {
		t.Errorf("hub ids %s and %s", a.ID(), b.ID())
	}
	// One is let in at a hub, and is there at the other.
	late := b.Found(t, "Politie", []string{"piet"})
	token := a.as(late.People[0])
	b.want(token, "GET", "/api/directory", "", nil)

	// A challenge is good once, wherever; a token everywhere.
	l := a.login(a.anna.ID, a.anna.Login)
	here, there := l, l
	there.origin = b.URL
	if got := a.post(here); got.Status != 200 {
		t.Fatalf("%d %s", got.Status, got.Body)
	}
	if got := b.post(there); got.code() != hub.E22 {
		t.Errorf("a challenge that was used at the other hub: %d", got.Status)
	}

	// Each entry follows the one before, which the other hub stored.
	anna, fatima := a.as(a.anna), b.as(b.fatima)
	x, frame := a.Begin(t, a.anna, a.intake, a.noord)
	a.want(anna, "POST", "/api/entries", typeOctets, frame)
	path := "/api/exchanges/" + string(x.XID) + "/entries?party=" + string(b.noord.Party())
	for n := range 6 {
		at, who, team, token := a, a.anna, a.intake, anna
		reader, readers, read := b.fatima, b.noord, fatima
		if n%2 == 1 {
			at, who, team, token = b, b.fatima, b.noord, fatima
			reader, readers, read = a.anna, a.intake, anna
		}
		frame := x.Post(t, who, team)
		at.want(token, "POST", "/api/entries", typeOctets, frame)
		a.want(token, "POST", "/api/entries", typeOctets, frame) // again, and at the other too
		b.want(token, "POST", "/api/entries", typeOctets, frame)
		a.want(read, "POST", "/api/receipts", typeOctets, x.Receipt(t, reader, readers))
	}
	for _, at := range []*town{a, b} {
		if frames, err := hub.SplitFrame([]byte(at.want(fatima, "GET", path, "", nil))); err != nil || len(frames) != 7 {
			t.Errorf("%d entries, %v", len(frames), err)
		}
	}

	// A lease is one.
	lease := "/api/parties/" + string(a.intake.Party()) + "/leases/" + string(x.XID)
	a.want(anna, "PUT", lease, "", nil)
	if got := b.ask(b.as(b.bas), "PUT", lease, "", nil); got.code() != hub.E31 {
		t.Errorf("a lease that is taken at the other hub: %d %s", got.Status, got.Body)
	}

	// Who is put out at one hub is out at the other, sockets included.
	s, bas := a.live(a.bas), a.as(a.bas)
	gone := b.vt.Without(t, b.bas, b.Now().Unix())
	b.want(b.as(b.anna), "POST", "/api/directory", typeOctets, hub.JoinFrame([]byte(gone.Kind), gone.Data))
	if got := a.ask(bas, "GET", "/api/directory", "", nil); got.code() != hub.E22 {
		t.Errorf("who was put out at the other hub: %d", got.Status)
	}
	s.closed(hub.CloseInactive)
}

// TestCutOff: a hub that cannot reach the database does not refuse for good what
// follows on something that the other hub has stored.
func TestCutOff(t *testing.T) {
	address := postgrestest.Database(t)
	road := hubtest.NewRoad(t, postgrestest.End(t, address))
	a := newTown(t, unlimited, func(c *server.Config) { c.Database = postgrestest.By(t, address, road.Addr()) })
	b := *a
	b.Hub = a.Beside(t, func(c *server.Config) { c.Database = address })
	anna := a.as(a.anna)
	x, frame := a.Begin(t, a.anna, a.intake, a.noord)
	a.want(anna, "POST", "/api/entries", typeOctets, frame) // knows it from here on
	b.want(anna, "POST", "/api/entries", typeOctets, x.Post(t, a.anna, a.intake))
	next := x.Post(t, a.anna, a.intake)
	road.Cut()
	if got := a.ask(anna, "POST", "/api/entries", typeOctets, next); got.code() != hub.E27 {
		t.Errorf("%d %s", got.Status, got.Body)
	}
	road.Mend()
	a.want(anna, "POST", "/api/entries", typeOctets, next)
}

// TestPublishTogether: two hubs that publish at once give one line of numbers.
func TestPublishTogether(t *testing.T) {
	a, b, _ := twoTowns(t)
	const each = 6
	var both sync.WaitGroup
	for _, at := range []*town{a, b} {
		both.Go(func() {
			for range each {
				at.Found(t, "Wijkteam", []string{"wil"})
			}
		})
	}
	both.Wait()
	for _, at := range []*town{a, b} {
		text := at.want(at.as(at.anna), "GET", "/api/directory?limit=500", "", nil)
		if got := strings.Count(text, `"kind":"org"`); got != 2+2*each {
			t.Errorf("%d organisations: %s", got, text)
		}
	}
}

// TestOtherSetup: a hub that is set up in another way than those on its database
// is refused with the reason.
func TestOtherSetup(t *testing.T) {
	a, _, address := twoTowns(t)
	dir := t.TempDir()
	refused := func(name, want string, c server.Config) {
		t.Helper()
		s, err := server.New(c)
		if err == nil {
			s.Close()
			t.Errorf("%s: it started", name)
		} else if !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, what := range []string{"token-key is ", "log-key is ", "witness is nothing here and 1 of witness"} {
		refused("other keys", what, server.Config{Data: dir, Database: address})
	}
	refused("another address", "origin is https://a.example here and nothing there",
		a.BesideConfig(t, func(c *server.Config) { c.Origins = []string{"https://a.example"} }))
	refused("another founder", "another root key", a.BesideConfig(t, func(c *server.Config) {
		c.Founders = map[note.OrgID]note.KeyID{a.vt.ID: note.KeyID(strings.Repeat("0", 32))}
	}))
	refused("no database", "postgres://", server.Config{Data: dir, Database: "sluis.db"})
	refused("a bound", "SQLite", server.Config{Data: dir, Database: address, MaxBytes: 1 << 20})
	if _, err := os.Stat(filepath.Join(dir, "sluis.db")); err == nil {
		t.Error("a file was made beside the database")
	}
}

// TestAgree: hubs that run on one database have the same address, the same Redis and
// the same edges; who has not is told which, and not what is secret.
func TestAgree(t *testing.T) {
	r := redistest.Start(t)
	password := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(password, []byte("w8woord\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	set := func(c *server.Config) {
		c.Redis = redis.Config{URL: r.URL}
		c.Origins = []string{"https://a.example", "https://b.example"}
		c.Edges = []netip.Prefix{netip.MustParsePrefix("10.1.0.0/16")}
	}
	a := hubtest.Start(t, func(c *server.Config) { c.Database = postgrestest.Database(t) }, set)
	b := a.Beside(t, func(c *server.Config) { // the same, said in another way
		c.Origins = []string{"https://b.example", "https://a.example"}
		c.Edges = []netip.Prefix{netip.MustParsePrefix("10.1.7.7/16")}
	})
	b.Restart()
	for name, test := range map[string]struct {
		change func(*server.Config)
		want   []string
	}{
		"one address less": {func(c *server.Config) { c.Origins = c.Origins[:1] }, []string{"origin is https://a.example here and https://a.example https://b.example there"}},
		"no address":       {func(c *server.Config) { c.Origins = nil }, []string{"origin is nothing here"}},
		"no Redis":         {func(c *server.Config) { c.Redis = redis.Config{} }, []string{"redis is nothing here and database 0 there"}},
		"another database": {func(c *server.Config) { c.Redis.URL += "?db=3" }, []string{"database 3 here"}},
		"another database of it, and a user": {func(c *server.Config) {
			c.Redis = redis.Config{URL: "rediss://piet@redis.example:6379/7", PasswordFile: password}
		}, []string{"redis is database 7 here"}},
		"edges and address": {func(c *server.Config) { c.Edges, c.Origins = nil, nil }, []string{"edge is nothing here and 10.1.0.0/16 there", "origin is nothing here"}},
	} {
		s, err := server.New(a.BesideConfig(t, test.change))
		if err == nil {
			s.Close()
			t.Errorf("%s: it started", name)
			continue
		}
		for _, want := range test.want {
			if !errors.Is(err, server.ErrConfig) || !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %v", name, err)
			}
		}
		for _, secret := range []string{"w8woord", "piet", "E29"} {
			if strings.Contains(err.Error(), secret) {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	// When all have stopped, another setup may come, and another token key: one that
	// somebody has seen must go.
	a.Stop()
	b.Stop()
	s, err := server.New(a.BesideConfig(t, func(c *server.Config) {
		c.Origins = []string{"https://c.example"}
		c.TokenKey = filepath.Join(t.TempDir(), "another.key")
	}))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

// TestOutdated: a hub whose database was changed by a newer version, so that it may
// not go on, drains and says why; and one that may does.
func TestOutdated(t *testing.T) {
	t.Parallel()
	address := postgrestest.Database(t)
	s, err := server.New(server.Config{Data: t.TempDir(), Database: address})
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- s.Run(t.Context()) }()
	postgrestest.SQL(t, address, "INSERT INTO migrations (number, sum, minimum) VALUES (100, 'x', 4)")
	before := postgrestest.SQL(t, address, "UPDATE hubs SET seen = 0 RETURNING version")
	until(t, "the hub, after a change that it may go on with", func() bool {
		return postgrestest.SQL(t, address, "SELECT count(*) FROM hubs WHERE seen > 0") == "1"
	})
	select {
	case err := <-ended:
		t.Fatalf("%q ended: %v", before, err)
	default:
	}
	postgrestest.SQL(t, address, "UPDATE migrations SET minimum = 100 WHERE number = 100")
	select {
	case err := <-ended:
		if !errors.Is(err, server.ErrVersion) {
			t.Errorf("ended with %v", err)
		}
	case <-time.After(60 * time.Second):
		t.Fatal("it goes on")
	}
	if got := postgrestest.SQL(t, address, "SELECT count(*) FROM hubs"); got != "0" {
		t.Errorf("%s hubs are left", got)
	}
}

// TestApart: hubs whose Redis is not the same one serve on, and say so; hubs that
// reach the same one by ways of their own are together.
func TestApart(t *testing.T) {
	t.Parallel()
	address := postgrestest.Database(t)
	one, other := redistest.Start(t), redistest.Start(t)
	way := hubtest.NewRoad(t, strings.TrimPrefix(one.URL, "unix://"))
	a := hubtest.Start(t, func(c *server.Config) { c.Database, c.Redis = address, redis.Config{URL: one.URL} })
	says := func(want string) {
		t.Helper()
		until(t, want, func() bool {
			res, err := http.Get(a.URL + "/readyz")
			if err != nil {
				return false
			}
			defer res.Body.Close()
			said, _ := io.ReadAll(res.Body)
			return res.StatusCode == http.StatusOK && strings.Contains(string(said), want)
		})
	}
	b := a.Beside(t, func(c *server.Config) { c.Redis = redis.Config{URL: other.URL} })
	says(`"redis":"apart"`)
	b.Stop()
	a.Beside(t, func(c *server.Config) { c.Redis = redis.Config{URL: "redis://" + way.Addr()} })
	says(`"redis":"up"`)
}
