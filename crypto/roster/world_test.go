package roster_test

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
)

// A world is a directory under way: it makes records that are right, so that a
// test can make one of them wrong. Every key and id follows from a name.
type world struct {
	t        testing.TB
	book     *roster.Book
	founders map[note.OrgID]note.KeyID
	pick     func(n int) int // chooses among n; always the first in vectors
	now      int64
	names    int
	steps    []step
	orgs     []*org
	strays   map[note.MemberID]*person // member notes that no manifest has named
	boxes    []mailbox
}

// A step is one record or object. N is its number, nil for the next one; Zeros
// stands for that many zero bytes in place of Data.
type step struct {
	Kind  string  `json:"kind"`
	Data  []byte  `json:"data,omitempty"`
	Zeros int     `json:"zeros,omitempty"`
	N     *uint64 `json:"n,omitempty"`
}

func (s step) bytes() []byte {
	if s.Zeros > 0 {
		return make([]byte, s.Zeros)
	}
	return s.Data
}

type org struct {
	id       note.OrgID
	root     string // name of the root key
	founder  bool
	record   []byte
	vouchers []note.OrgID
	man      roster.Manifest // newest; Version 0 before the first
	manHash  note.Hash
	people   map[note.MemberID]*person
	teams    map[note.TeamID]*team
	were     map[string]bool // sign keys that an admin has had
}

type person struct {
	id    note.MemberID
	sign  string // name of the sign key
	draft roster.Member
	raw   []byte
}

type mailbox struct {
	draft  roster.Mailbox
	author string // name of the author key
}

type team struct {
	last   roster.Team
	hash   note.Hash
	epochs int
}

func seed(name string) [32]byte { return sha256.Sum256([]byte("roster test key " + name)) }

var privates sync.Map // name to ed25519.PrivateKey: making one costs as much as a signature

func private(name string) ed25519.PrivateKey {
	if k, ok := privates.Load(name); ok {
		return k.(ed25519.PrivateKey)
	}
	s := seed(name)
	k := ed25519.NewKeyFromSeed(s[:])
	privates.Store(name, k)
	return k
}

func public(name string) keys.Public {
	return keys.Public(private(name).Public().(ed25519.PublicKey))
}

func signer(name string) roster.Signer {
	return func(signed []byte) note.Sig {
		return note.Sig{Key: public(name).ID(), Hex: hex.EncodeToString(ed25519.Sign(private(name), signed))}
	}
}

// broken signs other bytes than it is given.
func broken(name string) roster.Signer {
	return func(signed []byte) note.Sig { return signer(name)(append(signed, 'x')) }
}

func hexOf(s string) string { return hex.EncodeToString([]byte(s)) }

func hashOf(name string) note.Hash { return note.HashOf([]byte("roster test hash " + name)) }

func idOf(name string) string { return string(hashOf("id " + name)[:32]) }

// by lists signers by the names of their keys.
func by(names ...string) []roster.Signer {
	var list []roster.Signer
	for _, n := range names {
		list = append(list, signer(n))
	}
	return list
}

func newWorld(t testing.TB, pick func(int) int) *world {
	w := &world{t: t, pick: pick, now: 1771200000, founders: map[note.OrgID]note.KeyID{}, strays: map[note.MemberID]*person{}}
	for _, name := range []string{"a", "b", "z"} {
		w.founders[note.OrgID(idOf("org "+name))] = public("root " + name).ID()
	}
	w.book = roster.NewBook(w.founders)
	return w
}

func (w *world) name() string { w.names++; return fmt.Sprint(w.names) }

func (w *world) tick() int64 { w.now += 60; return w.now }

