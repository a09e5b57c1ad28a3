package directory

import (
	"context"

	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// Keyring gives the caller's newest keyring. An unlock key gets in as well: it
// may do nothing else.
func (d *Directory) Keyring(ctx context.Context) (hub.Keyring, error) {
	c, ok := hub.CallerFrom(ctx)
	if !ok || c.Scope != hub.ScopeMember && c.Scope != hub.ScopeUnlock {
		return hub.Keyring{}, hub.Errorf(hub.E22, "no login that may do this")
	}
	return d.store.Keyring(ctx, c.Account)
}

// PutKeyring replaces the caller's keyring: signed by the login key that the
// member note names, one version higher, following the head that stands.
func (d *Directory) PutKeyring(ctx context.Context, k hub.Keyring) error {
	c, err := member(ctx)
	if err != nil {
		return err
	}
	if len(k.File) > hub.MaxKeyring {
		return hub.Errorf(hub.E23, "keyring of %d bytes", len(k.File))
	}
	head, err := keys.ParseKeyringHead(k.Head)
	if err != nil {
		return failed("keyring", err)
	}
	if head.Member != c.Account || head.Org != c.Org {
		return hub.Errorf(hub.E05, "keyring of another member")
	}
	login, _, _, ok := d.LoginKey(c.Account)
	if !ok {
		return hub.Errorf(hub.E22, "no longer a member")
	}
	if err := head.Check(login, k.File); err != nil {
		return failed("keyring", err)
	}
	var before *keys.KeyringHead
	stands, err := d.store.Keyring(ctx, c.Account)
	switch {
	case hub.CodeOf(err) == hub.E21:
	case err != nil:
		return err
	default:
		if before, err = keys.ParseKeyringHead(stands.Head); err != nil {
			return failed("keyring", err)
		}
	}
	if head.Follows(before) != nil {
		return hub.Errorf(hub.E20, "keyring does not follow the one that stands")
	}
	return d.store.PutKeyring(ctx, c.Account, head.Version, k)
}

// Unlocks gives the keys that may fetch the member's keyring.
func (d *Directory) Unlocks(ctx context.Context, account note.MemberID) ([]keys.Public, error) {
	k, err := d.store.Keyring(ctx, account)
	if hub.CodeOf(err) == hub.E21 {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	head, err := keys.ParseKeyringHead(k.Head)
	if err != nil {
		return nil, failed("keyring", err)
	}
	var list []keys.Public
	for _, u := range head.Unlocks {
		list = append(list, u.Key)
	}
	return list, nil
}

// State gives the caller's sealed local state, empty when there is none.
func (d *Directory) State(ctx context.Context) ([]byte, error) {
	c, err := member(ctx)
	if err != nil {
		return nil, err
	}
	sealed, err := d.store.State(ctx, c.Account)
	if hub.CodeOf(err) == hub.E21 {
		return nil, nil
	}
	return sealed, err
}

// PutState replaces it.
func (d *Directory) PutState(ctx context.Context, sealed []byte) error {
	c, err := member(ctx)
	if err != nil {
		return err
	}
	if len(sealed) > hub.MaxState {
		return hub.Errorf(hub.E23, "state of %d bytes", len(sealed))
	}
	return d.store.PutState(ctx, c.Account, sealed)
}
