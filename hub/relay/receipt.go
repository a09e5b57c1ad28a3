package relay

import (
	"context"
	"time"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// PutReceipt implements hub.Relay. A receipt may be of long ago, since it is
// signed when an entry is displayed, with or without a hub; it may not be of the
// future.
func (r *Relay) PutReceipt(ctx context.Context, receipt []byte) error {
	c, err := caller(ctx)
	if err != nil {
		return err
	}
	got, err := chain.ParseReceipt(receipt)
	if err != nil {
		return failed("put a receipt", err)
	}
	back := r.beforeRestore(got.Time)
	if got.Author != c.Account && !back {
		return hub.Errorf(hub.E05, "put a receipt: the caller is not its author")
	}
	now := r.now()
	if got.Time > now.Add(hub.ClockSkew).Unix() {
		return &hub.Error{Code: hub.E26, Text: "put a receipt: its time is more than 10 minutes off", Time: now.Unix()}
	}
	seq, err := r.checkReceipt(ctx, c, got, back)
	if err != nil {
		return failed("put a receipt", err)
	}
	raised, err := r.store.PutReceipt(ctx, hub.Receipt{XID: got.XID, Seq: seq, Author: got.Author, Note: receipt})
	if err != nil {
		return err
	}
	r.announce(hub.EventReceipt, got.XID, seq, raised)
	return nil
}

// checkReceipt finds the entry and has the chain check the receipt on it.
func (r *Relay) checkReceipt(ctx context.Context, c hub.Caller, got *chain.Receipt, back bool) (seq uint64, err error) {
	at, err := r.current(ctx, got.XID)
	if err != nil {
		return 0, err
	}
	if !r.mayReceipt(at, c, got.Party, back) {
		return 0, hub.NotFound()
	}
	seq, text, err := r.store.EntryNote(ctx, got.XID, got.Entry)
	if err != nil {
		return 0, err
	}
	if seq > at.state.Seq { // at is of a moment ago
		if at, err = r.load(ctx, got.XID); err != nil {
			return 0, err
		}
	}
	e, err := chain.Parse(text)
	if err != nil {
		return 0, err
	}
	return seq, at.state.CheckReceipt(got, e, r.directory.View(back))
}

// mayReceipt: the caller acts for the receipt's party and that has or had a
// place, or, when putting back, for any that has.
func (r *Relay) mayReceipt(at *standing, c hub.Caller, party note.Party, back bool) bool {
	for _, k := range at.state.Known {
		if (back || k.Party == party) && r.directory.ActsFor(c.Account, k.Party) {
			return true
		}
	}
	return false
}

// Receipts implements hub.Relay.
func (r *Relay) Receipts(ctx context.Context, party note.Party, xid note.XID) ([][]byte, error) {
	if _, err := r.actingFor(ctx, party); err != nil {
		return nil, err
	}
	return r.store.Receipts(ctx, xid, party)
}

const sweepBatch = 100

// Sweep deletes the exchanges whose end has come, with everything in them, and
// the pieces that waited too long for an entry. The server calls it on a timer.
func (r *Relay) Sweep(ctx context.Context, now time.Time) error {
	for {
		ended, err := r.store.Ended(ctx, now.Unix(), sweepBatch)
		if err != nil {
			return err
		}
		for _, xid := range ended {
			if err := r.store.Delete(ctx, xid, now.Unix()); err != nil {
				return err
			}
			r.states.drop(xid)
		}
		if len(ended) < sweepBatch {
			break
		}
	}
	return r.store.DropUploads(ctx, now.Add(-hub.UnreferencedPieces).Unix())
}
