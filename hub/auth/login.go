package auth

import (
	"context"
	"slices"
	"time"

	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// refusalTime is when a refused login is answered, counted from its arrival:
// well after the slowest refusal is known, so that the moment says nothing of
// how far the login came (whether the account exists, has a keyring, uses that
// key).
const refusalTime = 25 * time.Millisecond

// Login trades a signed login note for a token. E01: no login note. E26, with
// the hub's time: the note's time is more than hub.ClockSkew off. E22: anything
// else, without saying what.
func (a *Auth) Login(ctx context.Context, login []byte) (hub.Token, error) {
	answer := time.NewTimer(refusalTime)
	defer answer.Stop()
	token, err := a.login(ctx, login)
	if hub.CodeOf(err) == hub.E22 {
		select {
		case <-answer.C:
		case <-ctx.Done():
		}
	}
	return token, err
}

func (a *Auth) login(ctx context.Context, raw []byte) (hub.Token, error) {
	l, err := keys.ParseLogin(raw)
	if err != nil {
		return hub.Token{}, hub.Errorf(hub.E01, "login note is malformed")
	}
	now := a.now()
	// Before any look-up, so that it is the same for every account. A clock that
	// is off must be told so: with E22 the client would sign and sign.
	if off := now.Sub(time.Unix(l.Time, 0)).Abs(); off > hub.ClockSkew {
		return hub.Token{}, &hub.Error{Code: hub.E26, Text: "login note is of another time", Time: now.Unix()}
	}
	issued, fresh := a.checkChallenge(l.Account, l.Challenge)
	ours := slices.Contains(a.origins, l.Origin)
	key, scope, err := a.key(ctx, l.Account, l.Note.Sigs[0].Key)
	if err != nil {
		return hub.Token{}, err
	}
	signed := key.Verify(l.Note.Signed(), l.Note.Sigs[0].Bytes())
	if !fresh || !ours || !signed || scope == "" {
		return hub.Token{}, refused()
	}
	// Last, so that nobody but the holder of the key can use a challenge up.
	first, err := a.once.Use(ctx, string(l.Challenge.Bytes()), issued, issued.Add(hub.ChallengeLife))
	if err != nil {
		return hub.Token{}, err
	}
	if !first {
		return hub.Token{}, refused()
	}
	return a.issue(l.Account, scope, now)
}

// key finds the account's key with that id and what it is good for. When there
// is none it is the decoy, which nobody holds, with no scope: the signature is
// verified all the same.
func (a *Auth) key(ctx context.Context, id note.MemberID, named note.KeyID) (keys.Public, hub.Scope, error) {
	account, active := a.accounts.Account(ctx, id)
	unlocks, err := a.accounts.Unlocks(ctx, id)
	if err != nil {
		return keys.Public{}, "", err
	}
	if !active {
		return a.decoy, "", nil
	}
	if account.Mailbox || account.Invite {
		if account.Login.ID() != named {
			return a.decoy, "", nil
		}
		if account.Invite {
			return account.Login, hub.ScopeInvite, nil
		}
		return account.Login, hub.ScopeMailbox, nil
	}
	if account.Login.ID() == named {
		return account.Login, hub.ScopeMember, nil
	}
	for _, k := range unlocks {
		if k.ID() == named {
			return k, hub.ScopeUnlock, nil
		}
	}
	return a.decoy, "", nil
}
