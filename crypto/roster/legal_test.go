package roster_test

import (
	"slices"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
)

// base is the fixed directory that the vectors stand on.
func base(w *world) {
	a, b := w.addOrg("a"), w.addOrg("b")
	w.found(a, "anna", "arie", "asha", "ali")
	w.found(b, "bram", "bea")
	c := w.addOrg("c")
	w.addVouch(c, a)
	w.addVouch(c, b)
	w.found(c, "cas")
	d := w.addOrg("d")
	w.addVouch(d, a)
	e := w.addOrg("e") // accepted, without a manifest
	w.addVouch(e, a)
	w.addVouch(e, c)
	w.addOrg("f")

	ta, tb := a.man.Teams[0].Team, b.man.Teams[0].Team
	w.epoch(a, ta)
	w.epoch(a, ta)
	w.epoch(b, tb)
	// Arie, Asha and Aydin, who is in no team, become admin beside Anna; then Asha's
	// key is revoked, Arie is admin no longer, Ali leaves the team and Adam comes.
	aydin := w.addMember(a, "aydin")
	m := w.next(a)
	m.Members = append(m.Members, aydin.line())
	m.Admins = append(m.Admins, a.named("arie").id, a.named("asha").id, aydin.id)
	sortManifest(&m)
	w.publish(a, m)
	w.epoch(a, ta)
	m = w.next(a)
	adam := w.addMember(a, "adam")
	m.Members = append(m.Members, adam.line())
	m.Assigns = append(m.Assigns, roster.Assign{Team: ta, Member: adam.id})
	m.Assigns = without(m.Assigns, roster.Assign{Team: ta, Member: a.named("ali").id})
	m.Admins = without(m.Admins, a.named("arie").id)
	m.Revoked = append(m.Revoked, roster.Revocation{Key: public("sign asha").ID(), Time: w.now - 600, Reason: "lost"})
	m.Teams = append(m.Teams, roster.Posting{Team: note.TeamID(idOf("team new")), Card: hashOf("card new")})
	m.Assigns = append(m.Assigns, roster.Assign{Team: note.TeamID(idOf("team new")), Member: adam.id})
	sortManifest(&m)
	w.publish(a, m)
	// Anna's keys are replaced; Bea leaves.
	w.rotate(a, a.named("anna"), "anna2")
	m = w.next(b)
	m.Members = without(m.Members, b.named("bea").line())
	m.Assigns = without(m.Assigns, roster.Assign{Team: tb, Member: b.named("bea").id})
	w.publish(b, m)
	w.epoch(b, tb)
	w.addMailbox(a, "melder")
}

func without[T comparable](list []T, gone T) []T {
	return slices.DeleteFunc(list, func(x T) bool { return x == gone })
}

func (o *org) named(name string) *person { return o.people[note.MemberID(idOf("member "+name))] }

func (w *world) epoch(o *org, tid note.TeamID) {
	w.t.Helper()
	d, signers, ok := w.nextTeam(o, tid)
	w.need(ok)
	w.addTeam(o, d, signers)
}

// rotate gives a member new keys and publishes the manifest that names them.
func (w *world) rotate(o *org, p *person, name string) {
	w.t.Helper()
	next := w.rotated(p, name)
	w.add(roster.KindMember, next.raw)
	m := w.next(o)
	for i, l := range m.Members {
		if l.Member == p.id {
			m.Members[i] = next.line()
		}
	}
	w.strays[p.id] = next
	w.publish(o, m)
}

