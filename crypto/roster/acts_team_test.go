package roster_test

import (
	"bytes"
	"slices"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
)

func replace(text []byte, old, new string) []byte {
	return bytes.Replace(text, []byte("\n"+old+"\n"), []byte("\n"+new+"\n"), 1)
}

type onTeam = func(w *world, o *org, d *roster.Team, tm *team) []roster.Signer

func rightTeam(*world, *org, *roster.Team, *team) []roster.Signer { return nil }

// someTeam picks a team with at least that many epochs (0: exactly none).
func (w *world) someTeam(epochs int) (*org, *team, note.TeamID) {
	fits := func(o *org, tid note.TeamID) bool {
		n := o.teams[tid].epochs
		return epochs == 0 && n == 0 || epochs > 0 && n >= epochs
	}
	o := w.some(func(o *org) bool {
		return slices.ContainsFunc(o.man.Teams, func(l roster.Posting) bool { return fits(o, l.Team) })
	})
	teams := slices.DeleteFunc(slices.Clone(o.man.Teams), func(l roster.Posting) bool { return !fits(o, l.Team) })
	tid := teams[w.pick(len(teams))].Team
	return o, o.teams[tid], tid
}

// epoch makes the act of the next epoch of a team that has some.
func epoch(epochs int, change onTeam) func(w *world) []step {
	return func(w *world) []step {
		o, tm, tid := w.someTeam(epochs)
		d, names, ok := w.nextTeam(o, tid)
		w.need(ok)
		signers := change(w, o, &d, tm)
		if signers == nil {
			signers = by(names...)
		}
		return []step{rec(roster.KindTeam, write(w.t, d, signers...))}
	}
}

// rekeyed makes the act of a next epoch by somebody of the epoch before whom the
// newest manifest names with the last of these notes.
func rekeyed(notes func(w *world, p *person) []*person) func(w *world) []step {
	return func(w *world) []step {
		o, tm, tid := w.someTeam(1)
		p := w.one(slices.DeleteFunc(o.able(tid), func(p *person) bool { return !tm.last.Has(p.id) || o.changed(p, tm.last) }))
		m := w.next(o)
		admin := o.signers(w, m)
		var steps []step
		is := p
		for _, next := range notes(w, p) {
			steps, is = append(steps, rec(roster.KindMember, next.raw)), next
		}
		at := slices.IndexFunc(m.Members, func(l roster.Membership) bool { return l.Member == p.id })
		m.Members[at] = is.line()
		steps = append(steps, rec(roster.KindManifest, write(w.t, m, by(admin...)...)))
		d, _, _ := w.nextTeam(o, tid)
		for i, l := range d.Members {
			if l.Member == p.id {
				d.Members[i] = is.wrap()
			}
		}
		d.By = p.id
		return append(steps, rec(roster.KindTeam, write(w.t, d, signer(is.sign))))
	}
}

// rewrapped makes the act of an epoch after one that is sealed to everybody who is
// able, when the newest manifest names one of them with another note. Another signs.
func rewrapped(renewed func(w *world, p *person) *person) func(w *world) []step {
	return func(w *world) []step {
		fits := func(o *org, tid note.TeamID) bool {
			held := slices.ContainsFunc(o.able(tid), func(p *person) bool { return o.teams[tid].last.Has(p.id) && !o.changed(p, o.teams[tid].last) })
			return o.teams[tid].epochs > 0 && held && len(o.able(tid)) > 1
		}
		o := w.some(func(o *org) bool {
			return slices.ContainsFunc(o.man.Teams, func(l roster.Posting) bool { return fits(o, l.Team) })
		})
		tid := o.man.Teams[slices.IndexFunc(o.man.Teams, func(l roster.Posting) bool { return fits(o, l.Team) })].Team
		signs := o.able(tid)[slices.IndexFunc(o.able(tid), func(p *person) bool { return !o.changed(p, o.teams[tid].last) })]
		p := o.able(tid)[slices.IndexFunc(o.able(tid), func(p *person) bool { return p != signs })]
		one, _, _ := w.nextTeam(o, tid)
		one.By = signs.id
		first := write(w.t, one, signer(signs.sign))
		next, m := renewed(w, p), w.next(o)
		signers := o.signers(w, m)
		m.Members[slices.IndexFunc(m.Members, func(l roster.Membership) bool { return l.Member == p.id })] = next.line()
		two, _, _ := w.nextTeam(o, tid)
		two.Epoch, two.Prev, two.By = one.Epoch+1, note.HashOf(first), signs.id
		two.Members[slices.IndexFunc(two.Members, func(l roster.Wrap) bool { return l.Member == p.id })] = next.wrap()
		return []step{
			rec(roster.KindTeam, first),
			rec(roster.KindMember, next.raw),
			rec(roster.KindManifest, write(w.t, m, by(signers...)...)),
			rec(roster.KindTeam, write(w.t, two, signer(signs.sign))),
		}
	}
}

