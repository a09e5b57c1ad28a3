package partners

import (
	"context"
	"maps"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/crypto/translog"
	"github.com/sluis-hub/sluis/hub"
)

// Directory is a member's replica of the hub's public records: the whole directory
// log, recomputed from its lines up to the newest checkpoint that the log and its
// witnesses signed, and of each organisation that was needed the records themselves,
// verified from the founders' roots. Records are kept in the home by hash, so a
// record is fetched once in its life.
//
// A log that takes back, changes or hides a line is E11 for everybody. An
// organisation whose records the hub withholds, or that do not verify, is an error
// for who needs that one and for its own members; all others go on, and at the next
// Sync it is asked for again.
type Directory struct {
	hub    publicHub
	home   *Home
	policy *translog.Policy
	own    func() error // what a session demands of the own records each time they were asked for

	mu sync.Mutex
	replica
}

// replica is one log and what was verified of its records.
type replica struct {
	known bool // the home was read
	anew  bool // the lines in the home are not those before the next one
	head  translog.Head
	lines *translog.Log
	sure  *sure // as much of the lines as a checkpoint covers
	book  *roster.Book
	added map[note.OrgID]int // lines of this organisation that are in the book
}

// publicHub is the part of a hub that a replica asks: what is public, and the time.
type publicHub interface {
	hub.Directory
	Hello(ctx context.Context) (hub.Hello, error)
}

func newDirectory(h publicHub, home *Home) (*Directory, error) {
	policy, err := home.Trust.Policy()
	if err != nil {
		return nil, err
	}
	return &Directory{hub: h, home: home, policy: policy, replica: newReplica(home.Trust)}, nil
}

func newReplica(trust Trust) replica {
	lines := translog.NewLog()
	r := replica{
		head: translog.Head{Checkpoint: translog.Empty}, lines: lines, sure: &sure{Log: lines},
		book: roster.NewBook(trust.Founders), added: map[note.OrgID]int{},
	}
	r.book.UseLog(r.sure)
	return r
}

// sure is a log as far as it was verified: lines that are being taken from a hub decide
// about no entry before a checkpoint covers them.
type sure struct {
	*translog.Log
	size atomic.Uint64
}

func (s *sure) Root(size uint64) (note.Hash, bool) {
	if size > s.size.Load() {
		return "", false
	}
	return s.Log.Root(size)
}

// settle takes over a head whose lines are there.
func (r *replica) settle(head translog.Head) {
	r.head = head
	r.sure.size.Store(head.Size)
}

// Book is what was verified so far.
func (d *Directory) Book() *roster.Book { return d.book }

// Sync asks the hub for the newest checkpoint and the lines up to it, and brings
// every organisation that is in use up to date. Cost: the number of new lines. E11:
// the log is not what it was; what was verified stays in force. Without enough
// witnesses (E13) what is known goes on to count, for as long as it is fresh.
func (d *Directory) Sync(ctx context.Context) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.sync(ctx)
}

// sync is Sync. What the book says of who asks is looked at also when the hub went
// away: it may have said that first.
func (d *Directory) sync(ctx context.Context) error {
	err := d.bring(ctx)
	if d.own == nil || err != nil && hub.CodeOf(err) != hub.E27 {
		return err
	}
	if other := d.own(); other != nil {
		return other
	}
	return err
}

func (d *Directory) bring(ctx context.Context) error {
	if !d.known {
		if err := d.recall(); err != nil {
			return err
		}
	}
	if err := d.advance(ctx); err != nil && (hub.CodeOf(err) != note.E13 || d.head.Size == 0) {
		return err
	}
	failed, err := d.load(ctx, slices.Collect(maps.Keys(d.added))...)
	if err != nil {
		return err
	}
	return failed[d.home.Config.Org]
}

// forget goes back to what is in the home, with the organisations that were in use.
func (d *Directory) forget() {
	inUse := d.added
	if d.recall() != nil {
		d.known = false // the next one tells why
	}
	for org := range inUse {
		d.added[org] = 0
	}
}

