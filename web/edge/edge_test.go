package edge_test

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha512"
	"encoding/hex"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/textproto"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/gorilla/websocket"

	"github.com/sluis-hub/sluis/web/edge"
)

var app = fstest.MapFS{
	"index.html":             {Data: []byte("<!doctype html><title>Sluis</title>")},
	"app.js":                 {Data: []byte("'use strict';" + strings.Repeat("// long\n", 100))},
	"app.js.br":              {Data: []byte("brotli")},
	"worker.js":              {Data: []byte("'use strict';")},
	"worker.js.headers.json": {Data: []byte(`{"Content-Security-Policy":"script-src blob:; connect-src {origin}"}`)},
	"headers.json":           {Data: []byte(`{"Content-Security-Policy":"default-src 'none'; worker-src {origin}/assets/"}`)},
}

// serve starts an edge before a hub, behind what ends TLS, and gives its address.
func serve(t *testing.T, hub string, behind ...netip.Prefix) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	origin := "http://" + l.Addr().String()
	e, err := edge.New(edge.Config{
		Origin: origin, Hub: hub, App: app, NetworkKey: make([]byte, 32), Behind: behind,
		Trust: trust(t),
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- e.Serve(ctx, l) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Errorf("serve: %v", err)
		}
	})
	return origin
}

func ask(t *testing.T, method, url string, change func(*http.Request)) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequest(method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	if change != nil {
		change(r)
	}
	answer, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer, string(body)
}

// TestHostileHub: whatever a hub answers, nothing that a browser could run, follow
// or keep comes through.
func TestHostileHub(t *testing.T) {
	const script = "alert(document.domain)"
	for name, c := range map[string]struct {
		status int
		header http.Header
		body   string
		passes bool
	}{
		"json":            {200, http.Header{"Content-Type": {"application/json"}}, `{}`, true},
		"octets":          {200, http.Header{"Content-Type": {"application/octet-stream"}}, "\x00", true},
		"an error":        {409, http.Header{"Content-Type": {"application/json; charset=utf-8"}}, `{"error":{"code":"E20"}}`, true},
		"html":            {200, http.Header{"Content-Type": {"text/html"}}, "<script>" + script + "</script>", false},
		"html error":      {404, http.Header{"Content-Type": {"text/html"}}, "<script>" + script + "</script>", false},
		"javascript":      {200, http.Header{"Content-Type": {"text/javascript"}}, script, false},
		"svg":             {200, http.Header{"Content-Type": {"image/svg+xml"}}, "<svg onload='" + script + "'/>", false},
		"two types":       {200, http.Header{"Content-Type": {"application/json", "text/html"}}, script, false},
		"broken type":     {200, http.Header{"Content-Type": {"text/html;application/json"}}, script, false},
		"wasm":            {200, http.Header{"Content-Type": {"application/wasm"}}, script, false},
		"encoded":         {200, http.Header{"Content-Type": {"application/json"}, "Content-Encoding": {"br"}}, script, false},
		"redirect":        {302, http.Header{"Content-Type": {"application/json"}, "Location": {"https://example.nl/"}}, "", false},
		"not modified":    {304, http.Header{}, "", false},
		"strange headers": {200, http.Header{"Content-Type": {"application/json"}, "Set-Cookie": {"a=b"}, "Link": {"</x.js>; rel=preload"}, "Refresh": {"0;url=https://example.nl"}, "Service-Worker-Allowed": {"/"}, "Clear-Site-Data": {`"*"`}, "Location": {"/"}, "Content-Security-Policy": {"default-src *"}, "Access-Control-Allow-Origin": {"*"}, "Sourcemap": {"/x"}, "Content-Disposition": {"inline"}, "Cache-Control": {"public"}}, `{}`, true},
	} {
		t.Run(name, func(t *testing.T) {
			hub := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Link", "</evil.js>; rel=preload; as=script")
				w.WriteHeader(http.StatusEarlyHints)
				w.Header().Del("Link")
				for name, values := range c.header {
					w.Header()[name] = values
				}
				w.WriteHeader(c.status)
				io.WriteString(w, c.body)
			}))
			defer hub.Close()
			early := 0
			got, body := ask(t, "GET", serve(t, hub.URL)+"/api/hello", func(r *http.Request) {
				*r = *r.WithContext(watchEarly(r.Context(), &early))
			})
			if early > 0 {
				t.Errorf("an early hint came through")
			}
			if c.passes != (body == c.body && got.StatusCode == c.status) {
				t.Errorf("passed: %v, got %d %s", !c.passes, got.StatusCode, body)
			}
			if !c.passes && (got.StatusCode != http.StatusBadGateway || got.Header.Get("Content-Type") != "application/json" || !strings.Contains(body, "E27")) {
				t.Errorf("got %d %v %s", got.StatusCode, got.Header, body)
			}
			allowed := map[string]bool{"Content-Type": true, "Content-Length": true, "Retry-After": true, "Date": true, "Content-Security-Policy": true, "Cache-Control": true, "X-Content-Type-Options": true, "Cross-Origin-Resource-Policy": true, "Cross-Origin-Opener-Policy": true, "Cross-Origin-Embedder-Policy": true, "Referrer-Policy": true, "X-Frame-Options": true, "Strict-Transport-Security": true}
			for name := range got.Header {
				if !allowed[name] {
					t.Errorf("%s: %s came through", name, got.Header.Get(name))
				}
			}
			if p := got.Header.Values("Content-Security-Policy"); len(p) != 1 || !strings.HasPrefix(p[0], "sandbox; default-src 'none'") {
				t.Errorf("policy %q", p)
			}
			if got.Header.Get("X-Content-Type-Options") != "nosniff" || got.Header.Get("Cache-Control") != "no-store" {
				t.Errorf("headers %v", got.Header)
			}
		})
	}
}

