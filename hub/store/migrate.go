package store

import (
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"github.com/sluis-hub/sluis/crypto/note"
)

//go:embed migrations/*.sql
var migrations embed.FS

// A migration may be run while hubs of the version before still work on the
// database, and those go on: so it adds, with a default for whoever does not know
// what was added, and takes nothing away that the version before needs. What no
// program needs any more goes with the version after that. How far back a file
// stays good for is its second line, "-- minimum N": programs that know fewer than
// N migrations are refused from then on, and while one of them runs the file waits.
// A file without the line is good for nobody before it.
const minimumLine = "-- minimum "

// ErrVersion is in the error about a database that this program does not fit.
var ErrVersion = errors.New("this program does not fit the database")

// migrate runs the files that the database has not seen, in the order of their
// numbers, each in a transaction. It refuses a database that has seen a file with
// another text, and one that newer programs changed beyond what this one may work
// on. Lock is what the only connection of db does first, so that of several
// processes one migrates and the others wait for it. Hubs that were seen after
// since count as running. Newer is true when the database has seen more than the
// files.
func migrate(db *sql.DB, lock string, migrations fs.FS, since int64) (newer bool, err error) {
	if _, err := db.Exec(lock); err != nil {
		return false, fmt.Errorf("open the database: %w", err)
	}
	if _, err := db.Exec("CREATE TABLE IF NOT EXISTS migrations (number BIGINT NOT NULL PRIMARY KEY, sum TEXT NOT NULL)"); err != nil {
		return false, fmt.Errorf("read the schema's version: %w", err)
	}
	seen, err := seenMigrations(db)
	if err != nil {
		return false, fmt.Errorf("read the schema's version: %w", err)
	}
	files, err := readMigrations(migrations)
	if err != nil {
		return false, err
	}
	for _, m := range files {
		if known, ok := seen[m.number]; ok {
			if known != m.sum {
				return false, fmt.Errorf("%w: it was made by another one, migration %d differs", ErrVersion, m.number)
			}
			continue
		}
		if err := m.mayRun(db, since); err != nil {
			return false, err
		}
		if err := m.run(db); err != nil {
			return false, fmt.Errorf("migration %d: %w", m.number, err)
		}
	}
	if len(seen) <= len(files) {
		return false, nil
	}
	var minimum int
	if err := db.QueryRow(selectMinimum).Scan(&minimum); err != nil {
		return false, fmt.Errorf("read the schema's version: %w", err)
	}
	return true, fits(minimum, len(files))
}

const (
	selectMinimum = "SELECT MAX(minimum) FROM migrations"
	selectOlder   = "SELECT version FROM hubs WHERE seen > $1 AND knows < $2 LIMIT 1"
	// hubsTable is the migration from which on the database tells who runs, and who
	// may.
	hubsTable = 4
)

// fits says whether a program that knows so many migrations may work on a database
// that asks for so many.
func fits(minimum, knows int) error {
	if minimum > knows {
		return fmt.Errorf("%w: it is of a newer version, for programs that know %d migrations, and this one knows %d; start the newer version", ErrVersion, minimum, knows)
	}
	return nil
}

type migration struct {
	number  int
	text    string
	sum     string
	minimum int
}

func readMigrations(from fs.FS) ([]migration, error) {
	names, err := fs.Glob(from, "migrations/*.sql")
	if err != nil {
		return nil, err
	}
	var all []migration
	for i, name := range names {
		text, err := fs.ReadFile(from, name)
		if err != nil {
			return nil, err
		}
		m := migration{number: i + 1, text: string(text), sum: string(note.HashOf(text)), minimum: i + 1}
		if !strings.HasPrefix(name, fmt.Sprintf("migrations/%04d_", m.number)) {
			return nil, fmt.Errorf("migration %d is missing", m.number)
		}
		lines := strings.SplitN(m.text, "\n", 3)
		if said, ok := strings.CutPrefix(lines[min(1, len(lines)-1)], minimumLine); ok {
			if m.minimum, err = strconv.Atoi(said); err != nil || m.minimum < 1 || m.minimum > m.number {
				return nil, fmt.Errorf("migration %d has a wrong minimum", m.number)
			}
		}
		all = append(all, m)
	}
	return all, nil
}

// mayRun refuses while a hub runs that could not go on afterwards.
func (m *migration) mayRun(db *sql.DB, since int64) error {
	if m.number <= hubsTable {
		return nil
	}
	var version string
	err := db.QueryRow(selectOlder, since, m.minimum).Scan(&version)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read which hubs run: %w", err)
	}
	return fmt.Errorf("%w: a hub of version %q runs on it, and could not go on after what this version changes; stop all hubs of before, or upgrade by way of the version between", ErrVersion, version)
}

func seenMigrations(db *sql.DB) (map[int]string, error) {
	rows, err := db.Query("SELECT number, sum FROM migrations")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	seen := map[int]string{}
	for rows.Next() {
		var number int
		var sum string
		if err := rows.Scan(&number, &sum); err != nil {
			return nil, err
		}
		seen[number] = sum
	}
	return seen, rows.Err()
}

func (m *migration) run(db *sql.DB) error {
	t, err := db.Begin()
	if err != nil {
		return err
	}
	if _, err = t.Exec(m.text); err == nil {
		_, err = t.Exec("INSERT INTO migrations (number, sum) VALUES ($1, $2)", m.number, m.sum)
	}
	if err == nil && m.number >= hubsTable {
		_, err = t.Exec("UPDATE migrations SET minimum = $1 WHERE number = $2", m.minimum, m.number)
	}
	if err != nil {
		return errors.Join(err, t.Rollback())
	}
	return t.Commit()
}
