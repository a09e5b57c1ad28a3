package words_test

import (
	"encoding/hex"
	"encoding/json"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/sluis-hub/sluis/crypto/words"
)

var update = flag.Bool("update", false, "write crypto/vectors/words.json anew")

const vectorFile = "../vectors/words.json"

// vector is one case of crypto/vectors/words.json.
type vector struct {
	Rule   string   `json:"rule"`
	Name   string   `json:"name"`
	Code   string   `json:"code"`
	Act    string   `json:"act"`              // read | heard
	Typed  string   `json:"typed"`            // what somebody typed
	Bits   string   `json:"bits"`             // read: the ten bytes; heard: 22 bits as a number of three bytes; hex
	Words  []string `json:"words,omitempty"`  // what it stands for
	Number int      `json:"number,omitempty"` // which word is not in the list, from 1
}

const about = "Words that somebody typed. read: a phrase; typed stands for words and for the ten bytes bits (hex), and words are what bits give. " +
	"heard: two check words; bits (hex) are three bytes whose last 22 bits are spoken as words, and typed must be the same. " +
	"number tells which word is not in the list, counted from 1; without it the fault is of the whole."

// verdict does what a client does: it reads, or compares what was heard.
func verdict(v vector) (code string, phrase []string, number int) {
	b, _ := hex.DecodeString(v.Bits)
	if v.Act == "heard" {
		pair := words.Spoken(uint32(b[0])<<16 | uint32(b[1])<<8 | uint32(b[2]))
		if strings.Join(pair[:], " ") != v.Typed {
			return "E16", pair[:], 0
		}
		return "", pair[:], 0
	}
	phrase, err := words.Parse(v.Typed)
	if err != nil {
		return "E28", nil, err.(*words.Error).Word
	}
	return "", phrase, 0
}

func TestVectors(t *testing.T) {
	if *update {
		write(t)
	}
	raw, err := os.ReadFile(vectorFile)
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Vectors []vector }
	if err := json.Unmarshal(raw, &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Vectors) < 20 {
		t.Fatalf("only %d vectors", len(file.Vectors))
	}
	for _, v := range file.Vectors {
		code, phrase, number := verdict(v)
		if code != v.Code || number != v.Number {
			t.Errorf("%s %s: code %q, word %d; want %q, %d", v.Rule, v.Name, code, number, v.Code, v.Number)
		}
		if code == "" && !slices.Equal(phrase, v.Words) {
			t.Errorf("%s %s: %v, want %v", v.Rule, v.Name, phrase, v.Words)
		}
		if code == "" && v.Act == "read" {
			b, err := words.Decode(phrase)
			if err != nil || hex.EncodeToString(b[:]) != v.Bits || !slices.Equal(words.Encode(b), phrase) {
				t.Errorf("%s %s: bits %x, %v", v.Rule, v.Name, b, err)
			}
		}
	}
}

// write makes the file: each rule with a phrase that is only just right and one
// that is only just wrong.
func write(t *testing.T) {
	var bits [10]byte
	for i := range bits {
		bits[i] = byte(i)
	}
	phrase := words.Encode(bits)
	whole := strings.Join(phrase, " ")
	change := func(n int, f func(string) string) string {
		typed := slices.Clone(phrase)
		typed[n-1] = f(typed[n-1])
		return strings.Join(typed, " ")
	}
	long := 1 // the longest word, counted from 1
	for i, w := range phrase {
		if len(w) > len(phrase[long-1]) {
			long = i + 1
		}
	}
	var all []vector
	read := func(rule, name, code, typed string, number int) {
		v := vector{Rule: rule, Name: name, Code: code, Act: "read", Typed: typed, Number: number}
		if code == "" {
			v.Words, _ = words.Parse(typed)
			b, _ := words.Decode(v.Words)
			v.Bits = hex.EncodeToString(b[:])
		}
		all = append(all, v)
	}
	read("W1", "eight words", "", whole, 0)
	read("W1", "seven words", "E28", strings.Join(phrase[:7], " "), 0)
	read("W1", "nine words", "E28", whole+" "+phrase[0], 0)
	read("W1", "no words", "E28", "", 0)
	for name, b := range map[string][10]byte{"all bits 0": {}, "all bits 1": {255, 255, 255, 255, 255, 255, 255, 255, 255, 255}, "one bit": {9: 1}, "the first bit": {128}} {
		read("W2", name, "", strings.Join(words.Encode(b), " "), 0)
	}
	slices.SortFunc(all[4:], func(a, b vector) int { return strings.Compare(a.Name, b.Name) })
	read("W2", "a phrase and its check", "", whole, 0)
	read("W2", "another last word", "E28", change(8, func(string) string { return phrase[0] }), 0)
	read("W2", "another first word", "E28", change(1, func(string) string { return phrase[7] }), 0)
	read("W2", "two neighbours swapped", "E28", strings.Join(append([]string{phrase[1], phrase[0]}, phrase[2:]...), " "), 0)
	read("W3", "capitals", "", strings.ToUpper(whole), 0)
	read("W3", "some words with a capital", "", strings.ReplaceAll(" "+whole, " a", " A")[1:], 0)
	read("W3", "an accent is not a matter of case", "E28", change(1, func(w string) string { return "á" + w[1:] }), 1)
	read("W4", "hyphens", "", strings.Join(phrase, "-"), 0)
	read("W4", "commas and spaces", "", strings.Join(phrase, ", "), 0)
	read("W4", "lines, spaces around", "", "  "+strings.Join(phrase, "\n")+"\r\n", 0)
	numbered := ""
	for i, w := range phrase {
		numbered += string(rune('1'+i)) + ". " + w + "\n"
	}
	read("W4", "a numbered list", "", numbered, 0)
	read("W4", "two words written together", "E28", strings.Join(phrase[:6], " ")+" "+phrase[6]+phrase[7], 0)
	read("W4", "a word cut in two", "E28", change(8, func(w string) string { return w[:2] + "-" + w[2:] }), 0)
	short := make([]string, 8)
	for i, w := range phrase {
		short[i] = w[:4]
	}
	read("W5", "four letters of each", "", strings.Join(short, " "), 0)
	read("W5", "five letters of one", "", change(long, func(w string) string { return w[:5] }), 0)
	read("W5", "three letters of one", "E28", change(long, func(w string) string { return w[:3] }), long)
	read("W6", "a beginning of six letters", "", change(long, func(w string) string { return w[:6] }), 0)
	read("W6", "a letter too many", "E28", change(long, func(w string) string { return w + "s" }), long)
	read("W6", "other letters after the fourth", "E28", change(long, func(w string) string { return w[:4] + "zz" }), long)
	heard := func(name, code string, n uint32, typed string) {
		pair := words.Spoken(n)
		all = append(all, vector{Rule: "W7", Name: name, Code: code, Act: "heard", Typed: typed, Bits: hex.EncodeToString([]byte{byte(n >> 16), byte(n >> 8), byte(n)}), Words: pair[:]})
	}
	pair := words.Spoken(0x123456)
	heard("two check words", "", 0x123456, pair[0]+" "+pair[1])
	heard("the same in the other order", "E16", 0x123456, pair[1]+" "+pair[0])
	heard("one bit differs", "E16", 0x123457, pair[0]+" "+pair[1])

	var lines []string
	for _, v := range all {
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, string(b))
	}
	aboutJSON, _ := json.Marshal(about)
	text := "{\"about\":" + string(aboutJSON) + ",\n\"vectors\":[\n" + strings.Join(lines, ",\n") + "\n]}\n"
	if err := os.WriteFile(vectorFile, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
