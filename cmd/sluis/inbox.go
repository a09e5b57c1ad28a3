//go:build !noagent

package main

import (
	"context"

	"github.com/sluis-hub/sluis/partners"
)

type inboxCmd struct {
	Limit int    `default:"50" help:"Hoeveel, nieuwste eerst."`
	Team  string `help:"Alleen dit eigen team." placeholder:"TEAM"`
}

// Run lists what lies for the member's teams.
func (c *inboxCmd) Run(ctx context.Context, a *app) error {
	m, err := a.open(ctx)
	if err != nil {
		return err
	}
	list, err := m.Inbox(ctx, c.Team, c.Limit)
	if err != nil {
		return err
	}
	if a.JSON {
		return a.json(list)
	}
	if len(list) == 0 {
		a.note("Er ligt niets.")
	}
	a.rows(list)
	return nil
}

// rows prints exchanges, one a line.
func (a *app) rows(list []partners.View) {
	var table [][]string
	for _, v := range list {
		due := ""
		if v.Due != nil {
			due = "uiterlijk " + v.Due.String()
		}
		if v.Overdue {
			due += " TE LAAT"
		}
		held := ""
		if v.Lease != "" {
			held = "opgepakt: " + v.Lease
		}
		table = append(table, []string{v.Mark, flowNames[v.Flow], v.Status, v.With, due, held})
	}
	a.columns(table)
}

var flowNames = map[string]string{
	"handoff": "overdracht", "feedback": "terugkoppeling", "inquiry": "informatieverzoek",
	"message": "bericht", "zaak": "zaak", "": "onleesbaar",
}

type showCmd struct {
	XID string `arg:"" help:"De uitwisseling of zaak."`
}

// Run shows one exchange whole. It never sends a receipt.
func (c *showCmd) Run(ctx context.Context, a *app) error {
	m, xid, err := a.openAt(ctx, c.XID)
	if err != nil {
		return err
	}
	v, err := m.Show(ctx, xid)
	if err != nil {
		return err
	}
	if a.JSON {
		return a.json(v)
	}
	a.show(v)
	return nil
}
