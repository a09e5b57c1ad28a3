package partners

import (
	"context"
	"crypto/ed25519"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/hub"
)

// change has somebody change its organisation, with its root.
func (w *world) change(by string, changes ...Change) error {
	w.t.Helper()
	m := w.as(by)
	_, err := m.ChangeOrganisation(w.t.Context(), w.roots[m.Org], changes...)
	return err
}

func (w *world) teamID(name string) note.TeamID {
	w.t.Helper()
	t, err := w.as("anna").Find(w.t.Context(), name)
	w.must(err)
	return t.ID
}

func (w *world) teamsOf(name string) []string {
	w.t.Helper()
	who, err := w.as(name).Self(w.t.Context())
	w.must(err)
	names := []string{}
	for _, t := range who.Teams {
		names = append(names, t.Name)
	}
	return names
}

// TestAdminChangesTeams: an admin puts people in teams and takes them out, makes a
// team and changes its card; whoever is no admin does not.
func TestAdminChangesTeams(t *testing.T) {
	w := newWorld(t)
	noord, linda := w.teamID("Noord"), w.as("linda").ID
	m := w.as("linda")
	asked := &between{API: m.hub}
	m.hub = asked
	_, err := m.ChangeOrganisation(t.Context(), nil, Assign(noord, linda))
	w.refused(err, hub.E05)
	if asked.published > 0 {
		t.Error("who is no admin asked the hub to publish")
	}
	w.must(w.change("fatima", Assign(noord, linda)))
	w.must(w.change("fatima", Assign(noord, linda)))
	if got := w.teamsOf("linda"); !slices.Equal(got, []string{"Noord", "Zuid"}) {
		t.Errorf("linda is in %q", got)
	}
	w.must(w.change("fatima", Unassign(noord, linda)))
	if got := w.teamsOf("linda"); !slices.Equal(got, []string{"Zuid"}) {
		t.Errorf("afterwards linda is in %q", got)
	}
	w.refused(w.change("fatima", Assign(noord, w.as("anna").ID)), hub.E21)
	w.refused(w.change("fatima", Assign(w.teamID("Intake"), linda)), hub.E21)

	card := roster.Card{Team: note.TeamID(note.NewID()), Name: "Oost", Kind: "gebiedsteam", PhoneDay: "088 000 2200"}
	w.refused(w.change("fatima", AddTeam(card)), hub.E29)
	other := card
	other.Kind = "politie"
	w.refused(w.change("fatima", AddTeam(other, linda)), hub.E05)
	w.must(w.change("fatima", AddTeam(card, linda, w.as("fatima").ID)))
	// What is sent to it opens.
	xid := w.send("anna", "message", "Oost")
	if v := w.show("linda", xid); v.Entries[0].State != Readable {
		t.Errorf("the new team reads its first message as %s", v.Entries[0].State)
	}
	card.PhoneDay = "088 000 3300"
	w.must(w.change("fatima", SetCard(card)))
	found, err := w.as("anna").Find(t.Context(), "Oost")
	w.must(err)
	if found.Card.PhoneDay != card.PhoneDay {
		t.Errorf("the card says %q", found.Card.PhoneDay)
	}
}

