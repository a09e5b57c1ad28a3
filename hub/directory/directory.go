package directory

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/crypto/translog"
	"github.com/sluis-hub/sluis/hub"
)

// Store is where records and keyrings lie; package hub/store says what it promises.
type Store interface {
	Shared() bool
	Place(ctx context.Context) (int64, error)
	PutRecords(ctx context.Context, records []hub.Record, place int64) (int64, error)
	DropMailbox(ctx context.Context, mailbox, recipient note.Hash, place int64) error
	EachObject(ctx context.Context, after int64, visit func(hub.StoredObject) error) error
	Founders(ctx context.Context) (map[note.OrgID]note.KeyID, error)
	Objects(ctx context.Context, hash note.Hash) ([]hub.StoredObject, error)
	Leaves(ctx context.Context, from uint64, limit int) ([]hub.Leaf, error)
	LeavesOf(ctx context.Context, from uint64, limit int, org note.OrgID) ([]hub.Leaf, error)

	Keyring(ctx context.Context, member note.MemberID) (hub.Keyring, error)
	PutKeyring(ctx context.Context, member note.MemberID, version uint64, k hub.Keyring) error
	State(ctx context.Context, member note.MemberID) ([]byte, error)
	PutState(ctx context.Context, member note.MemberID, sealed []byte) error
}

// Directory is hub.Directory, but for the checkpoints, and hub.Keyrings. Its methods may be called
// from any goroutine; the caller comes with the context.
type Directory struct {
	// Static after New.
	store  Store
	now    func() time.Time
	book   *roster.Book
	lines  *translog.Log             // what the book has taken, and is asked by
	roots  map[note.OrgID]note.KeyID // the book's founders
	strict chain.View
	room   int // for mailboxes of one organisation

	// publishing is held while records are added or dropped, so that the store
	// and the book get them in one order, and what was checked still holds. It
	// guards what follows, and the writing of place.
	publishing sync.Mutex
	mailboxes  map[note.OrgID]map[note.MemberID]int64 // when each ends
	today      tallies

	place  atomic.Int64 // up to where the store was read
	follow follow

	codes sync.Map // of string to note.MemberID: account codes; the first to come has it
}

var _ hub.Keyrings = (*Directory)(nil)

// New reads the directory from the store and verifies all of it again, from the
// roots of the founders on: those given, to which those are added that were
// stored. From then on the map is the directory's.
func New(ctx context.Context, store Store, founders map[note.OrgID]note.KeyID, now func() time.Time) (*Directory, error) {
	d := &Directory{store: store, now: now, book: roster.NewBook(founders), lines: translog.NewLog(), roots: founders, room: maxMailboxes, mailboxes: map[note.OrgID]map[note.MemberID]int64{}}
	d.book.UseLog(d.lines)
	d.strict = d.book.Now(now)
	d.publishing.Lock()
	defer d.publishing.Unlock()
	if err := d.catchUp(ctx); err != nil {
		return nil, fmt.Errorf("read the directory: %w", err)
	}
	return d, nil
}

func (d *Directory) load(o hub.StoredObject) error {
	if o.Leaf >= 0 {
		if size := d.lines.Size(); uint64(o.Leaf) != size {
			return fmt.Errorf("its number is %d, and the log has %d lines before it", o.Leaf, size)
		}
		leaf, _, err := newPublication(nil).leaf(o.Object)
		if err != nil {
			return err
		}
		if err := d.book.AddAt(uint64(o.Leaf), o.Kind, o.Data); err != nil {
			return err
		}
		return d.line(leaf, note.HashOf(o.Data))
	}
	if err := d.book.Add(o.Kind, o.Data); err != nil {
		return err
	}
	if o.Kind == hub.ObjectMailbox {
		m, err := roster.ParseMailbox(o.Data)
		if err != nil {
			return err
		}
		d.keep(m)
	}
	return d.code(o.Kind, o.Data)
}

// line adds a record that the book has taken to the log.
func (d *Directory) line(l *hub.Leaf, hash note.Hash) error {
	return d.lines.Append(translog.Leaf{Kind: l.Kind, Org: l.Org, Subject: l.Subject, Version: l.Version, Hash: hash})
}

// Lines is the directory log as far as this process has read it. It is for reading.
func (d *Directory) Lines() *translog.Log { return d.lines }

// code makes a member be found by the code of the account.
func (d *Directory) code(kind string, data []byte) error {
	if kind != hub.ObjectMember {
		return nil
	}
	m, err := roster.ParseMember(data)
	if err != nil {
		return err
	}
	d.codes.LoadOrStore(hub.AccountCode(m.Member), m.Member)
	return nil
}

