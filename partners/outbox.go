package partners

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/partners/flow"
)

// maxRaces bounds how often a post is signed again because others were first.
const maxRaces = 16

// put stores a finished entry at the hub. It lies in the outbox until its fate
// is known, so that after a break the very same bytes are sent again. While it is
// under way no other command of this home takes it up.
func (m *Member) put(ctx context.Context, f *finished) error { return m.putInstead(ctx, f, "") }

// putInstead is put for what is said again in the place of something that lies in
// the outbox: it takes over its name, or both would go. The refusal of that one is
// the caller's to deal with.
func (m *Member) putInstead(ctx context.Context, f *finished, instead string) error {
	unlock, err := m.home.share("outbox")
	if err != nil {
		return err
	}
	defer unlock()
	name := outboxName(f)
	if instead != "" {
		name = "outbox/" + instead
	}
	if err := m.keepAs(name, f); err != nil {
		return err
	}
	if _, err := m.hub.Put(ctx, f.Frame); err != nil {
		if unknownOutcome(err) || instead != "" {
			return err // it stays in the outbox; the next command sends it
		}
		return errors.Join(err, m.home.remove(name))
	}
	return m.home.remove(name)
}

func outboxName(f *finished) string {
	return "outbox/" + string(f.Entry.XID) + "-" + string(f.Entry.Hash()[:16])
}

func (m *Member) keepToSend(f *finished) error { return m.keepAs(outboxName(f), f) }

