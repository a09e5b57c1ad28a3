package chain_test

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
)

var update = flag.Bool("update", false, "write the vector files anew")

const (
	chainFile   = "../vectors/chain.json"
	receiptFile = "../vectors/chain-receipt.json"
	blobFile    = "../vectors/chain-blob.json"
)

type chainVectors struct {
	About   string   `json:"about"`
	View    *view    `json:"view"`
	Vectors []vector `json:"vectors"`
}

const aboutChain = `Each vector is an exchange: entries as texts, of which the last is the one that matters; all before it are valid. ` +
	`code is the verdict on the last entry, "" when it counts. ends: the chain stops before it; otherwise, with a code, it keeps its place without effect. ` +
	`With cosign the entries are all valid and code is the verdict on cosign, an accept that has the receiver's signature only. ` +
	`holds are the case identity seeds (32 bytes, hex) that the reader has, by epoch; without holds no bind is recomputed. ` +
	`verdicts and state are those after the entries that keep their place; state is null when there are none. ` +
	`view answers for the directory. signers: a key signs for a party when a row has the same key, author and org, from <= size of cp < until ` +
	`(until 0: for ever); no such row is E06, none of them with the party is E05; pk is the Ed25519 public key, hex. ` +
	`partyKeys: rh is a current key of the party, else E06. partyOrgs: the organisation of a party, without a row E06. ` +
	`Ciphertexts, grant files and recipients are not there: their hashes and rcpt are arbitrary.`

// play reads a vector as a client would; the error is the verdict on the last
// entry or on the co-signature asked for.
func play(v vector) (chain.Result, error) {
	var o chain.Opener
	if v.Holds != nil {
		h := holder{}
		for epoch, seed := range v.Holds {
			h[epoch], _ = hex.DecodeString(seed)
		}
		o = h
	}
	var entries []*chain.Entry
	for _, raw := range v.Entries {
		e, err := chain.Parse([]byte(raw))
		if err != nil {
			return chain.Replay(entries, directory, o), err
		}
		entries = append(entries, e)
	}
	r := chain.Replay(entries, directory, o)
	if r.End != nil || v.Cosign == "" {
		return r, r.End
	}
	at := strings.Index(v.Cosign, "\nsig ") + 1
	sig := strings.Fields(v.Cosign[at:])
	_, err := r.State.CheckAccept([]byte(v.Cosign[:at]), note.Sig{Key: note.KeyID(sig[1]), Hex: sig[2]}, directory)
	return r, err
}

// outcome completes a vector with what this implementation finds.
func outcome(v vector) vector {
	r, err := play(v)
	v.Code, v.Ends, v.State, v.Verdicts = note.CodeOf(err), err != nil && v.Cosign == "", summarise(r.State), nil
	for _, x := range r.Verdicts {
		v.Verdicts = append(v.Verdicts, verdict{x.Effect, x.Checked, x.Code})
	}
	if n := len(r.Verdicts); err == nil && r.Verdicts[n-1].Code != "" {
		v.Code = r.Verdicts[n-1].Code
	}
	return v
}

func TestChainVectors(t *testing.T) {
	if *update {
		file := chainVectors{aboutChain, directory, makeVectors(t)}
		for i, v := range file.Vectors {
			got := outcome(v)
			if got.Code != v.Code {
				t.Errorf("%s %s: code %q, want %q", v.Rule, v.Name, got.Code, v.Code)
			}
			file.Vectors[i] = got
		}
		write(t, chainFile, file)
	}
	var file chainVectors
	read(t, chainFile, &file)
	if diff := cmp.Diff(directory, file.View); diff != "" {
		t.Errorf("view (-test +file):\n%s", diff)
	}
	for _, v := range file.Vectors {
		if diff := cmp.Diff(v, outcome(v)); diff != "" {
			t.Errorf("%s %s (-want +got):\n%s", v.Rule, v.Name, diff)
		}
		for i, raw := range v.Entries[:len(v.Entries)-1] {
			if _, err := chain.Parse([]byte(raw)); err != nil {
				t.Errorf("%s %s: entry %d: %v", v.Rule, v.Name, i, err)
			}
		}
	}
}

type receiptVectors struct {
	About   string          `json:"about"`
	View    *view           `json:"view"`
	Vectors []receiptVector `json:"vectors"`
}

type receiptVector struct {
	Rule    string    `json:"rule"`
	Name    string    `json:"name"`
	Code    note.Code `json:"code"`
	Entries []string  `json:"entries"`
	On      int       `json:"on"`
	Receipt string    `json:"receipt"`
}

const aboutReceipt = `Each vector is a valid exchange and a receipt on entry number "on" of it. code is the verdict on the receipt. view is as in chain.json.`

