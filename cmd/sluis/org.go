//go:build !noagent

package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/partners"
)

type orgCmd struct {
	Init          orgInitCmd   `cmd:"" help:"Begin een organisatie: wortelsleutel, eerste records en de map van de eerste beheerder."`
	Vouch         orgVouchCmd  `cmd:"" help:"Sta in voor een nieuwe organisatie, nadat je de vingerafdruk van haar wortel hebt vergeleken."`
	Show          orgShowCmd   `cmd:"" help:"Wie er in je organisatie zijn, en in welke teams."`
	Team          orgTeamCmd   `cmd:"" help:"Teams: maken, kaart, wie erin zit."`
	Invite        orgInviteCmd `cmd:"" help:"Maak acht woorden waarmee iemand erbij kan komen; ze gelden 72 uur en één keer."`
	Admit         orgAdmitCmd  `cmd:"" help:"Laat toe wie heeft geantwoord; zonder uitnodiging: toon ze allemaal."`
	Revoke        orgRevokeCmd `cmd:"" help:"Trek iemands sleutels in: de hub weigert die meteen."`
	Admin         orgAdminCmd  `cmd:"" help:"Maak iemand beheerder, of niet meer; de wortel tekent mee."`
	orgRecovering `embed:""`
}

type orgInitCmd struct {
	Name    string   `arg:"" help:"Naam van de organisatie, zoals anderen die zien."`
	Out     string   `required:"" help:"Map die wordt gemaakt." placeholder:"MAP" type:"path"`
	Kind    []string `required:"" help:"Soort teams, zoals gebiedsteam of school." placeholder:"SOORT"`
	Admin   string   `required:"" help:"Naam van de eerste beheerder." placeholder:"NAAM"`
	Hub     string   `required:"" help:"Adres van de hub." placeholder:"ADRES"`
	Trust   string   `required:"" help:"Het trust-bestand van de hub." placeholder:"BESTAND" type:"existingfile"`
	Founder bool     `help:"Deze organisatie is een oprichter van de hub: niemand hoeft voor haar in te staan."`
}

// Run makes everything a new organisation needs, without a hub: nothing is sent.
func (c *orgInitCmd) Run(ctx context.Context, a *app) error {
	trust, err := readTrust(c.Trust)
	if err != nil {
		return err
	}
	f := partners.NewFounding(c.Name, c.Kind...)
	first := f.Member(c.Admin, true)
	at := now().Unix()
	objects, err := f.Records(at)
	if err != nil {
		return err
	}
	if err := os.Mkdir(c.Out, 0o700); err != nil {
		return err
	}
	file := func(name string) string { return filepath.Join(c.Out, name) }
	if err := f.WriteRoot(file("root.key")); err != nil {
		return err
	}
	if err := os.WriteFile(file("records"), joinRecords(objects), 0o644); err != nil {
		return err
	}
	if c.Founder {
		if trust.Founders == nil {
			trust.Founders = map[note.OrgID]note.KeyID{}
		}
		trust.Founders[f.Org] = f.RootID()
	}
	b, err := json.MarshalIndent(trust, "", "  ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(file("trust.json"), append(b, '\n'), 0o644); err != nil {
		return err
	}
	phrase, err := first.Settle(ctx, file("home"), partners.HomeConfig{Hub: c.Hub}, trust, at)
	if err != nil {
		return err
	}
	if a.JSON {
		return a.json(map[string]any{
			"organisation": f.Org, "root": f.RootID(), "key": file("root.key"), "records": file("records"),
			"trust": file("trust.json"), "home": file("home"), "member": first.Member, "phrase": strings.Join(phrase, " "),
		})
	}
	a.say("Organisatie %s: %s", oneLine(c.Name), f.Org)
	a.say("Vingerafdruk van de wortel: %s", grouped(f.RootID()))
	a.say("")
	a.say("%s   wortelsleutel: bewaar hem op iets dat in geen computer zit", file("root.key"))
	a.say("%s    voor wie voor je instaat, of voor de beheerder van de hub", file("records"))
	a.say("%s       map van %s", file("home"), oneLine(c.Admin))
	a.say("")
	a.say("De acht woorden van %s, eenmalig getoond; schrijf ze op:", oneLine(c.Admin))
	a.say("  %s", strings.Join(phrase, " "))
	return nil
}

// grouped writes a fingerprint so that people can read it to each other.
func grouped(id note.KeyID) string {
	var b strings.Builder
	for i := 0; i < len(id); i += 4 {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(string(id[i:min(i+4, len(id))]))
	}
	return b.String()
}

func readTrust(file string) (t partners.Trust, err error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return t, err
	}
	if err := json.Unmarshal(b, &t); err != nil {
		return t, hub.Errorf(hub.E01, "read %s: %w", filepath.Base(file), err)
	}
	return t, nil
}

