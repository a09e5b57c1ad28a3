package flow_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/partners/deadline"
	"github.com/sluis-hub/sluis/partners/flow"
	"github.com/sluis-hub/sluis/partners/flow/flowtest"
	"github.com/sluis-hub/sluis/partners/handoff"
	"github.com/sluis-hub/sluis/partners/kinds"
)

var now = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

// The words of the forms are those that package kinds offers to choose from.
func TestWordsOfKinds(t *testing.T) {
	for _, x := range flows {
		var codes, moves []string
		for _, v := range kinds.Variants(kinds.Flow(x.Flow)) {
			codes = append(codes, v.Code)
			if v.Custody == kinds.CustodyMoves {
				moves = append(moves, v.Code)
			}
		}
		if x.Flow == "feedback" {
			for _, r := range kinds.Readers() {
				codes = append(codes, r.Code)
			}
		}
		same(t, x.Flow, codes, x.Kinds)
		same(t, x.Flow+" moves", moves, x.Moves)
	}
	words := map[string][]string{}
	for _, x := range flows {
		for _, f := range x.Forms() {
			objects := map[string][]flow.Field{}
			for _, field := range flow.Describe(f.New(), objects) {
				words[f.Name+" "+field.Name] = field.Words
			}
			for name, fields := range objects {
				for _, field := range fields {
					words[name+" "+field.Name] = field.Words
				}
			}
		}
	}
	code := func(c kinds.Choice) string { return c.Code }
	same(t, "declines", list(kinds.Declines(), code), words["handoff.declined reason"])
	same(t, "urgencies", list(kinds.Urgencies(), code), words["handoff.proposed urgency"])
	same(t, "urgencies", list(kinds.Urgencies(), code), words["inquiry.sent urgency"])
	same(t, "natures", list(kinds.Natures(), code), words["inquiry.Answer nature"])
	same(t, "answers", list(kinds.Answers(), func(a kinds.Answer) string { return a.Code }), words["inquiry.Answer kind"])
	var grounds []string
	for _, k := range kinds.All() {
		for _, g := range kinds.Grounds(k.Code) {
			grounds = append(grounds, g.Code)
		}
	}
	same(t, "grounds", grounds, words["inquiry.Answer code"])
}

func list[T any](from []T, name func(T) string) []string {
	var out []string
	for _, v := range from {
		out = append(out, name(v))
	}
	return out
}

func same(t *testing.T, what string, want, have []string) {
	t.Helper()
	sorted := func(l []string) []string { return slices.Compact(slices.Sorted(slices.Values(l))) }
	if d := cmp.Diff(sorted(want), sorted(have)); d != "" {
		t.Errorf("%s (-kinds +forms):\n%s", what, d)
	}
}

// The ceilings of feedback are those of package kinds.
func TestCeilings(t *testing.T) {
	doc := documents(t)["feedback"]["given"]
	for _, r := range kinds.Readers() {
		for _, l := range kinds.Levels() {
			fields := map[string]json.RawMessage{"level": json.RawMessage(fmt.Sprint(l.Level)), "role": json.RawMessage(`"Kijkt mee."`)}
			if !l.Why {
				fields["receiving"] = json.RawMessage("null")
			}
			_, err := index("feedback").Read(r.Code, chain.Post, with(t, doc, fields))
			if want := kinds.CheckLevel(r.Code, l.Level, true) == nil; want != (err == nil) {
				t.Errorf("%s, level %d: %v", r.Code, l.Level, err)
			}
		}
	}
}

