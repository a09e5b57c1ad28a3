package partners

// The talk in the room in which an acceptance gets its second signature.

import (
	"context"
	"fmt"
	"time"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/partners/flow"
	"github.com/sluis-hub/sluis/partners/room"
)

// guard stays in the room while this member's offer stands and co-signs one acceptance.
func (m *Member) guard(ctx context.Context, x *Exchange, offer chain.Standing) error {
	end := time.Unix(offer.Time, 0).Add(hub.OfferLife)
	timer := time.NewTimer(max(0, end.Sub(m.now())))
	defer timer.Stop()
	v, err := m.enter(ctx, x)
	if err != nil {
		return m.withdraw(x, offer, "other", err)
	}
	defer v.leave()
	for {
		if done, err := m.outcome(ctx, x, offer); done {
			return err
		}
		select {
		case <-ctx.Done():
			return m.withdraw(x, offer, "withdrawn", hub.Errorf(hub.E29, "interrupted: the offer was withdrawn"))
		case <-timer.C:
			return m.withdraw(x, offer, "expired", hub.Errorf(hub.E29, "the offer was not accepted within 30 minutes"))
		case data := <-v.frames:
			f, err := v.open(x, data)
			switch {
			case err == nil:
				m.answer(ctx, x, v, offer, f)
			case hub.CodeOf(err) == hub.E03 && f.Party == offer.To:
				return m.withdraw(x, offer, "other", fmt.Errorf("member %s of %s: %w", f.Author, f.Party, err))
			}
		case <-v.changed:
			if err := m.refresh(ctx, x); err != nil && !passing(err) && ctx.Err() == nil {
				return m.withdraw(x, offer, "other", err)
			}
		}
	}
}

// outcome reads what came after the offer.
func (m *Member) outcome(ctx context.Context, x *Exchange, offer chain.Standing) (done bool, err error) {
	if x.State.Seq == offer.Seq && x.End != nil {
		return true, m.withdraw(x, offer, "other", x.End)
	}
	if x.State.Seq == offer.Seq {
		return false, nil
	}
	after := x.Entries[offer.Seq+1]
	if after.Type == chain.Accept {
		return true, m.moved(ctx, x, after)
	}
	switch {
	case formOf(after.Body) == "handoff.declined":
		return true, hub.Errorf(hub.E29, "the offer was declined")
	case formOf(after.Body) == flow.FormWithdrawn:
		return true, hub.Errorf(hub.E29, "the offer was withdrawn")
	}
	return true, hub.Errorf(hub.E29, "the offer was overtaken by another message")
}

// answer checks a finished acceptance as if it stood in the chain and co-signs
// it. One acceptance per offer, for ever: the same bytes may be answered again,
// others get E31. What is wrong is answered with its code.
func (m *Member) answer(ctx context.Context, x *Exchange, v *visit, offer chain.Standing, f room.Frame) {
	if f.Kind != room.Ask || f.Party != offer.To {
		return
	}
	asked := note.HashOf(f.Payload)
	if err := m.refresh(ctx, x); err != nil {
		return // who asks, asks again
	}
	// who signs here signs with a view that is as fresh as that of who accepts
	_, err := m.dir.checkpoint(ctx, m.now(), freshToAct)
	var signed []byte
	if err == nil {
		signed, err = m.cosignable(ctx, x, offer, f)
	}
	if err == nil {
		err = m.home.once("cosigned/"+string(offer.Entry), []byte(note.HashOf(signed)))
	}
	if err != nil {
		v.say(room.Refused, []byte(string(asked)+" "+string(hub.CodeOf(err))))
		return
	}
	s := m.keys.Sign.Sign(signed)
	v.say(room.Cosigned, []byte(string(asked)+" "+string(s.Key)+" "+s.Hex))
}

