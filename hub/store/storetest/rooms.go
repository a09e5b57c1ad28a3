package storetest

import (
	"context"
	"errors"
	"testing"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/store"
)

func testLeases(t *testing.T, s *store.Store) {
	ctx := t.Context()
	p := entry("x", 0, ann, bob)
	put(t, s, p)
	by := func(m note.MemberID, until int64) hub.Lease {
		return hub.Lease{XID: p.XID, Party: ann, Member: m, Until: until}
	}
	must(t, s.Claim(ctx, by(mia, 100), 10))
	wantCode(t, s.Claim(ctx, by(tom, 100), 20), hub.E31)
	must(t, s.Claim(ctx, by(mia, 200), 20))
	other := by(tom, 100)
	other.Party = bob
	must(t, s.Claim(ctx, other, 20))
	other.Party = cor
	wantCode(t, s.Claim(ctx, other, 20), hub.E21)

	all, err := s.Leases(ctx, ann, 199)
	must(t, err)
	same(t, "leases", all, []hub.Lease{by(mia, 200)})
	all, err = s.Leases(ctx, ann, 200)
	must(t, err)
	same(t, "leases that have ended", len(all), 0)
	held, err := s.Release(ctx, p.XID, ann, tom, 150)
	must(t, err)
	same(t, "release by another", held, false)
	must(t, s.Claim(ctx, by(tom, 300), 200))
	wantCode(t, s.Claim(ctx, by(mia, 300), 250), hub.E31)
	held, err = s.Release(ctx, p.XID, ann, tom, 250)
	must(t, err)
	same(t, "release", held, true)
	must(t, s.Claim(ctx, by(mia, 300), 250))
	must(t, s.DropLeases(ctx, 299))
	all, err = s.Leases(ctx, ann, 0)
	must(t, err)
	same(t, "after dropping", all, []hub.Lease{by(mia, 300)})
	must(t, s.DropLeases(ctx, 300))
	all, err = s.Leases(ctx, ann, 0)
	must(t, err)
	same(t, "after dropping", len(all), 0)
}

// testClaimTogether: of two members who claim at once, again and again, one
// has it every time.
func testClaimTogether(t *testing.T, s *store.Store) {
	p := entry("x", 0, ann)
	put(t, s, p)
	ctx := context.WithoutCancel(t.Context())
	type outcome struct {
		member note.MemberID
		err    error
	}
	outcomes := make(chan outcome, 40)
	for i := range cap(outcomes) {
		m := []note.MemberID{mia, tom}[i%2]
		go func() {
			outcomes <- outcome{m, s.Claim(ctx, hub.Lease{XID: p.XID, Party: ann, Member: m, Until: 100}, 10)}
		}()
	}
	won := map[note.MemberID]int{}
	for range cap(outcomes) {
		o := <-outcomes
		if o.err == nil {
			won[o.member]++
		} else {
			wantCode(t, o.err, hub.E31)
		}
	}
	if len(won) != 1 || won[mia]+won[tom] != cap(outcomes)/2 {
		t.Errorf("claims that succeeded: %v", won)
	}
}

func testDays(t *testing.T, s *store.Store) {
	ctx := t.Context()
	must(t, s.SetDays(ctx, ann, []hub.Day{"2026-12-01", "2026-11-21", "2026-11-21"}))
	must(t, s.SetDays(ctx, bob, []hub.Day{"2026-11-20", "2026-11-22"}))
	days, err := s.Days(ctx, ann)
	must(t, err)
	same(t, "days", days, []hub.Day{"2026-11-21", "2026-12-01"})
	due, err := s.TakeDays(ctx, "2026-11-21")
	must(t, err)
	same(t, "due", due, []hub.Waking{{Party: bob, Day: "2026-11-20"}, {Party: ann, Day: "2026-11-21"}})
	due, err = s.TakeDays(ctx, "2026-11-21")
	must(t, err)
	same(t, "due once", len(due), 0)
	must(t, s.SetDays(ctx, ann, nil))
	days, err = s.Days(ctx, ann)
	must(t, err)
	same(t, "no days", len(days), 0)
	days, err = s.Days(ctx, bob)
	must(t, err)
	same(t, "days of another", days, []hub.Day{"2026-11-22"})
}

// place is where the directory stands.
func place(t *testing.T, s *store.Store) int64 {
	t.Helper()
	at, err := s.Place(t.Context())
	must(t, err)
	return at
}

func putRecords(t *testing.T, s *store.Store, records ...hub.Record) {
	t.Helper()
	after, err := s.PutRecords(t.Context(), records, place(t, s))
	must(t, err)
	same(t, "place", after, place(t, s))
}

