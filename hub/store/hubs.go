package store

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"

	"github.com/sluis-hub/sluis/hub"
)

const (
	insertHub  = `INSERT INTO hubs (process, settings, version, knows, seen) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (process) DO UPDATE SET settings = excluded.settings, version = excluded.version, knows = excluded.knows, seen = excluded.seen`
	selectHubs = `SELECT process, settings, version, knows, seen FROM hubs`
	dropHub    = `DELETE FROM hubs WHERE process = $1`
	dropHubs   = `DELETE FROM hubs WHERE seen <= $1`
	keyHubs    = "hubs"
	keepHubs   = 24 * 60 * 60 // seconds that a hub which crashed is remembered
)

// knows is how many migrations this program knows.
func knows() int {
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		panic("store: a pattern that is none")
	}
	return len(names)
}

// Join says that a hub process is there, now; it does so again and again while it
// runs. Of the others that joined and did not leave judge may refuse the company:
// then it did not join. It fails with ErrVersion when a newer program has changed the
// database so that this one must stop.
func (s *Store) Join(ctx context.Context, p hub.Process, judge func(others []hub.Process) error) error {
	settings, err := json.Marshal(p.Settings)
	if err != nil {
		return fmt.Errorf("join the hubs: %w", err)
	}
	var minimum int
	err = s.do(ctx, "join the hubs", len(settings), []string{keyHubs}, func(t *tx) error {
		if err := t.row(selectMinimum, nil, &minimum); err != nil || minimum > knows() {
			return err
		}
		var others []hub.Process
		err := t.each(selectHubs, nil, func(scan func(...any) error) error {
			o, err := scanHub(scan)
			if err == nil && o.ID != p.ID {
				others = append(others, o)
			}
			return err
		})
		if err != nil {
			return err
		}
		if err := judge(others); err != nil {
			return err
		}
		if _, err := t.exec(dropHubs, p.Seen-keepHubs); err != nil {
			return err
		}
		_, err = t.exec(insertHub, p.ID, string(settings), p.Version, knows(), p.Seen)
		return err
	})
	if err == nil {
		err = fits(minimum, knows())
	}
	return err
}

// Leave says that a hub process has stopped.
func (s *Store) Leave(ctx context.Context, process string) error {
	return s.do(ctx, "leave the hubs", 0, []string{keyHubs}, func(t *tx) error {
		_, err := t.exec(dropHub, process)
		return err
	})
}

// Hubs gives the hub processes that joined and did not leave.
func (s *Store) Hubs(ctx context.Context) ([]hub.Process, error) {
	rows, err := s.query(ctx, selectHubs)
	if err != nil {
		return nil, s.fail("read which hubs run", err)
	}
	defer rows.Close()
	var all []hub.Process
	for rows.Next() {
		p, err := scanHub(rows.Scan)
		if err != nil {
			return nil, s.fail("read which hubs run", err)
		}
		all = append(all, p)
	}
	return all, s.fail("read which hubs run", rows.Err())
}

func scanHub(scan func(...any) error) (p hub.Process, err error) {
	var settings string
	if err := scan(&p.ID, &settings, &p.Version, &p.Knows, &p.Seen); err != nil {
		return p, err
	}
	return p, json.Unmarshal([]byte(settings), &p.Settings)
}
