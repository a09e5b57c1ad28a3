package roster_test

import (
	"strings"

	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
)

type onManifest = func(w *world, o *org, m *roster.Manifest) []roster.Signer

// rootless changes lines that need the root, and lets an admin sign alone.
func rootless(change func(w *world, m *roster.Manifest)) onManifest {
	return func(w *world, o *org, m *roster.Manifest) []roster.Signer {
		change(w, m)
		return by(o.admin(w))
	}
}

// withRoot makes the same change with both signatures.
func withRoot(change func(w *world, m *roster.Manifest)) onManifest {
	return func(w *world, o *org, m *roster.Manifest) []roster.Signer {
		change(w, m)
		return by(o.admin(w), o.root)
	}
}

func newHost(w *world, m *roster.Manifest)     { m.Hosts = append(m.Hosts, "new.example") }
func newRoot(w *world, m *roster.Manifest)     { m.Root = public("root new") }
func newRecovery(w *world, m *roster.Manifest) { m.Recovery = hashOf("new recovery") }
func newAudit(w *world, m *roster.Manifest)    { m.Audit = hashOf("new audit") }
func newTerms(w *world, m *roster.Manifest)    { m.Terms = hashOf("new terms") }
func newPolicy(w *world, m *roster.Manifest) {
	value := "0"
	if len(m.Policies) > 0 && m.Policies[0].Value == "0" {
		value = "1"
	}
	m.Policies = []roster.Policy{{Name: roster.PasskeyBound, Value: value}}
}

func newAdmin(w *world, m *roster.Manifest) {
	for _, l := range m.Members {
		isAdmin := false
		for _, a := range m.Admins {
			isAdmin = isAdmin || a == l.Member
		}
		if !isAdmin {
			m.Admins = append(m.Admins, l.Member)
			return
		}
	}
	w.need(false)
}

var firstActs = []act{
	{"R9", "a manifest of an accepted organisation", "", first(right)},
	{"R9", "a manifest of an organisation with one vouch", note.E06, func(w *world) []step {
		o := w.some(func(o *org) bool { return !o.accepted() })
		d, raw := w.stranger(o)
		m := w.next(o)
		m.Admins, m.Members = []note.MemberID{d.Member}, []roster.Membership{line(d, raw)}
		return []step{rec(roster.KindMember, raw), rec(roster.KindManifest, write(w.t, m, signer(o.root)))}
	}},
	{"R9", "a manifest of an unknown organisation", note.E06, first(func(w *world, o *org, m *roster.Manifest) []roster.Signer {
		m.Org = note.OrgID(idOf("org unknown"))
		return nil
	})},
	{"R17", "version 1", "", first(right)},
	{"R17", "version 0", note.E01, first(func(w *world, o *org, m *roster.Manifest) []roster.Signer {
		m.Version = 0
		return nil
	})},
	{"R20", "version 1 signed by the root", "", first(right)},
	{"R20", "version 1 signed by its admin", note.E05, first(func(w *world, o *org, m *roster.Manifest) []roster.Signer {
		return by("sign other")
	})},
	{"R20", "version 1 signed by root and admin", note.E01, first(func(w *world, o *org, m *roster.Manifest) []roster.Signer {
		return by(o.root, "sign other")
	})},
	{"R20", "version 1 with another root", note.E05, first(func(w *world, o *org, m *roster.Manifest) []roster.Signer {
		m.Root = public("root other")
		return nil
	})},
	{"R20", "version 1 signed badly", note.E04, first(func(w *world, o *org, m *roster.Manifest) []roster.Signer {
		return []roster.Signer{broken(o.root)}
	})},
	{"R19", "version 2 of an organisation without version 1", note.E11, first(func(w *world, o *org, m *roster.Manifest) []roster.Signer {
		m.Version = 2
		return nil
	})},
	{"R19", "version 1 with something before it", note.E11, first(func(w *world, o *org, m *roster.Manifest) []roster.Signer {
		m.Prev = hashOf("something")
		return nil
	})},
}

