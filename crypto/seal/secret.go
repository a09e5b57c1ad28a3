package seal

import (
	"bytes"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
)

// GrantForm is the text that gives a party the case key of an epoch,
// TeamKeyForm the one that gives a team's key of an epoch to a member, to the
// recovery key, or (chain) to the epoch after it (FORMAT.md S9, S10).
var (
	GrantForm = &note.Form{
		Label: "grant",
		Fields: []note.Field{
			note.Once("xnonce", note.IsID),
			note.Once("epoch", note.IsNum),
			note.Once("party", note.IsParty),
			note.Once("identity", identity.IsIdentity),
		},
	}
	TeamKeyForm = &note.Form{
		Label: "teamkey",
		Fields: []note.Field{
			note.Once("org", note.IsID),
			note.Once("tid", note.IsID),
			note.Once("epoch", note.IsNum),
			note.Once("to", isHolder),
			note.Once("identity", identity.IsIdentity),
		},
	}
)

func isHolder(s string) bool { return s == "recovery" || s == "chain" || note.IsID(s) }

// SealSecret builds a text of that form and seals it. The lines are all of the
// form's, the identity last. What the form cannot hold is E01, a recipient that
// is no post-quantum key E14.
func SealSecret(to keys.Recipient, form *note.Form, lines []note.Line) ([]byte, error) {
	text, err := form.Build(lines...)
	if err != nil {
		return nil, err
	}
	return Seal(to, text)
}

// OpenSecret is the only road by which a sealed secret comes into use (FORMAT.md
// S12): one post-quantum stanza (E14), opened to its end (E18), a text of that
// form (E01) whose other lines are exactly context (E09), and an identity whose
// recipient has the hash that somebody signed (E07). Context holds every line of
// the form but the identity.
func OpenSecret(by *identity.Identity, file []byte, form *note.Form, context []note.Line, want note.Hash) (*identity.Identity, error) {
	text, err := Open(by, file)
	if err != nil {
		return nil, err
	}
	n, err := form.Parse(text)
	if err != nil {
		return nil, err
	}
	secret := n.Get("identity")
	// A context that is not whole builds nothing, and nothing equals nothing.
	expected, _ := form.Build(append(context[:len(context):len(context)], note.L("identity", secret))...)
	if !bytes.Equal(text, expected) {
		return nil, note.Errorf(note.E09, "this %s belongs to another place", form.Label)
	}
	id, err := identity.Parse(secret)
	if err != nil {
		return nil, err
	}
	if id.Recipient().Hash() != want {
		return nil, note.Errorf(note.E07, "this %s holds another key than was signed for", form.Label)
	}
	return id, nil
}
