package identity_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
)

func newKeyring(methods ...*identity.Method) *identity.Keyring {
	k := &identity.Keyring{
		Org: note.OrgID(note.NewID()), Member: note.MemberID(note.NewID()),
		Version: 1, Prev: note.ZeroHash,
		Identity: identity.New(), Sign: identity.NewSigner(), Login: identity.NewSigner(),
		Pins: []identity.Pin{{Org: note.OrgID(note.NewID()), Root: note.KeyID(note.NewID())}},
	}
	for _, m := range methods {
		k.Unlocks = append(k.Unlocks, m.Unlock())
	}
	return k
}

func TestKeyringOpensWithEachMethod(t *testing.T) {
	device := identity.NewDevice("00000000000000000000000000000001")
	passkey, err := identity.FromPasskey([]byte("credential"), make([]byte, 32))
	if err != nil {
		t.Fatal(err)
	}
	k := newKeyring(device, passkey)
	head, file, err := k.Seal(1771234567)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range []*identity.Method{device, passkey} {
		got, err := identity.OpenKeyring(head, file, m)
		if err != nil {
			t.Fatalf("OpenKeyring with a %s: %v", m.Kind, err)
		}
		if diff := cmp.Diff(secrets(k), secrets(got)); diff != "" {
			t.Errorf("OpenKeyring with a %s (-sealed +opened):\n%s", m.Kind, diff)
		}
		if err := got.Match(k.Sign.Public(), k.Login.Public(), k.Identity.Recipient().Hash()); err != nil {
			t.Error(err)
		}
	}
	if _, err := identity.OpenKeyring(head, file, identity.NewDevice(device.ID)); note.CodeOf(err) != note.E17 {
		t.Errorf("OpenKeyring with a stranger's method: %v, want E17", err)
	}
}

// secrets is a keyring in comparable form.
func secrets(k *identity.Keyring) []any {
	return []any{k.Org, k.Member, k.Version, k.Prev, k.Identity.String(), k.Sign.Seed(), k.Login.Seed(), k.Unlocks, k.Pins}
}

func TestKeyringNeedsTwoWaysIn(t *testing.T) {
	device := identity.NewDevice("00000000000000000000000000000001")
	if _, _, err := newKeyring(device).Seal(1); note.CodeOf(err) != note.E17 {
		t.Errorf("Seal with one method: %v, want E17", err)
	}
	if _, _, err := newKeyring(device, device).Seal(1); note.CodeOf(err) != note.E17 {
		t.Errorf("Seal with one method twice: %v, want E17", err)
	}
}

func TestLogin(t *testing.T) {
	s := identity.NewSigner()
	account, challenge := note.MemberID(note.NewID()), note.HashOf([]byte("challenge"))
	raw, err := s.Login("https://hub.example:8443", account, challenge, 1771234567)
	if err != nil {
		t.Fatal(err)
	}
	l, err := keys.ParseLogin(raw)
	if err != nil {
		t.Fatal(err)
	}
	if err := keys.CheckLogin(l, s.Public(), "https://hub.example:8443", challenge); err != nil {
		t.Error(err)
	}
}
