package storetest

import (
	"context"
	"crypto/sha256"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/store"
)

// Run checks a database; open gives an empty one, closed at the end of the test.
func Run(t *testing.T, open func(t *testing.T) *store.Store) {
	for _, test := range []struct {
		name string
		run  func(*testing.T, *store.Store)
	}{
		{"entries", testEntries},
		{"compare and swap", testCompareAndSwap},
		{"an act that fails leaves no trace", testAtomic},
		{"at once", testAtOnce},
		{"grants", testGrants},
		{"who left", testLeft},
		{"recall", testRecall},
		{"put back and refilled", testRefill},
		{"positions", testPositions},
		{"receipts", testReceipts},
		{"uploads", testUploads},
		{"sweep", testSweep},
		{"epoch", testEpoch},
		{"leases", testLeases},
		{"claims at once", testClaimTogether},
		{"days", testDays},
		{"records", testRecords},
		{"checkpoint", testCheckpoint},
		{"keyrings", testKeyrings},
		{"hubs", testHubs},
		{"invites", testInvites},
		{"closed", testClosed},
		{"contexts", testContexts},
	} {
		t.Run(test.name, func(t *testing.T) { test.run(t, open(t)) })
	}
}

var (
	ann = note.TeamParty("a0000000000000000000000000000001")
	bob = note.TeamParty("b0000000000000000000000000000002")
	cor = note.TeamParty("c0000000000000000000000000000003")
)

const (
	mia = note.MemberID("10000000000000000000000000000001")
	tom = note.MemberID("20000000000000000000000000000002")
)

func hash(s string) note.Hash { return note.HashOf([]byte(s)) }

// Entry is a placement in exchange number x at seq, after that of seq-1, with
// both parties given in the set.
func entry(x string, seq uint64, parties ...note.Party) hub.Placement {
	p := hub.Placement{
		XID: note.XID(hash(x)), Seq: seq, Prev: note.ZeroHash,
		Hash: hash(fmt.Sprint(x, seq)), Note: fmt.Appendf(nil, "note %s %d", x, seq),
		Ciphertext: fmt.Appendf(nil, "sealed %s %d", x, seq),
		Stored:     1000 + int64(seq), Ends: 5000, State: fmt.Appendf(nil, "state %d", seq), Mark: fmt.Appendf(nil, "<%d>", seq),
	}
	if seq > 0 {
		p.Prev = hash(fmt.Sprint(x, seq-1))
	}
	for _, party := range parties {
		p.Seats = append(p.Seats, hub.Seat{Party: party, Stays: true})
	}
	return p
}

func put(t *testing.T, s *store.Store, p hub.Placement) []hub.Raised {
	t.Helper()
	raised, err := s.PutEntry(t.Context(), p)
	if err != nil {
		t.Fatalf("put entry %d: %v", p.Seq, err)
	}
	return raised
}

func wantCode(t *testing.T, err error, want hub.Code) {
	t.Helper()
	if got := hub.CodeOf(err); got != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s (-want +got):\n%s", what, d)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func testEntries(t *testing.T, s *store.Store) {
	ctx := t.Context()
	x := note.XID(hash("x"))
	_, err := s.Exchange(ctx, x)
	wantCode(t, err, hub.E21)
	for seq := range uint64(5) {
		put(t, s, entry("x", seq, ann, bob))
	}
	got, err := s.Exchange(ctx, x)
	must(t, err)
	same(t, "exchange", got, hub.Exchange{XID: x, Seq: 4, Head: hash("x4"), Stored: 1004, Ends: 5000,
		State: []byte("state 4")})
	marks, err := s.Marks(ctx, x, 3)
	must(t, err)
	same(t, "marks", string(marks), "<0><1><2><3>")
	h, err := s.EntryHash(ctx, x, 3)
	must(t, err)
	same(t, "hash", h, hash("x3"))
	_, err = s.EntryHash(ctx, x, 5)
	wantCode(t, err, hub.E21)
	seq, text, err := s.EntryNote(ctx, x, hash("x2"))
	must(t, err)
	same(t, "place", seq, uint64(2))
	same(t, "note", string(text), "note x 2")
	_, _, err = s.EntryNote(ctx, note.XID(hash("y")), hash("x2"))
	wantCode(t, err, hub.E21)

	all, err := s.Entries(ctx, x, bob, 1, 1<<20)
	must(t, err)
	var seqs []uint64
	for _, e := range all {
		seqs = append(seqs, e.Seq)
	}
	same(t, "seqs", seqs, []uint64{1, 2, 3, 4})
	same(t, "entry", all[0], hub.StoredEntry{Seq: 1, Hash: hash("x1"), Note: []byte("note x 1"),
		Ciphertext: []byte("sealed x 1"), Grants: [][]byte{}})
	few, err := s.Entries(ctx, x, bob, 1, 30)
	must(t, err)
	same(t, "as many as fit", len(few), 1)
	two, err := s.Entries(ctx, x, bob, 1, 36)
	must(t, err)
	same(t, "as many as fit", len(two), 2)
	none, err := s.Entries(ctx, x, bob, 5, 1<<20)
	must(t, err)
	same(t, "beyond the head", len(none), 0)
	_, err = s.Entries(ctx, x, cor, 0, 1<<20)
	wantCode(t, err, hub.E21)
}