// TestOnward: the hub gets what the app says, no cookie, no address of the visitor.
func TestOnward(t *testing.T) {
	var got *http.Request
	hub := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got = r
		b, _ := io.ReadAll(r.Body)
		w.Header().Set("Content-Type", "application/octet-stream")
		w.Write(b)
	}))
	defer hub.Close()
	_, body := ask(t, "PUT", serve(t, hub.URL)+"/api/pieces/ab%2Fc?size=3", func(r *http.Request) {
		r.Header.Set("Cookie", "a=b")
		r.Header.Set("X-Forwarded-For", "10.1.2.3")
		r.Header.Set("Sluis-Network", "said by the visitor")
		r.Header.Set("Authorization", "Bearer t")
		r.Body, r.ContentLength = io.NopCloser(strings.NewReader("abc")), 3
	})
	if body != "abc" || got.URL.RequestURI() != "/api/pieces/ab%2Fc?size=3" || got.Header.Get("Authorization") != "Bearer t" {
		t.Errorf("%s %s %v", body, got.URL.RequestURI(), got.Header)
	}
	for _, name := range []string{"Cookie", "X-Forwarded-For", "Forwarded", "User-Agent"} {
		if v := got.Header.Get(name); v != "" && v != "Go-http-client/1.1" {
			t.Errorf("%s: %s reached the hub", name, v)
		}
	}
	if n := got.Header.Values("Sluis-Network"); len(n) != 1 || len(n[0]) != 32 || strings.Contains(n[0], "127") {
		t.Errorf("network %q", n)
	}
}

