package witness_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/translog"
	"github.com/sluis-hub/sluis/partners/witness"
)

func TestItCosignsGrowth(t *testing.T) {
	g, c := grow(t, "noord", 40, ""), newClock()
	w := serve(t, filepath.Join(t.TempDir(), "witness"), c.now, g)
	if got := w.cosigns(g, 0, 0); got != began {
		t.Errorf("of nothing at %d", got)
	}
	old := uint64(0)
	for _, size := range []uint64{1, 2, 7, 8, 33, 40} {
		w.cosigns(g, old, size)
		w.holds(g, size)
		old = size
	}
	c.Add(600)
	if got := w.cosigns(g, 40, 40); got != began+600 {
		t.Errorf("again after ten minutes at %d", got)
	}
	c.Add(-100)
	if got := w.cosigns(g, 40, 40); got != began+600 {
		t.Errorf("by a clock that went back at %d", got)
	}
}

func TestItTellsItsKey(t *testing.T) {
	w := serve(t, filepath.Join(t.TempDir(), "witness"), newClock().now)
	for path, want := range map[string]string{"/": "witness " + w.Key().String() + "\n", "/healthz": "ok\n", "/readyz": "ok\n"} {
		r, err := http.Get(w.url + path)
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r.Body)
		r.Body.Close()
		if err != nil || r.StatusCode != http.StatusOK || string(text) != want {
			t.Errorf("%s: %d %q %v", path, r.StatusCode, text, err)
		}
	}
	if k, err := translog.ParseWitnessKey(w.Key().String()); err != nil || k != w.Key() || k.Name != "oost.example" {
		t.Errorf("%v: %v", k, err)
	}
}

func TestItRefuses(t *testing.T) {
	g, other, c := grow(t, "noord", 40, ""), grow(t, "noord", 40, " elsewhere"), newClock()
	w := serve(t, filepath.Join(t.TempDir(), "witness"), c.now, g)
	w.cosigns(g, 0, 10)
	good := g.body(10, 20)
	changed := func(old, new string) string {
		t.Helper()
		if !strings.Contains(good, old) {
			t.Fatalf("nothing to change in %q", good)
		}
		return strings.Replace(good, old, new, 1)
	}
	proof, err := g.tree.Growth(10, 20)
	if err != nil {
		t.Fatal(err)
	}
	line := base64.StdEncoding.EncodeToString(proof[0].Bytes())
	many := func(n int) []note.Hash { return slices.Repeat(proof[:1], n) }
	stranger := grow(t, "zuid", 0, "")
	forged := g.key.Sign(g.at(20), stranger.sign)
	by := stranger.key.Sign(g.at(20), stranger.sign)
	for _, x := range []struct {
		name, body string
		status     int
	}{
		{"nothing", "", 400},
		{"no old size", changed("old 10\n", ""), 400},
		{"an old size with a zero", changed("old 10\n", "old 010\n"), 400},
		{"an old size below nothing", changed("old 10\n", "old -10\n"), 400},
		{"an old size above all", changed("old 10\n", "old 9007199254740992\n"), 400},
		{"two spaces", changed("old 10\n", "old  10\n"), 400},
		{"no word", changed("old 10\n", "10\n"), 400},
		{"another word", changed("old 10\n", "new 10\n"), 400},
		{"a carriage return", changed("old 10\n", "old 10\r\n"), 400},
		{"no empty line", changed("\n\n", "\n"), 400},
		{"a hash of 31 bytes", changed(line, base64.StdEncoding.EncodeToString(proof[0].Bytes()[1:])), 400},
		{"a hash without padding", changed(line, strings.TrimSuffix(line, "=")), 400},
		{"a hash with bits beyond its end", changed(line, line[:42]+"B="), 400},
		{"a hash with a carriage return", changed(line, line+"\r"), 400},
		{"a proof of 64 hashes", body(10, many(64), g.signed(20)), 400},
		{"no checkpoint", "old 10\n\n", 400},
		{"a checkpoint without signatures", good[:strings.Index(good, "—")], 400},
		{"half a body", good[:len(good)/2], 400},
		{"longer than any", good + strings.Repeat("x", 70<<10), 400},
		{"old above the checkpoint", body(10, nil, g.signed(9)), 400},
		{"an unknown log", body(0, nil, stranger.signed(0)), 404},
		{"signed by another key", body(10, proof, forged), 403},
		{"signed by another name", changed(g.signed(20).Signatures[0].String(), by.Signatures[0].String()), 403},
		{"the signature of another size", changed("\n20\n", "\n21\n"), 403},
		{"a signature of another, and an old size that is wrong", body(3, nil, forged), 403},
		{"an old size that is too small", g.body(9, 20), 409},
		{"an old size that is too large", g.body(11, 20), 409},
		{"nothing, after something", g.body(0, 0), 409},
		{"an old size that is wrong, and a wrong proof", body(9, many(1), g.signed(20)), 409},
		{"two roots of one size", body(10, nil, other.signed(10)), 409},
		{"two roots of one size, with a proof", body(10, proof, other.signed(10)), 409},
		{"a fork", other.body(10, 20), 422},
		{"no proof", body(10, nil, g.signed(20)), 422},
		{"a proof of 63 hashes", body(10, many(63), g.signed(20)), 422},
		{"a proof where there is nothing to prove", body(10, proof, g.signed(10)), 422},
	} {
		got := w.ask(x.body)
		size := x.status == 409 && !strings.HasPrefix(x.name, "two roots")
		if got.status != x.status || (got.kind == "text/x.tlog.size") != size || size != (got.text == "10\n") || strings.Contains(got.text, "—") {
			t.Errorf("%s: %+v, want %d", x.name, got, x.status)
		}
	}
	for _, path := range []string{"/add-checkpoint", "/add-checkpoint/", "/x"} {
		r, err := http.Get(w.url + path)
		if err != nil {
			t.Fatal(err)
		}
		r.Body.Close()
		if r.StatusCode != http.StatusNotFound && r.StatusCode != http.StatusMethodNotAllowed {
			t.Errorf("GET %s: %d", path, r.StatusCode)
		}
	}
	w.holds(g, 10)
	with := g.signed(20) // what else was signed is no matter
	with.Signatures = append(by.Signatures, with.Signatures...)
	if got := w.ask(body(10, proof, with)); got.status != 200 {
		t.Errorf("beside a signature of another: %+v", got)
	}
}

