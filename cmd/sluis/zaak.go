//go:build !noagent

package main

import (
	"context"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/partners"
)

type zaakCmd struct {
	New  zaakNewCmd  `cmd:"" help:"Begin een zaak."`
	Show zaakShowCmd `cmd:"" help:"Toon een zaak."`
	List zaakListCmd `cmd:"" help:"De zaken van je teams."`
	Move zaakMoveCmd `cmd:"" help:"Verplaats een zaak met alles erbij naar een ander team van je organisatie."`
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

type zaakMoveCmd struct {
	XID string `arg:"" help:"De zaak."`
	To  string `required:"" help:"Het andere team; je moet in beide teams zitten." placeholder:"TEAM"`
}

// Run moves a zaak; interrupted, the same command goes on with what is left.
func (c *zaakMoveCmd) Run(ctx context.Context, a *app) error {
	m, xid, err := a.openAt(ctx, c.XID)
	if err != nil {
		return err
	}
	r, err := m.MoveZaak(ctx, xid, c.To, func(xid note.XID) {
		a.note("%s staat op aanbod: laat een collega van het andere team aanvaarden (sluis accept %s).", partners.Kenmerk(xid), partners.Kenmerk(xid))
	})
	if err != nil {
		return err
	}
	if a.JSON {
		err = a.json(r)
	} else {
		a.say("Nieuw blad: %s. Verplaatst: %d.", partners.Kenmerk(r.Sheet), r.Done)
		for _, l := range r.Left {
			a.say("Nog niet: %s, %s", partners.Kenmerk(l.XID), oneLine(l.Why))
		}
		if !r.Closed {
			a.say("Het oude blad blijft open: er is nog iets niet verplaatst, of het heeft bijlagen.")
		}
	}
	if err == nil && len(r.Left) > 0 {
		err = &reported{hub.Errorf(hub.E29, "%d exchanges did not move", len(r.Left))}
	}
	return err
}
