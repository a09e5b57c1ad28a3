package partners

import (
	"crypto/rand"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/hub"
)

// manifest publishes the next manifest of an admin's organisation, with what it names.
func (w *world) manifest(by string, change func(*roster.Manifest), named ...hub.Object) {
	w.t.Helper()
	w.manifestOf(w.as(by), change, named...)
}

// manifestOf is manifest in a session that is open already, which does no more.
func (w *world) manifestOf(m *Member, change func(*roster.Manifest), named ...hub.Object) {
	w.t.Helper()
	w.must(m.dir.Sync(w.t.Context()))
	old := m.dir.book.Manifest(m.Org)
	next := *old
	next.Version, next.Prev, next.Time = old.Version+1, old.Note.Hash(), w.hub.Now().Unix()
	next.Members, next.Assigns, next.Revoked = slices.Clone(old.Members), slices.Clone(old.Assigns), slices.Clone(old.Revoked)
	change(&next)
	signers := []roster.Signer{m.keys.Sign.Sign}
	if next.Recovery != old.Recovery {
		signers = append(signers, w.roots[m.Org].key.Sign)
	}
	raw, err := roster.Write(next, signers...)
	w.must(err)
	w.must(m.hub.Publish(w.t.Context(), append(named, hub.Object{Kind: hub.ObjectManifest, Data: raw})))
}

// teamOf is the first own team of somebody.
func (w *world) teamOf(name string) note.TeamID {
	w.t.Helper()
	m := w.as(name)
	return m.dir.book.TeamsOf(m.ID)[0]
}

// hire makes somebody a member of an admin's organisation and of teams there.
func (w *world) hire(by, name string, teams ...note.TeamID) *Newcomer {
	w.t.Helper()
	n := &Newcomer{
		Name: name, Member: note.MemberID(note.NewID()), Org: w.as(by).Org,
		identity: identity.New(), sign: identity.NewSigner(), login: identity.NewSigner(),
	}
	rand.Read(n.salt[:])
	w.enrol(by, n, teams...)
	return n
}

// enrol makes the keys of n those of that member, and its home.
func (w *world) enrol(by string, n *Newcomer, teams ...note.TeamID) {
	w.t.Helper()
	now := w.hub.Now().Unix()
	raw, err := roster.Write(roster.Member{
		Org: n.Org, Member: n.Member, Sign: n.sign.Public(), Login: n.login.Public(), Rcpt: n.identity.Recipient().Hash(),
		Name: roster.NameHash(n.salt, n.Name), Prev: note.ZeroHash, Time: now,
	}, n.sign.Sign)
	w.must(err)
	w.manifest(by, func(m *roster.Manifest) {
		m.Members = slices.DeleteFunc(m.Members, func(l roster.Membership) bool { return l.Member == n.Member })
		m.Members = append(m.Members, roster.Membership{Member: n.Member, Record: note.HashOf(raw)})
		for _, t := range teams {
			m.Assigns = append(m.Assigns, roster.Assign{Team: t, Member: n.Member})
		}
	}, recipientObject(n.identity), hub.Object{Kind: hub.ObjectMember, Data: raw})
	w.homes[n.Name] = filepath.Join(w.t.TempDir(), n.Name)
	_, err = n.Settle(w.t.Context(), w.homes[n.Name], HomeConfig{Hub: w.hub.URL}, w.trust, now)
	w.must(err)
}

// unassign takes somebody out of a team.
func (w *world) unassign(by, name string, tid note.TeamID) {
	w.t.Helper()
	gone := w.as(name).ID
	w.manifest(by, func(m *roster.Manifest) {
		m.Assigns = slices.DeleteFunc(m.Assigns, func(a roster.Assign) bool { return a.Member == gone && a.Team == tid })
	})
}

func (w *world) epoch(name string, tid note.TeamID) uint64 {
	w.t.Helper()
	m := w.as(name)
	w.must(m.dir.Sync(w.t.Context()))
	return m.dir.book.Team(tid).Epoch
}

