package server

import (
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"fmt"

	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/translog"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/directory"
	"github.com/sluis-hub/sluis/hub/sequencer"
)

// logName is the directory log's key in the setup of a database: it is the log's for
// as long as that lives.
const logName = "log"

// openLog takes up the directory log of the database with the key at hand.
func (s *Server) openLog(kept data) error {
	key := ed25519.NewKeyFromSeed(kept.logKey)
	public, err := keys.PublicFrom(key.Public().(ed25519.PublicKey))
	if err != nil {
		return err
	}
	if s.logKey, err = translog.LogKey(s.id+"/dir", public); err != nil {
		return err
	}
	if err := s.agreeLog(context.Background()); err != nil {
		return err
	}
	process := s.process
	if process == "" {
		process = s.id // the only one
	}
	s.log = sequencer.New(sequencer.Config{
		Store: s.store, Process: process, Lines: s.directory.Lines(), Follow: s.directory.Follow, Key: s.logKey,
		Sign:      func(message []byte) []byte { return ed25519.Sign(key, message) },
		Witnesses: s.config.Witnesses, Quorum: s.config.Quorum, Now: s.config.Now, Log: s.config.Log,
	})
	return nil
}

// agreeLog refuses a key that is not the database's, and a database that was used
// before there was a log: its entries name no checkpoint, and no client would read
// them.
func (s *Server) agreeLog(ctx context.Context) error {
	known, err := s.store.Agreed(ctx, logName)
	if err != nil {
		return err
	}
	if known == "" {
		used, err := s.store.Used(ctx)
		if err != nil {
			return err
		}
		if used {
			return fmt.Errorf("%w: the database has exchanges from before there was a directory log; export them with the version before, and begin with an empty database", ErrVersion)
		}
	}
	agreed, err := s.store.Agree(ctx, logName, s.logKey.String())
	if err == nil && agreed != s.logKey.String() {
		err = fmt.Errorf("%w: the key of the directory log is %s here and %s in the database; bring the log.key that belongs to it", ErrConfig, s.logKey, agreed)
	}
	return err
}

// LogKey is the key of the directory log, as witnesses and trust files write it.
func (s *Server) LogKey() string { return s.logKey.String() }

// Checkpoint gives the newest checkpoint of the directory log, as clients get it.
func (s *Server) Checkpoint(ctx context.Context) ([]byte, error) { return s.log.Checkpoint(ctx) }

// logRoom is the directory with its log: a record counts when it is in a checkpoint.
type logRoom struct {
	*directory.Directory
	log     *sequencer.Sequencer
	changed func() // the directory may have
}

var _ hub.Directory = logRoom{}

func (r logRoom) Checkpoint(ctx context.Context) ([]byte, error) { return r.log.Checkpoint(ctx) }

// Publish stores records when the log may grow, and returns when they are in a
// checkpoint. E27: the witnesses are away; the records may be stored, and doing it
// again is a success.
func (r logRoom) Publish(ctx context.Context, objects []hub.Object) error {
	if err := r.log.Ready(ctx); err != nil {
		return err
	}
	if err := r.Directory.Publish(ctx, objects); err != nil {
		return err
	}
	defer r.changed() // once it is in a checkpoint, which clients will ask for
	return r.log.Cover(ctx, r.Lines().Size())
}

// fingerprint is what hubs on one database compare of the log's key.
func fingerprint(logKey []byte) string {
	public := ed25519.NewKeyFromSeed(logKey).Public().(ed25519.PublicKey)
	return hex.EncodeToString(public)
}
