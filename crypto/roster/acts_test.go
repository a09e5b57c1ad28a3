package roster_test

import (
	"slices"

	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
)

// An act is one record on top of a world: right (code "") or wrong in one way.
// Every act but the last step it returns is accepted. The same acts make the
// vectors, on one fixed world, and the property test, on many.
type act struct {
	rule, name string
	code       note.Code
	make       func(w *world) []step
}

// skipped is thrown by acts that a world has no occasion for.
type skipped struct{}

func (w *world) need(ok bool) {
	if !ok {
		panic(skipped{})
	}
}

// steps runs an act, nil when it does not apply.
func (a act) steps(w *world) (list []step) {
	defer func() {
		if r := recover(); r != nil {
			if _, ok := r.(skipped); !ok {
				panic(r)
			}
		}
	}()
	return a.make(w)
}

func (w *world) some(ok func(o *org) bool) *org {
	list := slices.DeleteFunc(slices.Clone(w.orgs), func(o *org) bool { return !ok(o) })
	w.need(len(list) > 0)
	return list[w.pick(len(list))]
}

// manifest makes the act of publishing a manifest: change says what is other
// than in the newest one, and who signs (nothing: who must).
func manifest(change func(w *world, o *org, m *roster.Manifest) []roster.Signer) func(w *world) []step {
	return func(w *world) []step {
		o := w.some((*org).managed)
		m := w.next(o)
		signers := change(w, o, &m)
		sortManifest(&m)
		if signers == nil {
			signers = by(o.signers(w, m)...)
		}
		return []step{rec(roster.KindManifest, write(w.t, m, signers...))}
	}
}

// first makes the act of publishing version 1 of an accepted organisation.
func first(change func(w *world, o *org, m *roster.Manifest) []roster.Signer) func(w *world) []step {
	return func(w *world) []step {
		o := w.some(func(o *org) bool { return o.accepted() && !o.managed() })
		p, raw := w.stranger(o)
		m := w.next(o)
		m.Admins, m.Members = []note.MemberID{p.Member}, []roster.Membership{line(p, raw)}
		signers := change(w, o, &m)
		if signers == nil {
			signers = by(o.root)
		}
		return []step{rec(roster.KindMember, raw), rec(roster.KindManifest, write(w.t, m, signers...))}
	}
}

// stranger is a first member note that nobody has seen, signed.
func (w *world) stranger(o *org) (roster.Member, []byte) {
	name := "stranger " + w.name()
	d := w.memberDraft(o, name)
	return d, write(w.t, d, signer("sign "+name))
}

func line(d roster.Member, raw []byte) roster.Membership {
	return roster.Membership{Member: d.Member, Record: note.HashOf(raw)}
}

func right(*world, *org, *roster.Manifest) []roster.Signer { return nil }

