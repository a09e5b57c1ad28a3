package presence

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// Local is the presence of a single hub process.
type Local struct {
	now func() time.Time

	mu    sync.Mutex
	rooms map[note.XID][]seat
	teams map[note.TeamID][]reach
}

// A seat is one connection of a member in a room; heard is Unix nanoseconds.
type seat struct {
	member note.MemberID
	number uint64
	heard  int64
}

type reach struct {
	member note.MemberID
	until  int64 // Unix nanoseconds
}

var _ Presence = (*Local)(nil)

// NewLocal returns a presence in which nobody is, by the given clock.
func NewLocal(now func() time.Time) *Local {
	return &Local{now: now, rooms: make(map[note.XID][]seat), teams: make(map[note.TeamID][]reach)}
}

// Enter implements Presence.
func (p *Local) Enter(_ context.Context, room note.XID, member note.MemberID, number uint64) (bool, error) {
	now := p.now().UnixNano()
	p.mu.Lock()
	defer p.mu.Unlock()
	seats := p.rooms[room]
	was := sits(seats, member, now)
	at := slices.IndexFunc(seats, func(s seat) bool { return s.number == number && s.member == member })
	if at >= 0 {
		seats[at].heard = now
	} else {
		p.rooms[room] = append(seats, seat{member, number, now})
	}
	return !was, nil
}

// Leave implements Presence.
func (p *Local) Leave(_ context.Context, room note.XID, member note.MemberID, number uint64) (bool, error) {
	now := p.now().UnixNano()
	p.mu.Lock()
	defer p.mu.Unlock()
	was := sits(p.rooms[room], member, now)
	p.keepSeats(room, func(s seat) bool { return s.number != number || s.member != member })
	return was && !sits(p.rooms[room], member, now), nil
}

// In implements Presence.
func (p *Local) In(_ context.Context, room note.XID) ([]note.MemberID, error) {
	now := p.now().UnixNano()
	p.mu.Lock()
	defer p.mu.Unlock()
	var in []note.MemberID
	for _, s := range p.rooms[room] {
		if there(s, now) {
			in = append(in, s.member)
		}
	}
	slices.Sort(in)
	return slices.Compact(in), nil
}

// Reach implements Presence.
func (p *Local) Reach(_ context.Context, team note.TeamID, member note.MemberID, until time.Time) (bool, error) {
	now := p.now()
	if latest := now.Add(MaxReach); until.After(latest) {
		until = latest
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	was := reachable(p.teams[team], now.UnixNano())
	p.keepReach(team, func(r reach) bool { return r.member != member })
	if until.After(now) {
		p.teams[team] = append(p.teams[team], reach{member, until.UnixNano()})
	}
	return was != reachable(p.teams[team], now.UnixNano()), nil
}

// Reachable implements Presence.
func (p *Local) Reachable(_ context.Context, teams []note.TeamID) ([]note.TeamID, error) {
	now := p.now().UnixNano()
	p.mu.Lock()
	defer p.mu.Unlock()
	var yes []note.TeamID
	for _, t := range teams {
		if reachable(p.teams[t], now) {
			yes = append(yes, t)
		}
	}
	return yes, nil
}

// Forget implements Presence.
func (p *Local) Forget(_ context.Context, member note.MemberID) ([]note.XID, []note.TeamID, error) {
	return p.sweep(
		func(s seat) bool { return s.member != member },
		func(r reach) bool { return r.member != member })
}

// Expire implements Presence.
func (p *Local) Expire(_ context.Context) ([]note.XID, []note.TeamID, error) {
	now := p.now().UnixNano()
	return p.sweep(
		func(s seat) bool { return there(s, now) },
		func(r reach) bool { return r.until > now })
}

// sweep drops what is not to be kept. A room has changed when a member's last
// seat went, a team when its last reachable member went.
func (p *Local) sweep(seats func(seat) bool, reaches func(reach) bool) (rooms []note.XID, teams []note.TeamID, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for room := range p.rooms {
		if p.keepSeats(room, seats) {
			rooms = append(rooms, room)
		}
	}
	for team := range p.teams {
		if p.keepReach(team, reaches); len(p.teams[team]) == 0 {
			teams = append(teams, team)
		}
	}
	slices.Sort(rooms)
	slices.Sort(teams)
	return rooms, teams, nil
}

// keepSeats drops the other seats of a room and tells whether a member lost its
// last one by it.
func (p *Local) keepSeats(room note.XID, keep func(seat) bool) (gone bool) {
	seats := p.rooms[room]
	left := seats[:0]
	var lost []note.MemberID
	for _, s := range seats {
		if keep(s) {
			left = append(left, s)
		} else {
			lost = append(lost, s.member)
		}
	}
	if len(lost) == 0 {
		return false
	}
	clear(seats[len(left):])
	if p.rooms[room] = left; len(left) == 0 {
		delete(p.rooms, room)
	}
	return slices.ContainsFunc(lost, func(m note.MemberID) bool {
		return !slices.ContainsFunc(left, func(s seat) bool { return s.member == m })
	})
}

func (p *Local) keepReach(team note.TeamID, keep func(reach) bool) {
	left := slices.DeleteFunc(p.teams[team], func(r reach) bool { return !keep(r) })
	if p.teams[team] = left; len(left) == 0 {
		delete(p.teams, team)
	}
}

func there(s seat, now int64) bool { return now-s.heard <= int64(hub.Present) }

func sits(seats []seat, member note.MemberID, now int64) bool {
	return slices.ContainsFunc(seats, func(s seat) bool { return s.member == member && there(s, now) })
}

func reachable(reaches []reach, now int64) bool {
	return slices.ContainsFunc(reaches, func(r reach) bool { return r.until > now })
}
