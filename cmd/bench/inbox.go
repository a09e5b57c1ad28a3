//go:build linux

package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/partners"
)

// A member opens the first 50 rows of the team's inbox: fetched, verified, opened
// and read. Two hubs, one team on each; on one the team has a hundred exchanges,
// on the other a hundred thousand with the same kind of hundred newest. Those
// behind them were put like any other, signed and checked, but are noise inside,
// since nobody opens them. Cold is a home that has read nothing yet; warm is one
// that has read the same rows before.
const (
	inboxRows   = 50
	inboxSmall  = 100
	inboxLarge  = 100_000
	inboxPeople = 320 // who wrote the exchanges
	// fillTime bounds how long exchanges are put; the table says how many came.
	fillTime = 150 * time.Second
)

func benchInbox(b *bench) error {
	many := inboxLarge
	if s := os.Getenv("BENCH_EXCHANGES"); s != "" {
		var err error
		if many, err = strconv.Atoi(s); err != nil || many < inboxSmall {
			return fmt.Errorf("BENCH_EXCHANGES: want a number of at least %d", inboxSmall)
		}
	}
	few, err := b.inbox("inbox-few", inboxSmall)
	if err != nil {
		return err
	}
	defer few.stop()
	lots, err := b.inbox("inbox-many", many)
	if err != nil {
		return err
	}
	defer lots.stop()
	b.say("reading them")
	var cold, warm turns
	for turn := range b.rounds + 1 {
		fewCold, fewWarm, err := few.read(turn)
		if err != nil {
			return err
		}
		lotsCold, lotsWarm, err := lots.read(turn)
		if err != nil {
			return err
		}
		if turn > 0 { // the first warms up
			cold.add(fewCold, lotsCold)
			warm.add(fewWarm, lotsWarm)
		}
	}
	show := func(v float64) string { return fmt.Sprintf("%.1f ms", v) }
	b.table.compare(fmt.Sprintf("%d rows of an inbox, opened: %d exchanges against %d, cold", inboxRows, lots.holds, few.holds), cold, show, goal{bound: 1.5})
	b.table.compare("… warm", warm, show, goal{bound: 1.5})
	return nil
}

// inbox is a hub with one team's exchanges, and the home of a member of it.
type inbox struct {
	*bench
	name    string
	hub     *process
	witness *watched
	holds   int // exchanges
}

func (x *inbox) stop() {
	x.hub.stop()
	x.witness.stop()
}

// inbox fills one.
func (b *bench) inbox(name string, exchanges int) (*inbox, error) {
	now := time.Now().Unix()
	crowd, err := found("Afzender", now, 1, inboxPeople)
	if err != nil {
		return nil, err
	}
	records := crowd.records
	trust := partners.Trust{Founders: map[note.OrgID]note.KeyID{crowd.id: crowd.root.Public().ID()}}
	people := map[string]*partners.Newcomer{}
	var to *team
	for _, o := range []struct{ name, kind, who string }{{"Veilig Thuis", "veilig_thuis", "writer"}, {"Gemeente", "gebiedsteam", "reader"}} {
		f := partners.NewFounding(o.name, o.kind)
		team := f.Team(roster.Card{Name: "Team " + o.who, Kind: o.kind, PhoneDay: "088 000 1100", Area: []string{"8701"}})
		people[o.who] = f.Member(o.who, true, team)
		trust.Founders[f.Org] = f.RootID()
		more, err := f.Records(now)
		if err != nil {
			return nil, err
		}
		records = append(records, more...)
		if to, err = firstTeam(more); err != nil {
			return nil, err
		}
	}
	if err := logged(records, crowd.teams...); err != nil {
		return nil, err
	}
	x := &inbox{bench: b, name: name}
	if x.witness, err = b.watch(name); err != nil {
		return nil, err
	}
	if x.hub, err = b.hub(name, records, "--witness", x.witness.flag); err != nil {
		return nil, errors.Join(err, x.witness.stop())
	}
	if err := x.witness.of(x.hub); err != nil {
		return nil, err
	}
	trust.Hub, trust.Log, trust.Witnesses, trust.Quorum = x.hub.id, x.hub.log, []string{x.witness.Key().String()}, 1
	for who, n := range people {
		if _, err := n.Settle(b.ctx, b.path(name+"-"+who), partners.HomeConfig{Hub: x.hub.base}, trust, now); err != nil {
			x.stop()
			return nil, err
		}
	}
	if err := x.fill(crowd.teams[0], to, exchanges); err != nil {
		x.stop()
		return nil, err
	}
	return x, nil
}

