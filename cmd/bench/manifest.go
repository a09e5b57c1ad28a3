//go:build linux

package main

import (
	"crypto/ed25519"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/partners"
)

// The manifest of an organisation of 2,000 people in teams of 20, which has revoked as
// many keys: it is written and signed by an admin; it is read, and verified against all
// that a directory holds; and somebody is admitted to such an organisation, end to end.
// Each costs as much as there are people, since a manifest names them all. The floor of
// the first two is the bare hash and the bare signature over the same octets; that of
// an admission is the same in an organisation of 20. One of 1,000 beside it says
// whether each member costs more among more.
const (
	manifestPeople = 2000
	manifestFew    = 20
	manifestTeam   = 20
)

func benchManifest(b *bench) error {
	many, err := newBooked(manifestPeople)
	if err != nil {
		return err
	}
	half, err := newBooked(manifestPeople / 2)
	if err != nil {
		return err
	}
	var write, read, each turns
	for turn := range b.rounds + 1 {
		var wrote, verified, fewer turns
		for range 5 { // each is over in a moment
			w, r, err := many.next()
			if err != nil {
				return err
			}
			wrote.add(w[0], w[1])
			verified.add(r[0], r[1])
			if _, r, err = half.next(); err != nil {
				return err
			}
			fewer.add(r[0], r[1])
		}
		if turn > 0 { // the first warms up
			write.add(median(wrote.floor), median(wrote.ours))
			read.add(median(verified.floor), median(verified.ours))
			each.add(median(fewer.ours)/(manifestPeople/2), median(verified.ours)/manifestPeople)
		}
	}
	ms := func(v float64) string { return fmt.Sprintf("%.1f ms", v) }
	b.table.bound(fmt.Sprintf("a manifest of %d people, written and signed", manifestPeople), write, ms, goal{bound: 50})
	b.table.bound("… read and verified", read, ms, goal{bound: 100})
	b.table.compare(fmt.Sprintf("… each of them, against one of %d", manifestPeople/2), each, func(v float64) string { return fmt.Sprintf("%.1f µs", v*1e3) }, goal{bound: 1.5})
	b.table.beside("… octets", []float64{many.size}, func(v float64) string { return fmt.Sprintf("%.0f kB", v/1000) })

	small, err := b.employer("manifest-few", manifestFew)
	if err != nil {
		return err
	}
	defer small.stop()
	large, err := b.employer("manifest-many", manifestPeople)
	if err != nil {
		return err
	}
	defer large.stop()
	var admit turns
	for turn := range b.rounds + 1 {
		few, err := small.admit()
		if err != nil {
			return err
		}
		lots, err := large.admit()
		if err != nil {
			return err
		}
		if turn > 0 {
			admit.add(few, lots)
		}
	}
	b.table.bound(fmt.Sprintf("one more admitted: %d people against %d", manifestPeople, manifestFew), admit, ms, goal{bound: 1000})
	return nil
}

// booked is an organisation and a directory that holds it.
type booked struct {
	book     *roster.Book
	admin    *person
	manifest roster.Manifest // the newest
	size     float64
}

func newBooked(people int) (*booked, error) {
	now := time.Now().Unix()
	o, err := found("Groot", now, people/manifestTeam, manifestTeam)
	if err != nil {
		return nil, err
	}
	b := &booked{book: roster.NewBook(map[note.OrgID]note.KeyID{o.id: o.root.Public().ID()}), admin: o.teams[0].people[0]}
	for _, r := range o.records {
		if r.Kind == hub.ObjectTeamKey {
			continue
		}
		if err := b.book.Add(r.Kind, r.Data); err != nil {
			return nil, err
		}
	}
	b.manifest = *b.book.Manifest(o.id)
	for range people {
		b.manifest.Revoked = append(b.manifest.Revoked, roster.Revocation{Key: identity.NewSigner().Public().ID(), Time: now, Reason: "uit_dienst"})
	}
	slices.SortFunc(b.manifest.Revoked, func(a, b roster.Revocation) int { return strings.Compare(string(a.Key), string(b.Key)) })
	return b, nil
}