// legal are steps by which a directory grows, each when there is occasion.
var legal = map[string]func(w *world){
	"organisation": func(w *world) {
		w.need(len(w.orgs) < 8)
		names := []string{"a", "b", "c", "z", "d", "e", "f", "g"}
		w.addOrg(names[len(w.orgs)])
	},
	"vouch": func(w *world) {
		o := w.some(func(o *org) bool { return !o.accepted() })
		w.addVouch(o, w.some(func(p *org) bool { return p.managed() && p != o }))
	},
	"first manifest": func(w *world) {
		o := w.some(func(o *org) bool { return o.accepted() && !o.managed() })
		w.found(o, w.name(), w.name(), w.name())
	},
	"new member": func(w *world) {
		o := w.some((*org).managed)
		p := w.addMember(o, w.name())
		m := w.next(o)
		m.Members = append(m.Members, p.line())
		if len(m.Teams) > 0 {
			m.Assigns = append(m.Assigns, roster.Assign{Team: m.Teams[w.pick(len(m.Teams))].Team, Member: p.id})
		}
		sortManifest(&m)
		w.publish(o, m)
	},
	"member leaves": func(w *world) {
		o := w.some((*org).managed)
		p := w.one(o.those(func(p *person) bool { return !o.isAdmin(p) }))
		m := w.next(o)
		m.Members = without(m.Members, p.line())
		m.Assigns = slices.DeleteFunc(m.Assigns, func(a roster.Assign) bool { return a.Member == p.id })
		w.publish(o, m)
	},
	"assigned": func(w *world) {
		o := w.some(func(o *org) bool { return o.managed() && len(o.man.Teams) > 0 })
		m := w.next(o)
		a := roster.Assign{Team: m.Teams[w.pick(len(m.Teams))].Team, Member: o.member(w).id}
		w.need(!slices.Contains(m.Assigns, a))
		m.Assigns = append(m.Assigns, a)
		sortManifest(&m)
		w.publish(o, m)
	},
	"no longer assigned": func(w *world) {
		o := w.some(func(o *org) bool { return o.managed() && len(o.man.Assigns) > 0 })
		m := w.next(o)
		m.Assigns = without(m.Assigns, m.Assigns[w.pick(len(m.Assigns))])
		w.publish(o, m)
	},
	"new keys": func(w *world) {
		o := w.some((*org).managed)
		w.rotate(o, o.member(w), w.name())
	},
	"revoked": func(w *world) {
		o := w.some((*org).managed)
		able := o.those(func(p *person) bool { return o.isAdmin(p) && !o.revoked(p) })
		p := w.one(o.those(func(p *person) bool { return !o.revoked(p) && (len(able) > 1 || !o.isAdmin(p)) }))
		m := w.next(o)
		key := public(p.sign).ID()
		if w.pick(4) == 3 {
			key = p.draft.Login.ID()
			w.need(!o.isAdmin(p))
		}
		m.Revoked = append(m.Revoked, roster.Revocation{Key: key, Time: w.now - int64(w.pick(1000)), Reason: "lost"})
		w.publish(o, m)
	},
	"new admin": func(w *world) {
		o := w.some((*org).managed)
		p := w.plain(o)
		m := w.next(o)
		m.Admins = append(m.Admins, p.id)
		sortManifest(&m)
		w.publish(o, m)
	},
	"admin no longer": func(w *world) {
		o := w.some((*org).managed)
		able := o.those(func(p *person) bool { return o.isAdmin(p) && !o.revoked(p) })
		w.need(len(able) > 1)
		m := w.next(o)
		m.Admins = without(m.Admins, able[w.pick(len(able))].id)
		w.publish(o, m)
	},
	"new root": func(w *world) {
		o := w.some((*org).managed)
		m := w.next(o)
		root := "root " + w.name()
		m.Root = public(root)
		w.publish(o, m)
		o.root = root
	},
	"new team": func(w *world) {
		o := w.some((*org).managed)
		m := w.next(o)
		name := w.name()
		m.Teams = append(m.Teams, roster.Posting{Team: note.TeamID(idOf("team " + name)), Card: hashOf("card " + name)})
		m.Assigns = append(m.Assigns, roster.Assign{Team: note.TeamID(idOf("team " + name)), Member: o.member(w).id})
		sortManifest(&m)
		w.publish(o, m)
	},
	"first team key": func(w *world) {
		o, _, tid := w.someTeam(0)
		w.epoch(o, tid)
	},
	"next team key": func(w *world) {
		o, _, tid := w.someTeam(1)
		w.epoch(o, tid)
	},
	"reset": func(w *world) {
		o, _, tid := w.someTeam(1)
		d, signers := w.reset(o, tid)
		w.need(len(d.Members) > 0)
		w.addTeam(o, d, signers)
	},
	"mailbox": func(w *world) { w.addMailbox(w.some((*org).managed), w.name()) },
}
