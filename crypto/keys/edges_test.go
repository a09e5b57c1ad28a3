package keys_test

import (
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/big"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"

	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
)

// An edge is a signature on which libraries disagree, or nearly one, and the
// verdict of this package: E06 when the key is refused, E04 when the signature
// does not count, "" when it does.
type edge struct {
	Name      string    `json:"name"`
	Code      note.Code `json:"code"`
	Public    string    `json:"public"`
	Message   string    `json:"message"`
	Signature string    `json:"signature"`
}

// edges draws them from a seed.
type edges struct {
	*rand.Rand
	secrets []*big.Int
	keys    [][8]point // by secret, with each torsion added
	nonces  []*big.Int
	rs      [][8]point
	small   [][]byte // the 14 encodings of small order
	all     []edge
}

func newEdges(seed uint64) *edges {
	e := &edges{Rand: rand.New(rand.NewPCG(seed, 25519))}
	list := func(n int) (numbers []*big.Int, points [][8]point) {
		for range n {
			number := e.number()
			p := base.mul(number)
			var with [8]point
			for i := range with {
				with[i] = p.add(torsion8.mul(big.NewInt(int64(i))))
			}
			numbers, points = append(numbers, number), append(points, with)
		}
		return numbers, points
	}
	e.secrets, e.keys = list(5)
	e.nonces, e.rs = list(12)
	all := smallOrder()
	for _, name := range names(all) {
		e.small = append(e.small, all[name])
	}
	return e
}

// number is a scalar below the order.
func (e *edges) number() *big.Int {
	b := make([]byte, 40)
	for i := range b {
		b[i] = byte(e.Uint32())
	}
	n := new(big.Int).SetBytes(b)
	return n.Mod(n, order)
}

func (e *edges) message() []byte { return fmt.Appendf(nil, "edge %d", e.Uint32()) }

func (e *edges) add(name string, a, msg, sig []byte) {
	code := note.Code("")
	key, err := keys.PublicFrom(a)
	if err != nil {
		code = note.CodeOf(err)
	} else if !key.Verify(msg, sig) {
		code = note.E04
	}
	e.all = append(e.all, edge{name, code, hex.EncodeToString(a), hex.EncodeToString(msg), hex.EncodeToString(sig)})
}

// closes is S with which R = rB closes the equation for the secret a.
func closes(nonce, k, a *big.Int) *big.Int {
	s := new(big.Int).Mul(k, a)
	return s.Mod(s.Add(s, nonce), order)
}

// signed signs with torsion i in the key and j in R, over a message for which
// k mod 8 is wanted, any when it is below 0.
func (e *edges) signed(i, j int, want int64) (a, msg, r []byte, s *big.Int) {
	who, which := e.IntN(len(e.secrets)), e.IntN(len(e.nonces))
	a, r = e.keys[who][i].encode(), e.rs[which][j].encode()
	for msg = e.message(); ; msg = e.message() {
		if k := challenge(r, a, msg); want < 0 || new(big.Int).And(k, big.NewInt(7)).Int64() == want {
			return a, msg, r, closes(e.nonces[which], k, e.secrets[who])
		}
	}
}

// large prints numbers that need not be below the order, at most 256 bits of them.
func large(n *big.Int) []byte {
	return little(n.And(n, new(big.Int).Sub(new(big.Int).Lsh(one, 256), one)))
}

