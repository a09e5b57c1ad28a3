package auth

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// Find gives the account with a code. One that is not there is answered like one
// that is: with ids made from the code, so that a guess learns nothing. What is
// no code at all is E01.
func (a *Auth) Find(ctx context.Context, typed string) (hub.Account, error) {
	code, err := hub.ParseAccountCode(typed)
	if err != nil {
		return hub.Account{}, err
	}
	nobody := a.nobody(code)
	if account, ok := a.accounts.Coded(ctx, code); ok {
		return account, nil
	}
	return nobody, nil
}

// nobody is the account that a code without one gets: the member's id begins as
// the code says, the rest looks as random as any.
func (a *Auth) nobody(code string) hub.Account {
	mac := hmac.New(sha256.New, a.challengeKey)
	mac.Write([]byte("account code\n" + code))
	sum := hex.EncodeToString(mac.Sum(nil))
	var bits strings.Builder
	for _, r := range strings.ReplaceAll(code, "-", "") {
		fmt.Fprintf(&bits, "%05b", strings.IndexRune(hub.CodeLetters, r))
	}
	bits.WriteString(fmt.Sprintf("%08b", sum[0])[6:]) // 50 bits and two random ones are 13 digits
	var member strings.Builder
	for text := bits.String(); text != ""; text = text[4:] {
		var digit int
		for _, b := range text[:4] {
			digit = digit<<1 | int(b-'0')
		}
		fmt.Fprintf(&member, "%x", digit)
	}
	return hub.Account{Org: note.OrgID(sum[:32]), Member: note.MemberID(member.String() + sum[32:51])}
}
