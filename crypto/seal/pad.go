package seal

import "math/bits"

const padFloor = 4096

// Pad is the padded length of n bytes: Padmé (PETS 2019, "Reducing Metadata
// Leakage from Encrypted Files") of at least 4 096. It adds at most 6.2 % above
// that floor (FORMAT.md, rules S).
func Pad(n int) int { return int(pad(uint64(n))) }

func pad(n uint64) uint64 {
	n = max(n, padFloor)
	exponent := bits.Len64(n) - 1
	mantissa := bits.Len(uint(exponent)) // bits of n that may stay as they are
	mask := uint64(1)<<(exponent-mantissa) - 1
	return (n + mask) &^ mask
}
