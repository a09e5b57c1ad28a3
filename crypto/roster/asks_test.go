package roster_test

import (
	"encoding/hex"
	"strings"
	"testing"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
)

const card = `{"form":"card","version":1,"team":"TEAM","name":"Gebiedsteam Noord","kind":"gebiedsteam","phoneDay":"058 123 45 67","phoneAcute":null,` +
	`"hours":[{"days":[1,2,3,4,5],"from":"08:30","to":"17:00"}],"closedUntil":"2026-12-27","area":["8911","GM0080"],"deputy":null,"duty":null,"lead":"team@noord.example"}`

// objectVectors are those of cards, terms and recipients, which stand alone.
func objectVectors(t testing.TB) []vector {
	var list []vector
	team := idOf("team anna")
	with := func(name, code, old, new string) {
		text := strings.Replace(card, "TEAM", team, 1)
		list = append(list, vector{Rule: "R37", Name: name, Code: code, Add: []step{rec(roster.KindCard, []byte(strings.Replace(text, old, new, 1)))}})
	}
	with("a card", "", "", "")
	with("a newer version", "E19", `"version":1`, `"version":2`)
	with("a newer version with a new field", "E19", `"version":1`, `"version":2,"new":1`)
	with("a new field in version 1", "E10", `"version":1`, `"version":1,"new":1`)
	with("another form", "E10", `"form":"card"`, `"form":"kaart"`)
	with("without form", "E10", `"form":"card",`, ``)
	with("not json", "E10", `"form"`, `form`)
	with("a team that is no id", "E10", `"team":"`+team, `"team":"`+team+"0")
	with("without team", "E10", `"team":"`+team+`",`, ``)
	with("without name", "E10", `"name":"Gebiedsteam Noord",`, ``)
	with("a name with a line feed", "E10", `Gebiedsteam Noord`, `Gebiedsteam\nNoord`)
	with("a kind of two words", "E10", `"kind":"gebiedsteam"`, `"kind":"gebieds team"`)
	with("without kind", "E10", `"kind":"gebiedsteam",`, ``)
	with("a phone number of letters", "E10", `058 123 45 67`, `058 GEBIED`)
	with("a phone number that is a number", "E10", `"058 123 45 67"`, `112`)
	with("a phone number of a country", "", `058 123 45 67`, `+31 58 123 45 67`)
	with("an acute phone number", "", `"phoneAcute":null`, `"phoneAcute":"112"`)
	with("an acute phone number of letters", "E10", `"phoneAcute":null`, `"phoneAcute":"bel"`)
	with("no hours", "", `{"days":[1,2,3,4,5],"from":"08:30","to":"17:00"}`, ``)
	with("all day", "", `"from":"08:30","to":"17:00"`, `"from":"00:00","to":"24:00"`)
	with("from later than to", "E10", `"from":"08:30"`, `"from":"17:30"`)
	with("from equal to to", "E10", `"from":"08:30"`, `"from":"17:00"`)
	with("25 o'clock", "E10", `"to":"17:00"`, `"to":"25:00"`)
	with("half past eight in one digit", "E10", `"from":"08:30"`, `"from":"8:30"`)
	with("half past eight with a point", "E10", `"from":"08:30"`, `"from":"08.30"`)
	with("day 0", "E10", `"days":[1,`, `"days":[0,`)
	with("day 8", "E10", `4,5]`, `4,8]`)
	with("day 7", "", `4,5]`, `4,7]`)
	with("days out of order", "E10", `4,5]`, `5,4]`)
	with("a day twice", "E10", `4,5]`, `4,4]`)
	with("no days", "E10", `[1,2,3,4,5]`, `[]`)
	with("closed until a day that is not there", "E10", `2026-12-27`, `2026-02-29`)
	with("closed until a leap day", "", `2026-12-27`, `2028-02-29`)
	with("open", "", `"closedUntil":"2026-12-27"`, `"closedUntil":null`)
	with("a postcode with letters", "E10", `"8911"`, `"8911 AA"`)
	with("a municipality code of five digits", "E10", `GM0080`, `GM00800`)
	with("a deputy and a duty team", "", `"deputy":null,"duty":null`, `"deputy":"`+idOf("x")+`","duty":"`+idOf("y")+`"`)
	with("a deputy by name", "E10", `"deputy":null`, `"deputy":"Zuid"`)
	with("a duty team by name", "E10", `"duty":null`, `"duty":"Zuid"`)
	with("a lead that is no mail address", "E10", `team@noord.example`, `team`)
	with("without lead", "", `,"lead":"team@noord.example"`, ``)
	list = append(list,
		vector{Rule: "R39", Name: "terms of 256 KiB", Add: []step{{Kind: roster.KindTerms, Zeros: roster.MaxTerms}}},
		vector{Rule: "R39", Name: "terms of one byte more", Code: "E01", Add: []step{{Kind: roster.KindTerms, Zeros: roster.MaxTerms + 1}}})
	s := seed("recipient")
	id, err := identity.FromSeed(s[:])
	if err != nil {
		t.Fatal(err)
	}
	text := []byte(id.Recipient())
	list = append(list, vector{Rule: "R39", Name: "a post-quantum recipient", Add: []step{rec(roster.KindRecipient, text)}})
	bent := append([]byte{}, text...)
	bent[1000] ^= 1
	classic := "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"
	return append(list,
		vector{Rule: "R39", Name: "a recipient with one letter changed", Code: "E14", Add: []step{rec(roster.KindRecipient, bent)}},
		vector{Rule: "R39", Name: "a classic recipient", Code: "E14", Add: []step{rec(roster.KindRecipient, []byte(classic))}})
}

