//go:build !noagent

package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/translog"
	"github.com/sluis-hub/sluis/hub/hubtest"
	"github.com/sluis-hub/sluis/hub/redis/redistest"
	"github.com/sluis-hub/sluis/hub/store/postgrestest"
)

// chaos is a region on two hubs: people who write and people who listen, all
// through the balancer, each of whom keeps a log of its own. What those logs say
// is compared with each other and with the database by inspect (inspect_test.go); who writes and listens is in people_test.go.
type chaos struct {
	t       *testing.T
	dir     string
	hub     *deployed
	cp      func() note.Checkpoint // that entries name; nobody publishes
	writers []*writer
	readers []*reader
	pause   sync.RWMutex // writers hold it for reading while an entry is under way
	stop    context.CancelFunc
	all     sync.WaitGroup
	chance  *rand.Rand
}

// newChaos starts everything, and nothing goes wrong yet.
func newChaos(t *testing.T) *chaos {
	t.Helper()
	c := &chaos{t: t, dir: t.TempDir(), chance: rand.New(rand.NewPCG(100, 4))}
	now := time.Now().Unix()
	vt, records := hubtest.Found(t, now, "Veilig Thuis", []string{"anna", "bas", "els"})
	gt, more := hubtest.Found(t, now, "Gebiedsteam", []string{"fatima", "sjoerd"}, []string{"linda"})
	file := filepath.Join(c.dir, "records.sluis")
	if err := os.WriteFile(file, recordsFile(append(records, more...)), 0o600); err != nil {
		t.Fatal(err)
	}
	c.hub = onTwo(t, filepath.Join(c.dir, "hub"), postgrestest.Start(t), redistest.Start(t), "--records", file)
	intake, noord, zuid := vt.Teams[0], gt.Teams[0], gt.Teams[1]

	var ctx context.Context
	ctx, c.stop = context.WithCancel(context.Background())
	t.Cleanup(c.end)
	listen := func(name string, p *hubtest.Person, team *hubtest.Team) {
		r := &reader{c: c, party: team.Party(), log: c.openLog("reader." + name), known: map[note.XID]uint64{}}
		r.api, r.line = c.client(p)
		sock, err := r.api.Socket(ctx)
		if err != nil {
			t.Fatal(err)
		}
		c.readers = append(c.readers, r)
		c.all.Go(func() { r.run(ctx, sock) })
	}
	listen("bas", vt.People[1], intake)
	raw, err := c.readers[0].api.Checkpoint(ctx)
	if err != nil {
		t.Fatal(err)
	}
	signed, err := translog.ParseSigned(raw)
	if err != nil {
		t.Fatal(err)
	}
	c.cp = func() note.Checkpoint { return signed.Checkpoint }
	listen("fatima", gt.People[0], noord)
	listen("sjoerd", gt.People[1], noord)
	listen("linda", gt.People[2], zuid)
	for n, w := range []*writer{
		{by: vt.People[0], team: intake, to: noord}, {by: vt.People[1], team: intake, to: zuid},
		{by: vt.People[2], team: intake, to: noord}, {by: gt.People[0], team: noord, to: intake},
		{by: gt.People[1], team: noord, to: zuid}, {by: gt.People[2], team: zuid, to: intake},
	} {
		w.c, w.log = c, c.openLog(fmt.Sprintf("writer.%d", n))
		w.api, w.line = c.client(w.by)
		w.pace = rand.New(rand.NewPCG(uint64(n), 4))
		c.writers = append(c.writers, w)
		c.all.Go(func() { w.run(ctx) })
	}
	return c
}

// end ends writers and readers.
func (c *chaos) end() {
	c.stop()
	c.all.Wait()
}

func (c *chaos) acked() (n int64) {
	for _, w := range c.writers {
		n += w.acked.Load()
	}
	return n
}

// position is how many entries the parties must have been told of.
func (c *chaos) position(p note.Party) (n uint64) {
	for _, w := range c.writers {
		if w.team.Party() == p || w.to.Party() == p {
			n += uint64(w.acked.Load())
		}
	}
	return n
}

// patience is how long anything may take: machines may be slow.
const patience = time.Minute

// until waits for something that others do, and says how long that took.
func (c *chaos) until(what string, holds func() bool) time.Duration {
	c.t.Helper()
	began := time.Now()
	for !holds() {
		if time.Since(began) > patience {
			c.t.Fatalf("waited too long: %s", what)
		}
		<-time.After(2 * time.Millisecond)
	}
	return time.Since(began)
}

// converge waits until everybody has all that was acknowledged; nobody writes.
func (c *chaos) converge(after string) (took time.Duration) {
	c.t.Helper()
	for _, r := range c.readers {
		want := c.position(r.party)
		took += c.until(fmt.Sprintf("after %s a reader of %s has read up to %d and not %d", after, r.party, r.done.Load(), want),
			func() bool { return r.done.Load() >= want || c.t.Failed() })
	}
	return took
}

