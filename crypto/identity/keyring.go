package identity

import (
	"encoding/hex"
	"strconv"

	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
)

// Keyring is everything secret that a member has, and whom it trusts. It is
// kept as two texts: a file sealed to every unlock method, and a head that the
// member's login key signs (FORMAT.md I10 to I19).
type Keyring struct {
	Org         note.OrgID
	Member      note.MemberID
	Version     uint64    // 1, 2, 3 …
	Prev        note.Hash // of the head before, note.ZeroHash in version 1
	Identity    *Identity
	Sign, Login *Signer
	Unlocks     []Unlock // 2 to 5, no two alike
	Pins        []Pin
}

// Unlock is the public half of a Method.
type Unlock struct {
	Kind, ID  string
	Recipient keys.Recipient
	Login     keys.Public
}

// Pin is an organisation's root key as this member first saw it confirmed.
type Pin struct {
	Org  note.OrgID
	Root note.KeyID
}

var keyringForm = &note.Form{
	Label: "keyring",
	Fields: []note.Field{
		note.Once("org", note.IsID),
		note.Once("mid", note.IsID),
		note.Once("version", note.IsNum),
		note.Once("prev", note.IsHash),
		note.Once("identity", IsIdentity),
		note.Once("sign-seed", note.IsHash),
		note.Once("login-seed", note.IsHash),
		{Name: "unlock", Min: keys.MinUnlocks, Max: keys.MaxUnlocks, Values: []note.Value{keys.IsUnlockKind, note.IsID, isRecipient}},
		note.Any("pin", note.IsID, note.IsID),
	},
}

func isRecipient(s string) bool {
	_, err := keys.ParseRecipient(s)
	return err == nil
}

// Seal prints and seals the keyring as it stands: a head to publish and the
// file it is signed for. Now is in Unix seconds. Fewer than two unlock methods,
// more than five, or two that share an id or a key are E17; a value that the texts
// cannot hold is E01.
func (k *Keyring) Seal(now int64) (head, file []byte, err error) {
	if err := oneEach(k.Unlocks); err != nil {
		return nil, nil, err
	}
	common := []note.Line{
		note.L("org", string(k.Org)),
		note.L("mid", string(k.Member)),
		note.L("version", strconv.FormatUint(k.Version, 10)),
		note.L("prev", string(k.Prev)),
	}
	inside := append(common[:4:4],
		note.L("identity", k.Identity.String()),
		note.L("sign-seed", hex.EncodeToString(k.Sign.Seed())),
		note.L("login-seed", hex.EncodeToString(k.Login.Seed())),
	)
	for _, u := range k.Unlocks {
		inside = append(inside, note.L("unlock", u.Kind, u.ID, string(u.Recipient)))
	}
	for _, p := range k.Pins {
		inside = append(inside, note.L("pin", string(p.Org), string(p.Root)))
	}
	text, err := keyringForm.Build(inside...)
	if err != nil {
		return nil, nil, err
	}
	file, err = sealToAll(k.Unlocks, text)
	if err != nil {
		return nil, nil, err
	}
	outside := append(common[:4:4],
		note.L("ct", string(note.HashOf(file))),
		note.L("time", strconv.FormatInt(now, 10)),
	)
	for _, u := range k.Unlocks {
		outside = append(outside, note.L("unlock", u.Kind, u.ID, u.Login.String()))
	}
	signed, err := keys.KeyringHeadForm.Build(outside...)
	if err != nil {
		return nil, nil, err
	}
	return note.Attach(signed, k.Login.Sign(signed)), file, nil
}

// OpenKeyring opens file with one method and believes nothing in it before it
// agrees with head and with itself. Every failure is E17, with its cause inside.
// What it cannot know is whether these are the member's keys at all: call Match.
func OpenKeyring(head, file []byte, by *Method) (*Keyring, error) {
	k, err := openKeyring(head, file, by)
	if err != nil {
		return nil, note.Errorf(note.E17, "keyring: %w", err)
	}
	return k, nil
}

