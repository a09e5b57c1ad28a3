package chain

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/sluis-hub/sluis/crypto/note"
)

// Type says what an entry does.
type Type string

const (
	Genesis Type = "genesis" // begins the exchange: its parties and the first document
	Post    Type = "post"    // says something
	Rekey   Type = "rekey"   // opens a new epoch: a new case key, perhaps other parties
	Offer   Type = "offer"   // offers ownership to one party
	Accept  Type = "accept"  // takes it, signed by both sides
	Close   Type = "close"   // ends the exchange
	Recall  Type = "recall"  // takes a post back, or a genesis that is still alone
	Leave   Type = "leave"   // a party goes
)

// Grant is a case key sealed to a party: Key is the hash of the recipient it
// was sealed to, File the SHA-256 of the sealed file.
type Grant struct {
	Party     note.Party
	Epoch     uint64
	Key, File note.Hash
}

// Blob is an attachment: see BlobRoot, and the size of its ciphertext in bytes.
type Blob struct {
	Root note.Hash
	Size uint64
}

// Bind is the proof that the author held the case key of an epoch.
type Bind struct {
	Epoch uint64
	Value note.Hash
}

// Header is everything an entry says in the open (FORMAT.md C1).
type Header struct {
	XID    note.XID // of a genesis: the id it gives, not the zeros of its line
	Seq    uint64
	Prev   note.Hash
	Epoch  uint64 // a rekey names its new one
	Type   Type
	Party  note.Party // on whose behalf
	Org    note.OrgID
	Author note.MemberID
	Key    note.KeyID
	Time   int64 // Unix seconds
	CP     note.Checkpoint
	Nonce  note.ID
	To     note.Party // offer only
	Target note.Hash  // recall only
	Rcpt   note.Hash  // hash of the case recipient of Epoch
	Grants []Grant
	Blobs  []Blob
	Body   note.Hash // SHA-256 of the padded plaintext
	CT     note.Hash // SHA-256 of the ciphertext
	CTSize uint64    // its size in bytes
	Binds  []Bind    // in order of epoch
}

// The smallest and the largest ciphertext: a body padded to 4 096 bytes, and
// one of 256 KiB of JSON (FORMAT.md C10).
const (
	MinCT = 5755
	MaxCT = 272059
)

var entryForm = &note.Form{Label: "entry", MinSigs: 1, MaxSigs: 2, Fields: append(unboundFields(),
	note.Some("bind", note.IsNum, note.IsHash))}

var unboundForm = &note.Form{Label: "entry", Fields: unboundFields()}

func unboundFields() []note.Field {
	return []note.Field{
		note.Once("xid", note.IsHash),
		note.Once("seq", note.IsNum),
		note.Once("prev", note.IsHash),
		note.Once("epoch", note.IsNum),
		note.Once("type", note.OneOf(string(Genesis), string(Post), string(Rekey), string(Offer),
			string(Accept), string(Close), string(Recall), string(Leave))),
		note.Once("party", note.IsParty),
		note.Once("org", note.IsID),
		note.Once("author", note.IsID),
		note.Once("key", note.IsID),
		note.Once("time", note.IsTime),
		note.Once("cp", note.IsNum, note.IsHash),
		note.Once("nonce", note.IsID),
		note.Maybe("to", note.IsParty),
		note.Maybe("target", note.IsHash),
		note.Maybe("rcpt", note.IsHash),
		note.Any("grant", note.IsParty, note.IsNum, note.IsHash, note.IsHash),
		note.Any("blob", note.IsHash, note.IsNum),
		note.Maybe("body", note.IsHash),
		note.Maybe("ct", note.IsHash, note.IsNum),
	}
}

// Entry is a header together with the note it was read from.
type Entry struct {
	Header
	Note *note.Note
}

// Hash is H(entry): SHA-256 over the whole note, signatures included.
func (e *Entry) Hash() note.Hash { return e.Note.Hash() }

