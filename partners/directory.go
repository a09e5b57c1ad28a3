package partners

import (
	"context"
	"encoding/json"
	"slices"
	"sync"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/hub"
)

// Directory is a member's replica of the hub's public records: the list of all
// leaves, and of each organisation that was needed the records themselves,
// verified from the founders' roots. Records are kept in the home by hash, so a
// record is fetched once in its life.
type Directory struct {
	hub  hub.Directory
	home *Home
	book *roster.Book

	mu     sync.Mutex
	leaves []hub.Leaf
	byOrg  map[note.OrgID][]hub.Leaf
	teams  map[note.TeamID]note.OrgID
	boxes  map[note.MemberID]hub.Leaf
	added  map[note.OrgID]int // leaves of this organisation that are in the book
}

func newDirectory(h hub.Directory, home *Home) *Directory {
	return &Directory{
		hub: h, home: home, book: roster.NewBook(home.Trust.Founders),
		byOrg: map[note.OrgID][]hub.Leaf{}, teams: map[note.TeamID]note.OrgID{},
		boxes: map[note.MemberID]hub.Leaf{}, added: map[note.OrgID]int{},
	}
}

// Book is what was verified so far.
func (d *Directory) Book() *roster.Book { return d.book }

// Sync asks the hub for new leaves and brings every organisation that is in use
// up to date. Cost: the number of new leaves.
func (d *Directory) Sync(ctx context.Context) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.leaves == nil {
		if err := d.loadLeaves(); err != nil {
			return err
		}
	}
	known := len(d.leaves)
	if err := d.ask(ctx); err != nil {
		return err
	}
	for org := range d.added {
		if err := d.load(ctx, org); err != nil {
			return err
		}
	}
	if len(d.leaves) == known {
		return nil
	}
	// only a list that could be used is kept, so that a false one is gone with its hub
	b, err := json.Marshal(d.leaves)
	if err != nil {
		return err
	}
	return d.home.write("directory/leaves.json", b)
}

// maxLeaves bounds the list, so that a hub cannot feed a client for ever.
const maxLeaves = 5_000_000

// ask fetches the leaves after those that are known. The newest known one is
// asked for again: when the hub has another in its place (it was restored), the
// list begins anew. Numbers rise but may leave gaps: mailboxes of others, and
// those that ended, are not shown.
func (d *Directory) ask(ctx context.Context) error {
	from, again := uint64(0), false
	if n := len(d.leaves); n > 0 {
		from, again = d.leaves[n-1].N, true
	}
	for {
		more, err := d.hub.Leaves(ctx, from, hub.MaxRows)
		if err != nil {
			return err
		}
		full := len(more) == hub.MaxRows
		if again {
			again = false
			last := d.leaves[len(d.leaves)-1]
			switch {
			case len(more) > 0 && more[0] == last:
				more = more[1:]
			case last.Kind == hub.ObjectMailbox && (len(more) == 0 || more[0].N > last.N):
			default:
				d.forget()
				from = 0
				continue
			}
		}
		for _, l := range more {
			if err := d.checkLeaf(l); err != nil {
				return err
			}
			d.index(l)
			from = l.N + 1
		}
		if !full {
			return nil
		}
	}
}

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

