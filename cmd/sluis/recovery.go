//go:build !noagent

package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/seal"
	"github.com/sluis-hub/sluis/crypto/words"
	"github.com/sluis-hub/sluis/partners"
)

// orgRecovering are the commands for when all members of a team have lost everything.
type orgRecovering struct {
	Custodian orgCustodianCmd `cmd:"" help:"Word bewaarder: acht woorden van jezelf, waarmee je later met een andere bewaarder een team terughaalt."`
	Recovery  orgRecoveryCmd  `cmd:"" help:"Maak een herstelsleutel voor drie bewaarders; zonder meer: toon welke teams herstelbaar zijn."`
	Recover   orgRecoverCmd   `cmd:"" help:"Haal een team terug waarvan iedereen alles kwijt is, met twee bewaarders en de wortel."`
}

type orgCustodianCmd struct {
	Org string `required:"" help:"De organisatie, van haar beheerder." placeholder:"ID"`
	Out string `required:"" help:"Bestand dat de beheerder krijgt; het is niet geheim." placeholder:"BESTAND" type:"path"`
}

// Run makes a custodian's words, and the file for who makes the recovery key. It
// needs no home and no hub.
func (c *orgCustodianCmd) Run(ctx context.Context, a *app) error {
	if !note.IsID(c.Org) {
		return usagef("%q is not the id of an organisation", c.Org)
	}
	list := words.Generate()
	key, err := identity.CustodianFromWords(list, note.OrgID(c.Org))
	if err != nil {
		return err
	}
	public := identity.Custodian{Org: note.OrgID(c.Org), Recipient: key.Recipient()}
	text, err := public.Text()
	if err != nil {
		return err
	}
	if err := writeNew(c.Out, text); err != nil {
		return err
	}
	if a.JSON {
		return a.json(map[string]any{"file": c.Out, "fingerprint": public.Fingerprint(), "phrase": strings.Join(list, " ")})
	}
	a.say("Je acht woorden, eenmalig getoond. Schrijf ze op papier en bewaar dat op een andere plek dan de andere bewaarders:")
	a.say("  %s", strings.Join(list, " "))
	a.say("")
	a.say("Geef %s aan wie de herstelsleutel maakt, en lees de vingerafdruk voor als die belt:", c.Out)
	a.say("Vingerafdruk: %s", grouped(public.Fingerprint()))
	return nil
}

type orgRecoveryCmd struct {
	Custodian []string `help:"Een bewaarder: het bestand uit org custodian, en de vingerafdruk zoals hij of zij die voorlas. Drie keer." placeholder:"BESTAND=VINGERAFDRUK" sep:"none"`
	Out       string   `help:"Map die wordt gemaakt, met voor elke bewaarder een bestand." placeholder:"MAP" type:"path"`
	Off       bool     `help:"Geen herstelsleutel meer."`
	rootFlag  `embed:""`
}