// Parse reads an entry. Every deviation from the grammar, from the lines its
// type has and from its number of signatures is E01; no rule that needs the
// chain is looked at.
func Parse(raw []byte) (*Entry, error) {
	e, err := parse(raw)
	if err != nil {
		return nil, err
	}
	if want := signatures(e.Type); len(e.Note.Sigs) != want {
		return nil, note.Errorf(note.E01, "%s with %d signature lines, want %d", e.Type, len(e.Note.Sigs), want)
	}
	return e, nil
}

func signatures(t Type) int {
	if t == Accept {
		return 2
	}
	return 1
}

// parse is Parse without the number of signatures.
func parse(raw []byte) (*Entry, error) {
	n, err := entryForm.Parse(raw)
	if err != nil {
		return nil, err
	}
	e := &Entry{Header: header(n), Note: n}
	if e.Type == Genesis {
		if n.Get("xid") != string(note.ZeroHash) {
			return nil, note.Errorf(note.E01, "genesis names an exchange")
		}
		e.XID = note.XID(note.HashOf(n.Signed()))
	}
	if err := e.shape(); err != nil {
		return nil, err
	}
	if err := e.bindCount(); err != nil {
		return nil, err
	}
	return e, nil
}

func header(n *note.Note) Header {
	h := Header{
		XID:    note.XID(n.Get("xid")),
		Seq:    n.Num("seq"),
		Prev:   note.Hash(n.Get("prev")),
		Epoch:  n.Num("epoch"),
		Type:   Type(n.Get("type")),
		Party:  note.Party(n.Get("party")),
		Org:    note.OrgID(n.Get("org")),
		Author: note.MemberID(n.Get("author")),
		Key:    note.KeyID(n.Get("key")),
		Time:   int64(n.Num("time")),
		CP:     checkpoint(n),
		Nonce:  note.ID(n.Get("nonce")),
		To:     note.Party(n.Get("to")),
		Target: note.Hash(n.Get("target")),
		Rcpt:   note.Hash(n.Get("rcpt")),
		Body:   note.Hash(n.Get("body")),
	}
	for _, v := range n.All("grant") {
		h.Grants = append(h.Grants, Grant{note.Party(v[0]), num(v[1]), note.Hash(v[2]), note.Hash(v[3])})
	}
	for _, v := range n.All("blob") {
		h.Blobs = append(h.Blobs, Blob{note.Hash(v[0]), num(v[1])})
	}
	for _, v := range n.All("ct") {
		h.CT, h.CTSize = note.Hash(v[0]), num(v[1])
	}
	for _, v := range n.All("bind") {
		h.Binds = append(h.Binds, Bind{num(v[0]), note.Hash(v[1])})
	}
	// The lines stand bytewise, so that 10 comes before 9.
	slices.SortFunc(h.Binds, func(a, b Bind) int { return cmp.Compare(a.Epoch, b.Epoch) })
	return h
}

func checkpoint(n *note.Note) note.Checkpoint {
	v := n.All("cp")[0]
	return note.Checkpoint{Size: num(v[0]), Root: note.Hash(v[1])}
}

// num reads what note.IsNum let through.
func num(s string) uint64 {
	n, _ := strconv.ParseUint(s, 10, 64)
	return n
}

// carries says which optional lines a type has (FORMAT.md C3 to C7).
func (t Type) carries() (body, grants, blobs bool) {
	switch t {
	case Genesis:
		return true, true, true
	case Post:
		return true, false, true
	case Rekey:
		return true, true, false
	case Offer, Accept:
		return true, false, false
	}
	return false, false, false
}

