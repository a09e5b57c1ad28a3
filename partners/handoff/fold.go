package handoff

import (
	"slices"
	"time"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/partners/deadline"
	"github.com/sluis-hub/sluis/partners/flow"
)

// Statuses of a handoff.
const (
	Proposing     = "proposed"
	Acknowledging = "acknowledged"
	Planned       = "talk_planned"
	InTalk        = "in_talk"
	TalkConfirmed = "talk_confirmed"
	AskingMore    = "more_info"
	Taken         = "accepted"
	Contacted     = "family_contacted"
	InFollowUp    = "in_follow_up"
	Refused       = "declined"
	GivenBack     = "returned"
	Raised        = "escalated"
	CorvSent      = "corv_sent"
	TakenBack     = "withdrawn"
	Finished      = "completed"
)

// Statuses lists them all.
var Statuses = []string{Proposing, Acknowledging, Planned, InTalk, TalkConfirmed, AskingMore, Taken, Contacted,
	InFollowUp, Refused, GivenBack, Raised, CorvSent, TakenBack, Finished}

// fold is the state between two entries. Everything in it follows from entries
// alone; the clock comes in at the end.
type fold struct {
	*flow.Tally
	status   string
	since    int64 // time of the entry that made the status
	before   string
	beforeAt int64 // status and since before more_info
	accepted bool
	origin   note.Party // who began it

	taken     int64                 // time of the acknowledgement
	planned   string                // when the talk is to be
	talked    map[bool]bool         // sides that said the talk is on: true is the owner's
	summaries map[note.Hash][2]bool // sides that wrote or confirmed a summary: owner, other
	plan      []string              // monitoring as proposed
	monitor   []string              // as fixed in follow-up
	report    string                // date the receiver reports back
}

// Fold gives the status of a handoff at now.
func Fold(x flow.Exchange, now time.Time) flow.Status { return run(x, now).result() }

// Allow says whether an entry may be written now: E10, E19, or E29 with the
// steps that may. Of e its type, party, author and body are looked at.
func Allow(x flow.Exchange, now time.Time, e flow.Entry) error {
	f := run(x, now)
	return f.Admit(f.result(), e, f.refuse)
}

func run(x flow.Exchange, now time.Time) *fold {
	f := &fold{Tally: flow.NewTally(x, Forms, now), status: Proposing}
	f.reset()
	for i, a := range f.Acts {
		if i == 0 {
			f.since, f.origin = a.Time, a.Party
		}
		switch {
		case a.Type == chain.Accept:
			f.accept(a)
		case a.Type == chain.Genesis && a.Doc != nil:
			f.apply(a)
		case a.Type == chain.Post && a.Doc != nil && f.refuse(a) == nil:
			f.apply(a)
		}
	}
	return f
}

// reset forgets a talk that the next one does not build on.
func (f *fold) reset() {
	f.taken, f.planned, f.talked, f.summaries = 0, "", map[bool]bool{}, map[note.Hash][2]bool{}
}

func (f *fold) set(status string, at int64) { f.status, f.since = status, at }

func (f *fold) over() bool { return f.status == TakenBack || f.status == Finished }

func (f *fold) moves() bool { return f.Frame.Custody == flow.Moves }

// accept: custody outranks every form but a terminal one; a handoff that was
// given back stays so, custody tells who has it.
func (f *fold) accept(a flow.Act) {
	if !f.moves() {
		return
	}
	f.accepted = true
	if !f.over() && f.status != GivenBack {
		f.set(Taken, a.Time)
	}
}

// refuse is nil when a post of this party has its effect in this state.
func (f *fold) refuse(a flow.Act) error {
	if flow.Shared(a.Form) {
		return nil
	}
	forms := f.forms(a.Party, a.Owner)
	if a.Form == FormDeclined && a.Offer != nil && a.Offer.To == a.Party && !f.over() {
		return nil
	}
	if !slices.Contains(forms, a.Form) {
		return flow.Refuse(flow.Status{Status: f.status, Next: map[note.Party][]string{a.Party: forms}}, a.Party, a.Form)
	}
	if c, ok := a.Doc.(*Confirmed); ok {
		if _, known := f.summaries[c.Summary]; !known {
			return flow.Wrong("summary", "is not a summary of this talk")
		}
	}
	return nil
}

