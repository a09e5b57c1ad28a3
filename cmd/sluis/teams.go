//go:build !noagent

package main

import (
	"context"
	"slices"
	"strings"

	"github.com/sluis-hub/sluis/partners"
)

type teamsCmd struct {
	List    teamsListCmd    `cmd:"" default:"withargs" help:"Toon het adresboek."`
	LetIn   teamsLetInCmd   `cmd:"" name:"let-in" help:"Geef de sleutel van je team aan wie erop wacht, met de woorden die je hebt gehoord."`
	Confirm teamsConfirmCmd `cmd:"" help:"Leg vast dat je de nieuwe sleutel van een team aan de telefoon hebt vergeleken."`
}

type teamsListCmd struct {
	Search  string `arg:"" optional:"" help:"Deel van een naam, plaats of soort."`
	Waiting bool   `help:"Alleen wie wacht op de sleutel van een van je teams."`
}

// Run prints the address book, or who waits to be let in.
func (c *teamsListCmd) Run(ctx context.Context, a *app) error {
	m, err := a.open(ctx)
	if err != nil {
		return err
	}
	if c.Waiting {
		return a.waiting(ctx, m)
	}
	teams, err := m.Teams(ctx)
	if err != nil {
		return err
	}
	open, err := m.Available(ctx, teams)
	if err != nil {
		return err
	}
	type row struct {
		teamRow
		Available bool `json:"available"`
	}
	rows := []row{}
	for _, t := range teams {
		r := row{teamRow: teamRow(t), Available: open[t.ID]}
		if r.matches(c.Search) {
			rows = append(rows, r)
		}
	}
	if a.JSON {
		return a.json(rows)
	}
	if slices.ContainsFunc(rows, func(r row) bool { return r.Unsure }) {
		a.note("LET OP: de hub geeft niet alle organisaties. Een andere kan ook zo heten. Bel eerst, op een nummer dat je al kende.")
	}
	var table [][]string
	for _, r := range rows {
		here := ""
		if r.Available {
			here = "nu bereikbaar"
		}
		if r.Lookalike {
			here = strings.TrimPrefix(here+", LIJKT OP EEN ANDER TEAM: vergelijk het id", ", ")
		}
		if r.Reset {
			here = strings.TrimPrefix(here+", NIEUWE SLEUTEL ZONDER VOORGANGER: bel eerst (sluis teams confirm)", ", ")
		}
		table = append(table, []string{r.Organisation + " / " + r.Name, r.Kind, r.Card.PhoneDay, here, string(r.ID)})
	}
	a.columns(table)
	return nil
}

// waiting prints who was put in a team and has no key yet.
func (a *app) waiting(ctx context.Context, m *partners.Member) error {
	list, err := m.JoinsWaiting(ctx)
	if err != nil {
		return err
	}
	if a.JSON {
		return a.json(list)
	}
	if len(list) == 0 {
		a.note("Niemand wacht op een sleutel.")
	}
	var table [][]string
	for _, j := range list {
		kind := "nieuw"
		if j.Returner {
			kind = "terug met nieuwe sleutels"
		}
		table = append(table, []string{j.Name, oneLine(j.Person), string(j.Member), kind, "sinds " + localTime(j.Since)})
	}
	if len(list) > 0 {
		a.note("Bel wie je toelaat, op een nummer dat je al kende. De ander leest acht woorden voor (sluis keys). Typ wat je hoort: sluis teams let-in TEAM --words \"…\".")
	}
	a.columns(table)
	return nil
}

type teamsLetInCmd struct {
	Team    string   `arg:"" help:"Je eigen team."`
	Words   []string `required:"" sep:"none" placeholder:"WOORDEN" help:"De acht woorden die de nieuwe collega voorleest uit sluis keys, tussen aanhalingstekens. Voor elke collega een keer."`
	History bool     `help:"Geef ook wat er al lag."`
}

// Run lets in whose words were heard: a new team key, sealed to them as well.
func (c *teamsLetInCmd) Run(ctx context.Context, a *app) error {
	m, err := a.open(ctx)
	if err != nil {
		return err
	}
	heard := make([][]string, len(c.Words))
	for i, typed := range c.Words {
		heard[i] = []string{typed}
	}
	if err := m.LetIn(ctx, c.Team, c.History, heard...); err != nil {
		return err
	}
	if a.JSON {
		return a.json(map[string]any{"team": c.Team, "done": true})
	}
	a.say("Toegelaten. Het team heeft een nieuwe sleutel; sluis rekey --all geeft hem aan wat openstaat.")
	return nil
}

type teamsConfirmCmd struct {
	Team  string `arg:"" help:"Het team."`
	Words string `required:"" placeholder:"WOORDEN" help:"De acht woorden die het team voorleest uit sluis keys, tussen aanhalingstekens."`
}

// Run keeps that a key without predecessor was compared by phone.
func (c *teamsConfirmCmd) Run(ctx context.Context, a *app) error {
	m, err := a.open(ctx)
	if err != nil {
		return err
	}
	if err := m.ConfirmKey(ctx, c.Team, []string{c.Words}); err != nil {
		return err
	}
	if a.JSON {
		return a.json(map[string]any{"team": c.Team, "done": true})
	}
	a.say("Vastgelegd. Je kunt dit team weer schrijven.")
	return nil
}
