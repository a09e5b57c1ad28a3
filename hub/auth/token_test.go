package auth_test

import (
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/base64"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// tokenKey is what the hub of the world signs tokens with.
func (w *world) tokenKey() ed25519.PrivateKey {
	w.t.Helper()
	seed, err := hkdf.Key(sha256.New, w.secret, nil, "sluis.v1/hub-token", 32)
	if err != nil {
		w.t.Fatal(err)
	}
	return ed25519.NewKeyFromSeed(seed)
}

// forge makes a token that differs from a right one by what change does.
func (w *world) forge(change func(*jwt.Token, jwt.MapClaims) (jwt.SigningMethod, any)) string {
	w.t.Helper()
	key := w.tokenKey()
	c := jwt.MapClaims{
		"sub": string(anna), "aud": []string{hubID}, "scope": "member", "exp": w.now().Add(hub.TokenLife).Unix(),
	}
	t := jwt.NewWithClaims(jwt.SigningMethodEdDSA, c)
	t.Header["typ"] = "at+jwt"
	t.Header["kid"] = string(keys.Public(key.Public().(ed25519.PublicKey)).ID())
	method, with := jwt.SigningMethod(jwt.SigningMethodEdDSA), any(key)
	if change != nil {
		if m, k := change(t, c); m != nil {
			method, with = m, k
		}
	}
	t.Method = method
	t.Header["alg"] = method.Alg()
	if method == jwt.SigningMethodNone {
		with = jwt.UnsafeAllowNoneSignatureType
	}
	text, err := t.SignedString(with)
	if err != nil {
		w.t.Fatal(err)
	}
	return text
}

func TestForgedTokens(t *testing.T) {
	w := newWorld(t)
	type change = func(*jwt.Token, jwt.MapClaims) (jwt.SigningMethod, any)
	claim := func(name string, value any) change {
		return func(_ *jwt.Token, c jwt.MapClaims) (jwt.SigningMethod, any) {
			if c[name] = value; value == nil {
				delete(c, name)
			}
			return nil, nil
		}
	}
	header := func(name string, value any) change {
		return func(t *jwt.Token, _ jwt.MapClaims) (jwt.SigningMethod, any) {
			if t.Header[name] = value; value == nil {
				delete(t.Header, name)
			}
			return nil, nil
		}
	}
	by := func(m jwt.SigningMethod, key any) change {
		return func(*jwt.Token, jwt.MapClaims) (jwt.SigningMethod, any) { return m, key }
	}
	public := []byte(w.tokenKey().Public().(ed25519.PublicKey))
	for name, c := range map[string]struct {
		change change
		ok     bool
	}{
		"right":                     {nil, true},
		"alg none":                  {by(jwt.SigningMethodNone, nil), false},
		"HS256 with the public key": {by(jwt.SigningMethodHS256, public), false},
		"HS256 with its hex":        {by(jwt.SigningMethodHS256, []byte(keys.Public(public).String())), false},
		"another key, our kid":      {by(jwt.SigningMethodEdDSA, stranger.key), false},
		"other kid":                 {header("kid", string(stranger.public().ID())), false},
		"no kid":                    {header("kid", nil), false},
		"kid is a path":             {header("kid", "../../dev/null"), false},
		"kid is a list":             {header("kid", []string{"1"}), false},
		"other type":                {header("typ", "JWT"), false},
		"no type":                   {header("typ", nil), false},
		"key in the header":         {header("jwk", map[string]string{"kty": "OKP"}), false},
		"crit":                      {header("crit", []string{"b64"}), false},
		"ended this second":         {claim("exp", w.now().Unix()), false},
		"last second":               {claim("exp", w.now().Unix()+1), true},
		"never ends":                {claim("exp", nil), false},
		"end is text":               {claim("exp", "tomorrow"), false},
		"other audience":            {claim("aud", []string{"other.example"}), false},
		"no audience":               {claim("aud", nil), false},
		"no scope":                  {claim("scope", nil), false},
		"made-up scope":             {claim("scope", "admin"), false},
		"mailbox scope of a member": {claim("scope", "mailbox"), false},
		"no account":                {claim("sub", nil), false},
		"unknown account":           {claim("sub", string(nobody)), false},
		"member scope of a mailbox": {claim("sub", string(mailbox)), false},
		"account is a path":         {claim("sub", "../admin"), false},
		"starts tomorrow":           {claim("nbf", w.now().Add(24*time.Hour).Unix()), false},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := w.auth.Check(t.Context(), w.forge(c.change))
			if c.ok && err != nil {
				t.Fatal(err)
			}
			if !c.ok && (hub.CodeOf(err) != hub.E22 || err.Error() != "E22: login refused") {
				t.Errorf("got %v, want the refusal", err)
			}
		})
	}
}

