package inquiry

import (
	"strconv"
	"time"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/partners/deadline"
	"github.com/sluis-hub/sluis/partners/flow"
	"github.com/sluis-hub/sluis/partners/kinds"
)

// Forms of the flow.
const (
	FormSent             = "inquiry.sent"
	FormAssigned         = "inquiry.assigned"
	FormClarification    = "inquiry.clarification"
	FormClarified        = "inquiry.clarified"
	FormExtension        = "inquiry.extension"
	FormExtensionAnswer  = "inquiry.extension_answer"
	FormAnswers          = "inquiry.answers"
	FormAskedAgain       = "inquiry.asked_again"
	FormRedirected       = "inquiry.redirected"
	FormRecord           = "inquiry.record"
	FormRecordAnswer     = "inquiry.record_answer"
	FormFiled            = "inquiry.filed"
	FormDisclosed        = "inquiry.disclosed"
	FormCorrection       = "inquiry.correction"
	FormCorrectionAnswer = "inquiry.correction_answer"
	FormWithdrawn        = "inquiry.withdrawn"
	FormUndeliverable    = "inquiry.undeliverable"
)

// Forms is everything that may be said in an inquiry.
var Forms = flow.NewIndex(
	flow.Index{Flow: "inquiry", First: FormSent, Kinds: []string{"onderzoek", "vb_bevraging"}},
	flow.Form{Name: FormSent, In: flow.Genesis, New: func() flow.Document { return new(Sent) }},
	flow.Form{Name: FormAssigned, In: flow.Post, New: func() flow.Document { return new(Assigned) }},
	flow.Form{Name: FormClarification, In: flow.Post, New: func() flow.Document { return new(Clarification) }},
	flow.Form{Name: FormClarified, In: flow.Post, New: func() flow.Document { return new(Clarified) }},
	flow.Form{Name: FormExtension, In: flow.Post, New: func() flow.Document { return new(Extension) }},
	flow.Form{Name: FormExtensionAnswer, In: flow.Post, New: func() flow.Document { return new(ExtensionAnswer) }},
	flow.Form{Name: FormAnswers, In: flow.Post, New: func() flow.Document { return new(Answers) }},
	flow.Form{Name: FormAskedAgain, In: flow.Post, New: func() flow.Document { return new(AskedAgain) }},
	flow.Form{Name: FormRedirected, In: flow.Post, New: func() flow.Document { return new(Redirected) }},
	flow.Form{Name: FormRecord, In: flow.Post, New: func() flow.Document { return new(Record) }},
	flow.Form{Name: FormRecordAnswer, In: flow.Post, New: func() flow.Document { return new(RecordAnswer) }},
	flow.Form{Name: FormFiled, In: flow.Post, New: func() flow.Document { return new(Filed) }},
	flow.Form{Name: FormDisclosed, In: flow.Post, New: func() flow.Document { return new(Disclosed) }},
	flow.Form{Name: FormCorrection, In: flow.Post, New: func() flow.Document { return new(Correction) }},
	flow.Form{Name: FormCorrectionAnswer, In: flow.Post, New: func() flow.Document { return new(CorrectionAnswer) }},
	flow.Form{Name: FormWithdrawn, In: flow.Post, New: func() flow.Document { return new(Withdrawn) }},
	flow.Form{Name: FormUndeliverable, In: flow.Post, New: func() flow.Document { return new(Undeliverable) }},
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

// Kinds of answer to one question.
const (
	Answered  = "antwoord"
	NotKnown  = "niet_bekend"
	Nothing   = "geen_bijzonderheden"
	Refusal   = "weigering"
	NotApply  = "niet_van_toepassing"
	Explained = "mondeling_toegelicht"
)

// Sent opens an inquiry. Due is the date, or the time, before which the answer
// is needed.
type Sent struct {
	flow.Envelope
	flow.Opening
	Requester    string          `json:"requester" is:"must,line"`
	Callback     string          `json:"callback" is:"must,line,max:40"` // number to call back, of the own organisation's card
	Basis        string          `json:"basis" is:"must,text,max:1000"`
	Purpose      string          `json:"purpose" is:"must,text,max:4000"`
	Necessity    string          `json:"necessity" is:"must,text,max:4000"`
	Nature       string          `json:"nature" is:"must,text,max:4000"`
	Seriousness  string          `json:"seriousness" is:"must,text,max:4000"`
	Subjects     []flow.Subject  `json:"subjects" is:"must"`
	Period       *Period         `json:"period,omitempty"`
	Questions    []flow.Question `json:"questions" is:"must,max:20"`
	Consent      Consent         `json:"consent"`
	FamilyNotice FamilyNotice    `json:"familyNotice"`
	Due          string          `json:"due" is:"must,due"`
	Mode         string          `json:"mode" is:"must,in:schriftelijk|mondeling|live"`
	Urgency      string          `json:"urgency" is:"must,in:acuut|spoed|regulier"`
}

// Period is the time that is asked about; an empty side is open.
type Period struct {
	From  string `json:"from,omitempty" is:"date"`
	Until string `json:"until,omitempty" is:"date"`
}

// Consent of the person concerned. Refused needs the reason why the request is
// made all the same: serious danger (KNMG-meldcode art. 6).
type Consent struct {
	State string `json:"state" is:"must,in:verleend|geweigerd|niet_gevraagd"`
	Why   string `json:"why,omitempty" is:"text,max:2000"`
}

// FamilyNotice says what the family knows of this request: informed, agreed or
// objected (on a date), or not yet (why, and when that is looked at again).
type FamilyNotice struct {
	State  string `json:"state" is:"must,in:geinformeerd|instemming|bezwaar|nog_niet"`
	On     string `json:"on,omitempty" is:"date"`
	Why    string `json:"why,omitempty" is:"text,max:2000"`
	Review string `json:"review,omitempty" is:"date"`
}

// Check holds the fields to each other.
func (s *Sent) Check(string) error {
	switch n := s.FamilyNotice; {
	case n.State != "nog_niet" && n.On == "":
		return flow.Absent("familyNotice.on")
	case n.State == "nog_niet" && n.Why == "":
		return flow.Absent("familyNotice.why")
	case n.State == "nog_niet" && n.Review == "":
		return flow.Absent("familyNotice.review")
	case s.Consent.State == "geweigerd" && s.Consent.Why == "":
		return flow.Absent("consent.why")
	}
	for i, p := range s.Subjects {
		if err := p.Check("subjects[" + strconv.Itoa(i) + "]"); err != nil {
			return err
		}
	}
	return uniqueIDs(s.Questions)
}

func uniqueIDs(questions []flow.Question) error {
	seen := map[string]bool{}
	for _, q := range questions {
		if seen[q.ID] {
			return flow.Wrong("questions.id", "stands twice")
		}
		seen[q.ID] = true
	}
	return nil
}

// Complete fills in the terms that go with the urgency, and the due date they give.
func (s *Sent) Complete(f flow.Fill) {
	if s.Frame == nil {
		return
	}
	s.Frame.Terms = s.Frame.Terms.Or(flow.DefaultTerms(kinds.Inquiry, s.Urgency))
	if s.Due == "" {
		s.Due = s.Frame.Count(s.Frame.Terms.Answer, f.Now.Unix()).String()
	}
}

// Assigned: a named member takes it and states to be competent.
type Assigned struct {
	flow.Envelope
	Member    note.MemberID `json:"member" is:"must"`
	Competent bool          `json:"competent" is:"must"`
}

// Complete names the author.
func (a *Assigned) Complete(f flow.Fill) {
	if a.Member == "" {
		a.Member = f.Member
	}
}

// Clarification asks back; the answer clock stops.
type Clarification struct {
	flow.Envelope
	Text string `json:"text" is:"must,text"`
}

// Clarified answers; the clock goes on.
type Clarified struct {
	flow.Envelope
	Text string `json:"text" is:"must,text"`
}

// Extension asks for a later date.
type Extension struct {
	flow.Envelope
	Until  string `json:"until" is:"must,due"`
	Reason string `json:"reason" is:"must,text,max:4000"`
}

// ExtensionAnswer agrees, with that date or another, or does not.
type ExtensionAnswer struct {
	flow.Envelope
	Agreed bool   `json:"agreed"`
	Until  string `json:"until,omitempty" is:"due"`
}

// Answers answers questions, one by one.
type Answers struct {
	flow.Envelope
	Answers  []Answer  `json:"answers" is:"must,max:20"`
	Informed *Informed `json:"informed,omitempty"`
	Role     string    `json:"role" is:"must,line"`
	WpgBasis *WpgBasis `json:"wpgBasis,omitempty"`
}

// Answer is the answer to one question. Nature tells facts, own observation, what
// others said and judgement apart. A refusal has a code and says why.
type Answer struct {
	Question   string `json:"question" is:"must,line,max:20"`
	Kind       string `json:"kind" is:"must,in:antwoord|niet_bekend|geen_bijzonderheden|weigering|niet_van_toepassing|mondeling_toegelicht"`
	Nature     string `json:"nature,omitempty" is:"in:feit|eigen_waarneming|van_anderen|oordeel"`
	Text       string `json:"text,omitempty" is:"text"`
	Code       string `json:"code,omitempty" is:"in:beroepsgeheim|geen_noodzaak|onvoldoende_onderbouwd|slachtoffer_weigert_volwassene|geen_behandelrelatie|veiligheid|niet_bevoegd|geen_wpg_grondslag|gegevens_van_ander|nu_niet"`
	Motivation string `json:"motivation,omitempty" is:"text,max:4000"`
}

// Informed says whether the person concerned knows that this is shared.
type Informed struct {
	State string `json:"state" is:"must,in:ja|nee"`
	Why   string `json:"why,omitempty" is:"text,max:2000"`
}

// WpgBasis is the article of the Wet politiegegevens that the police answers on
// (18, 19 or 20, the last with the number of the agreement); art. 32 asks for a record.
type WpgBasis struct {
	Article   int64  `json:"article" is:"must,num:18..20"`
	Agreement string `json:"agreement,omitempty" is:"line"`
}

// Check holds the fields to each other.
func (a *Answers) Check(string) error {
	seen := map[string]bool{}
	given := false
	for i, one := range a.Answers {
		path := "answers[" + strconv.Itoa(i) + "]"
		switch {
		case seen[one.Question]:
			return flow.Wrong(path+".question", "stands twice")
		case one.Kind == Answered && one.Text == "":
			return flow.Absent(path + ".text")
		case one.Kind == Answered && one.Nature == "":
			return flow.Absent(path + ".nature")
		case one.Kind == Refusal && one.Code == "":
			return flow.Absent(path + ".code")
		case one.Kind == Refusal && one.Motivation == "":
			return flow.Absent(path + ".motivation")
		case one.Kind != Refusal && one.Code != "":
			return flow.Wrong(path+".code", "stands without a refusal")
		}
		seen[one.Question] = true
		given = given || one.Kind == Answered || one.Kind == Explained
	}
	switch {
	case given && a.Informed == nil:
		return flow.Absent("informed")
	case a.Informed != nil && a.Informed.State == "nee" && a.Informed.Why == "":
		return flow.Absent("informed.why")
	case a.WpgBasis != nil && a.WpgBasis.Article == 20 && a.WpgBasis.Agreement == "":
		return flow.Absent("wpgBasis.agreement")
	}
	return nil
}

// AskedAgain asks once more, with a new motivation; a question with a known id
// takes the place of the earlier one.
type AskedAgain struct {
	flow.Envelope
	Questions  []flow.Question `json:"questions" is:"must,max:20"`
	Motivation string          `json:"motivation" is:"must,text,max:4000"`
}

// Check refuses one id for two questions.
func (a *AskedAgain) Check(string) error { return uniqueIDs(a.Questions) }

// Redirected names who should be asked; the content is not passed on.
type Redirected struct {
	flow.Envelope
	To  string `json:"to" is:"must,line"`
	Why string `json:"why" is:"must,text,max:4000"`
}

// Record is the asker's note of an oral answer, for approval.
type Record struct {
	flow.Envelope
	Text string `json:"text" is:"must,text"`
}

// RecordAnswer approves, corrects or adds.
type RecordAnswer struct {
	flow.Envelope
	Verdict string `json:"verdict" is:"must,in:approved|corrected|added"`
	Text    string `json:"text,omitempty" is:"text"`
}

// Check asks what is to be corrected or added.
func (r *RecordAnswer) Check(string) error {
	if r.Verdict != "approved" && r.Text == "" {
		return flow.Absent("text")
	}
	return nil
}

// Filed says that the answer stands in the asker's own file; the term to tell the
// family starts (Wmo 2015 art. 5.3.1(1)).
type Filed struct {
	flow.Envelope
	On string `json:"on" is:"must,date"`
}

// Complete takes today.
func (d *Filed) Complete(f flow.Fill) {
	if d.On == "" {
		d.On = today(f.Now)
	}
}

// Disclosed says what the family was told, or what was withheld and on which ground.
type Disclosed struct {
	flow.Envelope
	On       string `json:"on" is:"must,date"`
	What     string `json:"what,omitempty" is:"text"`
	Withheld string `json:"withheld,omitempty" is:"text"`
	Ground   string `json:"ground,omitempty" is:"text,max:1000"`
}

// Complete takes today.
func (d *Disclosed) Complete(f flow.Fill) {
	if d.On == "" {
		d.On = today(f.Now)
	}
}

// Check asks for one of the two, and for the ground of withholding.
func (d *Disclosed) Check(string) error {
	switch {
	case d.What == "" && d.Withheld == "":
		return flow.Absent("what")
	case d.Withheld != "" && d.Ground == "":
		return flow.Absent("ground")
	}
	return nil
}

// Correction passes on the one fact that the family disputes.
type Correction struct {
	flow.Envelope
	Question string `json:"question" is:"must,line,max:20"`
	Fact     string `json:"fact" is:"must,text,max:4000"`
}

// CorrectionAnswer answers to it.
type CorrectionAnswer struct {
	flow.Envelope
	Text string `json:"text" is:"must,text"`
}

// Withdrawn takes the request back.
type Withdrawn struct {
	flow.Envelope
	Reason string `json:"reason" is:"must,text,max:4000"`
}

// Undeliverable says that nobody there can be reached.
type Undeliverable struct {
	flow.Envelope
	Reason string `json:"reason" is:"must,text,max:4000"`
}

func today(now time.Time) string { return deadline.Today(now) }
