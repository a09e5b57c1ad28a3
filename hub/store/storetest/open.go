package storetest

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/sluis-hub/sluis/hub/store"
	"github.com/sluis-hub/sluis/hub/store/postgrestest"
)

// Postgres says whether the tests of whoever needs a database run on PostgreSQL:
// SLUIS_TEST_DATABASE=postgres. Else it is SQLite.
func Postgres() bool { return os.Getenv("SLUIS_TEST_DATABASE") == "postgres" }

// Open opens an empty database until the end of the test.
func Open(t testing.TB) *store.Store {
	t.Helper()
	return Opener(t)()
}

// Opener makes an empty database; each call opens it once more. With SQLite only
// one may be open at a time.
func Opener(t testing.TB) func() *store.Store {
	t.Helper()
	open := store.OpenSQLite
	at := filepath.Join(t.TempDir(), "hub.db")
	if Postgres() {
		open, at = store.OpenPostgres, postgrestest.Database(t)
	}
	return func() *store.Store {
		t.Helper()
		s, err := open(at, store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
		return s
	}
}