// cosignable verifies an asked acceptance and returns its signed bytes.
func (m *Member) cosignable(ctx context.Context, x *Exchange, offer chain.Standing, f room.Frame) ([]byte, error) {
	if x.End != nil || x.State.Offer == nil || x.State.Offer.Entry != offer.Entry {
		return nil, hub.Errorf(hub.E29, "the offer does not stand")
	}
	if !m.liveOffer(x) {
		return nil, hub.Errorf(hub.E29, "the offer is older than 30 minutes")
	}
	parts, err := hub.SplitFrame(f.Payload)
	if err != nil || len(parts) != 3 {
		return nil, note.Errorf(note.E01, "asked acceptance does not have three parts")
	}
	if err := m.teamsConfirmed(x); err != nil {
		return nil, err
	}
	sig, err := parseSig(parts[1])
	if err != nil {
		return nil, err
	}
	e, err := x.State.CheckAccept(parts[0], sig, x.view)
	if note.CodeOf(err) == note.E12 { // it names a longer log than is known here
		if err = m.dir.Sync(ctx); err == nil {
			e, err = x.State.CheckAccept(parts[0], sig, x.view)
		}
	}
	if err != nil {
		return nil, err
	}
	if fits, known := x.opener.Bind(e, e.Epoch); !fits || !known {
		return nil, note.Errorf(note.E09, "asked acceptance is not bound to this exchange")
	}
	if e.Author != f.Author {
		return nil, note.Errorf(note.E05, "asked acceptance is of another member than who asks")
	}
	body, err := x.opener.body(e, parts[2])
	if err != nil {
		return nil, err
	}
	_, err = readBody(chain.Accept, body, &x.Frame)
	return parts[0], err
}

// askCosign asks the offering member until it answers, the offer ends or ctx does.
func (m *Member) askCosign(ctx context.Context, x *Exchange, offer chain.Standing, p *pending) (note.Sig, error) {
	pk, err := x.view.Signer(chain.Signing{
		XID: x.XID, Seq: p.entry.Seq, Party: offer.Party, Org: x.Entries[offer.Seq].Org, Author: offer.Member,
		Key: offer.Key, Time: p.entry.Time, CP: p.entry.CP,
	})
	if err != nil {
		return note.Sig{}, err
	}
	v, err := m.enter(ctx, x)
	if err != nil {
		return note.Sig{}, err
	}
	defer v.leave()
	ask := hub.JoinFrame(p.signed, []byte(string(p.sig.Key)+" "+p.sig.Hex), p.ct)
	again := time.NewTicker(time.Second)
	defer again.Stop()
	v.say(room.Ask, ask)
	for {
		select {
		case <-ctx.Done():
			return note.Sig{}, hub.Errorf(hub.E29, "the other side did not co-sign within a minute; call them and accept again")
		case <-again.C:
			v.say(room.Ask, ask)
		case <-v.changed:
			if err := m.refresh(ctx, x); err != nil && !passing(err) {
				return note.Sig{}, err
			}
			if x.State.Seq > offer.Seq {
				after := x.Entries[offer.Seq+1]
				m.dropAccept(offer)
				if after.Type == chain.Accept {
					return note.Sig{}, hub.Errorf(hub.E31, "a colleague accepted this")
				}
				// a withdrawal is acknowledged: the giver's side waits to know
				if form := formOf(after.Body); after.State == Readable && form == flow.FormWithdrawn {
					if err := m.sign(ctx, x, after); err != nil && !passing(err) {
						return note.Sig{}, err
					}
				}
				return note.Sig{}, hub.Errorf(hub.E29, "the offer no longer stands: %s", after.Type)
			}
		case data := <-v.frames:
			f, err := v.open(x, data)
			switch {
			case f.Author != offer.Member:
			case hub.CodeOf(err) == hub.E03:
				return note.Sig{}, err
			case err != nil:
			case !answers(f, ask):
			case f.Kind == room.Refused:
				m.dropAccept(offer)
				return note.Sig{}, refusal(f)
			case f.Kind == room.Cosigned:
				sig, err := parseSig(f.Payload[65:])
				if err == nil && sig.Key == offer.Key && pk.Verify(p.signed, sig.Bytes()) {
					return sig, nil
				}
			}
		}
	}
}

// answers says whether a frame answers exactly what was asked: it begins with
// the hash of those bytes.
func answers(f room.Frame, ask []byte) bool {
	return len(f.Payload) > 65 && string(f.Payload[:65]) == string(note.HashOf(ask))+" "
}

// refusal is the error that a refusing frame stands for; an unknown code is E29.
func refusal(f room.Frame) error {
	switch code := hub.Code(f.Payload[65:]); code {
	case hub.E01, hub.E04, hub.E05, hub.E06, hub.E08, hub.E09, hub.E10, hub.E19, hub.E31:
		return hub.Errorf(code, "the other side did not co-sign")
	}
	return hub.Errorf(hub.E29, "the other side did not co-sign")
}

// passing errors may be gone at the next try.
func passing(err error) bool {
	switch hub.CodeOf(err) {
	case hub.E27, hub.E25, hub.E22, hub.E24:
		return true
	}
	return false
}