var orgActs = []act{
	{"R1", "a record of a known kind", "", func(w *world) []step {
		return []step{rec(roster.KindOrg, write(w.t, w.orgDraft("new"), signer("root new")))}
	}},
	{"R1", "of an unknown kind", note.E01, func(w *world) []step {
		return []step{rec("organisation", write(w.t, w.orgDraft("new"), signer("root new")))}
	}},
	{"R1", "the same bytes again", "", func(w *world) []step { return []step{rec(roster.KindOrg, w.orgs[0].record)} }},
	{"R2", "signed badly", note.E04, func(w *world) []step {
		return []step{rec(roster.KindOrg, write(w.t, w.orgDraft("new"), broken("root new")))}
	}},
	{"R2", "signed well", "", func(w *world) []step {
		return []step{rec(roster.KindOrg, write(w.t, w.orgDraft("new"), signer("root new")))}
	}},
	{"R3", "a root that is a usable key", "", func(w *world) []step {
		return []step{rec(roster.KindOrg, write(w.t, w.orgDraft("new"), signer("root new")))}
	}},
	{"R3", "a root of small order", note.E06, func(w *world) []step {
		d := w.orgDraft("new")
		d.Root = keys.Public{1}
		return []step{rec(roster.KindOrg, write(w.t, d, signer("root new")))}
	}},
	{"R4", "two kinds", "", func(w *world) []step {
		return []step{rec(roster.KindOrg, write(w.t, w.orgDraft("new"), signer("root new")))}
	}},
	{"R4", "no kind", note.E01, func(w *world) []step {
		text := "sluis.v1/org\norg " + idOf("org new") + "\nroot " + public("root new").String() + "\nname 61\ntime 1\n"
		return []step{rec(roster.KindOrg, note.Attach([]byte(text), signer("root new")([]byte(text))))}
	}},
	{"R4", "a kind of 40 characters", "", orgText("name 61", "kind "+long(40))},
	{"R4", "a kind of 41 characters", note.E01, orgText("name 61", "kind "+long(41))},
	{"R4", "a kind in capitals", note.E01, orgText("name 61", "kind Politie")},
	{"R4", "a kind in small letters", "", orgText("name 61", "kind politie")},
	{"R4", "a name in the clear", note.E01, orgText("name Politie", "kind politie")},
	{"R5", "signed by its root", "", func(w *world) []step {
		return []step{rec(roster.KindOrg, write(w.t, w.orgDraft("new"), signer("root new")))}
	}},
	{"R5", "signed by another root", note.E05, func(w *world) []step {
		return []step{rec(roster.KindOrg, write(w.t, w.orgDraft("new"), signer("root a")))}
	}},
	{"R6", "a name with a letter outside ascii", "", named("Veilig Thuis Frysl\u00e2n")},
	{"R6", "the same name decomposed", note.E01, named("Veilig Thuis Frysla\u0302n")},
	{"R6", "a name of 200 bytes", "", named(long(200))},
	{"R6", "a name of 201 bytes", note.E01, named(long(201))},
	{"R6", "a name with a control character", note.E01, named("Veilig\tThuis")},
	{"R6", "a name with a direction override", note.E01, named("Veilig\u202eThuis")},
	{"R6", "a name with a zero-width space", note.E01, named("Veilig\u200bThuis")},
	{"R6", "a name that is hex for a part", note.E01, orgText("name 61zz", "kind politie")},
	{"R6", "a name in capital hex", note.E01, orgText("name 4A", "kind politie")},
	{"R6", "a name in small hex", "", orgText("name 4a", "kind politie")},
	{"R6", "a name that is not utf-8", note.E01, named("Veilig\xffThuis")},
	{"R7", "another organisation", "", func(w *world) []step {
		return []step{rec(roster.KindOrg, write(w.t, w.orgDraft("new"), signer("root new")))}
	}},
	{"R7", "a second note of one organisation", note.E11, func(w *world) []step {
		o := w.some(func(*org) bool { return true })
		d := w.orgDraft("new")
		d.Org = o.id
		d.Root = public(o.root)
		return []step{rec(roster.KindOrg, write(w.t, d, signer(o.root)))}
	}},
}

func long(n int) string { return string(slices.Repeat([]byte("x"), n)) }

func named(name string) func(w *world) []step {
	return orgText("name "+hexOf(name), "kind gebiedsteam")
}

// orgText is the note of a new organisation with these two lines in it.
func orgText(name, kind string) func(w *world) []step {
	return func(w *world) []step {
		head := "sluis.v1/org\norg " + idOf("org new") + "\nroot " + public("root new").String() + "\n"
		text := []byte(head + name + "\n" + kind + "\ntime 1771200000\n")
		return []step{rec(roster.KindOrg, note.Attach(text, signer("root new")(text)))}
	}
}

// vouch makes a vouch by a managed organisation for one that has too few.
func vouch(change func(w *world, d *roster.Vouch, from, to *org) []roster.Signer) func(w *world) []step {
	return func(w *world) []step {
		to := w.some(func(o *org) bool { return !o.accepted() })
		from := w.some((*org).managed)
		d := roster.Vouch{Org: to.id, Record: note.HashOf(to.record), By: from.id, Time: w.tick()}
		signers := change(w, &d, from, to)
		if signers == nil {
			signers = by(from.admin(w))
		}
		return []step{rec(roster.KindVouch, write(w.t, d, signers...))}
	}
}

func rightVouch(*world, *roster.Vouch, *org, *org) []roster.Signer { return nil }

