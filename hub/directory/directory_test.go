package directory_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/hub"
)

var started = []string{hub.ObjectOrg, hub.ObjectManifest, hub.ObjectTeam, hub.ObjectOrg, hub.ObjectManifest, hub.ObjectTeam}

// TestPublish: a member brings new records of its organisation; they are there
// for everybody, and after a restart.
func TestPublish(t *testing.T) {
	w := newWorld(t)
	eva := &person{"eva", note.MemberID(id("eva")), w.gt}
	recipient, record := w.memberNote(eva)
	m := w.manifest(w.gt, "sign dirk", func(m *roster.Manifest) {
		m.Members = append(m.Members, roster.Membership{Member: eva.id, Record: note.HashOf(record.Data)})
		m.Assigns = append(m.Assigns, roster.Assign{Team: m.Teams[0].Team, Member: eva.id})
	})
	objects := append([]hub.Object{recipient, record, m}, w.epoch(w.gt, w.dirk, w.dirk, eva)...)
	for range 2 {
		w.must(w.Publish(w.as(w.dirk), objects))
		w.same("leaves", w.kinds(w.as(w.anna)), append(started[:6:6], hub.ObjectManifest, hub.ObjectTeam))
		w.same("active", w.Active(t.Context(), eva.id), true)
		w.same("epoch", w.Book().Team(w.gt.team.Team).Epoch, uint64(1))
		w.restart()
	}
	leaves, err := w.Leaves(w.as(w.anna), 6, 1)
	w.must(err)
	w.same("leaf", leaves, []hub.Leaf{{N: 6, Kind: hub.ObjectManifest, Org: w.gt.id, Version: 2, Hash: note.HashOf(m.Data)}})
	leaves, err = w.Leaves(w.as(w.anna), 7, 1)
	w.must(err)
	w.same("leaf", leaves[0].Subject, note.ID(w.gt.team.Team))
	got, err := w.Objects(w.as(w.anna), []note.Hash{note.HashOf(record.Data), hash("none"), note.HashOf(m.Data)})
	w.must(err)
	w.same("objects", got, [][]byte{record.Data, nil, m.Data})
}

// TestAllOrNone: one record that does not verify, and none is there, now or
// after a restart.
func TestAllOrNone(t *testing.T) {
	w := newWorld(t)
	good := w.manifest(w.gt, "sign dirk", func(*roster.Manifest) {})
	before := w.gt.man
	bad := w.manifest(w.gt, "sign anna", func(*roster.Manifest) {})
	w.code("two manifests, the second by a stranger", w.Publish(w.as(w.dirk), []hub.Object{good, bad}), hub.E05)
	for range 2 {
		w.same("leaves", w.kinds(w.as(w.anna)), started)
		w.same("version", w.Book().Manifest(w.gt.id).Version, uint64(1))
		w.restart()
	}
	w.must(w.Publish(w.as(w.dirk), []hub.Object{good}))
	w.gt.man = before
	ctx, cancel := context.WithCancel(w.as(w.dirk))
	cancel()
	next := w.manifest(w.gt, "sign dirk", func(*roster.Manifest) {})
	if err := w.Publish(ctx, []hub.Object{next}); err != nil {
		w.code("when the caller is gone", err, hub.E27)
		w.same("version", w.Book().Manifest(w.gt.id).Version, uint64(2))
	}
	w.must(w.Publish(w.as(w.dirk), []hub.Object{next}))
}

