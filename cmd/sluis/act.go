//go:build !noagent

package main

import (
	"context"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/partners"
)

// An act is a command on one exchange that ends with a word of what was done.
func (a *app) act(ctx context.Context, id string, do func(*partners.Member, note.XID) error, done string) error {
	m, xid, err := a.openAt(ctx, id)
	if err != nil {
		return err
	}
	if err := do(m, xid); err != nil {
		return err
	}
	if a.JSON {
		return a.json(map[string]any{"exchange": xid, "done": true})
	}
	a.say("%s", done)
	return nil
}

type receiptCmd struct {
	XID string `arg:"" help:"De uitwisseling."`
}

// Run signs that everything readable was read; again is a success.
func (c *receiptCmd) Run(ctx context.Context, a *app) error {
	m, xid, err := a.openAt(ctx, c.XID)
	if err != nil {
		return err
	}
	n, err := m.Receipt(ctx, xid)
	if err != nil {
		return err
	}
	if a.JSON {
		return a.json(map[string]any{"exchange": xid, "receipts": n})
	}
	a.say("Gelezen: %d.", n)
	return nil
}

type recallCmd struct {
	XID string `arg:"" help:"De uitwisseling."`
	Seq uint64 `arg:"" help:"Het volgnummer van het bericht."`
}

// Run takes a message back: its text goes from the hub; who has read it keeps what was read.
func (c *recallCmd) Run(ctx context.Context, a *app) error {
	return a.act(ctx, c.XID, func(m *partners.Member, xid note.XID) error {
		return m.Recall(ctx, xid, c.Seq)
	}, "Teruggetrokken. Wie het al las, heeft het gelezen.")
}

type closeCmd struct {
	XID string `arg:"" help:"De uitwisseling."`
}

// Run closes an exchange; again is a success.
func (c *closeCmd) Run(ctx context.Context, a *app) error {
	return a.act(ctx, c.XID, func(m *partners.Member, xid note.XID) error {
		return m.Close(ctx, xid)
	}, "Gesloten. Bewaar wat je nodig hebt: over 30 dagen is het hier weg.")
}

type claimCmd struct {
	XID  string `arg:"" help:"De uitwisseling."`
	Team string `help:"Namens welk eigen team." placeholder:"TEAM"`
}

// Run takes an exchange up for the team.
func (c *claimCmd) Run(ctx context.Context, a *app) error {
	return a.act(ctx, c.XID, func(m *partners.Member, xid note.XID) error {
		return m.Claim(ctx, xid, c.Team)
	}, "Opgenomen.")
}

type releaseCmd struct {
	XID  string `arg:"" help:"De uitwisseling."`
	Team string `help:"Namens welk eigen team." placeholder:"TEAM"`
}

// Run gives back what was taken up; again is a success.
func (c *releaseCmd) Run(ctx context.Context, a *app) error {
	return a.act(ctx, c.XID, func(m *partners.Member, xid note.XID) error {
		return m.Release(ctx, xid, c.Team)
	}, "Teruggegeven.")
}

type rekeyCmd struct {
	XID string `arg:"" optional:"" help:"De uitwisseling."`
	All bool   `help:"Alles wat openstaat en nog een oude sleutel van een team volgt."`
}

// Run gives an exchange a new key with the same parties, or all that need one.
func (c *rekeyCmd) Run(ctx context.Context, a *app) error {
	if c.All == (c.XID != "") {
		return usagef("name an exchange, or --all")
	}
	if c.All {
		return c.all(ctx, a)
	}
	return a.act(ctx, c.XID, func(m *partners.Member, xid note.XID) error {
		return m.Rekey(ctx, xid)
	}, "De uitwisseling heeft een nieuwe sleutel.")
}

// all may be interrupted, and goes on with what is left.
func (c *rekeyCmd) all(ctx context.Context, a *app) error {
	m, err := a.open(ctx)
	if err != nil {
		return err
	}
	r, err := m.Renew(ctx)
	for _, f := range r.Failed {
		a.note("%s", oneLine(f.Error()))
	}
	if err != nil {
		return err
	}
	if a.JSON {
		return a.json(r)
	}
	a.say("Nieuwe sleutel: %d. Nog niet: %d.", r.Done, r.Left)
	return nil
}

