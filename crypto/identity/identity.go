package identity

import (
	"crypto/rand"

	"filippo.io/age"

	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
)

// Identity is one post-quantum age identity: a 32-byte seed and what follows
// from it. It is immutable and safe for use by several goroutines.
type Identity struct {
	seed [32]byte
	age  *age.HybridIdentity
	rcpt keys.Recipient
}

// New makes an identity from fresh random bytes.
func New() *Identity {
	var seed [32]byte
	rand.Read(seed[:])
	return fromSeed(seed)
}

// FromSeed makes the identity of a seed of 32 bytes, E01 for any other length.
func FromSeed(seed []byte) (*Identity, error) {
	if len(seed) != 32 {
		return nil, note.Errorf(note.E01, "identity seed has %d bytes, want 32", len(seed))
	}
	return fromSeed([32]byte(seed)), nil
}

// Parse reads "AGE-SECRET-KEY-PQ-1…" in its one spelling, else E01 (FORMAT.md I1).
func Parse(s string) (*Identity, error) {
	seed, ok := decodeSeed(s)
	if !ok || encodeSeed(seed) != s {
		return nil, note.Errorf(note.E01, "identity is not an AGE-SECRET-KEY-PQ- identity")
	}
	return fromSeed(seed), nil
}

// IsIdentity reports whether s is an identity in its one spelling; it is the value
// of identity lines.
func IsIdentity(s string) bool {
	seed, ok := decodeSeed(s)
	return ok && encodeSeed(seed) == s
}

func fromSeed(seed [32]byte) *Identity {
	id, err := age.ParseHybridIdentity(encodeSeed(seed))
	if err != nil {
		panic("identity: age refuses a seed of 32 bytes: " + err.Error())
	}
	return &Identity{seed, id, keys.Recipient(id.Recipient().String())}
}

// String is the secret text: never log it.
func (id *Identity) String() string { return encodeSeed(id.seed) }

// Seed returns a copy of the 32 secret bytes.
func (id *Identity) Seed() []byte { return append([]byte(nil), id.seed[:]...) }

// Recipient is the public half.
func (id *Identity) Recipient() keys.Recipient { return id.rcpt }

// Age is the identity as the age library takes it, AgeRecipient its public half.
func (id *Identity) Age() age.Identity           { return id.age }
func (id *Identity) AgeRecipient() age.Recipient { return id.age.Recipient() }
