package store

import (
	"context"
	"database/sql"
	"errors"

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
	var raised []hub.Raised
	err := s.do(ctx, "store a receipt", len(r.Note), func(t *tx) (err error) {
		raised, err = t.putReceipt(&r)
		return err
	})
	if err != nil {
		return nil, err
	}
	return raised, nil
}

func (t *tx) putReceipt(r *hub.Receipt) ([]hub.Raised, error) {
	var known []byte
	err := t.row(sameReceipt, []any{r.XID, r.Seq, r.Author}, &known)
	if err == nil && string(known) != string(r.Note) {
		err = hub.Errorf(hub.E20, "another receipt of this author stands there")
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return nil, err
	}
	var n uint64
	if err := t.returning(countReceipt, []any{r.XID}, &n); err != nil {
		return nil, notFound(err)
	}
	if _, err := t.exec(insertReceipt, r.XID, n, r.Seq, r.Author, r.Note); err != nil {
		return nil, err
	}
	members, err := t.parties(selectMembers, r.XID)
	if err != nil {
		return nil, err
	}
	raised := make([]hub.Raised, len(members))
	for i, party := range members {
		count, err := t.raise(party)
		if err != nil {
			return nil, err
		}
		if _, err := t.exec(countSeat, count, n, r.XID, party); err != nil {
			return nil, err
		}
		raised[i] = hub.Raised{Party: party, Count: count}
	}
	return raised, nil
}

func (t *tx) parties(query string, args ...any) ([]note.Party, error) {
	rows, err := t.rows(query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var parties []note.Party
	for rows.Next() {
		var p note.Party
		if err := rows.Scan(&p); err != nil {
			return nil, err
		}
		parties = append(parties, p)
	}
	return parties, rows.Err()
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
