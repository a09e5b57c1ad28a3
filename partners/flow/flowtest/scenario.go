package flowtest

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/partners/deadline"
	"github.com/sluis-hub/sluis/partners/flow"
)

// Flow is what a flow package offers.
type Flow struct {
	Forms    *flow.Index
	Fold     func(x flow.Exchange, now time.Time) flow.Status
	Allow    func(x flow.Exchange, now time.Time, e flow.Entry) error
	Statuses []string
	// FoldWith, of a zaak, also sees the statuses of linked exchanges.
	FoldWith func(x flow.Exchange, linked map[note.XID]flow.Status, now time.Time) flow.Status
	// Final statuses are left only for another final one.
	Final []string
}

// File is one file of scenarios.
type File struct {
	About     string                     `json:"about"`
	Flow      string                     `json:"flow"`
	Parties   map[string]note.Party      `json:"parties"`
	Members   map[string]Member          `json:"members"`
	Documents map[string]json.RawMessage `json:"documents"`
	Scenarios []Scenario                 `json:"scenarios"`
}

// Member acts for a party.
type Member struct {
	ID    note.MemberID `json:"id"`
	Party string        `json:"party"`
}

// Scenario is one story; Parties are those of its genesis, who begins it first.
type Scenario struct {
	Name    string   `json:"name"`
	Parties []string `json:"parties"`
	Steps   []Step   `json:"steps"`
}

// Step is one thing that happens at a time: an entry, a receipt on an entry, or
// nothing but the clock.
type Step struct {
	At      time.Time  `json:"at"`
	By      string     `json:"by"`
	For     string     `json:"for"` // party, when not the member's own
	Entry   chain.Type `json:"entry"`
	Receipt *int       `json:"receipt"`
	// Document is a name of Documents; With replaces fields of it, null takes one away.
	Document string                     `json:"document"`
	With     map[string]json.RawMessage `json:"with"`
	To       string                     `json:"to"`
	Target   *int                       `json:"target"`
	Parties  []string                   `json:"parties"` // after a rekey
	State    string                     `json:"state"`
	Code     note.Code                  `json:"code"`
	// Refused: the entry may not be written, and is not. Despite: it may not be
	// written, but stands, as when two entries cross.
	Refused note.Code `json:"refused"`
	Despite note.Code `json:"despite"`
	// Linked: from now on a moment of feedback has this state in another exchange.
	Linked []Linked                   `json:"linked"`
	Expect map[string]json.RawMessage `json:"expect"`
}

// Linked is what is known of one moment in a linked exchange.
type Linked struct {
	XID    note.XID `json:"xid"`
	Moment int64    `json:"moment"`
	State  string   `json:"state"`
}

// Load reads a file of scenarios.
func Load(t testing.TB, path string) File {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	d := json.NewDecoder(strings.NewReader(string(raw)))
	d.DisallowUnknownFields()
	var f File
	if err := d.Decode(&f); err != nil {
		t.Fatal(err)
	}
	return f
}

// Replay runs every scenario of a file, which must hold at least atLeast of them.
func Replay(t *testing.T, path string, fl Flow, atLeast int) {
	f := Load(t, path)
	if f.Flow != fl.Forms.Flow || len(f.Scenarios) < atLeast {
		t.Fatalf("%s: flow %q with %d scenarios", path, f.Flow, len(f.Scenarios))
	}
	for _, s := range f.Scenarios {
		t.Run(s.Name, func(t *testing.T) { newPlay(f, s).run(t, fl) })
	}
}

// Hash is the made-up hash of entry n.
func Hash(n int) note.Hash { return note.Hash(fmt.Sprintf("%064x", n+1)) }

// play is a scenario on its way.
type play struct {
	file     File
	story    Scenario
	entries  []flow.Entry
	receipts []flow.Receipt
	owner    note.Party
	parties  []note.Party
	linked   map[note.XID]flow.Status
}

func newPlay(f File, s Scenario) *play {
	p := &play{file: f, story: s, owner: f.Parties[s.Parties[0]]}
	p.parties = p.named(s.Parties)
	return p
}

func (p *play) named(aliases []string) []note.Party {
	var list []note.Party
	for _, a := range aliases {
		list = append(list, p.file.Parties[a])
	}
	slices.Sort(list)
	return list
}

func (p *play) exchange() flow.Exchange {
	return flow.Assemble(note.XID(Hash(0)), p.entries, p.receipts)
}

func (p *play) run(t *testing.T, fl Flow) {
	for i, s := range p.story.Steps {
		at := fmt.Sprintf("step %d (%s)", i, s.At.Format(time.RFC3339))
		member, known := p.file.Members[s.By]
		if s.By != "" && !known {
			t.Fatalf("%s: nobody is called %q", at, s.By)
		}
		party := p.file.Parties[member.Party]
		if s.For != "" {
			party = p.file.Parties[s.For]
		}
		switch {
		case s.Receipt != nil:
			p.receipts = append(p.receipts, flow.Receipt{Entry: Hash(*s.Receipt), Party: party, Author: member.ID, Time: s.At.Unix()})
		case s.Entry != "":
			e := p.entry(t, s, party, member.ID)
			err := fl.Allow(p.exchange(), s.At, e)
			if want := s.Refused + s.Despite; hub.CodeOf(err) != want {
				t.Fatalf("%s: allow says %v, want %q", at, err, want)
			}
			if s.Refused == "" {
				p.add(e, s)
			}
		}
		for _, l := range s.Linked {
			if p.linked == nil {
				p.linked = map[note.XID]flow.Status{}
			}
			p.linked[l.XID] = flow.Status{Duties: append(p.linked[l.XID].Duties, flow.Duty{What: "feedback", Moment: l.Moment, State: l.State})}
		}
		status := fl.Fold(p.exchange(), s.At)
		if p.linked != nil {
			status = fl.FoldWith(p.exchange(), p.linked, s.At)
		}
		p.expect(t, at, status, s.Expect)
		Hold(t, fl, p.exchange(), s.At)
	}
}

