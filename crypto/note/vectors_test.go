package note_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluis-hub/sluis/crypto/note"
)

var update = flag.Bool("update", false, "write the vectors again")

const file = "../vectors/note.json"

const about = "forms: each line's name, how often it stands (max 0: without limit) and the kinds of its values; " +
	"id, hash, num, time and party are the rules of those names, text is any value, other kinds list the words allowed. " +
	"A note is text in UTF-8; where fill is given, its one * stands for that many x. " +
	"code is empty when the note is accepted; then signed is the length in bytes of what the signatures are over, " +
	"hash is H(note), and before, where given, tells how many bytes stand before the first line of a name."

type vectors struct {
	About   string          `json:"about"`
	Forms   map[string]form `json:"forms"`
	Vectors []vector        `json:"vectors"`
}

type form struct {
	Label   string  `json:"label"`
	Fields  []field `json:"fields"`
	MinSigs int     `json:"minSigs"`
	MaxSigs int     `json:"maxSigs"`
	Size    int     `json:"size"`
}

type field struct {
	Name   string   `json:"name"`
	Min    int      `json:"min"`
	Max    int      `json:"max"`
	Values []string `json:"values"`
}

type vector struct {
	Rule   string         `json:"rule"`
	Name   string         `json:"name"`
	Code   note.Code      `json:"code"`
	Form   string         `json:"form"`
	Note   string         `json:"note"`
	Fill   int            `json:"fill,omitempty"`
	Signed int            `json:"signed,omitempty"`
	Hash   note.Hash      `json:"hash,omitempty"`
	Before map[string]int `json:"before,omitempty"`
}

func (v vector) bytes() []byte {
	if v.Fill == 0 {
		return []byte(v.Note)
	}
	return []byte(strings.Replace(v.Note, "*", strings.Repeat("x", v.Fill), 1))
}

// real makes the form that package note reads. The kind text allows anything,
// so that what the grammar itself forbids is seen to be forbidden.
func (f form) real() *note.Form {
	kinds := map[string]note.Value{
		"id": note.IsID, "hash": note.IsHash, "num": note.IsNum, "time": note.IsTime, "party": note.IsParty,
		"text": func(string) bool { return true },
	}
	out := &note.Form{Label: f.Label, MinSigs: f.MinSigs, MaxSigs: f.MaxSigs, Size: f.Size}
	for _, d := range f.Fields {
		real := note.Field{Name: d.Name, Min: d.Min, Max: d.Max}
		for _, k := range d.Values {
			value, known := kinds[k]
			if !known {
				value = note.OneOf(strings.Split(k, "|")...)
			}
			real.Values = append(real.Values, value)
		}
		out.Fields = append(out.Fields, real)
	}
	return out
}

// forms are those that the vectors are written in: a letter with every kind of
// value, signed by one or two; a large one; and a sealed text.
var forms = map[string]form{
	"letter": {Label: "letter", MinSigs: 1, MaxSigs: 2, Fields: []field{
		{"from", 1, 1, []string{"id"}},
		{"to", 1, 0, []string{"party"}},
		{"hash", 0, 1, []string{"hash"}},
		{"count", 0, 1, []string{"num"}},
		{"time", 0, 1, []string{"time"}},
		{"kind", 0, 1, []string{"open|shut"}},
		{"text", 0, 0, []string{"text"}},
		{"bind", 0, 0, []string{"num", "text"}},
		{"end", 1, 1, []string{"num"}},
	}},
	"large": {Label: "large", MinSigs: 1, MaxSigs: 1, Size: note.MaxRosterSize, Fields: []field{
		{"text", 1, 1, []string{"text"}},
	}},
	"secret": {Label: "secret", Fields: []field{
		{"to", 1, 1, []string{"text"}},
		{"key", 0, 1, []string{"text"}},
	}},
}

var (
	id    = strings.Repeat("5f", 16)
	hash  = strings.Repeat("c0de", 16)
	hex64 = strings.Repeat("0a1b2c3d", 16)
	keyA  = "0a" + id[2:]
	keyB  = "0b" + id[2:]
	keyC  = "0c" + id[2:]
	sigA  = "sig " + keyA + " " + hex64 + "\n"
	sigB  = "sig " + keyB + " " + hex64 + "\n"
	sigC  = "sig " + keyC + " " + hex64 + "\n"
)

// letter is the shortest letter with the given lines between the first and the last.
func letter(lines ...string) string {
	return head + strings.Join(append(lines, "end 0", ""), "\n") + sigA
}

var (
	head     = "sluis.v1/letter\nfrom " + id + "\nto t" + id + "\n"
	plain    = letter()
	overhead = len(letter("text "))
	large    = len("sluis.v1/large\ntext \n") + len(sigA)
)

func change(old, new string) string { return strings.Replace(plain, old, new, 1) }

