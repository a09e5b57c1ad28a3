package relay

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// put is one entry on its way in.
type put struct {
	entry  *chain.Entry
	hash   note.Hash
	ct     []byte
	grants [][]byte
	caller hub.Caller
	// back says that the entry is put back after a restore: it was stored before,
	// so whoever took part may bring it, whatever its time.
	back bool
}

// Put implements hub.Relay.
func (r *Relay) Put(ctx context.Context, frame []byte) (hub.Placed, error) {
	p, err := r.open(ctx, frame)
	if err != nil {
		return hub.Placed{}, err
	}
	at, err := r.standing(ctx, p.entry.XID)
	if hub.CodeOf(err) == hub.E21 {
		at, err = nil, nil
	}
	for err == nil {
		var sure bool
		if sure, err = r.putAfter(ctx, p, at); sure {
			break
		}
		// The refusal was made from what stood a moment ago, and holds only if that
		// stands still: another hub may have stored what comes between.
		newer, reading := r.load(ctx, p.entry.XID)
		if hub.CodeOf(reading) == hub.E21 {
			newer, reading = nil, nil
		}
		if reading != nil {
			err = reading
			break
		}
		if headOf(newer) == headOf(at) {
			break
		}
		at, err = newer, nil
	}
	if err != nil {
		return hub.Placed{}, failed("put an entry", err)
	}
	return hub.Placed{XID: p.entry.XID, Seq: p.entry.Seq, Hash: p.hash}, nil
}

func headOf(s *standing) note.Hash {
	if s == nil {
		return ""
	}
	return s.state.Head
}

// open reads the frame and checks what needs no exchange.
func (r *Relay) open(ctx context.Context, frame []byte) (*put, error) {
	c, err := caller(ctx)
	if err != nil {
		return nil, err
	}
	if len(frame) > hub.MaxFrame {
		return nil, hub.Errorf(hub.E23, "put an entry: %d bytes, at most %d", len(frame), hub.MaxFrame)
	}
	parts, err := hub.SplitFrame(frame)
	if err != nil {
		return nil, err
	}
	if len(parts) < 2 {
		return nil, hub.Errorf(hub.E01, "put an entry: the frame has %d parts", len(parts))
	}
	e, err := chain.Parse(parts[0])
	if err != nil {
		return nil, failed("put an entry", err)
	}
	p := &put{entry: e, hash: e.Hash(), ct: parts[1], grants: parts[2:], caller: c, back: r.beforeRestore(e.Time)}
	if e.Author != c.Account && !p.back {
		return nil, hub.Errorf(hub.E05, "put an entry: the caller is not its author")
	}
	return p, p.checkParts()
}

// beforeRestore holds for a time before the hub was restored from a backup.
func (r *Relay) beforeRestore(time int64) bool {
	epoch := r.store.Epoch()
	return epoch.Epoch > 0 && time < epoch.Since
}

// putAfter stores the entry after at (nil: there is no exchange), or decides
// that it stands already. Sure is true when that does not depend on whether at
// is still the head.
func (r *Relay) putAfter(ctx context.Context, p *put, at *standing) (sure bool, err error) {
	if !r.mayPut(p, at) {
		return false, hub.NotFound()
	}
	if at != nil && p.entry.Seq <= at.state.Seq {
		return true, r.putAgain(ctx, p, at)
	}
	now := r.now()
	if !p.back {
		if err := checkTime(p.entry, at, now); err != nil {
			return false, err
		}
	}
	next, mark, err := r.append(ctx, p, at)
	if err != nil {
		return false, err
	}
	placement, err := r.placement(ctx, p, at, next, now)
	if err != nil {
		return false, err
	}
	placement.Mark = mark
	raised, err := r.store.PutEntry(ctx, placement)
	if err != nil {
		return hub.CodeOf(err) != hub.E20, err
	}
	r.states.put(&standing{next, placement.Stored, r.ends(next, at, now)})
	r.announce(hub.EventEntry, p.entry.XID, p.entry.Seq, raised)
	return true, nil
}

// mayPut refuses who has nothing to do with the exchange: the caller acts for
// the entry's party and that has a place, or, when putting back, for any party
// that has one. A new exchange is not there yet, so that its genesis may be put
// by anybody whom the chain allows.
func (r *Relay) mayPut(p *put, at *standing) bool {
	if at == nil && (!p.back || p.entry.Type != chain.Genesis) {
		return p.entry.Type == chain.Genesis
	}
	var seats []note.Party
	if at != nil {
		for _, k := range at.state.Known {
			seats = append(seats, k.Party)
		}
	}
	for _, g := range p.entry.Grants {
		if p.back {
			seats = append(seats, g.Party)
		}
	}
	return slices.ContainsFunc(seats, func(party note.Party) bool {
		return (p.back || party == p.entry.Party) && r.directory.ActsFor(p.caller.Account, party)
	})
}

