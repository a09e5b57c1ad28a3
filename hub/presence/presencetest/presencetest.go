package presencetest

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/presence"
)

// A World is a fresh presence, further ends of it as other hub processes would
// have (the same one again within one process), and its clock.
type World struct {
	End func() presence.Presence
	// Pass moves the clock of all ends.
	Pass func(time.Duration)
	Now  func() time.Time
}

// Test holds an implementation to the contract.
func Test(t *testing.T, open func(t *testing.T) World) {
	for name, test := range map[string]func(*testing.T, World){
		"enter and leave":                 enterAndLeave,
		"two seats of one member":         twoSeats,
		"a heartbeat keeps the seat":      heartbeat,
		"present is heard within Present": boundary,
		"rooms do not mix":                roomsDoNotMix,
		"reachable until the last end":    reachableUntil,
		"reachable is not for ever":       notForEver,
		"forget a member":                 forget,
		"each change is told once":        toldOnce,
		"many at once":                    many,
	} {
		t.Run(name, func(t *testing.T) { test(t, open(t)) })
	}
}

const (
	roomA = note.XID("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")
	roomB = note.XID("bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb")

	anna   = note.MemberID("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")
	fatima = note.MemberID("ffffffffffffffffffffffffffffffff")

	sneek  = note.TeamID("11111111111111111111111111111111")
	heeren = note.TeamID("22222222222222222222222222222222")
)

// script says what happens to one end and checks what it answers.
type script struct {
	t *testing.T
	p presence.Presence
}

func (s script) enter(room note.XID, m note.MemberID, seat uint64, want bool) {
	s.t.Helper()
	changed, err := s.p.Enter(s.t.Context(), room, m, seat)
	s.check("enter", changed, want, err)
}

func (s script) leave(room note.XID, m note.MemberID, seat uint64, want bool) {
	s.t.Helper()
	changed, err := s.p.Leave(s.t.Context(), room, m, seat)
	s.check("leave", changed, want, err)
}

func (s script) in(room note.XID, want ...note.MemberID) {
	s.t.Helper()
	got, err := s.p.In(s.t.Context(), room)
	s.check("in", got, want, err)
}

func (s script) reach(team note.TeamID, m note.MemberID, until time.Time, want bool) {
	s.t.Helper()
	changed, err := s.p.Reach(s.t.Context(), team, m, until)
	s.check("reach", changed, want, err)
}

func (s script) reachable(want ...note.TeamID) {
	s.t.Helper()
	got, err := s.p.Reachable(s.t.Context(), []note.TeamID{heeren, sneek})
	s.check("reachable", got, want, err)
}

func (s script) expire(rooms []note.XID, teams []note.TeamID) {
	s.t.Helper()
	gotRooms, gotTeams, err := s.p.Expire(s.t.Context())
	s.check("expired rooms", gotRooms, rooms, err)
	s.check("expired teams", gotTeams, teams, err)
}

func (s script) check(what string, got, want any, err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatalf("%s: %v", what, err)
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		s.t.Errorf("%s: %s", what, cmp.Diff(want, got))
	}
}

func enterAndLeave(t *testing.T, w World) {
	one, two := script{t, w.End()}, script{t, w.End()}
	one.in(roomA)
	one.enter(roomA, fatima, 1, true)
	two.in(roomA, fatima)
	two.enter(roomA, anna, 2, true)
	one.in(roomA, anna, fatima)
	two.leave(roomA, anna, 9, false) // never sat there
	one.leave(roomA, anna, 2, true)
	one.leave(roomA, anna, 2, false)
	two.in(roomA, fatima)
	two.leave(roomA, fatima, 1, true)
	one.in(roomA)
}

func twoSeats(t *testing.T, w World) {
	one, two := script{t, w.End()}, script{t, w.End()}
	one.enter(roomA, anna, 1, true)
	two.enter(roomA, anna, 2, false)
	two.in(roomA, anna)
	one.leave(roomA, anna, 1, false)
	two.in(roomA, anna)
	two.leave(roomA, anna, 2, true)
	one.in(roomA)
}

func heartbeat(t *testing.T, w World) {
	s := script{t, w.End()}
	s.enter(roomA, anna, 1, true)
	for range 10 {
		w.Pass(hub.Present - time.Second)
		s.enter(roomA, anna, 1, false)
	}
	s.in(roomA, anna)
	s.expire(nil, nil)
}

