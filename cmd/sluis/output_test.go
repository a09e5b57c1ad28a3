//go:build !noagent

package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

func TestPrintable(t *testing.T) {
	for in, want := range map[string]string{
		"Noord":                        "Noord",
		"Eén\ttab":                     "Eén tab",
		"a\nGoed":                      "a\uFFFDGoed",
		"a\r\x1b[2J":                   "a\uFFFD\uFFFD[2J",
		"a\u202eb\u2066c\u061cd":       "a\uFFFDb\uFFFDc\uFFFDd",
		"a\u200bb\u200dc\u2060d":       "a\uFFFDb\uFFFDc\uFFFDd",
		"a\ufeffb\u0085c\u2028d\u00ad": "a\uFFFDb\uFFFDc\uFFFDd\uFFFD",
	} {
		if got := oneLine(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
	if got := printable("een\ntwee\u200b"); got != "een\ntwee\uFFFD" {
		t.Errorf("a document becomes %q", got)
	}
}

// TestBegunWithError: an exchange that is there is named, whatever else failed.
func TestBegunWithError(t *testing.T) {
	xid := note.XID(note.HashOf(nil))
	failed := hub.Errorf(hub.E27, "enter in zaak")
	var out, diag bytes.Buffer
	a := &app{table: &table{}, out: &out, err: &diag}
	if err := a.begun(xid, failed); hub.CodeOf(err) != hub.E27 || out.String() != string(xid)+"\n" {
		t.Errorf("%v with %q", err, out.String())
	}
	if err := a.begun("", failed); err != failed {
		t.Errorf("nothing begun gives %v", err)
	}
	out.Reset()
	a.JSON = true
	var said struct {
		Exchange note.XID
		Error    fault
	}
	err := a.begun(xid, failed)
	var done *reported
	if !errors.As(err, &done) || json.Unmarshal(out.Bytes(), &said) != nil || said.Exchange != xid || said.Error.Code != "E27" || said.Error.Next == "" {
		t.Errorf("%v with %s", err, out.String())
	}
	a.note("Kenmerk")
	if !strings.Contains(diag.String(), "Kenmerk\n") {
		t.Error("with --json a note is lost")
	}
}

// TestDoctorEndsWithItsError is what a script reads of a home that is none.
func TestDoctorEndsWithItsError(t *testing.T) {
	var out, diag bytes.Buffer
	code := run(t.Context(), []string{"doctor", "--json", "--home", filepath.Join(t.TempDir(), "geen")}, os.Stdin, &out, &diag)
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	var list []check
	var end struct{ Error fault }
	if code != 1 || len(lines) != 2 || json.Unmarshal([]byte(lines[0]), &list) != nil ||
		json.Unmarshal([]byte(lines[1]), &end) != nil || end.Error.Code != "E21" || end.Error.Next == "" {
		t.Errorf("exit %d\n%s", code, out.String())
	}
}