var manifestActs = []act{
	{"R3", "a manifest with a root of small order", note.E06, manifest(withRoot(func(w *world, m *roster.Manifest) { m.Root = keys.Public{} }))},
	{"R17", "other terms", "", manifest(func(w *world, o *org, m *roster.Manifest) []roster.Signer {
		newTerms(w, m)
		return nil
	})},
	{"R17", "a host in capitals", note.E01, func(w *world) []step { return w.rawManifest("host App.example", "host app.example") }},
	{"R17", "a host in small letters", "", func(w *world) []step { return w.rawManifest("host app.example", "host app.example") }},
	{"R17", "a host with a port", note.E01, func(w *world) []step { return w.rawManifest("host app.example:443", "host app.example") }},
	{"R17", "a host with a closing dot", note.E01, func(w *world) []step { return w.rawManifest("host app.example.", "host app.example") }},
	{"R17", "a host with a hyphen at the end", note.E01, func(w *world) []step { return w.rawManifest("host app-.example", "host app.example") }},
	{"R17", "a host with a hyphen at the start", note.E01, func(w *world) []step { return w.rawManifest("host -app.example", "host app.example") }},
	{"R17", "a label of 63 characters", "", func(w *world) []step { return w.rawManifest("host "+long(63)+".example", "host app.example") }},
	{"R17", "a label of 64 characters", note.E01, func(w *world) []step { return w.rawManifest("host "+long(64)+".example", "host app.example") }},
	{"R17", "a host of 253 characters", "", func(w *world) []step { return w.rawManifest("host "+labels(253), "host app.example") }},
	{"R17", "a host of 254 characters", note.E01, func(w *world) []step { return w.rawManifest("host "+labels(254), "host app.example") }},
	{"R17", "a policy that is unknown", note.E01, func(w *world) []step { return w.rawManifest("policy strict 1", "policy passkey-bound 1") }},
	{"R17", "a member twice", note.E01, manifest(func(w *world, o *org, m *roster.Manifest) []roster.Signer {
		m.Members = append(m.Members, roster.Membership{Member: m.Members[0].Member, Record: hashOf("another note")})
		return nil
	})},
	{"R17", "a team twice", note.E01, manifest(func(w *world, o *org, m *roster.Manifest) []roster.Signer {
		w.need(len(m.Teams) > 0)
		m.Teams = append(m.Teams, roster.Posting{Team: m.Teams[0].Team, Card: hashOf("another card")})
		return nil
	})},
	{"R17", "a policy twice", note.E01, manifest(withRoot(func(w *world, m *roster.Manifest) {
		m.Policies = []roster.Policy{{Name: roster.PasskeyBound, Value: "0"}, {Name: roster.PasskeyBound, Value: "1"}}
	}))},
	{"R17", "a key revoked twice", note.E01, manifest(func(w *world, o *org, m *roster.Manifest) []roster.Signer {
		key := public("sign some").ID()
		m.Revoked = append(m.Revoked, roster.Revocation{Key: key, Time: 1, Reason: "lost"}, roster.Revocation{Key: key, Time: 2, Reason: "lost"})
		return nil
	})},
	{"R18", "everybody named is there", "", manifest(right)},
	{"R18", "an admin who is no member", note.E05, manifest(withRoot(func(w *world, m *roster.Manifest) {
		m.Admins = append(m.Admins, note.MemberID(idOf("nobody")))
	}))},
	{"R18", "somebody assigned who is no member", note.E05, manifest(func(w *world, o *org, m *roster.Manifest) []roster.Signer {
		w.need(len(m.Teams) > 0)
		m.Assigns = append(m.Assigns, roster.Assign{Team: m.Teams[0].Team, Member: note.MemberID(idOf("nobody"))})
		return nil
	})},
	{"R18", "assigned to a team that is not there", note.E05, manifest(func(w *world, o *org, m *roster.Manifest) []roster.Signer {
		m.Assigns = append(m.Assigns, roster.Assign{Team: note.TeamID(idOf("no team")), Member: m.Members[0].Member})
		return nil
	})},
	{"R19", "the next version", "", manifest(right)},
	{"R19", "a version too far", note.E11, manifest(func(w *world, o *org, m *roster.Manifest) []roster.Signer {
		m.Version++
		return nil
	})},
	{"R19", "another manifest of the same version", note.E11, manifest(func(w *world, o *org, m *roster.Manifest) []roster.Signer {
		w.need(m.Version > 2)
		m.Version, m.Prev = m.Version-1, o.man.Prev
		return nil
	})},
	{"R19", "after another manifest", note.E11, manifest(func(w *world, o *org, m *roster.Manifest) []roster.Signer {
		m.Prev = hashOf("another manifest")
		return nil
	})},
	{"R21", "signed by an admin", "", manifest(right)},
	{"R21", "signed by another admin", "", manifest(func(w *world, o *org, m *roster.Manifest) []roster.Signer {
		admins := o.those(func(p *person) bool { return o.isAdmin(p) && !o.revoked(p) })
		w.need(len(admins) > 1)
		return by(admins[1].sign)
	})},
	{"R21", "signed badly by an admin", note.E04, manifest(func(w *world, o *org, m *roster.Manifest) []roster.Signer {
		return []roster.Signer{broken(o.admin(w))}
	})},
	{"R21", "signed by a member who is no admin", note.E05, manifest(func(w *world, o *org, m *roster.Manifest) []roster.Signer {
		return by(w.plain(o).sign)
	})},
	{"R21", "signed in the name of no key", note.E05, manifest(func(*world, *org, *roster.Manifest) []roster.Signer {
		return []roster.Signer{func([]byte) note.Sig {
			return note.Sig{Key: keys.Public{}.ID(), Hex: strings.Repeat("0", 128)}
		}}
	})},
	{"R21", "signed by the root alone", note.E05, manifest(func(w *world, o *org, m *roster.Manifest) []roster.Signer {
		return by(o.root)
	})},
	{"R21", "signed by an admin of another organisation", note.E05, manifest(func(w *world, o *org, m *roster.Manifest) []roster.Signer {
		return by(w.some(func(p *org) bool { return p.managed() && p != o }).admin(w))
	})},
	{"R21", "signed by who becomes admin with it", note.E05, manifest(func(w *world, o *org, m *roster.Manifest) []roster.Signer {
		p := w.plain(o)
		m.Admins = append(m.Admins, p.id)
		return by(p.sign, o.root)
	})},
	{"R21", "signed by an admin whose key is revoked", note.E05, func(w *world) []step {
		o, p := w.revokedAdmin()
		return []step{rec(roster.KindManifest, write(w.t, w.next(o), signer(p.sign)))}
	}},
	{"R21", "signed by a former admin", note.E05, func(w *world) []step {
		o, p := w.formerAdmin()
		return []step{rec(roster.KindManifest, write(w.t, w.next(o), signer(p.sign)))}
	}},
	{"R21", "signed by two admins", note.E05, manifest(func(w *world, o *org, m *roster.Manifest) []roster.Signer {
		admins := o.those(func(p *person) bool { return o.isAdmin(p) && !o.revoked(p) })
		w.need(len(admins) > 1)
		return by(admins[0].sign, admins[1].sign)
	})},
	{"R22", "another host, with the root", "", manifest(withRoot(newHost))},
	{"R22", "another host, without the root", note.E05, manifest(rootless(newHost))},
	{"R22", "another policy, with the root", "", manifest(withRoot(newPolicy))},
	{"R22", "another policy, without the root", note.E05, manifest(rootless(newPolicy))},
	{"R22", "another recovery key, with the root", "", manifest(withRoot(newRecovery))},
	{"R22", "another recovery key, without the root", note.E05, manifest(rootless(newRecovery))},
	{"R22", "another audit key, with the root", "", manifest(withRoot(newAudit))},
	{"R22", "another audit key, without the root", note.E05, manifest(rootless(newAudit))},
	{"R22", "another admin, with the root", "", manifest(withRoot(newAdmin))},
	{"R22", "another admin, without the root", note.E05, manifest(rootless(newAdmin))},
	{"R22", "another root, with the old root", "", manifest(withRoot(newRoot))},
	{"R22", "another root, without the old root", note.E05, manifest(rootless(newRoot))},
	{"R22", "another root, with the new root", note.E05, manifest(func(w *world, o *org, m *roster.Manifest) []roster.Signer {
		newRoot(w, m)
		return by(o.admin(w), "root new")
	})},
	{"R22", "another root, signed badly by the old root", note.E04, manifest(func(w *world, o *org, m *roster.Manifest) []roster.Signer {
		newRoot(w, m)
		return []roster.Signer{signer(o.admin(w)), broken(o.root)}
	})},
	{"R22", "other terms, without the root", "", manifest(func(w *world, o *org, m *roster.Manifest) []roster.Signer {
		newTerms(w, m)
		return by(o.admin(w))
	})},
	{"R22", "other terms, with the root", note.E05, manifest(withRoot(newTerms))},
	{"R23", "the same time", "", manifest(func(w *world, o *org, m *roster.Manifest) []roster.Signer {
		m.Time = o.man.Time
		return nil
	})},
	{"R23", "a second earlier", note.E05, manifest(func(w *world, o *org, m *roster.Manifest) []roster.Signer {
		m.Time = o.man.Time - 1
		return nil
	})},
	{"R24", "a revocation more", "", manifest(func(w *world, o *org, m *roster.Manifest) []roster.Signer {
		m.Revoked = append(m.Revoked, roster.Revocation{Key: public("sign some").ID(), Time: 1, Reason: "lost"})
		return nil
	})},
	{"R24", "a revocation less", note.E05, manifest(func(w *world, o *org, m *roster.Manifest) []roster.Signer {
		w.need(len(m.Revoked) > 0)
		m.Revoked = m.Revoked[1:]
		return nil
	})},
	{"R24", "a revocation with another time", note.E05, manifest(func(w *world, o *org, m *roster.Manifest) []roster.Signer {
		w.need(len(m.Revoked) > 0)
		m.Revoked[0].Time++
		return nil
	})},
	{"R25", "a new member", "", func(w *world) []step {
		o := w.some((*org).managed)
		d, raw := w.stranger(o)
		m := w.next(o)
		m.Members = append(m.Members, line(d, raw))
		return []step{rec(roster.KindMember, raw), rec(roster.KindManifest, write(w.t, m, signer(o.admin(w))))}
	}},
	{"R25", "a member whose note is missing", note.E06, func(w *world) []step {
		o := w.some((*org).managed)
		d, raw := w.stranger(o)
		m := w.next(o)
		m.Members = append(m.Members, line(d, raw))
		return []step{rec(roster.KindManifest, write(w.t, m, signer(o.admin(w))))}
	}},
	{"R25", "a member line with the note of another member", note.E05, func(w *world) []step {
		o := w.some((*org).managed)
		d, raw := w.stranger(o)
		m := w.next(o)
		m.Members = append(m.Members, roster.Membership{Member: note.MemberID(idOf("somebody else")), Record: line(d, raw).Record})
		return []step{rec(roster.KindMember, raw), rec(roster.KindManifest, write(w.t, m, signer(o.admin(w))))}
	}},
	{"R25", "a member line with a note of another organisation", note.E05, func(w *world) []step {
		o := w.some((*org).managed)
		d, raw := w.stranger(w.some(func(p *org) bool { return p != o }))
		m := w.next(o)
		m.Members = append(m.Members, line(d, raw))
		return []step{rec(roster.KindMember, raw), rec(roster.KindManifest, write(w.t, m, signer(o.admin(w))))}
	}},
	{"R26", "a new team", "", manifest(func(w *world, o *org, m *roster.Manifest) []roster.Signer {
		m.Teams = append(m.Teams, roster.Posting{Team: note.TeamID(idOf("new team")), Card: hashOf("card")})
		return nil
	})},
	{"R26", "a team of another organisation", note.E05, manifest(func(w *world, o *org, m *roster.Manifest) []roster.Signer {
		other := w.some(func(p *org) bool { return p != o && p.managed() && len(p.man.Teams) > 0 })
		m.Teams = append(m.Teams, roster.Posting{Team: other.man.Teams[0].Team, Card: hashOf("card")})
		return nil
	})},
	{"R26", "a member of another organisation", note.E05, func(w *world) []step {
		o := w.some((*org).managed)
		other := w.some(func(p *org) bool { return p != o && p.managed() })
		name := "double " + w.name()
		d := w.memberDraft(o, name)
		d.Member = other.member(w).id
		raw := write(w.t, d, signer("sign "+name))
		m := w.next(o)
		m.Members = append(m.Members, line(d, raw))
		return []step{rec(roster.KindMember, raw), rec(roster.KindManifest, write(w.t, m, signer(o.admin(w))))}
	}},
}

// labels is a host name of n characters.
func labels(n int) string {
	s := ""
	for n > 63 {
		s, n = s+long(60)+".", n-61
	}
	return s + long(n)
}

// rawManifest is the next manifest of the first organisation with one line
// written as grammar would not, signed as if it were the other one.
func (w *world) rawManifest(line, instead string) []step {
	o := w.orgs[0]
	m := w.next(o)
	m.Hosts, m.Policies = []string{"app.example"}, []roster.Policy{{Name: roster.PasskeyBound, Value: "1"}}
	signed, err := m.Signed()
	if err != nil {
		w.t.Fatal(err)
	}
	signed = replace(signed, instead, line)
	return []step{rec(roster.KindManifest, note.Attach(signed, signer(o.admin(w))(signed), signer(o.root)(signed)))}
}
