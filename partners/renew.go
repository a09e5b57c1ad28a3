package partners

import (
	"context"
	"errors"
	"fmt"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// Renewed is what Renew did.
type Renewed struct {
	Done int `json:"done"` // exchanges that were brought to the newest keys
	// Left are exchanges that still follow an older key: a colleague has them in
	// hand, an offer stands, the owner has to go first, or Failed says why.
	Left   int     `json:"left"`
	Failed []error `json:"-"`
}

// Renew brings the open exchanges of the member's teams to the newest keys of their
// parties. Each is taken with a lease, so that colleagues who do the same share the
// work; how far it is stands in the exchanges themselves, so it may be stopped at any
// moment and goes on with what is left. One that fails keeps none of the others. What
// a member cannot open is for a colleague who can.
func (m *Member) Renew(ctx context.Context) (r Renewed, err error) {
	if err := m.dir.Sync(ctx); err != nil {
		return r, err
	}
	for _, p := range m.Parties() {
		mine, err := m.leases(ctx, p)
		if err != nil {
			return r, err
		}
		// The list first: each rekey moves its exchange to the front.
		var rows []hub.Row
		err = m.each(ctx, p, func(row hub.Row) (bool, error) {
			if !row.Closed {
				rows = append(rows, row)
			}
			return true, nil
		})
		if err != nil {
			return r, err
		}
		for _, row := range rows {
			done, left, err := m.renewOne(ctx, p, row, mine[row.XID])
			if ctx.Err() != nil {
				return r, ctx.Err()
			}
			if passing(err) {
				return r, err
			}
			switch {
			case err != nil:
				r.Left++
				r.Failed = append(r.Failed, fmt.Errorf("exchange %s: %w", Kenmerk(row.XID), err))
			case done:
				r.Done++
			case left:
				r.Left++
			}
		}
	}
	return r, nil
}

// renewOne brings one exchange to the newest keys, if it does not follow them.
func (m *Member) renewOne(ctx context.Context, p note.Party, row hub.Row, holder note.MemberID) (done, left bool, err error) {
	x, err := m.read(ctx, p, row.XID, &row)
	if err != nil {
		return false, false, err
	}
	behind, err := m.behind(ctx, x)
	if err != nil || !behind {
		return false, false, err
	}
	if holder != "" && holder != m.ID || m.liveOffer(x) || x.opener.caseKeys[x.State.Epoch] == nil {
		return false, true, nil
	}
	switch _, err := m.hub.Claim(ctx, p, row.XID); {
	case hub.CodeOf(err) == hub.E31:
		return false, true, nil
	case err != nil:
		return false, false, err
	}
	done, err = m.renewHeld(ctx, x)
	if holder == "" { // else it is in this member's hands for its own sake
		err = errors.Join(err, m.hub.Release(context.WithoutCancel(ctx), p, row.XID))
	}
	if hub.CodeOf(err) == hub.E20 || hub.CodeOf(err) == hub.E29 {
		return false, true, nil
	}
	return done, false, err
}

// renewHeld looks again, since who had the lease before may have done it.
func (m *Member) renewHeld(ctx context.Context, x *Exchange) (done bool, err error) {
	if err := m.refresh(ctx, x); err != nil {
		return false, err
	}
	if behind, err := m.behind(ctx, x); err != nil || !behind {
		return false, err
	}
	return true, m.renew(ctx, x, "the key of a party was replaced")
}

// behind says whether an exchange that goes on does not follow the newest key of one
// of its parties.
func (m *Member) behind(ctx context.Context, x *Exchange) (bool, error) {
	if x.State.Closed || x.End != nil || !x.State.Has(x.Party) {
		return false, nil
	}
	lags, err := m.lags(ctx, x)
	for _, l := range lags {
		if l.Why != LagLeft {
			return true, err
		}
	}
	return x.State.Leaving != "" && x.State.Leaving != x.Party, err
}
