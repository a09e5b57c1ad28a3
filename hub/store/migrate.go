package store

import (
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/sluis-hub/sluis/crypto/note"
)

//go:embed migrations/*.sql
var migrations embed.FS

// migrate runs the files of migrations that the database has not seen, in the
// order of their numbers, each in a transaction. It refuses a database that has
// seen a file with another text, or more files than there are: that one was
// made by another version. Lock is what the only connection of db does first, so
// that of several processes one migrates and the others wait for it.
func migrate(db *sql.DB, lock string) error {
	if _, err := db.Exec(lock); err != nil {
		return fmt.Errorf("open the database: %w", err)
	}
	if _, err := db.Exec("CREATE TABLE IF NOT EXISTS migrations (number BIGINT NOT NULL PRIMARY KEY, sum TEXT NOT NULL)"); err != nil {
		return fmt.Errorf("read the schema's version: %w", err)
	}
	seen, err := seenMigrations(db)
	if err != nil {
		return fmt.Errorf("read the schema's version: %w", err)
	}
	files, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return err
	}
	if len(seen) > len(files) {
		return fmt.Errorf("the database is of a newer version: it has seen %d migrations, this program knows %d", len(seen), len(files))
	}
	for i, name := range files {
		text, err := migrations.ReadFile(name)
		if err != nil {
			return err
		}
		number, sum := i+1, string(note.HashOf(text))
		if !strings.HasPrefix(name, fmt.Sprintf("migrations/%04d_", number)) {
			return fmt.Errorf("migration %d is missing", number)
		}
		if known, ok := seen[number]; ok {
			if known != sum {
				return fmt.Errorf("the database was made by another version: migration %d differs", number)
			}
			continue
		}
		if err := runMigration(db, string(text), number, sum); err != nil {
			return fmt.Errorf("migration %d: %w", number, err)
		}
	}
	return nil
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

func runMigration(db *sql.DB, text string, number int, sum string) error {
	t, err := db.Begin()
	if err != nil {
		return err
	}
	if _, err = t.Exec(text); err == nil {
		_, err = t.Exec("INSERT INTO migrations (number, sum) VALUES ($1, $2)", number, sum)
	}
	if err != nil {
		return errors.Join(err, t.Rollback())
	}
	return t.Commit()
}
