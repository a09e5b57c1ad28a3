//go:build ignore

// Lies switches off each check of the clients that a lie of hub/liar/cases.json makes
// say no, one at a time, and tells which cases turn red. A check is an if that ends in
// a refusal with a code E01 to E19: of Go in the packages below, of TypeScript in their
// twins. All are made switchable in one copy of the tree; a first run notes which check
// says no in which case, and then only those cases are played with it off. A check that
// no case can do without, but that says no in some, makes the exit status 1.
//
//	go run .ci/lies.go .ci/tree.go [-only go|web] [-write docs/lies-checks.md]
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"
)

var goPackages = []string{"partners", "crypto/note", "crypto/keys", "crypto/identity", "crypto/seal", "crypto/chain", "crypto/roster", "crypto/strict", "crypto/translog", "partners/flow"}

var webFolders = []string{"directory", "member", "worker", "hub", "crypto/note", "crypto/keys", "crypto/identity", "crypto/seal"}

// tried is how many of the cases in which a check says no are played without it.
const tried = 3

type check struct {
	file     string
	function string
	refusal  string
	cases    []string // in which it says no
	red      []string // of those, without it
}

func main() {
	write := flag.String("write", "", "also write the list to this file")
	only := flag.String("only", "", "go or web")
	flag.Parse()
	if err := run(*write, *only); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(write, only string) error {
	dir, err := os.MkdirTemp("", "lies")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := copyTree(dir); err != nil {
		return err
	}
	var out bytes.Buffer
	unseen := 0
	for _, side := range []struct {
		name, title string
		switchable  func(dir string) ([]*check, error)
		play        func(dir string, off int, cases []string, hits string) (string, error)
	}{{"go", "Go", inGo, playGo}, {"web", "TypeScript", inWeb, playWeb}} {
		if only != "" && only != side.name {
			continue
		}
		checks, err := side.switchable(dir)
		if err != nil {
			return err
		}
		n, err := weigh(dir, checks, side.play)
		if err != nil {
			return err
		}
		unseen += n
		list(&out, side.title, checks)
	}
	if write != "" {
		if err := os.WriteFile(write, append([]byte(preface), out.Bytes()...), 0o644); err != nil {
			return err
		}
	}
	if unseen > 0 {
		return fmt.Errorf("%d checks say no to a lie, and no case needs them", unseen)
	}
	return nil
}

const preface = `# Which check refuses which lie

Written by ` + "`make lies`" + `: each check below says no in at least one case of [the lying hub](lies.md).
It was switched off by itself, and those cases were played again; the last column are those that
turned red. At most three cases were played for each.
`

// weigh finds in which cases each check says no, and which of them need it.
func weigh(dir string, checks []*check, play func(string, int, []string, string) (string, error)) (unseen int, err error) {
	hits := filepath.Join(dir, "hits")
	if err := os.WriteFile(hits, nil, 0o600); err != nil {
		return 0, err
	}
	out, err := play(dir, 0, nil, hits)
	if err != nil {
		return 0, fmt.Errorf("red before anything is switched off: %w\n%s", err, out)
	}
	said, err := os.ReadFile(hits)
	if err != nil {
		return 0, err
	}
	for _, l := range strings.Split(string(said), "\n") {
		number, name, ok := strings.Cut(l, "\t")
		n, err := strconv.Atoi(number)
		if !ok || err != nil || n < 1 || n > len(checks) || name == "" || slices.Contains(checks[n-1].cases, name) {
			continue
		}
		checks[n-1].cases = append(checks[n-1].cases, name)
	}
	for i, c := range checks {
		if len(c.cases) == 0 {
			continue
		}
		some := c.cases[:min(tried, len(c.cases))]
		out, err := play(dir, i+1, some, "")
		if err != nil {
			for _, name := range some {
				if red(out, name) {
					c.red = append(c.red, name)
				}
			}
			if len(c.red) == 0 {
				c.red = append(c.red, "the test itself does not come to its end")
			}
		}
		if len(c.red) == 0 && strings.Contains(c.file, "crypto/") {
			c.red = []string{"another check refuses it too; by itself it has a vector (checks.md)"}
		}
		if len(c.red) == 0 {
			unseen++
			fmt.Printf("%s: %s %s: no case needs it, of %q\n", c.file, c.function, c.refusal, some)
			continue
		}
		fmt.Printf("%s: %s %s: %s\n", c.file, c.function, c.refusal, strings.Join(c.red, "; "))
	}
	return unseen, nil
}

// red says whether a case is among those that a test run tells to have failed.
func red(out, name string) bool {
	for _, l := range strings.Split(out, "\n") {
		if (strings.Contains(l, "--- FAIL: ") && strings.Contains(l, asTest(name))) || (strings.Contains(l, "✖ ") && strings.Contains(l, "✖ "+name)) {
			return true
		}
	}
	return false
}

// asTest is how go test writes the name of a case.
func asTest(name string) string { return "/" + strings.ReplaceAll(name, " ", "_") }

func list(out *bytes.Buffer, title string, checks []*check) {
	fmt.Fprintf(out, "\n## %s\n\n| in | refuses | red without it |\n|---|---|---|\n", title)
	silent := map[string]int{}
	for _, c := range checks {
		if len(c.cases) == 0 {
			silent[filepath.Dir(c.file)]++
			continue
		}
		by := strings.Join(c.red, "; ")
		if by == "" {
			by = "**nothing**"
		}
		fmt.Fprintf(out, "| `%s` `%s` | %s | %s |\n", c.file, c.function, strings.ReplaceAll(c.refusal, "|", `\|`), strings.ReplaceAll(by, "|", `\|`))
	}
	if title == "TypeScript" {
		out.WriteString("\nThe app's twins of `crypto/chain`, `crypto/roster` and `crypto/translog` are held to the same verdicts, rule by rule, by the vectors and the\nsame cases; `make lies` does not switch them off one at a time.\n")
	}
	fmt.Fprintf(out, "\nNo lie of the list comes to the other checks of this kind (they refuse what a person typed, what a home or browser holds, or what\n[checks.md](checks.md) has a vector for):")
	for _, d := range sorted(silent) {
		fmt.Fprintf(out, " `%s` %d,", d, silent[d])
	}
	out.Truncate(out.Len() - 1)
	out.WriteString(".\n")
}

func sorted(m map[string]int) (names []string) {
	for n := range m {
		names = append(names, n)
	}
	sort.Strings(names)
	return names
}

// refusalCode finds the code of a refusal that ends a Go block.
var refusalCode = regexp.MustCompile(`^(note|hub)\.(Errorf|E\d\d)|^Errorf`)

// inGo makes the checks of the Go packages switchable, and lists them.
func inGo(dir string) (all []*check, err error) {
	for _, p := range goPackages {
		names, err := filepath.Glob(filepath.Join(p, "*.go"))
		if err != nil {
			return nil, err
		}
		pkg := ""
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			set := token.NewFileSet()
			source, err := os.ReadFile(name)
			if err != nil {
				return nil, err
			}
			file, err := parser.ParseFile(set, name, source, parser.SkipObjectResolution)
			if err != nil {
				return nil, err
			}
			pkg = file.Name.Name
			type cut struct{ from, to, n int }
			var cuts []cut
			for _, d := range file.Decls {
				fn, ok := d.(*ast.FuncDecl)
				if !ok {
					continue
				}
				ast.Inspect(fn, func(n ast.Node) bool {
					i, ok := n.(*ast.IfStmt)
					if !ok {
						return true
					}
					if refusal := refuses(set, i.Body.List); refusal != "" {
						all = append(all, &check{file: name, function: fn.Name.Name, refusal: refusal})
						cuts = append(cuts, cut{set.Position(i.Cond.Pos()).Offset, set.Position(i.Cond.End()).Offset, len(all)})
					}
					return true
				})
			}
			slices.SortFunc(cuts, func(a, b cut) int { return b.from - a.from })
			text := string(source)
			for _, c := range cuts {
				text = fmt.Sprintf("%ssluisCheck(%d, %s)%s", text[:c.from], c.n, text[c.from:c.to], text[c.to:])
			}
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
				return nil, err
			}
		}
		if err := os.WriteFile(filepath.Join(dir, p, "zz_check.go"), []byte("package "+pkg+goCheck), 0o644); err != nil {
			return nil, err
		}
	}
	build := exec.Command("go", "test", "-c", "-vet=off", "-o", filepath.Join(dir, "lies.test"), "./partners")
	build.Dir, build.Env = dir, append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("build: %w\n%s", err, out)
	}
	return all, nil
}

