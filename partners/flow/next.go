package flow

import (
	"slices"
	"strings"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// Acts that are entries or receipts of their own, as they stand in Status.Next.
const (
	ActOffer   = "offer"
	ActAccept  = "accept"
	ActClose   = "close"
	ActRecall  = "recall"
	ActReceipt = "receipt"
	ActLeave   = "leave"
	ActRekey   = "rekey"
)

// Steps is what a fold adds to the steps that every exchange has.
type Steps struct {
	// Forms of this flow that a party may post in the state it is in.
	Forms func(p note.Party) []string
	// Decline is the form by which the party that is offered to says no.
	Decline string
	// KeepOpen: the owner may not close yet. NoOffer: nothing is left to offer or
	// to accept.
	KeepOpen, NoOffer bool
}

// Next lists what each party may do now. While an offer stands other steps wait
// for its end; after a leave only the rekey that completes it may follow
// (FORMAT.md C24).
func (t *Tally) Next(s Steps) map[note.Party][]string {
	next := map[note.Party][]string{}
	for _, p := range t.X.Parties {
		list := t.steps(p, s)
		if t.unread(p) {
			list = append(list, ActReceipt)
		}
		slices.Sort(list)
		next[p] = slices.Compact(list)
	}
	return next
}

func (t *Tally) steps(p note.Party, s Steps) []string {
	if t.X.Closed {
		return []string{}
	}
	member := p.Kind() != 'r' // a mailbox only posts, receipts and recalls
	owner := p == t.X.Owner
	last := chain.Genesis
	var leaver note.Party
	if n := len(t.X.Entries); n > 0 && t.X.Entries[n-1].Code != note.E09 {
		last, leaver = t.X.Entries[n-1].Type, t.X.Entries[n-1].Party
	}
	if last == chain.Leave {
		if member && p != leaver {
			return []string{ActRekey}
		}
		return []string{}
	}
	if o := t.X.Offer; o.Live(t.Now) {
		return t.whileOffered(p, s)
	}
	list := append([]string{FormText}, s.Forms(p)...)
	if t.recallable(p) {
		list = append(list, ActRecall)
	}
	if !member {
		return list
	}
	list = append(list, FormAssigned, ActRekey)
	if o := t.X.Offer; o != nil && o.Party == p {
		list = append(list, FormWithdrawn)
	}
	switch {
	case !owner:
		list = append(list, ActLeave)
	case !s.KeepOpen:
		list = append(list, ActClose)
	}
	if owner && !s.NoOffer && slices.ContainsFunc(t.X.Parties, func(q note.Party) bool { return q != p && q.Kind() != 'r' }) {
		list = append(list, ActOffer)
	}
	return list
}

func (t *Tally) whileOffered(p note.Party, s Steps) []string {
	list := []string{}
	o := t.X.Offer
	if p == o.Party {
		list = append(list, FormWithdrawn)
	}
	if p == o.To {
		if !s.NoOffer {
			list = append(list, ActAccept)
		}
		if s.Decline != "" {
			list = append(list, s.Decline)
		}
	}
	switch {
	case p == t.X.Owner && !s.KeepOpen:
		list = append(list, ActClose)
	case p != t.X.Owner && p.Kind() != 'r':
		list = append(list, ActLeave)
	}
	return list
}

// unread: some readable entry of another party has no receipt of p.
func (t *Tally) unread(p note.Party) bool {
	return slices.ContainsFunc(t.X.Entries, func(e Entry) bool {
		return e.State == Readable && e.Party != p &&
			!slices.ContainsFunc(t.X.Receipts, func(r Receipt) bool { return r.Entry == e.Hash && r.Party == p })
	})
}

// recallable: p has a post left that it could take back, or a genesis that is alone.
func (t *Tally) recallable(p note.Party) bool {
	for i, e := range t.X.Entries {
		if e.Party != p || e.State == Recalled || e.Code == note.E09 {
			continue
		}
		if e.Type == chain.Post || i == 0 && len(t.X.Entries) == 1 {
			return true
		}
	}
	return false
}

// Allow answers E29, with what is allowed instead, when a party may not do a
// step now; a step is a form or an act.
func (s Status) Allow(p note.Party, step string) error {
	if slices.Contains(s.Next[p], step) {
		return nil
	}
	return Refuse(s, p, step)
}

// Refuse is the E29 of a step.
func Refuse(s Status, p note.Party, step string) error {
	allowed := strings.Join(s.Next[p], ", ")
	if allowed == "" {
		allowed = "nothing"
	}
	return hub.Errorf(hub.E29, "%s is not possible in status %s; possible: %s", step, s.Status, allowed)
}

// StepOf is the step that an entry with this body is: the form of a post, else
// the act of the entry's type.
func StepOf(t chain.Type, form string) string {
	if t == chain.Post {
		return form
	}
	return string(t)
}

// Admit holds an entry that is about to be written to its form (E10, E19) and to
// the steps that are open (E29). Refuse is the flow's own look at a post, with
// the same verdict as in its fold; a genesis needs no more than its form.
func (t *Tally) Admit(s Status, e Entry, refuse func(a Act) error) error {
	form := ""
	if e.Body != nil {
		doc, err := t.index.Read(t.Frame.Kind, e.Type, e.Body)
		if err != nil {
			return err
		}
		if f, ok := doc.(framed); ok && e.Type == chain.Rekey && *f.Framed() != nil && t.Frame.Flow != "" && !t.Frame.equal(**f.Framed()) {
			return wrong("frame", "is not that of the exchange")
		}
		form, e.State, e.Doc = doc.Common().Form, Readable, doc
	}
	if e.Type == chain.Genesis {
		return nil
	}
	if err := s.Allow(e.Party, StepOf(e.Type, form)); err != nil {
		return err
	}
	a := t.Act(e, t.X.Owner, t.X.Offer)
	if a.Doc == nil || a.Type != chain.Post {
		return nil
	}
	if w, ok := a.Doc.(*OfferWithdrawn); ok && w.Offer != a.Offer.Entry {
		return wrong("offer", "is not the offer that stands")
	}
	return refuse(a)
}

// Shared says whether a form may stand in every flow.
func Shared(form string) bool {
	return form == FormText || form == FormAssigned || form == FormWithdrawn
}