// Who is certain of an accept: each side by the receipt of the other.
func TestCertainty(t *testing.T) {
	const giver, receiver, third = note.Party("t1"), note.Party("t2"), note.Party("t3")
	set := []note.Party{giver, receiver, third}
	entries := []flow.Entry{
		{Hash: "0", Type: chain.Genesis, Party: giver, Author: "g1", Parties: set, Owner: giver},
		{Hash: "1", Type: chain.Offer, Party: giver, Author: "g1", To: receiver, Parties: set, Owner: giver},
		{Hash: "2", Type: chain.Accept, Party: receiver, Author: "r1", Parties: set, Owner: receiver},
	}
	for _, c := range []struct {
		viewer  note.Party
		members string // who signed a receipt on the accept
		want    string
	}{
		{"", "", flow.Unconfirmed}, {"", "g1", flow.Unconfirmed}, {"", "r1", flow.Unconfirmed}, {"", "g1 r1", flow.Fixed},
		{receiver, "r1", flow.Unconfirmed}, {receiver, "g1", flow.Fixed}, {receiver, "g2", flow.Unconfirmed},
		{giver, "g1", flow.Unconfirmed}, {giver, "r1", flow.Fixed}, {giver, "r2", flow.Unconfirmed},
		{third, "g1", flow.Unconfirmed}, {third, "r1", flow.Unconfirmed}, {third, "r1 g1", flow.Fixed},
	} {
		x := flow.Assemble("", entries, nil)
		x.Viewer = c.viewer
		for m := range strings.FieldsSeq(c.members) {
			x.Receipts = append(x.Receipts, flow.Receipt{Entry: "2", Author: note.MemberID(m)}, flow.Receipt{Entry: "1", Author: "g1"}, flow.Receipt{Entry: "1", Author: "r1"})
		}
		if have := handoff.Fold(x, now).Certainty; have != c.want {
			t.Errorf("seen by %q with receipts of %q: %s, want %s", c.viewer, c.members, have, c.want)
		}
	}
	if have := handoff.Fold(flow.Assemble("", entries[:2], nil), now).Certainty; have != flow.Fixed {
		t.Errorf("the first owner is %s", have)
	}
}

