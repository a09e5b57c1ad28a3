package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sluis-hub/sluis/hub/server"
)

// TestBackupAndRestore: a hub goes to another data directory and is the same one
// there; what cannot be refused by the hub itself is refused here.
func TestBackupAndRestore(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	s, err := server.New(server.Config{Data: at("one")})
	if err != nil {
		t.Fatal(err)
	}
	id := s.ID()
	sluis := func(want int, args ...string) string {
		t.Helper()
		var out, errs bytes.Buffer
		if code := run(t.Context(), args, strings.NewReader(""), &out, &errs); code != want {
			t.Fatalf("%q: exit %d: %s", args, code, errs.String())
		}
		return out.String() + errs.String()
	}
	saved := sluis(0, "backup", "--data", at("one"), at("backup")) // while it runs
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	sluis(1, "backup", "--data", at("one"), at("backup"))
	sluis(1, "backup", "--data", at("nowhere"), at("other"))
	if info, err := os.Stat(at("backup")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the backup: %v, %v", info, err)
	}
	if restored := sluis(0, "restore", "--data", at("two"), at("backup")); restored != saved {
		t.Errorf("saved\n%sand restored\n%s", saved, restored)
	}
	sluis(1, "restore", "--data", at("two"), at("backup"))
	if _, err := server.New(server.Config{Data: at("two")}); err == nil || !strings.Contains(err.Error(), "log.key") {
		t.Errorf("without the key of its directory log: %v", err)
	}
	key, err := os.ReadFile(at("one/log.key"))
	if err == nil {
		err = os.WriteFile(at("two/log.key"), key, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	if s, err = server.New(server.Config{Data: at("two")}); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if s.ID() != id {
		t.Errorf("hub id %s, was %s", s.ID(), id)
	}

	for _, address := range []string{"postgres://a:geheim@127.0.0.1:1/b", "postgres://a@127.0.0.1:1/b?password=geheim"} {
		if told := sluis(1, "hub", "--data", at("three"), "--database", address); strings.Contains(told, "geheim") || !strings.Contains(told, "--database-password-file") {
			t.Error(told)
		}
	}
	if err := os.WriteFile(at("address"), []byte("postgres://a:geheim@127.0.0.1:1/b\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if told := sluis(75, "hub", "--data", at("three"), "--database-file", at("address")); strings.Contains(told, "geheim") || !strings.Contains(told, "connection refused") {
		t.Error(told)
	}
	sluis(2, "hub", "--data", at("three"), "--database-file", at("address"), "--database", "postgres://a@b/c")
}
