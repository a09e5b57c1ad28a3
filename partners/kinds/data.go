package kinds

import (
	"bytes"
	"embed"
	"encoding/json"
	"slices"
	"sync"

	"github.com/sluis-hub/sluis/partners/deadline"
)

//go:embed data/*.json
var files embed.FS

// Flow is one of the things organisations do with each other.
type Flow string

const (
	Handoff  Flow = "handoff"
	Feedback Flow = "feedback"
	Inquiry  Flow = "inquiry"
	Message  Flow = "message"
)

// anybody stands in lists of kinds for every kind.
const anybody = "*"

// Kind is one kind of organisation.
type Kind struct {
	Code    string   `json:"code"`    // as in organisation notes and cards: "gebiedsteam"
	Name    string   `json:"name"`    // in Dutch
	Starts  []Flow   `json:"starts"`  // flows it may begin
	Answers []Flow   `json:"answers"` // flows it may take part in
	Custody bool     `json:"custody"` // it can hold the oversight of safety
	Secrecy bool     `json:"secrecy"` // its people are bound to professional secrecy by law
	Reader  string   `json:"reader"`  // code of the Reader it is as a reporter
	Cites   []string `json:"cites"`   // source key, then the place: "wmo 5.2.6"
}

// Source is a law or another text that data cites.
type Source struct {
	Title string `json:"title"`
	ID    string `json:"id"` // at wetten.overheid.nl, "" when it is not there
}

// Nature says how strong a legal basis is.
type Nature string

const (
	Task    Nature = "task"    // a task of the law, no consent needed
	Power   Nature = "power"   // the law allows it
	Right   Nature = "right"   // may, need not
	Duty    Nature = "duty"    // must
	Consent Nature = "consent" // somebody agreed
)

// Basis is a legal basis that is offered to somebody who sends or answers.
type Basis struct {
	ID      string   `json:"id"`
	Flow    Flow     `json:"flow"`
	Role    Role     `json:"role"`
	From    []string `json:"from"` // kinds that send, or that answer
	To      []string `json:"to"`   // kinds that get it
	Nature  Nature   `json:"nature"`
	Name    string   `json:"name"` // Dutch, a few words
	Text    string   `json:"text"` // Dutch, for people
	Cites   []string `json:"cites"`
	Checked bool     `json:"checked"` // the article was read for this
}

// Role says on which side of a flow somebody needs a basis.
type Role string

const (
	Sends Role = "send"
	Gives Role = "answer"
)

// What a frame says of custody.
const (
	CustodyMoves = "moves"
	CustodyStays = "stays"
)

// Variant is the kind of a frame within a flow.
type Variant struct {
	Flow    Flow     `json:"flow"`
	Code    string   `json:"code"`
	Name    string   `json:"name"`
	Custody string   `json:"custody"` // CustodyMoves or CustodyStays
	From    []string `json:"from"`    // kinds that may send it; none: all
	To      []string `json:"to"`      // kinds that may get it; none: all
}

// Choice is a code with what a person reads.
type Choice struct {
	Code string `json:"code"`
	Name string `json:"name"`
	Text string `json:"text,omitempty"`
}

// Answer is one way to answer a question.
type Answer struct {
	Code   string `json:"code"`
	Name   string `json:"name"`
	Text   bool   `json:"text"`   // it needs words
	Ground bool   `json:"ground"` // it needs a ground and why
}

// Ground is a reason to refuse a question.
type Ground struct {
	Code  string   `json:"code"`
	Name  string   `json:"name"`
	Text  string   `json:"text"`
	Kinds []string `json:"kinds"`
	Cites []string `json:"cites"`
}

// Question can be asked with a request for information.
type Question struct {
	ID   string `json:"id"`
	Text string `json:"text"`
	Help string `json:"help"` // for who answers, "" for none
}