func (v receiptVector) verdict(t tb) note.Code {
	r, err := chain.ParseReceipt([]byte(v.Receipt))
	if err != nil {
		return note.CodeOf(err)
	}
	var entries []*chain.Entry
	for _, raw := range v.Entries {
		entries = append(entries, parse(t, []byte(raw)))
	}
	result := chain.Replay(entries, directory, nil)
	if result.End != nil {
		t.Errorf("%s %s: %v", v.Rule, v.Name, result.End)
	}
	return note.CodeOf(result.State.CheckReceipt(r, entries[v.On], directory))
}

func TestReceiptVectors(t *testing.T) {
	if *update {
		file := receiptVectors{aboutReceipt, directory, makeReceipts(t)}
		write(t, receiptFile, file)
	}
	var file receiptVectors
	read(t, receiptFile, &file)
	for _, v := range file.Vectors {
		if got := v.verdict(t); got != v.Code {
			t.Errorf("%s %s: code %q, want %q", v.Rule, v.Name, got, v.Code)
		}
	}
}

type blobVectors struct {
	About   string       `json:"about"`
	Vectors []blobVector `json:"vectors"`
}

type blobVector struct {
	Rule   string    `json:"rule"`
	Name   string    `json:"name"`
	Code   note.Code `json:"code"`
	Size   uint64    `json:"size"`
	Pieces []string  `json:"pieces"` // SHA-256 of each piece, hex
	Root   note.Hash `json:"root"`
}

const aboutBlob = `size is that of the ciphertext in bytes, pieces are the SHA-256 of its pieces, hex; code is "" when they give root and E08 otherwise.`

func (v blobVector) root() note.Hash {
	pieces := make([][32]byte, len(v.Pieces))
	for i, p := range v.Pieces {
		b, _ := hex.DecodeString(p)
		copy(pieces[i][:], b)
	}
	return chain.BlobRoot(v.Size, pieces)
}

func makeBlobs() []blobVector {
	a, b, c := string(hash("piece a")), string(hash("piece b")), string(hash("piece c"))
	right := func(name string, size uint64, pieces ...string) blobVector {
		v := blobVector{Rule: "C12", Name: name, Size: size, Pieces: pieces}
		v.Root = v.root()
		return v
	}
	good := right("three pieces", 2<<20+1, a, b, c)
	wrong := func(name string, size uint64, pieces ...string) blobVector {
		return blobVector{"C12", name, note.E08, size, pieces, good.Root}
	}
	return []blobVector{good, right("one piece", 1667, a), right("one whole piece", 1<<20, a),
		wrong("another size", 2<<20+2, a, b, c), wrong("another order", 2<<20+1, b, a, c),
		wrong("a piece less", 2<<20+1, a, b), wrong("another piece", 2<<20+1, a, b, b)}
}

func TestBlobVectors(t *testing.T) {
	if *update {
		write(t, blobFile, blobVectors{aboutBlob, makeBlobs()})
	}
	var file blobVectors
	read(t, blobFile, &file)
	for _, v := range file.Vectors {
		if (v.root() == v.Root) != (v.Code == "") {
			t.Errorf("%s %s: root %s", v.Rule, v.Name, v.root())
		}
	}
}

// TestRulesHaveBoth: every rule has a vector that passes and one that does not.
func TestRulesHaveBoth(t *testing.T) {
	var chains chainVectors
	var receipts receiptVectors
	var blobs blobVectors
	read(t, chainFile, &chains)
	read(t, receiptFile, &receipts)
	read(t, blobFile, &blobs)
	good, bad := map[string]bool{}, map[string]bool{}
	add := func(rule string, code note.Code) {
		good[rule] = good[rule] || code == ""
		bad[rule] = bad[rule] || code != ""
	}
	for _, v := range chains.Vectors {
		add(v.Rule, v.Code)
	}
	for _, v := range receipts.Vectors {
		add(v.Rule, v.Code)
	}
	for _, v := range blobs.Vectors {
		add(v.Rule, v.Code)
	}
	for rule := range good {
		if !good[rule] || !bad[rule] {
			t.Errorf("%s: passing vector %v, failing vector %v", rule, good[rule], bad[rule])
		}
	}
	for _, span := range [][2]int{{1, 64}, {70, 77}} {
		for n := span[0]; n <= span[1]; n++ {
			if rule := "C" + itoa(n); !good[rule] {
				t.Errorf("%s has no vector", rule)
			}
		}
	}
}

func itoa(n int) string { b, _ := json.Marshal(n); return string(b) }

func write(t tb, path string, v any) {
	t.Helper()
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetIndent("", " ")
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

func read(t tb, path string, v any) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		t.Fatal(err)
	}
}
