package partners

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// maxRaces bounds how often a post is signed again because others were first.
const maxRaces = 16

// put stores a finished entry at the hub. It lies in the outbox until its fate
// is known, so that after a break the very same bytes are sent again.
func (m *Member) put(ctx context.Context, f *finished) error {
	name := "outbox/" + string(f.Entry.XID) + "-" + string(f.Entry.Hash()[:16])
	if err := m.home.write(name, f.Frame); err != nil {
		return fmt.Errorf("keep entry before sending: %w", err)
	}
	if _, err := m.hub.Put(ctx, f.Frame); err != nil {
		if unknownOutcome(err) {
			return err // it stays in the outbox; the next command sends it
		}
		if rm := m.home.remove(name); rm != nil {
			return errors.Join(err, rm)
		}
		return err
	}
	return m.home.remove(name)
}

// unknownOutcome says whether the hub may yet hold, or later take, what was sent.
func unknownOutcome(err error) bool {
	switch hub.CodeOf(err) {
	case hub.E27, hub.E24, hub.E25, hub.E22, "":
		return true
	}
	return errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}

// Resume sends what lies in the outbox: first the same bytes; when somebody else
// was first, a post is opened and signed again for its new place. What can no
// longer be sent is reported and dropped. It returns how many entries arrived.
func (m *Member) Resume(ctx context.Context) (arrived int, dropped []error, err error) {
	names, err := m.home.list("outbox")
	if err != nil || len(names) == 0 {
		return 0, nil, err
	}
	unlock, err := m.home.lock("outbox")
	if err != nil {
		return 0, nil, err
	}
	defer unlock()
	for _, name := range names {
		frame, err := m.home.read("outbox/" + name)
		if err != nil {
			return arrived, dropped, err
		}
		if frame == nil {
			continue // another command was first
		}
		err = m.resume(ctx, frame)
		if err != nil && unknownOutcome(err) {
			return arrived, dropped, err
		}
		if err != nil {
			dropped = append(dropped, err)
		} else {
			arrived++
		}
		if err := m.home.remove("outbox/" + name); err != nil {
			return arrived, dropped, err
		}
	}
	return arrived, dropped, nil
}

func (m *Member) resume(ctx context.Context, frame []byte) error {
	parts, err := hub.SplitFrame(frame)
	if err != nil {
		return err
	}
	e, err := chain.Parse(parts[0])
	if err != nil {
		return err
	}
	if e.Type == chain.Offer {
		return m.resumeOffer(ctx, e)
	}
	_, err = m.hub.Put(ctx, frame)
	if code := hub.CodeOf(err); code != hub.E20 && code != hub.E26 {
		return err
	}
	if e.Type != chain.Post {
		return err // its moment has passed; the member decides anew
	}
	x, readErr := m.Read(ctx, e.XID)
	if readErr != nil {
		return readErr
	}
	body, openErr := x.opener.body(e, parts[1])
	if openErr != nil {
		return openErr
	}
	return m.add(ctx, x, act{Type: chain.Post, Party: e.Party, Blobs: e.Blobs, Body: body})
}

// resumeOffer takes back an offer whose fate was unknown: nobody stays with it.
func (m *Member) resumeOffer(ctx context.Context, e *chain.Entry) error {
	x, err := m.Read(ctx, e.XID)
	if err != nil {
		return err
	}
	if o := x.State.Offer; o == nil || o.Entry != e.Hash() {
		return nil
	}
	x.Party = e.Party
	return m.postWithdrawal(ctx, x, e.Hash(), "other")
}

// add adds an act to an exchange: bring keys up to date, sign, put. When others
// were first, the exchange is read again; a post is then signed again for its
// new place, any other act fails with E20 so that the member looks first.
func (m *Member) add(ctx context.Context, x *Exchange, a act) error {
	for range maxRaces {
		if x.End != nil {
			return fmt.Errorf("this exchange ended: %w", x.End)
		}
		if err := x.State.May(a.Party, a.Type); err != nil {
			return hub.Errorf(hub.E29, "%w", err)
		}
		f, err := m.next(ctx, x, a)
		if err != nil {
			return err
		}
		err = m.put(ctx, f)
		if err == nil {
			return m.extend(ctx, x, f.Frame)
		}
		if hub.CodeOf(err) != hub.E20 {
			return err
		}
		if err := m.refresh(ctx, x); err != nil {
			return err
		}
		if a.Type != chain.Post {
			return err
		}
	}
	return hub.Errorf(hub.E20, "others were first %d times", maxRaces)
}

// extend adds to x, in place, an entry of our own that the hub has taken: it
// stands directly after those of x, whether or not the hub can be asked now.
func (m *Member) extend(ctx context.Context, x *Exchange, frame []byte) error {
	k, err := m.kept(x.XID)
	if err != nil {
		return err
	}
	k.frames = append(slices.Clone(x.frames[:len(x.Entries)]), frame)
	y, err := m.verify(ctx, x.Party, x.XID, k)
	if err != nil {
		return err
	}
	*x = *y
	return m.keep(x, k)
}

// refresh reads x again in place.
func (m *Member) refresh(ctx context.Context, x *Exchange) error {
	y, err := m.read(ctx, x.Party, x.XID, nil)
	if err != nil {
		return err
	}
	*x = *y
	return nil
}

// current rekeys the exchange, with an unchanged set, when the key of a party
// was replaced since; an offer and a post start from current keys only.
func (m *Member) current(ctx context.Context, x *Exchange, party note.Party) error {
	stale := false
	for _, g := range x.grants() {
		if now, err := m.dir.Recipient(g.Party); err == nil && now.Hash() != g.Key {
			stale = true
		}
	}
	if !stale && x.State.Leaving == "" && x.opener.caseKeys[x.State.Epoch] != nil || party.Kind() == 'r' {
		return nil
	}
	return m.renew(ctx, x, "the key of a party was replaced")
}

// grants are the grant lines of the current epoch.
func (x *Exchange) grants() []chain.Grant {
	var list []chain.Grant
	for _, e := range x.Entries {
		if e.Type != chain.Genesis && e.Type != chain.Rekey || e.Epoch != x.State.Epoch {
			continue
		}
		for _, g := range e.Grants {
			if g.Epoch == x.State.Epoch {
				list = append(list, g)
			}
		}
	}
	return list
}