// fill puts the exchanges, oldest first: noise, and then those that can be opened.
func (x *inbox) fill(from, to *team, exchanges int) error {
	if noise := exchanges - inboxSmall; noise > 0 {
		x.say("putting %d exchanges", noise)
		end := time.Now().Add(fillTime)
		var put atomic.Int64
		tokens, err := enter(x.hub, from.people)
		if err != nil {
			return err
		}
		err = lanes(writers, func(lane int) error {
			c, err := dialLean(x.hub.addr(), lane)
			if err != nil {
				return err
			}
			defer c.conn.Close()
			for n := lane; n < noise && time.Now().Before(end); n += writers {
				by := from.people[n%len(from.people)]
				_, frame, err := begin(by, from, to, true)
				if err == nil {
					_, err = c.post("/api/entries", tokens[by], octets, frame)
				}
				if err != nil {
					return err
				}
				put.Add(1)
			}
			return nil
		})
		if err != nil {
			return err
		}
		x.holds = int(put.Load())
	}
	x.say("sending %d that can be opened", inboxSmall)
	m, err := x.open(x.path(x.name + "-writer"))
	if err != nil {
		return err
	}
	for n := range inboxSmall {
		flow := []string{"handoff", "message"}[n%2]
		text, err := partners.Example(flow, time.Now())
		if err != nil {
			return err
		}
		if _, err := m.Send(x.ctx, partners.Letter{Flow: flow, To: "Gemeente / Team reader", Document: text}); err != nil {
			return err
		}
		x.holds++
	}
	return nil
}

func (x *inbox) open(home string) (*partners.Member, error) {
	h, err := partners.LoadHome(home)
	if err != nil {
		return nil, err
	}
	return partners.Open(x.ctx, h, partners.Options{})
}

// read gives how long a cold home and then the same one take, in milliseconds.
func (x *inbox) read(turn int) (cold, warm float64, err error) {
	home := x.path(fmt.Sprintf("%s-reader-%d", x.name, turn))
	if err := copyHome(home, x.path(x.name+"-reader")); err != nil {
		return 0, 0, err
	}
	if cold, err = x.list(home); err != nil {
		return 0, 0, err
	}
	warm, err = x.list(home)
	return cold, warm, err
}

// copyHome copies a home, whose files are for their owner alone.
func copyHome(to, from string) error {
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		return err
	}
	return filepath.WalkDir(to, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		return os.Chmod(path, 0o600)
	})
}

func (x *inbox) list(home string) (float64, error) {
	m, err := x.open(home)
	if err != nil {
		return 0, err
	}
	start := time.Now()
	rows, err := m.Inbox(x.ctx, "", inboxRows)
	took := time.Since(start).Seconds() * 1e3
	if err != nil {
		return 0, err
	}
	if len(rows) < inboxRows {
		return 0, fmt.Errorf("the inbox has %d rows, want %d", len(rows), inboxRows)
	}
	for _, r := range rows[:inboxRows] {
		if len(r.Entries) == 0 || r.Entries[0].State != "readable" || r.Status == "" {
			return 0, fmt.Errorf("a row of the inbox is %s", r.Entries[0].State)
		}
	}
	return took, nil
}

// firstTeam finds the team in the records of an organisation.
func firstTeam(records []hub.Object) (*team, error) {
	for _, o := range records {
		if o.Kind == hub.ObjectTeam {
			t, err := roster.ParseTeam(o.Data)
			if err != nil {
				return nil, err
			}
			return &team{id: t.Team, rcpt: t.Rcpt}, nil
		}
	}
	return nil, errors.New("an organisation without a team")
}
