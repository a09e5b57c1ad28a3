package server

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"time"

	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/auth"
	"github.com/sluis-hub/sluis/hub/bus"
	"github.com/sluis-hub/sluis/hub/desk"
	"github.com/sluis-hub/sluis/hub/directory"
	"github.com/sluis-hub/sluis/hub/gate"
	"github.com/sluis-hub/sluis/hub/presence"
	"github.com/sluis-hub/sluis/hub/relay"
	"github.com/sluis-hub/sluis/hub/store"
)

// Config is what an operator sets.
type Config struct {
	Listen  string // address; port 0 takes a free one
	Data    string // directory of the database and the hub's own keys, made when absent
	Version string // shown to clients
	// Origins are the addresses that clients know this hub by, as they stand in
	// their logins. Default: the address it listens on, without TLS.
	Origins []string
	// MaxBytes bounds the database, so that a hub can share a disk. 0: no bound.
	MaxBytes int64
	// Limits, where left zero, are gate.DefaultLimits.
	Limits gate.Limits
	// Log gets a line a request, without content. Default: nothing is logged.
	Log *slog.Logger
	Now func() time.Time // default time.Now
}

const (
	// housekeeping is how often days are fired and what has ended is deleted.
	housekeeping = time.Minute
	// grace is how long running requests get when the hub stops.
	grace = 20 * time.Second
)

// Server is one hub process.
type Server struct {
	config    Config
	id        string
	store     *store.Store
	directory *directory.Directory
	relay     *relay.Relay
	desk      *desk.Desk
	bus       *bus.Local
	gate      *gate.Gate
	listener  net.Listener
}

// New opens the data and takes the address; nothing is served before Run. Who
// does not call Run calls Close.
func New(c Config) (s *Server, err error) {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		return nil, err
	}
	s = &Server{config: c}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.Close())
		}
	}()
	var token []byte
	if s.id, token, err = ownKeys(c.Data); err != nil {
		return s, err
	}
	if s.store, err = store.OpenSQLite(filepath.Join(c.Data, "sluis.db"), store.Options{MaxBytes: c.MaxBytes}); err != nil {
		return s, err
	}
	if s.directory, err = directory.New(context.Background(), s.store, c.Now); err != nil {
		return s, err
	}
	s.bus = bus.NewLocal()
	here := presence.NewLocal(c.Now)
	s.relay = relay.New(s.store, s.directory, c.Now, s.bus)
	if s.desk, err = desk.New(s.store, s.directory, here, s.bus, c.Now); err != nil {
		return s, err
	}
	if s.listener, err = net.Listen("tcp", c.Listen); err != nil {
		return s, err
	}
	if len(c.Origins) == 0 {
		c.Origins = []string{"http://" + s.Addr()}
	}
	who := accounts{s.directory, s.relay}
	door, err := auth.New(auth.Config{
		Hub: s.id, Secret: token, Origins: c.Origins, Accounts: who, Once: auth.NewMemoryOnce(c.Now), Now: c.Now,
	})
	if err != nil {
		return s, err
	}
	s.gate = gate.New(gate.Config{
		API:  joinRooms(greeting{s.id, c}, door, s.relay, s.desk, s.directory),
		Auth: door, Seats: who, Bus: s.bus, Presence: here, Origins: c.Origins, Limits: c.Limits, Log: c.Log, Now: c.Now,
	})
	return s, nil
}

// Addr is the address that the hub listens on.
func (s *Server) Addr() string { return s.listener.Addr().String() }

// ID is the hub id, as it stands in trust files.
func (s *Server) ID() string { return s.id }

// Seed stores records on the operator's word: the first ones of an organisation.
func (s *Server) Seed(ctx context.Context, objects []hub.Object) error {
	return s.directory.Seed(ctx, objects)
}

// Run serves until ctx ends, then stops: no new requests, sockets told to come
// back, running requests finished, the database closed.
func (s *Server) Run(ctx context.Context) error {
	served := make(chan error, 1)
	go func() { served <- s.gate.Serve(context.WithoutCancel(ctx), s.listener) }()
	tick := time.NewTicker(housekeeping)
	defer tick.Stop()
	s.housekeep(ctx)
	for {
		select {
		case err := <-served:
			return errors.Join(err, s.Close())
		case <-tick.C:
			s.housekeep(ctx)
		case <-ctx.Done():
			stopping, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
			err := s.gate.Shutdown(stopping)
			cancel()
			return errors.Join(err, <-served, s.Close())
		}
	}
}

// housekeep deletes what has ended and wakes who asked for today. What fails is
// tried again at the next turn.
func (s *Server) housekeep(ctx context.Context) {
	for what, do := range map[string]func() error{
		"retention": func() error { return s.relay.Sweep(ctx, s.config.Now()) },
		"days":      func() error { return s.desk.Fire(ctx) },
		"leases":    func() error { return s.desk.Sweep(ctx) },
	} {
		if err := do(); err != nil && ctx.Err() == nil {
			s.config.Log.Error("housekeeping failed", slog.String("what", what), slog.String("code", string(hub.CodeOf(err))))
		}
	}
}

// Close gives everything back that New took.
func (s *Server) Close() error {
	var all error
	if s.listener != nil {
		if err := s.listener.Close(); !errors.Is(err, net.ErrClosed) {
			all = errors.Join(all, err)
		}
	}
	if s.bus != nil {
		all = errors.Join(all, s.bus.Close())
	}
	if s.store != nil {
		all = errors.Join(all, s.store.Close())
	}
	return all
}
