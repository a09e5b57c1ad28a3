package flow

import (
	"encoding/json"
	"path"
	"reflect"
)

// Field is a rule as partners/testdata/forms.json tells it to another language.
type Field struct {
	Name   string   `json:"name"`
	Type   string   `json:"type"`
	Object string   `json:"object,omitempty"` // of type object: its package and name
	List   bool     `json:"list,omitempty"`
	Must   bool     `json:"must,omitempty"`
	Words  []string `json:"words,omitempty"`
	From   *int64   `json:"from,omitempty"`
	To     *int64   `json:"to,omitempty"`
	Chars  int      `json:"chars,omitempty"`
	Items  []int    `json:"items,omitempty"` // fewest and most
}

// Describe tells the fields of a document and, into objects, those of what it holds.
func Describe(d Document, objects map[string][]Field) []Field {
	return describe(reflect.TypeOf(d).Elem(), objects)
}

func describe(t reflect.Type, objects map[string][]Field) []Field {
	list := []Field{}
	for _, r := range rules(t) {
		f := Field{Name: r.Name, Type: r.Class, Must: r.Must, Words: r.In}
		of := r.typ
		if of.Kind() == reflect.Pointer {
			of = of.Elem()
		}
		f.Must = f.Must || r.typ.Kind() == reflect.Struct && r.Name != "terms"
		if of.Kind() == reflect.Slice && of != reflect.TypeFor[json.RawMessage]() {
			f.List, of = true, of.Elem()
			most := r.Max
			if most == 0 {
				most = maxList
			}
			fewest := r.Min
			if r.Must {
				fewest = max(fewest, 1)
			}
			f.Items, r.Max = []int{fewest, most}, 0
		}
		switch {
		case of.Kind() == reflect.Struct:
			f.Type, f.Object = "object", path.Base(of.PkgPath())+"."+of.Name()
			if _, known := objects[f.Object]; !known {
				objects[f.Object] = nil
				objects[f.Object] = describe(of, objects)
			}
		case of.Kind() == reflect.Bool:
			f.Type = "bool"
		case r.Class == "number":
			f.From, f.To = &r.Lo, &r.Hi
		case r.Class == "line" || r.Class == "text":
			f.Chars = map[string]int{"line": maxLine, "text": maxText}[r.Class]
			if r.Max > 0 {
				f.Chars = r.Max
			}
		}
		list = append(list, f)
	}
	return list
}
