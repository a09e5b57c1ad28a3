package store

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"github.com/sluis-hub/sluis/hub"
)

// Facts are what an operator wants to know of a database. Looking changes nothing
// there.
type Facts struct {
	Server string // kind and version
	// Writable is whether rows may be changed, MayMigrate whether tables may be made.
	Writable, MayMigrate bool
	// Seen is how many migrations the database has seen, 0 for an empty one; Knows
	// how many this program knows, and Minimum how many it must.
	Seen, Knows, Minimum int
	// Unsafe lists settings of the server with which it would lose what it has
	// confirmed.
	Unsafe []string
	// Left is how many connections are left of Connections; both 0 where none are
	// counted.
	Left, Connections int
	// Clock is the server's, zero where there is no server.
	Clock time.Time
	Bytes int64 // size of the database
	Hubs  []hub.Process
}

// InspectSQLite looks at the database in a file, which must be there.
func InspectSQLite(ctx context.Context, path string) (f Facts, err error) {
	db, err := sql.Open("sqlite", sqliteDSN(path, url.Values{"mode": {"ro"}, "_pragma": {"busy_timeout(5000)", "query_only(1)"}}))
	if err != nil {
		return f, fmt.Errorf("open the database: %w", err)
	}
	defer db.Close()
	var version string
	var pages int64
	if err := db.QueryRowContext(ctx, "SELECT sqlite_version()").Scan(&version); err != nil {
		return f, fmt.Errorf("open the database: %w", err)
	}
	if err := db.QueryRowContext(ctx, "PRAGMA page_count").Scan(&pages); err != nil {
		return f, fmt.Errorf("open the database: %w", err)
	}
	f = Facts{Server: "SQLite " + version, Writable: true, MayMigrate: true, Bytes: pages * sqlitePage}
	return f, f.schema(ctx, db, "SELECT COUNT(*) FROM sqlite_master WHERE name = $1")
}

// InspectPostgres looks at the database at an address.
func InspectPostgres(ctx context.Context, address string, o Options) (f Facts, err error) {
	config, err := postgresConfig(address)
	if err != nil {
		return f, err
	}
	login := func(_ context.Context, c *pgx.ConnConfig) error { return readPassword(c, o.PasswordFile) }
	db := stdlib.OpenDB(*config, stdlib.OptionBeforeConnect(login))
	defer db.Close()
	db.SetMaxOpenConns(1)
	var readOnly, version string
	var clock float64
	if err := db.QueryRowContext(ctx, "SELECT current_setting('server_version'), current_setting('transaction_read_only')").Scan(&version, &readOnly); err != nil {
		return f, unopened(err)
	}
	err = db.QueryRowContext(ctx, `SELECT COALESCE(has_schema_privilege(current_schema(), 'CREATE'), FALSE),
		extract(epoch FROM clock_timestamp())::float8, pg_database_size(current_database()),
		current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int,
		(SELECT COUNT(*) FROM pg_stat_activity WHERE backend_type = 'client backend')`).
		Scan(&f.MayMigrate, &clock, &f.Bytes, &f.Connections, &f.Left)
	if err != nil {
		return f, fmt.Errorf("look at the database: %w", err)
	}
	f.Server, f.Writable = "PostgreSQL "+version, readOnly != "on"
	f.Left = max(0, f.Connections-f.Left)
	f.Clock = time.UnixMicro(int64(clock * 1e6))
	for _, name := range []string{"fsync", "full_page_writes", "synchronous_commit"} {
		var value string
		if err := db.QueryRowContext(ctx, "SELECT current_setting($1)", name).Scan(&value); err != nil {
			return f, fmt.Errorf("look at the database: %w", err)
		}
		if value != "on" && value != "remote_apply" {
			f.Unsafe = append(f.Unsafe, name+" "+value)
		}
	}
	return f, f.schema(ctx, db, "SELECT COUNT(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = $1")
}

// schema looks which version the database is of; there asks whether a table is
// there.
func (f *Facts) schema(ctx context.Context, db *sql.DB, there string) error {
	f.Knows = knows()
	var tables int
	if err := db.QueryRowContext(ctx, there, "migrations").Scan(&tables); err != nil {
		return fmt.Errorf("look at the database: %w", err)
	}
	if tables == 0 {
		return nil
	}
	seen, err := seenMigrations(db)
	if err != nil {
		return fmt.Errorf("read the schema's version: %w", err)
	}
	if f.Seen = len(seen); f.Seen < hubsTable {
		return nil
	}
	if err := db.QueryRowContext(ctx, selectMinimum).Scan(&f.Minimum); err != nil {
		return fmt.Errorf("read the schema's version: %w", err)
	}
	rows, err := db.QueryContext(ctx, selectHubs)
	if err != nil {
		return fmt.Errorf("read which hubs run: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		p, err := scanHub(rows.Scan)
		if err != nil {
			return fmt.Errorf("read which hubs run: %w", err)
		}
		f.Hubs = append(f.Hubs, p)
	}
	return rows.Err()
}
