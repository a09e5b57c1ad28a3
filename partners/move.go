package partners

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/strict"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/partners/flow"
	"github.com/sluis-hub/sluis/partners/zaak"
)

// Moved is how far a zaak is on its way to another team.
type Moved struct {
	Sheet note.XID `json:"sheet"` // of the other team
	Done  int      `json:"done"`  // exchanges that this call moved
	// Left are exchanges that still are the old team's.
	Left []NotMoved `json:"left"`
	// Closed: the old sheet is closed; it stays open while something is left, or
	// while it holds attachments, which do not go along.
	Closed bool `json:"closed"`
}

// NotMoved is an exchange that did not move, and why.
type NotMoved struct {
	XID note.XID `json:"xid"`
	Err error    `json:"-"`
	Why string   `json:"why"`
}

// MoveZaak moves a zaak of an own team to another team of the same organisation that
// the member is in as well: first what the sheet says, into a sheet of the other
// team, then each open exchange that belongs to it, then it closes the old sheet. An
// exchange of somebody else goes on with the other team in the place of the own one;
// in one that the own team is responsible for, the other team is added and custody
// offered: offered is called, and MoveZaak waits until a colleague there accepts,
// since two people move custody. What is said in the old sheet meanwhile goes along too:
// that is closed as it was copied, or not at all; E20 when it is written to all the time.
// How far it is stands in the sheets and exchanges, so after any break the same call, by
// whoever is in both teams, goes on with the rest.
func (m *Member) MoveZaak(ctx context.Context, xid note.XID, to string, offered func(note.XID)) (r Moved, err error) {
	r.Left = []NotMoved{}
	old, err := m.readZaak(ctx, xid)
	if err != nil {
		return r, err
	}
	t, err := m.Find(ctx, to)
	if err != nil {
		return r, err
	}
	there := note.TeamParty(t.ID)
	switch {
	case t.Org != m.Org || there == old.State.Owner:
		return r, hub.Errorf(hub.E05, "a zaak moves to another team of the own organisation")
	case !slices.Contains(m.Parties(), there):
		return r, hub.Errorf(hub.E05, "who is in both teams moves a zaak: nobody else may read both sheets")
	}
	var fresh *Exchange
	seen := map[note.XID]bool{}
	for range maxRaces {
		if err := allReadable(old); err != nil {
			return r, err
		}
		if fresh == nil {
			fresh, err = m.sheetAt(ctx, old, there)
		} else {
			err = m.refresh(ctx, fresh)
		}
		if err != nil {
			return r, err
		}
		r.Sheet = fresh.XID
		if err := m.copySheet(ctx, old, fresh); err != nil {
			return r, err
		}
		if err := m.moveLinked(ctx, old, there, seen, &r, offered); err != nil {
			return r, err
		}
		if len(r.Left) > 0 || old.State.Closed || hasFiles(old) {
			r.Closed = old.State.Closed
			return r, nil
		}
		head := old.State.Head
		if err := m.refresh(ctx, old); err != nil {
			return r, err
		}
		if old.State.Head != head || old.Away {
			continue // what an exchange that moved, or a colleague, said in it meanwhile goes along first
		}
		// The dates that would keep it open stand in the other sheet now.
		if err := m.add(ctx, old, act{Type: chain.Close, Party: old.State.Owner}); hub.CodeOf(err) != hub.E20 {
			r.Closed = err == nil
			return r, err
		} // else somebody was just before it
	}
	return r, hub.Errorf(hub.E20, "the sheet was written to %d times while it moved", maxRaces)
}

// moveLinked moves the exchanges of a sheet that were not seen before.
func (m *Member) moveLinked(ctx context.Context, old *Exchange, there note.Party, seen map[note.XID]bool, r *Moved, offered func(note.XID)) error {
	for _, l := range linked(old) {
		if seen[l.XID] {
			continue
		}
		seen[l.XID] = true
		moved, err := m.moveOne(ctx, l.XID, old.State.Owner, there, offered)
		if passing(err) || ctx.Err() != nil {
			return err
		}
		if err != nil {
			r.Left = append(r.Left, NotMoved{l.XID, err, err.Error()})
		} else if moved {
			r.Done++
		}
	}
	return nil
}