// reads tells of each entry of an exchange whether somebody can read its text.
func (w *world) reads(name string, xid note.XID) (list []string) {
	w.t.Helper()
	for _, e := range w.show(name, xid).Entries {
		list = append(list, string(e.Type)+" "+e.State)
	}
	return list
}

func text(s string) []byte { return doc(map[string]any{"form": "message.text", "text": s}) }

// TestJoin: an admin's word alone gives nobody a key; a colleague's does, and says
// whether what was there before comes with it.
func TestJoin(t *testing.T) {
	for name, history := range map[string]bool{"without history": false, "with history": true} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			ctx := t.Context()
			xid := w.send("anna", "message", "Politie Vechtdal / Infodesk")
			tid := w.teamOf("anna")
			nora := w.hire("anna", "nora", tid)
			if got := w.reads("nora", xid); !slices.Equal(got, []string{"genesis unreadable"}) {
				t.Errorf("before anybody let her in she sees %q", got)
			}
			w.must(w.as("nora").Tend(ctx))
			w.refused(w.as("nora").LetIn(ctx, "", true, w.said("nora")...), hub.E05)
			if e := w.epoch("bas", tid); e != 0 {
				t.Fatalf("epoch %d without anybody's word", e)
			}
			for _, who := range []string{"anna", "bas"} {
				waiting, err := w.as(who).JoinsWaiting(ctx)
				w.must(err)
				if len(waiting) != 1 || waiting[0].Member != nora.Member || waiting[0].Sign != nora.sign.Public().ID() ||
					waiting[0].Name != "Intake" || waiting[0].Returner || w.hub.Now().Sub(waiting[0].Since).Abs().Minutes() > 5 {
					t.Errorf("%s is asked about %+v", who, waiting)
				}
			}
			said := w.said("nora")[0]
			other := w.said("anna")[0] // holds the key: does not wait
			w.refused(w.as("bas").LetIn(ctx, "", history), hub.E01)
			w.refused(w.as("bas").LetIn(ctx, "", history, []string{}), hub.E28)
			w.refused(w.as("bas").LetIn(ctx, "", history, said[:7]), hub.E28)
			w.refused(w.as("bas").LetIn(ctx, "", history, other), note.E16)
			w.refused(w.as("bas").LetIn(ctx, "", history, said, other), note.E16)
			if e := w.epoch("bas", tid); e != 0 {
				t.Fatalf("epoch %d by the words of somebody else", e)
			}
			typed := []string{" " + strings.ToUpper(strings.Join(said, ", ")) + ".\n"}
			w.must(w.as("bas").LetIn(ctx, "", history, typed, said))
			w.refused(w.as("anna").LetIn(ctx, "", history, said), hub.E29)
			before := map[bool]string{false: "genesis unreadable", true: "genesis readable"}[history]
			if got := w.reads("nora", xid); !slices.Equal(got, []string{before}) {
				t.Errorf("once she is in she sees %q", got)
			}
			// the first who writes brings the exchange to the new key
			w.must(w.as("bas").Reply(ctx, xid, "", text("Hierna."), nil))
			for who, first := range map[string]string{"nora": before, "anna": "genesis readable", "bas": "genesis readable", "ruud": "genesis readable"} {
				if got := w.reads(who, xid); !slices.Equal(got, []string{first, "rekey readable", "post readable"}) {
					t.Errorf("after that %s sees %q", who, got)
				}
			}
			w.must(w.as("nora").Reply(ctx, xid, "", text("Van mij."), nil))
			if got := w.reads("ruud", xid); got[len(got)-1] != "post readable" {
				t.Errorf("what she wrote is %q", got)
			}
			k, err := w.as("anna").Keys(ctx)
			w.must(err)
			if len(k.Teams) != 1 || k.Teams[0].Epoch != 1 || !k.Teams[0].Held {
				t.Errorf("keys %+v", k.Teams)
			}
		})
	}
}

