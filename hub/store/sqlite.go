package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"github.com/sluis-hub/sluis/hub"
)

const (
	// sqliteReaders bounds the second pool: each connection has its own cache, in
	// KiB. It is small, since what is read again soon is in the system's cache.
	sqliteReaders     = 4
	sqliteReaderCache = 500
	sqlitePage        = 4096
	// sqliteCheckpoint is after how many pages the log is moved into the
	// database: 16 MB, so that pages many entries share are moved once.
	sqliteCheckpoint = 4000
)

// OpenSQLite opens, or makes, the database in the file at path.
func OpenSQLite(path string, o Options) (*Store, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("open the database: %w", err)
	}
	// The file is made here so that it, and its log, are for the hub alone.
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open the database: %w", err)
	}
	file.Close()
	pragmas := []string{
		fmt.Sprintf("page_size(%d)", sqlitePage),
		"journal_mode(WAL)",
		"synchronous(" + synchronous + ")", // FULL: an fsync at each commit, what is answered is on the disk
		"busy_timeout(5000)",
		"foreign_keys(1)",
		"secure_delete(1)", // what was recalled or has ended is overwritten, not just unlinked
		fmt.Sprintf("wal_autocheckpoint(%d)", sqliteCheckpoint),
		"cache_size(-8000)",
	}
	if o.MaxBytes > 0 {
		pragmas = append(pragmas, fmt.Sprintf("max_page_count(%d)", o.MaxBytes/sqlitePage))
	}
	// Without immediate a transaction that reads before it writes can find the
	// database locked in spite of the timeout.
	writes, err := sql.Open("sqlite", sqliteDSN(path, url.Values{"_pragma": pragmas, "_txlock": {"immediate"}}))
	if err != nil {
		return nil, fmt.Errorf("open the database: %w", err)
	}
	writes.SetMaxOpenConns(1)
	reads, err := sql.Open("sqlite", sqliteDSN(path, url.Values{"_pragma": {
		"busy_timeout(5000)", "query_only(1)", fmt.Sprintf("cache_size(-%d)", sqliteReaderCache),
	}}))
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open the database: %w", err), writes.Close())
	}
	reads.SetMaxOpenConns(sqliteReaders)
	reads.SetMaxIdleConns(sqliteReaders)
	newer, err := migrate(writes, "", migrations, o.running())
	if err != nil {
		return nil, errors.Join(err, writes.Close(), reads.Close())
	}
	return open(dialect{
		snapshot: []string{"BEGIN"},
		connect:  func() (session, error) { return newSQLiteSession(writes) },
		code:     sqliteCode,
		verdict:  func(error) verdict { return refused },
	}, o, newer, reads)
}

// sqliteSession prepares each statement once. There is one writer and one
// process, so that it needs no keys.
type sqliteSession struct {
	db    *sql.DB
	conn  *sql.Conn
	stmts map[string]*sql.Stmt
}

func newSQLiteSession(db *sql.DB) (*sqliteSession, error) {
	conn, err := db.Conn(context.Background())
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return &sqliteSession{db, conn, map[string]*sql.Stmt{}}, nil
}

func (s *sqliteSession) begin([]string) error { return s.plain("BEGIN IMMEDIATE") }

func (s *sqliteSession) plain(query string) error {
	o := op{query: query}
	s.do(&o)
	return o.err
}

func (s *sqliteSession) run(ops []*op) {
	for _, o := range ops {
		s.do(o)
	}
}

func (s *sqliteSession) do(o *op) {
	stmt := s.stmts[o.query]
	if stmt == nil {
		if stmt, o.err = s.conn.PrepareContext(context.Background(), o.query); o.err != nil {
			return
		}
		s.stmts[o.query] = stmt
	}
	switch {
	case o.dest != nil:
		o.err = stmt.QueryRow(o.args...).Scan(o.dest...)
	case o.each != nil:
		o.err = eachRow(stmt, o)
	default:
		var r sql.Result
		if r, o.err = stmt.Exec(o.args...); o.err == nil {
			o.changed, o.err = r.RowsAffected()
		}
	}
}

func eachRow(stmt *sql.Stmt, o *op) error {
	rows, err := stmt.Query(o.args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := o.each(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (s *sqliteSession) commit(ops []*op) error {
	for _, o := range ops {
		if s.do(o); o.err != nil {
			return o.err
		}
	}
	return s.plain("COMMIT")
}

// rollback: the database may have done so itself; then this one fails and there
// is nothing left to undo.
func (s *sqliteSession) rollback() { _ = s.plain("ROLLBACK") }

func (s *sqliteSession) close() error {
	var errs []error
	for _, stmt := range s.stmts { // else the log stays, for the next opening to read
		errs = append(errs, stmt.Close())
	}
	return errors.Join(append(errs, s.conn.Close(), s.db.Close())...)
}

func sqliteDSN(path string, q url.Values) string {
	return (&url.URL{Scheme: "file", Path: path, RawQuery: q.Encode()}).String()
}

// sqliteCode tells a full disk from everything else that can go wrong with one.
func sqliteCode(err error) hub.Code {
	var e *sqlite.Error
	if errors.As(err, &e) && (e.Code()&0xff == sqlite3.SQLITE_FULL || e.Code() == sqlite3.SQLITE_IOERR_SHMSIZE) {
		return hub.E24
	}
	return hub.E27
}
