package strict_test

import (
	"encoding/hex"
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/strict"
)

var update = flag.Bool("update", false, "write the vectors again")

const file = "../vectors/strict.json"

const about = "A text stands in hex (with count spaces put behind it where spaces is given). " +
	"read peek: only form and version are asked. Otherwise the reader knows exactly these fields: form string, version, count number, text string, " +
	"list [number], sub (the same fields again), names (any field name, string values), free (any value). code is empty when the text is accepted."

type vectors struct {
	About   string   `json:"about"`
	Vectors []vector `json:"vectors"`
}

type vector struct {
	Rule   string `json:"rule"`
	Name   string `json:"name"`
	Code   string `json:"code"`
	Read   string `json:"read"`
	Hex    string `json:"hex"`
	Spaces int    `json:"spaces,omitempty"`
}

func (v vector) data(t testing.TB) []byte {
	b, err := hex.DecodeString(v.Hex)
	if err != nil {
		t.Fatal(err)
	}
	return append(b, strings.Repeat(" ", v.Spaces)...)
}

type head struct {
	Form    string `json:"form"`
	Version int64  `json:"version"`
}

type sample struct {
	head
	Count int64             `json:"count"`
	Text  string            `json:"text"`
	List  []int64           `json:"list"`
	Sub   *sample           `json:"sub"`
	Names map[string]string `json:"names"`
	Free  any               `json:"free"`
}

// table is the source of the vectors: rule, name, accepted, text.
var table = []struct {
	rule, name string
	ok         bool
	text       string
	spaces     int
	read       string
}{
	{"J1", "256 KiB with spaces", true, `{"count":1}`, strict.MaxSize - 11, ""},
	{"J1", "one byte more", false, `{"count":1}`, strict.MaxSize - 10, ""},
	{"J2", "two bytes that are utf-8", true, "{\"text\":\"\xc3\xab\"}", 0, ""},
	{"J2", "the first of them alone", false, "{\"text\":\"\xc3\"}", 0, ""},
	{"J2", "a surrogate in utf-8", false, "{\"text\":\"\xed\xa0\x80\"}", 0, ""},
	{"J2", "an escaped pair", true, `{"text":"\ud83d\ude00"}`, 0, ""},
	{"J2", "half a pair", false, `{"text":"\ud83d"}`, 0, ""},
	{"J2", "half a pair before another escape", false, `{"text":"\ud83d\u0065"}`, 0, ""},
	{"J2", "half a pair before an escape just above the halves", false, `{"text":"\ud83d\ue000"}`, 0, ""},
	{"J2", "a line feed before the digits of a half", true, `{"text":"\nd83d"}`, 0, ""},
	{"J2", "half a pair before six letters", false, `{"text":"\ud83dxude00"}`, 0, ""},
	{"J2", "the low half alone", false, `{"text":"\ude00"}`, 0, ""},
	{"J2", "half a pair in a field name", false, `{"free":{"\ud83d":1}}`, 0, ""},
	{"J2", "an escaped backslash before the letters of an escape", true, `{"text":"\\ud83d"}`, 0, ""},
	{"J2", "the replacement character itself", true, `{"text":"\ufffd"}`, 0, ""},
	{"J3", "white space around and between", true, " \t\r\n{ \"count\" : 1 , \"list\" : [ 1 , 2 ] } ", 0, ""},
	{"J3", "another kind of white space", false, "\u00a0{\"count\":1}", 0, ""},
	{"J3", "no fields", true, `{}`, 0, ""},
	{"J3", "nothing", false, ``, 0, ""},
	{"J3", "a list", false, `[]`, 0, ""},
	{"J3", "null", false, `null`, 0, ""},
	{"J3", "a second object behind it", false, `{}{}`, 0, ""},
	{"J3", "cut short", false, `{"count":1`, 0, ""},
	{"J3", "a comma before the end", false, `{"count":1,}`, 0, ""},
	{"J3", "a byte order mark", false, "\ufeff{}", 0, ""},
	{"J3", "a line feed inside a text, escaped", true, `{"text":"a\nb"}`, 0, ""},
	{"J3", "a line feed inside a text, bare", false, "{\"text\":\"a\nb\"}", 0, ""},
	{"J3", "single quotes", false, `{'count':1}`, 0, ""},
	{"J4", "two fields", true, `{"names":{"a":"1","b":"2"}}`, 0, ""},
	{"J4", "one field twice", false, `{"names":{"a":"1","a":"1"}}`, 0, ""},
	{"J4", "one field twice, once escaped", false, `{"names":{"a":"1","\u0061":"1"}}`, 0, ""},
	{"J4", "one field in two cases", false, `{"names":{"a":"1","A":"1"}}`, 0, ""},
	{"J4", "a known field twice", false, `{"count":1,"count":1}`, 0, ""},
	{"J4", "a field twice inside free", false, `{"free":[{"a":1,"a":2}]}`, 0, ""},
	{"J4", "the same field in two objects", true, `{"free":[{"a":1},{"a":2}]}`, 0, ""},
	{"J4", "a name of printable ascii", true, `{"names":{"1/a.pdf":"x"}}`, 0, ""},
	{"J4", "a name with a space", false, `{"names":{"1 a.pdf":"x"}}`, 0, ""},
	{"J4", "a name outside ascii", false, `{"names":{"\u00eb":"x"}}`, 0, ""},
	{"J4", "an empty name", false, `{"names":{"":"x"}}`, 0, ""},
	{"J5", "zero", true, `{"count":0}`, 0, ""},
	{"J5", "minus zero", false, `{"count":-0}`, 0, ""},
	{"J5", "the largest number", true, `{"count":9007199254740991}`, 0, ""},
	{"J5", "one more", false, `{"count":9007199254740992}`, 0, ""},
	{"J5", "the smallest number", true, `{"count":-9007199254740991}`, 0, ""},
	{"J5", "one less", false, `{"count":-9007199254740992}`, 0, ""},
	{"J5", "beyond 64 bits", false, `{"count":18446744073709551617}`, 0, ""},
	{"J5", "a fraction of nothing", false, `{"free":1.0}`, 0, ""},
	{"J5", "an exponent", false, `{"free":1e2}`, 0, ""},
	{"J5", "a leading zero", false, `{"count":01}`, 0, ""},
	{"J6", "composed", true, `{"text":"caf\u00e9"}`, 0, ""},
	{"J6", "decomposed", false, `{"text":"cafe\u0301"}`, 0, ""},
	{"J6", "decomposed inside free", false, `{"free":["cafe\u0301"]}`, 0, ""},
	{"J6", "a singleton: ohm for omega", false, `{"text":"\u2126"}`, 0, ""},
	{"J6", "omega", true, `{"text":"\u03a9"}`, 0, ""},
	{"J7", "eight deep", true, `{"free":[[[[[[[]]]]]]]}`, 0, ""},
	{"J7", "nine deep", false, `{"free":[[[[[[[[]]]]]]]]}`, 0, ""},
	{"J7", "nine deep with objects", false, `{"sub":{"sub":{"sub":{"sub":{"sub":{"sub":{"sub":{"sub":{}}}}}}}}}`, 0, ""},
	{"J8", "a known field", true, `{"form":"x","text":""}`, 0, ""},
	{"J8", "an unknown field", false, `{"form":"x","tekst":""}`, 0, ""},
	{"J8", "a known field in other case", false, `{"form":"x","Text":""}`, 0, ""},
	{"J8", "an unknown field of an inner object", false, `{"sub":{"tekst":""}}`, 0, ""},
	{"J9", "null for a field", true, `{"text":null,"list":null,"sub":null}`, 0, ""},
	{"J9", "null in a list", false, `{"free":[null]}`, 0, ""},
	{"J10", "a number where a number belongs", true, `{"list":[1]}`, 0, ""},
	{"J10", "a text where a number belongs", false, `{"list":["1"]}`, 0, ""},
	{"J10", "a list where an object belongs", false, `{"sub":[]}`, 0, ""},
	{"J10", "an object where a list belongs", false, `{"list":{}}`, 0, ""},
	{"J10", "a truth value where a text belongs", false, `{"text":true}`, 0, ""},
	{"J11", "form and version among unknown fields", true, `{"form":"post","version":2,"new":[1]}`, 0, "peek"},
	{"J11", "without form", false, `{"version":2,"new":[1]}`, 0, "peek"},
	{"J11", "an empty form", false, `{"form":"","version":2}`, 0, "peek"},
	{"J11", "form in other case", false, `{"Form":"post","version":2}`, 0, "peek"},
	{"J11", "without version", false, `{"form":"post"}`, 0, "peek"},
	{"J11", "form as number", false, `{"form":1,"version":2}`, 0, "peek"},
	{"J11", "version 0", false, `{"form":"post","version":0}`, 0, "peek"},
	{"J11", "version as text", false, `{"form":"post","version":"2"}`, 0, "peek"},
	{"J11", "a fraction in an unknown field", false, `{"form":"post","version":2,"new":1.5}`, 0, "peek"},
}

