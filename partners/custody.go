package partners

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/strict"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/partners/flow"
)

// AcceptWait is how long Accept waits for the co-signature of the other side.
const AcceptWait = 60 * time.Second

// Offer puts custody before another party and stays to co-sign. It returns nil
// when the accept stands in the chain; E29 on a decline, a withdrawal or after
// 30 minutes. When ctx ends, the offer is withdrawn before Offer returns.
// Standing is called once the offer is at the hub.
func (m *Member) Offer(ctx context.Context, xid note.XID, to string, doc []byte, standing func(*Exchange)) error {
	x, err := m.Read(ctx, xid)
	if err != nil {
		return err
	}
	if slices.Contains(m.Parties(), x.State.Owner) {
		x.Party = x.State.Owner // who is in the other team as well
	}
	var party note.Party
	if !m.resumable(x) {
		if err := m.mayChange(x); err != nil {
			return err
		}
		if party, err = m.offerTo(ctx, x, to); err != nil {
			return err
		}
	}
	return m.offer(ctx, x, party, doc, standing)
}

// offer is Offer in an exchange that was read on behalf of its owner.
func (m *Member) offer(ctx context.Context, x *Exchange, party note.Party, doc []byte, standing func(*Exchange)) error {
	if !m.resumable(x) {
		if err := x.State.May(x.Party, chain.Offer); err != nil {
			return hub.Errorf(hub.E29, "%w", err)
		}
		body, err := m.custodyBody(x, chain.Offer, doc)
		if err != nil {
			return err
		}
		if err := m.current(ctx, x, x.Party, chain.Offer); err != nil {
			return err
		}
		if err := m.add(ctx, x, act{Type: chain.Offer, Party: x.Party, To: party, Body: body}); err != nil {
			return err
		}
	}
	standing(x)
	return m.guard(ctx, x, *m.newestOffer(x))
}

// newestOffer is this member's own newest offer, whether it still stands or not.
func (m *Member) newestOffer(x *Exchange) *chain.Standing {
	for _, e := range slices.Backward(x.Entries) {
		if e.Type == chain.Offer && e.Author == m.ID {
			return e.After.Offer
		}
	}
	return nil
}

// resumable says whether this member's own offer still stands, after a kill.
func (m *Member) resumable(x *Exchange) bool {
	o := x.State.Offer
	return o != nil && o.Member == m.ID && o.Key == m.keys.Sign.Public().ID() &&
		m.now().Unix() < o.Time+int64(hub.OfferLife/time.Second)
}

// offerTo resolves whom to offer to; left out, there must be one other party.
func (m *Member) offerTo(ctx context.Context, x *Exchange, to string) (note.Party, error) {
	var others []note.Party
	for _, p := range x.State.Parties() {
		if p != x.State.Owner && p.Kind() != 'r' {
			others = append(others, p)
		}
	}
	if to != "" {
		p, err := m.partyOf(ctx, x, others, to)
		if err == nil && !slices.Contains(others, p) {
			err = hub.Errorf(hub.E29, "that team takes no part in this exchange; add it first")
		}
		return p, err
	}
	switch len(others) {
	case 0:
		return "", hub.Errorf(hub.E29, "there is no other party to offer to")
	case 1:
		return others[0], nil
	}
	return "", hub.Errorf(hub.E30, "there are several other parties: name one with --to")
}

// withdraw posts that the offer no longer stands, with time of its own: the
// caller's context may be the one that ended. It returns why.
func (m *Member) withdraw(x *Exchange, offer chain.Standing, reason string, why error) error {
	ctx, cancel := context.WithTimeout(context.Background(), 15*time.Second)
	defer cancel()
	err := m.refresh(ctx, x)
	if err == nil && x.State.Offer != nil && x.State.Offer.Entry == offer.Entry {
		err = m.postWithdrawal(ctx, x, offer.Entry, reason)
	}
	if err == nil && x.State.Seq > offer.Seq && x.Entries[offer.Seq+1].Type == chain.Accept {
		return nil // the other side was just in time
	}
	return errors.Join(why, err)
}

func (m *Member) postWithdrawal(ctx context.Context, x *Exchange, offer note.Hash, reason string) error {
	body, err := strict.Encode(flow.OfferWithdrawn{
		Envelope: flow.Envelope{Form: flow.FormWithdrawn, Version: flow.Version, Author: m.author()}, Offer: offer, Reason: reason,
	})
	if err != nil {
		return err
	}
	return m.add(ctx, x, act{Type: chain.Post, Party: x.Party, Body: body})
}

