package relay_test

import (
	"testing"
	"time"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// restored is a hub that went back to a backup with only some of the frames.
func restored(t *testing.T, w *world, kept ...[]byte) *world {
	t.Helper()
	r := newWorld(t)
	r.directory, r.time = w.directory, w.time
	r.restart()
	for _, frame := range kept {
		parts, err := hub.SplitFrame(frame)
		r.must(err)
		e, err := chain.Parse(parts[0])
		r.must(err)
		r.time = time.Unix(e.Time, 0)
		for _, p := range []*person{anna, bram, dirk, eva, gijs} {
			if p.id == e.Author {
				_, err = r.Put(r.as(p), frame)
				r.must(err)
			}
		}
	}
	r.time = w.time
	r.must(r.store.RaiseEpoch(t.Context(), r.time.Unix()))
	return r
}

// TestPutBack: after a restore whoever took part brings back what the hub lost,
// unchanged, however old; each brings its own grants, and what was recalled
// stays gone.
func TestPutBack(t *testing.T) {
	w := newWorld(t)
	var frames [][]byte
	x := &exchange{w: w}
	put := func(d *draft) *draft {
		x.put(d)
		frames = append(frames, d.frame())
		w.wait(20 * time.Minute)
		return d
	}
	put(w.genesis(anna, vt, gt))
	put(x.next(dirk, chain.Post))
	put(x.rekey(anna, vt, gt, politie))
	mistake := put(x.next(anna, chain.Post))
	put(x.offer(anna, gt))
	put(x.accept(dirk, anna))
	put(x.recall(anna, note.HashOf(mistake.note())))
	read := receipt(w, dirk, gt, x.state.XID, note.HashOf(mistake.note()))
	w.must(w.PutReceipt(w.as(dirk), read))
	w.wait(time.Hour)
	served := func(p *person) [][]byte {
		frames, err := w.Entries(w.as(p), w.partyOf(p), x.state.XID, 0)
		w.must(err)
		return frames
	}

	r := restored(t, w, frames[:2]...)
	r.refused("before the entry in front of it", eva, served(eva)[3], hub.E02)
	r.refused("by a stranger", iemke, served(eva)[2], hub.E21)
	for _, frame := range served(eva)[2:] {
		_, err := r.Put(r.as(eva), frame)
		r.must(err)
	}
	for _, p := range []*person{gijs, bram} {
		for _, frame := range served(p) {
			_, err := r.Put(r.as(p), frame)
			r.must(err)
		}
	}
	// The author still has what was recalled since; it does not come back.
	_, err := r.Put(r.as(anna), mistake.frame())
	r.must(err)
	r.must(r.PutReceipt(r.as(eva), read))
	for _, p := range []*person{anna, dirk, gijs} {
		got, err := r.Entries(r.as(p), r.partyOf(p), x.state.XID, 0)
		r.must(err)
		r.same("entries", got, served(p))
		receipts, err := r.Receipts(r.as(p), r.partyOf(p), x.state.XID)
		r.must(err)
		r.same("receipts", receipts, [][]byte{read})
	}

	// A whole exchange that was lost.
	r = restored(t, w)
	r.refused("by a stranger", iemke, served(dirk)[0], hub.E21)
	r.refused("not from its first entry", dirk, served(dirk)[1], hub.E21)
	for _, frame := range served(dirk) {
		_, err := r.Put(r.as(dirk), frame)
		r.must(err)
	}
	r.same("owner", chainOf(r, dirk, x.state.XID).Owner, gt)
	got, err := r.Entries(r.as(anna), vt, x.state.XID, 0)
	r.must(err)
	parts, err := hub.SplitFrame(got[0])
	r.must(err)
	r.same("anna's grant before she brings it", len(parts[2])+len(parts[3]), 0)
	_, err = r.Put(r.as(anna), served(anna)[0])
	r.must(err)
	got, err = r.Entries(r.as(anna), vt, x.state.XID, 0)
	r.must(err)
	r.same("anna's first entry", got[0], served(anna)[0])
}

// TestNoPutBack: what was not stored before a restore follows the usual rules.
func TestNoPutBack(t *testing.T) {
	w := newWorld(t)
	genesis := w.genesis(anna, vt, gt)
	x := &exchange{w: w}
	x.put(genesis)
	w.wait(time.Minute)
	post := x.next(dirk, chain.Post)
	x.follow(post)

	w.refused("no restore: by another than its author", eva, post.frame(), hub.E05)
	w.wait(time.Hour)
	w.refused("no restore: late", dirk, post.frame(), hub.E26)

	r := restored(t, w, genesis.frame())
	r.wait(time.Hour)
	after := x.next(dirk, chain.Post)
	after.Time = r.now().Unix() - 601
	r.refused("from after the restore: by another", eva, after.frame(), hub.E05)
	r.refused("from after the restore: late", dirk, after.frame(), hub.E26)
	damaged := x.next(dirk, chain.Post)
	damaged.Time, damaged.Seq, damaged.Prev = post.Time, post.Seq, post.Prev
	damaged.ct = append([]byte(nil), damaged.ct...)
	damaged.ct[99] ^= 1
	r.refused("from before it: damaged", eva, damaged.frame(), hub.E08)
	_, err := r.Put(r.as(eva), post.frame())
	r.must(err)
}

// TestPutBackRevoked: what was right when it was made is put back, also when
// its author has left since.
func TestPutBackRevoked(t *testing.T) {
	w := newWorld(t)
	genesis := w.genesis(anna, vt, gt)
	x := &exchange{w: w}
	x.put(genesis)
	post := x.next(dirk, chain.Post)
	x.put(post)
	w.wait(time.Hour)
	r := restored(t, w, genesis.frame())
	r.directory.leaves(dirk)
	r.refused("by who left", dirk, post.frame(), hub.E21)
	_, err := r.Put(r.as(eva), post.frame())
	r.must(err)
}

// TestPutBackAttachments: attachments come back with their entry or later.
func TestPutBackAttachments(t *testing.T) {
	w := newWorld(t)
	genesis := w.genesis(anna, vt, gt)
	x := &exchange{w: w}
	x.put(genesis)
	pieces, blob := attachment(5)
	put := func(w *world, p *person) {
		t.Helper()
		w.must(w.PutPiece(w.as(p), blob.Root, blob.Size, 0, pieces[0]))
	}
	put(w, anna)
	post := x.next(anna, chain.Post)
	post.Blobs = []chain.Blob{blob}
	x.put(post)
	w.wait(time.Hour)
	r := restored(t, w, genesis.frame())
	_, err := r.Put(r.as(dirk), post.frame())
	r.must(err)
	_, err = r.Piece(r.as(dirk), gt, x.state.XID, blob.Root, 0)
	r.code("piece that nobody brought", err, hub.E21)
	put(r, dirk)
	_, err = r.Put(r.as(dirk), post.frame())
	r.must(err)
	got, err := r.Piece(r.as(bram), vt, x.state.XID, blob.Root, 0)
	r.must(err)
	r.same("piece", got, pieces[0])
}
