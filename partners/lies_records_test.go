package partners

import (
	"slices"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/liar"
)

// Records that a hub which lies brings into its log, of the gemeente unless they say
// otherwise. The log's key and its witness's are in the hands of who lies, so that
// nothing but the records can tell.

// records are forgeries too.
var records = map[string]func(p *play) liar.Held{
	// T03
	"a manifest with a ghost, by nobody": ghost(func(p *play, _ *roster.Manifest) []*identity.Signer { return []*identity.Signer{p.thief} }),
	"a manifest with a ghost, by no admin": ghost(func(p *play, _ *roster.Manifest) []*identity.Signer {
		return []*identity.Signer{p.by("sjoerd").keys.Sign}
	}),
	"a manifest with a ghost, by another's admin": ghost(func(p *play, _ *roster.Manifest) []*identity.Signer {
		return []*identity.Signer{p.by("joke").keys.Sign}
	}),
	"a manifest with an admin, without the root": ghost(func(p *play, m *roster.Manifest) []*identity.Signer {
		m.Admins = append(m.Admins, m.Members[len(m.Members)-1].Member)
		return []*identity.Signer{p.by("fatima").keys.Sign}
	}),
	"a manifest with a recovery, without the root": ghost(func(p *play, m *roster.Manifest) []*identity.Signer {
		m.Recovery = p.traitor.Recipient().Hash()
		return []*identity.Signer{p.by("fatima").keys.Sign}
	}),
	"a manifest under another root": ghost(func(p *play, m *roster.Manifest) []*identity.Signer {
		m.Root = p.thief.Public()
		return []*identity.Signer{p.thief, p.by("fatima").keys.Sign}
	}),
	"a manifest that skips a version": ghost(func(p *play, m *roster.Manifest) []*identity.Signer {
		m.Version++
		return []*identity.Signer{p.by("fatima").keys.Sign}
	}),
	"a manifest after another one": ghost(func(p *play, m *roster.Manifest) []*identity.Signer {
		m.Prev = note.HashOf([]byte("x"))
		return []*identity.Signer{p.by("fatima").keys.Sign}
	}),
	"a manifest of an admin who goes": ghost(func(p *play, m *roster.Manifest) []*identity.Signer {
		fatima := p.by("fatima")
		m.Admins = []note.MemberID{p.by("sjoerd").ID}
		m.Revoked = append(m.Revoked, roster.Revocation{Key: fatima.keys.Sign.Public().ID(), Time: m.Time, Reason: "left"})
		return []*identity.Signer{fatima.keys.Sign, p.roots[fatima.Org].key}
	}),
	"a manifest by the admin who went": ghost(func(p *play, m *roster.Manifest) []*identity.Signer {
		before := p.liar.Held("a manifest of an admin who goes")
		m.Version, m.Prev = before.Leaf.Version+1, before.Leaf.Hash
		old, err := roster.ParseManifest(before.Objects[len(before.Objects)-1])
		p.must(err)
		m.Admins, m.Revoked, m.Members, m.Assigns = old.Admins, old.Revoked, old.Members, old.Assigns
		return []*identity.Signer{p.by("fatima").keys.Sign}
	}),

	// T02
	"a team key by nobody": teamKey(func(p *play, t *roster.Team) roster.Signer { return p.thief.Sign }),
	"a team key in a member's name": teamKey(func(p *play, t *roster.Team) roster.Signer {
		t.By = p.by("sjoerd").ID
		return func(signed []byte) note.Sig {
			sig := p.thief.Sign(signed)
			sig.Key = p.by("sjoerd").keys.Sign.Public().ID()
			return sig
		}
	}),
	"a team key by a member of another team": teamKey(func(p *play, t *roster.Team) roster.Signer {
		t.By = p.by("linda").ID
		return p.by("linda").keys.Sign.Sign
	}),
	"a team key that skips an epoch": teamKey(func(p *play, t *roster.Team) roster.Signer {
		t.Epoch++
		t.By = p.by("sjoerd").ID
		return p.by("sjoerd").keys.Sign.Sign
	}),
	"a team key after another one": teamKey(func(p *play, t *roster.Team) roster.Signer {
		t.Prev, t.By = note.HashOf([]byte("x")), p.by("sjoerd").ID
		return p.by("sjoerd").keys.Sign.Sign
	}),
	"a team key of another team": teamKey(func(p *play, t *roster.Team) roster.Signer {
		t.Rcpt, t.By = p.by("linda").dir.book.Team(p.teamID("Zuid")).Rcpt, p.by("sjoerd").ID
		return p.by("sjoerd").keys.Sign.Sign
	}),
	"a team key for a ghost": teamKey(func(p *play, t *roster.Team) roster.Signer {
		t.Members[0].Member, t.Members[0].Rcpt, t.By = note.MemberID(note.NewID()), p.traitor.Recipient().Hash(), p.by("sjoerd").ID
		return p.by("sjoerd").keys.Sign.Sign
	}),
	"a team key with another's key for a member": teamKey(func(p *play, t *roster.Team) roster.Signer {
		t.Members[0].Rcpt, t.By = p.traitor.Recipient().Hash(), p.by("sjoerd").ID
		return p.by("sjoerd").keys.Sign.Sign
	}),
	"a team key with a recovery of the liar's": teamKey(func(p *play, t *roster.Team) roster.Signer {
		t.Recovery, t.By = &roster.Wrap{Rcpt: p.traitor.Recipient().Hash(), File: note.HashOf([]byte("x"))}, p.by("sjoerd").ID
		return p.by("sjoerd").keys.Sign.Sign
	}),
	"a team key that only a quantum computer cannot keep": func(p *play) liar.Held {
		h := teamKey(func(p *play, t *roster.Team) roster.Signer {
			t.Rcpt, t.By = note.HashOf([]byte(classicRecipient)), p.by("sjoerd").ID
			return p.by("sjoerd").keys.Sign.Sign
		})(p)
		h.Objects = append(h.Objects, []byte(classicRecipient))
		return h
	},

	// T07
	"an organisation":                         stranger("org", false),
	"its manifest":                            stranger("manifest", false),
	"a vouch for it":                          stranger("vouch veilig thuis", false),
	"a second vouch for it":                   stranger("vouch gemeente", false),
	"a second vouch by the same":              stranger("vouch veilig thuis again", false),
	"a vouch by nobody":                       stranger("vouch forged", false),
	"a vouch by itself":                       stranger("vouch itself", false),
	"a vouch for another record of it":        stranger("vouch other", false),
	"an organisation with a known one's name": stranger("org", true),
	"the manifest of its double":              stranger("manifest", true),

	// T33
	"the newest record of the gemeente": func(p *play) liar.Held {
		d := p.by("fatima").dir
		all := d.of(p.by("fatima").Org)
		return liar.Held{Hash: all[len(all)-1].Hash}
	},
	"the newest record of her own": func(p *play) liar.Held {
		d := p.by(victim).dir
		all := d.of(p.by(victim).Org)
		return liar.Held{Hash: all[len(all)-1].Hash}
	},
	"the manifest of the gemeente": func(p *play) liar.Held {
		return liar.Held{Hash: p.by("fatima").dir.book.Manifest(p.by("fatima").Org).Hash()}
	},
	"the card of the team": func(p *play) liar.Held {
		m := p.by("fatima").dir.book.Manifest(p.by("fatima").Org)
		at := slices.IndexFunc(m.Teams, func(l roster.Posting) bool { return l.Team == p.teamID("Noord") })
		return liar.Held{Hash: m.Teams[at].Card, Data: []byte(`{"kind":"gebiedsteam","name":"` + forgedText + `"}`)}
	},
	"the key of the team": func(p *play) liar.Held {
		return liar.Held{Hash: p.by("fatima").dir.book.Team(p.teamID("Noord")).Rcpt, Data: []byte(p.traitor.Recipient())}
	},
	"the sealed key of her team": func(p *play) liar.Held {
		return liar.Held{Hash: ownWrap(p.by(p.lied).dir.book.Team(p.teamID("Intake")), p.by(p.lied)), Data: []byte(p.traitor.Recipient())}
	},
}