// forget begins anew with an empty list.
func (d *Directory) forget() {
	fresh := newDirectory(d.hub, d.home)
	d.leaves, d.book, d.added = []hub.Leaf{}, fresh.book, fresh.added
	d.byOrg, d.teams, d.boxes = fresh.byOrg, fresh.teams, fresh.boxes
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
	for _, l := range stored {
		if d.checkLeaf(l) != nil {
			d.forget()
			return nil
		}
		d.index(l)
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

// Need brings the records of these organisations into the book.
func (d *Directory) Need(ctx context.Context, orgs ...note.OrgID) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, org := range orgs {
		if err := d.load(ctx, org); err != nil {
			return err
		}
	}
	return nil
}

// All brings every organisation into the book: the address book.
func (d *Directory) All(ctx context.Context) error {
	d.mu.Lock()
	orgs := make([]note.OrgID, 0, len(d.byOrg))
	for org := range d.byOrg {
		orgs = append(orgs, org)
	}
	d.mu.Unlock()
	slices.Sort(orgs)
	return d.Need(ctx, orgs...)
}

// For brings in whoever appears in the headers of an exchange.
func (d *Directory) For(ctx context.Context, entries []*chain.Entry) error {
	orgs := map[note.OrgID]bool{}
	d.mu.Lock()
	for _, e := range entries {
		if e.Org != note.OrgID(note.ZeroID) {
			orgs[e.Org] = true
		}
		for _, g := range e.Grants {
			switch g.Party.Kind() {
			case 't':
				if org, ok := d.teams[g.Party.Team()]; ok {
					orgs[org] = true
				}
			case 'r':
				if l, ok := d.boxes[g.Party.Member()]; ok {
					orgs[l.Org] = true
				}
			}
		}
	}
	d.mu.Unlock()
	list := make([]note.OrgID, 0, len(orgs))
	for org := range orgs {
		list = append(list, org)
	}
	slices.Sort(list)
	return d.Need(ctx, list...)
}

// load brings an organisation into the book, and before it whoever vouches for
// it, and for them. The list of who still waits is kept here and not on the
// stack: a hub that makes a long row of vouches costs its own octets, no more.
func (d *Directory) load(ctx context.Context, org note.OrgID) error {
	waiting, seen := []note.OrgID{org}, map[note.OrgID]bool{}
	for len(waiting) > 0 {
		org := waiting[len(waiting)-1]
		if !seen[org] {
			seen[org] = true
			for _, l := range d.todo(org) {
				voucher := note.OrgID(l.Subject)
				if _, known := d.added[voucher]; l.Kind == hub.ObjectVouch && !known && !seen[voucher] {
					waiting = append(waiting, voucher)
				}
			}
			continue
		}
		waiting = waiting[:len(waiting)-1]
		if err := d.add(ctx, org); err != nil {
			return err
		}
	}
	return nil
}

// todo are the leaves of an organisation that the book does not hold yet.
func (d *Directory) todo(org note.OrgID) []hub.Leaf { return d.byOrg[org][d.added[org]:] }

// add adds the leaves of one organisation that the book does not hold yet.
func (d *Directory) add(ctx context.Context, org note.OrgID) error {
	todo := d.todo(org)
	if _, started := d.added[org]; started && len(todo) == 0 || len(d.byOrg[org]) == 0 {
		return nil
	}
	d.added[org] = len(d.byOrg[org]) - len(todo) // in use from now on
	// The records themselves, then level by level what they name; added to the
	// book from the deepest level up.
	level := make([]named, len(todo))
	for i, l := range todo {
		level[i] = named{l.Kind, l.Hash}
	}
	var levels [][]named
	objects := map[note.Hash][]byte{}
	for len(level) > 0 {
		levels = append(levels, level)
		if err := d.fetch(ctx, level, objects); err != nil {
			return err
		}
		var next []named
		for _, n := range level {
			next = append(next, namesIn(n.kind, objects[n.hash])...)
		}
		level = next
	}
	for _, level := range slices.Backward(levels[1:]) {
		for _, n := range level {
			if b := objects[n.hash]; b != nil {
				if err := d.book.Add(n.kind, b); err != nil {
					return err
				}
			}
		}
	}
	for i, n := range levels[0] {
		b := objects[n.hash]
		if b == nil {
			return note.Errorf(note.E06, "the hub withholds a record of organisation %s", org)
		}
		if err := d.book.AddAt(todo[i].N, n.kind, b); err != nil {
			return err
		}
		d.added[org]++
	}
	return nil
}

// named is an object that a record names.
type named struct {
	kind string
	hash note.Hash
}

// namesIn lists what a record names that the book needs. A record that does not
// parse names nothing; the book will refuse it.
func namesIn(kind string, b []byte) []named {
	var names []named
	switch kind {
	case hub.ObjectManifest:
		m, err := roster.ParseManifest(b)
		if err != nil {
			return nil
		}
		for _, l := range m.Members {
			names = append(names, named{hub.ObjectMember, l.Record})
		}
		for _, l := range m.Teams {
			names = append(names, named{hub.ObjectCard, l.Card})
		}
	case hub.ObjectMember:
		if m, err := roster.ParseMember(b); err == nil {
			names = append(names, named{hub.ObjectRecipient, m.Rcpt})
		}
	case hub.ObjectTeam:
		if t, err := roster.ParseTeam(b); err == nil {
			names = append(names, named{hub.ObjectRecipient, t.Rcpt})
		}
	case hub.ObjectMailbox:
		if m, err := roster.ParseMailbox(b); err == nil {
			names = append(names, named{hub.ObjectRecipient, m.Rcpt})
		}
	}
	return names
}

// fetch fills in the objects that are not known yet, from the home or the hub.
// An object is used only under its own hash.
func (d *Directory) fetch(ctx context.Context, want []named, into map[note.Hash][]byte) error {
	var missing []note.Hash
	for _, n := range want {
		if _, have := into[n.hash]; have {
			continue
		}
		b, err := d.home.read("directory/" + string(n.hash))
		if err != nil {
			return err
		}
		if b != nil && note.HashOf(b) == n.hash {
			into[n.hash] = b
			continue
		}
		into[n.hash] = nil
		missing = append(missing, n.hash)
	}
	for part := range slices.Chunk(missing, 200) {
		got, err := d.hub.Objects(ctx, part)
		if err != nil {
			return err
		}
		for i, b := range got {
			if i >= len(part) || len(b) == 0 || note.HashOf(b) != part[i] {
				continue
			}
			into[part[i]] = b
			if err := d.home.write("directory/"+string(part[i]), b); err != nil {
				return err
			}
		}
	}
	return nil
}