const goCheck = `

import (
	"fmt"
	"os"
	"strconv"
	"sync"
)

var sluisOff, _ = strconv.Atoi(os.Getenv("SLUIS_OFF"))
var sluisSeen sync.Map

func sluisCheck(n int, no bool) bool {
	if hits := os.Getenv("SLUIS_HITS"); no && hits != "" {
		line := fmt.Sprintf("%d\t%s\n", n, os.Getenv("SLUIS_CASE"))
		if _, seen := sluisSeen.LoadOrStore(line, true); !seen {
			if f, err := os.OpenFile(hits, os.O_APPEND|os.O_WRONLY, 0o600); err == nil {
				f.WriteString(line)
				f.Close()
			}
		}
	}
	return no && n != sluisOff
}
`

// refuses gives the refusal that a block ends with, "" when it ends otherwise or with
// a code of use and network.
func refuses(set *token.FileSet, body []ast.Stmt) string {
	if len(body) == 0 {
		return ""
	}
	last, ok := body[len(body)-1].(*ast.ReturnStmt)
	if !ok {
		return ""
	}
	for _, r := range last.Results {
		call, ok := r.(*ast.CallExpr)
		if !ok || len(call.Args) < 2 {
			continue
		}
		var f, code, said bytes.Buffer
		printer.Fprint(&f, set, call.Fun)
		printer.Fprint(&code, set, call.Args[0])
		printer.Fprint(&said, set, call.Args[1])
		is := strings.TrimPrefix(strings.TrimPrefix(code.String(), "note."), "hub.")
		if refusalCode.MatchString(f.String()) && regexp.MustCompile(`^E[01]\d$`).MatchString(is) {
			return is + " " + said.String()
		}
	}
	return ""
}

