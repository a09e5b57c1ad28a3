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
	v := strings.Split(line, " ")
	l := Leaf{Kind: v[0]}
	fields := 3
	switch l.Kind {
	case KindOrg:
	case KindVouch, KindManifest:
		fields = 4
	case KindTeam:
		fields = 5
	default:
		return Leaf{}, note.Errorf(note.E01, "log: a line of an unknown kind")
	}
	if len(v) != fields {
		return Leaf{}, note.Errorf(note.E01, "log: a %s line of %d values", l.Kind, len(v))
	}
	l.Org, l.Hash = note.OrgID(v[1]), note.Hash(v[fields-1])
	if !note.IsID(v[1]) || !note.IsHash(v[fields-1]) {
		return Leaf{}, note.Errorf(note.E01, "log: a %s line without an organisation or a hash", l.Kind)
	}
	if l.Kind == KindVouch || l.Kind == KindTeam {
		if l.Subject = note.ID(v[2]); !note.IsID(v[2]) {
			return Leaf{}, note.Errorf(note.E01, "log: a %s line without its subject", l.Kind)
		}
	}
	if l.Kind == KindManifest || l.Kind == KindTeam {
		if !note.IsNum(v[fields-2]) {
			return Leaf{}, note.Errorf(note.E01, "log: a %s line without a number", l.Kind)
		}
		l.Version, _ = strconv.ParseUint(v[fields-2], 10, 64) // IsNum saw that it is one
	}
	return l, nil
}

// String is the line without its line feed.
func (l Leaf) String() string {
	var b strings.Builder
	b.WriteString(l.Kind)
	b.WriteByte(' ')
	b.WriteString(string(l.Org))
	if l.Kind == KindVouch || l.Kind == KindTeam {
		b.WriteByte(' ')
		b.WriteString(string(l.Subject))
	}
	if l.Kind == KindManifest || l.Kind == KindTeam {
		b.WriteByte(' ')
		b.WriteString(strconv.FormatUint(l.Version, 10))
	}
	b.WriteByte(' ')
	b.WriteString(string(l.Hash))
	return b.String()
}

// bytes is what the tree is made of.
func (l Leaf) bytes() []byte { return []byte(label + l.String() + "\n") }