// next takes the time, in milliseconds, of writing and of reading the next version:
// first the bare act, then ours.
func (b *booked) next() (write, read [2]float64, err error) {
	m := b.manifest
	m.Version, m.Prev = m.Version+1, b.book.Manifest(m.Org).Hash()
	key := ed25519.NewKeyFromSeed(b.admin.sign.Seed())
	var raw, sig []byte
	clock := func(act func() error) float64 {
		runtime.GC()
		spent, failed := took(1, act)
		if err = errors.Join(err, failed); err != nil {
			return 0
		}
		return spent[0]
	}
	write[1] = clock(func() (err error) { raw, err = roster.Write(m, b.admin.sign.Sign); return err })
	write[0] = clock(func() error { sig = ed25519.Sign(key, raw); return nil })
	read[0] = clock(func() error {
		sha256.Sum256(raw)
		if !ed25519.Verify(key.Public().(ed25519.PublicKey), raw, sig) {
			return errors.New("the bare signature does not hold")
		}
		return nil
	})
	read[1] = clock(func() error { return b.book.Add(hub.ObjectManifest, raw) })
	if err != nil {
		return write, read, err
	}
	b.manifest, b.size = *b.book.Manifest(m.Org), float64(len(raw))
	return write, read, nil
}

// employer is an organisation at a hub, by its admin.
type employer struct {
	*bench
	name    string
	hub     *process
	witness *watched
	trust   partners.Trust
	admin   *partners.Member
	came    int
}

func (e *employer) stop() {
	e.hub.stop()
	e.witness.stop()
}

func (b *bench) employer(name string, people int) (*employer, error) {
	now := time.Now().Unix()
	f := partners.NewFounding("Werkgever", "gebiedsteam")
	first := f.Member("beheerder", true, f.Team(roster.Card{Name: "Team", Kind: "gebiedsteam", PhoneDay: "088 000 1100", Area: []string{"8701"}}))
	for n := range people - 1 { // in no team, or a hub would have to be told their keys in several files
		f.Member(fmt.Sprintf("lid %d", n), false)
	}
	records, err := f.Records(now)
	if err != nil {
		return nil, err
	}
	e := &employer{bench: b, name: name}
	if e.witness, err = b.watch(name); err != nil {
		return nil, err
	}
	if e.hub, err = b.hub(name, records, "--witness", e.witness.flag); err != nil {
		return nil, errors.Join(err, e.witness.stop())
	}
	e.trust = partners.Trust{
		Hub: e.hub.id, Founders: map[note.OrgID]note.KeyID{f.Org: f.RootID()},
		Log: e.hub.log, Witnesses: []string{e.witness.Key().String()}, Quorum: 1,
	}
	err = e.witness.of(e.hub)
	if err == nil {
		_, err = first.Settle(b.ctx, b.path(name+"-admin"), partners.HomeConfig{Hub: e.hub.base}, e.trust, now)
	}
	var home *partners.Home
	if err == nil {
		home, err = partners.LoadHome(b.path(name + "-admin"))
	}
	if err == nil {
		e.admin, err = partners.Open(b.ctx, home, partners.Options{})
	}
	if err != nil {
		e.stop()
		return nil, err
	}
	return e, nil
}

// admit has somebody answer an invitation, and takes the time of admitting, in
// milliseconds.
func (e *employer) admit() (float64, error) {
	e.came++
	v, err := e.admin.Invite(e.ctx, "")
	if err != nil {
		return 0, err
	}
	dir := e.path(fmt.Sprintf("%s-%d", e.name, e.came))
	_, _, err = partners.Join(e.ctx, partners.JoinConfig{Dir: dir, Hub: v.Hub, Org: v.Org, Trust: e.trust, Name: "Nieuw", Words: v.Words, Now: time.Now})
	if err != nil {
		return 0, err
	}
	n, err := e.admin.Newcomer(e.ctx, v.Locator)
	if err != nil {
		return 0, err
	}
	spent, err := took(1, func() error { _, err := e.admin.Admit(e.ctx, v.Locator, n.Answer); return err })
	if err != nil {
		return 0, err
	}
	return spent[0], os.RemoveAll(dir)
}
