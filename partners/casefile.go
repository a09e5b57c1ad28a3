package partners

import (
	"context"
	"encoding/json"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/strict"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/partners/flow"
	"github.com/sluis-hub/sluis/partners/zaak"
)

// readZaak reads an exchange that must be a zaak of an own team.
func (m *Member) readZaak(ctx context.Context, xid note.XID) (*Exchange, error) {
	x, err := m.Read(ctx, xid)
	if err != nil {
		return nil, err
	}
	if x.Frame == nil || x.Frame.Flow != "zaak" {
		return nil, hub.Errorf(hub.E29, "that exchange is not a zaak")
	}
	return x, nil
}

// zaakEntry is the post in a zaak that says that an exchange belongs to it.
func (m *Member) zaakEntry(ctx context.Context, file *Exchange, xid note.XID, f flow.Frame, team note.TeamID) (act, error) {
	doc, err := strict.Encode(zaak.Exchange{
		Envelope: flow.Envelope{Form: zaak.FormExchange, Version: flow.Version},
		XID:      xid, Flow: f.Flow, Kind: f.Kind, Team: string(team),
	})
	if err != nil {
		return act{}, err
	}
	return m.postOf(ctx, file, doc, nil, nil)
}

// linked lists the exchanges that a zaak says belong to it.
func linked(file *Exchange) []zaak.Exchange {
	var list []zaak.Exchange
	for _, e := range file.Entries {
		if e.State != Readable || formOf(e.Body) != zaak.FormExchange {
			continue
		}
		var l zaak.Exchange
		if json.Unmarshal(e.Body, &l) == nil {
			list = append(list, l)
		}
	}
	return list
}

// zaakView is the view of a zaak that knows how its exchanges stand: feedback
// that was given there is no longer owed here.
func (m *Member) zaakView(ctx context.Context, x *Exchange) (*View, error) {
	statuses := map[note.XID]flow.Status{}
	for _, l := range linked(x) {
		y, err := m.Read(ctx, l.XID)
		switch {
		case hub.CodeOf(err) == hub.E21 || passing(err): // ended, or not to be had now
		case err != nil:
			return nil, err
		default:
			statuses[l.XID] = m.Fold(y)
		}
	}
	return m.viewOf(x, zaak.FoldWith(x.facts(), statuses, m.now())), nil
}

// oneOpenHandoff refuses a second handoff in a zaak while one is open; one whose
// owner has nobody left does not count (docs: custody).
func (m *Member) oneOpenHandoff(ctx context.Context, file *Exchange, name string) error {
	if name != "handoff" {
		return nil
	}
	for _, l := range linked(file) {
		if l.Flow != "handoff" {
			continue
		}
		x, err := m.Read(ctx, l.XID)
		if hub.CodeOf(err) == hub.E21 {
			continue
		}
		if err != nil {
			return err
		}
		owner := x.State.Owner
		if x.State.Closed || x.End != nil || owner.Kind() == 't' && len(m.dir.book.Assigned(owner.Team())) == 0 {
			continue
		}
		switch m.Fold(x).Status {
		case "withdrawn", "completed", "declined", "corv_sent":
			continue
		}
		return hub.Errorf(hub.E29, "handoff %s of this zaak is still open", Kenmerk(l.XID))
	}
	return nil
}

// recordCustody writes in the own zaak, if one names this exchange, which head
// the member saw and who holds custody: two such heads that differ show a fork.
func (m *Member) recordCustody(ctx context.Context, x *Exchange) error {
	file, err := m.zaakOf(ctx, x)
	if err != nil || file == nil {
		return err
	}
	doc, err := strict.Encode(zaak.Custody{
		Envelope: flow.Envelope{Form: zaak.FormCustody, Version: flow.Version},
		XID:      x.XID, Seq: int64(x.State.Seq), Head: x.State.Head, Holder: x.State.Owner,
	})
	if err != nil {
		return err
	}
	return m.post(ctx, file, doc, nil, nil)
}

// zaakOf finds the zaak of the reading party that names x, nil without one.
func (m *Member) zaakOf(ctx context.Context, x *Exchange) (*Exchange, error) {
	var found *Exchange
	err := m.each(ctx, x.Party, func(row hub.Row) (bool, error) {
		y, err := m.read(ctx, x.Party, row.XID, &row)
		if err != nil {
			return true, nil // one that cannot be read is not it
		}
		if y.Frame == nil || y.Frame.Flow != "zaak" || y.State.Closed {
			return true, nil
		}
		for _, l := range linked(y) {
			if l.XID == x.XID {
				found = y
				return false, nil
			}
		}
		return true, nil
	})
	return found, err
}