func (e *edges) draw() {
	for n := range 150 {
		a, msg, r, s := e.signed(0, 0, -1)
		e.add("honest", a, msg, slices.Concat(r, little(s)))
		whole := slices.Concat(a, msg, r, little(s))
		whole[e.IntN(len(whole))] ^= 1 << e.IntN(8)
		e.add("one bit changed", whole[:32], whole[32:32+len(msg)], whole[32+len(msg):])
		more := new(big.Int).Mul(order, big.NewInt(int64(1+n%15)))
		e.add("S and some times the order", a, msg, slices.Concat(r, large(more.Add(more, s))))
		e.add("S with a high bit", a, msg, slices.Concat(r, little(new(big.Int).SetBit(s, 252+n%4, 1))))
	}
	for i := range 8 {
		for j := range 8 {
			for range 3 {
				a, msg, r, s := e.signed(i, j, -1)
				e.add(fmt.Sprintf("torsion %d in the key, %d in R", i, j), a, msg, slices.Concat(r, little(s)))
			}
			if i > 0 {
				// it cancels when j = -ki mod 8
				for k := range 8 {
					if (k*i+j)%8 == 0 {
						a, msg, r, s := e.signed(i, j, int64(k))
						e.add(fmt.Sprintf("torsion %d in the key cancels %d in R", i, j), a, msg, slices.Concat(r, little(s)))
						break
					}
				}
			}
		}
	}
	e.smallOrders()
	e.notReduced()
	e.published()
	for _, n := range []int64{0, 31, 33, 64} {
		a, msg, r, s := e.signed(0, 0, -1)
		sig := slices.Concat(r, little(s), make([]byte, 8))
		e.add("another length of key", append(a, make([]byte, 32)...)[:n], msg, sig[:64])
		e.add("another length of signature", a, msg, sig[:n+4])
	}
}

// smallOrders puts each point of small order in the place of A, of R, and of both.
func (e *edges) smallOrders() {
	for _, small := range e.small {
		for range 4 {
			which, who := e.IntN(len(e.nonces)), e.IntN(len(e.secrets))
			r, a := e.rs[which][e.IntN(8)].encode(), e.keys[who][e.IntN(8)].encode()
			e.add("A of small order", small, e.message(), slices.Concat(r, little(e.nonces[which])))
			msg := grind(r, small, 0)
			e.add("A of small order, taken a multiple of 8 times", small, msg, slices.Concat(r, little(e.nonces[which])))
			msg = e.message()
			s := closes(new(big.Int), challenge(small, a, msg), e.secrets[who])
			e.add("R of small order", a, msg, slices.Concat(small, little(s)))
		}
		// ZIP 215: every pair, S = 0, the message of its own tests.
		for _, other := range e.small {
			e.add("A and R of small order, S = 0", small, []byte("Zcash"), slices.Concat(other, make([]byte, 32)))
		}
	}
}

// notReduced writes coordinates that are not below the prime, x = 0 with a sign,
// and y of no point.
func (e *edges) notReduced() {
	for n := int64(-2); n < 19; n++ {
		for sign := range byte(2) {
			odd := y(near(prime, n), sign)
			a, msg, r, s := e.signed(0, 0, -1)
			e.add(fmt.Sprintf("y of A is p%+d", n), odd, msg, slices.Concat(r, little(s)))
			e.add(fmt.Sprintf("y of R is p%+d", n), a, msg, slices.Concat(odd, little(s)))
			odd = y(big.NewInt(n+2), sign)
			e.add(fmt.Sprintf("y of A is %d", n+2), odd, msg, slices.Concat(r, little(s)))
			e.add(fmt.Sprintf("y of R is %d", n+2), a, msg, slices.Concat(odd, little(s)))
		}
	}
	for _, s := range []*big.Int{new(big.Int), one, near(order, -1), order, near(order, 1), new(big.Int).Lsh(order, 1),
		new(big.Int).Lsh(one, 252), new(big.Int).Lsh(one, 253), new(big.Int).Lsh(one, 255), near(new(big.Int).Lsh(one, 256), -1)} {
		a, msg, r, _ := e.signed(0, 0, -1)
		e.add(fmt.Sprintf("S is %x", s), a, msg, slices.Concat(r, little(s)))
	}
}

