package roster

import "github.com/sluis-hub/sluis/crypto/note"

// Draft is a record that can be signed: Org, Vouch, Manifest, Member, Team or
// Mailbox with its Note left out.
type Draft interface{ Signed() ([]byte, error) }

// Signer makes one signature; whoever holds the key brings it, so that this
// package needs none.
type Signer func(signed []byte) note.Sig

// Write prints and signs a record: the root for an Org; an admin of By for a
// Vouch; what Signed says for the others. It returns the bytes to publish, or
// E01 when a field does not fit the grammar. Whether the signers may sign is
// for a Book to say.
func Write(d Draft, by ...Signer) ([]byte, error) {
	signed, err := d.Signed()
	if err != nil {
		return nil, err
	}
	sigs := make([]note.Sig, len(by))
	for i, sign := range by {
		sigs[i] = sign(signed)
	}
	return note.Attach(signed, sigs...), nil
}
