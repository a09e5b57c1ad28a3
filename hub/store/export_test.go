package store

import (
	"database/sql"
	"io/fs"
	"time"
)

// Migrations are the files of this program.
var Migrations fs.FS = migrations

// Migrate runs other files than those of this program, as another version would.
func Migrate(db *sql.DB, files fs.FS, now time.Time) error {
	_, err := migrate(db, "", files, Options{Now: func() time.Time { return now }}.running())
	return err
}
