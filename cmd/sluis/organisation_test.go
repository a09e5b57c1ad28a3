//go:build !noagent

package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// TestOrganisationStory runs the blocks of docs/organisation.md, one after the other as
// they are written there, and beside them what must be refused.
func TestOrganisationStory(t *testing.T) {
	text, err := os.ReadFile("../../docs/organisation.md")
	if err != nil {
		t.Fatal(err)
	}
	var told strings.Builder
	blocks := regexp.MustCompile("(?ms)^```sh story\n(.*?)^```$").FindAllStringSubmatch(string(text), -1)
	for _, b := range blocks {
		told.WriteString(b[1])
	}
	if len(blocks) != 16 {
		t.Fatalf("docs/organisation.md has %d blocks, want 16", len(blocks))
	}
	wrong, err := os.ReadFile("testdata/organisation.sh")
	if err != nil {
		t.Fatal(err)
	}
	scripts, data := t.TempDir(), t.TempDir()
	for name, script := range map[string]string{"told": told.String(), "wrong": string(wrong)} {
		if err := os.WriteFile(filepath.Join(scripts, name+".txtar"), []byte("exec sh -eux story.sh\n-- story.sh --\n"+script), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	startDemo(t, data)
	bin := filepath.Dir(binary(t, "sluis"))
	testscript.Run(t, testscript.Params{
		Dir: scripts,
		Setup: func(e *testscript.Env) error {
			e.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
			e.Setenv("H", filepath.Join(data, "homes"))
			return nil
		},
	})
}

// TestFounder: who runs a hub lets the first organisation in, and its people start from
// the trust file that names it.
func TestFounder(t *testing.T) {
	dir := t.TempDir()
	d := onSQLite(t, filepath.Join(dir, "hub"))
	p := &play{t: t, dir: dir, hub: d, file: &demoFile{}}
	text, err := json.Marshal(d.trust(nil))
	p.must(err)
	p.must(os.WriteFile(filepath.Join(dir, "hub.trust"), text, 0o600))
	var made struct{ Organisation, Root, Records, Home, Trust, Phrase string }
	p.sluis("", "--json", "org", "init", "Veilig Thuis Eerst", "--out", "first", "--kind", "veilig_thuis", "--admin", "Ada Prins",
		"--hub", d.Address, "--trust", "hub.trust", "--founder").into(&made)
	if len(strings.Fields(made.Phrase)) != 8 {
		t.Errorf("the words are %q", made.Phrase)
	}
	p.sluis("", "--json", "--home", made.Home, "login").refused(hub.E22)
	d.stop(syscall.SIGTERM)
	d.again("--records", made.Records)
	if out := p.sluis("", "--home", made.Home, "login").ok(); !strings.Contains(out, "Ada Prins") {
		t.Errorf("login says %q", out)
	}
	phrase := filepath.Join(dir, "phrase")
	p.must(os.WriteFile(phrase, []byte(made.Phrase), 0o600))
	p.sluis("", "--home", made.Home, "login", "--file", phrase).ok()
	trust, err := readTrust(made.Trust)
	p.must(err)
	if string(trust.Founders[note.OrgID(made.Organisation)]) != made.Root {
		t.Errorf("the trust file names %v", trust.Founders)
	}
}
