package roster

import (
	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
)

// MailboxLife is the most seconds between a mailbox's time and its expires.
const MailboxLife = 180 * 24 * 3600

// Mailbox is a reporter's mailbox: keys from words, for one exchange.
type Mailbox struct {
	RID     note.MemberID // keys.RID of the three keys
	XID     note.XID      // the one exchange it takes part in
	Org     note.OrgID    // who made it
	Record  note.Hash     // of that organisation's note, pinned for a reader without a directory
	Rcpt    note.Hash     // rh
	Author  keys.Public
	Login   keys.Public
	Time    int64 // Unix seconds
	Expires int64 // Unix seconds; a hub deletes it then
	Note    *note.Note
}

// ParseMailbox reads a mailbox note: E01 grammar, E06 unusable keys, E05 a name
// that is not that of its keys, a life out of bounds or not signed by its author
// key, E04 badly signed.
func ParseMailbox(raw []byte) (*Mailbox, error) {
	n, err := mailboxForm.Parse(raw)
	if err != nil {
		return nil, err
	}
	author, err := keys.ParsePublic(n.Get("author"))
	if err != nil {
		return nil, err
	}
	login, err := keys.ParsePublic(n.Get("login"))
	if err != nil {
		return nil, err
	}
	m := &Mailbox{
		RID: note.MemberID(n.Get("rid")), XID: note.XID(n.Get("xid")), Org: note.OrgID(n.Get("org")), Record: note.Hash(n.Get("record")),
		Rcpt: note.Hash(n.Get("rcpt")), Author: author, Login: login, Time: int64(n.Num("time")), Expires: int64(n.Num("expires")), Note: n,
	}
	if keys.RID(login, author, m.Rcpt) != m.RID {
		return nil, note.Errorf(note.E05, "mailbox: its name is not that of its keys")
	}
	if m.Expires <= m.Time {
		return nil, note.Errorf(note.E05, "mailbox: expires before it begins")
	}
	if m.Expires-m.Time > MailboxLife {
		return nil, note.Errorf(note.E05, "mailbox: lives longer than 180 days")
	}
	if err := author.Check(n); err != nil {
		return nil, err
	}
	return m, nil
}

// Hash identifies the note.
func (m *Mailbox) Hash() note.Hash { return m.Note.Hash() }

// Signed prints the bytes that the author key signs.
func (m Mailbox) Signed() ([]byte, error) {
	return mailboxForm.Build(
		note.L("rid", string(m.RID)), note.L("xid", string(m.XID)), note.L("org", string(m.Org)), note.L("record", string(m.Record)),
		note.L("rcpt", string(m.Rcpt)), note.L("author", m.Author.String()), note.L("login", m.Login.String()),
		timeLine(m.Time), numLine("expires", uint64(m.Expires)))
}
