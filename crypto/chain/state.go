package chain

import (
	"bytes"
	"encoding/binary"
	"slices"

	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
)

// Signing is an act that somebody signs on behalf of a party. XID, Seq and Time
// tell where and when it stands, for a View that learns of revocations late.
type Signing struct {
	XID    note.XID
	Seq    uint64
	Party  note.Party
	Org    note.OrgID
	Author note.MemberID
	Key    note.KeyID
	Time   int64
	CP     note.Checkpoint
}

// View is what a chain must know of the directory.
type View interface {
	// Signer gives the key named, if that author may sign with it for that
	// party and organisation at that checkpoint. A key that is unknown, replaced
	// or revoked is E06; one that does not sign for the party is E05.
	Signer(s Signing) (keys.Public, error)
	// PartyKey holds when rh is the current key of the party, else E06.
	PartyKey(p note.Party, rh note.Hash, cp note.Checkpoint) error
	// PartyOrg gives the organisation of a party, E06 when it is unknown.
	PartyOrg(p note.Party, cp note.Checkpoint) (note.OrgID, error)
}

// Standing is the offer at the head of a chain.
type Standing struct {
	Entry  note.Hash     `json:"entry"`
	Seq    uint64        `json:"seq"`
	Party  note.Party    `json:"party"`
	To     note.Party    `json:"to"`
	Org    note.OrgID    `json:"org"`
	Member note.MemberID `json:"member"`
	Key    note.KeyID    `json:"key"`
	Time   int64         `json:"time"`
	// Void marks an offer without effect: only a client that holds the epoch
	// finds out (Replay), a hub never does.
	Void bool `json:"void,omitempty"`
}

// Known is a party that takes part or did.
type Known struct {
	Party note.Party `json:"party"`
	// Until is the newest epoch that it was a party of.
	Until uint64 `json:"until"`
	// Wrote is one more than the newest epoch it wrote in, 0 when it never did.
	Wrote uint64 `json:"wrote,omitempty"`
}

// State is what the headers up to Head say. It is plain data: its JSON comes
// back as an equal State, about 1 KB and 27 bytes for each post. A State is
// never changed after it is made; Append gives another.
type State struct {
	XID  note.XID        `json:"xid"`
	Seq  uint64          `json:"seq"`  // of the head
	Head note.Hash       `json:"head"` // H(the newest entry)
	Time int64           `json:"time"` // of the head
	CP   note.Checkpoint `json:"cp"`   // of the head

	Epoch uint64       `json:"epoch"`
	Rcpts []note.Hash  `json:"rcpts"` // of each epoch
	Set   []note.Party `json:"set"`   // of the epoch, sorted
	Owner note.Party   `json:"owner"`

	Offer   *Standing  `json:"offer,omitempty"`   // when the head is an offer
	Leaving note.Party `json:"leaving,omitempty"` // when the head is a leave
	Closed  bool       `json:"closed,omitempty"`

	Known []Known `json:"known"` // in order of first appearance
	Posts Posts   `json:"posts,omitempty"`
}

// Posts lists the posts of a chain, which a recall may name: for each the first
// 16 bytes of its hash and its party's place in State.Known, four bytes big
// endian.
type Posts []byte

const postSize = 20

func (p Posts) with(h note.Hash, party int) Posts {
	p = append(slices.Clip(p), h.Bytes()[:16]...)
	return binary.BigEndian.AppendUint32(p, uint32(party))
}

func (p Posts) find(h note.Hash) (party int, ok bool) {
	want := h.Bytes()[:16]
	for i := 0; i+postSize <= len(p); i += postSize {
		if bytes.Equal(p[i:i+16], want) {
			return int(binary.BigEndian.Uint32(p[i+16:])), true
		}
	}
	return 0, false
}

// Parties gives the parties of the current epoch, sorted.
func (s *State) Parties() []note.Party { return slices.Clone(s.Set) }

// Has says whether p is a party of the current epoch.
func (s *State) Has(p note.Party) bool {
	_, ok := slices.BinarySearch(s.Set, p)
	return ok
}

// Restricted (afgeschermd) holds while the set has a single member in it.
func (s *State) Restricted() bool { return hasKind(s.Set, 'm') }

func hasKind(set []note.Party, kind byte) bool {
	return slices.ContainsFunc(set, func(p note.Party) bool { return p.Kind() == kind })
}

// mailbox holds when the exchange began with a reporter's mailbox.
func (s *State) mailbox() bool {
	return slices.ContainsFunc(s.Known, func(k Known) bool { return k.Party.Kind() == 'r' })
}

func (s *State) place(p note.Party) int {
	return slices.IndexFunc(s.Known, func(k Known) bool { return k.Party == p })
}

// Next begins the header of the entry that would follow: its place, the epoch
// and its recipient, time and checkpoint not below the head's, a fresh nonce. A
// rekey still needs its own Rcpt.
func (s *State) Next(t Type, now int64, cp note.Checkpoint) Header {
	h := Header{
		XID: s.XID, Seq: s.Seq + 1, Prev: s.Head, Epoch: s.Epoch, Type: t,
		Time: max(now, s.Time), CP: s.CP, Nonce: note.NewID(),
	}
	if cp.Size > s.CP.Size {
		h.CP = cp
	}
	if t == Rekey {
		h.Epoch++
	} else if body, _, _ := t.carries(); body {
		h.Rcpt = s.Rcpts[s.Epoch]
	}
	return h
}

// May says whether a party may append an entry of that type now: nil or E05. An
// accept must still name its offer's key in a second signature, a recall a post
// of its own party unless it is the owner's.
func (s *State) May(p note.Party, t Type) error {
	if s.Closed {
		return note.Errorf(note.E05, "%s: the exchange is closed", t)
	}
	if !s.Has(p) {
		return note.Errorf(note.E05, "%s: not a party of the exchange", t)
	}
	if s.Leaving != "" && t != Rekey {
		return note.Errorf(note.E05, "%s: a party has left, first the rekey without it", t)
	}
	if s.Leaving == p {
		return note.Errorf(note.E05, "%s: the party has left", t)
	}
	if p.Kind() == 'r' && t != Post && t != Recall {
		return note.Errorf(note.E05, "%s: a mailbox only posts and recalls its own", t)
	}
	if (t == Offer || t == Close) && p != s.Owner {
		return note.Errorf(note.E05, "%s: not the owner", t)
	}
	if t == Offer && !slices.ContainsFunc(s.Set, s.mayOwn) {
		return note.Errorf(note.E05, "offer: no other party can own the exchange")
	}
	if t == Accept && (s.Offer == nil || s.Offer.To != p) {
		return note.Errorf(note.E05, "accept: no offer to this party stands")
	}
	if t == Leave && p == s.Owner {
		return note.Errorf(note.E05, "leave: the owner stays")
	}
	if t == Genesis {
		return note.Errorf(note.E05, "genesis: the exchange has begun")
	}
	return nil
}

// mayOwn holds for a party that ownership can be offered to.
func (s *State) mayOwn(p note.Party) bool { return p != s.Owner && p.Kind() != 'r' }