// trouble is something that goes wrong until end. Hush has everybody stop writing
// for the rest of the round.
type trouble struct {
	name  string
	begin func(hush func()) (end func())
}

// troubles are what may happen, in all its ways.
func (c *chaos) troubles() []trouble {
	one := func() *hubProcess { return c.hub.Processes[c.chance.IntN(2)] }
	apart := func(r *hubtest.Road) func() {
		if c.chance.IntN(2) == 0 {
			r.Cut()
		} else {
			r.Hold()
		}
		return r.Mend
	}
	down := func(sig syscall.Signal) func() {
		n := c.chance.IntN(2)
		if err := c.hub.Processes[n].stop(sig); err != nil && sig == syscall.SIGTERM {
			c.t.Errorf("a hub that was drained: %v", err)
		}
		return func() { c.hub.start(n) }
	}
	return []trouble{
		{"kill a hub", func(hush func()) func() {
			if c.chance.IntN(2) == 0 {
				return down(syscall.SIGKILL)
			}
			// One that dies with words unsaid: what it stored last, the others were
			// not told.
			n := c.chance.IntN(2)
			h := c.hub.Processes[n]
			h.redis.Cut()
			before := c.acked()
			c.until("somebody writes", func() bool { return c.acked() > before+5 })
			hush()
			h.stop(syscall.SIGKILL)
			return func() { h.redis.Mend(); c.hub.start(n) }
		}},
		{"drain a hub", func(func()) func() { return down(syscall.SIGTERM) }},
		{"restart PostgreSQL", func(func()) func() {
			if c.chance.IntN(2) == 0 {
				return func() { c.hub.postgres.Restart(c.t) }
			}
			c.hub.postgres.Kill(c.t)
			return func() { c.hub.postgres.Again(c.t) }
		}},
		{"kill Redis", func(func()) func() { c.hub.redis.Kill(); return c.hub.redis.Run }},
		{"cut a hub off from PostgreSQL", func(func()) func() { return apart(one().database) }},
		{"cut a hub off from Redis", func(func()) func() { return apart(one().redis) }},
	}
}

// round lets something go wrong while people write, and gives how long it took
// afterwards until everybody had heard of all that was acknowledged. In half of
// the rounds nobody writes any more when it has ended: then nothing that comes
// later tells of what was missed.
func (c *chaos) round(w trouble) time.Duration {
	c.t.Helper()
	c.readers[c.chance.IntN(len(c.readers))].line.hangUp()
	before, least := c.acked(), int64(10+c.chance.IntN(20))
	c.until("somebody writes", func() bool { return c.acked() > before+least })
	hushed, silent := atomic.Bool{}, make(chan struct{})
	hush := sync.OnceFunc(func() {
		hushed.Store(true)
		c.pause.Lock() // when all that is under way was acknowledged
		close(silent)
	})
	end := w.begin(hush)
	<-time.After(time.Duration(c.chance.IntN(300)) * time.Millisecond)
	early := c.chance.IntN(2) == 0
	if early {
		go hush()
	}
	end()
	if before := c.acked(); !early && !hushed.Load() {
		c.until("somebody writes on", func() bool { return c.acked() > before })
	}
	go hush()
	<-silent
	defer c.pause.Unlock()
	return c.converge(w.name)
}

// TestChaos has one thing after another fail under load, and after each round
// demands that everybody has all that was acknowledged; at the end an inspection
// from outside reads all logs and the database, and is shown to see what it must.
// SLUIS_TEST_ROUNDS says how many rounds.
func TestChaos(t *testing.T) {
	rounds := 12
	if n, err := strconv.Atoi(os.Getenv("SLUIS_TEST_ROUNDS")); err == nil {
		rounds = n
	}
	c := newChaos(t)
	began := time.Now()
	times, count := map[string]time.Duration{}, map[string]int{}
	var todo []trouble
	for range rounds {
		if len(todo) == 0 {
			todo = c.troubles()
			c.chance.Shuffle(len(todo), func(i, j int) { todo[i], todo[j] = todo[j], todo[i] })
		}
		what := todo[0]
		todo = todo[1:]
		took := c.round(what)
		if t.Failed() {
			t.FailNow()
		}
		count[what.name]++
		times[what.name] = max(times[what.name], took)
	}
	c.pause.Lock() // nobody writes any more
	defer c.pause.Unlock()
	c.converge("the last round")
	for name, n := range count {
		t.Logf("%d× %s; all had heard after %v at most", n, name, times[name].Round(time.Millisecond))
	}
	found, told := c.inspect()
	for _, f := range found {
		t.Error(f)
	}
	t.Logf("%d rounds in %v: %s", rounds, time.Since(began).Round(time.Second), told)
	if !t.Failed() {
		c.control()
	}
}
