package keys

import (
	"strings"

	"github.com/sluis-hub/sluis/crypto/note"
)

// Recipient is a post-quantum age recipient, "age1pq1…": 1 216 bytes in bech32,
// 1 959 characters. Nothing else is ever sealed to.
type Recipient string

const (
	recipientPrefix = "age1pq"
	recipientChars  = 1959
	// A recipient is an ML-KEM-768 encapsulation key and an X25519 public key;
	// the former opens with 768 numbers of 12 bits below kemPrime (FIPS 203).
	recipientBytes = 1184 + 32
	kemNumbers     = 768 * 12 / 8
	kemPrime       = 3329
)

// ParseRecipient refuses, with E14, everything that is not such a recipient in
// lower case. What it accepts can be sealed to: a key that no sender can use
// would let its owner hold up everybody who must seal to it.
func ParseRecipient(s string) (Recipient, error) {
	if len(s) != recipientChars {
		return "", note.Errorf(note.E14, "recipient of %d characters, want %d", len(s), recipientChars)
	}
	data, found := strings.CutPrefix(s, recipientPrefix+"1")
	if !found {
		return "", note.Errorf(note.E14, "recipient is not an age1pq recipient")
	}
	key, spare, ok := decodeBech32(data)
	if !ok {
		return "", note.Errorf(note.E14, "recipient is damaged: its check does not hold")
	}
	if spare != 0 {
		return "", note.Errorf(note.E14, "recipient has bits left over that are not zero")
	}
	if !kemReduced(key[:kemNumbers]) {
		return "", note.Errorf(note.E14, "recipient holds a number that is not below %d", kemPrime)
	}
	if oneOf((*[32]byte)(key[recipientBytes-32:]), &smallOrderU) {
		return "", note.Errorf(note.E14, "recipient holds a point of small order")
	}
	return Recipient(s), nil
}

// Hash (rh) is SHA-256 of the recipient's characters.
func (r Recipient) Hash() note.Hash { return note.HashOf([]byte(r)) }

// kemReduced reports whether all numbers of 12 bits, little endian, are below
// kemPrime.
func kemReduced(b []byte) bool {
	for i := 0; i < len(b); i += 3 {
		low := int(b[i]) | int(b[i+1]&15)<<8
		high := int(b[i+1]>>4) | int(b[i+2])<<4
		if low >= kemPrime || high >= kemPrime {
			return false
		}
	}
	return true
}

// smallOrderU lists, without the top bit that X25519 ignores, the encodings of
// the points whose order divides 8, on the curve and on its twist: with them
// every shared secret is zero (RFC 7748, section 6.1).
var smallOrderU = [...][32]byte{
	bytes32("0000000000000000000000000000000000000000000000000000000000000000"),
	bytes32("0100000000000000000000000000000000000000000000000000000000000000"),
	bytes32("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"),
	bytes32("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157"),
	bytes32("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"), // -1
	bytes32("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"), // 0, not canonical
	bytes32("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"), // 1, not canonical
}

const bech32Chars = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"

// notBech32 is the value of a character that bech32 does not have.
const notBech32 = 0x80

var bech32Values = func() (t [256]byte) {
	for i := range t {
		t[i] = notBech32
	}
	for i, c := range []byte(bech32Chars) {
		t[c] = byte(i)
	}
	return t
}()

// bech32Steps holds what one step of the bech32 check adds for each value of
// the five bits that it shifts out.
var bech32Steps = func() (t [32]uint32) {
	for i, g := range [5]uint32{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3} {
		for top := range t {
			if top>>i&1 == 1 {
				t[top] ^= g
			}
		}
	}
	return t
}()

func bech32Step(sum uint32, v byte) uint32 {
	return sum&0x1ffffff<<5 ^ uint32(v) ^ bech32Steps[sum>>25]
}

// decodeBech32 reads the data part of a recipient (BIP 173, without its limit of
// 90 characters, as age does): the bytes, the two bits that are left over, and
// whether the check of six characters holds.
func decodeBech32(data string) (key [recipientBytes]byte, spare uint32, ok bool) {
	sum := uint32(1)
	for i := range len(recipientPrefix) {
		sum = bech32Step(sum, recipientPrefix[i]>>5)
	}
	sum = bech32Step(sum, 0)
	for i := range len(recipientPrefix) {
		sum = bech32Step(sum, recipientPrefix[i]&31)
	}
	at, bits := 0, 0
	seen := byte(0)
	for i := range len(data) {
		v := bech32Values[data[i]]
		seen |= v
		sum = bech32Step(sum, v&31)
		if i >= len(data)-6 {
			continue
		}
		spare, bits = spare<<5|uint32(v&31), bits+5
		if bits >= 8 {
			bits -= 8
			key[at] = byte(spare >> bits)
			at, spare = at+1, spare&(1<<bits-1)
		}
	}
	return key, spare, sum == 1 && seen < notBech32
}
