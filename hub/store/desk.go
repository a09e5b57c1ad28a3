package store

import (
	"context"
	"database/sql"
	"errors"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

const (
	selectMember = `SELECT member FROM seats WHERE xid = $1 AND party = $2`
	claim        = `INSERT INTO leases (xid, party, member, until) VALUES ($1, $2, $3, $4)
		ON CONFLICT (xid, party) DO UPDATE SET member = excluded.member, until = excluded.until
		WHERE leases.member = excluded.member OR leases.until <= $5`
	release      = `DELETE FROM leases WHERE xid = $1 AND party = $2 AND member = $3 AND until > $4`
	selectLeases = `SELECT xid, member, until FROM leases WHERE party = $1 AND until > $2 ORDER BY xid`
	dropLeases   = `DELETE FROM leases WHERE until <= $1`

	clearDays  = `DELETE FROM days WHERE party = $1`
	insertDay  = `INSERT INTO days (party, day) VALUES ($1, $2) ON CONFLICT DO NOTHING`
	selectDays = `SELECT day FROM days WHERE party = $1 ORDER BY day`
	selectDue  = `SELECT party, day FROM days WHERE day <= $1 ORDER BY day, party`
	dropDue    = `DELETE FROM days WHERE day <= $1`
)

// Claim stores a lease when the exchange is free for the party or the member
// holds it already; a colleague's is E31, a party without a place in the set E21.
func (s *Store) Claim(ctx context.Context, l hub.Lease, now int64) error {
	return s.do(ctx, "claim", 0, []string{keyExchange(l.XID)}, func(t *tx) error {
		var member int
		err := t.row(selectMember, []any{l.XID, l.Party}, &member)
		if errors.Is(err, sql.ErrNoRows) || err == nil && member == 0 {
			return hub.NotFound()
		}
		if err != nil {
			return err
		}
		changed, err := t.exec(claim, l.XID, l.Party, l.Member, l.Until, now)
		if err == nil && changed == 0 {
			err = hub.Errorf(hub.E31, "a colleague has taken this")
		}
		return err
	})
}

// Release deletes the member's lease and tells whether there was one.
func (s *Store) Release(ctx context.Context, xid note.XID, party note.Party, member note.MemberID, now int64) (bool, error) {
	var held bool
	err := s.do(ctx, "release", 0, []string{keyExchange(xid)}, func(t *tx) error {
		changed, err := t.exec(release, xid, party, member, now)
		held = changed > 0
		return err
	})
	return held, err
}

// Leases lists the leases of a party that have not ended.
func (s *Store) Leases(ctx context.Context, party note.Party, now int64) ([]hub.Lease, error) {
	rows, err := s.query(ctx, selectLeases, party, now)
	if err != nil {
		return nil, s.fail("list leases", err)
	}
	defer rows.Close()
	var all []hub.Lease
	for rows.Next() {
		l := hub.Lease{Party: party}
		if err := rows.Scan(&l.XID, &l.Member, &l.Until); err != nil {
			return nil, s.fail("list leases", err)
		}
		all = append(all, l)
	}
	return all, s.fail("list leases", rows.Err())
}

// DropLeases deletes the leases that have ended.
func (s *Store) DropLeases(ctx context.Context, now int64) error {
	return s.do(ctx, "delete leases", 0, []string{keyLeases}, func(t *tx) error {
		_, err := t.exec(dropLeases, now)
		return err
	})
}

// SetDays replaces a party's set of days.
func (s *Store) SetDays(ctx context.Context, party note.Party, days []hub.Day) error {
	return s.do(ctx, "set days", 16*len(days), []string{keyDays}, func(t *tx) error {
		if _, err := t.exec(clearDays, party); err != nil {
			return err
		}
		for _, day := range days {
			if _, err := t.exec(insertDay, party, day); err != nil {
				return err
			}
		}
		return nil
	})
}

// Days gives a party's set, sorted.
func (s *Store) Days(ctx context.Context, party note.Party) ([]hub.Day, error) {
	rows, err := s.query(ctx, selectDays, party)
	if err != nil {
		return nil, s.fail("list days", err)
	}
	defer rows.Close()
	var all []hub.Day
	for rows.Next() {
		var d hub.Day
		if err := rows.Scan(&d); err != nil {
			return nil, s.fail("list days", err)
		}
		all = append(all, d)
	}
	return all, s.fail("list days", rows.Err())
}

// TakeDays deletes and returns the days up to and including one, so that each
// is taken once, whoever asks.
func (s *Store) TakeDays(ctx context.Context, through hub.Day) ([]hub.Waking, error) {
	var due []hub.Waking
	err := s.do(ctx, "take days", 0, []string{keyDays}, func(t *tx) (err error) {
		if due, err = t.due(through); err != nil || len(due) == 0 {
			return err
		}
		_, err = t.exec(dropDue, through)
		return err
	})
	if err != nil {
		return nil, err
	}
	return due, nil
}

func (t *tx) due(through hub.Day) (due []hub.Waking, err error) {
	err = t.each(selectDue, []any{through}, func(scan func(...any) error) error {
		var w hub.Waking
		err := scan(&w.Party, &w.Day)
		due = append(due, w)
		return err
	})
	return due, err
}
