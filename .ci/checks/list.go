package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
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

var section = regexp.MustCompile(`(?m)^## (\S+)$`)

// write puts the tables of some packages into the document, and leaves those of others.
func write(name string, order []string, checks []*check) error {
	tables := map[string]string{}
	old, err := os.ReadFile(name)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	heads := section.FindAllSubmatchIndex(old, -1)
	for i, h := range heads {
		end := len(old)
		if i+1 < len(heads) {
			end = heads[i+1][0]
		}
		tables[string(old[h[2]:h[3]])] = strings.TrimSpace(string(old[h[0]:end])) + "\n"
	}
	made := map[string]*bytes.Buffer{}
	for _, c := range checks {
		b := made[c.pkg]
		if b == nil {
			b = bytes.NewBufferString("## " + c.pkg + "\n\n| in | refuses | switched off, this turns red |\n|---|---|---|\n")
			made[c.pkg] = b
		}
		red := c.red
		if red == "" {
			red = "**nothing**: " + c.missed
		}
		fmt.Fprintf(b, "| `%s` `%s` | %s | %s |\n", filepath.Base(c.file), c.function, cell(c.refusal), cell(red))
	}
	for p, b := range made {
		tables[p] = b.String()
	}
	out := bytes.NewBufferString(preface)
	var rows int
	for _, p := range order {
		if tables[p] != "" {
			out.WriteString("\n" + tables[p])
			rows += strings.Count(tables[p], "\n") - 4
		}
	}
	say("%s: %d checks", name, rows)
	return os.WriteFile(name, out.Bytes(), 0o644)
}

func cell(s string) string { return strings.ReplaceAll(s, "|", `\|`) }