// A first checkpoint needs no proof, and one of nothing is that of all logs.
func TestItRefusesTheFirst(t *testing.T) {
	g := grow(t, "noord", 9, "")
	w := serve(t, filepath.Join(t.TempDir(), "witness"), newClock().now, g)
	fake := g.key.Sign(note.Checkpoint{Root: g.at(9).Root}, g.sign)
	proof, err := g.tree.Growth(2, 9)
	if err != nil {
		t.Fatal(err)
	}
	for status, sent := range map[int]string{409: body(0, nil, fake), 422: body(0, proof, g.signed(9))} {
		if got := w.ask(sent); got.status != status {
			t.Errorf("%+v, want %d", got, status)
		}
	}
	if got := w.ask(g.body(2, 9)); got != (answer{409, "text/x.tlog.size", "0\n"}) {
		t.Errorf("%+v", got)
	}
	w.cosigns(g, 0, 9)
}

func TestItWatchesTwoLogs(t *testing.T) {
	one, two := grow(t, "noord", 20, ""), grow(t, "zuid", 20, "")
	w := serve(t, filepath.Join(t.TempDir(), "witness"), newClock().now, one)
	w.cosigns(one, 0, 10)
	if got := w.ask(two.body(0, 5)); got.status != 404 {
		t.Errorf("%+v", got)
	}
	w.Add(two.key)
	w.cosigns(two, 0, 5)
	w.Add(two.key)
	w.cosigns(one, 10, 20)
	w.holds(one, 20)
	w.holds(two, 5)
}