func (m *Member) keepAs(name string, f *finished) error {
	if err := m.home.write(name, f.Frame); err != nil {
		return fmt.Errorf("keep entry before sending: %w", err)
	}
	return nil
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
// was first, a post is opened and signed again for its new place, if it may still
// be said. What can no longer be sent is told and moved to the folder failed. It
// returns how many entries arrived; what the hub cannot take now stays, and keeps
// nobody from reading.
func (m *Member) Resume(ctx context.Context) (arrived int, failed []error, err error) {
	names, err := m.home.list("outbox")
	if err != nil || len(names) == 0 {
		return 0, nil, err
	}
	done, free, err := m.home.tryLock("resume")
	if err != nil || !free {
		return 0, nil, err // another command does this
	}
	defer done()
	unlock, free, err := m.home.tryLock("outbox")
	if err != nil || !free {
		return 0, nil, err // another command is sending
	}
	again, rest, err := m.resumeSame(ctx, names)
	unlock()
	if err != nil {
		return 0, nil, err
	}
	arrived = len(names) - len(again) - rest
	for _, name := range again {
		err := m.resumeAnew(ctx, name)
		lies, reading := m.home.read("outbox/" + name)
		if reading != nil {
			return arrived, failed, reading
		}
		switch {
		case lies == nil: // what may have failed came after it had gone
			arrived++
			err = nil
		case err == nil:
			arrived++
			err = m.home.remove("outbox/" + name)
		case unknownOutcome(err):
			err = nil
		default:
			failed = append(failed, err)
			err = m.home.move("outbox/"+name, "failed/"+name)
		}
		if err != nil {
			return arrived, failed, err
		}
	}
	return arrived, failed, nil
}

// resumeSame puts the same bytes again. It lists what did not go in that way and
// must be looked at, and counts what the hub cannot take now.
func (m *Member) resumeSame(ctx context.Context, names []string) (again []string, rest int, err error) {
	for _, name := range names {
		frame, err := m.home.read("outbox/" + name)
		if err != nil {
			return nil, 0, err
		}
		if frame == nil {
			rest++ // another command was first
			continue
		}
		e, _, err := readFrame(frame)
		if err != nil || e.Type == chain.Offer {
			again = append(again, name)
			continue
		}
		_, err = m.hub.Put(ctx, frame)
		switch {
		case err == nil:
			if err := m.home.remove("outbox/" + name); err != nil {
				return nil, 0, err
			}
		case unknownOutcome(err):
			rest++
		default:
			again = append(again, name)
		}
	}
	return again, rest, nil
}

func readFrame(frame []byte) (*chain.Entry, []byte, error) {
	parts, err := hub.SplitFrame(frame)
	if err != nil || len(parts) < 2 {
		return nil, nil, note.Errorf(note.E10, "a kept entry is damaged")
	}
	e, err := chain.Parse(parts[0])
	return e, parts[1], err
}

// resumeAnew deals with an entry whose bytes the hub refuses in their place.
func (m *Member) resumeAnew(ctx context.Context, name string) error {
	frame, err := m.home.read("outbox/" + name)
	if err != nil || frame == nil {
		return err
	}
	e, ct, err := readFrame(frame)
	if err != nil {
		return err
	}
	x, err := m.Read(ctx, e.XID)
	if err != nil {
		return err
	}
	x.Party = e.Party
	switch {
	case x.standsOwn([]note.Hash{e.Hash()}, name):
		return nil
	case x.Away:
		return hub.Errorf(hub.E27, "whether it stands already is not known")
	case e.Type == chain.Offer:
		return m.resumeOffer(ctx, x, e)
	case e.Type != chain.Post:
		return hub.Errorf(hub.E20, "a %s was not taken: its moment has passed", e.Type)
	}
	body, err := x.opener.body(e, ct)
	if err != nil {
		return err
	}
	a := act{Type: chain.Post, Party: e.Party, Blobs: e.Blobs, Body: body}
	if formOf(body) != flow.FormWithdrawn { // that an offer ended asks for no new key first
		err := m.current(ctx, x, x.Party, chain.Post)
		if hub.CodeOf(err) == hub.E20 { // a colleague did the same just now; x has it
			err = m.current(ctx, x, x.Party, chain.Post)
		}
		if err != nil {
			return err
		}
	}
	if err := m.stillSaid(x, a); err != nil {
		return err
	}
	return m.addSigned(ctx, x, a, nil, name, e.Hash())
}

// move keeps a file under another name.
func (h *Home) move(from, to string) error {
	if err := os.MkdirAll(filepath.Dir(h.path(to)), 0o700); err != nil {
		return err
	}
	return os.Rename(h.path(from), h.path(to))
}

// standsOwn says whether one of these entries is in the chain, or the one that gave
// its name to what lies in the outbox: what was signed first, before it was signed
// again.
func (x *Exchange) standsOwn(own []note.Hash, name string) bool {
	_, first, _ := strings.Cut(name, "-")
	return slices.ContainsFunc(x.Entries, func(e Entry) bool {
		hash := e.Hash()
		return slices.Contains(own, hash) || first != "" && strings.HasPrefix(string(hash), first)
	})
}

// resumeOffer takes back an offer whose fate was unknown: nobody stays with it.
func (m *Member) resumeOffer(ctx context.Context, x *Exchange, e *chain.Entry) error {
	if o := x.State.Offer; o == nil || o.Entry != e.Hash() {
		return nil
	}
	return m.postWithdrawal(ctx, x, e.Hash(), "other")
}

// add adds an act to an exchange: sign, put. When others were first, the exchange
// is read again; if what stands there is our own, of now or of an earlier try, that
// is a success. A post that may still be said is then signed again for its new
// place, but never before the hub has shown what stands; any other act fails with
// E20, so that the member looks first.
func (m *Member) add(ctx context.Context, x *Exchange, a act) error {
	return m.addSigned(ctx, x, a, nil, "")
}

// addSigned is add for an act that may have been signed already, or that goes in the
// place of something in the outbox (putInstead), whose entries are then own.
func (m *Member) addSigned(ctx context.Context, x *Exchange, a act, f *finished, instead string, own ...note.Hash) error {
	for range maxRaces {
		if x.End != nil {
			return fmt.Errorf("this exchange ended: %w", x.End)
		}
		if err := x.State.May(a.Party, a.Type); err != nil {
			return hub.Errorf(hub.E29, "%w", err)
		}
		if f == nil {
			var err error
			if f, err = m.next(ctx, x, a); err != nil {
				return err
			}
		}
		own = append(own, f.Entry.Hash())
		err := m.putInstead(ctx, f, instead)
		if err == nil {
			return m.extend(ctx, x, f.Frame)
		}
		if hub.CodeOf(err) != hub.E20 {
			return err
		}
		if err := m.refresh(ctx, x); err != nil {
			return err
		}
		if x.Away {
			return hub.Errorf(hub.E27, "what stands in its place is not known; nothing is signed again")
		}
		if x.standsOwn(own, instead) {
			return nil
		}
		if a.Type != chain.Post {
			return err
		}
		if err := m.stillSaid(x, a); err != nil {
			return err
		}
		f = nil
	}
	return hub.Errorf(hub.E20, "others were first %d times", maxRaces)
}

// stillSaid refuses to say later what was meant for an earlier moment, and to go on with
// a team whose key lost its predecessor meanwhile; that an offer ended may always be said.
func (m *Member) stillSaid(x *Exchange, a act) error {
	x.Party = a.Party
	if formOf(a.Body) == flow.FormWithdrawn {
		var w flow.OfferWithdrawn
		if err := json.Unmarshal(a.Body, &w); err != nil || x.State.Offer == nil || x.State.Offer.Entry != w.Offer {
			return hub.Errorf(hub.E29, "that offer does not stand any more")
		}
	} else if err := m.teamsConfirmed(x); err != nil {
		return err
	}
	return m.allowed(x, a.Type, a.Body)
}

// extend adds to x, in place, an entry of our own that the hub has taken: it
// stands directly after those of x, whether or not the hub can be asked now.
func (m *Member) extend(ctx context.Context, x *Exchange, frame []byte) error {
	k, err := m.kept(x.XID)
	if err != nil {
		return err
	}
	if done, err := m.verifyNext(ctx, x, frame); err != nil {
		return err
	} else if done {
		k.frames = x.frames
		return m.keep(x, k)
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
