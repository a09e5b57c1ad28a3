package strict

import (
	"encoding/json"
	"reflect"
	"strings"
	"sync"
)

var (
	unmarshaler = reflect.TypeFor[json.Unmarshaler]()
	known       sync.Map // reflect.Type to map[string]reflect.Type
)

// plain follows pointers; it returns nil for what reads itself.
func plain(t reflect.Type) reflect.Type {
	for t != nil {
		if reflect.PointerTo(t).Implements(unmarshaler) {
			return nil
		}
		if t.Kind() != reflect.Pointer {
			return t
		}
		t = t.Elem()
	}
	return nil
}

// fields returns the exact names of a struct with the types of their fields, or
// nil and the type of every element where any name is allowed.
func fields(t reflect.Type) (names map[string]reflect.Type, each reflect.Type) {
	t = plain(t)
	if t == nil {
		return nil, nil
	}
	switch t.Kind() {
	case reflect.Map:
		return nil, t.Elem()
	case reflect.Struct:
		if m, ok := known.Load(t); ok {
			return m.(map[string]reflect.Type), nil
		}
		names = map[string]reflect.Type{}
		collect(t, names)
		known.Store(t, names)
		return names, nil
	}
	return nil, nil
}

// collect names the fields as encoding/json does: by tag, else by Go name, with
// those of untagged embedded structs among their own; a nearer name wins.
func collect(t reflect.Type, names map[string]reflect.Type) {
	var embedded []reflect.Type
	for i := range t.NumField() {
		f := t.Field(i)
		tag := f.Tag.Get("json")
		name, _, _ := strings.Cut(tag, ",")
		inner := f.Type
		if inner.Kind() == reflect.Pointer {
			inner = inner.Elem()
		}
		switch {
		case tag == "-":
		case f.Anonymous && name == "" && inner.Kind() == reflect.Struct:
			embedded = append(embedded, inner)
		case !f.IsExported():
		default:
			if name == "" {
				name = f.Name
			}
			if _, nearer := names[name]; !nearer {
				names[name] = f.Type
			}
		}
	}
	for _, e := range embedded {
		collect(e, names)
	}
}
