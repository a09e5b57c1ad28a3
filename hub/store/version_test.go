package store_test

import (
	"database/sql"
	"errors"
	"io"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"

	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/store"
	"github.com/sluis-hub/sluis/hub/store/postgrestest"
	"github.com/sluis-hub/sluis/hub/store/storetest"
)

// another gives the migrations of another version: those of this one, and more.
func another(t *testing.T, more ...string) fs.FS {
	t.Helper()
	files := fstest.MapFS{}
	names, err := fs.Glob(store.Migrations, "migrations/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(store.Migrations, name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: text}
	}
	for i, text := range more {
		name := "migrations/000" + string(rune('0'+len(names)+1+i)) + "_more.sql"
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return files
}

// What a version may do that works beside the one before, and what it may not.
const (
	adds    = "-- Adds.\n-- minimum 4\nALTER TABLE entries ADD COLUMN weight BIGINT NOT NULL DEFAULT 7; ALTER TABLE seats ADD COLUMN colour TEXT; CREATE TABLE novelties (id BIGINT NOT NULL PRIMARY KEY);"
	breaks  = "-- Breaks.\nALTER TABLE entries RENAME TO links;"
	nothing = "-- Nothing.\n-- minimum 99\nCREATE TABLE a (b BIGINT);"
)

// A home is a place for a database of each kind.
type home struct {
	open func() (*store.Store, error) // by this program
	raw  *sql.DB
}

func homes() map[string]func(t *testing.T) home {
	return map[string]func(t *testing.T) home{
		"sqlite": func(t *testing.T) home {
			path := filepath.Join(t.TempDir(), "hub.db")
			return home{func() (*store.Store, error) { return store.OpenSQLite(path, store.Options{}) }, raw(t, path)}
		},
		"postgres": func(t *testing.T) home {
			address := postgrestest.Database(t)
			db, err := sql.Open("pgx", address+"&default_query_exec_mode=simple_protocol")
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { db.Close() })
			return home{func() (*store.Store, error) { return store.OpenPostgres(address, store.Options{}) }, db}
		},
	}
}

// TestBeside: on a database that the next version has changed by adding, this
// version does all that it did.
func TestBeside(t *testing.T) {
	storetest.Run(t, func(t *testing.T) *store.Store {
		h := homes()["sqlite"](t)
		if err := store.Migrate(h.raw, another(t, adds), time.Now()); err != nil {
			t.Fatal(err)
		}
		s, err := h.open()
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
		return s
	})
}

// TestVersions: which version may start beside which, and what is said.
func TestVersions(t *testing.T) {
	for name, make := range homes() {
		t.Run(name, func(t *testing.T) {
			h := make(t)
			s, err := h.open()
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			now := time.Now()
			us := hub.Process{ID: "01", Version: "1.2", Seen: now.Unix()}
			join := func() error {
				return s.Join(t.Context(), us, func([]hub.Process) error { return nil })
			}
			if err := join(); err != nil {
				t.Fatal(err)
			}
			refused := func(what string, err error, want string) {
				t.Helper()
				if !errors.Is(err, store.ErrVersion) || !strings.Contains(err.Error(), want) {
					t.Errorf("%s: %v", what, err)
				}
			}
			refused("to break what a hub of before needs", store.Migrate(h.raw, another(t, breaks), now), `"1.2"`)
			if err := join(); err != nil {
				t.Errorf("after a version that was refused: %v", err)
			}
			if err := store.Migrate(h.raw, another(t, adds), now); err != nil {
				t.Errorf("to add: %v", err)
			}
			if err := join(); err != nil {
				t.Errorf("beside the next version: %v", err)
			}
			if err := put(s, "x", 0); err != nil {
				t.Errorf("an entry beside the next version: %v", err)
			}
			other, err := h.open()
			if err != nil {
				t.Fatal(err)
			}
			if _, err := other.Backup(t.Context(), io.Discard); hub.CodeOf(err) != hub.E19 {
				t.Errorf("a backup of what it does not know: %v", err)
			}
			if err := other.Close(); err != nil {
				t.Error(err)
			}

			// The hub has crashed, and nobody has to wait for it for ever.
			if err := store.Migrate(h.raw, another(t, adds, breaks), now.Add(2*store.Running)); err != nil {
				t.Errorf("to break what nobody needs: %v", err)
			}
			refused("a hub of before that goes on", join(), "start the newer version")
			if _, err := h.open(); err == nil {
				t.Error("a hub of before starts")
			} else {
				refused("a hub of before", err, "start the newer version")
			}
			if err := store.Migrate(h.raw, another(t, adds, breaks, nothing), now.Add(2*store.Running)); err == nil || !strings.Contains(err.Error(), "minimum") {
				t.Errorf("a minimum beyond itself: %v", err)
			}
		})
	}
}
