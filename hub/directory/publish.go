package directory

import (
	"context"
	"slices"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/hub"
)

// maxTeamKey bounds a sealed team key: an identity sealed to one recipient is
// about 2 KB.
const maxTeamKey = 8 << 10

// Publish implements hub.Directory: any member may bring records of its own
// organisation, since what counts is who signed them; and with a vouch for a new
// organisation, the first records of that one, whose members cannot log in before.
// Otherwise those are for the operator to bring (Seed). Objects come together with
// a record that names them, and a record with the objects that it names, unless
// those are there already. Publishing again is a success.
func (d *Directory) Publish(ctx context.Context, objects []hub.Object) error {
	c, err := caller(ctx, hub.ScopeMember)
	if err != nil {
		return err
	}
	p := newPublication(&c)
	if err := p.read(objects); err != nil {
		return failed("publish", err)
	}
	return d.current(ctx, func() error {
		if err := d.checkNamed(ctx, p); err != nil {
			return err
		}
		if err := d.checkMailboxes(p); err != nil {
			return err
		}
		add, err := d.checkQuota(p)
		if err != nil {
			return err
		}
		if err := d.accept(ctx, p); err != nil {
			return err
		}
		d.today.add(c.Account, add)
		return nil
	})
}

// current does what is decided by the book, alone in this process; and when the
// store tells that another process was just before it, reads what that one did
// and decides again.
func (d *Directory) current(ctx context.Context, decide func() error) error {
	d.publishing.Lock()
	defer d.publishing.Unlock()
	for {
		was := d.place.Load()
		refusal := decide()
		if refusal == nil {
			return refusal
		}
		// Any refusal may be made from what stood a moment ago.
		if err := d.catchUp(ctx); err != nil {
			return err
		}
		if d.place.Load() == was {
			return refusal
		}
	}
}

// Seed takes records from the operator: of any organisation, verified in the
// same way. No route leads to it.
func (d *Directory) Seed(ctx context.Context, objects []hub.Object) error {
	p := newPublication(nil)
	if err := p.read(objects); err != nil {
		return failed("seed", err)
	}
	return d.current(ctx, func() error {
		if err := d.checkMailboxes(p); err != nil {
			return err
		}
		return d.accept(ctx, p)
	})
}

// accept adds the records to the book and to the store, all or none. The book
// shows them when they are on the disk. The caller holds publishing.
func (d *Directory) accept(ctx context.Context, p *publication) error {
	var place int64
	lines := slices.DeleteFunc(slices.Clone(p.records), func(r hub.Record) bool {
		return r.Leaf == nil || d.book.Holds(r.Kind, r.Hash)
	})
	err := d.book.Batch(func(add func(kind string, data []byte) error) error {
		for _, r := range p.records {
			if r.Kind == hub.ObjectTeamKey {
				continue
			}
			if err := add(r.Kind, r.Data); err != nil {
				return err
			}
		}
		var err error
		place, err = d.store.PutRecords(ctx, p.records, d.place.Load())
		return err
	})
	if err != nil {
		return failed("publish", err)
	}
	d.place.Store(place)
	for _, r := range lines {
		if err := d.line(r.Leaf, r.Hash); err != nil {
			return failed("publish", err)
		}
	}
	for _, m := range p.mailboxes {
		d.keep(m)
	}
	for _, r := range p.records {
		if err := d.code(r.Kind, r.Data); err != nil {
			return failed("publish", err)
		}
	}
	return nil
}

// object is the name of an object: bytes may be there as more than one kind.
type object struct {
	kind string
	hash note.Hash
}

// publication is what was published together, and what its records name.
type publication struct {
	by        *hub.Caller // nil: the operator
	records   []hub.Record
	brought   map[object]bool
	named     map[object]bool            // objects that may come with these records
	needed    []object                   // objects that must be there with them
	recipient map[note.Hash]int          // how many of these records name it
	listed    map[note.Hash]bool         // member notes that these manifests name
	vouched   map[note.OrgID]bool        // for whom who brings it vouches here
	notes     []note.Hash                // member notes
	teamKeys  map[note.Hash]*roster.Team // by the hash of the sealed file
	mailboxes []*roster.Mailbox
}

