//go:build linux

package main

import (
	"crypto/rand"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/seal"
	"github.com/sluis-hub/sluis/hub"
)

// exchange makes the entries of one exchange between two teams: signed, sealed
// and bound, each after the one before.
type exchange struct {
	from, to *team
	key      *identity.Identity // nil: what is sealed is noise of the same size
	last     *chain.Entry
}

// body is what each entry says: a page of text fills the smallest padding.
var body = []byte(`{"form":"message.note","version":1,"text":"` + strings.Repeat("Wat er gebeurde. ", 100) + `"}`)

// grantSize is that of a sealed grant.
const grantSize = 2100

// begin makes the first entry. An exchange that nobody will open may be noise
// inside: a hub sees no difference, and it takes a tenth of the time to make.
func begin(by *person, from, to *team, noise bool) (*exchange, []byte, error) {
	x := &exchange{from: from, to: to}
	h := x.header(by, chain.Genesis)
	h.XID, h.Prev, h.Rcpt = note.XID(note.ZeroHash), note.ZeroHash, note.HashOf([]byte(h.Nonce))
	if !noise {
		x.key = identity.New()
		h.Rcpt = x.key.Recipient().Hash()
	}
	teams := []*team{from, to}
	slices.SortFunc(teams, func(a, b *team) int { return strings.Compare(string(a.id), string(b.id)) })
	var files [][]byte
	for _, t := range teams {
		file, err := x.grant(t, h.Nonce)
		if err != nil {
			return nil, nil, err
		}
		h.Grants = append(h.Grants, chain.Grant{Party: t.party(), Key: t.rcpt, File: note.HashOf(file)})
		files = append(files, file)
	}
	frame, err := x.frame(by, h, files...)
	return x, frame, err
}

func (x *exchange) grant(t *team, nonce note.ID) ([]byte, error) {
	if x.key == nil {
		file := make([]byte, grantSize)
		rand.Read(file)
		return file, nil
	}
	return seal.SealSecret(t.key.Recipient(), seal.GrantForm, []note.Line{
		note.L("xnonce", string(nonce)), note.L("epoch", "0"), note.L("party", string(t.party())), note.L("identity", x.key.String()),
	})
}

// post makes the next entry.
func (x *exchange) post(by *person) ([]byte, error) {
	h := x.header(by, chain.Post)
	h.XID, h.Seq, h.Prev, h.Rcpt = x.last.XID, x.last.Seq+1, x.last.Hash(), x.last.Rcpt
	h.Time = max(h.Time, x.last.Time)
	return x.frame(by, h)
}

func (x *exchange) header(by *person, kind chain.Type) chain.Header {
	return chain.Header{
		Type: kind, Party: x.from.party(), Org: by.org, Author: by.id, Key: by.sign.Public().ID(),
		Time: time.Now().Unix(), CP: x.from.cp, Nonce: note.NewID(),
	}
}

func (x *exchange) frame(by *person, h chain.Header, files ...[]byte) ([]byte, error) {
	ct := make([]byte, chain.MinCT)
	if x.key == nil {
		rand.Read(ct)
		h.Body = note.HashOf(ct[:32])
	} else {
		plain, hash, err := seal.NewBody(body)
		if err != nil {
			return nil, err
		}
		if ct, err = seal.Seal(x.key.Recipient(), plain); err != nil {
			return nil, err
		}
		h.Body = hash
	}
	h.CT, h.CTSize = note.HashOf(ct), uint64(len(ct))
	before, err := h.Unbound()
	if err != nil {
		return nil, err
	}
	bind := note.HashOf(before)
	if x.key != nil {
		bind = seal.Bind(x.key, before)
	}
	h.Binds = []chain.Bind{{Value: bind}}
	signed, err := h.Signed()
	if err != nil {
		return nil, err
	}
	text := note.Attach(signed, by.sign.Sign(signed))
	if x.last, err = chain.Parse(text); err != nil {
		return nil, err
	}
	return hub.JoinFrame(append([][]byte{text, ct}, files...)...), nil
}

// line is an entry as it will be sent, and by whom.
type line struct {
	room  note.XID
	seq   int
	by    *person
	frame []byte
}

// write makes the first entry of an exchange and so many posts, by the members
// of the team in turn from a first one on.
func write(from, to *team, authors []*person, posts int) ([]line, error) {
	x, frame, err := begin(authors[0], from, to, false)
	if err != nil {
		return nil, err
	}
	lines := []line{{x.last.XID, 0, authors[0], frame}}
	for n := range posts {
		by := authors[n%len(authors)]
		if frame, err = x.post(by); err != nil {
			return nil, err
		}
		lines = append(lines, line{x.last.XID, n + 1, by, frame})
	}
	return lines, nil
}

// lanes runs a job for each of so many lanes at once and gives the first error.
func lanes(count int, job func(lane int) error) error {
	errs := make([]error, count)
	var wg sync.WaitGroup
	for lane := range count {
		wg.Go(func() { errs[lane] = job(lane) })
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
