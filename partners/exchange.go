package partners

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/partners/flow"
)

// An Exchange is one verified exchange as this member may see it.
type Exchange struct {
	XID      note.XID
	Party    note.Party // on whose behalf it was read
	State    *chain.State
	Entries  []Entry
	Receipts []flow.Receipt
	// End says why the chain stops before its last stored entry, nil when it does not.
	End   error
	EndBy *chain.Entry
	// Away is true when the hub was not reached and this is what was last known.
	Away bool

	// Frame is what the exchange is for, nil when that cannot be read.
	Frame *flow.Frame

	opener *opener
	view   chain.View
	frames [][]byte
}

// An Entry is one verified entry with its opened body.
type Entry struct {
	*chain.Entry
	After *chain.State // the state of the chain after it
	// State is readable, none, recalled, expired, missing or unreadable; Code says
	// why it is unreadable or has no effect.
	State string
	Code  note.Code
	Body  json.RawMessage
	doc   flow.Document
	// Unchecked: from an epoch whose key we do not hold.
	Unchecked bool
}

// States of an entry's content.
const (
	Readable   = flow.Readable
	None       = flow.None
	Recalled   = flow.Recalled
	Expired    = flow.Expired
	Missing    = flow.Missing
	Unreadable = flow.Unreadable
)

// Read fetches, verifies and opens an exchange on behalf of whichever of the
// member's parties takes part in it. E21 when none does.
func (m *Member) Read(ctx context.Context, xid note.XID) (*Exchange, error) {
	if err := m.dir.Sync(ctx); err != nil && hub.CodeOf(err) != hub.E27 {
		return nil, err
	}
	last := error(hub.NotFound())
	for _, p := range m.Parties() {
		x, err := m.read(ctx, p, xid, nil)
		if err == nil {
			if !x.State.Has(p) { // that team left; another of the member's may have stayed
				for _, q := range m.Parties() {
					if x.State.Has(q) {
						return m.read(ctx, q, xid, nil)
					}
				}
			}
			return x, nil
		}
		if last = err; hub.CodeOf(err) != hub.E21 {
			return nil, err
		}
	}
	return nil, last
}

// read reads on behalf of one party. A row that equals what is kept saves the fetch.
func (m *Member) read(ctx context.Context, p note.Party, xid note.XID, row *hub.Row) (*Exchange, error) {
	kept, err := m.kept(xid)
	if err != nil {
		return nil, err
	}
	fresh := row != nil && kept.head() == row.Head && uint64(len(kept.receipts)) == row.Receipts
	away := false
	if !fresh {
		switch err := m.catchUp(ctx, p, xid, kept); {
		case hub.CodeOf(err) == hub.E27 && len(kept.frames) > 0:
			away = true
		case err != nil:
			return nil, err
		}
	}
	x, err := m.verify(ctx, p, xid, kept)
	if err != nil {
		return nil, err
	}
	if !away && x.lacks() {
		if healed, err := m.heal(ctx, x, kept); err != nil {
			return nil, err
		} else if healed {
			if x, err = m.verify(ctx, p, xid, kept); err != nil {
				return nil, err
			}
		}
	}
	x.Away = away
	if kept.changed {
		return x, m.keep(x, kept)
	}
	return x, nil
}

// catchUp adds to what is kept what the hub has more. The hub must still know
// the newest entry that is kept: another one in its place is E03; when it lost
// entries, they are put back.
func (m *Member) catchUp(ctx context.Context, p note.Party, xid note.XID, k *kept) error {
	from := uint64(max(0, len(k.frames)-1))
	overlap := len(k.frames) > 0
	for {
		got, err := m.hub.Entries(ctx, p, xid, from)
		if err != nil {
			return err
		}
		if overlap {
			if len(got) == 0 {
				if q, sees := m.seesMore(ctx, p, xid, from); sees {
					return m.catchUp(ctx, q, xid, k)
				}
				return m.putBack(ctx, p, xid, k)
			}
			if frameHash(got[0]) != k.head() {
				return note.Errorf(note.E03, "the hub shows another entry %d than before", from)
			}
			got, overlap = got[1:], false
			from++
		}
		if len(got) == 0 {
			break
		}
		whole, err := inOrder(got, from)
		if err != nil {
			return err
		}
		k.frames = append(k.frames, got...)
		k.changed = true
		if !whole {
			break
		}
		from += uint64(len(got))
	}
	receipts, err := m.hub.Receipts(ctx, p, xid)
	if err != nil {
		return err
	}
	if !slices.EqualFunc(receipts, k.receipts, slices.Equal) {
		k.receipts, k.changed = receipts, true
	}
	return nil
}

