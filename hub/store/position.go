package store

import (
	"context"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

const (
	raiseParty = `INSERT INTO parties (party, count) VALUES ($1, 1)
		ON CONFLICT (party) DO UPDATE SET count = parties.count + 1 RETURNING count`
	setParty = `UPDATE parties SET count = $1 WHERE party = $2`

	selectChanges = `SELECT xid, seq, head, receipts, closed, count FROM seats
		WHERE party = $1 AND count > $2 ORDER BY count LIMIT $3`
	selectNewest = `SELECT xid, seq, head, receipts, closed, count FROM seats
		WHERE party = $1 AND count < $2 ORDER BY count DESC LIMIT $3`
	selectEpoch = `SELECT epoch, since FROM epochs ORDER BY epoch DESC LIMIT 1`
	insertEpoch = `INSERT INTO epochs (epoch, since) VALUES ($1, $2)`
)

// raise gives the next position of each party, and does other operations on the
// way. Within one transaction the rows of busy parties are written once, at its
// end: the first raise has locked them.
func (t *tx) raise(parties []note.Party, ops ...*op) ([]uint64, error) {
	asks := make([]*position, len(parties))
	for i, party := range parties {
		if t.careful || t.counts[party] == nil {
			asks[i] = &position{asked: true}
			t.counts[party] = asks[i]
			ops = append(ops, &op{query: raiseParty, args: []any{party}, dest: []any{&asks[i].count}})
		}
	}
	if err := t.all(ops...); err != nil {
		for i, party := range parties {
			if asks[i] != nil {
				delete(t.counts, party)
			}
		}
		return nil, err
	}
	for _, at := range asks {
		if at != nil {
			at.asked, at.first = false, at.count
			t.changes++
		}
	}
	counts := make([]uint64, len(parties))
	for i, party := range parties {
		for t.counts[party] != nil && t.counts[party].asked {
			t.call(nil) // an act beside this one asked on the same journey
		}
		at := t.counts[party]
		if at == nil {
			return nil, errDirty // it did not get an answer
		}
		if asks[i] == nil {
			at.count++
			at.later = true
			counts[i] = at.count
		} else {
			counts[i] = asks[i].first
		}
	}
	return counts, nil
}

// position is a party's count in the running transaction; asked says that it is
// on its way from the database, later that it still has to be written.
type position struct {
	count        uint64
	first        uint64 // what the database gave
	asked, later bool
}

// lastCounts writes what was counted since the first raises.
func (x *transaction) lastCounts() []*op {
	var ops []*op
	for party, at := range x.counts {
		if at.later {
			ops = append(ops, &op{query: setParty, args: []any{at.count, party}})
		}
	}
	return ops
}

// Changes lists the party's exchanges whose newest change lies after count,
// oldest change first, and whether there are more than limit.
func (s *Store) Changes(ctx context.Context, party note.Party, after uint64, limit int) ([]hub.Row, bool, error) {
	return s.page(ctx, selectChanges, party, after, limit)
}

// Newest lists the party's exchanges whose newest change lies before count,
// newest change first, and whether there are more than limit.
func (s *Store) Newest(ctx context.Context, party note.Party, before uint64, limit int) ([]hub.Row, bool, error) {
	return s.page(ctx, selectNewest, party, before, limit)
}

func (s *Store) page(ctx context.Context, query string, party note.Party, count uint64, limit int) ([]hub.Row, bool, error) {
	rows, err := s.query(ctx, query, party, count, limit+1)
	if err != nil {
		return nil, false, s.fail("list exchanges", err)
	}
	defer rows.Close()
	var page []hub.Row
	for rows.Next() {
		var r hub.Row
		var closed int
		if err := rows.Scan(&r.XID, &r.Seq, &r.Head, &r.Receipts, &closed, &r.Count); err != nil {
			return nil, false, s.fail("list exchanges", err)
		}
		r.Closed = closed == 1
		page = append(page, r)
	}
	if err := rows.Err(); err != nil {
		return nil, false, s.fail("list exchanges", err)
	}
	if len(page) > limit {
		return page[:limit], true, nil
	}
	return page, false, nil
}

// Epoch is the newest one: how often the positions began anew.
func (s *Store) Epoch() hub.Epoch { return *s.epoch.Load() }

// RaiseEpoch begins the positions anew. It is called once after a backup was
// restored, before the hub serves anybody: from now on clients read from the
// start, and may put back entries from before that time.
func (s *Store) RaiseEpoch(ctx context.Context, now int64) error {
	e := hub.Epoch{Epoch: s.Epoch().Epoch + 1, Since: now}
	err := s.do(ctx, "raise the epoch", 0, []string{keySetup}, func(t *tx) error {
		_, err := t.exec(insertEpoch, e.Epoch, e.Since)
		return err
	})
	if err == nil {
		s.epoch.Store(&e)
	}
	return err
}

// ReadEpoch looks whether another process has raised the epoch.
func (s *Store) ReadEpoch(ctx context.Context) error {
	var e hub.Epoch
	if err := s.queryRow(ctx, selectEpoch, nil, &e.Epoch, &e.Since); err != nil {
		return s.fail("read the epoch", err)
	}
	s.epoch.Store(&e)
	return nil
}
