package seal_test

import (
	"bytes"
	"testing"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/seal"
)

func TestRoundTrips(t *testing.T) {
	id := identity.New()
	json := []byte(`{"form":"message.text","version":1}`)
	plain, hash, err := seal.NewBody(json)
	if err != nil {
		t.Fatal(err)
	}
	file, err := seal.Seal(id.Recipient(), plain)
	if err != nil {
		t.Fatal(err)
	}
	if len(file) != 5755 {
		t.Errorf("smallest ciphertext is %d bytes, want 5755", len(file))
	}
	got, err := seal.OpenBody(id, file, note.HashOf(file), hash)
	if err != nil || !bytes.Equal(got, json) {
		t.Errorf("OpenBody = %q, %v", got, err)
	}
	if _, err := seal.OpenBody(identity.New(), file, note.HashOf(file), hash); note.CodeOf(err) != note.E18 {
		t.Errorf("opened with another identity: %v, want E18", err)
	}
}

func TestAttachmentSizes(t *testing.T) {
	for _, size := range []int{0, 1, 4088, 4089, seal.PieceSize - 2000, seal.PieceSize, 3*seal.PieceSize + 7} {
		content := bytes.Repeat([]byte{0xa5}, size)
		var sealed, opened bytes.Buffer
		id, root, n, err := seal.SealAttachment(&sealed, bytes.NewReader(content), int64(size))
		if err != nil || n != uint64(sealed.Len()) {
			t.Fatalf("SealAttachment of %d bytes: %d of %d, %v", size, n, sealed.Len(), err)
		}
		err = seal.OpenAttachment(&opened, pieces(sealed.Bytes()), root, n, id)
		if err != nil || !bytes.Equal(opened.Bytes(), content) {
			t.Errorf("OpenAttachment of %d bytes: got %d, %v", size, opened.Len(), err)
		}
	}
}

// pieces cuts a sealed file as a hub gives it back.
func pieces(sealed []byte) func(uint32) ([]byte, error) {
	return func(n uint32) ([]byte, error) {
		start := min(int(n)*seal.PieceSize, len(sealed))
		return sealed[start:min(start+seal.PieceSize, len(sealed))], nil
	}
}
