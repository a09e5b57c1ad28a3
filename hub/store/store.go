package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/sluis-hub/sluis/hub"
)

// Options of a store; the zero value is good.
type Options struct {
	// MaxBytes bounds the size of the database, so that a hub can share a disk
	// and stops in time; beyond it acts fail with E24. 0 is no bound.
	MaxBytes int64
}

// Store is an open database. All methods may be called from any goroutine.
type Store struct {
	// Static after open.
	dialect dialect
	reads   *sql.DB
	writes  *sql.DB
	queue   chan *act
	done    chan struct{} // closed when the writer has ended

	// mu is held for reading while an act is put into the queue, for writing to
	// close it.
	mu     sync.RWMutex
	closed bool

	prepared sync.Map // query text to *sql.Stmt, on reads
	epoch    atomic.Pointer[hub.Epoch]

	// Owned by the writer.
	conn  *sql.Conn
	stmts map[string]*sql.Stmt
}

// dialect is what differs between databases.
type dialect struct {
	begin string // starts a transaction that may write
	// code says what an error of the driver means: E24 when there is no room
	// left, E27 for everything else.
	code func(error) hub.Code
}

// open takes over both pools, brings the schema up to date and starts the writer.
func open(d dialect, writes, reads *sql.DB) (*Store, error) {
	s := &Store{
		dialect: d,
		reads:   reads,
		writes:  writes,
		queue:   make(chan *act, queueLength),
		done:    make(chan struct{}),
		stmts:   map[string]*sql.Stmt{},
	}
	if err := migrate(writes); err != nil {
		return nil, errors.Join(err, writes.Close(), reads.Close())
	}
	var err error
	if s.conn, err = writes.Conn(context.Background()); err != nil {
		return nil, errors.Join(fmt.Errorf("open the writer's connection: %w", err), writes.Close(), reads.Close())
	}
	if err := s.readEpoch(); err != nil {
		return nil, errors.Join(fmt.Errorf("read the epoch: %w", err), s.conn.Close(), writes.Close(), reads.Close())
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
	return errors.Join(s.reads.Close(), s.conn.Close(), s.writes.Close())
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
	return stmt.Query(args...)
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
	return notFound(stmt.QueryRow(args...).Scan(dest...))
}

func (s *Store) prepare(query string) (*sql.Stmt, error) {
	if stmt, ok := s.prepared.Load(query); ok {
		return stmt.(*sql.Stmt), nil
	}
	stmt, err := s.reads.Prepare(query)
	if err != nil {
		return nil, err
	}
	if other, loaded := s.prepared.LoadOrStore(query, stmt); loaded {
		stmt.Close()
		return other.(*sql.Stmt), nil
	}
	return stmt, nil
}

func notFound(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return hub.NotFound()
	}
	return err
}