// Need brings the records of these organisations into the book.
func (d *Directory) Need(ctx context.Context, orgs ...note.OrgID) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	failed, err := d.load(ctx, orgs...)
	if err != nil {
		return err
	}
	for _, org := range orgs {
		if err := failed[org]; err != nil {
			return err
		}
	}
	return nil
}

// All brings every organisation into the book: the address book. Those that fail
// are left out of it, but for the member's own.
func (d *Directory) All(ctx context.Context) error {
	left, err := d.all(ctx)
	if err != nil {
		return err
	}
	return left[d.home.Config.Org]
}

// all is All, and tells which organisations were left out, and why.
func (d *Directory) all(ctx context.Context) (map[note.OrgID]error, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	orgs := d.lines.Orgs()
	slices.Sort(orgs)
	return d.load(ctx, orgs...)
}

// For brings in whoever appears in the headers of an exchange, and as much of the log
// as its entries and receipts name.
func (d *Directory) For(ctx context.Context, entries []*chain.Entry, receipts [][]byte) error {
	orgs, boxes := map[note.OrgID]bool{}, map[note.MemberID]bool{}
	size := uint64(0)
	for _, e := range entries {
		size = max(size, e.CP.Size)
	}
	for _, raw := range receipts {
		if r, err := chain.ParseReceipt(raw); err == nil { // another does not count
			size = max(size, r.CP.Size)
		}
	}
	if err := d.reaches(ctx, size); err != nil && hub.CodeOf(err) != hub.E27 {
		return err
	}
	for _, e := range entries {
		if e.Org != note.OrgID(note.ZeroID) {
			orgs[e.Org] = true
		}
		for _, g := range e.Grants {
			switch g.Party.Kind() {
			case 't':
				if org := d.lines.OrgOf(g.Party.Team()); org != "" {
					orgs[org] = true
				}
			case 'r':
				boxes[g.Party.Member()] = true
			}
		}
	}
	if err := d.Need(ctx, slices.Sorted(maps.Keys(orgs))...); err != nil {
		return err
	}
	return d.needMailboxes(ctx, slices.Sorted(maps.Keys(boxes)))
}

// needMailboxes brings mailboxes into the book, each after its organisation. Those
// that are not there, or not for this member, are nobody's: entries by them are E06.
func (d *Directory) needMailboxes(ctx context.Context, rids []note.MemberID) error {
	rids = slices.DeleteFunc(rids, func(rid note.MemberID) bool { return d.book.Mailbox(rid) != nil })
	if len(rids) == 0 {
		return nil
	}
	notes, err := d.hub.Mailboxes(ctx, rids)
	if err != nil {
		return err
	}
	for i, raw := range notes {
		m, err := roster.ParseMailbox(raw)
		if i >= len(rids) || err != nil || m.RID != rids[i] {
			continue
		}
		if err := d.Need(ctx, m.Org); err != nil {
			return err
		}
		objects := map[note.Hash][]byte{}
		if err := d.fetch(ctx, []named{{hub.ObjectRecipient, m.Rcpt}}, objects); err != nil {
			return err
		}
		if r := objects[m.Rcpt]; r != nil {
			if err := d.book.Add(hub.ObjectRecipient, r); err != nil {
				return err
			}
		}
		if err := d.book.Add(hub.ObjectMailbox, raw); err != nil {
			return err
		}
	}
	return nil
}

