package main_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	namedInGo      = regexp.MustCompile("`([a-z/]+) (Test[A-Za-z0-9]+)`")
	namedInBrowser = regexp.MustCompile("`(web/test/[a-z/-]+\\.test\\.ts): ([^`]+)`")
)

// missing are the tests that a text names and that are not there, and rows of a table
// of promises that name none. It tells how many were named.
func missing(t *testing.T, text string) (wrong []string, named int) {
	t.Helper()
	has := func(pattern, line string) bool {
		files, err := filepath.Glob("../../" + pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			source, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(string(source), line) {
				return true
			}
		}
		return false
	}
	for _, m := range namedInGo.FindAllStringSubmatch(text, -1) {
		if named++; !has(m[1]+"/*_test.go", "\nfunc "+m[2]+"(t *testing.T)") {
			wrong = append(wrong, m[0])
		}
	}
	for _, m := range namedInBrowser.FindAllStringSubmatch(text, -1) {
		if named++; !has(m[1], `test("`+m[2]+`"`) {
			wrong = append(wrong, m[0])
		}
	}
	promises := false
	for line := range strings.Lines(text) {
		switch {
		case strings.HasPrefix(line, "| promise |"):
			promises = true
		case !strings.HasPrefix(line, "|"):
			promises = false
		case promises && !strings.HasPrefix(line, "|---"):
			if cells := strings.Split(line, "|"); len(cells) != 5 || !namedInGo.MatchString(cells[3]) && !namedInBrowser.MatchString(cells[3]) {
				wrong = append(wrong, strings.TrimSpace(line))
			}
		}
	}
	return wrong, named
}

// TestSecurityPage: each promise of docs/security.md names tests, and they are there.
func TestSecurityPage(t *testing.T) {
	text, err := os.ReadFile("../../docs/security.md")
	if err != nil {
		t.Fatal(err)
	}
	wrong, named := missing(t, string(text))
	for _, w := range wrong {
		t.Errorf("no such test, or none: %s", w)
	}
	if named < 60 {
		t.Errorf("only %d tests are named: they are no longer found", named)
	}
	for _, planted := range []string{
		"`partners TestNothing`", "`web/test/browser/canary.test.ts: nothing`", "| promise | against | tests |\n|---|---|---|\n| All is well | hub | trust us |\n",
	} {
		if wrong, _ := missing(t, planted); len(wrong) != 1 {
			t.Errorf("%s is let through", planted)
		}
	}
}
