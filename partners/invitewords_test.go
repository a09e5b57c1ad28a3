package partners

import (
	"encoding/hex"
	"path/filepath"
	"testing"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
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
	first, err := w.as("fatima").Admit(ctx, v.Locator, w.answer("fatima", v))
	w.must(err)
	if k := kept(); len(k.Words) != 0 || k.Member != first.Member {
		t.Errorf("after the admission the home keeps %d words, of member %q", len(k.Words), k.Member)
	}
	_, err = w.as("fatima").Admit(ctx, v.Locator, note.HashOf([]byte("another answer")))
	w.refused(err, note.E16)
	again, err := w.as("fatima").Admit(ctx, v.Locator, w.answer("fatima", v), w.teamID("Noord"))
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
	_, err = w.as("fatima").Admit(ctx, v.Locator, w.answer("fatima", v))
	w.refused(err, note.E06)
}

// TestWordsGoWithInvitation: words of an invitation that was taken back, or that the hub
// never made, are in the admin's home no more.
func TestWordsGoWithInvitation(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	m := w.as("fatima")
	kept := func() int {
		names, err := m.home.list("invites")
		w.must(err)
		return len(names)
	}
	v := w.invite("fatima")
	if kept() != 1 {
		t.Fatal("nothing is kept of an invitation that is under way")
	}
	w.must(m.Uninvite(ctx, v.Locator))
	if kept() != 0 {
		t.Error("words that were taken back are kept")
	}
	key := identity.NewSigner().Public()
	for range hub.MaxInvites {
		_, err := m.hub.Invite(ctx, note.NewID(), key)
		w.must(err)
	}
	_, err := m.Invite(ctx, "te veel")
	w.refused(err, hub.E24)
	if kept() != 0 {
		t.Error("words of an invitation that was not made are kept")
	}
}

// TestAnswerExchanged: who overheard the words brings an answer of its own, under the
// same name, and the hub puts it in the place of the newcomer's once the admin has seen
// that. Nobody is admitted, and nothing is published.
func TestAnswerExchanged(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	v := w.invite("fatima", w.teamID("Noord"))
	_, _, err := w.join("Noor de Wit", v)
	w.must(err)
	m := w.as("fatima")
	shown, err := m.Newcomer(ctx, v.Locator)
	w.must(err)
	list, err := m.Newcomers(ctx)
	w.must(err)
	if shown.Name != "Noor de Wit" || shown.State != "answered" || list[0].Answer != shown.Answer {
		t.Fatalf("shown is %+v, listed %+v", shown, list)
	}
	inv, err := identity.InviteFromWords(v.Words, v.Org)
	w.must(err)
	j := &Joining{inv: inv}
	j.home, err = LoadHome(w.homes["Noor de Wit"])
	w.must(err)
	evil := newNewcomer(v.Org, "Noor de Wit")
	j.keys = &identity.Keyring{Identity: evil.identity}
	w.must(j.prepare(evil, v.Words, w.hub.Now().Unix()))
	name, err := hex.DecodeString(j.kept.Name)
	w.must(err)
	b := &between{API: m.hub, answer: func(hub.Answer) hub.Answer {
		rec := []byte(j.kept.Note)
		return hub.Answer{Member: rec, Recipient: []byte(evil.identity.Recipient()), Name: name, MAC: inv.MemberMAC(note.HashOf(rec))}
	}}
	m.hub = b
	if other, err := m.Newcomer(ctx, v.Locator); err != nil || other.Name != shown.Name || other.Answer == shown.Answer {
		t.Fatalf("what is put in its place does not count by itself: %+v, %v", other, err)
	}
	_, err = m.Admit(ctx, v.Locator, shown.Answer)
	w.refused(err, note.E16)
	if b.published > 0 {
		t.Error("somebody was admitted")
	}
	b.answer = nil
	in, err := m.Admit(ctx, v.Locator, shown.Answer)
	w.must(err)
	if in.Member != shown.Member {
		t.Errorf("admitted is %+v", in)
	}
}

// TestDoor: before anything is pinned the newcomer is told whose door it is, with why
// that organisation counts, and goes in by no other. A stranger's is told apart.
func TestDoor(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	v := w.invite("fatima")
	j, _, err := w.join("Noor de Wit", v)
	w.must(err)
	_, err = j.Arrive(ctx)
	w.refused(err, hub.E29)
	_, err = j.Look(ctx)
	w.refused(err, hub.E21)
	_, err = w.as("fatima").Admit(ctx, v.Locator, w.answer("fatima", v))
	w.must(err)
	door, err := j.Look(ctx)
	w.must(err)
	org := w.as("fatima").dir.book.Org(v.Org)
	if door.Org != v.Org || door.Name != "Gemeente Veldrijk" || !door.Founder || door.Root != org.Root.ID() || door.Alike || len(door.Vouchers) > 0 {
		t.Errorf("the door is %+v", door)
	}
	w.unpinned(j)

	// An organisation of strangers, whose name reads like this one: two who stand beside
	// them vouch, and its admin invites.
	f := NewFounding("Gemeente Veldr\u0456jk", "gebiedsteam") // a Cyrillic i
	mallory := f.Member("mallory", true)
	records, err := f.Records(w.hub.Now().Unix())
	w.must(err)
	for _, by := range []string{"anna", "joke"} {
		_, err := w.as(by).Vouch(ctx, records, f.RootID())
		w.must(err)
	}
	w.homes["mallory"] = filepath.Join(t.TempDir(), "mallory")
	_, err = mallory.Settle(ctx, w.homes["mallory"], HomeConfig{Hub: w.hub.URL}, w.trust, w.hub.Now().Unix())
	w.must(err)
	v = w.invite("mallory")
	j, _, err = w.join("Bo Kramer", v)
	w.must(err)
	_, err = w.as("mallory").Admit(ctx, v.Locator, w.answer("mallory", v))
	w.must(err)
	door, err = j.Look(ctx)
	w.must(err)
	if door.Name == "Gemeente Veldrijk" || door.Founder || !door.Alike || len(door.Vouchers) != 2 {
		t.Errorf("the stranger's door is %+v", door)
	}
	w.unpinned(j)
}