func TestPublishRefused(t *testing.T) {
	w := newWorld(t)
	next := func() hub.Object { return w.manifest(w.gt, "sign dirk", func(*roster.Manifest) {}) }
	before := w.gt.man
	ofGT := next()
	w.gt.man = before
	vouch := object(hub.ObjectVouch, w.write(roster.Vouch{Org: w.gt.id, Record: hash("record"), By: w.vt.id, Time: 1}, "sign anna"))
	third := &person{"third", note.MemberID(id("third")), w.gt}
	_, stray := w.memberNote(third)
	team := w.gt.team
	epoch := w.epoch(w.gt, w.dirk, w.dirk)
	w.gt.team = team
	terms := object(hub.ObjectTerms, []byte("terms"))
	for _, test := range []struct {
		name    string
		by      *person
		objects []hub.Object
		want    hub.Code
	}{
		{"records of another organisation", w.anna, []hub.Object{ofGT}, hub.E05},
		{"a vouch in another's name", w.dirk, []hub.Object{vouch}, hub.E05},
		{"an organisation", w.dirk, []hub.Object{w.orgNote(w.gt)}, hub.E05},
		{"an object that nothing names", w.dirk, []hub.Object{terms}, hub.E05},
		{"a member that nothing names", w.dirk, []hub.Object{object(hub.ObjectRecipient, []byte(recipient("third"))), stray}, hub.E05},
		{"a team key that nothing names", w.dirk, []hub.Object{object(hub.ObjectTeamKey, []byte("key"))}, hub.E05},
		{"a team key that is too large", w.dirk, []hub.Object{object(hub.ObjectTeamKey, make([]byte, 8<<10+1))}, hub.E23},
		{"a team without its key files", w.dirk, append(epoch[:1:1], epoch[len(epoch)-1]), hub.E06},
		{"a team without its recipient", w.dirk, epoch[1:], hub.E06},
		{"an unknown kind", w.dirk, []hub.Object{object("song", []byte("x"))}, hub.E05},
		{"a manifest that is none", w.dirk, []hub.Object{object(hub.ObjectManifest, []byte("x"))}, hub.E01},
		{"too much", w.dirk, []hub.Object{object(hub.ObjectTerms, make([]byte, hub.MaxPublish+1))}, hub.E23},
	} {
		w.code(test.name, w.Publish(w.as(test.by), test.objects), test.want)
	}
	w.code("by nobody", w.Publish(t.Context(), nil), hub.E22)
	rid, _ := w.mailbox(w.vt, "noor", time.Hour)
	w.code("by a mailbox", w.Publish(w.asMailbox(rid), nil), hub.E22)
	w.code("a song from the operator", w.Seed(t.Context(), []hub.Object{object("song", []byte("x"))}), hub.E01)
	w.same("leaves", w.kinds(w.as(w.anna)), started)
	w.must(w.Publish(w.as(w.dirk), append(epoch, terms, w.manifest(w.gt, "sign dirk", func(m *roster.Manifest) { m.Terms = note.HashOf(terms.Data) }))))

	// A member brings its own next note; an admin takes it in later.
	mine := roster.Member{Org: w.vt.id, Member: w.bram.id, Sign: signer("sign bram 2").Public(), Login: signer("login bram").Public(),
		Rcpt: recipient("bram").Hash(), Name: hash("name"), Prev: w.Book().Member(w.bram.id).Hash(), Time: w.time.Unix()}
	next2 := object(hub.ObjectMember, w.write(mine, "sign bram", "sign bram 2"))
	w.code("another's next note", w.Publish(w.as(w.anna), []hub.Object{next2}), hub.E05)
	w.must(w.Publish(w.as(w.bram), []hub.Object{next2}))
}

// TestVouch: an organisation that the operator brought counts when two others
// have vouched for it, each through a member of its own.
func TestVouch(t *testing.T) {
	w := newWorld(t)
	school := w.newOrg("school")
	wim := &person{"wim", note.MemberID(id("wim")), school}
	first := w.first(school, wim)
	w.must(w.Seed(t.Context(), first[:1]))
	w.code("before any vouch", w.Seed(t.Context(), first), hub.E06)
	vouch := func(by *person) []hub.Object {
		v := roster.Vouch{Org: school.id, Record: note.HashOf(first[0].Data), By: by.org.id, Time: w.time.Unix()}
		return []hub.Object{object(hub.ObjectVouch, w.write(v, "sign "+by.name))}
	}
	w.must(w.Publish(w.as(w.anna), vouch(w.anna)))
	w.code("after one", w.Seed(t.Context(), first), hub.E06)
	w.must(w.Publish(w.as(w.dirk), vouch(w.dirk)))
	w.restart()
	w.same("has members", slices.Contains(w.Orgs(), school.id), false)
	w.must(w.Seed(t.Context(), first))
	w.same("has members", slices.Contains(w.Orgs(), school.id), true)
	w.same("active", w.Active(t.Context(), wim.id), true)
	leaves, err := w.Leaves(w.as(w.anna), 7, 1)
	w.must(err)
	w.same("leaf", []any{leaves[0].Kind, leaves[0].Org, leaves[0].Subject}, []any{hub.ObjectVouch, school.id, note.ID(w.vt.id)})
}

