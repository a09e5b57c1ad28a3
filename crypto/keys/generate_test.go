package keys_test

import (
	"crypto/ecdh"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"filippo.io/age"

	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
)

// generate makes all vectors from fixed seeds. The first of a rule is valid and
// its invalid neighbours differ from it in as little as the case allows.
func generate(t *testing.T) []vector {
	return slices.Concat(publics(t), signatures(t), checks(), recipients(t))
}

// scalar is a number below the order, the same at each run.
func scalar(name string) *big.Int {
	sum := sha256.Sum256([]byte("sluis vectors " + name))
	n := new(big.Int).SetBytes(sum[:])
	return n.Mod(n, order)
}

var (
	secret = scalar("author")
	public = base.mul(secret).encode() // of a point without torsion
)

// y encodes a number in 32 bytes with the given sign bit, reduced or not.
func y(n *big.Int, sign byte) []byte {
	b := little(n)
	b[31] |= sign << 7
	return b
}

func near(p *big.Int, by int64) *big.Int { return new(big.Int).Add(p, big.NewInt(by)) }

// smallOrder gives all 14 encodings of points whose order divides 8: the eight
// points, y = 0 and y = 1 written as p and p+1, and x = 0 with a sign.
func smallOrder() map[string][]byte {
	all := map[string][]byte{}
	for i := range int64(8) {
		p := torsion8.mul(big.NewInt(i))
		o := 1
		for q := p; !q.same(zero); q = q.add(p) {
			o++
		}
		all[fmt.Sprintf("%d of order %d", i, o)] = p.encode()
	}
	for sign := range byte(2) {
		all[fmt.Sprintf("y = p, sign %d", sign)] = y(prime, sign)
		all[fmt.Sprintf("y = p+1, sign %d", sign)] = y(near(prime, 1), sign)
	}
	all["y = 1, x = 0 with a sign"] = y(one, 1)
	all["y = p-1, x = 0 with a sign"] = y(near(prime, -1), 1)
	return all
}

func names(m map[string][]byte) []string {
	var all []string
	for name := range m {
		all = append(all, name)
	}
	slices.Sort(all)
	return all
}

func publics(t *testing.T) (all []vector) {
	add := func(rule, name string, code note.Code, text string) {
		v := vector{Rule: rule, Name: name, Code: code, Act: "public", Public: text}
		if code == "" {
			v.ID = note.KeyID(note.HashOf(append([]byte("sluis.v1/keyid\n"), unhex(t, text)...))[:32])
		}
		all = append(all, v)
	}
	text := hex.EncodeToString(public)
	add("K1", "64 digits", "", text)
	add("K1", "63 digits", note.E01, text[1:])
	add("K1", "66 digits", note.E01, text+"00")
	add("K1", "in capitals", note.E01, strings.ToUpper(text))
	add("K1", "nothing", note.E01, "")

	for sign := range byte(2) {
		add("K2", fmt.Sprintf("y = p-2, sign %d", sign), "", hex.EncodeToString(y(near(prime, -2), sign)))
		for by := int64(2); by < 19; by++ {
			if by < 5 || by == 18 {
				add("K2", fmt.Sprintf("y = p+%d, sign %d", by, sign), note.E06, hex.EncodeToString(y(near(prime, by), sign)))
			}
		}
	}
	add("K2", "like p, with another low byte", "", hex.EncodeToString(y(near(prime, -256), 0)))
	add("K2", "like p, with another middle byte", "", hex.EncodeToString(y(new(big.Int).Sub(prime, new(big.Int).Lsh(one, 128)), 0)))
	add("K2", "like p, with another high byte", "", hex.EncodeToString(y(new(big.Int).Sub(prime, new(big.Int).Lsh(one, 240)), 0)))

	add("K3", "y = 2, which no point has", "", hex.EncodeToString(y(big.NewInt(2), 0)))
	add("K3", "y = 3", "", hex.EncodeToString(y(big.NewInt(3), 0)))
	add("K3", "order 8 times the order of the base", "", hex.EncodeToString(base.mul(secret).add(torsion8).encode()))
	small := smallOrder()
	for _, name := range names(small) {
		add("K3", name, note.E06, hex.EncodeToString(small[name]))
	}
	return all
}

