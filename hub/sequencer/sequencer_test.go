package sequencer_test

import (
	"context"
	"crypto/ed25519"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/translog"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/hubtest"
	"github.com/sluis-hub/sluis/hub/sequencer"
	"github.com/sluis-hub/sluis/hub/store"
)

// road is where a hub finds a witness, who may do anything.
type road struct {
	*hubtest.Witness
	does atomic.Pointer[http.HandlerFunc] // nil for what it should
}

func (r *road) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	if does := r.does.Load(); does != nil {
		(*does)(w, req)
		return
	}
	r.Witness.ServeHTTP(w, req)
}

func (r *road) lies(does http.HandlerFunc) { r.does.Store(&does) }
func (r *road) mends()                     { r.does.Store(nil) }

// region is a log with its witnesses.
type region struct {
	t       *testing.T
	now     atomic.Int64
	store   *store.Store
	lines   *translog.Log
	key     translog.Key
	sign    func([]byte) []byte
	roads   []*road
	asked   []sequencer.Witness
	policy  *translog.Policy
	quorum  int
	records int
}

func newRegion(t *testing.T, witnesses, quorum int) *region {
	t.Helper()
	s, err := store.OpenSQLite(filepath.Join(t.TempDir(), "hub.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	private := ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))
	public, err := keys.PublicFrom(private.Public().(ed25519.PublicKey))
	if err != nil {
		t.Fatal(err)
	}
	key, err := translog.LogKey(strings.Repeat("0a", 16)+"/dir", public)
	if err != nil {
		t.Fatal(err)
	}
	r := &region{
		t: t, store: s, lines: translog.NewLog(), key: key, quorum: quorum,
		sign: func(message []byte) []byte { return ed25519.Sign(private, message) },
	}
	r.now.Store(1_771_234_567)
	var names []string
	for range witnesses {
		at := &road{Witness: hubtest.Watch(t, r.time)}
		at.Watches(t, key.String())
		server := httptest.NewServer(at)
		t.Cleanup(server.Close)
		of, err := sequencer.ParseWitness(server.URL + "=" + at.Key())
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, at.Key())
		r.roads, r.asked = append(r.roads, at), append(r.asked, of)
	}
	if r.policy, err = translog.NewPolicy(key.String(), names, quorum); err != nil {
		t.Fatal(err)
	}
	return r
}

func (r *region) time() time.Time { return time.Unix(r.now.Load(), 0) }

// process is a hub process on the region's database.
func (r *region) process(name string) *sequencer.Sequencer {
	return sequencer.New(sequencer.Config{
		Store: r.store, Process: name, Lines: r.lines, Follow: func(context.Context) error { return nil },
		Key: r.key, Sign: r.sign, Witnesses: r.asked, Quorum: r.quorum, Now: r.time,
	})
}

// grow adds a line.
func (r *region) grow() {
	r.t.Helper()
	r.records++
	id := fmt.Sprintf("%032x", r.records)
	err := r.lines.Append(translog.Leaf{Kind: "org", Org: note.OrgID(id), Hash: note.HashOf([]byte(id))})
	if err != nil {
		r.t.Fatal(err)
	}
}

// made demands that all lines come into a checkpoint, which clients believe, with the
// signatures of so many witnesses.
func (r *region) made(s *sequencer.Sequencer, cosigned int) {
	r.t.Helper()
	r.grow()
	if err := s.Cover(r.t.Context(), r.lines.Size()); err != nil {
		r.t.Errorf("%v", err)
		return
	}
	if head := r.newest(s); head.Size != r.lines.Size() || head.Cosigned != cosigned {
		r.t.Errorf("%d of %d lines, cosigned by %d and not %d", head.Size, r.lines.Size(), head.Cosigned, cosigned)
	}
}

func (r *region) newest(s *sequencer.Sequencer) translog.Head {
	r.t.Helper()
	raw, err := s.Checkpoint(r.t.Context())
	if err != nil {
		r.t.Fatal(err)
	}
	head, err := r.policy.Verify(raw)
	if err != nil {
		r.t.Fatal(err)
	}
	return head
}

// refused demands that nothing new is signed.
func (r *region) refused(s *sequencer.Sequencer) {
	r.t.Helper()
	before := r.newest(s)
	r.grow()
	if err := s.Cover(r.t.Context(), r.lines.Size()); hub.CodeOf(err) != hub.E27 {
		r.t.Errorf("got %v, want %s", err, hub.E27)
	}
	if after := r.newest(s); after.Checkpoint != before.Checkpoint {
		r.t.Errorf("it signed %+v", after)
	}
}

// names answers as a witness does that has seen so many lines.
func names(size string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/x.tlog.size")
		w.WriteHeader(http.StatusConflict)
		io.WriteString(w, size+"\n")
	}
}