func (p *play) entry(t *testing.T, s Step, party note.Party, author note.MemberID) flow.Entry {
	e := flow.Entry{
		Seq: uint64(len(p.entries)), Hash: Hash(len(p.entries)), Type: s.Entry, Party: party, Author: author,
		Time: s.At.Unix(), Parties: p.parties, Owner: p.owner, State: flow.None,
		To: p.file.Parties[s.To],
	}
	if s.Target != nil {
		e.Target = Hash(*s.Target)
	}
	if s.Document != "" {
		e.Body, e.State = p.body(t, s), flow.Readable
	}
	return e
}

// body is a document of the file with the fields of the step in it.
func (p *play) body(t *testing.T, s Step) []byte {
	raw, known := p.file.Documents[s.Document]
	if !known {
		t.Fatalf("no document is called %q", s.Document)
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(raw, &fields); err != nil {
		t.Fatal(err)
	}
	maps.Copy(fields, s.With)
	maps.DeleteFunc(fields, func(_ string, v json.RawMessage) bool { return string(v) == "null" })
	for name, v := range fields {
		if n, ok := strings.CutPrefix(string(v), `"@`); ok {
			seq, err := strconv.Atoi(strings.TrimSuffix(n, `"`))
			if err != nil {
				t.Fatal(err)
			}
			fields[name] = json.RawMessage(`"` + Hash(seq) + `"`)
		}
	}
	body, err := json.Marshal(fields)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func (p *play) add(e flow.Entry, s Step) {
	if s.State != "" {
		e.State, e.Code = s.State, s.Code // a body that is still there is not to be read
	}
	if s.Code != note.E09 {
		switch e.Type {
		case chain.Accept:
			p.owner = e.Party
		case chain.Rekey:
			if len(s.Parties) > 0 {
				p.parties = p.named(s.Parties)
			}
		case chain.Recall:
			p.entries[*s.Target].State = flow.Recalled
		}
	}
	e.Owner, e.Parties = p.owner, p.parties
	p.entries = append(p.entries, e)
}

// expect compares what the step names: status, due, overdue, custody, certainty
// and duties whole, next whole for each party named, may and mayNot one by one.
func (p *play) expect(t *testing.T, at string, s flow.Status, want map[string]json.RawMessage) {
	t.Helper()
	for name, raw := range want {
		var err error
		switch name {
		case "status":
			err = same(raw, s.Status)
		case "kind":
			err = same(raw, s.Kind)
		case "overdue":
			err = same(raw, s.Overdue)
		case "certainty":
			err = same(raw, s.Certainty)
		case "due":
			err = same(raw, s.Due)
		case "custody":
			err = same(raw, p.alias(s.Custody))
		case "offer":
			err = same(raw, s.Offer != nil)
		case "duties":
			err = same(raw, p.duties(s.Duties))
		case "drafts":
			err = same(raw, drafts(s.Drafts))
		case "next":
			err = p.next(raw, s, func(have, want []string) bool { return slices.Equal(have, want) })
		case "may":
			err = p.next(raw, s, func(have, want []string) bool {
				return !slices.ContainsFunc(want, func(w string) bool { return !slices.Contains(have, w) })
			})
		case "mayNot":
			err = p.next(raw, s, func(have, want []string) bool {
				return !slices.ContainsFunc(want, func(w string) bool { return slices.Contains(have, w) })
			})
		default:
			t.Fatalf("%s: %q cannot be expected", at, name)
		}
		if err != nil {
			t.Errorf("%s: %s: %v", at, name, err)
		}
	}
}

func (p *play) alias(party note.Party) string {
	for name, id := range p.file.Parties {
		if id == party {
			return name
		}
	}
	return ""
}

func same[T any](raw json.RawMessage, have T) error {
	var want T
	if err := json.Unmarshal(raw, &want); err != nil {
		return err
	}
	if d := cmp.Diff(want, have); d != "" {
		return fmt.Errorf("differs (-want +got):\n%s", d)
	}
	return nil
}

// duty is a duty as scenarios write it.
type duty struct {
	ID      string       `json:"id"`
	Kind    string       `json:"kind"`
	Party   string       `json:"party,omitempty"`
	Due     deadline.Due `json:"due"`
	State   string       `json:"state,omitempty"`
	Overdue bool         `json:"overdue,omitempty"`
	Done    bool         `json:"done,omitempty"`
}

func (p *play) duties(list []flow.Duty) []duty {
	out := []duty{}
	for _, d := range list {
		out = append(out, duty{d.ID, d.Kind, p.alias(d.Party), d.Due, d.State, d.Overdue, d.Done})
	}
	return out
}

func drafts(list []flow.Draft) map[string]string {
	out := map[string]string{}
	for _, d := range list {
		out[d.ID] = d.State
		if d.Approved {
			out[d.ID] += ", approved"
		}
	}
	return out
}

func (p *play) next(raw json.RawMessage, s flow.Status, ok func(have, want []string) bool) error {
	var want map[string][]string
	if err := json.Unmarshal(raw, &want); err != nil {
		return err
	}
	for name, steps := range want {
		party, known := p.file.Parties[name]
		if !known {
			return fmt.Errorf("no party is called %q", name)
		}
		if have := s.Next[party]; !ok(have, steps) {
			return fmt.Errorf("%s may %v, want %v", name, have, steps)
		}
	}
	return nil
}
