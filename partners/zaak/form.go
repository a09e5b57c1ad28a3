package zaak

import (
	"encoding/json"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/partners/deadline"
	"github.com/sluis-hub/sluis/partners/flow"
)

// Forms of the sheet.
const (
	FormOpened        = "zaak.opened"
	FormMelding       = "zaak.melding"
	FormPerson        = "zaak.person"
	FormDecision      = "zaak.decision"
	FormExchange      = "zaak.exchange"
	FormCustody       = "zaak.custody"
	FormNote          = "zaak.note"
	FormDraft         = "zaak.draft"
	FormApprovalAsked = "zaak.approval_asked"
	FormApproval      = "zaak.approval"
	FormFeedback      = "zaak.feedback"
	FormDuty          = "zaak.duty"
	FormDutyDone      = "zaak.duty_done"
	FormMonitoring    = "zaak.monitoring"
	FormMonitored     = "zaak.monitored"
	FormNameOpening   = "zaak.name_opening"
)

// Forms is everything that may stand in a sheet.
var Forms = flow.NewIndex(
	flow.Index{Flow: "zaak", First: FormOpened},
	flow.Form{Name: FormOpened, In: flow.Genesis, New: func() flow.Document { return new(Opened) }},
	flow.Form{Name: FormMelding, In: flow.Post, New: func() flow.Document { return new(Melding) }},
	flow.Form{Name: FormPerson, In: flow.Post, New: func() flow.Document { return new(Person) }},
	flow.Form{Name: FormDecision, In: flow.Post, New: func() flow.Document { return new(Decision) }},
	flow.Form{Name: FormExchange, In: flow.Post, New: func() flow.Document { return new(Exchange) }},
	flow.Form{Name: FormCustody, In: flow.Post, New: func() flow.Document { return new(Custody) }},
	flow.Form{Name: FormNote, In: flow.Post, New: func() flow.Document { return new(Note) }},
	flow.Form{Name: FormDraft, In: flow.Post, New: func() flow.Document { return new(Draft) }},
	flow.Form{Name: FormApprovalAsked, In: flow.Post, New: func() flow.Document { return new(ApprovalAsked) }},
	flow.Form{Name: FormApproval, In: flow.Post, New: func() flow.Document { return new(Approval) }},
	flow.Form{Name: FormFeedback, In: flow.Post, New: func() flow.Document { return new(Feedback) }},
	flow.Form{Name: FormDuty, In: flow.Post, New: func() flow.Document { return new(Duty) }},
	flow.Form{Name: FormDutyDone, In: flow.Post, New: func() flow.Document { return new(DutyDone) }},
	flow.Form{Name: FormMonitoring, In: flow.Post, New: func() flow.Document { return new(Monitoring) }},
	flow.Form{Name: FormMonitored, In: flow.Post, New: func() flow.Document { return new(Monitored) }},
	flow.Form{Name: FormNameOpening, In: flow.Post, New: func() flow.Document { return new(NameOpening) }},
)

// Check holds a body to its form: E10 or E19. Sheets have no kinds.
func Check(kind string, t chain.Type, body []byte) error {
	_, err := Forms.Read(kind, t, body)
	return err
}

// Complete makes a full body of what a caller wrote; see flow.Index.Complete.
func Complete(t chain.Type, doc []byte, f flow.Fill) ([]byte, error) {
	return Forms.Complete(t, doc, f)
}

// Opened begins a sheet. Household is how the team calls it. TakenFrom and
// TakenAt are the first link of custody: who had sight on safety before, and
// when this team took over.
type Opened struct {
	flow.Envelope
	flow.Opening
	Household string `json:"household" is:"must,line"`
	TakenFrom string `json:"takenFrom,omitempty" is:"line"`
	TakenAt   string `json:"takenAt,omitempty" is:"due"`
}

// Melding is one report that came in.
type Melding struct {
	flow.Envelope
	ID         string   `json:"id" is:"must,line,max:40"`
	ReceivedOn string   `json:"receivedOn" is:"must,date"`
	Reporter   Reporter `json:"reporter"`
}

// Reporter is who reported. Mailbox is the exchange of a reporter without
// account. An informant has no standard feedback.
type Reporter struct {
	Kind         string   `json:"kind" is:"must,in:beroepskracht|particulier|betrokkene|politie|vrijwilliger"`
	Organisation string   `json:"organisation,omitempty" is:"line"`
	Team         string   `json:"team,omitempty" is:"line"`
	Mailbox      note.XID `json:"mailbox,omitempty"`
	Shield       string   `json:"shield" is:"must,in:open|beschermd_beroep|beschermd_particulier"`
	Ground       int64    `json:"ground,omitempty" is:"num:1..3"`
	Informant    bool     `json:"informant,omitempty"`
}

// Complete takes today.
func (m *Melding) Complete(f flow.Fill) {
	if m.ReceivedOn == "" {
		m.ReceivedOn = deadline.Today(f.Now)
	}
}

// Check asks for the ground of a shield where the law does.
func (m *Melding) Check(string) error {
	return flow.Source{Shield: m.Reporter.Shield, Ground: m.Reporter.Ground}.Check("reporter")
}

// Person is a person of the household, entered once; the same id again replaces.
type Person struct {
	flow.Envelope
	flow.Person
}

