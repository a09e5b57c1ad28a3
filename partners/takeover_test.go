package partners

import (
	"slices"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/hub"
)

// A mask is a member note that an admin makes for somebody else, under keys of the
// admin's own.
type mask struct {
	sign *identity.Signer
	raw  []byte
}

// masked makes one, with a recipient, after the note before it (ZeroHash: enrolled anew).
func (w *world) masked(of *roster.Member, rcpt note.Hash, before *mask) *mask {
	w.t.Helper()
	m := &mask{sign: identity.NewSigner()}
	draft := roster.Member{Org: of.Org, Member: of.Member, Sign: m.sign.Public(), Login: identity.NewSigner().Public(), Rcpt: rcpt, Name: of.Name,
		Prev: note.ZeroHash, Time: w.hub.Now().Unix()}
	signers := []roster.Signer{m.sign.Sign}
	if before != nil {
		draft.Prev, signers = note.HashOf(before.raw), append(signers, before.sign.Sign)
	}
	raw, err := roster.Write(draft, signers...)
	w.must(err)
	m.raw = raw
	return m
}

// wears publishes a mask as the note that counts.
func (w *world) wears(by string, of note.MemberID, m *mask, rcpt keys.Recipient) {
	w.t.Helper()
	w.manifest(by, func(man *roster.Manifest) {
		man.Members = slices.Clone(man.Members)
		for i, l := range man.Members {
			if l.Member == of {
				man.Members[i].Record = note.HashOf(m.raw)
			}
		}
	}, hub.Object{Kind: hub.ObjectRecipient, Data: []byte(rcpt)}, hub.Object{Kind: hub.ObjectMember, Data: m.raw})
}

// An admin enrols a colleague anew under the colleague's own public recipient, and
// succeeds that note with its own: nobody's client follows that by itself.
func TestAdminTakesNoPlace(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	bas := w.as("bas")
	tid, rec := w.teamOf("bas"), bas.dir.book.Member(bas.ID)
	own, err := bas.dir.book.Recipient(rec.Rcpt)
	w.must(err)
	evil := identity.New()
	first := w.masked(rec, rec.Rcpt, nil)
	w.wears("anna", bas.ID, first, own)

	carla := w.hire("anna", "carla", tid) // so that somebody honest holds the key
	w.must(w.as("anna").rotate(ctx, tid, true, func(c teamChange) ([]note.MemberID, bool) {
		return []note.MemberID{carla.Member}, slices.Contains(c.join, carla.Member)
	}))
	if team := w.as("carla").dir.book.Team(tid); team.Has(bas.ID) {
		t.Error("the key went on to a note that nobody signed for")
	}

	second := w.masked(rec, evil.Recipient().Hash(), first)
	w.wears("anna", bas.ID, second, evil.Recipient())
	w.must(w.as("carla").Tend(ctx))
	team := w.as("carla").dir.book.Team(tid)
	if slices.ContainsFunc(team.Members, func(l roster.Wrap) bool { return l.Rcpt == evil.Recipient().Hash() }) {
		t.Error("a colleague's client sealed the team's key to the admin's")
	}
}

// Whose keys changed between the decision and the sealing is decided anew.
func TestDecidedIsSealed(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	carla := w.hire("anna", "carla", w.teamOf("bas"))
	bas := w.as("bas")
	w.must(bas.dir.Sync(ctx))
	rec := bas.dir.book.Member(carla.Member)
	evil := identity.New()
	swapped := false
	err := bas.rotate(ctx, w.teamOf("bas"), true, func(c teamChange) ([]note.MemberID, bool) {
		if swapped { // words of the new keys are others
			return nil, false
		}
		swapped = true
		w.wears("anna", carla.Member, w.masked(rec, evil.Recipient().Hash(), nil), evil.Recipient())
		w.hub.Pass(6 * time.Minute) // so that the directory is asked again before it is sealed
		return c.join, true
	})
	w.must(err)
	if team := w.as("bas").dir.book.Team(w.teamOf("bas")); team.Has(carla.Member) {
		t.Errorf("epoch %d is sealed to keys that nobody decided about", team.Epoch)
	}
	if !swapped {
		t.Error("nothing was swapped")
	}
}
