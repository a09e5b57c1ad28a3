package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/hub/redis/redistest"
	"github.com/sluis-hub/sluis/hub/server"
	"github.com/sluis-hub/sluis/hub/store/postgrestest"
)

// looked is what sluis check said, by what it looked at.
func looked(t *testing.T, flags ...string) (exit int, list map[string]check) {
	t.Helper()
	var out, diag bytes.Buffer
	exit = run(t.Context(), append([]string{"check", "--json"}, flags...), os.Stdin, &out, &diag)
	line, _, _ := strings.Cut(out.String(), "\n")
	var all []check
	if err := json.Unmarshal([]byte(line), &all); err != nil {
		t.Fatalf("exit %d: %v: %s%s", exit, err, out.String(), diag.String())
	}
	list = map[string]check{}
	for _, k := range all {
		list[k.What] = k
		if !k.OK != (k.Next != "" && !k.Warn) || k.Says == "" {
			t.Errorf("%+v", k)
		}
	}
	return exit, list
}

// says checks what was said of one thing: good, warn or wrong, and a word of it.
func says(t *testing.T, list map[string]check, what, mark, word string) {
	t.Helper()
	k, there := list[what]
	got := "good"
	switch {
	case !k.OK:
		got = "wrong"
	case k.Warn:
		got = "warn"
	}
	if !there || got != mark || !strings.Contains(k.Says, word) {
		t.Errorf("%s is %s: %+v, want %s and %q", what, got, k, mark, word)
	}
}

func TestCheckFile(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "hub")
	exit, list := looked(t, "--data", dir)
	says(t, list, "map", "warn", dir)
	says(t, list, "database", "warn", "nog niet")
	if _, err := os.Stat(dir); err == nil || exit != 0 {
		t.Errorf("exit %d; a look made the folder", exit)
	}
	s, err := server.New(server.Config{Data: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	exit, list = looked(t, "--data", dir) // while it runs
	if exit != 0 {
		t.Errorf("exit %d", exit)
	}
	says(t, list, "map", "good", dir)
	says(t, list, "database", "good", "SQLite 3")
	says(t, list, "versie", "good", "Schema 6")
	if _, there := list["klok"]; there {
		t.Error("a clock of no server")
	}
	if err := os.Chmod(filepath.Join(dir, "token.key"), 0o644); err != nil {
		t.Fatal(err)
	}
	exit, list = looked(t, "--data", dir)
	says(t, list, "map", "wrong", "token.key")
	if exit != 1 {
		t.Errorf("exit %d", exit)
	}
	broken := t.TempDir()
	if err := os.WriteFile(filepath.Join(broken, "sluis.db"), bytes.Repeat([]byte("no database"), 1000), 0o600); err != nil {
		t.Fatal(err)
	}
	_, list = looked(t, "--data", broken)
	says(t, list, "database", "wrong", "niet te openen")
}

func TestCheckServers(t *testing.T) {
	p, r := postgrestest.Start(t), redistest.Start(t)
	dir := t.TempDir()
	flags := []string{"--data", dir, "--database", p.Address, "--redis", r.URL}
	exit, list := looked(t, flags...)
	if exit != 0 {
		t.Errorf("exit %d: %+v", exit, list)
	}
	says(t, list, "database", "good", "PostgreSQL")
	says(t, list, "versie", "warn", "van 0 naar 6")
	says(t, list, "klok", "good", "")
	says(t, list, "redis", "good", "noeviction")
	says(t, list, "klok van redis", "good", "")
	if got := p.SQL(t, "SELECT count(*) FROM pg_tables WHERE tablename = 'migrations'"); got != "0" {
		t.Error("a look made tables")
	}

	s, err := server.New(server.Config{Data: filepath.Join(dir, "one"), Database: p.Address, Origins: []string{"https://sluis.example"}})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	_, list = looked(t, flags...)
	says(t, list, "instellingen", "wrong", "origin is nothing here and https://sluis.example there")
	_, list = looked(t, "--data", dir, "--database", p.Address, "--origin", "https://sluis.example")
	if k, there := list["instellingen"]; there {
		t.Errorf("alike: %+v", k)
	}
	says(t, list, "versie", "good", "Schema 6")

	for _, c := range []struct{ change, what, mark, word string }{
		{"INSERT INTO migrations (number, sum, minimum) VALUES (100, 'x', 4)", "versie", "warn", "kan ermee verder"},
		{"UPDATE migrations SET minimum = 100 WHERE number = 100", "versie", "wrong", "schema 100"},
		{"ALTER SYSTEM SET default_transaction_read_only = on; SELECT pg_reload_conf()", "database", "wrong", "alleen worden gelezen"},
	} {
		p.SQL(t, c.change)
		var list map[string]check
		for end := time.Now().Add(20 * time.Second); time.Now().Before(end); { // a server hears of settings soon
			if _, list = looked(t, flags...); strings.Contains(list[c.what].Says, c.word) {
				break
			}
		}
		says(t, list, c.what, c.mark, c.word)
	}
	p.SQL(t, "SET default_transaction_read_only = off; ALTER SYSTEM RESET default_transaction_read_only; SELECT pg_reload_conf()")

	p.Kill(t)
	p.Again(t, "-c", "fsync=off", "-c", "max_connections=12")
	r.Do("CONFIG", "SET", "maxmemory-policy", "allkeys-lru")
	_, list = looked(t, flags...)
	says(t, list, "database", "wrong", "fsync off")
	says(t, list, "verbindingen", "warn", "over")
	says(t, list, "redis", "warn", "allkeys-lru")

	p.Kill(t)
	r.Kill()
	exit, list = looked(t, flags...)
	says(t, list, "database", "wrong", "antwoordt niet")
	says(t, list, "redis", "wrong", "antwoordt niet")
	if exit != 1 {
		t.Errorf("exit %d", exit)
	}
	_, list = looked(t, "--data", dir, "--database", "postgres:///%zz")
	says(t, list, "database", "wrong", "niet te openen")
}

func TestCheckClock(t *testing.T) {
	for off, mark := range map[time.Duration]string{0: "good", 20 * time.Second: "warn", -20 * time.Second: "warn", -2 * time.Minute: "wrong"} {
		k := checkClock("klok", "de database", now().Add(off))
		says(t, map[string]check{"klok": k}, "klok", mark, "klok")
		if off != 0 && !strings.Contains(k.Says, fmt.Sprint(off.Abs())) {
			t.Errorf("%v off: %s", off, k.Says)
		}
	}
}