// Statuses in which the two sides still talk about taking it over, and those in
// which somebody took it.
var (
	talking = []string{Proposing, Acknowledging, Planned, InTalk, TalkConfirmed, AskingMore, Raised, CorvSent}
	held    = []string{Taken, Contacted, InFollowUp}
)

// forms lists what a party may post in this state.
func (f *fold) forms(p, owner note.Party) []string {
	if f.over() || p.Kind() == 'r' {
		return nil
	}
	own := p == owner
	holder := f.accepted && owner != f.origin // took it over from somebody
	var list []string
	add := func(ok bool, forms ...string) {
		if ok {
			list = append(list, forms...)
		}
	}
	switch {
	case slices.Contains(held, f.status):
		add(own, FormFamilyContacted, FormFollowUp, FormReturned)
		add(own && !holder, FormReproposed, FormWithdrawn) // it came back
		add(true, FormCompleted, FormSummary, FormConfirmed)
		return list
	case f.status == GivenBack:
		add(true, FormSummary, FormConfirmed)
		add(!own, FormDeclined)
		add(own, FormReproposed)
		add(own && !holder, FormWithdrawn, FormCompleted)
		return list
	case slices.Contains(talking, f.status):
		add(true, FormTalkPlanned, FormTalkStarted, FormSummary, FormConfirmed)
		add(!own, FormDeclined)
		add(!own && f.status != AskingMore, FormMoreInfo)
		add(!f.moves(), FormCompleted)
	}
	add(own && holder, FormFamilyContacted, FormFollowUp, FormReturned)
	add(!own && slices.Contains([]string{Proposing, Raised, CorvSent}, f.status), FormAcknowledged)
	add(own && f.status == AskingMore, FormInfo)
	add(own, FormReproposed)
	add(true, FormEscalated)
	add(own && f.Frame.Kind == Vto, FormCorv)
	add(own && !holder, FormWithdrawn)
	return list
}

// apply is the table of formats: what a form makes of the status.
func (f *fold) apply(a flow.Act) {
	switch d := a.Doc.(type) {
	case *Proposed:
		f.plan = d.Monitor
	case *flow.Assigned:
		// A member named by the receiver has taken it up, in so many words.
		if d.Member != nil && a.Party != a.Owner && slices.Contains(f.forms(a.Party, a.Owner), FormAcknowledged) {
			f.acknowledge(a)
		}
	case *Acknowledged:
		f.acknowledge(a)
	case *TalkPlanned:
		f.planned = d.At
		f.set(Planned, a.Time)
	case *TalkStarted:
		f.talked[a.Party == a.Owner] = true
		if d.How == "sluis" || len(f.talked) == 2 {
			f.talked = map[bool]bool{}
			f.set(InTalk, a.Time)
		}
	case *Summary:
		f.sign(a, a.Hash)
	case *Confirmed:
		f.sign(a, d.Summary)
	case *MoreInfo:
		f.before, f.beforeAt = f.status, f.since
		f.set(AskingMore, a.Time)
	case *Info:
		f.set(f.before, f.beforeAt)
	case *Declined:
		f.reset()
		f.set(Refused, a.Time)
	case *Reproposed:
		f.reset()
		f.set(Proposing, a.Time)
	case *FamilyContacted:
		f.set(Contacted, a.Time)
	case *FollowUp:
		f.followUp(d, a.Time)
	case *flow.Text:
		if a.Party == a.Owner {
			f.report = "" // the receiver reported back
		}
	case *Returned:
		f.set(GivenBack, a.Time)
	case *Escalated:
		f.set(Raised, a.Time)
	case *Corv:
		f.set(CorvSent, a.Time)
	case *Withdrawn:
		f.set(TakenBack, a.Time)
	case *Completed:
		f.set(Finished, a.Time)
	}
}

