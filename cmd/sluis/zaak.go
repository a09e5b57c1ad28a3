//go:build !noagent

package main

import (
	"context"
)

type zaakCmd struct {
	New  zaakNewCmd  `cmd:"" help:"Begin een zaak."`
	Show zaakShowCmd `cmd:"" help:"Toon een zaak."`
	List zaakListCmd `cmd:"" help:"De zaken van je teams."`
}

type zaakNewCmd struct {
	File string `required:"" help:"Het document (zie sluis example zaak); - is stdin." placeholder:"DOC"`
	Team string `help:"Van welk eigen team." placeholder:"TEAM"`
}

// Run begins a zaak: a sheet that only the own team reads.
func (c *zaakNewCmd) Run(ctx context.Context, a *app) error {
	doc, err := a.readFile(c.File)
	if err != nil {
		return err
	}
	m, err := a.open(ctx)
	if err != nil {
		return err
	}
	xid, err := m.NewZaak(ctx, c.Team, doc)
	return a.begun(xid, err)
}

type zaakShowCmd struct {
	showCmd
}

type zaakListCmd struct {
	Limit int    `default:"50" help:"Hoeveel, nieuwste eerst."`
	Team  string `help:"Alleen dit eigen team." placeholder:"TEAM"`
}

// Run lists the zaken of the member's teams.
func (c *zaakListCmd) Run(ctx context.Context, a *app) error {
	m, err := a.open(ctx)
	if err != nil {
		return err
	}
	list, err := m.Zaken(ctx, c.Team, c.Limit)
	if err != nil {
		return err
	}
	if a.JSON {
		return a.json(list)
	}
	if len(list) == 0 {
		a.note("Er zijn geen zaken.")
	}
	a.rows(list)
	return nil
}
