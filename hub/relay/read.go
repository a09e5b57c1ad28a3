package relay

import (
	"context"
	"math"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// Entries implements hub.Relay.
func (r *Relay) Entries(ctx context.Context, party note.Party, xid note.XID, from uint64) ([][]byte, error) {
	if _, err := r.actingFor(ctx, party); err != nil {
		return nil, err
	}
	entries, err := r.store.Entries(ctx, xid, party, min(from, math.MaxInt64), hub.MaxBatch)
	if err != nil {
		return nil, err
	}
	frames := make([][]byte, len(entries))
	for i, e := range entries {
		frames[i] = hub.JoinFrame(append([][]byte{e.Note, e.Ciphertext}, e.Grants...)...)
	}
	return frames, nil
}

// Changes implements hub.Relay. A position of another epoch counts as the start.
func (r *Relay) Changes(ctx context.Context, party note.Party, after hub.Position, limit int) (hub.Page, error) {
	if _, err := r.actingFor(ctx, party); err != nil {
		return hub.Page{}, err
	}
	at := hub.Position{Epoch: r.store.Epoch().Epoch}
	if after.Epoch == at.Epoch {
		at.Count = min(after.Count, math.MaxInt64)
	}
	rows, more, err := r.store.Changes(ctx, party, at.Count, rowLimit(limit))
	return page(rows, more, at, err)
}

// Newest implements hub.Relay. A position of another epoch counts as the newest.
func (r *Relay) Newest(ctx context.Context, party note.Party, before hub.Position, limit int) (hub.Page, error) {
	if _, err := r.actingFor(ctx, party); err != nil {
		return hub.Page{}, err
	}
	at := hub.Position{Epoch: r.store.Epoch().Epoch, Count: math.MaxInt64}
	if before.Epoch == at.Epoch && before.Count > 0 {
		at.Count = min(before.Count, math.MaxInt64)
	}
	rows, more, err := r.store.Newest(ctx, party, at.Count, rowLimit(limit))
	if len(rows) == 0 && before.Count == 0 {
		at.Count = 0
	}
	return page(rows, more, at, err)
}

func rowLimit(limit int) int {
	if limit <= 0 || limit > hub.MaxRows {
		return hub.MaxRows
	}
	return limit
}

// page goes on from its last row, or from where it was asked for.
func page(rows []hub.Row, more bool, at hub.Position, err error) (hub.Page, error) {
	if err != nil {
		return hub.Page{}, err
	}
	if len(rows) > 0 {
		at.Count = rows[len(rows)-1].Count
	}
	return hub.Page{Rows: rows, Next: at, More: more}, nil
}
