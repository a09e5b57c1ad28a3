package store

import (
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
	return open(dialect{begin: "BEGIN IMMEDIATE", code: sqliteCode}, writes, reads)
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
