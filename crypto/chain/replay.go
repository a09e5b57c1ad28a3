package chain

import "github.com/sluis-hub/sluis/crypto/note"

// Opener is what a client adds to headers: it holds case identities.
type Opener interface {
	// Admit is called for the genesis and each rekey whose header passed, before
	// its binds are asked: open the grants in it that are yours.
	Admit(e *Entry)
	// Bind says whether the entry's bind of that epoch is the one that the case
	// identity of the epoch gives over e.Note.Before("bind"). Known is false when
	// that identity is not held.
	Bind(e *Entry, epoch uint64) (fits, known bool)
}

// Verdict is what became of one entry that keeps its place.
type Verdict struct {
	Entry *Entry
	// Effect is false for a post, offer or recall with a wrong bind: its content
	// does not count, its place does.
	Effect bool
	// Checked is false when not every bind could be recomputed («van voor uw
	// tijd, niet nagerekend»).
	Checked bool
	// Code is E09 without effect, otherwise empty.
	Code note.Code
}

// Result is a chain as far as it goes.
type Result struct {
	State    *State // after the last entry that keeps its place; nil without any
	Verdicts []Verdict
	End      error  // why the chain stops before its last entry, nil when it does not
	EndBy    *Entry // the entry that ended it, which has no verdict
}

// Replay reads a chain from its genesis on (FORMAT.md C60 and up). With a nil
// Opener nothing is held and every bind stays unchecked.
func Replay(entries []*Entry, v View, o Opener) Result {
	return Result{}.Extend(entries, v, o)
}

// Extend reads on with the entries that follow. A chain that has ended stays as
// it is.
func (r Result) Extend(entries []*Entry, v View, o Opener) Result {
	r.Verdicts = append([]Verdict(nil), r.Verdicts...)
	for _, e := range entries {
		if r.End != nil {
			return r
		}
		s, verdict, err := step(r.State, e, v, o)
		if err != nil {
			r.End, r.EndBy = err, e
			return r
		}
		r.State = s
		r.Verdicts = append(r.Verdicts, verdict)
	}
	return r
}

func step(s *State, e *Entry, v View, o Opener) (*State, Verdict, error) {
	var next *State
	var err error
	if s == nil {
		next, err = Begin(e, v)
	} else {
		next, err = s.Append(e, v)
	}
	if err != nil {
		return nil, Verdict{}, err
	}
	verdict := Verdict{Entry: e, Effect: true, Checked: true}
	if !checkBindValues(e, o, &verdict) {
		if e.Type != Post && e.Type != Recall && e.Type != Offer {
			return nil, Verdict{}, note.Errorf(note.E09, "%s: signed and sealed text do not belong together", e.Type)
		}
		if e.Type == Offer {
			next.Offer.Void = true
		}
		verdict.Effect, verdict.Code = false, note.E09
	}
	return next, verdict, nil
}

func checkBindValues(e *Entry, o Opener, verdict *Verdict) bool {
	if o == nil {
		verdict.Checked = false
		return true
	}
	if e.Type == Genesis || e.Type == Rekey {
		o.Admit(e)
	}
	for _, b := range e.Binds {
		fits, known := o.Bind(e, b.Epoch)
		if !known {
			verdict.Checked = false
		} else if !fits {
			return false
		}
	}
	return true
}
