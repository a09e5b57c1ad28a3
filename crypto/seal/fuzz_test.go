package seal_test

import (
	"bytes"
	"encoding/binary"
	"io"
	"testing"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/seal"
)

// FuzzOpen: any bytes give a plaintext, E14 or E18.
func FuzzOpen(f *testing.F) {
	for _, v := range load(f) {
		if v.In.File != nil {
			f.Add(v.In.File)
		}
	}
	id := someIdentity("case")
	f.Fuzz(func(t *testing.T, file []byte) {
		plain, err := seal.Open(id, file)
		if code := note.CodeOf(err); err != nil && (plain != nil || code != note.E14 && code != note.E18) {
			t.Errorf("Open: %v", err)
		}
	})
}

// FuzzReadBody: a body that is read is, byte for byte, the one its layout gives.
func FuzzReadBody(f *testing.F) {
	for _, v := range load(f) {
		if v.Op == "body" {
			f.Add(v.In.Plain, uint32(v.In.Zeros))
		}
	}
	f.Fuzz(func(t *testing.T, plain []byte, zeros uint32) {
		plain = append(plain, make([]byte, zeros%(300<<10))...)
		json, err := seal.ReadBody(plain, note.HashOf(plain))
		if err != nil {
			if note.CodeOf(err) != note.E10 {
				t.Errorf("ReadBody: %v", err)
			}
			return
		}
		again := layout(label, len(json), string(json), len(json))
		if !bytes.Equal(again[32:], plain[32:]) {
			t.Error("a body was read that nobody writes")
		}
	})
}

// FuzzOpenSecret: of all texts, one opens in one place.
func FuzzOpenSecret(f *testing.F) {
	holder, secret := someIdentity("team"), someIdentity("case")
	var context []note.Line
	for _, v := range load(f) {
		if v.Op == "grant" {
			if plain, err := seal.Open(holder, v.In.File); err == nil {
				f.Add(plain)
			}
			if v.Code == "" {
				context = v.In.context()
			}
		}
	}
	only, err := seal.GrantForm.Build(append(context[:3:3], note.L("identity", secret.String()))...)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		file := sealTo(text, holder.AgeRecipient())
		_, err := seal.OpenSecret(holder, file, seal.GrantForm, context, secret.Recipient().Hash())
		if (err == nil) != bytes.Equal(text, only) {
			t.Errorf("OpenSecret: %v", err)
		}
	})
}

// FuzzOpenAttachment: what opens is, byte for byte, what its length gives.
func FuzzOpenAttachment(f *testing.F) {
	id := someIdentity("file")
	for _, v := range load(f) {
		if v.Op == "attachment" {
			if plain, err := seal.Open(id, bytes.Join(v.In.Pieces, nil)); err == nil {
				f.Add(plain, uint32(0))
			}
		}
	}
	f.Add(framed(5, "sluis", 13), uint32(4096-13))
	f.Fuzz(func(t *testing.T, plain []byte, zeros uint32) {
		plain = append(plain, make([]byte, zeros%(200<<10))...)
		file := sealTo(plain, id.AgeRecipient())
		if len(file) > seal.PieceSize {
			return
		}
		root, size := root(file)
		var content bytes.Buffer
		err := seal.OpenAttachment(&content, pieces(file), root, size, id)
		if err != nil {
			if note.CodeOf(err) != note.E10 {
				t.Errorf("OpenAttachment: %v", err)
			}
			return
		}
		again := append(binary.BigEndian.AppendUint64(nil, uint64(content.Len())), content.Bytes()...)
		again = append(again, make([]byte, seal.Pad(len(again))-len(again))...)
		if !bytes.Equal(again, plain) {
			t.Error("an attachment was read that nobody writes")
		}
	})
}

// FuzzPieces: whatever a hub sends, only the author's bytes are accepted.
func FuzzPieces(f *testing.F) {
	for _, v := range load(f) {
		if v.Op == "attachment" {
			f.Add(bytes.Join(v.In.Pieces, nil))
		}
	}
	id := someIdentity("file")
	good := sealTo(framed(5, "sluis", 4096), id.AgeRecipient())
	root, size := root(good)
	f.Fuzz(func(t *testing.T, piece []byte) {
		err := seal.OpenAttachment(io.Discard, func(uint32) ([]byte, error) { return piece, nil }, root, size, id)
		if !bytes.Equal(piece, good) && note.CodeOf(err) != note.E08 {
			t.Errorf("OpenAttachment: %v, want E08", err)
		}
	})
}
