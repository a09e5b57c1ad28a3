package identity

import (
	"bytes"
	"io"

	"filippo.io/age"

	"github.com/sluis-hub/sluis/crypto/note"
)

const (
	ageIntro  = "age-encryption.org/v1\n"
	pqStanza  = "-> mlkem768x25519 "
	anyStanza = "->"
	ageFooter = "---"
)

// Stanzas counts the keys that an age file is sealed to. E14: one of them is
// not post-quantum. E18: the file has no whole header (FORMAT.md S1).
func Stanzas(file []byte) (int, error) {
	rest, found := bytes.CutPrefix(file, []byte(ageIntro))
	if !found {
		return 0, note.Errorf(note.E18, "not an age file")
	}
	count := 0
	for {
		line, tail, found := bytes.Cut(rest, []byte("\n"))
		if !found {
			return 0, note.Errorf(note.E18, "the header of the age file is cut short")
		}
		if bytes.HasPrefix(line, []byte(ageFooter)) {
			return count, nil
		}
		if bytes.HasPrefix(line, []byte(anyStanza)) {
			if !bytes.HasPrefix(line, []byte(pqStanza)) {
				return 0, note.Errorf(note.E14, "sealed to a key that is not post-quantum")
			}
			count++
		}
		rest = tail
	}
}

// sealToAll seals the keyring: the only file with more than one recipient, all
// of them one person. Everything else is sealed by package seal.
func sealToAll(unlocks []Unlock, text []byte) ([]byte, error) {
	recipients := make([]age.Recipient, len(unlocks))
	for i, u := range unlocks {
		r, err := age.ParseHybridRecipient(string(u.Recipient))
		if err != nil {
			return nil, err // the text that is sealed was refused before
		}
		recipients[i] = r
	}
	var file bytes.Buffer
	w, err := age.Encrypt(&file, recipients...)
	if err != nil {
		return nil, err
	}
	w.Write(text) // into memory: what fails is said by Close
	if err := w.Close(); err != nil {
		return nil, err
	}
	return file.Bytes(), nil
}

// openByOne gives the text and to how many keys the file is sealed.
func openByOne(id *Identity, file []byte) (text []byte, stanzas int, err error) {
	stanzas, err = Stanzas(file)
	if err != nil {
		return nil, 0, err
	}
	r, err := age.Decrypt(bytes.NewReader(file), id.Age())
	if err != nil {
		return nil, 0, errOpen
	}
	if text, err = io.ReadAll(r); err != nil {
		return nil, 0, errOpen
	}
	return text, stanzas, nil
}

// errOpen says nothing of what the library saw: its text may quote the file.
var errOpen = note.Errorf(note.E18, "the file is sealed to other keys, cut short or damaged")
