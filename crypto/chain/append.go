package chain

import (
	"slices"

	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
)

// OfferLife is how many seconds after its offer an accept may be dated.
const OfferLife = 1800

// Begin reads a genesis: an exchange with one entry.
func Begin(e *Entry, v View) (*State, error) {
	if e.Type != Genesis {
		return nil, note.Errorf(note.E02, "the exchange does not begin with a genesis")
	}
	if err := checkGrants(e); err != nil {
		return nil, err
	}
	set := newSet(e)
	if hasKind(set, 'r') && e.Party.Kind() != 't' {
		return nil, note.Errorf(note.E05, "genesis: with a mailbox, but not by a team")
	}
	s := &State{XID: e.XID, Set: set, Owner: e.Party}
	if !s.Has(e.Party) {
		return nil, note.Errorf(note.E05, "genesis: no grant to its own party")
	}
	if hasKind(set, 'r') && len(set) != 2 {
		return nil, note.Errorf(note.E05, "genesis: a mailbox has one team and nobody else")
	}
	if e.Binds[0].Epoch != 0 {
		return nil, note.Errorf(note.E05, "genesis: bind of epoch %d", e.Binds[0].Epoch)
	}
	if err := checkAuthor(&e.Header); err != nil {
		return nil, err
	}
	if err := checkGrantKeys(e, v); err != nil {
		return nil, err
	}
	if err := checkSignature(e, v); err != nil {
		return nil, err
	}
	return s.next(e, set), nil
}

// Append makes every check that headers allow and returns the state after e; s
// stays as it is. The first rule that is broken, in the order of FORMAT.md C14
// and up, gives the code.
func (s *State) Append(e *Entry, v View) (*State, error) {
	set, err := s.check(e, v)
	if err != nil {
		return nil, err
	}
	if err := checkSignature(e, v); err != nil {
		return nil, err
	}
	if e.Type == Accept {
		key, err := s.offeringKey(e, v)
		if err != nil {
			return nil, err
		}
		if err := key.Check(e.Note); err != nil {
			return nil, err
		}
	}
	return s.next(e, set), nil
}

// CheckAccept verifies an accept that still lacks the signature of the offering
// member, as if it stood in the chain: signed are its signed bytes, sig is the
// receiver's signature. The caller, who is the offering member, still has to
// check the bind, the body and the ciphertext before it signs the same bytes.
// Errors are those of Parse and Append.
func (s *State) CheckAccept(signed []byte, sig note.Sig, v View) (*Entry, error) {
	e, err := parse(note.Attach(signed, sig))
	if err != nil {
		return nil, err
	}
	if len(e.Note.Sigs) != 1 {
		return nil, note.Errorf(note.E01, "co-signature asked over bytes that hold a signature")
	}
	if e.Type != Accept {
		return nil, note.Errorf(note.E05, "co-signature asked for a %s", e.Type)
	}
	if _, err := s.check(e, v); err != nil {
		return nil, err
	}
	if err := checkSignature(e, v); err != nil {
		return nil, err
	}
	if _, err := s.offeringKey(e, v); err != nil {
		return nil, err
	}
	return e, nil
}

// check makes the checks of Append that need no signature; it returns the
// parties of the entry's epoch.
func (s *State) check(e *Entry, v View) ([]note.Party, error) {
	if err := s.checkPlace(e); err != nil {
		return nil, err
	}
	if err := s.May(e.Party, e.Type); err != nil {
		return nil, err
	}
	if err := checkAuthor(&e.Header); err != nil {
		return nil, err
	}
	set, lower, err := s.Set, false, error(nil)
	switch e.Type {
	case Rekey:
		set, lower, err = s.checkRekey(e, v)
	case Close:
		lower = true
	case Offer:
		err = s.checkOffer(e)
	case Accept:
		err = s.checkAccept(e)
	case Recall:
		err = s.checkRecall(e)
	}
	if err != nil {
		return nil, err
	}
	if e.Type != Rekey && e.Rcpt != "" && e.Rcpt != s.Rcpts[s.Epoch] {
		return nil, note.Errorf(note.E05, "%s: rcpt is not that of epoch %d", e.Type, s.Epoch)
	}
	if err := s.checkBinds(e, lower); err != nil {
		return nil, err
	}
	return set, checkGrantKeys(e, v)
}

// checkPlace: this exchange, the next seq, after the head, not back in time.
func (s *State) checkPlace(e *Entry) error {
	if e.XID != s.XID {
		return note.Errorf(note.E05, "entry of another exchange")
	}
	if e.Seq == s.Seq && e.Hash() != s.Head {
		return note.Errorf(note.E03, "two entries for seq %d", e.Seq)
	}
	if e.Seq != s.Seq+1 {
		return note.Errorf(note.E02, "entry %d after entry %d", e.Seq, s.Seq)
	}
	if e.Prev != s.Head {
		return note.Errorf(note.E03, "entry %d follows another entry %d", e.Seq, s.Seq)
	}
	if e.Time < s.Time {
		return note.Errorf(note.E05, "time falls")
	}
	if e.CP.Size < s.CP.Size {
		return note.Errorf(note.E05, "checkpoint falls")
	}
	if e.CP.Size == s.CP.Size && e.CP.Root != s.CP.Root {
		return note.Errorf(note.E11, "two roots for log size %d", e.CP.Size)
	}
	epoch := s.Epoch
	if e.Type == Rekey {
		epoch++
	}
	if e.Epoch != epoch {
		return note.Errorf(note.E05, "%s of epoch %d, want %d", e.Type, e.Epoch, epoch)
	}
	return nil
}

