package seal

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
)

const (
	freshSize = 32
	bodyLabel = "sluis.v1/body\n"
	bodyHead  = freshSize + len(bodyLabel) + 4
)

// MaxJSON is the largest JSON of a body in bytes.
const MaxJSON = 256 << 10

// NewBody lays out the plaintext of an entry's body and gives its hash, which
// goes into the header. Every call draws 32 fresh bytes, so the hash tells
// nothing and no two bodies are alike: never reuse one, not even for a retry.
// JSON larger than MaxJSON is E10.
func NewBody(json []byte) (plain []byte, hash note.Hash, err error) {
	if len(json) > MaxJSON {
		return nil, "", note.Errorf(note.E10, "body of %d bytes, at most %d", len(json), MaxJSON)
	}
	plain = make([]byte, Pad(bodyHead+len(json)))
	rand.Read(plain[:freshSize])
	copy(plain[freshSize:], bodyLabel)
	binary.BigEndian.PutUint32(plain[bodyHead-4:], uint32(len(json)))
	copy(plain[bodyHead:], json)
	return plain, note.HashOf(plain), nil
}

// ReadBody takes the JSON out of a plaintext whose hash stands in a signed
// header (E08), and checks the layout to the last zero (E10). It does not look
// into the JSON.
func ReadBody(plain []byte, want note.Hash) (json []byte, err error) {
	if note.HashOf(plain) != want {
		return nil, note.Errorf(note.E08, "body is not the one that was signed for")
	}
	if len(plain) < bodyHead {
		return nil, note.Errorf(note.E10, "body of %d bytes is too short", len(plain))
	}
	if string(plain[freshSize:freshSize+len(bodyLabel)]) != bodyLabel {
		return nil, note.Errorf(note.E10, "body has no label")
	}
	size := binary.BigEndian.Uint32(plain[bodyHead-4:])
	if size > MaxJSON {
		return nil, note.Errorf(note.E10, "body of %d bytes, at most %d", size, MaxJSON)
	}
	n := int(size)
	if len(plain) != Pad(bodyHead+n) {
		return nil, note.Errorf(note.E10, "body is not padded to its length")
	}
	if !zero(plain[bodyHead+n:]) {
		return nil, note.Errorf(note.E10, "body is padded with something")
	}
	return plain[bodyHead : bodyHead+n : bodyHead+n], nil
}

// OpenBody is the one road from a stored ciphertext to its JSON: the hash of the
// file (E08), one stanza (E14), opening (E18), the hash of the plaintext (E08),
// the layout (E10), in this order.
func OpenBody(by *identity.Identity, file []byte, ct, body note.Hash) (json []byte, err error) {
	if note.HashOf(file) != ct {
		return nil, note.Errorf(note.E08, "ciphertext is not the one that was signed for")
	}
	plain, err := Open(by, file)
	if err != nil {
		return nil, err
	}
	return ReadBody(plain, body)
}

// Bind ties an entry to the case key of an epoch: HMAC-SHA-256 over every signed
// byte before the first bind line (FORMAT.md S8). Compare it with a header's
// value by ==; the value is public.
func Bind(by *identity.Identity, before []byte) note.Hash {
	key, err := hkdf.Key(sha256.New, by.Seed(), nil, "sluis.v1/bind", 32)
	if err != nil {
		panic("seal: HKDF refuses its constants: " + err.Error())
	}
	mac := hmac.New(sha256.New, key)
	mac.Write(before)
	return note.Hash(hex.EncodeToString(mac.Sum(nil)))
}

func zero(b []byte) bool {
	for _, c := range b {
		if c != 0 {
			return false
		}
	}
	return true
}
