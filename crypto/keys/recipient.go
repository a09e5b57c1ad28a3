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
	recipientBytes  = 1216
	recipientChars  = 1959
)

// ParseRecipient refuses, with E14, everything that is not such a recipient in
// lower case.
func ParseRecipient(s string) (Recipient, error) {
	if len(s) != recipientChars || !strings.HasPrefix(s, recipientPrefix+"1") {
		return "", note.Errorf(note.E14, "recipient is not an age1pq recipient")
	}
	n, ok := bech32Bytes(recipientPrefix, s[len(recipientPrefix)+1:])
	if !ok || n != recipientBytes {
		return "", note.Errorf(note.E14, "recipient is damaged: its check does not hold")
	}
	return Recipient(s), nil
}

// Hash (rh) is SHA-256 of the recipient's characters.
func (r Recipient) Hash() note.Hash { return note.HashOf([]byte(r)) }

const bech32Chars = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"

// bech32Bytes checks a bech32 text (BIP 173, without its limit of 90
// characters, as age does) and returns how many bytes it carries.
func bech32Bytes(hrp, data string) (int, bool) {
	sum := uint32(1)
	for i := range len(hrp) {
		sum = polymod(sum, hrp[i]>>5)
	}
	sum = polymod(sum, 0)
	for i := range len(hrp) {
		sum = polymod(sum, hrp[i]&31)
	}
	last := byte(0)
	for i := range len(data) {
		v := strings.IndexByte(bech32Chars, data[i])
		if v < 0 {
			return 0, false
		}
		sum = polymod(sum, byte(v))
		if i == len(data)-7 {
			last = byte(v)
		}
	}
	if sum != 1 || len(data) < 7 {
		return 0, false
	}
	bits := (len(data) - 6) * 5
	spare := bits % 8
	return bits / 8, spare < 5 && last&(1<<spare-1) == 0
}

func polymod(sum uint32, v byte) uint32 {
	top := sum >> 25
	sum = sum&0x1ffffff<<5 ^ uint32(v)
	for i, g := range [5]uint32{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3} {
		if top>>i&1 == 1 {
			sum ^= g
		}
	}
	return sum
}
