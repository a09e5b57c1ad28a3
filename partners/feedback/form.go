package feedback

import (
	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/partners/deadline"
	"github.com/sluis-hub/sluis/partners/flow"
	"github.com/sluis-hub/sluis/partners/kinds"
)

// Forms of the flow.
const (
	FormOwed            = "feedback.owed"
	FormGiven           = "feedback.given"
	FormGivenOrally     = "feedback.given_orally"
	FormOrallyConfirmed = "feedback.orally_confirmed"
	FormDeferred        = "feedback.deferred"
	FormQuestion        = "feedback.question"
	FormReply           = "feedback.reply"
	FormStatusAsked     = "feedback.status_asked"
	FormNotPossible     = "feedback.not_possible"
	FormNotApplicable   = "feedback.not_applicable"
)

// Kinds of reporter.
const (
	Professional = "beroepskracht"
	Citizen      = "particulier"
	Involved     = "betrokkene"
	Police       = "politie"
	Volunteer    = "vrijwilliger"
)

// Forms is everything that may be said in a terugkoppeling.
var Forms = flow.NewIndex(
	flow.Index{Flow: "feedback", First: FormGiven, Kinds: []string{Professional, Citizen, Involved, Police, Volunteer}},
	flow.Form{Name: FormOwed, In: flow.Genesis, New: func() flow.Document { return new(Owed) }},
	flow.Form{Name: FormGiven, In: []chain.Type{chain.Genesis, chain.Post}, New: func() flow.Document { return new(Given) }},
	flow.Form{Name: FormGivenOrally, In: flow.Post, New: func() flow.Document { return new(GivenOrally) }},
	flow.Form{Name: FormOrallyConfirmed, In: flow.Post, New: func() flow.Document { return new(OrallyConfirmed) }},
	flow.Form{Name: FormDeferred, In: flow.Post, New: func() flow.Document { return new(Deferred) }},
	flow.Form{Name: FormQuestion, In: flow.Post, New: func() flow.Document { return new(Question) }},
	flow.Form{Name: FormReply, In: flow.Post, New: func() flow.Document { return new(Reply) }},
	flow.Form{Name: FormStatusAsked, In: flow.Post, New: func() flow.Document { return new(StatusAsked) }},
	flow.Form{Name: FormNotPossible, In: flow.Post, New: func() flow.Document { return new(NotPossible) }},
	flow.Form{Name: FormNotApplicable, In: flow.Post, New: func() flow.Document { return new(NotApplicable) }},
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

// FirstMoment is the term of the first feedback after a melding: with the safety
// assessment. Protocol and practice name it; the law names no term.
const FirstMoment = "5wd"

// deferral is how far feedback is put off at once (Wmo 2015 art. 5.3.1(2) has the
// same two weeks for telling the family).
const deferral = "2w"

// Moment is one feedback that is owed: 1 after the safety assessment, 2 after the
// investigation, 3 at the end of involvement. It counts from a date and is due on
// a later one.
type Moment struct {
	Moment int64  `json:"moment" is:"must,num:1..3"`
	From   string `json:"from" is:"must,date"`
	Due    string `json:"due" is:"must,due"`
}

// Owed opens a terugkoppeling before there is something to tell.
type Owed struct {
	flow.Envelope
	flow.Opening
	Moments []Moment `json:"moments" is:"must,max:3"`
}

// Complete owes the first moment from today, unless the document says more.
func (o *Owed) Complete(f flow.Fill) {
	if o.Frame == nil {
		return
	}
	o.Frame.Terms = o.Frame.Terms.Or(flow.DefaultTerms(kinds.Feedback, ""))
	if len(o.Moments) == 0 {
		o.Moments = []Moment{{Moment: 1}}
	}
	for i := range o.Moments {
		m := &o.Moments[i]
		if m.From == "" {
			m.From = deadline.Today(f.Now)
		}
		if m.Due == "" {
			m.Due = o.Frame.CountFrom(FirstMoment, m.From).String()
		}
	}
}

// Check refuses one moment twice.
func (o *Owed) Check(string) error {
	seen := map[int64]bool{}
	for _, m := range o.Moments {
		if seen[m.Moment] {
			return flow.Wrong("moments.moment", "stands twice")
		}
		seen[m.Moment] = true
	}
	return nil
}

// Given is the feedback itself. Level says how much it tells: 0 that the report
// arrived, 1 outcome and steps, 2 also who took over, 3 also conditions and
// agreements, 4 also what was found, each only as far as the reader's task asks.
type Given struct {
	flow.Envelope
	flow.Opening
	Moment     int64            `json:"moment" is:"must,num:1..3"`
	Outcome    string           `json:"outcome" is:"must,in:geen_vervolg|omgezet_in_advies|overdracht|lopende_hulp|voorwaarden_en_vervolg|onderzoek|vto_rvdk|al_in_onderzoek|bevestigd|niet_bevestigd|weerlegd|niet_vast_te_stellen"`
	Level      *int64           `json:"level" is:"must,num:0..4"`
	WhyMore    string           `json:"whyMore,omitempty" is:"text,max:2000"`
	Steps      string           `json:"steps" is:"must,text"`
	Receiving  *Receiving       `json:"receiving,omitempty"`
	Conditions []flow.Condition `json:"conditions,omitempty"`
	Agreements []flow.Agreement `json:"agreements,omitempty"`
	Contact    flow.Contact     `json:"contact"`
	Role       string           `json:"role,omitempty" is:"text,max:2000"` // of the reporter in what follows
	Next       string           `json:"next,omitempty" is:"date"`          // of the next feedback
}

// Receiving is the overdrachtspartij: who goes on from here.
type Receiving struct {
	Organisation string `json:"organisation" is:"must,line"`
	Team         string `json:"team,omitempty" is:"line"`
	Phone        string `json:"phone,omitempty" is:"line,max:40"`
}

// Complete takes moment 1 and the level that fits the reporter: steps for a
// citizen, the receiving party as well for a professional.
func (g *Given) Complete(f flow.Fill) {
	if g.Moment == 0 {
		g.Moment = 1
	}
	if g.Level == nil {
		level := int64(1)
		if g.Receiving != nil {
			level = 2
		}
		g.Level = &level
	}
	if g.Frame != nil {
		g.Frame.Terms = g.Frame.Terms.Or(flow.DefaultTerms(kinds.Feedback, ""))
	}
}

// ceiling is the highest level that a kind of reporter may hear.
func ceiling(kind string) int64 {
	switch kind {
	case Citizen, Involved, Volunteer:
		return 1
	case Police:
		return 2
	}
	return 4
}

// Check holds what is told to the level, and the level to the reporter.
func (g *Given) Check(kind string) error {
	level := *g.Level
	switch {
	case level > ceiling(kind):
		return flow.Wrong("level", "is more than this reporter may hear")
	case level > 1 && g.WhyMore == "":
		return flow.Absent("whyMore")
	case level < 2 && g.Receiving != nil:
		return flow.Wrong("receiving", "stands below level 2")
	case level < 3 && len(g.Conditions)+len(g.Agreements) > 0:
		return flow.Wrong("conditions", "and agreements stand below level 3")
	case level >= 3 && g.Role == "":
		return flow.Absent("role")
	case g.Moment == 1 && finding(g.Outcome):
		return flow.Wrong("outcome", "is a finding, which belongs to a later moment")
	}
	return nil
}

func finding(outcome string) bool {
	switch outcome {
	case "bevestigd", "niet_bevestigd", "weerlegd", "niet_vast_te_stellen":
		return true
	}
	return false
}

// GivenOrally says that it was told, and shortly what.
type GivenOrally struct {
	flow.Envelope
	Moment int64  `json:"moment" is:"must,num:1..3"`
	At     string `json:"at" is:"must,due"`
	Note   string `json:"note" is:"must,text,max:4000"`
}

// OrallyConfirmed is the reporter's word that it was: H(the entry that says so).
type OrallyConfirmed struct {
	flow.Envelope
	Entry note.Hash `json:"entry" is:"must"`
}

// Deferred puts a moment off. The reason stays in the zaak.
type Deferred struct {
	flow.Envelope
	Moment int64  `json:"moment" is:"must,num:1..3"`
	Until  string `json:"until" is:"must,date"`
}

// Question is what the reporter asks back.
type Question struct {
	flow.Envelope
	Text string `json:"text" is:"must,text"`
}

// Reply answers, or says that it cannot be shared.
type Reply struct {
	flow.Envelope
	Text        string `json:"text,omitempty" is:"text"`
	CannotShare bool   `json:"cannotShare,omitempty"`
}

// Check asks for one of the two.
func (r *Reply) Check(string) error {
	if r.Text == "" && !r.CannotShare {
		return flow.Absent("text")
	}
	return nil
}

// StatusAsked is the reporter's «stand van zaken?».
type StatusAsked struct{ flow.Envelope }

// NotPossible says that a moment cannot be given: unreachable, or declined.
type NotPossible struct {
	flow.Envelope
	Moment int64  `json:"moment" is:"must,num:1..3"`
	Reason string `json:"reason" is:"must,text,max:2000"`
}

// NotApplicable says that a moment is not owed after all.
type NotApplicable struct {
	flow.Envelope
	Moment int64  `json:"moment" is:"must,num:1..3"`
	Reason string `json:"reason" is:"must,text,max:2000"`
}
