package keys

import (
	"github.com/sluis-hub/sluis/crypto/note"
)

// The ways to unlock a keyring.
const (
	UnlockDevice  = "device"
	UnlockPasskey = "passkey"
	UnlockPhrase  = "phrase"
)

// IsUnlockKind holds for the three ways to unlock.
var IsUnlockKind = note.OneOf(UnlockDevice, UnlockPasskey, UnlockPhrase)

// A keyring has at least two ways in, so that losing one loses nothing, and at
// most five.
const (
	MinUnlocks = 2
	MaxUnlocks = 5
)

// KeyringHeadForm is the public, signed face of a sealed keyring (FORMAT.md I10).
var KeyringHeadForm = &note.Form{
	Label: "keyring-head",
	Fields: []note.Field{
		note.Once("org", note.IsID),
		note.Once("mid", note.IsID),
		note.Once("version", note.IsNum),
		note.Once("prev", note.IsHash),
		note.Once("ct", note.IsHash),
		note.Once("time", note.IsTime),
		{Name: "unlock", Min: MinUnlocks, Max: MaxUnlocks, Values: []note.Value{IsUnlockKind, note.IsID, note.IsHash}},
	},
	MinSigs: 1, MaxSigs: 1,
}

// UnlockKey is a key that may fetch the keyring, and do nothing else.
type UnlockKey struct {
	Kind string
	ID   note.ID
	Key  Public
}

// KeyringHead is a parsed keyring-head note.
type KeyringHead struct {
	Org     note.OrgID
	Member  note.MemberID
	Version uint64    // 1, 2, 3 …
	Prev    note.Hash // of the head before, ZeroHash in version 1
	CT      note.Hash // SHA-256 of the keyring file
	Time    int64     // Unix seconds
	Unlocks []UnlockKey
	Note    *note.Note
}

// ParseKeyringHead reads a head: E01 when it is none, E06 when an unlock key is
// no usable point.
func ParseKeyringHead(raw []byte) (*KeyringHead, error) {
	n, err := KeyringHeadForm.Parse(raw)
	if err != nil {
		return nil, err
	}
	h := &KeyringHead{
		Org:     note.OrgID(n.Get("org")),
		Member:  note.MemberID(n.Get("mid")),
		Version: n.Num("version"),
		Prev:    note.Hash(n.Get("prev")),
		CT:      note.Hash(n.Get("ct")),
		Time:    int64(n.Num("time")),
		Note:    n,
	}
	for _, v := range n.All("unlock") {
		key, err := ParsePublic(v[2])
		if err != nil {
			return nil, err
		}
		h.Unlocks = append(h.Unlocks, UnlockKey{v[0], note.ID(v[1]), key})
	}
	return h, nil
}

// Hash is what the next head names as prev.
func (h *KeyringHead) Hash() note.Hash { return h.Note.Hash() }

// Check decides whether the head was signed with login (E05, E04) over exactly
// this keyring file (E08).
func (h *KeyringHead) Check(login Public, file []byte) error {
	if err := login.Check(h.Note); err != nil {
		return err
	}
	if note.HashOf(file) != h.CT {
		return note.Errorf(note.E08, "keyring file is not the one its head was signed for")
	}
	return nil
}

// Follows decides whether h is the head after before (nil: the first), E05 if not.
func (h *KeyringHead) Follows(before *KeyringHead) error {
	version, prev := uint64(1), note.ZeroHash
	if before != nil {
		version, prev = before.Version+1, before.Hash()
		if h.Org != before.Org || h.Member != before.Member {
			return note.Errorf(note.E05, "keyring head is of another member")
		}
	}
	if h.Version != version {
		return note.Errorf(note.E05, "keyring head has version %d, want %d", h.Version, version)
	}
	if h.Prev != prev {
		return note.Errorf(note.E05, "keyring head follows another head")
	}
	return nil
}
