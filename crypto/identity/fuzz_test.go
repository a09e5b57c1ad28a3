package identity_test

import (
	"bytes"
	"strings"
	"testing"

	"filippo.io/age"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
)

// FuzzParse: an identity that is read has one text.
func FuzzParse(f *testing.F) {
	for _, v := range load(f) {
		if v.Op == "identity" {
			f.Add(v.In.Text)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		id, err := identity.Parse(text)
		if (err == nil) != identity.IsIdentity(text) {
			t.Errorf("Parse: %v, IsIdentity says otherwise", err)
		}
		if _, ageErr := age.ParseHybridIdentity(text); err == nil && ageErr != nil {
			t.Errorf("age refuses what Parse takes: %v", ageErr)
		}
		if err != nil {
			if note.CodeOf(err) != note.E01 {
				t.Errorf("Parse: %v", err)
			}
			return
		}
		if id.String() != text {
			t.Errorf("%q is read as %q", text, id)
		}
	})
}

// FuzzParseDevice: a device that is read is written the same.
func FuzzParseDevice(f *testing.F) {
	for _, v := range load(f) {
		if v.Op == "device" {
			f.Add([]byte(v.In.Text))
		}
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		m, err := identity.ParseDevice(text)
		if err != nil {
			if note.CodeOf(err) != note.E01 {
				t.Errorf("ParseDevice: %v", err)
			}
			return
		}
		if again, err := m.Text(); err != nil || !bytes.Equal(again, text) {
			t.Errorf("written as %q, %v", again, err)
		}
	})
}

// FuzzStanzas: what the library opens for a key has as many stanzas as Stanzas
// counts, and other bytes never surprise it.
func FuzzStanzas(f *testing.F) {
	for _, v := range load(f) {
		if v.In.File != "" {
			f.Add(unbase64(v.In.File))
		}
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		n, err := identity.Stanzas(file)
		if code := note.CodeOf(err); err != nil && code != note.E14 && code != note.E18 {
			t.Errorf("Stanzas: %v", err)
		}
		header, ageErr := age.ExtractHeader(bytes.NewReader(file))
		if ageErr == nil && err == nil && bytes.Count(header, []byte("\n->")) != n {
			t.Errorf("%d stanzas counted in %q", n, header)
		}
	})
}

// FuzzOpenKeyring: a forged text in the file and a forged head give a keyring
// that agrees with both, or E17.
func FuzzOpenKeyring(f *testing.F) {
	for _, v := range load(f) {
		if v.Op == "keyring" {
			head := v.In.Head
			if r, err := age.Decrypt(bytes.NewReader(unbase64(v.In.File)), device.Age.Age()); err == nil {
				var inside bytes.Buffer
				inside.ReadFrom(r)
				f.Add(inside.String(), strings.Replace(head, string(note.HashOf(unbase64(v.In.File))), "CT", 1))
			}
		}
	}
	f.Fuzz(func(t *testing.T, inside, outside string) {
		outside, _, _ = strings.Cut(outside, "sig ")
		forged := honest(device, passkey)
		forged.inside, forged.outside = inside, outside
		head, file := forged.seal()
		k, err := identity.OpenKeyring([]byte(head), file, device)
		if err != nil {
			if note.CodeOf(err) != note.E17 {
				t.Errorf("OpenKeyring: %v", err)
			}
			return
		}
		h, err := keys.ParseKeyringHead([]byte(head))
		if err != nil || h.Org != k.Org || h.Member != k.Member || h.Version != k.Version || h.Prev != k.Prev || len(h.Unlocks) != 2 {
			t.Errorf("keyring and head differ: %+v, %v", h, err)
		}
	})
}

// FuzzParseLogin and FuzzParseKeyringHead: what is read was written in one way.
func FuzzParseLogin(f *testing.F) {
	for _, v := range load(f) {
		if v.Op == "login" || v.Op == "answer" {
			f.Add([]byte(v.In.Text))
		}
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		l, err := keys.ParseLogin(text)
		if err != nil {
			if note.CodeOf(err) != note.E01 {
				t.Errorf("ParseLogin: %v", err)
			}
			return
		}
		if !bytes.Equal(l.Note.Bytes(), text) || !keys.IsOrigin(l.Origin) {
			t.Errorf("login is read as %+v", l)
		}
	})
}

func FuzzParseKeyringHead(f *testing.F) {
	for _, v := range load(f) {
		if v.Op == "head" || v.Op == "check" || v.Op == "follows" {
			f.Add([]byte(v.In.Text))
		}
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		h, err := keys.ParseKeyringHead(text)
		if err != nil {
			if code := note.CodeOf(err); code != note.E01 && code != note.E06 {
				t.Errorf("ParseKeyringHead: %v", err)
			}
			return
		}
		if len(h.Unlocks) < 2 || len(h.Unlocks) > 5 || h.Hash() != note.HashOf(text) {
			t.Errorf("head is read as %+v", h)
		}
		for _, u := range h.Unlocks {
			if !keys.OK(u.Key[:]) {
				t.Errorf("head has unlock key %s", u.Key)
			}
		}
	})
}
