//go:build !noagent

package main

import (
	"context"
	"os"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/partners"
)

type attachCmd struct {
	Get attachGetCmd `cmd:"" help:"Haal een bijlage op."`
}

type attachGetCmd struct {
	XID  string `arg:"" help:"De uitwisseling."`
	Name string `arg:"" help:"Naam van de bijlage, of VOLGNUMMER/NAAM, of VOLGNUMMER/HOEVEELSTE/NAAM."`
	Out  string `required:"" help:"Waar het bestand komt." placeholder:"BESTAND" type:"path"`
}

// Run writes an attachment to a file, which appears only when it is whole and proven.
func (c *attachGetCmd) Run(ctx context.Context, a *app) error {
	return a.act(ctx, c.XID, func(m *partners.Member, xid note.XID) error {
		x, err := m.Read(ctx, xid)
		if err != nil {
			return err
		}
		f, err := x.File(c.Name)
		if err != nil {
			return err
		}
		return m.Download(ctx, x, f, c.Out)
	}, "Opgeslagen.")
}

type exportCmd struct {
	XID string `arg:"" help:"De uitwisseling of zaak."`
	Out string `required:"" help:"Nieuwe of lege map." placeholder:"MAP" type:"path"`
}

// Run writes an exchange to a directory: files to read and proof.sluis.
func (c *exportCmd) Run(ctx context.Context, a *app) error {
	return a.act(ctx, c.XID, func(m *partners.Member, xid note.XID) error {
		return m.Export(ctx, xid, c.Out)
	}, "Bewaard in "+c.Out+". Deze map is leesbaar voor wie erbij kan: zet hem in het dossier.")
}

type verifyCmd struct {
	File string `arg:"" help:"proof.sluis." type:"existingfile"`
}

// Run checks a proof by itself and prints who signed.
func (c *verifyCmd) Run(a *app) error {
	b, err := os.ReadFile(c.File)
	if err != nil {
		return err
	}
	p, err := partners.CheckProof(b)
	if err != nil {
		return err
	}
	if a.JSON {
		return a.json(p)
	}
	a.say("Het bewijs klopt: %d berichten, %d leesbevestigingen.", len(p.Entries), p.Receipts)
	of := map[note.OrgID]partners.ProvenOrg{}
	for _, o := range p.Roots {
		of[o.Org] = o
		a.say("  %s, vingerafdruk %s: vergelijk die met wat de organisatie zelf noemt.", oneLine(o.Name), o.Fingerprint)
	}
	for _, e := range p.Entries {
		o := of[e.Org]
		a.say("  %d  %s  %s / %s  lid %s  vingerafdruk %s", e.Seq, e.Type, oneLine(o.Name), oneLine(e.Team), e.Author, o.Fingerprint)
	}
	return nil
}