// shape checks the lines against the type.
func (h *Header) shape() error {
	body, grants, blobs := h.Type.carries()
	if h.Type == Genesis && (h.Seq != 0 || h.Prev != note.ZeroHash || h.Epoch != 0) {
		return note.Errorf(note.E01, "genesis is not the first entry of epoch 0")
	}
	if (h.To != "") != (h.Type == Offer) {
		return note.Errorf(note.E01, "%s with or without a to line", h.Type)
	}
	if (h.Target != "") != (h.Type == Recall) {
		return note.Errorf(note.E01, "%s with or without a target line", h.Type)
	}
	if (h.Rcpt != "") != body {
		return note.Errorf(note.E01, "%s with or without an rcpt line", h.Type)
	}
	if (h.Body != "") != body {
		return note.Errorf(note.E01, "%s with or without a body line", h.Type)
	}
	if (h.CT != "") != body {
		return note.Errorf(note.E01, "%s with or without a ct line", h.Type)
	}
	if len(h.Grants) > 0 && !grants {
		return note.Errorf(note.E01, "%s with grant lines", h.Type)
	}
	if len(h.Blobs) > 0 && !blobs {
		return note.Errorf(note.E01, "%s with blob lines", h.Type)
	}
	if h.CT != "" && (h.CTSize < MinCT || h.CTSize > MaxCT) {
		return note.Errorf(note.E01, "ciphertext of %d bytes, want %d to %d", h.CTSize, MinCT, MaxCT)
	}
	return checkNoLog(h.CP)
}

// checkNoLog: zeros are the root of no log, and of nothing else.
func checkNoLog(cp note.Checkpoint) error {
	if (cp.Size == 0) != (cp.Root == note.ZeroHash) {
		return note.Errorf(note.E01, "checkpoint of size %d has the wrong root", cp.Size)
	}
	return nil
}

func (h *Header) bindCount() error {
	want := 1
	if h.Type == Rekey {
		want = 2
	}
	if len(h.Binds) != want {
		return note.Errorf(note.E01, "%s with %d bind lines, want %d", h.Type, len(h.Binds), want)
	}
	return nil
}

// Unbound prints every byte before the first bind line: what a bind is computed
// over. What Parse would refuse is refused with E01.
func (h Header) Unbound() ([]byte, error) {
	if err := h.shape(); err != nil {
		return nil, err
	}
	return unboundForm.Build(h.lines()...)
}

// Signed prints the bytes that are signed. Add the signature lines with
// note.Attach: one of Key, and for an accept also one of the offer's key over
// these same bytes (see CheckAccept). What Parse would refuse is refused with
// E01.
func (h Header) Signed() ([]byte, error) {
	if err := h.shape(); err != nil {
		return nil, err
	}
	if err := h.bindCount(); err != nil {
		return nil, err
	}
	lines := h.lines()
	for _, b := range h.Binds {
		lines = append(lines, note.L("bind", dec(b.Epoch), string(b.Value)))
	}
	return entryForm.Build(lines...)
}

func (h *Header) lines() []note.Line {
	xid := string(h.XID)
	if h.Type == Genesis {
		xid = string(note.ZeroHash)
	}
	lines := []note.Line{
		note.L("xid", xid),
		note.L("seq", dec(h.Seq)),
		note.L("prev", string(h.Prev)),
		note.L("epoch", dec(h.Epoch)),
		note.L("type", string(h.Type)),
		note.L("party", string(h.Party)),
		note.L("org", string(h.Org)),
		note.L("author", string(h.Author)),
		note.L("key", string(h.Key)),
		note.L("time", strconv.FormatInt(h.Time, 10)),
		note.L("cp", dec(h.CP.Size), string(h.CP.Root)),
		note.L("nonce", string(h.Nonce)),
	}
	if h.To != "" {
		lines = append(lines, note.L("to", string(h.To)))
	}
	if h.Target != "" {
		lines = append(lines, note.L("target", string(h.Target)))
	}
	if h.Rcpt != "" {
		lines = append(lines, note.L("rcpt", string(h.Rcpt)))
	}
	for _, g := range h.Grants {
		lines = append(lines, note.L("grant", string(g.Party), dec(g.Epoch), string(g.Key), string(g.File)))
	}
	for _, b := range h.Blobs {
		lines = append(lines, note.L("blob", string(b.Root), dec(b.Size)))
	}
	if h.Body != "" {
		lines = append(lines, note.L("body", string(h.Body)))
	}
	if h.CT != "" {
		lines = append(lines, note.L("ct", string(h.CT), dec(h.CTSize)))
	}
	return lines
}

func dec(n uint64) string { return strconv.FormatUint(n, 10) }