// putAgain answers for a place that is taken: a success for the same bytes.
func (r *Relay) putAgain(ctx context.Context, p *put, at *standing) error {
	stands := at.state.Head
	if p.entry.Seq < at.state.Seq {
		var err error
		if stands, err = r.store.EntryHash(ctx, p.entry.XID, p.entry.Seq); err != nil {
			return err
		}
	}
	if stands != p.hash {
		return hub.Errorf(hub.E20, "another entry stands there")
	}
	if !p.back {
		return nil
	}
	blobs, err := r.uploads(ctx, p)
	if err != nil {
		return err
	}
	return r.store.RefillEntry(ctx, hub.Placement{XID: p.entry.XID, Seq: p.entry.Seq,
		Ciphertext: p.ct, Grants: p.grantFiles(), Blobs: blobs, Uploader: p.caller.Account})
}

// append has the chain check the entry; the state before stays as it is. Of the
// next state the list of posts is taken off: what the entry adds to it is mark.
func (r *Relay) append(ctx context.Context, p *put, at *standing) (next *chain.State, mark []byte, err error) {
	view := r.directory.View(p.back)
	if at == nil {
		next, err = chain.Begin(p.entry, view)
		return next, nil, err
	}
	before := at.state
	if p.entry.Type == chain.Recall {
		if before, err = r.whole(ctx, at); err != nil {
			return nil, nil, err
		}
	}
	if next, err = before.Append(p.entry, view); err != nil {
		return nil, nil, err
	}
	mark, next.Posts = next.Posts[len(before.Posts):], nil
	return next, mark, nil
}

// checkTime: an entry's time lies within ten minutes of the hub's, or is that
// of the entry before. An accept may be older, since the co-signed bytes can be
// answered again until 30 minutes after the hub stored the offer; it may not
// come after that, whatever its time.
func checkTime(e *chain.Entry, at *standing, now time.Time) error {
	accept := e.Type == chain.Accept && at != nil && at.state.Offer != nil
	if accept && now.Unix()-at.stored > int64(hub.OfferLife/time.Second) {
		return hub.Errorf(hub.E05, "accept: the offer came more than %v ago", hub.OfferLife)
	}
	if at != nil && e.Time == at.state.Time {
		return nil
	}
	early, late := e.Time < now.Add(-hub.ClockSkew).Unix(), e.Time > now.Add(hub.ClockSkew).Unix()
	if late || early && !accept {
		return &hub.Error{Code: hub.E26, Text: "put an entry: its time is more than 10 minutes off", Time: now.Unix()}
	}
	return nil
}

// placement gathers what the store has to do in one act.
func (r *Relay) placement(ctx context.Context, p *put, at *standing, next *chain.State, now time.Time) (hub.Placement, error) {
	text, err := json.Marshal(next)
	if err != nil {
		return hub.Placement{}, err
	}
	blobs, err := r.uploads(ctx, p)
	if err != nil {
		return hub.Placement{}, err
	}
	recalls, err := r.recalls(ctx, p, at)
	if err != nil {
		return hub.Placement{}, err
	}
	e, ends := p.entry, r.ends(next, at, now)
	if at != nil && ends == at.ends {
		ends = 0 // as it was: one index less to write
	}
	return hub.Placement{
		XID: e.XID, Seq: e.Seq, Prev: e.Prev, Hash: p.hash, Note: e.Note.Bytes(), Ciphertext: p.ct, Grants: p.grantFiles(),
		Stored: now.Unix(), Ends: ends, State: text, Closed: next.Closed,
		Seats: seats(at, next), Blobs: blobs, Uploader: p.caller.Account, Recalls: recalls,
	}, nil
}

// seats lists the parties before and after the entry, sorted; those that it
// removes do not stay.
func seats(at *standing, next *chain.State) []hub.Seat {
	var all []hub.Seat
	for _, party := range next.Set {
		all = append(all, hub.Seat{Party: party, Stays: true})
	}
	if at == nil {
		return all
	}
	for _, party := range at.state.Set {
		if !next.Has(party) {
			all = append(all, hub.Seat{Party: party})
		}
	}
	slices.SortFunc(all, func(a, b hub.Seat) int { return cmp.Compare(a.Party, b.Party) })
	return all
}

// recalls finds the place of what a recall takes back, nil for other entries.
func (r *Relay) recalls(ctx context.Context, p *put, at *standing) (*uint64, error) {
	if p.entry.Type != chain.Recall {
		return nil, nil
	}
	seq, _, err := r.store.EntryNote(ctx, p.entry.XID, p.entry.Target)
	if hub.CodeOf(err) == hub.E21 {
		return nil, hub.Errorf(hub.E05, "recall: its target is not there")
	}
	return &seq, err
}

// ends is when the exchange will be deleted: with its mailbox when it has one
// (also when the directory has forgotten that since), else at the first midnight
// (UTC) after the days that it is kept from its close or its last entry. Whole
// days, so that the end moves once a day however much is written.
func (r *Relay) ends(next *chain.State, before *standing, now time.Time) int64 {
	for _, k := range next.Known {
		if k.Party.Kind() != 'r' {
			continue
		}
		if expires, ok := r.directory.Expires(k.Party.Member()); ok {
			return expires
		}
		if before != nil {
			return before.ends
		}
	}
	const day = 24 * time.Hour
	keep := hub.KeepIdle
	if next.Closed {
		keep = hub.KeepClosed
	}
	return now.Add(keep).Truncate(day).Add(day).Unix()
}
