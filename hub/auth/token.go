package auth

import (
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

const (
	// tokenType keeps a token from being taken for any other JWT (RFC 9068, 2.1).
	tokenType = "at+jwt"
	// maxToken is above twice the size of a token with the longest hub id.
	maxToken = 1024
	// cacheSize bounds the tokens remembered as verified, twice; those in use by
	// some 8,000 people at once.
	cacheSize = 1 << 13
)

type claims struct {
	jwt.RegisteredClaims
	Scope hub.Scope `json:"scope"`
}

func (a *Auth) issue(account note.MemberID, scope hub.Scope, now time.Time) (hub.Token, error) {
	expires := now.Add(hub.TokenLife).Truncate(time.Second)
	t := jwt.NewWithClaims(jwt.SigningMethodEdDSA, claims{
		RegisteredClaims: jwt.RegisteredClaims{
			Subject: string(account), Audience: jwt.ClaimStrings{a.hub}, ExpiresAt: jwt.NewNumericDate(expires),
		},
		Scope: scope,
	})
	t.Header["typ"] = tokenType
	t.Header["kid"] = a.tokenID
	text, err := t.SignedString(a.tokenKey)
	if err != nil {
		return hub.Token{}, fmt.Errorf("sign token: %w", err)
	}
	return hub.Token{Token: text, Expires: expires.Unix()}, nil
}

// Check tells whose token it is and when it ends. Everything that is not a token
// of this hub, still running, of an account that is active at this moment, is
// E22. A signature is verified once and then remembered; the account is asked
// about every time.
func (a *Auth) Check(ctx context.Context, token string) (hub.Caller, time.Time, error) {
	// Go's base64 skips line ends: a token would have more than one spelling.
	if len(token) > maxToken || strings.ContainsAny(token, "\r\n") {
		return hub.Caller{}, time.Time{}, refused()
	}
	// The hash, and not the token, is the key: a dump of the memory holds no tokens.
	sum := sha256.Sum256([]byte(token))
	pass, known := a.verified.get(sum)
	if !known {
		var ok bool
		if pass, ok = a.read(token); !ok {
			return hub.Caller{}, time.Time{}, refused()
		}
		a.verified.put(sum, pass)
	}
	expires, scope := time.Unix(pass.expires, 0), scopes[pass.scope]
	if !a.now().Before(expires) {
		return hub.Caller{}, time.Time{}, refused()
	}
	account, active := a.accounts.Account(ctx, pass.account)
	if !active || !account.fits(scope) {
		return hub.Caller{}, time.Time{}, refused()
	}
	return hub.Caller{Account: pass.account, Org: account.Org, Scope: scope}, expires, nil
}

// read verifies a token from the outside in: method, type and key id before the
// signature, audience and end after it.
func (a *Auth) read(token string) (pass, bool) {
	var c claims
	_, err := jwt.ParseWithClaims(token, &c, func(t *jwt.Token) (any, error) {
		if t.Header["typ"] != tokenType || t.Header["kid"] != a.tokenID || len(t.Header) != 3 {
			return nil, refused()
		}
		return a.tokenKey.Public(), nil
	},
		jwt.WithValidMethods([]string{jwt.SigningMethodEdDSA.Alg()}),
		jwt.WithAudience(a.hub),
		jwt.WithExpirationRequired(),
		jwt.WithTimeFunc(a.now),
		jwt.WithStrictDecoding())
	if err != nil || !note.IsID(c.Subject) {
		return pass{}, false
	}
	is := slices.Index(scopes, c.Scope)
	if is < 0 {
		return pass{}, false
	}
	return pass{note.MemberID(c.Subject), c.ExpiresAt.Unix(), scope(is)}, true
}
