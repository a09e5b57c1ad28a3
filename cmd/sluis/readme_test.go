//go:build !noagent

package main

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// story is a block of the README that a reader can paste into a shell.
var story = regexp.MustCompile("(?ms)^\\*\\*([^*]+)\\*\\*.*?^```sh story\n(.*?)^```$")

// TestReadmeStories runs each story of the README as it is written there, in the
// example region with everybody in it.
func TestReadmeStories(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	stories := story.FindAllStringSubmatch(string(readme), -1)
	if len(stories) != 4 {
		t.Fatalf("README has %d stories, want 4", len(stories))
	}
	scripts, data := t.TempDir(), t.TempDir()
	for _, s := range stories {
		name := strings.Trim(regexp.MustCompile(`[^a-z]+`).ReplaceAllString(strings.ToLower(s[1]), "-"), "-")
		script := "exec sh -eux story.sh\n-- story.sh --\n" + s[2]
		if err := os.WriteFile(filepath.Join(scripts, name+".txtar"), []byte(script), 0o600); err != nil {
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

// startDemo runs the demo until the test ends.
func startDemo(t *testing.T, data string) *demoFile {
	t.Helper()
	log := &lockedBuffer{}
	c := exec.Command(binary(t, "sluis"), "demo", "--data", data, "--listen", "127.0.0.1:0")
	c.Stderr = log
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		c.Process.Signal(syscall.SIGTERM)
		if err := c.Wait(); err != nil {
			t.Errorf("the demo did not stop cleanly: %v\n%s", err, log)
		}
	})
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil {
		t.Fatalf("the demo does not start: %s %s", line, log)
	}
	d, err := readDemo(filepath.Join(data, "demo.json"))
	if err != nil {
		t.Fatal(err)
	}
	return d
}
