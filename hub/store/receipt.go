package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

const (
	sameReceipt   = `SELECT note FROM receipts WHERE xid = $1 AND seq = $2 AND author = $3`
	countReceipt  = `UPDATE exchanges SET receipts = receipts + 1 WHERE xid = $1 RETURNING receipts`
	insertReceipt = `INSERT INTO receipts (xid, n, seq, author, note) VALUES ($1, $2, $3, $4, $5)`
	selectMembers = `SELECT party FROM seats WHERE xid = $1 AND member = 1 ORDER BY party`

	countSeat = `UPDATE seats SET count = $1, receipts = $2 WHERE xid = $3 AND party = $4`

	selectReceipts = `SELECT note FROM receipts WHERE xid = $1 AND n <= $2 ORDER BY n`
)

// PutReceipt stores a receipt and raises the position of every party of the set
// as it is now; it returns the positions, none when the very same receipt is
// there already. Another receipt by the same author on the same entry is E20.
func (s *Store) PutReceipt(ctx context.Context, r hub.Receipt) ([]hub.Raised, error) {
	for {
		members, err := s.members(ctx, r.XID)
		if err != nil {
			return nil, err
		}
		keys := []string{keyExchange(r.XID)}
		for _, party := range members {
			keys = append(keys, keyParty(party))
		}
		var raised []hub.Raised
		err = s.do(ctx, "store a receipt", len(r.Note), keys, func(t *tx) (err error) {
			raised, err = t.putReceipt(&r, members)
			return err
		})
		if errors.Is(err, errOtherSet) {
			continue
		}
		if err != nil {
			return nil, err
		}
		return raised, nil
	}
}

// errOtherSet: the parties of an exchange are not those whose keys are held.
var errOtherSet = hub.Errorf(hub.E20, "the set of parties changed meanwhile")

// members gives the set of an exchange as it is now, none without one.
func (s *Store) members(ctx context.Context, xid note.XID) ([]note.Party, error) {
	rows, err := s.query(ctx, selectMembers, xid)
	if err != nil {
		return nil, s.fail("read the set", err)
	}
	defer rows.Close()
	var all []note.Party
	for rows.Next() {
		var p note.Party
		if err := rows.Scan(&p); err != nil {
			return nil, s.fail("read the set", err)
		}
		all = append(all, p)
	}
	return all, s.fail("read the set", rows.Err())
}

func (t *tx) putReceipt(r *hub.Receipt, known []note.Party) ([]hub.Raised, error) {
	members, err := t.members(r.XID)
	if err != nil {
		return nil, err
	}
	if !slices.Equal(members, known) {
		return nil, errOtherSet
	}
	var stands []byte
	err = t.row(sameReceipt, []any{r.XID, r.Seq, r.Author}, &stands)
	if err == nil && string(stands) != string(r.Note) {
		err = hub.Errorf(hub.E20, "another receipt of this author stands there")
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return nil, err
	}
	var n uint64
	if err := t.returning(countReceipt, []any{r.XID}, &n); err != nil {
		return nil, notFound(err)
	}
	counts, err := t.raise(members, &op{query: insertReceipt, args: []any{r.XID, n, r.Seq, r.Author, r.Note}})
	if err != nil {
		return nil, err
	}
	raised, seats := make([]hub.Raised, len(members)), make([]*op, len(members))
	for i, party := range members {
		raised[i] = hub.Raised{Party: party, Count: counts[i]}
		seats[i] = &op{query: countSeat, args: []any{counts[i], n, r.XID, party}}
	}
	return raised, t.last(seats...)
}

func (t *tx) members(xid note.XID) (all []note.Party, err error) {
	err = t.each(selectMembers, []any{xid}, func(scan func(...any) error) error {
		var p note.Party
		err := scan(&p)
		all = append(all, p)
		return err
	})
	return all, err
}

// Receipts gives the receipts that the party may see, in the order in which
// they came; E21 when it has no seat.
func (s *Store) Receipts(ctx context.Context, xid note.XID, party note.Party) ([][]byte, error) {
	at, err := s.seat(ctx, xid, party)
	if err != nil {
		return nil, s.fail("read receipts", err)
	}
	rows, err := s.query(ctx, selectReceipts, xid, at.receipts)
	if err != nil {
		return nil, s.fail("read receipts", err)
	}
	defer rows.Close()
	var all [][]byte
	for rows.Next() {
		var b []byte
		if err := rows.Scan(&b); err != nil {
			return nil, s.fail("read receipts", err)
		}
		all = append(all, b)
	}
	return all, s.fail("read receipts", rows.Err())
}
