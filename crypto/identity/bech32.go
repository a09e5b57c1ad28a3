package identity

import "strings"

const (
	bech32Chars    = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"
	identityPrefix = "AGE-SECRET-KEY-PQ-1"
	identityChars  = len(identityPrefix) + 52 + 6
)

// encodeSeed writes 32 bytes as BIP 173 text in upper case: the one spelling of
// an age identity.
func encodeSeed(seed [32]byte) string {
	var b strings.Builder
	b.WriteString(identityPrefix)
	sum := uint32(1)
	for _, c := range []byte("age-secret-key-pq-") {
		sum = polymod(sum, c>>5)
	}
	sum = polymod(sum, 0)
	for _, c := range []byte("age-secret-key-pq-") {
		sum = polymod(sum, c&31)
	}
	put := func(v byte) {
		sum = polymod(sum, v)
		b.WriteByte(bech32Chars[v])
	}
	acc, bits := uint(0), 0
	for _, c := range seed {
		acc, bits = acc<<8|uint(c), bits+8
		for ; bits >= 5; bits -= 5 {
			put(byte(acc >> (bits - 5) & 31))
		}
	}
	put(byte(acc << (5 - bits) & 31))
	for range 6 {
		sum = polymod(sum, 0)
	}
	sum ^= 1
	for i := range 6 {
		b.WriteByte(bech32Chars[sum>>(5*(5-i))&31])
	}
	return b.String()
}

// decodeSeed reads the 32 bytes back. It checks only characters: the caller
// compares with encodeSeed, which leaves one spelling.
func decodeSeed(s string) (seed [32]byte, ok bool) {
	if len(s) != identityChars {
		return seed, false
	}
	acc, bits, n := uint(0), 0, 0
	for i := len(identityPrefix); n < len(seed); i++ {
		v := strings.IndexByte(bech32Chars, s[i])
		if v < 0 {
			return seed, false
		}
		acc, bits = acc<<5|uint(v), bits+5
		if bits >= 8 {
			seed[n] = byte(acc >> (bits - 8))
			bits -= 8
			n++
		}
	}
	return seed, true
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
