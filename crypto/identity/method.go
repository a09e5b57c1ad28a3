package identity

import (
	"crypto/sha256"
	"encoding/hex"

	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
)

// Method is a way to unlock a keyring: an identity that opens it and a key that
// may fetch it, and do nothing else.
type Method struct {
	Kind  string // keys.UnlockDevice, UnlockPasskey or UnlockPhrase
	ID    string // 32 hex digits: chosen for a device, else it follows from the secret
	Age   *Identity
	Login *Signer
}

// NewDevice makes a method from fresh random bytes, to be kept in a file that
// only its owner can read (see Text).
func NewDevice(id string) *Method {
	return &Method{Kind: keys.UnlockDevice, ID: id, Age: New(), Login: NewSigner()}
}

// FromPasskey is the method of a passkey: credential is its id, secret the 32
// bytes that the WebAuthn PRF extension gave for PRFSalt, E01 for any other
// length (FORMAT.md I8).
func FromPasskey(credential, secret []byte) (*Method, error) {
	if len(secret) != 32 {
		return nil, note.Errorf(note.E01, "passkey secret has %d bytes, want 32", len(secret))
	}
	id := note.HashOf(append([]byte("sluis.v1/passkey\n"), credential...))[:32]
	return &Method{
		Kind:  keys.UnlockPasskey,
		ID:    string(id),
		Age:   fromSeed([32]byte(expand(secret, "sluis.v1/unlock/passkey/age\n"+string(credential), 32))),
		Login: fromSignSeed(expand(secret, "sluis.v1/unlock/passkey/login\n"+string(credential), 32)),
	}, nil
}

// PRFSalt is what a passkey of this relying party is always asked for.
func PRFSalt(rpID string) [32]byte { return sha256.Sum256([]byte("sluis.v1/prf\n" + rpID)) }

// Unlock is the public half, as a keyring lists it.
func (m *Method) Unlock() Unlock {
	return Unlock{Kind: m.Kind, ID: m.ID, Recipient: m.Age.Recipient(), Login: m.Login.Public()}
}

var deviceForm = &note.Form{
	Label: "device",
	Fields: []note.Field{
		note.Once("id", note.IsID),
		note.Once("identity", IsIdentity),
		note.Once("login-seed", note.IsHash),
	},
}

// Text is the secret of a device as a home keeps it (FORMAT.md I9).
func (m *Method) Text() ([]byte, error) {
	return deviceForm.Build(
		note.L("id", m.ID),
		note.L("identity", m.Age.String()),
		note.L("login-seed", hex.EncodeToString(m.Login.Seed())),
	)
}

// ParseDevice reads what Text wrote, else E01.
func ParseDevice(text []byte) (*Method, error) {
	n, err := deviceForm.Parse(text)
	if err != nil {
		return nil, err
	}
	id, err := Parse(n.Get("identity"))
	if err != nil {
		return nil, err
	}
	return &Method{
		Kind:  keys.UnlockDevice,
		ID:    n.Get("id"),
		Age:   id,
		Login: fromSignSeed(note.Hash(n.Get("login-seed")).Bytes()),
	}, nil
}
