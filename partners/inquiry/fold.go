package inquiry

import (
	"slices"
	"time"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/partners/deadline"
	"github.com/sluis-hub/sluis/partners/flow"
)

// Statuses of an inquiry.
const (
	StatusSent           = "sent"
	StatusReceived       = "received"
	StatusAssigned       = "assigned"
	StatusClarification  = "clarification"
	StatusExtension      = "extension"
	StatusAnswered       = "answered"
	StatusPartlyAnswered = "partly_answered"
	StatusNotKnown       = "not_known"
	StatusRefused        = "refused"
	StatusRedirected     = "redirected"
	StatusInVerification = "in_verification"
	StatusFiled          = "filed"
	StatusDisclosed      = "disclosed"
	StatusCorrection     = "correction"
	StatusWithdrawn      = "withdrawn"
	StatusUndeliverable  = "undeliverable"
	StatusLapsed         = "lapsed"
	StatusClosed         = "closed"
)

// Statuses lists them all.
var Statuses = []string{StatusSent, StatusReceived, StatusAssigned, StatusClarification, StatusExtension, StatusAnswered,
	StatusPartlyAnswered, StatusNotKnown, StatusRefused, StatusRedirected, StatusInVerification, StatusFiled,
	StatusDisclosed, StatusCorrection, StatusWithdrawn, StatusUndeliverable, StatusLapsed, StatusClosed}

// disclosure is the term to inform the person concerned after data of somebody
// else were recorded (Wmo 2015 art. 5.3.1(1)).
const disclosure = "4w"

// Statuses in which the other side still owes an answer, and in which it gave one.
var (
	waiting = []string{StatusSent, StatusReceived, StatusAssigned, StatusClarification, StatusExtension}
	given   = []string{StatusAnswered, StatusPartlyAnswered, StatusNotKnown, StatusRefused}
	over    = []string{StatusRedirected, StatusWithdrawn, StatusUndeliverable}
)

type fold struct {
	*flow.Tally
	status    string
	since     int64
	before    string // status before in_verification
	due       deadline.Due
	until     string // asked for as extension
	filedOn   string
	questions []string
	answers   map[string]string // question to kind of answer
	again     bool              // asked again already
	record    bool              // an oral answer was noted
}

// Fold gives the status of an inquiry at now.
func Fold(x flow.Exchange, now time.Time) flow.Status { return run(x, now).result() }

// Allow says whether an entry may be written now: E10, E19, or E29 with the
// steps that may. Of e its type, party, author and body are looked at.
func Allow(x flow.Exchange, now time.Time, e flow.Entry) error {
	f := run(x, now)
	return f.Admit(f.result(), e, f.refuse)
}

func run(x flow.Exchange, now time.Time) *fold {
	f := &fold{Tally: flow.NewTally(x, Forms, now), status: StatusSent, answers: map[string]string{}}
	for i, a := range f.Acts {
		if i == 0 {
			f.since = a.Time
		}
		if a.Type == chain.Post && a.State != flow.Recalled {
			f.receive(a)
		}
		if a.Doc != nil && (a.Type == chain.Genesis || a.Type == chain.Post && f.refuse(a) == nil) {
			f.apply(a)
		}
	}
	for _, a := range f.Acts {
		if a.State != flow.Recalled && f.status == StatusSent && f.ReadBy(a.Hash, flow.Other) {
			f.status = StatusReceived
		}
	}
	return f
}

// receive: any post of the other side shows that it has the request, also one
// that cannot be read.
func (f *fold) receive(a flow.Act) {
	if f.status == StatusSent && a.Side == flow.Other {
		f.status = StatusReceived
	}
}

// set changes the status; leaving a clarification starts the answer clock again.
func (f *fold) set(status string, at int64) {
	if f.status == StatusClarification {
		f.due = f.shift(f.since, at)
	}
	f.status, f.since = status, at
}

