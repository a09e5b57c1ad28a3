package partners

import (
	"context"
	"strings"
	"time"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/translog"
	"github.com/sluis-hub/sluis/hub"
)

// How old the newest checkpoint may be to sign with it (FORMAT.md L18). Past
// syncAfter it is asked for anew first.
const (
	freshToAct   = 15 * time.Minute // genesis, rekey, offer, accept and its co-signature
	freshToWrite = 24 * time.Hour   // all else
	syncAfter    = 5 * time.Minute
)

// The log in the home: its lines as they are in the log, and the newest checkpoint
// that was verified. What the checkpoint does not cover is not there.
const (
	linesFile      = "directory/log"
	checkpointFile = "directory/checkpoint"
)

// freshFor is how old a checkpoint may be for an entry of that type.
func freshFor(t chain.Type) time.Duration {
	switch t {
	case chain.Genesis, chain.Rekey, chain.Offer, chain.Accept:
		return freshToAct
	}
	return freshToWrite
}

// checkpoint gives the checkpoint to sign with. E12 when none is fresh enough, E26
// when the witnesses' clocks are ahead of this one by more than clocks may differ, or
// when only by this clock, which is ahead of the hub's, none is fresh enough.
func (d *Directory) checkpoint(ctx context.Context, now time.Time, within time.Duration) (note.Checkpoint, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.head.Fresh(now.Unix(), syncAfter) != nil {
		if err := d.sync(ctx); err != nil && hub.CodeOf(err) != hub.E27 {
			return note.Checkpoint{}, err
		}
	}
	if d.head.Time > now.Add(hub.ClockSkew).Unix() {
		return note.Checkpoint{}, &hub.Error{Code: hub.E26, Text: "the directory log is signed at a time that is yet to come here", Time: d.head.Time}
	}
	if err := d.head.Fresh(now.Unix(), within); err != nil {
		return note.Checkpoint{}, d.ahead(ctx, now, within, err)
	}
	return d.head.Checkpoint, nil
}

// ahead gives E26 for an E12 that is the fault of this clock. Nothing is signed
// either way, so the hub may be believed about who is to blame.
func (d *Directory) ahead(ctx context.Context, now time.Time, within time.Duration, stale error) error {
	hello, err := d.hub.Hello(ctx)
	if err != nil || now.Add(-hub.ClockSkew).Unix() <= hello.Time || d.head.Fresh(hello.Time, within) != nil {
		return stale
	}
	return &hub.Error{Code: hub.E26, Text: "this clock is ahead of the hub's and of the witnesses'", Time: hello.Time}
}

// reaches makes sure that the log is known up to a size that an entry names.
func (d *Directory) reaches(ctx context.Context, size uint64) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if size <= d.head.Size {
		return nil
	}
	return d.sync(ctx)
}

// advance asks for the newest checkpoint and takes the lines up to it. Nothing is
// used before all of it holds: E13 not signed as the trust file asks, E11 a log that
// shrank, changed or breaks its rules. What was known then stays in force.
func (d *Directory) advance(ctx context.Context) error {
	raw, err := d.hub.Checkpoint(ctx)
	if err != nil {
		return err
	}
	head, err := d.policy.Verify(raw)
	if err != nil {
		return err
	}
	if err := head.Follows(d.head.Checkpoint); err != nil {
		return err
	}
	if head.Size == d.head.Size && head.Size == d.lines.Size() {
		if head.Time > d.head.Time { // an older one says nothing new; a longer one does, whoever cosigned
			d.head = head
		}
		return nil
	}
	before := d.lines.Size()
	added, err := d.take(ctx, head)
	if err != nil {
		d.forget() // the lines that were taken in vain
		return err
	}
	d.settle(head)
	return d.keepLines(raw, added, before)
}

// take adds the lines up to a head, and compares the root.
func (d *Directory) take(ctx context.Context, head translog.Head) (added []byte, err error) {
	for from := d.lines.Size(); from < head.Size; {
		page, err := d.hub.Leaves(ctx, from, int(min(head.Size-from, hub.MaxRows)))
		if err != nil {
			return nil, err
		}
		if len(page) == 0 {
			return nil, note.Errorf(note.E11, "the hub withholds lines of the directory log, from %d on", from)
		}
		for _, l := range page[:min(uint64(len(page)), head.Size-from)] {
			leaf := translog.Leaf{Kind: l.Kind, Org: l.Org, Subject: l.Subject, Version: l.Version, Hash: l.Hash}
			if l.N != from {
				return nil, note.Errorf(note.E11, "the hub gives line %d of the directory log for %d", l.N, from)
			}
			if err := d.lines.Append(leaf); err != nil {
				return nil, err
			}
			added = append(added, leaf.String()+"\n"...)
			from++
		}
	}
	return added, d.lines.Check(head.Checkpoint)
}

// keepLines writes down what was verified: first the lines, then what says that they
// are. Another command that uses this home may have been further, or as far.
func (d *Directory) keepLines(checkpoint, added []byte, before uint64) error {
	unlock, err := d.home.lock("directory")
	if err != nil {
		return err
	}
	defer unlock()
	kept, err := d.kept()
	if err != nil || kept.Size > d.head.Size {
		return err
	}
	if d.anew || kept.Size != before {
		err = d.home.write(linesFile, d.allLines())
	} else {
		err = d.home.add(linesFile, added)
	}
	if err != nil {
		return err
	}
	d.anew = false
	return d.home.write(checkpointFile, checkpoint)
}

// kept is the checkpoint in the home, none before the first.
func (d *Directory) kept() (head translog.Head, err error) {
	raw, err := d.home.read(checkpointFile)
	if err != nil || raw == nil {
		return head, err
	}
	if head, err = d.policy.Verify(raw); err != nil {
		err = hub.Errorf(hub.CodeOf(err), "the checkpoint in the home is not of the log that its trust file names: %w", err)
	}
	return head, err
}

func (d *Directory) allLines() []byte {
	var b strings.Builder
	for n := range d.lines.Size() {
		l, _ := d.lines.At(n)
		b.WriteString(l.String() + "\n")
	}
	return []byte(b.String())
}

// recall reads the log from the home. The checkpoint there is what counts: lines
// that do not make its root are the disk's matter, and fetched again.
func (d *Directory) recall() error {
	d.replica = newReplica(d.home.Trust)
	d.known, d.anew = true, true
	head, err := d.kept()
	if err != nil || head.Size == 0 {
		return err
	}
	d.head = head
	text, err := d.home.read(linesFile)
	if err != nil {
		return err
	}
	rest := string(text)
	for d.lines.Size() < head.Size {
		line, after, whole := strings.Cut(rest, "\n")
		leaf, err := translog.ParseLeaf(line)
		if !whole || err != nil || d.lines.Append(leaf) != nil {
			break
		}
		rest = after
	}
	if d.lines.Check(head.Checkpoint) != nil {
		pin := d.head
		d.replica = newReplica(d.home.Trust)
		d.known, d.anew, d.head = true, true, pin
		return nil
	}
	d.settle(head)
	d.anew = rest != ""
	return nil
}
