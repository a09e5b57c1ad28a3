package flow

import (
	"encoding/json"
	"slices"
	"time"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/partners/deadline"
)

// States of an entry's content.
const (
	Readable   = "readable"
	None       = "none"
	Recalled   = "recalled"
	Expired    = "expired"
	Missing    = "missing"
	Unreadable = "unreadable"
)

// Entry is one verified entry as a fold sees it.
type Entry struct {
	Seq     uint64
	Hash    note.Hash
	Type    chain.Type
	Party   note.Party
	Author  note.MemberID
	Time    int64        // Unix seconds
	To      note.Party   // offer
	Target  note.Hash    // recall
	Parties []note.Party // after this entry
	Owner   note.Party   // after this entry
	State   string       // of its content: Readable, None, Recalled, Expired, Missing, Unreadable
	Code    note.Code    // why it is unreadable; E09: it has no effect at all
	Body    json.RawMessage
	// Doc is what Index.Read made of Body, when the caller has it already; without
	// it a fold reads Body itself. Folds change nothing in it.
	Doc Document
}

// Receipt says that a member had an entry on screen.
type Receipt struct {
	Entry  note.Hash
	Party  note.Party
	Author note.MemberID
	Time   int64
}

// Standing is an offer of ownership that nothing has ended yet.
type Standing struct {
	Entry  note.Hash     `json:"entry"`
	Seq    uint64        `json:"seq"`
	Party  note.Party    `json:"party"`
	To     note.Party    `json:"to"`
	Member note.MemberID `json:"member"`
	Time   int64         `json:"time"`
}

// OfferLife is how long an offer can be accepted, in seconds of entry time
// (FORMAT.md C47).
const OfferLife = 30 * 60

// Live says whether the offer can still be accepted.
func (s *Standing) Live(now time.Time) bool { return s != nil && now.Unix() <= s.Time+OfferLife }

// Exchange is what a fold reads.
type Exchange struct {
	XID      note.XID
	Entries  []Entry // in order, from the genesis on
	Receipts []Receipt
	Owner    note.Party
	Parties  []note.Party
	Closed   bool
	Offer    *Standing
	// Viewer is the party on whose behalf it is read; only certainty depends on
	// it. Empty: certainty is what holds for all.
	Viewer note.Party
}

// Assemble makes an Exchange of entries and receipts, for callers that hold no
// chain state: owner, parties, closing and standing offer follow from the entries.
func Assemble(xid note.XID, entries []Entry, receipts []Receipt) Exchange {
	x := Exchange{XID: xid, Entries: entries, Receipts: receipts}
	for _, e := range entries {
		x.Owner, x.Parties, x.Offer = e.Owner, e.Parties, nil
		switch {
		case e.Code == note.E09: // stands in the chain without effect
		case e.Type == chain.Close, e.Type == chain.Recall && e.Target == entries[0].Hash:
			x.Closed = true
		case e.Type == chain.Offer:
			x.Offer = standing(e)
		}
	}
	return x
}

func standing(e Entry) *Standing {
	return &Standing{Entry: e.Hash, Seq: e.Seq, Party: e.Party, To: e.To, Member: e.Author, Time: e.Time}
}

// Status is what a fold says. Times and dates are told by deadline.Due; Next
// lists, sorted, the forms and acts that each party may post now. Acts are
// offer, accept, close, recall, receipt, leave and rekey; everything else is the
// form of a body.
type Status struct {
	Flow    string       `json:"flow"`
	Kind    string       `json:"kind"`
	Status  string       `json:"status"`
	Overdue bool         `json:"overdue"`
	Due     deadline.Due `json:"due"` // earliest open date of anybody
	// Custody is the party that is responsible, "" in an exchange that does not
	// move custody.
	Custody note.Party `json:"custody"`
	// Certainty of the owner, in a handoff: fixed or unconfirmed.
	Certainty string                  `json:"certainty,omitempty"`
	Offer     *Standing               `json:"offer,omitempty"`
	Duties    []Duty                  `json:"duties"`
	Drafts    []Draft                 `json:"drafts,omitempty"` // zaak only
	Next      map[note.Party][]string `json:"next"`
}

// Duty is something that somebody still has to do, or, with Done, did.
type Duty struct {
	ID      string       `json:"id"`   // stable within the exchange
	What    string       `json:"what"` // seen, talk, answer, feedback, monitoring ...
	Kind    string       `json:"kind"` // statutory, regional, agreed or acute
	Party   note.Party   `json:"party,omitempty"`
	Due     deadline.Due `json:"due"`
	State   string       `json:"state,omitempty"` // of a feedback moment or an approval
	Melding string       `json:"melding,omitempty"`
	Moment  int64        `json:"moment,omitempty"`
	Text    string       `json:"text,omitempty"`
	Overdue bool         `json:"overdue"`
	Done    bool         `json:"done"`
}

// Kinds of duty (domain words: wettelijk, regionaal, afgesproken, acuut).
const (
	Statutory = "statutory"
	Regional  = "regional"
	Agreed    = "agreed"
	Acute     = "acute"
)

// Draft is a shared draft in a zaak: what it is for and how far it is.
type Draft struct {
	ID       string    `json:"id"`
	Flow     string    `json:"flow"`
	XID      note.XID  `json:"xid,omitempty"`
	Melding  string    `json:"melding,omitempty"`
	Moment   int64     `json:"moment,omitempty"`
	Entry    note.Hash `json:"entry"` // the newest version
	State    string    `json:"state"` // draft, basis_check, drafting, release_check or discarded
	Approved bool      `json:"approved"`
}

// Certainties of who is responsible. A client that did not hear the hub for 60 s
// shows a third, "last_known", by itself.
const (
	Fixed       = "fixed"
	Unconfirmed = "unconfirmed"
)

// certainty: nobody doubts the first owner. After an accept the receiver is
// certain with a receipt on it by the member that co-signed, the giver with one
// by the member that accepted, anybody else with both.
func certainty(x Exchange) string {
	i := len(x.Entries) - 1
	for i >= 0 && (x.Entries[i].Type != chain.Accept || x.Entries[i].Code == note.E09) {
		i--
	}
	if i < 0 {
		return Fixed
	}
	accept := x.Entries[i]
	signed := func(m note.MemberID) bool {
		return slices.ContainsFunc(x.Receipts, func(r Receipt) bool { return r.Entry == accept.Hash && r.Author == m })
	}
	var giver Entry
	if i > 0 {
		giver = x.Entries[i-1]
	}
	byGiver, byReceiver := giver.Type == chain.Offer && signed(giver.Author), signed(accept.Author)
	fixed := byGiver && byReceiver
	switch {
	case x.Viewer == "":
	case x.Viewer == accept.Party:
		fixed = byGiver
	case x.Viewer == giver.Party:
		fixed = byReceiver
	}
	if fixed {
		return Fixed
	}
	return Unconfirmed
}
