package auth

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"strings"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// Find gives the account with a code. One that is not there is answered like one
// that is: with ids made from the code, in an organisation that has members, so
// that a guess learns nothing. What is no code at all is E01.
//
// What can still be told: made-up accounts are spread evenly over organisations,
// true ones are where people work; when an organisation comes or goes, some
// made-up accounts move; and whoever begins or stops to be a member changes what
// the code gives. So who asks for one code again and again for months may learn
// that nobody has it, or had it. A member of this hub can look it up: the ids of
// members are in the public records.
func (a *Auth) Find(ctx context.Context, typed string) (hub.Account, error) {
	code, err := hub.ParseAccountCode(typed)
	if err != nil {
		return hub.Account{}, err
	}
	nobody := a.nobody(ctx, code)
	if account, ok := a.accounts.Coded(ctx, code); ok {
		return account, nil
	}
	return nobody, nil
}

// nobody is the account that a code without one gets. The member's id begins as
// the code says, the rest is as random as that of any. The organisation is the one
// with the highest MAC, so that all others may come and go without changing it.
func (a *Auth) nobody(ctx context.Context, code string) hub.Account {
	id := a.madeUp("member", code)
	var said uint64
	for _, r := range strings.ReplaceAll(code, "-", "") {
		said = said<<5 | uint64(strings.IndexRune(hub.CodeLetters, r))
	}
	const free = 64 - 50 // bits of the first eight bytes that a code leaves open
	random := binary.BigEndian.Uint64(id)
	binary.BigEndian.PutUint64(id, said<<free|random&(1<<free-1))

	org, highest := note.OrgID(hex.EncodeToString(a.madeUp("organisation", code)[:16])), []byte(nil)
	for _, o := range a.accounts.Orgs(ctx) {
		if sum := a.madeUp("organisation "+string(o), code); bytes.Compare(sum, highest) > 0 {
			org, highest = o, sum
		}
	}
	return hub.Account{Org: org, Member: note.MemberID(hex.EncodeToString(id[:16]))}
}

// madeUp is 32 bytes that look random to all who do not have the key.
func (a *Auth) madeUp(what, code string) []byte {
	mac := hmac.New(sha256.New, a.challengeKey)
	mac.Write([]byte("account code " + what + "\n" + code))
	return mac.Sum(nil)
}
