package identity

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"

	"github.com/sluis-hub/sluis/crypto/note"
)

// Invite is what the eight words of an invitation give: where it lies, the key that
// logs in there, the identity that the newcomer's name is sealed to, and a key that
// only the two who know the words have, with which each vouches to the other for what
// the hub passes on.
type Invite struct {
	Locator note.ID
	Age     *Identity
	Login   *Signer
	mac     []byte
}

// InviteFromWords makes the keys of an invitation into an organisation
// (FORMAT.md I6).
func InviteFromWords(words []string, org note.OrgID) (*Invite, error) {
	d, err := derive(words, "sluis.v1/invite\n"+string(org))
	if err != nil {
		return nil, err
	}
	return &Invite{Locator: d.locator, Age: d.age, Login: d.login, mac: d.mac}, nil
}

// MemberMAC is the newcomer's word for its own member note (FORMAT.md I24).
func (i *Invite) MemberMAC(member note.Hash) note.Hash {
	return i.sum("member\n" + string(member))
}

// CheckMember compares the word that came with a member note: E06 for another.
func (i *Invite) CheckMember(member, mac note.Hash) error {
	if !hmac.Equal([]byte(mac), []byte(i.MemberMAC(member))) {
		return note.Errorf(note.E06, "invitation: the member note is not the one that the newcomer made")
	}
	return nil
}

// OrgMAC is the admin's word for the organisation's note and for the manifest that
// names the newcomer (FORMAT.md I25).
func (i *Invite) OrgMAC(org, manifest note.Hash) note.Hash {
	return i.sum("org\n" + string(org) + string(manifest))
}

// CheckOrg compares the word that came with an organisation and a manifest: E06 for
// another.
func (i *Invite) CheckOrg(org, manifest, mac note.Hash) error {
	if !hmac.Equal([]byte(mac), []byte(i.OrgMAC(org, manifest))) {
		return note.Errorf(note.E06, "invitation: the organisation is not the one that the admin is of")
	}
	return nil
}

func (i *Invite) sum(text string) note.Hash {
	mac := hmac.New(sha256.New, i.mac)
	mac.Write([]byte(text))
	return note.Hash(hex.EncodeToString(mac.Sum(nil)))
}
