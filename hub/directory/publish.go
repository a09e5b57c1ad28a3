package directory

import (
	"context"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/hub"
)

// maxTeamKey bounds a sealed team key: an identity sealed to one recipient is
// about 2 KB.
const maxTeamKey = 8 << 10

// Publish implements hub.Directory: any member may bring records of its own
// organisation, since what counts is who signed them; the first record of an
// organisation is for the operator to bring (Seed). Objects come together with
// a record that names them, and a record with the objects that it names, unless
// those are there already. Publishing again is a success.
func (d *Directory) Publish(ctx context.Context, objects []hub.Object) error {
	c, err := caller(ctx, hub.ScopeMember)
	if err != nil {
		return err
	}
	p := &publication{by: &c}
	if err := p.read(objects); err != nil {
		return failed("publish", err)
	}
	if err := d.checkNamed(ctx, p); err != nil {
		return err
	}
	return d.accept(ctx, p)
}

// Seed takes records from the operator: of any organisation, verified in the
// same way. No route leads to it.
func (d *Directory) Seed(ctx context.Context, objects []hub.Object) error {
	p := &publication{}
	if err := p.read(objects); err != nil {
		return failed("seed", err)
	}
	return d.accept(ctx, p)
}

// accept adds the records to the book and to the store, all or none. The book
// shows them when they are on the disk.
func (d *Directory) accept(ctx context.Context, p *publication) error {
	d.publishing.Lock()
	defer d.publishing.Unlock()
	err := d.book.Batch(func(add func(kind string, data []byte) error) error {
		for _, r := range p.records {
			if r.Kind == hub.ObjectTeamKey {
				continue
			}
			if err := add(r.Kind, r.Data); err != nil {
				return err
			}
		}
		return d.store.PutRecords(ctx, p.records)
	})
	if err != nil {
		return failed("publish", err)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, m := range p.mailboxes {
		d.mailboxes[m.RID] = m.Expires
	}
	return nil
}

// publication is what was published together, and what its records name.
type publication struct {
	by        *hub.Caller // nil: the operator
	records   []hub.Record
	brought   map[note.Hash]bool
	named     map[note.Hash]bool         // objects that may come with these records
	needed    []note.Hash                // objects that must be there with them
	teamKeys  map[note.Hash]*roster.Team // by the hash of the sealed file
	mailboxes []*roster.Mailbox
}

// read parses every record and checks whose it is.
func (p *publication) read(objects []hub.Object) error {
	p.brought, p.named, p.teamKeys = map[note.Hash]bool{}, map[note.Hash]bool{}, map[note.Hash]*roster.Team{}
	size := 0
	for _, o := range objects {
		if size += len(o.Data); size > hub.MaxPublish {
			return hub.Errorf(hub.E23, "more than %d bytes at once", hub.MaxPublish)
		}
		r := hub.Record{Object: o, Hash: note.HashOf(o.Data)}
		leaf, org, err := p.leaf(o)
		if err != nil {
			return err
		}
		if org != "" && p.by != nil && org != p.by.Org {
			return hub.Errorf(hub.E05, "%s of another organisation than the caller's", o.Kind)
		}
		r.Leaf = leaf
		p.brought[r.Hash] = true
		p.records = append(p.records, r)
	}
	return p.readTeamKeys()
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
		p.need(m.Rcpt)
		p.mailboxes = append(p.mailboxes, m)
		return &hub.Leaf{Kind: o.Kind, Org: m.Org, Subject: note.ID(m.RID)}, m.Org, nil
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
	if p.by != nil {
		return nil, "", hub.Errorf(hub.E05, "an organisation is for the operator to add")
	}
	o, err := roster.ParseOrg(data)
	if err != nil {
		return nil, "", err
	}
	return &hub.Leaf{Kind: hub.ObjectOrg, Org: o.Org}, o.Org, nil
}

func (p *publication) name(hashes ...note.Hash) {
	for _, h := range hashes {
		p.named[h] = true
	}
}

func (p *publication) need(hashes ...note.Hash) {
	p.name(hashes...)
	p.needed = append(p.needed, hashes...)
}

func (p *publication) nameManifest(m *roster.Manifest) {
	p.name(m.Recovery, m.Audit)
	if m.Terms != "" {
		p.need(m.Terms)
	}
	for _, l := range m.Members {
		p.name(l.Record) // whether it is there is for the book to say
	}
	for _, l := range m.Teams {
		p.need(l.Card)
	}
}

func (p *publication) nameMember(m *roster.Member) {
	p.need(m.Rcpt)
	p.name(m.Prev)
	if p.by != nil && m.Member == p.by.Account {
		p.name(m.Hash()) // its own next note, for an admin to take into a manifest
	}
}

func (p *publication) nameTeam(t *roster.Team) {
	p.need(t.Rcpt)
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
	p.need(files...)
	for _, f := range files {
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

// checkNamed: objects have a record that names them, records the objects that
// they name; either may be there already.
func (d *Directory) checkNamed(ctx context.Context, p *publication) error {
	for _, r := range p.records {
		if r.Leaf != nil || p.named[r.Hash] {
			continue
		}
		held, err := d.holds(ctx, r.Hash)
		if err != nil {
			return err
		}
		if !held {
			return hub.Errorf(hub.E05, "publish: no record names a %s", r.Kind)
		}
	}
	for _, h := range p.needed {
		if p.brought[h] {
			continue
		}
		held, err := d.holds(ctx, h)
		if err != nil {
			return err
		}
		if !held {
			return hub.Errorf(hub.E06, "publish: an object that a record names is missing")
		}
	}
	return nil
}

func (d *Directory) holds(ctx context.Context, hash note.Hash) (bool, error) {
	_, err := d.store.Object(ctx, hash)
	if hub.CodeOf(err) == hub.E21 {
		return false, nil
	}
	return err == nil, err
}