// A caller may leave out what the client knows, and nothing else.
func TestComplete(t *testing.T) {
	author := &flow.Author{Name: "Anna de Boer", Salt: strings.Repeat("5", 64)}
	file := flow.File{Root: note.Hash(strings.Repeat("6", 64)), Identity: "AGE-SECRET-KEY-PQ-1QQ", Name: "a.pdf", Type: "application/pdf", Size: 1}
	fill := flow.Fill{Now: now, Author: author, Member: note.MemberID(strings.Repeat("a", 32)), Files: []flow.File{file}}
	for _, c := range []struct {
		name, flow string
		t          chain.Type
		doc        string
		want       string // a part of the body
		code       note.Code
	}{
		{"form, version, frame, author and files", "message", chain.Genesis, `{"text":"Dag."}`,
			`{"form":"message.text","version":1,"author":{"name":"Anna de Boer","salt":"` + author.Salt + `"},"files":[{"root":"` + string(file.Root) + `"`, ""},
		{"its own author stays", "message", chain.Genesis, `{"text":"Dag.","author":{"name":"Bas","salt":"` + author.Salt + `"}}`, `"author":{"name":"Bas"`, ""},
		{"a post names its form", "message", chain.Post, `{"text":"Dag."}`, "", note.E10},
		{"decomposed letters are composed", "message", chain.Genesis, "{\"text\":\"cafe\u0301\"}", `"text":"caf` + "\u00e9" + `"`, ""},
		{"an unknown field", "message", chain.Genesis, `{"text":"Dag.","tekst":"Dag."}`, "", note.E10},
		{"an unknown form", "message", chain.Genesis, `{"form":"message.spoken","text":"Dag."}`, "", note.E19},
		{"a newer version", "message", chain.Genesis, `{"version":2,"text":"Dag."}`, "", note.E19},
		{"a version that is a word", "message", chain.Genesis, `{"version":"1","text":"Dag."}`, "", note.E10},
		{"a form that is a number, and newer", "message", chain.Genesis, `{"form":1,"version":2,"text":"Dag."}`, "", note.E10},
		{"no object", "message", chain.Genesis, `["Dag."]`, "", note.E10},
		{"terms by urgency, but its own first", "inquiry", chain.Genesis, inquiryDoc(`"urgency":"spoed","frame":{"kind":"vb_bevraging","terms":{"seen":"3wd"}}`),
			`"frame":{"flow":"inquiry","kind":"vb_bevraging","custody":"stays","terms":{"seen":"3wd","moreInfo":"1wd","answer":"1wd","verify":"5wd","lapse":"10wd"}}`, ""},
		{"a due date by the term", "inquiry", chain.Genesis, inquiryDoc(`"urgency":"regulier"`), `"due":"2026-12-07"`, ""},
		{"a due time by a term in hours", "inquiry", chain.Genesis, inquiryDoc(`"urgency":"acuut"`), `"due":"2026-11-23T11:00:00Z"`, ""},
		{"a due date of one's own", "inquiry", chain.Genesis, inquiryDoc(`"urgency":"acuut","due":"2026-11-25"`), `"due":"2026-11-25"`, ""},
		{"a frame of another flow", "inquiry", chain.Genesis, inquiryDoc(`"urgency":"spoed","frame":{"flow":"handoff"}`), "", note.E10},
		{"the first moment", "feedback", chain.Genesis, `{"form":"feedback.owed"}`, `"moments":[{"moment":1,"from":"2026-11-23","due":"2026-11-30"}]`, ""},
		{"level 1", "feedback", chain.Genesis, `{"outcome":"overdracht","steps":"Er is een vervolg.","contact":{"name":"Anna"}}`, `"moment":1,"outcome":"overdracht","level":1`, ""},
		{"who takes it up", "handoff", chain.Post, `{"form":"handoff.acknowledged"}`, `"assignee":"` + strings.Repeat("a", 32) + `"`, ""},
		{"the sentence of the giver", "handoff", chain.Offer, `{"form":"custody.offer"}`, `"statement":"Ik draag`, ""},
		{"the receiver coordinates", "handoff", chain.Accept, `{"form":"custody.acceptance"}`, `"coordinator":"Anna de Boer","statement":"Ik neem`, ""},
		{"a request in the place of an answer", "inquiry", chain.Post, `{"form":"inquiry.sent"}`, "", note.E10},
		{"who answers", "inquiry", chain.Post, `{"form":"inquiry.assigned","competent":true}`, `"member":"` + strings.Repeat("a", 32) + `"`, ""},
		{"the day of filing", "inquiry", chain.Post, `{"form":"inquiry.filed"}`, `"on":"2026-11-23"`, ""},
		{"the day of telling", "inquiry", chain.Post, `{"form":"inquiry.disclosed","what":"Alles."}`, `"on":"2026-11-23"`, ""},
		{"what is owed opens an exchange", "feedback", chain.Post, `{"form":"feedback.owed"}`, "", note.E10},
		{"level 2 with who took over", "feedback", chain.Post, `{"form":"feedback.given","outcome":"overdracht","steps":"s","whyMore":"w","receiving":{"organisation":"o"},"contact":{"name":"Anna"}}`, `"level":2`, ""},
		{"empty lists", "handoff", chain.Genesis, `{"urgency":"acuut","decision":{"kind":"overdracht","date":"2026-11-20"},"basis":"b","familyInformed":{"state":"nee","why":"w"},
			"persons":[{"id":"1","role":"netwerk","familyName":"V"}],"safety":{"situation":"onbekend","text":"t"},"nextAction":"n","source":{"shield":"open"}}`, `"conditions":[],"restrictions":[]`, ""},
		{"the day a duty was done", "zaak", chain.Post, `{"form":"zaak.duty_done","id":"p1"}`, `"on":"2026-11-23"`, ""},
		{"the day of a melding", "zaak", chain.Post, `{"form":"zaak.melding","id":"m1","reporter":{"kind":"politie","shield":"open"}}`, `"receivedOn":"2026-11-23"`, ""},
	} {
		body, err := index(c.flow).Complete(c.t, []byte(c.doc), fill)
		switch {
		case note.CodeOf(err) != c.code || err != nil && c.code == "":
			t.Errorf("%s: %v, want %q", c.name, err, c.code)
		case err == nil && !strings.Contains(string(body), c.want):
			t.Errorf("%s: %s is not in\n%s", c.name, c.want, body)
		}
	}
}

