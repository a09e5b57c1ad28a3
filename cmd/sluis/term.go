//go:build !noagent

package main

import (
	"github.com/sluis-hub/sluis/partners/deadline"
)

type termCmd struct {
	Date string `arg:"" help:"Begin: 2026-11-21, of met tijd 2026-11-21T14:00 voor uren."`
	Term string `arg:"" help:"Termijn: getal en h, d, wd, w, m of y; zoals 5wd of 10w."`
}

// Run counts a legal term and prints the due date.
func (c *termCmd) Run(a *app) error {
	t, err := deadline.ParseTerm(c.Term)
	if err != nil {
		return usagef("%w", err)
	}
	start, hasTime, err := deadline.ParseStart(c.Date)
	if err != nil {
		return usagef("%w", err)
	}
	if t.Unit == deadline.Hours && !hasTime {
		return usagef("a term in hours needs a date with a time, like 2026-11-21T14:00")
	}
	r := t.From(start, nil)
	if a.JSON {
		return a.json(map[string]any{"due": r.Due, "skipped": r.Skipped})
	}
	a.say("%s", r.Due)
	for _, s := range r.Skipped {
		a.note("  overgeslagen: %s (%s)", s.Date, s.Why)
	}
	return nil
}
