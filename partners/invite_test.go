package partners

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/crypto/words"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/partners/client"
)

// join answers an invitation as a newcomer of that name.
func (w *world) join(name string, v *Invitation) (*Joining, []string, error) {
	w.t.Helper()
	h, err := LoadHome(w.homes["fatima"])
	w.must(err)
	w.homes[name] = filepath.Join(w.t.TempDir(), name)
	j, phrase, err := Join(w.t.Context(), JoinConfig{
		Dir: w.homes[name], Hub: v.Hub, Org: v.Org, Trust: h.Trust, Name: name, Words: v.Words, Now: w.hub.Now,
	})
	w.phrase[name] = phrase
	return j, phrase, err
}

func (w *world) invite(by string, teams ...note.TeamID) *Invitation {
	w.t.Helper()
	v, err := w.as(by).Invite(w.t.Context(), "de nieuwe", teams...)
	w.must(err)
	return v
}

// answer is the answer that an admin is shown now, "" when there is none.
func (w *world) answer(by string, v *Invitation) note.Hash {
	w.t.Helper()
	n, err := w.as(by).Newcomer(w.t.Context(), v.Locator)
	if err != nil {
		return ""
	}
	return n.Answer
}

// arrive looks whose door it is, and goes in.
func arrive(ctx context.Context, j *Joining) (*Member, error) {
	if _, err := j.Look(ctx); err != nil {
		return nil, err
	}
	return j.Arrive(ctx)
}

// TestInvitation: an admin invites, a newcomer answers, the admin sees the name and
// admits, and the newcomer is in, by device and by words, with the root pinned.
func TestInvitation(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	_, err := w.as("linda").Invite(ctx, "x")
	w.refused(err, hub.E05)
	noord := w.teamID("Noord")
	v := w.invite("fatima", noord)
	j, phrase, err := w.join("Noor de Wit", v)
	w.must(err)
	_, err = arrive(ctx, j)
	w.refused(err, hub.E21)
	h, err := LoadHome(w.homes["Noor de Wit"])
	w.must(err)
	_, err = Open(ctx, h, Options{Now: w.hub.Now})
	w.refused(err, hub.E29)

	list, err := w.as("fatima").Newcomers(ctx)
	w.must(err)
	if len(list) != 1 || list[0].Name != "Noor de Wit" || list[0].State != "answered" || list[0].Problem != "" || list[0].For != "de nieuwe" {
		t.Fatalf("the admin sees %+v", list)
	}
	n, err := w.as("fatima").Admit(ctx, v.Locator, w.answer("fatima", v))
	w.must(err)
	if n.Name != "Noor de Wit" || !slices.Equal(n.Teams, []note.TeamID{noord}) {
		t.Errorf("admitted is %+v", n)
	}
	_, err = w.as("fatima").Admit(ctx, v.Locator, w.answer("fatima", v))
	w.must(err) // again

	// The newcomer's command was stopped meanwhile.
	j, err = ResumeJoining(ctx, h, w.hub.Now)
	w.must(err)
	m, err := arrive(ctx, j)
	w.must(err)
	who, err := m.Self(ctx)
	w.must(err)
	if who.Name != "Noor de Wit" || who.Organisation != "Gemeente Veldrijk" || len(who.Teams) != 1 {
		t.Errorf("the newcomer is %+v", who)
	}
	root := m.dir.book.Org(m.Org).Root.ID()
	if !slices.Contains(m.keys.Pins, identity.Pin{Org: m.Org, Root: root}) {
		t.Errorf("pinned is %v", m.keys.Pins)
	}
	_, err = ResumeJoining(ctx, h, w.hub.Now)
	w.refused(err, hub.E29)
	// The words of the second way in open the keyring that is at the hub.
	w.must(os.Remove(filepath.Join(h.Dir, "device.key")))
	m, err = Open(ctx, h, Options{Phrase: phrase, Now: w.hub.Now})
	w.must(err)
	if _, err := m.Self(ctx); err != nil {
		t.Error(err)
	}
	// An organisation whose root is another one than was pinned is not opened.
	for i := range m.keys.Pins {
		if m.keys.Pins[i].Org == m.Org {
			m.keys.Pins[i].Root = identity.NewSigner().Public().ID()
		}
	}
	w.refused(m.checkPin(), hub.E06)
}

