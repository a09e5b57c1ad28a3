package partners

import (
	"context"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// called is somebody by the name that it gave itself, "" where nobody told it.
type called struct {
	member note.MemberID
	name   string
}

// whoIs finds whom of a list somebody means by what was typed: an id, an account code
// or a name. Of an id, and of a code as it is shown, sure is set: no name counts beside
// it. Whose name reads the same counts beside whose name it is, and also beside others
// that the caller knows to be called that (found): everybody chooses the own name.
func whoIs(list []called, typed string, found bool) (hits []note.MemberID, sure bool) {
	who := norm.NFC.String(strings.TrimSpace(typed))
	code, _ := hub.ParseAccountCode(who)
	take := func(fits func(called) bool) (ids []note.MemberID) {
		for _, c := range list {
			if fits(c) {
				ids = append(ids, c.member)
			}
		}
		return ids
	}
	coded := func(c called) bool { return code != "" && hub.AccountCode(c.member) == code }
	named := func(c called) bool { return c.name != "" && norm.NFC.String(strings.TrimSpace(c.name)) == who }
	if note.IsID(who) {
		return take(func(c called) bool { return string(c.member) == who }), true
	}
	if hits = take(coded); len(hits) > 0 && code == who {
		return hits, true
	}
	if len(hits) == 0 && len(take(named)) == 0 && !found {
		return nil, false
	}
	reads := skeleton(who)
	return take(func(c called) bool { return coded(c) || named(c) || c.name != "" && skeleton(c.name) == reads }), false
}

// partyOf finds one of some parties of an exchange: a member that takes part for itself,
// by id, account code or name, or a team as Find does. What fits or reads like a member
// and a team, or several members, is E30.
func (m *Member) partyOf(ctx context.Context, x *Exchange, parties []note.Party, who string) (note.Party, error) {
	names := m.names(x)
	var list []called
	for _, p := range parties {
		if p.Kind() == 'm' {
			list = append(list, called{p.Member(), names[p.Member()]})
		}
	}
	if hits, sure := whoIs(list, who, false); sure && len(hits) == 1 {
		return note.MemberParty(hits[0]), nil
	}
	teams, err := m.Teams(ctx)
	if err != nil {
		return "", err
	}
	t, missing := find(teams, who)
	if missing != nil && hub.CodeOf(missing) != hub.E21 {
		return "", missing
	}
	hits, _ := whoIs(list, who, missing == nil)
	if len(hits) == 0 {
		return note.TeamParty(t.ID), missing
	}
	var told []string
	for _, mid := range hits {
		told = append(told, hub.AccountCode(mid))
	}
	for _, t := range teams {
		if reads := skeleton(who); skeleton(t.Name) == reads || skeleton(t.Organisation+"/"+t.Name) == reads {
			told = append(told, string(t.ID)+" ("+t.Organisation+")")
		}
	}
	if len(told) > 1 {
		return "", hub.Errorf(hub.E30, "this name fits, or reads like, several who take part or could: %s", strings.Join(told, ", "))
	}
	return note.MemberParty(hits[0]), nil
}
