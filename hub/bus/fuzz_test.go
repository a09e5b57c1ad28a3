package bus

import (
	"bytes"
	"testing"
	"time"
)

// FuzzParseWord: what anybody who reaches Redis says there is a word, which is written
// the same again, or nothing.
func FuzzParseWord(f *testing.F) {
	for _, w := range []word{
		{sender: 1, seq: 2, topic: "t", from: 3, event: []byte(`{"event":"entry"}`), lost: time.Second},
		{sender: 1, seq: 3, event: goodbye, lost: longAgo},
		{},
	} {
		f.Add(w.bytes())
		f.Add(w.bytes()[:wordHead-1])
	}
	f.Add(append(bytes.Repeat([]byte{0}, wordHead-1), 9))
	f.Fuzz(func(t *testing.T, b []byte) {
		w, ok := parseWord(b)
		if ok && !bytes.Equal(w.bytes(), b) {
			t.Fatalf("%x is read as %+v", b, w)
		}
		if !ok && len(b) > wordHead+1<<16 {
			t.Fatalf("a word of %d bytes is none", len(b))
		}
	})
}
