package server

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/netip"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/translog"
	"github.com/sluis-hub/sluis/hub/auth"
	"github.com/sluis-hub/sluis/hub/bus"
	"github.com/sluis-hub/sluis/hub/desk"
	"github.com/sluis-hub/sluis/hub/directory"
	"github.com/sluis-hub/sluis/hub/gate"
	"github.com/sluis-hub/sluis/hub/invites"
	"github.com/sluis-hub/sluis/hub/presence"
	"github.com/sluis-hub/sluis/hub/redis"
	"github.com/sluis-hub/sluis/hub/relay"
	"github.com/sluis-hub/sluis/hub/sequencer"
	"github.com/sluis-hub/sluis/hub/store"
)

// Config is everything a hub can be told. The zero value of each field but Data
// is good.
type Config struct {
	// Listen is the address to listen on. Default 127.0.0.1:0: this machine only,
	// on a free port; an edge or proxy with TLS stands before a hub.
	Listen string
	// Listener, when there is one, is listened on instead.
	Listener net.Listener
	// Data is the directory with everything the hub keeps: sluis.db (the
	// database), token.key and log.key (32 bytes in hex each, for the hub's eyes only),
	// hub.id (16 in hex), founders, lock. It is made when it is not there. With Database there
	// is no sluis.db, and hub.id and founders are what the database says.
	Data string
	// Origins are the addresses that clients use for this hub, scheme://host[:port],
	// as they stand in login notes and as browsers name their page. Default: the
	// listening address, and localhost when that is of this machine.
	Origins []string
	// Founders are organisations whose root keys the operator knows, beside those
	// that were seeded.
	Founders map[note.OrgID]note.KeyID
	// Edges are the addresses of edges, which may say which network a visitor
	// comes from. Default: none, so that nobody can.
	Edges []netip.Prefix
	// Limits are how often anybody may do anything. Default: generous.
	Limits gate.Limits
	// Database is the postgres:// address of a database that several hubs may
	// share, each with a data directory of its own and the same token.key.
	// Default: the file sluis.db in the data directory.
	Database string
	// DatabasePassword is a file with the password for it, read anew for every
	// connection. Default: what the address says.
	DatabasePassword string
	// TokenKey is a file with the key of tokens, 32 bytes in hex, that nobody else may
	// read: the same for all hubs on one database. Default: token.key in Data, made
	// where it is missing.
	TokenKey string
	// LogKey is a file with the key of the directory log, 32 bytes in hex, that nobody
	// else may read: the same for all hubs on one database, for as long as that lives.
	// Default: log.key in Data, made where it is missing.
	LogKey string
	// Witnesses are asked to cosign the directory log, and Quorum of them must. Default:
	// none, and then no client believes the log.
	Witnesses []sequencer.Witness
	Quorum    int
	// MaxBytes bounds the database, so that it stops in time on a shared disk; not
	// with Database. Default: the disk does.
	MaxBytes int64
	// Redis is where several processes of one hub hear each other and share who is
	// present. Default: nowhere, the hub is one process. It may be away: the hub is
	// live within itself then, and joins the others when it comes.
	Redis redis.Config
	// Drain is how long a hub that stops goes on answering after readyz has said so,
	// for balancers that ask there. Default: it stops listening at once, as is good
	// before a balancer that tries another hub when it cannot connect.
	Drain time.Duration
	// Metrics is an address to tell metrics at (/metrics, beside /healthz and
	// /readyz), for who watches over the hub and nobody else. Default: nowhere.
	Metrics string
	// Version of the software, told to whoever asks.
	Version string
	// Log gets a line a request, without content. Default: nothing.
	Log *slog.Logger
	// Now is the clock. Default: the real one.
	Now func() time.Time
}

// How often time is asked what it has ended: days fire within a minute of their
// hour, and an exchange that ended is soon enough deleted within the hour.
const (
	fireEvery  = time.Minute
	signEvery  = time.Minute
	sweepEvery = time.Hour
	// followEvery is how often a hub looks what other hubs have published, beside
	// each request: an open socket ends soon after its member was put out.
	followEvery = time.Second
	// stopTime is what running requests and sockets get when the hub stops, less
	// than the ten seconds after which process managers kill.
	stopTime = 9 * time.Second
)

