package storetest

import (
	"errors"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/store"
)

func testHubs(t *testing.T, s *store.Store) {
	ctx := t.Context()
	welcome := func([]hub.Process) error { return nil }
	one := hub.Process{ID: "01", Settings: map[string]string{"origin": "https://a"}, Version: "1", Seen: 1000}
	two := hub.Process{ID: "02", Settings: map[string]string{}, Version: "2", Seen: 1010}
	list := func() []hub.Process {
		t.Helper()
		all, err := s.Hubs(ctx)
		must(t, err)
		slices.SortFunc(all, func(a, b hub.Process) int { return int(a.Seen - b.Seen) })
		for i := range all {
			if all[i].Knows < 4 {
				t.Errorf("a program that knows %d migrations", all[i].Knows)
			}
			all[i].Knows = 0
		}
		return all
	}
	must(t, s.Join(ctx, one, func(others []hub.Process) error {
		if len(others) != 0 {
			t.Errorf("before the first: %v", others)
		}
		return nil
	}))
	refusal := errors.New("refused")
	var seen []hub.Process
	err := s.Join(ctx, two, func(others []hub.Process) error { seen = others; return refusal })
	if !errors.Is(err, refusal) || len(seen) != 1 || seen[0].ID != "01" {
		t.Errorf("%v, of %v", err, seen)
	}
	if d := cmp.Diff([]hub.Process{one}, list()); d != "" {
		t.Error(d)
	}
	must(t, s.Join(ctx, two, welcome))
	one.Seen, one.Version = 1020, "3"
	must(t, s.Join(ctx, one, welcome))
	if d := cmp.Diff([]hub.Process{two, one}, list()); d != "" {
		t.Error(d)
	}
	must(t, s.Leave(ctx, "02"))
	must(t, s.Leave(ctx, "02"))
	two.Seen = 1000 + 48*60*60 // long after the other was heard of
	must(t, s.Join(ctx, two, welcome))
	if d := cmp.Diff([]hub.Process{two}, list()); d != "" {
		t.Error(d)
	}
	must(t, s.Leave(ctx, "02"))

	// Of many that would have each to itself, one comes first.
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			p := hub.Process{ID: string(rune('a' + i)), Seen: 5000}
			err := s.Join(ctx, p, func(others []hub.Process) error {
				if len(others) > 0 {
					return refusal
				}
				return nil
			})
			if err != nil && !errors.Is(err, refusal) {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if got := list(); len(got) != 1 {
		t.Errorf("%d have it to themselves", len(got))
	}
}
