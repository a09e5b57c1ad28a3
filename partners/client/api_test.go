package client_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/partners/client"
)

// TestAPI makes every call of hub.API once, against a hub.
func TestAPI(t *testing.T) {
	w := newTown(t)
	ctx := t.Context()
	anna, fatima := w.as(w.anna), w.as(w.fatima)

	hello, err := anna.Hello(ctx)
	w.must(err)
	if hello.Hub != w.ID() || hello.Time == 0 {
		t.Errorf("hello %+v", hello)
	}

	x, frame := w.Begin(t, w.anna, w.intake, w.noord)
	placed, err := anna.Put(ctx, frame)
	w.must(err)
	again, err := anna.Put(ctx, frame)
	w.must(err)
	if placed != again || placed.XID != x.XID {
		t.Errorf("placed %+v and %+v", placed, again)
	}
	post := x.Post(t, w.fatima, w.noord)
	_, err = fatima.Put(ctx, post)
	w.must(err)
	frames, err := anna.Entries(ctx, w.intake.Party(), x.XID, 0)
	w.must(err)
	if len(frames) != 2 || !bytes.Equal(frames[1], post) {
		t.Errorf("%d entries", len(frames))
	}
	page, err := fatima.Changes(ctx, w.noord.Party(), hub.Position{}, 0)
	w.must(err)
	newest, err := fatima.Newest(ctx, w.noord.Party(), hub.Position{}, 100000)
	w.must(err)
	if diff := cmp.Diff(page.Rows, newest.Rows); diff != "" || len(page.Rows) != 1 || page.Rows[0].Seq != 1 {
		t.Errorf("rows %+v %s", page.Rows, diff)
	}
	receipt := x.Receipt(t, w.anna, w.intake)
	w.must(anna.PutReceipt(ctx, receipt))
	w.must(anna.PutReceipt(ctx, receipt))
	receipts, err := fatima.Receipts(ctx, w.noord.Party(), x.XID)
	w.must(err)
	if len(receipts) != 1 || !bytes.Equal(receipts[0], receipt) {
		t.Errorf("%d receipts", len(receipts))
	}

	piece := bytes.Repeat([]byte("x"), 5000)
	sum := sha256.Sum256(piece)
	root := chain.BlobRoot(uint64(len(piece)), [][32]byte{sum})
	w.must(anna.PutPiece(ctx, root, uint64(len(piece)), 0, piece))
	numbers, err := anna.Pieces(ctx, root)
	w.must(err)
	if !slices.Equal(numbers, []uint32{0}) {
		t.Errorf("pieces %v", numbers)
	}
	_, err = anna.Piece(ctx, w.intake.Party(), x.XID, root, 0) // no entry names it
	w.wants(hub.E21, err)

	lease, err := anna.Claim(ctx, w.intake.Party(), x.XID)
	w.must(err)
	leases, err := anna.Leases(ctx, w.intake.Party())
	w.must(err)
	if diff := cmp.Diff([]hub.Lease{lease}, leases); diff != "" {
		t.Error(diff)
	}
	_, err = w.as(w.bas).Claim(ctx, w.intake.Party(), x.XID)
	w.wants(hub.E31, err)
	w.must(anna.Release(ctx, w.intake.Party(), x.XID))
	w.must(anna.SetDates(ctx, w.intake.Party(), []hub.Day{"2027-01-02", "2027-01-01"}))
	days, err := anna.Dates(ctx, w.intake.Party())
	w.must(err)
	if len(days) != 2 {
		t.Errorf("days %v", days)
	}
	open, err := anna.Available(ctx, []note.TeamID{w.noord.ID})
	w.must(err)
	if len(open) != 0 {
		t.Errorf("available %v", open)
	}

	leaves, err := anna.Leaves(ctx, 0, 0)
	w.must(err)
	var hashes []note.Hash
	for _, l := range leaves {
		hashes = append(hashes, l.Hash)
	}
	for len(hashes) < 120 { // more than one question
		hashes = append(hashes, note.HashOf([]byte{byte(len(hashes))}))
	}
	objects, err := anna.Objects(ctx, hashes)
	w.must(err)
	if len(objects) != len(hashes) {
		t.Fatalf("%d objects for %d hashes", len(objects), len(hashes))
	}
	for n, o := range objects {
		if n < len(leaves) && note.HashOf(o) != hashes[n] || n >= len(leaves) && len(o) != 0 {
			t.Errorf("object %d is another", n)
		}
	}
	w.must(anna.Publish(ctx, []hub.Object{w.vt.Without(t, w.bas, w.Now().Unix())}))
	_, err = w.as(w.bas).State(ctx)
	w.wants(hub.E22, err)

	one, two := identity.NewDevice(string(note.NewID())), identity.NewDevice(string(note.NewID()))
	k, err := w.anna.Keyring(1, note.ZeroHash, w.Now().Unix(), one, two)
	w.must(err)
	_, err = anna.Keyring(ctx)
	w.wants(hub.E21, err)
	w.must(anna.PutKeyring(ctx, k))
	locked := client.New(w.URL, client.Options{Now: w.Now})
	locked.As(w.anna.ID, two.Login.Login)
	got, err := locked.Keyring(ctx)
	w.must(err)
	if diff := cmp.Diff(k, got); diff != "" {
		t.Error(diff)
	}
	_, err = locked.State(ctx)
	w.wants(hub.E22, err)
	none, err := anna.State(ctx)
	w.must(err)
	if len(none) != 0 {
		t.Errorf("state %q", none)
	}
	w.must(anna.PutState(ctx, []byte("sealed")))
	state, err := anna.State(ctx)
	w.must(err)
	if string(state) != "sealed" {
		t.Errorf("state %q", state)
	}
}

