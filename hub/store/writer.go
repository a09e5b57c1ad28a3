package store

import (
	"context"
	"database/sql"
	"errors"
	"sync/atomic"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

const (
	// queueLength is how many acts may wait; more wait outside, each with its
	// context. It is far above what one batch takes.
	queueLength = 1024
	// A batch is what one transaction and one fsync carry. More acts would not
	// make the fsync cheaper per act; more octets would make everybody wait for
	// somebody's attachment.
	batchActs  = 256
	batchBytes = 8 << 20
)

// act is one change on its way to the writer.
type act struct {
	name  string
	bytes int // roughly how much it writes
	do    func(*tx) error
	state atomic.Int32 // one of queued, taken, gone
	done  chan error   // gets the outcome, after the commit
}

const (
	queued int32 = iota
	taken        // the writer has it: it completes, whatever becomes of its context
	gone         // its context ended first: the writer passes it by
)

// do has the writer run fn in a transaction and returns when that is on the
// disk. A context that ends while the act is queued gives E27 and the act does
// not happen; once the writer has taken it, it completes.
func (s *Store) do(ctx context.Context, name string, bytes int, fn func(*tx) error) error {
	a := &act{name: name, bytes: bytes, do: fn, done: make(chan error, 1)}
	if err := s.enqueue(ctx, a); err != nil {
		return err
	}
	select {
	case err := <-a.done:
		return s.fail(name, err)
	case <-ctx.Done():
		if a.state.CompareAndSwap(queued, gone) {
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
	bytes := batch[0].bytes
	for len(batch) < batchActs && bytes < batchBytes {
		select {
		case a, ok := <-s.queue:
			if !ok {
				return batch
			}
			bytes += a.bytes
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
// so that only those fail for which there is no room.
func (s *Store) run(batch []*act) {
	outcomes, err := s.transact(batch, false)
	if err == errDirty {
		outcomes, err = s.transact(batch, true)
	}
	if err != nil && len(batch) > 1 {
		for i := range batch {
			s.run(batch[i : i+1])
		}
		return
	}
	for i, a := range batch {
		if err != nil {
			outcomes[i] = err
		}
		a.done <- outcomes[i]
	}
}

// errDirty: an act failed after it had changed something.
var errDirty = errors.New("an act has to be taken back alone")

// transact returns the outcome of each act, or why none of them happened.
func (s *Store) transact(batch []*act, careful bool) ([]error, error) {
	t := &tx{s: s, careful: careful, counts: map[note.Party]*position{}}
	outcomes := make([]error, len(batch))
	if err := t.plain(s.dialect.begin); err != nil {
		return outcomes, err
	}
	for i, a := range batch {
		if !a.state.CompareAndSwap(queued, taken) && a.state.Load() == gone {
			continue
		}
		var broken error
		if outcomes[i], broken = t.try(a); broken != nil {
			return outcomes, t.undo(broken)
		}
	}
	err := t.writeCounts()
	if err == nil {
		err = t.plain("COMMIT")
	}
	if err != nil {
		return outcomes, t.undo(err)
	}
	return outcomes, nil
}

// tx is the writer's transaction, as an act sees it. It lives in the writer's
// goroutine only. An act may be run again after the transaction was undone.
type tx struct {
	s *Store
	// careful gives each act a savepoint.
	careful bool
	changes int64 // rows changed so far
	counts  map[note.Party]*position
}

// undo takes the whole transaction back and returns why. The database may have
// done so itself; then the rollback fails and there is nothing left to undo.
func (t *tx) undo(why error) error {
	_ = t.plain("ROLLBACK")
	return why
}

// try runs one act. Broken says why the whole transaction has to be taken back.
func (t *tx) try(a *act) (outcome, broken error) {
	if t.careful {
		return t.trySaved(a)
	}
	before := t.changes
	outcome = a.do(t)
	if outcome != nil && (t.changes != before || hub.CodeOf(outcome) == "") {
		broken = errDirty
	}
	return outcome, broken
}

// trySaved runs one act in a savepoint. When that does not work any more the
// transaction is broken: some errors, a full disk among them, end it as a whole.
func (t *tx) trySaved(a *act) (outcome, broken error) {
	if err := t.plain("SAVEPOINT act"); err != nil {
		return nil, err
	}
	if outcome = a.do(t); outcome != nil {
		if err := t.plain("ROLLBACK TO SAVEPOINT act"); err != nil {
			return outcome, outcome
		}
	}
	return outcome, t.plain("RELEASE SAVEPOINT act")
}

// exec changes rows and returns how many.
func (t *tx) exec(query string, args ...any) (int64, error) {
	stmt, err := t.prepare(query)
	if err != nil {
		return 0, err
	}
	r, err := stmt.Exec(args...)
	if err != nil {
		return 0, err
	}
	changed, err := r.RowsAffected()
	t.changes += changed
	return changed, err
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
	stmt, err := t.prepare(query)
	if err != nil {
		return err
	}
	return stmt.QueryRow(args...).Scan(dest...)
}

// rows reads rows; they must be closed before the next use of t.
func (t *tx) rows(query string, args ...any) (*sql.Rows, error) {
	stmt, err := t.prepare(query)
	if err != nil {
		return nil, err
	}
	return stmt.Query(args...)
}

func (t *tx) plain(query string) error {
	stmt, err := t.prepare(query)
	if err != nil {
		return err
	}
	_, err = stmt.Exec()
	return err
}

func (t *tx) prepare(query string) (*sql.Stmt, error) {
	if stmt := t.s.stmts[query]; stmt != nil {
		return stmt, nil
	}
	stmt, err := t.s.conn.PrepareContext(context.Background(), query)
	if err != nil {
		return nil, err
	}
	t.s.stmts[query] = stmt
	return stmt, nil
}