// TestVoucherBrings: who vouches for a new organisation brings its records, which the
// operator has nothing to do with; they count when it is accepted.
func TestVoucherBrings(t *testing.T) {
	w := newWorld(t)
	school := w.newOrg("school")
	wim := &person{"wim", note.MemberID(id("wim")), school}
	first := w.first(school, wim)
	vouch := func(by *person) hub.Object {
		v := roster.Vouch{Org: school.id, Record: note.HashOf(first[0].Data), By: by.org.id, Time: w.time.Unix()}
		return object(hub.ObjectVouch, w.write(v, "sign "+by.name))
	}
	with := func(by *person) []hub.Object {
		return slices.Concat(first[:1:1], []hub.Object{vouch(by)}, first[1:])
	}
	w.code("without a vouch", w.Publish(w.as(w.anna), first[:1]), hub.E05)
	w.code("with another's vouch", w.Publish(w.as(w.anna), []hub.Object{first[0], vouch(w.dirk)}), hub.E05)
	w.code("with the vouch of somebody who is no admin", w.Publish(w.as(w.bram), []hub.Object{first[0],
		object(hub.ObjectVouch, w.write(roster.Vouch{Org: school.id, Record: note.HashOf(first[0].Data), By: w.vt.id, Time: 1}, "sign bram"))}), hub.E05)
	w.code("all with the first vouch", w.Publish(w.as(w.anna), with(w.anna)), hub.E06)
	w.same("nothing of it is there", slices.Contains(w.kinds(w.as(w.anna)), hub.ObjectVouch), false)
	w.must(w.Publish(w.as(w.anna), []hub.Object{first[0], vouch(w.anna)}))
	w.code("the rest without a vouch", w.Publish(w.as(w.dirk), first[1:]), hub.E05)
	w.must(w.Publish(w.as(w.dirk), with(w.dirk)))
	w.must(w.Publish(w.as(w.dirk), with(w.dirk)))
	w.same("active", w.Active(t.Context(), wim.id), true)
}

// TestTeamKeys: a sealed key is for those it was sealed to; to others it is as
// if it were not there.
func TestTeamKeys(t *testing.T) {
	w := newWorld(t)
	team := w.vt.team.Team
	files := map[string][]byte{}
	for _, to := range []string{"anna", "bram", "recovery"} {
		files[to] = file(team, 0, to)
	}
	for _, test := range []struct {
		by   *person
		to   string
		sees bool
	}{
		{w.anna, "anna", true}, {w.anna, "bram", true}, {w.anna, "recovery", true},
		{w.bram, "bram", true}, {w.bram, "recovery", false},
		{w.dirk, "anna", false}, {w.dirk, "recovery", false},
	} {
		got, err := w.Objects(w.as(test.by), []note.Hash{note.HashOf(files[test.to])})
		w.must(err)
		w.same("key to "+test.to+" for "+test.by.name, got[0] != nil, test.sees)
	}
	rid, objects := w.mailbox(w.vt, "noor", time.Hour)
	w.must(w.Publish(w.as(w.anna), objects))
	got, err := w.Objects(w.asMailbox(rid), []note.Hash{note.HashOf(files["anna"])})
	w.must(err)
	w.same("key for a mailbox", got, [][]byte{nil})
}

