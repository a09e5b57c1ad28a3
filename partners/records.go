package partners

import (
	"context"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// Records gives all records of the directory log that this home verified, in the order
// of the log, each after what it names: with them an operator brings back what a hub
// lost that was restored (sluis hub --records). Sealed team keys are not among them;
// those are for their members to bring. E06 when records of some organisation are
// missing here: then the log could not go on either.
func (m *Member) Records(ctx context.Context) ([]hub.Object, error) {
	if err := m.dir.All(ctx); err != nil && hub.CodeOf(err) != hub.E27 {
		return nil, err
	}
	return m.dir.upTo(m.dir.lines.Size())
}

// upTo are the records of the first size lines.
func (d *Directory) upTo(size uint64) (out []hub.Object, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	done := map[note.Hash]bool{}
	for n := range size {
		l, _ := d.lines.At(n)
		if out, err = d.gather(named{l.Kind, l.Hash}, done, out); err != nil {
			return nil, err
		}
		if !done[l.Hash] {
			return nil, note.Errorf(note.E06, "line %d of the directory log: its record is not in this home", n)
		}
	}
	return out, nil
}

// gather adds a record from the home to out, after what it names. What is not there
// is left out, and not done.
func (d *Directory) gather(n named, done map[note.Hash]bool, out []hub.Object) ([]hub.Object, error) {
	if done[n.hash] {
		return out, nil
	}
	b, err := d.home.read("directory/" + string(n.hash))
	if err != nil || b == nil {
		return out, err
	}
	done[n.hash] = true
	for _, deeper := range namesIn(n.kind, b) {
		if out, err = d.gather(deeper, done, out); err != nil {
			return out, err
		}
	}
	return append(out, hub.Object{Kind: n.kind, Data: b}), nil
}
