package desk

import (
	"context"
	"time"
	_ "time/tzdata" // the hour of waking is Dutch time on every machine

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

// Directory tells who may act for whom.
type Directory interface {
	ActsFor(account note.MemberID, party note.Party) bool
}

// Presence tells which teams somebody is reachable for.
type Presence interface {
	Reachable(ctx context.Context, teams []note.TeamID) ([]note.TeamID, error)
}

// Announcer tells who listens for a party that something happened.
type Announcer interface {
	Announce(party note.Party, e hub.Event)
}

// wakingHour is the hour of the Dutch day at which days fire: before work begins.
const wakingHour = 7

// Desk implements hub.Desk. Its methods may be called from any goroutine.
type Desk struct {
	store     Store
	directory Directory
	presence  Presence
	bus       Announcer
	now       func() time.Time
	zone      *time.Location
}

var _ hub.Desk = (*Desk)(nil)

// New makes a desk over a store.
func New(store Store, directory Directory, presence Presence, bus Announcer, now func() time.Time) (*Desk, error) {
	zone, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		return nil, err
	}
	return &Desk{store, directory, presence, bus, now, zone}, nil
}

// acting gives the caller, who must be a member and may act for the party.
func (d *Desk) acting(ctx context.Context, party note.Party) (hub.Caller, error) {
	c, ok := hub.CallerFrom(ctx)
	if !ok || c.Scope != hub.ScopeMember {
		return c, hub.Errorf(hub.E22, "no login that may do this")
	}
	if !d.directory.ActsFor(c.Account, party) {
		return c, hub.NotFound()
	}
	return c, nil
}

// Claim takes an exchange for the caller; claiming again makes it last longer.
func (d *Desk) Claim(ctx context.Context, party note.Party, xid note.XID) (hub.Lease, error) {
	c, err := d.acting(ctx, party)
	if err != nil {
		return hub.Lease{}, err
	}
	now := d.now()
	l := hub.Lease{XID: xid, Party: party, Member: c.Account, Until: now.Add(hub.LeaseLife).Unix()}
	if err := d.store.Claim(ctx, l, now.Unix()); err != nil {
		return hub.Lease{}, err
	}
	d.bus.Announce(party, hub.Event{Event: hub.EventLease, Party: party, XID: xid, Member: c.Account})
	return l, nil
}

// Release gives it back; what the caller does not hold stays as it is.
func (d *Desk) Release(ctx context.Context, party note.Party, xid note.XID) error {
	c, err := d.acting(ctx, party)
	if err != nil {
		return err
	}
	held, err := d.store.Release(ctx, xid, party, c.Account, d.now().Unix())
	if err == nil && held {
		d.bus.Announce(party, hub.Event{Event: hub.EventLease, Party: party, XID: xid})
	}
	return err
}

// Leases lists what is taken up for the party.
func (d *Desk) Leases(ctx context.Context, party note.Party) ([]hub.Lease, error) {
	if _, err := d.acting(ctx, party); err != nil {
		return nil, err
	}
	return d.store.Leases(ctx, party, d.now().Unix())
}

// SetDates replaces the party's set of days.
func (d *Desk) SetDates(ctx context.Context, party note.Party, days []hub.Day) error {
	if _, err := d.acting(ctx, party); err != nil {
		return err
	}
	if len(days) > hub.MaxDates {
		return hub.Errorf(hub.E23, "more than %d days", hub.MaxDates)
	}
	for _, day := range days {
		if _, err := hub.ParseDay(string(day)); err != nil {
			return err
		}
	}
	return d.store.SetDays(ctx, party, days)
}

// Dates gives the party's set of days.
func (d *Desk) Dates(ctx context.Context, party note.Party) ([]hub.Day, error) {
	if _, err := d.acting(ctx, party); err != nil {
		return nil, err
	}
	return d.store.Days(ctx, party)
}

// Available lists those of the teams that somebody is reachable for: yes or no,
// to every member.
func (d *Desk) Available(ctx context.Context, teams []note.TeamID) ([]note.TeamID, error) {
	c, ok := hub.CallerFrom(ctx)
	if !ok || c.Scope != hub.ScopeMember {
		return nil, hub.Errorf(hub.E22, "no login that may do this")
	}
	if len(teams) > hub.MaxRows {
		return nil, hub.Errorf(hub.E23, "more than %d teams", hub.MaxRows)
	}
	return d.presence.Reachable(ctx, teams)
}

// Fire wakes every party whose day has come, once, from seven in the morning.
// Days that passed while no hub ran fire at the first call.
func (d *Desk) Fire(ctx context.Context) error {
	now := d.now().In(d.zone)
	if now.Hour() < wakingHour {
		now = now.AddDate(0, 0, -1)
	}
	due, err := d.store.TakeDays(ctx, hub.Day(now.Format(time.DateOnly)))
	for _, w := range due {
		d.bus.Announce(w.Party, hub.Event{Event: hub.EventDay, Party: w.Party, Day: w.Day})
	}
	return err
}

// Sweep deletes leases that have ended.
func (d *Desk) Sweep(ctx context.Context) error { return d.store.DropLeases(ctx, d.now().Unix()) }
