package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/sluis-hub/sluis/hub"
)

// Options of a store; the zero value is good.
type Options struct {
	// MaxBytes bounds the size of the database, so that a hub can share a disk
	// and stops in time; beyond it acts fail with E24. 0 is no bound. It is for
	// SQLite: a PostgreSQL server is bounded by its own means.
	MaxBytes int64
	// Now is the clock by which other hubs on the database count as running.
	// Default: the real one.
	Now func() time.Time
	// Committed is told of each transaction that was committed: how many acts it
	// carried and how long it took. The writer waits for it.
	Committed func(acts int, took time.Duration)
	// PasswordFile holds the password of a PostgreSQL user, and may be replaced
	// while the hub runs. Its last line end does not count.
	PasswordFile string
}

// Store is an open database. All methods may be called from any goroutine.
type Store struct {
	// Static after open.
	dialect dialect
	told    func(acts int, took time.Duration)
	newer   bool // the database has seen migrations of a newer program
	reads   *sql.DB
	queue   chan *act
	done    chan struct{} // closed when the writer has ended

	// mu is held for reading while an act is put into the queue, for writing to
	// close it.
	mu     sync.RWMutex
	closed bool

	prepared sync.Map // query text to *sql.Stmt, on reads
	epoch    atomic.Pointer[hub.Epoch]

	// Owned by the writer; nil when the connection was lost.
	session session
}

// dialect is what differs between databases.
type dialect struct {
	// shared: other hub processes may write the same database.
	shared bool
	// together: statements of acts that do not touch each other travel together.
	together bool
	// snapshot begins to read everything as it is at one moment.
	snapshot []string
	// unhurried lets a transaction wait for what it is fed with.
	unhurried []string
	// stale is how many connections of the readers may have died while they rested,
	// when the server was started anew; lost tells an error of one of those. What was
	// to be read is asked again then.
	stale int
	lost  func(error) bool
	// connect makes a session for the writer.
	connect func() (session, error)
	// code says what an error of the driver means to who asked: E24 when there is
	// no room left, E27 for everything else.
	code func(error) hub.Code
	// verdict says what it means for the transaction.
	verdict func(error) verdict
}

// Running is how long a hub process counts as running after it said that it is there.
const Running = time.Minute

// running is the moment since when a hub that runs was seen.
func (o Options) running() int64 {
	now := o.Now
	if now == nil {
		now = time.Now
	}
	return now().Add(-Running).Unix()
}

// open takes over the pool, whose schema is up to date, and starts the writer.
func open(d dialect, o Options, newer bool, reads *sql.DB) (*Store, error) {
	if o.Committed == nil {
		o.Committed = func(int, time.Duration) {}
	}
	s := &Store{
		dialect: d,
		told:    o.Committed,
		newer:   newer,
		reads:   reads,
		queue:   make(chan *act, queueLength),
		done:    make(chan struct{}),
	}
	var err error
	if s.session, err = d.connect(); err != nil {
		return nil, errors.Join(fmt.Errorf("open the writer's connection: %w", err), reads.Close())
	}
	if err := s.ReadEpoch(context.Background()); err != nil {
		return nil, errors.Join(fmt.Errorf("read the epoch: %w", err), s.session.close(), reads.Close())
	}
	go s.write()
	return s, nil
}

// Close takes no more acts, waits for those in the queue, and closes the database.
func (s *Store) Close() error {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		<-s.done
		return nil
	}
	s.closed = true
	close(s.queue)
	s.mu.Unlock()
	<-s.done
	err := s.reads.Close()
	if s.session != nil {
		err = errors.Join(err, s.session.close())
	}
	return err
}

// fail turns an error of the database into one that travels; what is an error
// of package hub already stays what it is.
func (s *Store) fail(what string, err error) error {
	if err == nil {
		return nil
	}
	if hub.CodeOf(err) != "" {
		return err
	}
	return hub.Errorf(s.dialect.code(err), "%s: %w", what, err)
}

// query reads rows from the second pool. The context is looked at once and not
// handed to the driver: each query is short, and watching it would cost a
// goroutine.
func (s *Store) query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if err := ctx.Err(); err != nil {
		return nil, hub.Errorf(hub.E27, "read: %w", err)
	}
	stmt, err := s.prepare(query)
	if err != nil {
		return nil, err
	}
	var rows *sql.Rows
	err = s.asked(func() (err error) {
		rows, err = stmt.Query(args...)
		return err
	})
	return rows, err
}

// asked does something that only reads, and does it again when the connection had
// died while it rested.
func (s *Store) asked(read func() error) error {
	err := read()
	for n := 0; n < s.dialect.stale && err != nil && s.dialect.lost(err); n++ {
		err = read()
	}
	return err
}

// queryRow reads one row into dest; without one it is hub.NotFound.
func (s *Store) queryRow(ctx context.Context, query string, args []any, dest ...any) error {
	if err := ctx.Err(); err != nil {
		return hub.Errorf(hub.E27, "read: %w", err)
	}
	stmt, err := s.prepare(query)
	if err != nil {
		return err
	}
	return notFound(s.asked(func() error { return stmt.QueryRow(args...).Scan(dest...) }))
}

func (s *Store) prepare(query string) (*sql.Stmt, error) {
	if stmt, ok := s.prepared.Load(query); ok {
		return stmt.(*sql.Stmt), nil
	}
	var stmt *sql.Stmt
	err := s.asked(func() (err error) {
		stmt, err = s.reads.Prepare(query)
		return err
	})
	if err != nil {
		return nil, err
	}
	if other, loaded := s.prepared.LoadOrStore(query, stmt); loaded {
		stmt.Close()
		return other.(*sql.Stmt), nil
	}
	return stmt, nil
}

// Ping is nil when the database answers.
func (s *Store) Ping(ctx context.Context) error {
	var one int
	return s.fail("ask whether it is there", s.queryRow(ctx, `SELECT 1`, nil, &one))
}

func notFound(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return hub.NotFound()
	}
	return err
}
