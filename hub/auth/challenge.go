package auth

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"time"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// A challenge is its own record: eight bytes with the millisecond it was given,
// eight random bytes, and half an HMAC-SHA-256 over both and the account. So
// asking for one stores nothing, costs the same for every account, and says
// nothing about whether the account exists.

// ahead is how far the clock of a second hub, with the same token key, may run
// before ours.
const ahead = 5 * time.Second

// Challenge gives a challenge for one login. An account that is not 32 hex
// digits is E01.
func (a *Auth) Challenge(_ context.Context, account note.MemberID) (hub.Challenge, error) {
	if !note.IsID(string(account)) {
		return hub.Challenge{}, hub.Errorf(hub.E01, "account is not 32 hex digits")
	}
	now := a.now()
	var b [32]byte
	binary.BigEndian.PutUint64(b[:8], uint64(now.UnixMilli()))
	rand.Read(b[8:16])
	copy(b[16:], a.seal(account, b[:16]))
	return hub.Challenge{Challenge: hex.EncodeToString(b[:]), Time: now.Unix()}, nil
}

// checkChallenge gives the moment a challenge was given to the account; ok is
// false when this hub did not give it or it has ended.
func (a *Auth) checkChallenge(account note.MemberID, challenge note.Hash) (issued time.Time, ok bool) {
	b := challenge.Bytes()
	if !hmac.Equal(b[16:], a.seal(account, b[:16])) {
		return time.Time{}, false
	}
	issued = time.UnixMilli(int64(binary.BigEndian.Uint64(b[:8])))
	age := a.now().Sub(issued)
	return issued, age >= -ahead && age < hub.ChallengeLife
}

func (a *Auth) seal(account note.MemberID, timeAndNonce []byte) []byte {
	mac := hmac.New(sha256.New, a.challengeKey)
	mac.Write([]byte(account))
	mac.Write(timeAndNonce)
	return mac.Sum(nil)[:16]
}
