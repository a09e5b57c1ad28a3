package relay_test

import (
	"bytes"
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// TestLife walks an exchange through every type of entry, with a hub that is
// restarted before each, and reads it back as each party.
func TestLife(t *testing.T) {
	w := newWorld(t)
	x := w.begin(anna, vt, gt)
	step := func(d *draft) {
		t.Helper()
		w.restart()
		w.wait(time.Minute)
		x.put(d)
	}
	step(x.next(dirk, chain.Post))
	mistake := x.next(anna, chain.Post)
	step(mistake)
	step(x.recall(anna, note.HashOf(mistake.note())))
	step(x.offer(anna, gt))
	step(x.accept(dirk, anna))
	step(x.rekey(dirk, vt, gt, politie))
	step(x.next(gijs, chain.Leave))
	step(x.rekey(eva, vt, gt))
	step(x.next(dirk, chain.Close))

	for _, test := range []struct {
		by      *person
		party   note.Party
		entries int
		grants  []int // how many grant files are filled, by entry
	}{
		{bram, vt, 10, []int{1, 0, 0, 0, 0, 0, 1, 0, 1, 0}},
		{eva, gt, 10, []int{1, 0, 0, 0, 0, 0, 1, 0, 1, 0}},
		{gijs, politie, 9, []int{0, 0, 0, 0, 0, 0, 1, 0, 0}},
	} {
		frames, err := w.Entries(w.as(test.by), test.party, x.state.XID, 0)
		w.must(err)
		w.same("entries", len(frames), test.entries)
		for i, frame := range frames {
			parts, err := hub.SplitFrame(frame)
			w.must(err)
			e, err := chain.Parse(parts[0])
			w.must(err)
			w.same("seq", e.Seq, uint64(i))
			w.same("places for grants", len(parts)-2, len(e.Grants))
			filled := 0
			for n, file := range parts[2:] {
				if len(file) > 0 {
					filled++
					w.same("whose grant", e.Grants[n].Party, test.party)
					w.same("grant", note.HashOf(file), e.Grants[n].File)
				}
			}
			w.same(fmt.Sprintf("grants in entry %d for %s", i, test.party), filled, test.grants[i])
			gone := len(parts[1]) == 0
			w.same("without ciphertext", gone, e.CT == "" || i == 2)
		}
	}
	page, err := w.Changes(w.as(anna), vt, hub.Position{}, 0)
	w.must(err)
	w.same("row", page.Rows, []hub.Row{{XID: x.state.XID, Seq: 9, Head: x.state.Head, Closed: true, Count: 10}})
	page, err = w.Changes(w.as(gijs), politie, hub.Position{}, 0)
	w.must(err)
	w.same("row of who left", page.Rows[0].Seq, uint64(8))
}

// TestAnnounced: every party of the set before and after hears of an entry, with
// its own position, and nobody else does.
func TestAnnounced(t *testing.T) {
	w := newWorld(t)
	x := w.begin(anna, vt, gt)
	w.bus.take()
	x.put(x.rekey(anna, vt, politie))
	said := map[note.Party]hub.Event{}
	for _, e := range w.bus.take() {
		said[e.Party] = e
	}
	want := map[note.Party]hub.Event{}
	for party, count := range map[note.Party]uint64{vt: 2, gt: 2, politie: 1} {
		want[party] = hub.Event{Event: hub.EventEntry, Party: party, XID: x.state.XID, Seq: 1, Count: count}
	}
	w.same("announced", said, want)
	w.refused("a wrong entry", dirk, x.next(dirk, chain.Post).frame(), hub.E05)
	w.same("announced for what was refused", len(w.bus.take()), 0)
}

// TestRefused puts what is wrong in one way each, beside what is right.
func TestRefused(t *testing.T) {
	w := newWorld(t)
	x := w.begin(anna, vt, gt)
	x.post(dirk)
	other := w.begin(anna, vt, gt)
	other.post(anna)
	post := func(by *person, change func(*draft)) []byte {
		d := x.next(by, chain.Post)
		change(d)
		return d.frame()
	}
	good := x.next(dirk, chain.Post)
	parts := func(change func(note, ct []byte) [][]byte) []byte {
		return hub.JoinFrame(change(good.note(), good.ct)...)
	}
	flip := func(b []byte, at int) []byte {
		b = bytes.Clone(b)
		b[(at+len(b))%len(b)] ^= 1
		return b
	}
	genesis := w.genesis(anna, vt, gt)
	for _, test := range []struct {
		name  string
		by    *person
		frame []byte
		want  hub.Code
	}{
		{"nothing", dirk, nil, hub.E01},
		{"no ciphertext part", dirk, hub.JoinFrame(good.note()), hub.E01},
		{"cut short", dirk, good.frame()[:len(good.frame())-1], hub.E01},
		{"octets after it", dirk, append(good.frame(), 0), hub.E01},
		{"a part too many", dirk, parts(func(n, ct []byte) [][]byte { return [][]byte{n, ct, []byte("x")} }), hub.E08},
		{"a note that is none", dirk, parts(func(n, ct []byte) [][]byte { return [][]byte{n[1:], ct} }), hub.E01},
		{"too large", dirk, parts(func(n, ct []byte) [][]byte { return [][]byte{n, make([]byte, hub.MaxFrame)} }), hub.E23},
		{"ciphertext missing", dirk, parts(func(n, ct []byte) [][]byte { return [][]byte{n, nil} }), hub.E08},
		{"ciphertext changed", dirk, parts(func(n, ct []byte) [][]byte { return [][]byte{n, flip(ct, 9)} }), hub.E08},
		{"ciphertext longer", dirk, parts(func(n, ct []byte) [][]byte { return [][]byte{n, append(bytes.Clone(ct), 0)} }), hub.E08},
		{"signature changed", dirk, parts(func(n, ct []byte) [][]byte { return [][]byte{otherSig(n), ct} }), hub.E04},
		{"a colleague's entry", eva, good.frame(), hub.E05},
		{"ciphertext where there is none", anna, func() []byte {
			d := x.next(anna, chain.Close)
			d.ct = []byte("x")
			return d.frame()
		}(), hub.E08},
		{"a grant file missing", anna, func() []byte { d := *genesis; d.grants = d.grants[:1]; return d.frame() }(), hub.E08},
		{"a grant file empty", anna, func() []byte { d := *genesis; d.grants = [][]byte{d.grants[0], nil}; return d.frame() }(), hub.E08},
		{"grant files swapped", anna, func() []byte {
			d := *genesis
			d.grants = [][]byte{d.grants[1], d.grants[0]}
			return d.frame()
		}(), hub.E08},
		{"a gap", dirk, post(dirk, func(d *draft) { d.Seq++ }), hub.E02},
		{"after another head", dirk, post(dirk, func(d *draft) { d.Prev = hash("elsewhere") }), hub.E03},
		{"a place that is taken", dirk, post(dirk, func(d *draft) { d.Seq-- }), hub.E20},
		{"into another exchange", dirk, post(dirk, func(d *draft) { d.XID = other.state.XID }), hub.E03},
		{"into no exchange", dirk, post(dirk, func(d *draft) { d.XID = note.XID(hash("none")) }), hub.E21},
		{"by a stranger", gijs, x.next(gijs, chain.Post).frame(), hub.E21},
		{"for a party that is not the author's", gijs, func() []byte {
			d := x.next(gijs, chain.Post)
			d.Party = gt
			return d.frame()
		}(), hub.E21},
		{"genesis for a party that is not the author's", gijs, func() []byte {
			d := w.genesis(gijs, vt, gt)
			d.Party = gt
			return d.frame()
		}(), hub.E05},
		{"falling time", dirk, post(dirk, func(d *draft) { d.Time-- }), hub.E05},
		{"a clock that is ahead", dirk, post(dirk, func(d *draft) { d.Time += 601 }), hub.E26},
		{"a clock that is far ahead", dirk, post(dirk, func(d *draft) { d.Time = note.MaxTime }), hub.E26},
		{"a genesis by a clock that is behind", anna, func() []byte { d := w.genesis(anna, vt, gt); d.Time -= 601; return d.frame() }(), hub.E26},
		{"a step that is not allowed", dirk, x.next(dirk, chain.Close).frame(), hub.E05},
		{"recall of what is no post", anna, x.recall(anna, other.state.Head).frame(), hub.E05},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := w.Put(w.as(test.by), test.frame)
			w.code(test.name, err, test.want)
		})
	}
	for name, ctx := range map[string]context.Context{
		"nobody":         t.Context(),
		"an unlock key":  hub.WithCaller(t.Context(), hub.Caller{Account: dirk.id, Org: dirk.org, Scope: hub.ScopeUnlock}),
		"no scope known": hub.WithCaller(t.Context(), hub.Caller{Account: dirk.id, Org: dirk.org}),
	} {
		_, err := w.Put(ctx, good.frame())
		w.code(name, err, hub.E22)
	}
	x.put(good)
}