// checkAuthor: the author of an m- or r-party is that member or mailbox itself.
func checkAuthor(h *Header) error {
	if h.Party.Kind() != 't' && h.Author != h.Party.Member() {
		return note.Errorf(note.E05, "%s: author is not its party", h.Type)
	}
	if h.Party.Kind() == 'r' && h.Org != note.OrgID(note.ZeroID) {
		return note.Errorf(note.E05, "%s: a mailbox has no organisation", h.Type)
	}
	return nil
}

func (s *State) checkOffer(e *Entry) error {
	if !s.Has(e.To) {
		return note.Errorf(note.E05, "offer: to is not a party")
	}
	if !s.mayOwn(e.To) {
		return note.Errorf(note.E05, "offer: to is the owner or a mailbox")
	}
	return nil
}

// checkAccept: May has seen that the offer stands and is to this party.
func (s *State) checkAccept(e *Entry) error {
	if e.Time-s.Offer.Time > OfferLife {
		return note.Errorf(note.E05, "accept: %d seconds after its offer", e.Time-s.Offer.Time)
	}
	if e.Author == s.Offer.Member {
		return note.Errorf(note.E05, "accept: by the offering member")
	}
	if e.Key == s.Offer.Key {
		return note.Errorf(note.E05, "accept: with the offering key")
	}
	return nil
}

// offeringKey is the key of an accept's second signature: exactly that of the
// offer, which must still count at the accept's own place and checkpoint.
func (s *State) offeringKey(e *Entry, v View) (keys.Public, error) {
	if s.Offer.Void {
		return keys.Public{}, note.Errorf(note.E09, "accept: its offer has no effect")
	}
	return v.Signer(Signing{s.XID, e.Seq, s.Offer.Party, s.Offer.Org, s.Offer.Member, s.Offer.Key, e.Time, e.CP})
}

func (s *State) checkRecall(e *Entry) error {
	if s.Seq == 0 && e.Target == s.Head {
		if e.Party != s.Owner {
			return note.Errorf(note.E05, "recall: a genesis of another party")
		}
		return nil
	}
	party, ok := s.Posts.find(e.Target)
	if !ok {
		return note.Errorf(note.E05, "recall: target is not a post, nor a genesis that is alone")
	}
	if e.Party != s.Owner && e.Party != s.Known[party].Party {
		return note.Errorf(note.E05, "recall: a post of another party")
	}
	return nil
}

// checkBinds: the entry's own epoch; before that, in a rekey, the epoch before.
// With lower, a party that wrote nothing since may name an older one: it could
// not open the newer keys.
func (s *State) checkBinds(e *Entry, lower bool) error {
	first, last := e.Binds[0].Epoch, e.Binds[len(e.Binds)-1].Epoch
	if e.Type == Rekey && last != e.Epoch {
		return note.Errorf(note.E05, "rekey: no bind of epoch %d", e.Epoch)
	}
	if first > s.Epoch {
		return note.Errorf(note.E05, "%s: bind of epoch %d", e.Type, first)
	}
	if first < s.Epoch && !lower {
		return note.Errorf(note.E05, "%s: bind of epoch %d, want %d", e.Type, first, s.Epoch)
	}
	if first+1 < s.Known[s.place(e.Party)].Wrote {
		return note.Errorf(note.E05, "%s: bind of epoch %d by a party that wrote later", e.Type, first)
	}
	return nil
}

// checkSignature: the author's key counts for the party, and signed.
func checkSignature(e *Entry, v View) error {
	key, err := v.Signer(Signing{e.XID, e.Seq, e.Party, e.Org, e.Author, e.Key, e.Time, e.CP})
	if err != nil {
		return err
	}
	return key.Check(e.Note)
}

// next is the state after e, which passed.
func (s *State) next(e *Entry, set []note.Party) *State {
	n := *s
	n.Seq, n.Head, n.Time, n.CP, n.Epoch = e.Seq, e.Hash(), e.Time, e.CP, e.Epoch
	n.Set, n.Offer, n.Leaving = set, nil, ""
	n.Known = slices.Clone(s.Known)
	if e.Type == Genesis || e.Type == Rekey {
		n.Rcpts = append(slices.Clip(s.Rcpts), e.Rcpt)
		for _, p := range set {
			if n.place(p) < 0 {
				n.Known = append(n.Known, Known{Party: p})
			}
			n.Known[n.place(p)].Until = e.Epoch
		}
	}
	author := n.place(e.Party)
	n.Known[author].Wrote = e.Epoch + 1
	switch e.Type {
	case Post:
		n.Posts = s.Posts.with(n.Head, author)
	case Offer:
		n.Offer = &Standing{Entry: n.Head, Seq: e.Seq, Party: e.Party, To: e.To, Org: e.Org,
			Member: e.Author, Key: e.Key, Time: e.Time}
	case Accept:
		n.Owner = e.Party
	case Leave:
		n.Leaving = e.Party
	case Close:
		n.Closed = true
	case Recall:
		n.Closed = s.Seq == 0 && e.Target == s.Head
	}
	return &n
}