// allReadable refuses a sheet of which anything cannot be read: what a hub withholds would
// stay behind, and with it the exchanges that it names.
func allReadable(old *Exchange) error {
	if old.Away {
		return hub.Errorf(hub.E27, "what the sheet says by now is not known")
	}
	if old.End != nil {
		return fmt.Errorf("this sheet ended: %w", old.End)
	}
	for _, e := range old.Entries {
		switch {
		case e.State == Missing:
			return note.Errorf(note.E08, "the hub withholds the text of entry %d", e.Seq)
		case e.State == Unreadable && e.Code != note.E09: // that had no effect, for nobody
			return note.Errorf(e.Code, "entry %d of this sheet cannot be read", e.Seq)
		}
	}
	return nil
}

// sheetAt finds the sheet that a zaak was moved to, or begins it: its opening refers to
// that of the old one.
func (m *Member) sheetAt(ctx context.Context, old *Exchange, there note.Party) (*Exchange, error) {
	first := old.Entries[0]
	var found *Exchange
	err := m.each(ctx, there, func(row hub.Row) (bool, error) {
		x, err := m.read(ctx, there, row.XID, &row)
		if err == nil && x.Frame != nil && x.Frame.Flow == "zaak" && refOf(x.Entries[0]) == first.Hash() {
			found = x
		}
		if passing(err) {
			return false, err // it may be the one that cannot be had now
		}
		return found == nil, nil // one that cannot be read is not it
	})
	if err != nil || found != nil {
		return found, err
	}
	if first.State != Readable {
		return nil, hub.Errorf(hub.E29, "the opening of this zaak cannot be read")
	}
	doc, err := again(first)
	if err != nil {
		return nil, err
	}
	f, _, err := m.compose(ctx, flow.Frame{Flow: "zaak"}, []note.Party{there}, doc, nil)
	if err != nil {
		return nil, err
	}
	xid, err := m.launch(ctx, f, there)
	if err != nil {
		return nil, err
	}
	return m.read(ctx, there, xid, nil)
}

// notCopied are said anew where they are needed: they are about one entry of the old
// sheet.
var notCopied = []string{zaak.FormApprovalAsked, zaak.FormApproval}

// copySheet says in the other sheet what the old one says and it does not yet, each
// with a reference to the entry where it was said.
func (m *Member) copySheet(ctx context.Context, old, fresh *Exchange) error {
	if err := takes(fresh); err != nil {
		return err
	}
	have := map[note.Hash]bool{}
	for _, e := range fresh.Entries {
		have[refOf(e)] = true
	}
	for _, e := range old.Entries {
		if e.Type != chain.Post || e.State != Readable || have[e.Hash()] || slices.Contains(notCopied, formOf(e.Body)) {
			continue
		}
		doc, err := again(e)
		if err != nil {
			return err
		}
		if err := takes(fresh); err != nil {
			return err
		}
		body, err := m.complete(fresh.Frame, chain.Post, doc, nil)
		if err == nil {
			err = m.allowed(fresh, chain.Post, body)
		}
		if code := hub.CodeOf(err); code == hub.E29 || code == hub.E10 {
			continue // it had no effect in the old one either
		}
		if err == nil {
			err = m.post(ctx, fresh, doc, nil, nil)
		}
		if passing(err) || hub.CodeOf(err) == hub.E20 || hub.CodeOf(err) == hub.E12 {
			return err
		}
		if err != nil {
			return fmt.Errorf("copy entry %d: %w", e.Seq, err)
		}
	}
	return nil
}

// takes refuses a sheet that takes nothing more: what is left would be lost in it.
func takes(fresh *Exchange) error {
	if fresh.State.Closed || fresh.End != nil {
		return hub.Errorf(hub.E29, "the sheet in the other team is closed; nothing more goes into it")
	}
	return nil
}

// again is the document of an entry as it is said once more: by who says it now, with
// a reference to where it stood, without attachments.
func again(e Entry) ([]byte, error) {
	var doc map[string]any
	if err := strict.Decode(e.Body, &doc); err != nil {
		return nil, err
	}
	delete(doc, "author")
	delete(doc, "files")
	doc["ref"] = string(e.Hash())
	return strict.Encode(doc)
}