func dropMailbox(t *testing.T, s *store.Store, mailbox, recipient note.Hash) {
	t.Helper()
	must(t, s.DropMailbox(t.Context(), mailbox, recipient, place(t, s)))
}

func testRecords(t *testing.T, s *store.Store) {
	ctx := t.Context()
	record := func(kind, text string, leaf *hub.Leaf) hub.Record {
		return hub.Record{Object: hub.Object{Kind: kind, Data: []byte(text)}, Hash: hash(text), Leaf: leaf}
	}
	org := record(hub.ObjectOrg, "org", &hub.Leaf{Kind: hub.ObjectOrg, Org: "o1"})
	card := record(hub.ObjectCard, "card", nil)
	team := record(hub.ObjectTeam, "team", &hub.Leaf{Kind: hub.ObjectTeam, Org: "o1", Subject: "t1", Version: 3})
	key := record(hub.ObjectTeamKey, "key", nil)
	key.Team, key.Epoch = "t1", 3
	putRecords(t, s, org, card)
	putRecords(t, s, card, org, team, key)
	leaves, err := s.Leaves(ctx, 0, 9)
	must(t, err)
	want := []hub.Leaf{*org.Leaf, *team.Leaf}
	want[0].Hash, want[1].Hash, want[1].N = org.Hash, team.Hash, 1
	same(t, "leaves", leaves, want)
	leaves, err = s.Leaves(ctx, 1, 9)
	must(t, err)
	same(t, "leaves from 1", leaves, want[1:])
	leaves, err = s.Leaves(ctx, 0, 1)
	must(t, err)
	same(t, "one leaf", leaves, want[:1])

	type place struct {
		Kind string
		Leaf int64
	}
	order := func() (all []place) {
		must(t, s.EachObject(ctx, 0, func(o hub.StoredObject) error {
			all = append(all, place{o.Kind, o.Leaf})
			return nil
		}))
		return all
	}
	same(t, "order", order(), []place{{hub.ObjectOrg, 0}, {hub.ObjectCard, -1}, {hub.ObjectTeam, 1}, {hub.ObjectTeamKey, -1}})
	stop := errors.New("stop")
	if err := s.EachObject(ctx, 0, func(hub.StoredObject) error { return stop }); err != stop {
		t.Errorf("visit's error: got %v", err)
	}
	all, err := s.Objects(ctx, key.Hash)
	must(t, err)
	same(t, "object", all, []hub.StoredObject{{Object: key.Object, Leaf: -1, Team: "t1", Epoch: 3}})
	all, err = s.Objects(ctx, hash("none"))
	must(t, err)
	same(t, "objects", len(all), 0)

	box := func(name string) hub.Record {
		return record(hub.ObjectMailbox, name, nil)
	}
	ended, rcpt := box("ended"), record(hub.ObjectRecipient, "recipient", nil)
	terms, twin := record(hub.ObjectTerms, "recipient", nil), record(hub.ObjectTerms, "ended", nil)
	putRecords(t, s, terms, ended, rcpt, twin)
	all, err = s.Objects(ctx, rcpt.Hash)
	must(t, err)
	same(t, "one for each kind", all, []hub.StoredObject{{Object: rcpt.Object, Leaf: -1}, {Object: terms.Object, Leaf: -1}})
	start := []place{{hub.ObjectOrg, 0}, {hub.ObjectCard, -1}, {hub.ObjectTeam, 1}, {hub.ObjectTeamKey, -1}, {hub.ObjectTerms, -1}}
	for _, h := range []note.Hash{team.Hash, key.Hash, card.Hash} {
		dropMailbox(t, s, h, h)
	}
	same(t, "order", order(), append(start[:5:5], place{hub.ObjectMailbox, -1}, place{hub.ObjectRecipient, -1}, place{hub.ObjectTerms, -1}))
	dropMailbox(t, s, ended.Hash, "")
	same(t, "order", order(), append(start[:5:5], place{hub.ObjectRecipient, -1}, place{hub.ObjectTerms, -1}))
	for range 2 {
		dropMailbox(t, s, ended.Hash, rcpt.Hash)
	}
	same(t, "order", order(), append(start[:5:5], place{hub.ObjectTerms, -1}))
	putRecords(t, s, box("mailbox"))
	leaves, err = s.Leaves(ctx, 0, 9)
	must(t, err)
	same(t, "a mailbox has no line", leaves, want)
	leaves, err = s.LeavesOf(ctx, 0, 9, "o1")
	must(t, err)
	same(t, "lines of an organisation", leaves, want)
	leaves, err = s.LeavesOf(ctx, 0, 9, "o2")
	must(t, err)
	same(t, "lines of another organisation", len(leaves), 0)
}