// TestErrorsComeBack with their code, and the hub's time where that helps.
func TestErrorsComeBack(t *testing.T) {
	w := newTown(t)
	ctx := t.Context()
	late := client.New(w.URL, client.Options{Now: func() time.Time { return w.Now().Add(-24 * time.Hour) }})
	late.As(w.anna.ID, w.anna.Login.Login)
	_, err := late.State(ctx)
	var e *hub.Error
	if !errors.As(err, &e) || e.Code != hub.E26 || time.Unix(e.Time, 0).Sub(w.Now()).Abs() > time.Minute {
		t.Errorf("clock a day off: %v", err)
	}
	stranger := client.New(w.URL, client.Options{Now: w.Now})
	_, err = stranger.State(ctx)
	w.wants(hub.E22, err)
	stranger.As(w.anna.ID, w.bas.Login.Login)
	_, err = stranger.State(ctx)
	w.wants(hub.E22, err)
	_, err = stranger.Socket(ctx)
	w.wants(hub.E22, err)

	anna := w.as(w.anna)
	x, frame := w.Begin(t, w.anna, w.intake, w.noord)
	_, err = anna.Entries(ctx, w.intake.Party(), x.XID, 0)
	w.wants(hub.E21, err)
	_, err = w.as(w.fatima).Put(ctx, frame)
	w.wants(hub.E05, err)
	_, err = anna.Put(ctx, []byte("no frame"))
	w.wants(hub.E01, err)
	_, err = anna.Put(ctx, make([]byte, hub.MaxFrame+1))
	w.wants(hub.E23, err)
	_, err = client.New("http://127.0.0.1:1 ", client.Options{}).Hello(ctx)
	w.wants(hub.E01, err)
}

// TestLogsInByItself: when the token has ended, and when the hub was started
// anew, however many ask at once.
func TestLogsInByItself(t *testing.T) {
	w := newTown(t)
	anna := w.as(w.anna)
	all := func() {
		t.Helper()
		var wg sync.WaitGroup
		for range 16 {
			wg.Go(func() {
				if _, err := anna.State(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
	}
	all()
	w.Pass(hub.TokenLife + time.Minute)
	all()
	w.Restart()
	all()
	w.must(anna.Renew(t.Context()))
}

// TestHubAway: a call waits for the hub for as long as it may.
func TestHubAway(t *testing.T) {
	w := newTown(t)
	anna := w.as(w.anna)
	w.must(anna.PutState(t.Context(), []byte("a")))
	w.Stop()
	short, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	begin := time.Now()
	_, err := anna.State(short)
	w.wants(hub.E27, err)
	if took := time.Since(begin); took > 3*time.Second {
		t.Errorf("given up after %v", took)
	}
	impatient := client.New(w.URL, client.Options{Now: w.Now, Patience: 200 * time.Millisecond})
	_, err = impatient.Hello(t.Context())
	w.wants(hub.E27, err)

	state := make(chan []byte, 1)
	go func() {
		b, err := anna.State(t.Context())
		if err != nil {
			t.Error(err)
		}
		state <- b
	}()
	w.Restart()
	if got := <-state; string(got) != "a" {
		t.Errorf("state %q", got)
	}
}

// TestBreakingRoad: connections break all the time; nothing is lost, doubled or
// out of order.
func TestBreakingRoad(t *testing.T) {
	w := newTown(t)
	r := newRoad(t, w.URL)
	r.every.Store(15000)
	anna := w.over(r, w.anna)
	x, frame := w.Begin(t, w.anna, w.intake, w.noord)
	_, err := anna.Put(t.Context(), frame)
	w.must(err)
	const posts = 60
	var sent [][]byte
	for range posts {
		post := x.Post(t, w.anna, w.intake)
		placed, err := anna.Put(t.Context(), post)
		w.must(err)
		sent = append(sent, post)
		if placed.Seq != uint64(len(sent)) {
			t.Fatalf("placed at %d, want %d", placed.Seq, len(sent))
		}
	}
	if r.cuts.Load() < 10 {
		t.Errorf("the road broke %d times only", r.cuts.Load())
	}
	got, err := w.as(w.fatima).Entries(t.Context(), w.noord.Party(), x.XID, 1)
	w.must(err)
	if diff := cmp.Diff(sent, got); diff != "" {
		t.Errorf("other entries than were sent: %d for %d", len(got), len(sent))
	}
}