func (f *fold) refuse(a flow.Act) error {
	if flow.Shared(a.Form) {
		return nil
	}
	forms := f.forms(a.Party, a.Side)
	if !slices.Contains(forms, a.Form) {
		return flow.Refuse(flow.Status{Status: f.status, Next: map[note.Party][]string{a.Party: forms}}, a.Party, a.Form)
	}
	switch d := a.Doc.(type) {
	case *Answers:
		for _, one := range d.Answers {
			if !slices.Contains(f.questions, one.Question) {
				return flow.Wrong("answers.question", "was not asked")
			}
		}
	case *Correction:
		if !slices.Contains(f.questions, d.Question) {
			return flow.Wrong("question", "was not asked")
		}
	}
	return nil
}

// forms lists what a party may post in this state.
func (f *fold) forms(p note.Party, side flow.Side) []string {
	if slices.Contains(over, f.status) || p.Kind() == 'r' {
		return nil
	}
	in := func(lists ...[]string) bool {
		return slices.ContainsFunc(lists, func(l []string) bool { return slices.Contains(l, f.status) })
	}
	is := func(status string) bool { return f.status == status }
	var list []string
	add := func(ok bool, forms ...string) {
		if ok {
			list = append(list, forms...)
		}
	}
	switch side {
	case flow.Other:
		add(in(waiting, given), FormAnswers)
		add(in(waiting) || is(StatusPartlyAnswered), FormAssigned)
		add(in(waiting) && !is(StatusClarification) || is(StatusPartlyAnswered), FormClarification)
		add(in(waiting) && !is(StatusExtension) || is(StatusPartlyAnswered), FormExtension)
		add(in(waiting) && len(f.answers) == 0, FormRedirected)
		add(is(StatusInVerification), FormRecordAnswer)
		add(is(StatusCorrection), FormCorrectionAnswer)
	case flow.Own:
		add(is(StatusClarification), FormClarified)
		add(is(StatusExtension), FormExtensionAnswer)
		add(!f.again && in(given) && !is(StatusAnswered), FormAskedAgain)
		add(in(waiting, given), FormRecord)
		add(in(given) || f.record && (in(waiting) || is(StatusInVerification)), FormFiled)
		add(is(StatusFiled), FormDisclosed)
		add(is(StatusDisclosed), FormCorrection)
		add(in(waiting, given) || is(StatusInVerification), FormWithdrawn)
		add(is(StatusSent) || is(StatusReceived), FormUndeliverable)
	}
	return list
}

// apply is the table of formats: what a form makes of the status.
func (f *fold) apply(a flow.Act) {
	switch d := a.Doc.(type) {
	case *Sent:
		for _, q := range d.Questions {
			f.questions = append(f.questions, q.ID)
		}
		f.due, _ = deadline.ParseDue(d.Due)
	case *Assigned:
		f.set(StatusAssigned, a.Time)
	case *Clarification:
		f.set(StatusClarification, a.Time)
	case *Clarified:
		f.set(StatusAssigned, a.Time)
	case *Extension:
		f.until = d.Until
		f.set(StatusExtension, a.Time)
	case *ExtensionAnswer:
		f.extend(d)
		f.set(StatusAssigned, a.Time)
	case *Answers:
		for _, one := range d.Answers {
			f.answers[one.Question] = one.Kind
		}
		f.set(f.verdict(), a.Time)
	case *AskedAgain:
		f.askAgain(d, a.Time)
	case *Redirected:
		f.set(StatusRedirected, a.Time)
	case *Record:
		f.before, f.record = f.status, true
		f.set(StatusInVerification, a.Time)
	case *RecordAnswer:
		f.set(f.before, a.Time)
	case *Filed:
		f.filedOn = d.On
		f.set(StatusFiled, a.Time)
	case *Disclosed, *CorrectionAnswer:
		f.set(StatusDisclosed, a.Time)
	case *Correction:
		f.set(StatusCorrection, a.Time)
	case *Withdrawn:
		f.set(StatusWithdrawn, a.Time)
	case *Undeliverable:
		f.set(StatusUndeliverable, a.Time)
	}
}

