package hubtest

import (
	"net/http/httptest"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/crypto/translog"
	"github.com/sluis-hub/sluis/hub/sequencer"
	"github.com/sluis-hub/sluis/partners/witness"
)

// A Witness cosigns directory logs until the test ends, at an address of its own.
type Witness struct {
	URL string

	witness *witness.Witness
}

// Watch starts a witness with a clock.
func Watch(t testing.TB, now func() time.Time) *Witness {
	t.Helper()
	dir := t.TempDir() + "/witness"
	w, err := witness.Open(dir, "witness.test", now)
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
	return &Witness{URL: s.URL, witness: w}
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

// Key is what trust files call it.
func (w *Witness) Key() string { return w.witness.Key().String() }

// Flag is how a hub is told of it, --witness.
func (w *Witness) Flag() string { return w.URL + "=" + w.Key() }

func (w *Witness) config() []sequencer.Witness {
	return []sequencer.Witness{{Address: w.URL, Key: w.witness.Key()}}
}
