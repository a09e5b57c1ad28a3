// Package hubtest is a whole hub inside a test: real rooms, real SQLite in a
// temporary directory, real sockets on a free port.
//
// It promises that the hub has stopped, and stopped cleanly, when the test ends.
// It refuses nothing that a hub would not refuse: there is no back door but Seed,
// the operator's own.
package hubtest

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/server"
)

// Hub is a running hub.
type Hub struct {
	URL    string
	server *server.Server
	offset atomic.Int64 // of the clock
}

// Start runs a hub until the test ends; changes may set up its configuration.
func Start(t testing.TB, changes ...func(*server.Config)) *Hub {
	t.Helper()
	h := &Hub{}
	c := server.Config{Listen: "127.0.0.1:0", Data: t.TempDir(), Version: "test", Now: h.Now}
	for _, change := range changes {
		change(&c)
	}
	s, err := server.New(c)
	if err != nil {
		t.Fatal(err)
	}
	h.server, h.URL = s, "http://"+s.Addr()
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("the hub did not stop cleanly: %v", err)
		}
	})
	return h
}

// ID is the hub id.
func (h *Hub) ID() string { return h.server.ID() }

// Now is the hub's clock; tests give it to members too.
func (h *Hub) Now() time.Time { return time.Now().Add(time.Duration(h.offset.Load())) }

// Pass moves the clock on.
func (h *Hub) Pass(d time.Duration) { h.offset.Add(int64(d)) }

// Seed stores the first records of organisations.
func (h *Hub) Seed(t testing.TB, objects []hub.Object) {
	t.Helper()
	if err := h.server.Seed(context.Background(), objects); err != nil {
		t.Fatal(err)
	}
}
