package main_test

import (
	"net/netip"
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestCompose: in the deployment that is given along, nobody but the edge can
// tell the hub where a visitor comes from, or reach it at all from outside; and
// nobody but the machine itself can tell the edge.
func TestCompose(t *testing.T) {
	b, err := os.ReadFile("../../docker-compose.yml")
	if err != nil {
		t.Fatal(err)
	}
	_, services, _ := strings.Cut(string(b), "\n  hub:\n")
	hub, rest, _ := strings.Cut(services, "\n  edge:\n")
	edge, networks, _ := strings.Cut(rest, "\nnetworks:\n")
	inside, outside, _ := strings.Cut(networks, "\n  outside:\n")
	one := func(in, pattern string) string {
		t.Helper()
		found := regexp.MustCompile(pattern).FindAllStringSubmatch(in, -1)
		if len(found) != 1 {
			t.Fatalf("%s stands %d times, want once", pattern, len(found))
		}
		return found[0][1]
	}
	at := one(edge, `ipv4_address: (\S+)`)
	if said := one(hub, `"--edge", "([^"]+)"`); said != at+"/32" {
		t.Errorf("the hub believes %s, the edge is %s", said, at)
	}
	if strings.Contains(hub, "ports:") {
		t.Error("the hub is published")
	}
	if !netip.MustParsePrefix(one(inside, `subnet: (\S+)`)).Contains(netip.MustParseAddr(at)) || !strings.Contains(inside, "internal: true") {
		t.Error("the edge has no address on a network that is closed")
	}
	if said, gateway := one(edge, `"--behind", "([^"]+)"`), one(outside, `gateway: (\S+)`); said != gateway+"/32" {
		t.Errorf("the edge believes %s, what comes from this machine is %s", said, gateway)
	}
	if port := one(edge, `ports:\n\s+- "([^"]+)"`); !strings.HasPrefix(port, "127.0.0.1:") {
		t.Errorf("the edge is published to others at %s", port)
	}
}
