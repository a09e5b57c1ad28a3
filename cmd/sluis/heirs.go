//go:build !noagent

package main

import (
	"context"
	"strings"

	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/partners"
)

// heirFlags name who gets the new key of a team, one by one: whoever is in the team was
// put there by an admin alone, and by whichever.
type heirFlags struct {
	Member []string `help:"Wie de sleutel krijgt en hier eerder is vergeleken: accountcode, id of naam. Voor elk lid een keer." placeholder:"WIE"`
	Heard  []string `help:"De acht woorden die wie de sleutel krijgt nu voorleest uit sluis keys, tussen aanhalingstekens. Voor elk lid een keer." placeholder:"WOORDEN" sep:"none"`
}

func (f heirFlags) named() bool { return len(f.Member)+len(f.Heard) > 0 }

// list tells who is in a team, as its key would be sealed to them.
func (c *orgRecoverCmd) list(ctx context.Context, a *app) error {
	m, err := a.open(ctx)
	if err != nil {
		return err
	}
	list, err := m.Heirs(ctx, c.Team)
	if err != nil {
		return err
	}
	if a.JSON {
		return a.json(list)
	}
	a.heirs(list)
	return nil
}

// heirs prints them. The words of who was compared stand beside them; those of others
// are for them to read aloud.
func (a *app) heirs(list []partners.Heir) {
	var rows [][]string
	for _, h := range list {
		what := "NIET VERGELEKEN"
		if h.Compared {
			what = "vergeleken: " + strings.Join(h.Words, " ")
		}
		rows = append(rows, []string{h.Code, h.Person, what, string(h.Member)})
	}
	a.columns(rows)
}

// seal lets somebody choose who gets a team's new key, and makes it for just them. When
// one of them has other keys by then, it is asked again; flags are not asked.
func (c *orgRecoverCmd) seal(ctx context.Context, a *app, m *partners.Member, make func([]partners.Heir) error) error {
	for {
		list, err := m.Heirs(ctx, c.Team)
		if err != nil {
			return err
		}
		if c.heirFlags.named() {
			to, err := c.heirFlags.of(m, list)
			if err != nil {
				return err
			}
			return make(to)
		}
		if a.JSON {
			return usagef("name who gets the key with --member or --heard; sluis org recover TEAM lists them")
		}
		to, err := a.choose(m, list)
		if err != nil {
			return err
		}
		if err = make(to); hub.CodeOf(err) != hub.E20 {
			return err
		}
		a.note("Intussen is er iets veranderd in het team of in iemands sleutels. Er is niets gedaan. Kijk opnieuw.")
	}
}

// of are those whom the flags name.
func (f heirFlags) of(m *partners.Member, list []partners.Heir) (to []partners.Heir, err error) {
	for _, who := range f.Member {
		h, err := m.NamedHeir(list, who)
		if err != nil {
			return nil, err
		}
		to = append(to, h)
	}
	for _, typed := range f.Heard {
		h, err := m.HeardHeir(list, []string{typed})
		if err != nil {
			return nil, err
		}
		to = append(to, h)
	}
	return to, nil
}

// choose shows who is in the team and asks about each: for whoever was not compared, for
// the words that they read aloud.
func (a *app) choose(m *partners.Member, list []partners.Heir) (to []partners.Heir, err error) {
	a.heirs(list)
	a.note("Alleen wie jij hier kiest, krijgt de sleutel. Bel wie niet is vergeleken, op een nummer dat je al kende.")
	var names []string
	for _, h := range list {
		name := strings.TrimSpace(h.Code + " " + oneLine(h.Person))
		if h.Compared {
			typed, err := a.ask("%s: de sleutel geven? Typ ja of nee.", name)
			if err != nil {
				return nil, err
			}
			if !strings.EqualFold(typed, "ja") {
				continue
			}
		} else {
			typed, err := a.ask("%s: typ de acht woorden die je hoort (sluis keys). Leeg: deze persoon krijgt de sleutel nu niet.", name)
			if err != nil {
				return nil, err
			}
			if typed == "" {
				continue
			}
			if h, err = m.HeardHeir([]partners.Heir{h}, []string{typed}); err != nil {
				return nil, err
			}
		}
		to, names = append(to, h), append(names, name)
	}
	if len(to) == 0 {
		return nil, hub.Errorf(hub.E01, "nobody was chosen: the key is for somebody")
	}
	return to, a.agreed("De sleutel gaat naar: %s. Naar niemand anders. Typ ja om door te gaan.", strings.Join(names, ", "))
}
