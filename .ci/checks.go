//go:build ignore

// Checks switches off each check of the packages it is given, one at a time, and
// tells which test or vector turns red. A check is an if, or a case of a switch
// without value, that returns a note.Errorf: a refusal with a code, not a fault
// passed on. One that nothing notices is either
// not needed or not tested, and makes the exit status 1.
//
//	go run .ci/checks.go .ci/tree.go [-write docs/checks.md] crypto/note crypto/seal crypto/chain crypto/roster
package main

import (
	"bytes"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strings"
)

type check struct {
	file       string // from the root
	line       int
	from, to   int // the condition in the source
	function   string
	refusal    string // the Errorf that it returns
	switchable bool
}

func main() {
	write := flag.String("write", "", "also write the list to this file")
	flag.Parse()
	if err := run(*write, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(write string, packages []string) error {
	dir, err := os.MkdirTemp("", "checks")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := copyTree(dir); err != nil {
		return err
	}
	var list bytes.Buffer
	total, unseen := 0, 0
	for _, p := range packages {
		checks, err := find(p)
		if err != nil {
			return err
		}
		if by, out := test(dir, p); by != "" {
			return fmt.Errorf("%s is red before anything is switched off: %s\n%s", p, by, out)
		}
		fmt.Fprintf(&list, "\n## %s\n\n| in | refuses | switched off, this turns red |\n|---|---|---|\n", p)
		for _, c := range checks {
			by := "cannot be switched off by itself"
			if c.switchable {
				if by, err = without(dir, p, c); err != nil {
					return err
				}
			}
			total++
			if by == "" || !c.switchable {
				unseen++
				by = "**" + strings.TrimSpace("nothing "+by) + "**"
				fmt.Printf("%s:%d: %s %s: %s\n", c.file, c.line, c.function, c.refusal, by)
			}
			fmt.Fprintf(&list, "| `%s` | %s | %s |\n", c.function, strings.ReplaceAll(c.refusal, "|", `\|`), strings.ReplaceAll(by, "|", `\|`))
		}
	}
	fmt.Printf("%d checks, %d that nothing notices\n", total, unseen)
	if write != "" {
		text := fmt.Sprintf("# Checks\n\nEach check of these packages was switched off by itself (`go run .ci/checks.go`), and this is what noticed. "+
			"%d checks, %d that nothing notices.\n%s", total, unseen, list.String())
		if err := os.WriteFile(write, []byte(text), 0o644); err != nil {
			return err
		}
	}
	if unseen > 0 {
		return fmt.Errorf("%d checks are not needed or not tested", unseen)
	}
	return nil
}

func find(pkg string) ([]check, error) {
	names, err := filepath.Glob(filepath.Join(pkg, "*.go"))
	if err != nil {
		return nil, err
	}
	var all []check
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, name, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		for _, d := range file.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			add := func(n ast.Node, body []ast.Stmt, conditions ...ast.Expr) {
				refusal := refuses(set, body)
				if refusal == "" {
					return
				}
				c := check{file: name, line: set.Position(n.Pos()).Line, function: fn.Name.Name, refusal: refusal}
				if len(conditions) > 0 {
					c.switchable = true
					c.from = set.Position(conditions[0].Pos()).Offset
					c.to = set.Position(conditions[len(conditions)-1].End()).Offset
				}
				all = append(all, c)
			}
			ast.Inspect(fn, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.IfStmt:
					add(n, n.Body.List, n.Cond)
				case *ast.SwitchStmt:
					for _, s := range n.Body.List {
						clause := s.(*ast.CaseClause)
						if n.Tag != nil {
							add(clause, clause.Body)
						} else {
							add(clause, clause.Body, clause.List...)
						}
					}
				}
				return true
			})
		}
	}
	return all, nil
}

// refuses gives the Errorf that a block ends with, "" when it ends otherwise.
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
		if !ok {
			continue
		}
		name := ""
		switch f := call.Fun.(type) {
		case *ast.Ident:
			name = f.Name
		case *ast.SelectorExpr:
			if of, ok := f.X.(*ast.Ident); ok && of.Name == "note" {
				name = f.Sel.Name
			}
		}
		if name != "Errorf" {
			continue
		}
		var said []string
		for _, a := range call.Args[:min(2, len(call.Args))] {
			var b bytes.Buffer
			printer.Fprint(&b, set, a)
			said = append(said, strings.TrimPrefix(b.String(), "note."))
		}
		return strings.Join(said, " ")
	}
	return ""
}

// without runs the tests of a package with one check switched off and says what
// turned red.
func without(dir, pkg string, c check) (string, error) {
	source, err := os.ReadFile(c.file)
	if err != nil {
		return "", err
	}
	place := filepath.Join(dir, c.file)
	changed := string(source[:c.from]) + "false && (" + string(source[c.from:c.to]) + ")" + string(source[c.to:])
	if err := os.WriteFile(place, []byte(changed), 0o644); err != nil {
		return "", err
	}
	by, out := test(dir, pkg)
	if strings.Contains(out, "[build failed]") || strings.Contains(out, "[setup failed]") {
		return "", fmt.Errorf("%s:%d does not build when switched off:\n%s", c.file, c.line, out)
	}
	return by, os.WriteFile(place, source, 0o644)
}

var failed = regexp.MustCompile(`(?m)^\s*--- FAIL: (\S+)`)

// test looks for a red vector of the package, then for any red test of it, then
// for one of the rest of crypto, and names the first; "" when all is green.
func test(dir, pkg string) (by, out string) {
	pkg = "./" + path.Clean(filepath.ToSlash(pkg))
	for _, what := range [][]string{{"-run", "Vector", pkg}, {pkg}, {"./crypto/..."}} {
		cmd := exec.Command("go", append([]string{"test", "-count=1", "-failfast", "-vet=off", "-timeout=5m"}, what...)...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
		b, err := cmd.CombinedOutput()
		if err == nil {
			continue
		}
		by = "the test run: " + strings.TrimSpace(strings.SplitN(string(b), "\n", 2)[0])
		// the innermost failure names the vector
		for _, m := range failed.FindAllStringSubmatch(string(b), -1) {
			if strings.HasPrefix(by, "the test run") || strings.HasPrefix(m[1], by+"/") {
				by = m[1]
			}
		}
		return by, string(b)
	}
	return "", ""
}
