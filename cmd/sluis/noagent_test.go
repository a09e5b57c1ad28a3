package main_test

import (
	"bytes"
	"debug/buildinfo"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// opens is what a hub must not contain: whatever opens sealed things or acts for
// a member.
var opens = []string{"filippo.io/...", module + "/crypto/identity", module + "/crypto/seal", module + "/partners/..."}

// run starts the go command at the root, without a C compiler, as a hub is built.
func run(t testing.TB, args ...string) []byte {
	t.Helper()
	cmd := exec.Command("go", args...)
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, stderr.String())
	}
	return out
}

// canOpen lists the packages that a build of cmd/sluis has and a hub must not have.
func canOpen(t testing.TB, flags ...string) []string {
	t.Helper()
	out := run(t, slices.Concat([]string{"list", "-deps"}, flags, []string{"./cmd/sluis"})...)
	return slices.DeleteFunc(strings.Fields(string(out)), func(p string) bool { return !anyFits(opens, p) })
}

func TestBlindList(t *testing.T) {
	if found := canOpen(t, "-tags", "noagent"); len(found) > 0 {
		t.Errorf("a hub is built with %q", found)
	}
	// A witness signs checkpoints, and is nothing else of a member.
	if found := canOpen(t, "-tags", "noagent,witness"); !slices.Equal(found, []string{module + "/partners/witness"}) {
		t.Errorf("a witness is built with %q", found)
	}
	if found := canOpen(t); !slices.Contains(found, "filippo.io/age") || !slices.Contains(found, module+"/partners") {
		t.Errorf("a member's build has only %q: this search finds nothing", found)
	}
}

// One import in a room of the hub, laid over the real tree, is enough to be seen.
func TestBlindListSees(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "opens.go")
	if err := os.WriteFile(file, []byte("package relay\n\nimport _ \""+module+"/crypto/seal\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	place, err := filepath.Abs(filepath.Join(root, "hub", "relay", "opens.go"))
	if err != nil {
		t.Fatal(err)
	}
	overlay, err := json.Marshal(map[string]map[string]string{"Replace": {place: file}})
	if err != nil {
		t.Fatal(err)
	}
	list := filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(list, overlay, 0o600); err != nil {
		t.Fatal(err)
	}
	found := canOpen(t, "-tags", "noagent", "-overlay", list)
	for _, want := range []string{"filippo.io/age", module + "/crypto/identity", module + "/crypto/seal"} {
		if !slices.Contains(found, want) {
			t.Errorf("%s is not seen, only %q", want, found)
		}
	}
}

// A list of imports is a promise; the binary is what runs. Neither its modules,
// nor its symbols, nor its texts may be of something that opens.
func TestBlindBinary(t *testing.T) {
	symbol := regexp.MustCompile(`filippo\.io/|sluis/crypto/(identity|seal)[./]|sluis/partners[./]`)
	secret := []byte("AGE-SECRET-" + "KEY")
	traces := func(name string, tags ...string) (modules int, symbols []string, texts bool) {
		file := filepath.Join(t.TempDir(), name)
		run(t, slices.Concat([]string{"build", "-o", file}, tags, []string{"./cmd/sluis"})...)
		info, err := buildinfo.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range info.Deps {
			if anyFits(opens, m.Path) {
				modules++
			}
		}
		for line := range strings.Lines(string(run(t, "tool", "nm", file))) {
			if symbol.MatchString(line) {
				symbols = append(symbols, strings.TrimSpace(line))
			}
		}
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		return modules, symbols, bytes.Contains(raw, secret)
	}
	modules, symbols, texts := traces("hub", "-tags", "noagent")
	if modules > 0 || len(symbols) > 0 || texts {
		t.Errorf("a hub has %d modules and %d symbols that open, %q…; the text of a secret key: %t",
			modules, len(symbols), symbols[:min(3, len(symbols))], texts)
	}
	if modules, symbols, texts = traces("member"); modules == 0 || len(symbols) == 0 || !texts {
		t.Errorf("a member's build has %d modules, %d symbols, text %t: this search finds nothing", modules, len(symbols), texts)
	}
}
