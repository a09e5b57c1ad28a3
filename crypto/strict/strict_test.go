package strict_test

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/strict"
)

// What Encode writes, Decode reads back the same.
func TestRoundTrip(t *testing.T) {
	text := rapid.Map(rapid.String(), strict.Text)
	number := rapid.Int64Range(-int64(note.MaxNum), int64(note.MaxNum))
	rapid.Check(t, func(t *rapid.T) {
		want := sample{head: head{text.Draw(t, "form"), number.Draw(t, "version")}, Count: number.Draw(t, "count"),
			Text: text.Draw(t, "text"), List: rapid.SliceOf(number).Draw(t, "list")}
		if rapid.Bool().Draw(t, "deep") {
			want.Sub = &sample{Text: text.Draw(t, "inner"), Free: text.Draw(t, "free")}
		}
		data, err := strict.Encode(want)
		if err != nil {
			t.Fatal(err)
		}
		var got sample
		if err := strict.Decode(data, &got); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, got, cmp.AllowUnexported(sample{})); d != "" {
			t.Fatal(d)
		}
	})
}

func TestEncodeRefuses(t *testing.T) {
	for name, v := range map[string]any{
		"decomposed":        sample{Text: "cafe\u0301"},
		"too large a count": sample{Count: 1 << 53},
		"a fraction":        map[string]any{"a": 1.5},
		"not an object":     "text",
		"two cases":         map[string]any{"a": 1, "A": 1},
		"null in a list":    map[string]any{"a": []any{nil}},
		"too long":          sample{Text: string(make([]byte, strict.MaxSize))},
		"not json at all":   map[string]any{"a": func() {}},
	} {
		if _, err := strict.Encode(v); note.CodeOf(err) != note.E10 {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// What Go cannot write at all keeps its cause.
func TestEncodeCause(t *testing.T) {
	_, err := strict.Encode(map[string]any{"a": func() {}})
	if cause := (*json.UnsupportedTypeError)(nil); !errors.As(err, &cause) {
		t.Errorf("cause of %v", err)
	}
}

// A raw part is held to every rule but that of known fields, so that it can be
// decoded later.
func TestRawPart(t *testing.T) {
	var into struct {
		Raw json.RawMessage `json:"raw"`
	}
	if err := strict.Decode([]byte(`{"raw":{"any":[1]}}`), &into); err != nil {
		t.Fatal(err)
	}
	if err := strict.Decode([]byte(`{"raw":{"any":[1.5]}}`), &into); note.CodeOf(err) != note.E10 {
		t.Fatal(err)
	}
}

// Fields of embedded structs stand among the others unless they have a name of
// their own; what decodes itself has no known fields.
func TestFields(t *testing.T) {
	type Word string
	type Inner struct {
		A int64 `json:"a"`
	}
	type outer struct {
		Inner
		*head
		Named Inner `json:"named"`
		Word
		Own    *own `json:"own"`
		hidden int64
		Skip   int64 `json:"-"`
		Plain  int64
		Part   Inner
	}
	type tagged struct {
		Inner `json:"inner"`
	}
	for text, into := range map[string]any{
		`{"a":1,"named":{"a":2},"Word":"x","own":{"any":1},"Plain":3,"Part":{"a":4}}`: &outer{},
		`{"inner":{"a":1}}`: &tagged{},
	} {
		if err := strict.Decode([]byte(text), into); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
	for text, into := range map[string]any{
		`{"Inner":{"a":1}}`:   &outer{},
		`{"hidden":1}`:        &outer{},
		`{"Skip":1}`:          &outer{},
		`{"-":1}`:             &outer{},
		`{"plain":1}`:         &outer{},
		`{"named":{"b":1}}`:   &outer{},
		`{"own":{"any":1.5}}`: &outer{},
		`{"a":1}`:             &tagged{},
	} {
		if err := strict.Decode([]byte(text), into); note.CodeOf(err) != note.E10 {
			t.Errorf("%s: %v", text, err)
		}
	}
}

type own struct{ text string }

func (o *own) UnmarshalJSON(b []byte) error { o.text = string(b); return nil }

func TestText(t *testing.T) {
	if got := strict.Text("cafe\u0301\xff"); got != "caf\u00e9\ufffd" {
		t.Fatalf("%q", got)
	}
}

// What Decode takes, a second reader of the same text takes in the same way.
func FuzzDecode(f *testing.F) {
	for _, v := range load(f) {
		if v.Spaces == 0 {
			f.Add(v.data(f))
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var got sample
		if err := strict.Decode(data, &got); err != nil {
			if note.CodeOf(err) != note.E10 {
				t.Fatalf("code of %v", err)
			}
			return
		}
		again, err := strict.Encode(got)
		if err != nil {
			t.Fatalf("accepted %q but cannot write it: %v", data, err)
		}
		var second sample
		if err := strict.Decode(again, &second); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(got, second, cmp.AllowUnexported(sample{})); d != "" {
			t.Fatal(d)
		}
		if !norm.NFC.IsNormalString(got.Text) {
			t.Fatal("not normal")
		}
	})
}

func FuzzPeek(f *testing.F) {
	for _, v := range load(f) {
		if v.Read == "peek" {
			f.Add(v.data(f))
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		form, version, err := strict.Peek(data)
		if err == nil && (form == "" || version < 1) {
			t.Fatalf("%q: form %q version %d", data, form, version)
		}
	})
}
