//go:build !noagent

package main

import (
	"context"
	"errors"
	"os"

	"github.com/sluis-hub/sluis/hub"
)

type recordsCmd struct {
	Out string `required:"" help:"Bestand dat gemaakt wordt." placeholder:"BESTAND" type:"path"`
}

// Run writes what an operator needs to bring the address book of a restored hub up to
// where it was. All of it is public.
func (c *recordsCmd) Run(ctx context.Context, a *app) error {
	m, err := a.open(ctx)
	if err != nil {
		return err
	}
	objects, err := m.Records(ctx)
	if err != nil {
		return err
	}
	if err := writeNew(c.Out, recordsFile(objects)); err != nil {
		return err
	}
	if a.JSON {
		return a.json(map[string]int{"records": len(objects)})
	}
	a.say("%d records staan in %s.", len(objects), c.Out)
	return nil
}

// writeNew writes a file that is not there yet, to the disk.
func writeNew(path string, b []byte) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	return errors.Join(err, f.Sync(), f.Close())
}

// recordsFile is the frame that sluis hub --records reads.
func recordsFile(objects []hub.Object) []byte {
	var parts [][]byte
	for _, o := range objects {
		parts = append(parts, []byte(o.Kind), o.Data)
	}
	return hub.JoinFrame(parts...)
}
