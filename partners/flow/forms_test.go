package flow_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/partners/feedback"
	"github.com/sluis-hub/sluis/partners/flow"
	"github.com/sluis-hub/sluis/partners/flow/flowtest"
	"github.com/sluis-hub/sluis/partners/handoff"
	"github.com/sluis-hub/sluis/partners/inquiry"
	"github.com/sluis-hub/sluis/partners/message"
	"github.com/sluis-hub/sluis/partners/zaak"
)

var update = flag.Bool("update", false, "write partners/testdata/forms.json again")

var flows = []*flow.Index{handoff.Forms, inquiry.Forms, feedback.Forms, message.Forms, zaak.Forms}

const formsFile, bodiesFile = "../testdata/forms.json", "../testdata/bodies.json"

const aboutForms = "Every form of a body: the entries it may stand in, and its fields. A field that is not listed is E10, an unknown form or a version above the one here E19. " +
	"must: it has to be there and say something (a list has an item; a bool is true). Null, absent and an empty word are the same, but a text of nothing but space is E10 everywhere. " +
	"line: one line, text: with line feeds and tabs; neither holds other control characters or U+202A-202E and U+2066-2069; chars: at most so many code points. " +
	"word: one of words. number: from, to. date: 2026-11-23. time: 2026-11-23T09:30:00Z. due: a date or a time. until: a date or the word blijvend. term: as deadline.json. " +
	"hash, xid, salt: 64 lower-case hex digits, member: 32, party: t, m or r and 32. any: an object of any shape. object: its fields stand in objects, by package and name. list: of such; items: the fewest and the most, and no item is empty. " +
	"kinds: of the frame, none when the flow has no kinds; moves: in which custody may move. A genesis has a frame, a rekey may have one, nothing else has. " +
	"Rules between fields are told by bodies.json."

func TestFormsFile(t *testing.T) {
	want := printForms(t)
	if *update {
		if err := os.WriteFile(formsFile, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(formsFile)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), string(have)); d != "" {
		t.Fatalf("forms.json is not what the forms are (-code +file):\n%s", d)
	}
}

// printForms writes one field on a line.
func printForms(t testing.TB) []byte {
	var out bytes.Buffer
	j := func(v any) string {
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		if err := e.Encode(v); err != nil {
			t.Fatal(err)
		}
		return strings.TrimSpace(b.String())
	}
	fields := func(list []flow.Field) {
		for i, f := range list {
			fmt.Fprintf(&out, "  %s%s\n", j(f), comma(i, len(list)))
		}
	}
	objects := map[string][]flow.Field{}
	fmt.Fprintf(&out, "{\n\"about\": %s,\n\"version\": %d,\n\"flows\": {\n", j(aboutForms), flow.Version)
	for i, x := range flows {
		fmt.Fprintf(&out, "%s: {\"first\": %s, \"kinds\": %s, \"moves\": %s, \"forms\": {\n",
			j(x.Flow), j(x.First), j(append([]string{}, x.Kinds...)), j(append([]string{}, x.Moves...)))
		for k, f := range x.Forms() {
			fmt.Fprintf(&out, " %s: {\"in\": %s, \"fields\": [\n", j(f.Name), j(f.In))
			fields(flow.Describe(f.New(), objects))
			fmt.Fprintf(&out, " ]}%s\n", comma(k, len(x.Forms())))
		}
		fmt.Fprintf(&out, "}}%s\n", comma(i, len(flows)))
	}
	out.WriteString("},\n\"objects\": {\n")
	for i, name := range slices.Sorted(maps.Keys(objects)) {
		fmt.Fprintf(&out, " %s: [\n", j(name))
		fields(objects[name])
		fmt.Fprintf(&out, " ]%s\n", comma(i, len(objects)))
	}
	out.WriteString("}\n}\n")
	return out.Bytes()
}

func comma(i, n int) string {
	if i == n-1 {
		return ""
	}
	return ","
}

// vectors is partners/testdata/bodies.json: documents of the scenario files with
// fields replaced, and the code they give.
type vectors struct {
	About   string   `json:"about"`
	Vectors []vector `json:"vectors"`
}

type vector struct {
	Name     string                     `json:"name"`
	Flow     string                     `json:"flow"`
	Kind     string                     `json:"kind"`
	Type     chain.Type                 `json:"type"`
	Document string                     `json:"document"`
	With     map[string]json.RawMessage `json:"with"`
	Code     note.Code                  `json:"code"`
}