func testKeyrings(t *testing.T, s *store.Store) {
	ctx := t.Context()
	_, err := s.Keyring(ctx, mia)
	wantCode(t, err, hub.E21)
	one := hub.Keyring{Head: []byte("head 1"), File: []byte("file 1")}
	two := hub.Keyring{Head: []byte("head 2"), File: []byte("file 2")}
	wantCode(t, s.PutKeyring(ctx, mia, 2, two), hub.E20)
	must(t, s.PutKeyring(ctx, mia, 1, one))
	wantCode(t, s.PutKeyring(ctx, mia, 1, two), hub.E20)
	wantCode(t, s.PutKeyring(ctx, mia, 3, two), hub.E20)
	must(t, s.PutKeyring(ctx, mia, 2, two))
	got, err := s.Keyring(ctx, mia)
	must(t, err)
	same(t, "keyring", got, two)
	_, err = s.Keyring(ctx, tom)
	wantCode(t, err, hub.E21)

	_, err = s.State(ctx, mia)
	wantCode(t, err, hub.E21)
	must(t, s.PutState(ctx, mia, []byte("one")))
	must(t, s.PutState(ctx, mia, []byte("two")))
	state, err := s.State(ctx, mia)
	must(t, err)
	same(t, "state", string(state), "two")
}

func testClosed(t *testing.T, s *store.Store) {
	put(t, s, entry("x", 0, ann))
	must(t, s.Close())
	must(t, s.Close())
	_, err := s.PutEntry(t.Context(), entry("x", 1, ann))
	wantCode(t, err, hub.E27)
	_, err = s.Exchange(t.Context(), entry("x", 0).XID)
	wantCode(t, err, hub.E27)
	_, _, err = s.Changes(t.Context(), ann, 0, 9)
	wantCode(t, err, hub.E27)
}

func testContexts(t *testing.T, s *store.Store) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := s.Exchange(ctx, entry("x", 0).XID)
	wantCode(t, err, hub.E27)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want it to be context.Canceled too", err)
	}
	// An act under a context that has ended happens whole or not at all, and
	// what is answered is what happened.
	for seq := uint64(0); seq < 20; {
		if _, err := s.PutEntry(ctx, entry("x", seq, ann)); err != nil {
			wantCode(t, err, hub.E27)
			put(t, s, entry("x", seq, ann))
		}
		seq++
	}
}

// One process at a time makes the next checkpoint; another follows when that one
// dies, and what it brings then comes too late.
func testCheckpoint(t *testing.T, s *store.Store) {
	ctx := t.Context()
	newest := func(want hub.Checkpoint) {
		t.Helper()
		got, err := s.Checkpoint(ctx)
		must(t, err)
		same(t, "checkpoint", got, want)
	}
	holds := func(process string, now int64, want bool) {
		t.Helper()
		held, err := s.HoldLog(ctx, process, now, now+15)
		must(t, err)
		same(t, "held by "+process, held, want)
	}
	put := func(process string, size uint64, want hub.Code) hub.Checkpoint {
		t.Helper()
		c := hub.Checkpoint{Size: size, Stored: int64(size) + 100, Signed: []byte(process)}
		if err := s.PutCheckpoint(ctx, process, c); hub.CodeOf(err) != want {
			t.Errorf("%s puts %d: %v, want %q", process, size, err, want)
		}
		return c
	}
	newest(hub.Checkpoint{Signed: []byte{}})
	put("a", 1, hub.E20)
	holds("a", 100, true)
	holds("b", 114, false)
	holds("a", 114, true)
	put("b", 3, hub.E20)
	newest(hub.Checkpoint{Signed: []byte{}})
	three := put("a", 3, "")
	newest(three)
	put("a", 4, hub.E20) // it gave the log up
	holds("b", 115, true)
	put("b", 2, hub.E20) // shorter
	newest(three)
	must(t, s.ReleaseLog(ctx, "a")) // who has not got it gives nothing up
	holds("a", 129, false)
	holds("a", 130, true) // b died
	put("b", 5, hub.E20)
	must(t, s.ReleaseLog(ctx, "a"))
	holds("c", 131, true)
	newest(put("c", 3, "")) // as long, and newer
	used, err := s.Used(ctx)
	must(t, err)
	same(t, "used", used, false)
	name, err := s.Agreed(ctx, "log")
	must(t, err)
	same(t, "agreed on nothing", name, "")
	_, err = s.Agree(ctx, "log", "key")
	must(t, err)
	name, err = s.Agreed(ctx, "log")
	must(t, err)
	same(t, "agreed", name, "key")
}
