package deadline_test

import (
	"encoding/json"
	"os"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/partners/deadline"
)

// vectors is partners/testdata/deadline.json, which other languages read as well.
type vectors struct {
	Terms []struct {
		Name, Start, Term string
		Free              []string
		Due               deadline.Due
		Skipped           []deadline.Skipped
	}
	Refused   []struct{ Name, Term string }
	FeastDays []struct {
		Year int
		Days []deadline.Skipped
	}
	Passed []struct {
		Name   string
		Due    deadline.Due
		Now    time.Time
		Passed bool
	}
	RefusedDue []struct{ Name, Due string }
	Starts     []struct {
		Name, Text string
		Start      time.Time
		Timed      bool
	}
	RefusedStart []struct{ Name, Text string }
}

func readVectors(t testing.TB) vectors {
	t.Helper()
	raw, err := os.ReadFile("../testdata/deadline.json")
	if err != nil {
		t.Fatal(err)
	}
	var v vectors
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestTerms(t *testing.T) {
	v := readVectors(t)
	if len(v.Terms) < 73 {
		t.Fatalf("only %d terms: the file is cut short", len(v.Terms))
	}
	for _, c := range v.Terms {
		t.Run(c.Name+" "+c.Start+" "+c.Term, func(t *testing.T) {
			term, err := deadline.ParseTerm(c.Term)
			if err != nil {
				t.Fatal(err)
			}
			start, _, err := deadline.ParseStart(c.Start)
			if err != nil {
				t.Fatal(err)
			}
			want := deadline.Result{Due: c.Due, Skipped: c.Skipped}
			if diff := cmp.Diff(want, term.From(start, c.Free)); diff != "" {
				t.Errorf("counted wrongly (-want +got):\n%s", diff)
			}
		})
	}
}

func TestRefusedTerms(t *testing.T) {
	for _, c := range readVectors(t).Refused {
		if term, err := deadline.ParseTerm(c.Term); note.CodeOf(err) != note.E01 {
			t.Errorf("%s: %q gives %v and %v, want E01", c.Name, c.Term, term, err)
		}
	}
}

func TestFeastDays(t *testing.T) {
	for _, c := range readVectors(t).FeastDays {
		if diff := cmp.Diff(c.Days, deadline.FeastDays(c.Year)); diff != "" {
			t.Errorf("%d (-want +got):\n%s", c.Year, diff)
		}
	}
}

func TestPassed(t *testing.T) {
	for _, c := range readVectors(t).Passed {
		if got := c.Due.Passed(c.Now); got != c.Passed {
			t.Errorf("%s: %v at %v passed %v, want %v", c.Name, c.Due, c.Now, got, c.Passed)
		}
	}
	if (deadline.Due{}).Passed(time.Unix(1<<40, 0)) {
		t.Error("no due date passed")
	}
}

func TestDueText(t *testing.T) {
	for _, c := range readVectors(t).RefusedDue {
		if due, err := deadline.ParseDue(c.Due); note.CodeOf(err) != note.E01 {
			t.Errorf("%s: %q gives %v and %v, want E01", c.Name, c.Due, due, err)
		}
	}
	for _, text := range []string{`null`, `"2026-04-10"`, `"2026-11-21T15:00:00Z"`} {
		var due deadline.Due
		if err := json.Unmarshal([]byte(text), &due); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		back, err := json.Marshal(due)
		if err != nil || string(back) != text {
			t.Errorf("%s came back as %s, %v", text, back, err)
		}
	}
	for _, text := range []string{`7`, `""`, `"morgen"`} {
		var due deadline.Due
		if err := json.Unmarshal([]byte(text), &due); note.CodeOf(err) != note.E01 {
			t.Errorf("%s gives %v, want E01", text, err)
		}
	}
	if err := new(deadline.Due).UnmarshalJSON([]byte(`morgen`)); note.CodeOf(err) != note.E01 {
		t.Errorf("what is no JSON gives %v, want E01", err)
	}
	// A Due made by hand from what is not a date must not make everything late.
	if (deadline.Due{Date: "morgen"}).Passed(time.Unix(1<<40, 0)) {
		t.Error("a due date that is none passed")
	}
}

func TestStarts(t *testing.T) {
	v := readVectors(t)
	for _, c := range v.Starts {
		got, timed, err := deadline.ParseStart(c.Text)
		if err != nil || !got.Equal(c.Start) || timed != c.Timed {
			t.Errorf("%s: %q is %v, timed %v, %v; want %v, %v", c.Name, c.Text, got.UTC(), timed, err, c.Start, c.Timed)
		}
	}
	for _, c := range v.RefusedStart {
		if got, _, err := deadline.ParseStart(c.Text); note.CodeOf(err) != note.E01 {
			t.Errorf("%s: %q is %v, %v; want E01", c.Name, c.Text, got, err)
		}
	}
}

func TestTermInJSON(t *testing.T) {
	want := map[string]deadline.Term{"seen": {N: 1, Unit: deadline.WorkingDays}, "ring": {N: 2, Unit: deadline.Hours}}
	raw, err := json.Marshal(want)
	if err != nil || string(raw) != `{"ring":"2h","seen":"1wd"}` {
		t.Fatalf("%s, %v", raw, err)
	}
	var got map[string]deadline.Term
	if err := json.Unmarshal(raw, &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if err := json.Unmarshal([]byte(`{"seen":"1 wd"}`), &got); note.CodeOf(err) != note.E01 {
		t.Errorf("want E01, got %v", err)
	}
}

func TestToday(t *testing.T) {
	for at, want := range map[string]string{"2026-11-21T22:59:59Z": "2026-11-21", "2026-11-21T23:00:00Z": "2026-11-22"} {
		now, _ := time.Parse(time.RFC3339, at)
		if got := deadline.Today(now); got != want {
			t.Errorf("%s is %s, want %s", at, got, want)
		}
		if got := now.In(deadline.Amsterdam()).Format(time.DateOnly); got != want {
			t.Errorf("%s is %s in Amsterdam, want %s", at, got, want)
		}
	}
}

func FuzzParseTerm(f *testing.F) {
	v := readVectors(f)
	for _, c := range v.Terms {
		f.Add(c.Term)
	}
	for _, c := range v.Refused {
		f.Add(c.Term)
	}
	start := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, s string) {
		term, err := deadline.ParseTerm(s)
		if err != nil {
			return
		}
		if term.String() != s {
			t.Fatalf("%q is read as %v: two texts for one term", s, term)
		}
		if due := term.From(start, nil).Due; due.Passed(start) {
			t.Fatalf("%q is over before it began: %v", s, due)
		}
	})
}

func FuzzParseDue(f *testing.F) {
	v := readVectors(f)
	for _, c := range v.Passed {
		f.Add(c.Due.String())
	}
	for _, c := range v.RefusedDue {
		f.Add(c.Due)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if due, err := deadline.ParseDue(s); err == nil && due.String() != s {
			t.Fatalf("%q is read as %v: two texts for one moment", s, due)
		}
	})
}
