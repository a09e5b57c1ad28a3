package edge

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"
)

// Config says what an edge serves, and for which hub.
type Config struct {
	// Origin is the address that visitors see, as https://sluis.example.nl. What
	// asks for another host is sent there.
	Origin string
	// Hub is the address of the hub, as http://127.0.0.1:8402.
	Hub string
	// App holds the built app: index.html, headers.json, and what they name.
	App fs.FS
	// Trust is what the app starts from.
	Trust *Trust
	// NetworkKey is the key of the hash that stands for a visitor's network: at
	// least 16 secret bytes, the same for all edges of a hub.
	NetworkKey []byte
	// Behind are the addresses of what ends TLS before this edge. What comes from
	// there is from the last hop in X-Forwarded-For that is not one of them;
	// anybody else's X-Forwarded-For is not read. Default: none.
	Behind []netip.Prefix
	Log    *slog.Logger
}

const (
	headTime = 10 * time.Second // for a visitor to have said what it wants
	idleTime = 2 * time.Minute
	stopTime = 10 * time.Second // for requests that run
)

// Edge serves one app for one hub.
type Edge struct {
	log    *slog.Logger
	origin *url.URL
	mux    *http.ServeMux
	stop   context.CancelFunc // ends the sockets
}

// New makes an edge, or says what is wrong with its configuration.
func New(c Config) (*Edge, error) {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	origin, err := address(c.Origin)
	if err != nil {
		return nil, fmt.Errorf("edge: address of the app: %w", err)
	}
	hub, err := address(c.Hub)
	if err != nil {
		return nil, fmt.Errorf("edge: address of the hub: %w", err)
	}
	if len(c.NetworkKey) < 16 {
		return nil, errors.New("edge: the network key has fewer than 16 bytes")
	}
	if err := c.Trust.check(); err != nil {
		return nil, fmt.Errorf("edge: %w", err)
	}
	trust, err := json.Marshal(c.Trust)
	if err != nil {
		return nil, fmt.Errorf("edge: %w", err)
	}
	app, err := loadFiles(c.App, c.Origin)
	if err != nil {
		return nil, fmt.Errorf("edge: %w", err)
	}
	stopped, stop := context.WithCancel(context.Background())
	e := &Edge{log: c.Log, origin: origin, mux: http.NewServeMux(), stop: stop}
	e.mux.Handle("/", app)
	e.mux.Handle("/api/", newProxy(stopped, hub, c.NetworkKey, c.Behind))
	e.mux.HandleFunc("GET /trust.json", func(w http.ResponseWriter, _ *http.Request) {
		fence(w.Header())
		w.Header().Set("Content-Type", "application/json")
		w.Write(trust)
	})
	// It serves the app whatever its hub does: that it is there is all there is to ask.
	for _, path := range []string{"/healthz", "/readyz"} {
		e.mux.HandleFunc("GET "+path, func(w http.ResponseWriter, _ *http.Request) {
			fence(w.Header())
			w.Header().Set("Content-Type", "text/plain; charset=utf-8")
			io.WriteString(w, "ok\n")
		})
	}
	return e, nil
}

func address(text string) (*url.URL, error) {
	u, err := url.Parse(text)
	if err != nil {
		return nil, err
	}
	if (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" || text != u.Scheme+"://"+u.Host {
		return nil, fmt.Errorf("%q is not http(s)://host with a port or without", text)
	}
	return u, nil
}

// ServeHTTP sends who asks for another host to the right one: passkeys, logins
// and the policy of the page hold for one address only.
func (e *Edge) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/healthz" || r.URL.Path == "/readyz" || strings.EqualFold(r.Host, e.origin.Host) {
		e.mux.ServeHTTP(w, r)
		return
	}
	fence(w.Header())
	if r.URL.Path != "/" || r.Method != http.MethodGet {
		refuse(w, http.StatusMisdirectedRequest, "E21", "this is not the address of the app")
		return
	}
	w.Header().Set("Location", e.origin.String()+"/")
	w.WriteHeader(http.StatusTemporaryRedirect)
}

// Serve serves until the context ends, then finishes what runs.
func (e *Edge) Serve(ctx context.Context, l net.Listener) error {
	s := &http.Server{
		Handler: e, ReadHeaderTimeout: headTime, IdleTimeout: idleTime, MaxHeaderBytes: 16 << 10,
		ErrorLog: slog.NewLogLogger(e.log.Handler(), slog.LevelDebug),
	}
	served := make(chan error, 1)
	go func() { served <- s.Serve(l) }()
	select {
	case err := <-served:
		e.stop()
		return err
	case <-ctx.Done():
	}
	e.stop()
	late, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTime)
	defer cancel()
	err := s.Shutdown(late)
	if errors.Is(err, context.DeadlineExceeded) {
		err = s.Close()
	}
	if end := <-served; !errors.Is(end, http.ErrServerClosed) {
		err = errors.Join(err, end)
	}
	return err
}
