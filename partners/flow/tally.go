package flow

import (
	"slices"
	"time"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
)

// Side is where a party stands in an exchange of two sides.
type Side int

const (
	// Bystander: let in later by the owner beside the two sides.
	Bystander Side = iota
	// Own: the party that began the exchange, and every later owner.
	Own
	// Other: whom it was begun for, and who replaced them.
	Other
)

// Act is one entry as a fold walks past it: Doc and Form are set when it has a
// readable document, and Owner, Side and Offer are as they were before it.
type Act struct {
	Entry // with its Doc
	Form  string
	Owner note.Party
	Side  Side
	Offer *Standing
}

// Tally is an exchange made ready for a fold.
type Tally struct {
	X     Exchange
	Now   time.Time
	Frame Frame // the first one that can be read; its zero value without one
	Acts  []Act
	index *Index
	sides map[note.Party]Side
}

// NewTally reads the bodies of x. Entries without effect (E09) are left out;
// bodies that cannot be read stay as acts without a document.
func NewTally(x Exchange, ix *Index, now time.Time) *Tally {
	t := &Tally{X: x, Now: now, index: ix, sides: map[note.Party]Side{}}
	docs := make([]Document, len(x.Entries))
	for i, e := range x.Entries {
		if e.Type != chain.Genesis && e.Type != chain.Rekey {
			continue
		}
		docs[i] = t.read(e)
		if f, ok := docs[i].(framed); ok && *f.Framed() != nil {
			t.Frame = **f.Framed()
			break
		}
	}
	var owner note.Party
	var offer *Standing
	for i, e := range x.Entries {
		if i == 0 {
			owner = e.Party
			t.begin(e)
		}
		if e.Code == note.E09 {
			offer = nil
			continue
		}
		if docs[i] != nil {
			e.Doc = docs[i]
		}
		a := t.Act(e, owner, offer)
		t.Acts = append(t.Acts, a)
		t.follow(e, owner, a)
		owner, offer = e.Owner, nil
		if e.Type == chain.Offer {
			offer = standing(e)
		}
	}
	return t
}

// Act makes an act of an entry that stands, or would stand, at the end.
func (t *Tally) Act(e Entry, owner note.Party, offer *Standing) Act {
	a := Act{Entry: e, Owner: owner, Side: t.sides[e.Party], Offer: offer}
	if a.Doc = t.read(e); a.Doc != nil {
		a.Form = a.Doc.Common().Form
	}
	return a
}

func (t *Tally) read(e Entry) Document {
	if e.State != Readable || e.Code == note.E09 {
		return nil
	}
	if e.Doc != nil {
		return e.Doc
	}
	doc, err := t.index.Read(t.Frame.Kind, e.Type, e.Body)
	if err != nil {
		return nil
	}
	return doc
}

func (t *Tally) begin(e Entry) {
	for _, p := range e.Parties {
		t.sides[p] = Other
	}
	t.sides[e.Party] = Own
}

// follow moves parties between sides as entries change the set or the owner.
func (t *Tally) follow(e Entry, before note.Party, a Act) {
	if e.Type == chain.Accept {
		t.sides[e.Owner] = Own
	}
	if e.Type != chain.Rekey {
		return
	}
	replaced := e.Party != before && !slices.Contains(e.Parties, e.Party)
	var joined []note.Party
	for _, p := range e.Parties {
		if _, known := t.sides[p]; !known {
			joined = append(joined, p)
		}
	}
	for p := range t.sides {
		if !slices.Contains(e.Parties, p) {
			delete(t.sides, p)
		}
	}
	side := Bystander
	if replaced {
		side = a.Side
	} else if !t.has(Other) {
		side = Other
	}
	for _, p := range joined {
		t.sides[p] = side
	}
}

func (t *Tally) has(side Side) bool {
	for _, s := range t.sides {
		if s == side {
			return true
		}
	}
	return false
}

// Side of a party now.
func (t *Tally) Side(p note.Party) Side { return t.sides[p] }

// PartyOf gives a party on a side now, the first by name, "" when there is none.
func (t *Tally) PartyOf(side Side) note.Party {
	parties := slices.Clone(t.X.Parties)
	slices.Sort(parties)
	for _, p := range parties {
		if t.sides[p] == side {
			return p
		}
	}
	return ""
}

// ReadBy says whether a party on this side signed a receipt on the entry.
func (t *Tally) ReadBy(entry note.Hash, side Side) bool {
	return slices.ContainsFunc(t.X.Receipts, func(r Receipt) bool {
		return r.Entry == entry && t.sides[r.Party] == side
	})
}

// ReadByOther says whether any party but the author's signed a receipt on it.
func (t *Tally) ReadByOther(e Entry) bool {
	return slices.ContainsFunc(t.X.Receipts, func(r Receipt) bool {
		return r.Entry == e.Hash && r.Party != e.Party
	})
}
