package partners

import (
	"context"
	"slices"
	"time"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/strict"
	"github.com/sluis-hub/sluis/hub"
)

// AddParty lets a team in: it reads from now on, with history all that the
// member can read itself. Only the owner may.
func (m *Member) AddParty(ctx context.Context, xid note.XID, team string, history bool) error {
	x, p, err := m.ownerAnd(ctx, xid, team)
	if err != nil {
		return err
	}
	if x.State.Has(p) {
		return nil
	}
	return m.addParty(ctx, x, p, history)
}

// addParty is AddParty in an exchange that was read on behalf of its owner.
func (m *Member) addParty(ctx context.Context, x *Exchange, p note.Party, history bool) (err error) {
	if err := m.addressable(ctx, p.Team()); err != nil {
		return err
	}
	if err := m.mayChange(x); err != nil {
		return err
	}
	a := act{Type: chain.Rekey, Party: x.Party, Set: append(x.State.Parties(), p)}
	if history {
		a.Older = x.opener.epochs()
	}
	if a.Body, err = m.rekeyBody(x, "a party joins", true); err != nil {
		return err
	}
	return m.add(ctx, x, a)
}

// RemoveParty takes a team out, or a member that takes part for itself, by id, account
// code or name: it can read nothing that comes after. E30: the name is, or reads like,
// that of several.
func (m *Member) RemoveParty(ctx context.Context, xid note.XID, who string) error {
	x, err := m.owned(ctx, xid)
	if err != nil {
		return err
	}
	p, err := m.partyOf(ctx, x, x.State.Parties(), who)
	if err != nil {
		return err
	}
	if p == x.State.Owner {
		return hub.Errorf(hub.E05, "who is responsible cannot be taken out; offer it first")
	}
	if !x.State.Has(p) {
		return nil
	}
	set := slices.DeleteFunc(x.State.Parties(), func(q note.Party) bool { return p == q })
	body, err := m.rekeyBody(x, "a party goes", false)
	if err != nil {
		return err
	}
	return m.add(ctx, x, act{Type: chain.Rekey, Party: x.Party, Set: set, Body: body})
}

// ReplaceParty puts another team of the own organisation in the place of the own one.
func (m *Member) ReplaceParty(ctx context.Context, xid note.XID, team string) error {
	x, err := m.readAs(ctx, xid, "")
	if err != nil {
		return err
	}
	t, err := m.Find(ctx, team)
	if err != nil {
		return err
	}
	if t.Org != m.Org || x.Party.Kind() != 't' {
		return hub.Errorf(hub.E05, "only another team of the own organisation can take this place")
	}
	return m.replace(ctx, x, note.TeamParty(t.ID))
}

// replace is ReplaceParty in an exchange that was read on behalf of who goes.
func (m *Member) replace(ctx context.Context, x *Exchange, by note.Party) error {
	if err := m.mayChange(x); err != nil {
		return err
	}
	if x.Party == x.State.Owner {
		return hub.Errorf(hub.E05, "who is responsible adds the other team and offers it")
	}
	if err := m.addressable(ctx, by.Team()); err != nil {
		return err
	}
	set := slices.DeleteFunc(x.State.Parties(), func(q note.Party) bool { return q == x.Party })
	body, err := m.rekeyBody(x, "another team of the same organisation", true)
	if err != nil {
		return err
	}
	return m.add(ctx, x, act{Type: chain.Rekey, Party: x.Party, Set: append(set, by), Body: body})
}

// Leave steps out; the next entry is a rekey without the leaver, by whoever remains.
func (m *Member) Leave(ctx context.Context, xid note.XID) error {
	x, err := m.readAs(ctx, xid, "")
	if err != nil {
		return err
	}
	if x.State.Leaving == x.Party {
		return nil
	}
	return m.add(ctx, x, act{Type: chain.Leave, Party: x.Party})
}

// Rekey opens a new epoch with the same parties, or, after a leave, without the leaver.
func (m *Member) Rekey(ctx context.Context, xid note.XID) error {
	x, err := m.readAs(ctx, xid, "")
	if err != nil {
		return err
	}
	if m.liveOffer(x) {
		return hub.Errorf(hub.E29, "an offer stands; this waits for its end")
	}
	return m.renew(ctx, x, "asked by a member")
}

// renew rekeys with the set that the chain prescribes.
func (m *Member) renew(ctx context.Context, x *Exchange, reason string) error {
	set := x.State.Parties()
	if x.State.Leaving != "" {
		set = slices.DeleteFunc(set, func(p note.Party) bool { return p == x.State.Leaving })
	}
	body, err := m.rekeyBody(x, reason, x.Frame != nil)
	if err != nil {
		return err
	}
	return m.add(ctx, x, act{Type: chain.Rekey, Party: x.Party, Set: set, Body: body})
}

// rekeyBody says why. It repeats the frame for whoever may not be able to read the
// genesis: a party that joins, or who came to a team later.
func (m *Member) rekeyBody(x *Exchange, reason string, joins bool) ([]byte, error) {
	body := map[string]any{"form": "rekeyed", "version": 1, "reason": reason}
	if joins {
		body["frame"] = x.Frame
	}
	if a := m.author(); a != nil {
		body["author"] = a
	}
	return strict.Encode(body)
}

// mayChange refuses a change of parties where nobody joins (a zaak), where the
// purpose is not known, and while an offer stands: it waits for that offer's end.
func (m *Member) mayChange(x *Exchange) error {
	switch {
	case x.Frame == nil:
		return hub.Errorf(hub.E29, "the purpose of this exchange cannot be read here")
	case x.Frame.Flow == "zaak":
		return hub.Errorf(hub.E29, "a zaak is of one team; nobody else takes part in it")
	case m.liveOffer(x):
		return hub.Errorf(hub.E29, "an offer stands; this waits for its end")
	}
	return nil
}

// liveOffer says whether an offer stands that can still be accepted.
func (m *Member) liveOffer(x *Exchange) bool {
	o := x.State.Offer
	return o != nil && !o.Void && m.now().Unix() <= o.Time+int64(hub.OfferLife/time.Second)
}

// ownerAnd reads an exchange that the member owns, and finds another team.
func (m *Member) ownerAnd(ctx context.Context, xid note.XID, team string) (*Exchange, note.Party, error) {
	x, err := m.owned(ctx, xid)
	if err != nil {
		return nil, "", err
	}
	t, err := m.Find(ctx, team)
	return x, note.TeamParty(t.ID), err
}

// owned reads an exchange whose parties the member may change, on behalf of its owner.
func (m *Member) owned(ctx context.Context, xid note.XID) (*Exchange, error) {
	x, err := m.Read(ctx, xid)
	if err != nil {
		return nil, err
	}
	if !slices.Contains(m.Parties(), x.State.Owner) {
		return nil, hub.Errorf(hub.E05, "only who is responsible changes who takes part")
	}
	x.Party = x.State.Owner
	return x, m.mayChange(x)
}