func newPublication(by *hub.Caller) *publication {
	return &publication{
		by: by, brought: map[object]bool{}, named: map[object]bool{}, teamKeys: map[note.Hash]*roster.Team{},
		recipient: map[note.Hash]int{}, listed: map[note.Hash]bool{}, vouched: map[note.OrgID]bool{},
	}
}

// read parses every record and checks whose it is.
func (p *publication) read(objects []hub.Object) error {
	size := 0
	var foreign []subject
	for _, o := range objects {
		if size += len(o.Data); size > hub.MaxPublish {
			return hub.Errorf(hub.E23, "more than %d bytes at once", hub.MaxPublish)
		}
		r := hub.Record{Object: o, Hash: note.HashOf(o.Data)}
		if p.brought[object{o.Kind, r.Hash}] {
			continue
		}
		p.brought[object{o.Kind, r.Hash}] = true
		leaf, org, err := p.leaf(o)
		if err != nil {
			return err
		}
		if org != "" && p.by != nil && (org != p.by.Org || o.Kind == hub.ObjectOrg) {
			foreign = append(foreign, subject{o.Kind, org})
		}
		r.Leaf = leaf
		p.records = append(p.records, r)
	}
	for _, f := range foreign {
		if !p.vouched[f.org] || f.kind == hub.ObjectVouch || f.kind == hub.ObjectMailbox {
			return hub.Errorf(hub.E05, "%s of another organisation than the caller's", f.kind)
		}
	}
	return p.readTeamKeys()
}

// subject is a record of another organisation than that of who brings it.
type subject struct {
	kind string
	org  note.OrgID
}

// leaf reads a record: what the list says of it (nothing for an object), and for
// whose members it is to bring.
func (p *publication) leaf(o hub.Object) (*hub.Leaf, note.OrgID, error) {
	switch o.Kind {
	case hub.ObjectOrg:
		return p.org(o.Data)
	case hub.ObjectVouch:
		v, err := roster.ParseVouch(o.Data)
		if err != nil {
			return nil, "", err
		}
		if p.by != nil && v.By == p.by.Org {
			p.vouched[v.Org] = true
		}
		return &hub.Leaf{Kind: o.Kind, Org: v.Org, Subject: note.ID(v.By)}, v.By, nil
	case hub.ObjectManifest:
		m, err := roster.ParseManifest(o.Data)
		if err != nil {
			return nil, "", err
		}
		p.nameManifest(m)
		return &hub.Leaf{Kind: o.Kind, Org: m.Org, Version: m.Version}, m.Org, nil
	case hub.ObjectTeam:
		t, err := roster.ParseTeam(o.Data)
		if err != nil {
			return nil, "", err
		}
		p.nameTeam(t)
		return &hub.Leaf{Kind: o.Kind, Org: t.Org, Subject: note.ID(t.Team), Version: t.Epoch}, t.Org, nil
	case hub.ObjectMailbox:
		m, err := roster.ParseMailbox(o.Data)
		if err != nil {
			return nil, "", err
		}
		p.needRecipient(m.Rcpt)
		p.name(hub.ObjectMailbox, m.Hash()) // it stands for itself, without a line
		p.mailboxes = append(p.mailboxes, m)
		return nil, m.Org, nil
	case hub.ObjectMember:
		m, err := roster.ParseMember(o.Data)
		if err != nil {
			return nil, "", err
		}
		p.nameMember(m)
		return nil, m.Org, nil
	}
	return nil, "", nil
}