func inquiryDoc(more string) string {
	return `{"requester":"M","callback":"1","basis":"b","purpose":"p","necessity":"n","nature":"n","seriousness":"s",
		"subjects":[{"id":"1","familyName":"V"}],"questions":[{"id":"1","text":"q"}],"consent":{"state":"niet_gevraagd"},
		"familyNotice":{"state":"instemming","on":"2026-11-20"},"mode":"live",` + more + `}`
}

// What region and partners agreed on goes before the defaults of the flow.
func TestCompleteWithRegion(t *testing.T) {
	fill := flow.Fill{Now: now, Frame: flow.Frame{Terms: flow.Terms{Answer: "5wd"}, FreeDays: []string{"2026-11-24"}, Norms: "regio-2026"}}
	body, err := index("inquiry").Complete(chain.Genesis, []byte(inquiryDoc(`"urgency":"regulier"`)), fill)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"answer":"5wd"`, `"freeDays":["2026-11-24"]`, `"norms":"regio-2026"`, `"due":"2026-12-01"`} {
		if !strings.Contains(string(body), want) {
			t.Errorf("%s is not in %s", want, body)
		}
	}
}

// A step that is not open says what is.
func TestRefusalNamesSteps(t *testing.T) {
	s := flow.Status{Status: "proposed", Next: map[note.Party][]string{"t1": {"close", "offer"}}}
	err := s.Allow("t1", "accept")
	if hub.CodeOf(err) != hub.E29 || !strings.Contains(err.Error(), "close, offer") {
		t.Errorf("got %v", err)
	}
	if err := s.Allow("t2", "close"); hub.CodeOf(err) != hub.E29 || !strings.Contains(err.Error(), "nothing") {
		t.Errorf("got %v", err)
	}
	if err := s.Allow("t1", "offer"); err != nil {
		t.Error(err)
	}
}

func TestReached(t *testing.T) {
	for _, c := range []struct {
		due  string
		at   time.Time
		want bool
	}{
		{"2026-11-23", now, true}, {"2026-11-24", now, false},
		{"2026-11-24", time.Date(2026, 11, 23, 22, 59, 59, 0, time.UTC), false},
		{"2026-11-24", time.Date(2026, 11, 23, 23, 0, 0, 0, time.UTC), true},
		{"2026-11-23T09:00:00Z", now, true}, {"2026-11-23T09:00:01Z", now, false}, {"", now, false},
	} {
		if have := flow.Reached(c.due, c.at); have != c.want {
			t.Errorf("%q at %s: %v", c.due, c.at, have)
		}
	}
	if due := (flow.Frame{}).Count("", now.Unix()); due != (deadline.Due{}) {
		t.Errorf("no term gives %v", due)
	}
	if due := (flow.Frame{}).CountFrom("5wd", "morgen"); due != (deadline.Due{}) {
		t.Errorf("no start gives %v", due)
	}
}

// BenchmarkFold is what one row of an inbox costs: a handoff up to its acceptance.
func BenchmarkFold(b *testing.B) {
	docs := documents(b)["handoff"]
	set := []note.Party{"t1", "t2"}
	var entries []flow.Entry
	for i, name := range []string{"proposed", "acknowledged", "planned", "started", "summary", "confirmed"} {
		e := flow.Entry{Seq: uint64(i), Hash: flowtest.Hash(i), Type: chain.Post, Party: set[i%2], Time: now.Unix(), Parties: set, Owner: "t1",
			State: flow.Readable, Body: with(b, docs[name], nil)}
		if i == 0 {
			e.Type = chain.Genesis
		}
		entries = append(entries, e)
	}
	x := flow.Assemble("", entries, nil)
	b.ReportAllocs()
	for b.Loop() {
		handoff.Fold(x, now)
	}
}