func playGo(dir string, off int, cases []string, hits string) (string, error) {
	pattern := "^TestLies$"
	if cases != nil {
		var names []string
		for _, c := range cases {
			names = append(names, regexp.QuoteMeta(strings.ReplaceAll(c, " ", "_")))
		}
		pattern += "/^(" + strings.Join(names, "|") + ")$"
	}
	cmd := exec.Command(filepath.Join(dir, "lies.test"), "-test.run", pattern, "-test.timeout", timeout(cases))
	cmd.Dir = filepath.Join(dir, "partners")
	cmd.Env = append(os.Environ(), "SLUIS_OFF="+strconv.Itoa(off), "SLUIS_HITS="+hits)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// webRefusal is what a check of TypeScript does: what follows its condition.
var webRefusal = regexp.MustCompile("^\\s*\\{?\\s*(?:return |throw new )?(?:fail|SluisError)\\(\"(E[01]\\d)\", ([`\"][^`\"]*[`\"])")

// inWeb makes the checks of the app switchable, and lists them.
func inWeb(dir string) (all []*check, err error) {
	for _, folder := range webFolders {
		names, err := filepath.Glob(filepath.Join("web/src", folder, "*.ts"))
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			source, err := os.ReadFile(name)
			if err != nil {
				return nil, err
			}
			text, made := string(source), strings.Builder{}
			for {
				at := strings.Index(text, "if (")
				if at < 0 {
					break
				}
				from := at + len("if (")
				to := closes(text, from)
				made.WriteString(text[:from])
				if m := webRefusal.FindStringSubmatch(text[min(to+1, len(text)):]); m != nil {
					all = append(all, &check{file: name, function: functionOf(made.String()), refusal: m[1] + " " + m[2]})
					fmt.Fprintf(&made, "globalThis.sluisCheck(%d, %s)", len(all), text[from:to])
				} else {
					made.WriteString(text[from:to])
				}
				text = text[to:]
			}
			made.WriteString(text)
			if err := os.WriteFile(filepath.Join(dir, name), []byte(made.String()), 0o644); err != nil {
				return nil, err
			}
		}
	}
	test := filepath.Join(dir, "web/test/lies/lies.test.ts")
	source, err := os.ReadFile(test)
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(test, append([]byte("import \"./check.ts\";\n"), source...), 0o644); err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(dir, "web/test/lies/check.ts"), []byte(webCheck), 0o644); err != nil {
		return nil, err
	}
	if err := modules(dir); err != nil {
		return nil, err
	}
	build := exec.Command("go", "test", "-tags=lies", "-c", "-vet=off", "-o", filepath.Join(dir, "region.test"), "./partners")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("build: %w\n%s", err, out)
	}
	return all, nil
}

