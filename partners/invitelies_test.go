package partners

import (
	"context"
	"encoding/hex"
	"path/filepath"
	"testing"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/crypto/seal"
	"github.com/sluis-hub/sluis/crypto/words"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/hubtest"
	"github.com/sluis-hub/sluis/partners/client"
)

// between is a hub that changes what it passes on between newcomer and admin.
type between struct {
	hub.API
	answer    func(hub.Answer) hub.Answer
	outcome   func(hub.Outcome) hub.Outcome
	published int
}

func (b *between) Answered(ctx context.Context, locator note.ID) (hub.Answer, error) {
	a, err := b.API.Answered(ctx, locator)
	if b.answer != nil && err == nil {
		a = b.answer(a)
	}
	return a, err
}

func (b *between) Outcome(ctx context.Context) (hub.Outcome, error) {
	o, err := b.API.Outcome(ctx)
	if b.outcome != nil && err == nil {
		o = b.outcome(o)
	}
	return o, err
}

func (b *between) Publish(ctx context.Context, objects []hub.Object) error {
	b.published++
	return b.API.Publish(ctx, objects)
}

// TestHubBetweenAdmin: the hub shows the admin another member note, key or name than
// the newcomer sent: the words tell, and nothing is published.
func TestHubBetweenAdmin(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	v := w.invite("fatima")
	_, _, err := w.join("Noor", v)
	w.must(err)
	evil := newNewcomer(v.Org, "Noor")
	rec, err := evil.record(w.hub.Now().Unix())
	w.must(err)
	guess, err := identity.InviteFromWords(words.Generate(), v.Org)
	w.must(err)
	real, err := identity.InviteFromWords(v.Words, v.Org)
	w.must(err)
	name := func(text string) []byte {
		plain, _, err := seal.NewBody([]byte(text))
		w.must(err)
		sealed, err := seal.Seal(real.Age.Recipient(), plain) // the recipient is no secret of the words
		w.must(err)
		return sealed
	}
	salt := hex.EncodeToString(evil.salt[:])
	// What somebody brings who has the words, and the hub lets through.
	by := func(change func(*roster.Member)) func(hub.Answer) hub.Answer {
		return func(a hub.Answer) hub.Answer {
			n := roster.Member{Org: v.Org, Member: evil.Member, Sign: evil.sign.Public(), Login: evil.login.Public(),
				Rcpt: evil.identity.Recipient().Hash(), Name: roster.NameHash(evil.salt, "Noor"), Prev: note.ZeroHash, Time: 1}
			change(&n)
			b, err := roster.Write(n, evil.sign.Sign)
			w.must(err)
			return hub.Answer{Member: b, Recipient: []byte(evil.identity.Recipient()), MAC: real.MemberMAC(note.HashOf(b)),
				Name: name(`{"form":"newcomer","name":"Noor","salt":"` + salt + `","version":1}`)}
		}
	}
	seen := w.answer("fatima", v)
	m := w.as("fatima")
	b := &between{API: m.hub}
	m.hub = b
	for what, c := range map[string]struct {
		change func(hub.Answer) hub.Answer
		code   hub.Code
	}{
		"the hub's own note": {func(a hub.Answer) hub.Answer {
			a.Member, a.Recipient = rec, []byte(evil.identity.Recipient())
			return a
		}, hub.E06},
		"its own note with a MAC of other words": {func(a hub.Answer) hub.Answer {
			a.Member, a.Recipient, a.MAC = rec, []byte(evil.identity.Recipient()), guess.MemberMAC(note.HashOf(rec))
			return a
		}, hub.E06},
		"another recipient": {func(a hub.Answer) hub.Answer { a.Recipient = []byte(evil.identity.Recipient()); return a }, hub.E06},
		"another name": {func(a hub.Answer) hub.Answer {
			a.Name = name(`{"form":"newcomer","name":"Piet","salt":"` + salt + `","version":1}`)
			return a
		}, hub.E09},
		"a name that steers": {func(a hub.Answer) hub.Answer {
			a.Name = name(`{"form":"newcomer","name":"No\u202eor","salt":"` + salt + `","version":1}`)
			return a
		}, hub.E01},
		"a note of another organisation":  {by(func(n *roster.Member) { n.Org = w.as("anna").Org }), hub.E05},
		"a note that replaces another":    {by(func(n *roster.Member) { n.Prev = note.HashOf([]byte("x")) }), hub.E05},
		"a note of somebody who is there": {by(func(n *roster.Member) { n.Member = w.as("linda").ID }), hub.E05},
		"a newer form": {func(a hub.Answer) hub.Answer {
			a.Name = name(`{"form":"newcomer","name":"Noor","salt":"` + salt + `","version":2}`)
			return a
		}, hub.E19},
	} {
		b.answer = c.change
		if _, err := m.Admit(ctx, v.Locator, seen); hub.CodeOf(err) != c.code {
			t.Errorf("%s: %v, want %s", what, err, c.code)
		}
		list, err := m.Newcomers(ctx)
		w.must(err)
		if len(list) != 1 || list[0].Problem == "" || list[0].Name != "" {
			t.Errorf("%s: the admin is shown %+v", what, list)
		}
	}
	if b.published > 0 {
		t.Error("something was published")
	}
	b.answer = nil
	if _, err := m.Admit(ctx, v.Locator, seen); err != nil {
		t.Errorf("of an honest hub: %v", err)
	}
}

