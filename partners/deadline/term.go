package deadline

import (
	"strconv"
	"strings"
	"time"

	"github.com/sluis-hub/sluis/crypto/note"
)

// Unit is what a term is counted in.
type Unit string

const (
	Hours       Unit = "h"
	Days        Unit = "d"
	WorkingDays Unit = "wd"
	Weeks       Unit = "w"
	Months      Unit = "m"
	Years       Unit = "y"
)

// Term is a length of time as law and agreements name it: 1 to 999 units. The
// zero Term is no term; From must not be called on it.
type Term struct {
	N    int
	Unit Unit
}

const maxTerm = 999

// ParseTerm reads "30h", "5d", "5wd", "10w", "3m" or "1y": a number from 1 to 999
// without leading zero, and a unit. Anything else is E01.
func ParseTerm(s string) (Term, error) {
	digits := strings.TrimRight(s, "dhmwy")
	unit := Unit(s[len(digits):])
	switch unit {
	case Hours, Days, WorkingDays, Weeks, Months, Years:
	default:
		return Term{}, note.Errorf(note.E01, "read term: the unit is h, d, wd, w, m or y")
	}
	n, err := strconv.Atoi(digits)
	if err != nil || n < 1 || n > maxTerm || strconv.Itoa(n) != digits {
		return Term{}, note.Errorf(note.E01, "read term: the number is 1 to %d", maxTerm)
	}
	return Term{n, unit}, nil
}

// String gives the term as ParseTerm reads it.
func (t Term) String() string { return strconv.Itoa(t.N) + string(t.Unit) }

// MarshalText writes the term as ParseTerm reads it.
func (t Term) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalText reads what ParseTerm reads.
func (t *Term) UnmarshalText(b []byte) error {
	read, err := ParseTerm(string(b))
	if err != nil {
		return err
	}
	*t = read
	return nil
}

// Skipped is a day that moved the due date, and why, in a Dutch word or two:
// "zondag", "koningsdag", "te weinig werkdagen".
type Skipped struct {
	Date string `json:"date"` // "2026-04-06"
	Why  string `json:"why"`
}

// Result is a counted term. Of a term in working days Skipped holds every free
// day between; of another term the days at its end over which articles 1 and 2
// of the Algemene termijnenwet extend it, in order.
type Result struct {
	Due     Due       `json:"due"`
	Skipped []Skipped `json:"skipped"`
}

// tooFew explains a working day that cannot be the last one: with it the term
// would hold fewer than two working days (article 2).
const tooFew = "te weinig werkdagen"

// From counts the term from an event at start. The local day of start, also a
// free one or a late hour, is day 0. Free holds dates ("2026-05-15") that count
// as feast days for this count (article 3, third paragraph), in any order; text
// that is not a date equals no day and has no effect.
func (t Term) From(start time.Time, free []string) Result {
	if t.Unit == Hours {
		at := start.Add(time.Duration(t.N) * time.Hour).UTC().Truncate(time.Second)
		return Result{Due{Time: at}, []Skipped{}}
	}
	first := dayOf(start)
	if t.Unit == WorkingDays {
		return countWorkingDays(first, t.N, free)
	}
	end := t.end(first)
	if !t.extends() {
		return Result{Due{Date: date(end)}, []Skipped{}}
	}
	working := 0
	for d := first.AddDate(0, 0, 1); !d.After(end); d = d.AddDate(0, 0, 1) {
		if why(d, free) == "" {
			working++
		}
	}
	skipped := []Skipped{}
	for {
		reason := why(end, free)
		if reason == "" && t.Unit == Days && t.N < 3 {
			break // article 2 does not reach the shortest terms
		}
		if reason == "" && working >= 2 {
			break
		}
		if reason == "" {
			reason = tooFew
		}
		skipped = append(skipped, Skipped{date(end), reason})
		end = end.AddDate(0, 0, 1)
		if why(end, free) == "" {
			working++
		}
	}
	return Result{Due{Date: date(end)}, skipped}
}

func countWorkingDays(first time.Time, n int, free []string) Result {
	skipped := []Skipped{}
	d := first
	for n > 0 {
		d = d.AddDate(0, 0, 1)
		if reason := why(d, free); reason != "" {
			skipped = append(skipped, Skipped{date(d), reason})
			continue
		}
		n--
	}
	return Result{Due{Date: date(d)}, skipped}
}

// end is the last day of the term before any extension. A term in months or
// years ends on the day with the number of the first, or on the last day of a
// shorter month (European Convention on the Calculation of Time-Limits, art. 4).
func (t Term) end(first time.Time) time.Time {
	switch t.Unit {
	case Days:
		return first.AddDate(0, 0, t.N)
	case Weeks:
		return first.AddDate(0, 0, 7*t.N)
	}
	months := t.N
	if t.Unit == Years {
		months = 12 * t.N
	}
	month := time.Date(first.Year(), first.Month()+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	last := month.AddDate(0, 1, -1).Day()
	return month.AddDate(0, 0, min(first.Day(), last)-1)
}

// extends says whether the Algemene termijnenwet applies (article 4, under a).
func (t Term) extends() bool {
	switch t.Unit {
	case Days:
		return t.N <= 90
	case Weeks:
		return t.N <= 12
	case Months:
		return t.N <= 3
	}
	return false
}
