//go:build !noagent

package main

import (
	"context"
	"fmt"
	"io"
	"strings"
)

type loginCmd struct {
	Phrase bool   `help:"Log in met je acht woorden; ze worden gelezen van stdin."`
	File   string `help:"Lees de acht woorden uit dit bestand." placeholder:"BESTAND"`
}

// Run logs in and prints who this is.
func (c *loginCmd) Run(ctx context.Context, a *app) error {
	var phrase []string
	if c.Phrase || c.File != "" {
		var text []byte
		var err error
		if c.File != "" {
			text, err = a.readFile(c.File)
		} else {
			a.note("Typ je acht woorden. Vier letters van elk woord is genoeg.")
			text, err = io.ReadAll(io.LimitReader(a.in, 4096))
		}
		if err != nil {
			return err
		}
		if phrase, err = parseWords(string(text)); err != nil {
			return err
		}
	}
	m, err := a.openWith(ctx, phrase)
	if err != nil {
		return err
	}
	who, err := m.Self(ctx)
	if err != nil {
		return err
	}
	if a.JSON {
		return a.json(who)
	}
	a.say("%s, %s", oneLine(who.Name), oneLine(who.Organisation))
	for _, t := range who.Teams {
		a.say("  %s", oneLine(t.Name))
	}
	return nil
}

type keysCmd struct{}

// Run prints the member's own keys, those of the organisation and those of the own
// teams, as fingerprints and words to compare.
func (c *keysCmd) Run(ctx context.Context, a *app) error {
	m, err := a.open(ctx)
	if err != nil {
		return err
	}
	k, err := m.Keys(ctx)
	if err != nil {
		return err
	}
	if a.JSON {
		return a.json(k)
	}
	rows := [][]string{
		{"Lid", string(k.Member)}, {"Ondertekenen", string(k.Sign)}, {"Inloggen", string(k.Login)},
		{"Ontvangen", string(k.Recipient)}, {"Organisatie", string(k.Org)}, {"Wortel", string(k.Root)},
		{"Om voor te lezen", strings.Join(k.Words, " ")},
	}
	for _, t := range k.Teams {
		rows = append(rows, []string{"Team " + t.Name, fmt.Sprintf("sleutel %d, %s", t.Epoch, t.Recipient[:16])}, []string{"Om voor te lezen", strings.Join(t.Words, " ")})
	}
	for _, u := range k.Unlocks {
		rows = append(rows, []string{"Ontgrendelen", u})
	}
	a.columns(rows)
	return nil
}
