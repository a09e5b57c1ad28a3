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
// others need their vouches. They stand in the file founders of the data
// directory, one a line: the organisation's id and the id of its root key.

func (s *Server) readFounders() error {
	s.founders = maps.Clone(s.config.Founders)
	if s.founders == nil {
		s.founders = map[note.OrgID]note.KeyID{}
	}
	text, err := os.ReadFile(s.path("founders"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for line := range strings.Lines(string(text)) {
		org, root, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		if !note.IsID(org) || !note.IsID(root) {
			return fmt.Errorf("%s has a line that is not an organisation and a root key", s.path("founders"))
		}
		s.founders[note.OrgID(org)] = note.KeyID(root)
	}
	return nil
}

// Seed lets the organisations in whose first records are among the objects, and
// stores all of them: how anybody gets into an empty hub. It is the operator's
// word, so no route leads to it. What is there already is a success.
func (s *Server) Seed(ctx context.Context, objects []hub.Object) error {
	s.seeding.Lock()
	defer s.seeding.Unlock()
	all := maps.Clone(s.founders)
	for _, o := range objects {
		if o.Kind != hub.ObjectOrg {
			continue
		}
		org, err := roster.ParseOrg(o.Data)
		if err != nil {
			return fmt.Errorf("seed: %w", err)
		}
		if root, known := all[org.Org]; known && root != org.Root.ID() {
			return hub.Errorf(hub.E20, "seed: organisation is known by another root key")
		}
		all[org.Org] = org.Root.ID()
	}
	if len(all) > len(s.founders) {
		var lines []string
		for org, root := range all {
			lines = append(lines, string(org)+" "+string(root)+"\n")
		}
		slices.Sort(lines)
		if err := write(s.path("founders"), strings.Join(lines, "")); err != nil {
			return err
		}
		// The book reads its founders only while it adds, as we do now.
		err := s.directory.Book().Batch(func(func(string, []byte) error) error {
			maps.Copy(s.founders, all)
			return nil
		})
		if err != nil {
			return err
		}
	}
	return s.directory.Seed(ctx, objects)
}
