package gate_test

import (
	"context"
	"encoding/json"
	"net/http"
	"testing"

	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/gate"
)

// TestHealth: whether the process lives and whether it is of use, to anybody, as
// often as they like, and written nowhere.
func TestHealth(t *testing.T) {
	database := "up"
	s := open(t, func(c *gate.Config) {
		c.Limits = gate.Limits{Network: gate.Rate{PerSecond: 0.001, Burst: 1}}
		c.Health = func(context.Context) gate.Health { return gate.Health{Ready: database == "up", Database: database} }
	})
	for range 5 {
		if got := s.ask("", "GET", "/healthz", "", ""); got.Status != 200 {
			t.Errorf("healthz %d", got.Status)
		}
		if got := s.ask("", "HEAD", "/readyz", "", ""); got.Status != 200 {
			t.Errorf("readyz %d", got.Status)
		}
	}
	if got := s.ask("", "GET", "/readyz", "", ""); got.Body != `{"ready":true,"draining":false,"database":"up"}` {
		t.Error(got.Body)
	}
	database = "away"
	if got := s.ask("", "GET", "/readyz", "", ""); got.Status != 503 || got.Body != `{"ready":false,"draining":false,"database":"away"}` {
		t.Errorf("%d %s", got.Status, got.Body)
	}
	if got := s.ask("", "GET", "/healthz", "", ""); got.Status != 200 {
		t.Errorf("healthz %d", got.Status)
	}
	if s.log.String() != "" {
		t.Error(s.log.String())
	}
	if got := s.ask("", "POST", "/readyz", "", ""); got.code() != "E21" {
		t.Errorf("%d %s", got.Status, got.Body)
	}
}

// TestDrains: a gate that drains says so, and serves all that comes until it is shut.
func TestDrains(t *testing.T) {
	s := open(t, nil)
	before := s.login("anna")
	asks := func(last bool) {
		t.Helper()
		req, err := http.NewRequest("GET", s.base+"/api/state", nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", "Bearer anna")
		res, err := http.DefaultTransport.RoundTrip(req)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		if res.StatusCode != 200 || res.Close != last {
			t.Errorf("%d, closes: %v", res.StatusCode, res.Close)
		}
	}
	asks(false)
	s.gate.Drain()
	var h gate.Health
	if got := s.ask("", "GET", "/readyz", "", ""); got.Status != 503 || json.Unmarshal([]byte(got.Body), &h) != nil || h.Ready || !h.Draining {
		t.Errorf("%d %s", got.Status, got.Body)
	}
	asks(true)
	after := s.login("fatima")
	for _, p := range []*plug{before, after} {
		p.say(hub.Request{Do: hub.DoEnter, Party: partyA, XID: xid})
	}
	before.want(hub.EventRoom)
	go s.down()
	before.closed(hub.CloseDrain)
	after.closed(hub.CloseDrain)
}
