package desk

import (
	"context"
	"slices"
	"time"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// Store is where leases and days lie; package hub/store says what it promises.
type Store interface {
	Claim(ctx context.Context, l hub.Lease, now int64) error
	Release(ctx context.Context, xid note.XID, party note.Party, member note.MemberID, now int64) (bool, error)
	Leases(ctx context.Context, party note.Party, now int64) ([]hub.Lease, error)
	DropLeases(ctx context.Context, now int64) error
	SetDays(ctx context.Context, party note.Party, days []hub.Day) error
	Days(ctx context.Context, party note.Party) ([]hub.Day, error)
	TakeDays(ctx context.Context, through hub.Day) ([]hub.Waking, error)
}

// Directory says whether the account may act for the party now.
type Directory interface {
	ActsFor(account note.MemberID, party note.Party) bool
}

// Presence gives those of the teams that somebody is reachable for, in the
// order asked.
type Presence interface {
	Reachable(ctx context.Context, teams []note.TeamID) ([]note.TeamID, error)
}

// Announcer tells who listens for a party that something happened.
type Announcer interface {
	Announce(party note.Party, e hub.Event)
}

// Desk implements hub.Desk. Its methods may be called from any goroutine; the
// caller comes with the context.
type Desk struct {
	store     Store
	directory Directory
	presence  Presence
	now       func() time.Time
	bus       Announcer
}

var _ hub.Desk = (*Desk)(nil)

// New makes a desk over a store.
func New(store Store, directory Directory, presence Presence, now func() time.Time, bus Announcer) *Desk {
	return &Desk{store, directory, presence, now, bus}
}

// member gives who asks; a mailbox has no desk.
func member(ctx context.Context) (note.MemberID, error) {
	c, ok := hub.CallerFrom(ctx)
	if !ok || c.Scope != hub.ScopeMember {
		return "", hub.Errorf(hub.E22, "no login that may do this")
	}
	return c.Account, nil
}

func (d *Desk) actingFor(ctx context.Context, party note.Party) (note.MemberID, error) {
	m, err := member(ctx)
	if err != nil {
		return "", err
	}
	if !d.directory.ActsFor(m, party) {
		return "", hub.NotFound()
	}
	return m, nil
}

// Claim implements hub.Desk. Claiming again makes the lease last from now.
func (d *Desk) Claim(ctx context.Context, party note.Party, xid note.XID) (hub.Lease, error) {
	m, err := d.actingFor(ctx, party)
	if err != nil {
		return hub.Lease{}, err
	}
	now := d.now()
	l := hub.Lease{XID: xid, Party: party, Member: m, Until: now.Add(hub.LeaseLife).Unix()}
	if err := d.store.Claim(ctx, l, now.Unix()); err != nil {
		return hub.Lease{}, err
	}
	d.bus.Announce(party, hub.Event{Event: hub.EventLease, Party: party, XID: xid, Member: m, Time: l.Until})
	return l, nil
}

// Release implements hub.Desk. A colleague's lease stays.
func (d *Desk) Release(ctx context.Context, party note.Party, xid note.XID) error {
	m, err := d.actingFor(ctx, party)
	if err != nil {
		return err
	}
	held, err := d.store.Release(ctx, xid, party, m, d.now().Unix())
	if err != nil {
		return err
	}
	if held {
		d.bus.Announce(party, hub.Event{Event: hub.EventLease, Party: party, XID: xid})
	}
	return nil
}

// Leases implements hub.Desk.
func (d *Desk) Leases(ctx context.Context, party note.Party) ([]hub.Lease, error) {
	if _, err := d.actingFor(ctx, party); err != nil {
		return nil, err
	}
	return d.store.Leases(ctx, party, d.now().Unix())
}

// Available implements hub.Desk: any member sees it of any team.
func (d *Desk) Available(ctx context.Context, teams []note.TeamID) ([]note.TeamID, error) {
	if _, err := member(ctx); err != nil {
		return nil, err
	}
	if len(teams) > hub.MaxRows {
		return nil, hub.Errorf(hub.E23, "%d teams, at most %d", len(teams), hub.MaxRows)
	}
	return d.presence.Reachable(ctx, teams)
}

// SetDates implements hub.Desk. A day whose hour has passed is not kept: who
// sets it is awake.
func (d *Desk) SetDates(ctx context.Context, party note.Party, days []hub.Day) error {
	if _, err := d.actingFor(ctx, party); err != nil {
		return err
	}
	if len(days) > hub.MaxDates {
		return hub.Errorf(hub.E23, "%d days, at most %d", len(days), hub.MaxDates)
	}
	for _, day := range days {
		if _, err := hub.ParseDay(string(day)); err != nil {
			return err
		}
	}
	passed := come(d.now())
	days = slices.DeleteFunc(slices.Clone(days), func(day hub.Day) bool { return day <= passed })
	return d.store.SetDays(ctx, party, days)
}

// Dates implements hub.Desk: the days that are still to come.
func (d *Desk) Dates(ctx context.Context, party note.Party) ([]hub.Day, error) {
	if _, err := d.actingFor(ctx, party); err != nil {
		return nil, err
	}
	return d.store.Days(ctx, party)
}
