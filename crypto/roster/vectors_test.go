package roster_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
)

var update = flag.Bool("update", false, "write the vectors again")

const file = "../vectors/roster.json"

const about = "Each vector begins with a directory that trusts founders (organisation to key id of its root) and has accepted the records of base, in order, " +
	"numbered from 0 (objects have no number). Then come the steps of add: kind, data in base64 (or zeros: that many zero bytes), n: its number when it is " +
	"not the next. Without ask, code is the verdict on the last step, empty when it is accepted, and all steps before it are accepted. With ask, all " +
	"steps are accepted and code is the answer: ask signer, partyKey and partyOrg are questions of a chain (log: the directory has a log, as long as it has records, which had at every size the root of that name; view since: " +
	"up to seq pin, if there is one, accepted earlier; view now: what a hub stores at time now); org, card, login and name ask for an organisation, the card of a team, an active account, " +
	"and whether salt and name open the name of a member note."

type vectors struct {
	About    string                    `json:"about"`
	Founders map[note.OrgID]note.KeyID `json:"founders"`
	Root     note.Hash                 `json:"root"`
	Base     []step                    `json:"base"`
	Vectors  []vector                  `json:"vectors"`
}

type vector struct {
	Rule string `json:"rule"`
	Name string `json:"name"`
	Code string `json:"code"`
	Add  []step `json:"add,omitempty"`
	Ask  *ask   `json:"ask,omitempty"`
}

// An ask is one question to a directory.
type ask struct {
	Ask    string           `json:"ask"`
	View   string           `json:"view,omitempty"`
	Log    bool             `json:"log,omitempty"`
	Pin    *uint64          `json:"pin,omitempty"`
	Now    int64            `json:"now,omitempty"`
	XID    note.XID         `json:"xid,omitempty"`
	Seq    uint64           `json:"seq,omitempty"`
	Party  note.Party       `json:"party,omitempty"`
	Org    note.OrgID       `json:"org,omitempty"`
	Author note.MemberID    `json:"author,omitempty"`
	Key    note.KeyID       `json:"key,omitempty"`
	Time   int64            `json:"time,omitempty"`
	CP     *note.Checkpoint `json:"cp,omitempty"`
	RH     note.Hash        `json:"rh,omitempty"`
	Record note.Hash        `json:"record,omitempty"`
	Salt   string           `json:"salt,omitempty"`
	Name   string           `json:"name,omitempty"`
}

func (a *ask) signing() chain.Signing {
	return chain.Signing{XID: a.XID, Seq: a.Seq, Party: a.Party, Org: a.Org, Author: a.Author, Key: a.Key, Time: a.Time, CP: *a.CP}
}

// oneRoot is a log of so many lines that had the same root at every size: what a
// book asks is whether a checkpoint is the log's own.
type oneRoot uint64

func (l oneRoot) Root(size uint64) (note.Hash, bool) { return hashOf("root"), size <= uint64(l) }

// answer is the verdict on the question.
func (a *ask) answer(b *roster.Book) error {
	if a.Log {
		b.UseLog(oneRoot(b.Size()))
	}
	var view chain.View = b
	switch a.View {
	case "since":
		view = b.Since(func(note.XID) (uint64, bool) {
			if a.Pin == nil {
				return 0, false
			}
			return *a.Pin, true
		})
	case "now":
		view = b.Now(func() time.Time { return time.Unix(a.Now, 0) })
	}
	switch a.Ask {
	case "signer":
		key, err := view.Signer(a.signing())
		if err == nil && key.ID() != a.Key {
			return fmt.Errorf("another key")
		}
		return err
	case "partyKey":
		return view.PartyKey(a.Party, a.RH, *a.CP)
	case "partyOrg":
		org, err := view.PartyOrg(a.Party, *a.CP)
		if err == nil && org != a.Org {
			return fmt.Errorf("organisation %s", org)
		}
		return err
	case "card":
		_, err := b.CheckCard(a.Party.Team())
		return err
	case "name":
		return b.MemberNote(a.Record).Opens(a.Salt, a.Name)
	case "org":
		return orE06(b.Org(a.Org) != nil)
	case "login":
		_, _, ok := b.Login(a.Author)
		return orE06(ok)
	}
	return fmt.Errorf("unknown question %q", a.Ask)
}

func orE06(ok bool) error {
	if ok {
		return nil
	}
	return note.Errorf(note.E06, "no")
}

func load(t testing.TB) vectors {
	if *update {
		b, err := json.MarshalIndent(generate(t), "", " ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, append(b, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var v vectors
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func (s step) into(b *roster.Book) error {
	if s.N != nil {
		return b.AddAt(*s.N, s.Kind, s.bytes())
	}
	return b.Add(s.Kind, s.bytes())
}

func TestVectors(t *testing.T) {
	all := load(t)
	for _, v := range all.Vectors {
		t.Run(v.Rule+" "+v.Name, func(t *testing.T) {
			b := roster.NewBook(all.Founders)
			for _, s := range all.Base {
				if err := s.into(b); err != nil {
					t.Fatalf("base: %v", err)
				}
			}
			var err error
			for i, s := range v.Add {
				if err = s.into(b); err != nil && (v.Ask != nil || i < len(v.Add)-1) {
					t.Fatalf("step %d: %v", i, err)
				}
			}
			if v.Ask != nil {
				err = v.Ask.answer(b)
			}
			if string(note.CodeOf(err)) != v.Code || err != nil && v.Code == "" {
				t.Errorf("%v, want %q", err, v.Code)
			}
		})
	}
}

func TestEachRuleHasBothKinds(t *testing.T) {
	good, bad := map[string]bool{}, map[string]bool{}
	for _, v := range load(t).Vectors {
		if v.Code == "" {
			good[v.Rule] = true
		} else {
			bad[v.Rule] = true
		}
	}
	for n := 1; n <= 49; n++ {
		rule := fmt.Sprint("R", n)
		if !good[rule] || !bad[rule] {
			t.Errorf("%s: valid %v, invalid %v", rule, good[rule], bad[rule])
		}
	}
}

// generate makes the vectors; everything follows from names, so they come out
// the same every time.
func generate(t testing.TB) vectors {
	w := newWorld(t, func(int) int { return 0 })
	base(w)
	out := vectors{About: about, Founders: w.founders, Root: hashOf("root"), Base: w.steps}
	names, now := w.names, w.now
	for _, a := range allActs {
		w.names, w.now = names, now
		list := a.steps(w)
		if list == nil {
			t.Errorf("the base gives no occasion for: %s %s", a.rule, a.name)
			continue
		}
		out.Vectors = append(out.Vectors, vector{Rule: a.rule, Name: a.name, Code: string(a.code), Add: list})
	}
	w.names, w.now = names, now
	out.Vectors = append(out.Vectors, objectVectors(t)...)
	out.Vectors = append(out.Vectors, orderVectors(w)...)
	out.Vectors = append(out.Vectors, askVectors(w)...)
	return out
}