// resetting makes the act of a reset.
func resetting(change onTeam) func(w *world) []step {
	return func(w *world) []step {
		o, tm, tid := w.someTeam(1)
		d, names := w.reset(o, tid)
		w.need(len(d.Members) > 0)
		signers := change(w, o, &d, tm)
		if signers == nil {
			signers = by(names...)
		}
		return []step{rec(roster.KindTeam, write(w.t, d, signers...))}
	}
}

var teamActs = []act{
	{"R28", "a later epoch that hands on nothing", "", epoch(1, func(w *world, o *org, d *roster.Team, tm *team) []roster.Signer {
		d.Chain = note.ZeroHash
		return nil
	})},
	{"R28", "epoch 0 that hands on something", note.E05, epoch(0, func(w *world, o *org, d *roster.Team, tm *team) []roster.Signer {
		d.Chain = hashOf("chain")
		return nil
	})},
	{"R28", "epoch 0 with the root beside the admin", note.E01, epoch(0, func(w *world, o *org, d *roster.Team, tm *team) []roster.Signer {
		return by(o.people[d.By].sign, o.root)
	})},
	{"R28", "two lines for one member", note.E01, epoch(1, func(w *world, o *org, d *roster.Team, tm *team) []roster.Signer {
		again := d.Members[0]
		again.File = hashOf("another file")
		d.Members = append(d.Members, again)
		return nil
	})},
	{"R29", "a team of its organisation", "", epoch(0, rightTeam)},
	{"R29", "a team that no manifest names", note.E06, epoch(0, func(w *world, o *org, d *roster.Team, tm *team) []roster.Signer {
		d.Team = note.TeamID(idOf("no team"))
		return nil
	})},
	{"R29", "a team of another organisation", note.E06, epoch(1, func(w *world, o *org, d *roster.Team, tm *team) []roster.Signer {
		d.Org = w.some(func(p *org) bool { return p != o && p.managed() }).id
		return nil
	})},
	{"R29", "of an organisation without manifest", note.E06, epoch(0, func(w *world, o *org, d *roster.Team, tm *team) []roster.Signer {
		d.Org = w.some(func(p *org) bool { return !p.managed() }).id
		return nil
	})},
	{"R29", "of an unknown organisation", note.E06, epoch(0, func(w *world, o *org, d *roster.Team, tm *team) []roster.Signer {
		d.Org = note.OrgID(idOf("org unknown"))
		return nil
	})},
	{"R30", "the next epoch", "", epoch(1, rightTeam)},
	{"R30", "an epoch too far", note.E11, epoch(1, func(w *world, o *org, d *roster.Team, tm *team) []roster.Signer {
		d.Epoch++
		return nil
	})},
	{"R30", "the same epoch again", note.E11, epoch(2, func(w *world, o *org, d *roster.Team, tm *team) []roster.Signer {
		d.Epoch, d.Prev = tm.last.Epoch, tm.last.Prev
		return nil
	})},
	{"R30", "after another epoch", note.E11, epoch(1, func(w *world, o *org, d *roster.Team, tm *team) []roster.Signer {
		d.Prev = hashOf("another epoch")
		return nil
	})},
	{"R30", "epoch 0 after something", note.E11, epoch(0, func(w *world, o *org, d *roster.Team, tm *team) []roster.Signer {
		d.Prev = hashOf("something")
		return nil
	})},
	{"R30", "the same time", "", epoch(1, func(w *world, o *org, d *roster.Team, tm *team) []roster.Signer {
		d.Time = tm.last.Time
		return nil
	})},
	{"R30", "a second earlier", note.E05, epoch(1, func(w *world, o *org, d *roster.Team, tm *team) []roster.Signer {
		d.Time = tm.last.Time - 1
		return nil
	})},
	{"R31", "a fresh key", "", epoch(1, rightTeam)},
	{"R31", "the key of the epoch before", note.E05, epoch(1, func(w *world, o *org, d *roster.Team, tm *team) []roster.Signer {
		d.Rcpt = tm.last.Rcpt
		return nil
	})},
	{"R31", "the key of another team", note.E05, epoch(1, func(w *world, o *org, d *roster.Team, tm *team) []roster.Signer {
		other := w.some(func(p *org) bool {
			return p != o && p.managed() && len(p.man.Teams) > 0 && p.teams[p.man.Teams[0].Team].epochs > 0
		})
		d.Rcpt = other.teams[other.man.Teams[0].Team].last.Rcpt
		return nil
	})},
	{"R32", "signed by a member of the epoch before", "", epoch(1, rightTeam)},
	{"R32", "signed badly by a member of the epoch before", note.E04, epoch(1, func(w *world, o *org, d *roster.Team, tm *team) []roster.Signer {
		return []roster.Signer{broken(o.people[d.By].sign)}
	})},
	{"R32", "signed by another member than it says", note.E05, epoch(1, func(w *world, o *org, d *roster.Team, tm *team) []roster.Signer {
		return by(w.one(o.those(func(p *person) bool { return p.id != d.By })).sign)
	})},
	{"R32", "by somebody who is no member", note.E06, epoch(1, func(w *world, o *org, d *roster.Team, tm *team) []roster.Signer {
		d.By = note.MemberID(idOf("nobody"))
		return nil
	})},
	{"R32", "by a member whose key is revoked", note.E06, epoch(1, func(w *world, o *org, d *roster.Team, tm *team) []roster.Signer {
		p := w.one(o.those(func(p *person) bool { return o.revokes(public(p.sign)) && tm.last.Has(p.id) }))
		d.By = p.id
		return by(p.sign)
	})},
	{"R32", "by somebody assigned who did not hold the key before", note.E05, epoch(1, func(w *world, o *org, d *roster.Team, tm *team) []roster.Signer {
		p := w.one(o.those(func(p *person) bool { return !o.revoked(p) && !tm.last.Has(p.id) && slices.Contains(o.able(d.Team), p) }))
		d.By = p.id
		return by(p.sign)
	})},
	{"R32", "by somebody who held the key and is no longer assigned", note.E05, epoch(1, func(w *world, o *org, d *roster.Team, tm *team) []roster.Signer {
		p := w.one(o.those(func(p *person) bool { return !o.revoked(p) && tm.last.Has(p.id) && !slices.Contains(o.able(d.Team), p) }))
		d.By = p.id
		return by(p.sign)
	})},
	{"R32", "by a member whose keys succeed those of the epoch before, over two notes", "", rekeyed(func(w *world, p *person) []*person {
		once := w.rotated(p, "once "+w.name())
		return []*person{once, w.rotated(once, "twice "+w.name())}
	})},
	{"R32", "by a member enrolled anew", note.E05, rekeyed(func(w *world, p *person) []*person {
		return []*person{w.anew(p, "anew "+w.name(), "rcpt anew")}
	})},
	{"R32", "by a member enrolled anew, with the recipient of the epoch before", note.E05, rekeyed(func(w *world, p *person) []*person {
		again := w.anew(p, "anew "+w.name(), "")
		return []*person{again}
	})},
	{"R32", "by a member who succeeds keys that it was enrolled with anew", note.E05, rekeyed(func(w *world, p *person) []*person {
		again := w.anew(p, "anew "+w.name(), "rcpt anew")
		return []*person{again, w.rotated(again, "after "+w.name())}
	})},
	{"R33", "to a member who succeeded with the same recipient", "", rewrapped(func(w *world, p *person) *person {
		next := w.rotated(p, "same "+w.name())
		next.draft.Rcpt = p.draft.Rcpt
		next.raw = write(w.t, next.draft, signer(next.sign), signer(p.sign))
		return next
	})},
	{"R33", "to a member enrolled anew with another recipient", "", rewrapped(func(w *world, p *person) *person {
		return w.anew(p, "anew "+w.name(), "rcpt anew")
	})},
	{"R33", "to a member enrolled anew with the recipient of the epoch before", note.E05, rewrapped(func(w *world, p *person) *person {
		return w.anew(p, "anew "+w.name(), "")
	})},
	{"R32", "epoch 0 by an admin", "", epoch(0, rightTeam)},
	{"R32", "epoch 0 by a member who is no admin", note.E05, epoch(0, func(w *world, o *org, d *roster.Team, tm *team) []roster.Signer {
		p := w.plain(o)
		d.By = p.id
		return by(p.sign)
	})},
	{"R32", "reset by an admin and the root", "", resetting(rightTeam)},
	{"R32", "reset by an admin alone", note.E05, resetting(func(w *world, o *org, d *roster.Team, tm *team) []roster.Signer {
		p := w.one(o.those(func(p *person) bool { return o.isAdmin(p) && !o.revoked(p) && !tm.last.Has(p.id) }))
		d.By = p.id
		return by(p.sign)
	})},
	{"R32", "reset by the root and a member who is no admin", note.E05, resetting(func(w *world, o *org, d *roster.Team, tm *team) []roster.Signer {
		p := w.plain(o)
		d.By = p.id
		return by(p.sign, o.root)
	})},
	{"R32", "reset by an admin and another admin", note.E05, resetting(func(w *world, o *org, d *roster.Team, tm *team) []roster.Signer {
		other := w.one(o.those(func(p *person) bool { return p.id != d.By }))
		return by(o.people[d.By].sign, other.sign)
	})},
	{"R32", "reset, signed badly by the root", note.E04, resetting(func(w *world, o *org, d *roster.Team, tm *team) []roster.Signer {
		return []roster.Signer{signer(o.people[d.By].sign), broken(o.root)}
	})},
	{"R33", "to a part of who is assigned", "", epoch(1, func(w *world, o *org, d *roster.Team, tm *team) []roster.Signer {
		d.Members = d.Members[:1]
		return nil
	})},
	{"R33", "to a member who is not assigned", note.E05, epoch(1, func(w *world, o *org, d *roster.Team, tm *team) []roster.Signer {
		p := w.one(o.those(func(p *person) bool {
			return !slices.Contains(o.man.Assigns, roster.Assign{Team: d.Team, Member: p.id})
		}))
		d.Members = append(d.Members, p.wrap())
		return nil
	})},
	{"R33", "to another key than the member's", note.E06, epoch(1, func(w *world, o *org, d *roster.Team, tm *team) []roster.Signer {
		d.Members[0].Rcpt = hashOf("the hub's own")
		return nil
	})},
	{"R33", "to a member whose key is revoked", note.E06, epoch(1, func(w *world, o *org, d *roster.Team, tm *team) []roster.Signer {
		p := w.one(o.those(func(p *person) bool {
			return o.revoked(p) && slices.Contains(o.man.Assigns, roster.Assign{Team: d.Team, Member: p.id})
		}))
		d.Members = append(d.Members, p.wrap())
		return nil
	})},
	{"R33", "to a member whose login key is revoked", note.E06, func(w *world) []step {
		o, _, tid := w.someTeam(1)
		d, names, ok := w.nextTeam(o, tid)
		w.need(ok)
		m := w.next(o)
		m.Revoked = append(m.Revoked, roster.Revocation{Key: o.people[d.By].draft.Login.ID(), Time: w.now, Reason: "lost"})
		return []step{rec(roster.KindManifest, write(w.t, m, by(o.signers(w, m)...)...)), rec(roster.KindTeam, write(w.t, d, by(names...)...))}
	}},
	{"R34", "to the recovery key", "", epoch(1, rightTeam)},
	{"R34", "without the recovery key", note.E06, epoch(1, func(w *world, o *org, d *roster.Team, tm *team) []roster.Signer {
		w.need(o.man.Recovery != "")
		d.Recovery = nil
		return nil
	})},
	{"R34", "to another recovery key", note.E06, epoch(1, func(w *world, o *org, d *roster.Team, tm *team) []roster.Signer {
		d.Recovery = &roster.Wrap{Rcpt: hashOf("the hub's own"), File: hashOf("recovery file")}
		return nil
	})},
}
