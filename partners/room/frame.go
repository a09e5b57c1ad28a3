package room

import (
	"strconv"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/seal"
	"github.com/sluis-hub/sluis/hub"
)

// Kinds of frames.
const (
	Here     = "here"     // I am here and this is the head I see; no payload
	Ask      = "ask"      // payload: a finished acceptance that waits for a co-signature
	Cosigned = "cosigned" // payload: the co-signature, as a signature line
	Refused  = "refused"  // payload: the code why there will be no co-signature
	Text     = "text"     // payload: a shared field, strict JSON
)

// MaxAge is how far a frame's time may lie from the reader's clock, in seconds.
const MaxAge = 60

// Frame is one opened frame.
type Frame struct {
	Kind    string
	Party   note.Party
	Org     note.OrgID
	Author  note.MemberID
	Time    int64
	Seq     uint64    // of the head its sender saw
	Head    note.Hash // and its hash
	Payload []byte
}

var form = &note.Form{Label: "frame", Fields: []note.Field{
	note.Once("xid", note.IsHash),
	note.Once("epoch", note.IsNum),
	note.Once("party", note.IsParty),
	note.Once("org", note.IsID),
	note.Once("author", note.IsID),
	note.Once("key", note.IsID),
	note.Once("time", note.IsTime),
	note.Once("nonce", note.IsID),
	note.Once("kind", note.OneOf(Here, Ask, Cosigned, Refused, Text)),
	note.Once("head", note.IsNum, note.IsHash),
	note.Once("payload", note.IsHash),
}, MinSigs: 1, MaxSigs: 1}

// Seal signs a frame and seals it to the case key of the state's epoch.
func Seal(f Frame, s *chain.State, key *identity.Identity, by *identity.Signer) ([]byte, error) {
	signed, err := form.Build(
		note.L("xid", string(s.XID)), note.L("epoch", strconv.FormatUint(s.Epoch, 10)),
		note.L("party", string(f.Party)), note.L("org", string(f.Org)),
		note.L("author", string(f.Author)), note.L("key", string(by.Public().ID())),
		note.L("time", strconv.FormatInt(f.Time, 10)), note.L("nonce", string(note.NewID())),
		note.L("kind", f.Kind), note.L("head", strconv.FormatUint(s.Seq, 10), string(s.Head)),
		note.L("payload", string(note.HashOf(f.Payload))),
	)
	if err != nil {
		return nil, err
	}
	data, err := seal.Seal(key.Recipient(), hub.JoinFrame(note.Attach(signed, by.Sign(signed)), f.Payload))
	if err != nil {
		return nil, err
	}
	if len(data) > hub.MaxRoomFrame {
		return nil, hub.Errorf(hub.E23, "frame of %d bytes, at most %d", len(data), hub.MaxRoomFrame)
	}
	return data, nil
}

// Open opens and verifies a frame: E23 too large, E14 or E18 when it does not
// open, E01 when it is malformed, E09 when it belongs elsewhere, E05 when its
// sender is no party, E06 and E04 for key and signature, E12 when it is old.
func Open(data []byte, s *chain.State, key *identity.Identity, v chain.View, now int64) (Frame, error) {
	if len(data) > hub.MaxRoomFrame {
		return Frame{}, hub.Errorf(hub.E23, "frame of %d bytes, at most %d", len(data), hub.MaxRoomFrame)
	}
	plain, err := seal.Open(key, data)
	if err != nil {
		return Frame{}, err
	}
	parts, err := hub.SplitFrame(plain)
	if err != nil || len(parts) != 2 {
		return Frame{}, note.Errorf(note.E01, "room frame does not have two parts")
	}
	n, err := form.Parse(parts[0])
	if err != nil {
		return Frame{}, err
	}
	head := n.All("head")[0]
	seq, _ := strconv.ParseUint(head[0], 10, 64)
	f := Frame{
		Kind: n.Get("kind"), Party: note.Party(n.Get("party")), Org: note.OrgID(n.Get("org")),
		Author: note.MemberID(n.Get("author")), Time: int64(n.Num("time")),
		Seq: seq, Head: note.Hash(head[1]), Payload: parts[1],
	}
	if note.XID(n.Get("xid")) != s.XID || n.Num("epoch") != s.Epoch {
		return Frame{}, note.Errorf(note.E09, "room frame is of another exchange or epoch")
	}
	if note.HashOf(f.Payload) != note.Hash(n.Get("payload")) {
		return Frame{}, note.Errorf(note.E08, "room frame payload is not the signed one")
	}
	isParty := false
	for _, p := range s.Parties() {
		isParty = isParty || p == f.Party
	}
	if !isParty {
		return Frame{}, note.Errorf(note.E05, "sender of a room frame is no party")
	}
	pk, err := v.Signer(chain.Signing{
		XID: s.XID, Seq: s.Seq, Party: f.Party, Org: f.Org, Author: f.Author,
		Key: note.KeyID(n.Get("key")), Time: f.Time, CP: s.CP,
	})
	if err != nil {
		return Frame{}, err
	}
	if err := pk.Check(n); err != nil {
		return Frame{}, err
	}
	if f.Time < now-MaxAge || f.Time > now+MaxAge {
		return Frame{}, note.Errorf(note.E12, "room frame is of another time")
	}
	return f, nil
}