func write(t testing.TB, d roster.Draft, signers ...roster.Signer) []byte {
	t.Helper()
	raw, err := roster.Write(d, signers...)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func rec(kind string, data []byte) step { return step{Kind: kind, Data: data} }

// add must succeed.
func (w *world) add(kind string, data []byte) {
	w.t.Helper()
	if err := w.book.Add(kind, data); err != nil {
		w.t.Fatalf("%s refused: %v\n%s", kind, err, data)
	}
	w.steps = append(w.steps, rec(kind, data))
}

func (w *world) orgDraft(name string) roster.Org {
	return roster.Org{Org: note.OrgID(idOf("org " + name)), Root: public("root " + name), Name: "Organisatie " + name,
		Kinds: []string{"gebiedsteam", "veilig_thuis"}, Time: w.tick()}
}

func (w *world) addOrg(name string) *org {
	w.t.Helper()
	d := w.orgDraft(name)
	o := &org{id: d.Org, root: "root " + name, people: map[note.MemberID]*person{}, teams: map[note.TeamID]*team{}, were: map[string]bool{}}
	_, o.founder = w.founders[d.Org]
	o.record = write(w.t, d, signer(o.root))
	w.add(roster.KindOrg, o.record)
	w.orgs = append(w.orgs, o)
	return o
}

func (o *org) accepted() bool { return o.founder || len(o.vouchers) >= 2 }

func (o *org) managed() bool { return o.man.Version > 0 }

func (w *world) addVouch(o, from *org) {
	w.t.Helper()
	d := roster.Vouch{Org: o.id, Record: note.HashOf(o.record), By: from.id, Time: w.tick()}
	w.add(roster.KindVouch, write(w.t, d, signer(from.admin(w))))
	if !slices.Contains(o.vouchers, from.id) {
		o.vouchers = append(o.vouchers, from.id)
	}
}

// memberDraft is a first note of a new member.
func (w *world) memberDraft(o *org, name string) roster.Member {
	return roster.Member{Org: o.id, Member: note.MemberID(idOf("member " + name)), Sign: public("sign " + name), Login: public("login " + name),
		Rcpt: hashOf("rcpt " + name), Name: roster.NameHash(seed("salt"+name), "Naam "+name), Prev: note.ZeroHash, Time: w.tick()}
}

func (w *world) addMember(o *org, name string) *person {
	w.t.Helper()
	d := w.memberDraft(o, name)
	p := &person{id: d.Member, sign: "sign " + name, draft: d, raw: write(w.t, d, signer("sign "+name))}
	w.add(roster.KindMember, p.raw)
	w.strays[p.id] = p
	return p
}

// rotated is p with a new note; the manifest does not name it yet.
func (w *world) rotated(p *person, name string) *person {
	next := *p
	next.sign = "sign " + name
	next.draft.Sign, next.draft.Login, next.draft.Rcpt = public(next.sign), public("login "+name), hashOf("rcpt "+name)
	next.draft.Prev, next.draft.Time = note.HashOf(p.raw), w.tick()
	next.raw = write(w.t, next.draft, signer(next.sign), signer(p.sign))
	return &next
}

// anew is p enrolled again, under keys that nobody before has signed for; with the
// recipient it had when none is given.
func (w *world) anew(p *person, name, rcpt string) *person {
	next := *p
	next.sign = "sign " + name
	next.draft.Sign, next.draft.Login, next.draft.Prev, next.draft.Time = public(next.sign), public("login "+name), note.ZeroHash, w.tick()
	if rcpt != "" {
		next.draft.Rcpt = hashOf(rcpt)
	}
	next.raw = write(w.t, next.draft, signer(next.sign))
	return &next
}

// changed says whether the member has other keys than an epoch was sealed to.
func (o *org) changed(p *person, in roster.Team) bool {
	return !slices.ContainsFunc(in.Members, func(l roster.Wrap) bool { return l.Member == p.id && l.Rcpt == p.draft.Rcpt })
}

func (p *person) line() roster.Membership {
	return roster.Membership{Member: p.id, Record: note.HashOf(p.raw)}
}

// next is the manifest after the newest, not changed yet.
func (w *world) next(o *org) roster.Manifest {
	m := o.man
	m.Note = nil
	m.Hosts, m.Policies, m.Admins = slices.Clone(m.Hosts), slices.Clone(m.Policies), slices.Clone(m.Admins)
	m.Members, m.Teams, m.Assigns, m.Revoked = slices.Clone(m.Members), slices.Clone(m.Teams), slices.Clone(m.Assigns), slices.Clone(m.Revoked)
	m.Org, m.Version, m.Prev, m.Time = o.id, m.Version+1, o.manHash, w.tick()
	if m.Version == 1 {
		m.Prev, m.Root = note.ZeroHash, public(o.root)
	}
	return m
}

// admin is the name of the key of an admin whose key is not revoked.
func (o *org) admin(w *world) string {
	var names []string
	for _, a := range o.man.Admins {
		if p := o.people[a]; !o.revoked(p) {
			names = append(names, p.sign)
		}
	}
	return names[w.pick(len(names))]
}

// revoked reports whether one of the member's two keys is revoked.
func (o *org) revoked(p *person) bool { return o.revokes(public(p.sign)) || o.revokes(p.draft.Login) }

func (o *org) revokes(key keys.Public) bool {
	return slices.ContainsFunc(o.man.Revoked, func(r roster.Revocation) bool { return r.Key == key.ID() })
}

func rooted(old, m roster.Manifest) bool {
	return old.Root != m.Root || old.Recovery != m.Recovery || old.Audit != m.Audit || !slices.Equal(old.Hosts, m.Hosts) ||
		!slices.Equal(old.Policies, m.Policies) || !slices.Equal(old.Admins, m.Admins)
}

// signers are the names of the keys that must sign m.
func (o *org) signers(w *world, m roster.Manifest) []string {
	switch {
	case m.Version == 1:
		return []string{o.root}
	case rooted(o.man, m):
		return []string{o.admin(w), o.root}
	}
	return []string{o.admin(w)}
}

func (w *world) publish(o *org, m roster.Manifest) {
	w.t.Helper()
	raw := write(w.t, m, by(o.signers(w, m)...)...)
	w.add(roster.KindManifest, raw)
	parsed, err := roster.ParseManifest(raw)
	if err != nil {
		w.t.Fatal(err)
	}
	o.man, o.manHash = *parsed, note.HashOf(raw)
	for _, l := range m.Teams {
		if o.teams[l.Team] == nil {
			o.teams[l.Team] = &team{}
		}
	}
	for _, l := range m.Members {
		if p := w.strays[l.Member]; p != nil && p.line() == l {
			o.people[l.Member] = p
			delete(w.strays, l.Member)
		}
	}
	for _, a := range m.Admins {
		o.were[o.people[a].sign] = true
	}
}

// found publishes version 1 with some members, the first of them admin, and one team of all.
func (w *world) found(o *org, names ...string) {
	w.t.Helper()
	m := w.next(o)
	m.Hosts, m.Policies = []string{"app." + names[0] + ".example"}, []roster.Policy{{Name: roster.PasskeyBound, Value: "1"}}
	m.Recovery, m.Terms = hashOf("recovery "+o.root), hashOf("terms "+o.root)
	tid := note.TeamID(idOf("team " + names[0]))
	m.Teams = []roster.Posting{{Team: tid, Card: hashOf("card " + names[0])}}
	for i, name := range names {
		p := w.addMember(o, name)
		if i == 0 {
			m.Admins = []note.MemberID{p.id}
		}
		m.Members = append(m.Members, p.line())
		m.Assigns = append(m.Assigns, roster.Assign{Team: tid, Member: p.id})
	}
	sortManifest(&m)
	w.publish(o, m)
}

// sortManifest brings the lines in the order in which they are parsed.
func sortManifest(m *roster.Manifest) {
	slices.SortFunc(m.Members, func(a, b roster.Membership) int { return compare(a.Member, b.Member) })
	slices.SortFunc(m.Teams, func(a, b roster.Posting) int { return compare(a.Team, b.Team) })
	slices.SortFunc(m.Assigns, func(a, b roster.Assign) int {
		return compare(string(a.Team)+string(a.Member), string(b.Team)+string(b.Member))
	})
	slices.Sort(m.Admins)
	slices.Sort(m.Hosts)
}

func compare[T ~string](a, b T) int {
	if a < b {
		return -1
	}
	if a > b {
		return 1
	}
	return 0
}

// able lists who is assigned to a team now and has neither key revoked.
func (o *org) able(tid note.TeamID) []*person {
	var list []*person
	for _, a := range o.man.Assigns {
		if p := o.people[a.Member]; a.Team == tid && !o.revoked(p) {
			list = append(list, p)
		}
	}
	return list
}

func (p *person) wrap() roster.Wrap {
	return roster.Wrap{Member: p.id, Rcpt: p.draft.Rcpt, File: hashOf("file " + string(p.id))}
}

// nextTeam is the epoch after the newest, sealed to everybody who is able, and
// who may sign it; ok is false when nobody may without a reset.
func (w *world) nextTeam(o *org, tid note.TeamID) (d roster.Team, signers []string, ok bool) {
	tm := o.teams[tid]
	d = roster.Team{Org: o.id, Team: tid, Prev: note.ZeroHash, Time: w.tick(), Rcpt: hashOf("team key " + w.name()), Chain: note.ZeroHash}
	for _, p := range o.able(tid) {
		d.Members = append(d.Members, p.wrap())
	}
	if o.man.Recovery != "" {
		d.Recovery = &roster.Wrap{Rcpt: o.man.Recovery, File: hashOf("recovery file")}
	}
	if tm.epochs == 0 {
		sign := o.admin(w)
		d.By = o.holder(sign).id
		return d, []string{sign}, len(d.Members) > 0
	}
	d.Epoch, d.Prev, d.Chain = uint64(tm.epochs), tm.hash, hashOf("chain file")
	var may []*person
	for _, p := range o.able(tid) {
		if tm.last.Has(p.id) {
			may = append(may, p)
		}
	}
	if len(may) == 0 {
		return d, nil, false
	}
	p := may[w.pick(len(may))]
	d.By = p.id
	return d, []string{p.sign}, true
}

// reset is nextTeam by an admin and the root, in place of a member of the epoch before.
func (w *world) reset(o *org, tid note.TeamID) (roster.Team, []string) {
	d, _, _ := w.nextTeam(o, tid)
	sign := o.admin(w)
	d.By, d.Chain = o.holder(sign).id, note.ZeroHash
	return d, []string{sign, o.root}
}

func (w *world) addTeam(o *org, d roster.Team, signers []string) {
	w.t.Helper()
	raw := write(w.t, d, by(signers...)...)
	w.add(roster.KindTeam, raw)
	parsed, err := roster.ParseTeam(raw)
	if err != nil {
		w.t.Fatal(err)
	}
	tm := o.teams[d.Team]
	tm.last, tm.hash, tm.epochs = *parsed, note.HashOf(raw), tm.epochs+1
}

func (o *org) holder(sign string) *person {
	for _, p := range o.people {
		if p.sign == sign {
			return p
		}
	}
	return nil
}

// member picks somebody of the organisation.
func (o *org) member(w *world) *person {
	return w.one(o.those(func(*person) bool { return true }))
}

func (w *world) mailboxDraft(o *org, name string) roster.Mailbox {
	m := roster.Mailbox{XID: note.XID(hashOf("xid " + name)), Org: o.id, Record: note.HashOf(o.record), Rcpt: hashOf("box " + name),
		Author: public("box author " + name), Login: public("box login " + name), Time: w.tick()}
	m.Expires = m.Time + roster.MailboxLife
	m.RID = keys.RID(m.Login, m.Author, m.Rcpt)
	return m
}

func (w *world) addMailbox(o *org, name string) {
	w.t.Helper()
	d := w.mailboxDraft(o, name)
	w.add(roster.KindMailbox, write(w.t, d, signer("box author "+name)))
	w.boxes = append(w.boxes, mailbox{d, "box author " + name})
}
