package roster

import (
	"encoding/hex"
	"strconv"

	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
)

// Org is an organisation's first record, signed by its own root.
type Org struct {
	Org   note.OrgID
	Root  keys.Public
	Name  string   // as people read it, at most 200 bytes
	Kinds []string // the kinds its teams may have, sorted
	Time  int64    // Unix seconds
	Note  *note.Note
}

// ParseOrg reads an organisation's note: E01 grammar, E06 root is no usable
// key, E05 and E04 not signed by that root.
func ParseOrg(raw []byte) (*Org, error) {
	n, err := orgForm.Parse(raw)
	if err != nil {
		return nil, err
	}
	root, err := keys.ParsePublic(n.Get("root"))
	if err != nil {
		return nil, err
	}
	if err := root.Check(n); err != nil {
		return nil, err
	}
	name, _ := hex.DecodeString(n.Get("name")) // the grammar saw that it is hex
	o := &Org{Org: note.OrgID(n.Get("org")), Root: root, Name: string(name), Time: int64(n.Num("time")), Note: n}
	for _, v := range n.All("kind") {
		o.Kinds = append(o.Kinds, v[0])
	}
	return o, nil
}

// Hash is what vouches and mailbox notes name as record.
func (o *Org) Hash() note.Hash { return o.Note.Hash() }

// Signed prints the bytes that the root signs.
func (o Org) Signed() ([]byte, error) {
	lines := []note.Line{
		note.L("org", string(o.Org)), note.L("root", o.Root.String()), note.L("name", hex.EncodeToString([]byte(o.Name))),
	}
	for _, k := range o.Kinds {
		lines = append(lines, note.L("kind", k))
	}
	return orgForm.Build(append(lines, timeLine(o.Time))...)
}

// Vouch is an accepted organisation's word that a record is what it says.
type Vouch struct {
	Org    note.OrgID // who is vouched for
	Record note.Hash  // hash of its organisation note
	By     note.OrgID // who vouches
	Time   int64      // Unix seconds
	Note   *note.Note
}

// ParseVouch reads a vouch; whether its signer may vouch is for a Book to say.
func ParseVouch(raw []byte) (*Vouch, error) {
	n, err := vouchForm.Parse(raw)
	if err != nil {
		return nil, err
	}
	v := &Vouch{
		Org: note.OrgID(n.Get("org")), Record: note.Hash(n.Get("record")),
		By: note.OrgID(n.Get("by")), Time: int64(n.Num("time")), Note: n,
	}
	if v.Org == v.By {
		return nil, note.Errorf(note.E05, "organisation vouches for itself")
	}
	return v, nil
}

// Signed prints the bytes that an admin of By signs.
func (v Vouch) Signed() ([]byte, error) {
	return vouchForm.Build(
		note.L("org", string(v.Org)), note.L("record", string(v.Record)), note.L("by", string(v.By)), timeLine(v.Time))
}

func timeLine(t int64) note.Line { return numLine("time", uint64(t)) }

func numLine(name string, n uint64) note.Line { return note.L(name, strconv.FormatUint(n, 10)) }
