//go:build linux

package main

import (
	"fmt"
	"time"
)

// benchEmpty measures a hub that has just started, its database open and empty,
// beside a floor with the same database.
func benchEmpty(b *bench) error {
	var t turns
	for turn := range 3 {
		f, err := b.floor(fmt.Sprintf("empty-floor-%d", turn))
		if err != nil {
			return err
		}
		floor, err := b.atRest(f)
		if err != nil {
			return err
		}
		h, err := b.hub(fmt.Sprintf("empty-%d", turn), nil)
		if err != nil {
			return err
		}
		ours, err := b.atRest(h)
		if err != nil {
			return err
		}
		t.add(floor, ours)
	}
	b.table.bound("memory of an empty hub, SQLite open", t, func(v float64) string { return fmt.Sprintf("%.1f MB", v/1e6) }, goal{bound: 25e6})
	return nil
}

// atRest gives the resident memory of a process two seconds on, and ends it.
func (b *bench) atRest(p *process) (float64, error) {
	defer p.stop()
	if err := b.wait(2 * time.Second); err != nil {
		return 0, err
	}
	return p.resident()
}
