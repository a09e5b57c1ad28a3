//go:build !noagent

package main

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/partners"
)

type orgInviteCmd struct {
	For      string   `help:"Voor wie, om het zelf te onthouden; niemand anders ziet dit." placeholder:"TEKST"`
	Team     []string `help:"In welk team: id of naam." placeholder:"TEAM"`
	Again    string   `help:"Voor een collega die alles kwijt is: diens sleutels worden ingetrokken, de teams blijven." placeholder:"LID"`
	Out      string   `help:"Schrijf de woorden in dit bestand in plaats van op het scherm." placeholder:"BESTAND" type:"path"`
	Withdraw string   `help:"Neem deze uitnodiging terug." placeholder:"UITNODIGING"`
}

// invite makes the invitation, for somebody who was here before after the old keys were
// revoked: who has the lost device is out before anybody comes in.
func (c *orgInviteCmd) invite(ctx context.Context, m *partners.Member, teams []note.TeamID) (*partners.Invitation, error) {
	if c.Again == "" {
		return m.Invite(ctx, c.For, teams...)
	}
	mid, err := m.Colleague(ctx, c.Again)
	if err != nil {
		return nil, err
	}
	whom := c.For
	if whom == "" {
		whom = c.Again
	}
	return m.InviteAgain(ctx, mid, whom, teams...)
}

// Run makes an invitation, and shows its words once.
func (c *orgInviteCmd) Run(ctx context.Context, a *app) error {
	m, err := a.open(ctx)
	if err != nil {
		return err
	}
	if c.Withdraw != "" {
		if err := m.Uninvite(ctx, note.ID(c.Withdraw)); err != nil {
			return err
		}
		if a.JSON {
			return a.json(map[string]any{"invitation": c.Withdraw, "done": true})
		}
		a.say("Teruggenomen: met deze woorden komt niemand meer binnen.")
		return nil
	}
	teams, err := ownTeams(ctx, m, c.Team)
	if err != nil {
		return err
	}
	var to *os.File
	if c.Out != "" { // before there are words that cannot be shown again
		if to, err = os.OpenFile(c.Out, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600); err != nil {
			return err
		}
		defer to.Close()
	}
	v, err := c.invite(ctx, m, teams)
	if err != nil {
		return err
	}
	said := strings.Join(v.Words, " ")
	if to != nil {
		if _, err := to.WriteString(said + "\n"); err != nil {
			return err
		}
		if err := to.Sync(); err != nil {
			return err
		}
		v.Words, said = nil, c.Out
	}
	if a.JSON {
		return a.json(v)
	}
	if to != nil {
		a.say("%s", v.Locator)
		return nil
	}
	a.say("Zeg deze acht woorden persoonlijk of door de telefoon, nooit per mail of via Sluis:")
	a.say("  %s", said)
	a.say("Ze gelden tot %s, en één keer. Je ziet ze niet nog eens.", time.Unix(v.Ends, 0).Format("02-01-2006 15:04"))
	a.say("Geef er ook bij: organisatie %s, hub %s, en het trust-bestand.", v.Org, v.Hub)
	a.say("Uitnodiging %s", v.Locator)
	return nil
}

func ownTeams(ctx context.Context, m *partners.Member, names []string) (ids []note.TeamID, err error) {
	for _, name := range names {
		t, err := m.OwnTeam(ctx, name)
		if err != nil {
			return nil, err
		}
		ids = append(ids, t.ID)
	}
	return ids, nil
}

type orgAdmitCmd struct {
	Invitation string   `arg:"" optional:"" help:"Welke uitnodiging; zonder: toon ze."`
	Answer     string   `help:"Het antwoord dat je hebt gezien en vergeleken («answer» van org admit --json); zonder: je ziet de naam en zegt ja." placeholder:"HASH"`
	Team       []string `help:"Ook in dit team: id of naam." placeholder:"TEAM"`
}

// Run lists who answered, or admits one: with just the answer that was shown.
func (c *orgAdmitCmd) Run(ctx context.Context, a *app) error {
	m, err := a.open(ctx)
	if err != nil {
		return err
	}
	if c.Invitation == "" {
		return c.list(ctx, a, m)
	}
	teams, err := ownTeams(ctx, m, c.Team)
	if err != nil {
		return err
	}
	seen := note.Hash(c.Answer)
	if seen == "" {
		if seen, err = c.compare(ctx, a, m); err != nil {
			return err
		}
	}
	n, err := m.Admit(ctx, note.ID(c.Invitation), seen, teams...)
	if err != nil {
		return err
	}
	if a.JSON {
		return a.json(n)
	}
	a.say("%s is toegelaten (%s).", oneLine(n.Name), hub.AccountCode(n.Member))
	return nil
}

