package auth_test

import (
	"encoding/hex"
	"math"
	"strings"
	"testing"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// TestFind: a code gives its account however it is typed; one that nobody has
// gives ids that look alike, always the same ones, and that begin as it says.
func TestFind(t *testing.T) {
	w := newWorld(t)
	const code = "Z12KW-40WDZ" // nobody has it
	for id := range w.people.accounts {
		for _, typed := range []string{hub.AccountCode(id), " " + hub.AccountCode(id)[:5] + hub.AccountCode(id)[6:]} {
			got, err := w.auth.Find(t.Context(), typed)
			if err != nil || got.Member != id {
				t.Errorf("%s: %v %v", typed, got, err)
			}
		}
	}
	first, err := w.auth.Find(t.Context(), code)
	if err != nil || first.Org != org || !note.IsID(string(first.Member)) || hub.AccountCode(first.Member) != code {
		t.Errorf("nobody's code: %+v %v", first, err)
	}
	again, err := w.auth.Find(t.Context(), "z i2kw 4owdz")
	if err != nil || again != first {
		t.Errorf("the same code again: %+v %v, first %+v", again, err, first)
	}
	for _, typed := range []string{"", "K7QM2-P4XD", "K7QM2-P4XD9A", "U7QM2-P4XD9", "K7QM2\n4XD99"} {
		if _, err := w.auth.Find(t.Context(), typed); hub.CodeOf(err) != hub.E01 {
			t.Errorf("%q: %v, want E01", typed, err)
		}
	}
}

// TestNobodyLooksLikeAnybody: what an unknown code gives is an organisation that is
// there and an id of which each bit that the code leaves open is as often one as
// nought, in every organisation alike; and it stays, whoever comes or goes.
func TestNobodyLooksLikeAnybody(t *testing.T) {
	const n = 4000
	w := newWorld(t)
	find := func() []hub.Account {
		all := make([]hub.Account, n)
		for i := range all {
			code := strings.Repeat("0", 7)
			for shift := 10; shift >= 0; shift -= 5 {
				code += string(hub.CodeLetters[i>>shift&31])
			}
			var err error
			if all[i], err = w.auth.Find(t.Context(), code); err != nil {
				t.Fatal(err)
			}
		}
		return all
	}
	w.people.orgs = []note.OrgID{org, note.OrgID(strings.Repeat("2", 32)), note.OrgID(strings.Repeat("3", 32))}
	three := find()
	members, ones := map[note.OrgID]float64{}, map[note.OrgID]*[128]float64{}
	for _, o := range w.people.orgs {
		ones[o] = &[128]float64{}
	}
	for _, a := range three {
		id, err := hex.DecodeString(string(a.Member))
		if err != nil || !note.IsID(string(a.Member)) || ones[a.Org] == nil {
			t.Fatalf("%+v is no account of an organisation that is there", a)
		}
		members[a.Org]++
		for bit := range 128 {
			ones[a.Org][bit] += float64(id[bit/8] >> (7 - bit%8) & 1)
		}
	}
	for o, of := range members {
		if math.Abs(of-n/3) > 6*math.Sqrt(n)/2 {
			t.Errorf("%v of %d are in organisation %s", of, n, o[:1])
		}
		for bit := 50; bit < 128; bit++ {
			if math.Abs(ones[o][bit]-of/2) > 5*math.Sqrt(of)/2 {
				t.Errorf("bit %d is one in %v of %v in organisation %s", bit, ones[o][bit], of, o[:1])
			}
		}
	}

	fourth := note.OrgID(strings.Repeat("4", 32))
	w.people.orgs = append(w.people.orgs, fourth)
	for i, a := range find() {
		if a.Member != three[i].Member || a.Org != three[i].Org && a.Org != fourth {
			t.Fatalf("%+v became %+v when an organisation came", three[i], a)
		}
	}
}