// grind counts messages until k mod 8 is as wanted.
func grind(r, a []byte, want int64) []byte {
	for i := 0; ; i++ {
		msg := fmt.Appendf(nil, "sluis vectors message %d", i)
		if k := challenge(r, a, msg); new(big.Int).And(k, big.NewInt(7)).Int64() == want {
			return msg
		}
	}
}

func signatures(t *testing.T) (all []vector) {
	add := func(rule, name string, code note.Code, a, msg, r []byte, s *big.Int) {
		sig := slices.Concat(r, little(s))
		plain, cofactored := equation(a, msg, sig), withCofactor(a, msg, sig)
		all = append(all, vector{Rule: rule, Name: name, Code: code, Act: "verify", Public: hex.EncodeToString(a),
			Message: hex.EncodeToString(msg), Signature: hex.EncodeToString(sig), Equation: &plain, Cofactored: &cofactored})
	}
	sum := func(r, k, a *big.Int) *big.Int {
		s := new(big.Int).Mul(k, a)
		return s.Mod(s.Add(s, r), order)
	}
	nonce := scalar("nonce")
	r := base.mul(nonce).encode()
	msg := []byte("sluis vectors")
	s := sum(nonce, challenge(r, public, msg), secret)

	add("K4", "S below the order", "", public, msg, r, s)
	for _, n := range []int64{1, 2, 15} {
		more := new(big.Int).Add(s, new(big.Int).Mul(order, big.NewInt(n)))
		add("K4", fmt.Sprintf("S plus %d times the order", n), note.E04, public, msg, r, more)
	}
	add("K4", "S is the order", note.E04, public, msg, r, order)
	add("K4", "S with its top bit", note.E04, public, msg, r, new(big.Int).SetBit(s, 255, 1))

	// The author knows the secret, so these signatures are his to make: without
	// sigok, r = 0 satisfies the equation and R is a point of small order.
	mixed := base.mul(secret).add(torsion8).encode()
	add("K5", "R of the order of the base", "", public, msg, r, s)
	add("K5", "R is zero, and the equation holds", note.E04, public, msg, zero.encode(), sum(new(big.Int), challenge(zero.encode(), public, msg), secret))
	small := smallOrder()
	for i := range int64(8) {
		// R = -kT, so T is taken k times with k = -i
		point := torsion8.mul(big.NewInt(i)).encode()
		m := grind(point, mixed, (8-i)%8)
		add("K5", fmt.Sprintf("R is torsion %d, and the equation holds under a key with torsion", i), note.E04, mixed, m, point,
			sum(new(big.Int), challenge(point, mixed, m), secret))
	}
	for _, name := range names(small) {
		m := grind(small[name], public, 0)
		add("K5", "R is "+name, note.E04, public, m, small[name], sum(new(big.Int), challenge(small[name], public, m), secret))
	}

	for i, seed := range []string{
		"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", // RFC 8032, 7.1, tests 1 and 2
		"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
	} {
		key := ed25519.NewKeyFromSeed(unhex(t, seed))
		m := unhex(t, []string{"", "72"}[i])
		sig := ed25519.Sign(key, m)
		add("K6", fmt.Sprintf("RFC 8032 test %d", i+1), "", key.Public().(ed25519.PublicKey), m, sig[:32], fromLittle(sig[32:]))
	}
	add("K6", "as signed", "", public, msg, r, s)
	add("K6", "another message", note.E04, public, append(slices.Clone(msg), ' '), r, s)
	add("K6", "S one higher", note.E04, public, msg, r, near(s, 1))
	add("K6", "S is 0", note.E04, public, msg, r, new(big.Int))
	add("K6", "-R", note.E04, public, msg, base.mul(nonce).neg().encode(), s)
	add("K6", "another key", note.E04, base.mul(near(secret, 1)).encode(), msg, r, s)
	add("K6", "a key that no point has", note.E04, y(big.NewInt(2), 0), msg, r, s)
	add("K6", "R that no point has", note.E04, public, msg, y(big.NewInt(2), 0), s)
	for i := int64(1); i < 8; i++ {
		rt := base.mul(nonce).add(torsion8.mul(big.NewInt(i))).encode()
		add("K6", fmt.Sprintf("torsion %d in R: holds only with the cofactor", i), note.E04, public, msg, rt,
			sum(nonce, challenge(rt, public, msg), secret))
	}
	for i := range int64(8) {
		m := grind(r, mixed, i)
		code := note.E04
		name := fmt.Sprintf("torsion in the key, k = %d mod 8: holds only with the cofactor", i)
		if i == 0 {
			code, name = "", "torsion in the key, k = 0 mod 8: holds"
		}
		add("K6", name, code, mixed, m, r, sum(nonce, challenge(r, mixed, m), secret))
	}
	for i := int64(1); i < 8; i++ {
		rt := base.mul(nonce).add(torsion8.mul(big.NewInt(i))).encode()
		m := grind(rt, mixed, 8-i)
		add("K6", fmt.Sprintf("torsion in the key takes away torsion %d in R: holds", i), "", mixed, m, rt, sum(nonce, challenge(rt, mixed, m), secret))
	}

	// Under a key of small order anybody can sign; K3 refuses the key first.
	for _, name := range names(small) {
		m := grind(r, small[name], 0)
		add("K3", "a signature under "+name, note.E06, small[name], m, r, nonce)
	}
	return all
}

