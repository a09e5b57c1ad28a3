package partners

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/seal"
	"github.com/sluis-hub/sluis/crypto/strict"
	"github.com/sluis-hub/sluis/hub"
)

// file writes a file of that name in a folder of its own.
func (w *world) file(name, content string) string {
	w.t.Helper()
	path := filepath.Join(w.t.TempDir(), name)
	w.must(os.WriteFile(path, []byte(content), 0o600))
	return path
}

// TestExportKeepsAttachmentsApart: whatever a sender calls a file, it replaces
// neither an entry nor another attachment.
func TestExportKeepsAttachmentsApart(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	xid, err := w.as("anna").Send(ctx, Letter{Flow: "message", To: "Politie Vechtdal / Infodesk", Document: w.example("message"), Files: []string{
		w.file("message.text.json", "vervalst"), w.file("brief.txt", "een"), w.file("brief.txt", "twee"), w.file("proof.sluis", "vals"),
	}})
	w.must(err)
	m := w.as("ruud")
	dir := filepath.Join(t.TempDir(), "out")
	w.must(m.Export(ctx, xid, dir))
	for name, want := range map[string]string{
		"0000-1-message.text.json": "vervalst", "0000-2-brief.txt": "een", "0000-3-brief.txt": "twee", "0000-4-proof.sluis": "vals",
	} {
		got, err := os.ReadFile(filepath.Join(dir, "files", name))
		if err != nil || string(got) != want {
			t.Errorf("files/%s holds %q, %v", name, got, err)
		}
	}
	there, err := filepath.Glob(filepath.Join(dir, "0000-*.json"))
	if err != nil || len(there) != 1 {
		t.Fatalf("beside the attachments stand %v, %v", there, err)
	}
	entry, err := os.ReadFile(there[0])
	w.must(err)
	if !json.Valid(entry) || bytes.Contains(entry, []byte("vervalst")) {
		t.Errorf("the entry was replaced: %s", entry)
	}
	proof, err := os.ReadFile(filepath.Join(dir, "proof.sluis"))
	w.must(err)
	_, err = CheckProof(proof)
	w.must(err)
	if err := m.Export(ctx, xid, dir); err == nil {
		t.Error("a directory that is not empty was written to")
	}

	x, err := m.Read(ctx, xid)
	w.must(err)
	for name, index := range map[string]int{"message.text.json": 1, "0/proof.sluis": 4, "0/2/brief.txt": 2, "0/3/brief.txt": 3, "0/3": 3} {
		if a, err := x.File(name); err != nil || a.Index != index {
			t.Errorf("%s is file %d, %v", name, a.Index, err)
		}
	}
	for name, code := range map[string]hub.Code{"brief.txt": hub.E30, "0/brief.txt": hub.E30, "0/1/brief.txt": hub.E21, "1/proof.sluis": hub.E21, "0/5": hub.E21} {
		_, err := x.File(name)
		w.refused(err, code)
	}
}

// TestSelfMustOpenTheMemberNote: a name that somebody else sealed is nobody's.
func TestSelfMustOpenTheMemberNote(t *testing.T) {
	w := newWorld(t)
	m := w.as("anna")
	plain, err := strict.Encode(self{Name: "Mr. Vals", Salt: string(note.HashOf(nil))})
	w.must(err)
	forged, err := seal.Seal(m.keys.Identity.Recipient(), plain)
	w.must(err)
	own, err := m.home.read("self")
	w.must(err)

	w.must(m.home.write("self", forged))
	if m := w.as("anna"); m.self.Name != "anna" {
		t.Errorf("with a forged name in the home she is %q", m.self.Name)
	}
	w.must(m.hub.PutState(t.Context(), forged))
	w.must(m.home.remove("self"))
	if m := w.as("anna"); m.self.Name != "" {
		t.Errorf("with a forged name at the hub she is %q", m.self.Name)
	}
	if b, err := m.home.read("self"); err != nil || b != nil {
		t.Errorf("the forged name was kept: %v", err)
	}
	w.must(m.hub.PutState(t.Context(), own))
	if m := w.as("anna"); m.self.Name != "anna" {
		t.Errorf("with her own name at the hub she is %q", m.self.Name)
	}
}

