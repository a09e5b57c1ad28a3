package zaak

import (
	"slices"
	"time"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/partners/deadline"
	"github.com/sluis-hub/sluis/partners/feedback"
	"github.com/sluis-hub/sluis/partners/flow"
)

// Statuses of a sheet.
const (
	StatusOpen       = "open"
	StatusMonitoring = "monitoring"
	StatusClosed     = "closed"
)

// Statuses lists them all.
var Statuses = []string{StatusOpen, StatusMonitoring, StatusClosed}

// Terms of the duties that a melding and a decision make.
const (
	// assessmentTerm: practice and supervision count working days where the
	// Uitvoeringsbesluit Wmo 2015 art. 4.1.7(1) says five days.
	assessmentTerm = "5wd"
	// investigationTerm runs from the decision to investigate (art. 4.1.7(2)).
	investigationTerm = "10w"
	// feedbackTerm is the regional agreement for both moments.
	feedbackTerm = "5wd"
)

type melding struct {
	id, received string
	informant    bool
}

// said is what the sheet says of one moment of one melding.
type said struct {
	state string
	until string
}

type draft struct {
	flow.Draft
	asked *asked
}

// asked is a question for approval of one version of a draft.
type asked struct {
	by   note.MemberID
	hash note.Hash
	what string
}

type moment struct {
	melding string
	n       int64
}

type fold struct {
	*flow.Tally
	meldingen []melding
	decisions []*Decision
	said      map[moment]said
	drafts    []*draft
	duties    []*Duty
	done      map[string]bool // duties by id
	dates     []string        // monitoring
	monitored map[string]bool
	exchanges []*Exchange
	linked    map[note.XID]flow.Status
}

// Fold gives the status of a sheet at now, as far as the sheet itself tells.
func Fold(x flow.Exchange, now time.Time) flow.Status { return FoldWith(x, nil, now) }

// FoldWith also sees the statuses of the exchanges that the sheet names: feedback
// that was given there is a duty done here.
func FoldWith(x flow.Exchange, linked map[note.XID]flow.Status, now time.Time) flow.Status {
	return run(x, linked, now).result()
}

// Allow says whether an entry may be written now: E10, E19, or E29 with the
// steps that may. Of e its type, party, author and body are looked at.
func Allow(x flow.Exchange, now time.Time, e flow.Entry) error {
	f := run(x, nil, now)
	s := f.result()
	return f.Admit(s, e, func(a flow.Act) error {
		switch d := a.Doc.(type) {
		case *DutyDone:
			if !slices.ContainsFunc(s.Duties, func(o flow.Duty) bool { return o.ID == d.ID }) {
				return flow.Wrong("id", "is not a duty of this sheet")
			}
		case *Feedback:
			if d.State != feedback.StatusDeferred {
				break
			}
			if err := feedback.CheckDeferral(f.Frame, d.Until, now); err != nil {
				return err
			}
		}
		return f.refuse(a)
	})
}

func run(x flow.Exchange, linked map[note.XID]flow.Status, now time.Time) *fold {
	f := &fold{
		Tally: flow.NewTally(x, Forms, now), linked: linked,
		said: map[moment]said{}, done: map[string]bool{}, monitored: map[string]bool{},
	}
	for _, a := range f.Acts {
		if a.Doc != nil && a.Type == chain.Post && f.refuse(a) == nil {
			f.apply(a)
		}
	}
	return f
}

// refuse is nil when a post has its effect. A sheet is one team's own: what is
// refused is what refers to nothing, and approval of one's own question.
func (f *fold) refuse(a flow.Act) error {
	switch d := a.Doc.(type) {
	case *Melding:
		if slices.ContainsFunc(f.meldingen, func(m melding) bool { return m.id == d.ID }) {
			return flow.Wrong("id", "is that of another melding")
		}
	case *Duty:
		if slices.ContainsFunc(f.duties, func(o *Duty) bool { return o.ID == d.ID }) {
			return flow.Wrong("id", "is that of another duty")
		}
	case *ApprovalAsked:
		if v := f.draft(d.ID); v == nil || v.Entry != d.Hash || v.State == discarded {
			return flow.Wrong("hash", "is not the newest version of that draft")
		}
	case *Approval:
		v := f.draft(d.ID)
		if v == nil || v.asked == nil || v.asked.hash != d.Hash {
			return flow.Wrong("hash", "is not what approval was asked for")
		}
		if v.asked.by == a.Author {
			return flow.Wrong("verdict", "is of the member who asked")
		}
	case *Feedback:
		if !f.owes(moment{d.Melding, d.Moment}) {
			return flow.Wrong("moment", "is not owed to that melding")
		}
	case *Monitored:
		if !slices.Contains(f.dates, d.Date) {
			return flow.Wrong("date", "is not a monitoring date")
		}
	}
	return nil
}

