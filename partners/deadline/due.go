package deadline

import (
	"encoding/json"
	"time"
	_ "time/tzdata" // a machine without zone files must count the same

	"github.com/sluis-hub/sluis/crypto/note"
)

// amsterdam is the zone of every date here. It cannot fail: the rules are linked in.
var amsterdam = func() *time.Location {
	zone, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		panic(err)
	}
	return zone
}()

// Amsterdam is the time zone in which all dates of Sluis are dates.
func Amsterdam() *time.Location { return amsterdam }

// Today is the date in Europe/Amsterdam at an instant.
func Today(now time.Time) string { return now.In(amsterdam).Format(time.DateOnly) }

// dayOf is the local day of an instant as a day of the calendar: midnight UTC,
// so that adding days never meets a clock change.
func dayOf(t time.Time) time.Time {
	year, month, day := t.In(amsterdam).Date()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// Due is the last moment that is in time. Of its fields exactly one is set: Date,
// a day in Europe/Amsterdam to its end, or Time, an instant in whole seconds UTC.
// The zero Due is none: it never passes, and is null in JSON.
type Due struct {
	Date string
	Time time.Time
}

// ParseDue reads a date ("2026-04-10") or an RFC 3339 instant in whole seconds UTC
// ("2026-04-10T14:30:00Z"). Anything else is E01.
func ParseDue(s string) (Due, error) {
	if _, err := time.Parse(time.DateOnly, s); err == nil {
		return Due{Date: s}, nil
	}
	at, err := time.Parse(time.RFC3339, s)
	if err != nil || at.IsZero() || at.UTC().Format(time.RFC3339) != s {
		return Due{}, note.Errorf(note.E01, "read due date: it is neither a date like 2026-04-10 nor a time like 2026-04-10T14:30:00Z")
	}
	return Due{Time: at.UTC()}, nil
}

// IsZero says that there is no due date.
func (d Due) IsZero() bool { return d.Date == "" && d.Time.IsZero() }

// End is the last second that is in time, UTC: of a date 23:59:59 in
// Europe/Amsterdam. The zero Due has the zero time.
func (d Due) End() time.Time {
	if d.Date == "" {
		return d.Time.UTC()
	}
	day, err := time.ParseInLocation(time.DateOnly, d.Date, amsterdam)
	if err != nil {
		return time.Time{}
	}
	return day.AddDate(0, 0, 1).Add(-time.Second).UTC()
}

// Passed says whether now is too late. The whole second End is still in time.
func (d Due) Passed(now time.Time) bool {
	end := d.End()
	return !end.IsZero() && now.Unix() > end.Unix()
}

// String is what ParseDue reads; "" when there is none.
func (d Due) String() string {
	if d.Date != "" || d.Time.IsZero() {
		return d.Date
	}
	return d.Time.UTC().Format(time.RFC3339)
}

// MarshalJSON writes the text of String, null when there is none.
func (d Due) MarshalJSON() ([]byte, error) {
	if d.IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(d.String())
}

// UnmarshalJSON reads null or what ParseDue reads.
func (d *Due) UnmarshalJSON(b []byte) error {
	var text *string
	if err := json.Unmarshal(b, &text); err != nil {
		return note.Errorf(note.E01, "read due date: not a text")
	}
	if text == nil {
		*d = Due{}
		return nil
	}
	due, err := ParseDue(*text)
	if err != nil {
		return err
	}
	*d = due
	return nil
}

// ParseStart reads what a person gives as the start of a term: a date, or a date
// and time with or without an offset ("2026-04-01", "2026-04-01T14:30",
// "2026-04-01T14:30:00+02:00"). Without an offset it is local time in
// Europe/Amsterdam, and then the hours that a clock change skips or repeats are
// refused. Timed is false for a bare date, from which no term in hours can be
// counted. Anything else is E01.
func ParseStart(s string) (start time.Time, timed bool, err error) {
	if day, err := time.ParseInLocation(time.DateOnly, s, amsterdam); err == nil {
		return day, false, nil
	}
	if at, err := time.Parse(time.RFC3339, s); err == nil {
		return at, true, nil
	}
	for _, layout := range []string{"2006-01-02T15:04", "2006-01-02T15:04:05"} {
		at, err := time.ParseInLocation(layout, s, amsterdam)
		if err != nil {
			continue
		}
		if at.Format(layout) != s {
			return time.Time{}, false, note.Errorf(note.E01, "read start: this hour does not exist, the clock is put forward then")
		}
		if at.Add(-time.Hour).Format(layout) == s || at.Add(time.Hour).Format(layout) == s {
			return time.Time{}, false, note.Errorf(note.E01, "read start: this hour comes twice, the clock is put back then; add the offset, +02:00 or +01:00")
		}
		return at, true, nil
	}
	return time.Time{}, false, note.Errorf(note.E01, "read start: it is neither a date like 2026-04-01 nor a time like 2026-04-01T14:30")
}
