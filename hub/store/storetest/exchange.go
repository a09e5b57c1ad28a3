package storetest

import (
	"testing"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/store"
)

func testGrants(t *testing.T, s *store.Store) {
	p := entry("x", 0, ann, bob)
	p.Grants = []hub.GrantFile{
		{Party: ann, File: []byte("for ann, old")},
		{Party: ann, File: []byte("for ann")},
		{Party: bob, File: []byte("for bob")},
		{Party: bob}, // whoever put it back did not have this one
	}
	put(t, s, p)
	put(t, s, entry("x", 1, ann, bob))
	for party, want := range map[note.Party][][]byte{
		ann: {[]byte("for ann, old"), []byte("for ann"), nil, nil},
		bob: {nil, nil, []byte("for bob"), nil},
	} {
		all, err := s.Entries(t.Context(), p.XID, party, 0, 1<<20)
		must(t, err)
		same(t, "grants of "+string(party), all[0].Grants, want)
		same(t, "grants of a post", len(all[1].Grants), 0)
	}
	later, err := s.Entries(t.Context(), p.XID, ann, 1, 1<<20)
	must(t, err)
	same(t, "grants of a post", len(later[0].Grants), 0)
}

// testLeft: who leaves sees the entries up to the one that removed it and
// nothing later, and its list stands still.
func testLeft(t *testing.T, s *store.Store) {
	ctx := t.Context()
	put(t, s, entry("x", 0, ann, bob))
	_, err := s.PutReceipt(ctx, hub.Receipt{XID: note.XID(hash("x")), Seq: 0, Author: mia, Note: []byte("before")})
	must(t, err)
	out := entry("x", 1, ann, bob)
	out.Seats[1].Stays = false
	put(t, s, out)
	same(t, "positions", put(t, s, entry("x", 2, ann, cor)), []hub.Raised{{Party: ann, Count: 4}, {Party: cor, Count: 1}})
	raised, err := s.PutReceipt(ctx, hub.Receipt{XID: out.XID, Seq: 2, Author: mia, Note: []byte("after")})
	must(t, err)
	same(t, "positions", raised, []hub.Raised{{Party: ann, Count: 5}, {Party: cor, Count: 2}})

	rows, _, err := s.Changes(ctx, bob, 0, 9)
	must(t, err)
	same(t, "list of who left", rows, []hub.Row{{XID: out.XID, Seq: 1, Head: hash("x1"), Receipts: 1, Count: 3}})
	all, err := s.Entries(ctx, out.XID, bob, 0, 1<<20)
	must(t, err)
	same(t, "entries of who left", len(all), 2)
	receipts, err := s.Receipts(ctx, out.XID, bob)
	must(t, err)
	same(t, "receipts of who left", receipts, [][]byte{[]byte("before")})
	receipts, err = s.Receipts(ctx, out.XID, cor)
	must(t, err)
	same(t, "receipts of who came", receipts, [][]byte{[]byte("before"), []byte("after")})
	for party, want := range map[note.Party]bool{ann: true, bob: false, cor: true} {
		stays, err := s.Seated(ctx, out.XID, party)
		must(t, err)
		same(t, "seat of "+string(party), stays, want)
	}
	wantCode(t, s.Claim(ctx, hub.Lease{XID: out.XID, Party: bob, Member: mia, Until: 99}, 1), hub.E21)

	// Who comes back sees everything.
	put(t, s, entry("x", 3, ann, bob, cor))
	rows, _, err = s.Changes(ctx, bob, 0, 9)
	must(t, err)
	same(t, "list of who came back", rows, []hub.Row{{XID: out.XID, Seq: 3, Head: hash("x3"), Receipts: 2, Count: 4}})
	receipts, err = s.Receipts(ctx, out.XID, bob)
	must(t, err)
	same(t, "receipts of who came back", len(receipts), 2)
}

