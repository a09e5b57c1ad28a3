package roster_test

import (
	"fmt"
	"runtime"
	"sync"
	"testing"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
)

// national is a book of 100 organisations with 1,000 members each.
var national = sync.OnceValues(func() (*roster.Book, []chain.Signing) {
	const orgs, members = 100, 1000
	founders := map[note.OrgID]note.KeyID{}
	book := roster.NewBook(founders)
	var asks []chain.Signing
	add := func(kind string, data []byte, err error) {
		if err == nil {
			err = book.Add(kind, data)
		}
		if err != nil {
			panic(err)
		}
	}
	for i := range orgs {
		root := fmt.Sprint("root ", i)
		o := roster.Org{Org: note.OrgID(idOf(root)), Root: public(root), Name: root, Kinds: []string{"politie"}, Time: 1771200000}
		founders[o.Org] = o.Root.ID()
		raw, err := roster.Write(o, signer(root))
		add(roster.KindOrg, raw, err)
		m := roster.Manifest{Org: o.Org, Version: 1, Prev: note.ZeroHash, Time: o.Time, Root: o.Root}
		for k := range members {
			name := fmt.Sprint(i, " ", k)
			d := roster.Member{Org: o.Org, Member: note.MemberID(idOf(name)), Sign: public(name), Login: public("login " + root),
				Rcpt: hashOf(name), Name: hashOf("name " + name), Prev: note.ZeroHash, Time: o.Time}
			raw, err := roster.Write(d, signer(name))
			add(roster.KindMember, raw, err)
			tid := note.TeamID(idOf(fmt.Sprint("team ", i, k/10)))
			if k%10 == 0 {
				m.Teams = append(m.Teams, roster.Posting{Team: tid, Card: hashOf("card")})
			}
			m.Members = append(m.Members, line(d, raw))
			m.Assigns = append(m.Assigns, roster.Assign{Team: tid, Member: d.Member})
			asks = append(asks, chain.Signing{Party: note.TeamParty(tid), Org: o.Org, Author: d.Member, Key: d.Sign.ID(), CP: note.NoLog})
		}
		m.Admins = []note.MemberID{m.Members[0].Member}
		raw, err = roster.Write(m, signer(root))
		add(roster.KindManifest, raw, err)
	}
	return book, asks
})

// BenchmarkSigner asks for signers in a book of 100,000 members, and says what
// such a book weighs.
func BenchmarkSigner(b *testing.B) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	book, asks := national()
	privates.Clear()
	runtime.GC()
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "MB/book")
	i := 0
	for b.Loop() {
		if _, err := book.Signer(asks[i*7919%len(asks)]); err != nil {
			b.Fatal(err)
		}
		i++
	}
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "MB/book")
}

// BenchmarkAddMember is one member note, verified.
func BenchmarkAddMember(b *testing.B) {
	w := based(b)
	_, raw := w.stranger(w.orgs[0])
	for b.Loop() {
		if err := w.try([]step{rec(roster.KindMember, raw)}); err != nil {
			b.Fatal(err)
		}
	}
}