type partyCmd struct {
	Add      partyAddCmd      `cmd:"" help:"Voeg een team toe."`
	Remove   partyRemoveCmd   `cmd:"" help:"Haal een team weg, of iemand die zelf meedoet."`
	Replace  partyReplaceCmd  `cmd:"" help:"Vervang je team door een ander team van je organisatie."`
	Restrict partyRestrictCmd `cmd:"" help:"Scherm af: alleen genoemde medewerkers van een team lezen mee."`
	Compare  partyCompareCmd  `cmd:"" help:"Vergelijk de sleutels van één medewerker, aan de telefoon."`
	Member   partyMemberCmd   `cmd:"" help:"Voeg één medewerker toe, zonder zijn team."`
	Leave    partyLeaveCmd    `cmd:"" help:"Stap eruit."`
}

type partyRestrictCmd struct {
	XID  string   `arg:"" help:"De uitwisseling."`
	Team string   `arg:"" help:"Het team."`
	Who  []string `arg:"" help:"Medewerkers van dat team: accountcode, of naam van een collega." placeholder:"WIE"`
}

// Run lets only named members of a team read along.
func (c *partyRestrictCmd) Run(ctx context.Context, a *app) error {
	return a.act(ctx, c.XID, func(m *partners.Member, xid note.XID) error {
		return m.Restrict(ctx, xid, c.Team, c.Who...)
	}, "Afgeschermd. Van dit team lezen alleen zij mee.")
}

type partyCompareCmd struct {
	Team  string `arg:"" help:"Het team van de medewerker."`
	Who   string `arg:"" help:"Accountcode, of naam van een collega." placeholder:"WIE"`
	Words string `required:"" help:"De 8 woorden die je aan de telefoon hoort (die ander ziet ze met sluis keys)." placeholder:"WOORDEN"`
}

// Run compares the keys of a member that is to take part for itself.
func (c *partyCompareCmd) Run(ctx context.Context, a *app) error {
	m, err := a.open(ctx)
	if err != nil {
		return err
	}
	if err := m.CompareMember(ctx, c.Team, c.Who, []string{c.Words}); err != nil {
		return err
	}
	if a.JSON {
		return a.json(map[string]string{"compared": c.Who})
	}
	a.note("Gelijk. Je kunt deze medewerker nu zelf laten meedoen.")
	return nil
}

type partyMemberCmd struct {
	XID     string `arg:"" help:"De uitwisseling."`
	Team    string `arg:"" help:"Het team van de medewerker."`
	Who     string `arg:"" help:"Accountcode, of naam van een collega." placeholder:"WIE"`
	History bool   `help:"Geef ook wat er al stond."`
}

// Run lets one member in.
func (c *partyMemberCmd) Run(ctx context.Context, a *app) error {
	return a.act(ctx, c.XID, func(m *partners.Member, xid note.XID) error {
		return m.AddMember(ctx, xid, c.Team, c.Who, c.History)
	}, "Toegevoegd.")
}

type partyAddCmd struct {
	XID     string `arg:"" help:"De uitwisseling."`
	Team    string `arg:"" help:"Het team."`
	History bool   `help:"Geef ook wat er al stond."`
}

// Run adds a team; it reads from now on, or everything with --history.
func (c *partyAddCmd) Run(ctx context.Context, a *app) error {
	return a.act(ctx, c.XID, func(m *partners.Member, xid note.XID) error {
		return m.AddParty(ctx, xid, c.Team, c.History)
	}, "Toegevoegd.")
}

type partyRemoveCmd struct {
	XID  string `arg:"" help:"De uitwisseling."`
	Team string `arg:"" help:"Het team, of de accountcode van wie zelf meedoet."`
}

// Run takes a team, or a single member, out; it reads nothing that comes after.
func (c *partyRemoveCmd) Run(ctx context.Context, a *app) error {
	return a.act(ctx, c.XID, func(m *partners.Member, xid note.XID) error {
		return m.RemoveParty(ctx, xid, c.Team)
	}, "Weggehaald. Die leest niets van wat nog komt.")
}

type partyReplaceCmd struct {
	XID  string `arg:"" help:"De uitwisseling."`
	Team string `arg:"" help:"Het andere team van je eigen organisatie."`
}

// Run puts another team of the own organisation in the place of the own one.
func (c *partyReplaceCmd) Run(ctx context.Context, a *app) error {
	return a.act(ctx, c.XID, func(m *partners.Member, xid note.XID) error {
		return m.ReplaceParty(ctx, xid, c.Team)
	}, "Overgegeven aan je andere team.")
}

type partyLeaveCmd struct {
	XID string `arg:"" help:"De uitwisseling."`
}

// Run steps out of an exchange.
func (c *partyLeaveCmd) Run(ctx context.Context, a *app) error {
	return a.act(ctx, c.XID, func(m *partners.Member, xid note.XID) error {
		return m.Leave(ctx, xid)
	}, "Je team doet niet meer mee.")
}
