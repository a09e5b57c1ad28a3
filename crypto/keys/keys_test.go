package keys_test

import (
	"crypto/ecdh"
	"crypto/ed25519"
	"crypto/rand"
	"io"
	"math/big"
	"slices"
	"strings"
	"testing"

	"filippo.io/age"
	"pgregory.net/rapid"

	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
)

// keyok and sigok as crypto/FORMAT.md writes them, on numbers instead of bytes.
func small(b []byte) bool {
	p, ok := decode(b)
	return ok && p.mul(big.NewInt(8)).same(zero)
}

func keyok(a []byte) bool {
	low := slices.Clone(a)
	low[31] &= 0x7f
	return fromLittle(low).Cmp(prime) < 0 && !small(a)
}

func counts(a, msg, sig []byte) bool { return keyok(a) && !small(sig[:32]) && equation(a, msg, sig) }

func verify(a, msg, sig []byte) bool {
	key, err := keys.PublicFrom(a)
	return err == nil && key.Verify(msg, sig)
}

// Whatever a signature looks like, package keys and the plain arithmetic agree.
func TestVerifyAsOracle(t *testing.T) {
	var parts [][]byte
	for _, v := range load(t) {
		if v.Act == "verify" {
			sig := unhex(t, v.Signature)
			parts = append(parts, unhex(t, v.Public), sig[:32], sig[32:])
		}
	}
	counted := 0
	rapid.Check(t, func(t *rapid.T) {
		torsion := torsion8.mul(big.NewInt(rapid.Int64Range(0, 7).Draw(t, "torsion in the key")))
		a := base.mul(secret).add(torsion).encode()
		nonce := scalar(rapid.StringN(1, 4, -1).Draw(t, "nonce"))
		r := base.mul(nonce).add(torsion8.mul(big.NewInt(rapid.Int64Range(0, 7).Draw(t, "torsion in R")))).encode()
		msg := rapid.SliceOfN(rapid.Byte(), 0, 8).Draw(t, "message")
		k := challenge(r, a, msg)
		s := little(k.Mod(k.Add(k.Mul(k, secret), nonce), order))
		switch rapid.IntRange(0, 5).Draw(t, "change") {
		case 0:
			a = rapid.SampledFrom(parts).Draw(t, "another key")
		case 1:
			r = rapid.SampledFrom(parts).Draw(t, "another R")
		case 2:
			s = rapid.SampledFrom(parts).Draw(t, "another S")
		}
		sig := slices.Concat(r, s)
		want := counts(a, msg, sig)
		if want {
			counted++
		}
		if verify(a, msg, sig) != want {
			t.Fatalf("key %x message %x signature %x: want %t", a, msg, sig, want)
		}
	})
	if counted == 0 {
		t.Error("no signature counted")
	}
}

// The 196 pairs of two small-order encodings that ZIP 215 takes: none counts,
// not even under a key that nobody parsed.
func TestZIP215(t *testing.T) {
	all := smallOrder()
	if len(all) != 14 {
		t.Fatalf("%d encodings", len(all))
	}
	for _, a := range all {
		if keys.OK(a) {
			t.Errorf("%x is taken as a key", a)
		}
		for _, r := range all {
			sig := slices.Concat(r, make([]byte, 32))
			if keys.SigOK(sig) || keys.Public(a).Verify([]byte("Zcash"), sig) {
				t.Errorf("key %x with R %x counts", a, r)
			}
		}
	}
}

// Nothing verifies under the zero value, which as a point has order 4: with
// k = 0 mod 4 the equation would hold for anybody.
func TestZeroKey(t *testing.T) {
	var none keys.Public
	nonce := scalar("nonce")
	r := base.mul(nonce).encode()
	sig := slices.Concat(r, little(nonce))
	msg := grind(r, none[:], 0)
	if !ed25519.Verify(none[:], msg, sig) {
		t.Fatal("the case is not the one it claims to be")
	}
	if none.Verify(msg, sig) {
		t.Error("counts")
	}
}