// TestInvitationRefused: words of another organisation, wrong words, words that were
// used, that have ended or were taken back open nothing, and look alike.
func TestInvitationRefused(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	v := w.invite("fatima")
	other := *v
	other.Org = w.as("anna").Org
	_, _, wrongOrg := w.join("a", &other)
	other = *v
	other.Words = words.Generate()
	_, _, wrongWords := w.join("b", &other)
	w.refused(wrongOrg, hub.E28)
	if wrongWords == nil || wrongOrg.Error() != wrongWords.Error() {
		t.Errorf("words of another organisation: %v; wrong words: %v", wrongOrg, wrongWords)
	}
	if _, err := os.Stat(w.homes["b"]); err == nil {
		t.Error("a home was made for nothing")
	}
	_, _, err := w.join("Noor", v)
	w.must(err)
	_, _, err = w.join("Iemand", v) // who overheard the words
	w.refused(err, hub.E20)
	list, err := w.as("fatima").Newcomers(ctx)
	w.must(err)
	if list[0].Name != "Noor" {
		t.Errorf("the admin sees %+v", list)
	}

	late := w.invite("fatima")
	back := w.invite("fatima")
	w.must(w.as("fatima").Uninvite(ctx, back.Locator))
	_, _, err = w.join("c", back)
	w.refused(err, hub.E28)
	w.hub.Pass(hub.InviteLife + time.Second)
	_, _, err = w.join("d", late)
	w.refused(err, hub.E28)
	_, err = w.as("fatima").Admit(ctx, v.Locator, w.answer("fatima", v))
	w.refused(err, hub.E21)
	w.hub.Tend()
	if list, err := w.as("fatima").Newcomers(ctx); err != nil || len(list) != 0 {
		t.Errorf("after the sweep: %v, %v", list, err)
	}
}

