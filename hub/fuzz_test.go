package hub_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// FuzzSplitFrame: a frame that is read is, byte for byte, what its parts give.
func FuzzSplitFrame(f *testing.F) {
	f.Add([]byte{})
	f.Add(hub.JoinFrame([]byte("note"), nil, []byte("text")))
	f.Add([]byte{0, 0, 0})
	f.Add([]byte{0, 0, 0, 2, 1})
	f.Add([]byte{255, 255, 255, 255, 1})
	f.Fuzz(func(t *testing.T, frame []byte) {
		parts, err := hub.SplitFrame(frame)
		if err != nil {
			if hub.CodeOf(err) != hub.E01 || parts != nil {
				t.Fatal(err)
			}
			return
		}
		if !bytes.Equal(hub.JoinFrame(parts...), frame) {
			t.Fatal("another frame")
		}
	})
}

// FuzzParseAnswer is the same for what a newcomer brings.
func FuzzParseAnswer(f *testing.F) {
	whole := hub.Answer{Member: []byte("note"), Recipient: []byte("age1pq1"), Name: []byte("name"), MAC: note.ZeroHash}
	f.Add(whole.Frame())
	f.Add(hub.JoinFrame([]byte("note"), []byte("age1pq1"), []byte("name"), []byte("mac")))
	f.Add(hub.JoinFrame([]byte("note")))
	f.Fuzz(func(t *testing.T, frame []byte) {
		a, err := hub.ParseAnswer(frame)
		if err == nil && !bytes.Equal(a.Frame(), frame) {
			t.Fatal("another answer")
		}
		if err != nil && hub.CodeOf(err) != hub.E01 {
			t.Fatal(err)
		}
	})
}

// FuzzParseAccountCode: whatever is typed gives one way to write it, or E01.
func FuzzParseAccountCode(f *testing.F) {
	for _, typed := range typedCodes {
		f.Add(typed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		code, err := hub.ParseAccountCode(typed)
		if err != nil {
			if hub.CodeOf(err) != hub.E01 {
				t.Fatal(err)
			}
			return
		}
		again, err := hub.ParseAccountCode(code)
		if err != nil || again != code || len(code) != 11 || strings.Trim(code, hub.CodeLetters+"-") != "" {
			t.Fatalf("%q gives %q, and that %q, %v", typed, code, again, err)
		}
	})
}

// typedCodes are ways to type one code, as web/test/hub/language.test.ts has them,
// and what is none.
var typedCodes = []string{
	"04hma sw9nf", "O4HMASW9NF", "  04-hm-a-sw9nf ", "iiiii lllll",
	"", "04HMA-SW9N", "04HMA-SW9NFF", "04HMA-SW9NU", "04HMA-SW9Né", "04HMASW9ß", "04HMA-ſW9NF",
}

func TestParseAccountCode(t *testing.T) {
	for i, typed := range typedCodes {
		code, err := hub.ParseAccountCode(typed)
		want := map[bool]string{true: "04HMA-SW9NF"}[i < 3]
		if i == 3 {
			want = "11111-11111"
		}
		if code != want || (err == nil) != (want != "") {
			t.Errorf("%q gives %q, %v, want %q", typed, code, err, want)
		}
	}
	if _, err := hub.ParseAccountCode("04HMA-SW9NF" + strings.Repeat(" ", 60)); hub.CodeOf(err) != hub.E01 {
		t.Errorf("71 characters give %v, want E01", err)
	}
	if code := hub.AccountCode("0123456789abcdef0123456789abcdef"); code != "04HMA-SW9NF" {
		t.Error(code)
	}
}

// FuzzParseDay: a day is read as it is written.
func FuzzParseDay(f *testing.F) {
	for _, s := range []string{"2026-11-21", "2026-02-30", "2026-1-1", "", "0000-01-01", "2026-11-21 "} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if day, err := hub.ParseDay(s); err == nil && (string(day) != s || len(s) != 10) {
			t.Fatalf("%q is read as %q", s, day)
		}
	})
}
