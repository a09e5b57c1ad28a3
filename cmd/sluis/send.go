//go:build !noagent

package main

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/partners"
)

type sendCmd struct {
	Flow   string   `required:"" enum:"handoff,feedback,inquiry,message" help:"Wat je stuurt: handoff, feedback, inquiry of message."`
	To     string   `required:"" help:"Team: naam, «Organisatie / Team» of id." placeholder:"TEAM"`
	File   string   `required:"" help:"Het document (zie sluis example); - is stdin." placeholder:"DOC"`
	Zaak   string   `help:"De zaak waar dit bij hoort." placeholder:"XID"`
	Team   string   `help:"Namens welk eigen team." placeholder:"TEAM"`
	Alone  bool     `help:"Alleen jij en de ander: je eigen team leest niet mee."`
	Attach []string `help:"Bijlage; mag vaker." placeholder:"BESTAND" sep:"none"`
}

// Run seals a document to another team and prints the new exchange.
func (c *sendCmd) Run(ctx context.Context, a *app) error {
	doc, err := a.readFile(c.File)
	if err != nil {
		return err
	}
	m, err := a.open(ctx)
	if err != nil {
		return err
	}
	letter := partners.Letter{Flow: c.Flow, To: c.To, Team: c.Team, Alone: c.Alone, Document: doc, Files: c.Attach}
	if c.Zaak != "" {
		if letter.Zaak, err = exchangeID(ctx, m, c.Zaak); err != nil {
			return err
		}
	}
	xid, err := m.Send(ctx, letter)
	return a.begun(xid, err)
}

// begun prints a new exchange. It may be there although what belongs to it
// failed: then both are told, so that nobody sends it twice.
func (a *app) begun(xid note.XID, err error) error {
	switch {
	case err == nil:
		return a.sent(xid)
	case xid == "":
		return err
	case a.JSON:
		f, _, _ := explain(err)
		if err := a.json(map[string]any{"exchange": xid, "error": f}); err != nil {
			return err
		}
		return &reported{err}
	}
	return errors.Join(a.sent(xid), err)
}

// sent prints an exchange so that a shell can keep it.
func (a *app) sent(xid note.XID) error {
	if a.JSON {
		return a.json(map[string]note.XID{"exchange": xid})
	}
	a.say("%s", xid)
	a.note("Kenmerk %s.", partners.Kenmerk(xid))
	return nil
}

type replyCmd struct {
	XID    string   `arg:"" help:"De uitwisseling of zaak."`
	File   string   `required:"" help:"Het document; - is stdin." placeholder:"DOC"`
	Team   string   `help:"Namens welk eigen team." placeholder:"TEAM"`
	Attach []string `help:"Bijlage; mag vaker." placeholder:"BESTAND" sep:"none"`
}

// Run adds a document to an exchange.
func (c *replyCmd) Run(ctx context.Context, a *app) error {
	doc, err := a.readFile(c.File)
	if err != nil {
		return err
	}
	m, xid, err := a.openAt(ctx, c.XID)
	if err != nil {
		return err
	}
	if err := m.Reply(ctx, xid, c.Team, doc, c.Attach); err != nil {
		return err
	}
	return a.sent(xid)
}

// openAt opens the home and resolves an exchange.
func (a *app) openAt(ctx context.Context, id string) (*partners.Member, note.XID, error) {
	m, err := a.open(ctx)
	if err != nil {
		return nil, "", err
	}
	xid, err := exchangeID(ctx, m, id)
	return m, xid, err
}

type exampleCmd struct {
	Flow string `arg:"" enum:"handoff,feedback,inquiry,zaak,message" help:"handoff, feedback, inquiry, zaak of message."`
}

// Run prints a complete made-up document for --file.
func (c *exampleCmd) Run(a *app) error {
	doc, err := partners.Example(c.Flow, now())
	if err != nil {
		return err
	}
	if a.JSON {
		return a.json(json.RawMessage(doc))
	}
	a.say("%s", doc)
	return nil
}
