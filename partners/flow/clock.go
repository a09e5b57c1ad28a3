package flow

import (
	"time"

	"github.com/sluis-hub/sluis/partners/deadline"
	"github.com/sluis-hub/sluis/partners/kinds"
)

// Add puts a duty on the list; an open one whose due date has passed is overdue.
func (s *Status) Add(now time.Time, d Duty) {
	d.Overdue = !d.Done && d.Due.Passed(now)
	s.Duties = append(s.Duties, d)
}

// Settle sets due and overdue from the open duties.
func (s *Status) Settle() {
	s.Due, s.Overdue = deadline.Due{}, false
	for _, d := range s.Duties {
		if d.Done || d.Due.IsZero() {
			continue
		}
		if s.Due.IsZero() || d.Due.End().Before(s.Due.End()) {
			s.Due = d.Due
		}
		s.Overdue = s.Overdue || d.Overdue
	}
}

// Reached says whether a date has begun, or a time has come.
func Reached(due string, now time.Time) bool {
	d, err := deadline.ParseDue(due)
	switch {
	case err != nil:
		return false
	case d.Date != "":
		return deadline.Today(now) >= d.Date
	}
	return !now.Before(d.Time)
}

// Status is the base of what a fold answers.
func (t *Tally) Status() Status {
	s := Status{Flow: t.index.Flow, Kind: t.Frame.Kind, Duties: []Duty{}}
	if t.X.Offer.Live(t.Now) {
		s.Offer = t.X.Offer
	}
	return s
}

// Certainty of who owns the exchange.
func (t *Tally) Certainty() string { return certainty(t.X) }

// TermKind is the kind of a term: those in hours are acute.
func TermKind(term string) string {
	if t, err := deadline.ParseTerm(term); err == nil && t.Unit == deadline.Hours {
		return Acute
	}
	return Regional
}

// DefaultTerms are the terms of a new frame where no region agreed on others; an
// unknown urgency counts as regulier.
func DefaultTerms(f kinds.Flow, urgency string) Terms {
	of := kinds.Terms(f, urgency)
	term := func(name string) string {
		if t, ok := of[name]; ok {
			return t.String()
		}
		return ""
	}
	return Terms{Seen: term("seen"), Talk: term("talk"), Record: term("record"), MoreInfo: term("moreInfo"),
		Family: term("family"), Answer: term("answer"), Verify: term("verify"), Lapse: term("lapse")}
}
