package relay_test

import (
	"testing"
	"time"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// together puts frames at the same moment and returns their errors.
func together(w *world, drafts ...*draft) []error {
	start := make(chan struct{})
	errs := make([]error, len(drafts))
	done := make(chan struct{})
	for i, d := range drafts {
		go func() {
			<-start
			_, errs[i] = w.Put(w.as(d.by), d.frame())
			done <- struct{}{}
		}()
	}
	close(start)
	for range drafts {
		<-done
	}
	return errs
}

// TestTwoAccepts: of two members who accept at once exactly one does.
func TestTwoAccepts(t *testing.T) {
	w := newWorld(t)
	for range 20 {
		x := w.begin(anna, vt, gt)
		x.put(x.offer(anna, gt))
		a, b := x.accept(dirk, anna), x.accept(eva, anna)
		errs := together(w, a, b)
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Fatalf("accepts: %v and %v, want one of them", errs[0], errs[1])
		}
		for _, err := range errs {
			if err != nil {
				w.code("the other", err, hub.E20)
			}
		}
		w.same("owner", chainOf(w, anna, x.state.XID).Owner, gt)
	}
}

// TestOvertaken: an offer that a post overtook is not accepted any more, whoever
// comes first, and the holder is what the chain says.
func TestOvertaken(t *testing.T) {
	w := newWorld(t)
	x := w.begin(anna, vt, gt)
	x.put(x.offer(anna, gt))
	accept := x.accept(dirk, anna)
	x.post(bram)
	w.refused("accept after the post", dirk, accept.frame(), hub.E20)
	w.refused("accept placed after the post", dirk, x.accept(dirk, anna).frame(), hub.E05)
	w.same("owner", chainOf(w, dirk, x.state.XID).Owner, vt)

	for range 20 {
		x := w.begin(anna, vt, gt)
		x.put(x.offer(anna, gt))
		accept, withdrawal := x.accept(dirk, anna), x.next(bram, chain.Post)
		errs := together(w, accept, withdrawal)
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Fatalf("accept and withdrawal: %v and %v, want one of them", errs[0], errs[1])
		}
		want := vt
		if errs[0] == nil {
			want = gt
		}
		w.same("owner", chainOf(w, dirk, x.state.XID).Owner, want)
	}
}

// TestAcceptRefused: what is no acceptance by two people at their time is refused.
func TestAcceptRefused(t *testing.T) {
	w := newWorld(t)
	x := w.begin(anna, vt, gt, politie)
	w.refused("without an offer", dirk, x.accept(dirk, anna).frame(), hub.E05)
	x.put(x.offer(anna, gt))
	w.refused("by a third party", gijs, x.accept(gijs, anna).frame(), hub.E05)
	w.refused("without the co-signature", dirk, x.accept(dirk, nil).frame(), hub.E01)
	w.refused("co-signed by another than who offered", dirk, x.accept(dirk, bram).frame(), hub.E05)
	w.refused("co-signed by the receiver's colleague", dirk, x.accept(dirk, eva).frame(), hub.E05)
	w.refused("by the giver", bram, x.accept(bram, anna).frame(), hub.E05)
	x.put(x.accept(dirk, anna))
}

// TestAcceptLate: the same co-signed bytes are good until 30 minutes after the
// hub stored the offer, however old their time; then they are not, whatever
// their time.
func TestAcceptLate(t *testing.T) {
	w := newWorld(t)
	x := w.begin(anna, vt, gt)
	x.put(x.offer(anna, gt))
	w.wait(time.Second)
	signedAtOnce := x.accept(dirk, anna)
	w.wait(30*time.Minute - time.Second)
	onTime := *signedAtOnce
	w.wait(time.Second)
	w.refused("one second too late", dirk, onTime.frame(), hub.E05)
	justNow := x.accept(dirk, anna)
	justNow.Time = x.state.Time // the bound of the chain itself does not see it
	w.refused("late, dated as the offer", dirk, justNow.frame(), hub.E05)

	x = w.begin(anna, vt, gt)
	w.wait(time.Second)
	x.put(x.offer(anna, gt))
	w.wait(time.Second)
	signedAtOnce = x.accept(dirk, anna)
	w.wait(30*time.Minute - time.Second)
	w.restart()
	x.put(signedAtOnce)
	w.wait(time.Hour)
	_, err := w.Put(w.as(dirk), signedAtOnce.frame())
	w.code("what was stored in time, again", err, "")

	x = w.begin(anna, vt, gt)
	x.put(x.offer(anna, gt))
	early := x.accept(dirk, anna)
	early.Time += 601
	w.refused("an accept from the future", dirk, early.frame(), hub.E26)
}

