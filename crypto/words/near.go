package words

import (
	"fmt"
	"slices"
	"strings"
)

const (
	maxNear  = 3
	maxFar   = 2  // further away it is a guess, not help
	maxTyped = 16 // no word of the list is meant by anything longer
)

// unknown names the word that is not in the list, and up to three that are near:
// by sound first, then by letters, then in the order of the list. What was typed
// may stand for any beginning of a word, from four letters on.
func unknown(n int, typed string) error {
	e := &Error{Word: n, text: fmt.Sprintf("word %d is not in the list", n)}
	if len(typed) > maxTyped {
		return e
	}
	type near struct {
		word         string
		sound, exact int
	}
	var all []near
	heard := sound(typed)
	for _, w := range list {
		best := near{w, maxFar + 1, maxFar + 1}
		for end := prefix; end <= len(w); end++ {
			best.sound = min(best.sound, distance(heard, sound(w[:end])))
			best.exact = min(best.exact, distance(typed, w[:end]))
		}
		if best.sound <= maxFar {
			all = append(all, best)
		}
	}
	slices.SortStableFunc(all, func(a, b near) int {
		if a.sound != b.sound {
			return a.sound - b.sound
		}
		return a.exact - b.exact
	})
	for _, w := range all[:min(maxNear, len(all))] {
		e.Near = append(e.Near, w.word)
	}
	if len(e.Near) > 0 {
		e.text += "; perhaps " + strings.Join(e.Near, ", ")
	}
	return e
}

// alike are spellings that sound the same, or nearly so on the telephone.
var alike = strings.NewReplacer("ch", "g", "ei", "ij", "ou", "au", "v", "f", "z", "s", "c", "k", "x", "ks", "y", "i")

// sound writes a word so that spellings which sound alike become equal: at its
// end Dutch speaks d as t and b as p.
func sound(w string) string {
	w = alike.Replace(w)
	switch {
	case strings.HasSuffix(w, "d"):
		w = w[:len(w)-1] + "t"
	case strings.HasSuffix(w, "b"):
		w = w[:len(w)-1] + "p"
	}
	return w
}

// distance is how many letters must be changed, added or dropped (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := before
			if a[i] != b[j] {
				cost++
			}
			before = row[j+1]
			row[j+1] = min(cost, row[j]+1, before+1)
		}
	}
	return row[len(b)]
}