const classicRecipient = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"

// line is a record with its line in the log.
func line(kind string, org note.OrgID, subject note.ID, version uint64, raw []byte, named ...[]byte) liar.Held {
	return liar.Held{
		Leaf:    &hub.Leaf{Kind: kind, Org: org, Subject: subject, Version: version, Hash: note.HashOf(raw)},
		Objects: append(named, raw),
	}
}

// ghost is a next manifest of the gemeente with one member more, whose keys are the
// liar's.
func ghost(lie func(*play, *roster.Manifest) []*identity.Signer) func(*play) liar.Held {
	return func(p *play) liar.Held {
		p.t.Helper()
		fatima := p.by("fatima")
		p.must(fatima.dir.Sync(p.t.Context()))
		old := fatima.dir.book.Manifest(fatima.Org)
		next := *old
		next.Version, next.Prev, next.Time = old.Version+1, old.Hash(), p.hub.Now().Unix()
		next.Members, next.Assigns, next.Revoked = slices.Clone(old.Members), slices.Clone(old.Assigns), slices.Clone(old.Revoked)
		next.Admins = slices.Clone(old.Admins)
		id := note.MemberID(note.NewID())
		sign, login := identity.NewSigner(), identity.NewSigner()
		member := published(p.t, roster.Member{
			Org: fatima.Org, Member: id, Sign: sign.Public(), Login: login.Public(),
			Rcpt: p.traitor.Recipient().Hash(), Name: note.ZeroHash, Prev: note.ZeroHash, Time: next.Time,
		}, sign)
		next.Members = append(next.Members, roster.Membership{Member: id, Record: note.HashOf(member)})
		next.Assigns = append(next.Assigns, roster.Assign{Team: p.teamID("Noord"), Member: id})
		by := lie(p, &next)
		raw := published(p.t, next, by...)
		return line(hub.ObjectManifest, fatima.Org, "", next.Version, raw, member, []byte(p.traitor.Recipient()))
	}
}