func load(t testing.TB) []vector {
	if *update {
		out := vectors{About: about}
		for _, row := range table {
			v := vector{Rule: row.rule, Name: row.name, Read: row.read, Hex: hex.EncodeToString([]byte(row.text)), Spaces: row.spaces}
			if !row.ok {
				v.Code = "E10"
			}
			out.Vectors = append(out.Vectors, v)
		}
		b, err := json.MarshalIndent(out, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, append(b, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var in vectors
	if err := json.Unmarshal(b, &in); err != nil {
		t.Fatal(err)
	}
	return in.Vectors
}

func verdict(v vector, data []byte) error {
	if v.Read == "peek" {
		_, _, err := strict.Peek(data)
		return err
	}
	return strict.Decode(data, &sample{})
}

func TestVectors(t *testing.T) {
	for _, v := range load(t) {
		if err := verdict(v, v.data(t)); string(note.CodeOf(err)) != v.Code {
			t.Errorf("%s %s: got %v, want %q", v.Rule, v.Name, err, v.Code)
		}
	}
}

func TestEachRuleHasBothKinds(t *testing.T) {
	good, bad := map[string]bool{}, map[string]bool{}
	for _, v := range load(t) {
		if v.Code == "" {
			good[v.Rule] = true
		} else {
			bad[v.Rule] = true
		}
	}
	for _, rule := range strings.Fields("J1 J2 J3 J4 J5 J6 J7 J8 J9 J10 J11") {
		if !good[rule] || !bad[rule] {
			t.Errorf("%s: valid %v, invalid %v", rule, good[rule], bad[rule])
		}
	}
}
