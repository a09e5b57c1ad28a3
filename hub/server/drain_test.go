package server_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/redis"
	"github.com/sluis-hub/sluis/hub/redis/redistest"
	"github.com/sluis-hub/sluis/hub/server"
	"github.com/sluis-hub/sluis/hub/store/postgrestest"
)

// until waits for something that others bring about.
func until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); !ok(); {
		if time.Now().After(end) {
			t.Fatalf("%s did not come", what)
		}
		<-time.After(5 * time.Millisecond)
	}
}

// TestStop: a hub that stops listens no more, tells its sockets, and finishes the
// request that is on its way in.
func TestStop(t *testing.T) {
	w := newTown(t)
	s, token := w.live(w.fatima), w.as(w.anna)
	at := strings.TrimPrefix(w.URL, "http://")
	c, err := net.Dial("tcp", at)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	body := "sealed state"
	fmt.Fprintf(c, "PUT /api/state HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\nContent-Length: %d\r\nExpect: 100-continue\r\n\r\n", token, typeOctets, len(body))
	answers := bufio.NewReader(c)
	if line, err := answers.ReadString('\n'); err != nil || !strings.Contains(line, "100 Continue") {
		t.Fatalf("%q %v", line, err)
	}
	if _, err := answers.ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	io.WriteString(c, body[:6])
	stopped := make(chan struct{})
	go func() {
		w.Stop()
		close(stopped)
	}()
	s.closed(hub.CloseDrain)
	until(t, "no listening", func() bool {
		c, err := net.Dial("tcp", at)
		if err == nil {
			c.Close()
		}
		return err != nil
	})
	io.WriteString(c, body[6:])
	res, err := http.ReadResponse(answers, nil)
	if err != nil || res.StatusCode != 204 || !res.Close {
		t.Errorf("the request that was under way: %+v %v", res, err)
	}
	<-stopped
	w.Restart()
	if got := w.want(w.as(w.anna), "GET", "/api/state", "", nil); got != body {
		t.Errorf("the state is %q", got)
	}
}

// TestReady: a hub is of use as long as its database answers, with or without Redis.
func TestReady(t *testing.T) {
	t.Parallel()
	p, r := postgrestest.Start(t), redistest.Start(t)
	w := newTown(t, func(c *server.Config) {
		c.Database, c.Redis = p.Address, redis.Config{URL: r.URL}
	})
	becomes := func(status int, body string) {
		t.Helper()
		var got answer
		until(t, body, func() bool {
			got = w.ask("", "GET", "/readyz", "", nil)
			return got.Status == status && got.Body == body
		})
		if got := w.ask("", "GET", "/healthz", "", nil); got.Status != 200 {
			t.Errorf("healthz %d", got.Status)
		}
	}
	becomes(200, `{"ready":true,"draining":false,"database":"up","redis":"up"}`)
	r.Pause()
	becomes(200, `{"ready":true,"draining":false,"database":"up","redis":"away"}`)
	p.Kill(t)
	becomes(503, `{"ready":false,"draining":false,"database":"away","redis":"away"}`)
	r.Resume()
	p.Again(t)
	becomes(200, `{"ready":true,"draining":false,"database":"up","redis":"up"}`)
}
