package handoff

import (
	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/partners/flow"
	"github.com/sluis-hub/sluis/partners/kinds"
)

// Forms of the flow.
const (
	FormProposed        = "handoff.proposed"
	FormAcknowledged    = "handoff.acknowledged"
	FormTalkPlanned     = "handoff.talk_planned"
	FormTalkStarted     = "handoff.talk_started"
	FormSummary         = "handoff.summary"
	FormConfirmed       = "handoff.confirmed"
	FormMoreInfo        = "handoff.more_info"
	FormInfo            = "handoff.info"
	FormDeclined        = "handoff.declined"
	FormReproposed      = "handoff.reproposed"
	FormFamilyContacted = "handoff.family_contacted"
	FormFollowUp        = "handoff.follow_up"
	FormReturned        = "handoff.returned"
	FormEscalated       = "handoff.escalated"
	FormCorv            = "handoff.corv"
	FormWithdrawn       = "handoff.withdrawn"
	FormCompleted       = "handoff.completed"
)

// Vto is the kind of a verzoek tot onderzoek: CORV carries the request itself.
const Vto = "vto"

// Forms is everything that may be said in a handoff.
var Forms = flow.NewIndex(
	flow.Index{
		Flow: "handoff", First: FormProposed,
		Kinds: []string{"na_veiligheidsbeoordeling", "voorwaarden_en_vervolg", "na_onderzoek", "tijdelijk_huisverbod",
			"terug", "anders", "verwijzing", "consult", Vto},
		Moves: []string{"na_veiligheidsbeoordeling", "voorwaarden_en_vervolg", "na_onderzoek", "tijdelijk_huisverbod", "terug", "anders"},
	},
	flow.Form{Name: FormProposed, In: flow.Genesis, New: func() flow.Document { return new(Proposed) }},
	flow.Form{Name: FormAcknowledged, In: flow.Post, New: func() flow.Document { return new(Acknowledged) }},
	flow.Form{Name: FormTalkPlanned, In: flow.Post, New: func() flow.Document { return new(TalkPlanned) }},
	flow.Form{Name: FormTalkStarted, In: flow.Post, New: func() flow.Document { return new(TalkStarted) }},
	flow.Form{Name: FormSummary, In: flow.Post, New: func() flow.Document { return new(Summary) }},
	flow.Form{Name: FormConfirmed, In: flow.Post, New: func() flow.Document { return new(Confirmed) }},
	flow.Form{Name: FormMoreInfo, In: flow.Post, New: func() flow.Document { return new(MoreInfo) }},
	flow.Form{Name: FormInfo, In: flow.Post, New: func() flow.Document { return new(Info) }},
	flow.Form{Name: FormDeclined, In: flow.Post, New: func() flow.Document { return new(Declined) }},
	flow.Form{Name: FormReproposed, In: flow.Post, New: func() flow.Document { return new(Reproposed) }},
	flow.Form{Name: FormFamilyContacted, In: flow.Post, New: func() flow.Document { return new(FamilyContacted) }},
	flow.Form{Name: FormFollowUp, In: flow.Post, New: func() flow.Document { return new(FollowUp) }},
	flow.Form{Name: FormReturned, In: flow.Post, New: func() flow.Document { return new(Returned) }},
	flow.Form{Name: FormEscalated, In: flow.Post, New: func() flow.Document { return new(Escalated) }},
	flow.Form{Name: FormCorv, In: flow.Post, New: func() flow.Document { return new(Corv) }},
	flow.Form{Name: FormWithdrawn, In: flow.Post, New: func() flow.Document { return new(Withdrawn) }},
	flow.Form{Name: FormCompleted, In: flow.Post, New: func() flow.Document { return new(Completed) }},
)

// Check holds a body to its form: E10 or E19. Kind is that of the frame, "" when
// it is not known.
func Check(kind string, t chain.Type, body []byte) error {
	_, err := Forms.Read(kind, t, body)
	return err
}

// Complete makes a full body of what a caller wrote; see flow.Index.Complete.
func Complete(t chain.Type, doc []byte, f flow.Fill) ([]byte, error) {
	return Forms.Complete(t, doc, f)
}

// Proposed opens a handoff: all that the receiver must know before the talk
// (domain minimum: basis, family informed, persons, safety, conditions,
// restrictions, own next action, monitoring, open questions, shield of the source).
type Proposed struct {
	flow.Envelope
	flow.Opening
	Urgency        string             `json:"urgency" is:"must,in:acuut|spoed|regulier"`
	Decision       Decision           `json:"decision"`
	Basis          string             `json:"basis" is:"must,text,max:1000"`
	FamilyInformed FamilyInformed     `json:"familyInformed"`
	Persons        []flow.Person      `json:"persons" is:"must"`
	Safety         flow.Safety        `json:"safety"`
	Conditions     []flow.Condition   `json:"conditions"`
	Restrictions   []flow.Restriction `json:"restrictions"`
	NextAction     string             `json:"nextAction" is:"must,text,max:4000"`
	Monitor        []string           `json:"monitor" is:"date"`
	Questions      []string           `json:"questions" is:"text,max:50"`
	Source         flow.Source        `json:"source"`
}

// Decision is what was decided, and when.
type Decision struct {
	Kind string `json:"kind" is:"must,in:geen_vervolg|omgezet_in_advies|overdracht|lopende_hulp|voorwaarden_en_vervolg|onderzoek|vto_rvdk|al_in_onderzoek|bevestigd|niet_bevestigd|weerlegd|niet_vast_te_stellen"`
	Date string `json:"date" is:"must,date"`
}