// otherSig changes one digit of the last signature.
func otherSig(n []byte) []byte {
	n = bytes.Clone(n)
	if at := len(n) - 20; n[at] == '0' {
		n[at] = '1'
	} else {
		n[at] = '0'
	}
	return n
}

// TestTruncated: a frame that is cut anywhere is refused, and stores nothing.
func TestTruncated(t *testing.T) {
	w := newWorld(t)
	x := w.begin(anna, vt, gt)
	frame := x.next(dirk, chain.Post).frame()
	for n := 0; n < len(frame); n += 97 {
		_, err := w.Put(w.as(dirk), frame[:n])
		if c := hub.CodeOf(err); c != hub.E01 && c != hub.E08 {
			t.Fatalf("%d octets of %d: %v", n, len(frame), err)
		}
	}
	set, err := w.Entries(w.as(dirk), gt, x.state.XID, 0)
	w.must(err)
	w.same("entries", len(set), 1)
}

// TestReplay: the same bytes again are a success at any time, also after more
// entries and after a restart, and change nothing.
func TestReplay(t *testing.T) {
	w := newWorld(t)
	genesis := w.genesis(anna, vt, gt)
	x := &exchange{w: w}
	first := x.put(genesis)
	post := x.next(dirk, chain.Post)
	second := x.put(post)
	x.post(anna)
	w.wait(48 * time.Hour)
	x.post(anna)
	w.bus.take()
	for range 2 {
		again, err := w.Put(w.as(anna), genesis.frame())
		w.must(err)
		w.same("genesis", again, first)
		again, err = w.Put(w.as(dirk), post.frame())
		w.must(err)
		w.same("post", again, second)
		w.restart()
	}
	w.same("announced", len(w.bus.take()), 0)
	page, err := w.Changes(w.as(dirk), gt, hub.Position{}, 0)
	w.must(err)
	w.same("position", page.Next.Count, uint64(4))
	// The same place, signed anew, is a conflict; so is a second genesis with
	// the same signed bytes, since its signature cannot differ and count.
	post.Nonce = note.NewID()
	w.refused("another post there", dirk, post.frame(), hub.E20)
}

