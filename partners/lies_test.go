package partners

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/hubtest"
	"github.com/sluis-hub/sluis/hub/liar"
)

// victim is who is lied to; at a device that knows nothing it is a colleague of hers,
// since what a device was shown once it never forgets.
const (
	victim = "anna"
	novice = "clara"
)

// who is lied to in a case.
func who(c liar.Case) string {
	if c.Fresh || c.Act == "words" {
		return novice
	}
	return victim
}

// What honest people write, and what must not be seen: of a forger, and of another
// exchange.
const (
	honestText = "EERLIJK"
	forgedText = "LEUGEN"
	otherText  = "ANDERS"
)

// A play is a region before a hub that lies, and one case after the other on its stage.
type play struct {
	*world
	liar    *liar.Liar
	traitor *identity.Identity // nothing may be sealed to it
	thief   *identity.Signer
	open    map[string]*Member
	double  *Founding // an organisation of who lies

	lied string   // who is lied to
	xid  note.XID // what the case is about
	to   string
}

func newPlay(t *testing.T, also ...string) *play {
	t.Helper()
	l, err := liar.Open()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() }) // the test is over
	h := hubtest.Start(t, hubtest.Behind(append(also, l.URL)...))
	if err := l.Before(h.URL, h.Secrets()); err != nil {
		t.Fatal(err)
	}
	p := &play{world: settle(t, h, l.URL, novice), liar: l, open: map[string]*Member{}, traitor: identity.New(), thief: identity.NewSigner()}
	return p
}

// by is a session of somebody who is honest, which stays open.
func (p *play) by(name string) *Member {
	p.t.Helper()
	if p.open[name] == nil {
		p.open[name] = p.as(name)
	}
	return p.open[name]
}

// set lays the stage of a case, and all that its lies hold.
func (p *play) set(c liar.Case) {
	p.t.Helper()
	p.liar.Forget()
	p.double, p.lied = nil, who(c)
	p.xid, p.to = "", "Gemeente Veldrijk / Noord"
	name, how, _ := strings.Cut(c.Stage, ": ")
	lay := stages[name]
	if lay == nil {
		p.t.Fatalf("there is no stage %q", c.Stage)
	}
	lay(p, how)
	for _, lie := range c.Lies {
		if lie.With == "" || lie.Do == "refuse" {
			continue
		}
		if make := forgeries[lie.With]; make != nil {
			p.liar.Hold(lie.With, make(p))
		} else if make := records[lie.With]; make != nil {
			p.liar.Hold(lie.With, make(p))
		}
	}
}

// done is what came of an act, as every client tells it.
type done struct {
	Fails   string   `json:"fails"`
	Ended   string   `json:"ended"`
	States  []string `json:"states"`
	Custody string   `json:"custody"`
	Orgs    []string `json:"orgs"`
	Rows    []string `json:"rows"` // of a list: "" or why it is ended
	Shown   string   `json:"shown"`
}

// act does what a case says, and tells what came of it.
func (p *play) act(ctx context.Context, m *Member, c liar.Case) (d done) {
	var err error
	var shown any
	switch c.Act {
	case "open":
		_, err = Open(ctx, m.home, Options{Now: p.hub.Now})
	case "words": // at a device that knows nothing
		_, err = Open(ctx, p.device(p.t), Options{Now: p.hub.Now, Phrase: p.phrase[novice]})
	case "show":
		var v *View
		if v, err = m.Show(ctx, p.xid); err == nil {
			shown = v
			d.Ended, _, _ = strings.Cut(v.Ended, ":")
			for _, e := range v.Entries {
				state := e.State
				switch {
				case e.Code != "":
					state = string(e.Code)
				case state == Readable:
					state = ""
				}
				d.States = append(d.States, state)
			}
			if v.Custody != nil {
				d.Custody = v.Custody.Team
			}
		}
	case "inbox":
		var list []View
		if list, err = m.Inbox(ctx, "", 3); err == nil {
			shown = list
			for _, v := range list {
				ended, _, _ := strings.Cut(v.Ended, ":")
				d.Rows = append(d.Rows, ended)
			}
		}
	case "teams":
		var list []Team
		if list, err = m.Teams(ctx); err == nil {
			shown = list
			for _, t := range list {
				if d.Orgs = append(d.Orgs, t.Organisation); t.Lookalike {
					d.Orgs[len(d.Orgs)-1] += " (lookalike)"
				}
			}
		}
	case "send":
		_, err = m.Send(ctx, Letter{Flow: "message", To: p.to, Document: text(honestText)})
	case "reply":
		err = m.Reply(ctx, p.xid, "", text(honestText), nil)
	case "offer":
		short, stop := context.WithCancel(ctx)
		err = m.Offer(short, p.xid, "", nil, func(*Exchange) { stop() })
		stop()
	case "receipt":
		_, err = m.Receipt(ctx, p.xid)
	case "rotate":
		err = m.Rotate(ctx, "")
	case "file":
		var x *Exchange
		if x, err = m.Read(ctx, p.xid); err == nil {
			out := filepath.Join(p.t.TempDir(), "file")
			err = m.Download(ctx, x, x.Attachments()[0], out)
			b, missing := os.ReadFile(out)
			if (missing == nil) != (err == nil) {
				p.t.Errorf("%s: a file is there: %v, and the download says %v", c.ID, missing == nil, err)
			}
			shown = string(b)
		}
	default:
		p.t.Fatalf("%s: nobody knows the act %q", c.ID, c.Act)
	}
	d.Fails = string(hub.CodeOf(err))
	if err != nil && d.Fails == "" {
		d.Fails = err.Error()
	}
	b, err := json.Marshal(shown)
	p.must(err)
	d.Shown = string(b)
	return d
}

