package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/url"
	"os"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"

	"github.com/sluis-hub/sluis/hub"
)

const (
	// postgresReaders bounds the connections of one hub, beside that of the writer.
	postgresReaders = 8
	// A connection that cannot be made, and a server that says nothing, are given
	// up. What the server gives up by itself comes before that, and a session whose
	// hub has gone away in mid-transaction, with the keys it holds, before anybody
	// who waits for those does.
	connectTime = 3 * time.Second
	idleTime    = "4s"
	lockTime    = "7s"
	queryTime   = "9s"
	answerTime  = 10 * time.Second
)

// OpenPostgres opens the database at a postgres:// address, as PostgreSQL's own
// programs take it. What comes back as an error never holds the password.
func OpenPostgres(address string, o Options) (*Store, error) {
	if o.MaxBytes > 0 {
		return nil, errors.New("open the database: a bound on its size is for SQLite; give PostgreSQL a volume of that size")
	}
	config, err := postgresConfig(address)
	if err != nil {
		return nil, err
	}
	login := func(_ context.Context, c *pgx.ConnConfig) error { return readPassword(c, o.PasswordFile) }
	newer, err := migratePostgres(config, login, o.running())
	if err != nil {
		return nil, err
	}
	reading := config.Copy()
	reading.RuntimeParams["default_transaction_read_only"] = "on"
	reads := stdlib.OpenDB(*reading, stdlib.OptionBeforeConnect(login))
	reads.SetMaxOpenConns(postgresReaders)
	reads.SetMaxIdleConns(postgresReaders)
	unhurried := []string{"SET LOCAL statement_timeout = 0", "SET LOCAL idle_in_transaction_session_timeout = 0"}
	return open(dialect{
		snapshot:  append([]string{"BEGIN ISOLATION LEVEL REPEATABLE READ"}, unhurried...),
		unhurried: unhurried,
		shared:    true,
		together:  true,
		connect:   func() (session, error) { return newPostgresSession(config, login) },
		stale:     postgresReaders,
		lost:      connectionLost,
		code:      postgresCode,
		verdict:   postgresVerdict,
	}, o, newer, reads)
}

func postgresConfig(address string) (*pgx.ConnConfig, error) {
	// The address is checked here first because errors about it may quote it.
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "postgres" && u.Scheme != "postgresql" {
		return nil, errors.New("open the database: its address is not of the form postgres://user@host:port/name")
	}
	config, err := pgx.ParseConfig(address)
	if err != nil {
		return nil, errors.New("open the database: its address has a part that PostgreSQL does not know")
	}
	config.ConnectTimeout = connectTime
	dial := config.DialFunc
	config.DialFunc = func(ctx context.Context, network, addr string) (net.Conn, error) {
		conn, err := dial(ctx, network, addr)
		if err != nil {
			return nil, err
		}
		return patient{conn}, nil
	}
	for name, value := range map[string]string{
		"application_name":                    "sluis hub",
		"statement_timeout":                   queryTime,
		"lock_timeout":                        lockTime,
		"idle_in_transaction_session_timeout": idleTime,
		"synchronous_commit":                  "on", // what is answered is on the disk
		"client_encoding":                     "UTF8",
	} {
		if name == "synchronous_commit" && config.RuntimeParams[name] == "remote_apply" {
			continue // more than we ask for
		}
		config.RuntimeParams[name] = value
	}
	return config, nil
}

func readPassword(c *pgx.ConnConfig, path string) error {
	if path == "" {
		return nil
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("read the database's password: %w", err)
	}
	c.Password = strings.TrimSuffix(strings.TrimSuffix(string(text), "\n"), "\r")
	return nil
}

// migratePostgres brings the schema up to date, one hub process after the other,
// and looks whether the server keeps what it confirms.
func migratePostgres(config *pgx.ConnConfig, login func(context.Context, *pgx.ConnConfig) error, since int64) (newer bool, err error) {
	config = config.Copy()
	config.DefaultQueryExecMode = pgx.QueryExecModeSimpleProtocol // several statements at once
	config.RuntimeParams["statement_timeout"] = "0"
	config.RuntimeParams["lock_timeout"] = "60s" // another hub migrates
	db := stdlib.OpenDB(*config, stdlib.OptionBeforeConnect(login))
	defer db.Close()
	db.SetMaxOpenConns(1)
	for _, setting := range []string{"fsync", "full_page_writes"} {
		var value string
		if err := db.QueryRow("SELECT current_setting($1)", setting).Scan(&value); err != nil {
			return false, unopened(err)
		}
		if value != "on" {
			return false, fmt.Errorf("open the database: the server runs with %s %s, and would lose what it has confirmed", setting, value)
		}
	}
	var writable string
	if err := db.QueryRow("SHOW transaction_read_only").Scan(&writable); err != nil {
		return false, unopened(err)
	}
	if writable == "on" {
		return false, errors.New("open the database: it can only be read: it is a standby, or was made read-only")
	}
	return migrate(db, fmt.Sprintf("SELECT pg_advisory_lock(%d)", lockOf("", "migrate")), migrations, since)
}

// ErrAway is in the error about a database that cannot be reached now, and may be
// reached later.
var ErrAway = errors.New("the database does not answer")

// unopened tells a server that is away, starts, or has no connection left from one
// that refuses: who may not come in, or asks for what is not there, need not try
// again.
func unopened(err error) error {
	var e *pgconn.PgError
	var path *fs.PathError
	if errors.As(err, &e) && (strings.HasPrefix(e.Code, wrongLogin) || e.Code == noDatabase) || errors.As(err, &path) {
		return fmt.Errorf("open the database: %w", err)
	}
	return fmt.Errorf("open the database: %w: %w", ErrAway, err)
}

// patient gives up on a server that does not answer, so that a hub that is cut
// off says so instead of waiting for ever.
type patient struct{ net.Conn }

func (c patient) Read(b []byte) (int, error) {
	if err := c.SetReadDeadline(time.Now().Add(answerTime)); err != nil {
		return 0, err
	}
	return c.Conn.Read(b)
}

func (c patient) Write(b []byte) (int, error) {
	if err := c.SetWriteDeadline(time.Now().Add(answerTime)); err != nil {
		return 0, err
	}
	return c.Conn.Write(b)
}

// Errors of PostgreSQL that mean something here.
const (
	diskFull      = "53100"
	readOnly      = "25006"
	idleTooLong   = "25P03"
	notInCharset  = "22021"
	wrongLogin    = "28" // a class
	noDatabase    = "3D000"
	serialization = "40001"
	deadlock      = "40P01"
)

// postgresCode tells a full disk, and what no text can be, from everything else
// that can go wrong with a server.
func postgresCode(err error) hub.Code {
	var e *pgconn.PgError
	if errors.As(err, &e) {
		switch e.Code {
		case diskFull:
			return hub.E24
		case notInCharset:
			return hub.E01
		}
	}
	return hub.E27
}

func connectionLost(err error) bool {
	return errors.Is(err, syscall.EPIPE) || errors.Is(err, syscall.ECONNRESET) || errors.Is(err, net.ErrClosed) ||
		errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}

func postgresVerdict(err error) verdict {
	if errors.Is(err, errGone) || errors.Is(err, errUnknown) {
		return gone
	}
	var e *pgconn.PgError
	if errors.As(err, &e) {
		switch e.Code {
		case serialization, deadlock:
			return again
		case readOnly, idleTooLong: // of a server that only reads, another may have taken the place
			return gone
		}
	}
	return refused
}