// seesMore finds another own party that is shown entries from a number on: the first
// is of a team that left, and the hub lost nothing.
func (m *Member) seesMore(ctx context.Context, than note.Party, xid note.XID, from uint64) (note.Party, bool) {
	for _, q := range m.Parties() {
		if q == than {
			continue
		}
		if got, err := m.hub.Entries(ctx, q, xid, from); err == nil && len(got) > 0 {
			return q, true
		}
	}
	return "", false
}

// maxEntries bounds an exchange, so that a hub cannot feed a client for ever.
const maxEntries = 1 << 16

// inOrder refuses an answer that does not go on where the last one ended (E02).
// Whole is false when an entry in it does not parse: the chain ends there, as
// verify will tell, and there is nothing to ask on for.
func inOrder(frames [][]byte, from uint64) (whole bool, err error) {
	for i, f := range frames {
		parts, err := hub.SplitFrame(f)
		if err != nil || len(parts) < 2 || len(f) > hub.MaxFrame {
			return false, note.Errorf(note.E01, "the hub's answer holds no entry %d", from+uint64(i))
		}
		e, err := chain.Parse(parts[0])
		if err != nil {
			return false, nil
		}
		if e.Seq != from+uint64(i) || e.Seq >= maxEntries {
			return false, note.Errorf(note.E02, "the hub shows entry %d in the place of %d", e.Seq, from+uint64(i))
		}
	}
	return true, nil
}

// putBack gives a restored hub the entries that it lost, unchanged. E02 when it does
// not want them: then it lost nothing, and hides them.
func (m *Member) putBack(ctx context.Context, p note.Party, xid note.XID, k *kept) error {
	have := uint64(0)
	for {
		got, err := m.hub.Entries(ctx, p, xid, have)
		if err != nil {
			return err
		}
		if len(got) == 0 {
			break
		}
		for i, g := range got {
			at := have + uint64(i)
			if at >= uint64(len(k.frames)) || frameHash(g) != frameHash(k.frames[at]) {
				return note.Errorf(note.E03, "the hub shows another entry %d than before", at)
			}
		}
		have += uint64(len(got))
	}
	for _, f := range k.frames[have:] {
		if _, err := m.hub.Put(ctx, f); err != nil {
			if passing(err) || hub.CodeOf(err) == hub.E24 {
				return err
			}
			return hub.Errorf(hub.E02, "the hub shows %d entries where it showed %d, and does not take the others back: %w", have, len(k.frames), err)
		}
	}
	return nil
}

func frameHash(frame []byte) note.Hash {
	parts, err := hub.SplitFrame(frame)
	if err != nil || len(parts) == 0 {
		return ""
	}
	return note.HashOf(parts[0])
}

