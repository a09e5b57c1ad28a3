package identity_test

import (
	"errors"
	"strings"
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

// secrets is a keyring in comparable form.
func secrets(k *identity.Keyring) []any {
	return []any{k.Org, k.Member, k.Version, k.Prev, k.Identity.String(), k.Sign.Seed(), k.Login.Seed(), k.Unlocks, k.Pins}
}

// TestKeyringStory: a member starts with a device and a phrase, adds a passkey,
// and loses the device; every way in that is left opens the newest keyring.
func TestKeyringStory(t *testing.T) {
	own := identity.NewDevice(string(note.NewID()))
	k := newKeyring(own)
	onPaper, err := identity.FromPhrase(words, k.Org, k.Member)
	if err != nil {
		t.Fatal(err)
	}
	onPhone, err := identity.FromPasskey([]byte("credential"), secret("prf"))
	if err != nil {
		t.Fatal(err)
	}
	k.Unlocks = append(k.Unlocks, onPaper.Unlock())
	head, file, err := k.Seal(1771234567)
	if err != nil {
		t.Fatal(err)
	}
	opens(t, k, head, file, own, onPaper)

	k.Unlocks = append(k.Unlocks[:1:1], onPhone.Unlock(), onPaper.Unlock())
	k.Next(head)
	second, file, err := k.Seal(1771240000)
	if err != nil {
		t.Fatal(err)
	}
	opens(t, k, second, file, own, onPaper, onPhone)
	follows(t, head, second)

	k.Unlocks = k.Unlocks[1:]
	k.Next(second)
	third, file, err := k.Seal(1771250000)
	if err != nil {
		t.Fatal(err)
	}
	opens(t, k, third, file, onPaper, onPhone)
	follows(t, second, third)
	if _, err := identity.OpenKeyring(third, file, own); note.CodeOf(err) != note.E17 {
		t.Errorf("the lost device opens the newest keyring: %v", err)
	}
}

func opens(t *testing.T, k *identity.Keyring, head, file []byte, by ...*identity.Method) {
	t.Helper()
	for _, m := range by {
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
}

func follows(t *testing.T, before, after []byte) {
	t.Helper()
	b, err := keys.ParseKeyringHead(before)
	if err != nil {
		t.Fatal(err)
	}
	a, err := keys.ParseKeyringHead(after)
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Follows(b); err != nil {
		t.Error(err)
	}
}

// TestSealRefuses: no keyring is made that leaves a member one step from
// losing everything, or that nobody could read.
func TestSealRefuses(t *testing.T) {
	var six []*identity.Method
	for range 6 {
		six = append(six, identity.NewDevice(string(note.NewID())))
	}
	for name, c := range map[string]struct {
		change func(*identity.Keyring)
		code   note.Code
	}{
		"no method":               {func(k *identity.Keyring) { k.Unlocks = nil }, note.E17},
		"one method":              {func(k *identity.Keyring) { k.Unlocks = k.Unlocks[:1] }, note.E17},
		"six methods":             {func(k *identity.Keyring) { k.Unlocks = newKeyring(six...).Unlocks }, note.E17},
		"one method twice":        {func(k *identity.Keyring) { k.Unlocks[1] = k.Unlocks[0] }, note.E17},
		"a classic recipient":     {func(k *identity.Keyring) { k.Unlocks[1].Recipient = "age1q" }, note.E01},
		"an id that is none":      {func(k *identity.Keyring) { k.Unlocks[1].ID = "phone" }, note.E01},
		"an organisation without": {func(k *identity.Keyring) { k.Org = "" }, note.E01},
	} {
		k := newKeyring(six[:2]...)
		c.change(k)
		if head, file, err := k.Seal(1); note.CodeOf(err) != c.code || head != nil || file != nil {
			t.Errorf("Seal with %s: %v, want %s", name, err, c.code)
		}
	}
	if _, _, err := newKeyring(six[:5]...).Seal(1); err != nil {
		t.Errorf("Seal with five methods: %v", err)
	}
	if _, _, err := newKeyring(six[:2]...).Seal(-1); note.CodeOf(err) != note.E01 {
		t.Errorf("Seal before 1970: %v, want E01", err)
	}
}

func TestDeviceText(t *testing.T) {
	m := identity.NewDevice(string(note.NewID()))
	text, err := m.Text()
	if err != nil {
		t.Fatal(err)
	}
	got, err := identity.ParseDevice(text)
	if err != nil || got.Unlock() != m.Unlock() {
		t.Errorf("ParseDevice: %v", err)
	}
	if _, err := identity.NewDevice("laptop").Text(); note.CodeOf(err) != note.E01 {
		t.Errorf("Text of a device without an id: %v, want E01", err)
	}
}

func TestLoginRefusesToSign(t *testing.T) {
	s, challenge := identity.NewSigner(), note.HashOf(nil)
	member := note.MemberID(note.NewID())
	for name, err := range map[string]error{
		"a path":       sign(s.Login("https://hub.example/api", member, challenge, 1)),
		"no account":   sign(s.Login("https://hub.example", "", challenge, 1)),
		"no challenge": sign(s.Login("https://hub.example", member, "", 1)),
		"a past time":  sign(s.Login("https://hub.example", member, challenge, -1)),
	} {
		if note.CodeOf(err) != note.E01 {
			t.Errorf("Login with %s: %v, want E01", name, err)
		}
	}
}

func sign(_ []byte, err error) error { return err }

// TestSecretsStaySecret: no error text holds a secret that was refused.
func TestSecretsStaySecret(t *testing.T) {
	text := identity.New().String()
	_, err := identity.Parse(text[:60])
	if err == nil || strings.Contains(err.Error(), text[20:50]) {
		t.Errorf("Parse: %v", err)
	}
	_, err = identity.ParseDevice([]byte("sluis.v1/device\nid " + text + "\n"))
	if err == nil || strings.Contains(err.Error(), text[20:50]) {
		t.Errorf("ParseDevice: %v", err)
	}
}

// TestKeyringTellsWhy: every refusal is E17, and what is inside it says what is wrong
// with the file before anything is said of its text.
func TestKeyringTellsWhy(t *testing.T) {
	file := sealTo([]byte(honest(device, passkey).inside), honest(device, passkey).recipients...)
	for name, c := range map[string]struct {
		by   *identity.Method
		file []byte
		want note.Code
	}{
		"sealed to others":        {phrase, file, note.E18},
		"cut short by a byte":     {device, file[:len(file)-1], note.E18},
		"with a byte at the end":  {device, append(file[:len(file):len(file)], 0), note.E18},
		"cut short in its header": {device, file[:100], note.E18},
		"a text in no note":       {device, sealTo([]byte("text"), honest(device, passkey).recipients...), note.E01},
	} {
		f := honest(device, passkey)
		f.by, f.file = c.by, c.file
		head, file := f.seal()
		_, err := identity.OpenKeyring([]byte(head), file, c.by)
		if inside := note.CodeOf(errors.Unwrap(err)); note.CodeOf(err) != note.E17 || inside != c.want {
			t.Errorf("%s: %v, with %q inside, want E17 with %s", name, err, inside, c.want)
		}
	}
}
