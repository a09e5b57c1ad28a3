package roster_test

import (
	"errors"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/sluis-hub/sluis/crypto/note"
)

var allActs = slices.Concat(orgActs, vouchActs, memberActs, firstActs, manifestActs, teamActs, mailboxActs)

// grow makes a random directory; every step in it is accepted.
func grow(t *rapid.T, outer testing.TB, steps int) *world {
	w := newWorld(outer, func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "pick") })
	for _, first := range []string{"organisation", "organisation", "first manifest", "first manifest"} {
		legal[first](w)
	}
	names := slices.Sorted(maps.Keys(legal))
	for range steps {
		act{make: func(w *world) []step { legal[names[w.pick(len(names))]](w); return nil }}.steps(w)
	}
	return w
}

var errTaken = errors.New("taken back")

// try runs an act on the book of the world and takes it back. It returns the
// verdict on the last step.
func (w *world) try(list []step) error {
	var verdict error
	err := w.book.Batch(func(add func(string, []byte) error) error {
		for i, s := range list {
			err := add(s.Kind, s.bytes())
			if i == len(list)-1 {
				verdict = err
			} else if err != nil {
				return err
			}
		}
		return errTaken
	})
	if err != errTaken {
		w.t.Fatalf("a step before the last was refused: %v", err)
	}
	return verdict
}

// Random legal histories are accepted; on top of each, every single change for
// the worse that it gives occasion for is refused with its own code, every other
// record accepted, and what is taken back leaves no trace. (That the base of the
// vectors gives occasion for every act is seen when they are written.)
func TestHistories(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := grow(rt, t, rapid.IntRange(0, 40).Draw(rt, "steps"))
		before := digest(w)
		for _, a := range allActs {
			list := a.steps(w)
			if list == nil {
				continue
			}
			if err := w.try(list); note.CodeOf(err) != a.code {
				rt.Fatalf("%s %s: %v, want %q\n%s", a.rule, a.name, err, a.code, list[len(list)-1].Data)
			}
		}
		if after := digest(w); after != before {
			rt.Fatal("what was taken back left a trace")
		}
	})
}

// digest is everything a book says, in one hash.
func digest(w *world) note.Hash {
	var all []byte
	say := func(parts ...string) {
		for _, p := range parts {
			all = append(append(all, p...), ' ')
		}
		all = append(all, '\n')
	}
	b := w.book
	for _, o := range w.orgs {
		say(string(o.id))
		if r := b.Org(o.id); r != nil {
			say("accepted", string(r.Hash()))
		}
		for _, v := range b.Vouchers(o.id) {
			say("vouch", string(v))
		}
		if m := b.Manifest(o.id); m != nil {
			say("manifest", string(m.Hash()))
		}
		for mid, p := range o.people {
			key, org, ok := b.Login(mid)
			say("member", string(mid), key.String(), string(org))
			if !ok {
				say("inactive")
			}
			for _, tid := range b.TeamsOf(mid) {
				say("in", string(tid))
			}
			if b.MemberNote(note.HashOf(p.raw)) != nil {
				say("note")
			}
		}
		for tid := range o.teams {
			if t := b.Team(tid); t != nil {
				say("team", string(t.Hash()))
			}
			for _, mid := range b.Assigned(tid) {
				say("assigned", string(mid))
			}
		}
	}
	// Views are compared with the oracle, which knows nothing of acts.
	lines := slices.Sorted(slices.Values(slices.Collect(splitLines(all))))
	var out []byte
	for _, l := range lines {
		out = append(out, l...)
	}
	return note.HashOf(append(out, byte(b.Size())))
}

func splitLines(b []byte) func(func(string) bool) {
	return func(yield func(string) bool) {
		start := 0
		for i, c := range b {
			if c == '\n' {
				if !yield(string(b[start : i+1])) {
					return
				}
				start = i + 1
			}
		}
	}
}