func index(name string) *flow.Index {
	return flows[slices.IndexFunc(flows, func(x *flow.Index) bool { return x.Flow == name })]
}

func documents(t testing.TB) map[string]map[string]json.RawMessage {
	all := map[string]map[string]json.RawMessage{}
	for _, x := range flows {
		all[x.Flow] = flowtest.Load(t, "../testdata/"+x.Flow+".json").Documents
	}
	return all
}

// with gives a document with fields replaced; null takes a field away.
func with(t testing.TB, doc json.RawMessage, fields map[string]json.RawMessage) []byte {
	t.Helper()
	var all map[string]json.RawMessage
	if err := json.Unmarshal(doc, &all); err != nil {
		t.Fatal(err)
	}
	maps.Copy(all, fields)
	for name, v := range all {
		switch {
		case string(v) == "null":
			delete(all, name)
		case bytes.HasPrefix(v, []byte(`"@`)):
			all[name] = json.RawMessage(`"` + flowtest.Hash(0) + `"`)
		}
	}
	out, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestBodies(t *testing.T) {
	raw, err := os.ReadFile(bodiesFile)
	if err != nil {
		t.Fatal(err)
	}
	var v vectors
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatal(err)
	}
	if len(v.Vectors) < 100 {
		t.Fatalf("only %d vectors: the file is cut short", len(v.Vectors))
	}
	docs := documents(t)
	for _, c := range v.Vectors {
		doc, known := docs[c.Flow][c.Document]
		if !known {
			t.Errorf("%s: no document is called %q", c.Name, c.Document)
			continue
		}
		_, err := index(c.Flow).Read(c.Kind, c.Type, with(t, doc, c.With))
		if note.CodeOf(err) != c.Code || err != nil && c.Code == "" {
			t.Errorf("%s: got %v, want %q", c.Name, err, c.Code)
		}
	}
}

// Of every form there is a document that passes; without one of its fields that
// must be there, with an unknown field, as a newer version or in another type of
// entry it does not.
func TestEveryForm(t *testing.T) {
	types := []chain.Type{chain.Genesis, chain.Post, chain.Rekey, chain.Offer, chain.Accept, chain.Close, chain.Recall, chain.Leave}
	docs := documents(t)
	for _, x := range flows {
		seen := map[string]bool{}
		for name, raw := range docs[x.Flow] {
			doc := with(t, raw, nil)
			var head struct {
				Form  string
				Frame *flow.Frame
			}
			if err := json.Unmarshal(doc, &head); err != nil {
				t.Fatal(err)
			}
			i := slices.IndexFunc(x.Forms(), func(f flow.Form) bool { return f.Name == head.Form })
			if i < 0 {
				t.Fatalf("%s: document %s has form %q", x.Flow, name, head.Form)
			}
			form := x.Forms()[i]
			seen[form.Name] = true
			at := form.In[0]
			if head.Frame == nil {
				at = form.In[len(form.In)-1]
			}
			tb := testing.TB(t)
			read := func(t chain.Type, fields string) note.Code {
				var f map[string]json.RawMessage
				json.Unmarshal([]byte(fields), &f)
				_, err := x.Read("", t, with(tb, doc, f))
				return note.CodeOf(err)
			}
			if code := read(at, `{}`); code != "" {
				t.Errorf("%s %s: %s", x.Flow, name, code)
			}
			if code := read(at, `{"extra":1}`); code != note.E10 {
				t.Errorf("%s %s with an unknown field: %q", x.Flow, name, code)
			}
			if code := read(at, `{"version":2,"extra":1}`); code != note.E19 {
				t.Errorf("%s %s of a newer version: %q", x.Flow, name, code)
			}
			for _, other := range types {
				if !slices.Contains(form.In, other) && read(other, `{}`) != note.E10 {
					t.Errorf("%s %s may stand in a %s", x.Flow, name, other)
				}
			}
			for _, field := range flow.Describe(form.New(), map[string][]flow.Field{}) {
				if field.Must && read(at, `{"`+field.Name+`":null}`) != note.E10 {
					t.Errorf("%s %s without %s passes", x.Flow, name, field.Name)
				}
			}
		}
		for _, f := range x.Forms() {
			if !seen[f.Name] {
				t.Errorf("%s: no document of form %s", x.Flow, f.Name)
			}
		}
	}
}
