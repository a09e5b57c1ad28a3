package translog

import (
	"crypto/sha256"
	"encoding/hex"
	"sync"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/sluis-hub/sluis/crypto/note"
)

// A Log is a whole list of leaves and its tree. Any number of readers may use it
// beside one writer. It keeps about 160 bytes a leaf; to append, and to tell the
// root of any size, costs the logarithm of the size.
type Log struct {
	mu     sync.RWMutex
	leaves []packed
	tree   []tlog.Hash // as the library counts stored hashes
	orgs   map[note.OrgID]*organisation
	teams  map[note.TeamID]team
}

// organisation is what of its lines the next one must fit.
type organisation struct {
	manifest uint64   // version of the newest, 0 before the first
	leaves   []uint32 // numbers of its lines
}

type team struct {
	org  note.OrgID
	next uint64 // epoch that must come
}

// packed is a leaf in half of the memory of its texts.
type packed struct {
	org, subject [16]byte
	hash         [32]byte
	version      uint64
	kind         byte // index in kinds
}

var kinds = [...]string{KindOrg, KindVouch, KindManifest, KindTeam}

// NewLog makes an empty log.
func NewLog() *Log {
	return &Log{orgs: map[note.OrgID]*organisation{}, teams: map[note.TeamID]team{}}
}