func testRecall(t *testing.T, s *store.Store) {
	ctx := t.Context()
	put(t, s, entry("x", 0, ann, bob))
	post := entry("x", 1, ann, bob)
	upload := hub.Upload{ID: note.NewID(), Owner: mia, Root: hash("root"), Size: 7, Since: 1}
	data, sum := piece(0)
	must(t, s.PutPiece(ctx, upload, 0, sum, data, 100))
	post.Blobs = []note.ID{upload.ID}
	put(t, s, post)
	got, err := s.Piece(ctx, post.XID, bob, upload.Root, 0)
	must(t, err)
	same(t, "piece", got, data)

	recall := entry("x", 2, ann, bob)
	target := uint64(1)
	recall.Ciphertext, recall.Recalls = nil, &target
	put(t, s, recall)
	_, err = s.Piece(ctx, post.XID, bob, upload.Root, 0)
	wantCode(t, err, hub.E21)
	all, err := s.Entries(ctx, post.XID, bob, 0, 1<<20)
	must(t, err)
	for i, want := range []string{"sealed x 0", "", ""} {
		same(t, "ciphertext", string(all[i].Ciphertext), want)
	}
	same(t, "note of what was recalled", string(all[1].Note), "note x 1")
}

// testRefill: what an entry that was put back lacks can be brought later, by
// whoever has it; never what was recalled.
func testRefill(t *testing.T, s *store.Store) {
	ctx := t.Context()
	first := entry("x", 0, ann, bob)
	first.Ciphertext, first.Grants = nil, []hub.GrantFile{{Party: ann, File: []byte("for ann")}, {Party: bob}}
	put(t, s, first)
	post := entry("x", 1, ann, bob)
	post.Ciphertext = nil
	put(t, s, post)
	recall := entry("x", 2, ann, bob)
	target := uint64(1)
	recall.Recalls = &target
	put(t, s, recall)

	upload := hub.Upload{ID: note.NewID(), Owner: mia, Root: hash("root"), Size: 7, Since: 1}
	data, sum := piece(0)
	must(t, s.PutPiece(ctx, upload, 0, sum, data, 100))
	full := entry("x", 0, ann, bob)
	full.Grants = []hub.GrantFile{{Party: ann, File: []byte("another")}, {Party: bob, File: []byte("for bob")}}
	full.Blobs = []note.ID{upload.ID}
	for range 2 {
		must(t, s.RefillEntry(ctx, full))
		must(t, s.RefillEntry(ctx, entry("x", 1, ann, bob)))
		full.Blobs = nil
	}
	for party, want := range map[note.Party][][]byte{ann: {[]byte("for ann"), nil}, bob: {nil, []byte("for bob")}} {
		all, err := s.Entries(ctx, first.XID, party, 0, 1<<20)
		must(t, err)
		same(t, "grants", all[0].Grants, want)
		same(t, "ciphertext", string(all[0].Ciphertext), "sealed x 0")
		same(t, "recalled ciphertext", string(all[1].Ciphertext), "")
	}
	_, err := s.Piece(ctx, first.XID, bob, upload.Root, 0)
	wantCode(t, err, "")
	rows, _, err := s.Changes(ctx, ann, 0, 9)
	must(t, err)
	same(t, "position", rows[0].Count, uint64(3))
}

func testPositions(t *testing.T, s *store.Store) {
	ctx := t.Context()
	for _, x := range []string{"p", "q", "r"} {
		put(t, s, entry(x, 0, ann, bob))
	}
	closing := entry("q", 1, ann)
	closing.Closed = true
	put(t, s, closing)
	put(t, s, entry("z", 0, bob))
	row := func(x string, seq, count uint64, closed bool) hub.Row {
		e := entry(x, seq)
		return hub.Row{XID: e.XID, Seq: seq, Head: e.Hash, Count: count, Closed: closed}
	}
	p, q, r := row("p", 0, 1, false), row("q", 1, 4, true), row("r", 0, 3, false)
	for _, test := range []struct {
		name  string
		list  func() ([]hub.Row, bool, error)
		want  []hub.Row
		wants bool
	}{
		{"all", func() ([]hub.Row, bool, error) { return s.Changes(ctx, ann, 0, 9) }, []hub.Row{p, r, q}, false},
		{"two", func() ([]hub.Row, bool, error) { return s.Changes(ctx, ann, 0, 2) }, []hub.Row{p, r}, true},
		{"exactly all", func() ([]hub.Row, bool, error) { return s.Changes(ctx, ann, 0, 3) }, []hub.Row{p, r, q}, false},
		{"after", func() ([]hub.Row, bool, error) { return s.Changes(ctx, ann, 3, 9) }, []hub.Row{q}, false},
		{"after the last", func() ([]hub.Row, bool, error) { return s.Changes(ctx, ann, 4, 9) }, nil, false},
		{"newest", func() ([]hub.Row, bool, error) { return s.Newest(ctx, ann, 1<<62, 2) }, []hub.Row{q, r}, true},
		{"before", func() ([]hub.Row, bool, error) { return s.Newest(ctx, ann, 3, 2) }, []hub.Row{p}, false},
		{"of nobody", func() ([]hub.Row, bool, error) { return s.Changes(ctx, cor, 0, 9) }, nil, false},
	} {
		got, more, err := test.list()
		must(t, err)
		same(t, test.name, got, test.want)
		same(t, test.name+": more", more, test.wants)
	}
}

