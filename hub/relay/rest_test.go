package relay_test

import (
	"crypto/sha256"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

func receipt(w *world, by *person, party note.Party, xid note.XID, entry note.Hash) []byte {
	r := chain.Receipt{XID: xid, Entry: entry, Party: party, Org: by.org, Author: by.id, Key: by.signer.Public().ID(),
		Time: w.now().Unix(), CP: note.NoLog}
	return signReceipt(r, by)
}

func signReceipt(r chain.Receipt, by *person) []byte {
	signed, err := r.Signed()
	if err != nil {
		panic(err)
	}
	return note.Attach(signed, by.signer.Sign(signed))
}

func TestReceipts(t *testing.T) {
	w := newWorld(t)
	x := w.begin(anna, vt, gt, politie)
	first := x.state.Head
	good := receipt(w, dirk, gt, x.state.XID, first)
	w.bus.take()
	w.must(w.PutReceipt(w.as(dirk), good))
	w.same("heard by", len(w.bus.take()), 3)
	w.must(w.PutReceipt(w.as(dirk), good))
	w.same("heard again by", len(w.bus.take()), 0)
	x.post(anna)
	w.restart()
	w.must(w.PutReceipt(w.as(dirk), good))
	w.must(w.PutReceipt(w.as(dirk), receipt(w, dirk, gt, x.state.XID, x.state.Head)))
	w.must(w.PutReceipt(w.as(eva), receipt(w, eva, gt, x.state.XID, first)))

	w.wait(time.Second)
	for name, test := range map[string]struct {
		by   *person
		text []byte
		want hub.Code
	}{
		"another on the same entry": {dirk, receipt(w, dirk, gt, x.state.XID, first), hub.E20},
		"malformed":                 {dirk, good[1:], hub.E01},
		"a colleague's":             {eva, good, hub.E05},
		"on what is not there":      {eva, receipt(w, eva, gt, x.state.XID, hash("none")), hub.E21},
		"on an own entry":           {anna, receipt(w, anna, vt, x.state.XID, first), hub.E05},
		"in another's name":         {gijs, receipt(w, gijs, gt, x.state.XID, first), hub.E21},
		"from the future": {gijs, func() []byte {
			r := chain.Receipt{XID: x.state.XID, Entry: first, Party: politie, Org: gijs.org, Author: gijs.id,
				Key: gijs.signer.Public().ID(), Time: w.now().Unix() + 601, CP: note.NoLog}
			return signReceipt(r, gijs)
		}(), hub.E26},
		"with another's key": {gijs, func() []byte {
			r := chain.Receipt{XID: x.state.XID, Entry: first, Party: politie, Org: gijs.org, Author: gijs.id,
				Key: gijs.signer.Public().ID(), Time: w.now().Unix(), CP: note.NoLog}
			signed, _ := r.Signed()
			sig := dirk.signer.Sign(signed)
			sig.Key = r.Key
			return note.Attach(signed, sig)
		}(), hub.E04},
	} {
		w.code(name, w.PutReceipt(w.as(test.by), test.text), test.want)
	}
	w.code("nobody's", w.PutReceipt(t.Context(), good), hub.E22)

	w.wait(24 * time.Hour)
	x.put(x.next(anna, chain.Close))
	late := chain.Receipt{XID: x.state.XID, Entry: first, Party: politie, Org: gijs.org, Author: gijs.id,
		Key: gijs.signer.Public().ID(), Time: w.now().Unix() - 3600, CP: note.NoLog}
	w.must(w.PutReceipt(w.as(gijs), signReceipt(late, gijs))) // read an hour ago, without a hub
	all, err := w.Receipts(w.as(bram), vt, x.state.XID)
	w.must(err)
	w.same("receipts", len(all), 4)
	w.same("the first", all[0], good)
	page, err := w.Newest(w.as(bram), vt, hub.Position{}, 0)
	w.must(err)
	w.same("row", page.Rows[0].Receipts, uint64(4))
}

// attachment makes pieces and their root.
func attachment(size int) (pieces [][]byte, b chain.Blob) {
	data := make([]byte, size)
	for i := range data {
		data[i] = byte(i * 7)
	}
	var hashes [][32]byte
	for len(data) > 0 {
		n := min(len(data), hub.PieceSize)
		pieces, hashes = append(pieces, data[:n]), append(hashes, sha256.Sum256(data[:n]))
		data = data[n:]
	}
	return pieces, chain.Blob{Root: chain.BlobRoot(uint64(size), hashes), Size: uint64(size)}
}

func TestAttachments(t *testing.T) {
	w := newWorld(t)
	x := w.begin(anna, vt, gt)
	pieces, blob := attachment(2*hub.PieceSize + 5)
	post := func(b chain.Blob) *draft {
		d := x.next(anna, chain.Post)
		d.Blobs = []chain.Blob{b}
		return d
	}
	put := func(n uint32) {
		t.Helper()
		w.must(w.PutPiece(w.as(anna), blob.Root, blob.Size, n, pieces[n]))
	}
	have := func(want ...uint32) {
		t.Helper()
		got, err := w.Pieces(w.as(anna), blob.Root)
		w.must(err)
		w.same("pieces", got, want)
	}
	have()
	w.refused("nothing put yet", anna, post(blob).frame(), hub.E08)
	put(2)
	put(0)
	have(0, 2)
	w.refused("a piece missing", anna, post(blob).frame(), hub.E08)
	put(1)
	put(1)
	have(0, 1, 2)
	longer := blob
	longer.Size += 9
	w.refused("another size", anna, post(longer).frame(), hub.E08)

	wrong := chain.Blob{Root: hash("not its root"), Size: 5}
	w.must(w.PutPiece(w.as(anna), wrong.Root, wrong.Size, 0, []byte("12345")))
	w.refused("pieces that do not give the root", anna, post(wrong).frame(), hub.E08)
	byBram := x.next(bram, chain.Post)
	byBram.Blobs = []chain.Blob{blob}
	w.refused("put by another", bram, byBram.frame(), hub.E08)

	x.put(post(blob))
	have()
	for n, piece := range pieces {
		got, err := w.Piece(w.as(dirk), gt, x.state.XID, blob.Root, uint32(n))
		w.must(err)
		w.same("piece", len(got), len(piece))
	}
	other := w.begin(anna, vt, politie)
	_, err := w.Piece(w.as(gijs), politie, other.state.XID, blob.Root, 0)
	w.code("through another exchange", err, hub.E21)
	w.refused("a second time without putting again", anna, post(blob).frame(), hub.E08)

	x.put(x.recall(anna, x.state.Head))
	_, err = w.Piece(w.as(dirk), gt, x.state.XID, blob.Root, 0)
	w.code("after the recall", err, hub.E21)
}

func TestPieceRefused(t *testing.T) {
	w := newWorld(t)
	root := hash("root")
	for name, test := range map[string]struct {
		root  note.Hash
		size  uint64
		n     uint32
		piece int
		want  hub.Code
	}{
		"too long":             {root, 9 * hub.PieceSize, 0, hub.PieceSize + 1, hub.E23},
		"too short":            {root, 2 * hub.PieceSize, 1, hub.PieceSize - 1, hub.E01},
		"last one too long":    {root, hub.PieceSize + 5, 1, 6, hub.E01},
		"beyond the last":      {root, hub.PieceSize, 1, 0, hub.E01},
		"of nothing":           {root, 0, 0, 0, hub.E01},
		"root that is no hash": {"root", 5, 0, 5, hub.E01},
		"more than can be":     {root, note.MaxNum + 1, 0, hub.PieceSize, hub.E01},
		"more than the quota":  {hash("root 2"), hub.QuotaPieces + 1, 0, hub.PieceSize, hub.E24},
		"good":                 {root, hub.PieceSize + 5, 1, 5, ""},
		"good, of exactly one": {hash("root 1"), hub.PieceSize, 0, hub.PieceSize, ""},
	} {
		w.code(name, w.PutPiece(w.as(anna), test.root, test.size, test.n, make([]byte, test.piece)), test.want)
	}
	w.code("another piece there", w.PutPiece(w.as(anna), root, hub.PieceSize+5, 1, []byte("other")), hub.E20)
	w.code("nobody's", w.PutPiece(t.Context(), root, 5, 0, []byte("12345")), hub.E22)
	_, err := w.Pieces(t.Context(), root)
	w.code("nobody's", err, hub.E22)
}

func TestPages(t *testing.T) {
	w := newWorld(t)
	var xids []note.XID
	for range 5 {
		xids = append(xids, w.begin(anna, vt, gt).state.XID)
	}
	walk := func(list func(at hub.Position) (hub.Page, error), at hub.Position) (got []note.XID) {
		t.Helper()
		for {
			page, err := list(at)
			w.must(err)
			for _, row := range page.Rows {
				got = append(got, row.XID)
			}
			if !page.More {
				return got
			}
			at = page.Next
		}
	}
	changes := func(at hub.Position) (hub.Page, error) { return w.Changes(w.as(dirk), gt, at, 2) }
	newest := func(at hub.Position) (hub.Page, error) { return w.Newest(w.as(dirk), gt, at, 2) }
	w.same("changes", walk(changes, hub.Position{}), xids)
	w.same("changes after 3", walk(changes, hub.Position{Count: 3}), xids[3:])
	w.same("newest", walk(newest, hub.Position{}), []note.XID{xids[4], xids[3], xids[2], xids[1], xids[0]})
	w.same("changes after what cannot be", len(walk(changes, hub.Position{Count: 1 << 63})), 0)
	w.must(w.store.RaiseEpoch(t.Context(), w.now().Unix()))
	w.same("changes of an epoch before", walk(changes, hub.Position{Count: 3}), xids)
	w.same("newest of an epoch before", walk(newest, hub.Position{Count: 2})[0], xids[4])
	page, err := w.Changes(w.as(dirk), gt, hub.Position{Epoch: 1, Count: 5}, 2)
	w.must(err)
	w.same("nothing new", page, hub.Page{Next: hub.Position{Epoch: 1, Count: 5}})
	page, err = w.Newest(w.as(gijs), politie, hub.Position{}, 2)
	w.must(err)
	w.same("nothing at all", page, hub.Page{Next: hub.Position{Epoch: 1}})
}

// TestBatch: one answer of Entries is bounded, and a reader gets on from it.
func TestBatch(t *testing.T) {
	w := newWorld(t)
	x := w.begin(anna, vt, gt)
	for range 20 {
		d := x.next(anna, chain.Post)
		d.ct = make([]byte, chain.MaxCT)
		d.CT, d.CTSize = note.HashOf(d.ct), uint64(len(d.ct))
		x.put(d)
	}
	frames, err := w.Entries(w.as(dirk), gt, x.state.XID, 0)
	w.must(err)
	size := 0
	for _, f := range frames {
		size += len(f)
	}
	if size > hub.MaxBatch || size < hub.MaxBatch/2 {
		t.Errorf("%d octets in one answer", size)
	}
	w.same("head", chainOf(w, dirk, x.state.XID).Seq, uint64(20))
}

func TestSweep(t *testing.T) {
	w := newWorld(t)
	closed := w.begin(anna, vt, gt)
	closed.put(closed.next(anna, chain.Close))
	idle := w.begin(anna, vt, gt)
	w.directory.expires = w.now().Add(90 * 24 * time.Hour).Unix()
	box := w.begin(anna, vt, mailbox)
	box.post(noor)
	w.directory.expires = 0 // the directory forgot the mailbox
	box.post(anna)
	pieces, blob := attachment(5)
	w.must(w.PutPiece(w.as(anna), blob.Root, blob.Size, 0, pieces[0]))

	there := func(when time.Duration, want ...*exchange) {
		t.Helper()
		w.must(w.Sweep(t.Context(), w.now().Add(when)))
		for _, x := range []*exchange{closed, idle, box} {
			code := hub.E21
			for _, y := range want {
				if x == y {
					code = ""
				}
			}
			_, err := w.Entries(w.as(anna), vt, x.state.XID, 0)
			w.code("read", err, code)
		}
	}
	const day = 24 * time.Hour
	there(7*day-time.Second, closed, idle, box)
	numbers, err := w.Pieces(w.as(anna), blob.Root)
	w.must(err)
	w.same("pieces", len(numbers), 1)
	there(7*day+time.Second, closed, idle, box)
	numbers, err = w.Pieces(w.as(anna), blob.Root)
	w.must(err)
	w.same("pieces", len(numbers), 0)
	midnight := w.now().Truncate(day).Add(day).Sub(w.now())
	there(30*day+midnight-time.Second, closed, idle, box)
	there(30*day+midnight, idle, box)
	there(90*day-time.Second, idle, box)
	there(90*day, idle)
	w.refused("into what has ended", anna, box.next(anna, chain.Post).frame(), hub.E21)
	there(400*day+midnight-time.Second, idle)
	w.wait(2 * day)
	idle.post(anna)
	there(400*day+midnight-time.Second, idle)
	w.restart()
	there(400*day, idle)
	there(400*day + midnight)
}
