//go:build !noagent

package main

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/hub/hubtest"
	"github.com/sluis-hub/sluis/partners"
)

// TestTeamCommands is what a script reads of the commands on teams and their keys.
func TestTeamCommands(t *testing.T) {
	h := hubtest.Start(t)
	f := partners.NewFounding("Gemeente Veldrijk", "gebiedsteam")
	var teams []note.TeamID
	for _, name := range []string{"Noord", "Zuid"} {
		teams = append(teams, f.Team(roster.Card{Name: name, Kind: "gebiedsteam", PhoneDay: "088 000 1100", Area: []string{"8701"}}))
	}
	n := f.Member("fatima", true, teams...)
	objects, err := f.Records(time.Now().Unix())
	if err != nil {
		t.Fatal(err)
	}
	h.Seed(t, objects)
	home := filepath.Join(t.TempDir(), "fatima")
	trust := partners.Trust{
		Hub: h.ID(), Founders: map[note.OrgID]note.KeyID{f.Org: f.RootID()},
		Log: h.LogKey(), Witnesses: []string{h.Witness().Key()}, Quorum: 1,
	}
	if _, err := n.Settle(t.Context(), home, partners.HomeConfig{Hub: h.URL}, trust, time.Now().Unix()); err != nil {
		t.Fatal(err)
	}
	sluis := func(want int, args ...string) string {
		t.Helper()
		var out, diag bytes.Buffer
		in := strings.NewReader("")
		if args[0] == "zaak" && args[1] == "new" {
			text, err := partners.Example("zaak", time.Now())
			if err != nil {
				t.Fatal(err)
			}
			in = strings.NewReader(string(text))
		}
		if code := run(t.Context(), append(args, "--home", home), in, &out, &diag); code != want {
			t.Fatalf("sluis %v ended with %d, want %d\n%s%s", args, code, want, out.String(), diag.String())
		}
		return out.String()
	}
	count := func(text string) int {
		t.Helper()
		var rows []map[string]any
		if err := json.Unmarshal([]byte(text), &rows); err != nil {
			t.Fatalf("%v in %s", err, text)
		}
		return len(rows)
	}
	if got := count(sluis(0, "teams", "--json")); got != 2 {
		t.Errorf("%d teams", got)
	}
	if got := count(sluis(0, "teams", "zuid", "--json")); got != 1 {
		t.Errorf("%d teams of that name", got)
	}
	if got := count(sluis(0, "teams", "--waiting", "--json")); got != 0 {
		t.Errorf("%d wait", got)
	}
	code := func(text string) string {
		t.Helper()
		var end struct{ Error fault }
		if err := json.Unmarshal([]byte(text), &end); err != nil {
			t.Fatalf("%v in %s", err, text)
		}
		return string(end.Error.Code)
	}
	var keys partners.Keys
	if err := json.Unmarshal([]byte(sluis(0, "keys", "--json")), &keys); err != nil {
		t.Fatal(err)
	}
	own, said := strings.Join(keys.Words, " "), map[string]string{}
	for _, team := range keys.Teams {
		said[team.Name] = strings.Join(team.Words, " ")
	}
	for _, words := range []string{own, said["Noord"], said["Zuid"]} {
		if len(strings.Fields(words)) != 8 || !strings.Contains(sluis(0, "keys"), words) {
			t.Errorf("sluis keys does not show %q to read aloud", words)
		}
	}
	if got := code(sluis(1, "teams", "let-in", "Noord", "--history", "--words", own, "--json")); got != "E29" {
		t.Errorf("nobody waits: %s", got)
	}
	sluis(2, "teams", "let-in", "Noord")
	sluis(2, "teams", "let-in", "Noord", "--history")
	sluis(2, "teams", "confirm", "Noord")
	for words, want := range map[string]string{own: "E16", said["Zuid"]: "E16", "zeven zomaar": "E28"} {
		got := sluis(1, "teams", "confirm", "Noord", "--words", words, "--json")
		if code(got) != want || strings.Contains(got, strings.Fields(said["Noord"])[0]) {
			t.Errorf("confirmed with other words: %s, want %s", got, want)
		}
	}
	sluis(0, "teams", "confirm", "Noord", "--words", strings.ToUpper(strings.ReplaceAll(said["Noord"], " ", ", ")))
	sluis(2, "rekey")
	if got := strings.TrimSpace(sluis(0, "rekey", "--all", "--json")); !strings.Contains(got, `"done":0`) && !strings.Contains(got, `"done": 0`) {
		t.Errorf("rekey --all says %s", got)
	}

	var begun struct{ Exchange note.XID }
	if err := json.Unmarshal([]byte(sluis(0, "zaak", "new", "--team", "Noord", "--file", "-", "--json")), &begun); err != nil {
		t.Fatal(err)
	}
	if got := code(sluis(1, "zaak", "move", string(begun.Exchange), "--to", "Noord", "--json")); got != "E05" {
		t.Errorf("to the same team: %s", got)
	}
	var moved partners.Moved
	if err := json.Unmarshal([]byte(sluis(0, "zaak", "move", string(begun.Exchange), "--to", "Zuid", "--json")), &moved); err != nil {
		t.Fatal(err)
	}
	if !moved.Closed || moved.Sheet == "" || moved.Sheet == begun.Exchange {
		t.Errorf("moved: %+v", moved)
	}
}
