package partners

import (
	"context"
	"slices"
	"time"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/hub"
)

// Why an exchange does not follow the key of a party.
const (
	LagReplaced = "replaced" // the party has a newer key
	LagReset    = "reset"    // the newer key has no predecessor
	LagLeft     = "left"     // who left the team holds its newest key
)

// A Lag is a party whose key an exchange does not follow. Until then, 72 hours, may
// be written to the old one when no new one can be made; after that not.
type Lag struct {
	Party note.Party `json:"party"`
	Team  string     `json:"team"`
	Why   string     `json:"why"`
	Since time.Time  `json:"since"`
	Until time.Time  `json:"until"`
}

func (m *Member) lag(p note.Party, why string, since int64) Lag {
	at := time.Unix(since, 0).UTC()
	return Lag{Party: p, Team: m.PartyTeam(p), Why: why, Since: at, Until: at.Add(roster.OldTeamKey)}
}

// lags lists the parties of the current epoch whose key it does not follow.
func (m *Member) lags(ctx context.Context, x *Exchange) (list []Lag, err error) {
	for _, g := range x.grants() {
		switch g.Party.Kind() {
		case 't':
			l, lags, err := m.teamLag(ctx, g.Party, g.Key)
			if err != nil {
				return nil, err
			}
			if lags {
				list = append(list, l)
			}
		case 'm':
			if rec := m.dir.book.Member(g.Party.Member()); rec != nil && rec.Rcpt != g.Key {
				list = append(list, m.lag(g.Party, LagReplaced, rec.Time))
			}
		}
	}
	return list, nil
}

// teamLag says how far a key is from what a team's key should be.
func (m *Member) teamLag(ctx context.Context, p note.Party, key note.Hash) (l Lag, lags bool, err error) {
	newest := m.dir.book.Team(p.Team())
	if newest == nil {
		return l, false, nil
	}
	if newest.Rcpt == key {
		since, err := m.dir.heldTooLong(ctx, p.Team())
		return m.lag(p, LagLeft, since), since != 0, err
	}
	l = m.lag(p, LagReplaced, newest.Time)
	for t := newest; t.Rcpt != key; t = m.dir.book.TeamAt(p.Team(), t.Epoch-1) {
		l.Since = time.Unix(t.Time, 0).UTC()
		if t.Reset {
			l.Why = LagReset
		}
		if t.Epoch == 0 {
			break // an entry with a key that was no team's is E06 long before
		}
	}
	l.Until = l.Since.Add(roster.OldTeamKey)
	return l, true, nil
}

// current brings an exchange to the keys that its parties have now, by a rekey with
// an unchanged set: an offer and a post start from there. Where that cannot be made
// now, since nobody cosigns the log or a key is withheld, a post may go out under
// the old key for 72 hours after the new one was there (E12 after that), an offer
// may not. After a reset it is for the owner to rekey (E29), who first compares the
// new key (E06).
func (m *Member) current(ctx context.Context, x *Exchange, party note.Party, t chain.Type) error {
	if err := m.teamsConfirmed(x); err != nil {
		return err
	}
	if m.liveOffer(x) { // nothing may come between an offer and its acceptance
		return nil
	}
	lags, err := m.lags(ctx, x)
	if err != nil {
		return err
	}
	renew := x.State.Leaving != "" || x.opener.caseKeys[x.State.Epoch] == nil
	for _, l := range lags {
		if err := ofOwner(l, x, party); err != nil {
			return err
		}
		if err := m.confirmed(l.Party); err != nil {
			return err
		}
		renew = renew || l.Why != LagLeft
	}
	if renew && party.Kind() != 'r' {
		err := m.renew(ctx, x, "the key of a party was replaced")
		if err == nil {
			lags = slices.DeleteFunc(lags, func(l Lag) bool { return l.Why != LagLeft })
		} else if !m.mayLag(err, x, t) {
			return err
		}
	}
	return m.tooLate(lags)
}

// teamsConfirmed refuses, with E06, to go on with a team whose key has no predecessor
// before it was compared: also when another party has taken it over already.
func (m *Member) teamsConfirmed(x *Exchange) error {
	for _, p := range x.State.Parties() {
		if p.Kind() != 't' {
			continue
		}
		if err := m.confirmed(p); err != nil {
			return err
		}
	}
	return nil
}

// ofOwner refuses to go on after a reset to who is not the owner.
func ofOwner(l Lag, x *Exchange, party note.Party) error {
	if l.Why == LagReset && party != x.State.Owner {
		return hub.Errorf(hub.E29, "team %s has a key without a predecessor: who is responsible for this exchange goes on with it first", l.Team)
	}
	return nil
}

// mayRekey refuses a rekey that would take a team's reset over into an exchange on
// the word of another than the owner.
func (m *Member) mayRekey(ctx context.Context, x *Exchange, a act) error {
	lags, err := m.lags(ctx, x)
	if err != nil {
		return err
	}
	for _, l := range lags {
		if err := ofOwner(l, x, a.Party); err != nil && slices.Contains(a.Set, l.Party) {
			return err
		}
	}
	return nil
}

// mayLag says whether a post may go out without the rekey that failed.
func (m *Member) mayLag(err error, x *Exchange, t chain.Type) bool {
	switch hub.CodeOf(err) {
	case hub.E12, note.E13, hub.E06:
		return t == chain.Post && x.State.Leaving == "" && x.opener.caseKeys[x.State.Epoch] != nil
	}
	return false
}

// tooLate refuses what would be sealed to a key that should be gone for 72 hours.
func (m *Member) tooLate(lags []Lag) error {
	for _, l := range lags {
		switch {
		case !m.now().After(l.Until):
		case l.Why == LagLeft:
			return hub.Errorf(hub.E12, "somebody left team %s more than 72 hours ago, and it has no new key yet: call them", l.Team)
		default:
			return hub.Errorf(hub.E12, "team %s has a new key for more than 72 hours, and this exchange cannot be brought to it now", l.Team)
		}
	}
	return nil
}

// addressable refuses to begin with a team whose key has no predecessor, until it
// was compared (E06), or that somebody left too long ago (E12), or whose organisation
// has records that do not verify, with their code.
func (m *Member) addressable(ctx context.Context, tid note.TeamID) error {
	p := note.TeamParty(tid)
	if err := m.dir.NeedParty(ctx, p); err != nil {
		return err
	}
	if err := m.confirmed(p); err != nil {
		return err
	}
	since, err := m.dir.heldTooLong(ctx, tid)
	if err != nil || since == 0 {
		return err
	}
	return m.tooLate([]Lag{m.lag(p, LagLeft, since)})
}