// TestChangedKeys: keys that a member went over to itself need nobody's word; keys
// that only an admin says are somebody's wait like those of a newcomer, and the old
// ones are out at once. A new recovery key is taken by itself.
func TestChangedKeys(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	tid := w.teamOf("anna")
	xid := w.send("anna", "message", "Politie Vechtdal / Infodesk")

	recovery := identity.New()
	w.manifest("anna", func(m *roster.Manifest) { m.Recovery = recovery.Recipient().Hash() }, recipientObject(recovery))
	if e := w.epoch("bas", tid); e != 1 {
		t.Fatalf("epoch %d after a new recovery key", e)
	}
	bas := w.as("bas")
	newest := bas.dir.book.Team(tid)
	if newest.Recovery == nil || newest.Recovery.Rcpt != recovery.Recipient().Hash() {
		t.Error("not sealed to the recovery key")
	}

	lost := &Newcomer{Name: "bas", Member: bas.ID, Org: bas.Org, identity: identity.New(), sign: identity.NewSigner(), login: identity.NewSigner()}
	rand.Read(lost.salt[:])
	w.enrol("anna", lost)
	waiting, err := w.as("anna").JoinsWaiting(ctx)
	w.must(err)
	if len(waiting) != 1 || waiting[0].Member != bas.ID || !waiting[0].Returner {
		t.Errorf("waiting: %+v", waiting)
	}
	if now := w.as("anna").dir.book.Team(tid); now.Epoch != 2 || now.Has(bas.ID) {
		t.Errorf("epoch %d is sealed to %+v", now.Epoch, now.Members)
	}
	w.must(w.as("anna").LetIn(ctx, "", true, w.said("bas")...))
	if got := w.reads("bas", xid); !slices.Equal(got, []string{"genesis readable"}) {
		t.Errorf("with new keys he sees %q", got)
	}

	m := w.as("bas")
	rec := m.dir.book.Member(m.ID)
	to := identity.New()
	raw, err := roster.Write(roster.Member{
		Org: m.Org, Member: m.ID, Sign: rec.Sign, Login: rec.Login, Rcpt: to.Recipient().Hash(), Name: rec.Name,
		Prev: rec.Hash(), Time: w.hub.Now().Unix(),
	}, m.keys.Sign.Sign)
	w.must(err)
	w.manifest("anna", func(man *roster.Manifest) {
		for i := range man.Members {
			if man.Members[i].Member == m.ID {
				man.Members[i].Record = note.HashOf(raw)
			}
		}
	}, recipientObject(to), hub.Object{Kind: hub.ObjectMember, Data: raw})
	now := w.as("anna").dir.book.Team(tid)
	if !slices.ContainsFunc(now.Members, func(l roster.Wrap) bool { return l.Member == m.ID && l.Rcpt == to.Recipient().Hash() }) {
		t.Errorf("epoch %d is not sealed to the key that he went over to", now.Epoch)
	}
}

// TestTwoRotateAtOnce: two colleagues see at once that somebody left; there is one
// new key, and both have it.
func TestTwoRotateAtOnce(t *testing.T) {
	w := newWorld(t)
	tid := w.teamOf("fatima")
	w.hire("fatima", "piet", tid)
	w.must(w.as("sjoerd").LetIn(t.Context(), "", true, w.said("piet")...))
	fatima, sjoerd := w.as("fatima"), w.as("sjoerd")
	before := fatima.dir.book.Team(tid).Epoch
	w.unassign("fatima", "piet", tid) // her other session tends as well
	done := make(chan error, 2)
	for _, m := range []*Member{fatima, sjoerd} {
		go func() { done <- m.Tend(t.Context()) }()
	}
	w.must(<-done)
	w.must(<-done)
	for _, m := range []*Member{fatima, sjoerd} {
		newest := m.dir.book.Team(tid)
		if newest.Epoch != before+1 {
			t.Errorf("epoch %d after %d", newest.Epoch, before)
		}
		if _, err := m.teamKeys.forRecipient(t.Context(), note.TeamParty(tid), newest.Rcpt); err != nil {
			t.Error(err)
		}
	}
}
