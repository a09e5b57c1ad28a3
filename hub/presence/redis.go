package presence

import (
	"cmp"
	"context"
	"crypto/rand"
	"embed"
	"errors"
	"maps"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

const (
	// retry is how long Redis is not asked after it did not answer: who is in a room
	// is not worth waiting for.
	retry = time.Second
	// expireEach is how much one Expire ends; the next goes on.
	expireEach = 1000
)

//go:embed lua/*.lua
var lua embed.FS

// script reads a script and puts what all share before it.
func script(name string) *redis.Script {
	var source []byte
	for _, file := range []string{"shared", name} {
		b, err := lua.ReadFile("lua/" + file + ".lua")
		if err != nil {
			panic("presence: internal error: " + err.Error())
		}
		source = append(source, b...)
	}
	return redis.NewScript(string(source))
}

var (
	enterScript     = script("enter")
	leaveScript     = script("leave")
	inScript        = script("in")
	reachScript     = script("reach")
	reachableScript = script("reachable")
	forgetScript    = script("forget")
	expireScript    = script("expire")
)

// Redis is the presence of several hub processes. Each act is one script, which
// Redis runs whole, by its own clock; each change is told to one process.
//
// When Redis is away, every act is hub.E27, at once but for one try a second. When
// it comes back empty, rooms fill with the next heartbeats, and each process says
// again what was said through it about who is reachable.
type Redis struct {
	client redis.UniversalClient
	now    func() time.Time
	clock  func() time.Time // nil for that of Redis
	keys   []string         // heard, rooms, members, until, teams, reachers, said, era

	// away is until when Redis is not asked, Unix nanoseconds; 0 when it answers.
	away atomic.Int64

	mu    sync.Mutex
	words map[subject]word // said through this process, the last about each subject
	prune int              // how many words there are when it is time to drop old ones
	again bool             // they are to be said again
	era   string           // ends when Redis forgets
}

type subject struct {
	team   note.TeamID
	member note.MemberID
}

// word is what was said about a subject, in milliseconds: when, by the clock of
// Redis, and how long it holds from then on; 0 ended it.
type word struct{ said, lasts int64 }

var _ Presence = (*Redis)(nil)

// NewRedis makes a presence of the hub with that id. Now is the clock of end times
// that are given to it. Clock, if not nil, is used instead of that of Redis, and is
// the same for all processes. The client stays the caller's to close.
func NewRedis(client redis.UniversalClient, hubID string, now, clock func() time.Time) *Redis {
	p := &Redis{client: client, now: now, clock: clock, words: make(map[subject]word)}
	// One hash tag: all lies with one server of a cluster.
	for _, key := range []string{"heard", "rooms", "members", "until", "teams", "reachers", "said", "era"} {
		p.keys = append(p.keys, "sluis:{"+hubID+"}:presence:1:"+key)
	}
	return p
}

// The keys of seats, of who is reachable, and of both.
func (p *Redis) seats() []string   { return p.keys[:3] }
func (p *Redis) reaches() []string { return p.keys[3:7] }
func (p *Redis) both() []string    { return p.keys[:7] }

// run runs a script; the clock is its first argument.
func (p *Redis) run(ctx context.Context, s *redis.Script, keys []string, args ...any) ([]any, error) {
	now := time.Now().UnixNano()
	if until := p.away.Load(); until != 0 && (now < until || !p.away.CompareAndSwap(until, now+int64(retry))) {
		return nil, hub.Errorf(hub.E27, "presence is away")
	}
	clock := any("")
	if p.clock != nil {
		clock = p.clock().UnixMilli()
	}
	answer, err := s.Run(ctx, p.client, keys, append([]any{clock}, args...)...).Result()
	if err != nil {
		if !errors.Is(err, context.Canceled) { // which says nothing of Redis
			p.away.Store(time.Now().UnixNano() + int64(retry))
			p.mu.Lock()
			p.again = true
			p.mu.Unlock()
		}
		return nil, hub.Errorf(hub.E27, "presence is away: %w", err)
	}
	p.away.Store(0)
	if list, ok := answer.([]any); ok {
		return list, nil
	}
	return []any{answer}, nil
}

func present() int64 { return hub.Present.Milliseconds() }
func longest() int64 { return MaxReach.Milliseconds() }

// yes reads the number that a script answers first.
func yes(answer []any, err error) (bool, error) {
	return err == nil && answer[0] == int64(1), err
}

// texts reads a list of texts.
func texts[T ~string](answer any) (all []T) {
	list, _ := answer.([]any)
	for _, v := range list {
		if text, ok := v.(string); ok {
			all = append(all, T(text))
		}
	}
	return all
}

// sorted gives each of a list once, in order.
func sorted[T cmp.Ordered](all []T) []T {
	slices.Sort(all)
	return slices.Compact(all)
}

// Enter implements Presence.
func (p *Redis) Enter(ctx context.Context, room note.XID, member note.MemberID, seat uint64) (bool, error) {
	return yes(p.run(ctx, enterScript, p.seats(), present(), string(room), string(member), seat))
}

// Leave implements Presence.
func (p *Redis) Leave(ctx context.Context, room note.XID, member note.MemberID, seat uint64) (bool, error) {
	return yes(p.run(ctx, leaveScript, p.seats(), present(), string(room), string(member), seat))
}

// In implements Presence.
func (p *Redis) In(ctx context.Context, room note.XID) ([]note.MemberID, error) {
	answer, err := p.run(ctx, inScript, p.seats(), present(), string(room))
	return sorted(texts[note.MemberID](answer)), err
}

// Reach implements Presence.
func (p *Redis) Reach(ctx context.Context, team note.TeamID, member note.MemberID, until time.Time) (bool, error) {
	about, w := subject{team, member}, word{lasts: max(0, min(until.Sub(p.now()).Milliseconds(), longest()))}
	answer, err := p.run(ctx, reachScript, p.reaches(), longest(), string(team), string(member), w.lasts, "")
	if err != nil {
		return false, err
	}
	if w.said, err = instant(answer[1]); err != nil {
		return false, err
	}
	p.remember(about, w)
	return yes(answer, nil)
}

// instant reads a time as scripts give it: their numbers would be cut.
func instant(answer any) (int64, error) {
	text, _ := answer.(string)
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0, hub.Errorf(hub.E27, "presence was given %q for a time", text)
	}
	return n, nil
}