// TestHubBetweenNewcomer: the hub changes the admin's word, or lets the newcomer into
// an organisation of its own making with the same id: nothing is pinned or uploaded.
func TestHubBetweenNewcomer(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	v := w.invite("fatima")
	j, _, err := w.join("Noor", v)
	w.must(err)
	_, err = w.as("fatima").Admit(ctx, v.Locator, w.answer("fatima", v))
	w.must(err)
	honest := j.hub
	before := w.as("fatima").dir.book.Manifest(v.Org)
	for what, change := range map[string]func(hub.Outcome) hub.Outcome{
		"another manifest": func(o hub.Outcome) hub.Outcome { o.Manifest = before.Prev; return o },
		"another MAC":      func(o hub.Outcome) hub.Outcome { o.MAC = note.HashOf([]byte(o.MAC)); return o },
		"a manifest that is nowhere, and a MAC of other words": func(hub.Outcome) hub.Outcome {
			guess, err := identity.InviteFromWords(words.Generate(), v.Org)
			w.must(err)
			fake := note.HashOf([]byte("manifest"))
			return hub.Outcome{Manifest: fake, MAC: guess.OrgMAC(before.Hash(), fake)}
		},
	} {
		j.hub = &between{API: honest, outcome: change}
		_, err := arrive(ctx, j)
		if hub.CodeOf(err) != hub.E06 {
			t.Errorf("%s: %v", what, err)
		}
	}
	// Whoever has the words can say more, but not that a manifest is in the log that is
	// not, or that it names the newcomer's keys when it has others.
	real, err := identity.InviteFromWords(v.Words, v.Org)
	w.must(err)
	org := w.as("fatima").dir.book.Org(v.Org).Hash()
	fake := note.HashOf([]byte("manifest"))
	j.hub = &between{API: honest, outcome: func(hub.Outcome) hub.Outcome { return hub.Outcome{Manifest: fake, MAC: real.OrgMAC(org, fake)} }}
	_, err = arrive(ctx, j)
	w.refused(err, hub.E06)
	twin := newNewcomer(v.Org, "Noor")
	twin.Member, twin.login = j.keys.Member, j.keys.Login
	rec, err := twin.record(w.hub.Now().Unix())
	w.must(err)
	replace := func(with hub.Object, also ...hub.Object) *roster.Manifest {
		man, err := w.as("fatima").ChangeOrganisation(ctx, nil, func(d *Draft) error {
			d.objects = append(d.objects, append(also, with)...)
			for i, l := range d.Members {
				if l.Member == j.keys.Member {
					d.Members[i].Record = note.HashOf(with.Data)
				}
			}
			return nil
		})
		w.must(err)
		return man
	}
	man := replace(hub.Object{Kind: hub.ObjectMember, Data: rec}, recipientObject(twin.identity))
	j.hub = &between{API: honest, outcome: func(hub.Outcome) hub.Outcome {
		return hub.Outcome{Manifest: man.Hash(), MAC: real.OrgMAC(org, man.Hash())}
	}}
	_, err = arrive(ctx, j)
	w.refused(err, hub.E06)
	w.unpinned(j)
	replace(hub.Object{Kind: hub.ObjectMember, Data: []byte(j.kept.Note)})
	j.hub = honest
	if _, err := arrive(ctx, j); err != nil {
		t.Errorf("of an honest hub: %v", err)
	}
}

