package server_test

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/hubtest"
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
	refused("another token key", "token.key", server.Config{Data: dir, Database: address})
	key, err := os.ReadFile(filepath.Join(a.Data(), "token.key"))
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "token.key"), key, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	refused("another founder", "another root key", server.Config{Data: dir, Database: address,
		Founders: map[note.OrgID]note.KeyID{a.vt.ID: note.KeyID(strings.Repeat("0", 32))}})
	refused("no database", "postgres://", server.Config{Data: dir, Database: "sluis.db"})
	refused("a bound", "SQLite", server.Config{Data: dir, Database: address, MaxBytes: 1 << 20})
	if _, err := os.Stat(filepath.Join(dir, "sluis.db")); err == nil {
		t.Error("a file was made beside the database")
	}
}
