package store

import (
	"context"
	"encoding/hex"
	"time"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

const (
	insertSetup = `INSERT INTO setup (name, value) VALUES ($1, $2) ON CONFLICT DO NOTHING`
	selectSetup = `SELECT value FROM setup WHERE name = $1`

	insertFounder  = `INSERT INTO founders (org, root) VALUES ($1, $2) ON CONFLICT DO NOTHING`
	selectFounder  = `SELECT root FROM founders WHERE org = $1`
	selectFounders = `SELECT org, root FROM founders`

	insertUsed = `INSERT INTO used (id, until) VALUES ($1, $2) ON CONFLICT DO NOTHING`
	dropUsed   = `DELETE FROM used WHERE until <= $1`
)

// Shared says whether other hub processes may write the same database.
func (s *Store) Shared() bool { return s.dialect.shared }

// Agree gives what all hub processes have under a name: value, when nobody came
// before.
func (s *Store) Agree(ctx context.Context, name, value string) (agreed string, err error) {
	err = s.do(ctx, "agree on the setup", 0, []string{keySetup}, func(t *tx) error {
		if _, err := t.exec(insertSetup, name, value); err != nil {
			return err
		}
		return t.row(selectSetup, []any{name}, &agreed)
	})
	return agreed, err
}

// Agreed gives what all hub processes have under a name, empty when there is nothing.
func (s *Store) Agreed(ctx context.Context, name string) (agreed string, err error) {
	err = s.fail("read the setup", s.queryRow(ctx, selectSetup, []any{name}, &agreed))
	if hub.CodeOf(err) == hub.E21 {
		return "", nil
	}
	return agreed, err
}

// AddFounders stores organisations with the ids of their root keys, all or none.
// One that is there with another root key is E20.
func (s *Store) AddFounders(ctx context.Context, founders map[note.OrgID]note.KeyID) error {
	return s.do(ctx, "store founders", 0, []string{keySetup}, func(t *tx) error {
		for org, root := range founders {
			if _, err := t.exec(insertFounder, org, root); err != nil {
				return err
			}
			var stands note.KeyID
			if err := t.row(selectFounder, []any{org}, &stands); err != nil {
				return err
			}
			if stands != root {
				return hub.Errorf(hub.E20, "an organisation is known by another root key")
			}
		}
		return nil
	})
}

// Founders gives the organisations that were stored with their root keys.
func (s *Store) Founders(ctx context.Context) (map[note.OrgID]note.KeyID, error) {
	rows, err := s.query(ctx, selectFounders)
	if err != nil {
		return nil, s.fail("read founders", err)
	}
	defer rows.Close()
	all := map[note.OrgID]note.KeyID{}
	for rows.Next() {
		var org note.OrgID
		var root note.KeyID
		if err := rows.Scan(&org, &root); err != nil {
			return nil, s.fail("read founders", err)
		}
		all[org] = root
	}
	return all, s.fail("read founders", rows.Err())
}

// Use is true for the first to come with this id, of any octets, in whatever hub
// process. It is remembered until DropUsed is called with a time after until.
func (s *Store) Use(ctx context.Context, id string, _, until time.Time) (first bool, err error) {
	err = s.do(ctx, "use a challenge", len(id), nil, func(t *tx) error {
		changed, err := t.exec(insertUsed, hex.EncodeToString([]byte(id)), until.Unix())
		first = changed == 1
		return err
	})
	return first, err
}

// DropUsed forgets the ids whose time has ended.
func (s *Store) DropUsed(ctx context.Context, now int64) error {
	return s.do(ctx, "forget challenges", 0, nil, func(t *tx) error {
		_, err := t.exec(dropUsed, now)
		return err
	})
}