func checks() (all []vector) {
	author := ed25519.NewKeyFromSeed(little(big.NewInt(1)))
	second := ed25519.NewKeyFromSeed(little(big.NewInt(2)))
	signed, _ := example.Build(note.L("text", "first"))
	other, _ := example.Build(note.L("text", "second"))
	sig := func(by ed25519.PrivateKey, over []byte) note.Sig {
		return note.Sig{Key: id(by), Hex: hex.EncodeToString(ed25519.Sign(by, over))}
	}
	add := func(rule, name string, code note.Code, by ed25519.PrivateKey, raw []byte) {
		all = append(all, vector{Rule: rule, Name: name, Code: code, Act: "check",
			Public: hex.EncodeToString(by.Public().(ed25519.PublicKey)), Note: string(raw)})
	}
	add("K7", "signed by the key", "", author, note.Attach(signed, sig(author, signed)))
	add("K7", "another note was signed", note.E04, author, note.Attach(signed, sig(author, other)))
	add("K7", "the whole note was signed", note.E04, author, note.Attach(signed, sig(author, note.Attach(signed, sig(author, signed)))))
	add("K7", "the text without its last line feed was signed", note.E04, author, note.Attach(signed, sig(author, signed[:len(signed)-1])))
	add("K7", "another key under this key's id", note.E04, author, note.Attach(signed, note.Sig{Key: id(author), Hex: sig(second, signed).Hex}))
	add("K8", "one of two signatures is of the key", "", author, note.Attach(signed, sig(author, signed), sig(second, signed)))
	add("K8", "the other of the two", "", second, note.Attach(signed, sig(author, signed), sig(second, signed)))
	add("K8", "the key's own is wrong, the other right", note.E04, author, note.Attach(signed, sig(author, other), sig(second, signed)))
	add("K8", "only another key has signed", note.E05, author, note.Attach(signed, sig(second, signed)))
	return all
}

func id(by ed25519.PrivateKey) note.KeyID {
	key, _ := keys.PublicFrom(by.Public().(ed25519.PublicKey))
	return key.ID()
}

