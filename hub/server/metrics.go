package server

import (
	"context"
	"errors"
	"net"
	"net/http"
	"strconv"
	"time"

	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/gate"
	"github.com/sluis-hub/sluis/hub/meter"
	"github.com/sluis-hub/sluis/hub/redis"
	"github.com/sluis-hub/sluis/hub/store"
)

// counts is what the hub counts of what it does.
type counts struct {
	meter.Meter
	entries  meter.Counter
	requests meter.Histogram
	refusals meter.Counter
	sockets  meter.Counter
	acts     meter.Histogram
	commits  meter.Histogram
}

// Durations in seconds, and how many acts a commit may carry.
var (
	seconds = []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10}
	few     = []float64{1, 2, 4, 8, 16, 32, 64, 128, 256}
)

func newCounts() *counts {
	methods, routes := gate.Routes()
	codes := []string{string(gate.Fault)}
	for n := 1; n <= 31; n++ {
		codes = append(codes, "E"+string(rune('0'+n/10))+string(rune('0'+n%10)))
	}
	var closes []string
	for _, code := range gate.CloseCodes() {
		closes = append(closes, strconv.Itoa(code))
	}
	c := &counts{}
	c.entries = c.Counter("sluis_entries_total", "Entries that were accepted and stored.")
	c.requests = c.Histogram("sluis_request_seconds", "How long requests took.", seconds,
		meter.Label{Name: "method", Values: methods}, meter.Label{Name: "route", Values: routes})
	c.refusals = c.Counter("sluis_refusals_total", "Requests that were refused, by the code they got; fault is the hub's own.",
		meter.Label{Name: "code", Values: codes})
	c.sockets = c.Counter("sluis_sockets_closed_total", "Sockets that ended, by close code: 4000 drained, 4001 fell behind and its queue was full.",
		meter.Label{Name: "code", Values: closes})
	c.acts = c.Histogram("sluis_commit_acts", "How many acts a commit to the database carried.", few)
	c.commits = c.Histogram("sluis_commit_seconds", "How long commits took.", seconds)
	return c
}

// Request implements gate.Meter.
func (c *counts) Request(method, route string, code hub.Code, took time.Duration) {
	c.requests.Observe(took.Seconds(), method, route)
	if code != "" {
		c.refusals.Add(string(code))
	}
}

// Closed implements gate.Meter.
func (c *counts) Closed(code int) { c.sockets.Add(strconv.Itoa(code)) }

// committed is told by the store.
func (c *counts) committed(acts int, took time.Duration) {
	c.acts.Observe(float64(acts))
	c.commits.Observe(took.Seconds())
}

// state adds what is looked up when somebody asks.
func (s *Server) state() {
	is := func(b bool) float64 {
		if b {
			return 1
		}
		return 0
	}
	c := s.counts
	c.Gauge("sluis_sockets", "Sockets that are open and logged in.", func() float64 { return float64(s.gate.Sockets()) })
	c.Gauge("sluis_ready", "Whether requests are welcome, as at /readyz.", func() float64 { return is(s.gate.Look(context.Background()).Ready) })
	c.Gauge("sluis_draining", "Whether the hub is about to stop.", func() float64 { return is(s.gate.Look(context.Background()).Draining) })
	c.Gauge("sluis_database_up", "Whether the database answers.", func() float64 { return is(s.health(context.Background()).Database == "up") })
	if s.config.Redis != (redis.Config{}) {
		c.Gauge("sluis_redis_up", "Whether Redis answers.", func() float64 { return is(s.health(context.Background()).Redis == "up") })
	}
	c.Fact("sluis_build_info", "The version of the software.", "version", s.config.Version)
	process(&c.Meter)
}

// counted counts the entries that are stored.
type counted struct {
	*store.Store
	counts *counts
}

func (c counted) PutEntry(ctx context.Context, p hub.Placement) ([]hub.Raised, error) {
	raised, err := c.Store.PutEntry(ctx, p)
	if err == nil {
		c.counts.entries.Add()
	}
	return raised, err
}

// listenMetrics opens the listener of who watches over the hub, which is apart from
// that of everybody.
func (s *Server) listenMetrics() error {
	if s.config.Metrics == "" {
		return nil
	}
	l, err := net.Listen("tcp", s.config.Metrics)
	if err != nil {
		return err
	}
	s.metrics = l
	server := &http.Server{
		ReadTimeout: 10 * time.Second, WriteTimeout: 30 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 8 << 10,
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			switch {
			case s.gate.ServeHealth(w, r):
			case r.URL.Path != "/metrics" || r.Method != http.MethodGet:
				http.NotFound(w, r)
			default:
				w.Header().Set("Content-Type", meter.ContentType)
				s.counts.Write(w)
			}
		}),
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(l) }()
	s.opened(func() error {
		err := server.Close()
		if fault := <-ended; !errors.Is(fault, http.ErrServerClosed) {
			err = errors.Join(err, fault)
		}
		return err
	})
	return nil
}

// MetricsAddr is the address that metrics are told at, host:port, "" for none.
func (s *Server) MetricsAddr() string {
	if s.metrics == nil {
		return ""
	}
	return s.metrics.Addr().String()
}
