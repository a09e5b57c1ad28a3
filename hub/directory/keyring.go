package directory

import (
	"bytes"
	"context"

	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// Keyring implements hub.Keyrings. It is the one thing that an unlock key may do.
func (d *Directory) Keyring(ctx context.Context) (hub.Keyring, error) {
	c, err := caller(ctx, hub.ScopeMember, hub.ScopeUnlock)
	if err != nil {
		return hub.Keyring{}, err
	}
	return d.store.Keyring(ctx, c.Account)
}

// PutKeyring implements hub.Keyrings: the head is signed with the login key that
// counts now, for this file, and follows the one that stands. The same keyring
// again is a success.
func (d *Directory) PutKeyring(ctx context.Context, k hub.Keyring) error {
	c, err := caller(ctx, hub.ScopeMember)
	if err != nil {
		return err
	}
	if len(k.Head)+len(k.File) > hub.MaxKeyring {
		return hub.Errorf(hub.E23, "keyring of %d bytes, at most %d", len(k.Head)+len(k.File), hub.MaxKeyring)
	}
	head, err := keys.ParseKeyringHead(k.Head)
	if err != nil {
		return failed("put a keyring", err)
	}
	if head.Member != c.Account || head.Org != c.Org {
		return hub.Errorf(hub.E05, "put a keyring: it is another member's")
	}
	login, _, ok := d.book.Login(c.Account)
	if !ok {
		return hub.Errorf(hub.E22, "the member is not active")
	}
	if err := head.Check(login, k.File); err != nil {
		return failed("put a keyring", err)
	}
	stands, err := d.store.Keyring(ctx, c.Account)
	if err != nil && hub.CodeOf(err) != hub.E21 {
		return err
	}
	if bytes.Equal(stands.Head, k.Head) {
		return nil
	}
	if err := follows(head, stands.Head); err != nil {
		return err
	}
	err = d.store.PutKeyring(ctx, c.Account, head.Version, k)
	if hub.CodeOf(err) != hub.E20 {
		return err
	}
	// perhaps by the same request, sent again while the first one was on its way
	if stands, reading := d.store.Keyring(ctx, c.Account); reading == nil && bytes.Equal(stands.Head, k.Head) {
		return nil
	}
	return err
}

// follows: the head is the next one after what stands (nothing: the first).
func follows(head *keys.KeyringHead, stands []byte) error {
	var before *keys.KeyringHead
	if len(stands) > 0 {
		var err error
		if before, err = keys.ParseKeyringHead(stands); err != nil {
			return hub.Errorf(hub.E27, "the stored keyring head: %w", err)
		}
	}
	if err := head.Follows(before); err != nil {
		return hub.Errorf(hub.E20, "put a keyring: another one stands there: %w", err)
	}
	return nil
}

// Unlocks gives the keys that may fetch the member's newest keyring, none when
// there is no keyring.
func (d *Directory) Unlocks(ctx context.Context, id note.MemberID) ([]keys.Public, error) {
	k, err := d.store.Keyring(ctx, id)
	if hub.CodeOf(err) == hub.E21 {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	head, err := keys.ParseKeyringHead(k.Head)
	if err != nil {
		return nil, hub.Errorf(hub.E27, "the stored keyring head: %w", err)
	}
	var all []keys.Public
	for _, u := range head.Unlocks {
		all = append(all, u.Key)
	}
	return all, nil
}

// State implements hub.Keyrings.
func (d *Directory) State(ctx context.Context) ([]byte, error) {
	c, err := caller(ctx, hub.ScopeMember)
	if err != nil {
		return nil, err
	}
	sealed, err := d.store.State(ctx, c.Account)
	if hub.CodeOf(err) == hub.E21 {
		return nil, nil
	}
	return sealed, err
}

// PutState implements hub.Keyrings.
func (d *Directory) PutState(ctx context.Context, sealed []byte) error {
	c, err := caller(ctx, hub.ScopeMember)
	if err != nil {
		return err
	}
	if len(sealed) > hub.MaxState {
		return hub.Errorf(hub.E23, "state of %d bytes, at most %d", len(sealed), hub.MaxState)
	}
	return d.store.PutState(ctx, c.Account, sealed)
}