// TestNetworks: visitors behind what ends TLS are told apart by the hop that it
// saw, and by nothing that they wrote themselves.
func TestNetworks(t *testing.T) {
	var got string
	hub := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got = r.Header.Get("Sluis-Network")
		w.Header().Set("Content-Type", "application/json")
		io.WriteString(w, "{}")
	}))
	defer hub.Close()
	open := serve(t, hub.URL)
	behind := serve(t, hub.URL, netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("10.0.0.0/8"))
	network := func(origin string, forwarded ...string) string {
		ask(t, "GET", origin+"/api/hello", func(r *http.Request) { r.Header["X-Forwarded-For"] = forwarded })
		return got
	}
	peer, one, other, wide := network(behind), network(behind, "192.0.2.1"), network(behind, "198.51.100.7"), network(behind, "2001:db8::1")
	if one == other || one == peer || other == peer || wide == peer || network(open) != peer {
		t.Fatalf("visitors are not told apart: %s %s %s %s", peer, one, other, wide)
	}
	for _, c := range []struct {
		name, origin string
		forwarded    []string
		want         string
	}{
		{"said to an edge that is behind nothing", open, []string{"192.0.2.1"}, peer},
		{"hops that the visitor wrote", behind, []string{"198.51.100.7, 10.1.1.1,192.0.2.1"}, one},
		{"a line that the visitor wrote", behind, []string{"198.51.100.7", "192.0.2.1"}, one},
		{"a row of our own hops", behind, []string{"198.51.100.7, 192.0.2.1, 10.1.1.1, 10.2.2.2"}, one},
		{"the same in IPv6", behind, []string{"192.0.2.1, ::ffff:10.1.1.1"}, one},
		{"our own hops alone", behind, []string{"10.1.1.1"}, peer},
		{"no address", behind, []string{"192.0.2.1, unknown"}, peer},
		{"no address before our own hop", behind, []string{"192.0.2.1, unknown, 10.1.1.1"}, peer},
		{"with a port", behind, []string{"192.0.2.1:80"}, peer},
		{"nothing", behind, []string{""}, peer},
		{"nothing at the end", behind, []string{"192.0.2.1,"}, peer},
		{"another of the same IPv6 network", behind, []string{"2001:db8::2"}, wide},
	} {
		if got := network(c.origin, c.forwarded...); got != c.want {
			t.Errorf("%s: %v is %s, want %s", c.name, c.forwarded, got, c.want)
		}
	}
	if network(behind, "2001:db8:0:1::1") == wide {
		t.Error("two IPv6 networks are one")
	}
}

// TestLargeBody: a body is not larger than a hub takes, whether it says its length
// or not.
func TestLargeBody(t *testing.T) {
	const most = 8 << 20
	var got atomic.Int64 // in one request; one that was cut may end after its answer
	hub := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n, _ := io.Copy(io.Discard, r.Body)
		got.Store(n)
		w.Header().Set("Content-Type", "application/json")
		io.WriteString(w, "{}")
	}))
	defer hub.Close()
	origin := serve(t, hub.URL)
	for _, c := range []struct {
		size, said int64
		want       int
	}{
		{most, most, 200},
		{most, -1, 200},
		{most + 1, most + 1, 413},
		{most + 1, -1, 413},
	} {
		answer, body := ask(t, "POST", origin+"/api/entries", func(r *http.Request) {
			r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(make([]byte, c.size))), c.said
		})
		if answer.StatusCode != c.want || c.want == 413 && !strings.Contains(body, "E23") || got.Load() > most {
			t.Errorf("%d octets, said to be %d: %d %s, the hub got %d", c.size, c.said, answer.StatusCode, body, got.Load())
		}
	}
}

// TestHubAway: the app is served, and what asks for the hub hears that it is away.
func TestHubAway(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	origin := serve(t, "http://"+l.Addr().String())
	if got, body := ask(t, "GET", origin+"/api/hello", nil); got.StatusCode != 503 || !strings.Contains(body, "E27") {
		t.Errorf("%d %s", got.StatusCode, body)
	}
	if _, answer, err := websocket.DefaultDialer.Dial(strings.Replace(origin, "http", "ws", 1)+"/api/socket", nil); err == nil || answer.StatusCode != 503 {
		t.Errorf("socket: %v %v", answer, err)
	}
	if got, body := ask(t, "GET", origin+"/", nil); got.StatusCode != 200 || !strings.Contains(body, "Sluis") {
		t.Errorf("%d %s", got.StatusCode, body)
	}
}

