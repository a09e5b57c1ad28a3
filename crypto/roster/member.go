package roster

import (
	"crypto/sha256"
	"encoding/hex"

	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
)

// Member is one version of a member's keys, signed with the member's own key.
type Member struct {
	Org    note.OrgID
	Member note.MemberID
	Sign   keys.Public // for entries, receipts, team notes
	Login  keys.Public // for logging in and for the keyring
	Rcpt   note.Hash   // rh of the member's recipient
	Name   note.Hash   // NameHash of the name; only its holders can open it
	Prev   note.Hash   // of the member note it replaces, ZeroHash for a first one
	Time   int64       // Unix seconds
	Note   *note.Note
}

// ParseMember reads a member note: E01 grammar, E06 unusable keys, E05 one key
// for two uses or not signed by its own sign key, E04 badly signed.
func ParseMember(raw []byte) (*Member, error) {
	n, err := memberForm.Parse(raw)
	if err != nil {
		return nil, err
	}
	sign, err := keys.ParsePublic(n.Get("sign"))
	if err != nil {
		return nil, err
	}
	login, err := keys.ParsePublic(n.Get("login"))
	if err != nil {
		return nil, err
	}
	m := &Member{
		Org: note.OrgID(n.Get("org")), Member: note.MemberID(n.Get("mid")), Sign: sign, Login: login,
		Rcpt: note.Hash(n.Get("rcpt")), Name: note.Hash(n.Get("name")), Prev: note.Hash(n.Get("prev")), Time: int64(n.Num("time")), Note: n,
	}
	if sign == login {
		return nil, note.Errorf(note.E05, "member: one key for signing and for logging in")
	}
	if m.Prev == note.ZeroHash && len(n.Sigs) != 1 {
		return nil, note.Errorf(note.E01, "member: a first note has one signature")
	}
	if err := sign.Check(n); err != nil {
		return nil, err
	}
	return m, nil
}

// Hash is what a manifest names in the member's line.
func (m *Member) Hash() note.Hash { return m.Note.Hash() }

// Signed prints the bytes that the new sign key signs, and the one before it
// when the note replaces one with another sign key.
func (m Member) Signed() ([]byte, error) {
	return memberForm.Build(
		note.L("org", string(m.Org)), note.L("mid", string(m.Member)), note.L("sign", m.Sign.String()), note.L("login", m.Login.String()),
		note.L("rcpt", string(m.Rcpt)), note.L("name", string(m.Name)), note.L("prev", string(m.Prev)), timeLine(m.Time))
}

// Opens decides whether salt (64 hex) and name are what the note commits to:
// E01 for a malformed salt, E09 for another name.
func (m *Member) Opens(salt, name string) error {
	if !note.IsHash(salt) {
		return note.Errorf(note.E01, "name opening: salt is not 64 hex digits")
	}
	b, _ := hex.DecodeString(salt)
	if NameHash([32]byte(b), name) != m.Name {
		return note.Errorf(note.E09, "name opening: the name is not the one the member committed to")
	}
	return nil
}

// NameHash commits to a name without showing it: SHA-256("sluis.v1/name\n" ||
// salt || name in UTF-8). The salt is 32 fresh random bytes, kept for life.
func NameHash(salt [32]byte, name string) note.Hash {
	h := sha256.New()
	h.Write([]byte("sluis.v1/name\n"))
	h.Write(salt[:])
	h.Write([]byte(name))
	return note.Hash(hex.EncodeToString(h.Sum(nil)))
}
