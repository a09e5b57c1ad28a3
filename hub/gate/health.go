package gate

import (
	"context"
	"encoding/json"
	"net/http"
)

// Health is how a hub is doing, to whoever watches over it.
type Health struct {
	// Ready is whether requests are welcome: the database answers, and the hub is
	// not about to stop.
	Ready    bool `json:"ready"`
	Draining bool `json:"draining"`
	// Database and Redis are "up" or "away", "" when there is none. Without Redis
	// the hub serves on, live within itself; so it does when Redis is "apart": up,
	// but not where the other hubs on the database are heard.
	Database string `json:"database,omitempty"`
	Redis    string `json:"redis,omitempty"`
}

// Look tells how the hub is doing.
func (g *Gate) Look(ctx context.Context) Health {
	h := g.Health(ctx)
	h.Draining = g.leaving.Load()
	h.Ready = h.Ready && !h.Draining
	return h
}

// ServeHealth answers /healthz (the process lives) and /readyz (it is of use), and
// is false for anything else. Whoever asks says nothing about itself, so nothing
// is counted or logged.
func (g *Gate) ServeHealth(w http.ResponseWriter, r *http.Request) bool {
	path := r.URL.EscapedPath()
	if path != "/healthz" && path != "/readyz" || r.Method != http.MethodGet && r.Method != http.MethodHead {
		return false
	}
	setHeaders(w.Header())
	if path == "/healthz" {
		writeBody(w, typeJSON, http.StatusOK, []byte("{}"))
		return true
	}
	h := g.Look(r.Context())
	status := http.StatusOK
	if !h.Ready {
		status = http.StatusServiceUnavailable
	}
	body, _ := json.Marshal(h)
	writeBody(w, typeJSON, status, body)
	return true
}
