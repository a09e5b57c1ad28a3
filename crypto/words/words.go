package words

import (
	"crypto/rand"
	"crypto/sha256"
	_ "embed"
	"fmt"
	"strings"
	"unicode"
)

//go:embed dutch.txt
var dutch string

// ListHash is the SHA-256 of the list, one word a line. Another list would open
// nothing that was made with this one.
const ListHash = "d5a645bfc94ab87b8c34d6316d02a1a26545c7d02be27b83571ee4c67f37103f"

const (
	// Count is how many words the list has: 11 bits each.
	Count = 2048
	// Length is how many words a phrase has.
	Length = 8
	prefix = 4 // letters that tell any two words apart
	random = 10
)

var (
	list  = strings.Fields(dutch)
	place = func() map[string]int {
		m := make(map[string]int, Count)
		for i, w := range list {
			m[w[:prefix]] = i
		}
		return m
	}()
)

// Error says what is wrong with words that somebody typed. It holds nothing of
// the words that are right.
type Error struct {
	// Word is which word is not in the list, counted from 1; 0 when it is about
	// the whole.
	Word int
	// Near are up to three words of the list that are close to what was typed.
	Near []string
	text string
}

func (e *Error) Error() string { return e.text }

// Generate makes a phrase from fresh random bits.
func Generate() []string {
	b := make([]byte, random)
	rand.Read(b)
	return Encode([random]byte(b))
}

// Encode writes 80 bits and their check as eight words.
func Encode(b [random]byte) []string {
	return spell(append(b[:], check(b)))
}

// Decode gives the 80 bits of a phrase that Parse took.
func Decode(phrase []string) (b [random]byte, err error) {
	if len(phrase) != Length {
		return b, &Error{text: fmt.Sprintf("%d words, want %d", len(phrase), Length)}
	}
	var bits []byte // one bit each
	for n, w := range phrase {
		i, ok := find(w)
		if !ok {
			return b, unknown(n+1, w)
		}
		for bit := 10; bit >= 0; bit-- {
			bits = append(bits, byte(i>>bit&1))
		}
	}
	var all [random + 1]byte
	for i, bit := range bits {
		all[i/8] |= bit << (7 - i%8)
	}
	copy(b[:], all[:random])
	if all[random] != check(b) {
		return b, &Error{text: "these words do not belong together: one is another word of the list, or two are swapped"}
	}
	return b, nil
}

// Parse reads a phrase as somebody types it: any case, any separators, four
// letters of each word are enough. The error is an *Error.
func Parse(input string) ([]string, error) {
	typed := strings.FieldsFunc(strings.ToLower(input), func(r rune) bool { return !unicode.IsLetter(r) })
	if len(typed) != Length {
		return nil, &Error{text: fmt.Sprintf("%d words, want %d", len(typed), Length)}
	}
	phrase := make([]string, Length)
	for n, w := range typed {
		i, ok := find(w)
		if !ok {
			return nil, unknown(n+1, w)
		}
		phrase[n] = list[i]
	}
	if _, err := Decode(phrase); err != nil {
		return nil, err
	}
	return phrase, nil
}

// Spoken writes 22 bits as the two check words that one side reads aloud.
func Spoken(bits uint32) [2]string {
	return [2]string{list[bits>>11&(Count-1)], list[bits&(Count-1)]}
}

// check is the first byte of SHA-256("sluis.v1/words\n" || b).
func check(b [random]byte) byte {
	sum := sha256.Sum256(append([]byte("sluis.v1/words\n"), b[:]...))
	return sum[0]
}

// spell cuts bytes into words of 11 bits, the first bit first.
func spell(b []byte) []string {
	var phrase []string
	rest, n := uint32(0), 0
	for _, c := range b {
		rest, n = rest<<8|uint32(c), n+8
		if n >= 11 {
			n -= 11
			phrase = append(phrase, list[rest>>n&(Count-1)])
		}
	}
	return phrase
}

// find takes a word of the list, or a beginning of one of at least four letters.
func find(w string) (int, bool) {
	if len(w) < prefix {
		return 0, false
	}
	i, ok := place[w[:prefix]]
	return i, ok && strings.HasPrefix(list[i], w)
}