// shift moves the due date by the time the clock stood still: by days, to the
// next working day, or by seconds when it is a time.
func (f *fold) shift(from, to int64) deadline.Due {
	if f.due.Date == "" {
		if f.due.IsZero() {
			return f.due
		}
		return deadline.Due{Time: f.due.Time.Add(time.Duration(to-from) * time.Second)}
	}
	day := func(at int64) time.Time {
		d, _ := time.Parse(time.DateOnly, deadline.Today(time.Unix(at, 0)))
		return d
	}
	days := int(day(to).Sub(day(from)) / (24 * time.Hour))
	if days == 0 {
		return f.due
	}
	due, _ := time.Parse(time.DateOnly, f.due.Date)
	due = due.AddDate(0, 0, days)
	for {
		text := due.Format(time.DateOnly)
		if _, free := deadline.Free(text, f.Frame.FreeDays); !free {
			return deadline.Due{Date: text}
		}
		due = due.AddDate(0, 0, 1)
	}
}

func (f *fold) extend(d *ExtensionAnswer) {
	if !d.Agreed {
		return
	}
	until := d.Until
	if until == "" {
		until = f.until
	}
	if due, err := deadline.ParseDue(until); err == nil {
		f.due = due
	}
}

// askAgain opens the questions again, with a new answer term.
func (f *fold) askAgain(d *AskedAgain, at int64) {
	f.again = true
	for _, q := range d.Questions {
		delete(f.answers, q.ID)
		if !slices.Contains(f.questions, q.ID) {
			f.questions = append(f.questions, q.ID)
		}
	}
	if due := f.Frame.Count(f.Frame.Terms.Answer, at); !due.IsZero() {
		f.due = due
	}
	f.set(StatusReceived, at)
}

// verdict: one word for the answers so far.
func (f *fold) verdict() string {
	count := map[string]int{}
	for _, q := range f.questions {
		count[f.answers[q]]++
	}
	n := len(f.questions)
	switch {
	case count[NotKnown] == n:
		return StatusNotKnown
	case count[Refusal] == n:
		return StatusRefused
	case count[NotKnown]+count[Refusal]+count[""] == 0:
		return StatusAnswered
	}
	return StatusPartlyAnswered
}

// result adds what depends on the clock.
func (f *fold) result() flow.Status {
	s := f.Status()
	s.Status = f.status
	switch {
	case f.X.Closed:
		s.Status = StatusClosed
	case !slices.Contains(over, f.status):
		f.clocks(&s)
	}
	s.Settle()
	s.Next = f.Next(flow.Steps{
		Forms:   func(p note.Party) []string { return f.forms(p, f.Side(p)) },
		NoOffer: slices.Contains(over, f.status),
	})
	return s
}

func (f *fold) clocks(s *flow.Status) {
	own, other := f.X.Owner, f.PartyOf(flow.Other)
	add := func(what, kind string, party note.Party, due deadline.Due) {
		if !due.IsZero() {
			s.Add(f.Now, flow.Duty{ID: what, What: what, Kind: kind, Party: party, Due: due})
		}
	}
	count := func(what, term string, party note.Party) {
		add(what, flow.TermKind(term), party, f.Frame.Count(term, f.since))
	}
	terms := f.Frame.Terms
	switch f.status {
	case StatusSent, StatusReceived:
		count("seen", terms.Seen, other)
	case StatusExtension:
		count("extension", terms.MoreInfo, own)
	case StatusClarification:
		count("clarification", terms.MoreInfo, own)
	case StatusInVerification:
		count("verify", terms.Verify, other)
	case StatusFiled:
		add("disclose", flow.Statutory, own, f.Frame.CountFrom(disclosure, f.filedOn))
	case StatusCorrection:
		count("correction", terms.Answer, other)
	}
	if f.asking() {
		add("answer", flow.Agreed, other, f.due)
	}
	if f.lapsed() {
		s.Status = StatusLapsed
	}
}

// asking: the answer clock runs. It stands still during a clarification, and ends
// with an oral answer that was noted.
func (f *fold) asking() bool {
	return !f.record && f.status != StatusClarification &&
		(slices.Contains(waiting, f.status) || f.status == StatusPartlyAnswered)
}

// lapsed: nothing was answered, and the term of lapse after the due date is past.
func (f *fold) lapsed() bool {
	return f.asking() && len(f.answers) == 0 && !f.due.IsZero() &&
		f.Frame.CountFrom(f.Frame.Terms.Lapse, f.due.String()).Passed(f.Now)
}
