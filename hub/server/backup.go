package server

import (
	"context"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"time"

	"github.com/sluis-hub/sluis/hub/store"
)

// Backup writes everything a hub keeps in its database, as it is at one moment,
// and says what that was; of the configuration it needs Data and Database. Hubs
// may run meanwhile. The token key is not in it: who has that can log in as
// anybody. Nor is the key of the directory log, which has to be kept elsewhere: without
// it the log cannot go on.
func Backup(ctx context.Context, c Config, w io.Writer) (_ []store.Tally, err error) {
	s := &Server{config: c}
	defer func() { err = errors.Join(err, s.Close()) }()
	if _, err := os.Stat(s.path("hub.id")); err != nil {
		return nil, err
	}
	id, err := keep(s.path("hub.id"), 16, "it is another hub then")
	if err != nil {
		return nil, err
	}
	if err := s.openStore(); err != nil {
		return nil, err
	}
	if _, err := s.store.Agree(ctx, "hub", hex.EncodeToString(id)); err != nil {
		return nil, err
	}
	return s.store.Backup(ctx, w)
}

// Restore fills an empty database from a backup, whole or not at all, and says
// what is in it then. No hub may run on it. The hub is the one that was backed up:
// it has that id. Positions begin anew, so that members bring back what the backup
// is too old for.
func Restore(ctx context.Context, c Config, r io.Reader) (_ []store.Tally, err error) {
	s := &Server{config: c}
	if s.config.Now == nil {
		s.config.Now = time.Now
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	kept, err := s.openData()
	if err != nil {
		return nil, err
	}
	if err := s.openStore(); err != nil {
		return nil, err
	}
	tallies, err := s.store.Restore(ctx, r, s.config.Now().Unix())
	if err != nil {
		return nil, err
	}
	return tallies, s.agree(kept)
}