var vouchActs = []act{
	{"R10", "for another organisation", "", vouch(rightVouch)},
	{"R10", "for itself", note.E05, vouch(func(w *world, d *roster.Vouch, from, to *org) []roster.Signer {
		d.Org, d.Record = from.id, note.HashOf(from.record)
		return nil
	})},
	{"R10", "without a record", note.E01, func(w *world) []step {
		text := []byte("sluis.v1/vouch\norg " + idOf("org a") + "\nby " + idOf("org b") + "\ntime 1\n")
		return []step{rec(roster.KindVouch, note.Attach(text, signer("root b")(text)))}
	}},
	{"R11", "by an accepted organisation", "", vouch(rightVouch)},
	{"R11", "by an organisation that is not accepted", note.E06, vouch(func(w *world, d *roster.Vouch, from, to *org) []roster.Signer {
		other := w.some(func(o *org) bool { return !o.accepted() && o != to })
		d.By = other.id
		return by(other.root)
	})},
	{"R11", "by an organisation that is unknown", note.E06, vouch(func(w *world, d *roster.Vouch, from, to *org) []roster.Signer {
		d.By = note.OrgID(idOf("org unknown"))
		return nil
	})},
	{"R11", "for an organisation that is unknown", note.E06, vouch(func(w *world, d *roster.Vouch, from, to *org) []roster.Signer {
		d.Org = note.OrgID(idOf("org unknown"))
		return nil
	})},
	{"R11", "for another record", note.E06, vouch(func(w *world, d *roster.Vouch, from, to *org) []roster.Signer {
		d.Record = hashOf("another record")
		return nil
	})},
	{"R12", "signed by an admin", "", vouch(rightVouch)},
	{"R12", "signed badly by an admin", note.E04, vouch(func(w *world, d *roster.Vouch, from, to *org) []roster.Signer {
		return []roster.Signer{broken(from.admin(w))}
	})},
	{"R12", "signed by a member who is no admin", note.E05, vouch(func(w *world, d *roster.Vouch, from, to *org) []roster.Signer {
		return by(w.plain(from).sign)
	})},
	{"R12", "signed by the root", note.E05, vouch(func(w *world, d *roster.Vouch, from, to *org) []roster.Signer {
		return by(from.root)
	})},
	{"R12", "signed by an admin of another organisation", note.E05, vouch(func(w *world, d *roster.Vouch, from, to *org) []roster.Signer {
		return by(w.some(func(o *org) bool { return o.managed() && o != from }).admin(w))
	})},
	{"R12", "signed by an admin whose key is revoked", note.E05, vouch(func(w *world, d *roster.Vouch, from, to *org) []roster.Signer {
		o, p := w.revokedAdmin()
		d.By = o.id
		return by(p.sign)
	})},
	{"R12", "signed by a former admin", note.E05, vouch(func(w *world, d *roster.Vouch, from, to *org) []roster.Signer {
		o, p := w.formerAdmin()
		d.By = o.id
		return by(p.sign)
	})},
}

// those lists, sorted, who of the newest manifest's members fits.
func (o *org) those(fits func(p *person) bool) []*person {
	var list []*person
	for _, l := range o.man.Members {
		if p := o.people[l.Member]; fits(p) {
			list = append(list, p)
		}
	}
	return list
}

func (o *org) isAdmin(p *person) bool { return slices.Contains(o.man.Admins, p.id) }

func (w *world) one(list []*person) *person {
	w.need(len(list) > 0)
	return list[w.pick(len(list))]
}

// plain picks a member who is no admin and whose key counts.
func (w *world) plain(o *org) *person {
	return w.one(o.those(func(p *person) bool { return !o.isAdmin(p) && !o.revoked(p) }))
}

// revokedAdmin picks an admin whose key is revoked.
func (w *world) revokedAdmin() (*org, *person) {
	gone := func(o *org) []*person {
		return o.those(func(p *person) bool { return o.isAdmin(p) && o.revokes(public(p.sign)) })
	}
	o := w.some(func(o *org) bool { return o.managed() && len(gone(o)) > 0 })
	return o, w.one(gone(o))
}

// formerAdmin picks somebody who was admin once.
func (w *world) formerAdmin() (*org, *person) {
	gone := func(o *org) []*person {
		return o.those(func(p *person) bool { return !o.isAdmin(p) && o.were[p.sign] && !o.revoked(p) })
	}
	o := w.some(func(o *org) bool { return o.managed() && len(gone(o)) > 0 })
	return o, w.one(gone(o))
}
