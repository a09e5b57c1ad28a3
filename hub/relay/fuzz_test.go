package relay_test

import (
	"testing"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// FuzzPut: whatever is put, by whomever, it is refused with a code or it is the
// right next entry; the chain that a client reads stays whole.
func FuzzPut(f *testing.F) {
	w := newWorld(f)
	x := w.begin(anna, vt, gt)
	target := x.next(dirk, chain.Post)
	x.put(target)
	for _, d := range []*draft{
		w.genesis(anna, vt, gt), x.next(dirk, chain.Post), x.offer(anna, gt), x.rekey(anna, vt, gt, politie),
		x.next(anna, chain.Close), x.recall(anna, note.HashOf(target.note())), target,
	} {
		f.Add(d.frame(), byte(0))
		f.Add(hub.JoinFrame(d.note()), byte(2))
	}
	people := []*person{anna, bram, dirk, eva, gijs, noor}
	f.Fuzz(func(t *testing.T, frame []byte, who byte) {
		w.TB = t
		by := people[int(who)%len(people)]
		placed, err := w.Put(w.as(by), frame)
		if err != nil {
			if hub.CodeOf(err) == "" {
				t.Fatalf("an error without a code: %v", err)
			}
			return
		}
		for _, p := range []*person{anna, dirk, gijs} {
			if w.Sits(t.Context(), hub.Caller{Account: p.id}, w.partyOf(p), placed.XID) == nil {
				if s := chainOf(w, p, placed.XID); s == nil || s.Seq < placed.Seq {
					t.Fatal("what was placed is not read back")
				}
			}
		}
	})
}
