package roster_test

import (
	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
)

// newcomer makes the act of a first member note.
func newcomer(change func(w *world, d *roster.Member, name string) []roster.Signer) func(w *world) []step {
	return func(w *world) []step {
		o := w.some((*org).managed)
		name := "newcomer " + w.name()
		d := w.memberDraft(o, name)
		signers := change(w, &d, name)
		if signers == nil {
			signers = by("sign " + name)
		}
		return []step{rec(roster.KindMember, write(w.t, d, signers...))}
	}
}

// successor makes the act of a member note that replaces one.
func successor(change func(w *world, o *org, d *roster.Member, old *person, sign string) []roster.Signer) func(w *world) []step {
	return func(w *world) []step {
		o := w.some((*org).managed)
		old := o.member(w)
		d, name := old.draft, "successor "+w.name()
		d.Sign, d.Login, d.Rcpt, d.Prev, d.Time = public("sign "+name), public("login "+name), hashOf("rcpt "+name), note.HashOf(old.raw), w.tick()
		signers := change(w, o, &d, old, "sign "+name)
		if signers == nil {
			signers = by("sign "+name, old.sign)
		}
		return []step{rec(roster.KindMember, write(w.t, d, signers...))}
	}
}

var memberActs = []act{
	{"R3", "a login key of small order", note.E06, newcomer(func(w *world, d *roster.Member, name string) []roster.Signer {
		d.Login = keys.Public{}
		return nil
	})},
	{"R3", "a sign key of small order", note.E06, newcomer(func(w *world, d *roster.Member, name string) []roster.Signer {
		d.Sign = keys.Public{}
		return nil
	})},
	{"R13", "two keys for two uses", "", newcomer(func(w *world, d *roster.Member, name string) []roster.Signer { return nil })},
	{"R13", "one key for two uses", note.E05, newcomer(func(w *world, d *roster.Member, name string) []roster.Signer {
		d.Login = d.Sign
		return nil
	})},
	{"R13", "a name in the clear", note.E01, func(w *world) []step {
		d := w.memberDraft(w.orgs[0], "clear")
		text := []byte("sluis.v1/member\norg " + string(d.Org) + "\nmid " + string(d.Member) + "\nsign " + d.Sign.String() + "\nlogin " + d.Login.String() +
			"\nrcpt " + string(d.Rcpt) + "\nname Anna\nprev " + string(note.ZeroHash) + "\ntime 1\n")
		return []step{rec(roster.KindMember, note.Attach(text, signer("sign clear")(text)))}
	}},
	{"R14", "a first note signed with its own key", "", newcomer(func(w *world, d *roster.Member, name string) []roster.Signer { return nil })},
	{"R14", "a first note signed with another key", note.E05, newcomer(func(w *world, d *roster.Member, name string) []roster.Signer {
		return by("login " + name)
	})},
	{"R14", "a first note signed badly", note.E04, newcomer(func(w *world, d *roster.Member, name string) []roster.Signer {
		return []roster.Signer{broken("sign " + name)}
	})},
	{"R14", "a first note with a second signature", note.E01, newcomer(func(w *world, d *roster.Member, name string) []roster.Signer {
		return by("sign "+name, "login "+name)
	})},
	{"R15", "a note that replaces one, signed with both keys", "", successor(func(w *world, o *org, d *roster.Member, old *person, sign string) []roster.Signer {
		return nil
	})},
	{"R15", "the same sign key again, one signature", "", successor(func(w *world, o *org, d *roster.Member, old *person, sign string) []roster.Signer {
		d.Sign = old.draft.Sign
		return by(old.sign)
	})},
	{"R15", "the same sign key again, a second signature", note.E05, successor(func(w *world, o *org, d *roster.Member, old *person, sign string) []roster.Signer {
		d.Sign = old.draft.Sign
		return by(old.sign, sign)
	})},
	{"R15", "without the key before", note.E05, successor(func(w *world, o *org, d *roster.Member, old *person, sign string) []roster.Signer {
		return by(sign)
	})},
	{"R15", "a third key in place of the key before", note.E05, successor(func(w *world, o *org, d *roster.Member, old *person, sign string) []roster.Signer {
		return by(sign, "sign third")
	})},
	{"R15", "signed badly with the key before", note.E04, successor(func(w *world, o *org, d *roster.Member, old *person, sign string) []roster.Signer {
		return []roster.Signer{signer(sign), broken(old.sign)}
	})},
	{"R15", "without the new key", note.E05, successor(func(w *world, o *org, d *roster.Member, old *person, sign string) []roster.Signer {
		return by(old.sign)
	})},
	{"R15", "the note before is unknown", note.E06, successor(func(w *world, o *org, d *roster.Member, old *person, sign string) []roster.Signer {
		d.Prev = hashOf("unknown note")
		return nil
	})},
	{"R15", "the note before is another member's", note.E05, successor(func(w *world, o *org, d *roster.Member, old *person, sign string) []roster.Signer {
		d.Member = note.MemberID(idOf("somebody else"))
		return nil
	})},
	{"R15", "the note before is of another organisation", note.E05, successor(func(w *world, o *org, d *roster.Member, old *person, sign string) []roster.Signer {
		d.Org = note.OrgID(idOf("org else"))
		return nil
	})},
}

