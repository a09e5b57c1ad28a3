package hubtest

import (
	"crypto/ed25519"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/translog"
	"github.com/sluis-hub/sluis/hub/liar"
	"github.com/sluis-hub/sluis/hub/sequencer"
	"github.com/sluis-hub/sluis/hub/server"
	"github.com/sluis-hub/sluis/partners/witness"
)

// A Witness cosigns directory logs until the test ends, at an address of its own.
type Witness struct {
	URL string

	witness *witness.Witness
	dir     string
	now     func() time.Time
}

// watching counts them: no two have one name.
var watching atomic.Int64

// Watch starts a witness with a clock.
func Watch(t testing.TB, now func() time.Time) *Witness {
	t.Helper()
	dir := t.TempDir() + "/witness"
	w, err := witness.Open(dir, fmt.Sprintf("witness%d.test", watching.Add(1)), now)
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(w.Handler())
	t.Cleanup(func() {
		s.Close()
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	return &Witness{URL: s.URL, witness: w, dir: dir, now: now}
}

// Watches has it cosign a log too, by the key that the log's hub tells.
func (w *Witness) Watches(t testing.TB, log string) {
	t.Helper()
	key, err := translog.ParseLogKey(log)
	if err != nil {
		t.Fatal(err)
	}
	w.witness.Add(key)
}

// ServeHTTP answers as the witness does, for a road to it.
func (w *Witness) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	w.witness.Handler().ServeHTTP(rw, r)
}

// Key is what trust files call it.
func (w *Witness) Key() string { return w.witness.Key().String() }

// Flag is how a hub is told of it, --witness.
func (w *Witness) Flag() string { return w.URL + "=" + w.Key() }

// Collude cosigns what the log signed, whatever it cosigned before: what only a
// witness that lies does.
func (w *Witness) Collude(t testing.TB, s *translog.Signed) *translog.Signed {
	t.Helper()
	s.Signatures = append(s.Signatures, w.witness.Key().Cosign(s, w.now().Unix(), signer(t, w.dir+"/witness.key")))
	return s
}

// Collude signs any checkpoint with the hub's own log key and its witness's: what
// only a hub that lies does, whose witness lies too.
func (h *Hub) Collude(cp note.Checkpoint) []byte {
	h.t.Helper()
	key, err := translog.ParseLogKey(h.LogKey())
	if err != nil {
		h.t.Fatal(err)
	}
	return h.witness.Collude(h.t, key.Sign(cp, signer(h.t, h.Data()+"/log.key"))).Bytes()
}

// Secrets are the keys of the hub's log and of its witness, for a hub that lies.
func (h *Hub) Secrets() liar.Secrets {
	h.t.Helper()
	log, err := translog.ParseLogKey(h.LogKey())
	if err != nil {
		h.t.Fatal(err)
	}
	return liar.Secrets{
		Log: log, SignLog: signer(h.t, h.Data()+"/log.key"), Now: h.Now,
		Witness: h.witness.witness.Key(), SignWitness: signer(h.t, h.witness.dir+"/witness.key"),
	}
}

// Behind is a change for Start: clients find the hub at other addresses than its own.
func Behind(addresses ...string) func(*server.Config) {
	return func(c *server.Config) { c.Origins = append(c.Origins, addresses...) }
}

// signer signs with the key in a file.
func signer(t testing.TB, file string) func([]byte) []byte {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	seed, err := hex.DecodeString(strings.TrimSpace(string(text)))
	if err != nil || len(seed) != ed25519.SeedSize {
		t.Fatalf("%s holds no key", file)
	}
	return func(message []byte) []byte { return ed25519.Sign(ed25519.NewKeyFromSeed(seed), message) }
}

func (w *Witness) config() []sequencer.Witness {
	return []sequencer.Witness{{Address: w.URL, Key: w.witness.Key()}}
}