// table is the source of the vectors. The first of a rule is valid.
var table = []struct {
	rule, name string
	ok         bool
	text       string
	form       string
	fill       int
	before     []string
}{
	{rule: "N1", name: "65 536 bytes", ok: true, text: letter("text *"), fill: note.MaxSize - overhead},
	{rule: "N1", name: "one byte more", text: letter("text *"), fill: note.MaxSize - overhead + 1},
	{rule: "N1", name: "1 048 576 bytes in a large form", ok: true, form: "large", text: "sluis.v1/large\ntext *\n" + sigA, fill: note.MaxRosterSize - large},
	{rule: "N1", name: "one byte more in a large form", form: "large", text: "sluis.v1/large\ntext *\n" + sigA, fill: note.MaxRosterSize - large + 1},
	{rule: "N1", name: "nothing", text: ""},

	{rule: "N2", name: "the label", ok: true, text: plain},
	{rule: "N2", name: "another version", text: change("sluis.v1", "sluis.v2")},
	{rule: "N2", name: "another form", form: "secret", text: change("letter", "letters")},
	{rule: "N2", name: "a longer label", text: change("letter\n", "letters\n")},
	{rule: "N2", name: "a space behind it", text: change("letter\n", "letter \n")},
	{rule: "N2", name: "a line feed before it", text: "\n" + plain},
	{rule: "N2", name: "a byte order mark before it", text: "\ufeff" + plain},
	{rule: "N2", name: "no label", text: change("sluis.v1/letter\n", "")},

	{rule: "N3", name: "a line feed at the end", ok: true, form: "secret", text: "sluis.v1/secret\nto you\n"},
	{rule: "N3", name: "no line feed at the end", form: "secret", text: "sluis.v1/secret\nto you"},
	{rule: "N3", name: "no line feed behind the last signature", text: strings.TrimSuffix(plain, "\n")},
	{rule: "N3", name: "cut short in a line", text: plain[:len(plain)/2]},

	{rule: "N4", name: "the first and last printable character", ok: true, text: letter("text !~")},
	{rule: "N4", name: "the character after the last", text: letter("text !\x7f")},
	{rule: "N4", name: "a tab for a space", text: letter("text\t!~")},
	{rule: "N4", name: "a tab in a value", text: letter("text !\t~")},
	{rule: "N4", name: "a carriage return before the line feed", text: letter("text !~\r")},
	{rule: "N4", name: "carriage returns everywhere", text: strings.ReplaceAll(plain, "\n", "\r\n")},
	{rule: "N4", name: "a zero byte", text: letter("text !\x00")},
	{rule: "N4", name: "a letter outside ascii", text: letter("text caf\u00e9")},
	{rule: "N4", name: "a space outside ascii", text: letter("text\u00a0a")},

	{rule: "N5", name: "one space before the value", ok: true, text: letter("text a")},
	{rule: "N5", name: "two spaces before the value", text: letter("text  a")},
	{rule: "N5", name: "an empty value", text: letter("text ")},
	{rule: "N5", name: "an empty last value", text: letter("bind 1 ")},
	{rule: "N5", name: "an empty first value", text: letter("bind  x")},
	{rule: "N5", name: "a space before the name", text: letter(" text a")},
	{rule: "N5", name: "an empty line", text: letter("text a", "")},
	{rule: "N5", name: "an empty line at the end", text: plain + "\n"},
	{rule: "N5", name: "a space behind the signature", text: strings.TrimSuffix(plain, "\n") + " \n"},

	{rule: "N6", name: "in the order of the form", ok: true, text: letter("hash "+hash, "count 1")},
	{rule: "N6", name: "in another order", text: letter("count 1", "hash "+hash)},
	{rule: "N6", name: "an unknown line", text: letter("hash "+hash, "amount 1")},
	{rule: "N6", name: "a name with a capital", text: letter("hash "+hash, "Count 1")},
	{rule: "N6", name: "the start of a name", text: letter("hash "+hash, "coun 1")},
	{rule: "N6", name: "a line after the last", form: "secret", text: "sluis.v1/secret\nto you\nmore x\n"},
	{rule: "N6", name: "one name in two places", text: letter("text a", "bind 1 x", "text b")},

	{rule: "N7", name: "with both lines that must stand", ok: true, text: plain},
	{rule: "N7", name: "without the first", text: change("from "+id+"\n", "")},
	{rule: "N7", name: "without one that may be repeated", text: change("to t"+id+"\n", "")},
	{rule: "N7", name: "without the last", text: change("end 0\n", "")},
	{rule: "N7", name: "label and signature only", text: "sluis.v1/letter\n" + sigA},
	{rule: "N7", name: "label only", form: "secret", text: "sluis.v1/secret\n"},

	{rule: "N8", name: "once", ok: true, text: letter("count 1")},
	{rule: "N8", name: "twice", text: letter("count 1", "count 2")},
	{rule: "N8", name: "twice the same", text: letter("count 1", "count 1")},
	{rule: "N8", name: "twice a line that must stand", text: change("end 0\n", "end 0\nend 1\n")},

	{rule: "N9", name: "repeated lines, sorted", ok: true, text: letter("bind 10 x", "bind 9 x"), before: []string{"bind", "text", "from"}},
	{rule: "N9", name: "sorted as numbers", text: letter("bind 9 x", "bind 10 x")},
	{rule: "N9", name: "one stands twice", text: letter("bind 10 x", "bind 10 x")},
	{rule: "N9", name: "a shorter one before a longer", ok: true, text: letter("text a", "text a!", "text aa")},
	{rule: "N9", name: "a shorter one behind a longer", text: letter("text a!", "text a")},
	{rule: "N9", name: "capitals before small letters", ok: true, text: letter("text B", "text a")},
	{rule: "N9", name: "sorted without regard to case", text: letter("text a", "text B")},

	{rule: "N10", name: "two values", ok: true, text: letter("bind 1 x"), before: []string{"bind"}},
	{rule: "N10", name: "one value of two", text: letter("bind 1")},
	{rule: "N10", name: "a third value", text: letter("bind 1 x x")},
	{rule: "N10", name: "a name alone", text: letter("bind")},

	{rule: "N11", name: "32 digits", ok: true, text: plain},
	{rule: "N11", name: "31 digits", text: change("from "+id, "from "+id[1:])},
	{rule: "N11", name: "33 digits", text: change("from "+id, "from "+id+"0")},
	{rule: "N11", name: "a capital", text: change("from "+id, "from "+id[:31]+"F")},
	{rule: "N11", name: "a letter after f", text: change("from "+id, "from "+id[:31]+"g")},
	{rule: "N11", name: "a character before 0", text: change("from "+id, "from "+id[:31]+"/")},
	{rule: "N11", name: "a character between 9 and a", text: change("from "+id, "from "+id[:31]+"`")},
	{rule: "N11", name: "a colon", text: change("from "+id, "from "+id[:31]+":")},

	{rule: "N12", name: "64 digits", ok: true, text: letter("hash " + hash)},
	{rule: "N12", name: "63 digits", text: letter("hash " + hash[1:])},
	{rule: "N12", name: "65 digits", text: letter("hash " + hash + "0")},
	{rule: "N12", name: "a capital", text: letter("hash " + hash[:63] + "E")},
	{rule: "N12", name: "an id", text: letter("hash " + id)},

	{rule: "N13", name: "zero", ok: true, text: letter("count 0")},
	{rule: "N13", name: "two zeros", text: letter("count 00")},
	{rule: "N13", name: "a leading zero", text: letter("count 01")},
	{rule: "N13", name: "2^53-1", ok: true, text: letter("count 9007199254740991")},
	{rule: "N13", name: "2^53", text: letter("count 9007199254740992")},
	{rule: "N13", name: "2^64", text: letter("count 18446744073709551616")},
	{rule: "N13", name: "minus zero", text: letter("count -0")},
	{rule: "N13", name: "minus one", text: letter("count -1")},
	{rule: "N13", name: "a plus", text: letter("count +1")},
	{rule: "N13", name: "a fraction", text: letter("count 1.0")},
	{rule: "N13", name: "an exponent", text: letter("count 1e3")},
	{rule: "N13", name: "hex", text: letter("count 0x1")},
	{rule: "N13", name: "an underscore", text: letter("count 1_0")},
	{rule: "N13", name: "a hex digit", text: letter("count a")},

	{rule: "N20", name: "the last second of the year 9999", ok: true, text: letter("time 253402300799")},
	{rule: "N20", name: "the second after it", text: letter("time 253402300800")},
	{rule: "N20", name: "2^53-1", text: letter("time 9007199254740991")},
	{rule: "N20", name: "2^64 and the first second", text: letter("time 18446744073709551616")},
	{rule: "N20", name: "the first second", ok: true, text: letter("time 0")},
	{rule: "N20", name: "two zeros", text: letter("time 00")},

	{rule: "N14", name: "a team, a member and a mailbox", ok: true, text: change("to t"+id, "to m"+id+"\nto r"+id+"\nto t"+id)},
	{rule: "N14", name: "another letter", text: change("to t"+id, "to s"+id)},
	{rule: "N14", name: "a capital letter", text: change("to t"+id, "to T"+id)},
	{rule: "N14", name: "no letter", text: change("to t"+id, "to "+id)},
	{rule: "N14", name: "one digit less", text: change("to t"+id, "to t"+id[1:])},
	{rule: "N14", name: "one digit more", text: change("to t"+id, "to t"+id+"0")},
	{rule: "N14", name: "a capital in the id", text: change("to t"+id, "to t"+id[:31]+"F")},

	{rule: "N15", name: "a word of the list", ok: true, text: letter("kind open")},
	{rule: "N15", name: "another word", text: letter("kind opened")},
	{rule: "N15", name: "in capitals", text: letter("kind OPEN")},

	{rule: "N16", name: "a signature line", ok: true, text: plain},
	{rule: "N16", name: "127 digits", text: change(hex64, hex64[1:])},
	{rule: "N16", name: "129 digits", text: change(hex64, hex64+"0")},
	{rule: "N16", name: "a capital in the signature", text: change(hex64, hex64[:127]+"D")},
	{rule: "N16", name: "31 digits of the key", text: change(keyA, keyA[1:])},
	{rule: "N16", name: "a capital in the key", text: change(keyA, keyA[:31]+"F")},
	{rule: "N16", name: "a third value", text: change(hex64, hex64+" x")},
	{rule: "N16", name: "no signature", text: change(" "+hex64, "")},
	{rule: "N16", name: "the name alone", text: change("sig "+keyA+" "+hex64, "sig")},

	{rule: "N17", name: "two signatures, sorted", ok: true, text: plain + sigB},
	{rule: "N17", name: "not sorted", text: change(sigA, sigB+sigA)},
	{rule: "N17", name: "one key twice", text: plain + "sig " + keyA + " " + strings.ToLower(strings.Repeat("FF", 64)) + "\n"},
	{rule: "N17", name: "one line twice", text: plain + sigA},

	{rule: "N18", name: "a signature behind a signature", ok: true, text: plain + sigB},
	{rule: "N18", name: "another name behind a signature", text: plain + "gis" + sigB[3:]},
	{rule: "N18", name: "a line of the form behind a signature", text: strings.Replace(plain, "end 0\n"+sigA, sigA+"end 0\n", 1)},
	{rule: "N18", name: "a line of the form between signatures", text: plain + "end 0\n" + sigB},

	{rule: "N19", name: "as many as allowed", ok: true, text: plain + sigB},
	{rule: "N19", name: "one too many", text: plain + sigB + sigC},
	{rule: "N19", name: "none", text: change(sigA, "")},
	{rule: "N19", name: "a sealed text without signature", ok: true, form: "secret", text: "sluis.v1/secret\nto you\nkey x\n"},
	{rule: "N19", name: "a sealed text with a signature", form: "secret", text: "sluis.v1/secret\nto you\nkey x\n" + sigA},
}

