package directory

import (
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/hub"
)

// describe says of each object what the store must know: its hash, its leaf if
// it is a record, and whose a team key is. A team key must be named by a team
// note that comes with it.
func describe(objects []hub.Object) ([]hub.Record, error) {
	if len(objects) == 0 {
		return nil, hub.Errorf(hub.E01, "nothing to publish")
	}
	sealedFor := map[note.Hash]*roster.Team{}
	for _, o := range objects {
		if o.Kind != hub.ObjectTeam {
			continue
		}
		t, err := roster.ParseTeam(o.Data)
		if err != nil {
			return nil, failed(o.Kind, err)
		}
		for _, w := range t.Members {
			sealedFor[w.File] = t
		}
		if t.Recovery != nil {
			sealedFor[t.Recovery.File] = t
		}
		sealedFor[t.Chain] = t
	}
	records := make([]hub.Record, len(objects))
	for i, o := range objects {
		r := hub.Record{Object: o, Hash: note.HashOf(o.Data)}
		var err error
		if r.Leaf, err = leafOf(o); err != nil {
			return nil, failed(o.Kind, err)
		}
		if o.Kind == hub.ObjectTeamKey {
			t := sealedFor[r.Hash]
			if t == nil {
				return nil, hub.Errorf(hub.E01, "team key that no team note with it names")
			}
			r.Team, r.Epoch = t.Team, t.Epoch
		}
		records[i] = r
	}
	return records, nil
}

// leafOf is the place of a record in the list; nil for an object that has none.
func leafOf(o hub.Object) (*hub.Leaf, error) {
	switch o.Kind {
	case hub.ObjectOrg:
		v, err := roster.ParseOrg(o.Data)
		if err != nil {
			return nil, err
		}
		return &hub.Leaf{Kind: o.Kind, Org: v.Org}, nil
	case hub.ObjectVouch:
		v, err := roster.ParseVouch(o.Data)
		if err != nil {
			return nil, err
		}
		return &hub.Leaf{Kind: o.Kind, Org: v.Org, Subject: note.ID(v.By)}, nil
	case hub.ObjectManifest:
		v, err := roster.ParseManifest(o.Data)
		if err != nil {
			return nil, err
		}
		return &hub.Leaf{Kind: o.Kind, Org: v.Org, Version: v.Version}, nil
	case hub.ObjectTeam:
		v, err := roster.ParseTeam(o.Data)
		if err != nil {
			return nil, err
		}
		return &hub.Leaf{Kind: o.Kind, Org: v.Org, Subject: note.ID(v.Team), Version: v.Epoch}, nil
	case hub.ObjectMailbox:
		v, err := roster.ParseMailbox(o.Data)
		if err != nil {
			return nil, err
		}
		return &hub.Leaf{Kind: o.Kind, Org: v.Org, Subject: note.ID(v.RID)}, nil
	}
	return nil, nil
}

// mayPublish refuses what is not of the caller's own organisation. That it
// verifies as well is for the book to say.
func mayPublish(r hub.Record, own note.OrgID) error {
	org := own
	switch r.Kind {
	case hub.ObjectOrg:
		org = "" // an organisation is let in by the operator
	case hub.ObjectVouch:
		org = note.OrgID(r.Leaf.Subject)
	case hub.ObjectManifest, hub.ObjectTeam, hub.ObjectMailbox:
		org = r.Leaf.Org
	case hub.ObjectMember:
		m, err := roster.ParseMember(r.Data)
		if err != nil {
			return failed(r.Kind, err)
		}
		org = m.Org
	}
	if org != own {
		return hub.Errorf(hub.E05, "%s of another organisation", r.Kind)
	}
	return nil
}