// TestKeyringGoesForwardOnly: one older than this home has seen is refused, from
// the hub and from the disk, and one that is not the member's is never stored.
func TestKeyringGoesForwardOnly(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	m := w.as("anna")
	old, err := m.home.Keyring()
	w.must(err)
	device, err := m.home.Device()
	w.must(err)
	k, err := identity.OpenKeyring(old.Head, old.File, device)
	w.must(err)
	k.Next(old.Head)
	head, file, err := k.Seal(w.hub.Now().Unix())
	w.must(err)
	w.must(m.home.SetKeyring(hub.Keyring{Head: head, File: file}))
	w.as("anna")

	// the hub still has version 1
	w.must(m.home.remove("keyring"))
	_, err = Open(ctx, m.home, Options{Now: w.hub.Now})
	w.refused(err, hub.E17)
	_, err = Open(ctx, m.home, Options{Now: w.hub.Now, Phrase: w.phrase["anna"]})
	w.refused(err, hub.E17)
	if b, err := m.home.read("keyring"); err != nil || b != nil {
		t.Error("the older keyring was stored")
	}
	// and so has somebody who put back a copy of the file
	w.must(m.home.write("keyring", hub.JoinFrame(old.Head, old.File)))
	_, err = Open(ctx, m.home, Options{Now: w.hub.Now})
	w.refused(err, hub.E17)

	// the hub gets the new one, and it is taken
	w.must(m.hub.PutKeyring(ctx, hub.Keyring{Head: head, File: file}))
	w.must(m.home.remove("keyring"))
	if got := w.as("anna"); got.keys.Version != 2 {
		t.Errorf("version %d", got.keys.Version)
	}

	// keys that the member note does not name
	k.Next(head)
	k.Sign = identity.NewSigner()
	head, file, err = k.Seal(w.hub.Now().Unix())
	w.must(err)
	m = w.as("anna")
	m.keys = k
	m.dir, err = newDirectory(m.hub, m.home)
	w.must(err)
	w.refused(m.start(ctx, &hub.Keyring{Head: head, File: file}), hub.E17)
	if got := w.as("anna"); got.keys.Version != 2 {
		t.Errorf("a keyring that is not hers was stored")
	}
}

func TestDeviceKeyIsOnlyOurs(t *testing.T) {
	w := newWorld(t)
	h, err := LoadHome(w.homes["anna"])
	w.must(err)
	w.must(os.Chmod(h.path("device.key"), 0o640))
	_, err = Open(t.Context(), h, Options{Now: w.hub.Now})
	w.refused(err, hub.E17)
}

func TestAnotherHubIsRefused(t *testing.T) {
	w := newWorld(t)
	h, err := LoadHome(w.homes["anna"])
	w.must(err)
	h.Trust.Hub = string(note.NewID())
	_, err = Open(t.Context(), h, Options{Now: w.hub.Now})
	w.refused(err, hub.E17)
}

// TestKeepSeesTwoBranches: what two commands were shown must be one chain.
func TestKeepSeesTwoBranches(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	xid := w.send("anna", "message", "Politie Vechtdal / Infodesk")
	m := w.as("ruud")
	begin, err := m.Read(ctx, xid)
	w.must(err)
	short := &kept{frames: begin.frames}
	w.must(m.Reply(ctx, xid, "", doc(map[string]any{"form": "message.text", "text": "Eén."}), nil))
	stored := func() [][]byte {
		k, err := m.kept(xid)
		w.must(err)
		return k.frames
	}
	two := stored()
	if seq, ok := m.pinned(xid); len(two) != 2 || seq != 1 || !ok {
		t.Fatalf("%d kept, pinned %d %v", len(two), seq, ok)
	}
	// a command that saw less does not shorten it
	w.must(m.keep(begin, short))
	if len(stored()) != 2 {
		t.Error("what was kept became shorter")
	}
	// one whose hub withheld a text does not lose it
	x, err := m.Read(ctx, xid)
	w.must(err)
	parts, err := hub.SplitFrame(two[1])
	w.must(err)
	parts[1] = nil
	w.must(m.keep(x, &kept{frames: [][]byte{two[0], hub.JoinFrame(parts...)}}))
	if !bytes.Equal(stored()[1], two[1]) {
		t.Error("a kept text was lost")
	}
	// another entry in the place of the second: longer, as long or shorter
	other := w.send("anna", "message", "Politie Vechtdal / Infodesk")
	y, err := m.Read(ctx, other)
	w.must(err)
	w.refused(m.keep(x, &kept{frames: [][]byte{two[0], y.frames[0]}}), note.E03)
	w.refused(m.keep(begin, &kept{frames: [][]byte{y.frames[0]}}), note.E03)
	if f := stored(); !bytes.Equal(f[1], two[1]) {
		t.Error("the other branch was kept")
	}
}

