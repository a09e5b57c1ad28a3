package main_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

const (
	module = "github.com/sluis-hub/sluis"
	root   = "../.."
)

// A goFile is one Go file of the tree, read whatever build tags it carries, so
// that nothing hides behind a tag or an operating system.
type goFile struct {
	name   string // from the root, with slashes
	syntax *ast.File
	source []byte
}

func (f goFile) test() bool { return strings.HasSuffix(f.name, "_test.go") }

// room is the folder of the file: a package's path within the module.
func (f goFile) room() string { return path.Dir(f.name) }

// inCmdOrTest says whether the file belongs to a program or a test; tests may
// start themselves again as another process.
func (f goFile) inCmdOrTest() bool { return strings.HasPrefix(f.name, "cmd/") || f.test() }

// names gives each name that the file takes from an imported package, as
// "import/path.Name".
func (f goFile) names() map[string]bool {
	imported := map[string]string{}
	for _, i := range f.syntax.Imports {
		from, _ := strconv.Unquote(i.Path.Value)
		as := path.Base(from)
		if i.Name != nil {
			as = i.Name.Name
		}
		imported[as] = from
	}
	used := map[string]bool{}
	ast.Inspect(f.syntax, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := s.X.(*ast.Ident); ok && imported[x.Name] != "" {
				used[imported[x.Name]+"."+s.Sel.Name] = true
			}
		}
		return true
	})
	return used
}

// files lists every file of the tree that a person could have written: no git,
// no built or fetched code. Overlay holds files that stand, or are read, in
// place of those of the tree.
func files(t testing.TB, overlay map[string]string) map[string][]byte {
	all := map[string][]byte{}
	err := fs.WalkDir(os.DirFS(root), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			switch d.Name() {
			case ".git", ".cache", "bin", "node_modules", "dist", "demo-data":
				return fs.SkipDir
			}
			return nil
		}
		if d.Type().IsRegular() {
			all[name], err = os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, from := range overlay {
		if all[name], err = os.ReadFile(from); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

func goFiles(t testing.TB, overlay map[string]string) []goFile {
	var all []goFile
	for name, source := range files(t, overlay) {
		if path.Ext(name) != ".go" || strings.Contains("/"+name, "/testdata/") || strings.HasPrefix(name, ".") {
			continue
		}
		syntax, err := parser.ParseFile(token.NewFileSet(), name, source, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, goFile{name, syntax, source})
	}
	if len(all) == 0 {
		t.Fatal("no Go files found")
	}
	return all
}

// A graph holds for each package of the module what it imports; "./" stands for
// the module.
type graph map[string]imports

type imports struct {
	code map[string]string // import to one of the files that have it
	test map[string]string // the same for test files
}

func (g graph) add(from, to, file string) {
	if g[from].code == nil {
		g[from] = imports{map[string]string{}, map[string]string{}}
	}
	if strings.HasSuffix(file, "_test.go") {
		g[from].test[to] = file
	} else {
		g[from].code[to] = file
	}
}

// with is the graph with one arrow more.
func (g graph) with(from, to, file string) graph {
	more := graph{}
	for room, i := range g {
		more[room] = imports{maps.Clone(i.code), maps.Clone(i.test)}
	}
	more.add(from, to, file)
	return more
}

func readGraph(t testing.TB, overlay map[string]string) graph {
	g := graph{}
	for _, f := range goFiles(t, overlay) {
		for _, i := range f.syntax.Imports {
			to, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			if our, is := strings.CutPrefix(to, module+"/"); is {
				to = "./" + our
			}
			g.add(f.room(), to, f.name)
		}
	}
	return g
}
