//go:build !noagent || witness

package main

import (
	"context"
	"errors"
	"log/slog"
	"net"

	"github.com/sluis-hub/sluis/crypto/translog"
	"github.com/sluis-hub/sluis/partners/witness"
)

// witnesses are the commands of who watches over a directory log.
type witnesses struct {
	Witness witnessCmd `cmd:"" help:"Start een getuige: ondertekent mee dat een adresboek alleen groeit."`
}

type witnessCmd struct {
	Listen string   `default:"127.0.0.1:8403" help:"Adres." placeholder:"ADRES"`
	Data   string   `required:"" help:"Map voor zijn sleutel en wat hij het laatst ondertekende; van hem alleen." placeholder:"MAP" type:"path"`
	Name   string   `required:"" help:"Naam in zijn sleutel, zoals getuige.example.nl." placeholder:"NAAM"`
	Of     []string `help:"Sleutel van een logboek waarover hij waakt. Mag vaker." placeholder:"SLEUTEL" sep:"none"`
	Key    bool     `help:"Toon zijn sleutel en stop."`
	Log    string   `enum:"json,text,none" default:"json" help:"Logboek op stderr: json, text of none."`
}

// Run cosigns until it is interrupted, then finishes what runs.
func (c *witnessCmd) Run(ctx context.Context, a *app) error {
	var logs []translog.Key
	seen := map[string]bool{}
	for _, text := range c.Of {
		k, err := translog.ParseLogKey(text)
		if err != nil {
			return usagef("--of %s: %w", text, err)
		}
		if seen[k.Name] {
			return usagef("--of %s: a second key of that log", text)
		}
		seen[k.Name] = true
		logs = append(logs, k)
	}
	if len(logs) == 0 && !c.Key {
		return usagef("a witness watches over a log: give its key with --of")
	}
	w, err := witness.Open(c.Data, c.Name, now)
	if err != nil {
		return err
	}
	if c.Key {
		return errors.Join(c.say(a, w, ""), w.Close())
	}
	switch c.Log {
	case "json":
		w.Log = slog.New(slog.NewJSONHandler(a.err, nil))
	case "text":
		w.Log = slog.New(slog.NewTextHandler(a.err, nil))
	}
	for _, k := range logs {
		w.Add(k)
	}
	l, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return errors.Join(err, w.Close())
	}
	if err := c.say(a, w, "http://"+l.Addr().String()); err != nil {
		return errors.Join(err, l.Close(), w.Close())
	}
	return errors.Join(w.Serve(ctx, l), w.Close())
}

// say tells the key, which others must know it by, and where it listens if it does.
func (c *witnessCmd) say(a *app, w *witness.Witness, address string) error {
	key := w.Key().String()
	switch {
	case a.JSON && address == "":
		return a.json(map[string]string{"key": key})
	case a.JSON:
		return a.json(map[string]string{"witness": address, "key": key})
	case address == "":
		a.say("%s", key)
	default:
		a.say("Getuige %s luistert op %s.", key, address)
	}
	return nil
}