// Check asks for a name.
func (p *Person) Check(string) error { return p.Person.Check("person") }

// Decision is what was decided, by whom and when. A safety assessment ends with an
// outcome of the first row; an investigation or conditions-and-follow-up that it
// leads to ends with its own decision.
type Decision struct {
	flow.Envelope
	ID      string `json:"id" is:"must,line,max:40"`
	Kind    string `json:"kind" is:"must,in:veiligheidsbeoordeling|onderzoek|voorwaarden_en_vervolg|einde_bemoeienis"`
	Outcome string `json:"outcome" is:"must,in:geen_vervolg|omgezet_in_advies|overdracht|lopende_hulp|voorwaarden_en_vervolg|onderzoek|vto_rvdk|al_in_onderzoek|bevestigd|niet_bevestigd|weerlegd|niet_vast_te_stellen"`
	On      string `json:"on" is:"must,date"`
	By      string `json:"by" is:"must,line"`
}

// Exchange names an exchange that belongs to this household.
type Exchange struct {
	flow.Envelope
	XID     note.XID `json:"xid" is:"must"`
	Flow    string   `json:"flow" is:"must,in:handoff|feedback|inquiry|message"`
	Kind    string   `json:"kind,omitempty" is:"line"`
	Team    string   `json:"team,omitempty" is:"line"`
	Melding string   `json:"melding,omitempty" is:"line,max:40"`
}

// Custody notes who was seen to be responsible in an exchange, at which head.
type Custody struct {
	flow.Envelope
	XID    note.XID   `json:"xid" is:"must"`
	Seq    int64      `json:"seq" is:"num:0..9007199254740991"`
	Head   note.Hash  `json:"head" is:"must"`
	Holder note.Party `json:"holder" is:"must"`
}

// Note is a team note.
type Note struct {
	flow.Envelope
	Text string `json:"text" is:"must,text"`
}

// Draft is a version of a shared draft; null discards it.
type Draft struct {
	flow.Envelope
	ID      string          `json:"id" is:"must,line,max:40"`
	For     For             `json:"for"`
	Content json.RawMessage `json:"content" is:"any"`
}

// For says what a draft is to become.
type For struct {
	Flow    string   `json:"flow" is:"must,in:handoff|feedback|inquiry|message"`
	XID     note.XID `json:"xid,omitempty"`
	Melding string   `json:"melding,omitempty" is:"line,max:40"`
	Moment  int64    `json:"moment,omitempty" is:"num:1..3"`
}

// ApprovalAsked asks a second person about a version of a draft: ID is the
// draft's, Hash is H(the entry with that version).
type ApprovalAsked struct {
	flow.Envelope
	ID   string    `json:"id" is:"must,line,max:40"`
	Hash note.Hash `json:"hash" is:"must"`
	What string    `json:"what" is:"must,text,max:2000"`
}

// Approval is that person's verdict.
type Approval struct {
	flow.Envelope
	ID      string    `json:"id" is:"must,line,max:40"`
	Hash    note.Hash `json:"hash" is:"must"`
	Verdict string    `json:"verdict" is:"must,in:approved|refused"`
	Text    string    `json:"text,omitempty" is:"text,max:4000"`
}

// Feedback says why a moment was not given, or not yet.
type Feedback struct {
	flow.Envelope
	Melding string `json:"melding" is:"must,line,max:40"`
	Moment  int64  `json:"moment" is:"must,num:1..3"`
	State   string `json:"state" is:"must,in:deferred|not_possible|not_applicable"`
	Until   string `json:"until,omitempty" is:"date"`
	Reason  string `json:"reason" is:"must,text,max:2000"`
}

// Check asks until when.
func (d *Feedback) Check(string) error {
	if d.State == "deferred" && d.Until == "" {
		return flow.Absent("until")
	}
	return nil
}

// Duty is something to be done before a date.
type Duty struct {
	flow.Envelope
	ID   string `json:"id" is:"must,line,max:80"`
	What string `json:"what" is:"must,text,max:2000"`
	Due  string `json:"due" is:"must,due"`
	Kind string `json:"kind" is:"must,in:statutory|regional|agreed|acute"`
}

// DutyDone says that it was; it reaches every duty of the sheet by its id.
type DutyDone struct {
	flow.Envelope
	ID string `json:"id" is:"must,line,max:80"`
	On string `json:"on" is:"must,date"`
}

// Complete takes today.
func (d *DutyDone) Complete(f flow.Fill) {
	if d.On == "" {
		d.On = deadline.Today(f.Now)
	}
}

// Monitoring sets the dates on which the team looks again, all of them.
type Monitoring struct {
	flow.Envelope
	Dates []string `json:"dates" is:"date"`
}

// Monitored says what was found on one of them.
type Monitored struct {
	flow.Envelope
	Date   string `json:"date" is:"must,date"`
	Result string `json:"result" is:"must,in:veilig_genoeg|zorgen|niet_gelukt"`
}

// NameOpening keeps the name behind a member's commitment, for when the member
// note is gone.
type NameOpening struct {
	flow.Envelope
	Member note.MemberID `json:"member" is:"must"`
	Salt   string        `json:"salt" is:"must,salt"`
	Name   string        `json:"name" is:"must,line"`
}
