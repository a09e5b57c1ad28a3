package flowtest

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/partners/flow"
)

// T is what *testing.T and *rapid.T have in common.
type T interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

var acts = []string{flow.ActOffer, flow.ActAccept, flow.ActClose, flow.ActRecall, flow.ActReceipt, flow.ActLeave, flow.ActRekey}

// Hold checks what every fold promises of every exchange.
func Hold(t T, fl Flow, x flow.Exchange, now time.Time) {
	t.Helper()
	s := fl.Fold(x, now)
	if !slices.Contains(fl.Statuses, s.Status) {
		t.Fatalf("status %q is not one of the flow", s.Status)
	}
	if s.Custody != "" && s.Custody != x.Owner {
		t.Fatalf("custody %q is not the owner %q", s.Custody, x.Owner)
	}
	if d := cmp.Diff(s, fl.Fold(x, now)); d != "" {
		t.Fatalf("the fold is not pure:\n%s", d)
	}
	turned := x
	turned.Receipts = slices.Clone(x.Receipts)
	slices.Reverse(turned.Receipts)
	if d := cmp.Diff(s, fl.Fold(turned, now)); d != "" {
		t.Fatalf("the order of receipts counts:\n%s", d)
	}
	checkDuties(t, s, now)
	checkNext(t, fl, x, s, now)
	checkReceipt(t, fl, x, s, now)
	checkFinal(t, fl, x, s, now)
}

// checkDuties: overdue and due are told by the open duties.
func checkDuties(t T, s flow.Status, now time.Time) {
	t.Helper()
	overdue := false
	ids := map[string]bool{}
	for _, d := range s.Duties {
		if ids[d.ID] {
			t.Fatalf("duty %q stands twice", d.ID)
		}
		ids[d.ID] = true
		if d.Overdue != (!d.Done && d.Due.Passed(now)) {
			t.Fatalf("duty %q: overdue is %v", d.ID, d.Overdue)
		}
		overdue = overdue || d.Overdue
		if !d.Done && !d.Due.IsZero() && d.Due.End().Before(s.Due.End()) {
			t.Fatalf("duty %q is due before %v", d.ID, s.Due)
		}
	}
	if overdue != s.Overdue {
		t.Fatalf("overdue is %v", s.Overdue)
	}
}

// checkNext: known steps of parties only, in order; what only an owner may do is
// the owner's; nothing but receipts after the end.
func checkNext(t T, fl Flow, x flow.Exchange, s flow.Status, now time.Time) {
	t.Helper()
	known := slices.Clone(acts)
	for _, f := range fl.Forms.Forms() {
		known = append(known, f.Name)
	}
	for p, steps := range s.Next {
		if !slices.Contains(x.Parties, p) {
			t.Fatalf("%s has steps but is no party", p)
		}
		if !slices.IsSorted(steps) || len(slices.Compact(slices.Clone(steps))) != len(steps) {
			t.Fatalf("steps %v are not in order", steps)
		}
		for _, step := range steps {
			owners := step == flow.ActOffer || step == flow.ActClose
			switch {
			case !slices.Contains(known, step):
				t.Fatalf("step %q is unknown", step)
			case owners && p != x.Owner:
				t.Fatalf("%s is no owner but may %s", p, step)
			case step == flow.ActLeave && p == x.Owner:
				t.Fatal("the owner may leave")
			case step == flow.ActAccept && (!x.Offer.Live(now) || x.Offer.To != p):
				t.Fatalf("%s may accept what does not stand", p)
			case x.Closed && step != flow.ActReceipt:
				t.Fatalf("%s is possible after the end", step)
			}
		}
	}
}

// checkReceipt: a receipt says that somebody read, and nothing else: it moves no
// custody, makes nothing late and opens no more than it closes.
func checkReceipt(t T, fl Flow, x flow.Exchange, s flow.Status, now time.Time) {
	t.Helper()
	if len(x.Entries) == 0 {
		return
	}
	last := x.Entries[len(x.Entries)-1]
	for _, p := range x.Parties {
		more := x
		more.Receipts = append(slices.Clone(x.Receipts), flow.Receipt{Entry: last.Hash, Party: p, Author: "somebody", Time: now.Unix()})
		after := fl.Fold(more, now)
		if after.Custody != s.Custody {
			t.Fatal("a receipt moves custody")
		}
		if after.Overdue && !s.Overdue {
			t.Fatal("a receipt makes something late")
		}
		if last.State == flow.Recalled && after.Status != s.Status {
			t.Fatalf("a receipt on what was recalled turns %s into %s", s.Status, after.Status)
		}
	}
}

