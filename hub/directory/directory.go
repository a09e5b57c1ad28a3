package directory

import (
	"context"
	"maps"
	"time"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/hub"
)

// Store is where records lie; package hub/store says what it promises.
type Store interface {
	PutRecords(ctx context.Context, records []hub.Record) error
	Leaves(ctx context.Context, from uint64, limit int, org note.OrgID) ([]hub.Leaf, error)
	LeavesOf(ctx context.Context, from uint64, limit int, org note.OrgID, mailbox note.MemberID) ([]hub.Leaf, error)
	Object(ctx context.Context, hash note.Hash) (hub.StoredObject, error)
	EachObject(ctx context.Context, visit func(hub.StoredObject) error) error
	PutKeyring(ctx context.Context, member note.MemberID, version uint64, k hub.Keyring) error
	Keyring(ctx context.Context, member note.MemberID) (hub.Keyring, error)
	PutState(ctx context.Context, member note.MemberID, sealed []byte) error
	State(ctx context.Context, member note.MemberID) ([]byte, error)
}

// Directory implements hub.Directory and hub.Keyrings. Its methods may be called
// from any goroutine.
type Directory struct {
	store Store
	now   func() time.Time
	book  *roster.Book
	// roots are those of every organisation that the operator let in. The book
	// reads them only while it adds, so whoever adds may write them then.
	roots map[note.OrgID]note.KeyID
}

var (
	_ hub.Directory = (*Directory)(nil)
	_ hub.Keyrings  = (*Directory)(nil)
)

// New loads the directory: every record is verified again, in the order in which
// it was accepted.
func New(ctx context.Context, store Store, now func() time.Time) (*Directory, error) {
	d := &Directory{store: store, now: now, roots: map[note.OrgID]note.KeyID{}}
	d.book = roster.NewBook(d.roots)
	err := d.book.Batch(func(add func(kind string, data []byte) error) error {
		return store.EachObject(ctx, func(o hub.StoredObject) error {
			if o.Kind == hub.ObjectTeamKey {
				return nil
			}
			return d.admit(o.Object, add)
		})
	})
	return d, err
}

// admit adds an object to the book; the operator's word is enough for an
// organisation.
func (d *Directory) admit(o hub.Object, add func(kind string, data []byte) error) error {
	if o.Kind == hub.ObjectOrg {
		org, err := roster.ParseOrg(o.Data)
		if err != nil {
			return failed(o.Kind, err)
		}
		d.roots[org.Org] = org.Root.ID()
	}
	return failed(o.Kind, add(o.Kind, o.Data))
}

// failed gives an error of package crypto/note the form in which errors travel.
func failed(kind string, err error) error {
	if code := note.CodeOf(err); code != "" {
		return hub.Errorf(code, "%s: %w", kind, err)
	}
	return err
}

// Seed stores records on the operator's word: the first ones of an organisation.
// All or none; what is there already is a success.
func (d *Directory) Seed(ctx context.Context, objects []hub.Object) error {
	return d.publish(ctx, objects, nil)
}

// Publish stores records of the caller's own organisation.
func (d *Directory) Publish(ctx context.Context, objects []hub.Object) error {
	c, err := member(ctx)
	if err != nil {
		return err
	}
	return d.publish(ctx, objects, &c)
}

func (d *Directory) publish(ctx context.Context, objects []hub.Object, by *hub.Caller) error {
	records, err := describe(objects)
	if err != nil {
		return err
	}
	if by != nil {
		for _, r := range records {
			if err := mayPublish(r, by.Org); err != nil {
				return err
			}
		}
	}
	before := maps.Clone(d.roots)
	err = d.book.Batch(func(add func(kind string, data []byte) error) error {
		for _, r := range records {
			if r.Kind == hub.ObjectTeamKey {
				continue
			}
			if err := d.admit(r.Object, add); err != nil {
				return err
			}
		}
		return d.store.PutRecords(ctx, records)
	})
	if err != nil {
		d.unroot(before)
	}
	return err
}

