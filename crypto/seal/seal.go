package seal

import (
	"bytes"
	"io"

	"filippo.io/age"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
)

// Seal seals plain to one recipient. A recipient that is not a usable
// post-quantum key is E14.
func Seal(to keys.Recipient, plain []byte) ([]byte, error) {
	r, err := recipient(to)
	if err != nil {
		return nil, err
	}
	var file bytes.Buffer
	file.Grow(sealedSize(len(plain)))
	w, err := age.Encrypt(&file, r)
	if err != nil {
		return nil, note.Errorf(note.E14, "recipient cannot be sealed to")
	}
	w.Write(plain) // into memory: what fails is said by Close
	if err := w.Close(); err != nil {
		return nil, err
	}
	return file.Bytes(), nil
}

// Open opens a file that is sealed to by and nobody else (E14), and hands out
// nothing before its last byte is authenticated (E18).
func Open(by *identity.Identity, file []byte) ([]byte, error) {
	if err := oneStanza(file); err != nil {
		return nil, err
	}
	r, err := age.Decrypt(bytes.NewReader(file), by.Age())
	if err != nil {
		return nil, errOpen
	}
	plain := bytes.NewBuffer(make([]byte, 0, len(file)))
	if _, err := io.Copy(plain, r); err != nil {
		return nil, errOpen
	}
	return plain.Bytes(), nil
}

func oneStanza(file []byte) error {
	n, err := identity.Stanzas(file)
	if err != nil {
		return err
	}
	if n != 1 {
		return note.Errorf(note.E14, "sealed to %d keys, want 1", n)
	}
	return nil
}

var errOpen = note.Errorf(note.E18, "the file is sealed to another key, cut short or damaged")

const (
	headerSize = 1627 // one stanza, always
	nonceSize  = 16
	chunkSize  = 64 << 10
	tagSize    = 16
)

// sealedSize is the size of the file for that many bytes.
func sealedSize(plain int) int {
	chunks := max(1, (plain+chunkSize-1)/chunkSize)
	return headerSize + nonceSize + plain + chunks*tagSize
}
