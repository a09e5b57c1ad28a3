package note

import (
	"bytes"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
)

// MaxSize is the largest note in bytes, MaxRosterSize that of a manifest or team note.
const (
	MaxSize       = 64 << 10
	MaxRosterSize = 1 << 20
)

const (
	labelPrefix = "sluis.v1/"
	// sigSize is the length of a signature line: "sig", key id, 64 bytes in hex.
	sigSize = len("sig  \n") + 32 + 128
)

// A Field is one kind of line: its name, how often it stands, and its values.
type Field struct {
	Name     string
	Min, Max int // Max 0 means without limit
	Values   []Value
}

// Once, Maybe, Some and Any are fields that stand 1, 0 or 1, 1 or more, 0 or more times.
func Once(name string, values ...Value) Field  { return Field{name, 1, 1, values} }
func Maybe(name string, values ...Value) Field { return Field{name, 0, 1, values} }
func Some(name string, values ...Value) Field  { return Field{name, 1, 0, values} }
func Any(name string, values ...Value) Field   { return Field{name, 0, 0, values} }

// A Form is the grammar of one label: its fields in order and how many
// signatures it carries. A form with no signatures is a sealed text.
type Form struct {
	Label            string // without the "sluis.v1/"
	Fields           []Field
	MinSigs, MaxSigs int
	Size             int // largest size in bytes; 0 means MaxSize
}

// A Line is a name and its values.
type Line struct {
	Name   string
	Values []string
}

// L makes a line; it is short because builders are lists of them.
func L(name string, values ...string) Line { return Line{name, values} }

// A Sig is one signature line: which key, and its 64 bytes in hex.
type Sig struct {
	Key KeyID
	Hex string
}

// Bytes returns the 64 bytes of the signature.
func (s Sig) Bytes() []byte {
	b, _ := hex.DecodeString(s.Hex)
	return b
}

// A Note is a parsed text. It keeps the bytes it was read from.
type Note struct {
	raw    []byte
	signed int
	lines  []Line
	Sigs   []Sig
}

// Bytes is the whole note, Signed the part under the signatures: from the label
// up to and including the line feed before the first signature. Neither may be
// changed.
func (n *Note) Bytes() []byte  { return n.raw }
func (n *Note) Signed() []byte { return n.raw[:n.signed:n.signed] }

// Hash is SHA-256 over the whole note, signatures included.
func (n *Note) Hash() Hash { return HashOf(n.raw) }

// Has reports whether a line of that name stands in the note.
func (n *Note) Has(name string) bool { return n.find(name) != nil }

// Get returns the first value of the first line of that name, "" without one.
func (n *Note) Get(name string) string {
	if l := n.find(name); l != nil {
		return l.Values[0]
	}
	return ""
}

// Num returns Get as a number, 0 without the line.
func (n *Note) Num(name string) uint64 {
	v, _ := strconv.ParseUint(n.Get(name), 10, 64)
	return v
}

// All returns the values of each line of that name.
func (n *Note) All(name string) [][]string {
	var all [][]string
	for _, l := range n.lines {
		if l.Name == name {
			all = append(all, l.Values)
		}
	}
	return all
}

func (n *Note) find(name string) *Line {
	for i := range n.lines {
		if n.lines[i].Name == name {
			return &n.lines[i]
		}
	}
	return nil
}

// Before returns the signed bytes up to the first line of that name, all signed
// bytes without such a line. It is what a bind line is computed over.
func (n *Note) Before(name string) []byte {
	i := bytes.Index(n.Signed(), []byte("\n"+name+" "))
	if i < 0 {
		return n.Signed()
	}
	return n.raw[: i+1 : i+1]
}

// Parse reads a note of this form and keeps a copy of b. Every deviation is E01.
func (f *Form) Parse(b []byte) (*Note, error) {
	if len(b) > f.limit() {
		return nil, Errorf(E01, "note of %d bytes, at most %d", len(b), f.limit())
	}
	if !bytes.HasSuffix(b, []byte("\n")) {
		return nil, Errorf(E01, "note does not end in a line feed")
	}
	rest, found := strings.CutPrefix(string(b), labelPrefix+f.Label+"\n")
	if !found {
		return nil, Errorf(E01, "label is not %s%s", labelPrefix, f.Label)
	}
	if err := checkBytes(rest); err != nil {
		return nil, err
	}
	n := &Note{raw: slices.Clone(b)}
	rest, err := n.parseLines(f, rest)
	if err != nil {
		return nil, err
	}
	n.signed = len(b) - len(rest)
	if err := n.parseSigs(f, rest); err != nil {
		return nil, err
	}
	return n, nil
}

func (f *Form) limit() int {
	if f.Size == 0 {
		return MaxSize
	}
	return f.Size
}

// checkBytes makes sure that nothing stands in the text but printable ASCII and
// one separator, space or line feed, at a time: so no name and no value is
// empty, whatever a Value would say to that.
func checkBytes(text string) error {
	last := byte('\n')
	for i := range len(text) {
		c := text[i]
		if c > '~' || c < ' ' && c != '\n' {
			return Errorf(E01, "a byte is not printable ASCII")
		}
		if c <= ' ' && last <= ' ' {
			return Errorf(E01, "a name or value is empty")
		}
		last = c
	}
	return nil
}

