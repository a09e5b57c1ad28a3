//go:build !noagent

package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/words"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/partners"
)

// open unlocks the home and sends what an earlier command could not.
func (a *app) open(ctx context.Context) (*partners.Member, error) {
	return a.openWith(ctx, nil)
}

func (a *app) openWith(ctx context.Context, phrase []string) (*partners.Member, error) {
	if a.Home == "" {
		return nil, usagef("give --home or set SLUIS_HOME")
	}
	home, err := partners.LoadHome(a.Home)
	if err != nil {
		return nil, err
	}
	if file := os.Getenv("SLUIS_PHRASE_FILE"); phrase == nil && file != "" {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		if phrase, err = parseWords(string(text)); err != nil {
			return nil, err
		}
	}
	m, err := partners.Open(ctx, home, partners.Options{Phrase: phrase, Now: now, Progress: a.progress})
	if err != nil {
		return nil, err
	}
	if err := m.Tended(); err != nil {
		a.note("Een team heeft nog geen nieuwe sleutel: %s", oneLine(err.Error()))
	}
	arrived, dropped, err := m.Resume(ctx)
	if arrived > 0 {
		a.note("Alsnog verstuurd: %d.", arrived)
	}
	for _, d := range dropped {
		a.note("Niet meer te versturen: %s", oneLine(d.Error()))
	}
	if err != nil && hub.CodeOf(err) != hub.E27 {
		return nil, err
	}
	return m, nil
}

// parseWords reads a phrase; a word that is not in the list is named, with its
// nearest neighbours. Whether the whole is right only the keyring can tell.
func parseWords(text string) ([]string, error) {
	list, err := words.Parse(text)
	if err != nil {
		return nil, hub.Errorf(hub.E28, "%w", err)
	}
	return list, nil
}

// progress shows how far a long act is, on one line.
func (a *app) progress(p partners.Progress) {
	if a.JSON || p.Of < 8<<20 {
		return
	}
	end := "\r"
	if p.Done >= p.Of {
		end = "\n"
	}
	fmt.Fprintf(a.err, "  %d van %d MB%s", p.Done>>20, p.Of>>20, end)
}

// readFile reads a document from a file or, for "-", from stdin.
func (a *app) readFile(name string) ([]byte, error) {
	in := a.in
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		in = f
	}
	b, err := io.ReadAll(io.LimitReader(in, 1<<20))
	if err == nil && len(b) == 1<<20 {
		err = hub.Errorf(hub.E23, "a document is at most 256 KiB")
	}
	return b, err
}

// exchangeID takes the 64 digits of an exchange, or its mark like K7Q-M2P when
// it is among the member's own.
func exchangeID(ctx context.Context, m *partners.Member, s string) (note.XID, error) {
	if s = strings.TrimSpace(s); note.IsHash(s) {
		return note.XID(s), nil
	}
	return m.ByMark(ctx, s)
}
