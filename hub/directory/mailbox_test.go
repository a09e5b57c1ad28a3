package directory_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/hub"
)

// box is a mailbox note of o over any recipient, from and until any second.
func (w *world) box(o *org, name string, rcpt note.Hash, begins, expires int64) hub.Object {
	w.Helper()
	login, author := signer("login "+name).Public(), signer("author "+name).Public()
	m := roster.Mailbox{RID: keys.RID(login, author, rcpt), XID: note.XID(hash("exchange of " + name)), Org: o.id,
		Record: w.Book().Org(o.id).Hash(), Rcpt: rcpt, Author: author, Login: login, Time: begins, Expires: expires}
	return object(hub.ObjectMailbox, w.write(m, "author "+name))
}

// own is a person's next note, over that recipient.
func (w *world) own(p *person, rcpt note.Hash, time int64) hub.Object {
	w.Helper()
	m := roster.Member{Org: p.org.id, Member: p.id, Sign: signer("sign " + p.name).Public(), Login: signer("login " + p.name).Public(),
		Rcpt: rcpt, Name: hash("name"), Prev: w.Book().Member(p.id).Hash(), Time: time}
	return object(hub.ObjectMember, w.write(m, "sign "+p.name))
}

func text(name string) hub.Object { return object(hub.ObjectRecipient, []byte(recipient(name))) }

// swept lets a year pass, sweeps, and starts again with everything that there was.
func (w *world) swept(hashes ...note.Hash) {
	w.Helper()
	before, err := w.Objects(w.as(w.anna), hashes)
	w.must(err)
	w.time = w.time.Add(365 * 24 * time.Hour)
	w.must(w.Sweep(w.Context(), w.time))
	for range 2 {
		after, err := w.Objects(w.as(w.anna), hashes)
		w.must(err)
		w.same("objects", after, before)
		for _, rh := range []note.Hash{w.Book().Team(w.gt.team.Team).Rcpt, recipient("dirk").Hash(), recipient("recovery").Hash()} {
			_, err = w.Book().Recipient(rh)
			w.must(err)
		}
		w.restart()
	}
}

// TestMailboxOverAnother: a mailbox note that names what others hold is refused,
// and nothing of theirs is swept away with it.
func TestMailboxOverAnother(t *testing.T) {
	w := newWorld(t)
	now := w.time.Unix()
	held := map[string]note.Hash{
		"manifest":           w.Book().Manifest(w.gt.id).Hash(),
		"organisation":       w.Book().Org(w.gt.id).Hash(),
		"member":             w.Book().Member(w.dirk.id).Hash(),
		"team":               w.Book().Team(w.gt.team.Team).Hash(),
		"team's recipient":   w.Book().Team(w.gt.team.Team).Rcpt,
		"member's recipient": recipient("dirk").Hash(),
		"recovery":           recipient("recovery").Hash(),
		"card":               note.HashOf(card(w.gt.team.Team)),
	}
	var all []note.Hash
	for name, h := range held {
		all = append(all, h)
		for _, times := range [][2]int64{{1, 2}, {now, now + 1}} {
			o := w.box(w.vt, name, h, times[0], times[1])
			if err := w.Publish(w.as(w.bram), []hub.Object{o}); err == nil {
				t.Errorf("a mailbox over a %s of others, from %d, is accepted", name, times[0])
			}
		}
	}
	w.code("with the recipient of a team", w.Publish(w.as(w.bram),
		[]hub.Object{object(hub.ObjectRecipient, []byte(recipient("team "+w.gt.root+"0"))), w.box(w.vt, "again", held["team's recipient"], now, now+1)}), hub.E05)
	w.same("leaves", w.kinds(w.as(w.anna)), started)
	w.swept(all...)
}

