package chain

import (
	"strconv"

	"github.com/sluis-hub/sluis/crypto/note"
)

// ReceiptForm is the grammar of a receipt (FORMAT.md C70).
var ReceiptForm = &note.Form{Label: "receipt", MinSigs: 1, MaxSigs: 1, Fields: []note.Field{
	note.Once("xid", note.IsHash),
	note.Once("entry", note.IsHash),
	note.Once("party", note.IsParty),
	note.Once("org", note.IsID),
	note.Once("author", note.IsID),
	note.Once("key", note.IsID),
	note.Once("time", note.IsTime),
	note.Once("cp", note.IsNum, note.IsHash),
}}

// Receipt says that a person has seen an entry.
type Receipt struct {
	XID    note.XID
	Entry  note.Hash
	Party  note.Party
	Org    note.OrgID
	Author note.MemberID
	Key    note.KeyID
	Time   int64 // Unix seconds
	CP     note.Checkpoint
	Note   *note.Note // nil before it is signed
}

// NewReceipt begins a receipt on an entry: the caller adds party, org, author
// and key. Time and checkpoint are never below those of the entry.
func NewReceipt(e *Entry, now int64, cp note.Checkpoint) Receipt {
	r := Receipt{XID: e.XID, Entry: e.Hash(), Time: max(now, e.Time), CP: e.CP}
	if cp.Size > e.CP.Size {
		r.CP = cp
	}
	return r
}

// Signed prints the bytes to sign; note.Attach adds the signature of Key.
func (r Receipt) Signed() ([]byte, error) {
	return ReceiptForm.Build(
		note.L("xid", string(r.XID)),
		note.L("entry", string(r.Entry)),
		note.L("party", string(r.Party)),
		note.L("org", string(r.Org)),
		note.L("author", string(r.Author)),
		note.L("key", string(r.Key)),
		note.L("time", strconv.FormatInt(r.Time, 10)),
		note.L("cp", dec(r.CP.Size), string(r.CP.Root)),
	)
}

// ParseReceipt reads a receipt; every deviation from the grammar is E01.
func ParseReceipt(raw []byte) (*Receipt, error) {
	n, err := ReceiptForm.Parse(raw)
	if err != nil {
		return nil, err
	}
	r := &Receipt{
		XID:    note.XID(n.Get("xid")),
		Entry:  note.Hash(n.Get("entry")),
		Party:  note.Party(n.Get("party")),
		Org:    note.OrgID(n.Get("org")),
		Author: note.MemberID(n.Get("author")),
		Key:    note.KeyID(n.Get("key")),
		Time:   int64(n.Num("time")),
		CP:     checkpoint(n),
		Note:   n,
	}
	if err := checkNoLog(r.CP); err != nil {
		return nil, err
	}
	return r, nil
}

// CheckReceipt verifies a receipt on e, an entry of this chain at or before the
// state's head. A receipt that passes once passes in every later state. Whether
// the author gave one on e before is for the caller to see.
func (s *State) CheckReceipt(r *Receipt, e *Entry, v View) error {
	if r.XID != s.XID || e.XID != s.XID {
		return note.Errorf(note.E05, "receipt of another exchange")
	}
	if r.Entry != e.Hash() {
		return note.Errorf(note.E05, "receipt on another entry")
	}
	at := s.place(r.Party)
	if at < 0 || s.Known[at].Until < e.Epoch {
		return note.Errorf(note.E05, "receipt by a party that was gone before the entry, or never there")
	}
	if r.Author == e.Author && e.Type != Accept {
		return note.Errorf(note.E05, "receipt on an own entry")
	}
	if r.Time < e.Time {
		return note.Errorf(note.E05, "receipt from before its entry")
	}
	if r.CP.Size < e.CP.Size {
		return note.Errorf(note.E05, "receipt with a checkpoint from before its entry")
	}
	if r.CP.Size == e.CP.Size && r.CP.Root != e.CP.Root {
		return note.Errorf(note.E11, "two roots for log size %d", r.CP.Size)
	}
	if err := checkAuthor(&Header{Type: "receipt", Party: r.Party, Org: r.Org, Author: r.Author}); err != nil {
		return err
	}
	key, err := v.Signer(Signing{r.XID, e.Seq, r.Party, r.Org, r.Author, r.Key, r.Time, r.CP})
	if err != nil {
		return err
	}
	return key.Check(r.Note)
}
