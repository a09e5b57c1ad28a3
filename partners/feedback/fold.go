package feedback

import (
	"slices"
	"strconv"
	"time"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/partners/deadline"
	"github.com/sluis-hub/sluis/partners/flow"
)

// Statuses of a terugkoppeling, and of each of its moments.
const (
	StatusDue           = "due"
	StatusSent          = "sent"
	StatusRead          = "read"
	StatusGivenOrally   = "given_orally"
	StatusDeferred      = "deferred"
	StatusQuestion      = "question"
	StatusNotPossible   = "not_possible"
	StatusNotApplicable = "not_applicable"
	StatusClosed        = "closed"
)

// Statuses lists them all.
var Statuses = []string{StatusDue, StatusSent, StatusRead, StatusGivenOrally, StatusDeferred, StatusQuestion,
	StatusNotPossible, StatusNotApplicable, StatusClosed}

// moment is one feedback owed or given.
type moment struct {
	n     int64
	state string
	due   deadline.Due
	until string    // of a deferral
	entry note.Hash // that gave it
	at    int64
}

func (m *moment) open() bool { return m.state == StatusDue || m.state == StatusDeferred }

type fold struct {
	*flow.Tally
	status   string
	last     *moment // the moment that the status is about
	moments  []*moment
	given    bool  // something was told
	question int64 // time of a question without reply, 0 without one
	asked    int64 // time of an ask for the status that nothing answered
}

// Fold gives the status of a terugkoppeling at now.
func Fold(x flow.Exchange, now time.Time) flow.Status { return run(x, now).result() }

// Allow says whether an entry may be written now: E10, E19, or E29 with the
// steps that may. Of e its type, party, author and body are looked at.
func Allow(x flow.Exchange, now time.Time, e flow.Entry) error {
	f := run(x, now)
	return f.Admit(f.result(), e, func(a flow.Act) error {
		if d, ok := a.Doc.(*Deferred); ok {
			if err := CheckDeferral(f.Frame, d.Until, now); err != nil {
				return err
			}
		}
		return f.refuse(a)
	})
}

// CheckDeferral holds a writer to a date from today on and at most two weeks
// away; after it feedback may be put off again. A reader takes any date.
func CheckDeferral(f flow.Frame, until string, now time.Time) error {
	if until < deadline.Today(now) || until > f.Count(deferral, now.Unix()).Date {
		return flow.Wrong("until", "is not within two weeks from today")
	}
	return nil
}

func run(x flow.Exchange, now time.Time) *fold {
	f := &fold{Tally: flow.NewTally(x, Forms, now), status: StatusDue}
	for _, a := range f.Acts {
		if a.Doc != nil && (a.Type == chain.Genesis || a.Type == chain.Post && f.refuse(a) == nil) {
			f.apply(a)
		}
	}
	for _, m := range f.moments {
		if m.state != StatusSent || !f.ReadBy(m.entry, flow.Other) {
			continue
		}
		m.state = StatusRead
		if f.status == StatusSent && f.last == m {
			f.status = StatusRead
		}
	}
	return f
}

// find gives a moment, a new one if it was not owed.
func (f *fold) find(n int64) *moment {
	for _, m := range f.moments {
		if m.n == n {
			return m
		}
	}
	m := &moment{n: n, state: StatusDue}
	f.moments = append(f.moments, m)
	return m
}

func (f *fold) refuse(a flow.Act) error {
	if flow.Shared(a.Form) {
		return nil
	}
	forms := f.forms(a.Side)
	if !slices.Contains(forms, a.Form) {
		return flow.Refuse(flow.Status{Status: f.status, Next: map[note.Party][]string{a.Party: forms}}, a.Party, a.Form)
	}
	n, by := int64(0), note.Hash("")
	switch d := a.Doc.(type) {
	case *Deferred:
		n = d.Moment
	case *NotPossible:
		n = d.Moment
	case *NotApplicable:
		n = d.Moment
	case *OrallyConfirmed:
		by = d.Entry
	}
	for _, m := range f.moments {
		if m.n == n && !m.open() {
			return flow.Wrong("moment", "was given already")
		}
	}
	if by != "" && f.told(by) == nil {
		return flow.Wrong("entry", "does not say that something was told")
	}
	return nil
}