// teamKey is a next key of a team of the gemeente, which is the liar's.
func teamKey(lie func(*play, *roster.Team) roster.Signer) func(*play) liar.Held {
	return func(p *play) liar.Held {
		p.t.Helper()
		sjoerd := p.by("sjoerd")
		p.must(sjoerd.dir.Sync(p.t.Context()))
		old := sjoerd.dir.book.Team(p.teamID("Noord"))
		next := *old
		next.Epoch, next.Prev, next.Time = old.Epoch+1, old.Note.Hash(), p.hub.Now().Unix()
		next.Rcpt, next.By, next.Reset = p.traitor.Recipient().Hash(), sjoerd.ID, false
		next.Members = slices.Clone(old.Members)
		for i := range next.Members {
			next.Members[i].File = note.HashOf([]byte{byte(i)})
		}
		next.Chain = note.HashOf([]byte("chain"))
		by := lie(p, &next)
		raw, err := roster.Write(next, by)
		p.must(err)
		return line(hub.ObjectTeam, next.Org, note.ID(next.Team), next.Epoch, raw, []byte(p.traitor.Recipient()))
	}
}

// stranger is a part of an organisation that is the liar's own.
func stranger(part string, double bool) func(*play) liar.Held {
	return func(p *play) liar.Held {
		p.t.Helper()
		name := "Stichting " + forgedText
		if double {
			name = "Politie Vechtdаl" // with a letter of another script
		}
		if p.double == nil || part == "org" {
			p.double = NewFounding(name, "politie")
			p.double.Member("mallory", true, p.double.Team(roster.Card{Name: "Infodesk", Kind: "politie", PhoneDay: "088 000 1100", Area: []string{"8701"}}))
		}
		f := p.double
		now := p.hub.Now().Unix()
		all, err := f.Records(now)
		p.must(err)
		var named [][]byte
		for _, o := range all[1:] {
			named = append(named, o.Data)
		}
		record := all[0].Data
		vouch := func(by *Member, record []byte, at int64, sign *identity.Signer) liar.Held {
			raw := published(p.t, roster.Vouch{Org: f.Org, Record: note.HashOf(record), By: by.Org, Time: at}, sign)
			return line(hub.ObjectVouch, f.Org, note.ID(by.Org), 0, raw)
		}
		vt, gemeente := p.by(victim), p.by("fatima")
		switch part {
		case "org":
			return line(hub.ObjectOrg, f.Org, "", 0, record)
		case "manifest":
			at := slices.IndexFunc(all, func(o hub.Object) bool { return o.Kind == hub.ObjectManifest })
			return line(hub.ObjectManifest, f.Org, "", 1, all[at].Data, named...)
		case "vouch gemeente":
			return vouch(gemeente, record, now, gemeente.keys.Sign)
		case "vouch veilig thuis again":
			return vouch(vt, record, now+1, vt.keys.Sign)
		case "vouch forged":
			return vouch(gemeente, record, now, p.thief)
		case "vouch other":
			return vouch(gemeente, named[0], now, gemeente.keys.Sign)
		case "vouch itself":
			raw := published(p.t, roster.Vouch{Org: f.Org, Record: note.HashOf(record), By: f.Org, Time: now}, f.people[0].sign)
			return line(hub.ObjectVouch, f.Org, note.ID(f.Org), 0, raw)
		}
		return vouch(vt, record, now, vt.keys.Sign)
	}
}
