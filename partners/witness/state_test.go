package witness_test

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/partners/witness"
)

// A witness that does not know for certain what it cosigned does not start.
func TestItDoesNotForget(t *testing.T) {
	g, other := grow(t, "noord", 20, ""), grow(t, "zuid", 20, "")
	state := string(note.HashOf([]byte(g.key.Name)))
	write := func(name string, change func([]byte) []byte) func(t *testing.T, dir string) {
		return func(t *testing.T, dir string) {
			b, err := os.ReadFile(filepath.Join(dir, name))
			if err == nil {
				err = os.WriteFile(filepath.Join(dir, name), change(b), 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	swap := func(old, new string) func([]byte) []byte {
		return func(b []byte) []byte {
			if !strings.Contains(string(b), old) {
				t.Fatalf("no %q in %q", old, b)
			}
			return []byte(strings.Replace(string(b), old, new, 1))
		}
	}
	do := func(err error) func(*testing.T, string) {
		return func(t *testing.T, _ string) {
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, x := range []struct {
		name   string
		damage func(t *testing.T, dir string)
		says   string
	}{
		{"nothing", do(nil), ""},
		{"an empty file", write(state, func([]byte) []byte { return nil }), "is damaged"},
		{"half a file", write(state, func(b []byte) []byte { return b[:len(b)/2] }), "is damaged"},
		{"without its signature", write(state, func(b []byte) []byte { return g.signed(10).Bytes() }), "is damaged"},
		{"a smaller size", write(state, swap("\n10\n", "\n9\n")), "is damaged"},
		{"the name of another log", func(t *testing.T, dir string) {
			err := os.Rename(filepath.Join(dir, state), filepath.Join(dir, string(note.HashOf([]byte(other.key.Name)))))
			do(err)(t, dir)
		}, "of another log"},
		{"a directory in its place", func(t *testing.T, dir string) {
			do(os.Remove(filepath.Join(dir, state)))(t, dir)
			do(os.Mkdir(filepath.Join(dir, state), 0o700))(t, dir)
		}, "directory"},
		{"no file", func(t *testing.T, dir string) { do(os.Remove(filepath.Join(dir, state)))(t, dir) }, "is gone"},
		{"a list that is cut short", write("logs", func(b []byte) []byte { return b[:40] }), "is damaged"},
		{"a list with a line of nothing", write("logs", func(b []byte) []byte { return append(b, '\n') }), "is damaged"},
		{"a directory in the place of the list", func(t *testing.T, dir string) {
			do(os.Remove(filepath.Join(dir, "logs")))(t, dir)
			do(os.Mkdir(filepath.Join(dir, "logs"), 0o700))(t, dir)
		}, "directory"},
		{"no list, which is made last", func(t *testing.T, dir string) { do(os.Remove(filepath.Join(dir, "logs")))(t, dir) }, ""},
		{"no key", func(t *testing.T, dir string) { do(os.Remove(filepath.Join(dir, "witness.key")))(t, dir) }, "is gone"},
		{"another key", write("witness.key", func(b []byte) []byte { return []byte(note.HashOf(b)) }), "another key or name"},
		{"a key of 31 bytes", write("witness.key", func(b []byte) []byte { return b[2:] }), "32 bytes in hex"},
		{"a key that is not hex", write("witness.key", func(b []byte) []byte { return append([]byte("zz"), b[2:]...) }), "32 bytes in hex"},
		{"a key for others to read", func(t *testing.T, dir string) { do(os.Chmod(filepath.Join(dir, "witness.key"), 0o640))(t, dir) }, "open to others"},
		{"a directory for others to enter", func(t *testing.T, dir string) { do(os.Chmod(dir, 0o710))(t, dir) }, "open to others"},
		{"a file beside", func(t *testing.T, dir string) {
			do(os.WriteFile(filepath.Join(dir, state+".new"), []byte("half"), 0o600))(t, dir)
		}, ""},
	} {
		t.Run(x.name, func(t *testing.T) {
			dir, c := filepath.Join(t.TempDir(), "witness"), newClock()
			t.Run("before", func(t *testing.T) { serve(t, dir, c.now, g).cosigns(g, 0, 10) })
			x.damage(t, dir)
			w, err := witness.Open(dir, "oost.example", c.now)
			if err == nil {
				if x.says != "" {
					t.Error("it starts")
				}
				if err := w.Close(); err != nil {
					t.Error(err)
				}
				serve(t, dir, c.now, g).holds(g, 10)
				return
			}
			if x.says == "" || !strings.Contains(err.Error(), x.says) {
				t.Errorf("%v, want %q", err, x.says)
			}
			if again, err := witness.Open(dir, "oost.example", c.now); err == nil {
				again.Close()
				t.Error("the second time it starts")
			} else if strings.Contains(err.Error(), "another witness runs") {
				t.Errorf("it holds on to what it did not open: %v", err)
			}
		})
	}
}

// The name is part of the key, so another one is another witness.
func TestItKeepsItsName(t *testing.T) {
	dir, c, g := filepath.Join(t.TempDir(), "witness"), newClock(), grow(t, "noord", 20, "")
	for _, name := range []string{"", "two words", "a+b", strings.Repeat("x", 129)} {
		if _, err := witness.Open(dir, name, c.now); note.CodeOf(err) != note.E01 {
			t.Errorf("%q: %v", name, err)
		}
		if _, err := os.Stat(dir); err == nil {
			t.Errorf("%q: it made its directory", name)
		}
	}
	t.Run("first", func(t *testing.T) { serve(t, dir, c.now, g).cosigns(g, 0, 10) })
	if _, err := witness.Open(dir, "west.example", c.now); err == nil || !strings.Contains(err.Error(), "another key or name") {
		t.Errorf("by another name: %v", err)
	}
	for name, mode := range map[string]os.FileMode{"": 0o700, "witness.key": 0o600, string(note.HashOf([]byte(g.key.Name))): 0o600} {
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Mode().Perm() != mode {
			t.Errorf("%q: %v %v", name, info, err)
		}
	}
}

// Each log stands in the list once, whenever it came, so that none of them can be
// lost unseen.
func TestItListsEachLog(t *testing.T) {
	dir, c := filepath.Join(t.TempDir(), "witness"), newClock()
	var want []string
	for round := range 2 {
		t.Run(fmt.Sprint(round), func(t *testing.T) {
			w := serve(t, dir, c.now)
			var asking sync.WaitGroup
			for n := range 20 {
				g := grow(t, fmt.Sprintf("region%d-%d", round, n), 2, "")
				want = append(want, string(note.HashOf([]byte(g.key.Name))))
				w.Add(g.key)
				asking.Go(func() {
					for size := range uint64(2) {
						if got := w.ask(g.body(size, size+1)); got.status != http.StatusOK {
							t.Errorf("%+v", got)
						}
					}
				})
			}
			asking.Wait()
		})
		b, err := os.ReadFile(filepath.Join(dir, "logs"))
		if err != nil {
			t.Fatal(err)
		}
		got := strings.Fields(string(b))
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("of %d logs are listed %d: %q", len(want), len(got), got)
		}
	}
}