// check compares what came of an act with what should.
func (p *play) check(t *testing.T, when string, c liar.Case, want liar.Want, d done) {
	t.Helper()
	if d.Fails != want.Fails {
		t.Errorf("%s: fails with %q, want %q", when, d.Fails, want.Fails)
	}
	if c.Act == "show" && want.Fails == "" {
		if d.Ended != want.Ended || want.Entries != 0 && len(d.States) != want.Entries {
			t.Errorf("%s: after %d entries it ends with %q, want %q after %d", when, len(d.States), d.Ended, want.Ended, want.Entries)
		}
		states := want.States
		if states == nil {
			states = make([]string, len(d.States))
		}
		if diff := cmp.Diff(states, d.States); diff != "" {
			t.Errorf("%s: the entries are (-want +got)\n%s", when, diff)
		}
		if want.Custody != "" && d.Custody != want.Custody {
			t.Errorf("%s: %q is responsible, want %q", when, d.Custody, want.Custody)
		}
	}
	if want.Absent != "" && slices.Contains(d.Orgs, want.Absent) || want.Present != "" && !slices.Contains(d.Orgs, want.Present) {
		t.Errorf("%s: the address book holds %q", when, d.Orgs)
	}
	if want.Rows != "" && strings.Join(d.Rows, " ") != want.Rows {
		t.Errorf("%s: the rows are %q, want %q", when, strings.Join(d.Rows, " "), want.Rows)
	}
	for _, never := range []string{forgedText, otherText} {
		if c.Act != "inbox" && strings.Contains(d.Shown, never) {
			t.Errorf("%s: of the lie is shown %s", when, d.Shown)
		}
	}
}

// device is a home of the novice's that knows nothing yet, and can be left behind.
func (p *play) device(t *testing.T) *Home {
	t.Helper()
	known, err := LoadHome(p.homes[novice])
	p.must(err)
	h, err := CreateHome(filepath.Join(t.TempDir(), novice), known.Config, known.Trust)
	p.must(err)
	by, err := known.Device()
	p.must(err)
	p.must(h.SetDevice(by))
	return h
}

// TestLies tells every lie there is to a client over HTTP.
func TestLies(t *testing.T) {
	cases, err := liar.Cases()
	if err != nil {
		t.Fatal(err)
	}
	p := newPlay(t)
	for _, c := range cases {
		if c.Only != "" && c.Only != "go" {
			continue
		}
		t.Run(c.ID, func(t *testing.T) {
			t.Setenv("SLUIS_CASE", c.ID)
			p.world.t = t
			p.perform(t, c)
		})
	}
}

// perform plays one case: honest people lay the stage, the hub lies, and then it is
// honest again.
func (p *play) perform(t *testing.T, c liar.Case) {
	ctx := t.Context()
	p.set(c)
	m := p.as(victim)
	if c.Seen {
		p.check(t, "before", liar.Case{Act: "show"}, liar.Want{Custody: c.Want.Custody}, p.act(ctx, m, liar.Case{Act: "show"}))
	}
	p.must(p.liar.Tell(p.by(p.lied).ID, c.Lies...))
	var d done
	if c.Fresh {
		other, err := Open(ctx, p.device(t), Options{Now: p.hub.Now})
		if d.Fails = string(hub.CodeOf(err)); err == nil {
			d = p.act(ctx, other, c)
		}
	} else {
		d = p.act(ctx, m, c)
	}
	given := p.liar.Given(p.traitor)
	if untold := p.liar.Honest(); len(untold) > 0 {
		t.Errorf("nobody asked for what these are about: %+v", untold)
	}
	p.check(t, "lied to", c, c.Want, d)
	if given.Leaked > 0 {
		t.Errorf("%d files were sealed to who lies", given.Leaked)
	}
	// Who was beaten (E20) has signed what an honest hub did not take.
	if c.Want.Fails != "" && c.Want.Fails != "E20" && given.Entries > 0 && !tells(c.Lies, "put") {
		t.Errorf("%d entries were signed all the same", given.Entries)
	}
	// The other device, of a fresh case, has seen what no honest hub will show.
	p.check(t, "afterwards", c, c.Then, p.act(ctx, m, c))
	if p.xid != "" && c.Then.Fails == "" && c.Then.Ended == "" && c.Act != "offer" {
		p.goesOn(t, m)
	}
}

func tells(lies []liar.Lie, on string) bool {
	return slices.ContainsFunc(lies, func(l liar.Lie) bool { return l.On == on })
}

// goesOn: the victim writes, and another reads all of it.
func (p *play) goesOn(t *testing.T, m *Member) {
	t.Helper()
	x, err := m.Read(t.Context(), p.xid)
	if err != nil || x.State.Closed || x.Frame == nil || x.Frame.Flow != "message" {
		return
	}
	if err := m.Reply(t.Context(), p.xid, "", text(honestText+" slot"), nil); err != nil {
		t.Errorf("afterwards she writes: %v", err)
		return
	}
	v, err := p.by("ruud").Show(t.Context(), p.xid)
	p.must(err)
	if last := v.Entries[len(v.Entries)-1]; v.Ended != "" || !strings.Contains(string(last.Document), "slot") {
		t.Errorf("afterwards he reads %s, ended %q", last.Document, v.Ended)
	}
}

// published gives what a draft is as a record.
func published(t *testing.T, d roster.Draft, by ...*identity.Signer) []byte {
	t.Helper()
	var signers []roster.Signer
	for _, s := range by {
		signers = append(signers, s.Sign)
	}
	raw, err := roster.Write(d, signers...)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}
