package main

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

const preface = `# Checks

Written by ` + "`make checks`" + `. A check is a place where the Go client refuses with a code E01 to E19: an if, a case or an end of a
function that gives an error, or the verdict on an entry. Each was switched off by itself, and the last column is what turned
red: a lie of the hub ([lies.md](lies.md)) where one needs it, else a vector or a test of its own package, else one of the
packages above. What nothing notices is not needed or not tested, and makes ` + "`make checks`" + ` fail. What the app checks stands
in [checks-web.md](checks-web.md).

Not in the list: refusals of use and network (E20 and up), faults that are only passed on, and what the rooms of the hub refuse.
A package of the client without a table refuses nothing itself. A check that the hub makes too is off in both.
`

const head = "| in | refuses | switched off, this turns red |\n|---|---|---|\n"

// rows are the lines of one table by file.
type rows map[string][]string

// write puts what came of some checks into the document, and leaves the files alone that
// none of them is in.
func write(name string, order []string, checks []*check) error {
	tables, err := tablesIn(name)
	if err != nil {
		return err
	}
	fresh := map[string]bool{}
	for _, c := range checks {
		file := filepath.Base(c.file)
		if tables[c.pkg] == nil {
			tables[c.pkg] = rows{}
		}
		if !fresh[c.file] {
			fresh[c.file], tables[c.pkg][file] = true, nil
		}
		red := c.red
		if red == "" {
			red = "**nothing**: " + c.missed
		}
		tables[c.pkg][file] = append(tables[c.pkg][file], fmt.Sprintf("| `%s` `%s` | %s | %s |\n", file, c.function, cell(c.refusal), cell(red)))
	}
	var out strings.Builder
	out.WriteString(preface)
	total := 0
	for _, pkg := range order {
		if len(tables[pkg]) == 0 {
			continue
		}
		out.WriteString("\n## " + pkg + "\n\n" + head)
		for _, file := range slices.Sorted(maps.Keys(tables[pkg])) {
			if _, err := os.Stat(filepath.Join(pkg, file)); err == nil {
				out.WriteString(strings.Join(tables[pkg][file], ""))
				total += len(tables[pkg][file])
			}
		}
	}
	say("%s: %d checks", name, total)
	return os.WriteFile(name, []byte(out.String()), 0o644)
}

// tablesIn gives the tables of a document that write made, or none.
func tablesIn(name string) (map[string]rows, error) {
	b, err := os.ReadFile(name)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	tables := map[string]rows{}
	pkg := ""
	for line := range strings.Lines(string(b)) {
		if title, ok := strings.CutPrefix(line, "## "); ok {
			pkg = strings.TrimSpace(title)
			tables[pkg] = rows{}
		}
		if rest, ok := strings.CutPrefix(line, "| `"); ok && pkg != "" {
			if file, _, ok := strings.Cut(rest, "`"); ok {
				tables[pkg][file] = append(tables[pkg][file], line)
			}
		}
	}
	return tables, nil
}

func cell(s string) string { return strings.ReplaceAll(s, "|", `\|`) }