func (f *fold) acknowledge(a flow.Act) {
	f.taken = a.Time
	f.set(Acknowledging, a.Time)
}

func (f *fold) followUp(d *FollowUp, at int64) {
	f.monitor, f.report = d.Monitor, d.FeedbackOn
	if len(f.monitor) == 0 {
		f.monitor = f.plan
	}
	f.set(InFollowUp, at)
}

// sign notes that a side wrote or confirmed a summary; when both did, the talk
// is confirmed. After acceptance it only stands on record.
func (f *fold) sign(a flow.Act, summary note.Hash) {
	signed := f.summaries[summary]
	side := 1
	if a.Party == a.Owner {
		side = 0
	}
	signed[side] = true
	f.summaries[summary] = signed
	if signed[0] && signed[1] && slices.Contains(talking, f.status) {
		f.set(TalkConfirmed, a.Time)
	}
}

// result adds what depends on the clock.
func (f *fold) result() flow.Status {
	s := f.Status()
	s.Status = f.status
	if f.moves() {
		s.Custody = f.X.Owner
	}
	s.Certainty = f.Certainty()
	if f.X.Closed && !f.over() {
		s.Status = TakenBack
		if f.accepted {
			s.Status = Finished
		}
	}
	if !f.X.Closed && !f.over() {
		f.clocks(&s)
	}
	s.Settle()
	s.Next = f.Next(flow.Steps{
		Forms:   func(p note.Party) []string { return f.forms(p, f.X.Owner) },
		Decline: FormDeclined, KeepOpen: f.monitoring(), NoOffer: f.over(),
	})
	return s
}

// monitoring is open while a date that was fixed in follow-up lies ahead.
func (f *fold) monitoring() bool {
	return f.status == InFollowUp && f.nextMonitor() != ""
}

// nextMonitor is the first monitoring date that has not passed. What came of
// those that have stands in the sheet of whoever monitors.
func (f *fold) nextMonitor() string {
	dates := slices.Clone(f.monitor)
	slices.Sort(dates)
	for _, d := range dates {
		if !(deadline.Due{Date: d}).Passed(f.Now) {
			return d
		}
	}
	return ""
}

func (f *fold) clocks(s *flow.Status) {
	owner, other := f.X.Owner, f.other()
	count := func(what, term string, from int64, party note.Party) deadline.Due {
		due := f.Frame.Count(term, from)
		if !due.IsZero() {
			s.Add(f.Now, flow.Duty{ID: what, What: what, Kind: flow.TermKind(term), Party: party, Due: due})
		}
		return due
	}
	agreed := func(what, day string, party note.Party) {
		if due, err := deadline.ParseDue(day); err == nil {
			s.Add(f.Now, flow.Duty{ID: what, What: what, Kind: flow.Agreed, Party: party, Due: due})
		}
	}
	terms := f.Frame.Terms
	switch f.status {
	case Proposing:
		if count("seen", terms.Seen, f.since, other).Passed(f.Now) {
			s.Status = Raised
		}
	case Refused:
		if count("seen", terms.Seen, f.since, owner).Passed(f.Now) {
			s.Status = Raised
		}
	case Acknowledging:
		count("talk", terms.Talk, f.since, other)
	case Planned:
		from := f.taken
		if from == 0 {
			from = f.since
		}
		count("talk", terms.Talk, from, other)
		agreed("talk_at", f.planned, "")
	case InTalk:
		count("record", terms.Record, f.since, owner)
	case AskingMore:
		count("more_info", terms.MoreInfo, f.since, owner)
	case Taken:
		count("family", terms.Family, f.since, owner)
	case GivenBack:
		if owner != f.origin {
			count("seen", terms.Seen, f.since, f.origin)
		}
	case InFollowUp:
		agreed("report", f.report, owner)
		agreed("monitoring", f.nextMonitor(), f.origin)
	}
}

// other is the one party beside the owner, "" when there are more or none.
func (f *fold) other() note.Party {
	var found note.Party
	for _, p := range f.X.Parties {
		if p == f.X.Owner {
			continue
		}
		if found != "" {
			return ""
		}
		found = p
	}
	return found
}
