package keys

import (
	"crypto/ed25519"
	"encoding/hex"

	"github.com/sluis-hub/sluis/crypto/note"
)

// Public is an Ed25519 public key of 32 bytes that passed OK. The zero value is
// no key: nothing verifies under it.
type Public [32]byte

// ParsePublic reads 64 lower-case hex digits (else E01) and refuses, with E06,
// what OK refuses.
func ParsePublic(s string) (Public, error) {
	if !note.IsHash(s) {
		return Public{}, note.Errorf(note.E01, "public key is not 64 hex digits")
	}
	b, _ := hex.DecodeString(s)
	return PublicFrom(b)
}

// PublicFrom takes 32 bytes and refuses, with E06, what OK refuses.
func PublicFrom(b []byte) (Public, error) {
	if !OK(b) {
		return Public{}, note.Errorf(note.E06, "public key is not a usable point")
	}
	return Public(b), nil
}

func (p Public) String() string { return hex.EncodeToString(p[:]) }

// ID is the first half of SHA-256("sluis.v1/keyid\n" || pk).
func (p Public) ID() note.KeyID {
	return note.KeyID(note.HashOf(append([]byte("sluis.v1/keyid\n"), p[:]...))[:32])
}

// Verify reports whether sig over msg counts under p: OK, SigOK, S below the
// group's order, and encode([S]B - [k]A) = R (RFC 8032, 5.1.7, without cofactor).
func (p Public) Verify(msg, sig []byte) bool {
	return OK(p[:]) && SigOK(sig) && ed25519.Verify(p[:], msg, sig)
}

// Check finds the signature of p in n and verifies it: E05 when n carries none
// of that key, E04 when it does not count. It says nothing of other signatures
// in n; a caller who expects two keys checks both.
func (p Public) Check(n *note.Note) error {
	id := p.ID()
	for _, s := range n.Sigs {
		if s.Key != id {
			continue
		}
		if !p.Verify(n.Signed(), s.Bytes()) {
			return note.Errorf(note.E04, "signature of key %s does not verify", id)
		}
		return nil
	}
	return note.Errorf(note.E05, "no signature of key %s", id)
}

// OK (keyok) holds for 32 bytes whose y is below 2^255-19 and that are none of
// the small-order encodings. It does not ask whether a point has that y: under
// one that has not, nothing verifies.
func OK(pk []byte) bool {
	return len(pk) == 32 && canonicalY((*[32]byte)(pk)) && !oneOf((*[32]byte)(pk), &smallOrderY)
}

// SigOK (sigok) holds for 64 bytes whose first half is not a small-order encoding.
func SigOK(sig []byte) bool {
	return len(sig) == 64 && !oneOf((*[32]byte)(sig), &smallOrderY)
}

// canonicalY reports y < 2^255-19; b is little endian with the sign of x on top.
func canonicalY(b *[32]byte) bool {
	if b[31]&0x7f != 0x7f {
		return true
	}
	for _, c := range b[1:31] {
		if c != 0xff {
			return true
		}
	}
	return b[0] < 0xed
}

// smallOrderY lists the y coordinates, without the sign bit, of every encoding,
// canonical or not, of a point whose order divides 8 (RFC 8032 group, cofactor 8).
var smallOrderY = [...][32]byte{
	bytes32("0000000000000000000000000000000000000000000000000000000000000000"), // order 4
	bytes32("0100000000000000000000000000000000000000000000000000000000000000"), // order 1
	bytes32("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), // order 8
	bytes32("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"), // order 8
	bytes32("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"), // order 2
	bytes32("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"), // 0, not canonical
	bytes32("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"), // 1, not canonical
}

// oneOf reports whether b, without its top bit, stands in the table.
func oneOf(b *[32]byte, table *[7][32]byte) bool {
	masked := *b
	masked[31] &= 0x7f
	for i := range table {
		if masked == table[i] {
			return true
		}
	}
	return false
}

func bytes32(s string) [32]byte {
	b, _ := hex.DecodeString(s)
	return [32]byte(b)
}