// load brings organisations into the book, and before each whoever vouches for
// it, and for them. It tells of which ones the records fail, and goes on with the
// others; an error is of the hub or the home, and of all. The list of who still
// waits is kept here and not on the stack: a hub that makes a long row of vouches
// costs its own octets, no more.
func (d *Directory) load(ctx context.Context, orgs ...note.OrgID) (failed map[note.OrgID]error, err error) {
	failed = map[note.OrgID]error{}
	seen, done := map[note.OrgID]bool{}, map[note.OrgID]bool{}
	for _, first := range orgs {
		waiting := []note.OrgID{first}
		for len(waiting) > 0 {
			org := waiting[len(waiting)-1]
			if !seen[org] {
				seen[org] = true
				for _, l := range d.todo(org) {
					if voucher := note.OrgID(l.Subject); l.Kind == hub.ObjectVouch && !seen[voucher] {
						waiting = append(waiting, voucher)
					}
				}
				continue
			}
			waiting = waiting[:len(waiting)-1]
			if done[org] {
				continue
			}
			done[org] = true
			if err := d.add(ctx, org); err != nil {
				if !ofRecords(err) {
					return nil, err
				}
				failed[org] = err
			}
		}
	}
	return failed, nil
}

// ofRecords says whether an error is of what an organisation's records say, or of
// their being withheld, and not of the connection or the home.
func ofRecords(err error) bool {
	switch code := hub.CodeOf(err); code {
	case hub.E21, hub.E23:
		return true
	default:
		return code != "" && code < hub.E20
	}
}

// numbered is a line of the log with its number.
type numbered struct {
	translog.Leaf
	N uint64
}

// todo are the lines of an organisation whose records the book does not hold yet.
func (d *Directory) todo(org note.OrgID) (todo []numbered) {
	for _, n := range d.lines.Of(org, d.added[org]) {
		l, _ := d.lines.At(n)
		todo = append(todo, numbered{l, n})
	}
	return todo
}

// add adds the leaves of one organisation that the book does not hold yet, as far
// as they verify.
func (d *Directory) add(ctx context.Context, org note.OrgID) error {
	todo := d.todo(org)
	if len(todo) == 0 {
		return nil
	}
	// The records themselves, then level by level what they name; added to the
	// book from the deepest level up.
	level := make([]named, len(todo))
	for i, l := range todo {
		level[i] = named{l.Kind, l.Hash}
	}
	var levels [][]named
	objects := map[note.Hash][]byte{}
	asked := map[named]bool{} // each manifest names all members again
	for len(level) > 0 {
		levels = append(levels, level)
		if err := d.fetch(ctx, level, objects); err != nil {
			return err
		}
		var next []named
		for _, n := range level {
			for _, name := range namesIn(n.kind, objects[n.hash]) {
				if !asked[name] && !d.holds(name) {
					asked[name] = true
					next = append(next, name)
				}
			}
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
		if err := d.whole(todo[i]); err != nil {
			return err
		}
		if err := d.book.AddAt(todo[i].N, n.kind, b); err != nil {
			return err
		}
		d.added[org]++
	}
	return nil
}

// whole: a vouch is judged by all that the list has of who vouches before it. One
// whose revocations are withheld does not vouch.
func (d *Directory) whole(l numbered) error {
	voucher := note.OrgID(l.Subject)
	if l.Kind != hub.ObjectVouch || voucher == l.Org {
		return nil
	}
	if todo := d.todo(voucher); len(todo) > 0 && todo[0].N < l.N {
		return note.Errorf(note.E06, "records are missing of organisation %s, which vouches for %s", voucher, l.Org)
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
		if m.Recovery != "" {
			names = append(names, named{hub.ObjectRecipient, m.Recovery})
		}
	case hub.ObjectMember:
		if m, err := roster.ParseMember(b); err == nil {
			names = append(names, named{hub.ObjectRecipient, m.Rcpt})
		}
	case hub.ObjectTeam:
		if t, err := roster.ParseTeam(b); err == nil {
			names = append(names, named{hub.ObjectRecipient, t.Rcpt})
		}
	}
	return names
}

// holds says whether the book has an object, and what it names.
func (d *Directory) holds(n named) bool {
	rcpt := n.hash
	switch n.kind {
	case hub.ObjectMember:
		m := d.book.MemberNote(n.hash)
		if m == nil {
			return false
		}
		rcpt = m.Rcpt
	case hub.ObjectRecipient:
	default:
		return false
	}
	_, err := d.book.Recipient(rcpt)
	return err == nil
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
