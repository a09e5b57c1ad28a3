package keys_test

import (
	"crypto/sha512"
	"math/big"
	"slices"
)

// The curve of RFC 8032, 5.1, in plain arithmetic: slow, and written without a
// look at the library that package keys uses, so that it can make the cases a
// library never makes and judge them a second time.

func num(s string) *big.Int {
	n, _ := new(big.Int).SetString(s, 0)
	return n
}

var (
	one    = big.NewInt(1)
	prime  = new(big.Int).Sub(new(big.Int).Lsh(one, 255), big.NewInt(19))
	order  = new(big.Int).Add(new(big.Int).Lsh(one, 252), num("27742317777372353535851937790883648493"))
	curveD = mod(new(big.Int).Mul(big.NewInt(-121665), new(big.Int).ModInverse(big.NewInt(121666), prime)))
	rootM1 = new(big.Int).Exp(big.NewInt(2), new(big.Int).Rsh(prime, 2), prime) // 2^((p-1)/4)
)

func mod(n *big.Int) *big.Int       { return n.Mod(n, prime) }
func times(a, b *big.Int) *big.Int  { return mod(new(big.Int).Mul(a, b)) }
func divide(a, b *big.Int) *big.Int { return times(a, new(big.Int).ModInverse(b, prime)) }

func plus(a, b *big.Int) *big.Int {
	sum := new(big.Int).Add(a, b)
	if sum.Cmp(prime) >= 0 {
		sum.Sub(sum, prime)
	}
	return sum
}

func minus(a, b *big.Int) *big.Int {
	rest := new(big.Int).Sub(a, b)
	if rest.Sign() < 0 {
		rest.Add(rest, prime)
	}
	return rest
}

// point is x/z, y/z with t = xy/z, the coordinates of RFC 8032, 5.1.4.
type point struct{ x, y, z, t *big.Int }

var (
	zero     = affine(new(big.Int), one)
	base, _  = decode(append([]byte{0x58}, slices.Repeat([]byte{0x66}, 31)...))
	torsion8 = func() point {
		// any point times the order of the base has an order that divides 8
		for y := byte(2); ; y++ {
			if p, ok := decode(append([]byte{y}, make([]byte, 31)...)); ok {
				if t := p.mul(order); !t.mul(big.NewInt(4)).same(zero) {
					return t
				}
			}
		}
	}()
)

func affine(x, y *big.Int) point { return point{x, y, one, times(x, y)} }

func (p point) same(q point) bool {
	return times(p.x, q.z).Cmp(times(q.x, p.z)) == 0 && times(p.y, q.z).Cmp(times(q.y, p.z)) == 0
}

func (p point) add(q point) point {
	a := times(minus(p.y, p.x), minus(q.y, q.x))
	b := times(plus(p.y, p.x), plus(q.y, q.x))
	c := times(plus(p.t, p.t), times(q.t, curveD))
	d := times(plus(p.z, p.z), q.z)
	e, f, g, h := minus(b, a), minus(d, c), plus(d, c), plus(b, a)
	return point{times(e, f), times(g, h), times(f, g), times(e, h)}
}

func (p point) neg() point {
	return point{minus(new(big.Int), p.x), p.y, p.z, minus(new(big.Int), p.t)}
}

func (p point) mul(n *big.Int) point {
	sum := zero
	for i := n.BitLen() - 1; i >= 0; i-- {
		sum = sum.add(sum)
		if n.Bit(i) == 1 {
			sum = sum.add(p)
		}
	}
	return sum
}

func (p point) encode() []byte {
	b := little(divide(p.y, p.z))
	b[31] |= byte(divide(p.x, p.z).Bit(0)) << 7
	return b
}

// decode takes y as it stands, reduced or not, and both signs of x = 0.
func decode(b []byte) (point, bool) {
	top := slices.Clone(b)
	slices.Reverse(top)
	sign := uint(top[0] >> 7)
	top[0] &= 0x7f
	y := mod(new(big.Int).SetBytes(top))
	yy := times(y, y)
	xx := divide(minus(yy, one), plus(times(curveD, yy), one))
	exp := new(big.Int).Rsh(new(big.Int).Add(prime, big.NewInt(3)), 3) // (p+3)/8
	x := new(big.Int).Exp(xx, exp, prime)
	if times(x, x).Cmp(xx) != 0 {
		x = times(x, rootM1)
	}
	if times(x, x).Cmp(xx) != 0 {
		return zero, false
	}
	if x.Bit(0) != sign {
		x = minus(new(big.Int), x)
	}
	return affine(x, y), true
}

// little prints n in 32 bytes, little endian.
func little(n *big.Int) []byte {
	b := n.FillBytes(make([]byte, 32))
	slices.Reverse(b)
	return b
}

func fromLittle(b []byte) *big.Int {
	b = slices.Clone(b)
	slices.Reverse(b)
	return new(big.Int).SetBytes(b)
}

// challenge is k = SHA-512(R || A || M) mod order.
func challenge(r, a, msg []byte) *big.Int {
	sum := sha512.Sum512(slices.Concat(r, a, msg))
	k := fromLittle(sum[:])
	return k.Mod(k, order)
}

// equation is the one by which a signature counts, before keyok and sigok:
// S below the order and encode([S]B - [k]A) = R.
func equation(a, msg, sig []byte) bool {
	s := fromLittle(sig[32:])
	key, ok := decode(a)
	if !ok || s.Cmp(order) >= 0 {
		return false
	}
	k := challenge(sig[:32], a, msg)
	return string(base.mul(s).add(key.mul(k).neg()).encode()) == string(sig[:32])
}

// withCofactor is the equation that other libraries use, 8SB = 8R + 8kA; the
// cases that it would take are those that must be refused by name.
func withCofactor(a, msg, sig []byte) bool {
	s := fromLittle(sig[32:])
	key, ok := decode(a)
	r, okR := decode(sig[:32])
	if !ok || !okR || s.Cmp(order) >= 0 {
		return false
	}
	k := challenge(sig[:32], a, msg)
	eight := big.NewInt(8)
	return base.mul(s).mul(eight).same(r.add(key.mul(k)).mul(eight))
}
