package seal_test

import (
	"bytes"
	"compress/zlib"
	"io"
	"io/fs"
	"strings"
	"testing"

	"filippo.io/age"

	agetest "c2sp.org/CCTV/age"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/seal"
)

// ours is what Open makes of the vectors whose verdict is not plainly that of
// the age format: either the file is fine for age and we are stricter, or both
// refuse it and we see another thing first.
var ours = map[string]note.Code{
	"hybrid_and_x25519":          note.E14, // age refuses it too
	"hybrid_grease":              note.E14, // age passes over stanzas it does not know
	"hybrid_multiple_recipients": note.E14, // age opens it for either
	"hybrid_uppercase":           note.E14, // no such type, for age and for us
	"hybrid_x25519_arg":          note.E14, // likewise
	"x25519_lowercase":           note.E14, // likewise
	"stanza_valid_characters":    note.E14, // classic, and strange stanzas beside it
	"x25519_grease":              note.E14, // likewise
}

// TestCCTV runs every binary vector of the age format (c2sp.org/CCTV) that
// needs no passphrase through the bare library and through Open.
func TestCCTV(t *testing.T) {
	names, err := fs.Glob(agetest.Vectors, "*")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, name := range names {
		text, err := fs.ReadFile(agetest.Vectors, name)
		if err != nil {
			t.Fatal(err)
		}
		v := readCCTV(t, text)
		if v["armored"] != "" || v["passphrase"] != "" {
			continue // Sluis has neither
		}
		seen++
		t.Run(name, func(t *testing.T) { v.check(t, name) })
	}
	if seen < 80 {
		t.Errorf("only %d vectors", seen)
	}
}

// cctv holds the lines of a vector, and the file under "".
type cctv map[string]string

func readCCTV(t *testing.T, text []byte) cctv {
	head, file, found := strings.Cut(string(text), "\n\n")
	if !found {
		t.Fatal("vector without a file")
	}
	v := cctv{"": file}
	for line := range strings.SplitSeq(head, "\n") {
		key, value, _ := strings.Cut(line, ": ")
		v[key] = value
	}
	if v["compressed"] == "zlib" {
		r, err := zlib.NewReader(strings.NewReader(file))
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		v[""] = string(b)
	}
	return v
}

func (v cctv) check(t *testing.T, name string) {
	opens := v["expect"] == "success"
	var library age.Identity
	hybrid, err := identity.Parse(v["identity"])
	if err == nil {
		library = hybrid.Age()
	} else {
		hybrid = identity.New() // a classic file is refused whoever opens it
		if library, err = age.ParseX25519Identity(v["identity"]); err != nil {
			library = hybrid.Age()
		}
	}
	plain, err := decrypt([]byte(v[""]), library)
	if (err == nil) != opens {
		t.Errorf("age: %v, want %s", err, v["expect"])
	}
	if opens && string(note.HashOf(plain)) != v["payload"] {
		t.Error("age gives another payload")
	}

	want, known := ours[name]
	if !known && !opens {
		want = note.E18
	}
	if strings.HasPrefix(v[""], "age-encryption.org/v1\n-> X25519 ") {
		want = note.E14 // well formed or not: a classic recipient is seen first
	}
	plain, err = seal.Open(hybrid, []byte(v[""]))
	if note.CodeOf(err) != want {
		t.Errorf("Open: %v, want %q", err, want)
	}
	if want == "" && string(note.HashOf(plain)) != v["payload"] {
		t.Error("Open gives another payload")
	}
}

func decrypt(file []byte, by age.Identity) ([]byte, error) {
	r, err := age.Decrypt(bytes.NewReader(file), by)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}
