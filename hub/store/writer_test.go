package store

import (
	"context"
	"errors"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/sluis-hub/sluis/hub"
)

func openHere(t *testing.T) *Store {
	t.Helper()
	s, err := OpenSQLite(filepath.Join(t.TempDir(), "hub.db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// held starts an act that holds the writer until the returned function is called.
func held(t *testing.T, s *Store, ctx context.Context) (release func(), outcome <-chan error) {
	t.Helper()
	in, out, done := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	go func() {
		done <- s.do(ctx, "hold", 0, nil, func(t *tx) error {
			close(in)
			<-out
			_, err := t.exec(insertDay, "held", "2026-01-01")
			return err
		})
	}()
	<-in
	return func() { close(out) }, done
}

func addDay(party string) func(*tx) error {
	return func(t *tx) error {
		_, err := t.exec(insertDay, party, "2026-01-01")
		return err
	}
}

func days(t *testing.T, s *Store, party string) int {
	t.Helper()
	var n int
	if err := s.queryRow(t.Context(), "SELECT COUNT(*) FROM days WHERE party = $1", []any{party}, &n); err != nil {
		t.Fatal(err)
	}
	return n
}

// TestQueued: a context that ends while its act is queued is answered at once,
// and the act does not happen.
func TestQueued(t *testing.T) {
	s := openHere(t)
	release, outcome := held(t, s, t.Context())
	ctx, cancel := context.WithCancel(t.Context())
	queued := make(chan error, 1)
	go func() { queued <- s.do(ctx, "queued", 0, nil, addDay("queued")) }()
	for len(s.queue) == 0 {
		runtime.Gosched() // until it is in the queue
	}
	cancel()
	if err := <-queued; hub.CodeOf(err) != hub.E27 || !errors.Is(err, context.Canceled) {
		t.Errorf("queued act: %v, want E27", err)
	}
	release()
	if err := <-outcome; err != nil {
		t.Error(err)
	}
	if n := days(t, s, "queued"); n != 0 {
		t.Error("an act happened after its caller was told that it did not")
	}
}

// TestTaken: an act that the writer has taken completes, whatever becomes of its context.
func TestTaken(t *testing.T) {
	s := openHere(t)
	ctx, cancel := context.WithCancel(t.Context())
	release, outcome := held(t, s, ctx)
	cancel()
	release()
	if err := <-outcome; err != nil {
		t.Error(err)
	}
	if n := days(t, s, "held"); n != 1 {
		t.Error("an act that was taken did not happen")
	}
}

// TestClose: Close waits for what is queued.
func TestClose(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hub.db")
	s, err := OpenSQLite(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	release, outcome := held(t, s, t.Context())
	const many = 10
	queued := make(chan error, many)
	for range many {
		go func() { queued <- s.do(t.Context(), "queued", 0, nil, addDay("queued")) }()
	}
	for len(s.queue) < many {
		runtime.Gosched() // until it is in the queue
	}
	closed := make(chan error)
	go func() { closed <- s.Close() }()
	release()
	for range many {
		if err := <-queued; err != nil {
			t.Error(err)
		}
	}
	if err := errors.Join(<-outcome, <-closed); err != nil {
		t.Error(err)
	}
}

// TestBatch: acts that wait together share a transaction, an act that fails
// takes nothing else with it, and an act that breaks the whole transaction is
// the only one that does not happen.
func TestBatch(t *testing.T) {
	s := openHere(t)
	release, outcome := held(t, s, t.Context())
	refuse := errors.New("refused")
	acts := map[string]func(*tx) error{
		"one":     addDay("one"),
		"refused": func(t *tx) error { return errors.Join(addDay("refused")(t), refuse) },
		"breaks": func(t *tx) error {
			return errors.Join(addDay("breaks")(t), t.plain("ROLLBACK"), refuse)
		},
		"two": addDay("two"),
	}
	type answer struct {
		name string
		err  error
	}
	answers := make(chan answer, len(acts))
	for name, do := range acts {
		go func() { answers <- answer{name, s.do(t.Context(), name, 0, nil, do)} }()
	}
	for len(s.queue) < len(acts) {
		runtime.Gosched() // until it is in the queue
	}
	release()
	if err := <-outcome; err != nil {
		t.Error(err)
	}
	for range acts {
		a := <-answers
		fails := a.name == "refused" || a.name == "breaks"
		if (a.err != nil) != fails {
			t.Errorf("%s: %v", a.name, a.err)
		}
		if n := days(t, s, a.name); (n == 0) != fails {
			t.Errorf("%s happened %d times", a.name, n)
		}
	}
}
