package words_test

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/sluis-hub/sluis/crypto/words"
)

// spellings are the ways in which somebody may write a word that was read aloud.
func spellings(w string) []string {
	out := []string{""}
	for i := 0; i < len(w); {
		same, n := []string{w[i : i+1]}, 1
		rest := w[i:]
		switch {
		case strings.HasPrefix(rest, "aai"), strings.HasPrefix(rest, "ooi"), strings.HasPrefix(rest, "oei"):
			same, n = []string{rest[:3]}, 3 // no ei is heard in these
		case strings.HasPrefix(rest, "ei"), strings.HasPrefix(rest, "ij"):
			same, n = []string{"ei", "ij"}, 2
		case strings.HasPrefix(rest, "au"), strings.HasPrefix(rest, "ou"):
			same, n = []string{"au", "ou"}, 2
		case strings.HasPrefix(rest, "ch"):
			same, n = []string{"ch", "g"}, 2
		case rest[0] == 'g' && !strings.HasSuffix(w[:i], "n"):
			same = []string{"g", "ch"}
		case rest[0] == 'f', rest[0] == 'v':
			same = []string{"f", "v"}
		case rest[0] == 's', rest[0] == 'z':
			same = []string{"s", "z"}
		case rest == "d", rest == "t":
			same = []string{"d", "t"}
		case rest == "b", rest == "p":
			same = []string{"b", "p"}
		}
		var longer []string
		for _, begin := range out {
			for _, s := range same {
				longer = append(longer, begin+s)
			}
		}
		out, i = longer, i+n
	}
	return out
}

func TestNoTwoWordsSoundAlike(t *testing.T) {
	all := list(t)
	starts := map[string]string{}
	for _, w := range all {
		starts[w[:4]] = w
	}
	for _, w := range all {
		for _, s := range spellings(w) {
			if len(s) >= 4 && starts[s[:4]] != "" && starts[s[:4]] != w {
				t.Errorf("who hears %s may write %s, which begins as %s", w, s, starts[s[:4]])
			}
		}
	}
}

// oneApart says whether one letter changed, added or dropped makes b of a: what
// they begin and end with in common leaves at most one letter of each.
func oneApart(a, b string) bool {
	for a != "" && b != "" && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for a != "" && b != "" && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return len(a) <= 1 && len(b) <= 1
}

func TestNoTwoWordsDifferByOneLetter(t *testing.T) {
	all := list(t)
	for i, a := range all {
		for _, b := range all[i+1:] {
			if oneApart(a, b) {
				t.Errorf("%s and %s differ by one letter", a, b)
			}
		}
	}
}

func TestSpellingOfTheList(t *testing.T) {
	doubtful := regexp.MustCompile(`[qxy]|c([^h]|$)|^th`)
	hardCh := regexp.MustCompile(`^sch|cht`)
	// ch may be g: only words that every child learns to write.
	known := []string{"juichen", "kachel", "lachen", "theepot"}
	for _, w := range list(t) {
		if slices.Contains(known, w) {
			continue
		}
		if doubtful.MatchString(w) {
			t.Errorf("%s has c, q, x, y or th, which are hard to spell by ear", w)
		}
		if strings.Contains(w, "ch") && !hardCh.MatchString(w) {
			t.Errorf("%s has a ch that may be a g", w)
		}
	}
}

// TestWhatTheListDoesNotSay scans for parts of words on violence, sex, family,
// faith, illness, death, drugs, insults and the work itself. The words in which
// such letters stand by chance are named.
func TestWhatTheListDoesNotSay(t *testing.T) {
	never := regexp.MustCompile(`moord|dood|geweld|wapen|bloed|vecht|dreig|wurg|pistool|oorlog|brand|gevaar|bang|angst|huil|schreeuw|schop|` +
		`seks|naakt|bloot|kus|zoen|moeder|vader|dochter|zuster|broer|gezin|baby|peuter|kleuter|neef|tante|partner|` +
		`kerk|god|bijbel|heilig|kruis|hemel|ziek|pijn|dokter|griep|kanker|sterf|begraf|gif|bier|wijn|drank|tabak|` +
		`politie|rechter|agent|melding|geheim|veilig|thuis|hulp|slachtoffer|dader|mishandel|ruzie|dief|stelen|` +
		`idioot|sukkel|dom|stom|lelijk|gek|hoer|kut|lul|pis|poep|kont`)
	byChance := []string{"boothuis", "domino", "gekakel", "geknor", "gekras", "kust", "kustlijn", "muziek", "rijkdom", "seizoen", "stomen", "trechter", "wagentje"}
	for _, w := range list(t) {
		if found := never.FindString(w); found != "" && !slices.Contains(byChance, w) {
			t.Errorf("%s holds %q", w, found)
		}
	}
}

// TestSwaps is the part of FORMAT.md that the check byte promises for two
// neighbours in the wrong order: about one in 256 passes. Four standard
// deviations of chance are allowed.
func TestSwaps(t *testing.T) {
	const rounds = 4000
	tried, passed := 0, 0
	for range rounds {
		phrase := words.Generate()
		for i := range len(phrase) - 1 {
			if phrase[i] == phrase[i+1] {
				continue
			}
			wrong := slices.Clone(phrase)
			wrong[i], wrong[i+1] = wrong[i+1], wrong[i]
			tried++
			if _, err := words.Decode(wrong); err == nil {
				passed++
			}
		}
	}
	if mean, deviation := float64(tried)/256, 10.5; float64(passed) > mean+4*deviation {
		t.Errorf("%d of %d swaps pass, want about %.0f", passed, tried, mean)
	}
}

func TestHelpByEar(t *testing.T) {
	phrase := words.Encode([10]byte{})
	for typed, want := range map[string]string{
		"konein": "konijn", "fogel": "vogel", "sebra": "zebra", "hont": "hond", "aldabet": "alfabet", "lagen": "lachen",
		"ballpen": "balpen", "fiest": "fiets", "olifand": "olifant", "olifanten": "olifant",
	} {
		_, err := words.Parse(strings.Join(append([]string{typed}, phrase[1:]...), " "))
		var e *words.Error
		if !errors.As(err, &e) || e.Word != 1 || !slices.Contains(e.Near, want) || len(e.Near) > 3 {
			t.Errorf("%q: %v, want word 1, near %s", typed, err, want)
		}
	}
	for _, typed := range []string{"abc", "qqqqqqq", strings.Repeat("appel", 100000)} {
		_, err := words.Parse(strings.Join(append([]string{typed}, phrase[1:]...), " "))
		var e *words.Error
		if !errors.As(err, &e) || e.Word != 1 || len(e.Near) > 0 && len(typed) > 16 {
			t.Errorf("%.20q: %.100v, want word 1 and no far guesses", typed, err)
		}
	}
}
