package main_test

import (
	"bytes"
	"go/ast"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// maxLines is how long a file may be before it must say why it is one idea.
const maxLines = 500

// long lists the files that may be longer, each with its reason.
var long = map[string]string{}

// A ban is a set of names that no file may use, but for those it spares.
type ban struct {
	names  []string
	spares func(goFile) bool
	why    string
}

var bans = []ban{
	{
		[]string{"time.Sleep"}, func(goFile) bool { return false },
		"whoever sleeps waits too long or not long enough: wait for what must happen",
	},
	{
		[]string{"fmt.Print", "fmt.Printf", "fmt.Println", "os.Stdout", "os.Stderr", "os.Stdin", "log.Print", "log.Printf", "log.Println"},
		goFile.inCmdOrTest, "what people read is written in cmd; a library returns it",
	},
	{
		[]string{"os.Getenv", "os.LookupEnv", "os.Environ", "os.ExpandEnv", "os.Args"},
		func(f goFile) bool { return f.inCmdOrTest() || strings.HasSuffix(f.room(), "test") },
		"the environment is read in cmd, so that a setting has one place",
	},
	{
		[]string{"os.Exit", "log.Fatal", "log.Fatalf", "log.Fatalln"}, goFile.inCmdOrTest,
		"a library returns its errors",
	},
	{
		[]string{"time.Now", "time.Since", "time.Until", "time.After", "time.NewTimer", "time.NewTicker", "time.AfterFunc"},
		func(f goFile) bool { return f.test() || !strings.HasPrefix(f.name, "crypto/") },
		"crypto has no clock: whoever calls it says what time it is",
	},
}

func TestHouseBans(t *testing.T) {
	for _, f := range goFiles(t, nil) {
		used := f.names()
		for _, b := range bans {
			for _, name := range b.names {
				if used[name] && !b.spares(f) {
					t.Errorf("%s uses %s: %s", f.name, name, b.why)
				}
			}
		}
	}
}

// Nothing happens because a package is merely imported.
func TestHouseNoInit(t *testing.T) {
	for _, f := range goFiles(t, nil) {
		for _, d := range f.syntax.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
				t.Errorf("%s has an init function: start things where they are used", f.name)
			}
		}
	}
}

// Each package says once what it is: in doc.go, or in the file that has its name
// (a program: in main.go).
func TestHousePackageComments(t *testing.T) {
	said := map[string][]string{}
	for _, f := range goFiles(t, nil) {
		if f.test() {
			continue
		}
		if _, known := said[f.room()]; !known {
			said[f.room()] = nil
		}
		if f.syntax.Doc == nil {
			continue
		}
		said[f.room()] = append(said[f.room()], f.name)
		place, opening := "doc.go", "Package "+f.syntax.Name.Name+" "
		if f.syntax.Name.Name == "main" {
			place, opening = "main.go", "Command "+path.Base(f.room())+" "
		}
		if file := path.Base(f.name); file != place && file != f.syntax.Name.Name+".go" || !strings.HasPrefix(f.syntax.Doc.Text(), opening) {
			t.Errorf("%s: the package comment stands in %s and opens with %q", f.name, place, opening)
		}
	}
	for room, in := range said {
		if len(in) != 1 {
			t.Errorf("%s has %d package comments, want one: %q", room, len(in), in)
		}
	}
}

// written tells whether people wrote the file: not a lock file, licence or
// vector, which tools or others made.
func written(name string) bool {
	switch path.Base(name) {
	case "LICENSE", "go.sum", "package-lock.json":
		return false
	}
	return slices.Contains([]string{".go", ".ts", ".tsx", ".mjs", ".css", ".html", ".sql", ".md", ".yml", ".yaml", ".sh", ".txt", ""}, path.Ext(name)) ||
		strings.HasPrefix(name, ".ci/")
}

func TestHouseFileLength(t *testing.T) {
	for name, source := range files(t, nil) {
		lines := bytes.Count(source, []byte("\n"))
		switch path.Ext(name) {
		case ".go", ".ts", ".tsx", ".css", ".sql":
			if strings.HasSuffix(name, "_test.go") {
				continue // a table of cases may be as long as its cases are many
			}
			if lines > maxLines && long[name] == "" {
				t.Errorf("%s has %d lines: split it, or say in house_test.go why it is one idea", name, lines)
			}
			if lines <= maxLines && long[name] != "" {
				t.Errorf("%s is no longer long: strike it from house_test.go", name)
			}
		}
	}
}

// words must not stand in the tree. They are put together here, or this file
// would break its own rule.
var words = []struct {
	pattern *regexp.Regexp
	why     string
}{
	{regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME|X` + `XX|HA` + `CK)\b`), "finish it, or make an issue of it"},
	{regexp.MustCompile(`(?i)not ` + `implemented|unimpl` + `emented`), "what is not there must not be offered"},
	{regexp.MustCompile(`(^|[\s"'(=:])/(root|work|farm|Users|home/[a-z]+)/`), "a path of one machine means nothing on another"},
	{regexp.MustCompile(`proxy\.golang` + `\.org|sum\.golang` + `\.org|registry\.np` + `mjs|deb\.deb` + `ian\.org|registry-1\.dock` + `er`), "which registry to use is the machine's affair"},
	{regexp.MustCompile(`\.\./sha` + `red|README (section )?[0-9]`), "cite a rule of crypto/FORMAT.md, an RFC or a law: the reader has nothing else"},
	{regexp.MustCompile(`BEGIN [A-Z ]*PRIVATE KEY`), "no private key belongs in a repository"},
	{regexp.MustCompile("[\u200b\u200c\u200d\u2060\u202a-\u202e\u2066-\u2069\ufeff]"), "invisible characters hide what a line does"},
}

func TestHouseWords(t *testing.T) {
	for name, source := range files(t, nil) {
		if !written(name) {
			continue
		}
		if !utf8.Valid(source) {
			t.Errorf("%s is not UTF-8", name)
		}
		for _, w := range words {
			for _, at := range w.pattern.FindAllIndex(source, -1) {
				line := 1 + bytes.Count(source[:at[0]+1], []byte("\n"))
				t.Errorf("%s:%d: %q: %s", name, line, bytes.TrimSpace(source[at[0]:at[1]]), w.why)
			}
		}
	}
}
