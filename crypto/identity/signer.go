package identity

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/hex"
	"strconv"

	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
)

// Signer is an Ed25519 private key (RFC 8032). It is immutable and safe for use
// by several goroutines.
type Signer struct {
	key ed25519.PrivateKey
	pub keys.Public
	id  note.KeyID
}

// NewSigner makes a key from fresh random bytes.
func NewSigner() *Signer {
	seed := make([]byte, ed25519.SeedSize)
	rand.Read(seed)
	return fromSignSeed(seed)
}

// SignerFromSeed makes the key of a seed of 32 bytes, E01 for any other length.
func SignerFromSeed(seed []byte) (*Signer, error) {
	if len(seed) != ed25519.SeedSize {
		return nil, note.Errorf(note.E01, "signing seed has %d bytes, want 32", len(seed))
	}
	return fromSignSeed(seed), nil
}

func fromSignSeed(seed []byte) *Signer {
	key := ed25519.NewKeyFromSeed(seed)
	pub := keys.Public(key.Public().(ed25519.PublicKey))
	return &Signer{key, pub, pub.ID()}
}

// Public is the public half.
func (s *Signer) Public() keys.Public { return s.pub }

// Seed returns a copy of the 32 secret bytes.
func (s *Signer) Seed() []byte { return s.key.Seed() }

// Sign makes the signature line over signed bytes (note.Note.Signed).
func (s *Signer) Sign(signed []byte) note.Sig {
	return note.Sig{Key: s.id, Hex: hex.EncodeToString(ed25519.Sign(s.key, signed))}
}

// Login builds and signs the note that answers a hub's challenge (FORMAT.md
// I22). Origin is the address talked to, now in Unix seconds; values that no
// login note can hold are E01.
func (s *Signer) Login(origin string, account note.MemberID, challenge note.Hash, now int64) ([]byte, error) {
	signed, err := keys.LoginForm.Build(
		note.L("origin", origin),
		note.L("account", string(account)),
		note.L("challenge", string(challenge)),
		note.L("time", strconv.FormatInt(now, 10)),
	)
	if err != nil {
		return nil, err
	}
	return note.Attach(signed, s.Sign(signed)), nil
}