// unpinned demands that nothing of the organisation was taken for true.
func (w *world) unpinned(j *Joining) {
	w.t.Helper()
	device, err := j.home.Device()
	w.must(err)
	kept, err := j.home.Keyring()
	w.must(err)
	k, err := identity.OpenKeyring(kept.Head, kept.File, device)
	w.must(err)
	if len(k.Pins) != len(j.home.Trust.Founders) {
		w.t.Errorf("pinned is %v", k.Pins)
	}
	if waiting, err := j.home.joining(); err != nil || !waiting {
		w.t.Errorf("the home no longer waits (%v)", err)
	}
}

// TestTwinOrganisation: a hub that runs an organisation with the same id and another
// root, lets it invite, passes the answer on to the true admin and the true admin's
// word back. Everything but that word is in order there.
func TestTwinOrganisation(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	v := w.invite("fatima")
	inv, err := identity.InviteFromWords(v.Words, v.Org)
	w.must(err)

	twin := hubtest.Start(t)
	f := NewFounding("Gemeente Veldrijk", "gebiedsteam")
	f.Org = v.Org
	mallory := f.Member("mallory", true)
	records, err := f.Records(twin.Now().Unix())
	w.must(err)
	twin.Seed(t, records)
	trust := Trust{Hub: twin.ID(), Founders: map[note.OrgID]note.KeyID{f.Org: f.RootID()}, Log: twin.LogKey(), Witnesses: []string{twin.Witness().Key()}, Quorum: 1}
	dir := t.TempDir()
	_, err = mallory.Settle(ctx, filepath.Join(dir, "mallory"), HomeConfig{Hub: twin.URL}, trust, twin.Now().Unix())
	w.must(err)
	h, err := LoadHome(filepath.Join(dir, "mallory"))
	w.must(err)
	evil, err := Open(ctx, h, Options{Now: twin.Now})
	w.must(err)
	_, err = evil.hub.Invite(ctx, v.Locator, inv.Login.Public()) // the hub was told both
	w.must(err)

	j, _, err := Join(ctx, JoinConfig{Dir: filepath.Join(dir, "Noor"), Hub: twin.URL, Org: v.Org, Trust: trust, Name: "Noor", Words: v.Words, Now: twin.Now})
	w.must(err)
	a, err := evil.hub.Answered(ctx, v.Locator)
	w.must(err)
	fatima := w.as("fatima")
	fatima.hub = &between{API: fatima.hub, answer: func(hub.Answer) hub.Answer { return a }}
	true1 := client.New(w.hub.URL, client.Options{Now: w.hub.Now})
	true1.As(note.MemberID(inv.Locator), inv.Login.Login)
	w.must(true1.Answer(ctx, a))
	_, err = fatima.Admit(ctx, v.Locator, note.HashOf(a.Member))
	w.must(err)
	o, err := true1.Outcome(ctx)
	w.must(err)

	rec, err := roster.ParseMember(a.Member)
	w.must(err)
	_, err = evil.ChangeOrganisation(ctx, nil, func(d *Draft) error {
		d.bring(hub.ObjectRecipient, a.Recipient)
		d.bring(hub.ObjectMember, a.Member)
		d.Members = append(d.Members, roster.Membership{Member: rec.Member, Record: rec.Hash()})
		return nil
	})
	w.must(err)
	w.must(evil.hub.Admitted(ctx, v.Locator, o))
	_, err = arrive(ctx, j)
	w.refused(err, hub.E06)
	w.unpinned(j)
	// With the twin's own manifest in it the word is the hub's, who has no words.
	j.hub = &between{API: j.hub, outcome: func(o hub.Outcome) hub.Outcome {
		o.Manifest = evil.dir.book.Manifest(v.Org).Hash()
		return o
	}}
	_, err = arrive(ctx, j)
	w.refused(err, hub.E06)
}