func (f *fold) apply(a flow.Act) {
	switch d := a.Doc.(type) {
	case *Melding:
		f.meldingen = append(f.meldingen, melding{d.ID, d.ReceivedOn, d.Reporter.Informant})
	case *Decision:
		f.decisions = append(f.decisions, d)
	case *Exchange:
		f.exchanges = append(f.exchanges, d)
	case *Draft:
		f.write(d, a.Hash)
	case *ApprovalAsked:
		v := f.draft(d.ID)
		v.asked = &asked{a.Author, d.Hash, d.What}
		v.State, v.Approved = v.checking(), false
	case *Approval:
		v := f.draft(d.ID)
		v.asked, v.Approved = nil, d.Verdict == "approved"
		if !v.Approved {
			v.State = v.writing()
		}
	case *Feedback:
		f.said[moment{d.Melding, d.Moment}] = said{d.State, d.Until}
	case *Duty:
		f.duties = append(f.duties, d)
	case *DutyDone:
		f.done[d.ID] = true
	case *Monitoring:
		f.dates = d.Dates
	case *Monitored:
		f.monitored[d.Date] = true
	}
}

// States of a draft. A feedback is drafted and released, anything else is a
// concept whose basis is checked.
const (
	concept      = "draft"
	basisCheck   = "basis_check"
	drafting     = "drafting"
	releaseCheck = "release_check"
	discarded    = "discarded"
)

func (d *draft) writing() string {
	if d.Flow == "feedback" {
		return drafting
	}
	return concept
}

func (d *draft) checking() string {
	if d.Flow == "feedback" {
		return releaseCheck
	}
	return basisCheck
}

func (f *fold) draft(id string) *draft {
	for _, d := range f.drafts {
		if d.ID == id {
			return d
		}
	}
	return nil
}

// write takes a new version; what was asked about the one before falls away.
func (f *fold) write(d *Draft, entry note.Hash) {
	v := f.draft(d.ID)
	if v == nil {
		v = &draft{}
		f.drafts = append(f.drafts, v)
	}
	*v = draft{Draft: flow.Draft{ID: d.ID, Flow: d.For.Flow, XID: d.For.XID, Melding: d.For.Melding, Moment: d.For.Moment, Entry: entry}}
	v.State = v.writing()
	if d.Content == nil || string(d.Content) == "null" {
		v.State = discarded
	}
}

// result adds what depends on the clock and on other exchanges.
func (f *fold) result() flow.Status {
	s := f.Status()
	if f.X.Closed {
		s.Status = StatusClosed
		s.Next = f.Next(flow.Steps{})
		return s
	}
	f.assessments(&s)
	f.feedbacks(&s)
	f.investigations(&s)
	for _, d := range f.duties {
		due, _ := deadline.ParseDue(d.Due)
		f.add(&s, flow.Duty{ID: d.ID, What: "duty", Kind: d.Kind, Text: d.What, Due: due})
	}
	for _, d := range f.drafts {
		s.Drafts = append(s.Drafts, d.Draft)
		if d.asked != nil {
			f.add(&s, flow.Duty{ID: "approval/" + d.ID, What: "approval", Kind: flow.Agreed, State: "asked", Text: d.asked.what,
				Melding: d.Melding, Moment: d.Moment})
		}
	}
	s.Status = StatusOpen
	busy := slices.ContainsFunc(s.Duties, func(d flow.Duty) bool { return !d.Done })
	if f.monitorings(&s) && !busy {
		s.Status = StatusMonitoring
	}
	s.Settle()
	s.Next = f.Next(flow.Steps{Forms: func(note.Party) []string { return f.forms(s) }, KeepOpen: ahead(s, f.Now)})
	return s
}

// add puts a duty of the team on the list; duty_done reaches each by its id.
func (f *fold) add(s *flow.Status, d flow.Duty) {
	d.Party = f.X.Owner
	d.Done = d.Done || f.done[d.ID]
	s.Add(f.Now, d)
}

// ahead: an open date lies ahead, so the sheet has to stay.
func ahead(s flow.Status, now time.Time) bool {
	return slices.ContainsFunc(s.Duties, func(d flow.Duty) bool {
		return !d.Done && !d.Due.IsZero() && !d.Due.Passed(now)
	})
}

// monitorings tells whether a date is open.
func (f *fold) monitorings(s *flow.Status) bool {
	open := false
	dates := slices.Clone(f.dates)
	slices.Sort(dates)
	for _, d := range slices.Compact(dates) {
		f.add(s, flow.Duty{ID: "monitoring/" + d, What: "monitoring", Kind: flow.Regional, Due: deadline.Due{Date: d}, Done: f.monitored[d]})
		open = open || !f.monitored[d] && !f.done["monitoring/"+d]
	}
	return open
}

// forms lists what may be posted now.
func (f *fold) forms(s flow.Status) []string {
	list := []string{FormMelding, FormPerson, FormDecision, FormExchange, FormCustody, FormNote, FormDraft,
		FormDuty, FormMonitoring, FormNameOpening}
	add := func(ok bool, form string) {
		if ok {
			list = append(list, form)
		}
	}
	live := func(d *draft) bool { return d.State != discarded }
	add(slices.ContainsFunc(f.drafts, live), FormApprovalAsked)
	add(slices.ContainsFunc(f.drafts, func(d *draft) bool { return d.asked != nil }), FormApproval)
	add(slices.ContainsFunc(f.meldingen, func(m melding) bool { return !m.informant }), FormFeedback)
	add(slices.ContainsFunc(s.Duties, func(d flow.Duty) bool { return !d.Done }), FormDutyDone)
	add(len(f.dates) > 0, FormMonitored)
	return list
}
