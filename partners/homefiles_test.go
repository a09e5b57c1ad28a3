package partners

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/seal"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/partners/flow"
)

// TestDamagedHome: a file of a home that is not what was written there is refused, and
// the code says that it is the file.
func TestDamagedHome(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	xid := w.send("anna", "message", "Politie Vechtdal / Infodesk")
	w.show("ruud", xid)
	open := func(h *Home) error {
		_, err := Open(ctx, h, Options{Now: w.hub.Now})
		return err
	}
	for name, c := range map[string]struct {
		file, holds string
		do          func(h *Home) error
		want        hub.Code
	}{
		"home.json is no JSON":                 {"home.json", "home", func(h *Home) error { _, err := LoadHome(h.Dir); return err }, hub.E01},
		"trust.json is cut off":                {"trust.json", `{"hub":`, func(h *Home) error { _, err := LoadHome(h.Dir); return err }, hub.E01},
		"the keyring is no frame":              {"keyring", "keyring", open, hub.E10},
		"the keyring has one part":             {"keyring", string(hub.JoinFrame([]byte("head"))), open, hub.E10},
		"the head of the keyring is another's": {"keyring.head", "head\n", open, hub.E10},
		"an exchange is no frame":              {"exchanges/" + string(xid), "exchange", readsIt(w, xid), hub.E10},
		"an exchange has one part":             {"exchanges/" + string(xid), string(hub.JoinFrame(nil)), readsIt(w, xid), hub.E10},
	} {
		t.Run(name, func(t *testing.T) {
			h := w.copied(t, "ruud")
			w.must(h.write(c.file, []byte(c.holds)))
			if err := c.do(h); hub.CodeOf(err) != c.want {
				t.Errorf("%v, want %s", err, c.want)
			}
		})
	}
}

// copied is a home that another command may damage.
func (w *world) copied(t *testing.T, name string) *Home {
	t.Helper()
	dir := filepath.Join(t.TempDir(), name)
	w.must(os.CopyFS(dir, os.DirFS(w.homes[name])))
	w.must(os.Chmod(filepath.Join(dir, "device.key"), 0o600))
	h, err := LoadHome(dir)
	w.must(err)
	return h
}

func readsIt(w *world, xid note.XID) func(h *Home) error {
	return func(h *Home) error {
		m, err := Open(w.t.Context(), h, Options{Now: w.hub.Now})
		if err == nil {
			_, err = m.Read(w.t.Context(), xid)
		}
		return err
	}
}

// TestStoredEntryMalformed: of an exchange that is kept with something else than an
// entry, what stands before it is shown, and that it ends there.
func TestStoredEntryMalformed(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	xid := w.send("anna", "message", "Politie Vechtdal / Infodesk")
	w.show("ruud", xid)
	m := w.as("ruud")
	k, err := m.kept(xid)
	w.must(err)
	parts, err := hub.SplitFrame(k.frames[0])
	w.must(err)
	k.frames = append(k.frames, hub.JoinFrame(parts[0])) // without its text
	x, err := m.verify(ctx, m.Parties()[0], xid, k)
	w.must(err)
	if hub.CodeOf(x.End) != hub.E01 || len(x.Entries) != 1 {
		t.Errorf("%d entries, ended by %v", len(x.Entries), x.End)
	}
}

// TestDamagedOutbox: what waits to be sent, or for a co-signature, and is not whole, is
// no entry.
func TestDamagedOutbox(t *testing.T) {
	w := newWorld(t)
	m := w.as("ruud")
	for name, frame := range map[string][]byte{"no frame": []byte("entry"), "one part": hub.JoinFrame([]byte("entry"))} {
		if _, _, err := readFrame(frame); note.CodeOf(err) != note.E10 {
			t.Errorf("a kept entry with %s: %v", name, err)
		}
	}
	sig := string(note.NewID()) + " " + strings.Repeat("0", 128)
	for name, c := range map[string]struct {
		plain []byte
		want  note.Code
	}{
		"no frame":                   {[]byte("acceptance"), note.E10},
		"two parts":                  {hub.JoinFrame(nil, []byte(sig)), note.E10},
		"a signature that is none":   {hub.JoinFrame(nil, []byte("sig"), nil), note.E01},
		"a signature of a short key": {hub.JoinFrame(nil, []byte(sig[1:]), nil), note.E01},
		"a signature cut off":        {hub.JoinFrame(nil, []byte(sig[:len(sig)-1]), nil), note.E01},
		"a text that is no entry":    {hub.JoinFrame([]byte("text\n"), []byte(sig), nil), note.E01},
	} {
		if _, err := readPending(c.plain); note.CodeOf(err) != c.want {
			t.Errorf("a kept acceptance with %s: %v, want %s", name, err, c.want)
		}
	}
	for name, c := range map[string]struct {
		sig  string
		want note.Code
	}{"whole": {sig, ""}, "a word": {"sig", note.E01}, "no key": {sig[32:], note.E01}, "a short key": {sig[1:], note.E01}, "cut off": {sig[:len(sig)-1], note.E01}} {
		if _, err := parseSig([]byte(c.sig)); note.CodeOf(err) != c.want {
			t.Errorf("a signature, %s: %v, want %q", name, err, c.want)
		}
	}
	if _, err := seal.Open(m.keys.Identity, []byte("sealed")); note.CodeOf(err) != note.E18 {
		t.Error(err)
	}
}

