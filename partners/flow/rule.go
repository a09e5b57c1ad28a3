package flow

import (
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/partners/deadline"
)

// What a field may hold stands in its `is` tag, so that a form is read in one
// place and partners/testdata/forms.json can tell it to another language:
//
//	must      has to be there and say something
//	line      one line of at most 200 characters
//	text      several lines, at most 20 000 characters
//	max:N     at most N characters, or items of a list
//	min:N     at least N items
//	num:A..B  a number from A to B
//	in:a|b    one of these words
//	date      2026-11-23
//	time      2026-11-23T09:30:00Z
//	due       a date or a time
//	until     a date, or the word blijvend
//	term      5wd, as deadline.ParseTerm reads it
//	salt      64 hex digits
//	any       an object of any shape
//
// For a list of words the class is that of each item. Hashes and ids are told by
// their types.
type rule struct {
	Name   string
	Must   bool
	Class  string
	In     []string
	Lo, Hi int64
	Min    int
	Max    int
	index  []int
	typ    reflect.Type
}

const (
	maxLine = 200
	maxText = 20000
	maxList = 50
)

var (
	ruleCache sync.Map // reflect.Type to []rule
	rawType   = reflect.TypeFor[json.RawMessage]()
)

// rules lists the fields of a struct, embedded ones in their place.
func rules(t reflect.Type) []rule {
	if known, ok := ruleCache.Load(t); ok {
		return known.([]rule)
	}
	var list []rule
	for _, f := range reflect.VisibleFields(t) {
		if f.Anonymous {
			continue
		}
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		r := rule{Name: name, index: f.Index, typ: f.Type}
		r.read(f.Tag.Get("is"))
		list = append(list, r)
	}
	ruleCache.Store(t, list)
	return list
}

func (r *rule) read(tag string) {
	t := r.typ
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice && t != rawType {
		t = t.Elem()
	}
	switch t {
	case reflect.TypeFor[note.Hash]():
		r.Class = "hash"
	case reflect.TypeFor[note.XID]():
		r.Class = "xid"
	case reflect.TypeFor[note.MemberID]():
		r.Class = "member"
	case reflect.TypeFor[note.Party]():
		r.Class = "party"
	}
	if tag == "" {
		return
	}
	for _, word := range strings.Split(tag, ",") {
		key, value, _ := strings.Cut(word, ":")
		switch key {
		case "must":
			r.Must = true
		case "max":
			r.Max, _ = strconv.Atoi(value)
		case "min":
			r.Min, _ = strconv.Atoi(value)
		case "num":
			lo, hi, _ := strings.Cut(value, "..")
			r.Class = "number"
			r.Lo, _ = strconv.ParseInt(lo, 10, 64)
			r.Hi, _ = strconv.ParseInt(hi, 10, 64)
		case "in":
			r.Class, r.In = "word", strings.Split(value, "|")
		default:
			r.Class = key
		}
	}
}

// validate holds a value to the rules of its type; path tells where in the body
// it stands, for the error, which never repeats content.
func validate(v reflect.Value, path string) error {
	for _, r := range rules(v.Type()) {
		if err := r.check(v.FieldByIndex(r.index), path+r.Name); err != nil {
			return err
		}
	}
	return nil
}

func (r rule) check(v reflect.Value, path string) error {
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			if r.Must {
				return missing(path)
			}
			return nil
		}
		v = v.Elem()
	} else if v.IsZero() && v.Kind() != reflect.Struct {
		if r.Must {
			return missing(path)
		}
		return nil
	}
	switch {
	case v.Type() == rawType:
		return r.raw(v.Bytes(), path)
	case v.Kind() == reflect.Slice:
		return r.list(v, path)
	case v.Kind() == reflect.Struct:
		return validate(v, path+".")
	case v.Kind() == reflect.String:
		return r.word(v.String(), path)
	case v.CanInt() && (v.Int() < r.Lo || v.Int() > r.Hi):
		return wrong(path, "is not a number from "+strconv.FormatInt(r.Lo, 10)+" to "+strconv.FormatInt(r.Hi, 10))
	}
	return nil
}

func (r rule) raw(b []byte, path string) error {
	if string(b) == "null" {
		return nil
	}
	if b[0] != '{' {
		return wrong(path, "is not an object")
	}
	return nil
}

func (r rule) list(v reflect.Value, path string) error {
	limit := r.Max
	if limit == 0 {
		limit = maxList
	}
	if v.Len() > limit {
		return wrong(path, "has more than "+strconv.Itoa(limit)+" items")
	}
	if v.Len() < max(r.Min, 1) && (r.Must || r.Min > 0) {
		return wrong(path, "has fewer than "+strconv.Itoa(max(r.Min, 1))+" items")
	}
	for i := range v.Len() {
		at := path + "[" + strconv.Itoa(i) + "]"
		item := v.Index(i)
		if item.Kind() == reflect.Struct {
			if err := validate(item, at+"."); err != nil {
				return err
			}
			continue
		}
		each := r
		each.Max = 0
		if err := each.word(item.String(), at); err != nil {
			return err
		}
	}
	return nil
}

func (r rule) word(s, path string) error {
	switch r.Class {
	case "line":
		return checkText(s, path, maxLine, r)
	case "text":
		return checkText(s, path, maxText, r)
	case "word":
		for _, w := range r.In {
			if s == w {
				return nil
			}
		}
		return wrong(path, "is not one of "+strings.Join(r.In, ", "))
	case "date":
		if _, err := time.Parse(time.DateOnly, s); err != nil {
			return wrong(path, "is not a date like 2026-11-23")
		}
	case "time":
		if due, err := deadline.ParseDue(s); err != nil || due.Date != "" {
			return wrong(path, "is not a time like 2026-11-23T09:30:00Z")
		}
	case "due":
		if _, err := deadline.ParseDue(s); err != nil {
			return wrong(path, "is not a date or a time in UTC")
		}
	case "until":
		if _, err := time.Parse(time.DateOnly, s); err != nil && s != Lasting {
			return wrong(path, "is not a date, nor the word "+Lasting)
		}
	case "term":
		if _, err := deadline.ParseTerm(s); err != nil {
			return wrong(path, "is not a term like 5wd")
		}
	case "hash", "xid", "salt":
		if !note.IsHash(s) {
			return wrong(path, "is not 64 hex digits")
		}
	case "member":
		if !note.IsID(s) {
			return wrong(path, "is not 32 hex digits")
		}
	case "party":
		if !note.IsParty(s) {
			return wrong(path, "is not a party")
		}
	}
	return nil
}

func checkText(s, path string, limit int, r rule) error {
	if r.Max > 0 {
		limit = r.Max
	}
	if utf8.RuneCountInString(s) > limit {
		return wrong(path, "is longer than "+strconv.Itoa(limit)+" characters")
	}
	blank := true
	for _, c := range s {
		if unicode.IsControl(c) && (r.Class == "line" || c != '\n' && c != '\t') {
			return wrong(path, "holds a control character or, in a line, a line break")
		}
		if c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069 {
			return wrong(path, "turns the order of letters round")
		}
		blank = blank && unicode.IsSpace(c)
	}
	if blank {
		return missing(path)
	}
	return nil
}

func missing(path string) error { return wrong(path, "is missing") }

func wrong(path, why string) error { return note.Errorf(note.E10, "%s %s", path, why) }

// Wrong is the E10 of a rule between fields; path names the field.
func Wrong(path, why string) error { return wrong(path, why) }

// Absent is the E10 of a field that other fields make necessary.
func Absent(path string) error { return missing(path) }