// TestHomeForgetsWhatEnded: five days after the hub did, and not before.
func TestHomeForgetsWhatEnded(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	closed := w.send("anna", "message", "Politie Vechtdal / Infodesk")
	open := w.send("anna", "message", "Politie Vechtdal / Infodesk")
	w.must(w.as("anna").Close(ctx, closed))
	m := w.as("anna")
	start := w.hub.Now()
	for _, c := range []struct {
		days         int
		closed, open bool
	}{{34, true, true}, {36, false, true}, {404, false, true}, {406, false, false}} {
		m.now = func() time.Time { return start.AddDate(0, 0, c.days) }
		w.must(m.sweep())
		for xid, want := range map[note.XID]bool{closed: c.closed, open: c.open} {
			if b, err := m.home.read("exchanges/" + string(xid)); err != nil || (b != nil) != want {
				t.Errorf("after %d days %s is kept: %v", c.days, xid, b != nil)
			}
		}
	}
}

// TestUploadsAreOfOneTarget: a file that is attached again is found by its
// target and its content, and nothing else.
func TestUploadsAreOfOneTarget(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	m := w.as("anna")
	path := w.file("foto.bin", "een")
	stamp := time.Unix(1_700_000_000, 0)
	w.must(os.Chtimes(path, stamp, stamp))
	root := func(target string) note.Hash {
		_, b, err := m.attachTo(ctx, target, []string{path})
		w.must(err)
		return b[0].Root
	}
	first := root("a")
	if root("a") != first {
		t.Error("the same file to the same target was sealed anew")
	}
	if root("b") == first {
		t.Error("another target got the same sealing")
	}
	w.must(os.WriteFile(path, []byte("twe"), 0o600))
	w.must(os.Chtimes(path, stamp, stamp))
	if root("a") == first {
		t.Error("another content got the same sealing")
	}
	left := func() int {
		names, err := m.home.list("uploads")
		w.must(err)
		return len(names)
	}
	w.must(m.sweepUploads())
	if left() != 6 {
		t.Errorf("%d files wait, want 6", left())
	}
	m.now = func() time.Time { return time.Now().Add(uploadLife + time.Hour) }
	w.must(m.sweepUploads())
	if left() != 0 {
		t.Errorf("%d files wait after a week", left())
	}
}

func TestSkeleton(t *testing.T) {
	for _, same := range [][2]string{
		{"Intake", "lntake"}, {"Intake", "1ntake"}, {"Intake", "|ntake"}, {"Linde", "Iinde"}, {"Linde", "LINDE"},
		{"Zorgteam", "Zorgtearn"}, {"Westwijk", "VVestvvijk"}, {"Noord", "N00rd"}, {"Noord", "Nооrd"}, {"Intake", "Іntake"},
		{"De Brug", "De\u200bBrug"}, {"Zuid", "Zu\u0131d"}, {"Café", "Cafe"},
		{"Sint-Jan", "Sint\u2010Jan"}, {"Noord", "Noord\ufe0f"}, {"Noord", "No\u3164ord"}, {"Noord", "Noord\u115f"}, {"Noord", "No\u2800ord"}, {"Noord", "Noord."},
	} {
		if skeleton(same[0]) != skeleton(same[1]) {
			t.Errorf("%q and %q are told apart: %q, %q", same[0], same[1], skeleton(same[0]), skeleton(same[1]))
		}
	}
	for _, other := range [][2]string{{"Noord", "Zuid"}, {"Team 2", "Team 3"}, {"Oost", "West"}} {
		if skeleton(other[0]) == skeleton(other[1]) {
			t.Errorf("%q and %q are not told apart", other[0], other[1])
		}
	}
}
