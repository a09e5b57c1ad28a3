package hubtest

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/translog"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/redis/redistest"
	"github.com/sluis-hub/sluis/hub/server"
	"github.com/sluis-hub/sluis/hub/store/postgrestest"
	"github.com/sluis-hub/sluis/hub/store/storetest"
)

// Two says whether tests of whoever uses a hub have two hub processes' worth of
// it, on PostgreSQL and Redis behind a balancer: SLUIS_TEST_HUBS=2. Else it is
// one on SQLite.
func Two() bool { return os.Getenv("SLUIS_TEST_HUBS") == "2" }

// Hub is a running hub.
type Hub struct {
	URL string // http://host:port

	t       testing.TB
	other   *Hub   // that stands beside it behind one address, if Two
	at      string // host:port, once it ran
	config  server.Config
	witness *Witness
	cp      atomic.Pointer[note.Checkpoint]
	server  *server.Server
	stop    context.CancelFunc
	ended   chan error
	running bool
	offset  atomic.Int64 // of the clock, nanoseconds
}

// Start runs a hub until the test ends; changes may set up its configuration.
func Start(t testing.TB, changes ...func(*server.Config)) *Hub {
	t.Helper()
	if !Two() {
		return one(t, changes...)
	}
	road, both := Pair(t, changes...)
	h := both[0]
	h.other, h.URL = both[1], "http://"+road.Addr()
	return h
}

// Pair runs two hubs on one database and one Redis until the test ends, and a road
// that leads to both, whose address is theirs.
func Pair(t testing.TB, changes ...func(*server.Config)) (*Road, []*Hub) {
	t.Helper()
	road, database, live := NewRoad(t), postgrestest.Database(t), redistest.Start(t)
	_, port, _ := strings.Cut(road.Addr(), ":")
	together := func(c *server.Config) {
		c.Database, c.Redis.URL = database, live.URL
		c.Origins = []string{"http://" + road.Addr(), "http://localhost:" + port}
	}
	h := one(t, append([]func(*server.Config){together}, changes...)...)
	other := h.Beside(t)
	road.To(h.at, other.at)
	return road, []*Hub{h, other}
}

func one(t testing.TB, changes ...func(*server.Config)) *Hub {
	t.Helper()
	h := &Hub{t: t}
	h.config = server.Config{Listen: "127.0.0.1:0", Data: t.TempDir(), Version: "test", Now: h.Now}
	if storetest.Postgres() {
		h.config.Database = postgrestest.Database(t)
	}
	h.witness = Watch(t, h.Now)
	h.config.Witnesses, h.config.Quorum = h.witness.config(), 1
	for _, change := range changes {
		change(&h.config)
	}
	h.start()
	h.URL = "http://" + h.at
	t.Cleanup(h.Stop)
	return h
}

// Beside runs another hub on the same database, which must be one that hubs can
// share, with the same keys.
func (h *Hub) Beside(t testing.TB, changes ...func(*server.Config)) *Hub {
	t.Helper()
	other := &Hub{t: t, config: h.BesideConfig(t, changes...), witness: h.witness}
	other.start()
	other.URL = "http://" + other.at
	t.Cleanup(other.Stop)
	return other
}

// BesideConfig is what such a hub is started with.
func (h *Hub) BesideConfig(t testing.TB, changes ...func(*server.Config)) server.Config {
	t.Helper()
	c := h.config
	c.Listen, c.Data = "127.0.0.1:0", t.TempDir()
	for _, name := range []string{"token.key", "log.key"} {
		key, err := os.ReadFile(filepath.Join(h.config.Data, name))
		if err == nil {
			err = os.WriteFile(filepath.Join(c.Data, name), key, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, change := range changes {
		change(&c)
	}
	return c
}

func (h *Hub) start() {
	h.t.Helper()
	s, err := server.New(h.config)
	if err != nil {
		h.t.Fatal(err)
	}
	h.witness.Watches(h.t, s.LogKey())
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	h.server, h.stop, h.ended, h.running, h.at = s, stop, ended, true, s.Addr()
}

// Stop stops the hub as an operator would; it may have stopped already.
func (h *Hub) Stop() {
	h.t.Helper()
	if h.other != nil {
		h.other.Stop()
	}
	if !h.running {
		return
	}
	h.running = false
	h.stop()
	if err := <-h.ended; err != nil {
		h.t.Errorf("the hub did not stop cleanly: %v", err)
	}
}

// Restart stops the hub, if it runs, and starts it again at the same address
// with the same data.
func (h *Hub) Restart() {
	h.t.Helper()
	h.Stop()
	h.config.Listen = h.at
	h.start()
	if h.other != nil {
		h.other.Restart()
	}
}

// Backup is everything the hub keeps in its database now.
func (h *Hub) Backup(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := server.Backup(t.Context(), h.config, &b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Restored is a hub with the keys and the witness of this one, which must have
// stopped, and what was in a backup.
func (h *Hub) Restored(t testing.TB, backup []byte) *Hub {
	t.Helper()
	c := h.BesideConfig(t)
	if c.Database != "" {
		c.Database = postgrestest.Database(t)
	}
	if _, err := server.Restore(t.Context(), c, bytes.NewReader(backup)); err != nil {
		t.Fatal(err)
	}
	return Start(t, func(fresh *server.Config) {
		c.Listen, c.Origins, c.Now = fresh.Listen, fresh.Origins, fresh.Now
		*fresh = c
	})
}

// Data is the hub's data directory.
func (h *Hub) Data() string { return h.config.Data }

// ID is the hub id.
func (h *Hub) ID() string { return h.server.ID() }

// LogKey is the key of the hub's directory log, Witness who cosigns it.
func (h *Hub) LogKey() string    { return h.server.LogKey() }
func (h *Hub) Witness() *Witness { return h.witness }

// CP is the newest checkpoint, as entries name it; of a hub that was stopped, the
// newest that was asked for before.
func (h *Hub) CP() note.Checkpoint {
	h.t.Helper()
	raw, err := h.server.Checkpoint(context.Background())
	if last := h.cp.Load(); err != nil && last != nil {
		return *last
	}
	if err != nil {
		h.t.Fatal(err)
	}
	signed, err := translog.ParseSigned(raw)
	if err != nil {
		h.t.Fatal(err)
	}
	h.cp.Store(&signed.Checkpoint)
	return signed.Checkpoint
}

// Now is the hub's clock; tests give it to members too.
func (h *Hub) Now() time.Time { return time.Now().Add(time.Duration(h.offset.Load())) }

// Pass moves the clock on.
func (h *Hub) Pass(d time.Duration) { h.offset.Add(int64(d)) }

// Tend does at once what the hub does each minute and each hour: days are fired,
// what has ended is deleted.
func (h *Hub) Tend() {
	h.t.Helper()
	if err := h.server.Fire(context.Background()); err != nil {
		h.t.Error(err)
	}
	if err := h.server.Sweep(context.Background()); err != nil {
		h.t.Error(err)
	}
	if h.other != nil {
		h.other.Tend()
	}
}

// Seed stores the first records of organisations.
func (h *Hub) Seed(t testing.TB, objects []hub.Object) {
	t.Helper()
	if err := h.server.Seed(context.Background(), objects); err != nil {
		t.Fatal(err)
	}
}

// MetricsAddr is where the hub tells its metrics, "" for nowhere.
func (h *Hub) MetricsAddr() string { return h.server.MetricsAddr() }
