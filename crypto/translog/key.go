package translog

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"strings"

	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
)

// Signature types of C2SP signed-note.
const (
	typeLog     = 0x01 // Ed25519 over the text
	typeWitness = 0x04 // Ed25519 cosignature/v1 over the text and a time
)

// maxName is how many characters the name of a key has at most.
const maxName = 128

// A Key is a public key of a log or a witness with its name, written
// "name+8 hex+base64" (C2SP signed-note, rules L8 and L9).
type Key struct {
	Name   string
	Public keys.Public
	id     [4]byte
	kind   byte
}

// LogKey makes the key of the log with that origin: E01 for a name that is none.
func LogKey(origin string, public keys.Public) (Key, error) { return newKey(origin, typeLog, public) }

// WitnessKey makes the key of a witness: E01 for a name that is none.
func WitnessKey(name string, public keys.Public) (Key, error) {
	return newKey(name, typeWitness, public)
}

// ParseLogKey reads the key of a log: E01 malformed, of another type, or with a
// number that is not its own, E06 for no usable key.
func ParseLogKey(s string) (Key, error) { return parseKey(s, typeLog) }

// ParseWitnessKey reads the key of a witness, with the errors of ParseLogKey.
func ParseWitnessKey(s string) (Key, error) { return parseKey(s, typeWitness) }

func newKey(name string, kind byte, public keys.Public) (Key, error) {
	if !isName(name) {
		return Key{}, note.Errorf(note.E01, "log: that is no name of a key")
	}
	k := Key{Name: name, Public: public, kind: kind}
	sum := sha256.Sum256(append(append([]byte(name+"\n"), kind), public[:]...))
	copy(k.id[:], sum[:])
	return k, nil
}

func parseKey(s string, kind byte) (Key, error) {
	name, rest, _ := strings.Cut(s, "+")
	id, encoded, _ := strings.Cut(rest, "+")
	data, err := decode(encoded)
	if err != nil || len(data) != 33 {
		return Key{}, note.Errorf(note.E01, "log: a key that is not 33 bytes in base64")
	}
	if data[0] != kind {
		return Key{}, note.Errorf(note.E01, "log: a key for another use")
	}
	public, err := keys.PublicFrom(data[1:])
	if err != nil {
		return Key{}, err
	}
	k, err := newKey(name, kind, public)
	if err != nil {
		return Key{}, err
	}
	if hex.EncodeToString(k.id[:]) != id {
		return Key{}, note.Errorf(note.E01, "log: a key with the number of another")
	}
	return k, nil
}

// String is the key as trust files write it.
func (k Key) String() string {
	data := append([]byte{k.kind}, k.Public[:]...)
	return k.Name + "+" + hex.EncodeToString(k.id[:]) + "+" + base64.StdEncoding.EncodeToString(data)
}

// made reports whether a signature line says that this key made it.
func (k Key) made(s Signature) bool { return s.Name == k.Name && bytes.Equal(s.Data[:4], k.id[:]) }

// isName: what may name a key, rule L8.
func isName(s string) bool {
	return len(s) <= maxName && note.IsText(s) && !strings.Contains(s, "+")
}

// decode reads base64 (RFC 4648, 4) that has one form only.
func decode(s string) ([]byte, error) {
	if !note.IsText(s) {
		return nil, note.Errorf(note.E01, "log: that is no base64")
	}
	return base64.StdEncoding.Strict().DecodeString(s)
}
