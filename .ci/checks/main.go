// Checks switches off each check of the Go client, one at a time, and tells which lie of
// the hub, vector or test turns red. All are made switchable in one copy of the tree: an
// environment variable names the one that is off. The lies and the tests are run once to
// see which checks say no in them, and then only those that meet a check are run without
// it. A check that nothing notices makes the exit status 1.
//
//	go run ./.ci/checks [-only crypto/seal,partners/room.go] [-write docs/checks.md]
package main

import (
	"flag"
	"fmt"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"time"
)

// packages are those that a client is made of, from below: of the hub only its language.
var packages = []string{
	"crypto/note", "crypto/keys", "crypto/strict", "crypto/words", "crypto/identity", "crypto/seal", "crypto/chain", "crypto/roster", "crypto/translog",
	"hub", "partners/deadline", "partners/flow", "partners/handoff", "partners/inquiry", "partners/feedback", "partners/zaak", "partners/message",
	"partners/kinds", "partners/room", "partners/witness", "partners/client", "partners",
}

// region is the copy of the tree, and what is known of its tests.
type region struct {
	dir     string
	workers int
	checks  []*check
	lies    []*test
	tests   map[string]*tests
}

func main() {
	only := flag.String("only", "", "only the checks of these packages and files, with commas")
	list := flag.String("write", "", "also write the list to this file; with -only what it says of those")
	workers := flag.Int("workers", runtime.NumCPU(), "how many tests run at a time")
	flag.Parse()
	if err := run(*only, *list, *workers); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func say(format string, args ...any) {
	fmt.Printf(time.Now().Format("15:04:05 ")+format+"\n", args...)
}

func run(only, list string, workers int) error {
	r := &region{workers: workers, tests: map[string]*tests{}}
	var err error
	if r.dir, err = os.MkdirTemp("", "checks"); err != nil {
		return err
	}
	defer os.RemoveAll(r.dir)
	if err := r.switchable(); err != nil {
		return err
	}
	if r.lies, err = r.tests["partners"].lies(); err != nil {
		return err
	}
	wanted := slices.DeleteFunc(slices.Clone(r.checks), func(c *check) bool {
		return only != "" && !slices.Contains(strings.Split(only, ","), c.pkg) && !slices.Contains(strings.Split(only, ","), c.file)
	})
	var done, unseen atomic.Int64
	err = each(workers, wanted, func(c *check) error {
		err := r.weigh(c)
		if n := done.Add(1); err == nil && n%25 == 0 {
			say("%d of %d", n, len(wanted))
		}
		if err == nil && c.red == "" {
			unseen.Add(1)
			say("%s:%d: %s %s: nothing notices; %s", c.file, c.line, c.function, c.refusal, c.missed)
		}
		return err
	})
	if err != nil {
		return err
	}
	if list != "" {
		if err := write(list, packages, wanted); err != nil {
			return err
		}
	}
	if n := unseen.Load(); n > 0 {
		return fmt.Errorf("%d of %d checks are not needed or not tested", n, len(wanted))
	}
	say("all of %d checks are noticed", len(wanted))
	return nil
}

// switchable makes the copy, and all checks of it switchable.
func (r *region) switchable() error {
	if err := copyTree(r.dir); err != nil {
		return err
	}
	helpers, err := helpersOf(packages)
	if err != nil {
		return err
	}
	for _, p := range packages {
		r.tests[p] = &tests{dir: r.dir, pkg: p}
		checks, err := find(p, helpers)
		if err != nil {
			return err
		}
		if len(checks) == 0 {
			continue
		}
		for _, c := range checks {
			r.checks = append(r.checks, c)
			c.number = len(r.checks)
		}
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(p, "doc.go"), nil, parser.PackageClauseOnly)
		if err != nil {
			return err
		}
		if err := cut(r.dir, p, file.Name.Name, checks); err != nil {
			return err
		}
	}
	say("%d checks are made switchable", len(r.checks))
	return nil
}
