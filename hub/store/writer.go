package store

import (
	"context"
	"errors"
	"iter"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

const (
	// queueLength is how many acts may wait; more wait outside, each with its
	// context. It is far above what one batch takes.
	queueLength = 1024
	// A batch is what one transaction and one fsync carry. More acts would not
	// make the fsync cheaper per act; more octets would make everybody wait for
	// somebody's attachment; and keys are held in a table of the server that all
	// hubs share.
	batchActs  = 256
	batchBytes = 8 << 20
	batchKeys  = 512
	// tries is how often a batch is done for which only the moment was wrong.
	tries = 4
)

// act is one change on its way to the writer.
type act struct {
	name  string
	bytes int // roughly how much it writes
	keys  []string
	do    func(*tx) error
	state atomic.Int32 // one of queued, taken, left
	done  chan error   // gets the outcome, after the commit
}

const (
	queued int32 = iota
	taken        // the writer has it: it completes, whatever becomes of its context
	left         // its context ended first: the writer passes it by
)

// What an act looks at and then changes has a key. Acts with a key in common
// happen one after the other, in whatever process; an act names all of its keys
// before it begins, so that they can be taken in one order and nobody waits for
// somebody who waits for him.
const (
	keyDirectory = "directory"
	keyLeases    = "leases"
	keyDays      = "days"
	keyUploads   = "uploads"
	keySetup     = "setup"
)

func keyExchange(xid note.XID) string      { return "x " + string(xid) }
func keyParty(party note.Party) string     { return partyKeys + string(party) }
func keyAccount(id note.MemberID) string   { return "a " + string(id) }
func keyUploadsOf(id note.MemberID) string { return "u " + string(id) }

// partyKeys begin the keys of parties: acts of one transaction may share those,
// since a party's position is given by the transaction as a whole.
const partyKeys = "p "

// do has the writer run fn in a transaction that holds the keys, and returns
// when that is on the disk. A context that ends while the act is queued gives
// E27 and the act does not happen; once the writer has taken it, it completes.
func (s *Store) do(ctx context.Context, name string, bytes int, keys []string, fn func(*tx) error) error {
	a := &act{name: name, bytes: bytes, keys: keys, do: fn, done: make(chan error, 1)}
	if err := s.enqueue(ctx, a); err != nil {
		return err
	}
	select {
	case err := <-a.done:
		return s.fail(name, err)
	case <-ctx.Done():
		if a.state.CompareAndSwap(queued, left) {
			return hub.Errorf(hub.E27, "%s: %w", name, ctx.Err())
		}
		return s.fail(name, <-a.done)
	}
}

func (s *Store) enqueue(ctx context.Context, a *act) error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.closed {
		return hub.Errorf(hub.E27, "%s: the store is closed", a.name)
	}
	select {
	case s.queue <- a:
		return nil
	case <-ctx.Done():
		return hub.Errorf(hub.E27, "%s: %w", a.name, ctx.Err())
	}
}

// write is the one goroutine that changes the database. It ends when the queue
// is closed and empty.
func (s *Store) write() {
	defer close(s.done)
	batch := make([]*act, 0, batchActs)
	for first := range s.queue {
		batch = s.gather(append(batch[:0], first))
		s.run(batch)
		clear(batch)
	}
}

// gather adds what else is waiting, without waiting for it.
func (s *Store) gather(batch []*act) []*act {
	bytes, keys := batch[0].bytes, len(batch[0].keys)
	for len(batch) < batchActs && bytes < batchBytes && keys < batchKeys {
		select {
		case a, ok := <-s.queue:
			if !ok {
				return batch
			}
			bytes += a.bytes
			keys += len(a.keys)
			batch = append(batch, a)
		default:
			return batch
		}
	}
	return batch
}

