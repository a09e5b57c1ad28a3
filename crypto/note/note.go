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

const labelPrefix = "sluis.v1/"

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
// up to and including the line feed before the first signature.
func (n *Note) Bytes() []byte  { return n.raw }
func (n *Note) Signed() []byte { return n.raw[:n.signed] }

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
	return n.raw[:i+1]
}

// Parse reads a note of this form. Every deviation is E01.
func (f *Form) Parse(b []byte) (*Note, error) {
	limit := f.Size
	if limit == 0 {
		limit = MaxSize
	}
	if len(b) > limit {
		return nil, Errorf(E01, "note of %d bytes, at most %d", len(b), limit)
	}
	if len(b) == 0 || b[len(b)-1] != '\n' {
		return nil, Errorf(E01, "note does not end in a line feed")
	}
	rest, found := strings.CutPrefix(string(b), labelPrefix+f.Label+"\n")
	if !found {
		return nil, Errorf(E01, "label is not %s%s", labelPrefix, f.Label)
	}
	n := &Note{raw: slices.Clone(b), lines: make([]Line, 0, strings.Count(rest, "\n"))}
	at := len(b) - len(rest) // offset of the line being read
	field, count, last := 0, 0, ""
	for rest != "" {
		text, tail, _ := strings.Cut(rest, "\n")
		name, values, err := splitLine(text)
		if err != nil {
			return nil, err
		}
		if name == "sig" && f.MaxSigs > 0 {
			break
		}
		for field < len(f.Fields) && f.Fields[field].Name != name {
			if count < f.Fields[field].Min {
				return nil, Errorf(E01, "line %s is missing before %s", f.Fields[field].Name, name)
			}
			field, count, last = field+1, 0, ""
		}
		if field == len(f.Fields) {
			return nil, Errorf(E01, "line %s is unknown or out of order", name)
		}
		d := f.Fields[field]
		if count++; d.Max > 0 && count > d.Max {
			return nil, Errorf(E01, "line %s stands too often", name)
		}
		if text <= last {
			return nil, Errorf(E01, "lines %s are not sorted, or one stands twice", name)
		}
		last = text
		if err := checkValues(d, values); err != nil {
			return nil, err
		}
		n.lines = append(n.lines, Line{name, values})
		at += len(text) + 1
		rest = tail
	}
	for ; field < len(f.Fields); field, count = field+1, 0 {
		if count < f.Fields[field].Min {
			return nil, Errorf(E01, "line %s is missing", f.Fields[field].Name)
		}
	}
	n.signed = at
	return n, n.parseSigs(f, rest)
}

func (n *Note) parseSigs(f *Form, rest string) error {
	for rest != "" {
		text, tail, _ := strings.Cut(rest, "\n")
		name, values, err := splitLine(text)
		if err != nil {
			return err
		}
		if name != "sig" || len(values) != 2 || !IsID(values[0]) || !IsSignature(values[1]) {
			return Errorf(E01, "a signature line is malformed")
		}
		s := Sig{KeyID(values[0]), values[1]}
		if k := len(n.Sigs); k > 0 && n.Sigs[k-1].Key >= s.Key {
			return Errorf(E01, "signature lines are not sorted, or one stands twice")
		}
		n.Sigs = append(n.Sigs, s)
		rest = tail
	}
	if len(n.Sigs) < f.MinSigs || len(n.Sigs) > f.MaxSigs {
		return Errorf(E01, "%d signature lines, want %d to %d", len(n.Sigs), f.MinSigs, f.MaxSigs)
	}
	return nil
}

func splitLine(text string) (string, []string, error) {
	name, rest, found := strings.Cut(text, " ")
	if !found || name == "" {
		return "", nil, Errorf(E01, "a line has no name or no value")
	}
	values := strings.Split(rest, " ")
	for _, v := range values {
		if !IsText(v) {
			return "", nil, Errorf(E01, "a value is empty or not printable ASCII")
		}
	}
	return name, values, nil
}

func checkValues(d Field, values []string) error {
	if len(values) != len(d.Values) {
		return Errorf(E01, "line %s has %d values, want %d", d.Name, len(values), len(d.Values))
	}
	for i, ok := range d.Values {
		if !ok(values[i]) {
			return Errorf(E01, "line %s: value %d is malformed", d.Name, i+1)
		}
	}
	return nil
}

// Build prints the signed bytes of a note of this form. Lines of one name may
// come in any order and are sorted here; the names must stand in the form's
// order. What Parse would refuse, Build refuses too.
func (f *Form) Build(lines ...Line) ([]byte, error) {
	var b strings.Builder
	b.WriteString(labelPrefix + f.Label + "\n")
	for start := 0; start < len(lines); {
		end := start
		var same []string
		for end < len(lines) && lines[end].Name == lines[start].Name {
			same = append(same, lines[end].Name+" "+strings.Join(lines[end].Values, " "))
			end++
		}
		slices.Sort(same)
		for _, text := range same {
			b.WriteString(text + "\n")
		}
		start = end
	}
	out := []byte(b.String())
	unsigned := *f
	unsigned.MinSigs, unsigned.MaxSigs = 0, 0
	if _, err := unsigned.Parse(out); err != nil {
		return nil, err
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