func boundary(t *testing.T, w World) {
	s := script{t, w.End()}
	s.enter(roomA, anna, 1, true)
	w.Pass(hub.Present)
	s.in(roomA, anna)
	s.expire(nil, nil)
	w.Pass(time.Millisecond)
	s.in(roomA)
	s.enter(roomA, anna, 1, true) // came back before anybody swept
	s.in(roomA, anna)
	w.Pass(hub.Present + time.Millisecond)
	s.expire([]note.XID{roomA}, nil)
	s.leave(roomA, anna, 1, false)
}

func roomsDoNotMix(t *testing.T, w World) {
	s := script{t, w.End()}
	s.enter(roomA, anna, 1, true)
	s.enter(roomB, anna, 1, true)
	s.enter(roomB, fatima, 2, true)
	s.leave(roomA, anna, 1, true)
	s.in(roomA)
	s.in(roomB, anna, fatima)
}

func reachableUntil(t *testing.T, w World) {
	one, two := script{t, w.End()}, script{t, w.End()}
	one.reachable()
	one.reach(sneek, anna, w.Now().Add(30*time.Minute), true)
	two.reach(sneek, fatima, w.Now().Add(time.Hour), false)
	two.reach(heeren, fatima, w.Now().Add(time.Minute), true)
	two.reach(heeren, fatima, w.Now().Add(2*time.Hour), false) // a new end replaces the old
	two.reachable(heeren, sneek)
	w.Pass(30 * time.Minute)
	one.expire(nil, nil) // fatima is still there for both
	one.reach(heeren, fatima, time.Time{}, true)
	one.reach(heeren, fatima, time.Time{}, false)
	one.reachable(sneek)
	w.Pass(30 * time.Minute)
	two.reachable()
	two.expire(nil, []note.TeamID{sneek})
}

func notForEver(t *testing.T, w World) {
	s := script{t, w.End()}
	s.reach(sneek, anna, w.Now().Add(1000*time.Hour), true)
	w.Pass(presence.MaxReach)
	s.reachable()
}

func forget(t *testing.T, w World) {
	s := script{t, w.End()}
	s.enter(roomA, anna, 1, true)
	s.enter(roomA, anna, 2, false)
	s.enter(roomB, fatima, 3, true)
	s.reach(sneek, anna, w.Now().Add(time.Hour), true)
	s.reach(heeren, anna, w.Now().Add(time.Hour), true)
	s.reach(heeren, fatima, w.Now().Add(time.Hour), false)
	rooms, teams, err := s.p.Forget(t.Context(), anna)
	s.check("forgotten rooms", rooms, []note.XID{roomA}, err)
	s.check("forgotten teams", teams, []note.TeamID{sneek}, err)
	s.in(roomA)
	s.in(roomB, fatima)
	s.reachable(heeren)
}

func toldOnce(t *testing.T, w World) {
	one, two := script{t, w.End()}, script{t, w.End()}
	one.enter(roomA, anna, 1, true)
	one.enter(roomB, anna, 1, true)
	one.enter(roomB, fatima, 2, true)
	one.reach(sneek, anna, w.Now().Add(time.Second), true)
	w.Pass(hub.Present)
	two.enter(roomB, fatima, 2, false)
	w.Pass(time.Millisecond)
	two.expire([]note.XID{roomA, roomB}, []note.TeamID{sneek})
	one.expire(nil, nil)
	one.in(roomB, fatima)
}

func many(t *testing.T, w World) {
	one, two := w.End(), w.End()
	var wg sync.WaitGroup
	for n := range 8 {
		wg.Go(func() {
			m := note.MemberID(fmt.Sprintf("%032x", n))
			for seat := range uint64(50) {
				one.Enter(t.Context(), roomA, m, seat)
				two.In(t.Context(), roomA)
				two.Reach(t.Context(), sneek, m, w.Now().Add(time.Hour))
				one.Expire(t.Context())
				two.Leave(t.Context(), roomA, m, seat)
			}
		})
	}
	wg.Wait()
	s := script{t, one}
	s.in(roomA)
	s.reachable(sneek)
}
