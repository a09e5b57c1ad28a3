package auth_test

import (
	"testing"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// TestFind: a code gives its account however it is typed; one that nobody has
// gives ids that look alike, always the same ones, and that begin as it says.
func TestFind(t *testing.T) {
	w := newWorld(t)
	const code = "Z12KW-40WDZ" // nobody has it
	for id := range w.people.accounts {
		for _, typed := range []string{hub.AccountCode(id), " " + hub.AccountCode(id)[:5] + hub.AccountCode(id)[6:]} {
			got, err := w.auth.Find(t.Context(), typed)
			if err != nil || got.Member != id {
				t.Errorf("%s: %v %v", typed, got, err)
			}
		}
	}
	first, err := w.auth.Find(t.Context(), code)
	if err != nil || !note.IsID(string(first.Org)) || !note.IsID(string(first.Member)) || hub.AccountCode(first.Member) != code {
		t.Errorf("nobody's code: %+v %v", first, err)
	}
	again, err := w.auth.Find(t.Context(), "z i2kw 4owdz")
	if err != nil || again != first {
		t.Errorf("the same code again: %+v %v, first %+v", again, err, first)
	}
	for _, typed := range []string{"", "K7QM2-P4XD", "K7QM2-P4XD9A", "U7QM2-P4XD9", "K7QM2\n4XD99"} {
		if _, err := w.auth.Find(t.Context(), typed); hub.CodeOf(err) != hub.E01 {
			t.Errorf("%q: %v, want E01", typed, err)
		}
	}
}
