package gate

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/sluis-hub/sluis/hub"
)

// FuzzWord: a word that is taken says one thing only, whoever reads it.
func FuzzWord(f *testing.F) {
	for _, seed := range []string{
		`{"do":"beat"}`, `{"do":"token","token":"a"}`, `{"do":"watch","teams":["a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1"]}`,
		`{"do":"beat","do":"enter"}`, `{"DO":"beat"}`, `{"do":"beat"} {}`, `{"do":"beat","x":1}`, `[]`, `{"data":"AAA="}`, `{"until":1e3}`,
		`{"do":{"do":1}}`, "{\"do\":\"\xff\"}", `{"do":"\u0062eat"}`, ` {"do" : "beat" } `, `{"teams":null}`, `{"":1}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, word []byte) {
		var r hub.Request
		if strict(word, &r) != nil {
			return
		}
		d := json.NewDecoder(bytes.NewReader(word))
		d.DisallowUnknownFields()
		var loose hub.Request
		if err := d.Decode(&loose); err != nil {
			t.Fatalf("taken, and not by a looser reader: %v", err)
		}
		var names map[string]json.RawMessage
		if err := json.Unmarshal(word, &names); err != nil {
			t.Fatal(err)
		}
		colons := 0 // names of the outer object, counted by its tokens
		tokens := json.NewDecoder(bytes.NewReader(word))
		tokens.Token()
		for tokens.More() {
			if _, err := tokens.Token(); err != nil {
				t.Fatal(err)
			}
			var v json.RawMessage
			if err := tokens.Decode(&v); err != nil {
				t.Fatal(err)
			}
			colons++
		}
		if colons != len(names) {
			t.Errorf("%d names of which %d differ", colons, len(names))
		}
		wellFormed(r)
	})
}

// FuzzPath: a path fits a route only as it is written in the table.
func FuzzPath(f *testing.F) {
	routes := table()
	for _, rt := range routes {
		f.Add(rt.pattern)
		f.Add(rt.pattern + "/")
		f.Add("/" + rt.pattern)
	}
	f.Fuzz(func(t *testing.T, path string) {
		for i := range routes {
			rt := &routes[i]
			var args [3]string
			if !rt.fits(path, &args) {
				continue
			}
			again, named := "", 0
			for _, part := range rt.parts {
				if part == "" {
					part = args[named]
					named++
				}
				again += "/" + part
			}
			if again != path {
				t.Errorf("%q fits %s as %q", path, rt.pattern, again)
			}
		}
	})
}
