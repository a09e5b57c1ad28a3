package partners

import (
	"context"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// Receipt signs that the member has read every readable entry of other parties
// in the exchange that it has not signed for before. It returns for how many.
func (m *Member) Receipt(ctx context.Context, xid note.XID) (int, error) {
	x, err := m.Read(ctx, xid)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, e := range x.Entries {
		own := e.Party == x.Party && !(e.Type == chain.Accept && e.Author == m.ID) // an accept is confirmed by its author too
		if own || e.State != Readable || m.signedFor(x, e) {
			continue
		}
		if err := m.sign(ctx, x, e); err != nil {
			return n, err
		}
		n++
	}
	return n, m.refresh(ctx, x)
}

func (m *Member) signedFor(x *Exchange, e Entry) bool {
	for _, r := range x.Receipts {
		if r.Entry == e.Hash() && r.Author == m.ID {
			return true
		}
	}
	return false
}

// sign puts a receipt on one entry.
func (m *Member) sign(ctx context.Context, x *Exchange, e Entry) error {
	if m.signedFor(x, e) {
		return nil
	}
	if e.Author == m.ID && e.Type != chain.Accept {
		return nil // nobody acknowledges an own message
	}
	now := m.now()
	cp, err := m.dir.checkpoint(ctx, now, freshToWrite)
	if err != nil {
		return err
	}
	r := chain.NewReceipt(e.Entry, now.Unix(), cp)
	r.Party, r.Org, r.Author, r.Key = x.Party, m.Org, m.ID, m.keys.Sign.Public().ID()
	signed, err := r.Signed()
	if err != nil {
		return err
	}
	if err := m.hub.PutReceipt(ctx, note.Attach(signed, m.keys.Sign.Sign(signed))); err != nil && hub.CodeOf(err) != hub.E20 {
		return err
	}
	return nil
}