func TestLengths(t *testing.T) {
	for _, n := range []int{0, 31, 33, 64} {
		if _, err := keys.PublicFrom(slices.Repeat([]byte{7}, n)); note.CodeOf(err) != note.E06 {
			t.Errorf("key of %d bytes: %v", n, err)
		}
	}
	key, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	sig := ed25519.Sign(private, nil)
	if !verify(key, nil, sig) {
		t.Fatal("an honest signature does not count")
	}
	for _, s := range [][]byte{nil, sig[:32], sig[:63], append(slices.Clone(sig), 0)} {
		if keys.SigOK(s) || verify(key, nil, s) {
			t.Errorf("signature of %d bytes counts", len(s))
		}
	}
}

// What is taken as a recipient, age can seal to; what age made is taken.
func TestRecipientWithAge(t *testing.T) {
	for _, v := range load(t) {
		if v.Act == "recipient" {
			sealsIffTaken(t, v.Recipient)
		}
	}
	for range 20 {
		by, err := age.GenerateHybridIdentity()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := keys.ParseRecipient(by.Recipient().String()); err != nil {
			t.Error(err)
		}
	}
	for _, u := range smallOrderU() {
		private, err := ecdh.X25519().GenerateKey(rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		low, err := ecdh.X25519().NewPublicKey(u)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := private.ECDH(low); err == nil {
			t.Errorf("X25519 takes %x", u)
		}
	}
}

func sealsIffTaken(t *testing.T, text string) {
	_, err := keys.ParseRecipient(text)
	if err != nil && note.CodeOf(err) != note.E14 {
		t.Fatalf("%q: %v", text, err)
	}
	to, ageErr := age.ParseHybridRecipient(text)
	if ageErr == nil {
		_, ageErr = age.Encrypt(io.Discard, to)
	}
	if (err == nil) != (ageErr == nil) {
		t.Fatalf("%q: %v, but age says %v", text, err, ageErr)
	}
}

func FuzzParseRecipient(f *testing.F) {
	key := recipientBytes(f)
	for _, v := range load(f) {
		if v.Act == "recipient" {
			f.Add(v.Recipient, uint16(0), uint16(0))
		}
	}
	f.Add("", uint16(766), uint16(3329))
	f.Fuzz(func(t *testing.T, text string, n, value uint16) {
		if text == "" { // a key with one number changed, and its check made right
			text = bech32("age1pq", with(key, int(n)%768, value%4096), 0)
		}
		sealsIffTaken(t, text)
	})
}

func FuzzVerify(f *testing.F) {
	for _, v := range load(f) {
		if v.Act == "verify" {
			f.Add(unhex(f, v.Public), unhex(f, v.Message), unhex(f, v.Signature))
		}
	}
	f.Fuzz(func(t *testing.T, a, msg, sig []byte) {
		if len(a) != 32 || len(sig) != 64 {
			if verify(a, msg, sig) {
				t.Fatal("wrong lengths count")
			}
			return
		}
		if verify(a, msg, sig) != counts(a, msg, sig) {
			t.Fatalf("key %x message %x signature %x", a, msg, sig)
		}
	})
}

func FuzzParsePublic(f *testing.F) {
	for _, v := range load(f) {
		if v.Act == "public" {
			f.Add(v.Public)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		key, err := keys.ParsePublic(text)
		if err != nil {
			return
		}
		if key.String() != text || !keyok(key[:]) || !note.IsID(string(key.ID())) {
			t.Fatalf("%q is read as %s", text, key)
		}
	})
}

func BenchmarkVerify(b *testing.B) {
	key, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		b.Fatal(err)
	}
	msg := []byte(strings.Repeat("sluis", 200))
	sig := ed25519.Sign(private, msg)
	public, err := keys.PublicFrom(key)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("bare", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if !ed25519.Verify(key, msg, sig) {
				b.Fatal("does not count")
			}
		}
	})
	b.Run("checked", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if !public.Verify(msg, sig) {
				b.Fatal("does not count")
			}
		}
	})
}

func BenchmarkParseRecipient(b *testing.B) {
	text := bech32("age1pq", recipientBytes(b), 0)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := keys.ParseRecipient(text); err != nil {
			b.Fatal(err)
		}
	}
}