// Server is a hub: open from New on, serving while Run runs.
type Server struct {
	config   Config
	id       string
	process  string            // names this hub among those on the database
	settings map[string]string // that those must have too
	apart    atomic.Int32      // how many times in a row not all of those were heard
	open     []func() error    // what to close, last opened first
	listener net.Listener

	store     *store.Store
	bus       bus.Bus
	presence  presence.Presence
	directory *directory.Directory
	log       *sequencer.Sequencer
	logKey    translog.Key
	relay     *relay.Relay
	desk      *desk.Desk
	invites   *invites.Invites
	auth      *auth.Auth
	gate      *gate.Gate

	storeLook, redisLook look
	counts               *counts
	metrics              net.Listener

	seeding  sync.Mutex
	followed atomic.Int64 // the place at the last look
}

// New opens a hub and listens; connections wait until Run. What fails here is
// closed again.
func New(c Config) (s *Server, err error) {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Listen == "" {
		c.Listen = "127.0.0.1:0"
	}
	s = &Server{config: c, counts: newCounts()}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.Close())
		}
	}()
	kept, err := s.openData()
	if err != nil {
		return s, err
	}
	if err = s.openStore(); err != nil {
		return s, err
	}
	if err = s.agree(kept); err != nil {
		return s, err
	}
	if err = s.company(kept); err != nil {
		return s, err
	}
	if err = s.connect(); err != nil {
		return s, err
	}
	founders, err := s.readFounders(context.Background())
	if err != nil {
		return s, err
	}
	if s.directory, err = directory.New(context.Background(), s.store, founders, c.Now); err != nil {
		return s, err
	}
	if err = s.openLog(kept); err != nil {
		return s, err
	}
	s.relay = relay.New(counted{s.store, s.counts}, s.directory, c.Now, s.bus)
	s.desk = desk.New(s.store, s.directory, s.presence, c.Now, s.bus)
	s.invites = invites.New(s.store, s.directory.Book(), c.Now)
	if s.listener = c.Listener; s.listener == nil {
		if s.listener, err = net.Listen("tcp", c.Listen); err != nil {
			return s, err
		}
	}
	s.opened(s.stopListening)
	if len(c.Origins) == 0 {
		s.config.Origins = originsOf(s.listener.Addr())
	}
	who := people{s.directory, s.invites, s.relay}
	s.auth, err = auth.New(auth.Config{
		Hub: s.id, Secret: kept.tokenKey, Origins: s.config.Origins, Accounts: who,
		Once: s.once(), Now: c.Now,
	})
	if err != nil {
		return s, err
	}
	s.gate = gate.New(gate.Config{
		API:  joinRooms(greeting{s.id, c}, s.auth, s.relay, s.desk, logRoom{s.directory, s.log, s.reseat}, s.invites),
		Auth: s.auth, Seats: who, Bus: s.bus, Presence: s.presence,
		Origins: s.config.Origins, Edges: c.Edges, Limits: c.Limits, Log: c.Log, Now: c.Now,
		Health: s.health, Meter: s.counts,
	})
	s.state()
	if err = s.listenMetrics(); err != nil {
		return s, err
	}
	return s, nil
}

// connect makes what the sockets of all processes share: within this one, or by
// way of Redis.
func (s *Server) connect() error {
	c := s.config
	if c.Redis == (redis.Config{}) {
		s.bus, s.presence = bus.NewLocal(), presence.NewLocal(c.Now)
		s.opened(s.bus.Close)
		return nil
	}
	client, err := redis.Dial(c.Redis)
	if err != nil {
		return err
	}
	s.opened(client.Close)
	s.redisLook.ask = func(ctx context.Context) error { return client.Ping(ctx).Err() }
	s.bus = bus.NewRedis(client, s.id, func(live bool, err error) {
		if live {
			c.Log.Info("redis: hubs hear each other")
		} else {
			c.Log.Warn("redis: hubs do not hear each other; sockets hear of this one", "fault", err.Error())
		}
	})
	s.opened(s.bus.Close)
	s.presence = presence.NewRedis(client, s.id, c.Now, nil)
	return nil
}

// opened remembers how to close what was opened.
func (s *Server) opened(shut func() error) { s.open = append(s.open, shut) }

// Close closes what New opened, in reverse. Run does it by itself.
func (s *Server) Close() error {
	var errs []error
	for n := len(s.open) - 1; n >= 0; n-- {
		errs = append(errs, s.open[n]())
	}
	s.open = nil
	return errors.Join(errs...)
}

// stopListening is a success when the gate has done it already.
func (s *Server) stopListening() error {
	if err := s.listener.Close(); !errors.Is(err, net.ErrClosed) {
		return err
	}
	return nil
}

