//go:build !noagent

package main

import (
	"io"
	"strings"
	"testing"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/partners"
)

// TestDoorByName: a name opens the door only to who has that name alone.
func TestDoorByName(t *testing.T) {
	const name = "Gemeente Veldrijk"
	for _, c := range []struct {
		door partners.Door
		want note.Code
		said string
	}{
		{partners.Door{Name: name}, "", ""},
		{partners.Door{Name: "Gemeente Duinoord"}, note.E16, ""},
		{partners.Door{Name: name, Alike: true}, note.E16, "LET OP: er is nog een organisatie"},
		{partners.Door{Name: name, Withheld: true}, note.E06, "LET OP: de hub geeft niet alle organisaties"},
	} {
		var diag strings.Builder
		a := &app{table: &table{}, out: io.Discard, err: &diag}
		if err := (&joinCmd{Into: name}).through(a, &c.door); hub.CodeOf(err) != c.want || !strings.HasPrefix(diag.String(), c.said) {
			t.Errorf("%+v: %v, %q", c.door, err, diag.String())
		}
	}
}