// Run makes the recovery key, ends it, or tells for which teams there is one.
func (c *orgRecoveryCmd) Run(ctx context.Context, a *app) error {
	if c.Off == (len(c.Custodian) > 0) {
		if c.Off {
			return usagef("give --custodian or --off, not both")
		}
		return c.list(ctx, a)
	}
	if c.Off {
		m, err := a.open(ctx)
		if err != nil {
			return err
		}
		return a.change(ctx, m, c.rootFlag, "Nieuwe teamsleutels zijn niet meer herstelbaar.", partners.SetRecovery(""))
	}
	custodians, names, err := c.custodians()
	if err != nil {
		return err
	}
	root, err := c.rootFlag.read()
	if err != nil {
		return err
	}
	m, err := a.open(ctx)
	if err != nil {
		return err
	}
	man, err := m.MakeRecovery(ctx, root, custodians, func(shares [3][]byte) error {
		if err := os.Mkdir(c.Out, 0o700); err != nil {
			return err
		}
		for n, share := range shares {
			if err := writeNew(filepath.Join(c.Out, names[n]), share); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if a.JSON {
		return a.json(map[string]any{"organisation": m.Org, "version": man.Version, "recovery": man.Recovery, "shares": names})
	}
	a.say("Teamsleutels zijn vanaf hun volgende herstelbaar, door twee van de drie bewaarders (herstelsleutel %s).", man.Recovery[:16])
	for _, name := range names {
		a.say("%s   voor die bewaarder, naast de woorden", filepath.Join(c.Out, name))
	}
	return nil
}

// custodians reads the three, each with the fingerprint that was compared, and the
// names of the files that they get.
func (c *orgRecoveryCmd) custodians() (all [3]identity.Custodian, names []string, err error) {
	if len(c.Custodian) != len(all) || c.Out == "" {
		return all, nil, usagef("give --custodian three times, and --out")
	}
	for n, arg := range c.Custodian {
		cut := strings.LastIndex(arg, "=")
		if cut < 0 {
			return all, nil, usagef("--custodian wants BESTAND=VINGERAFDRUK")
		}
		said, err := partners.ParseFingerprint(arg[cut+1:])
		if err != nil {
			return all, nil, &usageError{err}
		}
		text, err := os.ReadFile(arg[:cut])
		if err != nil {
			return all, nil, err
		}
		if all[n], err = identity.ParseCustodian(text); err != nil {
			return all, nil, err
		}
		if all[n].Fingerprint() != said {
			return all, nil, note.Errorf(note.E06, "%s has another fingerprint than was read out: somebody changed it on its way", filepath.Base(arg[:cut]))
		}
		base := filepath.Base(arg[:cut])
		name := strings.TrimSuffix(base, filepath.Ext(base)) + ".share"
		if slices.Contains(names, name) {
			return all, nil, usagef("two custodians would get %s: give their files other names", name)
		}
		names = append(names, name)
	}
	return all, names, nil
}

func (c *orgRecoveryCmd) list(ctx context.Context, a *app) error {
	m, err := a.open(ctx)
	if err != nil {
		return err
	}
	list, err := m.Recoverable(ctx)
	if err != nil {
		return err
	}
	if a.JSON {
		return a.json(list)
	}
	var rows [][]string
	for _, r := range list {
		what := "niet herstelbaar"
		switch {
		case r.Ready:
			what = "herstelbaar"
		case r.Key != "":
			what = "herstelbaar met een eerdere herstelsleutel: bewaar die bestanden"
		}
		key := ""
		if r.Key != "" {
			key = string(r.Key[:16])
		}
		rows = append(rows, []string{r.Name, what, key})
	}
	a.columns(rows)
	return nil
}

type orgRecoverCmd struct {
	Team     string   `arg:"" help:"Het team: id of naam."`
	Share    []string `help:"Het bestand van een bewaarder; een van beide is genoeg." placeholder:"BESTAND"`
	Words    []string `help:"De acht woorden van een bewaarder uit dit bestand, twee keer; zonder: twee regels van stdin." placeholder:"BESTAND"`
	Lost     bool     `help:"Zonder bewaarders: het team gaat verder met een nieuwe sleutel, en wat er lag blijft dicht."`
	rootFlag `embed:""`
	heirFlags
}

// Run brings back a team, or only lets it begin anew; without either it tells who is
// in the team.
func (c *orgRecoverCmd) Run(ctx context.Context, a *app) error {
	if c.Lost && (len(c.Share) > 0 || len(c.Words) > 0) {
		return usagef("give --share, or --lost alone")
	}
	if !c.Lost && len(c.Share) == 0 {
		if len(c.Words) > 0 || c.heirFlags.named() || c.Root != "" {
			return usagef("give --share, or --lost alone")
		}
		return c.list(ctx, a)
	}
	root, err := c.rootFlag.read()
	if err != nil {
		return err
	}
	if c.Lost {
		m, err := a.open(ctx)
		if err != nil {
			return err
		}
		if err := c.seal(ctx, a, m, func(to []partners.Heir) error { return m.ResetTeam(ctx, c.Team, root, nil, to) }); err != nil {
			return err
		}
		return a.recovered(c.Team, "Het team heeft een nieuwe sleutel. Wat er lag, blijft dicht. Anderen zien een sleutel zonder voorganger, en bellen jullie.")
	}
	var shares []*seal.Share
	for _, name := range c.Share {
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		s, err := seal.ParseShare(text)
		if err != nil {
			return err
		}
		shares = append(shares, s)
	}
	m, err := a.open(ctx)
	if err != nil {
		return err
	}
	var custodians [2]*identity.Identity
	err = c.seal(ctx, a, m, func(to []partners.Heir) error {
		if custodians[0] == nil { // asked once, however often the list is asked about
			if custodians, err = c.keys(a, m.Org); err != nil {
				return err
			}
		}
		return m.RecoverTeam(ctx, c.Team, root, shares, custodians, to)
	})
	if err != nil {
		return err
	}
	return a.recovered(c.Team, "Teruggehaald. Wie de sleutel kreeg, kan lezen wat er lag. Anderen zien een sleutel zonder voorganger, en bellen jullie.\n"+
		"Dit apparaat heeft de herstelsleutel gezien: maak een nieuwe, met nieuwe woorden van deze twee bewaarders.")
}

func (a *app) recovered(team, said string) error {
	if a.JSON {
		return a.json(map[string]any{"team": team, "done": true})
	}
	a.say("%s", said)
	return nil
}

// keys are those of the two custodians.
func (c *orgRecoverCmd) keys(a *app, org note.OrgID) (both [2]*identity.Identity, err error) {
	var texts []string
	for _, name := range c.Words {
		text, err := a.readFile(name)
		if err != nil {
			return both, err
		}
		texts = append(texts, string(text))
	}
	if len(c.Words) == 0 {
		a.note("Laat elke bewaarder zijn of haar acht woorden op een eigen regel typen. Vier letters van elk woord is genoeg.")
		text, err := io.ReadAll(io.LimitReader(a.input(), 4096))
		if err != nil {
			return both, err
		}
		for line := range strings.Lines(string(text)) {
			if strings.TrimSpace(line) != "" {
				texts = append(texts, line)
			}
		}
	}
	if len(texts) != len(both) {
		return both, usagef("give the words of two custodians")
	}
	for n, text := range texts {
		list, err := parseWords(text)
		if err != nil {
			return both, err
		}
		if both[n], err = identity.CustodianFromWords(list, org); err != nil {
			return both, err
		}
	}
	return both, nil
}
