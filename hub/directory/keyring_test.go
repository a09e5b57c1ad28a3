package directory_test

import (
	"sync"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/directory"
)

func newDirectory(w *world) (*directory.Directory, error) {
	return directory.New(w.Context(), w.store, w.founders, func() time.Time { return w.time })
}

// head signs a keyring head over a file, which the hub cannot tell from a real one.
func (w *world) head(p *person, version uint64, prev note.Hash, file string, login string, unlocks ...*identity.Signer) hub.Keyring {
	w.Helper()
	lines := []note.Line{
		note.L("org", string(p.org.id)), note.L("mid", string(p.id)), note.L("version", string(rune('0'+version))), note.L("prev", string(prev)),
		note.L("ct", string(note.HashOf([]byte(file)))), note.L("time", "1795000000"),
	}
	for i, u := range unlocks {
		lines = append(lines, note.L("unlock", keys.UnlockDevice, string(id("unlock "+string(rune('0'+i)))), u.Public().String()))
	}
	signed, err := keys.KeyringHeadForm.Build(lines...)
	w.must(err)
	return hub.Keyring{Head: note.Attach(signed, signer(login).Sign(signed)), File: []byte(file)}
}

func TestKeyring(t *testing.T) {
	w := newWorld(t)
	a, b := signer("device a"), signer("device b")
	_, err := w.Keyring(w.as(w.anna))
	w.code("before the first", err, hub.E21)
	unlocks, err := w.Unlocks(t.Context(), w.anna.id)
	w.must(err)
	w.same("unlocks before the first", len(unlocks), 0)

	one := w.head(w.anna, 1, note.ZeroHash, "one", "login anna", a, b)
	two := w.head(w.anna, 2, note.HashOf(one.Head), "two", "login anna", b, a)
	changed := one
	changed.File = []byte("other")
	large := one
	large.File = make([]byte, hub.MaxKeyring)
	for name, test := range map[string]struct {
		by   *person
		k    hub.Keyring
		want hub.Code
	}{
		"not the first":        {w.anna, two, hub.E20},
		"another's":            {w.bram, one, hub.E05},
		"signed by another":    {w.anna, w.head(w.anna, 1, note.ZeroHash, "one", "login bram", a, b), hub.E05},
		"with the sign key":    {w.anna, w.head(w.anna, 1, note.ZeroHash, "one", "sign anna", a, b), hub.E05},
		"another file":         {w.anna, changed, hub.E08},
		"no head":              {w.anna, hub.Keyring{Head: []byte("x"), File: []byte("one")}, hub.E01},
		"too large":            {w.anna, large, hub.E23},
		"from elsewhere, as 1": {w.anna, w.head(w.anna, 1, hash("elsewhere"), "one", "login anna", a, b), hub.E20},
	} {
		w.code(name, w.PutKeyring(w.as(test.by), test.k), test.want)
	}
	w.must(w.PutKeyring(w.as(w.anna), one))
	w.must(w.PutKeyring(w.as(w.anna), one))
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if err := w.PutKeyring(w.as(w.anna), two); err != nil {
				t.Errorf("the same one, sent several times at once: %v", err)
			}
		})
	}
	all.Wait()
	w.code("another third one", w.PutKeyring(w.as(w.anna), w.head(w.anna, 2, note.HashOf(one.Head), "2", "login anna", a, b)), hub.E20)
	w.code("another first one", w.PutKeyring(w.as(w.anna), w.head(w.anna, 1, note.ZeroHash, "1", "login anna", a, b)), hub.E20)
	w.code("after another first one", w.PutKeyring(w.as(w.anna), w.head(w.anna, 2, hash("elsewhere"), "2", "login anna", a, b)), hub.E20)
	w.code("going back", w.PutKeyring(w.as(w.anna), one), hub.E20)

	unlock := hub.WithCaller(t.Context(), hub.Caller{Account: w.anna.id, Org: w.vt.id, Scope: hub.ScopeUnlock})
	got, err := w.Keyring(unlock)
	w.must(err)
	w.same("keyring", got, two)
	_, err = w.Keyring(w.as(w.bram))
	w.code("another's", err, hub.E21)
	unlocks, err = w.Unlocks(t.Context(), w.anna.id)
	w.must(err)
	w.same("how many unlocks", len(unlocks), 2)
	for _, u := range unlocks {
		if u != a.Public() && u != b.Public() {
			t.Error("an unlock key that was never put")
		}
	}
}

func TestState(t *testing.T) {
	w := newWorld(t)
	none, err := w.State(w.as(w.anna))
	w.must(err)
	w.same("none", len(none), 0)
	w.must(w.PutState(w.as(w.anna), []byte("one")))
	w.must(w.PutState(w.as(w.anna), []byte("two")))
	got, err := w.State(w.as(w.anna))
	w.must(err)
	w.same("state", string(got), "two")
	others, err := w.State(w.as(w.bram))
	w.must(err)
	w.same("another's", len(others), 0)
	w.code("too large", w.PutState(w.as(w.anna), make([]byte, hub.MaxState+1)), hub.E23)
}
