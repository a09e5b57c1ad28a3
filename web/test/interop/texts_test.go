package interop_test

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/strict"
)

// texts is strict JSON that was bent, and what becomes of each.
type texts struct {
	Texts []text `json:"texts"`
}

type text struct {
	Hex string `json:"hex"`
	// Peek is the code, or form and version; Read the code, or some of the fields.
	Peek string `json:"peek"`
	Read string `json:"read"`
}

// sample has the fields that the vectors of strict JSON have.
type sample struct {
	Form    string            `json:"form"`
	Version int64             `json:"version"`
	Count   int64             `json:"count"`
	Text    string            `json:"text"`
	List    []int64           `json:"list"`
	Sub     *sample           `json:"sub"`
	Names   map[string]string `json:"names"`
	Free    any               `json:"free"`
}

// pieces are what JSON is made of, and what looks like it.
var pieces = []string{
	`{`, `}`, `[`, `]`, `,`, `:`, `"`, `\`, `""`, `{}`, `[]`, `null`, `true`, `false`, `True`, `nul`, `NaN`, `0`, `-0`, `00`, `1e3`, `1.0`, `-1`, `+1`,
	`9007199254740991`, `9007199254740992`, `-9007199254740992`, `"form":"x",`, `"version":1,`, `"Version":1,`, `"count":2,`, `"text":"é",`,
	`"list":[1,2],`, `"sub":{"count":1},`, `"names":{"a":"b"},`, `"free":{"x":[[1]]},`, `"__proto__":{},`, `"constructor":1,`, `"\u0063ount":1,`,
	`\ud83d`, `\ude00`, `\ud83d\ude00`, `\u0000`, `\u00e9`, `\u0065\u0301`, "e\u0301", "\u00e9", "\u212a", "\u1e9e", "\ufb01", "\uff21", "\u0344", "\u2126", "\uac00", "\u1100\u1161",
	"\xef\xbb\xbf", "\xc0\x80", "\xed\xa0\x80", "\xed\xb0\x80", "\xf4\x90\x80\x80", "\xf0\x9f\x98\x80", "\xff", "\xc3", "\x00", "\x1f", "\x7f", "\u0085", "\u00a0", "\u2028", "\ufeff",
	" ", "\t", "\n", "\r", "\v", "\f", `\/`, `\b`, `\x`, `\u12`, `/*x*/`, `//`, `'a'`, `[[[[[[[[`, `]]]]]]]]`, `{"a":{"a":{"a":{"a":`,
}

// TestTexts bends strict JSON. With SLUIS_TEXTS it prints that.
func TestTexts(t *testing.T) {
	raw, err := os.ReadFile("../../../crypto/vectors/strict.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Vectors []struct {
			Code, Hex string
			Spaces    int
		}
	}
	if err := json.Unmarshal(raw, &file); err != nil {
		t.Fatal(err)
	}
	bases := [][]byte{[]byte(`{"form":"x","version":1,"count":3,"text":"één","list":[1,-2,3],"sub":{"text":"y"},"names":{"A":"b"},"free":{"a":[null]}}`)}
	for _, v := range file.Vectors {
		if b, err := hex.DecodeString(v.Hex); err == nil && v.Spaces == 0 && len(b) < 400 {
			bases = append(bases, b)
			if v.Code == "" {
				bases = append(bases, b, b)
			}
		}
	}
	d := &draw{Rand: rand.New(rand.NewPCG(number(t, "SLUIS_TEST_SEED", 1), 10))}
	var line texts
	seen := map[string]int{}
	for range number(t, "SLUIS_COUNT", 4000) {
		b := slices.Clone(pick(d, bases))
		for range pick(d, []int{0, 1, 1, 1, 1, 2, 3}) {
			at := d.IntN(len(b) + 1)
			to := min(len(b), at+d.IntN(9))
			switch d.IntN(6) {
			case 0, 1:
				b = slices.Insert(b, at, []byte(pick(d, pieces))...)
			case 2:
				b = slices.Replace(b, at, to, []byte(pick(d, pieces))...)
			case 3:
				b = slices.Delete(b, at, to)
			case 4:
				b = slices.Insert(b, at, slices.Clone(b[at:to])...)
			case 5:
				if at < len(b) {
					b[at] ^= 1 << d.IntN(8)
				}
			}
		}
		x := text{Hex: hex.EncodeToString(b)}
		form, version, err := strict.Peek(b)
		if x.Peek = string(note.CodeOf(err)); err == nil {
			x.Peek = fmt.Sprintf("%s %d", form, version)
		}
		var r sample
		err = strict.Decode(b, &r)
		if x.Read = string(note.CodeOf(err)); err == nil {
			x.Read = fmt.Sprintf("%x %d %s %v %d", r.Form, r.Count, hex.EncodeToString([]byte(r.Text)), r.List, len(r.Names))
		}
		seen[string(note.CodeOf(err))]++
		line.Texts = append(line.Texts, x)
	}
	t.Logf("verdicts: %v", seen)
	printer(t, "SLUIS_TEXTS")(line)
}
