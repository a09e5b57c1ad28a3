package gate

import (
	"bytes"
	"encoding/json"
	"io"
	"reflect"
	"strings"

	"github.com/sluis-hub/sluis/hub"
)

// strict reads a JSON object into the struct v points to. Unlike encoding/json
// it refuses unknown names, names in another case, names that stand twice and
// anything after the object: what one reader takes another must not read
// differently. Every deviation is E01.
func strict(data []byte, v any) error {
	if err := checkNames(data, reflect.TypeOf(v).Elem()); err != nil {
		return err
	}
	if err := json.Unmarshal(data, v); err != nil {
		return malformed()
	}
	return nil
}

func malformed() error { return hub.Errorf(hub.E01, "JSON is not of the form wanted here") }

// checkNames walks the names of the outer object; no form here has objects inside.
func checkNames(data []byte, form reflect.Type) error {
	d := json.NewDecoder(bytes.NewReader(data))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return malformed()
	}
	var seen uint64 // by number of the field
	for d.More() {
		t, err := d.Token()
		if err != nil {
			return malformed()
		}
		name, _ := t.(string)
		at := fieldNamed(form, name)
		if at < 0 || seen&(1<<at) != 0 {
			return malformed()
		}
		seen |= 1 << at
		var value json.RawMessage
		if d.Decode(&value) != nil || bytes.IndexByte(value, '{') == 0 {
			return malformed()
		}
	}
	if _, err := d.Token(); err != nil {
		return malformed()
	}
	if _, err := d.Token(); err != io.EOF {
		return malformed()
	}
	return nil
}

func fieldNamed(form reflect.Type, name string) int {
	for i := range form.NumField() {
		tag, _, _ := strings.Cut(form.Field(i).Tag.Get("json"), ",")
		if tag == name {
			return i
		}
	}
	return -1
}
