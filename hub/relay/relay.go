package relay

import (
	"context"
	"errors"
	"time"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// Store is where exchanges lie; package hub/store says what it promises.
type Store interface {
	Shared() bool
	Head(ctx context.Context, xid note.XID) (note.Hash, error)
	Exchange(ctx context.Context, xid note.XID) (hub.Exchange, error)
	Marks(ctx context.Context, xid note.XID, seq uint64) ([]byte, error)
	EntryHash(ctx context.Context, xid note.XID, seq uint64) (note.Hash, error)
	EntryNote(ctx context.Context, xid note.XID, hash note.Hash) (seq uint64, text []byte, err error)
	PutEntry(ctx context.Context, p hub.Placement) ([]hub.Raised, error)
	RefillEntry(ctx context.Context, p hub.Placement) error
	Entries(ctx context.Context, xid note.XID, party note.Party, from uint64, limit int) ([]hub.StoredEntry, error)

	Changes(ctx context.Context, party note.Party, after uint64, limit int) ([]hub.Row, bool, error)
	Newest(ctx context.Context, party note.Party, before uint64, limit int) ([]hub.Row, bool, error)
	Epoch() hub.Epoch

	PutReceipt(ctx context.Context, r hub.Receipt) ([]hub.Raised, error)
	Receipts(ctx context.Context, xid note.XID, party note.Party) ([][]byte, error)

	PutPiece(ctx context.Context, u hub.Upload, n uint32, hash [32]byte, data []byte, quota uint64) error
	Upload(ctx context.Context, owner note.MemberID, root note.Hash) (hub.Upload, []hub.PieceHash, error)
	Piece(ctx context.Context, xid note.XID, party note.Party, root note.Hash, n uint32) ([]byte, error)

	Ended(ctx context.Context, now int64, limit int) ([]note.XID, error)
	Delete(ctx context.Context, xid note.XID, now int64) error
	DropUploads(ctx context.Context, before int64) error
}

// Directory is what the relay must know of who is who.
type Directory interface {
	// View is what chains are checked against: strictly what holds now, or, for
	// what is put back after a restore, what held when it was made.
	View(putBack bool) chain.View
	// ActsFor says whether the account may act for the party now.
	ActsFor(account note.MemberID, party note.Party) bool
	// Expires gives the second in which a mailbox ends, false for an unknown one.
	Expires(mailbox note.MemberID) (int64, bool)
}

// Announcer tells who listens for a party that something happened.
type Announcer interface {
	Announce(party note.Party, e hub.Event)
}

// Relay implements hub.Relay. Its methods may be called from any goroutine; the
// caller comes with the context.
type Relay struct {
	store     Store
	directory Directory
	now       func() time.Time
	bus       Announcer
	states    cache
}

var _ hub.Relay = (*Relay)(nil)

// New makes a relay over a store.
func New(store Store, directory Directory, now func() time.Time, bus Announcer) *Relay {
	return &Relay{store: store, directory: directory, now: now, bus: bus, states: newCache(cachedStates)}
}

// caller gives who asks; a login that may only fetch a keyring is as good as none.
func caller(ctx context.Context) (hub.Caller, error) {
	c, ok := hub.CallerFrom(ctx)
	if !ok || c.Scope != hub.ScopeMember && c.Scope != hub.ScopeMailbox {
		return c, hub.Errorf(hub.E22, "no login that may do this")
	}
	return c, nil
}

// actingFor refuses who may not act for the party, as if there were nothing.
func (r *Relay) actingFor(ctx context.Context, party note.Party) (hub.Caller, error) {
	c, err := caller(ctx)
	if err != nil {
		return c, err
	}
	if !r.directory.ActsFor(c.Account, party) {
		return c, hub.NotFound()
	}
	return c, nil
}

// Sits is nil when party is a party of the exchange now and the caller may act
// for it, else E21.
func (r *Relay) Sits(ctx context.Context, c hub.Caller, party note.Party, xid note.XID) error {
	if !r.directory.ActsFor(c.Account, party) {
		return hub.NotFound()
	}
	at, err := r.current(ctx, xid)
	if err != nil {
		return err
	}
	if !at.state.Has(party) {
		return hub.NotFound()
	}
	return nil
}

// Set lists the parties of the exchange now, sorted; E21 without one.
func (r *Relay) Set(ctx context.Context, xid note.XID) ([]note.Party, error) {
	at, err := r.current(ctx, xid)
	if err != nil {
		return nil, err
	}
	return at.state.Parties(), nil
}

// announce tells each party of its new position. It is called after the commit.
func (r *Relay) announce(event string, xid note.XID, seq uint64, raised []hub.Raised) {
	for _, to := range raised {
		r.bus.Announce(to.Party, hub.Event{Event: event, Party: to.Party, XID: xid, Seq: seq, Count: to.Count})
	}
}

// failed gives an error of package crypto/note the form in which errors travel.
func failed(act string, err error) error {
	var broken *note.Error
	if errors.As(err, &broken) {
		return hub.Errorf(broken.Code, "%s: %w", act, err)
	}
	return err
}