// Accept takes custody of what stands on offer to one of the member's parties.
// It returns nil when the accept, with both signatures, stands in the chain.
// Without an answer in AcceptWait nothing is at the hub; the finished entry
// stays in the home and the next Accept asks with the same bytes.
func (m *Member) Accept(ctx context.Context, xid note.XID, team string, doc []byte) error {
	x, err := m.acceptor(ctx, xid, team)
	if err != nil {
		return err
	}
	offer := x.State.Offer
	if x.End != nil {
		return x.End
	}
	if offer == nil && m.takenBefore(x) {
		return hub.Errorf(hub.E31, "a colleague accepted this")
	}
	if offer == nil || offer.To != x.Party {
		return hub.Errorf(hub.E29, "nothing stands on offer to you here")
	}
	if m.now().Unix() > offer.Time+int64(hub.OfferLife/time.Second) {
		return hub.Errorf(hub.E29, "the offer is older than 30 minutes; ask for a new one")
	}
	if err := m.teamsConfirmed(x); err != nil {
		return err
	}
	p, err := m.pendingAccept(ctx, x, *offer, doc)
	if err != nil {
		return err
	}
	wait, cancel := context.WithTimeout(ctx, AcceptWait)
	defer cancel()
	theirs, err := m.askCosign(wait, x, *offer, p)
	if err != nil {
		return err
	}
	done, err := frame(note.Attach(p.signed, p.sig, theirs), p.ct, nil)
	if err != nil {
		return err
	}
	if err := m.put(ctx, done); err != nil {
		if hub.CodeOf(err) == hub.E20 {
			m.dropAccept(*offer)
			return hub.Errorf(hub.E29, "the offer no longer stands")
		}
		return err
	}
	m.dropAccept(*offer)
	if err := m.extend(ctx, x, done.Frame); err != nil {
		return err
	}
	return m.moved(ctx, x, x.Entries[offer.Seq+1])
}

// moved acknowledges an acceptance and records it in the own zaak. Custody has
// moved by now, so a hub that is away only leaves it unconfirmed for a while.
func (m *Member) moved(ctx context.Context, x *Exchange, accept Entry) error {
	if err := m.sign(ctx, x, accept); err != nil && !passing(err) {
		return err
	}
	// the note in the own zaak is a help, no part of the handover
	_ = m.recordCustody(ctx, x)
	return nil
}

// acceptor reads an exchange on behalf of whom it is offered to, or of a named team.
func (m *Member) acceptor(ctx context.Context, xid note.XID, team string) (*Exchange, error) {
	if team != "" {
		return m.readAs(ctx, xid, team)
	}
	x, err := m.Read(ctx, xid)
	if err != nil {
		return nil, err
	}
	if o := x.State.Offer; o != nil && slices.Contains(m.Parties(), o.To) {
		x.Party = o.To
	}
	return x, nil
}

// takenBefore says that a colleague accepted the newest offer to one of the
// member's parties: who comes second hears so also when the first has finished.
func (m *Member) takenBefore(x *Exchange) bool {
	for _, e := range slices.Backward(x.Entries) {
		if e.Type == chain.Offer {
			return false
		}
		if e.Type == chain.Accept {
			return e.Author != m.ID && slices.Contains(m.Parties(), e.Party)
		}
	}
	return false
}

// custodyBody completes the document of an offer or an acceptance; left out, it
// says the words that the field uses for it.
func (m *Member) custodyBody(x *Exchange, t chain.Type, doc []byte) ([]byte, error) {
	if x.Frame == nil {
		return nil, hub.Errorf(hub.E29, "the purpose of this exchange cannot be read here")
	}
	if doc == nil {
		var err error
		if t == chain.Offer {
			doc, err = strict.Encode(flow.Offered{
				Envelope: flow.Envelope{Form: flow.FormOffer, Version: flow.Version}, Summary: x.confirmedSummary(),
				Statement: "Wij bieden het zicht op veiligheid aan. Tot de aanvaarding blijven wij verantwoordelijk.",
			})
		} else {
			doc, err = strict.Encode(flow.Accepted{
				Envelope: flow.Envelope{Form: flow.FormAccept, Version: flow.Version}, Coordinator: m.self.Name,
				Statement: "Ik neem het zicht op veiligheid over.",
			})
		}
		if err != nil {
			return nil, err
		}
	}
	body, err := m.complete(x.Frame, t, doc, nil)
	if err == nil && len(body) > maxCustodyBody {
		err = hub.Errorf(hub.E23, "the document of an offer or acceptance is at most 16 KiB")
	}
	return body, err
}

// maxCustodyBody keeps a finished acceptance within one room frame (FORMAT.md).
const maxCustodyBody = 16 << 10

// confirmedSummary is the newest summary of the talk, nil when there is none.
func (x *Exchange) confirmedSummary() *note.Hash {
	for _, e := range slices.Backward(x.Entries) {
		if e.State == Readable && formOf(e.Body) == "handoff.summary" {
			h := e.Hash()
			return &h
		}
	}
	return nil
}