// Append adds a line if it may follow (rules L2 to L6), else it is E11 and the
// log stays as it was; a malformed line is E01.
func (g *Log) Append(l Leaf) error {
	if err := l.check(); err != nil {
		return err
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if err := g.follows(l); err != nil {
		return err
	}
	n := int64(len(g.leaves))
	hashes, err := tlog.StoredHashes(n, l.bytes(), tlog.HashReaderFunc(g.read))
	if err != nil {
		return err // its own tree is whole
	}
	g.tree = append(g.tree, hashes...)
	g.leaves = append(g.leaves, pack(l))
	g.index(l, uint32(n))
	return nil
}

// follows says whether the line may come next.
func (g *Log) follows(l Leaf) error {
	if len(g.leaves) >= MaxLeaves {
		return note.Errorf(note.E11, "log: more than %d lines", MaxLeaves)
	}
	org := g.orgs[l.Org]
	if l.Kind == KindOrg {
		if org != nil {
			return note.Errorf(note.E11, "log: an organisation begins twice")
		}
		return nil
	}
	if org == nil {
		return note.Errorf(note.E11, "log: a line of an organisation that has not begun")
	}
	switch l.Kind {
	case KindVouch:
		if g.orgs[note.OrgID(l.Subject)] == nil {
			return note.Errorf(note.E11, "log: a vouch by an organisation that has not begun")
		}
	case KindManifest:
		if l.Version != org.manifest+1 {
			return note.Errorf(note.E11, "log: manifest %d of an organisation, want %d", l.Version, org.manifest+1)
		}
	case KindTeam:
		t, known := g.teams[note.TeamID(l.Subject)]
		if known && t.org != l.Org {
			return note.Errorf(note.E11, "log: a team of another organisation")
		}
		if l.Version != t.next {
			return note.Errorf(note.E11, "log: epoch %d of a team, want %d", l.Version, t.next)
		}
	}
	return nil
}

// index remembers what the lines after this one must fit.
func (g *Log) index(l Leaf, n uint32) {
	org := g.orgs[l.Org]
	if org == nil {
		org = &organisation{}
		g.orgs[l.Org] = org
	}
	org.leaves = append(org.leaves, n)
	switch l.Kind {
	case KindManifest:
		org.manifest = l.Version
	case KindTeam:
		g.teams[note.TeamID(l.Subject)] = team{l.Org, l.Version + 1}
	}
}

// Size is the number of leaves.
func (g *Log) Size() uint64 {
	g.mu.RLock()
	defer g.mu.RUnlock()
	return uint64(len(g.leaves))
}

// Root is the root of the first size leaves (RFC 6962, 2.1); ok is false when the
// log is not so long.
func (g *Log) Root(size uint64) (root note.Hash, ok bool) {
	g.mu.RLock()
	defer g.mu.RUnlock()
	if size > uint64(len(g.leaves)) {
		return "", false
	}
	h, err := tlog.TreeHash(int64(size), tlog.HashReaderFunc(g.read))
	return hashOf(h), err == nil
}

// Check says whether a checkpoint is of this log (rule L7): E12 when the log is not
// so long, E11 when its root was another.
func (g *Log) Check(cp note.Checkpoint) error {
	root, ok := g.Root(cp.Size)
	if !ok {
		return note.Errorf(note.E12, "log: %d lines, the checkpoint has %d", g.Size(), cp.Size)
	}
	if root != cp.Root {
		return note.Errorf(note.E11, "log: its first %d lines have another root than the checkpoint", cp.Size)
	}
	return nil
}

// Head is the checkpoint of all leaves.
func (g *Log) Head() note.Checkpoint {
	g.mu.RLock()
	defer g.mu.RUnlock()
	h, err := tlog.TreeHash(int64(len(g.leaves)), tlog.HashReaderFunc(g.read))
	if err != nil {
		panic("translog: a log without its own tree")
	}
	return note.Checkpoint{Size: uint64(len(g.leaves)), Root: hashOf(h)}
}

// At is leaf n, counted from 0; ok is false when there is none.
func (g *Log) At(n uint64) (l Leaf, ok bool) {
	g.mu.RLock()
	defer g.mu.RUnlock()
	if n >= uint64(len(g.leaves)) {
		return Leaf{}, false
	}
	return g.leaves[n].leaf(), true
}

// Of gives the numbers of an organisation's leaves, rising, after the first skip
// of them.
func (g *Log) Of(org note.OrgID, skip int) []uint64 {
	g.mu.RLock()
	defer g.mu.RUnlock()
	o := g.orgs[org]
	if o == nil || skip >= len(o.leaves) {
		return nil
	}
	all := make([]uint64, 0, len(o.leaves)-skip)
	for _, n := range o.leaves[skip:] {
		all = append(all, uint64(n))
	}
	return all
}

// Orgs lists the organisations that have begun, in no order.
func (g *Log) Orgs() []note.OrgID {
	g.mu.RLock()
	defer g.mu.RUnlock()
	all := make([]note.OrgID, 0, len(g.orgs))
	for org := range g.orgs {
		all = append(all, org)
	}
	return all
}

// OrgOf is the organisation of a team, "" for a team that has no line.
func (g *Log) OrgOf(tid note.TeamID) note.OrgID {
	g.mu.RLock()
	defer g.mu.RUnlock()
	return g.teams[tid].org
}

// read hands hashes of the tree to the library. The caller holds the lock.
func (g *Log) read(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, at := range indexes {
		hashes[i] = g.tree[at]
	}
	return hashes, nil
}

func pack(l Leaf) packed {
	p := packed{version: l.Version, kind: byte(l.kind())}
	hex.Decode(p.org[:], []byte(l.Org))
	hex.Decode(p.subject[:], []byte(l.Subject))
	hex.Decode(p.hash[:], []byte(l.Hash))
	return p
}

func (p packed) leaf() Leaf {
	l := Leaf{Kind: kinds[p.kind], Org: note.OrgID(hex.EncodeToString(p.org[:])), Version: p.version, Hash: note.Hash(hex.EncodeToString(p.hash[:]))}
	if l.Kind == KindVouch || l.Kind == KindTeam {
		l.Subject = note.ID(hex.EncodeToString(p.subject[:]))
	}
	return l
}

func hashOf(h tlog.Hash) note.Hash { return note.Hash(hex.EncodeToString(h[:])) }

// Empty is the checkpoint of no leaves, with which every log begins.
var Empty = note.Checkpoint{Root: note.Hash(hex.EncodeToString(emptyRoot[:]))}

var emptyRoot = sha256.Sum256(nil)
