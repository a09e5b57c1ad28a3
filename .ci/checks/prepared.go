package main

// Refusals that are made in one place and given in another.

import (
	"go/ast"
	"go/token"
	"strings"
)

// names remembers a refusal that is only prepared where it is made.
func (s *source) names(n ast.Node) bool {
	var names, values []ast.Expr
	switch n := n.(type) {
	case *ast.ValueSpec:
		for _, name := range n.Names {
			names = append(names, name)
		}
		values = n.Values
	case *ast.AssignStmt:
		if n.Tok == token.DEFINE {
			names, values = n.Lhs, n.Rhs
		}
	}
	if len(names) == 1 && len(values) == 1 {
		if call, ok := values[0].(*ast.CallExpr); ok {
			if refusal := s.refusal(&ast.ReturnStmt{Results: []ast.Expr{call}}); refusal != "" {
				s.named[s.print(names[0])] = refusal
			}
		}
	}
	return true
}

// helpersOf gives the functions of all packages that do nothing but make a refusal:
// whoever returns what they make refuses. They are given with its code.
func helpersOf(packages []string) (map[string]string, error) {
	found := map[string]string{}
	for more := true; more; {
		more = false
		for _, pkg := range packages {
			files, err := parse(pkg)
			if err != nil {
				return nil, err
			}
			for _, f := range files {
				s := &source{set: f.set, helpers: found, pkg: pkg}
				for _, d := range f.syntax.Decls {
					fn, ok := d.(*ast.FuncDecl)
					if !ok || fn.Recv != nil || s.makes(fn) == "" || found[pkg+"."+fn.Name.Name] != "" {
						continue
					}
					code, _, _ := strings.Cut(s.makes(fn), " ")
					found[pkg+"."+fn.Name.Name], more = code, true
				}
			}
		}
	}
	return found, nil
}

// makes gives the refusal that is all a function does.
func (s *source) makes(fn *ast.FuncDecl) string {
	if fn.Body == nil || len(fn.Body.List) != 1 || fn.Type.Results.NumFields() != 1 {
		return ""
	}
	if last, ok := fn.Body.List[0].(*ast.ReturnStmt); ok {
		return s.refusal(last)
	}
	return ""
}

// codeOf gives the code of what a helper makes, "" when it is none.
func (s *source) codeOf(name string) string {
	if of, f, ok := strings.Cut(name, "."); ok {
		return s.helpers["partners/"+of+"."+f] + s.helpers["crypto/"+of+"."+f]
	}
	return s.helpers[s.pkg+"."+name]
}

// says gives what a helper is told to say.
func (s *source) says(args []ast.Expr) string {
	var said []string
	for _, a := range args {
		said = append(said, s.print(a))
	}
	return strings.Join(said, ", ")
}