// number is the number that a record of the base has.
func (w *world) number(hash note.Hash) uint64 {
	n := uint64(0)
	for _, s := range w.steps {
		if note.HashOf(s.Data) == hash {
			return n
		}
		if s.Kind != roster.KindMember && s.Kind != roster.KindCard {
			n++
		}
	}
	w.t.Fatal("no such record")
	return 0
}

// history lists the manifests of an organisation.
func (w *world) history(o *org) []*roster.Manifest {
	var list []*roster.Manifest
	for _, s := range w.steps {
		if s.Kind == roster.KindManifest {
			if m, err := roster.ParseManifest(s.Data); err == nil && m.Org == o.id {
				list = append(list, m)
			}
		}
	}
	return list
}

func at(n uint64, kind string, data []byte) step { return step{Kind: kind, Data: data, N: &n} }

// orderVectors are those of records that do not come in the order of their numbers.
func orderVectors(w *world) []vector {
	a := w.orgs[0]
	size := w.book.Size()
	last := w.number(a.manHash)
	next := write(w.t, w.next(a), signer(a.admin(w)))
	d, names, _ := w.nextTeam(a, a.man.Teams[0].Team)
	epoch := write(w.t, d, by(names...)...)
	list := []vector{
		{Rule: "R27", Name: "a manifest as the next record", Add: []step{at(size, roster.KindManifest, next)}},
		{Rule: "R27", Name: "a manifest with a number before that of its predecessor", Code: "E11", Add: []step{at(last-1, roster.KindManifest, next)}},
		{Rule: "R27", Name: "a team note as the next record", Add: []step{at(size, roster.KindTeam, epoch)}},
		{Rule: "R27", Name: "a team note with a number before the newest manifest", Code: "E11", Add: []step{at(last-1, roster.KindTeam, epoch)}},
	}
	// An organisation that came between Arie's becoming and ceasing to be admin.
	admins := w.history(a)
	became, ceased := w.number(admins[1].Hash()), w.number(admins[2].Hash())
	o := w.orgDraft("new")
	org := write(w.t, o, signer("root new"))
	vouch := write(w.t, roster.Vouch{Org: o.Org, Record: note.HashOf(org), By: a.id, Time: w.tick()}, signer("sign arie"))
	early := write(w.t, roster.Vouch{Org: o.Org, Record: note.HashOf(org), By: a.id, Time: w.tick()}, signer("sign asha"))
	return append(list,
		vector{Rule: "R12", Name: "signed by who was admin at its number", Add: []step{at(became, roster.KindOrg, org), at(ceased, roster.KindVouch, vouch)}},
		vector{Rule: "R12", Name: "signed by who was no admin any more at its number", Code: "E05",
			Add: []step{at(became, roster.KindOrg, org), at(ceased+1, roster.KindVouch, vouch)}},
		vector{Rule: "R12", Name: "signed by who was not admin yet at its number", Code: "E05",
			Add: []step{at(became-1, roster.KindOrg, org), at(became, roster.KindVouch, vouch)}},
		vector{Rule: "R12", Name: "signed with a key that was revoked after its number", Add: []step{at(became, roster.KindOrg, org), at(ceased, roster.KindVouch, early)}},
		vector{Rule: "R12", Name: "signed with a key that was revoked before its number", Code: "E05",
			Add: []step{at(became, roster.KindOrg, org), at(ceased+1, roster.KindVouch, early)}},
		vector{Rule: "R27", Name: "a vouch with a number before the organisation it is for", Code: "E11",
			Add: []step{at(ceased+1, roster.KindOrg, org), at(ceased, roster.KindVouch, vouch)}})
}

