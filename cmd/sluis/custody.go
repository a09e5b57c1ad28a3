//go:build !noagent

package main

import (
	"context"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/partners"
)

type offerCmd struct {
	XID  string `arg:"" help:"De overdracht."`
	To   string `help:"Aan welk team; mag weg als er één ander is." placeholder:"TEAM"`
	File string `help:"Document bij het aanbod." placeholder:"DOC"`
}

// Run offers custody, stays to co-sign, and withdraws when it is interrupted.
func (c *offerCmd) Run(ctx context.Context, a *app) error {
	doc, err := a.optionalFile(c.File)
	if err != nil {
		return err
	}
	return a.act(ctx, c.XID, func(m *partners.Member, xid note.XID) error {
		return m.Offer(ctx, xid, c.To, doc, func(*partners.Exchange) {
			if a.JSON {
				a.json(map[string]any{"exchange": xid, "standing": true})
				return
			}
			a.say("Het aanbod staat. Blijf hier tot de ander heeft aanvaard (hooguit 30 minuten); Ctrl-C trekt het in.")
		})
	}, "Aanvaard. De ander is nu verantwoordelijk.")
}

type acceptCmd struct {
	XID  string `arg:"" help:"De overdracht."`
	File string `help:"Document bij de aanvaarding." placeholder:"DOC"`
	Team string `help:"Namens welk eigen team." placeholder:"TEAM"`
}

// Run accepts what is offered; it waits a minute for the other side to co-sign.
func (c *acceptCmd) Run(ctx context.Context, a *app) error {
	doc, err := a.optionalFile(c.File)
	if err != nil {
		return err
	}
	return a.act(ctx, c.XID, func(m *partners.Member, xid note.XID) error {
		return m.Accept(ctx, xid, c.Team, doc)
	}, "Overgenomen. Jouw team is nu verantwoordelijk.")
}

func (a *app) optionalFile(name string) ([]byte, error) {
	if name == "" {
		return nil, nil
	}
	return a.readFile(name)
}

type declineCmd struct {
	XID    string `arg:"" help:"De overdracht."`
	Reason string `required:"" enum:"capaciteit,niet_bevoegd,verkeerd_team,onvoldoende_info,onveilig_team,al_betrokken" help:"capaciteit, niet_bevoegd, verkeerd_team, onvoldoende_info, onveilig_team of al_betrokken."`
	Text   string `help:"Toelichting."`
}

// Run declines a handoff; custody stays where it is.
func (c *declineCmd) Run(ctx context.Context, a *app) error {
	return a.act(ctx, c.XID, func(m *partners.Member, xid note.XID) error {
		return m.Decline(ctx, xid, c.Reason, c.Text)
	}, "Geweigerd. De ander blijft verantwoordelijk en ziet je reden.")
}

type talkCmd struct {
	XID string `arg:"" help:"De uitwisseling."`
}

// Run stays in the room until it is interrupted; one line per event.
func (c *talkCmd) Run(ctx context.Context, a *app) error {
	m, xid, err := a.openAt(ctx, c.XID)
	if err != nil {
		return err
	}
	return m.Talk(ctx, xid, func(e partners.TalkEvent) {
		if a.JSON {
			a.json(e)
			return
		}
		a.say("%s  %s", localTime(e.Time), oneLine(e.String()))
	})
}
