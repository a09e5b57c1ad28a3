package hub_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// TestCodeOf: what counts is what was said last of a failure, whichever package said it.
func TestCodeOf(t *testing.T) {
	away := hub.Errorf(hub.E27, "the hub is away")
	forged := note.Errorf(note.E06, "unknown key")
	for _, c := range []struct {
		name string
		err  error
		want hub.Code
	}{
		{"nothing", nil, ""},
		{"no code", errors.New("disk"), ""},
		{"of the hub", away, hub.E27},
		{"of a note", forged, hub.E06},
		{"of a note, because of the hub", note.Errorf(note.E11, "log: %w", away), note.E11},
		{"of the hub, because of a note", hub.Errorf(hub.E20, "publish: %w", forged), hub.E20},
		{"with more around it", fmt.Errorf("reply: %w", note.Errorf(note.E11, "log: %w", away)), note.E11},
		{"of the hub twice", hub.Errorf(hub.E29, "now: %w", away), hub.E29},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := hub.CodeOf(c.err); got != c.want {
				t.Errorf("%v has code %q, want %q", c.err, got, c.want)
			}
		})
	}
}
