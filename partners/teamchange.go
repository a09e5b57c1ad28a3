package partners

import (
	"context"
	"slices"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/hub"
)

// A teamChange is in what a team's newest key differs from what the newest
// manifest of its organisation asks: the manifest is the admins' word, the key is
// the members' own act, and nobody can do both alone.
type teamChange struct {
	stay []note.MemberID // hold the key and go on
	gone []note.MemberID // hold it and should not: who left, and who has other keys since
	join []note.MemberID // should hold it and do not
	// rewrap: somebody who stays signed for a new recipient, or the organisation's
	// recovery key is another one.
	rewrap bool
}

// due says whether a next key is due without asking anybody.
func (c teamChange) due() bool { return len(c.gone) > 0 || c.rewrap }

// changeOf compares a team's newest note with the newest manifest. ok is false for
// a team without either.
func changeOf(book *roster.Book, tid note.TeamID) (c teamChange, ok bool) {
	t := book.Team(tid)
	if t == nil || book.Manifest(t.Org) == nil {
		return c, false
	}
	assigned := book.Assigned(tid)
	for _, w := range t.Members {
		rec := book.Member(w.Member)
		held, _ := book.SealedTo(tid, w.Member)
		switch {
		case !slices.Contains(assigned, w.Member) || !book.Active(w.Member):
			c.gone = append(c.gone, w.Member)
		case succeeds(book, rec, held):
			c.stay, c.rewrap = append(c.stay, w.Member), c.rewrap || rec.Rcpt != w.Rcpt
		default: // an admin's word alone, as for who joins
			c.gone, c.join = append(c.gone, w.Member), append(c.join, w.Member)
		}
	}
	for _, mid := range assigned {
		if !t.Has(mid) && book.Active(mid) {
			c.join = append(c.join, mid)
		}
	}
	recovery := note.Hash("")
	if t.Recovery != nil {
		recovery = t.Recovery.Rcpt
	}
	c.rewrap = c.rewrap || recovery != book.Manifest(t.Org).Recovery
	return c, true
}

// succeeds says whether this is that member note, or the member itself went over to it
// from there: each note on the way is signed with the key of the one before. The note
// counts and not its recipient, which anybody can write into a note.
func succeeds(book *roster.Book, rec *roster.Member, from note.Hash) bool {
	for ; rec != nil; rec = book.MemberNote(rec.Prev) {
		if rec.Hash() == from {
			return true
		}
	}
	return false
}

// lasting gives the time of the first of the newest manifests of an organisation
// that all say so; 0 when the newest does not.
func (d *Directory) lasting(ctx context.Context, org note.OrgID, so func(*roster.Manifest) bool) (since int64, err error) {
	for _, n := range slices.Backward(d.lines.Of(org, 0)) {
		l, _ := d.lines.At(n)
		if l.Kind != hub.ObjectManifest {
			continue
		}
		got := map[note.Hash][]byte{}
		if err := d.fetch(ctx, []named{{l.Kind, l.Hash}}, got); err != nil {
			return 0, err
		}
		if got[l.Hash] == nil {
			return since, nil // it counted when it was fetched; from here on nothing is known
		}
		m, err := roster.ParseManifest(got[l.Hash])
		if err != nil {
			return 0, err
		}
		if !so(m) {
			return since, nil
		}
		since = m.Time
	}
	return since, nil
}

// belongs says whether a manifest has a member in a team with this member note or one
// that succeeds it, and none of its keys revoked.
func belongs(book *roster.Book, m *roster.Manifest, tid note.TeamID, mid note.MemberID, held note.Hash) bool {
	if !slices.Contains(m.Assigns, roster.Assign{Team: tid, Member: mid}) {
		return false
	}
	i := slices.IndexFunc(m.Members, func(l roster.Membership) bool { return l.Member == mid })
	rec := book.MemberNote(m.Members[i].Record)
	return succeeds(book, rec, held) && !slices.ContainsFunc(m.Revoked, func(r roster.Revocation) bool {
		return r.Key == rec.Sign.ID() || r.Key == rec.Login.ID()
	})
}

// heldTooLong tells since when somebody holds a team's newest key who should not;
// 0 when nobody does.
func (d *Directory) heldTooLong(ctx context.Context, tid note.TeamID) (int64, error) {
	c, ok := changeOf(d.book, tid)
	if !ok || len(c.gone) == 0 {
		return 0, nil
	}
	t := d.book.Team(tid)
	return d.lasting(ctx, t.Org, func(m *roster.Manifest) bool {
		return slices.ContainsFunc(t.Members, func(w roster.Wrap) bool {
			held, _ := d.book.SealedTo(tid, w.Member)
			return slices.Contains(c.gone, w.Member) && !belongs(d.book, m, tid, w.Member, held)
		})
	})
}
