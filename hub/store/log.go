package store

import (
	"context"

	"github.com/sluis-hub/sluis/hub"
)

const (
	selectCheckpoint = `SELECT size, stored, signed FROM checkpoint WHERE name = 'newest'`
	holdLog          = `UPDATE checkpoint SET holder = $1, until = $3 WHERE name = 'newest' AND (holder = $1 OR until <= $2)`
	putCheckpoint    = `UPDATE checkpoint SET size = $2, stored = $3, signed = $4, holder = '', until = 0
		WHERE name = 'newest' AND holder = $1 AND size <= $2`
	releaseLog    = `UPDATE checkpoint SET holder = '', until = 0 WHERE name = 'newest' AND holder = $1`
	anyExchange   = `SELECT COUNT(*) FROM (SELECT 1 FROM exchanges LIMIT 1) AS one`
	keyCheckpoint = "checkpoint"
)

// Checkpoint gives the newest checkpoint of the directory log that was stored, with
// Signed empty before the first.
func (s *Store) Checkpoint(ctx context.Context) (c hub.Checkpoint, err error) {
	err = s.queryRow(ctx, selectCheckpoint, nil, &c.Size, &c.Stored, &c.Signed)
	return c, s.fail("read the checkpoint", err)
}

// HoldLog is true when this process may make the next checkpoint, until a time at
// the latest: one at a time may, of all on the database. Whoever dies with it is
// followed by another after until.
func (s *Store) HoldLog(ctx context.Context, process string, now, until int64) (held bool, err error) {
	err = s.do(ctx, "take the log", 0, []string{keyCheckpoint}, func(t *tx) error {
		changed, err := t.exec(holdLog, process, now, until)
		held = changed == 1
		return err
	})
	return held, err
}

// ReleaseLog gives that up without a checkpoint.
func (s *Store) ReleaseLog(ctx context.Context, process string) error {
	return s.do(ctx, "leave the log", 0, []string{keyCheckpoint}, func(t *tx) error {
		_, err := t.exec(releaseLog, process)
		return err
	})
}

// PutCheckpoint replaces the newest checkpoint by one that is at least as long, and
// gives up the log. E20 for who did not hold it any more, or has a shorter one.
func (s *Store) PutCheckpoint(ctx context.Context, process string, c hub.Checkpoint) error {
	return s.do(ctx, "store a checkpoint", len(c.Signed), []string{keyCheckpoint}, func(t *tx) error {
		changed, err := t.exec(putCheckpoint, process, c.Size, c.Stored, c.Signed)
		if err == nil && changed != 1 {
			err = hub.Errorf(hub.E20, "another hub has the log")
		}
		return err
	})
}

// Used says whether there is any exchange.
func (s *Store) Used(ctx context.Context) (bool, error) {
	var n int
	err := s.queryRow(ctx, anyExchange, nil, &n)
	return n > 0, s.fail("look for exchanges", err)
}
