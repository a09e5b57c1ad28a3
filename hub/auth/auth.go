package auth

import (
	"context"
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/sha256"
	"fmt"
	"slices"
	"time"

	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// Account is somebody who may log in now: an active member, or a mailbox that
// has not ended.
type Account struct {
	Login keys.Public
	Org   note.OrgID // empty for a mailbox
	// Mailbox says that it is a mailbox, Invite that it is an invitation: their tokens
	// have that scope.
	Mailbox, Invite bool
}

// fits says whether tokens of this scope are for such an account.
func (a Account) fits(scope hub.Scope) bool {
	return a.Mailbox == (scope == hub.ScopeMailbox) && a.Invite == (scope == hub.ScopeInvite)
}

// Accounts is what auth must know of the directory. Account is asked on every
// request and must be cheap.
type Accounts interface {
	// Account gives the account, and false when it is not there or not active.
	Account(ctx context.Context, id note.MemberID) (Account, bool)
	// Coded gives the active member with an account code as hub.AccountCode
	// writes it.
	Coded(ctx context.Context, code string) (hub.Account, bool)
	// Orgs gives the organisations that have members.
	Orgs(ctx context.Context) []note.OrgID
	// Unlocks gives the keys of the unlock lines of the member's newest keyring
	// head, none when there is no keyring.
	Unlocks(ctx context.Context, id note.MemberID) ([]keys.Public, error)
}

// Once remembers what has been used. Hubs that share a token key share a Once.
type Once interface {
	// Use is true for the first to come with this id, which was issued and will
	// be refused by its age from until on. When a Once cannot know whether an id
	// of that time was used before, the answer is false.
	Use(ctx context.Context, id string, issued, until time.Time) (bool, error)
}

// Config is what an Auth needs; every field must be set.
type Config struct {
	Hub string // hub id, the audience of its tokens
	// Secret is the token key, 32 random bytes. Who has it can log in as anybody
	// and so reads what the hub reads, and can open or sign nothing.
	Secret []byte
	// Origins are the addresses that clients may talk to, as they stand in login
	// notes: scheme://host, with the port when it is not the scheme's own.
	Origins  []string
	Accounts Accounts
	Once     Once
	Now      func() time.Time
}

// Auth gives challenges and tokens. Its methods may be called from any goroutine.
type Auth struct {
	hub      string
	origins  []string
	accounts Accounts
	once     Once
	now      func() time.Time

	challengeKey []byte
	tokenKey     ed25519.PrivateKey
	tokenID      string // kid of the token key
	decoy        keys.Public

	verified *cache
}

// New makes an Auth; a secret that is not 32 bytes and an address that could
// never stand in a login note are errors.
func New(c Config) (*Auth, error) {
	if len(c.Secret) != 32 {
		return nil, fmt.Errorf("auth: token key has %d bytes, want 32", len(c.Secret))
	}
	if len(c.Origins) == 0 {
		return nil, fmt.Errorf("auth: no origin is configured, so nobody could log in")
	}
	for _, o := range c.Origins {
		if !keys.IsOrigin(o) {
			return nil, fmt.Errorf("auth: origin %q is not scheme://host[:port] in lower case", o)
		}
	}
	a := &Auth{
		hub: c.Hub, origins: slices.Clone(c.Origins), accounts: c.Accounts, once: c.Once, now: c.Now,
		verified: newCache(cacheSize),
	}
	for _, k := range []struct {
		info string
		use  func([]byte)
	}{
		{"sluis.v1/hub-challenge", func(b []byte) { a.challengeKey = b }},
		{"sluis.v1/hub-token", func(b []byte) { a.tokenKey = ed25519.NewKeyFromSeed(b) }},
		{"sluis.v1/hub-decoy", func(b []byte) { a.decoy = public(ed25519.NewKeyFromSeed(b)) }},
	} {
		b, err := hkdf.Key(sha256.New, c.Secret, nil, k.info, 32)
		if err != nil {
			return nil, fmt.Errorf("auth: derive key: %w", err)
		}
		k.use(b)
	}
	a.tokenID = string(public(a.tokenKey).ID())
	return a, nil
}

func public(k ed25519.PrivateKey) keys.Public {
	return keys.Public(k.Public().(ed25519.PublicKey))
}

// refused is the one answer to a login or token that does not count, whatever
// the reason.
func refused() error { return hub.Errorf(hub.E22, "login refused") }