// unroot takes back the roots of organisations that were not let in after all.
func (d *Directory) unroot(before map[note.OrgID]note.KeyID) {
	d.book.Batch(func(func(kind string, data []byte) error) error {
		maps.DeleteFunc(d.roots, func(org note.OrgID, _ note.KeyID) bool { _, had := before[org]; return !had })
		return nil
	})
}

// View is what chains are checked against: what holds now, or, for what is put
// back after a restore, what held when it was made.
func (d *Directory) View(putBack bool) chain.View {
	if putBack {
		return d.book
	}
	return d.book.Now(d.now)
}

// Active says whether the account is that of an active member, or of a mailbox
// that has not ended.
func (d *Directory) Active(account note.MemberID) bool {
	if m := d.book.Mailbox(account); m != nil {
		return d.now().Unix() < m.Expires
	}
	return d.book.Active(account)
}

// LoginKey gives the key that an active account logs in with.
func (d *Directory) LoginKey(account note.MemberID) (key keys.Public, org note.OrgID, mailbox, ok bool) {
	if m := d.book.Mailbox(account); m != nil {
		return m.Login, "", true, d.now().Unix() < m.Expires
	}
	key, org, ok = d.book.Login(account)
	return key, org, false, ok
}

// ActsFor says whether the account may act for the party now.
func (d *Directory) ActsFor(account note.MemberID, party note.Party) bool {
	if !d.Active(account) {
		return false
	}
	if party.Kind() != 't' {
		return party.Member() == account && (party.Kind() == 'r') == (d.book.Mailbox(account) != nil)
	}
	for _, t := range d.book.TeamsOf(account) {
		if t == party.Team() {
			return true
		}
	}
	return false
}

// Parties lists those the account may act for now.
func (d *Directory) Parties(account note.MemberID) []note.Party {
	if d.book.Mailbox(account) != nil {
		return []note.Party{note.MailboxParty(account)}
	}
	list := []note.Party{note.MemberParty(account)}
	for _, t := range d.book.TeamsOf(account) {
		list = append(list, note.TeamParty(t))
	}
	return list
}

// Expires gives the second in which a mailbox ends, false for an unknown one.
func (d *Directory) Expires(mailbox note.MemberID) (int64, bool) {
	if m := d.book.Mailbox(mailbox); m != nil {
		return m.Expires, true
	}
	return 0, false
}

// Leaves lists the records that the caller may know of, in order of acceptance.
func (d *Directory) Leaves(ctx context.Context, from uint64, limit int) ([]hub.Leaf, error) {
	c, ok := hub.CallerFrom(ctx)
	if !ok {
		return nil, hub.Errorf(hub.E22, "no login that may do this")
	}
	if m := d.book.Mailbox(c.Account); m != nil {
		return d.store.LeavesOf(ctx, from, limit, m.Org, c.Account)
	}
	return d.store.Leaves(ctx, from, limit, c.Org)
}

// Objects gives what the caller may have of these; the rest is empty.
func (d *Directory) Objects(ctx context.Context, hashes []note.Hash) ([][]byte, error) {
	c, ok := hub.CallerFrom(ctx)
	if !ok {
		return nil, hub.Errorf(hub.E22, "no login that may do this")
	}
	list := make([][]byte, len(hashes))
	for i, h := range hashes {
		o, err := d.store.Object(ctx, h)
		if hub.CodeOf(err) == hub.E21 {
			continue
		}
		if err != nil {
			return nil, err
		}
		if d.maySee(c, o) {
			list[i] = o.Data
		}
	}
	return list, nil
}

func (d *Directory) maySee(c hub.Caller, o hub.StoredObject) bool {
	switch o.Kind {
	case hub.ObjectTeamKey:
		t := d.book.TeamAt(o.Team, o.Epoch)
		return t != nil && t.Has(c.Account)
	case hub.ObjectMailbox:
		m, err := roster.ParseMailbox(o.Data)
		return err == nil && (m.RID == c.Account || m.Org == c.Org)
	}
	return true
}

// member gives the caller, who must be a member.
func member(ctx context.Context) (hub.Caller, error) {
	c, ok := hub.CallerFrom(ctx)
	if !ok || c.Scope != hub.ScopeMember {
		return c, hub.Errorf(hub.E22, "no login that may do this")
	}
	return c, nil
}