// TestRootBesideAdmin: who is admin, and where team keys can be recovered, is for the
// root too, and for the organisation's own.
func TestRootBesideAdmin(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	fatima, sjoerd := w.as("fatima"), w.as("sjoerd").ID
	custodians := identity.New()
	for name, change := range map[string]Change{"an admin": SetAdmin(sjoerd, true), "recovery": SetRecovery(custodians.Recipient())} {
		_, err := fatima.ChangeOrganisation(ctx, nil, change)
		w.refused(err, hub.E05)
		_, err = fatima.ChangeOrganisation(ctx, w.roots[w.as("anna").Org], change)
		w.refused(err, hub.E06)
		if _, err = fatima.ChangeOrganisation(ctx, w.roots[fatima.Org], change); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	// A team that is made now can be recovered.
	card := roster.Card{Team: note.TeamID(note.NewID()), Name: "Oost", Kind: "gebiedsteam"}
	w.must(w.change("sjoerd", AddTeam(card, sjoerd)))
	if team := w.as("sjoerd").dir.book.Team(card.Team); team.Recovery == nil || team.Recovery.Rcpt != custodians.Recipient().Hash() {
		t.Errorf("the new team's recovery is %+v", team.Recovery)
	}
	w.refused(w.change("sjoerd", SetRecovery("age1pq1none")), hub.E14)
	w.must(w.change("sjoerd", SetAdmin(fatima.ID, false), SetRecovery("")))
	w.refused(w.change("fatima", SetAdmin(fatima.ID, true)), hub.E05)
	w.refused(w.change("sjoerd", SetAdmin(sjoerd, false)), hub.E29)
	w.refused(w.change("sjoerd", Revoke(sjoerd, "left")), hub.E29)
}

// TestRevokedIsOut: whoever is revoked is refused at once, also on a login of before,
// and its colleagues see that it is gone.
func TestRevokedIsOut(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	sjoerd := w.as("sjoerd")
	if _, err := sjoerd.Self(ctx); err != nil {
		t.Fatal(err)
	}
	w.must(w.change("fatima", Revoke(sjoerd.ID, "left")))
	_, err := sjoerd.hub.Newest(ctx, note.MemberParty(sjoerd.ID), hub.Position{}, 10)
	w.refused(err, hub.E22)
	_, err = sjoerd.Self(ctx)
	w.refused(err, hub.E22)
	man := w.as("fatima").dir.book.Manifest(sjoerd.Org)
	for _, key := range []note.KeyID{sjoerd.keys.Sign.Public().ID(), sjoerd.keys.Login.Public().ID()} {
		if !slices.ContainsFunc(man.Revoked, func(r roster.Revocation) bool { return r.Key == key && r.Reason == "left" }) {
			t.Errorf("key %s is not revoked", key)
		}
	}
	w.refused(w.change("fatima", Revoke(sjoerd.ID, "left")), hub.E21)
	w.refused(w.change("fatima", Revoke(w.as("linda").ID, "not a word")), hub.E01)
}

// overtaking publishes something of a colleague just before each of the first
// publications.
type overtaking struct {
	hub.API
	before []func()
}

func (o *overtaking) Publish(ctx context.Context, objects []hub.Object) error {
	if len(o.before) > 0 {
		first := o.before[0]
		o.before = o.before[1:]
		first()
	}
	return o.API.Publish(ctx, objects)
}

// TestTwoAdmins: who is overtaken by another admin does its change anew on what that
// one made; overtaken twice it says so.
func TestTwoAdmins(t *testing.T) {
	w := newWorld(t)
	noord, zuid, sjoerd, linda := w.teamID("Noord"), w.teamID("Zuid"), w.as("sjoerd").ID, w.as("linda").ID
	w.must(w.change("fatima", SetAdmin(sjoerd, true)))
	m := w.as("fatima")
	m.hub = &overtaking{m.hub, []func(){func() { w.must(w.change("sjoerd", Assign(zuid, sjoerd))) }}}
	_, err := m.ChangeOrganisation(t.Context(), nil, Assign(noord, linda))
	w.must(err)
	if s, l := w.teamsOf("sjoerd"), w.teamsOf("linda"); len(s) != 2 || len(l) != 2 {
		t.Errorf("of both changes stands: sjoerd in %q, linda in %q", s, l)
	}
	m.hub = &overtaking{m.hub, []func(){
		func() { w.must(w.change("sjoerd", Unassign(zuid, sjoerd))) },
		func() { w.must(w.change("sjoerd", Assign(zuid, sjoerd))) },
	}}
	_, err = m.ChangeOrganisation(t.Context(), nil, Unassign(noord, linda))
	w.refused(err, hub.E20)
}

// TestGhostMember: a manifest that adds somebody counts for nobody when the hub made
// it, a revoked admin signed it, or an admin named another without the root, though
// the log and its witness vouch for its line.
func TestGhostMember(t *testing.T) {
	for name, forge := range map[string]struct {
		codes []hub.Code
		sign  func(w *world, next *roster.Manifest, ghost note.MemberID) []roster.Signer
	}{
		"by the hub": {[]hub.Code{hub.E05}, func(*world, *roster.Manifest, note.MemberID) []roster.Signer {
			return []roster.Signer{identity.NewSigner().Sign}
		}},
		"with an admin's name on another's signature": {[]hub.Code{hub.E04}, func(w *world, _ *roster.Manifest, _ note.MemberID) []roster.Signer {
			key := w.as("fatima").keys.Sign
			return []roster.Signer{func(signed []byte) note.Sig { return key.Sign(append(slices.Clone(signed), '\n')) }}
		}},
		"by a member who is no admin": {[]hub.Code{hub.E05}, func(w *world, _ *roster.Manifest, _ note.MemberID) []roster.Signer {
			return []roster.Signer{w.as("linda").keys.Sign.Sign}
		}},
		"by a revoked admin": {[]hub.Code{hub.E05}, func(w *world, next *roster.Manifest, _ note.MemberID) []roster.Signer {
			sjoerd := w.as("sjoerd")
			w.must(w.change("fatima", SetAdmin(sjoerd.ID, true)))
			w.must(w.change("fatima", Revoke(sjoerd.ID, "left")))
			fresh := w.as("fatima").dir.book.Manifest(sjoerd.Org)
			members := next.Members
			*next = *fresh
			next.Version, next.Prev, next.Members = fresh.Version+1, fresh.Hash(), append(slices.Clone(fresh.Members), members[len(members)-1])
			return []roster.Signer{sjoerd.keys.Sign.Sign}
		}},
		"by an admin who makes it admin without the root": {[]hub.Code{hub.E05}, func(w *world, next *roster.Manifest, ghost note.MemberID) []roster.Signer {
			next.Admins = append(slices.Clone(next.Admins), ghost)
			return []roster.Signer{w.as("fatima").keys.Sign.Sign}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			f := NewFounding("x")
			ghost := f.Member("ghost", false)
			ghost.Org = w.as("fatima").Org
			rec, err := ghost.record(w.hub.Now().Unix())
			w.must(err)
			next := *w.as("fatima").dir.book.Manifest(ghost.Org)
			next.Version, next.Prev = next.Version+1, next.Hash()
			next.Members = append(slices.Clone(next.Members), roster.Membership{Member: ghost.Member, Record: note.HashOf(rec)})
			by := forge.sign(w, &next, ghost.Member)
			raw, err := roster.Write(next, by...)
			w.must(err)
			objects := []hub.Object{recipientObject(ghost.identity), {Kind: hub.ObjectMember, Data: rec}, {Kind: hub.ObjectManifest, Data: raw}}
			w.refused(w.as("fatima").hub.Publish(t.Context(), objects), forge.codes...)

			m := w.as("anna")
			b := &bending{of: w.hub, API: m.hub, objects: map[note.Hash][]byte{}}
			for _, o := range objects {
				b.objects[note.HashOf(o.Data)] = o.Data
			}
			b.list = func(all []hub.Leaf) []hub.Leaf {
				return append(all, hub.Leaf{N: uint64(len(all)), Kind: hub.ObjectManifest, Org: ghost.Org, Version: next.Version, Hash: note.HashOf(raw)})
			}
			m.hub, m.dir.hub = b, b
			w.must(m.dir.Sync(t.Context()))
			w.refused(m.dir.Need(t.Context(), ghost.Org), forge.codes...)
			if m.dir.book.Member(ghost.Member) != nil {
				t.Error("the ghost is in the book")
			}
			if m.dir.lines.Size() != uint64(len(mustLines(t, b))) {
				t.Error("the log was not taken, so this shows nothing")
			}
		})
	}
}

func mustLines(t *testing.T, b *bending) []hub.Leaf {
	t.Helper()
	all, err := b.shown(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestRootFile: the root key is for its owner's eyes, and is not written over.
func TestRootFile(t *testing.T) {
	w := newWorld(t)
	file := filepath.Join(t.TempDir(), "root.key")
	f := NewFounding("x", "school")
	w.must(f.WriteRoot(file))
	w.refused(f.WriteRoot(file), hub.E20)
	key, err := ReadRoot(file)
	w.must(err)
	if key.ID() != f.RootID() || key.Org != f.Org || len(f.Root.Seed()) != ed25519.SeedSize {
		t.Errorf("read back is %s of %s", key.ID(), key.Org)
	}
	w.must(os.Chmod(file, 0o640))
	_, err = ReadRoot(file)
	w.refused(err, hub.E17)
	w.must(os.WriteFile(file, []byte("sluis.v1/root\n"), 0o600))
	w.must(os.Chmod(file, 0o600))
	_, err = ReadRoot(file)
	w.refused(err, hub.E01)
}
