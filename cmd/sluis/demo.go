//go:build !noagent

package main

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"net"
	"net/netip"
	"path/filepath"
	"time"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/translog"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/sequencer"
	"github.com/sluis-hub/sluis/hub/server"
	"github.com/sluis-hub/sluis/partners"
	"github.com/sluis-hub/sluis/partners/witness"
	"github.com/sluis-hub/sluis/web"
	"github.com/sluis-hub/sluis/web/edge"
)

type demoCmd struct {
	Data   string `default:"demo-data" help:"Map voor de voorbeeldregio; wordt gemaakt." placeholder:"MAP" type:"path"`
	Listen string `default:"127.0.0.1:8400" help:"Adres van de app; de hub neemt een vrije poort." placeholder:"ADRES"`
	Quiet  bool   `help:"Niemand doet vanzelf iets."`
}

// Run starts the example region and keeps it alive until it is interrupted. The
// same directory, started again, goes on where it was; a start that fails leaves
// it as it is.
func (c *demoCmd) Run(ctx context.Context, a *app) error {
	log := slog.New(slog.NewTextHandler(a.err, &slog.HandlerOptions{Level: slog.LevelWarn}))
	ready := filepath.Join(c.Data, "demo.json")
	old, err := readDemo(ready)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	at, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return err
	}
	defer at.Close()
	origin := localOrigin(at.Addr())
	hubAt, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	address := "http://" + hubAt.Addr().String()
	services := newServices(ctx)
	ctx = services.ctx
	watcher, err := c.watch(services)
	if err != nil {
		return errors.Join(err, hubAt.Close(), services.end())
	}
	s, err := server.New(server.Config{
		Listener: hubAt, Data: filepath.Join(c.Data, "hub"), Now: now, Log: log, Version: version,
		Origins: []string{address, origin}, Edges: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")},
		Witnesses: []sequencer.Witness{watcher.Witness}, Quorum: 1,
	})
	if err != nil {
		return errors.Join(err, hubAt.Close(), services.end())
	}
	if err := watcher.watches(s.LogKey()); err != nil {
		return errors.Join(err, s.Close(), services.end())
	}
	services.run(s.Run)
	d, err := c.people(ctx, s, watcher, old)
	if err == nil {
		d.Edge = &origin
		err = c.serveApp(services, d, at, origin, log)
	}
	if err == nil {
		err = d.write(ready)
	}
	if err != nil {
		return errors.Join(err, services.end())
	}
	c.welcome(a, d)
	if !c.Quiet {
		for _, p := range d.People {
			if p.Acts {
				go c.bring(ctx, p.Home, log)
			}
		}
	}
	return services.wait()
}

// watch starts the witness of the region.
func (c *demoCmd) watch(s *services) (*watcher, error) {
	w, err := witness.Open(filepath.Join(c.Data, "witness"), "witness.demo", now)
	if err != nil {
		return nil, err
	}
	at, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, errors.Join(err, w.Close())
	}
	s.run(func(ctx context.Context) error { return errors.Join(w.Serve(ctx, at), w.Close()) })
	return &watcher{sequencer.Witness{Address: "http://" + at.Addr().String(), Key: w.Key()}, w}, nil
}

// watcher is a witness of this process and how a hub is told of it.
type watcher struct {
	sequencer.Witness
	w *witness.Witness
}

func (w *watcher) watches(log string) error {
	key, err := translog.ParseLogKey(log)
	if err == nil {
		w.w.Add(key)
	}
	return err
}

// serveApp serves the app of the region, with everybody's words beside it: who
// visits the demo may be anyone in it.
func (c *demoCmd) serveApp(s *services, d *demoFile, at net.Listener, origin string, log *slog.Logger) error {
	trust := &edge.Trust{Help: "088 000 00 00", Demo: true}
	kinds := map[string]string{}
	for _, t := range d.Teams {
		kinds[t.Organisation+"/"+t.Name] = t.Kind
	}
	for _, p := range d.People {
		h, err := partners.LoadHome(p.Home)
		if err != nil {
			return err
		}
		trust.Hub, trust.Founders = h.Trust.Hub, h.Trust.Founders
		trust.Log, trust.Witnesses, trust.Quorum = h.Trust.Log, h.Trust.Witnesses, h.Trust.Quorum
		if p.Acts {
			continue
		}
		trust.People = append(trust.People, edge.Visitor{
			Name: p.Name, Organisation: p.Organisation, Team: p.Team, Kind: kinds[p.Organisation+"/"+p.Team],
			Code: hub.AccountCode(h.Config.Member), Phrase: p.Phrase,
		})
	}
	key, err := networkKey(filepath.Join(c.Data, "network.key"))
	if err != nil {
		return err
	}
	e, err := edge.New(edge.Config{Origin: origin, Hub: d.Hub, App: web.App(), Trust: trust, NetworkKey: key, Log: log})
	if err != nil {
		return err
	}
	s.run(func(ctx context.Context) error { return e.Serve(ctx, at) })
	return nil
}

// people makes the region the first time, with exchanges in every flow; later it
// only tells the homes where the hub is now.
func (c *demoCmd) people(ctx context.Context, s *server.Server, w *watcher, old *demoFile) (*demoFile, error) {
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
	trust := partners.Trust{Hub: s.ID(), Founders: founders, Log: s.LogKey(), Witnesses: []string{w.Key.String()}, Quorum: 1}
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
	a.say("De voorbeeldregio leeft. Open in je browser: %s", *d.Edge)
	a.say("De hub die niets kan lezen: %s", d.Hub)
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