// TestMailboxRefused: a mailbox begins now, with a recipient of its own.
func TestMailboxRefused(t *testing.T) {
	w := newWorld(t)
	now := w.time.Unix()
	r := recipient("fresh").Hash()
	for _, test := range []struct {
		name    string
		objects []hub.Object
		want    hub.Code
	}{
		{"long ago", []hub.Object{text("fresh"), w.box(w.vt, "a", r, 1, 2)}, hub.E26},
		{"from too early", []hub.Object{text("fresh"), w.box(w.vt, "a", r, now-601, now+9)}, hub.E26},
		{"from too late", []hub.Object{text("fresh"), w.box(w.vt, "a", r, now+601, now+999)}, hub.E26},
		{"ended", []hub.Object{text("fresh"), w.box(w.vt, "a", r, now-9, now)}, hub.E05},
		{"without its recipient", []hub.Object{w.box(w.vt, "a", r, now, now+9)}, hub.E06},
		{"its recipient as something else", []hub.Object{object(hub.ObjectTerms, []byte(recipient("fresh"))), w.box(w.vt, "a", r, now, now+9)}, hub.E05},
		{"two over one recipient", []hub.Object{text("fresh"), w.box(w.vt, "a", r, now, now+9), w.box(w.vt, "b", r, now, now+9)}, hub.E05},
		{"over that of a member note beside it", []hub.Object{text("fresh"), w.own(w.bram, r, now), w.box(w.vt, "a", r, now, now+9)}, hub.E05},
		{"over the maker's own", []hub.Object{text("bram"), w.box(w.vt, "a", recipient("bram").Hash(), now, now+9)}, hub.E05},
	} {
		w.code(test.name, w.Publish(w.as(w.bram), test.objects), test.want)
	}
	w.same("leaves", w.kinds(w.as(w.anna)), started)
	first := []hub.Object{text("fresh"), w.box(w.vt, "a", r, now-600, now+9), w.box(w.vt, "a", r, now-600, now+9)}
	w.must(w.Publish(w.as(w.bram), first))
	w.must(w.Publish(w.as(w.bram), first))
	w.must(w.Publish(w.as(w.bram), first[1:]))
	w.code("over the recipient of a mailbox", w.Publish(w.as(w.bram), []hub.Object{text("fresh"), w.box(w.vt, "b", r, now, now+9)}), hub.E05)
	w.must(w.Publish(w.as(w.bram), []hub.Object{text("other"), w.box(w.vt, "b", recipient("other").Hash(), now+600, now+601)}))
	w.time = w.time.Add(time.Hour)
	w.must(w.Publish(w.as(w.bram), first))
	w.must(w.Sweep(t.Context(), w.time))
	w.code("what has ended", w.Publish(w.as(w.bram), first), hub.E26)
	w.must(w.Publish(w.as(w.bram), []hub.Object{text("fresh"), w.box(w.vt, "c", r, w.time.Unix(), w.time.Unix()+9)}))
}

// TestRecipientStays: a recipient that a member note names as well is not swept
// away with the mailbox that brought it.
func TestRecipientStays(t *testing.T) {
	w := newWorld(t)
	now := w.time.Unix()
	r := recipient("shared").Hash()
	w.must(w.Publish(w.as(w.bram), []hub.Object{text("shared"), w.box(w.vt, "a", r, now, now+9)}))
	next := w.own(w.bram, r, now)
	w.must(w.Publish(w.as(w.bram), []hub.Object{next}))
	w.swept(r, note.HashOf(next.Data))
	_, err := w.Book().Recipient(r)
	w.must(err)
}

// TestSweepOfBefore: what a mailbox names that an earlier version took in stays,
// whatever it is.
func TestSweepOfBefore(t *testing.T) {
	w := newWorld(t)
	var all []note.Hash
	for name, h := range map[string]note.Hash{
		"manifest": w.Book().Manifest(w.gt.id).Hash(), "card": note.HashOf(card(w.gt.team.Team)),
		"team": w.Book().Team(w.gt.team.Team).Rcpt, "member": recipient("dirk").Hash(), "recovery": recipient("recovery").Hash(),
	} {
		all = append(all, h)
		o := w.box(w.vt, name, h, 1, 2)
		place, err := w.store.Place(t.Context())
		w.must(err)
		_, err = w.store.PutRecords(t.Context(), []hub.Record{{Object: o, Hash: note.HashOf(o.Data)}}, place)
		w.must(err)
	}
	w.restart()
	w.swept(all...)
}

