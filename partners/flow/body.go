package flow

import (
	"slices"
	"strings"
	"time"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/partners/deadline"
)

// Version is the version of every form here.
const Version = 1

// Lasting stands for the end of a condition that has none.
const Lasting = "blijvend"

// Envelope is what every body begins with.
type Envelope struct {
	Form    string    `json:"form" is:"must,line"`
	Version int64     `json:"version" is:"must,num:1..1"`
	Author  *Author   `json:"author,omitempty"`
	Files   []File    `json:"files,omitempty" is:"max:100"`
	Ref     note.Hash `json:"ref,omitempty"` // H(the entry meant)
}

// Common gives the envelope of a document.
func (e *Envelope) Common() *Envelope { return e }

// Author opens the author's name: SHA-256("sluis.v1/name\n" || salt || name) is
// the name in the member note (FORMAT.md R16).
type Author struct {
	Name string `json:"name" is:"must,line"`
	Salt string `json:"salt" is:"must,salt"`
	Role string `json:"role,omitempty" is:"line"`
}

// File is an attachment: the root on the entry's blob line and the age identity
// that opens it. Size is that of the file itself, in bytes.
type File struct {
	Root     note.Hash `json:"root" is:"must"`
	Identity string    `json:"identity" is:"must,line"`
	Name     string    `json:"name" is:"must,line"`
	Type     string    `json:"type" is:"must,line"`
	Size     int64     `json:"size" is:"num:0..9007199254740991"`
}

// checkFiles refuses names that could leave the folder they are saved in, and
// what is no age identity.
func checkFiles(files []File) error {
	for _, f := range files {
		if strings.ContainsAny(f.Name, `/\`) || f.Name == "." || f.Name == ".." {
			return wrong("files.name", "holds a path")
		}
		if !strings.HasPrefix(f.Identity, "AGE-SECRET-KEY-PQ-1") {
			return wrong("files.identity", "is not a post-quantum age identity")
		}
	}
	return nil
}

// Frame fixes what an exchange is for. It stands in the genesis and in every
// rekey that adds a party; a fold never reads local settings.
type Frame struct {
	Flow    string `json:"flow" is:"must,line"`
	Kind    string `json:"kind,omitempty" is:"line"`
	Custody string `json:"custody" is:"must,in:moves|stays"`
	Terms   Terms  `json:"terms,omitzero"`
	// FreeDays are dates that count as feast days (Algemene termijnenwet art. 3(3)).
	FreeDays []string `json:"freeDays,omitempty" is:"date,max:200"`
	// Norms names the regional agreements that the terms were taken from.
	Norms string `json:"norms,omitempty" is:"line"`
}

// Custody of a frame.
const (
	Moves = "moves"
	Stays = "stays"
)

func (f Frame) equal(g Frame) bool {
	return f.Flow == g.Flow && f.Kind == g.Kind && f.Custody == g.Custody && f.Terms == g.Terms &&
		f.Norms == g.Norms && slices.Equal(f.FreeDays, g.FreeDays)
}

// Terms are the clocks that the parties agreed on; an empty one does not run.
type Terms struct {
	Seen     string `json:"seen,omitempty" is:"term"`     // until somebody takes it up
	Talk     string `json:"talk,omitempty" is:"term"`     // from then until the talk
	Record   string `json:"record,omitempty" is:"term"`   // from the talk until both confirm the summary
	MoreInfo string `json:"moreInfo,omitempty" is:"term"` // to answer a question back
	Family   string `json:"family,omitempty" is:"term"`   // from acceptance until the family was spoken
	Answer   string `json:"answer,omitempty" is:"term"`   // to answer
	Verify   string `json:"verify,omitempty" is:"term"`   // to approve a record
	Lapse    string `json:"lapse,omitempty" is:"term"`    // after the due date until the request lapses
}

// Or fills empty terms from others.
func (t Terms) Or(other Terms) Terms {
	pick := func(a, b string) string {
		if a != "" {
			return a
		}
		return b
	}
	return Terms{
		Seen: pick(t.Seen, other.Seen), Talk: pick(t.Talk, other.Talk), Record: pick(t.Record, other.Record),
		MoreInfo: pick(t.MoreInfo, other.MoreInfo), Family: pick(t.Family, other.Family),
		Answer: pick(t.Answer, other.Answer), Verify: pick(t.Verify, other.Verify), Lapse: pick(t.Lapse, other.Lapse),
	}
}

// Opening is part of every form that can begin an exchange.
type Opening struct {
	Frame *Frame `json:"frame,omitempty"`
}

// Framed gives the place of the frame.
func (o *Opening) Framed() **Frame { return &o.Frame }

// Count gives the due date of a term that starts at a Unix second. An empty or
// broken term gives none.
func (f Frame) Count(term string, start int64) deadline.Due {
	t, err := deadline.ParseTerm(term)
	if err != nil {
		return deadline.Due{}
	}
	return t.From(time.Unix(start, 0), f.FreeDays).Due
}

// CountFrom is Count for a term that starts on a date or at a time.
func (f Frame) CountFrom(term, start string) deadline.Due {
	due, err := deadline.ParseDue(start)
	if err != nil {
		return deadline.Due{}
	}
	return f.Count(term, due.End().Unix())
}

// Forms that may stand in every flow.

// Text is message.text.
type Text struct {
	Envelope
	Opening
	Text string `json:"text" is:"must,text"`
}

// Assigned gives an exchange to one member of the own team, or, with null, to nobody.
type Assigned struct {
	Envelope
	Member *note.MemberID `json:"member"`
}

// Rekeyed is the body of a rekey: why, and the frame for a party that joins.
type Rekeyed struct {
	Envelope
	Opening
	Reason string `json:"reason,omitempty" is:"text"`
}

// Offered is the body of an offer: which summary it rests on, and what the giver states.
type Offered struct {
	Envelope
	Summary   *note.Hash `json:"summary"`
	Statement string     `json:"statement" is:"must,text,max:4000"`
}

// Accepted is the body of an accept: who coordinates from now on.
type Accepted struct {
	Envelope
	Coordinator string `json:"coordinator" is:"must,line"`
	Statement   string `json:"statement" is:"must,text,max:4000"`
}

// OfferWithdrawn takes an offer back, or tells that it lapsed.
type OfferWithdrawn struct {
	Envelope
	Offer  note.Hash `json:"offer" is:"must"`
	Reason string    `json:"reason" is:"must,in:withdrawn|expired|other"`
}

// Names of the shared forms.
const (
	FormText      = "message.text"
	FormAssigned  = "assigned"
	FormRekeyed   = "rekeyed"
	FormOffer     = "custody.offer"
	FormAccept    = "custody.acceptance"
	FormWithdrawn = "custody.withdrawn"
)

// Complete fills in the sentence of the giver.
func (o *Offered) Complete(f Fill) {
	if o.Statement == "" {
		o.Statement = "Ik draag over wat onder mijn verantwoordelijkheid viel. Ik heb alles verteld wat nodig is."
	}
}

// Complete fills in the sentence of the receiver and, as coordinator, its author.
func (a *Accepted) Complete(f Fill) {
	if a.Coordinator == "" && f.Author != nil {
		a.Coordinator = f.Author.Name
	}
	if a.Statement == "" {
		a.Statement = "Ik neem de verantwoordelijkheid over. Ik weet wat ik moet doen."
	}
}