// TestHalfAnAnswer: an answer that breaks off does not look whole.
func TestHalfAnAnswer(t *testing.T) {
	hub := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/octet-stream")
		w.Write(make([]byte, 64<<10))
		http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	}))
	defer hub.Close()
	answer, err := http.Get(serve(t, hub.URL) + "/api/directory")
	if err == nil {
		defer answer.Body.Close()
		_, err = io.ReadAll(answer.Body)
	}
	if err == nil {
		t.Error("half an answer was whole")
	}
}

// TestApp: only the app's own files, with its headers, and only for its own address.
func TestApp(t *testing.T) {
	origin := serve(t, "http://127.0.0.1:1")
	page, _ := ask(t, "GET", origin+"/", nil)
	if p := page.Header.Get("Content-Security-Policy"); p != "default-src 'none'; worker-src "+origin+"/assets/" {
		t.Errorf("policy %s", p)
	}
	script, body := ask(t, "GET", origin+"/assets/app.js", func(r *http.Request) { r.Header.Set("Accept-Encoding", "gzip") })
	if script.Header.Get("Content-Encoding") != "gzip" || len(body) > 200 || script.Header.Get("Content-Type") != "text/javascript; charset=utf-8" {
		t.Errorf("%v, %d octets", script.Header, len(body))
	}
	shorter, body := ask(t, "GET", origin+"/assets/app.js", func(r *http.Request) { r.Header.Set("Accept-Encoding", "gzip, br") })
	if shorter.Header.Get("Content-Encoding") != "br" || body != "brotli" || shorter.Header.Get("Content-Type") != "text/javascript; charset=utf-8" {
		t.Errorf("%v, %s", shorter.Header, body)
	}
	again, _ := ask(t, "GET", origin+"/assets/app.js", func(r *http.Request) { r.Header.Set("If-None-Match", script.Header.Get("ETag")) })
	if again.StatusCode != http.StatusNotModified {
		t.Errorf("again: %d", again.StatusCode)
	}
	marked := sha512.Sum384([]byte(app["app.js"].Data))
	mark := "?" + hex.EncodeToString(marked[:16])
	for path, want := range map[string]string{
		"/assets/app.js" + mark:                     "max-age=31536000, immutable",
		"/assets/app.js":                            "no-cache",
		"/assets/app.js?" + strings.Repeat("0", 32): "no-cache", // of another version
		"/":             "no-cache",
		"/?" + mark[1:]: "no-cache",
	} {
		if got, _ := ask(t, "GET", origin+path, nil); got.StatusCode != http.StatusOK || got.Header.Get("Cache-Control") != want {
			t.Errorf("%s: %d, kept %q, want %q", path, got.StatusCode, got.Header.Get("Cache-Control"), want)
		}
	}
	for path, want := range map[string]int{"/assets/headers.json": 404, "/assets/app.js.br": 404, "/assets/../headers.json": 404, "/assets/": 404, "/index.html": 404, "/assets/index.html": 404, "/trust.json": 200, "/healthz": 200, "/sw.js": 404} {
		if got, _ := ask(t, "GET", origin+path, nil); got.StatusCode != want && got.StatusCode != http.StatusMovedPermanently && got.StatusCode != http.StatusTemporaryRedirect {
			t.Errorf("%s: %d, want %d", path, got.StatusCode, want)
		}
	}
	worker, _ := ask(t, "GET", origin+"/assets/worker.js", nil)
	if p := worker.Header.Values("Content-Security-Policy"); len(p) != 1 || p[0] != "script-src blob:; connect-src "+origin {
		t.Errorf("the worker's policy %s", p)
	}
	if got, _ := ask(t, "GET", origin+"/assets/worker.js.headers.json", nil); got.StatusCode != 404 {
		t.Errorf("headers as a file: %d", got.StatusCode)
	}
	if got, _ := ask(t, "POST", origin+"/", nil); got.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("POST /: %d", got.StatusCode)
	}
	other, _ := ask(t, "GET", origin+"/", func(r *http.Request) { r.Host = "evil.example" })
	if other.StatusCode != http.StatusTemporaryRedirect || other.Header.Get("Location") != origin+"/" {
		t.Errorf("another host: %d %v", other.StatusCode, other.Header)
	}
	for _, path := range []string{"/api/hello", "/trust.json", "/assets/app.js"} {
		if got, _ := ask(t, "GET", origin+path, func(r *http.Request) { r.Host = "evil.example" }); got.StatusCode != http.StatusMisdirectedRequest {
			t.Errorf("%s at another host: %d", path, got.StatusCode)
		}
	}
}