func says(status int, text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		io.WriteString(w, text)
	}
}

// dumb takes everything in and answers nothing, until whoever asks has gone.
func dumb(_ http.ResponseWriter, q *http.Request) {
	io.Copy(io.Discard, q.Body) // only then the server sees that
	<-q.Context().Done()
}

// TestWitnessThatLies: where two of three do, whatever one does stops nothing, whether
// from the start or later; what two do stops everything; and it counts again when it
// does as it should.
func TestWitnessThatLies(t *testing.T) {
	for name, does := range map[string]func(r *region) http.HandlerFunc{
		"says nothing":              func(*region) http.HandlerFunc { return dumb },
		"has seen far more":         func(*region) http.HandlerFunc { return names("4503599627370496") },
		"has seen less than it did": func(*region) http.HandlerFunc { return names("0") },
		"names no number":           func(*region) http.HandlerFunc { return names("-1") },
		"names none in its form":    func(*region) http.HandlerFunc { return names("007") },
		"forks":                     func(*region) http.HandlerFunc { return says(http.StatusConflict, "") },
		"refuses the proof":         func(*region) http.HandlerFunc { return says(http.StatusUnprocessableEntity, "") },
		"is a page":                 func(*region) http.HandlerFunc { return says(http.StatusOK, "<!doctype html>") },
		"signs nothing":             func(*region) http.HandlerFunc { return says(http.StatusOK, "") },
		"has no end":                func(*region) http.HandlerFunc { return says(http.StatusOK, strings.Repeat("x", 1<<20)) },
		"sends on": func(r *region) http.HandlerFunc {
			return func(w http.ResponseWriter, q *http.Request) {
				http.Redirect(w, q, r.roads[0].URL+q.URL.Path, http.StatusTemporaryRedirect)
			}
		},
		"signs as another": func(r *region) http.HandlerFunc { return r.roads[0].Witness.ServeHTTP },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRegion(t, 3, 2)
			late := r.process("late") // has asked nobody yet
			s := r.process("early")
			r.made(s, 3)
			lie := does(r)
			r.roads[2].lies(lie)
			r.made(s, 2)
			r.made(late, 2)
			if err := late.Ready(t.Context()); err != nil {
				t.Errorf("with two of three: %v", err)
			}
			if name == "signs as another" { // it would be that other
				lie = says(http.StatusBadGateway, "")
			}
			r.roads[1].lies(lie)
			r.refused(s)
			r.roads[1].mends()
			r.roads[2].mends()
			r.made(s, 3)
			r.made(late, 3)
		})
	}
}

// TestNobodyWaitsForTheOthers: while the witnesses are dumb, many who ask get their
// answer together, not one after the other.
func TestNobodyWaitsForTheOthers(t *testing.T) {
	t.Parallel()
	r := newRegion(t, 1, 1)
	s := r.process("a")
	r.made(s, 1)
	var asked atomic.Int64
	r.roads[0].lies(func(w http.ResponseWriter, q *http.Request) {
		asked.Add(1)
		dumb(w, q)
	})
	r.grow()
	var wait sync.WaitGroup
	for range 50 {
		wait.Go(func() {
			if err := s.Cover(t.Context(), r.lines.Size()); hub.CodeOf(err) != hub.E27 {
				t.Errorf("got %v, want %s", err, hub.E27)
			}
		})
	}
	wait.Wait()
	if n := asked.Load(); n > 3 {
		t.Errorf("the witness was asked %d times", n)
	}
	r.roads[0].mends()
	r.made(s, 1)
}