// TestKinds: bytes that are there as one kind are no less than they are as
// another, and come only as the kind that a record names.
func TestKinds(t *testing.T) {
	w := newWorld(t)
	next := w.own(w.dirk, recipient("dirk").Hash(), w.time.Unix()+1)
	as := func(kind string) hub.Object { return object(kind, next.Data) }
	w.code("a note as terms, for a member's recipient",
		w.Publish(w.as(w.dirk), []hub.Object{as(hub.ObjectTerms), w.own(w.dirk, note.HashOf(next.Data), w.time.Unix())}), hub.E05)
	w.must(w.Publish(w.as(w.dirk), []hub.Object{as(hub.ObjectTerms), w.manifest(w.gt, "sign dirk", func(m *roster.Manifest) { m.Terms = note.HashOf(next.Data) })}))
	w.must(w.Publish(w.as(w.dirk), []hub.Object{next}))
	record := note.HashOf(next.Data)
	w.must(w.Publish(w.as(w.dirk), []hub.Object{w.manifest(w.gt, "sign dirk", func(m *roster.Manifest) { m.Members[0].Record = record })}))
	for range 2 {
		w.same("the note that counts", w.Book().Member(w.dirk.id).Hash(), record)
		w.same("terms", w.Book().Terms(w.gt.id), next.Data)
		got, err := w.Objects(w.as(w.anna), []note.Hash{record})
		w.must(err)
		w.same("object", got, [][]byte{next.Data})
		w.restart()
	}
	// What is hidden as one kind is shown as another, whichever came first.
	open := file(w.gt.team.Team, w.gt.team.Epoch, "recovery")
	w.must(w.Publish(w.as(w.dirk), w.epoch(w.gt, w.dirk, w.dirk)))
	got, err := w.Objects(w.as(w.anna), []note.Hash{note.HashOf(open)})
	w.must(err)
	w.same("a team key of others", got, [][]byte{nil})
	w.must(w.Publish(w.as(w.dirk), []hub.Object{object(hub.ObjectTerms, open), w.manifest(w.gt, "sign dirk", func(m *roster.Manifest) { m.Terms = note.HashOf(open) })}))
	w.restart()
	got, err = w.Objects(w.as(w.anna), []note.Hash{note.HashOf(open)})
	w.must(err)
	w.same("terms", got, [][]byte{open})
}

// TestQuota: nobody fills the hub's memory with mailboxes and notes.
func TestQuota(t *testing.T) {
	w := newWorld(t)
	boxes := func(by *person, from, n int) (err error) {
		for i := from; i < from+n && err == nil; i++ {
			_, objects := w.mailbox(by.org, fmt.Sprint("box ", i), 48*time.Hour)
			err = w.Publish(w.as(by), objects)
		}
		return err
	}
	w.must(boxes(w.bram, 0, 100))
	w.must(boxes(w.bram, 0, 100))
	w.code("one more today", boxes(w.bram, 100, 1), hub.E25)
	w.must(boxes(w.anna, 100, 1))
	w.time = w.time.Add(24 * time.Hour)
	w.must(boxes(w.bram, 101, 1))

	note := func(i int) error {
		return w.Publish(w.as(w.bram), []hub.Object{w.own(w.bram, recipient("bram").Hash(), int64(i))})
	}
	for i := range 20 {
		w.must(note(i))
		w.must(note(i))
	}
	w.code("one note more today", note(20), hub.E25)
	w.must(note(19))
	w.time = w.time.Add(24 * time.Hour)
	w.must(note(20))
}

// TestFull: an organisation has at most so many mailboxes; when some have ended
// there is room again, for others there is room all the time.
func TestFull(t *testing.T) {
	w := newWorld(t)
	var all []hub.Object
	for i := range 3 {
		_, objects := w.mailbox(w.vt, fmt.Sprint("box ", i), time.Hour)
		all = append(all, objects...)
	}
	w.must(w.Seed(t.Context(), all))
	_, more := w.mailbox(w.vt, "one more", time.Hour)
	_, others := w.mailbox(w.gt, "of others", time.Hour)
	for range 2 {
		w.SetRoom(3)
		w.code("one more", w.Publish(w.as(w.anna), more), hub.E24)
		w.must(w.Publish(w.as(w.anna), all[:2]))
		w.must(w.Publish(w.as(w.dirk), others))
		w.restart()
	}
	w.time = w.time.Add(time.Hour)
	w.SetRoom(3)
	w.must(w.Sweep(t.Context(), w.time))
	_, more = w.mailbox(w.vt, "one more", time.Hour)
	w.must(w.Publish(w.as(w.anna), more))
}
