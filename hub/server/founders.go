package server

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/hub"
)

// The founders are the organisations that the hub takes on the operator's word;
// others need their vouches. They stand in the database, for all hubs on it, and
// in the file founders of the data directory, one a line: the organisation's id
// and the id of its root key. What an operator adds to the file is taken over at
// the next start.

func (s *Server) readFounders(ctx context.Context) (map[note.OrgID]note.KeyID, error) {
	all := maps.Clone(s.config.Founders)
	if all == nil {
		all = map[note.OrgID]note.KeyID{}
	}
	text, err := os.ReadFile(s.path("founders"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	for line := range strings.Lines(string(text)) {
		org, root, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		if !note.IsID(org) || !note.IsID(root) {
			return nil, fmt.Errorf("%s has a line that is not an organisation and a root key", s.path("founders"))
		}
		all[note.OrgID(org)] = note.KeyID(root)
	}
	if err := s.store.AddFounders(ctx, all); err != nil {
		return nil, err
	}
	return s.store.Founders(ctx)
}

// Seed lets the organisations in whose first records are among the objects, and
// stores all of them: how anybody gets into an empty hub. It is the operator's
// word, so no route leads to it. What is there already is a success.
func (s *Server) Seed(ctx context.Context, objects []hub.Object) error {
	s.seeding.Lock()
	defer s.seeding.Unlock()
	founders := map[note.OrgID]note.KeyID{}
	for _, o := range objects {
		if o.Kind != hub.ObjectOrg {
			continue
		}
		org, err := roster.ParseOrg(o.Data)
		if err != nil {
			return fmt.Errorf("seed: %w", err)
		}
		if root, known := founders[org.Org]; known && root != org.Root.ID() {
			return hub.Errorf(hub.E20, "seed: an organisation comes with two root keys")
		}
		founders[org.Org] = org.Root.ID()
	}
	if err := s.store.AddFounders(ctx, founders); err != nil {
		return err
	}
	all, err := s.directory.ReadFounders(ctx)
	if err != nil {
		return err
	}
	var lines []string
	for org, root := range all {
		lines = append(lines, string(org)+" "+string(root)+"\n")
	}
	slices.Sort(lines)
	if err := write(s.path("founders"), strings.Join(lines, "")); err != nil {
		return err
	}
	if err := s.directory.Seed(ctx, objects); err != nil {
		return err
	}
	// Without witnesses, as when the first hub is set up, the checkpoint comes later.
	s.note("sign the directory log", s.log.Tend(ctx))
	return nil
}