// verify replays the chain and opens what can be opened.
func (m *Member) verify(ctx context.Context, p note.Party, xid note.XID, k *kept) (*Exchange, error) {
	if len(k.frames) == 0 {
		return nil, hub.NotFound()
	}
	x := &Exchange{XID: xid, Party: p, frames: k.frames}
	x.opener = newOpener(ctx, m.teamKeys, m.Parties())
	entries := make([]*chain.Entry, 0, len(k.frames))
	cts := make([][]byte, 0, len(k.frames))
	for _, f := range k.frames {
		parts, err := hub.SplitFrame(f)
		if err != nil || len(parts) < 2 {
			x.End = note.Errorf(note.E01, "stored entry %d is malformed", len(entries))
			break
		}
		e, err := chain.Parse(parts[0])
		if err != nil {
			x.End = err
			break
		}
		entries, cts = append(entries, e), append(cts, parts[1])
		x.opener.grants[e.Hash()] = parts[2:]
	}
	if len(entries) == 0 {
		return nil, x.End
	}
	if entries[0].XID != xid {
		return nil, note.Errorf(note.E09, "the hub answered with another exchange")
	}
	if err := m.dir.For(ctx, entries, k.receipts); err != nil {
		return nil, err
	}
	x.view = m.dir.book.Since(m.pinned)
	var verdicts []chain.Verdict
	var after []*chain.State
	recalled := map[note.Hash]bool{}
	for _, e := range entries {
		r := chain.Result{State: x.State}.Extend([]*chain.Entry{e}, x.view, x.opener)
		if r.End != nil {
			x.End, x.EndBy = r.End, r.EndBy
			break
		}
		x.State = r.State
		verdicts, after = append(verdicts, r.Verdicts...), append(after, r.State)
		if e.Type == chain.Recall { // with or without effect: the hub deleted what it names
			recalled[e.Target] = true
		}
	}
	if x.State == nil {
		return nil, x.End
	}
	for i, v := range verdicts {
		x.Entries = append(x.Entries, x.openEntry(v, after[i], cts[i], recalled[v.Entry.Hash()]))
	}
	x.Receipts = m.readReceipts(x, k.receipts)
	m.confine(x)
	return x, nil
}

// verifyNext adds an entry to an exchange that was verified, as verify would with all of
// them: what one more post costs does not grow with the posts before it. Not done is
// anything but a post that goes on where x ends; that is for verify.
func (m *Member) verifyNext(ctx context.Context, x *Exchange, frame []byte) (done bool, err error) {
	parts, err := hub.SplitFrame(frame)
	if err != nil || len(parts) < 2 || x.End != nil || x.Frame == nil || len(x.Entries) != len(x.frames) {
		return false, nil
	}
	e, err := chain.Parse(parts[0])
	if err != nil || e.Type != chain.Post {
		return false, nil
	}
	if err := m.dir.For(ctx, []*chain.Entry{e}, nil); err != nil {
		return false, err
	}
	view := m.dir.book.Since(m.pinned)
	r := chain.Result{State: x.State}.Extend([]*chain.Entry{e}, view, x.opener)
	if r.End != nil {
		return false, nil
	}
	x.frames = append(slices.Clone(x.frames), frame)
	x.view, x.State = view, r.State
	x.Entries = append(slices.Clone(x.Entries), x.openEntry(r.Verdicts[0], r.State, parts[1], false))
	return true, nil
}

// confine makes a sheet unreadable that is not the own team's alone: a zaak has
// one party from beginning to end, whatever somebody else calls an exchange.
func (m *Member) confine(x *Exchange) {
	if x.Frame == nil || x.Frame.Flow != "zaak" {
		return
	}
	for _, e := range x.Entries {
		if set := e.After.Parties(); len(set) != 1 || set[0].Kind() != 't' || m.orgOf(set[0]) != m.Org {
			x.Frame = nil
			for i := range x.Entries {
				x.Entries[i].State, x.Entries[i].Code, x.Entries[i].Body, x.Entries[i].doc = Unreadable, note.E10, nil, nil
			}
			return
		}
	}
}

func (x *Exchange) openEntry(v chain.Verdict, after *chain.State, ct []byte, recalled bool) Entry {
	e := Entry{Entry: v.Entry, After: after, Unchecked: !v.Checked, Code: v.Code}
	switch {
	case !v.Effect:
		e.State = Unreadable
	case v.Entry.CTSize == 0:
		e.State = None
	case recalled:
		e.State = Recalled
	case len(ct) == 0:
		e.State = Missing
	default:
		body, err := x.opener.body(v.Entry, ct)
		if err == nil {
			e.doc, err = readBody(v.Entry.Type, body, &x.Frame)
		}
		if err != nil {
			e.State, e.Code = Unreadable, hub.CodeOf(err)
			break
		}
		e.State, e.Body = Readable, body
	}
	return e
}

