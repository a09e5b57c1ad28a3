package store_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/store"
)

// frozen are the migrations that databases in use have seen. A line is added
// with each release and never changed.
var frozen = map[string]note.Hash{}

func TestFrozen(t *testing.T) {
	for name, want := range frozen {
		text, err := os.ReadFile(filepath.Join("migrations", name))
		if err != nil {
			t.Error(err)
		} else if note.HashOf(text) != want {
			t.Errorf("migration %s was changed: make a new one instead", name)
		}
	}
}

func raw(t *testing.T, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// schema is the text of every table and index, without comments and layout.
func schema(t *testing.T, db *sql.DB) map[string]string {
	t.Helper()
	rows, err := db.Query("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	all := map[string]string{}
	for rows.Next() {
		var name, text string
		if err := rows.Scan(&name, &text); err != nil {
			t.Fatal(err)
		}
		all[name] = strings.Join(strings.Fields(strings.NewReplacer("(", " ( ", ")", " ) ", ",", " , ").Replace(text)), " ")
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// TestSchema: the migrations arrive at schema.sql.
func TestSchema(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hub.db")
	open(t, path, store.Options{})
	text, err := os.ReadFile("schema.sql")
	if err != nil {
		t.Fatal(err)
	}
	truth := raw(t, filepath.Join(t.TempDir(), "truth.db"))
	if _, err := truth.Exec(string(text)); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(schema(t, truth), schema(t, raw(t, path))); d != "" {
		t.Errorf("schema.sql and what the migrations make (-truth +made):\n%s", d)
	}
}

// TestObjectsKept: the objects of a database of before kinds counted are all
// there, each with its number in the log, which mailboxes have no more.
func TestObjectsKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hub.db")
	text, err := os.ReadFile("migrations/0001_hub.sql")
	if err != nil {
		t.Fatal(err)
	}
	db := raw(t, path)
	for _, query := range []string{
		"CREATE TABLE migrations (number BIGINT NOT NULL PRIMARY KEY, sum TEXT NOT NULL)", string(text),
		"INSERT INTO leaves (n, kind, org, subject, version, hash) VALUES (0, 'mailbox', 'o', 'r', 0, 'm'), (1, '', '', '', 0, ''), (2, 'org', 'o', '', 0, 'a')",
		"INSERT INTO migrations (number, sum) VALUES (1, '" + string(note.HashOf(text)) + "')",
		"INSERT INTO objects (hash, place, leaf, kind, team, epoch, data) VALUES ('b', 1, -1, 'teamkey', 't1', 3, x'6b'), ('m', 2, 0, 'mailbox', '', 0, x'6d'), ('a', 3, 2, 'org', '', 0, x'6f')",
	} {
		if _, err := db.Exec(query); err != nil {
			t.Fatal(err)
		}
	}
	s := open(t, path, store.Options{})
	var got []hub.StoredObject
	if err := s.EachObject(t.Context(), 0, func(o hub.StoredObject) error { got = append(got, o); return nil }); err != nil {
		t.Fatal(err)
	}
	want := []hub.StoredObject{
		{Object: hub.Object{Kind: hub.ObjectTeamKey, Data: []byte("k")}, Place: 1, Leaf: -1, Team: "t1", Epoch: 3},
		{Object: hub.Object{Kind: hub.ObjectMailbox, Data: []byte("m")}, Place: 2, Leaf: -1},
		{Object: hub.Object{Kind: hub.ObjectOrg, Data: []byte("o")}, Place: 3, Leaf: 0},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("objects (-want +got):\n%s", d)
	}
}

// TestOtherVersion: a database that another version made is refused.
func TestOtherVersion(t *testing.T) {
	for name, change := range map[string]string{
		"newer":   "INSERT INTO migrations (number, sum, minimum) VALUES (1000, 'x', 1000)",
		"changed": "UPDATE migrations SET sum = 'x' WHERE number = 1",
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "hub.db")
			if err := open(t, path, store.Options{}).Close(); err != nil {
				t.Fatal(err)
			}
			if _, err := raw(t, path).Exec(change); err != nil {
				t.Fatal(err)
			}
			if s, err := store.OpenSQLite(path, store.Options{}); err == nil {
				s.Close()
				t.Error("it was opened")
			}
		})
	}
}

// TestPrivate: nobody but the hub's own user reads the database, its log included.
func TestPrivate(t *testing.T) {
	dir := t.TempDir()
	open(t, filepath.Join(dir, "hub.db"), store.Options{})
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		info, err := f.Info()
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s is %v", f.Name(), info.Mode())
		}
	}
}
