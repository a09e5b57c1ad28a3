package hubtest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/hub"
)

// An Exchange is one as a hub sees it: signed headers that follow each other,
// and octets that nobody can open.
type Exchange struct {
	XID note.XID

	now  func() time.Time
	cp   func() note.Checkpoint
	last *chain.Entry // of those that were made
}

// A Side is a party that can be given a case key: a Team or a Mailbox.
type Side interface {
	Party() note.Party
	rcpt() note.Hash
}

// Begin makes an exchange by the hub's clock.
func (h *Hub) Begin(t testing.TB, by *Person, sides ...Side) (*Exchange, []byte) {
	t.Helper()
	return Begin(t, h.Now, h.CP, by, sides...)
}

// Begin makes an exchange and gives the frame of its first entry; the person
// writes for the first side, a team. cp gives the checkpoint that entries name.
func Begin(t testing.TB, now func() time.Time, cp func() note.Checkpoint, by *Person, sides ...Side) (*Exchange, []byte) {
	t.Helper()
	x := &Exchange{now: now, cp: cp}
	e := x.header(by, sides[0].Party(), chain.Genesis)
	e.Prev, e.Rcpt = note.ZeroHash, note.HashOf([]byte("case key"))
	var files [][]byte
	for _, side := range slices.SortedFunc(slices.Values(sides), func(a, b Side) int {
		return strings.Compare(string(a.Party()), string(b.Party()))
	}) {
		file := fmt.Appendf(nil, "grant to %s %s", side.Party(), e.Nonce)
		e.Grants = append(e.Grants, chain.Grant{Party: side.Party(), Key: side.rcpt(), File: note.HashOf(file)})
		files = append(files, file)
	}
	frame := x.frame(t, by.Sign, e, files...)
	x.XID = x.last.XID
	return x, frame
}

// Post gives the frame of the next entry, a post; the person writes for a team.
func (x *Exchange) Post(t testing.TB, by *Person, team *Team) []byte {
	t.Helper()
	return x.post(t, by.Sign, x.header(by, team.Party(), chain.Post))
}

func (x *Exchange) post(t testing.TB, by *identity.Signer, e chain.Header) []byte {
	t.Helper()
	e.XID, e.Seq, e.Prev, e.Rcpt = x.XID, x.last.Seq+1, x.last.Hash(), x.last.Rcpt
	e.Time = max(e.Time, x.last.Time)
	return x.frame(t, by, e)
}

// Head gives the place and the hash of the newest entry that was made.
func (x *Exchange) Head() (seq uint64, hash note.Hash) { return x.last.Seq, x.last.Hash() }

// Receipt gives a signed receipt on the newest entry.
func (x *Exchange) Receipt(t testing.TB, by *Person, team *Team) []byte {
	t.Helper()
	cp := x.cp()
	signed, err := chain.ReceiptForm.Build(
		note.L("xid", string(x.XID)), note.L("entry", string(x.last.Hash())), note.L("party", string(team.Party())), note.L("org", string(by.Org)),
		note.L("author", string(by.ID)), note.L("key", string(by.Sign.Public().ID())), note.L("time", fmt.Sprint(x.now().Unix())),
		note.L("cp", fmt.Sprint(cp.Size), string(cp.Root)))
	if err != nil {
		t.Fatal(err)
	}
	return note.Attach(signed, by.Sign.Sign(signed))
}

func (x *Exchange) header(by *Person, party note.Party, kind chain.Type) chain.Header {
	return chain.Header{
		Type: kind, Party: party, Org: by.Org, Author: by.ID, Key: by.Sign.Public().ID(), Time: x.now().Unix(),
		CP: x.cp(), Nonce: note.NewID(), Binds: []chain.Bind{{Value: note.HashOf([]byte("bind"))}},
	}
}

func (x *Exchange) frame(t testing.TB, by *identity.Signer, e chain.Header, files ...[]byte) []byte {
	t.Helper()
	sealed := make([]byte, chain.MinCT)
	copy(sealed, e.Nonce)
	e.Body, e.CT, e.CTSize = note.HashOf([]byte("body")), note.HashOf(sealed), uint64(len(sealed))
	signed, err := e.Signed()
	if err != nil {
		t.Fatal(err)
	}
	text := note.Attach(signed, by.Sign(signed))
	if x.last, err = chain.Parse(text); err != nil {
		t.Fatal(err)
	}
	return hub.JoinFrame(append([][]byte{text, sealed}, files...)...)
}

// Mailbox is a reporter's mailbox with its keys.
type Mailbox struct {
	ID            note.MemberID
	Identity      *identity.Identity
	Author, Login *identity.Signer
}

// NewMailbox makes the keys; the hub knows it once its note is published.
func NewMailbox() *Mailbox {
	m := &Mailbox{Identity: identity.New(), Author: identity.NewSigner(), Login: identity.NewSigner()}
	m.ID = keys.RID(m.Login.Public(), m.Author.Public(), m.rcpt())
	return m
}

// Party is the mailbox as a party.
func (m *Mailbox) Party() note.Party { return note.MailboxParty(m.ID) }

func (m *Mailbox) rcpt() note.Hash { return m.Identity.Recipient().Hash() }

func (t *Team) rcpt() note.Hash { return t.Key.Recipient().Hash() }

// Objects are what the organisation publishes of a mailbox for an exchange.
func (m *Mailbox) Objects(t testing.TB, o *Org, x *Exchange, now, expires int64) []hub.Object {
	t.Helper()
	raw, err := roster.Write(roster.Mailbox{
		RID: m.ID, XID: x.XID, Org: o.ID, Record: o.Record, Rcpt: m.rcpt(), Author: m.Author.Public(), Login: m.Login.Public(),
		Time: now, Expires: expires,
	}, m.Author.Sign)
	if err != nil {
		t.Fatal(err)
	}
	return []hub.Object{
		{Kind: hub.ObjectRecipient, Data: []byte(m.Identity.Recipient())}, {Kind: hub.ObjectMailbox, Data: raw},
	}
}

// Reply gives the frame of the next entry, a post by the mailbox.
func (x *Exchange) Reply(t testing.TB, m *Mailbox) []byte {
	t.Helper()
	e := x.header(&Person{ID: m.ID, Org: note.OrgID(note.ZeroID), Sign: m.Author}, m.Party(), chain.Post)
	return x.post(t, m.Author, e)
}
