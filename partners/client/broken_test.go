package client_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/partners/client"
)

// A liar is a server that lets everybody in and answers as the test says.
type liar struct {
	*httptest.Server
	mu    sync.Mutex
	asked []string
}

func newLiar(t *testing.T, answer http.HandlerFunc) *liar {
	t.Helper()
	l := &liar{}
	l.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		l.mu.Lock()
		l.asked = append(l.asked, r.Method+" "+r.URL.Path)
		l.mu.Unlock()
		io.Copy(io.Discard, r.Body)
		switch r.URL.Path {
		case "/api/challenge":
			w.Header().Set("Content-Type", "application/json")
			fmt.Fprintf(w, `{"challenge":"%s","time":%d}`, note.ZeroHash, time.Now().Unix())
		case "/api/login":
			w.Header().Set("Content-Type", "application/json")
			fmt.Fprintf(w, `{"token":"t","expires":%d}`, time.Now().Unix()+300)
		default:
			answer(w, r)
		}
	}))
	t.Cleanup(l.Close)
	return l
}

// count tells how often a path was asked for.
func (l *liar) count(path string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Count(strings.Join(l.asked, "\n")+"\n", path+"\n")
}

func (l *liar) client() *client.Client {
	c := client.New(l.URL, client.Options{Patience: time.Second})
	c.As(note.MemberID(note.NewID()), func(string, note.MemberID, note.Hash, int64) ([]byte, error) { return []byte("note"), nil })
	return c
}

func reply(status int, kind, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.WriteHeader(status)
		io.WriteString(w, body)
	}
}

// TestAnotherNumber: as many mailboxes, objects and parts come back as were asked for.
func TestAnotherNumber(t *testing.T) {
	l := newLiar(t, reply(200, "application/octet-stream", string(hub.JoinFrame([]byte("note")))))
	two := []note.Hash{note.HashOf(nil), note.HashOf([]byte("object"))}
	for name, ask := range map[string]func() error{
		"mailboxes": func() error {
			_, err := l.client().Mailboxes(t.Context(), []note.MemberID{note.MemberID(note.NewID()), note.MemberID(note.NewID())})
			return err
		},
		"objects": func() error { _, err := l.client().Objects(t.Context(), two); return err },
		"keyring": func() error { _, err := l.client().Keyring(t.Context()); return err },
	} {
		if err := ask(); hub.CodeOf(err) != hub.E01 {
			t.Errorf("%s: %v, want E01", name, err)
		}
	}
}

// TestLyingHub: whatever comes back becomes an error with a code, in time and
// without filling memory.
func TestLyingHub(t *testing.T) {
	const jsonType, octets = "application/json", "application/octet-stream"
	endless := func(kind string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", kind)
			for block := bytes.Repeat([]byte("x"), 1<<20); ; {
				if _, err := w.Write(block); err != nil {
					return
				}
			}
		}
	}
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		want   hub.Code
	}{
		"a page":         {reply(200, "text/html", "<script>"), hub.E27},
		"a page as JSON": {reply(200, jsonType, "<script>"), hub.E01},
		"no type": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header()["Content-Type"] = nil
			io.WriteString(w, "{}")
		}, hub.E27},
		"redirect":       {func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "http://127.0.0.1:1/", 307) }, hub.E27},
		"proxy error":    {reply(502, "text/html", "<h1>Bad Gateway</h1>"), hub.E27},
		"endless JSON":   {endless(jsonType), hub.E23},
		"endless octets": {endless(octets), hub.E23},
		"endless page":   {endless("text/html"), hub.E23},
		"cut short": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "100")
			w.Header().Set("Content-Type", jsonType)
			io.WriteString(w, "{")
		}, hub.E27},
		"error, no code":    {reply(400, jsonType, `{"error":{}}`), hub.E27},
		"error, odd code":   {reply(400, jsonType, `{"error":{"code":"rm -rf /"}}`), hub.E27},
		"fault":             {reply(500, jsonType, `{"error":{"code":"fault","message":"m"}}`), hub.E27},
		"conflict":          {reply(409, jsonType, `{"error":{"code":"E20","message":"m"}}`), hub.E20},
		"an error with 200": {reply(200, jsonType, `{"error":{"code":"E20"}}`), ""},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLiar(t, c.answer)
			begin := time.Now()
			_, err := l.client().Newest(t.Context(), "t", hub.Position{}, 1)
			if hub.CodeOf(err) != c.want {
				t.Errorf("got %v, want %q", err, c.want)
			}
			if took := time.Since(begin); took > 10*time.Second {
				t.Errorf("took %v", took)
			}
			if err != nil && (strings.Contains(err.Error(), "<") || strings.Contains(err.Error(), "rm -rf")) {
				t.Errorf("the error repeats the answer: %v", err)
			}
		})
	}
	for name, body := range map[string]string{"frame cut short": "\x00\x00\x00\x09x", "too few objects": "\x00\x00\x00\x01x"} {
		l := newLiar(t, reply(200, octets, body))
		if _, err := l.client().Objects(t.Context(), []note.Hash{note.ZeroHash, note.ZeroHash}); hub.CodeOf(err) != hub.E01 {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := l.client().Keyring(t.Context()); hub.CodeOf(err) != hub.E01 {
			t.Errorf("keyring, %s: %v", name, err)
		}
	}
}

