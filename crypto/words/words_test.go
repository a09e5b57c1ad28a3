package words_test

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/sluis-hub/sluis/crypto/words"
)

func list(t *testing.T) []string {
	t.Helper()
	b, err := os.ReadFile("dutch.txt")
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(b)
	if hex.EncodeToString(sum[:]) != words.ListHash {
		t.Fatal("the list is not the frozen one")
	}
	return strings.Fields(string(b))
}

func TestList(t *testing.T) {
	all := list(t)
	if len(all) != words.Count || !slices.IsSorted(all) {
		t.Fatalf("%d words, or not sorted", len(all))
	}
	starts := map[string]string{}
	for _, w := range all {
		if !regexp.MustCompile(`^[a-z]{4,8}$`).MatchString(w) {
			t.Errorf("%q is not four to eight plain letters", w)
		}
		if other := starts[w[:4]]; other != "" {
			t.Errorf("%s and %s begin alike", w, other)
		}
		starts[w[:4]] = w
	}
}

func TestRoundTrip(t *testing.T) {
	for range 1000 {
		phrase := words.Generate()
		short := make([]string, len(phrase))
		for i, w := range phrase {
			short[i] = strings.ToUpper(w[:4])
		}
		for _, typed := range []string{strings.Join(phrase, " "), strings.Join(phrase, "-"), strings.Join(short, ",\n")} {
			got, err := words.Parse(typed)
			if err != nil || !slices.Equal(got, phrase) {
				t.Fatalf("%q comes back as %v: %v", typed, got, err)
			}
		}
		bits, err := words.Decode(phrase)
		if err != nil || !slices.Equal(words.Encode(bits), phrase) {
			t.Fatalf("bits of %v do not come back: %v", phrase, err)
		}
	}
}

// TestMistakes: of all phrases with one other word or two neighbours swapped, at
// most one in 256 passes, give or take chance.
func TestMistakes(t *testing.T) {
	all := list(t)
	tried, passed := 0, 0
	for range 4 {
		phrase := words.Generate()
		for i := range phrase {
			for _, w := range all {
				if w == phrase[i] {
					continue
				}
				wrong := slices.Clone(phrase)
				wrong[i] = w
				tried++
				if _, err := words.Decode(wrong); err == nil {
					passed++
				}
			}
		}
	}
	if rate := float64(passed) / float64(tried); rate > 1.15/256 {
		t.Errorf("%d of %d mistakes pass: one in %.0f", passed, tried, 1/rate)
	}
}

func TestHelp(t *testing.T) {
	phrase := words.Generate()
	typed := slices.Clone(phrase)
	typed[2] = typed[2][:3] + "qq"
	_, err := words.Parse(strings.Join(typed, " "))
	var e *words.Error
	if !errors.As(err, &e) || e.Word != 3 {
		t.Fatalf("got %v, want help with word 3", err)
	}
	for i, w := range phrase {
		if i != 2 && strings.Contains(err.Error(), w) {
			t.Errorf("the error tells another word")
		}
	}
	for _, few := range []string{"", "een twee", strings.Repeat("appel ", 9)} {
		if _, err := words.Parse(few); !errors.As(err, &e) {
			t.Errorf("%q passes: %v", few, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(strings.Join(words.Generate(), " "))
	f.Add("")
	f.Fuzz(func(t *testing.T, input string) {
		if phrase, err := words.Parse(input); err == nil {
			again, err := words.Parse(strings.Join(phrase, " "))
			if err != nil || !slices.Equal(again, phrase) {
				t.Errorf("%q comes back as %v: %v", phrase, again, err)
			}
		}
	})
}
