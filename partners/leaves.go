package partners

import (
	"context"
	"encoding/json"
	"maps"
	"slices"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// maxLeaves bounds the list, so that a hub cannot feed a client for ever.
const maxLeaves = 5_000_000

// ask fetches the leaves after those that are known, and says whether the list
// changed. The newest known one is asked for again: when the hub has another in
// its place (it was restored), the list begins anew. Numbers rise but may leave
// gaps: mailboxes of others, and those that ended, are not shown.
func (d *Directory) ask(ctx context.Context) (changed bool, err error) {
	known := len(d.leaves)
	if known == 0 {
		err := d.follow(ctx, 0)
		return len(d.leaves) > 0, err
	}
	last := d.leaves[known-1]
	page, err := d.hub.Leaves(ctx, last.N, hub.MaxRows)
	if err != nil {
		return false, err
	}
	there := len(page) > 0 && page[0] == last
	if !there && (last.Kind != hub.ObjectMailbox || len(page) > 0 && page[0].N <= last.N) {
		return true, d.beginAnew(ctx)
	}
	full := len(page) == hub.MaxRows
	if there {
		page = page[1:]
	}
	if err = d.take(page); err == nil && full {
		err = d.follow(ctx, d.leaves[len(d.leaves)-1].N+1)
	}
	return len(d.leaves) > known, err
}

// follow takes the leaves from a number on.
func (d *Directory) follow(ctx context.Context, from uint64) error {
	for {
		page, err := d.hub.Leaves(ctx, from, hub.MaxRows)
		if err != nil {
			return err
		}
		if err := d.take(page); err != nil || len(page) < hub.MaxRows {
			return err
		}
		from = page[len(page)-1].N + 1
	}
}

func (d *Directory) take(page []hub.Leaf) error {
	for _, l := range page {
		if err := d.checkLeaf(l); err != nil {
			return err
		}
		d.index(l)
	}
	return nil
}

// beginAnew fetches the list of a hub that was restored. What verified of an
// organisation, but for mailboxes, the new list begins with: manifests,
// revocations and team keys are not taken back. Else nothing changes (E11).
func (d *Directory) beginAnew(ctx context.Context) error {
	old := d.replica
	d.forget()
	err := d.follow(ctx, 0)
	if err == nil {
		err = d.continues(ctx, old)
	}
	if err != nil {
		d.replica = old
	}
	return err
}

// continues says whether the list begins, for each organisation, with what the old
// one had. Only what verifies from the home counts: a leaf without a record is a
// hub's word, and when that hub was false the next one owes nobody such a leaf.
func (d *Directory) continues(ctx context.Context, old replica) error {
	before := &Directory{hub: nowhere{}, home: d.home, replica: old}
	for _, org := range slices.Sorted(maps.Keys(old.byOrg)) {
		same := 0
		for i, l := range old.byOrg[org] {
			if has := d.byOrg[org]; i == len(has) || has[i].Kind != l.Kind || has[i].Hash != l.Hash {
				break
			}
			same++
		}
		if same == len(old.byOrg[org]) {
			continue
		}
		if _, err := before.load(ctx, org); err != nil {
			return err
		}
		if lost := old.added[org] - same; lost > 0 {
			return note.Errorf(note.E11, "the hub begins its directory anew without %d of the %d records of organisation %s that were verified here; "+
				"they stay in force. Its operator has to put them back, from a later copy or with --records", lost, old.added[org], org)
		}
	}
	return nil
}

// nowhere is a hub that has nothing, so that the home must do.
type nowhere struct{ hub.Directory }

func (nowhere) Objects(context.Context, []note.Hash) ([][]byte, error) { return nil, nil }

var leafKinds = []string{hub.ObjectOrg, hub.ObjectVouch, hub.ObjectManifest, hub.ObjectTeam, hub.ObjectMailbox}

func (d *Directory) checkLeaf(l hub.Leaf) error {
	if n := len(d.leaves); n > 0 && l.N <= d.leaves[n-1].N || n >= maxLeaves {
		return note.Errorf(note.E11, "directory list does not rise at %d", l.N)
	}
	if !slices.Contains(leafKinds, l.Kind) || !note.IsID(string(l.Org)) || !note.IsHash(string(l.Hash)) ||
		l.Subject != "" && !note.IsID(string(l.Subject)) {
		return note.Errorf(note.E01, "directory list is malformed at %d", l.N)
	}
	return nil
}

// forget leaves an empty list.
func (d *Directory) forget() {
	d.replica = newReplica(d.home.Trust)
	d.leaves = []hub.Leaf{}
}

func (d *Directory) loadLeaves() error {
	d.leaves = []hub.Leaf{}
	b, err := d.home.read("directory/leaves.json")
	if err != nil || b == nil {
		return err
	}
	var stored []hub.Leaf
	if json.Unmarshal(b, &stored) != nil {
		return nil // a damaged list is fetched again: it is the hub's, not ours
	}
	if d.take(stored) != nil {
		d.forget()
	}
	return nil
}

func (d *Directory) index(l hub.Leaf) {
	d.leaves = append(d.leaves, l)
	switch l.Kind {
	case hub.ObjectMailbox:
		d.boxes[note.MemberID(l.Subject)] = l
	case hub.ObjectTeam:
		d.teams[note.TeamID(l.Subject)] = l.Org
		fallthrough
	default:
		d.byOrg[l.Org] = append(d.byOrg[l.Org], l)
	}
}