// TestSocket: words go both ways, a close code arrives, and no header of the hub
// does but the one that the handshake needs.
func TestSocket(t *testing.T) {
	upgrader := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	var header http.Header
	hub := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header = r.Header.Clone()
		ws, err := upgrader.Upgrade(w, r, http.Header{"Set-Cookie": {"a=b"}, "Link": {"</x>; rel=preload"}})
		if err != nil {
			return
		}
		defer ws.Close()
		kind, word, err := ws.ReadMessage()
		if err != nil {
			return
		}
		ws.WriteMessage(kind, append([]byte("heard "), word...))
		ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(4000, ""), time.Now().Add(time.Second))
	}))
	defer hub.Close()
	origin := serve(t, hub.URL)
	ws, answer, err := websocket.DefaultDialer.Dial(strings.Replace(origin, "http", "ws", 1)+"/api/socket", http.Header{"Origin": {origin}, "Cookie": {"a=b"}})
	if err != nil {
		t.Fatal(err)
	}
	defer ws.Close()
	for name := range answer.Header {
		if name != "Upgrade" && name != "Connection" && name != "Sec-Websocket-Accept" {
			t.Errorf("%s came through", name)
		}
	}
	if header.Get("Cookie") != "" || header.Get("Origin") != origin || len(header.Get("Sluis-Network")) != 32 {
		t.Errorf("the hub got %v", header)
	}
	ws.WriteMessage(websocket.TextMessage, []byte("woord"))
	if _, word, err := ws.ReadMessage(); err != nil || string(word) != "heard woord" {
		t.Errorf("%s %v", word, err)
	}
	if _, _, err := ws.ReadMessage(); !websocket.IsCloseError(err, 4000) {
		t.Errorf("close: %v", err)
	}
}

// TestSocketRefused: a hub that answers an upgrade with a page gets nothing shown,
// and one that smuggles a second header line in is cut down to one.
func TestSocketRefused(t *testing.T) {
	for name, answer := range map[string]string{
		"page":     "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 8\r\n\r\n<script>",
		"other":    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n",
		"redirect": "HTTP/1.1 307 Temporary Redirect\r\nLocation: https://example.nl/\r\nContent-Length: 0\r\n\r\n",
		"nothing":  "",
		"no end":   "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" + strings.Repeat("X-Long: "+strings.Repeat("a", 1000)+"\r\n", 65) + "\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			l, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			defer l.Close()
			go func() {
				for {
					c, err := l.Accept()
					if err != nil {
						return
					}
					textproto.NewReader(bufio.NewReader(c)).ReadMIMEHeader()
					fmt.Fprint(c, answer)
					c.Close()
				}
			}()
			origin := serve(t, "http://"+l.Addr().String())
			_, got, err := websocket.DefaultDialer.Dial(strings.Replace(origin, "http", "ws", 1)+"/api/socket", nil)
			if err == nil || got == nil || got.StatusCode < 500 || got.Header.Get("Location") != "" || got.Header.Get("Content-Type") != "application/json" {
				t.Errorf("%v %v", got, err)
			}
		})
	}
}