// run does a batch in one transaction and answers everybody after its commit.
//
// Acts look before they write, so that one that fails has as a rule changed
// nothing and the others go on. If one fails after it changed something, the
// batch is done again with a savepoint for each act; and when the transaction
// as a whole fails (a full disk takes all of it back), each act is tried alone,
// so that only those fail for which there is no room. A connection that is lost
// is made anew, and what was not committed is done again; when that fails too,
// or nobody knows whether it was committed, all acts fail.
func (s *Store) run(batch []*act) {
	var outcomes []error
	var err error
	began := time.Now()
	for n := range tries {
		had := s.session != nil
		outcomes, err = s.transact(batch, false)
		if errors.Is(err, errDirty) {
			outcomes, err = s.transact(batch, true)
		}
		if err == nil || errors.Is(err, errUnknown) {
			break
		}
		v := s.dialect.verdict(err)
		if v == refused || v == gone && (n > 0 || !had) {
			break
		}
	}
	if err != nil && len(batch) > 1 && !errors.Is(err, errUnknown) && s.dialect.verdict(err) == refused {
		for i := range batch {
			s.run(batch[i : i+1])
		}
		return
	}
	if err == nil {
		s.told(len(batch), time.Since(began))
	}
	for i, a := range batch {
		if err != nil {
			outcomes[i] = err
		}
		a.done <- outcomes[i]
	}
}

var (
	// errDirty: an act failed after it had changed something.
	errDirty = errors.New("an act has to be taken back alone")
	// errUnknown: the connection was lost during a commit.
	errUnknown = errors.New("the database went away during the commit: whether it happened is unknown, doing it again is safe")
)

// transact returns the outcome of each act, or why none of them happened.
func (s *Store) transact(batch []*act, careful bool) ([]error, error) {
	outcomes := make([]error, len(batch))
	if s.session == nil {
		var err error
		if s.session, err = s.dialect.connect(); err != nil {
			s.session = nil
			return outcomes, err
		}
	}
	x := &transaction{s: s, careful: careful, counts: map[note.Party]*position{}, outcomes: outcomes}
	err := s.session.begin(keysOf(batch))
	if err == nil {
		err = x.acts(batch)
	}
	if err == nil {
		err = s.session.commit(append(x.pending, x.lastCounts()...))
	}
	if err != nil {
		s.session.rollback()
		if errors.Is(err, errUnknown) || !errors.Is(err, errDirty) && s.dialect.verdict(err) == gone {
			_ = s.session.close() // it is lost already
			s.session = nil
		}
	}
	return outcomes, err
}