// Of many who ask at once, for two branches of one log, one line of growth comes
// out: of those who all knew the same size one is answered, and whoever asks on with
// the size it is told gets further along that line only.
func TestItCosignsOneLineOfGrowth(t *testing.T) {
	for name, once := range map[string]bool{"from one size": true, "from what they are told": false} {
		t.Run(name, func(t *testing.T) {
			branches := []*growing{grow(t, "noord", 60, " left"), grow(t, "noord", 60, " right")}
			// Who has been found to follow waits for a second one, who must not be there.
			var waiting atomic.Bool
			meet := make(chan struct{})
			w := serve(t, filepath.Join(t.TempDir(), "witness"), func() time.Time {
				if waiting.Load() {
					select {
					case meet <- struct{}{}:
					case <-meet:
					case <-time.After(200 * time.Millisecond):
					}
				}
				return time.Unix(began, 0)
			}, branches[0])
			w.cosigns(branches[0], 0, fork)
			waiting.Store(once)
			var mu sync.Mutex
			var cosigned []note.Checkpoint
			var asking sync.WaitGroup
			begin := make(chan struct{})
			for n := range 50 {
				asking.Go(func() {
					g, old, size := branches[n%2], uint64(fork), uint64(fork+1+n)
					<-begin
					for old <= size {
						got := w.ask(g.body(old, size))
						if got.status == http.StatusOK {
							mu.Lock()
							cosigned = append(cosigned, g.at(size))
							mu.Unlock()
						}
						if once || got.kind != "text/x.tlog.size" {
							return
						}
						if _, err := fmt.Sscan(got.text, &old); err != nil {
							t.Errorf("%+v: %v", got, err)
							return
						}
					}
				})
			}
			close(begin)
			asking.Wait()
			waiting.Store(false)
			if len(cosigned) == 0 || once && len(cosigned) != 1 {
				t.Fatalf("%d were cosigned", len(cosigned))
			}
			held, mine := uint64(0), [2]int{}
			for _, cp := range cosigned {
				held = max(held, cp.Size)
				for n, g := range branches {
					if g.at(cp.Size) == cp {
						mine[n]++
					}
				}
			}
			if mine[0] != len(cosigned) && mine[1] != len(cosigned) {
				t.Errorf("of the branches were cosigned %d", mine)
			}
			w.holds(branches[0], held)
		})
	}
}

