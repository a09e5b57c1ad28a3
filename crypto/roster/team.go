package roster

import (
	"slices"

	"github.com/sluis-hub/sluis/crypto/note"
)

// Team is one epoch of a team's key and who it was sealed to.
type Team struct {
	Org      note.OrgID
	Team     note.TeamID
	Epoch    uint64    // 0, 1, 2 …
	Prev     note.Hash // of the epoch before, ZeroHash in epoch 0
	Time     int64     // Unix seconds
	Rcpt     note.Hash // rh of the team's key of this epoch
	By       note.MemberID
	Members  []Wrap
	Recovery *Wrap     // to the organisation's recovery key; Member is empty
	Chain    note.Hash // file with the key of the epoch before, ZeroHash when it is not handed on
	// Reset marks an epoch that no member of the one before has signed: «sleutel
	// zonder voorganger».
	Reset bool
	Note  *note.Note
}

// Wrap is the team key sealed to one member.
type Wrap struct {
	Member note.MemberID
	Rcpt   note.Hash // rh it was sealed to
	File   note.Hash // SHA-256 of the sealed file
}

// ParseTeam reads a team note and checks what it says by itself: E01 grammar,
// E05 a first epoch with something before it. Who signed it is for a Book.
func ParseTeam(raw []byte) (*Team, error) {
	n, err := teamForm.Parse(raw)
	if err != nil {
		return nil, err
	}
	t := &Team{
		Org: note.OrgID(n.Get("org")), Team: note.TeamID(n.Get("tid")), Epoch: n.Num("epoch"), Prev: note.Hash(n.Get("prev")),
		Time: int64(n.Num("time")), Rcpt: note.Hash(n.Get("rcpt")), By: note.MemberID(n.Get("by")), Chain: note.Hash(n.Get("chain")),
		Reset: len(n.Sigs) == 2, Note: n,
	}
	for _, v := range n.All("member") {
		t.Members = append(t.Members, Wrap{note.MemberID(v[0]), note.Hash(v[1]), note.Hash(v[2])})
	}
	for _, v := range n.All("recovery") {
		t.Recovery = &Wrap{Rcpt: note.Hash(v[0]), File: note.Hash(v[1])}
	}
	if repeats(n.All("member")) {
		return nil, note.Errorf(note.E01, "team: two lines for one member")
	}
	if t.Epoch == 0 && t.Reset {
		return nil, note.Errorf(note.E01, "team: epoch 0 has one signature")
	}
	if t.Epoch == 0 && t.Chain != note.ZeroHash {
		return nil, note.Errorf(note.E05, "team: epoch 0 hands on a key from before it")
	}
	return t, nil
}

// Hash is what the next epoch names as prev.
func (t *Team) Hash() note.Hash { return t.Note.Hash() }

// Has reports whether the key was sealed to that member.
func (t *Team) Has(mid note.MemberID) bool {
	return slices.ContainsFunc(t.Members, func(w Wrap) bool { return w.Member == mid })
}

// Signed prints the bytes that By signs, and the root as well in a reset.
func (t Team) Signed() ([]byte, error) {
	lines := []note.Line{
		note.L("org", string(t.Org)), note.L("tid", string(t.Team)), numLine("epoch", t.Epoch), note.L("prev", string(t.Prev)),
		timeLine(t.Time), note.L("rcpt", string(t.Rcpt)), note.L("by", string(t.By)),
	}
	for _, w := range t.Members {
		lines = append(lines, note.L("member", string(w.Member), string(w.Rcpt), string(w.File)))
	}
	if t.Recovery != nil {
		lines = append(lines, note.L("recovery", string(t.Recovery.Rcpt), string(t.Recovery.File)))
	}
	return teamForm.Build(append(lines, note.L("chain", string(t.Chain)))...)
}