func testCompareAndSwap(t *testing.T, s *store.Store) {
	put(t, s, entry("x", 0, ann))
	put(t, s, entry("x", 1, ann))
	for _, p := range []hub.Placement{
		entry("x", 0, ann),
		entry("x", 1, ann),
		entry("x", 3, ann),
		entry("y", 1, ann),
	} {
		_, err := s.PutEntry(t.Context(), p)
		wantCode(t, err, hub.E20)
	}
	other := entry("x", 2, ann)
	other.Prev = hash("another head")
	_, err := s.PutEntry(t.Context(), other)
	wantCode(t, err, hub.E20)
	put(t, s, entry("x", 2, ann))
}

func testAtomic(t *testing.T, s *store.Store) {
	put(t, s, entry("x", 0, ann))
	bad := entry("x", 1, ann)
	bad.Blobs = []note.ID{note.NewID()}
	_, err := s.PutEntry(t.Context(), bad)
	wantCode(t, err, hub.E08)
	x, err := s.Exchange(t.Context(), bad.XID)
	must(t, err)
	same(t, "head", x.Seq, uint64(0))
	rows, _, err := s.Changes(t.Context(), ann, 0, 9)
	must(t, err)
	same(t, "position", rows[0].Count, uint64(1))
	good := put(t, s, entry("x", 1, ann))
	same(t, "position", good, []hub.Raised{{Party: ann, Count: 2}})
}

// testAtOnce: many writers, each in a race for the next place of one exchange;
// those who lose try the next. What comes out is one line without gaps, and the
// positions count each entry once.
func testAtOnce(t *testing.T, s *store.Store) {
	const writers, each = 16, 8
	put(t, s, entry("x", 0, ann, bob))
	counts := make(chan uint64, writers*each)
	errs := make(chan error, writers)
	for range writers {
		go func() {
			seq := uint64(1)
			for done := 0; done < each; seq++ {
				raised, err := s.PutEntry(context.WithoutCancel(t.Context()), entry("x", seq, ann, bob))
				if hub.CodeOf(err) == hub.E20 {
					continue
				}
				if err != nil {
					errs <- err
					return
				}
				counts <- raised[1].Count
				done++
			}
			errs <- nil
		}()
	}
	for range writers {
		must(t, <-errs)
	}
	close(counts)
	seen := map[uint64]bool{}
	for c := range counts {
		if seen[c] {
			t.Errorf("position %d was given twice", c)
		}
		seen[c] = true
	}
	x, err := s.Exchange(t.Context(), note.XID(hash("x")))
	must(t, err)
	same(t, "head", x.Seq, uint64(writers*each))
	all, err := s.Entries(t.Context(), x.XID, ann, 0, 1<<20)
	must(t, err)
	for i, e := range all {
		same(t, "line", e.Seq, uint64(i))
	}
}

func piece(n int) ([]byte, [32]byte) {
	data := fmt.Appendf(nil, "piece %d", n)
	return data, sha256.Sum256(data)
}
