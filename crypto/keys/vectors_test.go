package keys_test

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"flag"
	"os"
	"testing"

	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
)

var update = flag.Bool("update", false, "write the vectors again")

const file = "../vectors/keys.json"

const about = "public: a public key as it stands in a line; when it is accepted, id is its key id. " +
	"verify: public, message and signature in hex; E06 when the key is refused, E04 when the signature does not count. " +
	"check: the signature of public in a note of label example, one line text, one or two signatures. " +
	"recipient: the text of a recipient; when it is accepted, hash is rh. " +
	"equation and cofactored tell for each verify what the equation alone says, without and with the cofactor 8: " +
	"they are there to show that a case is the one it claims to be."

type vectors struct {
	About   string   `json:"about"`
	Vectors []vector `json:"vectors"`
}

type vector struct {
	Rule       string     `json:"rule"`
	Name       string     `json:"name"`
	Code       note.Code  `json:"code"`
	Act        string     `json:"act"` // public, verify, check or recipient
	Public     string     `json:"public,omitempty"`
	ID         note.KeyID `json:"id,omitempty"`
	Message    string     `json:"message,omitempty"`
	Signature  string     `json:"signature,omitempty"`
	Equation   *bool      `json:"equation,omitempty"`
	Cofactored *bool      `json:"cofactored,omitempty"`
	Note       string     `json:"note,omitempty"`
	Recipient  string     `json:"recipient,omitempty"`
	Hash       note.Hash  `json:"hash,omitempty"`
}

var example = &note.Form{Label: "example", Fields: []note.Field{note.Once("text", note.IsText)}, MinSigs: 1, MaxSigs: 2}

func load(t testing.TB) []vector {
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var v vectors
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v.Vectors
}

func write(t *testing.T, all []vector) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(vectors{about, all}); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

func unhex(t testing.TB, s string) []byte {
	b, err := hex.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// verdict is what package keys says of a vector.
func (v vector) verdict(t testing.TB) error {
	if v.Act == "recipient" {
		r, err := keys.ParseRecipient(v.Recipient)
		if err == nil && (r.Hash() != v.Hash || string(r) != v.Recipient) {
			t.Errorf("hash %s", r.Hash())
		}
		return err
	}
	key, err := keys.ParsePublic(v.Public)
	if err != nil {
		return err
	}
	switch v.Act {
	case "public":
		if key.ID() != v.ID || key.String() != v.Public {
			t.Errorf("id %s", key.ID())
		}
	case "verify":
		if !key.Verify(unhex(t, v.Message), unhex(t, v.Signature)) {
			return note.Errorf(note.E04, "signature does not count")
		}
	case "check":
		n, err := example.Parse([]byte(v.Note))
		if err != nil {
			t.Fatal(err)
		}
		return key.Check(n)
	default:
		t.Fatalf("act %q", v.Act)
	}
	return nil
}

func TestVectors(t *testing.T) {
	if *update {
		write(t, generate(t))
	}
	kinds := map[string]map[bool]bool{}
	for _, v := range load(t) {
		if kinds[v.Rule] == nil {
			kinds[v.Rule] = map[bool]bool{}
		}
		kinds[v.Rule][v.Code == ""] = true
		t.Run(v.Rule+"/"+v.Name, func(t *testing.T) {
			if err := v.verdict(t); note.CodeOf(err) != v.Code {
				t.Fatalf("got %v, want code %q", err, v.Code)
			}
			if v.Act != "verify" {
				return
			}
			public, msg, sig := unhex(t, v.Public), unhex(t, v.Message), unhex(t, v.Signature)
			if equation(public, msg, sig) != *v.Equation || withCofactor(public, msg, sig) != *v.Cofactored {
				t.Error("the case is not the one it claims to be")
			}
			if v.Code == "" && !*v.Equation {
				t.Error("accepted against the equation")
			}
		})
	}
	for rule, both := range kinds {
		if len(both) != 2 {
			t.Errorf("rule %s lacks a valid or an invalid vector", rule)
		}
	}
}
