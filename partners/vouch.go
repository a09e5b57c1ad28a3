package partners

import (
	"context"
	"strings"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/hub"
)

// Vouched is what came of a vouch.
type Vouched struct {
	Org      note.OrgID `json:"organisation"`
	Name     string     `json:"name"`
	Kinds    []string   `json:"kinds"`
	Accepted bool       `json:"accepted"` // two have vouched, or the founders' list has it
	// Alike are organisations that are there already and whose name reads the same.
	Alike []note.OrgID `json:"alike,omitempty"`
	// Withheld is set when there may be more: the hub withholds what others are called.
	Withheld bool `json:"withheld,omitempty"`
}

// ParseFingerprint reads the fingerprint of a root key as people pass it on: case,
// spaces and dashes do not count. E01 for anything else.
func ParseFingerprint(typed string) (note.KeyID, error) {
	id := strings.ToLower(strings.NewReplacer(" ", "", "-", "").Replace(typed))
	if !note.IsID(id) {
		return "", hub.Errorf(hub.E01, "a fingerprint is 32 letters and digits")
	}
	return note.KeyID(id), nil
}

// Vouch gives the word of the member's organisation, as its admin, for a new one: the
// first records of that one, as its founder made them, and the fingerprint of its root,
// as the admin compared it with them by telephone or in person. It brings the records to
// the hub as well, as far as the new organisation is accepted. E06: the records have
// another root; E05: not an admin.
func (m *Member) Vouch(ctx context.Context, records []hub.Object, root note.KeyID) (*Vouched, error) {
	if err := m.dir.Sync(ctx); err != nil {
		return nil, err
	}
	if _, err := m.administered(); err != nil {
		return nil, err
	}
	var first *hub.Object
	for i, o := range records {
		if o.Kind != hub.ObjectOrg {
			continue
		}
		if first != nil {
			return nil, hub.Errorf(hub.E30, "these are the records of several organisations")
		}
		first = &records[i]
	}
	if first == nil {
		return nil, hub.Errorf(hub.E01, "these records are of no organisation")
	}
	org, err := roster.ParseOrg(first.Data)
	if err != nil {
		return nil, err
	}
	if org.Root.ID() != root {
		return nil, note.Errorf(note.E06, "the records of this organisation have another root than the one that you compared")
	}
	v := &Vouched{Org: org.Org, Name: org.Name, Kinds: org.Kinds}
	if v.Alike, err = m.dir.alike(ctx, org); err != nil {
		return nil, err
	}
	v.Withheld = m.dir.nameless(org.Org)
	vouch, err := roster.Write(roster.Vouch{Org: org.Org, Record: org.Hash(), By: m.Org, Time: m.now().Unix()}, m.keys.Sign.Sign)
	if err != nil {
		return nil, err
	}
	begin := []hub.Object{*first, {Kind: hub.ObjectVouch, Data: vouch}}
	all := begin
	for _, o := range records {
		if o.Kind != hub.ObjectOrg {
			all = append(all, o)
		}
	}
	// The rest counts from the second vouch on; nobody but the hub knows which this is.
	if err = m.hub.Publish(ctx, all); hub.CodeOf(err) == note.E06 {
		err = m.hub.Publish(ctx, begin)
	}
	if err != nil {
		return nil, err
	}
	if err := m.dir.Sync(ctx); err != nil {
		return nil, err
	}
	if err := m.dir.Need(ctx, org.Org); err != nil {
		return nil, err
	}
	v.Accepted = m.dir.book.Manifest(org.Org) != nil
	return v, nil
}

// alike lists the organisations of the directory whose name reads like that of one.
func (d *Directory) alike(ctx context.Context, org *roster.Org) (list []note.OrgID, err error) {
	if err := d.All(ctx); err != nil {
		return nil, err
	}
	for _, id := range d.book.Orgs() {
		if o := d.book.Org(id); o != nil && id != org.Org && skeleton(o.Name) == skeleton(org.Name) {
			list = append(list, id)
		}
	}
	return list, nil
}