// told finds the moment that an entry says was given orally and nobody confirmed.
func (f *fold) told(entry note.Hash) *moment {
	for _, m := range f.moments {
		if m.state == StatusGivenOrally && m.entry == entry {
			return m
		}
	}
	return nil
}

// forms lists what a side may post in this state.
func (f *fold) forms(side flow.Side) []string {
	var list []string
	add := func(ok bool, forms ...string) {
		if ok {
			list = append(list, forms...)
		}
	}
	switch side {
	case flow.Own:
		add(true, FormGiven, FormGivenOrally, FormDeferred, FormNotPossible, FormNotApplicable)
		add(f.question != 0, FormReply)
	case flow.Other:
		oral := slices.ContainsFunc(f.moments, func(m *moment) bool { return m.state == StatusGivenOrally })
		add(oral, FormOrallyConfirmed)
		add(f.given && f.question == 0, FormQuestion)
		add(f.asked == 0, FormStatusAsked)
	}
	return list
}

// apply is the table of formats: what a form makes of the status.
func (f *fold) apply(a flow.Act) {
	if a.Side == flow.Own && a.Type == chain.Post && a.Form != flow.FormAssigned && a.Form != flow.FormWithdrawn {
		f.asked = 0
	}
	switch d := a.Doc.(type) {
	case *Owed:
		for _, m := range d.Moments {
			due, _ := deadline.ParseDue(m.Due)
			f.moments = append(f.moments, &moment{n: m.Moment, state: StatusDue, due: due, at: a.Time})
		}
	case *Given:
		f.given = true
		f.set(d.Moment, StatusSent, a)
	case *GivenOrally:
		f.given = true
		f.set(d.Moment, StatusGivenOrally, a)
	case *OrallyConfirmed:
		f.told(d.Entry).state = StatusClosed
		f.status = StatusClosed
	case *Deferred:
		m := f.find(d.Moment)
		m.until, m.due = d.Until, deadline.Due{Date: d.Until}
		f.set(d.Moment, StatusDeferred, a)
	case *NotPossible:
		f.set(d.Moment, StatusNotPossible, a)
	case *NotApplicable:
		f.set(d.Moment, StatusNotApplicable, a)
	case *Question:
		f.question, f.status = a.Time, StatusQuestion
	case *Reply:
		f.question, f.status = 0, StatusRead
	case *StatusAsked:
		f.asked = a.Time
	}
}

func (f *fold) set(n int64, state string, a flow.Act) {
	m := f.find(n)
	m.state, m.entry, m.at = state, a.Hash, a.Time
	f.status, f.last = state, m
}

// result adds what depends on the clock.
func (f *fold) result() flow.Status {
	s := f.Status()
	s.Status = f.status
	if f.status == StatusDeferred && flow.Reached(f.last.until, f.Now) {
		s.Status = StatusDue
	}
	if f.X.Closed {
		s.Status = StatusClosed
	}
	f.duties(&s)
	s.Settle()
	s.Next = f.Next(flow.Steps{Forms: func(p note.Party) []string { return f.forms(f.Side(p)) }})
	return s
}

// duties are the moments, done or not, and what waits for a reading or an answer.
func (f *fold) duties(s *flow.Status) {
	own, other := f.X.Owner, f.PartyOf(flow.Other)
	terms := f.Frame.Terms
	for _, m := range f.moments {
		state := m.state
		if state == StatusDeferred && flow.Reached(m.until, f.Now) {
			state = StatusDue
		}
		id := strconv.FormatInt(m.n, 10)
		s.Add(f.Now, flow.Duty{ID: "feedback/" + id, What: "feedback", Kind: flow.Regional, Party: own,
			Moment: m.n, State: state, Due: m.due, Done: f.X.Closed || !m.open()})
		if m.state == StatusSent && other != "" && other.Kind() != 'r' {
			f.count(s, "read/"+id, "read", terms.Seen, m.at, other)
		}
	}
	if f.question != 0 {
		f.count(s, "reply", "reply", terms.MoreInfo, f.question, own)
	}
	if f.asked != 0 {
		f.count(s, "status", "status", terms.MoreInfo, f.asked, own)
	}
}

func (f *fold) count(s *flow.Status, id, what, term string, from int64, party note.Party) {
	if f.X.Closed {
		return
	}
	s.Add(f.Now, flow.Duty{ID: id, What: what, Kind: flow.Regional, Party: party, Due: f.Frame.Count(term, from)})
}