// remember keeps the last word about a subject, for as long as it can matter.
func (p *Redis) remember(about subject, w word) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.words) >= p.prune {
		for s, old := range p.words {
			if w.said-old.said > longest() {
				delete(p.words, s)
			}
		}
		p.prune = max(1024, 2*len(p.words))
	}
	if p.words[about].said <= w.said {
		p.words[about] = w
	}
}

// Reachable implements Presence.
func (p *Redis) Reachable(ctx context.Context, teams []note.TeamID) (yes []note.TeamID, err error) {
	if len(teams) == 0 {
		return nil, nil
	}
	args := make([]any, len(teams))
	for i, t := range teams {
		args[i] = string(t)
	}
	answer, err := p.run(ctx, reachableScript, p.reaches(), args...)
	for i, v := range answer {
		if i < len(teams) && v == int64(1) {
			yes = append(yes, teams[i])
		}
	}
	return yes, err
}

// Forget implements Presence.
func (p *Redis) Forget(ctx context.Context, member note.MemberID) ([]note.XID, []note.TeamID, error) {
	p.mu.Lock()
	for about, w := range p.words {
		if about.member == member {
			p.words[about] = word{said: w.said} // also when Redis cannot be told now
		}
	}
	p.mu.Unlock()
	answer, err := p.run(ctx, forgetScript, p.both(), string(member))
	if err != nil {
		return nil, nil, err
	}
	ended := texts[string](answer[3])
	for i, team := range texts[note.TeamID](answer[2]) {
		said, err := instant(ended[i])
		if err != nil {
			return nil, nil, err
		}
		p.remember(subject{team, member}, word{said: said})
	}
	return sorted(texts[note.XID](answer[0])), sorted(texts[note.TeamID](answer[1])), nil
}

// Expire implements Presence. It also says again what Redis may have forgotten.
func (p *Redis) Expire(ctx context.Context) ([]note.XID, []note.TeamID, error) {
	answer, err := p.run(ctx, expireScript, p.keys, present(), longest(), expireEach, rand.Text())
	if err != nil {
		return nil, nil, err
	}
	rooms, teams := texts[note.XID](answer[0]), texts[note.TeamID](answer[1])
	if era, _ := answer[2].(string); p.forgot(era) {
		teams = append(teams, p.sayAgain(ctx)...)
	}
	return sorted(rooms), sorted(teams), nil
}

// forgot says whether words are to be said again.
func (p *Redis) forgot(era string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.again = p.again || p.era != "" && p.era != era
	p.era = era
	return p.again
}

// sayAgain says every word again and gives the teams that changed by it.
func (p *Redis) sayAgain(ctx context.Context) (changed []note.TeamID) {
	p.mu.Lock()
	all := maps.Clone(p.words)
	p.again = false
	p.mu.Unlock()
	for about, w := range all {
		answer, err := p.run(ctx, reachScript, p.reaches(), longest(), string(about.team), string(about.member), w.lasts, w.said)
		if err != nil { // and again is set
			return changed
		}
		if did, _ := yes(answer, nil); did {
			changed = append(changed, about.team)
		}
	}
	return changed
}