const webCheck = `import { appendFileSync } from "node:fs";
const off = Number(process.env["SLUIS_WEB_OFF"] ?? 0);
const hits = process.env["SLUIS_WEB_HITS"] ?? "";
const seen = new Set();
globalThis.sluisCheck = (n, no) => {
  const line = n + "\t" + (process.env["SLUIS_CASE"] ?? "") + "\n";
  if (no && hits !== "" && !seen.has(line)) {
    seen.add(line);
    appendFileSync(hits, line);
  }
  return n === off ? false : no;
};
`

// closes is where the bracket closes that was opened before from.
func closes(text string, from int) int {
	depth, quote := 1, byte(0)
	for i := from; i < len(text); i++ {
		switch c := text[i]; {
		case quote != 0:
			if c == '\\' {
				i++
			} else if c == quote {
				quote = 0
			}
		case c == '"' || c == '`' || c == '\'':
			quote = c
		case c == '(':
			depth++
		case c == ')':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return len(text)
}

var functionLine = regexp.MustCompile(`(?m)^(?:export )?(?:async )?function\*? (\w+)|^  (?:private |static |readonly |async )*(#?\w+)(?:<[^>]*>)?\([^)]*$|^  (?:private |static |async )*(#?\w+)(?:<[^>]*>)?\(.*\{$|^(?:export )?const (\w+) = `)

// functionOf is the last function that begins in a text.
func functionOf(text string) string {
	all := functionLine.FindAllStringSubmatch(text, -1)
	for i := len(all) - 1; i >= 0; i-- {
		for _, name := range all[i][1:] {
			if name != "" && name != "if" && name != "for" && name != "switch" && name != "while" {
				return name
			}
		}
	}
	return ""
}

// modules gives the copy the packages of the browser part.
func modules(dir string) error {
	from, err := filepath.Abs("web/node_modules")
	if err != nil {
		return err
	}
	to := filepath.Join(dir, "web/node_modules")
	if err := os.MkdirAll(to, 0o755); err != nil {
		return err
	}
	entries, err := os.ReadDir(from)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.Name() == ".test" {
			continue
		}
		if err := os.Symlink(filepath.Join(from, e.Name()), filepath.Join(to, e.Name())); err != nil {
			return err
		}
	}
	return nil
}

func playWeb(dir string, off int, cases []string, hits string) (string, error) {
	wait := 10 * time.Minute
	if cases != nil {
		wait = time.Minute
	}
	ctx, cancel := context.WithTimeout(context.Background(), wait)
	defer cancel()
	cmd := exec.CommandContext(ctx, "timeout", "-k", "5", strconv.Itoa(int(wait.Seconds())-10), "node", "test.mjs", "lies/")
	cmd.Dir = filepath.Join(dir, "web")
	cmd.Env = append(os.Environ(), "SLUIS_LIES=node", "SLUIS_LIES_REGION="+filepath.Join(dir, "region.test"),
		"SLUIS_WEB_OFF="+strconv.Itoa(off), "SLUIS_WEB_HITS="+hits)
	if cases != nil {
		cmd.Env = append(cmd.Env, "SLUIS_LIES_ONLY="+strings.Join(cases, "\n"))
	}
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// timeout is short for a few cases: without some checks a client asks on for ever.
func timeout(cases []string) string {
	if cases == nil {
		return "10m"
	}
	return "1m"
}
