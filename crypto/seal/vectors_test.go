package seal_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"flag"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/seal"
)

var update = flag.Bool("update", false, "write the vectors again")

const vectorFile = "../vectors/seal.json"

const about = "op says what is done with in; code is empty when it succeeds, and then out is what it gives. " +
	"Files, plaintexts and pieces are base64, hashes and seeds hex; seed is that of the identity that opens. " +
	"pad: SHA-256 over u32be(pad(n)) for n from 0 up to and including upto. " +
	"open: open file; out is SHA-256 of the plaintext. seal: seal to recipient, and open with seed. " +
	"body: read plain, followed by as many zeros, against the hash of it all or, where given, want. " +
	"entry: open file against ct, then read it against body. bind: the value of seed over before, E09 when it is not want. " +
	"grant, teamkey: open file in context and match with want. " +
	"attachment: open the pieces against root and size; out is SHA-256 of the content."

type vectors struct {
	About   string   `json:"about"`
	Vectors []vector `json:"vectors"`
}

type vector struct {
	Rule string            `json:"rule"`
	Name string            `json:"name"`
	Code note.Code         `json:"code"`
	Op   string            `json:"op"`
	In   input             `json:"in"`
	Out  map[string]string `json:"out,omitempty"`
}

type input struct {
	UpTo      uint32      `json:"upto,omitempty"`
	Seed      string      `json:"seed,omitempty"`
	File      []byte      `json:"file,omitempty"`
	Recipient string      `json:"recipient,omitempty"`
	Plain     []byte      `json:"plain,omitempty"`
	Zeros     int         `json:"zeros,omitempty"`
	Want      note.Hash   `json:"want,omitempty"`
	CT        note.Hash   `json:"ct,omitempty"`
	Body      note.Hash   `json:"body,omitempty"`
	Before    string      `json:"before,omitempty"`
	Context   [][2]string `json:"context,omitempty"`
	Pieces    [][]byte    `json:"pieces,omitempty"`
	Root      note.Hash   `json:"root,omitempty"`
	Size      uint64      `json:"size,omitempty"`
}

func (in input) identity() *identity.Identity {
	seed, err := hex.DecodeString(in.Seed)
	if err != nil {
		panic("vector: " + err.Error())
	}
	id, err := identity.FromSeed(seed)
	if err != nil {
		panic("vector: " + err.Error())
	}
	return id
}

func (in input) context() (lines []note.Line) {
	for _, c := range in.Context {
		lines = append(lines, note.L(c[0], c[1]))
	}
	return lines
}

// run does what a vector says.
func (v vector) run() (out map[string]string, err error) {
	in := v.In
	switch v.Op {
	case "pad":
		h := sha256.New()
		for n := range in.UpTo + 1 {
			h.Write(binary.BigEndian.AppendUint32(nil, uint32(seal.Pad(int(n)))))
		}
		return map[string]string{"hash": hex.EncodeToString(h.Sum(nil))}, nil
	case "open":
		plain, err := seal.Open(in.identity(), in.File)
		if err != nil {
			return nil, err
		}
		return map[string]string{"hash": string(note.HashOf(plain))}, nil
	case "seal":
		file, err := seal.Seal(keys.Recipient(in.Recipient), in.Plain)
		if err != nil {
			return nil, err
		}
		plain, err := seal.Open(in.identity(), file)
		return map[string]string{"plain": base64.StdEncoding.EncodeToString(plain)}, err
	case "body":
		plain := append(in.Plain[:len(in.Plain):len(in.Plain)], make([]byte, in.Zeros)...)
		want := in.Want
		if want == "" {
			want = note.HashOf(plain)
		}
		json, err := seal.ReadBody(plain, want)
		if err != nil {
			return nil, err
		}
		return map[string]string{"hash": string(note.HashOf(json))}, nil
	case "entry":
		json, err := seal.OpenBody(in.identity(), in.File, in.CT, in.Body)
		if err != nil {
			return nil, err
		}
		return map[string]string{"json": string(json)}, nil
	case "bind":
		if value := seal.Bind(in.identity(), []byte(in.Before)); value != in.Want {
			return nil, note.Errorf(note.E09, "bind is %s", value)
		}
		return nil, nil
	case "grant", "teamkey":
		form := seal.GrantForm
		if v.Op == "teamkey" {
			form = seal.TeamKeyForm
		}
		id, err := seal.OpenSecret(in.identity(), in.File, form, in.context(), in.Want)
		if err != nil {
			return nil, err
		}
		return map[string]string{"identity": id.String()}, nil
	case "attachment":
		var content bytes.Buffer
		err := seal.OpenAttachment(&content, func(n uint32) ([]byte, error) { return in.Pieces[n], nil }, in.Root, in.Size, in.identity())
		if err != nil {
			return nil, err
		}
		return map[string]string{"hash": string(note.HashOf(content.Bytes()))}, nil
	}
	panic("vector: unknown op " + v.Op)
}

func load(t testing.TB) []vector {
	t.Helper()
	b, err := os.ReadFile(vectorFile)
	if err != nil {
		t.Fatal(err)
	}
	var all vectors
	if err := json.Unmarshal(b, &all); err != nil {
		t.Fatal(err)
	}
	return all.Vectors
}

func TestVectors(t *testing.T) {
	if *update {
		write(t)
	}
	accepted, refused := map[string]bool{}, map[string]bool{}
	for _, v := range load(t) {
		t.Run(v.Rule+"/"+v.Name, func(t *testing.T) {
			out, err := v.run()
			if note.CodeOf(err) != v.Code || (err == nil) != (v.Code == "") {
				t.Fatalf("%s: %v, want %q", v.Op, err, v.Code)
			}
			if diff := cmp.Diff(v.Out, out); diff != "" {
				t.Errorf("%s (-want +got):\n%s", v.Op, diff)
			}
		})
		if v.Code == "" {
			accepted[v.Rule] = true
		} else {
			refused[v.Rule] = true
		}
	}
	for rule := range accepted {
		if !refused[rule] {
			t.Errorf("rule %s has no vector that is refused", rule)
		}
	}
	for rule := range refused {
		if !accepted[rule] {
			t.Errorf("rule %s has no vector that is accepted", rule)
		}
	}
	if n := len(accepted); n != 16 {
		t.Errorf("%d rules have vectors, want 16", n)
	}
}
