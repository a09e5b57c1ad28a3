package main

import (
	"context"
	"encoding/hex"
	"errors"
	"io"
	"os"

	"github.com/sluis-hub/sluis/hub/server"
	"github.com/sluis-hub/sluis/hub/store"
)

type backupCmd struct {
	databaseFlags `embed:""`
	File          string `arg:"" help:"Nieuw bestand voor de reservekopie." placeholder:"BESTAND" type:"path"`
}

// Run writes the backup under another name first: what has the name is whole.
func (c *backupCmd) Run(ctx context.Context, a *app) (err error) {
	config, err := c.config()
	if err != nil {
		return err
	}
	if _, err := os.Lstat(c.File); err == nil {
		return errors.New(c.File + " bestaat al: kies een andere naam")
	}
	part := c.File + ".part"
	f, err := os.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	tallies, err := server.Backup(ctx, config, f)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(err, os.Remove(part))
	}
	if err := os.Rename(part, c.File); err != nil {
		return err
	}
	return a.tallies(tallies)
}

type restoreCmd struct {
	databaseFlags `embed:""`
	File          string `arg:"" help:"De reservekopie." placeholder:"BESTAND" type:"existingfile"`
}

// Run fills an empty database.
func (c *restoreCmd) Run(ctx context.Context, a *app) error {
	config, err := c.config()
	if err != nil {
		return err
	}
	config.Now = now
	f, err := os.Open(c.File)
	if err != nil {
		return err
	}
	defer f.Close()
	tallies, err := server.Restore(ctx, config, io.Reader(f))
	if err != nil {
		return err
	}
	return a.tallies(tallies)
}

// tallies shows what is in a backup and, after it was put back, in the database:
// the same lines, when all is there.
func (a *app) tallies(all []store.Tally) error {
	type line struct {
		Table string `json:"table"`
		Rows  uint64 `json:"rows"`
		Sum   string `json:"sum"`
	}
	var lines []line
	for _, t := range all {
		lines = append(lines, line{t.Table, t.Rows, hex.EncodeToString(t.Sum[:])})
	}
	if a.JSON {
		return a.json(lines)
	}
	for _, l := range lines {
		a.say("%-10s %8d rijen, som %s", l.Table, l.Rows, l.Sum[:16])
	}
	return nil
}
