package seal

import (
	"testing"

	"github.com/sluis-hub/sluis/crypto/identity"
)

// TestParsedIsBounded looks inside: nothing outside can see what is kept.
func TestParsedIsBounded(t *testing.T) {
	for range maxParsed + 10 {
		if _, err := Seal(identity.New().Recipient(), nil); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(parsed.known); n != maxParsed {
		t.Errorf("%d recipients are kept parsed, want %d", n, maxParsed)
	}
}