// firstRoom bounds what Parse sets aside before it has understood anything, so
// that a worthless text cannot claim many times its own size in memory.
const firstRoom = 32

// parseLines reads all lines before the signatures and returns what follows.
// Errors name the form's lines and the number of the offending one, never what
// it says: the text may be a secret.
func (n *Note) parseLines(f *Form, rest string) (string, error) {
	n.lines = make([]Line, 0, firstRoom)
	values := make([]string, 0, firstRoom)
	field, count, last := 0, 0, ""
	for rest != "" {
		text, tail, _ := strings.Cut(rest, "\n")
		name, value, more := strings.Cut(text, " ")
		if name == "sig" {
			break
		}
		for field < len(f.Fields) && f.Fields[field].Name != name {
			if count < f.Fields[field].Min {
				return "", Errorf(E01, "line %s is missing before line %d", f.Fields[field].Name, len(n.lines)+2)
			}
			field, count, last = field+1, 0, ""
		}
		if field == len(f.Fields) {
			return "", Errorf(E01, "line %d is unknown or out of order", len(n.lines)+2)
		}
		d := &f.Fields[field]
		if count++; d.Max > 0 && count > d.Max {
			return "", Errorf(E01, "line %s stands too often", d.Name)
		}
		if text <= last {
			return "", Errorf(E01, "lines %s are not sorted, or one stands twice", d.Name)
		}
		first := len(values)
		for more {
			var v string
			v, value, more = strings.Cut(value, " ")
			values = append(values, v)
		}
		line := Line{d.Name, values[first:len(values):len(values)]}
		if len(line.Values) != len(d.Values) {
			return "", Errorf(E01, "line %s has %d values, want %d", d.Name, len(line.Values), len(d.Values))
		}
		for i, ok := range d.Values {
			if !ok(line.Values[i]) {
				return "", Errorf(E01, "line %s: value %d is malformed", d.Name, i+1)
			}
		}
		n.lines = append(n.lines, line)
		rest, last = tail, text
	}
	for ; field < len(f.Fields); field, count = field+1, 0 {
		if count < f.Fields[field].Min {
			return "", Errorf(E01, "line %s is missing", f.Fields[field].Name)
		}
	}
	return rest, nil
}

func (n *Note) parseSigs(f *Form, rest string) error {
	for rest != "" {
		text, tail, _ := strings.Cut(rest, "\n")
		name, value, _ := strings.Cut(text, " ")
		if name != "sig" {
			return Errorf(E01, "a line follows the signatures")
		}
		key, sig, _ := strings.Cut(value, " ")
		if !IsID(key) || !IsSignature(sig) {
			return Errorf(E01, "a signature line is malformed")
		}
		s := Sig{KeyID(key), sig}
		if k := len(n.Sigs); k > 0 && n.Sigs[k-1].Key >= s.Key {
			return Errorf(E01, "signature lines are not sorted, or one key stands twice")
		}
		n.Sigs = append(n.Sigs, s)
		rest = tail
	}
	if len(n.Sigs) < f.MinSigs {
		return Errorf(E01, "%d signature lines, want at least %d", len(n.Sigs), f.MinSigs)
	}
	if len(n.Sigs) > f.MaxSigs {
		return Errorf(E01, "%d signature lines, want at most %d", len(n.Sigs), f.MaxSigs)
	}
	return nil
}

// Build prints the signed bytes of a note of this form. Lines of one name may
// come in any order and are sorted here; the names must stand in the form's
// order. What Parse would refuse, Build refuses too, with E01, and it leaves
// room for the signatures that the form must carry.
func (f *Form) Build(lines ...Line) ([]byte, error) {
	out := []byte(labelPrefix + f.Label + "\n")
	for start := 0; start < len(lines); {
		end := start
		var same []string
		for end < len(lines) && lines[end].Name == lines[start].Name {
			same = append(same, lines[end].Name+" "+strings.Join(lines[end].Values, " ")+"\n")
			end++
		}
		slices.Sort(same)
		for _, text := range same {
			out = append(out, text...)
		}
		start = end
	}
	unsigned := *f
	unsigned.MinSigs, unsigned.MaxSigs = 0, 0
	unsigned.Size = f.limit() - f.MinSigs*sigSize
	n, err := unsigned.Parse(out)
	if err != nil {
		return nil, err
	}
	if len(n.lines) != len(lines) {
		return nil, Errorf(E01, "a value holds a line feed")
	}
	return out, nil
}

// Attach adds signature lines, in their order, to signed bytes.
func Attach(signed []byte, sigs ...Sig) []byte {
	sigs = slices.Clone(sigs)
	slices.SortFunc(sigs, func(a, b Sig) int { return strings.Compare(string(a.Key), string(b.Key)) })
	out := slices.Clone(signed)
	for _, s := range sigs {
		out = append(out, "sig "+string(s.Key)+" "+s.Hex+"\n"...)
	}
	return out
}
