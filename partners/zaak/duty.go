package zaak

import (
	"slices"
	"strconv"

	"github.com/sluis-hub/sluis/partners/deadline"
	"github.com/sluis-hub/sluis/partners/feedback"
	"github.com/sluis-hub/sluis/partners/flow"
)

// Kinds of decision.
const (
	assessment  = "veiligheidsbeoordeling"
	research    = "onderzoek"
	conditions  = "voorwaarden_en_vervolg"
	researching = "onderzoek" // the outcome of an assessment that starts it
)

// assessments: every melding is to be judged; a safety assessment on or after the
// day it came in does that.
func (f *fold) assessments(s *flow.Status) {
	for _, m := range f.meldingen {
		judged := slices.ContainsFunc(f.decisions, func(d *Decision) bool { return d.Kind == assessment && d.On >= m.received })
		f.add(s, flow.Duty{ID: m.id + "/assessment", What: "assessment", Kind: flow.Statutory, Melding: m.id,
			Due: f.Frame.CountFrom(assessmentTerm, m.received), Done: judged})
	}
}

// started are the decisions that lead to more than one moment of feedback.
func (f *fold) started() []*Decision {
	var list []*Decision
	for _, d := range f.decisions {
		if d.Kind == assessment && (d.Outcome == researching || d.Outcome == conditions) {
			list = append(list, d)
		}
	}
	return list
}

// ended gives the decision that ends what d started, nil while it lasts.
func (f *fold) ended(d *Decision) *Decision {
	after := false
	for _, e := range f.decisions {
		if after && e.Kind == d.Outcome {
			return e
		}
		after = after || e == d
	}
	return nil
}

// investigations: ten weeks from the decision that there will be one.
func (f *fold) investigations(s *flow.Status) {
	for _, d := range f.started() {
		if d.Outcome == researching {
			f.add(s, flow.Duty{ID: d.ID + "/investigation", What: "investigation", Kind: flow.Statutory,
				Due: f.Frame.CountFrom(investigationTerm, d.On), Done: f.ended(d) != nil})
		}
	}
}

// owes says whether a moment is owed to a melding: the first to every reporter
// that is no informant, the second once something was started, the third when
// somebody says anything about it.
func (f *fold) owes(m moment) bool {
	known := slices.ContainsFunc(f.meldingen, func(o melding) bool { return o.id == m.melding && !o.informant })
	return known && (m.n != 2 || len(f.started()) > 0)
}

// feedbacks: one duty for each moment that is owed to a melding.
func (f *fold) feedbacks(s *flow.Status) {
	for _, m := range f.meldingen {
		if m.informant {
			continue
		}
		f.feedback(s, moment{m.id, 1}, f.Frame.CountFrom(feedbackTerm, m.received))
		if started := f.started(); len(started) > 0 {
			f.feedback(s, moment{m.id, 2}, f.second(started[len(started)-1]))
		}
		third := moment{m.id, 3}
		if _, spoken := f.said[third]; spoken {
			f.feedback(s, third, deadline.Due{})
		}
	}
}

// second is the due date of moment 2: five working days after the end of what was
// started, and until that is known after the last day of an investigation.
func (f *fold) second(d *Decision) deadline.Due {
	if end := f.ended(d); end != nil {
		return f.Frame.CountFrom(feedbackTerm, end.On)
	}
	if d.Outcome != researching {
		return deadline.Due{}
	}
	return f.Frame.CountFrom(feedbackTerm, f.Frame.CountFrom(investigationTerm, d.On).String())
}

// feedback adds the duty of one moment in the state it has: what the exchange
// with the reporter tells goes before what the sheet says, and that before a draft.
func (f *fold) feedback(s *flow.Status, m moment, due deadline.Due) {
	d := flow.Duty{ID: m.melding + "/feedback/" + strconv.FormatInt(m.n, 10), What: "feedback", Kind: flow.Regional,
		Melding: m.melding, Moment: m.n, Due: due, State: feedback.StatusDue}
	for _, v := range f.drafts {
		if v.Flow == "feedback" && v.Melding == m.melding && v.Moment == m.n && v.State != discarded {
			d.State = v.State
		}
	}
	switch said := f.said[m]; said.state {
	case feedback.StatusDeferred:
		d.Due = deadline.Due{Date: said.until}
		if !flow.Reached(said.until, f.Now) && d.State == feedback.StatusDue {
			d.State = feedback.StatusDeferred
		}
	case feedback.StatusNotPossible, feedback.StatusNotApplicable:
		d.State, d.Done = said.state, true
	}
	if state := f.told(m); state != "" {
		d.State, d.Done = state, true
	}
	f.add(s, d)
}

// told is the state of a moment in the linked exchange with the reporter, "" when
// it was not given there.
func (f *fold) told(m moment) string {
	for _, x := range f.exchanges {
		if x.Flow != "feedback" || x.Melding != m.melding {
			continue
		}
		for _, d := range f.linked[x.XID].Duties {
			if d.What == "feedback" && d.Moment == m.n && given(d.State) {
				return d.State
			}
		}
	}
	return ""
}

func given(state string) bool {
	return state != feedback.StatusDue && state != feedback.StatusDeferred
}
