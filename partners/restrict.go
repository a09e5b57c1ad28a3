package partners

import (
	"context"
	"slices"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// Restrict (afschermen) puts named members of a team in the place of that team: from
// the next entry on nobody else of it reads along, a colleague who knows the family
// least of all. They can read all that the caller can. Who are named by id or account
// code, or by the name that a colleague has here; they must be in that team now. Only
// the owner may (FORMAT.md C43, C44), and not in its own place: E05; a member that is
// not in the team E21. Whoever wants to keep an exchange from the own team begins it
// alone (Letter.Alone), or lets one member in, and offers it.
func (m *Member) Restrict(ctx context.Context, xid note.XID, team string, who ...string) error {
	x, p, err := m.ownerAnd(ctx, xid, team)
	if err != nil {
		return err
	}
	if p == x.State.Owner {
		return hub.Errorf(hub.E05, "who is responsible cannot go out of its own place: let one member in, and offer it to that member")
	}
	set := x.State.Parties()
	for _, name := range who {
		mid, err := m.memberOf(ctx, p.Team(), name)
		if err != nil {
			return err
		}
		if q := note.MemberParty(mid); !slices.Contains(set, q) {
			set = append(set, q)
		}
	}
	if len(who) == 0 {
		return hub.Errorf(hub.E01, "name at least one member of the team")
	}
	if !x.State.Has(p) && len(set) == len(x.State.Parties()) {
		return nil // done before
	}
	set = slices.DeleteFunc(set, func(q note.Party) bool { return q == p })
	a := act{Type: chain.Rekey, Party: x.Party, Set: set, Older: x.opener.epochs()}
	if a.Body, err = m.rekeyBody(x, "named members only", true); err != nil {
		return err
	}
	return m.add(ctx, x, a)
}

// AddMember lets one member in for itself, beside the teams that take part. Team and
// history are as in Restrict and AddParty.
func (m *Member) AddMember(ctx context.Context, xid note.XID, team, who string, history bool) error {
	x, err := m.owned(ctx, xid)
	if err != nil {
		return err
	}
	t, err := m.Find(ctx, team)
	if err != nil {
		return err
	}
	mid, err := m.memberOf(ctx, t.ID, who)
	if err != nil {
		return err
	}
	p := note.MemberParty(mid)
	if x.State.Has(p) {
		return nil
	}
	a := act{Type: chain.Rekey, Party: x.Party, Set: append(x.State.Parties(), p)}
	if history {
		a.Older = x.opener.epochs()
	}
	if a.Body, err = m.rekeyBody(x, "a party joins", true); err != nil {
		return err
	}
	return m.add(ctx, x, a)
}

// memberOf finds an active member of a team, by id or account code, or by the name
// that a colleague has in this home.
func (m *Member) memberOf(ctx context.Context, team note.TeamID, who string) (note.MemberID, error) {
	names := map[note.MemberID]string{}
	if m.dir.book.Manifest(m.Org) != nil && m.dir.lines.OrgOf(team) == m.Org {
		all, err := m.Colleagues(ctx)
		if err != nil {
			return "", err
		}
		for _, c := range all {
			names[c.Member] = c.Name
		}
	}
	var list []called
	for _, mid := range m.dir.book.Assigned(team) {
		if m.dir.book.Active(mid) {
			list = append(list, called{mid, names[mid]})
		}
	}
	hits, _ := whoIs(list, who, false)
	switch len(hits) {
	case 0:
		return "", hub.Errorf(hub.E21, "the team has no such member: ask for the account code")
	case 1:
		return hits[0], nil
	}
	return "", hub.Errorf(hub.E30, "several members fit: %v", hits)
}

// CompareMember keeps that a member's keys were compared by phone, on a number that was
// known before: heard are the eight words that it read aloud (FORMAT.md, part 8). From
// then on it can be let in for itself. E28: no phrase; E16: not its words.
func (m *Member) CompareMember(ctx context.Context, team, who string, heard []string) error {
	if err := m.dir.Sync(ctx); err != nil {
		return err
	}
	t, err := m.Find(ctx, team)
	if err != nil {
		return err
	}
	mid, err := m.memberOf(ctx, t.ID, who)
	if err != nil {
		return err
	}
	said, err := heardWords(heard)
	if err != nil {
		return err
	}
	rec := m.dir.book.Member(mid)
	if !slices.Equal(said, m.memberWords(rec)) {
		return note.Errorf(note.E16, "these are not the words of that member's keys")
	}
	return m.keepConfirmed(memberPlace(mid), rec.Hash())
}

// memberPlace is the place of a member in the list of what was compared: ids of
// teams and of members are random, and never the same.
func memberPlace(mid note.MemberID) note.TeamID { return note.TeamID(mid) }

// confirmedMember refuses, with E06, another member whose keys of now were not compared.
func (m *Member) confirmedMember(mid note.MemberID) error {
	list, err := m.confirmations()
	if err != nil {
		return err
	}
	rec := m.dir.book.Member(mid)
	if rec == nil || list[memberPlace(mid)] != rec.Hash() {
		return note.Errorf(note.E06, "the keys of %s were not compared: call on a number that you knew before, hear the words, and confirm them", hub.AccountCode(mid))
	}
	return nil
}

// sealedTo says whether the newest epoch of an exchange is sealed to a party with just
// that recipient; no exchange is sealed to nobody.
func (x *Exchange) sealedTo(p note.Party, rh note.Hash) bool {
	return x != nil && slices.ContainsFunc(x.grants(), func(g chain.Grant) bool { return g.Party == p && g.Key == rh })
}

// epochs lists those whose key is held, oldest first.
func (o *opener) epochs() (list []uint64) {
	for epoch := range o.caseKeys {
		list = append(list, epoch)
	}
	slices.Sort(list)
	return list
}
