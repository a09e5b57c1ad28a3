package interop_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
)

// Directories are drawn from the records of the vectors: whole and in order, and
// then with some dropped, moved, brought twice or from another story.

// A pool is what directories are drawn from, and what is asked about them.
type pool struct {
	Founders map[note.OrgID]note.KeyID `json:"founders"`
	Records  []record                  `json:"records"`
	Members  []note.MemberID           `json:"members"` // mailboxes too
	Teams    []note.TeamID             `json:"teams"`
	Orgs     []note.OrgID              `json:"orgs"`
	RHs      []note.Hash               `json:"rhs"`
	Root     note.Hash                 `json:"root"` // that a log had at every size
	Base     []int                     `json:"base"` // records that are a good beginning, in order
	Bent     []bentRecord              `json:"bent"`
	asks     []chain.Signing
}

type record struct {
	Kind string `json:"kind"`
	Data []byte `json:"data"`
}

// A bent record is one with something changed, and the verdict after the base.
type bentRecord struct {
	record
	Code note.Code `json:"code"`
}

// A directory is what was added, and what Go said of it.
type directoryDrawn struct {
	Batches []batch    `json:"batches"`
	Log     bool       `json:"log"`
	Asks    []question `json:"asks"`
	Reads   note.Hash  `json:"reads"` // see readsOf
}

// A batch is added together; it is taken back when Undone.
type batch struct {
	Adds   []add `json:"adds"`
	Undone bool  `json:"undone"`
}

type add struct {
	Record int       `json:"record"`
	N      *uint64   `json:"n"` // alone in its batch, when it is not the next
	Code   note.Code `json:"code"`
}

type question struct {
	View   string        `json:"view"` // "", since or now
	Pin    *uint64       `json:"pin"`
	Now    int64         `json:"now"`
	Act    chain.Signing `json:"act"`
	RH     note.Hash     `json:"rh"`
	Answer string        `json:"answer"` // signer, partyKey and partyOrg
}

