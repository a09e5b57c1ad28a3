package witness_test

import (
	"crypto/ed25519"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/translog"
	"github.com/sluis-hub/sluis/partners/witness"
)

// clock is the time of a witness, for a test to move.
type clock struct{ atomic.Int64 }

func (c *clock) now() time.Time { return time.Unix(c.Load(), 0) }

const began = 1_771_234_567

func newClock() *clock {
	c := &clock{}
	c.Store(began)
	return c
}

// growing is a log as its hub has it.
type growing struct {
	t    testing.TB
	key  translog.Key
	sign func([]byte) []byte
	tree *translog.Log
}

// fork is how many lines of a log are the same in all its branches.
const fork = 3

// grow makes a log of so many lines: the same whenever it is made, but for the
// branch after the first lines.
func grow(t testing.TB, name string, size int, branch string) *growing {
	t.Helper()
	seed := note.HashOf([]byte("the log " + name)).Bytes()
	private := ed25519.NewKeyFromSeed(seed)
	public, err := keys.PublicFrom(private.Public().(ed25519.PublicKey))
	if err != nil {
		t.Fatal(err)
	}
	g := &growing{t: t, tree: translog.NewLog(), sign: func(b []byte) []byte { return ed25519.Sign(private, b) }}
	if g.key, err = translog.LogKey(name+"/dir", public); err != nil {
		t.Fatal(err)
	}
	for n := range size {
		of := name
		if n >= fork {
			of += branch
		}
		h := note.HashOf([]byte(fmt.Sprintf("%s %d", of, n)))
		if err := g.tree.Append(translog.Leaf{Kind: translog.KindOrg, Org: note.OrgID(h[:32]), Hash: h}); err != nil {
			t.Fatal(err)
		}
	}
	return g
}

// at is the checkpoint of its first lines.
func (g *growing) at(size uint64) note.Checkpoint {
	root, ok := g.tree.Root(size)
	if !ok {
		g.t.Fatalf("the log has no %d lines", size)
	}
	return note.Checkpoint{Size: size, Root: root}
}

// signed is that checkpoint as the log signs it.
func (g *growing) signed(size uint64) *translog.Signed { return g.key.Sign(g.at(size), g.sign) }

// body asks to cosign it after old lines, with the proof.
func (g *growing) body(old, size uint64) string {
	g.t.Helper()
	proof, err := g.tree.Growth(old, size)
	if err != nil {
		g.t.Fatal(err)
	}
	return body(old, proof, g.signed(size))
}

func body(old uint64, proof []note.Hash, s *translog.Signed) string {
	text := fmt.Sprintf("old %d\n", old)
	for _, h := range proof {
		text += base64.StdEncoding.EncodeToString(h.Bytes()) + "\n"
	}
	return text + "\n" + string(s.Bytes())
}

// asked is a witness that serves.
type asked struct {
	t testing.TB
	*witness.Witness
	url string
}

// serve opens the witness of a directory, which watches the logs, until the test ends.
func serve(t testing.TB, dir string, now func() time.Time, logs ...*growing) *asked {
	t.Helper()
	w, err := witness.Open(dir, "oost.example", now)
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range logs {
		w.Add(g.key)
	}
	s := httptest.NewServer(w.Handler())
	t.Cleanup(func() {
		s.Close()
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	return &asked{t, w, s.URL}
}

type answer struct {
	status     int
	kind, text string
}

func (a *asked) ask(body string) answer {
	a.t.Helper()
	r, err := http.Post(a.url+"/add-checkpoint", "text/plain", strings.NewReader(body))
	if err != nil {
		a.t.Error(err)
		return answer{}
	}
	defer r.Body.Close()
	text, err := io.ReadAll(r.Body)
	if err != nil {
		a.t.Error(err)
	}
	return answer{r.StatusCode, r.Header.Get("Content-Type"), string(text)}
}

// cosigns asks, and demands one signature that counts; it gives its time.
func (a *asked) cosigns(g *growing, old, size uint64) int64 {
	a.t.Helper()
	got := a.ask(g.body(old, size))
	if got.status != http.StatusOK || !strings.HasPrefix(got.kind, "text/plain") {
		a.t.Fatalf("from %d to %d: %+v", old, size, got)
	}
	return a.counts(g.signed(size), got.text)
}

// counts verifies the lines of a witness as a client would, under the checkpoint.
func (a *asked) counts(s *translog.Signed, lines string) int64 {
	a.t.Helper()
	more, err := translog.ParseSignatures(lines)
	if err != nil || len(more) != 1 {
		a.t.Fatalf("%q: %v", lines, err)
	}
	p, err := translog.NewPolicy(grow(a.t, strings.TrimSuffix(s.Origin, "/dir"), 0, "").key.String(), []string{a.Key().String()}, 1)
	if err != nil {
		a.t.Fatal(err)
	}
	head, err := p.Verify(append(s.Bytes(), lines...))
	if err != nil || head.Checkpoint != s.Checkpoint {
		a.t.Fatalf("%+v: %v", head, err)
	}
	return head.Time
}

// holds demands that the witness says it holds that size, asked as a hub asks that
// has forgotten: with a checkpoint of nothing.
func (a *asked) holds(g *growing, size uint64) {
	a.t.Helper()
	want := answer{http.StatusConflict, "text/x.tlog.size", fmt.Sprintf("%d\n", size)}
	if got := a.ask(g.body(0, 0)); got != want {
		a.t.Errorf("%+v, want %+v", got, want)
	}
}