// TestTriesAgain: what may be tried again is, and nothing else.
func TestTriesAgain(t *testing.T) {
	ctx := t.Context()
	away := reply(503, "application/json", `{"error":{"code":"E27","message":"m"}}`)
	for name, c := range map[string]struct {
		path string
		call func(*client.Client) error
	}{
		"put":         {"POST /api/entries", func(c *client.Client) error { _, err := c.Put(ctx, nil); return err }},
		"receipt":     {"POST /api/receipts", func(c *client.Client) error { return c.PutReceipt(ctx, nil) }},
		"state":       {"PUT /api/state", func(c *client.Client) error { return c.PutState(ctx, nil) }},
		"hello":       {"GET /api/hello", func(c *client.Client) error { _, err := c.Hello(ctx); return err }},
		"put keyring": {"PUT /api/keyring", func(c *client.Client) error { return c.PutKeyring(ctx, hub.Keyring{}) }},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLiar(t, away)
			if err := c.call(l.client()); hub.CodeOf(err) != hub.E27 {
				t.Errorf("got %v", err)
			}
			if n := l.count(c.path); n < 2 {
				t.Errorf("asked %d times", n)
			}
			cut := newLiar(t, func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
			if err := c.call(cut.client()); hub.CodeOf(err) != hub.E27 {
				t.Errorf("got %v", err)
			}
			if n := cut.count(c.path); n < 2 {
				t.Errorf("asked %d times over a road that broke", n)
			}
		})
	}
	var logins atomic.Int64
	busy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		logins.Add(1)
		away(w, r)
	}))
	defer busy.Close()
	if _, err := client.New(busy.URL, client.Options{}).Login(ctx, nil); hub.CodeOf(err) != hub.E27 || logins.Load() != 1 {
		t.Errorf("a login: %v, asked %d times", err, logins.Load())
	}
	l := newLiar(t, reply(409, "application/json", `{"error":{"code":"E20","message":"m"}}`))
	if _, err := l.client().Put(ctx, nil); hub.CodeOf(err) != hub.E20 || l.count("POST /api/entries") != 1 {
		t.Errorf("a conflict: %v, asked %d times", err, l.count("POST /api/entries"))
	}
}

// TestTooMany: the hub says how long to wait, and the client does, if it may.
func TestTooMany(t *testing.T) {
	var mu sync.Mutex
	var at []time.Time
	l := newLiar(t, func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		at = append(at, time.Now())
		first := len(at) == 1
		mu.Unlock()
		if first {
			w.Header().Set("Retry-After", "1")
			reply(429, "application/json", `{"error":{"code":"E25","message":"m"}}`)(w, r)
			return
		}
		w.WriteHeader(http.StatusNoContent)
	})
	c := client.New(l.URL, client.Options{Patience: 10 * time.Second})
	c.As("", func(string, note.MemberID, note.Hash, int64) ([]byte, error) { return nil, nil })
	if err := c.PutKeyring(t.Context(), hub.Keyring{}); err != nil {
		t.Fatal(err)
	}
	if len(at) != 2 || at[1].Sub(at[0]) < time.Second {
		t.Errorf("asked at %v", at)
	}
	hurried := newLiar(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Retry-After", "3600")
		reply(429, "application/json", `{"error":{"code":"E25","message":"m"}}`)(w, r)
	})
	begin := time.Now()
	if err := hurried.client().PutState(t.Context(), nil); hub.CodeOf(err) != hub.E25 || time.Since(begin) > 5*time.Second {
		t.Errorf("got %v after %v", err, time.Since(begin))
	}
}

// TestLogsInOnce: many calls at once make one login, and a token that is refused
// makes one more.
func TestLogsInOnce(t *testing.T) {
	l := newLiar(t, reply(204, "", ""))
	c := l.client()
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			if err := c.PutState(t.Context(), nil); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if n := l.count("POST /api/login"); n != 1 {
		t.Errorf("%d logins", n)
	}
	refusing := newLiar(t, reply(401, "application/json", `{"error":{"code":"E22","message":"m"}}`))
	if err := refusing.client().PutState(t.Context(), nil); hub.CodeOf(err) != hub.E22 {
		t.Errorf("got %v", err)
	}
	if n := refusing.count("POST /api/login"); n != 2 {
		t.Errorf("%d logins", n)
	}
}

// TestContextEnds: a call that hangs ends with its context.
func TestContextEnds(t *testing.T) {
	l := newLiar(t, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	begin := time.Now()
	if _, err := l.client().State(ctx); hub.CodeOf(err) != hub.E27 || time.Since(begin) > 5*time.Second {
		t.Errorf("got %v after %v", err, time.Since(begin))
	}
}
