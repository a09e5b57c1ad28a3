package store

import (
	"context"

	"github.com/sluis-hub/sluis/crypto/note"
)

const (
	selectEnded = `SELECT xid FROM exchanges WHERE ends <= $1 ORDER BY ends LIMIT $2`
	dropEnded   = `DELETE FROM exchanges WHERE xid = $1 AND ends <= $2`
)

// Ended lists exchanges whose end has come, at most limit.
func (s *Store) Ended(ctx context.Context, now int64, limit int) ([]note.XID, error) {
	rows, err := s.query(ctx, selectEnded, now, limit)
	if err != nil {
		return nil, s.fail("list what has ended", err)
	}
	defer rows.Close()
	var all []note.XID
	for rows.Next() {
		var xid note.XID
		if err := rows.Scan(&xid); err != nil {
			return nil, s.fail("list what has ended", err)
		}
		all = append(all, xid)
	}
	return all, s.fail("list what has ended", rows.Err())
}

// Delete deletes an exchange whose end has come, with everything that belongs
// to it. One whose end has moved meanwhile stays.
func (s *Store) Delete(ctx context.Context, xid note.XID, now int64) error {
	return s.do(ctx, "delete an exchange", 0, []string{keyExchange(xid)}, func(t *tx) error {
		_, err := t.exec(dropEnded, xid, now)
		return err
	})
}