// TestMailbox: its organisation and it see it, nobody else; when it has ended
// nothing is left. The log never has it.
func TestMailbox(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	rid, objects := w.mailbox(w.vt, "noor", time.Hour)
	other, others := w.mailbox(w.vt, "mees", 2*time.Hour)
	w.must(w.Publish(w.as(w.anna), append(objects, others...)))
	party := note.MailboxParty(rid)
	asNoor := w.asMailbox(rid)
	hashes := []note.Hash{note.HashOf(objects[1].Data)}
	sees := func(ctx context.Context, want bool) {
		t.Helper()
		got, err := w.Objects(ctx, hashes)
		w.must(err)
		w.same("sees the mailbox", got[0] != nil, want)
	}
	for range 2 {
		w.same("leaves of a colleague", w.kinds(w.as(w.bram)), started)
		w.same("leaves of the mailbox", w.kinds(asNoor), started[:3])
		for who, want := range map[context.Context][][]byte{
			w.as(w.bram): {nil, others[1].Data, objects[1].Data}, w.as(w.dirk): {nil, nil, nil}, asNoor: {nil, nil, objects[1].Data},
		} {
			got, err := w.Mailboxes(who, []note.MemberID{w.bram.id, other, rid})
			w.must(err)
			w.same("mailboxes", got, want)
		}
		sees(w.as(w.bram), true)
		sees(asNoor, true)
		sees(w.as(w.dirk), false)
		sees(w.asMailbox(other), false)
		login, org, mailbox, ok := w.Account(rid)
		w.same("account", []any{login, org, mailbox, ok}, []any{signer("login noor").Public(), note.OrgID(""), true, true})
		w.same("active", w.Active(ctx, rid), true)
		w.same("acts", w.ActsFor(rid, party), true)
		w.same("acts for another", w.ActsFor(rid, note.MailboxParty(other)), false)
		w.same("another acts", w.ActsFor(w.anna.id, party), false)
		expires, ok := w.Expires(rid)
		w.same("expires", []any{expires, ok}, []any{w.time.Unix() + 3600, true})
		parties, err := w.Parties(ctx, hub.Caller{Account: rid, Scope: hub.ScopeMailbox})
		w.must(err)
		w.same("parties", parties, []note.Party{party})
		w.restart()
	}
	w.must(w.Sweep(ctx, w.time.Add(time.Hour-time.Second)))
	w.same("active", w.Active(ctx, rid), true)
	w.time = w.time.Add(time.Hour)
	_, _, _, ok := w.Account(rid)
	w.same("account", ok, false)
	w.same("active", w.Active(ctx, rid), false)
	w.same("acts", w.ActsFor(rid, party), false)
	_, err := w.Parties(ctx, hub.Caller{Account: rid, Scope: hub.ScopeMailbox})
	w.code("parties", err, hub.E22)
	w.must(w.Sweep(ctx, w.time))
	for range 2 {
		got, err := w.Mailboxes(w.as(w.bram), []note.MemberID{rid, other})
		w.must(err)
		w.same("mailboxes of a colleague", got, [][]byte{nil, others[1].Data})
		sees(w.as(w.bram), false)
		_, ok := w.Expires(rid)
		w.same("expires", ok, false)
		_, err = w.Leaves(asNoor, 0, 0)
		w.code("leaves", err, hub.E21)
		w.restart()
	}
	w.time = w.time.Add(time.Hour)
	w.must(w.Sweep(ctx, w.time))
	w.restart()
	w.must(w.Publish(w.as(w.dirk), []hub.Object{w.manifest(w.gt, "sign dirk", func(*roster.Manifest) {})}))
	leaves, err := w.Leaves(w.as(w.anna), 6, 0)
	w.must(err)
	w.same("the number after what has ended", []any{len(leaves), leaves[0].N}, []any{1, uint64(6)})
}