// TestInvitationReachesNothing: the login of an invitation is good for that invitation
// and nothing else; and an admin sees no other organisation's.
func TestInvitationReachesNothing(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	v := w.invite("fatima")
	i, err := identity.InviteFromWords(v.Words, v.Org)
	w.must(err)
	c := client.New(w.hub.URL, client.Options{Now: w.hub.Now})
	c.As(note.MemberID(i.Locator), i.Login.Login)
	member := note.MemberParty(note.MemberID(i.Locator))
	for name, call := range map[string]func() error{
		"the log":       func() error { _, err := c.Leaves(ctx, 0, 10); return err },
		"a checkpoint":  func() error { _, err := c.Checkpoint(ctx); return err },
		"objects":       func() error { _, err := c.Objects(ctx, []note.Hash{note.ZeroHash}); return err },
		"publishing":    func() error { return c.Publish(ctx, nil) },
		"exchanges":     func() error { _, err := c.Newest(ctx, member, hub.Position{}, 1); return err },
		"a keyring":     func() error { _, err := c.Keyring(ctx); return err },
		"state":         func() error { _, err := c.State(ctx); return err },
		"putting state": func() error { return c.PutState(ctx, []byte("x")) },
		"inviting":      func() error { _, err := c.Invite(ctx, note.NewID(), i.Login.Public()); return err },
		"the list":      func() error { _, err := c.Invited(ctx); return err },
		"the answer":    func() error { _, err := c.Answered(ctx, i.Locator); return err },
		"admitting": func() error {
			return c.Admitted(ctx, i.Locator, hub.Outcome{Manifest: note.ZeroHash, MAC: note.ZeroHash})
		},
		"pieces": func() error { _, err := c.Pieces(ctx, note.ZeroHash); return err },
		"leases": func() error { _, err := c.Leases(ctx, member); return err },
	} {
		if err := call(); hub.CodeOf(err) != hub.E22 {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := c.Outcome(ctx); hub.CodeOf(err) != hub.E21 {
		t.Errorf("its outcome: %v", err)
	}
	_, _, err = w.join("Noor", v)
	w.must(err)
	anna := w.as("anna")
	_, err = anna.hub.Answered(ctx, v.Locator)
	w.refused(err, hub.E21)
	w.refused(anna.hub.Admitted(ctx, v.Locator, hub.Outcome{Manifest: note.ZeroHash, MAC: note.ZeroHash}), hub.E21)
	w.must(anna.hub.Uninvite(ctx, v.Locator))
	if _, err := w.as("fatima").hub.Answered(ctx, v.Locator); err != nil {
		t.Errorf("another organisation's admin took it back: %v", err)
	}
	_, err = anna.hub.Invite(ctx, v.Locator, i.Login.Public())
	w.refused(err, hub.E20)
	_, err = w.as("linda").hub.Answered(ctx, v.Locator)
	w.refused(err, hub.E05)
	_, err = anna.hub.Invite(ctx, note.ID(anna.ID), i.Login.Public())
	w.refused(err, hub.E20)
}

// TestInvitationQuota: an organisation has room for so many, which come free as they
// are taken back or end.
func TestInvitationQuota(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	m := w.as("fatima")
	key := identity.NewSigner().Public()
	var last note.ID
	for range hub.MaxInvites {
		last = note.NewID()
		_, err := m.hub.Invite(ctx, last, key)
		w.must(err)
	}
	_, err := m.hub.Invite(ctx, note.NewID(), key)
	w.refused(err, hub.E24)
	_, err = m.hub.Invite(ctx, last, key)
	w.must(err) // again
	_, err = w.as("anna").hub.Invite(ctx, note.NewID(), key)
	w.must(err)
	w.must(m.hub.Uninvite(ctx, last))
	_, err = m.hub.Invite(ctx, note.NewID(), key)
	w.must(err)
	w.hub.Pass(hub.InviteLife)
	_, err = w.as("fatima").hub.Invite(ctx, note.NewID(), key)
	w.must(err)
}

// TestBadAnswers: the hub takes no answer that no manifest could name.
func TestBadAnswers(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	v := w.invite("fatima")
	i, err := identity.InviteFromWords(v.Words, v.Org)
	w.must(err)
	c := client.New(w.hub.URL, client.Options{Now: w.hub.Now})
	c.As(note.MemberID(i.Locator), i.Login.Login)
	answer := func(org note.OrgID, change func(*roster.Member)) hub.Answer {
		n := newNewcomer(org, "x")
		rec := roster.Member{Org: org, Member: n.Member, Sign: n.sign.Public(), Login: n.login.Public(),
			Rcpt: n.identity.Recipient().Hash(), Name: note.ZeroHash, Prev: note.ZeroHash, Time: 1}
		change(&rec)
		b, err := roster.Write(rec, n.sign.Sign)
		w.must(err)
		return hub.Answer{Member: b, Recipient: []byte(n.identity.Recipient()), Name: []byte("x"), MAC: note.ZeroHash}
	}
	same := func(*roster.Member) {}
	good := answer(v.Org, same)
	flipped := bytes.Clone(good.Member)
	last := len(flipped) - 2
	flipped[last] ^= 1 // a hex digit of the signature
	if !bytes.ContainsAny(flipped[last:last+1], "0123456789abcdef") {
		flipped[last] ^= 3
	}
	for name, test := range map[string]struct {
		answer hub.Answer
		codes  []hub.Code
	}{
		"of another organisation":  {answer(w.as("anna").Org, same), []hub.Code{hub.E05}},
		"that replaces a note":     {answer(v.Org, func(m *roster.Member) { m.Prev = note.HashOf([]byte("x")) }), []hub.Code{hub.E05}},
		"of somebody who is there": {answer(v.Org, func(m *roster.Member) { m.Member = w.as("linda").ID }), []hub.Code{hub.E20}},
		"with another recipient":   {answer(v.Org, func(m *roster.Member) { m.Rcpt = note.HashOf([]byte("x")) }), []hub.Code{hub.E06}},
		"with a classic recipient": {hub.Answer{Member: good.Member, Recipient: []byte("age1x"), MAC: note.ZeroHash}, []hub.Code{hub.E14}},
		"with a false signature":   {hub.Answer{Member: flipped, Recipient: good.Recipient, MAC: note.ZeroHash}, []hub.Code{hub.E04, hub.E01}},
		"that is no note":          {hub.Answer{Member: []byte("x"), Recipient: good.Recipient, MAC: note.ZeroHash}, []hub.Code{hub.E01}},
		"without a MAC":            {hub.Answer{Member: good.Member, Recipient: good.Recipient}, []hub.Code{hub.E01}},
		"that is too large":        {hub.Answer{Member: good.Member, Recipient: good.Recipient, Name: zeros(hub.MaxAnswer), MAC: note.ZeroHash}, []hub.Code{hub.E23}},
	} {
		if err := c.Answer(ctx, test.answer); !slices.Contains(test.codes, hub.CodeOf(err)) {
			t.Errorf("an answer %s: %v, want %v", name, err, test.codes)
		}
	}
	w.must(c.Answer(ctx, good))
	w.must(c.Answer(ctx, good))
	w.refused(c.Answer(ctx, answer(v.Org, same)), hub.E20)
}

func zeros(n int) []byte { return bytes.Repeat([]byte{0}, n) }