func (p *publication) org(data []byte) (*hub.Leaf, note.OrgID, error) {
	o, err := roster.ParseOrg(data)
	if err != nil {
		return nil, "", err
	}
	return &hub.Leaf{Kind: hub.ObjectOrg, Org: o.Org}, o.Org, nil
}

func (p *publication) name(kind string, hash note.Hash) { p.named[object{kind, hash}] = true }

func (p *publication) need(kind string, hash note.Hash) {
	p.name(kind, hash)
	p.needed = append(p.needed, object{kind, hash})
}

func (p *publication) nameRecipient(rh note.Hash) {
	p.name(hub.ObjectRecipient, rh)
	p.recipient[rh]++
}

func (p *publication) needRecipient(rh note.Hash) {
	p.need(hub.ObjectRecipient, rh)
	p.recipient[rh]++
}

func (p *publication) nameManifest(m *roster.Manifest) {
	p.nameRecipient(m.Recovery)
	p.nameRecipient(m.Audit)
	if m.Terms != "" {
		p.need(hub.ObjectTerms, m.Terms)
	}
	for _, l := range m.Members {
		p.name(hub.ObjectMember, l.Record) // whether it is there is for the book to say
		p.listed[l.Record] = true
	}
	for _, l := range m.Teams {
		p.need(hub.ObjectCard, l.Card)
	}
}

func (p *publication) nameMember(m *roster.Member) {
	p.needRecipient(m.Rcpt)
	p.name(hub.ObjectMember, m.Prev)
	p.notes = append(p.notes, m.Hash())
	if p.by != nil && m.Member == p.by.Account {
		p.name(hub.ObjectMember, m.Hash()) // its own next note, for an admin to take into a manifest
	}
}

func (p *publication) nameTeam(t *roster.Team) {
	p.needRecipient(t.Rcpt)
	files := make([]note.Hash, 0, len(t.Members)+2)
	for _, w := range t.Members {
		files = append(files, w.File)
	}
	if t.Recovery != nil {
		files = append(files, t.Recovery.File)
	}
	if t.Chain != note.ZeroHash {
		files = append(files, t.Chain)
	}
	for _, f := range files {
		p.need(hub.ObjectTeamKey, f)
		p.teamKeys[f] = t
	}
}

// readTeamKeys says of each sealed key whose it is. It cannot be opened here;
// what is known of it is that a team note names it.
func (p *publication) readTeamKeys() error {
	for i, r := range p.records {
		if r.Kind != hub.ObjectTeamKey {
			continue
		}
		if len(r.Data) > maxTeamKey {
			return hub.Errorf(hub.E23, "team key of %d bytes, at most %d", len(r.Data), maxTeamKey)
		}
		t := p.teamKeys[r.Hash]
		if t == nil {
			return hub.Errorf(hub.E05, "a team key that no team note names")
		}
		p.records[i].Team, p.records[i].Epoch = t.Team, t.Epoch
	}
	return nil
}

// checkNamed: objects have a record that names them as what they are, records
// the objects that they name; either may be there already.
func (d *Directory) checkNamed(ctx context.Context, p *publication) error {
	for _, r := range p.records {
		o := object{r.Kind, r.Hash}
		if r.Leaf != nil || p.named[o] {
			continue
		}
		held, err := d.holds(ctx, o)
		if err != nil {
			return err
		}
		if !held {
			return hub.Errorf(hub.E05, "publish: no record names a %s", r.Kind)
		}
	}
	for _, o := range p.needed {
		if p.brought[o] {
			continue
		}
		held, err := d.holds(ctx, o)
		if err != nil {
			return err
		}
		if !held {
			return hub.Errorf(hub.E06, "publish: an object that a record names is missing")
		}
	}
	return nil
}

func (d *Directory) holds(ctx context.Context, o object) (bool, error) {
	kinds, err := d.store.Objects(ctx, o.hash)
	return slices.ContainsFunc(kinds, func(s hub.StoredObject) bool { return s.Kind == o.kind }), err
}
