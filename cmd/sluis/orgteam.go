//go:build !noagent

package main

import (
	"context"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/partners"
)

type orgTeamCmd struct {
	Add      orgTeamAddCmd      `cmd:"" help:"Maak een team, met zijn kaart en eerste leden."`
	Card     orgTeamCardCmd     `cmd:"" help:"Vervang de kaart van een team."`
	Assign   orgTeamAssignCmd   `cmd:"" help:"Zet iemand in een team; een teamgenoot geeft de sleutel door."`
	Unassign orgTeamUnassignCmd `cmd:"" help:"Haal iemand uit een team; het team neemt een nieuwe sleutel."`
}

type orgTeamAddCmd struct {
	Card   string   `required:"" help:"De kaart (JSON: name, kind, phoneDay, phoneAcute, hours, area …); - is stdin." placeholder:"BESTAND"`
	Member []string `help:"Eerste leden: id, accountcode of naam; zonder: jijzelf." placeholder:"WIE"`
}

// Run adds a team.
func (c *orgTeamAddCmd) Run(ctx context.Context, a *app) error {
	text, err := a.readFile(c.Card)
	if err != nil {
		return err
	}
	card, err := partners.ReadCard(text, note.TeamID(note.NewID()))
	if err != nil {
		return err
	}
	m, err := a.open(ctx)
	if err != nil {
		return err
	}
	members := []note.MemberID{m.ID}
	if len(c.Member) > 0 {
		if members, err = colleagues(ctx, m, c.Member); err != nil {
			return err
		}
	}
	if _, err := m.ChangeOrganisation(ctx, nil, partners.AddTeam(card, members...)); err != nil {
		return err
	}
	if a.JSON {
		return a.json(map[string]any{"team": card.Team, "name": card.Name})
	}
	a.say("%s", card.Team)
	return nil
}

func colleagues(ctx context.Context, m *partners.Member, who []string) (all []note.MemberID, err error) {
	for _, w := range who {
		mid, err := m.Colleague(ctx, w)
		if err != nil {
			return nil, err
		}
		all = append(all, mid)
	}
	return all, nil
}

type orgTeamCardCmd struct {
	Team string `arg:"" help:"Het team: id of naam."`
	Card string `required:"" help:"De nieuwe kaart, geheel (JSON); - is stdin." placeholder:"BESTAND"`
}

// Run replaces a card.
func (c *orgTeamCardCmd) Run(ctx context.Context, a *app) error {
	text, err := a.readFile(c.Card)
	if err != nil {
		return err
	}
	m, err := a.open(ctx)
	if err != nil {
		return err
	}
	t, err := m.OwnTeam(ctx, c.Team)
	if err != nil {
		return err
	}
	card, err := partners.ReadCard(text, t.ID)
	if err != nil {
		return err
	}
	return a.change(ctx, m, rootFlag{}, "De kaart is vervangen.", partners.SetCard(card))
}

type orgTeamAssignCmd struct {
	Team string   `arg:"" help:"Het team: id of naam."`
	Who  []string `arg:"" help:"Wie: id, accountcode of naam (zie org show)."`
}

// Run assigns members to a team.
func (c *orgTeamAssignCmd) Run(ctx context.Context, a *app) error {
	m, err := a.open(ctx)
	if err != nil {
		return err
	}
	t, err := m.OwnTeam(ctx, c.Team)
	if err != nil {
		return err
	}
	members, err := colleagues(ctx, m, c.Who)
	if err != nil {
		return err
	}
	return a.change(ctx, m, rootFlag{}, "Staat in het team.", partners.Assign(t.ID, members...))
}

type orgTeamUnassignCmd struct {
	Team string `arg:"" help:"Het team: id of naam."`
	Who  string `arg:"" help:"Wie: id, accountcode of naam (zie org show)."`
}

// Run takes a member out of a team.
func (c *orgTeamUnassignCmd) Run(ctx context.Context, a *app) error {
	m, err := a.open(ctx)
	if err != nil {
		return err
	}
	t, err := m.OwnTeam(ctx, c.Team)
	if err != nil {
		return err
	}
	mid, err := m.Colleague(ctx, c.Who)
	if err != nil {
		return err
	}
	return a.change(ctx, m, rootFlag{}, "Staat niet meer in het team.", partners.Unassign(t.ID, mid))
}
