package main

import (
	"context"
	"log/slog"
	"os"
	"runtime/debug"
	"time"

	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/server"
)

type hubCmd struct {
	sharedFlags `embed:""`
	Listen      string        `default:"127.0.0.1:8402" help:"Adres." placeholder:"ADRES"`
	Records     string        `help:"Eerste records van organisaties (frame van soort en tekst); wat er al staat blijft." placeholder:"BESTAND" type:"existingfile"`
	MaxSize     int64         `help:"Grens aan de database in MB, als de schijf gedeeld wordt; 0 is geen." placeholder:"MB"`
	Drain       time.Duration `default:"0s" help:"Hoe lang de hub bij stoppen nog antwoordt nadat /readyz dat zegt, voor een balancer die daar kijkt." placeholder:"TIJD"`
	Metrics     string        `help:"Adres voor wie de hub bewaakt: /metrics (Prometheus), /healthz en /readyz; niet voor het publiek." placeholder:"ADRES"`
	Log         string        `enum:"json,text,none" default:"json" help:"Logboek op stderr, zonder inhoud en zonder wie: json, text of none."`
}

// Run serves until it is interrupted, then finishes what runs and stops.
func (c *hubCmd) Run(ctx context.Context, a *app) error {
	var handler slog.Handler = slog.NewJSONHandler(a.err, nil)
	switch c.Log {
	case "text":
		handler = slog.NewTextHandler(a.err, nil)
	case "none":
		handler = slog.DiscardHandler
	}
	log := slog.New(handler)
	config, err := c.config()
	if err != nil {
		return err
	}
	config.Listen = c.Listen
	config.MaxBytes, config.Now, config.Log, config.Version = c.MaxSize<<20, now, log, version
	config.Drain, config.Metrics = c.Drain, c.Metrics
	s, err := server.New(config)
	if err != nil {
		return err
	}
	if c.Records != "" {
		b, err := os.ReadFile(c.Records)
		if err != nil {
			return err
		}
		objects, err := readRecords(b)
		if err != nil {
			return err
		}
		if err := s.Seed(ctx, objects); err != nil {
			return err
		}
	}
	address := "http://" + s.Addr()
	if a.JSON {
		if err := a.json(map[string]string{"hub": address, "id": s.ID(), "log": s.LogKey()}); err != nil {
			return err
		}
	} else {
		a.say("Hub %s luistert op %s.", s.ID(), address)
		a.say("Sleutel van zijn adreslog, voor getuigen en trust-bestanden: %s", s.LogKey())
	}
	go giveBack(ctx)
	return s.Run(ctx)
}

// giveBackEvery is how often memory that is free goes back to the machine.
const giveBackEvery = 30 * time.Second

// giveBack returns memory that is free to the machine. Logins and handshakes
// leave far more garbage than the sockets that stay need, and the runtime would
// keep as much again as lives. It collects once more in half a minute than a busy
// hub does anyway some times a second.
func giveBack(ctx context.Context) {
	tick := time.NewTicker(giveBackEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			debug.FreeOSMemory()
		}
	}
}

// readRecords reads the first records of organisations, as an operator gets them:
// a frame of kind, text, kind, text …
func readRecords(b []byte) ([]hub.Object, error) {
	parts, err := hub.SplitFrame(b)
	if err != nil {
		return nil, err
	}
	if len(parts)%2 != 0 {
		return nil, hub.Errorf(hub.E01, "records are not pairs of kind and text")
	}
	var objects []hub.Object
	for i := 0; i < len(parts); i += 2 {
		objects = append(objects, hub.Object{Kind: string(parts[i]), Data: parts[i+1]})
	}
	return objects, nil
}