// compare shows who answered, and asks whether it is the colleague who is on the phone.
func (c *orgAdmitCmd) compare(ctx context.Context, a *app, m *partners.Member) (note.Hash, error) {
	n, err := m.Newcomer(ctx, note.ID(c.Invitation))
	if err != nil {
		return "", err
	}
	if n.State == "admitted" {
		return n.Answer, nil
	}
	if a.JSON {
		return "", usagef("say with --answer which answer you compared; sluis org admit lists them")
	}
	a.say("Uitnodiging voor: %s", oneLine(n.For))
	a.say("Dit antwoord kwam: %s (%s)", oneLine(n.Name), hub.AccountCode(n.Member))
	return n.Answer, a.agreed("Vraag je collega aan de telefoon welke naam er is ingevuld. Is het deze? Typ ja.")
}

func (c *orgAdmitCmd) list(ctx context.Context, a *app, m *partners.Member) error {
	list, err := m.Newcomers(ctx)
	if err != nil {
		return err
	}
	if a.JSON {
		return a.json(list)
	}
	states := map[string]string{"open": "nog niet geantwoord", "answered": "heeft geantwoord", "admitted": "toegelaten"}
	var rows [][]string
	for _, n := range list {
		what := states[n.State]
		if n.Problem != "" {
			what = "TELT NIET, bel: " + n.Problem
		}
		rows = append(rows, []string{string(n.Locator), n.For, n.Name, what, "tot " + time.Unix(n.Ends, 0).Format("02-01 15:04")})
	}
	a.columns(rows)
	return nil
}

type joinCmd struct {
	Org   string        `help:"De organisatie, van je beheerder." placeholder:"ID"`
	Hub   string        `help:"Adres van de hub, van je beheerder." placeholder:"ADRES"`
	Trust string        `help:"Het trust-bestand, van je beheerder." placeholder:"BESTAND" type:"existingfile"`
	Name  string        `help:"Je naam, zoals collega's die zien." placeholder:"NAAM"`
	Words string        `help:"Lees de acht woorden van de uitnodiging uit dit bestand; zonder: van stdin." placeholder:"BESTAND"`
	Into  string        `help:"Ga zonder vraag naar binnen als de organisatie die je toelaat zo heet; anders niet." placeholder:"NAAM"`
	Wait  time.Duration `help:"Wacht zo lang tot je bent toegelaten." placeholder:"TIJD"`
}

// joined is what became of a newcomer.
type joined struct {
	State  string        `json:"state"` // waiting, door (say --into), or admitted
	Member note.MemberID `json:"member"`
	Name   string        `json:"name,omitempty"`
	Phrase string        `json:"phrase,omitempty"` // once
	// Door is the organisation that lets the newcomer in.
	Door *partners.Door `json:"door,omitempty"`
}

// Run answers an invitation, or goes on with one that was answered before.
func (c *joinCmd) Run(ctx context.Context, a *app) error {
	if a.Home == "" {
		return usagef("give --home or set SLUIS_HOME")
	}
	j, out, err := c.begin(ctx, a)
	if err != nil {
		return err
	}
	door, err := look(ctx, j, c.Wait)
	switch {
	case hub.CodeOf(err) == hub.E21 && out.Phrase == "":
		return hub.Errorf(hub.E29, "your admin has not admitted you yet; run sluis join again")
	case hub.CodeOf(err) == hub.E21:
		out.State = "waiting"
	case err != nil:
		return err
	case a.JSON && c.Into == "":
		out.State, out.Door = "door", door
	default:
		if err := c.through(a, door); err != nil {
			return err
		}
		m, err := j.Arrive(ctx)
		if err != nil {
			return err
		}
		who, err := m.Self(ctx)
		if err != nil {
			return err
		}
		out.State, out.Name, out.Door = "admitted", who.Name, door
	}
	if a.JSON {
		return a.json(out)
	}
	if out.State == "waiting" {
		a.say("Je antwoord ligt bij je beheerder. Ben je toegelaten, typ dan: sluis join")
		return nil
	}
	a.say("Welkom, %s.", oneLine(out.Name))
	return nil
}

