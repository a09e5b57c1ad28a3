//go:build !noagent

package main

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub/server"
	"github.com/sluis-hub/sluis/partners"
)

type demoCmd struct {
	Data   string `default:"demo-data" help:"Map voor de voorbeeldregio; wordt gemaakt." placeholder:"MAP" type:"path"`
	Listen string `default:"127.0.0.1:8400" help:"Adres van de hub." placeholder:"ADRES"`
	Quiet  bool   `help:"Niemand doet vanzelf iets."`
}

// Run starts the example region and keeps it alive until it is interrupted. The
// same directory, started again, goes on where it was.
func (c *demoCmd) Run(ctx context.Context, a *app) error {
	log := slog.New(slog.NewTextHandler(a.err, &slog.HandlerOptions{Level: slog.LevelWarn}))
	ready := filepath.Join(c.Data, "demo.json")
	old, err := readDemo(ready)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.Remove(ready); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	s, err := server.New(server.Config{Listen: c.Listen, Data: filepath.Join(c.Data, "hub"), Now: now, Log: log, Version: version})
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	d, err := c.people(ctx, s, old)
	if err == nil {
		err = d.write(ready)
	}
	if err != nil {
		stop()
		return errors.Join(err, <-ended)
	}
	c.welcome(a, d)
	if !c.Quiet {
		for _, p := range d.People {
			if p.Acts {
				go c.bring(ctx, p.Home, log)
			}
		}
	}
	return <-ended
}

// people makes the region the first time, with exchanges in every flow; later it
// only tells the homes where the hub is now.
func (c *demoCmd) people(ctx context.Context, s *server.Server, old *demoFile) (*demoFile, error) {
	address := "http://" + s.Addr()
	if old != nil {
		old.Hub = address
		for _, p := range old.People {
			if err := partners.MoveHub(p.Home, address); err != nil {
				return nil, err
			}
		}
		return old, nil
	}
	r, err := loadRegion()
	if err != nil {
		return nil, err
	}
	at := now().Unix()
	objects, founders, err := r.found(at)
	if err != nil {
		return nil, err
	}
	if err := s.Seed(ctx, objects); err != nil {
		return nil, err
	}
	trust := partners.Trust{Hub: s.ID(), Founders: founders}
	d, err := r.settle(ctx, c.Data, address, trust, at)
	if err != nil {
		return nil, err
	}
	return d, r.live(ctx, d)
}

// bring opens an acting member; it may have to wait for its turn at the keys.
func (c *demoCmd) bring(ctx context.Context, home string, log *slog.Logger) {
	for ctx.Err() == nil {
		h, err := partners.LoadHome(home)
		if err == nil {
			var m *partners.Member
			if m, err = partners.Open(ctx, h, partners.Options{Now: now}); err == nil {
				(&actor{home: home, m: m, log: log}).act(ctx)
				return
			}
		}
		log.Warn("demo member does not start", "home", filepath.Base(home), "error", err)
		pause(ctx, 5*time.Second)
	}
}

func (c *demoCmd) welcome(a *app, d *demoFile) {
	a.say("De voorbeeldregio leeft. Hub: %s", d.Hub)
	a.say("Wees Anna van Veilig Thuis:   export SLUIS_HOME=%s", d.home("anna"))
	a.say("                              sluis inbox")
	a.say("Wie er zijn staat in %s. Ctrl-C stopt.", filepath.Join(c.Data, "demo.json"))
}

// live begins exchanges in every flow, as the members would.
func (r *region) live(ctx context.Context, d *demoFile) error {
	open := func(name string) (*partners.Member, error) {
		h, err := partners.LoadHome(d.home(name))
		if err != nil {
			return nil, err
		}
		return partners.Open(ctx, h, partners.Options{Now: now})
	}
	anna, err := open("anna")
	if err != nil {
		return err
	}
	carla, err := open("carla")
	if err != nil {
		return err
	}
	sheet, err := partners.Example("zaak", now())
	if err != nil {
		return err
	}
	file, err := anna.NewZaak(ctx, "Intake", sheet)
	if err != nil {
		return err
	}
	for _, l := range []struct {
		by       *partners.Member
		flow, to string
		zaak     note.XID
	}{
		{anna, "handoff", "Gebiedsteam Noord", file},
		{carla, "handoff", "Gebiedsteam Zuid", ""},
		{anna, "inquiry", "Politie Vechtdal / Infodesk", file},
		{anna, "inquiry", "Basisschool De Regenboog / Aandachtsfunctionarissen", file},
		{carla, "inquiry", "Huisartsenpraktijk Molenstraat / Praktijk", ""},
		{anna, "feedback", "Basisschool De Regenboog / Aandachtsfunctionarissen", file},
		{carla, "feedback", "Politie Vechtdal / Infodesk", ""},
		{anna, "message", "Regio Vechtdal", ""},
		// and some for people who wait for a visitor
		{carla, "handoff", "Gebiedsteam Centrum", ""},
		{carla, "inquiry", "Politie Kustland / Infodesk", ""},
		{anna, "feedback", "Basisschool De Linde / Zorgteam", ""},
	} {
		doc, err := partners.Example(l.flow, now())
		if err != nil {
			return err
		}
		if _, err := l.by.Send(ctx, partners.Letter{Flow: l.flow, To: l.to, Team: "Intake", Zaak: l.zaak, Document: doc}); err != nil {
			return err
		}
	}
	return nil
}