// bech32 prints bytes under a prefix, BIP 173; spare are the bits left over.
func bech32(prefix string, b []byte, spare byte) string {
	const letters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
	var values []byte
	have, bits := uint32(0), 0
	for _, c := range b {
		have, bits = have<<8|uint32(c), bits+8
		for bits >= 5 {
			bits -= 5
			values = append(values, byte(have>>bits)&31)
		}
	}
	if bits > 0 {
		values = append(values, byte(have<<(5-bits))&31|spare)
	}
	check := uint32(1)
	step := func(v byte) {
		top := check >> 25
		check = check&0x1ffffff<<5 ^ uint32(v)
		for i, g := range []uint32{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3} {
			if top>>i&1 == 1 {
				check ^= g
			}
		}
	}
	for _, c := range []byte(prefix) {
		step(c >> 5)
	}
	step(0)
	for _, c := range []byte(prefix) {
		step(c & 31)
	}
	for _, v := range append(slices.Clone(values), 0, 0, 0, 0, 0, 0) {
		step(v)
	}
	check ^= 1
	for i := range 6 {
		values = append(values, byte(check>>(5*(5-i)))&31)
	}
	out := []byte(prefix + "1")
	for _, v := range values {
		out = append(out, letters[v])
	}
	return string(out)
}

// recipientBytes are the 1 216 bytes of a recipient that age made.
func recipientBytes(t testing.TB) []byte {
	seed := sha256.Sum256([]byte("sluis vectors recipient"))
	by, err := age.ParseHybridIdentity(strings.ToUpper(bech32("age-secret-key-pq-", seed[:], 0)))
	if err != nil {
		t.Fatal(err)
	}
	text := by.Recipient().String()
	var b []byte
	have, bits := uint32(0), 0
	for _, c := range []byte(text[len("age1pq1") : len(text)-6]) {
		have, bits = have<<5|uint32(strings.IndexByte("qpzry9x8gf2tvdw0s3jn54khce6mua7l", c)), bits+5
		if bits >= 8 {
			bits -= 8
			b = append(b, byte(have>>bits))
		}
	}
	if bech32("age1pq", b, 0) != text {
		t.Fatal("the recipient is printed differently")
	}
	return b
}

// with sets the n-th number of 12 bits of an ML-KEM-768 key.
func with(b []byte, n int, v uint16) []byte {
	b = slices.Clone(b)
	at := n / 2 * 3
	if n%2 == 0 {
		b[at], b[at+1] = byte(v), b[at+1]&0xf0|byte(v>>8)
	} else {
		b[at+1], b[at+2] = b[at+1]&0x0f|byte(v<<4), byte(v>>4)
	}
	return b
}

