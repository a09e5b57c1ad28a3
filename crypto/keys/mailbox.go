package keys

import (
	"slices"

	"github.com/sluis-hub/sluis/crypto/note"
)

// RID names a mailbox by its keys, so that no hub can put other keys under the
// name: first half of SHA-256("sluis.v1/rid\n" || login || author || rcpt)
// (FORMAT.md I7). rcpt is the hash of its recipient.
func RID(login, author Public, rcpt note.Hash) note.MemberID {
	all := slices.Concat([]byte("sluis.v1/rid\n"), login[:], author[:], rcpt.Bytes())
	return note.MemberID(note.HashOf(all)[:32])
}
