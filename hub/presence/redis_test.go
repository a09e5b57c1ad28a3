package presence_test

import (
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/presence"
	"github.com/sluis-hub/sluis/hub/presence/presencetest"
	"github.com/sluis-hub/sluis/hub/redis"
	"github.com/sluis-hub/sluis/hub/redis/redistest"
)

const patience = time.Minute

// open makes one process's end; clock may be nil.
func open(t testing.TB, s *redistest.Server, hubID string, now, clock func() time.Time) *presence.Redis {
	t.Helper()
	client, err := redis.Dial(redis.Config{URL: s.URL})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { client.Close() })
	return presence.NewRedis(client, hubID, now, clock)
}

func contract(t *testing.T, s *redistest.Server) {
	presencetest.Test(t, func(t *testing.T) presencetest.World {
		var passed atomic.Int64
		begin := time.Now()
		now := func() time.Time { return begin.Add(time.Duration(passed.Load())) }
		hubID := string(note.NewID())
		return presencetest.World{
			End:  func() presence.Presence { return open(t, s, hubID, now, now) },
			Pass: func(d time.Duration) { passed.Add(int64(d)) },
			Now:  now,
		}
	})
}

func TestRedis(t *testing.T) {
	t.Parallel()
	contract(t, redistest.Start(t))
}

func TestRedisCluster(t *testing.T) {
	t.Parallel()
	contract(t, redistest.StartCluster(t))
}

const (
	roomA  = note.XID("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")
	anna   = note.MemberID("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")
	fatima = note.MemberID("ffffffffffffffffffffffffffffffff")
	sneek  = note.TeamID("11111111111111111111111111111111")
	heeren = note.TeamID("22222222222222222222222222222222")
)

// until waits for a condition.
func until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); !ok(); {
		if time.Now().After(end) {
			t.Fatalf("%s did not come to be", what)
		}
		<-time.After(5 * time.Millisecond)
	}
}

// reachable says which of two teams are.
func reachable(t *testing.T, p presence.Presence) []note.TeamID {
	t.Helper()
	yes, err := p.Reachable(t.Context(), []note.TeamID{sneek, heeren})
	if err != nil {
		t.Fatal(err)
	}
	return yes
}