// Run serves until the context ends. Then it drains: readyz tells so at once, and
// after Config.Drain it listens no more, tells the sockets to go elsewhere, finishes
// the requests that run, and closes everything. A hub runs once.
func (s *Server) Run(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	tending, rest := context.WithCancel(context.WithoutCancel(ctx))
	defer rest()
	served, stayed, tended := make(chan error, 1), make(chan error, 1), make(chan struct{})
	go func() {
		served <- s.gate.Serve(context.WithoutCancel(ctx), s.listener)
		stop() // a gate that cannot serve ends the hub
	}()
	go func() {
		defer close(tended)
		s.tend(tending)
	}()
	go func() {
		if !s.store.Shared() {
			stayed <- nil
			return
		}
		stayed <- s.stay(tending)
		stop() // when it may not go on
	}()
	<-ctx.Done()
	s.gate.Drain()
	s.config.Log.Info("draining", "for", s.config.Drain.String())
	err := s.linger(served)
	rest()
	<-tended
	late, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTime)
	defer cancel()
	stopping := s.gate.Shutdown(late)
	if errors.Is(stopping, context.DeadlineExceeded) {
		s.config.Log.Warn("requests were cut off after waiting", "for", stopTime.String())
		stopping = nil
	}
	if err == nil {
		err = <-served
	}
	return errors.Join(<-stayed, err, stopping, s.Close())
}

// linger waits while balancers notice that this hub is about to stop; a gate that
// cannot serve is not waited for, and tells why.
func (s *Server) linger(served chan error) error {
	if s.config.Drain <= 0 {
		return nil
	}
	t := time.NewTimer(s.config.Drain)
	defer t.Stop()
	select {
	case err := <-served:
		served <- nil
		return err
	case <-t.C:
		return nil
	}
}

// tend does what time asks for. What fails is tried again the next time.
func (s *Server) tend(ctx context.Context) {
	fire, sweep, follow, sign := time.NewTicker(fireEvery), time.NewTicker(sweepEvery), time.NewTicker(followEvery), time.NewTicker(signEvery)
	defer fire.Stop()
	defer sweep.Stop()
	defer follow.Stop()
	defer sign.Stop()
	if !s.store.Shared() {
		follow.Stop()
	}
	// Days of the time that no hub ran fire with the first tick: by then those who
	// listen have come back.
	s.note("sweep", s.Sweep(ctx))
	s.note("sign the directory log", s.log.Tend(ctx))
	for {
		select {
		case <-ctx.Done():
			return
		case <-fire.C:
			s.note("fire days", s.Fire(ctx))
		case <-sweep.C:
			s.note("sweep", s.Sweep(ctx))
		case <-sign.C:
			s.note("sign the directory log", s.log.Tend(ctx))
		case <-follow.C:
			s.note("follow the other hubs", s.Follow(ctx))
		}
	}
}

func (s *Server) note(act string, err error) {
	if err != nil && !errors.Is(err, context.Canceled) {
		s.config.Log.Error(act, "fault", err.Error())
	}
}

// Fire wakes whose day has come and frees leases that have ended, as the hub
// does each minute.
func (s *Server) Fire(ctx context.Context) error { return s.desk.Fire(ctx, s.config.Now()) }

// Sweep deletes exchanges, mailboxes and invitations that have ended and pieces that nobody
// named, as the hub does each hour.
func (s *Server) Sweep(ctx context.Context) error {
	now := s.config.Now()
	return errors.Join(s.relay.Sweep(ctx, now), s.directory.Sweep(ctx, now), s.invites.Sweep(ctx, now), s.store.DropUsed(ctx, now.Add(-keepUsed).Unix()))
}

// keepUsed is how long a used login challenge is remembered after its end: hubs'
// clocks may differ, and for another it may not have ended.
const keepUsed = time.Hour

// Follow takes in what other hubs on the same database did, as the hub does each
// second.
func (s *Server) Follow(ctx context.Context) error {
	err := errors.Join(s.directory.Follow(ctx), s.store.ReadEpoch(ctx))
	s.reseat()
	return err
}

// reseat has the sockets looked at when the directory has changed since the last time,
// and then only: else anybody could have all clients ask for nothing.
func (s *Server) reseat() {
	if place := s.directory.Place(); s.followed.Swap(place) != place {
		s.gate.Reseat()
	}
}

// Addr is the address the hub listens on, host:port.
func (s *Server) Addr() string { return s.listener.Addr().String() }

// ID is the hub's id, as in the trust file: what tokens and mailbox words are
// bound to. It stays with the data directory.
func (s *Server) ID() string { return s.id }

// path is that of a file in the data directory.
func (s *Server) path(name string) string { return filepath.Join(s.config.Data, name) }
