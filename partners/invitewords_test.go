package partners

import (
	"testing"

	"github.com/sluis-hub/sluis/crypto/note"
)

// TestWordsGoWithAdmission: once the newcomer is in, the admin's home has the words of
// the invitation no more, and still tells who came.
func TestWordsGoWithAdmission(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	v := w.invite("fatima")
	_, _, err := w.join("Noor de Wit", v)
	w.must(err)
	kept := func() (i invitation) {
		m := w.as("fatima")
		w.must(m.home.readSealed(inviteFile(v.Locator), m.keys.Identity, &i))
		return i
	}
	if len(kept().Words) != 8 {
		t.Fatal("before the admission the words are not kept")
	}
	first, err := w.as("fatima").Admit(ctx, v.Locator)
	w.must(err)
	if k := kept(); len(k.Words) != 0 || k.Member != first.Member {
		t.Errorf("after the admission the home keeps %d words, of member %q", len(k.Words), k.Member)
	}
	again, err := w.as("fatima").Admit(ctx, v.Locator, w.teamID("Noord"))
	w.must(err)
	if again.Member != first.Member || again.Name != "Noor de Wit" || len(w.as("fatima").dir.book.TeamsOf(first.Member)) != 1 {
		t.Errorf("again: %+v", again)
	}
	list, err := w.as("fatima").Newcomers(ctx)
	w.must(err)
	if len(list) != 1 || list[0].State != "admitted" || list[0].Name != "Noor de Wit" || list[0].Problem != "" {
		t.Errorf("the admin sees %+v", list)
	}
	_, err = w.as("fatima").ChangeOrganisation(ctx, nil, Revoke(first.Member, "uit_dienst"))
	w.must(err)
	_, err = w.as("fatima").Admit(ctx, v.Locator)
	w.refused(err, note.E06)
}
