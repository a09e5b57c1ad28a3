package gate_test

import (
	"strings"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/hub/gate"
)

func TestRates(t *testing.T) {
	s := open(t, func(c *gate.Config) {
		// slow, so that what the test itself takes adds nothing
		c.Limits = gate.Limits{Login: gate.Rate{PerSecond: 0.005, Burst: 3}, Write: gate.Rate{PerSecond: 0.01, Burst: 5}, Read: gate.Unlimited}
	})
	write := func(token string) answer { return s.ask(token, "PUT", "/api/state", octetsType, "x") }
	login := func() answer { return s.ask("", "POST", "/api/login", octetsType, "note") }
	counts := func(want int, ask func() answer) answer {
		t.Helper()
		for n := range 100 {
			if got := ask(); got.Status == 429 {
				if n != want {
					t.Errorf("refused after %d, want %d", n, want)
				}
				return got
			}
		}
		t.Fatal("never refused")
		return answer{}
	}
	counts(5, func() answer { return write("anna") })
	if got := write("fatima"); got.Status != 204 {
		t.Errorf("another account: %d", got.Status)
	}
	for range 50 {
		if got := s.ask("anna", "GET", "/api/state", "", ""); got.Status != 200 {
			t.Fatalf("reading is not limited: %d", got.Status)
		}
	}
	s.clock.pass(200 * time.Second)
	counts(2, func() answer { return write("anna") })

	got := counts(3, login)
	if got.code() != "E25" || got.Header.Get("Retry-After") != "200" {
		t.Errorf("got %s, wait %q", got.Body, got.Header.Get("Retry-After"))
	}
	s.clock.pass(200 * time.Second)
	counts(1, login)
	s.clock.pass(time.Hour)
	counts(3, login)
}

// TestManyKeys floods the memory of rates with networks that an edge names.
func TestManyKeys(t *testing.T) {
	s := open(t, func(c *gate.Config) {
		c.Limits = gate.Limits{Login: gate.Rate{PerSecond: 0.001, Burst: 1}}
		c.Edges = loopback
	})
	from := func(network string) int {
		return s.ask("", "POST", "/api/login", octetsType, "note", "Sluis-Network", network).Status
	}
	a, b := strings.Repeat("0a", 16), strings.Repeat("0b", 16)
	if from(a) != 200 || from(a) != 429 || from(b) != 200 || from(b) != 429 {
		t.Error("networks that an edge names are not counted apart")
	}
	if from("") != 200 {
		t.Error("the edge itself has no network")
	}
	for _, said := range []string{"", "unknown", a[1:], a + "0", strings.ToUpper(a), a[1:] + "g", a + a} {
		if from(said) != 429 {
			t.Errorf("%q is no network and does not count as the edge", said)
		}
	}
}

// TestStrangersNetwork: only an edge is believed.
func TestStrangersNetwork(t *testing.T) {
	s := open(t, func(c *gate.Config) { c.Limits = gate.Limits{Login: gate.Rate{PerSecond: 0.001, Burst: 1}} })
	if got := s.ask("", "POST", "/api/login", octetsType, "note", "Sluis-Network", strings.Repeat("0a", 16)); got.Status != 200 {
		t.Fatal(got)
	}
	if got := s.ask("", "POST", "/api/login", octetsType, "note", "Sluis-Network", strings.Repeat("0b", 16)); got.Status != 429 {
		t.Errorf("a stranger named its own network: %d", got.Status)
	}
}