// TestReorder: entries that arrive in the wrong order are refused until the one
// before them is there.
func TestReorder(t *testing.T) {
	w := newWorld(t)
	x := w.begin(anna, vt, gt)
	var drafts []*draft
	for range 3 {
		d := x.next(dirk, chain.Post)
		x.follow(d)
		drafts = append(drafts, d)
	}
	w.refused("the last first", dirk, drafts[2].frame(), hub.E02)
	w.refused("the second first", dirk, drafts[1].frame(), hub.E02)
	for _, d := range drafts {
		_, err := w.Put(w.as(dirk), d.frame())
		w.must(err)
	}
}

// TestParallel: a hundred posts and rekeys at once make one line; each writer that
// loses a place makes its entry anew for the next, and nothing is lost or there twice.
func TestParallel(t *testing.T) {
	const writers, each = 20, 5
	w := newWorld(t)
	x := w.begin(anna, vt, gt)
	people := []*person{anna, bram, dirk, eva}
	var wg sync.WaitGroup
	var mu sync.Mutex
	placed := map[note.Hash]chain.Type{}
	for n := range writers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			by := people[n%len(people)]
			reader := &reader{w: w, by: by, xid: x.state.XID}
			for done := 0; done < each; {
				mine := &exchange{w: w, state: reader.read()}
				var d *draft
				if (n+done)%3 == 0 {
					d = mine.rekey(by, mine.state.Parties()...)
				} else {
					d = mine.next(by, chain.Post)
				}
				got, err := w.Put(w.as(by), d.frame())
				if hub.CodeOf(err) == hub.E20 {
					continue
				}
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				placed[got.Hash] = d.Type
				mu.Unlock()
				done++
			}
		}()
	}
	wg.Wait()
	whole := &reader{w: w, by: anna, xid: x.state.XID}
	state := whole.read()
	w.same("head", state.Seq, uint64(writers*each))
	nonces, kept, rekeys := map[note.ID]bool{}, map[note.Hash]chain.Type{}, uint64(0)
	for i, v := range whole.result.Verdicts {
		nonces[v.Entry.Nonce] = true
		w.same("seq", v.Entry.Seq, uint64(i))
		if v.Entry.Type == chain.Rekey {
			rekeys++
		}
		if i > 0 {
			kept[v.Entry.Hash()] = v.Entry.Type
		}
	}
	w.same("what was placed is there, and nothing else", kept, placed)
	w.same("nonces", len(nonces), writers*each+1)
	w.same("epoch", state.Epoch, rekeys)
	if rekeys == 0 {
		t.Error("no rekey")
	}
	page, err := w.Changes(w.as(anna), vt, hub.Position{}, 0)
	w.must(err)
	w.same("position", page.Next.Count, uint64(writers*each+1))
}

// reader reads an exchange from the hub and checks it as a client does, going on
// from where it was.
type reader struct {
	w      *world
	by     *person
	xid    note.XID
	result chain.Result
}

func (r *reader) read() *chain.State {
	for {
		from := uint64(len(r.result.Verdicts))
		frames, err := r.w.Entries(r.w.as(r.by), r.w.partyOf(r.by), r.xid, from)
		if err != nil {
			r.w.Error(err)
			return nil
		}
		if len(frames) == 0 {
			return r.result.State
		}
		var entries []*chain.Entry
		for _, frame := range frames {
			parts, err := hub.SplitFrame(frame)
			if err == nil {
				var e *chain.Entry
				e, err = chain.Parse(parts[0])
				entries = append(entries, e)
			}
			if err != nil {
				r.w.Error(err)
				return nil
			}
		}
		r.result = r.result.Extend(entries, r.w.directory.View(true), nil)
		if r.result.End != nil {
			r.w.Error(r.result.End)
			return nil
		}
	}
}

// chainOf reads an exchange from its start.
func chainOf(w *world, by *person, xid note.XID) *chain.State {
	return (&reader{w: w, by: by, xid: xid}).read()
}
