package keys

import (
	"bytes"
	"crypto/ed25519"
	"encoding/hex"

	"github.com/sluis-hub/sluis/crypto/note"
)

// Public is an Ed25519 public key of 32 bytes that passed OK.
type Public [32]byte

// ParsePublic reads 64 hex digits and refuses, with E06, what OK refuses.
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

// Verify reports whether sig over msg counts under p.
func (p Public) Verify(msg, sig []byte) bool {
	return OK(p[:]) && SigOK(sig) && ed25519.Verify(p[:], msg, sig)
}

// Check finds the signature of p in n and verifies it: E05 when n carries none
// of that key, E04 when it does not count.
func (p Public) Check(n *note.Note) error {
	for _, s := range n.Sigs {
		if s.Key == p.ID() {
			if !p.Verify(n.Signed(), s.Bytes()) {
				return note.Errorf(note.E04, "signature of key %s does not verify", s.Key)
			}
			return nil
		}
	}
	return note.Errorf(note.E05, "no signature of key %s", p.ID())
}

// OK (keyok) holds for 32 bytes whose y is below 2^255-19 and that are none of
// the small-order encodings.
func OK(pk []byte) bool {
	return len(pk) == 32 && canonicalY(pk) && !smallOrder(pk)
}

// SigOK (sigok) holds for 64 bytes whose first half is not a small-order encoding.
func SigOK(sig []byte) bool {
	return len(sig) == 64 && !smallOrder(sig[:32])
}

// canonicalY reports y < 2^255-19; b is little endian with the sign of x on top.
func canonicalY(b []byte) bool {
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
var smallOrderY = [][]byte{
	fromHex("0000000000000000000000000000000000000000000000000000000000000000"), // order 4
	fromHex("0100000000000000000000000000000000000000000000000000000000000000"), // order 1
	fromHex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), // order 8
	fromHex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"), // order 8
	fromHex("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"), // order 2
	fromHex("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"), // 0, not canonical
	fromHex("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"), // 1, not canonical
}

func smallOrder(b []byte) bool {
	y := bytes.Clone(b[:32])
	y[31] &= 0x7f
	for _, s := range smallOrderY {
		if bytes.Equal(y, s) {
			return true
		}
	}
	return false
}

func fromHex(s string) []byte {
	b, err := hex.DecodeString(s)
	if err != nil {
		panic("keys: bad constant")
	}
	return b
}