// Coded gives the active member with an account code.
func (d *Directory) Coded(code string) (hub.Account, bool) {
	member, ok := d.codes.Load(code)
	if !ok {
		return hub.Account{}, false
	}
	id := member.(note.MemberID)
	_, org, mailbox, ok := d.Account(id)
	return hub.Account{Org: org, Member: id}, ok && !mailbox
}

// Orgs lists the organisations that have members.
func (d *Directory) Orgs() []note.OrgID {
	return slices.DeleteFunc(d.book.Orgs(), func(org note.OrgID) bool {
		m := d.book.Manifest(org)
		return m == nil || len(m.Members) == 0
	})
}

// Book is the live book. It is for reading; records come through Publish.
func (d *Directory) Book() *roster.Book { return d.book }

// caller gives who asks, if the login is of one of the scopes.
func caller(ctx context.Context, scopes ...hub.Scope) (hub.Caller, error) {
	c, ok := hub.CallerFrom(ctx)
	if ok {
		for _, s := range scopes {
			if c.Scope == s {
				return c, nil
			}
		}
	}
	return hub.Caller{}, hub.Errorf(hub.E22, "no login that may do this")
}

// failed gives an error of package crypto/note the form in which errors travel.
func failed(act string, err error) error {
	var broken *note.Error
	if errors.As(err, &broken) {
		return hub.Errorf(broken.Code, "%s: %w", act, err)
	}
	return err
}

// Leaves implements hub.Directory. A member sees all lines of the log; a mailbox
// those of its own organisation, with their numbers.
func (d *Directory) Leaves(ctx context.Context, from uint64, limit int) ([]hub.Leaf, error) {
	c, err := caller(ctx, hub.ScopeMember, hub.ScopeMailbox)
	if err != nil {
		return nil, err
	}
	if limit <= 0 || limit > hub.MaxRows {
		limit = hub.MaxRows
	}
	from = min(from, note.MaxNum)
	if c.Scope == hub.ScopeMember {
		return d.store.Leaves(ctx, from, limit)
	}
	m := d.book.Mailbox(c.Account)
	if m == nil {
		return nil, hub.NotFound()
	}
	return d.store.LeavesOf(ctx, from, limit, m.Org)
}

// maxObjects bounds the octets of one answer of Objects.
const maxObjects = 16 << 20

// Objects implements hub.Directory. More than hub.MaxRows hashes, or an answer
// above 16 MiB, is E23: ask for fewer.
func (d *Directory) Objects(ctx context.Context, hashes []note.Hash) ([][]byte, error) {
	c, err := caller(ctx, hub.ScopeMember, hub.ScopeMailbox)
	if err != nil {
		return nil, err
	}
	if len(hashes) > hub.MaxRows {
		return nil, hub.Errorf(hub.E23, "%d objects, at most %d at once", len(hashes), hub.MaxRows)
	}
	all, size := make([][]byte, len(hashes)), 0
	for i, h := range hashes {
		kinds, err := d.store.Objects(ctx, h)
		if err != nil {
			return nil, err
		}
		shown := slices.IndexFunc(kinds, func(o hub.StoredObject) bool { return d.shows(c, h, o) })
		if shown < 0 {
			continue
		}
		all[i] = kinds[shown].Data
		if size += len(all[i]); size > maxObjects {
			return nil, hub.Errorf(hub.E23, "more than %d bytes of objects at once", maxObjects)
		}
	}
	return all, nil
}

// shows says whether the object is for the caller.
func (d *Directory) shows(c hub.Caller, hash note.Hash, o hub.StoredObject) bool {
	switch o.Kind {
	case hub.ObjectTeamKey:
		return c.Scope == hub.ScopeMember && d.showsTeamKey(c, hash, o)
	case hub.ObjectMailbox:
		m, err := roster.ParseMailbox(o.Data)
		return err == nil && (c.Scope == hub.ScopeMember && m.Org == c.Org || m.RID == c.Account)
	}
	return true
}

// showsTeamKey: a team's key is for the members that the team note names; what hands
// on the key before it also for who came later, who opens it with the keys after it;
// the one for recovery is for an admin to bring to the custodians.
func (d *Directory) showsTeamKey(c hub.Caller, hash note.Hash, o hub.StoredObject) bool {
	t := d.book.TeamAt(o.Team, o.Epoch)
	if t == nil {
		return false
	}
	if t.Recovery != nil && t.Recovery.File == hash {
		m := d.book.Manifest(t.Org)
		return c.Org == t.Org && m != nil && contains(m.Admins, c.Account)
	}
	if t.Chain == hash {
		if newest := d.book.Team(o.Team); newest.Has(c.Account) {
			return true
		}
	}
	return t.Has(c.Account)
}
