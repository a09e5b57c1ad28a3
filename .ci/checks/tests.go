package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// longest is how long a test may take to be asked which checks it meets.
const longest = 4 * time.Minute

// test is one test function of a package, or one lie that TestLies tells.
type test struct {
	pkg   *tests
	name  string // as go test prints it
	title string // as a reader knows it
	took  time.Duration
	meets map[int]bool // the checks that say no in it
	alone sync.Once
	holds bool // it is green by itself with all checks on
}

// tests are those of one package of the copy, each run once to see what it meets.
type tests struct {
	dir    string // of the copy
	pkg    string
	binary string
	once   sync.Once
	err    error
	all    []*test
}

// run plays tests of a package in one process, with one check switched off (0 for none).
func (p *tests) run(pattern string, off int, hits string, limit time.Duration) (string, error) {
	cmd := exec.Command(p.binary, "-test.run", pattern, "-test.failfast", "-test.v", "-test.timeout", limit.String())
	cmd.Dir = filepath.Join(p.dir, p.pkg)
	cmd.Env = append(os.Environ(), "SLUIS_OFF="+strconv.Itoa(off), "SLUIS_HITS="+hits)
	out, err := cmd.CombinedOutput()
	if exit := new(exec.ExitError); err != nil && !errors.As(err, &exit) {
		return "", fmt.Errorf("run the tests of %s: %w", p.pkg, err)
	}
	return string(out), err
}

// build compiles the tests of a package of the copy.
func (p *tests) build() error {
	p.binary = filepath.Join(p.dir, strings.ReplaceAll(p.pkg, "/", "-")+".test")
	cmd := exec.Command("go", "test", "-c", "-vet=off", "-o", p.binary, "./"+p.pkg)
	cmd.Dir = p.dir
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("build the tests of %s: %w\n%s", p.pkg, err, out)
	}
	return nil
}

// record runs each test of the package by itself, and notes what it meets.
func (p *tests) record(workers int) ([]*test, error) {
	p.once.Do(func() { p.err = p.recordOnce(workers) })
	return p.all, p.err
}

func (p *tests) recordOnce(workers int) error {
	if err := p.build(); err != nil {
		return err
	}
	out, err := exec.Command(p.binary, "-test.list", "^(Test|Fuzz|Example)").Output()
	if err != nil {
		return fmt.Errorf("list the tests of %s: %w", p.pkg, err)
	}
	for _, name := range strings.Fields(string(out)) {
		if name != "TestLies" {
			p.all = append(p.all, &test{pkg: p, name: name, title: "`" + name + "`"})
		}
	}
	say("%s: %d tests show what they meet", p.pkg, len(p.all))
	return each(workers, p.all, func(t *test) error {
		begin := time.Now()
		hits := filepath.Join(p.dir, strings.ReplaceAll(p.pkg, "/", "-")+"-"+t.name+".hits")
		if _, err := p.run("^"+t.name+"$", 0, hits, longest); err != nil {
			say("%s %s is red before anything is switched off, and says nothing", p.pkg, t.name)
			return nil
		}
		t.took = time.Since(begin)
		met, err := read(hits)
		t.meets = met[""]
		return err
	})
}

// lies plays every lie once, and gives each as a test.
func (p *tests) lies() ([]*test, error) {
	if err := p.build(); err != nil {
		return nil, err
	}
	say("the lies of hub/liar/cases.json show what they meet")
	hits := filepath.Join(p.dir, "lies.hits")
	if out, err := p.run("^TestLies$", 0, hits, 15*time.Minute); err != nil {
		return nil, fmt.Errorf("TestLies is red before anything is switched off: %w\n%s", err, out)
	}
	met, err := read(hits)
	if err != nil {
		return nil, err
	}
	var all []*test
	for name, meets := range met {
		if name != "" {
			all = append(all, &test{pkg: p, name: "TestLies/" + strings.ReplaceAll(name, " ", "_"), title: name, meets: meets, took: 5 * time.Second})
		}
	}
	return all, nil
}

// read gives which checks said no, by lie ("" outside the lies).
func read(hits string) (map[string]map[int]bool, error) {
	b, err := os.ReadFile(hits)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	met := map[string]map[int]bool{}
	for l := range strings.Lines(string(b)) {
		number, name, ok := strings.Cut(strings.TrimSuffix(l, "\n"), "\t")
		n, err := strconv.Atoi(number)
		if !ok || err != nil {
			return nil, fmt.Errorf("%s holds %q", hits, l)
		}
		if met[name] == nil {
			met[name] = map[int]bool{}
		}
		met[name][n] = true
	}
	return met, nil
}

var failed = regexp.MustCompile(`(?m)^\s*--- FAIL: (\S+)`)

// without plays one test with a check switched off, and gives what turned red: the
// innermost failure, "" when all is green.
func (t *test) without(c *check) (string, error) {
	if !t.green() {
		return "", nil
	}
	out, err := t.pkg.run(t.pattern(), c.number, "", max(90*time.Second, 20*t.took))
	if err == nil {
		return "", nil
	}
	if strings.Contains(out, "panic: test timed out after") {
		return t.title + " does not come to its end", nil
	}
	inner := ""
	for _, m := range failed.FindAllStringSubmatch(out, -1) {
		if inner == "" || strings.HasPrefix(m[1], inner+"/") {
			inner = m[1]
		}
	}
	if strings.HasPrefix(t.name, "TestLies/") || inner == "" || inner == t.name {
		return t.title, nil
	}
	return "`" + inner + "`", nil
}

// green says whether a lie is, by itself and with all checks on: it was told among all
// others, and it must not be for want of them that it is red. Tests ran by themselves.
func (t *test) green() bool {
	t.alone.Do(func() {
		if t.holds = !strings.HasPrefix(t.name, "TestLies/"); t.holds {
			return
		}
		_, err := t.pkg.run(t.pattern(), 0, "", longest)
		if t.holds = err == nil; !t.holds {
			say("%s is red by itself, and says nothing", t.title)
		}
	})
	return t.holds
}

func (t *test) pattern() string {
	var parts []string
	for _, part := range strings.Split(t.name, "/") {
		parts = append(parts, "^"+regexp.QuoteMeta(part)+"$")
	}
	return strings.Join(parts, "/")
}

// each does work for all of a list, some at a time, and gives the first error.
func each[T any](workers int, list []T, do func(T) error) error {
	var next atomic.Int64
	var first error
	var mu sync.Mutex
	var wait sync.WaitGroup
	for range workers {
		wait.Go(func() {
			for {
				n := int(next.Add(1)) - 1
				mu.Lock()
				stop := first != nil || n >= len(list)
				mu.Unlock()
				if stop {
					return
				}
				if err := do(list[n]); err != nil {
					mu.Lock()
					if first == nil {
						first = err
					}
					mu.Unlock()
				}
			}
		})
	}
	wait.Wait()
	return first
}
