package seal_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/seal"
)

func TestBodyRoundTrip(t *testing.T) {
	id := identity.New()
	rapid.Check(t, func(t *rapid.T) {
		json := rapid.SliceOfN(rapid.Byte(), 0, 12000).Draw(t, "json")
		plain, hash, err := seal.NewBody(json)
		if err != nil {
			t.Fatal(err)
		}
		file, err := seal.Seal(id.Recipient(), plain)
		if err != nil {
			t.Fatal(err)
		}
		got, err := seal.OpenBody(id, file, note.HashOf(file), hash)
		if err != nil || !bytes.Equal(got, json) {
			t.Fatalf("OpenBody: %d bytes, %v, want %d", len(got), err, len(json))
		}
	})
}

func TestBodySizes(t *testing.T) {
	id := identity.New()
	for _, c := range []struct{ json, file int }{{0, 5755}, {4046, 5755}, {4047, 6011}, {seal.MaxJSON, 272059}} {
		plain, _, err := seal.NewBody(make([]byte, c.json))
		if err != nil {
			t.Fatal(err)
		}
		file, err := seal.Seal(id.Recipient(), plain)
		if err != nil || len(file) != c.file {
			t.Errorf("file of %d bytes of JSON has %d bytes, %v, want %d", c.json, len(file), err, c.file)
		}
	}
	if _, _, err := seal.NewBody(make([]byte, seal.MaxJSON+1)); note.CodeOf(err) != note.E10 {
		t.Errorf("NewBody of too much: %v, want E10", err)
	}
}

// TestBodyIsFresh: two bodies of one text share neither hash nor file, so a
// guess at the text cannot be tried on the header.
func TestBodyIsFresh(t *testing.T) {
	one, first, _ := seal.NewBody([]byte("{}"))
	two, second, _ := seal.NewBody([]byte("{}"))
	if first == second || bytes.Equal(one[:32], two[:32]) {
		t.Error("two bodies with the same random bytes")
	}
}

// TestPad compares with the definition in the Padmé paper, in floating point,
// and with what FORMAT.md promises.
func TestPad(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 1<<40).Draw(t, "n")
		got := seal.Pad(n)
		l := float64(max(n, 4096))
		e := math.Floor(math.Log2(l))
		s := math.Floor(math.Log2(e)) + 1
		step := math.Exp2(e - s)
		if want := int(math.Ceil(l/step) * step); got != want {
			t.Fatalf("Pad(%d) = %d, want %d", n, got, want)
		}
		if seal.Pad(got) != got || seal.Pad(n+1) < got {
			t.Fatalf("Pad is not a rounding up at %d", n)
		}
		if n >= 4096 && float64(got) > 1.0625*float64(n) {
			t.Fatalf("Pad(%d) = %d: more than a sixteenth", n, got)
		}
	})
	sizes := map[int]bool{}
	for n := 0; n <= 25<<20; n = seal.Pad(n) + 1 {
		sizes[seal.Pad(n)] = true
	}
	if len(sizes) != 339 {
		t.Errorf("%d sizes up to 25 MiB, want 339", len(sizes))
	}
}

// TestCutAndChanged cuts, lengthens and changes a file at every place.
func TestCutAndChanged(t *testing.T) {
	id := identity.New()
	plain := make([]byte, 300)
	file, err := seal.Seal(id.Recipient(), plain)
	if err != nil {
		t.Fatal(err)
	}
	refuse := func(what string, file []byte) {
		t.Helper()
		got, err := seal.Open(id, file)
		if code := note.CodeOf(err); got != nil || code != note.E18 && code != note.E14 {
			t.Fatalf("%s: %d bytes, %v", what, len(got), err)
		}
	}
	for n := range file {
		refuse(fmt.Sprintf("cut to %d bytes", n), file[:n])
		changed := bytes.Clone(file)
		changed[n] ^= 1 << (n % 8)
		refuse(fmt.Sprintf("byte %d changed", n), changed)
	}
	refuse("a byte more", append(bytes.Clone(file), 0))
	long, err := seal.Seal(id.Recipient(), make([]byte, 3*64<<10))
	if err != nil {
		t.Fatal(err)
	}
	const header, chunk = 1627 + 16, 64<<10 + 16
	for n := header; n < len(long); n += chunk {
		for _, cut := range []int{n - 1, n, n + 1, n + 16} {
			refuse(fmt.Sprintf("cut to %d bytes, near a chunk", cut), long[:cut])
		}
	}
}

// TestRecipientVectors: what package keys takes as a recipient can be sealed to,
// and nothing else.
func TestRecipientVectors(t *testing.T) {
	b, err := os.ReadFile("../vectors/keys.json")
	if err != nil {
		t.Fatal(err)
	}
	var all struct {
		Vectors []struct {
			Rule, Name, Act, Recipient string
			Code                       note.Code
		}
	}
	if err := json.Unmarshal(b, &all); err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, v := range all.Vectors {
		if v.Act != "recipient" {
			continue
		}
		seen++
		if _, err := seal.Seal(keys.Recipient(v.Recipient), nil); note.CodeOf(err) != v.Code {
			t.Errorf("%s %s: %v, want %q", v.Rule, v.Name, err, v.Code)
		}
	}
	if seen == 0 {
		t.Error("no vectors")
	}
}

// TestManyAtOnce seals to more recipients than are kept parsed, from several
// goroutines.
func TestManyAtOnce(t *testing.T) {
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 50 {
				id := identity.New()
				for range 2 {
					file, err := seal.Seal(id.Recipient(), []byte("text"))
					if err != nil {
						t.Error(err)
						return
					}
					if plain, err := seal.Open(id, file); err != nil || string(plain) != "text" {
						t.Errorf("Open: %q, %v", plain, err)
					}
				}
			}
		})
	}
	wg.Wait()
}

// TestSecretRoundTrip: what SealSecret makes, OpenSecret gives back, and a
// context that is not whole opens nothing.
func TestSecretRoundTrip(t *testing.T) {
	holder, secret := identity.New(), identity.New()
	context := []note.Line{
		note.L("xnonce", string(note.NewID())), note.L("epoch", "0"), note.L("party", "t"+string(note.NewID())),
	}
	lines := append(context[:3:3], note.L("identity", secret.String()))
	file, err := seal.SealSecret(holder.Recipient(), seal.GrantForm, lines)
	if err != nil {
		t.Fatal(err)
	}
	want := secret.Recipient().Hash()
	got, err := seal.OpenSecret(holder, file, seal.GrantForm, context, want)
	if err != nil || got.String() != secret.String() {
		t.Errorf("OpenSecret: %v", err)
	}
	for name, context := range map[string][]note.Line{"no context": nil, "one line less": context[:2], "one line more": lines} {
		if _, err := seal.OpenSecret(holder, file, seal.GrantForm, context, want); note.CodeOf(err) != note.E09 {
			t.Errorf("%s: %v, want E09", name, err)
		}
	}
	if _, err := seal.SealSecret(holder.Recipient(), seal.GrantForm, context); note.CodeOf(err) != note.E01 {
		t.Errorf("SealSecret without a secret: %v, want E01", err)
	}
	if _, err := seal.SealSecret("age1pq1", seal.GrantForm, lines); note.CodeOf(err) != note.E14 {
		t.Errorf("SealSecret to nobody: %v, want E14", err)
	}
}