// TestItRemembers: what it cosigned, and when, outlives it.
func TestItRemembers(t *testing.T) {
	dir, c := filepath.Join(t.TempDir(), "witness"), newClock()
	one, two := grow(t, "noord", 20, ""), grow(t, "zuid", 20, "")
	first, err := witness.Open(dir, "oost.example", c.now)
	if err != nil {
		t.Fatal(err)
	}
	first.Add(one.key)
	first.Add(two.key)
	s := httptest.NewServer(first.Handler())
	defer s.Close()
	w := &asked{t, first, s.URL}
	w.cosigns(one, 0, 10)
	w.cosigns(two, 0, 7)
	key := w.Key()
	if _, err := witness.Open(dir, "oost.example", c.now); err == nil || !strings.Contains(err.Error(), "another witness runs") {
		t.Errorf("a second one: %v", err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	if got := w.ask(one.body(10, 20)); got.status != 500 {
		t.Errorf("one that is closed: %+v", got)
	}
	c.Add(-3600)
	w = serve(t, dir, c.now, one, two)
	if w.Key() != key {
		t.Errorf("it became %s", w.Key())
	}
	w.holds(one, 10)
	w.holds(two, 7)
	if got := w.ask(grow(t, "noord", 20, " elsewhere").body(10, 20)); got.status != 422 {
		t.Errorf("a fork of before: %+v", got)
	}
	if at := w.cosigns(one, 10, 20); at != began {
		t.Errorf("it cosigned at %d", at)
	}
}

// It keeps the checkpoint as a client would want to see it, and nothing of the
// others that signed it.
func TestItKeepsTheCheckpoint(t *testing.T) {
	dir, c, g := filepath.Join(t.TempDir(), "witness"), newClock(), grow(t, "noord", 20, "")
	file := filepath.Join(dir, string(note.HashOf([]byte(g.key.Name))))
	var want string
	t.Run("before", func(t *testing.T) {
		w, s := serve(t, dir, c.now, g), g.signed(10)
		for n := range translog.MaxSignatures - 1 {
			s.Signatures = append(s.Signatures, translog.Signature{Name: fmt.Sprintf("other%d", n), Data: []byte("12345")})
		}
		got := w.ask(body(0, nil, s))
		w.counts(g.signed(10), got.text)
		want = string(g.signed(10).Bytes()) + got.text
	})
	if b, err := os.ReadFile(file); err != nil || string(b) != want {
		t.Errorf("%q %v, want %q", b, err, want)
	}
	serve(t, dir, c.now, g).holds(g, 10)
}

// The longest body is read, and of what is longer no more.
func TestItReadsNoMore(t *testing.T) {
	g := grow(t, "noord", 20, "")
	w := serve(t, filepath.Join(t.TempDir(), "witness"), newClock().now, g)
	w.cosigns(g, 0, 10)
	proof, err := g.tree.Growth(10, 20)
	if err != nil {
		t.Fatal(err)
	}
	longest := func(size int) string {
		s := g.signed(20)
		rest := size - len(s.Bytes()) - len("— ") - len(" \n") - 1
		s.Signatures = append(s.Signatures, translog.Signature{Name: strings.Repeat("n", 1+rest%4), Data: make([]byte, rest/4*3)})
		if got := len(s.Bytes()); got != size {
			t.Fatalf("a checkpoint of %d bytes, not %d", got, size)
		}
		return body(10, slices.Repeat(proof[:1], translog.MaxProof), s)
	}
	if got := w.ask(longest(translog.MaxCheckpoint)); got.status != http.StatusUnprocessableEntity {
		t.Errorf("the longest: %+v", got)
	}
	if got := w.ask(longest(translog.MaxCheckpoint + 1)); got.status != http.StatusBadRequest {
		t.Errorf("one longer: %+v", got)
	}
	endless, answered := &counting{Reader: io.LimitReader(zeros{}, 16<<20)}, httptest.NewRecorder()
	w.Handler().ServeHTTP(answered, httptest.NewRequest(http.MethodPost, "/add-checkpoint", endless))
	if answered.Code != http.StatusBadRequest || endless.read > 128<<10 {
		t.Errorf("%d after %d bytes", answered.Code, endless.read)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

type counting struct {
	io.Reader
	read int
}

func (c *counting) Read(p []byte) (n int, err error) {
	n, err = c.Reader.Read(p)
	c.read += n
	return n, err
}

// What it cannot keep it does not cosign, and it goes on when it can.
func TestItCosignsNothingItCannotKeep(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "witness")
	g, elsewhere := grow(t, "noord", 20, ""), grow(t, "noord", 20, " elsewhere")
	w := serve(t, dir, newClock().now, g)
	blocked := func(name string, old, size uint64) {
		t.Helper()
		block := filepath.Join(dir, name+".new")
		if err := os.Mkdir(block, 0o700); err != nil {
			t.Fatal(err)
		}
		if got := w.ask(elsewhere.body(old, size)); got.status != 500 || strings.Contains(got.text, "—") {
			t.Errorf("%+v", got)
		}
		if err := os.Remove(block); err != nil {
			t.Fatal(err)
		}
	}
	blocked("logs", 0, 10)
	w.cosigns(g, 0, fork)
	blocked(string(note.HashOf([]byte(g.key.Name))), fork, 10)
	w.holds(g, fork)
	w.cosigns(g, fork, 20)
}

// A fork is told of with what proves it.
func TestItTellsOfForks(t *testing.T) {
	var told bytes.Buffer
	g, elsewhere := grow(t, "noord", 20, ""), grow(t, "noord", 20, " elsewhere")
	w := serve(t, filepath.Join(t.TempDir(), "witness"), newClock().now, g)
	w.Log = slog.New(slog.NewJSONHandler(&told, nil))
	w.cosigns(g, 0, 10)
	if strings.Contains(told.String(), "ERROR") {
		t.Errorf("without a fork: %s", &told)
	}
	w.ask(body(10, nil, elsewhere.signed(10)))
	signature := strings.TrimPrefix(elsewhere.signed(10).Signatures[0].String(), "— ")
	if !strings.Contains(told.String(), `"ERROR"`) || !strings.Contains(told.String(), signature) {
		t.Errorf("of a fork: %s", &told)
	}
}
