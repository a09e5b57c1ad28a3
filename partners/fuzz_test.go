package partners

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/strict"
	"github.com/sluis-hub/sluis/crypto/words"
	"github.com/sluis-hub/sluis/hub"
)

// coded demands that a refusal says which check it is.
func coded(t *testing.T, what string, err error) {
	t.Helper()
	if err != nil && (hub.CodeOf(err) == "" || hub.CodeOf(err) >= hub.E20) {
		t.Fatalf("%s: %v", what, err)
	}
}

// FuzzHome: whatever stands in the files of a home, they are read or refused with a code.
func FuzzHome(f *testing.F) {
	k := identity.NewDevice(string(note.NewID()))
	device, err := k.Text()
	if err != nil {
		f.Fatal(err)
	}
	trust, err := json.Marshal(Trust{Hub: "hub", Log: "log", Witnesses: []string{"w"}, Quorum: 1})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(trust, []byte(`{"hub":"https://hub.example"}`), device, hub.JoinFrame([]byte("head"), []byte("file")))
	f.Add([]byte("null"), []byte("{"), []byte("sluis.v1/device\n"), []byte{0, 0, 0, 1})
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, trust, home, device, keyring []byte) {
		for name, b := range map[string][]byte{"trust.json": trust, "home.json": home, "device.key": device, "keyring": keyring, "keyring.head": keyring} {
			if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		h, err := LoadHome(dir)
		coded(t, "home", err)
		if err != nil {
			h = &Home{Dir: dir}
		}
		_, err = h.Trust.Policy()
		coded(t, "trust", err)
		_, err = h.Device()
		coded(t, "device key", err)
		got, err := h.Keyring()
		coded(t, "keyring", err)
		if err == nil && !bytes.Equal(hub.JoinFrame(got.Head, got.File), keyring) {
			t.Fatalf("of the keyring %q is read %+v", keyring, got)
		}
		_, err = h.keyringSeen()
		coded(t, "head", err)
	})
}

// FuzzKept: an entry in the outbox, and an acceptance that waits, are whole or refused.
func FuzzKept(f *testing.F) {
	f.Add([]byte(nil))
	f.Add(hub.JoinFrame([]byte("entry\n"), nil))
	f.Add(hub.JoinFrame([]byte("sluis.v1/entry\n"), []byte("0123456789abcdef0123456789abcdef 00"), nil))
	f.Fuzz(func(t *testing.T, b []byte) {
		e, _, err := readFrame(b)
		coded(t, "entry", err)
		if (e == nil) != (err != nil) {
			t.Fatalf("%+v and %v", e, err)
		}
		p, err := readPending(b)
		coded(t, "acceptance", err)
		if err == nil && !note.IsSignature(p.sig.Hex) {
			t.Fatalf("a signature %q is taken", p.sig.Hex)
		}
	})
}

// FuzzInvitation: what a home keeps of an invitation, and of an answer to one, opens an
// invitation or is refused.
func FuzzInvitation(f *testing.F) {
	org := note.OrgID("0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a")
	said := words.Generate()
	for _, v := range []any{invitation{Words: said, For: "de nieuwe", Teams: []note.TeamID{}}, joining{said, "note", "6e61616d"}} {
		b, err := strict.Encode(v)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var made invitation
		var answered joining
		for what, err := range map[string]error{"invitation": strict.Decode(b, &made), "answer": strict.Decode(b, &answered)} {
			coded(t, what, err)
		}
		for _, list := range [][]string{made.Words, answered.Words} {
			if i, err := identity.InviteFromWords(list, org); err == nil && (i == nil || !note.IsID(string(i.Locator))) {
				t.Fatalf("%q open %+v", list, i)
			}
		}
	})
}

// FuzzCheckProof: a proof is checked or refused with a code, whatever stands in it.
func FuzzCheckProof(f *testing.F) {
	org, err := NewFounding("De Linde", "school").Record(1771234567)
	if err != nil {
		f.Fatal(err)
	}
	line := "org " + "0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a " + string(note.HashOf(org)) + "\n"
	entry := hub.JoinFrame([]byte("sluis.v1/entry\n"), nil)
	record := hub.JoinFrame([]byte(hub.ObjectOrg), org)
	f.Add(hub.JoinFrame(hub.JoinFrame(entry), hub.JoinFrame(), hub.JoinFrame(record), []byte(line)))
	f.Add(hub.JoinFrame(hub.JoinFrame(), hub.JoinFrame(entry), hub.JoinFrame(), nil))
	f.Add(hub.JoinFrame(nil, nil, nil, nil))
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := CheckProof(b)
		coded(t, "proof", err)
		if err == nil && len(p.Entries) == 0 {
			t.Fatal("a proof of nothing")
		}
	})
}
