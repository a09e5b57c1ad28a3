package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sluis-hub/sluis/hub/server"
	"github.com/sluis-hub/sluis/hub/store/postgrestest"
)

// TestHubExit: whoever starts a hub sees at its exit status whether to try again.
func TestHubExit(t *testing.T) {
	dir, address := t.TempDir(), postgrestest.Database(t)
	s, err := server.New(server.Config{Data: filepath.Join(dir, "one"), Database: address, Origins: []string{"https://sluis.example"}})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	two := filepath.Join(dir, "two")
	start := func(want int, code, word string, flags ...string) {
		t.Helper()
		var out, diag bytes.Buffer
		args := append([]string{"hub", "--json", "--listen", "127.0.0.1:0", "--data", two}, flags...)
		got := run(t.Context(), args, os.Stdin, &out, &diag)
		var end struct{ Error fault }
		if got != want || json.Unmarshal(out.Bytes(), &end) != nil || end.Error.Code != code || end.Error.Next == "" || !strings.Contains(end.Error.Message, word) {
			t.Errorf("exit %d: %s%s", got, out.String(), diag.String())
		}
	}
	away := "postgres://sluis@127.0.0.1:1/sluis"
	start(75, "away", "refused", "--database", away)
	start(78, "config", "token-key is", "--database", address)
	key, err := os.ReadFile(filepath.Join(dir, "one", "token.key"))
	if err == nil {
		err = os.WriteFile(filepath.Join(two, "token.key"), key, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	start(78, "config", "origin is nothing here and https://sluis.example there", "--database", address)
	postgrestest.SQL(t, address, "INSERT INTO migrations (number, sum, minimum) VALUES (100, 'x', 100)")
	start(78, "version", "newer version", "--database", address)
	start(1, "local", "postgres://", "--database", "mysql://x")
}
