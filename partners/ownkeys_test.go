package partners

import (
	"context"
	"slices"
	"testing"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/hub"
)

// keeping is a hub that keeps what it is given.
type keeping struct {
	hub.API
	frames [][]byte
}

func (k *keeping) Put(ctx context.Context, frame []byte) (hub.Placed, error) {
	k.frames = append(k.frames, frame)
	return k.API.Put(ctx, frame)
}

// absent is a hub that does not answer about the directory.
type absent struct{ publicHub }

func (absent) Checkpoint(context.Context) ([]byte, error) { return nil, errBreak }

// other gives a member other keys, as an admin alone can.
func (w *world) other(by string, m *Member) *identity.Identity {
	w.t.Helper()
	id := identity.New()
	rec := m.dir.book.Member(m.ID)
	w.wears(by, m.ID, w.masked(rec, id.Recipient().Hash(), nil), id.Recipient())
	return id
}

// An admin who gives a member other keys while its session is open is sealed nothing by
// it: the session ends there, and nothing that is for the member itself goes to other
// keys than it holds.
func TestOtherKeysInSession(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	const noord = "Gemeente Veldrijk / Noord"
	xid := w.send("anna", "message", noord)
	w.compares("anna", noord, "sjoerd")
	w.must(w.as("anna").Restrict(ctx, xid, noord, w.code("sjoerd")))
	sjoerd := w.as("sjoerd")
	kept := &keeping{API: sjoerd.hub}
	sjoerd.hub = kept
	x, err := sjoerd.Read(ctx, xid)
	w.must(err)
	evil := w.other("fatima", sjoerd)

	letter := Letter{Flow: "message", To: "De Regenboog / Zorgteam", Alone: true, Document: w.example("message")}
	acts := map[string]func() error{
		"send alone": func() error { _, err := sjoerd.Send(ctx, letter); return err },
		"reply":      func() error { return sjoerd.Reply(ctx, xid, "", text("Alleen voor jou."), nil) },
		"rekey":      func() error { return sjoerd.Rekey(ctx, xid) },
		"close":      func() error { return sjoerd.Close(ctx, xid) },
		"receipt":    func() error { _, err := sjoerd.Receipt(ctx, xid); return err },
		"rotate":     func() error { return sjoerd.Rotate(ctx, "") },
		"read":       func() error { _, err := sjoerd.Read(ctx, xid); return err },
	}
	refuse := func(when string) {
		t.Helper()
		for what, act := range acts {
			if err := act(); hub.CodeOf(err) != note.E17 {
				t.Errorf("%s, %s: %v", when, what, err)
			}
		}
	}
	refuse("at once")
	away := sjoerd.dir.hub
	sjoerd.dir.hub = absent{away}
	delete(acts, "send alone") // these say first that the hub is away
	delete(acts, "rotate")
	refuse("when the hub is away after that")
	sjoerd.dir.hub = away

	// The book has the other note now. Whatever comes to sealing by another way is refused there.
	own, zorg := note.MemberParty(sjoerd.ID), note.TeamParty(w.teamOf("joke"))
	w.must(sjoerd.dir.NeedParty(ctx, zorg))
	_, err = sjoerd.begin(ctx, []note.Party{own, zorg}, []byte(`{"form":"message.text","version":1}`), nil)
	w.refused(err, note.E06)
	w.refused(sjoerd.current(ctx, x, own, chain.Post), note.E06)
	w.refused(sjoerd.renew(ctx, x, "asked by a member"), note.E06)
	for _, e := range x.Entries { // also when another party took that key for the member's
		for i := range e.Grants {
			if e.Grants[i].Party == own {
				e.Grants[i].Key = evil.Recipient().Hash()
			}
		}
	}
	w.refused(sjoerd.renew(ctx, x, "asked by a member"), note.E06)
	before := sjoerd.dir.book.Team(w.teamOf("fatima"))
	w.refused(sjoerd.nextEpoch(ctx, before, sjoerd.decided([]note.MemberID{sjoerd.ID}), true), note.E06)

	if len(kept.frames) > 0 {
		t.Errorf("%d entries went", len(kept.frames))
	}
}

// The first key of a team is sealed to the own keys of who makes it, too.
func TestOtherKeysInFirstKey(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	fatima := w.as("fatima")
	w.other("fatima", fatima)
	w.refused(fatima.dir.Sync(ctx), note.E17)
	d := &Draft{Manifest: *fatima.dir.book.Manifest(fatima.Org), m: fatima}
	team := note.TeamID(note.NewID())
	_, err := d.firstKey(team, []note.MemberID{fatima.ID})
	w.refused(err, note.E06)
	_, err = d.firstKey(team, []note.MemberID{w.as("sjoerd").ID})
	w.must(err)
}

// A member's own next note with the keys that it has ends no session of it.
func TestOwnNoteInSession(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	sjoerd := w.as("sjoerd")
	xid, err := sjoerd.Send(ctx, Letter{Flow: "message", To: "De Regenboog / Zorgteam", Alone: true, Document: w.example("message")})
	w.must(err)
	rec := sjoerd.dir.book.Member(sjoerd.ID)
	next := roster.Member{Org: rec.Org, Member: rec.Member, Sign: rec.Sign, Login: rec.Login, Rcpt: rec.Rcpt,
		Name: roster.NameHash([32]byte{1}, "Sjoerd de Boer"), Prev: rec.Hash(), Time: w.hub.Now().Unix()}
	raw, err := roster.Write(next, sjoerd.keys.Sign.Sign)
	w.must(err)
	w.manifest("fatima", func(man *roster.Manifest) {
		i := slices.IndexFunc(man.Members, func(l roster.Membership) bool { return l.Member == sjoerd.ID })
		man.Members[i].Record = note.HashOf(raw)
	}, hub.Object{Kind: hub.ObjectMember, Data: raw})
	w.must(sjoerd.Reply(ctx, xid, "", text("Onder een nieuwe naam."), nil))
	w.must(sjoerd.Rekey(ctx, xid))
	if now := sjoerd.dir.book.Member(sjoerd.ID); now.Hash() != note.HashOf(raw) {
		t.Error("he did not see his own note")
	}
}