// joinRecords writes what readRecords reads.
func joinRecords(objects []hub.Object) []byte {
	var parts [][]byte
	for _, o := range objects {
		parts = append(parts, []byte(o.Kind), o.Data)
	}
	return hub.JoinFrame(parts...)
}

type orgVouchCmd struct {
	Records string   `arg:"" help:"De eerste records van de organisatie (records uit org init)." type:"existingfile"`
	Root    []string `arg:"" help:"De vingerafdruk van haar wortel, zoals zij die je heeft voorgelezen."`
}

// Run vouches for an organisation whose fingerprint was compared.
func (c *orgVouchCmd) Run(ctx context.Context, a *app) error {
	root, err := partners.ParseFingerprint(strings.Join(c.Root, ""))
	if err != nil {
		return &usageError{err}
	}
	b, err := os.ReadFile(c.Records)
	if err != nil {
		return err
	}
	objects, err := readRecords(b)
	if err != nil {
		return err
	}
	m, err := a.open(ctx)
	if err != nil {
		return err
	}
	v, err := m.Vouch(ctx, objects, root)
	if err != nil {
		return err
	}
	if a.JSON {
		return a.json(v)
	}
	for range v.Alike {
		a.note("LET OP: er is al een organisatie met een naam die hetzelfde leest.")
	}
	if v.Withheld {
		a.note("LET OP: de hub geeft niet alle organisaties. Misschien heet een andere ook zo.")
	}
	a.say("Je organisatie staat in voor %s (%s).", oneLine(v.Name), strings.Join(v.Kinds, ", "))
	if v.Accepted {
		a.say("Zij is toegelaten.")
	} else {
		a.say("Zij is toegelaten als nog een andere organisatie voor haar instaat.")
	}
	return nil
}

type orgShowCmd struct{}

// Run lists the members of the organisation.
func (c *orgShowCmd) Run(ctx context.Context, a *app) error {
	m, err := a.open(ctx)
	if err != nil {
		return err
	}
	all, err := m.Colleagues(ctx)
	if err != nil {
		return err
	}
	if a.JSON {
		return a.json(all)
	}
	var rows [][]string
	for _, p := range all {
		role := ""
		if p.Admin {
			role = "beheerder"
		}
		var teams []string
		for _, t := range p.Teams {
			teams = append(teams, m.PartyTeam(note.TeamParty(t)))
		}
		rows = append(rows, []string{p.Code, p.Name, role, strings.Join(teams, ", "), string(p.Member)})
	}
	a.columns(rows)
	return nil
}

// rootFlag brings the root key where it has to sign too.
type rootFlag struct {
	Root string `help:"De wortelsleutel." placeholder:"BESTAND" type:"existingfile"`
}

func (f rootFlag) read() (*partners.RootKey, error) {
	if f.Root == "" {
		return nil, nil
	}
	return partners.ReadRoot(f.Root)
}

// change makes the changes and says that it did.
func (a *app) change(ctx context.Context, m *partners.Member, root rootFlag, said string, changes ...partners.Change) error {
	key, err := root.read()
	if err != nil {
		return err
	}
	man, err := m.ChangeOrganisation(ctx, key, changes...)
	if err != nil {
		return err
	}
	if a.JSON {
		return a.json(map[string]any{"organisation": m.Org, "version": man.Version, "manifest": man.Hash()})
	}
	a.say("%s", said)
	return nil
}

type orgRevokeCmd struct {
	Who      string `arg:"" help:"Wie: id, accountcode of naam (zie org show)."`
	Reason   string `required:"" help:"Reden, één woord: uit_dienst, verloren, gestolen." placeholder:"WOORD"`
	rootFlag `embed:""`
}

// Run revokes a member.
func (c *orgRevokeCmd) Run(ctx context.Context, a *app) error {
	m, err := a.open(ctx)
	if err != nil {
		return err
	}
	mid, err := m.Colleague(ctx, c.Who)
	if err != nil {
		return err
	}
	return a.change(ctx, m, c.rootFlag, "Ingetrokken. De hub weigert deze sleutels vanaf nu; de teams nemen een nieuwe sleutel.", partners.Revoke(mid, c.Reason))
}

type orgAdminCmd struct {
	Who      string `arg:"" help:"Wie: id, accountcode of naam (zie org show)."`
	Off      bool   `help:"Niet meer."`
	rootFlag `embed:""`
}

// Run makes somebody an admin, or no longer one.
func (c *orgAdminCmd) Run(ctx context.Context, a *app) error {
	m, err := a.open(ctx)
	if err != nil {
		return err
	}
	mid, err := m.Colleague(ctx, c.Who)
	if err != nil {
		return err
	}
	said := "Is nu beheerder."
	if c.Off {
		said = "Is geen beheerder meer."
	}
	return a.change(ctx, m, c.rootFlag, said, partners.SetAdmin(mid, !c.Off))
}
