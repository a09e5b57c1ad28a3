package desk

import (
	"context"
	"time"
	_ "time/tzdata" // the hub may run where there is no database of time zones

	"github.com/sluis-hub/sluis/hub"
)

// wakeHour is when a day is announced, by the clock of the Netherlands: before
// the first come to work.
const wakeHour = 7

var netherlands = func() *time.Location {
	l, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		panic("desk: internal error: " + err.Error())
	}
	return l
}()

// come is the newest day whose hour has come.
func come(now time.Time) hub.Day {
	local := now.In(netherlands)
	if local.Hour() < wakeHour {
		local = local.AddDate(0, 0, -1)
	}
	return hub.Day(local.Format(time.DateOnly))
}

// Fire announces the days whose hour has come, each once, also those that came
// while no hub ran; and forgets the leases that have ended. The server calls it
// on a timer, a minute or so.
func (d *Desk) Fire(ctx context.Context, now time.Time) error {
	due, err := d.store.TakeDays(ctx, come(now))
	if err != nil {
		return err
	}
	for _, w := range due {
		d.bus.Announce(w.Party, hub.Event{Event: hub.EventDay, Party: w.Party, Day: w.Day})
	}
	return d.store.DropLeases(ctx, now.Unix())
}