// through tells the newcomer whose door it is, and goes on if that is the own
// organisation: by the name that was given, or because the newcomer says so.
func (c *joinCmd) through(a *app, door *partners.Door) error {
	if !a.JSON {
		a.say("Deze organisatie laat je toe: %s", oneLine(door.Name))
		if door.Founder {
			a.say("Zij was er vanaf het begin bij. Niemand hoeft voor haar in te staan.")
		} else {
			a.say("Voor haar staan in:")
			for _, name := range door.Vouchers {
				a.say("  %s", oneLine(name))
			}
		}
		a.say("Vingerafdruk van de wortel: %s", grouped(door.Root))
	}
	if door.Alike {
		a.note("LET OP: er is nog een organisatie met een naam die hetzelfde leest. Bel eerst iemand die je daar kent.")
	}
	if door.Withheld {
		a.note("LET OP: de hub geeft niet alle organisaties. Misschien heet een andere ook zo. Bel eerst iemand die je daar kent.")
	}
	if c.Into == "" {
		return a.agreed("Is dit jouw organisatie? Typ ja.")
	}
	if door.Alike {
		return note.Errorf(note.E16, "another organisation has a name that reads the same: look at the fingerprint with somebody that you know there, and answer the question without --into")
	}
	if door.Withheld {
		return note.Errorf(note.E06, "the hub withholds what other organisations are called: look at the fingerprint with somebody that you know there, and answer the question without --into")
	}
	if c.Into != door.Name {
		return note.Errorf(note.E16, "the organisation that lets you in has another name: do not go in, and call your admin on a number that you knew before")
	}
	return nil
}

// begin takes up what the home waits for, or makes the home.
func (c *joinCmd) begin(ctx context.Context, a *app) (*partners.Joining, joined, error) {
	_, err := os.Stat(filepath.Join(a.Home, "home.json"))
	if err == nil {
		h, err := partners.LoadHome(a.Home)
		if err != nil {
			return nil, joined{}, err
		}
		j, err := partners.ResumeJoining(ctx, h, now)
		return j, joined{Member: h.Config.Member}, err
	}
	if !errors.Is(err, os.ErrNotExist) {
		return nil, joined{}, err
	}
	if c.Org == "" || c.Hub == "" || c.Trust == "" || c.Name == "" {
		return nil, joined{}, usagef("give --org, --hub, --trust and --name")
	}
	trust, err := readTrust(c.Trust)
	if err != nil {
		return nil, joined{}, err
	}
	words, err := c.words(a)
	if err != nil {
		return nil, joined{}, err
	}
	j, phrase, err := partners.Join(ctx, partners.JoinConfig{
		Dir: a.Home, Hub: c.Hub, Org: note.OrgID(c.Org), Trust: trust, Name: c.Name, Words: words, Now: now,
	})
	if phrase == nil {
		return nil, joined{}, err
	}
	switch { // also when the answer did not arrive: they are shown once
	case a.JSON && err != nil:
		a.note("Je eigen acht woorden: %s", strings.Join(phrase, " "))
	case !a.JSON:
		a.say("Je eigen acht woorden, eenmalig getoond. Schrijf ze op: ze zijn je weg terug als dit apparaat kwijt is.")
		a.say("  %s", strings.Join(phrase, " "))
	}
	out := joined{Phrase: strings.Join(phrase, " ")}
	if err == nil {
		h, err := partners.LoadHome(a.Home)
		if err != nil {
			return nil, out, err
		}
		out.Member = h.Config.Member
	}
	return j, out, err
}

func (c *joinCmd) words(a *app) ([]string, error) {
	if c.Words != "" {
		text, err := a.readFile(c.Words)
		if err != nil {
			return nil, err
		}
		return parseWords(string(text))
	}
	a.note("Typ de acht woorden van de uitnodiging. Vier letters van elk woord is genoeg.")
	text, err := io.ReadAll(io.LimitReader(a.in, 4096))
	if err != nil {
		return nil, err
	}
	return parseWords(string(text))
}

// look looks whether the admin has admitted the newcomer, again and again while there
// is time; E21 when not.
func look(ctx context.Context, j *partners.Joining, wait time.Duration) (*partners.Door, error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	end := time.NewTimer(wait)
	defer end.Stop()
	tick := time.NewTicker(2 * time.Second)
	defer tick.Stop()
	for {
		door, err := j.Look(ctx)
		if hub.CodeOf(err) != hub.E21 || wait <= 0 {
			return door, err
		}
		select {
		case <-ctx.Done():
			return nil, err
		case <-end.C:
			return nil, err
		case <-tick.C:
		}
	}
}