// TestDamagedJoining: a home that was left half made joins nothing.
func TestDamagedJoining(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	j, _, err := w.join("nina", w.invite("fatima"))
	w.must(err)
	copied := func() *Home {
		dir := filepath.Join(t.TempDir(), "nina")
		w.must(os.CopyFS(dir, os.DirFS(j.home.Dir)))
		w.must(os.Chmod(filepath.Join(dir, "device.key"), 0o600))
		h, err := LoadHome(dir)
		w.must(err)
		return h
	}
	h := copied()
	w.must(h.remove("keyring"))
	_, err = ResumeJoining(ctx, h, w.hub.Now)
	w.refused(err, hub.E17)
	h = copied()
	w.must(h.remove("device.key"))
	_, err = ResumeJoining(ctx, h, w.hub.Now)
	w.refused(err, hub.E17)
	h = copied()
	bad := j.kept
	bad.Name = "naam"
	w.must(h.writeSealed(joiningFile, j.keys.Identity, bad))
	_, err = ResumeJoining(ctx, h, w.hub.Now)
	w.refused(err, hub.E10)
	_, err = ResumeJoining(ctx, copied(), w.hub.Now)
	w.must(err)
}

// TestTrustWithoutLog: it says what to do, since there were trust files without one.
func TestTrustWithoutLog(t *testing.T) {
	_, err := Trust{}.Policy()
	if hub.CodeOf(err) != hub.E01 || !strings.Contains(err.Error(), "get a newer one") {
		t.Error(err)
	}
}

// TestRecordNotInHome: the records of a log are all of them, or none.
func TestRecordNotInHome(t *testing.T) {
	w := newWorld(t)
	m := w.as("ruud")
	w.must(m.dir.All(t.Context()))
	size := m.dir.lines.Size()
	all, err := m.dir.upTo(size)
	w.must(err)
	l, _ := m.dir.lines.At(size - 1)
	w.must(m.home.remove("directory/" + string(l.Hash)))
	if got, err := m.dir.upTo(size); note.CodeOf(err) != note.E06 {
		t.Errorf("%d of %d records, %v", len(got), len(all), err)
	}
}

// TestBodyOfNoFlow: a body is read by the frame of its exchange, and by nothing else.
func TestBodyOfNoFlow(t *testing.T) {
	for name, c := range map[string]struct {
		t     chain.Type
		body  string
		frame *flow.Frame
		want  note.Code
	}{
		"a frame with a number for its kind": {chain.Genesis, `{"form":"message.text","version":1,"frame":{"flow":"anders","kind":5}}`, nil, note.E10},
		"a frame of a flow to come":          {chain.Genesis, `{"form":"message.text","version":1,"frame":{"flow":"anders"}}`, nil, note.E19},
		"no frame":                           {chain.Genesis, `{"form":"message.text","version":1,"text":"Dag."}`, nil, note.E10},
		"a post before any frame":            {chain.Post, `{"form":"message.text","version":1,"text":"Dag."}`, nil, note.E10},
		"a post":                             {chain.Post, `{"form":"message.text","version":1,"text":"Dag."}`, &flow.Frame{Flow: "message"}, ""},
	} {
		if _, err := readBody(c.t, []byte(c.body), &c.frame); note.CodeOf(err) != c.want || err != nil && c.want == "" {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}
