package vectors_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// maxFile keeps a file of vectors small enough to read whole, in a browser too.
const maxFile = 2 << 20

// exceptions are rules that no vector can show, each with the reason why. There
// are none: keep it so.
var exceptions = map[string]string{}

// rule is the paragraph that opens with a bold number: **C12**.
var rule = regexp.MustCompile(`(?m)^\*\*([A-Z][0-9]+)\*\*(?:.|\n.)*`)

func rules(t *testing.T) map[string]string {
	text, err := os.ReadFile("../FORMAT.md")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, m := range rule.FindAllStringSubmatch(string(text), -1) {
		if all[m[1]] != "" {
			t.Errorf("rule %s stands twice", m[1])
		}
		all[m[1]] = m[0]
	}
	if len(all) < 100 {
		t.Fatalf("FORMAT.md has only %d rules: they are no longer found", len(all))
	}
	return all
}

type vector struct{ Rule, Name, Code string }

func vectors(t *testing.T) map[string][]vector {
	names, err := filepath.Glob("*.json")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]vector{}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var file struct {
			About   string
			Vectors []vector
		}
		if err := json.Unmarshal(text, &file); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if file.About == "" {
			t.Errorf("%s does not say what it is about", name)
		}
		if len(text) > maxFile {
			t.Errorf("%s has %d bytes, at most %d", name, len(text), maxFile)
		}
		if len(file.Vectors) == 0 {
			t.Errorf("%s has no vectors", name)
		}
		all[name] = file.Vectors
	}
	return all
}

func TestEveryRuleHasBothKinds(t *testing.T) {
	codes := map[string][]string{}
	for _, list := range vectors(t) {
		for _, v := range list {
			codes[v.Rule] = append(codes[v.Rule], v.Code)
		}
	}
	for number, text := range rules(t) {
		right := slices.Contains(codes[number], "")
		wrong := slices.ContainsFunc(codes[number], func(c string) bool { return c != "" && strings.Contains(text, c) })
		if why := exceptions[number]; why != "" {
			if right && wrong {
				t.Errorf("rule %s has vectors now: strike it from the exceptions (%s)", number, why)
			}
			continue
		}
		if !right {
			t.Errorf("rule %s has no vector that is accepted", number)
		}
		if !wrong {
			t.Errorf("rule %s has no vector that is refused with a code it names; there are %q", number, codes[number])
		}
	}
}

func TestEveryVectorHasARule(t *testing.T) {
	known := rules(t)
	for name, list := range vectors(t) {
		for _, v := range list {
			if known[v.Rule] == "" {
				t.Errorf("%s: %q names rule %q, which FORMAT.md does not have", name, v.Name, v.Rule)
			}
			if v.Name == "" {
				t.Errorf("%s: a vector of rule %s has no name", name, v.Rule)
			}
		}
	}
	for number := range exceptions {
		if known[number] == "" {
			t.Errorf("exception %s is no rule of FORMAT.md", number)
		}
	}
}

// A line that holds a time takes no other number (rule N20), whatever the form.
func TestTimesAreTimes(t *testing.T) {
	number := regexp.MustCompile(`"(?:time|expires)", (?:note\.I|i)sNum|"revoked", (?:note\.I|i)sID, (?:note\.I|i)sNum`)
	time := regexp.MustCompile(`"(?:time|expires)", (?:note\.I|i)sTime|"revoked", (?:note\.I|i)sID, (?:note\.I|i)sTime`)
	found := map[string]int{}
	for _, pattern := range []string{"../*/*.go", "../../partners/*/*.go", "../../web/src/crypto/*/*.ts", "../../web/src/flows/*/*.ts"} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if strings.Contains(name, "_test.") {
				continue
			}
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, line := range number.FindAllString(string(text), -1) {
				t.Errorf("%s: a time may be any number: %s", name, line)
			}
			found[filepath.Ext(name)] += len(time.FindAll(text, -1))
		}
	}
	if found[".go"] < 13 || found[".go"] != found[".ts"] {
		t.Errorf("%v lines hold a time: they are no longer found, or the languages differ", found)
	}
}

// A number that the text or the code mentions is a rule, so that nobody follows
// a reference into nothing.
func TestEveryReferenceLeadsSomewhere(t *testing.T) {
	known := rules(t)
	format, err := os.ReadFile("../FORMAT.md")
	if err != nil {
		t.Fatal(err)
	}
	inText := regexp.MustCompile(`\b([NKICSRJWL][1-9][0-9]?)\b`)
	for _, m := range inText.FindAllString(string(format), -1) {
		if known[m] == "" {
			t.Errorf("FORMAT.md mentions %s, which is no rule", m)
		}
	}
	part := regexp.MustCompile(`\bparts? ([0-9]+)(?: and ([0-9]+))?`)
	heading := regexp.MustCompile(`(?m)^## Part ([0-9]+)\. `)
	var parts []string
	for _, m := range heading.FindAllStringSubmatch(string(format), -1) {
		parts = append(parts, m[1])
	}
	lookUp := func(name, text string) {
		for _, m := range part.FindAllStringSubmatch(text, -1) {
			for _, n := range m[1:] {
				if n != "" && !slices.Contains(parts, n) {
					t.Errorf("%s mentions part %s of FORMAT.md, which is not there", name, n)
				}
			}
		}
	}
	lookUp("FORMAT.md", string(format))
	cited := regexp.MustCompile(`FORMAT\.md[^.]*`)
	sources, err := filepath.Glob("../*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range sources {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, words := range cited.FindAllString(string(text), -1) {
			lookUp(name, words)
			for _, m := range inText.FindAllString(words, -1) {
				if known[m] == "" {
					t.Errorf("%s cites %s of FORMAT.md, which is no rule", name, m)
				}
			}
		}
	}
}