// write makes the vectors from the table.
func write(t *testing.T) {
	out := vectors{About: about, Forms: forms}
	for _, row := range table {
		v := vector{Rule: row.rule, Name: row.name, Form: row.form, Note: row.text, Fill: row.fill, Code: note.E01}
		if v.Form == "" {
			v.Form = "letter"
		}
		if row.ok {
			v.Code, v.Hash = "", note.HashOf(v.bytes())
			v.Signed = len(v.bytes())
			if i := bytes.Index(v.bytes(), []byte("\nsig ")); i >= 0 {
				v.Signed = i + 1
			}
			for _, name := range row.before {
				if v.Before == nil {
					v.Before = map[string]int{}
				}
				v.Before[name] = v.Signed
				if i := strings.Index(row.text, "\n"+name+" "); i >= 0 {
					v.Before[name] = i + 1
				}
			}
		}
		out.Vectors = append(out.Vectors, v)
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(out); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

func load(t testing.TB) vectors {
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var v vectors
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestVectors(t *testing.T) {
	if *update {
		write(t)
	}
	all := load(t)
	kinds := map[string]map[bool]bool{}
	for _, v := range all.Vectors {
		if kinds[v.Rule] == nil {
			kinds[v.Rule] = map[bool]bool{}
		}
		kinds[v.Rule][v.Code == ""] = true
		t.Run(v.Rule+"/"+v.Name, func(t *testing.T) {
			n, err := all.Forms[v.Form].real().Parse(v.bytes())
			if note.CodeOf(err) != v.Code {
				t.Fatalf("got %v, want code %q", err, v.Code)
			}
			if err != nil {
				return
			}
			if len(n.Signed()) != v.Signed || n.Hash() != v.Hash || !bytes.Equal(n.Bytes(), v.bytes()) {
				t.Errorf("signed %d hash %s", len(n.Signed()), n.Hash())
			}
			for name, want := range v.Before {
				if got := len(n.Before(name)); got != want {
					t.Errorf("before %s: %d, want %d", name, got, want)
				}
			}
		})
	}
	for rule, both := range kinds {
		if len(both) != 2 {
			t.Errorf("rule %s lacks a valid or an invalid vector", rule)
		}
	}
	if d := cmp.Diff(forms, all.Forms); d != "" {
		t.Error(d)
	}
}
