package translog

import (
	"golang.org/x/mod/sumdb/tlog"

	"github.com/sluis-hub/sluis/crypto/note"
)

// MaxProof is how many hashes a proof of growth has at most (C2SP tlog-witness).
const MaxProof = 63

// Growth proves that the tree of to leaves begins with that of from leaves (RFC
// 6962, 2.1.2). Between equal sizes and from 0 there is nothing to prove. E12
// when the log is not so long, E11 when it would have to shrink.
func (g *Log) Growth(from, to uint64) ([]note.Hash, error) {
	g.mu.RLock()
	defer g.mu.RUnlock()
	if to > uint64(len(g.leaves)) {
		return nil, note.Errorf(note.E12, "log: it has %d lines, not %d", len(g.leaves), to)
	}
	if from > to {
		return nil, note.Errorf(note.E11, "log: it does not shrink from %d to %d", from, to)
	}
	if from == 0 || from == to {
		return nil, nil
	}
	proof, err := tlog.ProveTree(int64(to), int64(from), tlog.HashReaderFunc(g.read))
	if err != nil {
		return nil, err // its own tree is whole
	}
	hashes := make([]note.Hash, len(proof))
	for i, h := range proof {
		hashes[i] = hashOf(h)
	}
	return hashes, nil
}

// CheckGrowth says whether the log of the later checkpoint begins with that of
// the earlier one, as the proof shows (rule L19): else E11.
func CheckGrowth(earlier, later note.Checkpoint, proof []note.Hash) error {
	if earlier.Size == 0 || earlier.Size == later.Size {
		if len(proof) > 0 {
			return note.Errorf(note.E11, "log: a proof where there is nothing to prove")
		}
		if earlier.Size == later.Size && earlier.Root != later.Root {
			return note.Errorf(note.E11, "log: two roots of one size")
		}
		if earlier.Size == 0 && earlier.Root != Empty.Root {
			return note.Errorf(note.E11, "log: no lines with a root of some")
		}
		return nil
	}
	hashes := make(tlog.TreeProof, len(proof))
	for i, h := range proof {
		copy(hashes[i][:], h.Bytes())
	}
	if later.Size > MaxLeaves ||
		tlog.CheckTree(hashes, int64(later.Size), treeHash(later.Root), int64(earlier.Size), treeHash(earlier.Root)) != nil {
		return note.Errorf(note.E11, "log: size %d does not begin with size %d", later.Size, earlier.Size)
	}
	return nil
}

func treeHash(h note.Hash) (t tlog.Hash) {
	copy(t[:], h.Bytes())
	return t
}