func TestBrokenTokens(t *testing.T) {
	w := newWorld(t)
	good := w.forge(nil)
	parts := strings.Split(good, ".")
	sig, err := base64.RawURLEncoding.DecodeString(parts[2])
	if err != nil {
		t.Fatal(err)
	}
	sig[0] ^= 1
	for name, token := range map[string]string{
		"empty":              "",
		"one part":           parts[0],
		"no signature":       parts[0] + "." + parts[1] + ".",
		"one bit":            parts[0] + "." + parts[1] + "." + base64.RawURLEncoding.EncodeToString(sig),
		"padded":             good + "=",
		"four parts":         good + "." + parts[2],
		"line feed":          good + "\n",
		"loose last letter":  good[:len(good)-1] + string(loosen(good[len(good)-1])),
		"megabyte":           strings.Repeat("A", 1<<20),
		"header of 900":      strings.Repeat("e", 900) + "." + parts[1] + "." + parts[2],
		"not base64":         "!.!.!",
		"claims of another":  parts[0] + "." + strings.Split(w.token(ruud, ruudLogin).Token, ".")[1] + "." + parts[2],
		"json, not a header": base64.RawURLEncoding.EncodeToString([]byte("[]")) + "." + parts[1] + "." + parts[2],
	} {
		if _, _, err := w.auth.Check(t.Context(), token); hub.CodeOf(err) != hub.E22 {
			t.Errorf("%s: got %v, want E22", name, err)
		}
	}
	if _, _, err := w.auth.Check(t.Context(), good); err != nil {
		t.Error(err)
	}
}

// loosen gives another base64url letter with the same four upper bits: 64 bytes
// leave two bits of the last letter unused.
func loosen(c byte) byte {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	return letters[strings.IndexByte(letters, c)^1]
}

func TestTokenOfAnotherHub(t *testing.T) {
	w := newWorld(t)
	other := w.hub("other.example")
	token := w.token(anna, annaLogin).Token
	if _, _, err := other.Check(t.Context(), token); hub.CodeOf(err) != hub.E22 {
		t.Errorf("got %v, want E22", err)
	}
	if _, _, err := w.hub(hubID).Check(t.Context(), token); err != nil {
		t.Errorf("a second hub with the same key and id: %v", err)
	}
}

// TestTokenEnds checks that what is remembered ends as well.
func TestTokenEnds(t *testing.T) {
	w := newWorld(t)
	token := w.token(anna, annaLogin).Token
	check := func(want hub.Code) {
		t.Helper()
		if _, _, err := w.auth.Check(t.Context(), token); hub.CodeOf(err) != want {
			t.Errorf("got %v, want %q", err, want)
		}
	}
	check("")
	w.pass(hub.TokenLife - time.Second)
	check("")
	w.pass(time.Second)
	check(hub.E22)
}

// TestMemberEnds checks that a token does not outlive the membership.
func TestMemberEnds(t *testing.T) {
	w := newWorld(t)
	full, locked := w.token(anna, annaLogin).Token, w.token(anna, annaUnlock).Token
	for _, token := range []string{full, locked} {
		if _, _, err := w.auth.Check(t.Context(), token); err != nil {
			t.Fatal(err)
		}
	}
	was := w.people.accounts[anna]
	delete(w.people.accounts, anna)
	for _, token := range []string{full, locked} {
		if _, _, err := w.auth.Check(t.Context(), token); hub.CodeOf(err) != hub.E22 {
			t.Errorf("got %v, want E22", err)
		}
	}
	w.people.accounts[anna] = was
	if _, _, err := w.auth.Check(t.Context(), full); err != nil {
		t.Errorf("admitted again: %v", err)
	}
}

// TestTokenOfAnotherKind: a token is for the kind of account that it was given to,
// whatever lies under that id later.
func TestTokenOfAnotherKind(t *testing.T) {
	w := newWorld(t)
	kinds := map[note.MemberID]string{anna: w.token(anna, annaLogin).Token, mailbox: w.token(mailbox, words).Token, locator: w.token(locator, invite).Token}
	accounts := maps.Clone(w.people.accounts)
	for id, token := range kinds {
		for other := range kinds {
			w.people.accounts[id] = accounts[other]
			if _, _, err := w.auth.Check(t.Context(), token); (err == nil) != (id == other) {
				t.Errorf("token of %s for an account like %s: %v", id, other, err)
			}
		}
	}
}

func BenchmarkCheck(b *testing.B) {
	w := newWorld(b)
	token := w.forge(nil)
	for b.Loop() {
		if _, _, err := w.auth.Check(b.Context(), token); err != nil {
			b.Fatal(err)
		}
	}
}
