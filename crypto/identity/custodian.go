package identity

import (
	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
)

// CustodianFromWords is the identity of somebody who keeps a part of the recovery key
// of an organisation on paper: eight words that nobody else has (FORMAT.md I26).
func CustodianFromWords(words []string, org note.OrgID) (*Identity, error) {
	d, err := derive(words, "sluis.v1/custodian/words\n"+string(org))
	if err != nil {
		return nil, err
	}
	return d.age, nil
}

// A Custodian is the public half of such a key, as the custodian hands it to who
// makes the recovery key.
type Custodian struct {
	Org       note.OrgID
	Recipient keys.Recipient
}

// Fingerprint is what the two compare by voice: the first half of the hash of the
// recipient.
func (c Custodian) Fingerprint() note.KeyID { return note.KeyID(c.Recipient.Hash()[:32]) }

var custodianForm = &note.Form{
	Label:  "custodian",
	Fields: []note.Field{note.Once("org", note.IsID), note.Once("recipient", isRecipient)},
}

// Text is the custodian in a file of its own (FORMAT.md I27).
func (c Custodian) Text() ([]byte, error) {
	return custodianForm.Build(note.L("org", string(c.Org)), note.L("recipient", string(c.Recipient)))
}

// ParseCustodian reads what Text wrote, else E01.
func ParseCustodian(text []byte) (Custodian, error) {
	n, err := custodianForm.Parse(text)
	if err != nil {
		return Custodian{}, err
	}
	return Custodian{Org: note.OrgID(n.Get("org")), Recipient: keys.Recipient(n.Get("recipient"))}, nil
}
