package main

import (
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"path/filepath"
	"regexp"
	"strings"
)

// check is one refusal with a code E01 to E19, and the condition under which it is given.
type check struct {
	number   int // from 1, over all packages
	pkg      string
	file     string // from the root
	line     int
	function string
	refusal  string // its code, and what it says
	inserts  []insert
	red      string // the lie or test that turns red without it
	missed   string // why nothing does
}

// insert is text that makes a check switchable, and where it goes in the source.
type insert struct {
	at   int
	text string
}

// source is one file while its checks are sought.
type source struct {
	set     *token.FileSet
	helpers map[string]string // functions that do nothing but make a refusal, and its code
	named   map[string]string // refusals that are made once and given by name
	checks  []*check
	name    string
	pkg     string
}

// parsed is a file of a package that is not a test.
type parsed struct {
	name   string
	set    *token.FileSet
	syntax *ast.File
}

func parse(pkg string) (all []parsed, err error) {
	names, err := filepath.Glob(filepath.Join(pkg, "*.go"))
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		set := token.NewFileSet()
		syntax, err := parser.ParseFile(set, name, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		all = append(all, parsed{name, set, syntax})
	}
	return all, nil
}

// find gives the checks of a package, in the order of its files.
func find(pkg string, helpers map[string]string) (all []*check, err error) {
	files, err := parse(pkg)
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		s := &source{set: f.set, helpers: helpers, named: map[string]string{}, name: f.name, pkg: pkg}
		for _, d := range f.syntax.Decls {
			if _, ok := d.(*ast.GenDecl); ok {
				ast.Inspect(d, s.names)
			}
		}
		for _, d := range f.syntax.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Body != nil && s.makes(fn) == "" {
				ast.Inspect(d, s.names)
				s.block(fn.Name.Name, fn.Type, fn.Body.List, nil)
			}
		}
		all = append(all, s.checks...)
	}
	return all, nil
}

// block looks for checks in the statements of a block. conditions are those under which
// it is entered; a block that is entered without one, such as the end of a function, is
// given one.
func (s *source) block(function string, of *ast.FuncType, list []ast.Stmt, conditions []ast.Expr) {
	seen := false
	for _, stmt := range list {
		if refusal := s.refusal(stmt); refusal != "" && !seen {
			seen = true
			s.add(function, of, stmt, refusal, conditions)
		}
		s.inside(function, of, stmt)
	}
}

// inside goes into the blocks of a statement.
func (s *source) inside(function string, of *ast.FuncType, stmt ast.Stmt) {
	ast.Inspect(stmt, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			s.block(function, n.Type, n.Body.List, nil)
			return false
		case *ast.IfStmt:
			s.literals(function, n.Init, n.Cond)
			s.block(function, of, n.Body.List, []ast.Expr{n.Cond})
			if n.Else != nil {
				s.inside(function, of, n.Else)
			}
			return false
		case *ast.SwitchStmt:
			s.literals(function, n.Init, n.Tag)
			for _, c := range n.Body.List {
				clause := c.(*ast.CaseClause)
				if n.Tag == nil {
					s.block(function, of, clause.Body, clause.List)
				} else {
					s.block(function, of, clause.Body, nil)
				}
			}
			return false
		case *ast.CaseClause: // of a switch over types
			s.block(function, of, n.Body, nil)
			return false
		case *ast.CommClause:
			s.block(function, of, n.Body, nil)
			return false
		case *ast.BlockStmt:
			s.block(function, of, n.List, nil)
			return false
		}
		return true
	})
}

// literals goes into the functions that stand in expressions.
func (s *source) literals(function string, nodes ...ast.Node) {
	for _, n := range nodes {
		if n == nil || n == ast.Stmt(nil) || n == ast.Expr(nil) {
			continue
		}
		ast.Inspect(n, func(n ast.Node) bool {
			if f, ok := n.(*ast.FuncLit); ok {
				s.block(function, f.Type, f.Body.List, nil)
				return false
			}
			return true
		})
	}
}

// add keeps a check, with what makes it switchable.
func (s *source) add(function string, of *ast.FuncType, stmt ast.Stmt, refusal string, conditions []ast.Expr) {
	at := func(p token.Pos) int { return s.set.Position(p).Offset }
	c := &check{pkg: s.pkg, file: s.name, line: s.set.Position(stmt.Pos()).Line, function: function, refusal: refusal}
	for _, e := range conditions {
		c.inserts = append(c.inserts, insert{at(e.Pos()), "sluisCheck(%d, "}, insert{at(e.End()), ")"})
	}
	if len(conditions) == 0 {
		c.inserts = []insert{{at(stmt.Pos()), "if sluisCheck(%d, true) { "}, {at(stmt.End()), " }"}}
		if _, ok := stmt.(*ast.ReturnStmt); ok {
			c.inserts[1].text += "; return " + s.zeros(of)
		}
	}
	s.checks = append(s.checks, c)
}

// zeros are the results of a function that found nothing wrong, and nothing else.
func (s *source) zeros(of *ast.FuncType) string {
	var all []string
	for _, f := range of.Results.List {
		for range max(1, len(f.Names)) {
			all = append(all, "*new("+s.print(f.Type)+")")
		}
	}
	return strings.Join(all, ", ")
}

var refused = regexp.MustCompile(`^(?:note\.|hub\.)?(E0[1-9]|E1\d)$`)

// refusal gives the refusal that a statement itself makes, not a block in it: its code
// and what it says.
func (s *source) refusal(stmt ast.Stmt) (found string) {
	switch stmt := stmt.(type) {
	case *ast.ReturnStmt, *ast.ExprStmt, *ast.SendStmt:
	case *ast.AssignStmt:
		if stmt.Tok == token.DEFINE {
			return "" // what is only prepared is given elsewhere
		}
	default:
		return ""
	}
	ast.Inspect(stmt, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit, *ast.BinaryExpr: // its own blocks; a comparison
			return false
		case *ast.CallExpr:
			name := s.print(n.Fun)
			if name == "hub.CodeOf" || name == "note.CodeOf" {
				return false
			}
			if code := s.codeOf(name); code != "" && found == "" {
				found = code + " " + s.says(n.Args)
				return false
			}
			if strings.HasSuffix(name, "Errorf") && len(n.Args) > 1 && found == "" {
				if m := refused.FindStringSubmatch(s.print(n.Args[0])); m != nil {
					found = m[1] + " " + s.print(n.Args[1])
				}
				return false
			}
		case *ast.Ident:
			if found == "" {
				found = s.named[n.Name]
			}
		case *ast.SelectorExpr:
			if m := refused.FindStringSubmatch(s.print(n)); m != nil && found == "" {
				found = m[1]
			}
		}
		return true
	})
	return found
}

func (s *source) print(n ast.Node) string {
	var b strings.Builder
	if err := printer.Fprint(&b, s.set, n); err != nil {
		return ""
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
