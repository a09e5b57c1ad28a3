package translog

import (
	"strconv"
	"strings"

	"github.com/sluis-hub/sluis/crypto/note"
)

// Kinds of leaves: the records of the roster that follow one another.
const (
	KindOrg      = "org"
	KindVouch    = "vouch"
	KindManifest = "manifest"
	KindTeam     = "team"
)

// label separates leaves from everything else that is hashed.
const label = "sluis.v1/dir\n"

// MaxLeaves bounds a log, so that a hub cannot feed a client for ever.
const MaxLeaves = 5_000_000

// Leaf is one line of the log: that a record was accepted.
type Leaf struct {
	Kind    string     // one of the Kind constants
	Org     note.OrgID // whose record it is; with a vouch, who is vouched for
	Subject note.ID    // vouch: who vouches; team: the team; else empty
	Version uint64     // manifest: its version; team: its epoch; else 0
	Hash    note.Hash  // of the record
}

// ParseLeaf reads one line without its line feed (rule L1): E01.
func ParseLeaf(line string) (Leaf, error) {
	kind, rest, _ := strings.Cut(line, " ")
	l := Leaf{Kind: kind}
	org, rest, _ := strings.Cut(rest, " ")
	l.Org = note.OrgID(org)
	if l.hasSubject() {
		var subject string
		subject, rest, _ = strings.Cut(rest, " ")
		l.Subject = note.ID(subject)
	}
	if l.hasVersion() {
		var version string
		version, rest, _ = strings.Cut(rest, " ")
		if !note.IsNum(version) {
			return Leaf{}, note.Errorf(note.E01, "log: a %s line without a number", kind)
		}
		l.Version, _ = strconv.ParseUint(version, 10, 64) // IsNum saw that it is one
	}
	l.Hash = note.Hash(rest)
	return l, l.check()
}

func (l Leaf) hasSubject() bool { return l.Kind == KindVouch || l.Kind == KindTeam }

func (l Leaf) hasVersion() bool { return l.Kind == KindManifest || l.Kind == KindTeam }

// check says whether the leaf is one that a line can say.
func (l Leaf) check() error {
	if l.kind() < 0 {
		return note.Errorf(note.E01, "log: a line of an unknown kind")
	}
	if !note.IsID(string(l.Org)) {
		return note.Errorf(note.E01, "log: a %s line without an organisation", l.Kind)
	}
	if l.hasSubject() != note.IsID(string(l.Subject)) || !l.hasSubject() && l.Subject != "" {
		return note.Errorf(note.E01, "log: a %s line without its subject, or with one", l.Kind)
	}
	if l.Version > note.MaxNum || !l.hasVersion() && l.Version != 0 {
		return note.Errorf(note.E01, "log: a %s line with a number that it cannot have", l.Kind)
	}
	if !note.IsHash(string(l.Hash)) {
		return note.Errorf(note.E01, "log: a %s line without a hash", l.Kind)
	}
	return nil
}

// kind is the place in kinds, -1 for none.
func (l Leaf) kind() int {
	for i, kind := range kinds {
		if kind == l.Kind {
			return i
		}
	}
	return -1
}

// String is the line without its line feed.
func (l Leaf) String() string {
	return string(l.append(nil))
}

func (l Leaf) append(b []byte) []byte {
	b = append(append(append(b, l.Kind...), ' '), l.Org...)
	if l.hasSubject() {
		b = append(append(b, ' '), l.Subject...)
	}
	if l.hasVersion() {
		b = strconv.AppendUint(append(b, ' '), l.Version, 10)
	}
	return append(append(b, ' '), l.Hash...)
}

// bytes is what the tree is made of.
func (l Leaf) bytes() []byte {
	b := make([]byte, 0, 192)
	return append(l.append(append(b, label...)), '\n')
}
