package partners

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/hub"
)

// TestLeave is what one rotation does to who left: every sealed file on the hub's disk
// is tried with his keyring and all that it leads to. It opens what it did before, and
// nothing that came after.
func TestLeave(t *testing.T) {
	for name, leave := range map[string]func(w *world){
		"dismissed":           func(w *world) { w.dismiss("fatima", "sjoerd") },
		"put in another team": func(w *world) { w.transfer("fatima", "sjoerd", w.teamOf("sjoerd"), w.teamOf("linda")) },
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			ctx := t.Context()
			noord := w.teamOf("sjoerd")
			attachment := filepath.Join(t.TempDir(), "verslag.txt")
			w.must(os.WriteFile(attachment, bytes.Repeat([]byte("verslag "), 500), 0o600))
			ours := w.send("sjoerd", "message", "Politie Vechtdal / Infodesk")
			theirs := w.send("anna", "message", "Gemeente Veldrijk / Noord")
			quiet := w.send("joke", "message", "Gemeente Veldrijk / Noord")
			w.must(w.as("anna").Reply(ctx, theirs, "", text("Met bijlage."), []string{attachment}))
			sheet, err := w.as("fatima").NewZaak(ctx, "", w.example("zaak"))
			w.must(err)
			w.must(w.as("fatima").Tend(ctx))

			him := w.as("sjoerd")
			keyring := him.keys.Identity
			before := w.hub.Disk(t)
			could, _ := before.Open(keyring)
			for _, what := range []string{"text genesis", "text post", "grant", "attachment", "team key", "state of " + string(him.ID)} {
				if !slices.Contains(slices.Collect(maps.Values(could)), what) {
					t.Fatalf("as a member he opens no %s; he opens %v", what, could)
				}
			}

			leave(w)
			if _, err := him.hub.Entries(ctx, note.TeamParty(noord), theirs, 0); hub.CodeOf(err) == "" {
				t.Error("the hub still gives him what is his old team's")
			}
			if _, err := him.hub.Newest(ctx, note.TeamParty(noord), hub.Position{}, 10); hub.CodeOf(err) == "" {
				t.Error("the hub still lists what is his old team's")
			}
			if e := w.epoch("fatima", noord); e != 1 {
				t.Fatalf("epoch %d after he left", e)
			}

			// whoever writes first, of whichever side, in each kind of exchange
			w.must(w.as("ruud").Reply(ctx, ours, "", text("Van de ander."), nil))
			w.must(w.as("fatima").Reply(ctx, ours, "", text("Van ons."), []string{attachment}))
			w.must(w.as("anna").Reply(ctx, theirs, "", text("Met bijlage, daarna."), []string{attachment}))
			w.must(w.as("fatima").Reply(ctx, sheet, "", doc(map[string]any{"form": "zaak.note", "text": "Notitie."}), nil))
			w.must(w.as("fatima").Rekey(ctx, quiet))
			w.send("anna", "handoff", "Gemeente Veldrijk / Noord")
			_, err = w.as("fatima").NewZaak(ctx, "", w.example("zaak"))
			w.must(err)

			after := w.hub.Disk(t)
			if fresh := len(after.Files) - len(before.Files); fresh < 15 {
				t.Fatalf("only %d files came after", fresh)
			}
			// what he saved of before, and all there is now
			maps.Copy(after.Files, before.Files)
			can, _ := after.Open(keyring)
			for hash, what := range can {
				if could[hash] == "" && !own(w, hash) && what != "state of "+string(him.ID) {
					t.Errorf("he opens a %s that came after he left", what)
				}
				delete(could, hash)
			}
			for _, what := range could {
				t.Errorf("the control fails: a %s that he could open does not open", what)
			}
			// and the tool sees what a colleague, who stayed, can open of it
			stayed, _ := after.Open(w.as("fatima").keys.Identity)
			for hash, f := range after.Files {
				if _, old := before.Files[hash]; !old && f.What == "text post" && stayed[hash] == "" {
					t.Error("a colleague cannot open a post that came after")
				}
			}
		})
	}
}

// own says whether a file is of the team that sjoerd went to.
func own(w *world, hash note.Hash) bool {
	t := w.as("linda").dir.book.Team(w.teamOf("linda"))
	return t.Chain == hash || slices.ContainsFunc(t.Members, func(l roster.Wrap) bool { return l.File == hash })
}

// transfer puts somebody in another team.
func (w *world) transfer(by, name string, from, to note.TeamID) {
	w.t.Helper()
	who := w.as(name).ID
	w.manifest(by, func(m *roster.Manifest) {
		m.Assigns = slices.DeleteFunc(m.Assigns, func(a roster.Assign) bool { return a.Member == who && a.Team == from })
		m.Assigns = append(m.Assigns, roster.Assign{Team: to, Member: who})
	})
}