func recipients(t *testing.T) (all []vector) {
	add := func(rule, name string, code note.Code, text string) {
		v := vector{Rule: rule, Name: name, Code: code, Act: "recipient", Recipient: text}
		if code == "" {
			v.Hash = note.HashOf([]byte(text))
		}
		all = append(all, v)
	}
	key := recipientBytes(t)
	text := bech32("age1pq", key, 0)
	x25519, err := ecdh.X25519().NewPrivateKey(little(big.NewInt(7)))
	if err != nil {
		t.Fatal(err)
	}

	add("K9", "1 959 characters", "", text)
	add("K9", "nothing", note.E14, "")
	add("K9", "one byte less, with its check", note.E14, bech32("age1pq", key[:len(key)-1], 0))
	add("K9", "one byte more, with its check", note.E14, bech32("age1pq", append(slices.Clone(key), 0), 0))
	add("K9", "a line feed behind it", note.E14, text+"\n")
	add("K9", "a space before it", note.E14, " "+text)
	add("K9", "a classic recipient", note.E14, bech32("age", x25519.PublicKey().Bytes(), 0))
	add("K9", "a secret key", note.E14, strings.ToUpper(bech32("age-secret-key-pq-", key[:32], 0)))

	add("K10", "age1pq1", "", text)
	add("K10", "in capitals", note.E14, strings.ToUpper(text))
	add("K10", "the prefix in capitals", note.E14, "AGE1PQ1"+text[7:])
	add("K10", "another prefix of the same length, with its check", note.E14, bech32("age1pr", key, 0))

	add("K11", "the check holds", "", text)
	add("K11", "one character of the check", note.E14, text[:len(text)-1]+other(text[len(text)-1]))
	add("K11", "one character of the key", note.E14, text[:100]+other(text[100])+text[101:])
	add("K11", "two characters changed places", note.E14, swapped(text))
	add("K11", "one letter in capitals", note.E14, capital(text))
	// q counts as 0: a reader that takes what it does not know for 0 finds a check that holds
	for _, c := range []string{"b", "1", "i", "o", "Q"} {
		add("K11", c+" for a q", note.E14, text[:7]+strings.Replace(text[7:], "q", c, 1))
	}
	add("K11", "the check of bech32m", note.E14, bech32m(text))

	add("K12", "both bits left over are zero", "", text)
	add("K12", "the first is one", note.E14, bech32("age1pq", key, 2))
	add("K12", "the second is one", note.E14, bech32("age1pq", key, 1))

	for _, n := range []int{0, 1, 766, 767} {
		add("K13", fmt.Sprintf("number %d is 3 328", n), "", bech32("age1pq", with(key, n, 3328), 0))
		add("K13", fmt.Sprintf("number %d is 3 329", n), note.E14, bech32("age1pq", with(key, n, 3329), 0))
	}
	add("K13", "a number of all ones", note.E14, bech32("age1pq", with(key, 400, 4095), 0))

	low := func(u []byte) string { return bech32("age1pq", slices.Concat(key[:1184], u), 0) }
	for _, u := range smallOrderU() {
		v := fromLittle(u)
		add("K14", fmt.Sprintf("u = %x", v), note.E14, low(u))
		add("K14", fmt.Sprintf("u = %x and the top bit", v), note.E14, low(y(v, 1)))
	}
	add("K14", "u = 9", "", low(little(big.NewInt(9))))
	add("K14", "u = 2", "", low(little(big.NewInt(2))))
	return all
}

// smallOrderU finds, without the top bit, the encodings with which X25519 gives
// nothing but zero: on the curve u = (1+y)/(1-y) of the points of small order,
// on its twist u = -1, and those below 19 once more with p added.
func smallOrderU() (all [][]byte) {
	found := map[string]bool{}
	add := func(u *big.Int) {
		for _, n := range []*big.Int{u, new(big.Int).Add(u, prime)} {
			if n.BitLen() <= 255 && !found[string(little(n))] {
				found[string(little(n))] = true
				all = append(all, little(n))
			}
		}
	}
	add(new(big.Int))
	add(near(prime, -1))
	for i := int64(1); i < 8; i++ {
		p := torsion8.mul(big.NewInt(i))
		add(divide(plus(p.z, p.y), minus(p.z, p.y)))
	}
	return all
}

func other(c byte) string {
	if c == 'q' {
		return "p"
	}
	return "q"
}

func swapped(s string) string {
	for i := 50; ; i++ {
		if s[i] != s[i+1] {
			return s[:i] + s[i+1:i+2] + s[i:i+1] + s[i+2:]
		}
	}
}

func capital(s string) string {
	for i := 50; ; i++ {
		if s[i] >= 'a' {
			return s[:i] + strings.ToUpper(s[i:i+1]) + s[i+1:]
		}
	}
}

// bech32m gives the text the check that BIP 350 would give it.
func bech32m(s string) string {
	const letters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
	out := []byte(s)
	for i := range 6 {
		at := len(s) - 6 + i
		v := strings.IndexByte(letters, s[at]) ^ (0x2bc830a3^1)>>(5*(5-i))&31
		out[at] = letters[v]
	}
	return string(out)
}