// box makes the act of a mailbox note.
func box(change func(w *world, o *org, d *roster.Mailbox, name string) []roster.Signer) func(w *world) []step {
	return func(w *world) []step {
		o := w.some((*org).managed)
		name := "box " + w.name()
		d := w.mailboxDraft(o, name)
		signers := change(w, o, &d, name)
		if signers == nil {
			signers = by("box author " + name)
		}
		return []step{rec(roster.KindMailbox, write(w.t, d, signers...))}
	}
}

func rightBox(*world, *org, *roster.Mailbox, string) []roster.Signer { return nil }

var mailboxActs = []act{
	{"R35", "180 days", "", box(rightBox)},
	{"R35", "180 days and a second", note.E05, box(func(w *world, o *org, d *roster.Mailbox, name string) []roster.Signer {
		d.Expires++
		return nil
	})},
	{"R35", "one second", "", box(func(w *world, o *org, d *roster.Mailbox, name string) []roster.Signer {
		d.Expires = d.Time + 1
		return nil
	})},
	{"R35", "no time at all", note.E05, box(func(w *world, o *org, d *roster.Mailbox, name string) []roster.Signer {
		d.Expires = d.Time
		return nil
	})},
	{"R35", "a name of other keys", note.E05, box(func(w *world, o *org, d *roster.Mailbox, name string) []roster.Signer {
		d.RID = keys.RID(d.Author, d.Login, d.Rcpt)
		return nil
	})},
	{"R35", "another recipient under the name", note.E05, box(func(w *world, o *org, d *roster.Mailbox, name string) []roster.Signer {
		d.Rcpt = hashOf("the hub's own")
		return nil
	})},
	{"R35", "signed with its login key", note.E05, box(func(w *world, o *org, d *roster.Mailbox, name string) []roster.Signer {
		return by("box login " + name)
	})},
	{"R35", "signed badly", note.E04, box(func(w *world, o *org, d *roster.Mailbox, name string) []roster.Signer {
		return []roster.Signer{broken("box author " + name)}
	})},
	{"R35", "two signatures", note.E01, box(func(w *world, o *org, d *roster.Mailbox, name string) []roster.Signer {
		return by("box author "+name, "box login "+name)
	})},
	{"R3", "a mailbox with an author key of small order", note.E06, box(func(w *world, o *org, d *roster.Mailbox, name string) []roster.Signer {
		d.Author = keys.Public{}
		return nil
	})},
	{"R3", "a mailbox with a login key of small order", note.E06, box(func(w *world, o *org, d *roster.Mailbox, name string) []roster.Signer {
		d.Login = keys.Public{}
		return nil
	})},
	{"R36", "of an accepted organisation", "", box(rightBox)},
	{"R36", "of an organisation that is not accepted", note.E06, box(func(w *world, o *org, d *roster.Mailbox, name string) []roster.Signer {
		o = w.some(func(o *org) bool { return !o.accepted() })
		d.Org, d.Record = o.id, note.HashOf(o.record)
		return nil
	})},
	{"R36", "of an unknown organisation", note.E06, box(func(w *world, o *org, d *roster.Mailbox, name string) []roster.Signer {
		d.Org = note.OrgID(idOf("org unknown"))
		return nil
	})},
	{"R36", "another record of its organisation", note.E06, box(func(w *world, o *org, d *roster.Mailbox, name string) []roster.Signer {
		d.Record = hashOf("another record")
		return nil
	})},
	{"R36", "a second note for one mailbox", note.E11, func(w *world) []step {
		w.need(len(w.boxes) > 0)
		b := w.boxes[w.pick(len(w.boxes))]
		d := b.draft
		d.Expires--
		return []step{rec(roster.KindMailbox, write(w.t, d, signer(b.author)))}
	}},
}
