package partners

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/crypto/seal"
	"github.com/sluis-hub/sluis/hub"
)

// sealed is every sealed file at a hub, with what it is.
type sealed map[note.Hash]sealedFile

type sealedFile struct {
	what string
	file []byte
}

func (s sealed) add(what string, file []byte) {
	if len(file) > 0 {
		s[note.HashOf(file)] = sealedFile{what, file}
	}
}

// everything fetches all sealed files that the hub has, each from whoever it gives
// it to. That none is left out is known from the signed headers and team notes,
// which name every file by its hash.
func (w *world) everything() sealed {
	w.t.Helper()
	ctx, all, want := w.t.Context(), sealed{}, map[note.Hash]string{}
	for name := range w.homes {
		h, err := LoadHome(w.homes[name])
		w.must(err)
		m, err := Open(ctx, h, Options{Now: w.hub.Now})
		if err != nil {
			continue // who was dismissed
		}
		w.must(m.dir.All(ctx))
		w.keysAt(m, all, want)
		state, err := m.hub.State(ctx)
		w.must(err)
		all.add("state of "+name, state)
		for _, p := range m.Parties() {
			w.must(m.each(ctx, p, func(row hub.Row) (bool, error) {
				w.exchangeAt(m, p, row.XID, all, want)
				return true, nil
			}))
		}
	}
	for hash, what := range want {
		if _, have := all[hash]; !have {
			w.t.Fatalf("the hub has a %s that nobody was given", what)
		}
	}
	return all
}

// keysAt are the sealed team keys.
func (w *world) keysAt(m *Member, all sealed, want map[note.Hash]string) {
	w.t.Helper()
	for _, org := range m.dir.book.Orgs() {
		for _, post := range m.dir.book.Manifest(org).Teams {
			for epoch := range m.dir.book.Team(post.Team).Epoch + 1 {
				t := m.dir.book.TeamAt(post.Team, epoch)
				files := []note.Hash{}
				if t.Chain != note.ZeroHash {
					files = append(files, t.Chain)
				}
				for _, l := range t.Members {
					if m.dir.book.Active(l.Member) { // else it is given to nobody any more
						files = append(files, l.File)
					}
				}
				for _, f := range files {
					want[f] = "team key"
					got, err := m.hub.Objects(w.t.Context(), []note.Hash{f})
					w.must(err)
					all.add("key "+string(post.Team)+" of epoch", got[0])
				}
			}
		}
	}
}

// exchangeAt are the sealed files of an exchange that a party gets.
func (w *world) exchangeAt(m *Member, p note.Party, xid note.XID, all sealed, want map[note.Hash]string) {
	w.t.Helper()
	ctx := w.t.Context()
	for from := uint64(0); ; {
		got, err := m.hub.Entries(ctx, p, xid, from)
		w.must(err)
		if len(got) == 0 {
			return
		}
		from += uint64(len(got))
		for _, f := range got {
			parts, err := hub.SplitFrame(f)
			w.must(err)
			e, err := chain.Parse(parts[0])
			w.must(err)
			if e.CTSize > 0 {
				want[e.CT] = "text"
			}
			all.add("text "+string(e.Type), parts[1])
			for i, g := range e.Grants {
				want[g.File] = "grant"
				all.add("grant", parts[2+i])
			}
			for _, b := range e.Blobs {
				var file bytes.Buffer
				for n := uint32(0); uint64(n)*hub.PieceSize < b.Size; n++ {
					piece, err := m.hub.Piece(ctx, p, xid, b.Root, n)
					w.must(err)
					file.Write(piece)
				}
				all.add("attachment", file.Bytes())
			}
		}
	}
}

var secretKey = regexp.MustCompile(`AGE-SECRET-KEY-PQ-1[0-9A-Z]+`)

// opens tries every file with every key that a keyring leads to: those in it and
// those found in what opens, until nothing new comes. It lists what opened.
func opens(files sealed, keyring ...*identity.Identity) map[note.Hash]string {
	opened, known := map[note.Hash]string{}, map[string]bool{}
	for len(keyring) > 0 {
		by := keyring[0]
		keyring = keyring[1:]
		if known[by.String()] {
			continue
		}
		known[by.String()] = true
		for hash, f := range files {
			plain, err := seal.Open(by, f.file)
			if err != nil {
				continue
			}
			opened[hash] = f.what
			for _, text := range secretKey.FindAll(plain, -1) {
				if id, err := identity.Parse(string(text)); err == nil {
					keyring = append(keyring, id)
				}
			}
		}
	}
	return opened
}

// TestLeave is what one rotation does to who left: every sealed file at the hub is
// tried with his keyring and all that it leads to. It opens what it did before, and
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
			before := w.everything()
			could := opens(before, keyring)
			for _, what := range []string{"text genesis", "text post", "grant", "attachment", "state of sjoerd"} {
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

			after := w.everything()
			if fresh := len(after) - len(before); fresh < 15 {
				t.Fatalf("only %d files came after", fresh)
			}
			// what he saved of before, and all there is now
			for hash, what := range before {
				after[hash] = what
			}
			for hash, what := range opens(after, keyring) {
				if could[hash] == "" && !own(w, hash) {
					t.Errorf("he opens a %s that came after he left", what)
				}
				delete(could, hash)
			}
			for _, what := range could {
				t.Errorf("the control fails: a %s that he could open does not open", what)
			}
			// and the tool sees what a colleague, who stayed, can open of it
			stayed := opens(after, w.as("fatima").keys.Identity)
			for hash, f := range after {
				if _, old := before[hash]; !old && f.what == "text post" && stayed[hash] == "" {
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
