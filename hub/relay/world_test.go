package relay_test

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/relay"
	"github.com/sluis-hub/sluis/hub/store"
	"github.com/sluis-hub/sluis/hub/store/storetest"
)

func hash(name string) note.Hash { return note.HashOf([]byte("test " + name)) }
func id(name string) note.ID     { return note.ID(hash(name)[:32]) }

// person writes for the parties that it is a member of.
type person struct {
	id     note.MemberID
	org    note.OrgID
	signer *identity.Signer
	scope  hub.Scope
}

func newPerson(name, org string) *person {
	signer, err := identity.SignerFromSeed(hash(name).Bytes())
	if err != nil {
		panic(err)
	}
	p := &person{note.MemberID(id(name)), note.OrgID(id(org)), signer, hub.ScopeMember}
	if org == "" {
		p.org, p.scope = note.OrgID(note.ZeroID), hub.ScopeMailbox
	}
	return p
}

var (
	anna  = newPerson("anna", "vt")
	bram  = newPerson("bram", "vt")
	dirk  = newPerson("dirk", "gt")
	eva   = newPerson("eva", "gt")
	gijs  = newPerson("gijs", "politie")
	noor  = newPerson("noor", "")
	iemke = newPerson("iemke", "nergens")

	vt      = note.TeamParty(note.TeamID(id("team vt")))
	gt      = note.TeamParty(note.TeamID(id("team gt")))
	politie = note.TeamParty(note.TeamID(id("team politie")))
	mailbox = note.MailboxParty(noor.id)
)

// directory is who is who, as data; gone are those who were of it before.
type directory struct {
	members map[note.Party][]*person
	mu      sync.Mutex
	gone    map[note.MemberID]bool
	expires int64
}

func newDirectory() *directory {
	return &directory{
		members: map[note.Party][]*person{vt: {anna, bram}, gt: {dirk, eva}, politie: {gijs}, mailbox: {noor}},
		gone:    map[note.MemberID]bool{},
	}
}

func (d *directory) leaves(p *person) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.gone[p.id] = true
}

func (d *directory) isGone(id note.MemberID) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.gone[id]
}

func (d *directory) View(putBack bool) chain.View { return view{d, putBack} }

func (d *directory) ActsFor(account note.MemberID, party note.Party) bool {
	return !d.isGone(account) && slices.ContainsFunc(d.members[party], func(p *person) bool { return p.id == account })
}

func (d *directory) Expires(note.MemberID) (int64, bool) { return d.expires, d.expires != 0 }

type view struct {
	*directory
	putBack bool
}

func (v view) Signer(s chain.Signing) (keys.Public, error) {
	for _, p := range v.members[s.Party] {
		if p.id == s.Author && p.org == s.Org && p.signer.Public().ID() == s.Key {
			if v.isGone(p.id) && !v.putBack {
				return keys.Public{}, note.Errorf(note.E06, "revoked")
			}
			return p.signer.Public(), nil
		}
	}
	return keys.Public{}, note.Errorf(note.E05, "not of that party")
}

func (v view) PartyKey(p note.Party, rh note.Hash, _ note.Checkpoint) error {
	if rh != hash("key of "+string(p)) {
		return note.Errorf(note.E06, "not a key of that party")
	}
	return nil
}

func (v view) PartyOrg(p note.Party, _ note.Checkpoint) (note.OrgID, error) {
	if len(v.members[p]) == 0 {
		return "", note.Errorf(note.E06, "unknown")
	}
	return v.members[p][0].org, nil
}

// announced keeps what was announced.
type announced struct {
	mu     sync.Mutex
	events []hub.Event
}

func (a *announced) Announce(_ note.Party, e hub.Event) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.events = append(a.events, e)
}

func (a *announced) take() []hub.Event {
	a.mu.Lock()
	defer a.mu.Unlock()
	defer func() { a.events = nil }()
	return a.events
}

// world is a relay over a real database, with a clock that is set by hand.
type world struct {
	testing.TB
	*relay.Relay
	store     *store.Store
	directory *directory
	bus       *announced
	mu        sync.Mutex
	time      time.Time
}

func newWorld(t testing.TB) *world {
	t.Helper()
	s := storetest.Open(t)
	w := &world{TB: t, store: s, directory: newDirectory(), bus: &announced{}, time: time.Unix(1_795_000_000, 0)}
	w.restart()
	return w
}

// restart makes another relay over the same database: nothing is cached.
func (w *world) restart() { w.Relay = relay.New(w.store, w.directory, w.now, w.bus) }

func (w *world) now() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.time
}

func (w *world) wait(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.time = w.time.Add(d)
}

func (w *world) as(p *person) context.Context {
	return hub.WithCaller(context.WithoutCancel(w.Context()), hub.Caller{Account: p.id, Org: p.org, Scope: p.scope})
}

// draft is an entry that is not signed yet, with what travels beside it.
type draft struct {
	chain.Header
	by     *person
	cosign *person
	ct     []byte
	grants [][]byte
}

// exchange is a chain as its writers see it.
type exchange struct {
	w     *world
	state *chain.State
}

func (d *draft) body() {
	d.ct = bytes.Repeat([]byte("sealed "), chain.MinCT/7+1)[:chain.MinCT]
	copy(d.ct, d.Nonce)
	d.Body, d.CT, d.CTSize = hash("body"), note.HashOf(d.ct), uint64(len(d.ct))
}