func TestPeople(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	vt, gt := note.TeamParty(w.vt.team.Team), note.TeamParty(w.gt.team.Team)
	for _, test := range []struct {
		by    *person
		party note.Party
		want  bool
	}{
		{w.anna, vt, true}, {w.bram, vt, true}, {w.dirk, vt, false}, {w.dirk, gt, true},
		{w.anna, note.MemberParty(w.anna.id), true}, {w.anna, note.MemberParty(w.bram.id), false},
		{w.anna, note.MailboxParty(w.anna.id), false}, {w.anna, "", false},
	} {
		w.same("acts", w.ActsFor(test.by.id, test.party), test.want)
	}
	parties, err := w.Parties(ctx, hub.Caller{Account: w.anna.id, Org: w.vt.id, Scope: hub.ScopeMember})
	w.must(err)
	w.same("parties", parties, []note.Party{note.MemberParty(w.anna.id), vt})
	_, err = w.Parties(ctx, hub.Caller{Account: w.anna.id, Scope: hub.ScopeUnlock})
	w.code("parties of an unlock key", err, hub.E22)
	login, org, mailbox, ok := w.Account(w.bram.id)
	w.same("account", []any{login, org, mailbox, ok}, []any{signer("login bram").Public(), w.vt.id, false, true})

	act := chain.Signing{Party: vt, Org: w.vt.id, Author: w.bram.id, Key: signer("sign bram").Public().ID(), Time: w.time.Unix(), CP: w.Lines().Head()}
	_, err = w.View(false).Signer(act)
	w.must(err)
	w.time = w.time.Add(time.Minute)
	w.must(w.Publish(w.as(w.anna), []hub.Object{w.manifest(w.vt, "sign anna", func(m *roster.Manifest) {
		m.Revoked = []roster.Revocation{{Key: signer("sign bram").Public().ID(), Time: w.time.Unix(), Reason: "lost"}}
	})}))
	_, err = w.View(false).Signer(act)
	w.code("signs now", err, hub.E06)
	_, err = w.View(true).Signer(act)
	w.code("signed then", err, "")
	w.same("acts", w.ActsFor(w.bram.id, vt), false)
	w.same("active", w.Active(ctx, w.bram.id), false)
	_, _, _, ok = w.Account(w.bram.id)
	w.same("account", ok, false)
	_, err = w.Parties(ctx, hub.Caller{Account: w.bram.id, Scope: hub.ScopeMember})
	w.code("parties", err, hub.E22)
}

func TestReadRefused(t *testing.T) {
	w := newWorld(t)
	unlock := hub.WithCaller(t.Context(), hub.Caller{Account: w.anna.id, Org: w.vt.id, Scope: hub.ScopeUnlock})
	for name, ctx := range map[string]context.Context{"nobody": t.Context(), "an unlock key": unlock} {
		_, err := w.Leaves(ctx, 0, 0)
		w.code("leaves for "+name, err, hub.E22)
		_, err = w.Objects(ctx, nil)
		w.code("objects for "+name, err, hub.E22)
		_, err = w.State(ctx)
		w.code("state for "+name, err, hub.E22)
		w.code("put a state by "+name, w.PutState(ctx, nil), hub.E22)
		w.code("put a keyring by "+name, w.PutKeyring(ctx, hub.Keyring{}), hub.E22)
	}
	_, err := w.Keyring(t.Context())
	w.code("keyring for nobody", err, hub.E22)
	_, err = w.Objects(w.as(w.anna), make([]note.Hash, hub.MaxRows+1))
	w.code("too many", err, hub.E23)
	all, err := w.Leaves(w.as(w.anna), 1<<63, 0)
	w.must(err)
	w.same("beyond the last", len(all), 0)
}

// TestBroken: a directory that somebody changed in the database does not start.
func TestBroken(t *testing.T) {
	w := newWorld(t)
	w.founders[w.gt.id] = signer("another root").Public().ID()
	defer func() { w.founders[w.gt.id] = signer(w.gt.root).Public().ID() }()
	if _, err := newDirectory(w); err == nil {
		t.Error("it started")
	}
}