// Set is a list of questions for kinds of organisation.
type Set struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Variant string   `json:"variant"`
	Kinds   []string `json:"kinds"`
	IDs     []string `json:"questions"`
	Cites   []string `json:"cites"`
}

// Timer says who may change a term: nobody but the law, the region, or the two
// organisations.
type Timer string

const (
	Statutory Timer = "statutory"
	Regional  Timer = "regional"
	Agreed    Timer = "agreed"
)

// FrameTerm is the default of one term in a frame.
type FrameTerm struct {
	Flow    Flow          `json:"flow"`
	Name    string        `json:"name"` // as in the frame: "seen"
	Label   string        `json:"label"`
	Timer   Timer         `json:"timer"`
	Regular deadline.Term `json:"regulier"`
	Urgent  deadline.Term `json:"spoed"`
	Acute   deadline.Term `json:"acuut"`
	Cites   []string      `json:"cites"`
}

// Clock is a term outside frames, counted from what After says.
type Clock struct {
	Code      string        `json:"code"`
	Label     string        `json:"label"`
	Flow      string        `json:"flow"` // "zaak" or a Flow
	After     string        `json:"after"`
	Term      deadline.Term `json:"term"`
	Strict    deadline.Term `json:"strict"`    // where the article is read to the letter
	Extension deadline.Term `json:"extension"` // one extension, absent and zero when there is none
	Timer     Timer         `json:"timer"`
	Cites     []string      `json:"cites"`
}

// Ring says after how many minutes the next person on duty is rung.
type Ring struct {
	Flow         Flow   `json:"flow"`
	Urgency      string `json:"urgency"`
	AfterMinutes int    `json:"afterMinutes"`
}

// Level is how much a reporter is told; each level holds the ones below.
type Level struct {
	Level    int      `json:"level"`
	Name     string   `json:"name"`
	Text     string   `json:"text"`
	Why      bool     `json:"why"`      // a reason must be written down
	Role     bool     `json:"role"`     // only for who has a part in what follows
	FourEyes bool     `json:"fourEyes"` // a colleague agrees first
	Cites    []string `json:"cites"`
}

// Reader is what a reporter counts as.
type Reader struct {
	Code    string   `json:"code"`
	Name    string   `json:"name"`
	Default int      `json:"default"` // the level offered
	Max     int      `json:"max"`     // the highest level
	Cites   []string `json:"cites"`
}

type data struct {
	Kinds     []Kind            `json:"kinds"`
	Sources   map[string]Source `json:"sources"`
	Bases     []Basis           `json:"bases"`
	Urgencies []Choice          `json:"urgencies"`
	Variants  []Variant         `json:"variants"`
	Declines  []Choice          `json:"declines"`
	Terms     []FrameTerm       `json:"terms"`
	Clocks    []Clock           `json:"clocks"`
	Rings     []Ring            `json:"rings"`
	Levels    []Level           `json:"levels"`
	Readers   []Reader          `json:"readers"`
	Questions []Question        `json:"questions"`
	Sets      []Set             `json:"sets"`
	Answers   []Answer          `json:"answers"`
	Natures   []Choice          `json:"natures"`
	Grounds   []Ground          `json:"grounds"`
	About     string            `json:"about"` // what the file is, for its reader
}

// all is the content of the files, read once. They are compiled in and every
// test reads them, so a fault cannot reach a user.
var all = sync.OnceValue(func() *data {
	d := new(data)
	for _, name := range []string{"kinds", "law", "flows", "feedback", "inquiry"} {
		raw, err := files.ReadFile("data/" + name + ".json")
		if err != nil {
			panic(err)
		}
		dec := json.NewDecoder(bytes.NewReader(raw))
		dec.DisallowUnknownFields()
		if err := dec.Decode(d); err != nil {
			panic(name + ": " + err.Error())
		}
	}
	return d
})

// holds says whether a list of kinds names this one.
func holds(list []string, kind string) bool {
	return slices.Contains(list, kind) || slices.Contains(list, anybody)
}
