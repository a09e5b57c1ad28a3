package note_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/sluis-hub/sluis/crypto/note"
)

// oracle reads a letter in another way: one expression for the grammar, then
// order and the size of numbers.
var oracle = regexp.MustCompile(`\Asluis\.v1/letter\n` +
	`from [0-9a-f]{32}\n` +
	`(?:to [tmr][0-9a-f]{32}\n)+` +
	`(?:hash [0-9a-f]{64}\n)?` +
	`(?:count (?:0|[1-9][0-9]{0,15})\n)?` +
	`(?:time (?:0|[1-9][0-9]{0,11})\n)?` +
	`(?:kind (?:open|shut)\n)?` +
	`(?:text [!-~]+\n)*` +
	`(?:bind (?:0|[1-9][0-9]{0,15}) [!-~]+\n)*` +
	`end (?:0|[1-9][0-9]{0,15})\n` +
	`(?:sig [0-9a-f]{32} [0-9a-f]{128}\n){1,2}\z`)

func oracleSays(text string) bool {
	if len(text) > 65536 || !oracle.MatchString(text) {
		return false
	}
	lines := strings.Split(text, "\n")
	for i, line := range lines[:len(lines)-1] {
		words := strings.Split(line, " ")
		if i > 0 && strings.HasPrefix(lines[i-1], words[0]+" ") && lines[i-1] >= line {
			return false
		}
		if words[0] == "sig" && strings.HasPrefix(lines[i-1], "sig "+words[1]) {
			return false
		}
		switch words[0] {
		case "time":
			if n, _ := strconv.Atoi(words[1]); time.Unix(int64(n), 0).UTC().Year() > 9999 {
				return false
			}
		case "count", "bind", "end":
			if n, err := strconv.ParseInt(words[1], 10, 64); err != nil || n > 1<<53-1 {
				return false
			}
		}
	}
	return true
}

// rebuild prints a note again from what can be read out of it.
func rebuild(t interface{ Fatal(...any) }, n *note.Note, f form) []byte {
	var lines []note.Line
	for _, d := range f.Fields {
		for _, values := range n.All(d.Name) {
			lines = append(lines, note.L(d.Name, values...))
		}
	}
	signed, err := f.real().Build(lines...)
	if err != nil {
		t.Fatal(err)
	}
	return note.Attach(signed, n.Sigs...)
}

// A letter that is changed a little is judged as the oracle judges it, and one
// that is taken can be printed again from its lines, byte for byte.
func TestParseAsOracle(t *testing.T) {
	letters := forms["letter"].real()
	var texts []string
	for _, v := range load(t).Vectors {
		if v.Form == "letter" && v.Fill == 0 {
			texts = append(texts, v.Note)
		}
	}
	pieces := []string{"", "\n", " ", "0", "a", "A", "\t", "\r", "\x00", "\x7f", "\u00e9", "end 0\n", "text a\n",
		"bind 1 x\n", "sig ", sigA, sigB, sigC, "to r" + id + "\n", "9007199254740992"}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SampledFrom(texts).Draw(t, "text")
		for range rapid.IntRange(0, 3).Draw(t, "changes") {
			from := rapid.IntRange(0, len(text)).Draw(t, "from")
			to := rapid.IntRange(from, min(from+8, len(text))).Draw(t, "to")
			text = text[:from] + rapid.SampledFrom(pieces).Draw(t, "piece") + text[to:]
		}
		n, err := letters.Parse([]byte(text))
		if (err == nil) != oracleSays(text) {
			t.Fatalf("%q: %v", text, err)
		}
		if err == nil && string(rebuild(t, n, forms["letter"])) != text {
			t.Fatalf("%q is printed differently", text)
		}
	})
}