// askVectors are the questions.
func askVectors(w *world) []vector {
	var list []vector
	put := func(rule, name, code string, q ask, add ...step) {
		if q.CP == nil {
			q.CP = &note.NoLog
		}
		list = append(list, vector{Rule: rule, Name: name, Code: code, Add: add, Ask: &q})
	}
	a, b := w.orgs[0], w.orgs[1]
	ta := note.TeamParty(a.man.Teams[0].Team)
	if a.man.Teams[0].Team != note.TeamID(idOf("team anna")) {
		ta = note.TeamParty(a.man.Teams[1].Team)
	}
	tb := note.TeamParty(b.man.Teams[0].Team)
	versions := w.history(a)
	third, fourth := versions[2], versions[3]
	sizes := func(h note.Hash) (before, after *note.Checkpoint) {
		n := w.number(h)
		return &note.Checkpoint{Size: n, Root: hashOf("root")}, &note.Checkpoint{Size: n + 1, Root: hashOf("root")}
	}
	sign := func(o *org, p note.Party, name string, time int64) ask {
		return ask{Ask: "signer", XID: note.XID(hashOf("xid")), Seq: 4, Party: p, Org: o.id, Author: note.MemberID(idOf("member " + name)),
			Key: public("sign " + name).ID(), Time: time}
	}
	in := func(q ask, change func(q *ask)) ask { change(&q); return q }
	now := w.now

	// R8, R9: who is accepted.
	root := func(name, key string) step {
		d := w.orgDraft(name)
		d.Root = public(key)
		return rec(roster.KindOrg, write(w.t, d, signer(key)))
	}
	z := note.OrgID(idOf("org z"))
	put("R8", "a founder with its pinned root", "", ask{Ask: "org", Org: z}, root("z", "root z"))
	list = append(list, vector{Rule: "R8", Name: "a founder with another root", Code: "E06", Add: []step{root("z", "root y")}})
	founder := root("z", "root z")
	put("R1", "the same bytes, as terms before", "", ask{Ask: "org", Org: z}, rec(roster.KindTerms, founder.Data), founder)
	put("R1", "the same bytes, as terms only", "E06", ask{Ask: "org", Org: z}, rec(roster.KindTerms, founder.Data))
	vouchBy := func(to, from *org) step {
		d := roster.Vouch{Org: to.id, Record: note.HashOf(to.record), By: from.id, Time: w.tick()}
		return rec(roster.KindVouch, write(w.t, d, signer(from.admin(w))))
	}
	d, f := w.orgs[3], w.orgs[5]
	put("R9", "two vouches", "", ask{Ask: "org", Org: d.id}, vouchBy(d, b))
	put("R9", "one vouch", "E06", ask{Ask: "org", Org: d.id})
	put("R9", "two vouches of one organisation", "E06", ask{Ask: "org", Org: d.id}, vouchBy(d, a))
	put("R9", "no vouch", "E06", ask{Ask: "org", Org: f.id})

	// R16: names.
	arie := note.HashOf(a.named("arie").raw)
	salt := seed("saltarie")
	opening := ask{Ask: "name", Record: arie, Salt: hex.EncodeToString(salt[:]), Name: "Naam arie"}
	put("R16", "the name and its salt", "", opening)
	put("R16", "another name", "E09", in(opening, func(q *ask) { q.Name = "Naam Arie" }))
	put("R16", "another salt", "E09", in(opening, func(q *ask) { q.Salt = string(hashOf("salt")) }))
	put("R16", "a salt of 31 bytes", "E01", in(opening, func(q *ask) { q.Salt = q.Salt[2:] }))

	// R38: the card that counts.
	team := idOf("team card")
	cardOf := func(tid, kind string) ([]byte, step) {
		m := w.next(a)
		text := []byte(strings.NewReplacer("TEAM", tid, `"kind":"gebiedsteam"`, `"kind":"`+kind+`"`).Replace(card))
		m.Teams = append(m.Teams, roster.Posting{Team: note.TeamID(team), Card: note.HashOf(text)})
		return text, rec(roster.KindManifest, write(w.t, m, signer(a.admin(w))))
	}
	text, man := cardOf(team, "gebiedsteam")
	q := ask{Ask: "card", Party: note.TeamParty(note.TeamID(team))}
	put("R38", "named by the manifest", "", q, rec(roster.KindCard, text), man)
	put("R38", "named by the manifest, added after it", "", q, man, rec(roster.KindCard, text))
	put("R38", "missing", "E06", q, man)
	other, _ := cardOf(team, "veilig_thuis")
	put("R38", "another than the manifest names", "E06", q, man, rec(roster.KindCard, other))
	text, man = cardOf(idOf("team anna"), "gebiedsteam")
	put("R38", "of another team", "E05", q, rec(roster.KindCard, text), man)
	text, man = cardOf(team, "politie")
	put("R38", "of a kind that the organisation does not have", "E05", q, rec(roster.KindCard, text), man)

	// R40: checkpoints.
	good := sign(a, ta, "arie", now)
	put("R40", "no log, no checkpoint", "", good)
	put("R40", "no log, a checkpoint", "E11", in(good, func(q *ask) { q.CP = &note.Checkpoint{Size: 1, Root: hashOf("root")} }))
	put("R40", "no log, size 0 with a root", "E11", in(good, func(q *ask) { q.CP = &note.Checkpoint{Root: hashOf("root")} }))
	full := &note.Checkpoint{Size: w.book.Size(), Root: hashOf("root")}
	put("R40", "a log, a checkpoint of all of it", "", in(good, func(q *ask) { q.Log, q.CP = true, full }))
	put("R40", "a log, a checkpoint with a root that it did not have", "E11", in(good, func(q *ask) { q.Log, q.CP = true, &note.Checkpoint{Size: full.Size, Root: hashOf("another")} }))
	put("R40", "a log, a checkpoint of more than it", "E12", in(good, func(q *ask) { q.Log, q.CP = true, &note.Checkpoint{Size: full.Size + 1, Root: full.Root} }))
	put("R40", "a log, size 0 with a root", "E11", in(good, func(q *ask) { q.Log, q.CP = true, &note.Checkpoint{Root: hashOf("root")} }))
	put("R40", "a log, no checkpoint", "E11", in(good, func(q *ask) { q.Log = true }))

	for _, q := range []ask{{Ask: "partyOrg", Party: ta, Org: a.id}, {Ask: "partyKey", Party: ta, RH: w.book.Team(ta.Team()).Rcpt}} {
		put("R40", q.Ask+", no log, no checkpoint", "", q)
		put("R40", q.Ask+", no log, a checkpoint", "E11", in(q, func(q *ask) { q.CP = &note.Checkpoint{Size: 1, Root: hashOf("root")} }))
		put("R40", q.Ask+", a log, a checkpoint of all of it", "", in(q, func(q *ask) { q.Log, q.CP = true, full }))
		put("R40", q.Ask+", a log, a checkpoint of more than it", "E12",
			in(q, func(q *ask) { q.Log, q.CP = true, &note.Checkpoint{Size: full.Size + 1, Root: full.Root} }))
	}

	// R41: organisations of parties.
	orgOf := ask{Ask: "partyOrg", Party: ta, Org: a.id}
	put("R41", "a team", "", orgOf)
	put("R41", "a team that is unknown", "E06", in(orgOf, func(q *ask) { q.Party = note.TeamParty(note.TeamID(idOf("no team"))) }))
	put("R41", "a member", "", in(orgOf, func(q *ask) { q.Party = note.MemberParty(a.named("arie").id) }))
	put("R41", "a member that no manifest names", "E06", in(orgOf, func(q *ask) { q.Party = note.MemberParty(note.MemberID(idOf("nobody"))) }))
	put("R41", "a member who has left", "", in(orgOf, func(q *ask) { q.Party, q.Org = note.MemberParty(note.MemberID(idOf("member bea"))), b.id }))
	box := w.boxes[0].draft
	put("R41", "a mailbox", "", in(orgOf, func(q *ask) { q.Party, q.Org = note.MailboxParty(box.RID), note.OrgID(note.ZeroID) }))
	put("R41", "a mailbox that is unknown", "E06", in(orgOf, func(q *ask) { q.Party = note.MailboxParty(note.MemberID(idOf("nobody"))) }))
	before, after := sizes(versions[0].Hash())
	put("R41", "a team at the checkpoint that first has it", "", in(orgOf, func(q *ask) { q.Log, q.CP = true, after }))
	put("R41", "a team at the checkpoint before it", "E06", in(orgOf, func(q *ask) { q.Log, q.CP = true, before }))

	// R42: keys.
	put("R42", "the author's key, and team and organisation of one kind", "", good)
	put("R42", "the key of a colleague", "E06", in(good, func(q *ask) { q.Key = public("sign anna").ID() }))
	put("R42", "a key that is unknown", "E06", in(good, func(q *ask) { q.Key = public("sign nobody").ID() }))
	put("R42", "another organisation than that of the team", "E05", in(good, func(q *ask) { q.Org = b.id }))

	// R43: revoked keys. Asha's was revoked by the third manifest, back in time.
	revoked := third.Revoked[0].Time
	asha := func(time int64) ask { return sign(a, ta, "asha", time) }
	put("R43", "a second before the revocation", "", asha(revoked-1))
	put("R43", "at the revocation", "E06", asha(revoked))
	before, after = sizes(third.Hash())
	put("R43", "at the checkpoint before the revocation", "", in(asha(now), func(q *ask) { q.Log, q.CP = true, before }))
	put("R43", "at the checkpoint with the revocation", "E06", in(asha(revoked-1), func(q *ask) { q.Log, q.CP = true, after }))

	// R44: the right to sign for a party. Ali left the team with the third manifest,
	// Anna got other keys with the fourth.
	ali := func(time int64) ask { return sign(a, ta, "ali", time) }
	put("R44", "at the end of the assignment", "", ali(third.Time))
	put("R44", "a second after the end of the assignment", "E05", ali(third.Time+1))
	put("R44", "at the checkpoint before the end", "", in(ali(now), func(q *ask) { q.Log, q.CP = true, before }))
	put("R44", "at the checkpoint with the end", "E05", in(ali(third.Time), func(q *ask) { q.Log, q.CP = true, after }))
	put("R44", "for herself, after the end of the assignment", "", in(ali(now), func(q *ask) { q.Party = note.MemberParty(q.Author) }))
	put("R44", "for a colleague alone", "E05", in(ali(now), func(q *ask) { q.Party = note.MemberParty(a.named("arie").id) }))
	put("R44", "for a team she was never in", "E05", in(ali(now), func(q *ask) { q.Party = note.TeamParty(note.TeamID(idOf("team new"))) }))
	put("R44", "an old key until it was replaced", "", sign(a, ta, "anna", fourth.Time))
	put("R44", "an old key after it was replaced", "E05", sign(a, ta, "anna", fourth.Time+1))
	left := w.history(b)[1]
	put("R44", "a member until she left", "", sign(b, tb, "bea", left.Time))
	put("R44", "a member after she left", "E05", sign(b, tb, "bea", left.Time+1))
	before, after = sizes(third.Hash())
	adam := sign(a, ta, "adam", now)
	put("R44", "at the checkpoint that assigned him", "", in(adam, func(q *ask) { q.Log, q.CP = true, after }))
	put("R44", "at the checkpoint before it", "E05", in(adam, func(q *ask) { q.Log, q.CP = true, before }))

	// R45: a client that remembers.
	pin := func(q ask, seq uint64) ask { q.View, q.Pin = "since", &seq; return q }
	since := in(asha(revoked-1), func(q *ask) { q.View = "since" })
	put("R45", "revoked, not seen before, dated before the revocation, no pin", "", since)
	put("R45", "revoked, not seen before, dated after the revocation, no pin", "E06", in(since, func(q *ask) { q.Time = revoked }))
	put("R45", "revoked, beyond the pin, dated before the revocation", "E06", pin(asha(revoked-1), 3))
	put("R45", "revoked, at the pin, dated after the revocation", "", pin(asha(revoked), 4))
	put("R45", "no longer assigned, at the pin, dated after the end", "", pin(ali(third.Time+1), 4))
	put("R45", "no longer assigned, beyond the pin, dated before the end", "", pin(ali(third.Time), 3))
	put("R45", "no longer assigned, beyond the pin, dated after the end", "E05", pin(ali(third.Time+1), 3))
	put("R45", "never assigned, at the pin", "E05", pin(in(ali(now), func(q *ask) { q.Party = note.TeamParty(note.TeamID(idOf("team new"))) }), 4))

	// R46: keys of parties.
	tid := ta.Team()
	key := ask{Ask: "partyKey", Party: ta, RH: w.book.Team(tid).Rcpt}
	put("R46", "the newest key of a team", "", key)
	put("R46", "an older key of the team", "", in(key, func(q *ask) { q.RH = w.book.TeamAt(tid, 0).Rcpt }))
	put("R46", "a key of another team", "E06", in(key, func(q *ask) { q.RH = w.book.Team(tb.Team()).Rcpt }))
	put("R46", "a member's own key", "", in(key, func(q *ask) { q.Party, q.RH = note.MemberParty(a.named("arie").id), a.named("arie").draft.Rcpt }))
	put("R46", "a colleague's key", "E06", in(key, func(q *ask) { q.Party, q.RH = note.MemberParty(a.named("arie").id), a.named("ali").draft.Rcpt }))
	put("R46", "the key of a mailbox", "", in(key, func(q *ask) { q.Party, q.RH = note.MailboxParty(box.RID), box.Rcpt }))
	put("R46", "another key for a mailbox", "E06", in(key, func(q *ask) { q.Party, q.RH = note.MailboxParty(box.RID), hashOf("the hub's own") }))
	before, after = sizes(w.book.TeamAt(tid, 1).Hash())
	put("R46", "the key before, at the checkpoint before the new one", "", in(key, func(q *ask) { q.RH, q.Log, q.CP = w.book.TeamAt(tid, 0).Rcpt, true, before }))
	put("R46", "the key before, at the checkpoint with the new one", "E06", in(key, func(q *ask) { q.RH, q.Log, q.CP = w.book.TeamAt(tid, 0).Rcpt, true, after }))
	put("R46", "the key of a mailbox, at any checkpoint", "", in(key, func(q *ask) { q.Party, q.RH, q.Log, q.CP = note.MailboxParty(box.RID), box.Rcpt, true, before }))

	// R47: mailboxes.
	reporter := ask{Ask: "signer", XID: box.XID, Party: note.MailboxParty(box.RID), Org: note.OrgID(note.ZeroID), Author: box.RID, Key: box.Author.ID(), Time: box.Expires}
	put("R47", "in its own exchange, until it expires", "", reporter)
	put("R47", "a second after it has expired", "E05", in(reporter, func(q *ask) { q.Time++ }))
	put("R47", "in another exchange", "E05", in(reporter, func(q *ask) { q.XID = note.XID(hashOf("xid")) }))
	put("R47", "with its login key", "E06", in(reporter, func(q *ask) { q.Key = box.Login.ID() }))
	put("R47", "by another author", "E05", in(reporter, func(q *ask) { q.Author = a.named("arie").id }))
	put("R47", "for an organisation", "E05", in(reporter, func(q *ask) { q.Org = a.id }))
	put("R47", "a mailbox that is unknown", "E06", in(reporter, func(q *ask) { q.Party = note.MailboxParty(note.MemberID(idOf("nobody"))) }))

	// R48: what a hub stores.
	strict := func(q ask) ask { q.View, q.Now = "now", now; return q }
	put("R48", "assigned now", "", strict(good))
	put("R48", "no longer assigned, dated before the end", "E05", strict(ali(third.Time)))
	put("R48", "revoked, dated before the revocation", "E06", strict(asha(revoked-1)))
	put("R48", "an old key, dated before it was replaced", "E05", strict(sign(a, ta, "anna", fourth.Time)))
	put("R48", "the newest key of the team", "", strict(key))
	newest := w.book.Team(tid)
	was := in(key, func(q *ask) { q.RH = w.book.TeamAt(tid, newest.Epoch-1).Rcpt })
	put("R48", "the key before the newest, after 72 hours", "", in(strict(was), func(q *ask) { q.Now = newest.Time + 72*3600 }))
	put("R48", "the key before the newest, a second later", "E06", in(strict(was), func(q *ask) { q.Now = newest.Time + 72*3600 + 1 }))
	put("R48", "the key two before the newest", "E06", in(strict(was), func(q *ask) { q.RH = w.book.TeamAt(tid, newest.Epoch-2).Rcpt }))
	put("R48", "a key of another team", "E06", in(strict(was), func(q *ask) { q.RH = w.book.Team(tb.Team()).Rcpt }))
	own := func(name string) ask {
		return strict(ask{Ask: "partyKey", Party: note.MemberParty(note.MemberID(idOf("member " + name))), RH: hashOf("rcpt " + name)})
	}
	put("R48", "a member's own key now", "", own("arie"))
	put("R48", "a member's own key, replaced", "E06", own("anna"))
	put("R48", "the key of a member whose sign key is revoked", "E06", own("asha"))
	put("R48", "the key of a member who has left", "E06", own("bea"))

	// R49: who may log in.
	login := ask{Ask: "login", Author: a.named("arie").id}
	put("R49", "a member", "", login)
	put("R49", "a member whose sign key is revoked", "E06", in(login, func(q *ask) { q.Author = a.named("asha").id }))
	m := w.next(a)
	m.Revoked = append(m.Revoked, roster.Revocation{Key: public("login arie").ID(), Time: now, Reason: "lost"})
	put("R49", "a member whose login key is revoked", "E06", login, rec(roster.KindManifest, write(w.t, m, signer(a.admin(w)))))
	put("R49", "a member who has left", "E06", in(login, func(q *ask) { q.Author = note.MemberID(idOf("member bea")) }))
	put("R49", "a mailbox", "", in(login, func(q *ask) { q.Author = box.RID }))
	put("R49", "nobody", "E06", in(login, func(q *ask) { q.Author = note.MemberID(idOf("nobody")) }))
	return list
}
