//go:build !noagent || edge

package main

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"strings"

	"github.com/sluis-hub/sluis/web"
	"github.com/sluis-hub/sluis/web/edge"
)

// edges are the commands that serve the app.
type edges struct {
	Edge edgeCmd `cmd:"" help:"Start een edge: toont de app en filtert wat de hub antwoordt."`
}

type edgeCmd struct {
	Listen string         `default:"127.0.0.1:8400" help:"Adres." placeholder:"ADRES"`
	Data   string         `required:"" help:"Map met trust.json en de sleutel waarmee netwerken worden versleuteld." placeholder:"MAP" type:"path"`
	Hub    string         `default:"http://127.0.0.1:8402" help:"Adres van de hub." placeholder:"URL"`
	Origin string         `help:"Adres dat bezoekers zien; standaard http://localhost met de poort." placeholder:"URL"`
	Behind []netip.Prefix `help:"Adressen (CIDR) van wat vóór de edge TLS afhandelt; alleen daarvan telt X-Forwarded-For. Zonder dit telt wie erachter zit als één netwerk. Mag vaker." placeholder:"CIDR"`
}

// Run serves the app until it is interrupted.
func (c *edgeCmd) Run(ctx context.Context, a *app) error {
	log := slog.New(slog.NewJSONHandler(a.err, nil))
	file, err := os.Open(filepath.Join(c.Data, "trust.json"))
	if err != nil {
		return fmt.Errorf("the edge starts from a trust file: %w", err)
	}
	defer file.Close()
	trust, err := edge.ReadTrust(file)
	if err != nil {
		return err
	}
	key, err := networkKey(filepath.Join(c.Data, "network.key"))
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return err
	}
	if c.Origin == "" {
		c.Origin = localOrigin(l.Addr())
	}
	e, err := edge.New(edge.Config{Origin: c.Origin, Hub: c.Hub, App: web.App(), Trust: trust, NetworkKey: key, Behind: c.Behind, Log: log})
	if err != nil {
		return errors.Join(err, l.Close())
	}
	if a.JSON {
		if err := a.json(map[string]string{"edge": c.Origin}); err != nil {
			return err
		}
	} else {
		a.say("Sluis staat op %s.", c.Origin)
	}
	return e.Serve(ctx, l)
}

// localOrigin is how this machine's browser calls a listening address: by a name,
// since passkeys hold for names.
func localOrigin(at net.Addr) string {
	_, port, _ := net.SplitHostPort(at.String())
	return "http://localhost:" + port
}

// networkKey reads the key of the hash that stands for a visitor's network, or
// makes it. Edges that share a directory have the same: a visitor is one to a hub.
func networkKey(path string) ([]byte, error) {
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		if err := makeKey(path); err != nil {
			return nil, err
		}
		b, err = os.ReadFile(path)
	}
	if err != nil {
		return nil, err
	}
	key, err := hex.DecodeString(strings.TrimSpace(string(b)))
	if err != nil || len(key) != 32 {
		return nil, fmt.Errorf("%s is damaged: it holds 32 bytes in hex", path)
	}
	return key, nil
}

// makeKey makes a file with a key, whole or not at all, unless another edge did in
// the meantime.
func makeKey(path string) error {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	key := make([]byte, 32)
	rand.Read(key)
	_, err = f.WriteString(hex.EncodeToString(key) + "\n")
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Link(f.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return nil
}
