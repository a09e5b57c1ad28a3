package directory

import (
	"context"
	"time"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/hub"
)

// Bounds on what members can make the hub hold in memory without an admin. A
// mailbox weighs about 5 KB there, its recipient included.
const (
	// maxMailboxes is how many mailboxes of one organisation there are at once,
	// ended ones included until the next sweep.
	maxMailboxes = 2000
	// maxMailboxesADay and maxNotesADay bound one member in a day of UTC: new
	// mailboxes, and member notes that no manifest beside them names. A restart
	// counts anew.
	maxMailboxesADay = 100
	maxNotesADay     = 20
)

// checkMailboxes: a mailbox takes its recipient with it when it ends, so that
// must come with it and be named by nothing else. One that a member brings also
// begins now. What is there already is a success.
func (d *Directory) checkMailboxes(p *publication) error {
	now := d.now().Unix()
	for _, m := range p.mailboxes {
		if d.heldMailbox(m) {
			continue
		}
		if p.by != nil {
			if skew := int64(hub.ClockSkew / time.Second); m.Time < now-skew || m.Time > now+skew {
				return &hub.Error{Code: hub.E26, Text: "publish: a mailbox's time is more than 10 minutes off", Time: now}
			}
			if m.Expires <= now {
				return hub.Errorf(hub.E05, "publish: a mailbox that has ended")
			}
		}
		if !p.brought[object{hub.ObjectRecipient, m.Rcpt}] {
			return hub.Errorf(hub.E06, "publish: a mailbox without its recipient beside it")
		}
		if p.recipient[m.Rcpt] > 1 || d.book.Named(m.Rcpt) > 0 {
			return hub.Errorf(hub.E05, "publish: another record names the recipient of a mailbox")
		}
		if _, err := d.book.Recipient(m.Rcpt); err == nil {
			return hub.Errorf(hub.E05, "publish: the recipient of a mailbox was there before")
		}
	}
	return nil
}

func (d *Directory) heldMailbox(m *roster.Mailbox) bool {
	held := d.book.Mailbox(m.RID)
	return held != nil && held.Hash() == m.Hash()
}

// A tally is what one member brought today that is bounded.
type tally struct{ mailboxes, notes int }

// tallies are those of a day of UTC, of who brought something.
type tallies struct {
	day int64
	of  map[note.MemberID]tally
}

func (t *tallies) add(account note.MemberID, more tally) {
	if more == (tally{}) {
		return
	}
	had := t.of[account]
	t.of[account] = tally{had.mailboxes + more.mailboxes, had.notes + more.notes}
}

// checkQuota gives what a publication adds to the tally of who brings it: E24
// when its organisation has no room for more mailboxes, E25 when the member
// brought too much today.
func (d *Directory) checkQuota(p *publication) (tally, error) {
	var more tally
	for _, m := range p.mailboxes {
		if !d.heldMailbox(m) {
			more.mailboxes++
		}
	}
	for _, h := range p.notes {
		if !p.listed[h] && d.book.MemberNote(h) == nil {
			more.notes++
		}
	}
	if day := d.now().Unix() / (24 * 3600); d.today.of == nil || d.today.day != day {
		d.today = tallies{day, map[note.MemberID]tally{}}
	}
	had := d.today.of[p.by.Account]
	if more.mailboxes > 0 && len(d.mailboxes[p.by.Org])+more.mailboxes > d.room {
		return tally{}, hub.Errorf(hub.E24, "publish: an organisation has at most %d mailboxes", d.room)
	}
	if more.mailboxes > 0 && had.mailboxes+more.mailboxes > maxMailboxesADay {
		return tally{}, hub.Errorf(hub.E25, "publish: a member makes at most %d mailboxes a day", maxMailboxesADay)
	}
	if more.notes > 0 && had.notes+more.notes > maxNotesADay {
		return tally{}, hub.Errorf(hub.E25, "publish: a member brings at most %d member notes a day", maxNotesADay)
	}
	return more, nil
}

// Mailboxes gives the notes of mailboxes, in the order asked: those of the caller's
// organisation, or the caller's own. Another, and one that is not there, is empty.
// More than hub.MaxRows is E23.
func (d *Directory) Mailboxes(ctx context.Context, rids []note.MemberID) ([][]byte, error) {
	c, err := caller(ctx, hub.ScopeMember, hub.ScopeMailbox)
	if err != nil {
		return nil, err
	}
	if len(rids) > hub.MaxRows {
		return nil, hub.Errorf(hub.E23, "%d mailboxes, at most %d at once", len(rids), hub.MaxRows)
	}
	all := make([][]byte, len(rids))
	for i, rid := range rids {
		m := d.book.Mailbox(rid)
		if m != nil && (m.RID == c.Account || c.Scope == hub.ScopeMember && m.Org == c.Org) {
			all[i] = m.Note.Bytes()
		}
	}
	return all, nil
}

// keep remembers when a mailbox ends.
func (d *Directory) keep(m *roster.Mailbox) {
	if d.mailboxes[m.Org] == nil {
		d.mailboxes[m.Org] = map[note.MemberID]int64{}
	}
	d.mailboxes[m.Org][m.RID] = m.Expires
}

// Sweep deletes the mailboxes that have ended, each with its recipient unless
// another record names that. The server calls it on a timer.
func (d *Directory) Sweep(ctx context.Context, now time.Time) error {
	for _, rid := range d.ended(now.Unix()) {
		if err := d.drop(ctx, rid); err != nil {
			return err
		}
	}
	return nil
}

func (d *Directory) ended(now int64) (ended []note.MemberID) {
	d.publishing.Lock()
	defer d.publishing.Unlock()
	for _, mailboxes := range d.mailboxes {
		for rid, expires := range mailboxes {
			if expires <= now {
				ended = append(ended, rid)
			}
		}
	}
	return ended
}

// drop deletes a mailbox. Nothing is published meanwhile that might name its
// recipient.
func (d *Directory) drop(ctx context.Context, rid note.MemberID) error {
	return d.current(ctx, func() error {
		m := d.book.Mailbox(rid)
		if m == nil {
			return nil
		}
		recipient := m.Rcpt
		if d.book.Named(recipient) > 1 {
			recipient = ""
		}
		if err := d.store.DropMailbox(ctx, m.Hash(), recipient, d.place.Load()); err != nil {
			return err
		}
		d.book.Forget(rid)
		delete(d.mailboxes[m.Org], rid)
		return nil
	})
}