// readReceipts keeps the receipts that verify; one that does not is nobody's word.
func (m *Member) readReceipts(x *Exchange, raw [][]byte) []flow.Receipt {
	at := map[note.Hash]*chain.Entry{}
	for _, e := range x.Entries {
		at[e.Hash()] = e.Entry
	}
	var list []flow.Receipt
	for _, b := range raw {
		r, err := chain.ParseReceipt(b)
		if err != nil || at[r.Entry] == nil || x.State.CheckReceipt(r, at[r.Entry], m.dir.book) != nil {
			continue
		}
		list = append(list, flow.Receipt{Entry: r.Entry, Party: r.Party, Author: r.Author, Time: r.Time})
	}
	return list
}

// facts is the exchange as a fold may see it.
func (x *Exchange) facts() flow.Exchange {
	f := flow.Exchange{
		XID: x.XID, Receipts: x.Receipts, Owner: x.State.Owner,
		Parties: x.State.Parties(), Closed: x.State.Closed, Viewer: x.Party,
	}
	if o := x.State.Offer; o != nil {
		f.Offer = &flow.Standing{Entry: o.Entry, Seq: o.Seq, Party: o.Party, To: o.To, Member: o.Member, Time: o.Time}
	}
	for _, e := range x.Entries {
		f.Entries = append(f.Entries, flow.Entry{
			Seq: e.Seq, Hash: e.Hash(), Type: e.Type, Party: e.Party, Author: e.Author, Time: e.Time,
			To: e.To, Target: e.Target, Parties: e.After.Parties(), Owner: e.After.Owner,
			State: e.State, Code: e.Code, Body: e.Body, Doc: e.doc,
		})
	}
	return f
}

// Fold gives the status of the exchange now.
func (m *Member) Fold(x *Exchange) flow.Status {
	return Fold(x.Frame, x.facts(), m.now())
}

// lacks says whether a sealed text or a key that the exchange needs was withheld
// or damaged when it was fetched.
func (x *Exchange) lacks() bool {
	for _, e := range x.Entries {
		if e.State == Missing || e.State == Unreadable && (e.Code == note.E07 || e.Code == note.E08) {
			return true
		}
	}
	return false
}

// heal asks again for what is lacking, on behalf of each own party, and takes
// parts whose hash is the signed one. It changes k and tells whether it did.
func (m *Member) heal(ctx context.Context, x *Exchange, k *kept) (healed bool, err error) {
	for _, p := range m.Parties() {
		for from := uint64(0); from < uint64(len(x.Entries)); {
			got, err := m.hub.Entries(ctx, p, x.XID, from)
			if hub.CodeOf(err) == hub.E21 || err == nil && len(got) == 0 {
				break
			}
			if err != nil {
				return healed, err
			}
			for i, f := range got {
				at := from + uint64(i)
				if at >= uint64(len(x.Entries)) {
					break
				}
				if better, ok := mend(x.Entries[at].Entry, k.frames[at], f); ok {
					k.frames[at], k.changed, healed = better, true, true
				}
			}
			from += uint64(len(got))
		}
	}
	return healed, nil
}

// mend takes from fresh what old lacks: parts whose hash the entry's header names.
func mend(e *chain.Entry, old, fresh []byte) ([]byte, bool) {
	have, err := hub.SplitFrame(old)
	if err != nil {
		return nil, false
	}
	got, err := hub.SplitFrame(fresh)
	if err != nil || frameHash(fresh) != e.Hash() {
		return nil, false
	}
	wanted := []note.Hash{"", e.CT}
	for _, g := range e.Grants {
		wanted = append(wanted, g.File)
	}
	for len(have) < len(wanted) { // the hub left out even their places
		have = append(have, nil)
	}
	changed := false
	for i := 1; i < len(wanted) && i < len(got); i++ {
		if wanted[i] != "" && note.HashOf(have[i]) != wanted[i] && note.HashOf(got[i]) == wanted[i] {
			have[i], changed = got[i], true
		}
	}
	return hub.JoinFrame(have...), changed
}