// TestRedisClock: without another, the clock is that of Redis; how far a process's
// own clock is off does not matter.
func TestRedisClock(t *testing.T) {
	t.Parallel()
	s := redistest.Start(t)
	off := func() time.Time { return time.Now().Add(-48 * time.Hour) }
	one, two := open(t, s, "h", time.Now, nil), open(t, s, "h", off, nil)
	if changed, err := two.Reach(t.Context(), sneek, anna, off().Add(300*time.Millisecond)); !changed || err != nil {
		t.Fatal(changed, err)
	}
	if yes := reachable(t, one); !slices.Contains(yes, sneek) {
		t.Errorf("reachable are %v", yes)
	}
	var told []note.TeamID
	until(t, "the end", func() bool {
		_, teams, err := one.Expire(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		told = append(told, teams...)
		return len(told) > 0
	})
	if len(told) != 1 || told[0] != sneek || len(reachable(t, two)) != 0 {
		t.Errorf("told of %v", told)
	}
	two.Enter(t.Context(), roomA, anna, 1)
	if in, err := one.In(t.Context(), roomA); len(in) != 1 || err != nil {
		t.Error(in, err)
	}
}

// TestRedisForgets: after a flush the words of every process hold again, the last
// one about each, and rooms fill with heartbeats.
func TestRedisForgets(t *testing.T) {
	t.Parallel()
	s := redistest.Start(t)
	one, two := open(t, s, "h", time.Now, nil), open(t, s, "h", time.Now, nil)
	later := time.Now().Add(time.Hour)
	one.Reach(t.Context(), sneek, anna, later)
	one.Reach(t.Context(), heeren, anna, later)
	two.Reach(t.Context(), heeren, anna, time.Time{}) // ended by way of the other
	one.Reach(t.Context(), heeren, fatima, later)
	two.Forget(t.Context(), fatima)
	one.Enter(t.Context(), roomA, anna, 1)
	for _, p := range []*presence.Redis{one, two} {
		p.Expire(t.Context())
	}
	for _, order := range [][]*presence.Redis{{one, two}, {two, one}} {
		s.Flush()
		if len(reachable(t, one)) != 0 {
			t.Fatal("the flush did not forget")
		}
		for _, p := range append(order, order...) {
			if _, _, err := p.Expire(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if yes := reachable(t, two); len(yes) != 1 || yes[0] != sneek {
			t.Errorf("reachable are %v", yes)
		}
		if changed, err := one.Enter(t.Context(), roomA, anna, 1); !changed || err != nil {
			t.Errorf("the next heartbeat: %v %v", changed, err)
		}
	}
}

// TestRedisAway: every act is E27, soon, and works again by itself.
func TestRedisAway(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ away, back func(*redistest.Server) }{
		"dead":    {(*redistest.Server).Kill, (*redistest.Server).Run},
		"hanging": {(*redistest.Server).Pause, (*redistest.Server).Resume},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := redistest.Start(t)
			p := open(t, s, "h", time.Now, nil)
			p.Reach(t.Context(), sneek, anna, time.Now().Add(time.Hour))
			p.Enter(t.Context(), roomA, anna, 1)
			p.Expire(t.Context())
			c.away(s)
			t.Cleanup(s.Resume)
			began := time.Now()
			for range 100 {
				for what, act := range map[string]func() error{
					"enter":     func() error { _, err := p.Enter(t.Context(), roomA, fatima, 2); return err },
					"leave":     func() error { _, err := p.Leave(t.Context(), roomA, fatima, 2); return err },
					"in":        func() error { _, err := p.In(t.Context(), roomA); return err },
					"reach":     func() error { _, err := p.Reach(t.Context(), heeren, anna, time.Time{}); return err },
					"reachable": func() error { _, err := p.Reachable(t.Context(), []note.TeamID{sneek}); return err },
					"forget":    func() error { _, _, err := p.Forget(t.Context(), fatima); return err },
					"expire":    func() error { _, _, err := p.Expire(t.Context()); return err },
				} {
					if err := act(); hub.CodeOf(err) != hub.E27 {
						t.Fatalf("%s: %v", what, err)
					}
				}
			}
			if took := time.Since(began); took > 10*time.Second {
				t.Errorf("700 acts without Redis took %v", took)
			}
			c.back(s)
			until(t, "Redis", func() bool { _, _, err := p.Expire(t.Context()); return err == nil })
			if yes := reachable(t, p); len(yes) != 1 || yes[0] != sneek {
				t.Errorf("reachable are %v", yes)
			}
			if _, err := p.Enter(t.Context(), roomA, anna, 1); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestRedisKeeps: what lies in Redis is ids only, in a handful of keys whatever the
// number of rooms, and goes by itself.
func TestRedisKeeps(t *testing.T) {
	t.Parallel()
	s := redistest.Start(t)
	p := open(t, s, "h", time.Now, nil)
	for n := range uint64(200) {
		room, team := note.XID(note.HashOf([]byte{byte(n)})), note.TeamID(note.NewID())
		if _, err := p.Enter(t.Context(), room, note.MemberID(note.NewID()), n); err != nil {
			t.Fatal(err)
		}
		p.Reach(t.Context(), team, note.MemberID(note.NewID()), time.Now().Add(time.Hour))
	}
	p.Expire(t.Context())
	if n := s.Do("DBSIZE"); n != "8" {
		t.Errorf("%s keys", n)
	}
	for _, key := range []string{"heard", "rooms", "members", "until", "teams", "reachers", "said"} {
		if ttl := s.Do("TTL", "sluis:{h}:presence:1:"+key); ttl == "-1" || ttl == "-2" {
			t.Errorf("%s stays for %s", key, ttl)
		}
	}
}
