package partners

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// skeleton folds what looks alike to one text: compatibility forms, accents, all
// that is neither letter nor digit nor / or is not seen, the strokes i, I, l, 1 and | (before
// case: a small I is not an l), letters and digits that read as others (before case: a large
// Greek nu is an N, a small one a v), case, and pairs that read as one letter.
func skeleton(s string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(s) {
		if r != '|' && r != '/' && !unicode.In(r, unicode.L, unicode.N) || unicode.In(r, unicode.Lm, unicode.Other_Default_Ignorable_Code_Point) {
			continue
		}
		switch r {
		case 'i', 'I', 'l', '1', '|':
			b.WriteByte('l')
			continue
		}
		low := unicode.ToLower(r)
		if as, ok := confusable()[r]; ok {
			b.WriteString(as)
		} else if as, ok := confusable()[low]; ok {
			b.WriteString(as)
		} else {
			b.WriteRune(low)
		}
	}
	return pairs.Replace(b.String())
}

var pairs = strings.NewReplacer("rn", "m", "vv", "w")

// Each line is what people read, in the form that skeleton gives, and the letters that they
// read it in: of Unicode TR39 those that look like letters and digits of ASCII, in the scripts
// that were made after one example (Latin, Greek, Cyrillic, Armenian, Georgian, Coptic,
// Cherokee, Lisu), and a few small ones that look like small capitals.
//
//go:embed confusables.txt
var confusables string

var confusable = sync.OnceValue(func() map[rune]string {
	all := map[rune]string{}
	for line := range strings.Lines(confusables) {
		as, letters, _ := strings.Cut(strings.TrimSpace(line), " ")
		for _, r := range letters {
			all[r] = as
		}
	}
	return all
})