// FamilyInformed says whether the family knows of the handoff: yes (by whom, on
// which day), not yet (who will, before which day), or no (why not).
type FamilyInformed struct {
	State string `json:"state" is:"must,in:ja|nog_niet|nee"`
	Who   string `json:"who,omitempty" is:"line"`
	On    string `json:"on,omitempty" is:"date"`
	Why   string `json:"why,omitempty" is:"text,max:2000"`
}

// Check holds the fields to each other.
func (p *Proposed) Check(string) error {
	switch f := p.FamilyInformed; {
	case f.State == "nee" && f.Why == "":
		return flow.Absent("familyInformed.why")
	case f.State != "nee" && f.Who == "":
		return flow.Absent("familyInformed.who")
	case f.State != "nee" && f.On == "":
		return flow.Absent("familyInformed.on")
	}
	if err := flow.CheckPersons(p.Persons, p.Restrictions, true); err != nil {
		return err
	}
	return p.Source.Check("source")
}

// Complete fills in the terms that go with the urgency, and empty lists.
func (p *Proposed) Complete(flow.Fill) {
	if p.Frame != nil {
		p.Frame.Terms = p.Frame.Terms.Or(flow.DefaultTerms(kinds.Handoff, p.Urgency))
	}
	p.Conditions = orEmpty(p.Conditions)
	p.Restrictions = orEmpty(p.Restrictions)
	p.Monitor = orEmpty(p.Monitor)
	p.Questions = orEmpty(p.Questions)
}

func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// Acknowledged says who took it up.
type Acknowledged struct {
	flow.Envelope
	Assignee note.MemberID `json:"assignee" is:"must"`
}

// Complete names the author as assignee.
func (a *Acknowledged) Complete(f flow.Fill) {
	if a.Assignee == "" {
		a.Assignee = f.Member
	}
}

// TalkPlanned is when and how two people will talk.
type TalkPlanned struct {
	flow.Envelope
	At     string   `json:"at" is:"must,time"`
	People []string `json:"people" is:"line"`
	How    string   `json:"how" is:"must,in:sluis|phone|visit"`
}

// TalkStarted says that they do. By phone or on a visit both sides say so.
type TalkStarted struct {
	flow.Envelope
	At  string `json:"at" is:"must,time"`
	How string `json:"how" is:"must,in:sluis|phone|visit"`
}

// Summary is what was said.
type Summary struct {
	flow.Envelope
	Risks      string           `json:"risks" is:"must,text"`
	Conditions []flow.Condition `json:"conditions"`
	Agreements []flow.Agreement `json:"agreements"`
	WhoDoes    []flow.Action    `json:"whoDoesWhat" is:"must"`
	Questions  []string         `json:"questions" is:"text,max:50"`
}

// Confirmed agrees with a summary: H(its entry).
type Confirmed struct {
	flow.Envelope
	Summary note.Hash `json:"summary" is:"must"`
}

// MoreInfo asks before deciding.
type MoreInfo struct {
	flow.Envelope
	Questions []string `json:"questions" is:"must,text,max:50"`
}

// Info answers.
type Info struct {
	flow.Envelope
	Answers []Answer `json:"answers" is:"must"`
}

// Answer repeats the question it answers.
type Answer struct {
	Question string `json:"question" is:"must,text,max:4000"`
	Text     string `json:"text" is:"must,text"`
}

// Declined says no, and why.
type Declined struct {
	flow.Envelope
	Reason string `json:"reason" is:"must,in:capaciteit|niet_bevoegd|verkeerd_team|onvoldoende_info|onveilig_team|al_betrokken"`
	Text   string `json:"text,omitempty" is:"text,max:4000"`
}

// Reproposed asks again, with what is different now.
type Reproposed struct {
	flow.Envelope
	Changes string `json:"changes" is:"must,text"`
}

// FamilyContacted is the first contact after acceptance.
type FamilyContacted struct {
	flow.Envelope
	On string `json:"on" is:"must,date"`
}

// FollowUp fixes when Veilig Thuis monitors and when the receiver reports back.
type FollowUp struct {
	flow.Envelope
	Monitor    []string `json:"monitor" is:"date"`
	FeedbackOn string   `json:"feedbackOn,omitempty" is:"date"`
}

// Returned asks to take it back: conditions broken, new violence.
type Returned struct {
	flow.Envelope
	Reason string `json:"reason" is:"must,text,max:4000"`
	Urgent bool   `json:"urgent"`
}

// Escalated calls in a team lead or back-up; it accepts nothing.
type Escalated struct {
	flow.Envelope
	To     string `json:"to" is:"must,line"`
	Reason string `json:"reason" is:"must,text,max:4000"`
}

// Corv names the request that CORV carried (Wmo 2015 art. 4.1.1(2)(f): the
// college is told).
type Corv struct {
	flow.Envelope
	Reference       string `json:"reference" is:"must,line"`
	On              string `json:"on" is:"must,date"`
	CollegeInformed bool   `json:"collegeInformed"`
}

// Withdrawn ends a handoff that was not accepted.
type Withdrawn struct {
	flow.Envelope
	Reason string `json:"reason" is:"must,text,max:4000"`
}

// Completed ends it well.
type Completed struct {
	flow.Envelope
	On     string `json:"on" is:"must,date"`
	Result string `json:"result" is:"must,text,max:4000"`
}
