package roster_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
)

// An oracle answers what a Book answers, from the list of records alone, by
// going through it again for every question (FORMAT.md R40 to R48).
type oracle struct {
	logged    bool
	size      uint64
	manifests []*roster.Manifest // by number, nil at other records
	teams     []*roster.Team
	mailboxes map[note.MemberID]*roster.Mailbox
	notes     map[note.Hash]*roster.Member
	members   []*roster.Member // of notes, in order
}

func newOracle(t *rapid.T, steps []step, logged bool) *oracle {
	o := &oracle{logged: logged, mailboxes: map[note.MemberID]*roster.Mailbox{}, notes: map[note.Hash]*roster.Member{}}
	for _, s := range steps {
		var m *roster.Manifest
		var tm *roster.Team
		var err error
		switch s.Kind {
		case roster.KindMember:
			p, err := roster.ParseMember(s.Data)
			if err != nil {
				t.Fatal(err)
			}
			o.notes[p.Hash()] = p
			o.members = append(o.members, p)
			continue
		case roster.KindManifest:
			m, err = roster.ParseManifest(s.Data)
		case roster.KindTeam:
			tm, err = roster.ParseTeam(s.Data)
		case roster.KindMailbox:
			b, err := roster.ParseMailbox(s.Data)
			if err != nil {
				t.Fatal(err)
			}
			o.mailboxes[b.RID] = b
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		o.size++
		o.manifests, o.teams = append(o.manifests, m), append(o.teams, tm)
	}
	return o
}

// of lists the manifests of one organisation among the first size records.
func (o *oracle) of(org note.OrgID, size uint64) []*roster.Manifest {
	var list []*roster.Manifest
	for _, m := range o.manifests[:size] {
		if m != nil && m.Org == org {
			list = append(list, m)
		}
	}
	return list
}

func (o *oracle) checkpoint(cp note.Checkpoint) note.Code {
	switch {
	case !o.logged && cp != note.NoLog, o.logged && cp.Size == 0:
		return note.E11
	case cp.Size > o.size:
		return note.E12
	case o.logged && cp.Root != hashOf("root"):
		return note.E11
	}
	return ""
}

func (o *oracle) partyOrg(p note.Party, cp note.Checkpoint) (note.OrgID, note.Code) {
	if code := o.checkpoint(cp); code != "" {
		return "", code
	}
	if p.Kind() == 'r' {
		if o.mailboxes[p.Member()] != nil {
			return note.OrgID(note.ZeroID), ""
		}
		return "", note.E06
	}
	for _, m := range o.manifests[:o.visible(cp)] {
		if m == nil {
			continue
		}
		for _, l := range m.Teams {
			if note.TeamParty(l.Team) == p {
				return m.Org, ""
			}
		}
		for _, l := range m.Members {
			if note.MemberParty(l.Member) == p {
				return m.Org, ""
			}
		}
	}
	return "", note.E06
}

func (o *oracle) visible(cp note.Checkpoint) uint64 {
	if o.logged {
		return cp.Size
	}
	return o.size
}

// grants reports whether a manifest lets this key of this author sign for the party.
func (o *oracle) grants(m *roster.Manifest, s chain.Signing) bool {
	has := slices.ContainsFunc(m.Members, func(l roster.Membership) bool {
		return l.Member == s.Author && o.notes[l.Record].Sign.ID() == s.Key
	})
	if s.Party.Kind() == 'm' {
		return has && s.Party.Member() == s.Author
	}
	return has && slices.Contains(m.Assigns, roster.Assign{Team: s.Party.Team(), Member: s.Author})
}

func (o *oracle) signer(s chain.Signing, strict, pinned, beyond bool) note.Code {
	if code := o.checkpoint(s.CP); code != "" {
		return code
	}
	if s.Party.Kind() == 'r' {
		return o.mailboxSigner(s)
	}
	org, code := o.partyOrg(s.Party, s.CP)
	if code != "" {
		return code
	}
	if org != s.Org {
		return note.E05
	}
	all := o.of(org, o.size)
	known := slices.ContainsFunc(all, func(m *roster.Manifest) bool {
		return slices.ContainsFunc(m.Members, func(l roster.Membership) bool {
			return l.Member == s.Author && o.notes[l.Record].Sign.ID() == s.Key
		})
	})
	if !known {
		return note.E06
	}
	list := all
	if o.logged && !strict {
		list = o.of(org, s.CP.Size)
	}
	for _, r := range list[len(list)-1].Revoked {
		if r.Key == s.Key && (strict || o.logged || beyond || !pinned && r.Time <= s.Time) {
			return note.E06
		}
	}
	if strict || o.logged {
		if !o.grants(list[len(list)-1], s) {
			return note.E05
		}
		return ""
	}
	for i, m := range all {
		if !o.grants(m, s) {
			continue
		}
		if pinned && !beyond || i == len(all)-1 || !o.grants(all[i+1], s) && s.Time <= all[i+1].Time {
			return ""
		}
	}
	return note.E05
}

func (o *oracle) mailboxSigner(s chain.Signing) note.Code {
	b := o.mailboxes[s.Party.Member()]
	switch {
	case b == nil, b.Author.ID() != s.Key:
		return note.E06
	case s.Author != b.RID, s.Org != note.OrgID(note.ZeroID), s.XID != b.XID, s.Time > b.Expires:
		return note.E05
	}
	return ""
}

func (o *oracle) partyKey(p note.Party, rh note.Hash, cp note.Checkpoint, strict bool, clock int64) note.Code {
	if code := o.checkpoint(cp); code != "" {
		return code
	}
	if p.Kind() == 'r' {
		if b := o.mailboxes[p.Member()]; b != nil && b.Rcpt == rh {
			return ""
		}
		return note.E06
	}
	if p.Kind() == 't' {
		var epochs []*roster.Team
		for _, t := range o.teams[:o.visible(cp)] {
			if t != nil && t.Team == p.Team() {
				epochs = append(epochs, t)
			}
		}
		at := slices.IndexFunc(epochs, func(t *roster.Team) bool { return t.Rcpt == rh })
		if at < 0 || o.logged && at != len(epochs)-1 {
			return note.E06
		}
		if !strict {
			return ""
		}
		// the hub looks at the newest of all, whatever the checkpoint says
		epochs = slices.DeleteFunc(slices.Clone(o.teams), func(t *roster.Team) bool { return t == nil || t.Team != p.Team() })
		newest := epochs[len(epochs)-1]
		if newest.Rcpt == rh || epochs[max(0, len(epochs)-2)].Rcpt == rh && clock-newest.Time <= 72*3600 {
			return ""
		}
		return note.E06
	}
	org, code := o.partyOrg(p, cp)
	if code != "" {
		return code
	}
	list := o.of(org, o.visible(cp))
	held := func(m *roster.Manifest) *roster.Member {
		for _, l := range m.Members {
			if l.Member == p.Member() && o.notes[l.Record].Rcpt == rh {
				return o.notes[l.Record]
			}
		}
		return nil
	}
	if o.logged && held(list[len(list)-1]) == nil || !slices.ContainsFunc(list, func(m *roster.Manifest) bool { return held(m) != nil }) {
		return note.E06
	}
	if strict {
		newest := o.of(org, o.size)
		last := newest[len(newest)-1]
		m := held(last)
		if m == nil || slices.ContainsFunc(last.Revoked, func(r roster.Revocation) bool { return r.Key == m.Sign.ID() || r.Key == m.Login.ID() }) {
			return note.E06
		}
	}
	return ""
}

// Whatever is asked of a book, with and without a log, by every view, it
// answers as the oracle does.
func TestViews(t *testing.T) {
	codes := map[note.Code]int{}
	rapid.Check(t, func(rt *rapid.T) {
		w := grow(rt, t, rapid.IntRange(0, 40).Draw(rt, "steps"))
		logged := rapid.Bool().Draw(rt, "logged")
		book, oracle := roster.NewBook(w.founders), newOracle(rt, w.steps, logged)
		if logged {
			book.UseLog(oneRoot(oracle.size))
		}
		for _, s := range w.steps {
			if err := book.Add(s.Kind, s.Data); err != nil {
				rt.Fatal(err)
			}
		}
		if book.Size() != oracle.size {
			rt.Fatalf("size %d, want %d", book.Size(), oracle.size)
		}
		clock := w.now + int64(w.pick(4*24*3600))
		strict := book.Now(func() time.Time { return time.Unix(clock, 0) })
		for range 40 {
			s := question(w, oracle)
			pin := uint64(w.pick(3))
			since := book.Since(func(note.XID) (uint64, bool) { return pin, pin > 0 })
			for name, c := range map[string]struct {
				view chain.View
				want note.Code
			}{
				"book":  {book, oracle.signer(s, false, false, false)},
				"since": {since, oracle.signer(s, false, pin > 0, pin > 0 && s.Seq > pin)},
				"now":   {strict, oracle.signer(s, true, false, false)},
			} {
				key, err := c.view.Signer(s)
				codes[c.want]++
				if note.CodeOf(err) != c.want {
					rt.Fatalf("%s: signer %+v pin %d: %v, want %q", name, s, pin, err, c.want)
				}
				if err == nil && key.ID() != s.Key {
					rt.Fatal("signer gives another key")
				}
			}
			org, err := book.PartyOrg(s.Party, s.CP)
			if want, code := oracle.partyOrg(s.Party, s.CP); org != want || note.CodeOf(err) != code {
				rt.Fatalf("party %s at %v: %s %v, want %s %q", s.Party, s.CP, org, err, want, code)
			}
			rh := oracle.recipient(w, s.Party)
			if err := book.PartyKey(s.Party, rh, s.CP); note.CodeOf(err) != oracle.partyKey(s.Party, rh, s.CP, false, 0) {
				rt.Fatalf("key of %s at %v: %v", s.Party, s.CP, err)
			}
			if err := strict.PartyKey(s.Party, rh, s.CP); note.CodeOf(err) != oracle.partyKey(s.Party, rh, s.CP, true, clock) {
				rt.Fatalf("key of %s now: %v", s.Party, err)
			}
		}
	})
	for _, code := range []note.Code{"", note.E05, note.E06, note.E11, note.E12} {
		if codes[code] == 0 {
			t.Errorf("no question was answered with %q", code)
		}
	}
}

// question makes up an act, most of it plausible.
func question(w *world, oracle *oracle) chain.Signing {
	o := w.some((*org).managed)
	var ids []note.MemberID
	for id := range o.people {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	p := o.people[ids[w.pick(len(ids))]]
	s := chain.Signing{Seq: uint64(w.pick(4)), Org: o.id, Author: p.id, Key: public(p.sign).ID(), CP: note.NoLog}
	var parties []note.Party
	for tid := range o.teams {
		parties = append(parties, note.TeamParty(tid))
	}
	slices.Sort(parties)
	parties = append(parties, note.MemberParty(p.id))
	s.Party = parties[w.pick(len(parties))]
	// times around what has happened, and keys of the past
	s.Time = w.now - int64(w.pick(3000))
	if m := oracle.of(o.id, oracle.size); len(m) > 0 && w.pick(3) > 0 {
		at := m[w.pick(len(m))]
		s.Time = at.Time + int64(w.pick(3)) - 1
		for _, l := range at.Members {
			if l.Member == p.id && w.pick(2) > 0 {
				s.Key = w.book.MemberNote(l.Record).Sign.ID()
			}
		}
	}
	if len(w.boxes) > 0 && w.pick(8) == 0 {
		b := w.boxes[w.pick(len(w.boxes))].draft
		s = chain.Signing{XID: b.XID, Party: note.MailboxParty(b.RID), Org: note.OrgID(note.ZeroID), Author: b.RID, Key: b.Author.ID(),
			Time: b.Expires + int64(w.pick(3)) - 1, CP: note.NoLog}
		if w.pick(5) == 0 {
			s.XID = note.XID(hashOf("another exchange"))
		}
	}
	if oracle.logged {
		s.CP = note.Checkpoint{Size: uint64(w.pick(int(oracle.size)+1)) + 1, Root: hashOf("root")}
	}
	switch w.pick(20) {
	case 1:
		s.Org = note.OrgID(idOf("org b"))
	case 2:
		s.Key = public("sign nobody").ID()
	case 3:
		s.Party = note.TeamParty(note.TeamID(idOf("no team")))
	case 4:
		s.Author = note.MemberID(idOf("nobody"))
	case 5:
		s.CP = note.Checkpoint{Size: uint64(w.pick(2)), Root: note.ZeroHash}
	case 6:
		s.Party = note.MailboxParty(s.Author)
	case 7:
		s.Party = note.MemberParty(note.MemberID(idOf("nobody")))
	}
	return s
}

// recipient picks a recipient hash that is, was or never was the party's.
func (o *oracle) recipient(w *world, p note.Party) note.Hash {
	list := []note.Hash{hashOf("the hub's own")}
	for _, t := range o.teams {
		if t != nil && note.TeamParty(t.Team) == p {
			list = append(list, t.Rcpt)
		}
	}
	for _, m := range o.members {
		if note.MemberParty(m.Member) == p {
			list = append(list, m.Rcpt)
		}
	}
	if b := o.mailboxes[p.Member()]; b != nil {
		list = append(list, b.Rcpt)
	}
	return list[w.pick(len(list))]
}