// What Build prints, Parse reads back the same, and the signatures stay outside
// of what is signed.
func TestRoundTrip(t *testing.T) {
	letters := forms["letter"].real()
	text := rapid.StringMatching(`[!-~]{1,20}`)
	number := rapid.Map(rapid.Uint64Max(note.MaxNum), func(n uint64) string { return strconv.FormatUint(n, 10) })
	rapid.Check(t, func(t *rapid.T) {
		lines := []note.Line{note.L("from", string(note.NewID()))}
		for range rapid.IntRange(1, 4).Draw(t, "to") {
			lines = append(lines, note.L("to", string(note.TeamParty(note.TeamID(note.NewID())))))
		}
		texts := rapid.SliceOfDistinct(text, rapid.ID).Draw(t, "texts")
		for _, s := range texts {
			lines = append(lines, note.L("text", s))
		}
		end := number.Draw(t, "end")
		lines = append(lines, note.L("end", end))
		signed, err := letters.Build(lines...)
		if err != nil {
			t.Fatal(err)
		}
		raw := note.Attach(signed, note.Sig{Key: note.KeyID(keyB), Hex: hex64}, note.Sig{Key: note.KeyID(keyA), Hex: hex64})
		n, err := letters.Parse(raw)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(n.Signed(), signed) || !bytes.Equal(n.Bytes(), raw) || n.Hash() != note.HashOf(raw) {
			t.Fatal("not the bytes that were built")
		}
		slices.Sort(texts)
		var got []string
		for _, values := range n.All("text") {
			got = append(got, values...)
		}
		if d := cmp.Diff(texts, got); len(texts) > 0 && d != "" {
			t.Fatal(d)
		}
		if n.Get("end") != end || strconv.FormatUint(n.Num("end"), 10) != end {
			t.Fatalf("end %s is read as %s", end, n.Get("end"))
		}
		if n.Sigs[0].Key != note.KeyID(keyA) || len(n.Sigs[0].Bytes()) != 64 {
			t.Fatalf("signatures %v", n.Sigs)
		}
	})
}

func TestBuildRefuses(t *testing.T) {
	letters := forms["letter"].real()
	from, to, end := note.L("from", id), note.L("to", "t"+id), note.L("end", "0")
	for name, lines := range map[string][]note.Line{
		"a line feed that makes two lines of one": {note.L("from", id+"\nto t"+id), end},
		"a line feed in a text":                   {from, to, note.L("text", "a\ntext b"), end},
		"a line without value":                    {from, to, note.L("text"), end},
		"a value in capitals":                     {note.L("from", strings.ToUpper(id)), to, end},
		"one line twice":                          {from, to, to, end},
		"another order":                           {to, from, end},
		"a missing line":                          {from, end},
		"a signature line":                        {from, to, end, note.L("sig", keyA, hex64)},
		"no room for the signature":               {from, to, note.L("text", strings.Repeat("x", note.MaxSize-overhead+1)), end},
	} {
		if out, err := letters.Build(lines...); note.CodeOf(err) != note.E01 || out != nil {
			t.Errorf("%s: got %v", name, err)
		}
	}
	fits, err := letters.Build(from, to, note.L("text", strings.Repeat("x", note.MaxSize-overhead)), end)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := letters.Parse(note.Attach(fits, note.Sig{Key: note.KeyID(keyA), Hex: hex64})); err != nil {
		t.Error(err)
	}
}

func TestRead(t *testing.T) {
	raw := []byte(letter("count 7", "bind 1 x", "bind 2 y"))
	n, err := forms["letter"].real().Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	raw[0] = 'x'
	if n.Bytes()[0] != 's' {
		t.Error("a note shares the memory it was read from")
	}
	if !n.Has("count") || n.Has("kind") || n.Get("kind") != "" || n.Num("kind") != 0 || n.Num("count") != 7 {
		t.Error("wrong line")
	}
	if d := cmp.Diff([][]string{{"1", "x"}, {"2", "y"}}, n.All("bind")); d != "" {
		t.Error(d)
	}
	if n.All("text") != nil {
		t.Error("values of a line that does not stand there")
	}
	kept := string(n.Bytes())
	_ = append(n.Signed(), "more"...)
	_ = append(n.Before("bind"), "more"...)
	if string(n.Bytes()) != kept {
		t.Error("appending to a part changed the note")
	}
}

