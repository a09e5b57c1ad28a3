package roster_test

import (
	"bytes"
	"slices"
	"testing"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
)

// fuzz seeds a target with every record of that kind in the vectors, and holds
// what is accepted to printing as what was signed.
func fuzz(f *testing.F, kind string) {
	all := load(f)
	for _, s := range all.Base {
		if s.Kind == kind {
			f.Add(s.Data)
		}
	}
	for _, v := range all.Vectors {
		for _, s := range v.Add {
			if s.Kind == kind {
				f.Add(s.Data)
			}
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := parse(kind, data)
		if err != nil {
			if !slices.Contains([]note.Code{note.E01, note.E04, note.E05, note.E06}, note.CodeOf(err)) {
				t.Fatalf("code of %v", err)
			}
			return
		}
		signed, err := d.Signed()
		if err != nil {
			t.Fatalf("accepted, but cannot be printed: %v\n%s", err, data)
		}
		if !bytes.HasPrefix(data, append(signed, "sig "...)) {
			t.Fatalf("accepted\n%s\nprints as\n%s", data, signed)
		}
	})
}

func FuzzOrg(f *testing.F)      { fuzz(f, roster.KindOrg) }
func FuzzVouch(f *testing.F)    { fuzz(f, roster.KindVouch) }
func FuzzManifest(f *testing.F) { fuzz(f, roster.KindManifest) }
func FuzzMember(f *testing.F)   { fuzz(f, roster.KindMember) }
func FuzzTeam(f *testing.F)     { fuzz(f, roster.KindTeam) }
func FuzzMailbox(f *testing.F)  { fuzz(f, roster.KindMailbox) }

func FuzzCard(f *testing.F) {
	for _, v := range load(f).Vectors {
		for _, s := range v.Add {
			if s.Kind == roster.KindCard {
				f.Add(s.Data)
			}
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := roster.ParseCard(data)
		if err != nil {
			if code := note.CodeOf(err); code != note.E10 && code != note.E19 {
				t.Fatalf("code of %v", err)
			}
			return
		}
		again, err := c.Encode()
		if err != nil {
			t.Fatalf("accepted, but cannot be printed: %v\n%s", err, data)
		}
		if _, err := roster.ParseCard(again); err != nil {
			t.Fatal(err)
		}
	})
}

// FuzzBook gives a book whatever bytes as whatever kind: it never takes what
// changes a verdict without being signed for, so its records stay those of the base.
func FuzzBook(f *testing.F) {
	w := based(f)
	kinds := []string{roster.KindOrg, roster.KindVouch, roster.KindManifest, roster.KindTeam, roster.KindMailbox, roster.KindMember,
		roster.KindCard, roster.KindTerms, roster.KindRecipient}
	for _, v := range load(f).Vectors {
		for _, s := range v.Add {
			if i := slices.Index(kinds, s.Kind); i >= 0 && s.Zeros == 0 {
				f.Add(uint8(i), s.Data)
			}
		}
	}
	f.Fuzz(func(t *testing.T, kind uint8, data []byte) {
		w.try([]step{rec(kinds[int(kind)%len(kinds)], data)})
	})
}