// grant gives the case key of an epoch to parties.
func (d *draft) grant(epoch uint64, parties ...note.Party) {
	for _, p := range parties {
		file := fmt.Appendf(nil, "grant of epoch %d to %s %s", epoch, p, d.Nonce)
		d.Grants = append(d.Grants, chain.Grant{Party: p, Epoch: epoch, Key: hash("key of " + string(p)), File: note.HashOf(file)})
		d.grants = append(d.grants, file)
	}
	// Grant lines are sorted in the note; keep the files in their order.
	order := make([]int, len(d.Grants))
	for i := range order {
		order[i] = i
	}
	line := func(i int) string {
		g := d.Grants[i]
		return fmt.Sprint(g.Party, " ", g.Epoch, " ", g.Key, " ", g.File)
	}
	slices.SortFunc(order, func(a, b int) int { return bytes.Compare([]byte(line(a)), []byte(line(b))) })
	var lines []chain.Grant
	var files [][]byte
	for _, i := range order {
		lines, files = append(lines, d.Grants[i]), append(files, d.grants[i])
	}
	d.Grants, d.grants = lines, files
}

func (d *draft) note() []byte {
	signed, err := d.Signed()
	if err != nil {
		panic(err)
	}
	sigs := []note.Sig{d.by.signer.Sign(signed)}
	if d.cosign != nil {
		sigs = append(sigs, d.cosign.signer.Sign(signed))
	}
	return note.Attach(signed, sigs...)
}

func (d *draft) frame() []byte {
	return hub.JoinFrame(append([][]byte{d.note(), d.ct}, d.grants...)...)
}

func bind(epoch uint64) chain.Bind {
	return chain.Bind{Epoch: epoch, Value: hash(fmt.Sprint("bind ", epoch))}
}

func (w *world) partyOf(p *person) note.Party {
	for party, members := range w.directory.members {
		if slices.Contains(members, p) {
			return party
		}
	}
	return note.TeamParty(note.TeamID(id("no team")))
}

// genesis drafts the first entry of an exchange.
func (w *world) genesis(by *person, parties ...note.Party) *draft {
	d := &draft{by: by, Header: chain.Header{
		Prev: note.ZeroHash, Type: chain.Genesis, Party: w.partyOf(by), Org: by.org, Author: by.id, Key: by.signer.Public().ID(),
		Time: w.now().Unix(), CP: note.NoLog, Nonce: note.NewID(), Rcpt: hash("case 0"), Binds: []chain.Bind{bind(0)},
	}}
	d.grant(0, parties...)
	d.body()
	return d
}

// begin puts a genesis.
func (w *world) begin(by *person, parties ...note.Party) *exchange {
	w.Helper()
	x := &exchange{w: w}
	x.put(w.genesis(by, parties...))
	return x
}

// next drafts the entry after the head.
func (x *exchange) next(by *person, t chain.Type) *draft {
	d := &draft{by: by, Header: x.state.Next(t, x.w.now().Unix(), note.NoLog)}
	d.Party, d.Org, d.Author, d.Key = x.w.partyOf(by), by.org, by.id, by.signer.Public().ID()
	d.Binds = []chain.Bind{bind(x.state.Epoch)}
	switch t {
	case chain.Rekey:
		d.Rcpt = hash(fmt.Sprint("case ", d.Epoch))
		d.Binds = append(d.Binds, bind(d.Epoch))
		d.body()
	case chain.Post, chain.Offer, chain.Accept:
		d.body()
	}
	return d
}

// put puts an entry and goes on from it.
func (x *exchange) put(d *draft) hub.Placed {
	x.w.Helper()
	placed, err := x.w.Put(x.w.as(d.by), d.frame())
	if err != nil {
		x.w.Fatalf("put %s: %v", d.Type, err)
	}
	x.follow(d)
	return placed
}

// follow takes an entry that was put into the writers' own chain.
func (x *exchange) follow(d *draft) {
	x.w.Helper()
	e, err := chain.Parse(d.note())
	if err != nil {
		x.w.Fatal(err)
	}
	if x.state == nil {
		x.state, err = chain.Begin(e, x.w.directory.View(true))
	} else {
		x.state, err = x.state.Append(e, x.w.directory.View(true))
	}
	if err != nil {
		x.w.Fatal(err)
	}
}

func (x *exchange) post(by *person) hub.Placed {
	x.w.Helper()
	return x.put(x.next(by, chain.Post))
}

func (x *exchange) offer(by *person, to note.Party) *draft {
	d := x.next(by, chain.Offer)
	d.To = to
	return d
}

func (x *exchange) accept(by, cosign *person) *draft {
	d := x.next(by, chain.Accept)
	d.cosign = cosign
	return d
}

func (x *exchange) recall(by *person, target note.Hash) *draft {
	d := x.next(by, chain.Recall)
	d.Target = target
	return d
}

func (x *exchange) rekey(by *person, parties ...note.Party) *draft {
	d := x.next(by, chain.Rekey)
	d.grant(d.Epoch, parties...)
	return d
}

func (w *world) refused(what string, by *person, frame []byte, want hub.Code) {
	w.Helper()
	_, err := w.Put(w.as(by), frame)
	w.code(what, err, want)
}

func (w *world) code(what string, err error, want hub.Code) {
	w.Helper()
	if got := hub.CodeOf(err); got != want {
		w.Errorf("%s: %v, want %s", what, err, want)
	}
}

func (w *world) same(what string, got, want any) {
	w.Helper()
	if d := cmp.Diff(want, got); d != "" {
		w.Errorf("%s (-want +got):\n%s", what, d)
	}
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}