func refOf(e Entry) note.Hash {
	var body flow.Envelope
	if e.State != Readable || json.Unmarshal(e.Body, &body) != nil {
		return ""
	}
	return body.Ref
}

func hasFiles(x *Exchange) bool {
	return slices.ContainsFunc(x.Entries, func(e Entry) bool { return len(e.Blobs) > 0 })
}

// moveOne puts a party of the own organisation in the place of another in one
// exchange. Moved is false when there is nothing to move (any more).
func (m *Member) moveOne(ctx context.Context, xid note.XID, from, to note.Party, offered func(note.XID)) (moved bool, err error) {
	x, err := m.linkedNow(ctx, xid, from)
	if err != nil || x == nil || x.State.Closed {
		return false, err
	}
	if err := m.notRestricted(x); err != nil {
		return false, err
	}
	if !x.State.Has(from) && x.State.Leaving == "" {
		return false, nil
	}
	if x.End != nil {
		return false, fmt.Errorf("this exchange ended: %w", x.End)
	}
	if x.State.Leaving != "" && x.State.Leaving != from {
		if err := m.renew(ctx, x, "a party left"); err != nil {
			return false, err
		}
	}
	if x.State.Has(from) && x.State.Leaving == "" && x.State.Owner != from && !x.State.Has(to) {
		return true, m.replace(ctx, x, to)
	}
	if x.State.Owner == from {
		if !x.State.Has(to) {
			if err := m.addParty(ctx, x, to, true); err != nil {
				return false, err
			}
		}
		if err := m.offer(ctx, x, to, nil, func(*Exchange) { offered(xid) }); err != nil {
			return false, err
		}
		if err := m.refresh(ctx, x); err != nil {
			return false, err
		}
	}
	return true, m.stepOut(ctx, x, from, to)
}

// linkedNow reads an exchange of a sheet on behalf of a party. That the hub does not
// have it counts when another own party, or the copy that is kept, shows it over for
// that party: E21 when nothing does, nil when it ended by its age.
func (m *Member) linkedNow(ctx context.Context, xid note.XID, from note.Party) (*Exchange, error) {
	x, denied := m.read(ctx, from, xid, nil)
	if hub.CodeOf(denied) != hub.E21 {
		return x, denied
	}
	x, err := m.Read(ctx, xid)
	if hub.CodeOf(err) == hub.E21 {
		var k *kept
		if k, err = m.kept(xid); err == nil {
			x, err = m.verify(ctx, from, xid, k)
		}
	}
	if err != nil {
		return nil, err
	}
	if x.State.Closed || !x.State.Has(from) && x.State.Leaving == "" {
		return x, nil
	}
	if m.now().Unix() > x.State.Time+int64(hub.KeepIdle/time.Second) {
		return nil, nil // the hub keeps none that long
	}
	return nil, denied
}

// notRestricted refuses to open to a team what members of the own organisation read for
// themselves. Which team they are in now does not count: an admin takes them out of it
// with a word. Of whom it is not known where they belong it may be the own one. Members of
// another organisation keep their place, which a move does not touch.
func (m *Member) notRestricted(x *Exchange) error {
	for _, p := range x.State.Parties() {
		if p.Kind() != 'm' {
			continue
		}
		if org := m.orgOf(p); org == m.Org || org == "" {
			return hub.Errorf(hub.E29, "restricted to named members: move it yourself, or ask who reads along")
		}
	}
	return nil
}

// stepOut takes a party out that another of the member's parties stays for.
func (m *Member) stepOut(ctx context.Context, x *Exchange, from, to note.Party) error {
	if x.State.Leaving == "" {
		if err := m.add(ctx, x, act{Type: chain.Leave, Party: from}); err != nil {
			return err
		}
	}
	if x.State.Leaving != from {
		return nil
	}
	x, err := m.read(ctx, to, x.XID, nil)
	if err != nil {
		return err
	}
	return m.renew(ctx, x, "another team of the same organisation")
}