func openKeyring(head, file []byte, by *Method) (*Keyring, error) {
	h, err := keys.ParseKeyringHead(head)
	if err != nil {
		return nil, err
	}
	text, stanzas, err := openByOne(by.Age, file)
	if err != nil {
		return nil, err
	}
	n, err := keyringForm.Parse(text)
	if err != nil {
		return nil, err
	}
	k, err := read(n)
	if err != nil {
		return nil, err
	}
	if err := h.Check(k.Login.Public(), file); err != nil {
		return nil, err
	}
	if k.Org != h.Org || k.Member != h.Member {
		return nil, note.Errorf(note.E17, "file and head name different members")
	}
	if k.Version != h.Version {
		return nil, note.Errorf(note.E17, "file has version %d, head %d", k.Version, h.Version)
	}
	if k.Prev != h.Prev {
		return nil, note.Errorf(note.E17, "file and head follow different heads")
	}
	if len(h.Unlocks) != len(k.Unlocks) {
		return nil, note.Errorf(note.E17, "file has %d unlock methods, head %d", len(k.Unlocks), len(h.Unlocks))
	}
	if stanzas != len(k.Unlocks) {
		return nil, note.Errorf(note.E17, "file is sealed to %d keys and names %d", stanzas, len(k.Unlocks))
	}
	for i, u := range h.Unlocks {
		// Both lists are sorted, and a kind and id stands once: pairs stand at one place.
		if k.Unlocks[i].Kind != u.Kind || k.Unlocks[i].ID != string(u.ID) {
			return nil, note.Errorf(note.E17, "file and head name different unlock methods")
		}
		k.Unlocks[i].Login = u.Key
	}
	if err := oneEach(k.Unlocks); err != nil {
		return nil, err
	}
	if !k.has(by.Unlock()) {
		return nil, note.Errorf(note.E17, "the method that opened it is not named in it")
	}
	return k, nil
}

func read(n *note.Note) (*Keyring, error) {
	id, err := Parse(n.Get("identity"))
	if err != nil {
		return nil, err
	}
	k := &Keyring{
		Org:      note.OrgID(n.Get("org")),
		Member:   note.MemberID(n.Get("mid")),
		Version:  n.Num("version"),
		Prev:     note.Hash(n.Get("prev")),
		Identity: id,
		Sign:     fromSignSeed(note.Hash(n.Get("sign-seed")).Bytes()),
		Login:    fromSignSeed(note.Hash(n.Get("login-seed")).Bytes()),
	}
	for _, v := range n.All("unlock") {
		k.Unlocks = append(k.Unlocks, Unlock{Kind: v[0], ID: v[1], Recipient: keys.Recipient(v[2])})
	}
	for _, v := range n.All("pin") {
		k.Pins = append(k.Pins, Pin{note.OrgID(v[0]), note.KeyID(v[1])})
	}
	return k, nil
}

// Match compares the keyring with what the member's own signed note says: the
// signing key, the login key and the hash of the recipient. A difference is E17.
func (k *Keyring) Match(sign, login keys.Public, rcpt note.Hash) error {
	if k.Sign.Public() != sign {
		return note.Errorf(note.E17, "keyring holds another signing key than the member note")
	}
	if k.Login.Public() != login {
		return note.Errorf(note.E17, "keyring holds another login key than the member note")
	}
	if k.Identity.Recipient().Hash() != rcpt {
		return note.Errorf(note.E17, "keyring holds another identity than the member note")
	}
	return nil
}

// NotOlder compares the keyring with the newest version this device has seen: a
// lower one is E17, since it may lack a method or a pin.
func (k *Keyring) NotOlder(seen uint64) error {
	if k.Version < seen {
		return note.Errorf(note.E17, "keyring has version %d, this device has seen %d", k.Version, seen)
	}
	return nil
}

// Next prepares the version after the one that head was signed for.
func (k *Keyring) Next(head []byte) {
	k.Version++
	k.Prev = note.HashOf(head)
}

func (k *Keyring) has(u Unlock) bool {
	for _, v := range k.Unlocks {
		if v == u {
			return true
		}
	}
	return false
}

// oneEach refuses a number of methods or a repetition that would leave a member
// with fewer ways in than it seems.
func oneEach(unlocks []Unlock) error {
	if len(unlocks) < keys.MinUnlocks || len(unlocks) > keys.MaxUnlocks {
		return note.Errorf(note.E17, "%d ways to unlock, want %d to %d", len(unlocks), keys.MinUnlocks, keys.MaxUnlocks)
	}
	for i, u := range unlocks {
		for _, v := range unlocks[:i] {
			if u.Kind == v.Kind && u.ID == v.ID {
				return note.Errorf(note.E17, "two unlock methods have one kind and id")
			}
			if u.Recipient == v.Recipient {
				return note.Errorf(note.E17, "two unlock methods have one recipient")
			}
			if u.Login == v.Login {
				return note.Errorf(note.E17, "two unlock methods have one login key")
			}
		}
	}
	return nil
}