// TestDirectories draws directories and, with SLUIS_DIRECTORIES, writes them
// there: first a line with the pool, then a line for each.
func TestDirectories(t *testing.T) {
	p := readPool(t)
	seed := number(t, "SLUIS_TEST_SEED", 1)
	p.bend(rand.New(rand.NewPCG(seed, 0)))
	var out bytes.Buffer
	lines := json.NewEncoder(&out)
	if err := lines.Encode(p); err != nil {
		t.Fatal(err)
	}
	seen := map[note.Code]int{}
	for n := range number(t, "SLUIS_COUNT", 20) {
		d := drawDirectory(p, rand.New(rand.NewPCG(seed, n)))
		for _, b := range d.Batches {
			for _, a := range b.Adds {
				seen[a.Code]++
			}
		}
		if err := lines.Encode(d); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("verdicts: %v", seen)
	for _, code := range []note.Code{"", note.E04, note.E05, note.E06, note.E11} {
		if seen[code] == 0 {
			t.Errorf("code %q was never drawn", code)
		}
	}
	if file := os.Getenv("SLUIS_DIRECTORIES"); file != "" {
		if err := os.WriteFile(file, out.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// oneRoot is a log of so many lines that had the same root at every size.
type oneRoot uint64

func (l oneRoot) Root(size uint64) (note.Hash, bool) { return hash("log"), size <= uint64(l) }

func readPool(t *testing.T) *pool {
	type step struct {
		Kind string
		Data []byte
	}
	var file struct {
		Founders map[note.OrgID]note.KeyID
		Base     []step
		Vectors  []struct {
			Add []step
			Ask *struct {
				Ask    string
				XID    note.XID
				Seq    uint64
				Party  note.Party
				Org    note.OrgID
				Author note.MemberID
				Key    note.KeyID
				Time   int64
				RH     note.Hash
			}
		}
	}
	raw, err := os.ReadFile("../../../crypto/vectors/roster.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &file); err != nil {
		t.Fatal(err)
	}
	p := &pool{Founders: file.Founders, Root: hash("log")}
	at := map[string]int{}
	put := func(s step) int {
		key := s.Kind + " " + string(s.Data)
		if _, ok := at[key]; !ok {
			at[key] = len(p.Records)
			p.Records = append(p.Records, record(s))
		}
		return at[key]
	}
	for _, s := range file.Base {
		p.Base = append(p.Base, put(s))
	}
	for _, v := range file.Vectors {
		for _, s := range v.Add {
			if s.Data != nil {
				put(s)
			}
		}
		if a := v.Ask; a != nil && a.Ask == "signer" {
			p.asks = append(p.asks, chain.Signing{XID: a.XID, Seq: a.Seq, Party: a.Party, Org: a.Org, Author: a.Author, Key: a.Key, Time: a.Time})
		}
	}
	p.index()
	return p
}

// index lists what the records speak of.
func (p *pool) index() {
	members, teams, orgs, rhs := map[note.MemberID]bool{}, map[note.TeamID]bool{}, map[note.OrgID]bool{}, map[note.Hash]bool{}
	for _, r := range p.Records {
		switch r.Kind {
		case roster.KindOrg:
			if o, err := roster.ParseOrg(r.Data); err == nil {
				orgs[o.Org] = true
			}
		case roster.KindMember:
			if m, err := roster.ParseMember(r.Data); err == nil {
				members[m.Member], rhs[m.Rcpt] = true, true
			}
		case roster.KindTeam:
			if t, err := roster.ParseTeam(r.Data); err == nil {
				teams[t.Team], rhs[t.Rcpt] = true, true
			}
		case roster.KindMailbox:
			if m, err := roster.ParseMailbox(r.Data); err == nil {
				members[m.RID], rhs[m.Rcpt] = true, true
			}
		}
	}
	p.Members, p.Teams = slices.Sorted(maps.Keys(members)), slices.Sorted(maps.Keys(teams))
	p.Orgs, p.RHs = slices.Sorted(maps.Keys(orgs)), slices.Sorted(maps.Keys(rhs))
}

// bits are what is put into a text, of JSON mostly.
var bits = []string{"", " ", "\n", "\t", "0", "-0", "1e2", "1.0", "null", "\"", "{", "}", "[]", ",", ":", "\\u00e9", "e\u0301", "\u00e9", "\\ud800",
	"\ufeff", "\u200b", "\xff", "true", "9007199254740992", "\"Form\":\"card\",", "\"x\":1,", "A", "_", "\u0085", "\u2029"}

// bend changes each record at a few places, cards at many.
func (p *pool) bend(r *rand.Rand) {
	b := roster.NewBook(p.Founders)
	for _, at := range p.Base {
		_ = b.Add(p.Records[at].Kind, p.Records[at].Data)
	}
	for _, rec := range p.Records {
		times := 3
		if rec.Kind == roster.KindCard {
			times = 25
		}
		for range times {
			if len(rec.Data) > 8192 {
				break
			}
			at := r.IntN(len(rec.Data) + 1)
			end := min(at+r.IntN(4), len(rec.Data))
			bent := record{rec.Kind, slices.Concat(rec.Data[:at], []byte(bits[r.IntN(len(bits))]), rec.Data[end:])}
			var code note.Code
			_ = b.Batch(func(take func(string, []byte) error) error {
				code = note.CodeOf(take(bent.Kind, bent.Data))
				return fmt.Errorf("undone")
			})
			p.Bent = append(p.Bent, bentRecord{bent, code})
		}
	}
}

func drawDirectory(p *pool, r *rand.Rand) directoryDrawn {
	once := func(n int) bool { return r.IntN(n) == 0 }
	var order []int
	for _, at := range p.Base {
		switch {
		case once(60):
			continue // dropped
		case once(15):
			order = append(order, at)
		case once(15):
			order = append(order, r.IntN(len(p.Records)))
		}
		order = append(order, at)
		if n := len(order); n > 1 && once(30) {
			order[n-1], order[n-2] = order[n-2], order[n-1]
		}
	}
	for range 25 {
		order = append(order, r.IntN(len(p.Records)))
	}
	b := roster.NewBook(p.Founders)
	d := directoryDrawn{Log: once(2), Asks: []question{}}
	for len(order) > 0 {
		size := min(1+r.IntN(3), len(order))
		one := batch{Undone: once(10)}
		if once(12) {
			size, one.Undone = 1, false
			n := r.Uint64N(60)
			err := b.AddAt(n, p.Records[order[0]].Kind, p.Records[order[0]].Data)
			one.Adds = append(one.Adds, add{order[0], &n, note.CodeOf(err)})
		} else {
			_ = b.Batch(func(take func(string, []byte) error) error {
				for _, at := range order[:size] {
					one.Adds = append(one.Adds, add{at, nil, note.CodeOf(take(p.Records[at].Kind, p.Records[at].Data))})
				}
				if one.Undone {
					return fmt.Errorf("undone")
				}
				return nil
			})
		}
		d.Batches = append(d.Batches, one)
		order = order[size:]
	}
	if d.Log {
		b.UseLog(oneRoot(b.Size()))
	}
	for range 30 {
		d.Asks = append(d.Asks, p.ask(b, d.Log, r))
	}
	d.Reads = p.readsOf(b)
	return d
}

// ask draws a question of a chain: one of the vectors, perhaps with something of
// another one.
func (p *pool) ask(b *roster.Book, log bool, r *rand.Rand) question {
	q := question{Act: p.asks[r.IntN(len(p.asks))], RH: p.RHs[r.IntN(len(p.RHs))], Now: 1771202000 + r.Int64N(600_000)}
	other := p.asks[r.IntN(len(p.asks))]
	switch r.IntN(5) {
	case 0:
		q.Act.Party, q.Act.Org = other.Party, other.Org
	case 1:
		q.Act.Author, q.Act.Key = other.Author, other.Key
	case 2:
		q.Act.Time = other.Time
	}
	q.Act.CP = note.NoLog
	if log != (r.IntN(12) == 0) {
		q.Act.CP = note.Checkpoint{Size: r.Uint64N(28), Root: p.Root}
		if r.IntN(20) == 0 {
			q.Act.CP.Root = hash("another log")
		}
	}
	var view chain.View = b
	switch r.IntN(3) {
	case 0:
		q.View = "since"
		if r.IntN(2) == 0 {
			pin := r.Uint64N(8)
			q.Pin = &pin
		}
		view = b.Since(func(note.XID) (uint64, bool) {
			if q.Pin == nil {
				return 0, false
			}
			return *q.Pin, true
		})
	case 1:
		q.View = "now"
		view = b.Now(func() time.Time { return time.Unix(q.Now, 0) })
	}
	key, err := view.Signer(q.Act)
	answer := string(note.CodeOf(err))
	if err == nil {
		answer = key.String()
	}
	if team := q.Act.Party.Team(); team != "" && r.IntN(2) == 0 {
		if t := b.TeamAt(team, uint64(r.IntN(3))); t != nil {
			q.RH = t.Rcpt
		}
	}
	answer += " " + string(note.CodeOf(view.PartyKey(q.Act.Party, q.RH, q.Act.CP)))
	org, err := view.PartyOrg(q.Act.Party, q.Act.CP)
	q.Answer = answer + " " + string(org) + string(note.CodeOf(err))
	return q
}

// readsOf is SHA-256 over all that a book tells of the pool, as lines.
func (p *pool) readsOf(b *roster.Book) note.Hash {
	var text strings.Builder
	line := func(values ...any) { fmt.Fprintln(&text, values...) }
	line("size", b.Size(), "orgs", b.Orgs())
	for _, o := range p.Orgs {
		line("org", o, b.Org(o) != nil, b.Vouchers(o), len(b.Terms(o)))
		if m := b.Manifest(o); m != nil {
			line("manifest", m.Version, m.Hash())
		}
	}
	for _, mid := range p.Members {
		key, org, ok := b.Login(mid)
		line("member", mid, b.Active(mid), b.TeamsOf(mid), ok)
		if ok {
			line("login", key, org)
		}
		if m := b.Member(mid); m != nil {
			line("note", m.Hash(), b.MemberNote(m.Hash()).Hash())
		}
	}
	for _, tid := range p.Teams {
		org, ok := b.TeamOrg(tid)
		_, err := b.CheckCard(tid)
		line("team", tid, string(org), ok, b.Assigned(tid), "card", note.CodeOf(err))
		for epoch := range uint64(4) {
			if t := b.TeamAt(tid, epoch); t != nil {
				line("epoch", t.Hash(), t.Reset, b.Team(tid).Epoch)
			}
		}
	}
	for _, rh := range p.RHs {
		_, err := b.Recipient(rh)
		line("rh", rh, b.Named(rh), note.CodeOf(err))
	}
	return note.HashOf([]byte(text.String()))
}