func keysOf(batch []*act) []string {
	var keys []string
	for _, a := range batch {
		keys = append(keys, a.keys...)
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// transaction is what the acts of a batch share. It lives in the writer's
// goroutine only.
type transaction struct {
	s *Store
	// careful gives each act a savepoint.
	careful  bool
	counts   map[note.Party]*position
	outcomes []error
	pending  []*op // of which nobody waits for the outcome
}

// acts runs the acts. The error says why the whole transaction has to be taken back.
func (x *transaction) acts(batch []*act) error {
	if x.careful || !x.s.dialect.together {
		for i, a := range batch {
			if !a.take() {
				continue
			}
			if err := x.one(i, a); err != nil {
				return err
			}
		}
		return nil
	}
	for i, round := range rounds(batch) {
		if i > 0 && len(x.pending) > 0 { // rows of which this round may change some again
			x.s.session.run(x.pending)
			x.pending = nil
		}
		if err := x.beside(batch, round); err != nil {
			return err
		}
	}
	return nil
}

// take says whether the act is still wanted; from then on it completes.
func (a *act) take() bool {
	return a.state.CompareAndSwap(queued, taken) || a.state.Load() == taken
}

// one runs act i, after those before it have ended.
func (x *transaction) one(i int, a *act) error {
	t := &tx{transaction: x, call: x.s.session.run}
	if !x.careful {
		x.outcomes[i] = a.do(t)
		return x.judge(t, x.outcomes[i])
	}
	// When a savepoint does not work any more the transaction is broken: some
	// errors, a full disk among them, end it as a whole.
	if err := t.plain("SAVEPOINT act"); err != nil {
		return err
	}
	outcome := a.do(t)
	x.outcomes[i] = outcome
	if outcome != nil {
		if hub.CodeOf(outcome) == "" && x.s.dialect.verdict(outcome) != refused {
			return outcome
		}
		if err := t.plain("ROLLBACK TO SAVEPOINT act"); err != nil {
			return outcome
		}
	}
	return t.plain("RELEASE SAVEPOINT act")
}

// judge says whether an act that ended so leaves the transaction good.
func (x *transaction) judge(t *tx, outcome error) error {
	switch {
	case outcome == nil:
		return nil
	case hub.CodeOf(outcome) == "" && x.s.dialect.verdict(outcome) != refused:
		return outcome
	case t.changes > 0 || hub.CodeOf(outcome) == "":
		return errDirty
	}
	return nil
}

// rounds deals the acts out, so that those of one round have no key in common but
// parties, and those that have come in the order in which they came.
func rounds(batch []*act) [][]int {
	var all [][]int
	last := map[string]int{} // the round after that of the last act with a key
	for i, a := range batch {
		r := 0
		for _, k := range a.keys {
			if !strings.HasPrefix(k, partyKeys) {
				r = max(r, last[k])
			}
		}
		for _, k := range a.keys {
			last[k] = r + 1
		}
		if r == len(all) {
			all = append(all, nil)
		}
		all[r] = append(all[r], i)
	}
	return all
}

// beside runs acts that do not touch each other, each in a coroutine of its own:
// all go as far as their next statement, and those statements travel together.
// So many acts cost as many journeys as one.
func (x *transaction) beside(batch []*act, round []int) error {
	type running struct {
		i    int
		t    *tx
		next func() ([]*op, bool)
	}
	var live []*running
	for _, i := range round {
		a := batch[i]
		if !a.take() {
			continue
		}
		r := &running{i: i, t: &tx{transaction: x}}
		next, stop := iter.Pull(func(yield func([]*op) bool) {
			r.t.call = func(ops []*op) { yield(ops) }
			r.t.leave = func(ops []*op) { x.pending = append(x.pending, ops...) }
			x.outcomes[i] = a.do(r.t)
		})
		defer stop()
		r.next = next
		live = append(live, r)
	}
	ops := make([]*op, 0, len(live))
	var broken error
	for len(live) > 0 {
		ops = ops[:0]
		still := live[:0]
		for _, r := range live {
			asks, runs := r.next()
			if runs {
				still = append(still, r)
				ops = append(ops, asks...)
			} else if err := x.judge(r.t, x.outcomes[r.i]); err != nil && (broken == nil || errors.Is(broken, errDirty)) {
				broken = err
			}
		}
		if live = still; len(ops) > 0 {
			x.s.session.run(append(x.pending, ops...))
			x.pending = nil
		}
	}
	return broken
}

// tx is the writer's transaction, as an act sees it. An act may be run again
// after the transaction was undone.
type tx struct {
	*transaction
	// call does operations in their order; with none it lets others do theirs.
	call func([]*op)
	// leave does them with whatever is done next; nil when there is no gain in it.
	leave   func([]*op)
	changes int64 // rows this act has changed
}

// exec changes rows and returns how many.
func (t *tx) exec(query string, args ...any) (int64, error) {
	o := op{query: query, args: args}
	err := t.all(&o)
	return o.changed, err
}

// all does several operations, none of which depends on what another gives, and
// returns the first error.
func (t *tx) all(ops ...*op) error {
	t.call(ops)
	for _, o := range ops {
		t.changes += o.changed
		if o.err != nil {
			return o.err
		}
	}
	return nil
}

// last does the last operations of an act, whose outcome changes nothing for it:
// when one of them fails, so does the transaction.
func (t *tx) last(ops ...*op) error {
	if t.leave == nil {
		return t.all(ops...)
	}
	t.leave(ops)
	return nil
}

// returning changes one row and reads of it into dest; sql.ErrNoRows without one.
func (t *tx) returning(query string, args []any, dest ...any) error {
	err := t.row(query, args, dest...)
	if err == nil {
		t.changes++
	}
	return err
}

// row reads one row into dest; sql.ErrNoRows without one.
func (t *tx) row(query string, args []any, dest ...any) error {
	return t.all(&op{query: query, args: args, dest: dest})
}

// each hands every row to visit.
func (t *tx) each(query string, args []any, visit func(scan func(dest ...any) error) error) error {
	return t.all(&op{query: query, args: args, each: visit})
}

func (t *tx) plain(query string) error {
	return t.all(&op{query: query})
}
