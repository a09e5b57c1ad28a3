package partners

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// TestNames: testdata/names.json, which other languages read as well.
func TestNames(t *testing.T) {
	raw, err := os.ReadFile("testdata/names.json")
	if err != nil {
		t.Fatal(err)
	}
	var vectors struct {
		Alike, Apart [][2]string
		Names        []struct {
			Name string
			Code note.Code
		}
	}
	if err := json.Unmarshal(raw, &vectors); err != nil {
		t.Fatal(err)
	}
	for _, same := range vectors.Alike {
		if skeleton(same[0]) != skeleton(same[1]) {
			t.Errorf("%q and %q are told apart: %q, %q", same[0], same[1], skeleton(same[0]), skeleton(same[1]))
		}
	}
	for _, other := range vectors.Apart {
		if skeleton(other[0]) == skeleton(other[1]) {
			t.Errorf("%q and %q are not told apart", other[0], other[1])
		}
	}
	for _, n := range vectors.Names {
		if code := hub.CodeOf(personName(n.Name)); code != n.Code {
			t.Errorf("%q: %q, want %q", n.Name, code, n.Code)
		}
	}
	if len(vectors.Alike) < 50 || len(vectors.Apart) < 5 || len(vectors.Names) < 30 {
		t.Errorf("%d, %d and %d vectors", len(vectors.Alike), len(vectors.Apart), len(vectors.Names))
	}
}

// TestConfusables: each letter has one line, and its line says what skeleton gives for it.
func TestConfusables(t *testing.T) {
	n := 0
	for line := range strings.Lines(confusables) {
		as, letters, _ := strings.Cut(strings.TrimSpace(line), " ")
		for _, r := range letters {
			if n++; skeleton(string(r)) != as || skeleton(as) != as {
				t.Errorf("%q reads as %q, and not as %q", r, skeleton(string(r)), as)
			}
		}
	}
	if n != len(confusable()) || n < 300 {
		t.Errorf("%d letters of %d", len(confusable()), n)
	}
}
