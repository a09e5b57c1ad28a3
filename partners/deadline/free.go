package deadline

import (
	"slices"
	"time"
)

// Free says whether a date ("2026-04-27") is a day on which no term ends, and why:
// a Saturday, a Sunday, a feast day of article 3 of the Algemene termijnenwet or
// one of the extra dates. The name of a feast day goes before that of a weekday.
// What is not a date is not free.
func Free(day string, extra []string) (reason string, free bool) {
	d, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return "", false
	}
	reason = why(d, extra)
	return reason, reason != ""
}

// FeastDays gives the feast days of a year (1583 to 9999) in order, also those on
// a Saturday or Sunday; two on one day are told by the first name.
func FeastDays(year int) []Skipped {
	var days []Skipped
	for d := newYear(year); d.Year() == year; d = d.AddDate(0, 0, 1) {
		if name := feast(d); name != "" {
			days = append(days, Skipped{date(d), name})
		}
	}
	return days
}

// why names what makes a day free, "" for a working day.
func why(d time.Time, extra []string) string {
	if name := feast(d); name != "" {
		return name
	}
	if slices.Contains(extra, date(d)) {
		return "gelijkgestelde dag"
	}
	switch d.Weekday() {
	case time.Saturday:
		return "zaterdag"
	case time.Sunday:
		return "zondag"
	}
	return ""
}

// feast names the feast day that d is, "" for none. Easter Sunday and Whit Sunday
// are not in the law: they are Sundays anyway.
func feast(d time.Time) string {
	_, month, day := d.Date()
	switch {
	case month == time.January && day == 1:
		return "nieuwjaarsdag"
	case month == time.April && day == kingsDay(d.Year()):
		return "koningsdag"
	case month == time.May && day == 5:
		return "bevrijdingsdag"
	case month == time.December && day == 25:
		return "eerste kerstdag"
	case month == time.December && day == 26:
		return "tweede kerstdag"
	}
	switch daysBetween(easter(d.Year()), d) {
	case -2:
		return "goede vrijdag"
	case 1:
		return "tweede paasdag"
	case 39:
		return "hemelvaartsdag"
	case 50:
		return "tweede pinksterdag"
	}
	return ""
}

// kingsDay is the day in April on which the King's birthday is celebrated: the
// 27th, or the 26th when the 27th is a Sunday.
func kingsDay(year int) int {
	if time.Date(year, time.April, 27, 0, 0, 0, 0, time.UTC).Weekday() == time.Sunday {
		return 26
	}
	return 27
}

// easter is Easter Sunday of the Gregorian calendar, by the computus that was
// printed anonymously in Nature, 20 April 1876 (Meeus, Astronomical Algorithms, ch. 8).
func easter(year int) time.Time {
	a := year % 19
	b, c := year/100, year%100
	d, e := b/4, b%4
	f := (b + 8) / 25
	g := (b - f + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return time.Date(year, time.Month(n/31), n%31+1, 0, 0, 0, 0, time.UTC)
}

func newYear(year int) time.Time { return time.Date(year, time.January, 1, 0, 0, 0, 0, time.UTC) }

func daysBetween(from, to time.Time) int { return int(to.Sub(from) / (24 * time.Hour)) }

// date prints a day of the calendar.
func date(d time.Time) string { return d.Format(time.DateOnly) }
