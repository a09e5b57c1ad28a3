package strict

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/sluis-hub/sluis/crypto/note"
)

// Limits of a text (FORMAT.md J1, J7).
const (
	MaxSize  = 256 << 10
	MaxDepth = 8
)

// Decode reads data into the struct (or map) that into points to. Fields are
// matched by their exact names; a field that is null or absent keeps its value.
// Every breach of J1 to J10 is E10.
func Decode(data []byte, into any) error {
	if err := check(data, reflect.TypeOf(into)); err != nil {
		return err
	}
	if err := json.Unmarshal(data, into); err != nil {
		return note.Errorf(note.E10, "a field holds a value of another kind")
	}
	return nil
}

// Encode writes v, which must be a struct or map. It refuses, with E10, what
// Decode would refuse: text from people goes through Text first.
func Encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, note.Errorf(note.E10, "value cannot be written as json: %w", err)
	}
	out := bytes.TrimSuffix(b.Bytes(), []byte("\n"))
	if err := check(out, nil); err != nil {
		return nil, err
	}
	return out, nil
}

// Peek returns the form and version of a text of any form, so that the caller
// can choose what to Decode into, or answer E19 (J11). Without them it is E10.
func Peek(data []byte) (form string, version int64, err error) {
	if err := check(data, nil); err != nil {
		return "", 0, err
	}
	var fields map[string]json.RawMessage
	json.Unmarshal(data, &fields)         // cannot fail: check saw an object
	json.Unmarshal(fields["form"], &form) // of another kind: stays empty
	json.Unmarshal(fields["version"], &version)
	if form == "" {
		return "", 0, note.Errorf(note.E10, "text has no form")
	}
	if version < 1 {
		return "", 0, note.Errorf(note.E10, "text has no version")
	}
	return form, version, nil
}

// Text returns s in NFC and without broken UTF-8: what a person typed, or a
// file was called, in the form that J6 asks.
func Text(s string) string { return norm.NFC.String(strings.ToValidUTF8(s, "\uFFFD")) }

// check applies J1 to J9; t is the type of what is read, nil for any.
func check(data []byte, t reflect.Type) error {
	if len(data) > MaxSize {
		return note.Errorf(note.E10, "json of %d bytes, at most %d", len(data), MaxSize)
	}
	if !utf8.Valid(data) {
		return note.Errorf(note.E10, "json is not utf-8")
	}
	if !json.Valid(data) {
		return note.Errorf(note.E10, "json is malformed")
	}
	if halfSurrogate(data) {
		return note.Errorf(note.E10, "json escapes half a surrogate pair")
	}
	w := walker{json.NewDecoder(bytes.NewReader(data))}
	w.UseNumber()
	if first, _ := w.Token(); first != json.Delim('{') {
		return note.Errorf(note.E10, "json is not an object")
	}
	return w.object(t, 1)
}

// halfSurrogate finds an escape of one half of a pair without the other, which
// encoding/json would silently replace. In valid JSON a backslash only starts
// an escape.
func halfSurrogate(data []byte) bool {
	for i := 0; i < len(data); i++ {
		if data[i] != '\\' {
			continue
		}
		high := unit(data[i:])
		switch {
		case high >= 0xd800 && high < 0xdc00:
			low := unit(data[i+6:])
			if low < 0xdc00 || low > 0xdfff {
				return true
			}
			i += 11
		case high >= 0xdc00 && high <= 0xdfff:
			return true
		default:
			i++
		}
	}
	return false
}

// unit reads \uXXXX at the start of b, -1 when there is none. Behind an escape
// in valid JSON come at least a quote and a brace.
func unit(b []byte) int64 {
	if b[0] != '\\' || b[1] != 'u' {
		return -1
	}
	n, err := strconv.ParseInt(string(b[2:6]), 16, 32)
	if err != nil {
		return -1
	}
	return n
}

type walker struct{ *json.Decoder }

// value checks the next value; data is valid JSON, so only meaning is checked.
func (w walker) value(t reflect.Type, depth int, inList bool) error {
	token, _ := w.Token()
	switch v := token.(type) {
	case json.Delim:
		if depth == MaxDepth {
			return note.Errorf(note.E10, "json is nested deeper than %d", MaxDepth)
		}
		if v == '{' {
			return w.object(t, depth+1)
		}
		return w.list(t, depth+1)
	case json.Number:
		return number(string(v))
	case string:
		if !norm.NFC.IsNormalString(v) {
			return note.Errorf(note.E10, "text is not in normal form C")
		}
	case nil:
		if inList {
			return note.Errorf(note.E10, "a list holds null")
		}
	}
	return nil
}

func (w walker) object(t reflect.Type, depth int) error {
	names, each := fields(t)
	seen := map[string]bool{}
	for w.More() {
		token, _ := w.Token()
		key := token.(string)
		if !note.IsText(key) {
			return note.Errorf(note.E10, "a field name is empty or not printable ascii")
		}
		folded := strings.ToLower(key)
		if seen[folded] {
			return note.Errorf(note.E10, "a field stands twice")
		}
		seen[folded] = true
		next := each
		if names != nil {
			field, known := names[key]
			if !known {
				return note.Errorf(note.E10, "a field is unknown")
			}
			next = field
		}
		if err := w.value(next, depth, false); err != nil {
			return err
		}
	}
	w.Token()
	return nil
}

func (w walker) list(t reflect.Type, depth int) error {
	var each reflect.Type
	if t = plain(t); t != nil && (t.Kind() == reflect.Slice || t.Kind() == reflect.Array) {
		each = t.Elem()
	}
	for w.More() {
		if err := w.value(each, depth, true); err != nil {
			return err
		}
	}
	w.Token()
	return nil
}

// number holds for the digits that every reader takes as the same whole number.
func number(s string) error {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || s == "-0" {
		return note.Errorf(note.E10, "a number is not a whole number")
	}
	if n > int64(note.MaxNum) || n < -int64(note.MaxNum) {
		return note.Errorf(note.E10, "a number is larger than 2^53-1")
	}
	return nil
}
