package store

import (
	"context"
	"database/sql"
	"errors"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

const (
	lastPlace    = `SELECT count FROM counters WHERE name = 'place'`
	movePlace    = `UPDATE counters SET count = $1 WHERE name = 'place'`
	lastLeaf     = `SELECT COALESCE(MAX(n), -1) FROM leaves`
	insertObject = `INSERT INTO objects (hash, place, leaf, kind, team, epoch, data) VALUES ($1, $2, $3, $4, $5, $6, $7)`
	hasObject    = `SELECT 1 FROM objects WHERE hash = $1 AND kind = $2`
	insertLeaf   = `INSERT INTO leaves (n, kind, org, subject, version, hash) VALUES ($1, $2, $3, $4, $5, $6)`

	dropObject = `DELETE FROM objects WHERE hash = $1 AND kind = $2`

	selectLeaves   = `SELECT n, kind, org, subject, version, hash FROM leaves WHERE n >= $1 ORDER BY n LIMIT $2`
	selectLeavesOf = `SELECT n, kind, org, subject, version, hash FROM leaves WHERE n >= $1 AND org = $3 ORDER BY n LIMIT $2`
	selectObject   = `SELECT leaf, kind, team, epoch, data FROM objects WHERE hash = $1 ORDER BY kind`
	selectObjects  = `SELECT place, leaf, kind, team, epoch, data FROM objects WHERE place > $1 ORDER BY place LIMIT $2`

	selectVersion = `SELECT version FROM keyrings WHERE member = $1`
	putKeyring    = `INSERT INTO keyrings (member, version, head, file) VALUES ($1, $2, $3, $4)
		ON CONFLICT (member) DO UPDATE SET version = excluded.version, head = excluded.head, file = excluded.file`
	selectKeyring = `SELECT head, file FROM keyrings WHERE member = $1`
	putState      = `INSERT INTO states (member, sealed) VALUES ($1, $2)
		ON CONFLICT (member) DO UPDATE SET sealed = excluded.sealed`
	selectState = `SELECT sealed FROM states WHERE member = $1`
)

// Place is how many objects were ever stored, the same for every hub process.
func (s *Store) Place(ctx context.Context) (place int64, err error) {
	err = s.queryRow(ctx, lastPlace, nil, &place)
	return place, s.fail("read the directory's place", err)
}

// standsAt refuses with E20 who decided with an older directory in mind.
func (t *tx) standsAt(place int64) error {
	var stands int64
	err := t.row(lastPlace, nil, &stands)
	if err == nil && stands != place {
		err = hub.Errorf(hub.E20, "the directory is at %d, not %d", stands, place)
	}
	return err
}

// PutRecords stores records in the order given, all or none, and gives each new
// leaf the next number. What is there already as the same kind stays as it is.
// The caller knows what was stored up to and including place, which counts every
// object ever stored; when there is more it is E20. It returns the place after.
func (s *Store) PutRecords(ctx context.Context, records []hub.Record, place int64) (int64, error) {
	after := place
	size := 0
	for _, r := range records {
		size += len(r.Data)
	}
	err := s.do(ctx, "store records", size, []string{keyDirectory}, func(t *tx) error {
		if err := t.standsAt(place); err != nil {
			return err
		}
		var leaf int64
		after = place
		if err := t.row(lastLeaf, nil, &leaf); err != nil {
			return err
		}
		for _, r := range records {
			var known int
			if err := t.row(hasObject, []any{r.Hash, r.Kind}, &known); !errors.Is(err, sql.ErrNoRows) {
				if err != nil {
					return err
				}
				continue
			}
			after++
			number := int64(-1)
			if r.Leaf != nil {
				leaf++
				number = leaf
				if _, err := t.exec(insertLeaf, leaf, r.Leaf.Kind, r.Leaf.Org, r.Leaf.Subject, r.Leaf.Version, r.Hash); err != nil {
					return err
				}
			}
			if _, err := t.exec(insertObject, r.Hash, after, number, r.Kind, r.Team, r.Epoch, r.Data); err != nil {
				return err
			}
		}
		if after == place {
			return nil
		}
		_, err := t.exec(movePlace, after)
		return err
	})
	return after, err
}

// DropMailbox deletes a mailbox note, and the recipient with that hash unless it
// is empty; bytes of other kinds with these hashes stay. What is not there is a
// success. Place is as with PutRecords.
func (s *Store) DropMailbox(ctx context.Context, mailbox, recipient note.Hash, place int64) error {
	return s.do(ctx, "delete a mailbox", 0, []string{keyDirectory}, func(t *tx) error {
		if err := t.standsAt(place); err != nil {
			return err
		}
		if _, err := t.exec(dropObject, mailbox, hub.ObjectMailbox); err != nil {
			return err
		}
		_, err := t.exec(dropObject, recipient, hub.ObjectRecipient)
		return err
	})
}

// Leaves lists the lines of the log from a number on, at most limit.
func (s *Store) Leaves(ctx context.Context, from uint64, limit int) ([]hub.Leaf, error) {
	return s.leaves(ctx, selectLeaves, from, limit)
}

// LeavesOf lists those of one organisation.
func (s *Store) LeavesOf(ctx context.Context, from uint64, limit int, org note.OrgID) ([]hub.Leaf, error) {
	return s.leaves(ctx, selectLeavesOf, from, limit, org)
}

func (s *Store) leaves(ctx context.Context, query string, args ...any) ([]hub.Leaf, error) {
	rows, err := s.query(ctx, query, args...)
	if err != nil {
		return nil, s.fail("list leaves", err)
	}
	defer rows.Close()
	var all []hub.Leaf
	for rows.Next() {
		var l hub.Leaf
		if err := rows.Scan(&l.N, &l.Kind, &l.Org, &l.Subject, &l.Version, &l.Hash); err != nil {
			return nil, s.fail("list leaves", err)
		}
		all = append(all, l)
	}
	return all, s.fail("list leaves", rows.Err())
}

// Objects gives what has that hash, one for each kind as which it is there, in
// order of kind; none when it is not there.
func (s *Store) Objects(ctx context.Context, hash note.Hash) ([]hub.StoredObject, error) {
	rows, err := s.query(ctx, selectObject, hash)
	if err != nil {
		return nil, s.fail("read an object", err)
	}
	defer rows.Close()
	var all []hub.StoredObject
	for rows.Next() {
		var o hub.StoredObject
		if err := rows.Scan(&o.Leaf, &o.Kind, &o.Team, &o.Epoch, &o.Data); err != nil {
			return nil, s.fail("read an object", err)
		}
		all = append(all, o)
	}
	return all, s.fail("read an object", rows.Err())
}

// objectsAtOnce bounds how many objects one query of EachObject reads, so that
// whoever verifies them meanwhile keeps no query open.
const objectsAtOnce = 500

// EachObject hands every object after a place to visit, in the order in which
// they were stored, until visit fails.
func (s *Store) EachObject(ctx context.Context, after int64, visit func(hub.StoredObject) error) error {
	for {
		page, err := s.objectsAfter(ctx, after)
		if err != nil {
			return s.fail("read the directory", err)
		}
		for _, o := range page {
			if err := visit(o); err != nil {
				return err
			}
			after = o.Place
		}
		if len(page) < objectsAtOnce {
			return nil
		}
	}
}

func (s *Store) objectsAfter(ctx context.Context, after int64) ([]hub.StoredObject, error) {
	rows, err := s.query(ctx, selectObjects, after, objectsAtOnce)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var page []hub.StoredObject
	for rows.Next() {
		var o hub.StoredObject
		if err := rows.Scan(&o.Place, &o.Leaf, &o.Kind, &o.Team, &o.Epoch, &o.Data); err != nil {
			return nil, err
		}
		page = append(page, o)
	}
	return page, rows.Err()
}

// PutKeyring replaces a member's keyring by the next version (the first is 1);
// any other version is E20.
func (s *Store) PutKeyring(ctx context.Context, member note.MemberID, version uint64, k hub.Keyring) error {
	return s.do(ctx, "store a keyring", len(k.File), []string{keyAccount(member)}, func(t *tx) error {
		var stands uint64
		if err := t.row(selectVersion, []any{member}, &stands); err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if version != stands+1 {
			return hub.Errorf(hub.E20, "keyring %d stands there", stands)
		}
		_, err := t.exec(putKeyring, member, version, k.Head, k.File)
		return err
	})
}

// Keyring gives a member's newest keyring; E21 when there is none.
func (s *Store) Keyring(ctx context.Context, member note.MemberID) (hub.Keyring, error) {
	var k hub.Keyring
	err := s.queryRow(ctx, selectKeyring, []any{member}, &k.Head, &k.File)
	return k, s.fail("read a keyring", err)
}

// PutState replaces a member's sealed state.
func (s *Store) PutState(ctx context.Context, member note.MemberID, sealed []byte) error {
	return s.do(ctx, "store a state", len(sealed), []string{keyAccount(member)}, func(t *tx) error {
		_, err := t.exec(putState, member, sealed)
		return err
	})
}

// State gives a member's sealed state; E21 when there is none.
func (s *Store) State(ctx context.Context, member note.MemberID) ([]byte, error) {
	var sealed []byte
	err := s.queryRow(ctx, selectState, []any{member}, &sealed)
	return sealed, s.fail("read a state", err)
}