// published makes the twelve cases by which Chalkias, Garillot and Nikolaenko
// (“Taming the many EdDSAs”, 2020) tell libraries apart, from their definitions.
func (e *edges) published() {
	none := make([]byte, 32)
	torsion := func(i int64) []byte { return torsion8.mul(big.NewInt(i)).encode() }
	add := func(n int, a, msg, r, s []byte) {
		e.add(fmt.Sprintf("case %d of twelve", n), a, msg, slices.Concat(r, s))
	}
	smallA, smallR := torsion(1), torsion(3)
	add(0, smallA, grind(smallR, smallA, 5), smallR, none) // 3T + 5T = 0
	r := e.rs[0][1].encode()
	add(1, smallA, grind(r, smallA, 7), r, little(e.nonces[0]))
	a := e.keys[0][1].encode()
	msg := grind(smallR, a, 5)
	add(2, a, msg, smallR, little(closes(new(big.Int), challenge(smallR, a, msg), e.secrets[0])))
	r = e.rs[1][2].encode()
	msg = grind(r, a, 6)
	add(3, a, msg, r, little(closes(e.nonces[1], challenge(r, a, msg), e.secrets[0])))
	msg = grind(r, a, 1)
	add(4, a, msg, r, little(closes(e.nonces[1], challenge(r, a, msg), e.secrets[0])))
	// as case 4, for those who multiply by 8 and reduce 8k by the order first: that is no multiple of 8
	r = e.rs[1][0].encode()
	msg = grind(r, a, 3)
	add(5, a, msg, r, little(closes(e.nonces[1], challenge(r, a, msg), e.secrets[0])))
	a = e.keys[0][0].encode()
	msg = e.message()
	s := closes(e.nonces[1], challenge(r, a, msg), e.secrets[0])
	add(6, a, msg, r, large(new(big.Int).Add(s, order)))
	add(7, a, msg, r, large(new(big.Int).Add(s, new(big.Int).Mul(order, big.NewInt(14)))))
	mixed := e.keys[0][1].encode()
	reduced := map[bool][]byte{false: y(near(prime, 1), 0), true: y(one, 0)} // both are the point of order 1
	for i, asReduced := range []bool{true, false} {
		msg = grind(reduced[asReduced], mixed, 0)
		k := challenge(reduced[asReduced], mixed, msg)
		add(8+i, mixed, msg, reduced[false], little(closes(new(big.Int), k, e.secrets[0])))
		r = e.rs[2][0].encode()
		msg = grind(r, reduced[asReduced], 0)
		add(10+i, reduced[false], msg, r, little(e.nonces[2]))
	}
}

// TestEdges draws edge cases from SLUIS_TEST_SEED, 1 unless told, and asks the
// plain arithmetic about one in five as well, with SLUIS_TEST_WHOLE about all. With SLUIS_EDGES it
// prints them as well, one to a line: the tests of the browser part read them.
func TestEdges(t *testing.T) {
	seed := uint64(1)
	if text := os.Getenv("SLUIS_TEST_SEED"); text != "" {
		n, err := strconv.ParseUint(text, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		seed = n
	}
	e := newEdges(seed)
	e.draw()
	seen, disputed := map[note.Code]int{}, 0
	for n, c := range e.all {
		seen[c.Code]++
		a, msg, sig := unhex(t, c.Public), unhex(t, c.Message), unhex(t, c.Signature)
		if len(a) != 32 || len(sig) != 64 {
			if c.Code == "" {
				t.Errorf("%s counts", c.Name)
			}
			continue
		}
		if plain := ed25519.Verify(a, msg, sig); plain != (c.Code == "") {
			disputed++ // Go's own library takes what keyok and sigok refuse
		}
		if n%5 != 0 && os.Getenv("SLUIS_TEST_WHOLE") == "" {
			continue // it is slow, and the browser part is one more opinion
		}
		if counts(a, msg, sig) != (c.Code == "") {
			t.Errorf("seed %d, %s: %q, but by the arithmetic %t: %+v", seed, c.Name, c.Code, counts(a, msg, sig), c)
		}
	}
	t.Logf("seed %d: %d edge cases, %v; on %d Go's own library says otherwise", seed, len(e.all), seen, disputed)
	if len(e.all) < 1000 || seen[""] < 100 || seen[note.E04] < 100 || seen[note.E06] < 100 || disputed == 0 {
		t.Errorf("%d cases, %v, %d disputed", len(e.all), seen, disputed)
	}
	if os.Getenv("SLUIS_EDGES") == "" {
		return
	}
	for _, c := range e.all {
		line, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		os.Stdout.Write(append(line, '\n'))
	}
}