// TestClock: a refusal for the clock tells the hub's time; the time of the entry
// before is always good.
func TestClock(t *testing.T) {
	w := newWorld(t)
	x := w.begin(anna, vt, gt)
	ahead := x.next(dirk, chain.Post)
	ahead.Time += 600
	x.put(ahead)
	w.wait(time.Hour)
	old := x.next(dirk, chain.Post)
	old.Time = w.now().Unix() - 601
	_, err := w.Put(w.as(dirk), old.frame())
	w.code("behind", err, hub.E26)
	if e, ok := err.(*hub.Error); !ok || e.Time != w.now().Unix() {
		t.Errorf("the refusal does not tell the time: %v", err)
	}
	old.Time = x.state.Time
	x.put(old)
	old = x.next(anna, chain.Post)
	old.Time = w.now().Unix() - 600
	x.put(old)
}

// TestRevoked: who is not active any more writes and reads nothing.
func TestRevoked(t *testing.T) {
	w := newWorld(t)
	x := w.begin(anna, vt, gt)
	w.directory.leaves(dirk)
	w.refused("post", dirk, x.next(dirk, chain.Post).frame(), hub.E21)
	_, err := w.Entries(w.as(dirk), gt, x.state.XID, 0)
	w.code("read", err, hub.E21)
	w.refused("genesis", dirk, w.genesis(dirk, vt, gt).frame(), hub.E06)
	x.post(eva)
}

// TestRecallGenesis: a genesis that is alone can be taken back; nothing follows.
func TestRecallGenesis(t *testing.T) {
	w := newWorld(t)
	x := w.begin(anna, vt, gt)
	x.put(x.recall(anna, x.state.Head))
	frames, err := w.Entries(w.as(dirk), gt, x.state.XID, 0)
	w.must(err)
	parts, err := hub.SplitFrame(frames[0])
	w.must(err)
	w.same("ciphertext", len(parts[1]), 0)
	page, err := w.Newest(w.as(dirk), gt, hub.Position{}, 1)
	w.must(err)
	w.same("closed", page.Rows[0].Closed, true)
	w.refused("a post after it", anna, x.next(anna, chain.Post).frame(), hub.E05)
}

// TestNotYours: whatever is asked, what is not there and what is somebody
// else's is one answer.
func TestNotYours(t *testing.T) {
	w := newWorld(t)
	x := w.begin(anna, vt, gt)
	none := note.XID(hash("none"))
	ask := map[string]func(party note.Party, xid note.XID) error{
		"entries":  func(p note.Party, xid note.XID) error { _, err := w.Entries(w.as(gijs), p, xid, 0); return err },
		"receipts": func(p note.Party, xid note.XID) error { _, err := w.Receipts(w.as(gijs), p, xid); return err },
		"piece": func(p note.Party, xid note.XID) error {
			_, err := w.Piece(w.as(gijs), p, xid, hash("root"), 0)
			return err
		},
		"put": func(p note.Party, xid note.XID) error {
			d := x.next(gijs, chain.Post)
			d.XID, d.Party = xid, p
			_, err := w.Put(w.as(gijs), d.frame())
			return err
		},
		"receipt": func(p note.Party, xid note.XID) error {
			return w.PutReceipt(w.as(gijs), receipt(w, gijs, p, xid, x.state.Head))
		},
		"sits": func(p note.Party, xid note.XID) error {
			return w.Sits(w.as(gijs), hub.Caller{Account: gijs.id}, p, xid)
		},
	}
	for name, ask := range ask {
		var answers []string
		for _, party := range []note.Party{politie, gt, note.TeamParty(note.TeamID(id("no team")))} {
			for _, xid := range []note.XID{x.state.XID, none} {
				err := ask(party, xid)
				w.code(name, err, hub.E21)
				answers = append(answers, err.Error())
			}
		}
		for _, a := range answers {
			w.same(name, a, answers[0])
		}
	}
	for name, err := range map[string]error{
		"changes": func() error { _, err := w.Changes(w.as(gijs), gt, hub.Position{}, 0); return err }(),
		"newest":  func() error { _, err := w.Newest(w.as(gijs), gt, hub.Position{}, 0); return err }(),
	} {
		w.code(name, err, hub.E21)
	}
}

func TestSits(t *testing.T) {
	w := newWorld(t)
	x := w.begin(anna, vt, gt, politie)
	x.put(x.rekey(anna, vt, gt))
	for p, want := range map[*person]hub.Code{anna: "", eva: "", gijs: hub.E21, iemke: hub.E21} {
		w.code("sits", w.Sits(t.Context(), hub.Caller{Account: p.id}, w.partyOf(p), x.state.XID), want)
	}
	set, err := w.Set(t.Context(), x.state.XID)
	w.must(err)
	w.same("set", set, x.state.Parties())
	_, err = w.Set(t.Context(), note.XID(hash("none")))
	w.code("set", err, hub.E21)
}