func testReceipts(t *testing.T, s *store.Store) {
	ctx := t.Context()
	p := entry("x", 0, ann, bob)
	put(t, s, p)
	first := hub.Receipt{XID: p.XID, Seq: 0, Author: mia, Note: []byte("mia read 0")}
	raised, err := s.PutReceipt(ctx, first)
	must(t, err)
	same(t, "positions", raised, []hub.Raised{{Party: ann, Count: 2}, {Party: bob, Count: 2}})
	again, err := s.PutReceipt(ctx, first)
	must(t, err)
	same(t, "the same again", len(again), 0)
	_, err = s.PutReceipt(ctx, hub.Receipt{XID: p.XID, Seq: 0, Author: mia, Note: []byte("otherwise")})
	wantCode(t, err, hub.E20)
	_, err = s.PutReceipt(ctx, hub.Receipt{XID: p.XID, Seq: 0, Author: tom, Note: []byte("tom read 0")})
	must(t, err)
	_, err = s.PutReceipt(ctx, hub.Receipt{XID: note.XID(hash("y")), Seq: 0, Author: tom, Note: []byte("-")})
	wantCode(t, err, hub.E21)

	all, err := s.Receipts(ctx, p.XID, bob)
	must(t, err)
	same(t, "receipts", all, [][]byte{[]byte("mia read 0"), []byte("tom read 0")})
	rows, _, err := s.Changes(ctx, bob, 0, 9)
	must(t, err)
	same(t, "list", rows, []hub.Row{{XID: p.XID, Head: p.Hash, Receipts: 2, Count: 3}})
	put(t, s, entry("x", 1, ann, bob))
	rows, _, err = s.Changes(ctx, bob, 0, 9)
	must(t, err)
	same(t, "list after an entry", rows, []hub.Row{{XID: p.XID, Seq: 1, Head: hash("x1"), Receipts: 2, Count: 4}})
	_, err = s.Receipts(ctx, p.XID, cor)
	wantCode(t, err, hub.E21)
}

func testUploads(t *testing.T, s *store.Store) {
	ctx := t.Context()
	u := hub.Upload{ID: note.NewID(), Owner: mia, Root: hash("root"), Size: 60, Since: 7}
	_, _, err := s.Upload(ctx, mia, u.Root)
	wantCode(t, err, hub.E21)
	data0, sum0 := piece(0)
	data2, sum2 := piece(2)
	must(t, s.PutPiece(ctx, u, 2, sum2, data2, 100))
	again := u
	again.ID = note.NewID()
	must(t, s.PutPiece(ctx, again, 0, sum0, data0, 100))
	must(t, s.PutPiece(ctx, again, 0, sum0, data0, 100))
	wantCode(t, s.PutPiece(ctx, u, 0, sum2, data2, 100), hub.E20)
	longer := u
	longer.Size++
	wantCode(t, s.PutPiece(ctx, longer, 1, sum0, data0, 100), hub.E20)
	got, pieces, err := s.Upload(ctx, mia, u.Root)
	must(t, err)
	same(t, "upload", got, u)
	same(t, "pieces", pieces, []hub.PieceHash{{N: 0, Hash: sum0}, {N: 2, Hash: sum2}})
	_, _, err = s.Upload(ctx, tom, u.Root)
	wantCode(t, err, hub.E21)

	second := hub.Upload{ID: note.NewID(), Owner: mia, Root: hash("second"), Size: 41, Since: 8}
	wantCode(t, s.PutPiece(ctx, second, 0, sum0, data0, 100), hub.E24)
	huge := second
	huge.Size = 1 << 53
	wantCode(t, s.PutPiece(ctx, huge, 0, sum0, data0, 100), hub.E24)
	second.Size = 40
	must(t, s.PutPiece(ctx, second, 0, sum0, data0, 100))
	other := hub.Upload{ID: note.NewID(), Owner: tom, Root: u.Root, Size: 60, Since: 9}
	must(t, s.PutPiece(ctx, other, 0, sum0, data0, 100))

	p := entry("x", 0, ann)
	p.Blobs = []note.ID{u.ID}
	put(t, s, p)
	_, _, err = s.Upload(ctx, mia, u.Root)
	wantCode(t, err, hub.E21)
	same(t, "the same root by the same member again", s.PutPiece(ctx, again, 0, sum0, data0, 100), nil)
	twice := entry("x", 1, ann)
	twice.Blobs = []note.ID{u.ID}
	_, err = s.PutEntry(ctx, twice)
	wantCode(t, err, hub.E08)
	for party, want := range map[note.Party]hub.Code{ann: "", bob: hub.E21} {
		_, err = s.Piece(ctx, p.XID, party, u.Root, 2)
		wantCode(t, err, want)
	}
	_, err = s.Piece(ctx, p.XID, ann, u.Root, 1)
	wantCode(t, err, hub.E21)

	must(t, s.DropUploads(ctx, 9))
	_, _, err = s.Upload(ctx, mia, second.Root)
	wantCode(t, err, hub.E21)
	_, _, err = s.Upload(ctx, tom, u.Root)
	wantCode(t, err, "")
	_, err = s.Piece(ctx, p.XID, ann, u.Root, 2)
	wantCode(t, err, "")
}