// checkFinal: every prefix is an exchange of its own, and what is over stays over.
func checkFinal(t T, fl Flow, x flow.Exchange, s flow.Status, now time.Time) {
	t.Helper()
	for n := 1; n < len(x.Entries); n++ {
		before := fl.Fold(flow.Assemble(x.XID, x.Entries[:n], x.Receipts), now)
		if slices.Contains(fl.Final, before.Status) && !slices.Contains(fl.Final, s.Status) {
			t.Fatalf("after %d entries it was %s, after %d it is %s", n, before.Status, len(x.Entries), s.Status)
		}
	}
}

// Random makes an exchange of any bytes: parties, types, documents of the file,
// states and times come in any order, also such as no chain would allow.
func Random(f File, fl Flow, data []byte) (flow.Exchange, time.Time) {
	take := func(n int) int {
		if len(data) == 0 || n == 0 {
			return 0
		}
		b := int(data[0])
		data = data[1:]
		return b % n
	}
	parties := slices.Sorted(maps.Values(f.Parties))
	types := []chain.Type{chain.Post, chain.Post, chain.Post, chain.Post, chain.Post, chain.Rekey, chain.Offer, chain.Accept, chain.Close, chain.Recall, chain.Leave}
	states := []string{flow.Readable, flow.Readable, flow.Readable, flow.Readable, flow.Readable, flow.Recalled, flow.Missing, flow.Unreadable}
	at := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	set := parties[:1+take(len(parties))]
	owner := set[take(len(set))]
	var entries []flow.Entry
	var receipts []flow.Receipt
	for len(data) > 0 && len(entries) < 24 {
		at = at.Add(time.Duration(take(256)) * time.Hour / 2)
		e := flow.Entry{Seq: uint64(len(entries)), Hash: Hash(len(entries)), Type: types[take(len(types))],
			Party: parties[take(len(parties))], Author: note.MemberID([]string{"a", "b", "c"}[take(3)]), Time: at.Unix(),
			State: states[take(len(states))], Target: Hash(take(8)), To: parties[take(len(parties))]}
		if len(entries) == 0 {
			e.Type, e.Party = chain.Genesis, owner
		}
		if names := documents(f, fl, e.Type, take(8) == 0); len(names) > 0 && e.State == flow.Readable {
			e.Body = changed(f.Documents[names[take(len(names))]], take(16), take(len(entries)+1))
		}
		if e.State == flow.Unreadable && take(2) == 0 {
			e.Code = note.E09
		}
		switch e.Type {
		case chain.Rekey:
			set = parties[:1+take(len(parties))]
		case chain.Accept:
			owner = e.Party
		}
		e.Parties, e.Owner = set, owner
		entries = append(entries, e)
		if take(3) == 0 {
			receipts = append(receipts, flow.Receipt{Entry: Hash(take(len(entries) + 1)), Party: parties[take(len(parties))], Author: e.Author, Time: e.Time})
		}
	}
	return flow.Assemble(note.XID(Hash(0)), entries, receipts), at.Add(time.Duration(take(256)) * 24 * time.Hour)
}

// documents names those that may stand in a type of entry, or just any.
func documents(f File, fl Flow, t chain.Type, all bool) []string {
	var names []string
	for name, doc := range f.Documents {
		var head struct{ Form string }
		json.Unmarshal(doc, &head)
		fits := slices.ContainsFunc(fl.Forms.Forms(), func(o flow.Form) bool { return o.Name == head.Form && slices.Contains(o.In, t) })
		if fits || all {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// changed points the hashes of a document at an entry, and now and then breaks it.
func changed(doc json.RawMessage, how, n int) json.RawMessage {
	var fields map[string]json.RawMessage
	json.Unmarshal(doc, &fields)
	for name, v := range fields {
		if string(v) != "" && v[0] == '"' && len(v) > 1 && v[1] == '@' {
			fields[name] = json.RawMessage(`"` + string(Hash(n)) + `"`)
		}
	}
	if how == 0 {
		fields["version"] = json.RawMessage("2")
	}
	out, _ := json.Marshal(fields)
	return out
}

// Promises holds many random exchanges to what every fold promises.
func Promises(t *testing.T, path string, fl Flow) {
	file := Load(t, path)
	Hold(t, fl, flow.Exchange{}, time.Unix(0, 0))
	rapid.Check(t, func(r *rapid.T) {
		x, now := Random(file, fl, rapid.SliceOfN(rapid.Byte(), 10, 300).Draw(r, "bytes"))
		Hold(r, fl, x, now)
	})
}

// Fuzz folds any sequence of the documents of a file.
func Fuzz(f *testing.F, path string, fl Flow) {
	file := Load(f, path)
	seed := make([]byte, 240)
	for i := range seed {
		seed[i] = byte(i * 37)
	}
	for n := 1; n <= len(seed); n *= 3 {
		f.Add(seed[:n])
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		x, now := Random(file, fl, data)
		Hold(t, fl, x, now)
	})
}
