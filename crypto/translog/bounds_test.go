package translog_test

import (
	"strings"
	"testing"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/translog"
)

// TestNoSuchLine: a hub gives lines as values, and some say what no line can.
func TestNoSuchLine(t *testing.T) {
	org, hash := note.OrgID(idOf("org a")), note.HashOf(nil)
	for name, l := range map[string]translog.Leaf{
		"an organisation with a number":  {Kind: translog.KindOrg, Org: org, Hash: hash, Version: 1},
		"a vouch with a number":          {Kind: translog.KindVouch, Org: org, Subject: note.ID(org), Hash: hash, Version: 1},
		"a manifest above all numbers":   {Kind: translog.KindManifest, Org: org, Hash: hash, Version: note.MaxNum + 1},
		"a kind that is none":            {Kind: "member", Org: org, Hash: hash},
		"a manifest of a subject":        {Kind: translog.KindManifest, Org: org, Subject: note.ID(org), Hash: hash, Version: 1},
		"a team without a subject":       {Kind: translog.KindTeam, Org: org, Hash: hash},
		"an organisation that is no id":  {Kind: translog.KindOrg, Org: "org", Hash: hash},
		"an organisation without a hash": {Kind: translog.KindOrg, Org: org},
	} {
		log := translog.NewLog()
		if err := log.Append(translog.Leaf{Kind: translog.KindOrg, Org: org, Hash: hash}); err != nil {
			t.Fatal(err)
		}
		if err := log.Append(l); note.CodeOf(err) != note.E01 || log.Size() != 1 {
			t.Errorf("%s: %v, want E01", name, err)
		}
	}
}

// TestLongestLog: no hub feeds a client for ever.
func TestLongestLog(t *testing.T) {
	begin := translog.Leaf{Kind: translog.KindOrg, Org: note.OrgID(idOf("org a")), Hash: note.HashOf(nil)}
	if err := translog.Long(translog.MaxLeaves).Append(begin); note.CodeOf(err) != note.E11 {
		t.Errorf("a line after the last: %v, want E11", err)
	}
}

// TestGrowthOfNoLog: nothing is proved of lines that are not there.
func TestGrowthOfNoLog(t *testing.T) {
	log := translog.NewLog()
	for _, line := range lines() {
		l, err := translog.ParseLeaf(line)
		if err != nil {
			t.Fatal(err)
		}
		if err := log.Append(l); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		from, to uint64
		want     note.Code
	}{{1, log.Size(), ""}, {1, log.Size() + 1, note.E12}, {2, 1, note.E11}} {
		if _, err := log.Growth(c.from, c.to); note.CodeOf(err) != c.want {
			t.Errorf("from %d to %d: %v, want %q", c.from, c.to, err, c.want)
		}
	}
}

// TestKeyNames: a key is made for a name that can stand in a line.
func TestKeyNames(t *testing.T) {
	for name, want := range map[string]note.Code{"oost.example": "", "": note.E01, "oost example": note.E01, "oost+west": note.E01, strings.Repeat("w", 129): note.E01} {
		if _, err := translog.WitnessKey(name, public(t, "oost")); note.CodeOf(err) != want {
			t.Errorf("a witness %q: %v, want %q", name, err, want)
		}
		if _, err := translog.LogKey(name, public(t, "oost")); note.CodeOf(err) != want {
			t.Errorf("a log %q: %v, want %q", name, err, want)
		}
	}
}