func testSweep(t *testing.T, s *store.Store) {
	ctx := t.Context()
	u := hub.Upload{ID: note.NewID(), Owner: mia, Root: hash("root"), Size: 7, Since: 1}
	data, sum := piece(0)
	must(t, s.PutPiece(ctx, u, 0, sum, data, 100))
	for i, x := range []string{"p", "q", "r"} {
		e := entry(x, 0, ann)
		e.Ends = 100 * int64(i+1)
		if x == "p" {
			e.Blobs = []note.ID{u.ID}
			e.Grants = []hub.GrantFile{{Party: ann, File: []byte("grant")}}
		}
		put(t, s, e)
	}
	p, q := entry("p", 0).XID, entry("q", 0).XID
	_, err := s.PutReceipt(ctx, hub.Receipt{XID: p, Author: mia, Note: []byte("read")})
	must(t, err)
	must(t, s.Claim(ctx, hub.Lease{XID: p, Party: ann, Member: mia, Until: 999}, 1))

	ended, err := s.Ended(ctx, 200, 9)
	must(t, err)
	same(t, "ended", ended, []note.XID{p, q})
	one, err := s.Ended(ctx, 200, 1)
	must(t, err)
	same(t, "ended, one", one, []note.XID{p})
	still := entry("q", 1, ann)
	still.Ends = 0
	put(t, s, still)
	ended, err = s.Ended(ctx, 200, 9)
	must(t, err)
	same(t, "an end that was left as it was", ended, []note.XID{p, q})
	later := entry("q", 2, ann)
	later.Ends = 300
	put(t, s, later)
	must(t, s.Delete(ctx, p, 200))
	must(t, s.Delete(ctx, q, 200))
	rows, _, err := s.Changes(ctx, ann, 0, 9)
	must(t, err)
	same(t, "left over", len(rows), 2)
	_, err = s.Exchange(ctx, p)
	wantCode(t, err, hub.E21)
	_, err = s.Entries(ctx, p, ann, 0, 1<<20)
	wantCode(t, err, hub.E21)
	_, err = s.Receipts(ctx, p, ann)
	wantCode(t, err, hub.E21)
	leases, err := s.Leases(ctx, ann, 1)
	must(t, err)
	same(t, "leases", len(leases), 0)
	// A deleted exchange frees its id, and finds nothing of what it had.
	same(t, "position goes on", put(t, s, entry("p", 0, ann)), []hub.Raised{{Party: ann, Count: 7}})
	all, err := s.Entries(ctx, p, ann, 0, 1<<20)
	must(t, err)
	same(t, "grants", len(all[0].Grants), 0)
	_, err = s.Piece(ctx, p, ann, u.Root, 0)
	wantCode(t, err, hub.E21)
}

func testEpoch(t *testing.T, s *store.Store) {
	same(t, "epoch", s.Epoch(), hub.Epoch{})
	must(t, s.RaiseEpoch(t.Context(), 77))
	same(t, "epoch", s.Epoch(), hub.Epoch{Epoch: 1, Since: 77})
	must(t, s.RaiseEpoch(t.Context(), 88))
	same(t, "epoch", s.Epoch(), hub.Epoch{Epoch: 2, Since: 88})
}