// TestOneWordIsEnough: where a quorum is not more than half, those who signed what was
// lost may be fewer than a quorum, and one who saw more stops it.
func TestOneWordIsEnough(t *testing.T) {
	r := newRegion(t, 2, 1)
	s := r.process("a")
	r.made(s, 2)
	r.roads[1].lies(says(http.StatusBadGateway, ""))
	r.made(s, 1)
	r.roads[1].lies(names("99"))
	again := r.process("again") // does not know yet how much they saw
	if err := again.Ready(t.Context()); hub.CodeOf(err) != hub.E27 {
		t.Errorf("ready: %v", err)
	}
	r.refused(again)
	r.roads[1].mends()
	r.made(again, 2)
}

// TestHandOver: while another process has the log one waits for it; one that died with
// it is followed after its time.
func TestHandOver(t *testing.T) {
	r := newRegion(t, 1, 1)
	s := r.process("b")
	r.made(s, 1)
	hold := func() {
		t.Helper()
		now := r.now.Load()
		if held, err := r.store.HoldLog(t.Context(), "a", now, now+15); err != nil || !held {
			t.Fatalf("%v %v", held, err)
		}
	}
	hold()
	r.grow()
	covered := make(chan error, 1)
	go func() { covered <- s.Cover(context.Background(), r.lines.Size()) }()
	if err := r.store.ReleaseLog(t.Context(), "a"); err != nil {
		t.Fatal(err)
	}
	if err := <-covered; err != nil {
		t.Errorf("after it was given up: %v", err)
	}
	hold()
	r.now.Add(15)
	r.made(s, 1)
}

// TestManyProcesses: of those who need a checkpoint at once each gets one that has its
// lines, and nobody signs a fork, which the witness would refuse.
func TestManyProcesses(t *testing.T) {
	r := newRegion(t, 1, 1)
	all := []*sequencer.Sequencer{r.process("a"), r.process("b"), r.process("c")}
	var growing sync.Mutex
	var wait sync.WaitGroup
	for n := range 30 {
		wait.Go(func() {
			size := func() uint64 {
				growing.Lock()
				defer growing.Unlock()
				r.grow()
				return r.lines.Size()
			}()
			if err := all[n%3].Cover(t.Context(), size); err != nil {
				t.Errorf("%d lines: %v", size, err)
			}
		})
	}
	wait.Wait()
	if head := r.newest(all[0]); head.Size != 30 {
		t.Errorf("%d lines in the end", head.Size)
	}
}

// TestOtherLog: nothing is signed after what this key did not sign, or not these lines.
func TestOtherLog(t *testing.T) {
	r := newRegion(t, 1, 1)
	s := r.process("a")
	r.made(s, 1)
	for name, change := range map[string]func(*region){
		"other lines": func(o *region) { o.records = 70 },
		"fewer lines": func(o *region) { o.lines = translog.NewLog() },
	} {
		other := &region{t: t, store: r.store, lines: translog.NewLog(), key: r.key, sign: r.sign, asked: r.asked, quorum: 1, policy: r.policy}
		other.now.Store(r.now.Load() + 3600)
		change(other)
		other.grow()
		if name == "fewer lines" {
			other.lines = translog.NewLog()
		}
		if err := other.process("b").Tend(t.Context()); err == nil {
			t.Errorf("%s: it signed", name)
		}
	}
}

func TestParseWitness(t *testing.T) {
	at := hubtest.Watch(t, time.Now)
	for _, good := range []string{"https://witness.example", "http://localhost:8403", "https://witness.example/at/"} {
		if w, err := sequencer.ParseWitness(good + "=" + at.Key()); err != nil || w.Address != strings.TrimSuffix(good, "/") || w.Key.String() != at.Key() {
			t.Errorf("%s: %+v, %v", good, w, err)
		}
	}
	for _, bad := range []string{
		"", "=", "https://witness.example", "https://witness.example=", "https://witness.example=x", "=" + at.Key(), "witness.example=" + at.Key(),
		"ftp://witness.example=" + at.Key(), "https://u:p@witness.example=" + at.Key(), "https://witness.example/?a=" + at.Key(),
		"https://witness.example/#a=" + at.Key(), "https://=" + at.Key(),
	} {
		if w, err := sequencer.ParseWitness(bad); err == nil {
			t.Errorf("%q is %+v", bad, w)
		}
	}
}