// An error must never repeat what stood in the text: it may be a secret.
func TestErrorsAreSilent(t *testing.T) {
	const secret = "AGE-SECRET-KEY-PQ-1QQQQ"
	for _, text := range []string{
		"sluis.v1/secret\n" + secret + " x\n",
		"sluis.v1/secret\nto you\n" + secret + " x\n",
		"sluis.v1/secret\nto you\nkey x " + secret + "\n",
		"sluis.v1/secret\nto you\nkey x\nkey " + secret + "\n",
		secret + "\n",
		"sluis.v1/secret\nto you\nsig " + secret + "\n",
	} {
		_, err := forms["secret"].real().Parse([]byte(text))
		if note.CodeOf(err) != note.E01 || strings.Contains(err.Error(), secret) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	all := load(f)
	for _, v := range all.Vectors {
		if v.Fill == 0 {
			f.Add(v.bytes())
		}
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		for name, form := range all.Forms {
			n, err := form.real().Parse(raw)
			if name == "letter" && (err == nil) != oracleSays(string(raw)) {
				t.Fatalf("%q: %v", raw, err)
			}
			if err != nil {
				if n != nil || note.CodeOf(err) != note.E01 {
					t.Fatalf("%q: note %v, %v", raw, n, err)
				}
				continue
			}
			if got := rebuild(t, n, form); !bytes.Equal(got, raw) {
				t.Fatalf("%q is printed as %q", raw, got)
			}
		}
	})
}

func TestErrors(t *testing.T) {
	err := note.Errorf(note.E08, "reading piece %d: %w", 3, io.ErrUnexpectedEOF)
	if err.Error() != "E08: reading piece 3: unexpected EOF" || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Error(err)
	}
	outer := note.Errorf(note.E05, "putting an entry: %w", err)
	if note.CodeOf(fmt.Errorf("sending: %w", outer)) != note.E05 {
		t.Error("not the code of the outermost error")
	}
	if note.CodeOf(io.EOF) != "" || note.CodeOf(nil) != "" {
		t.Error("a code where there is none")
	}
}

func TestValues(t *testing.T) {
	team, member := note.TeamID(id), note.MemberID(id)
	for _, p := range []struct {
		party  note.Party
		kind   byte
		team   note.TeamID
		member note.MemberID
	}{
		{note.TeamParty(team), 't', team, ""},
		{note.MemberParty(member), 'm', "", member},
		{note.MailboxParty(member), 'r', "", member},
		{"", 0, "", ""},
	} {
		if p.party.Kind() != p.kind || p.party.Team() != p.team || p.party.Member() != p.member {
			t.Errorf("%q: %c %q %q", p.party, p.party.Kind(), p.party.Team(), p.party.Member())
		}
		if p.kind != 0 && !note.IsParty(string(p.party)) {
			t.Errorf("%q is no party", p.party)
		}
	}
	if a, b := note.NewID(), note.NewID(); a == b || !note.IsID(string(a)) {
		t.Errorf("ids %s %s", a, b)
	}
	h := note.HashOf([]byte("abc"))
	if h != "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" { // FIPS 180-2, B.1
		t.Error(h)
	}
	if len(h.Bytes()) != 32 || note.Hash(id).Bytes() != nil || note.Hash(strings.ToUpper(string(h))).Bytes() != nil {
		t.Error("bytes of a hash")
	}
	if note.NoLog.String() != "0 "+string(note.ZeroHash) || (note.Checkpoint{Size: 12, Root: h}).String() != "12 "+string(h) {
		t.Error("checkpoint")
	}
	if note.IsText("") || note.IsText("a b") || note.IsText("\x7f") || note.IsText("\x1f") || !note.IsText("!~") {
		t.Error("text")
	}
}
