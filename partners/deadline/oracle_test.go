package deadline_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/sluis-hub/sluis/partners/deadline"
)

// paschal is Easter Sunday by the church's own method, not by a formula: the
// golden number and the epact give the age of the moon, the full moon is day 14,
// and Easter is the Sunday after it (Clavius, as told in Wikipedia, Date of Easter).
func paschal(year int) time.Time {
	golden := year%19 + 1
	century := year/100 + 1
	solar := 3*century/4 - 12
	lunar := (8*century+5)/25 - 5
	epact := ((11*golden+20+lunar-solar)%30 + 30) % 30
	if epact == 24 || epact == 25 && golden > 11 {
		epact++
	}
	full := 44 - epact
	if full < 21 {
		full += 30
	}
	d := time.Date(year, time.March, full, 0, 0, 0, 0, time.UTC)
	return d.AddDate(0, 0, 7-int(d.Weekday()))
}

func TestEasterByTheMoon(t *testing.T) {
	// Twelve dates that anybody can look up, so that both cannot be wrong alike.
	known := map[int]string{1900: "04-15", 1913: "03-23", 1943: "04-25", 1954: "04-18", 1981: "04-19", 2000: "04-23",
		2008: "03-23", 2011: "04-24", 2026: "04-05", 2038: "04-25", 2049: "04-18", 2100: "03-28"}
	for year := 1900; year <= 2100; year++ {
		easter := paschal(year)
		if want, ok := known[year]; ok && easter.Format("01-02") != want {
			t.Errorf("the oracle says %s for %d, which was %s", easter.Format("01-02"), year, want)
		}
		var want []string
		for _, f := range []struct {
			offset int
			name   string
		}{{-2, "goede vrijdag"}, {1, "tweede paasdag"}, {39, "hemelvaartsdag"}, {50, "tweede pinksterdag"}} {
			day := easter.AddDate(0, 0, f.offset)
			if day.Format("01-02") != "05-05" { // Ascension Day on 5 May goes by that name
				want = append(want, day.Format(time.DateOnly)+" "+f.name)
			}
		}
		var got []string
		for _, d := range deadline.FeastDays(year) {
			switch d.Why {
			case "goede vrijdag", "tweede paasdag", "hemelvaartsdag", "tweede pinksterdag":
				got = append(got, d.Date+" "+d.Why)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%d (-want +got):\n%s", year, diff)
		}
	}
}

func TestFree(t *testing.T) {
	for _, c := range []struct {
		day   string
		extra []string
		want  string
	}{
		{"2026-11-20", nil, ""},
		{"2026-11-21", nil, "zaterdag"},
		{"2026-11-22", nil, "zondag"},
		{"2026-12-26", nil, "tweede kerstdag"}, // a Saturday too
		{"2026-11-20", []string{"2026-11-20"}, "gelijkgestelde dag"},
		{"2031-04-26", nil, "koningsdag"},
		{"2031-04-27", nil, "zondag"},
		{"2026-04-05", nil, "zondag"}, // Easter Sunday is only a Sunday to the law
		{"geen dag", []string{"geen dag"}, ""},
	} {
		if got, free := deadline.Free(c.day, c.extra); got != c.want || free != (c.want != "") {
			t.Errorf("%s is %q (%v), want %q", c.day, got, free, c.want)
		}
	}
}

// day draws a date between 2014 and 2120.
func day(t *rapid.T, name string) time.Time {
	return time.Date(2014, 1, 1, 12, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 38700).Draw(t, name))
}

func extraDays(t *rapid.T, start time.Time) []string {
	var out []string
	for _, n := range rapid.SliceOfN(rapid.IntRange(-5, 60), 0, 12).Draw(t, "free") {
		out = append(out, start.AddDate(0, 0, n).Format(time.DateOnly))
	}
	return out
}

// What articles 1, 2 and 4 say, tested on the outcome and not on the way there.
func TestLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start := day(t, "start")
		free := extraDays(t, start)
		unit := rapid.SampledFrom([]deadline.Unit{deadline.Days, deadline.Weeks, deadline.Months, deadline.Years}).Draw(t, "unit")
		term := deadline.Term{N: rapid.IntRange(1, map[deadline.Unit]int{"d": 120, "w": 20, "m": 14, "y": 5}[unit]).Draw(t, "n"), Unit: unit}
		covered := unit == "d" && term.N <= 90 || unit == "w" && term.N <= 12 || unit == "m" && term.N <= 3
		needTwo := covered && !(unit == "d" && term.N < 3)
		got := term.From(start, free)

		isFree := func(d string) bool { _, f := deadline.Free(d, free); return f }
		end, err := time.Parse(time.DateOnly, got.Due.Date)
		if err != nil {
			t.Fatal(err)
		}
		bare := end.AddDate(0, 0, -len(got.Skipped)) // the end before any extension
		if unit == "d" && !bare.Equal(start.Truncate(24*time.Hour).AddDate(0, 0, term.N)) {
			t.Fatalf("%v from %v ends bare on %v", term, start, bare)
		}
		if unit == "w" && bare.Weekday() != start.Weekday() {
			t.Fatalf("%v from %v ends bare on %v", term, start, bare)
		}
		if (unit == "m" || unit == "y") && bare.Day() != start.Day() && (bare.Day() > start.Day() || bare.AddDate(0, 0, 1).Day() != 1) {
			t.Fatalf("%v from %v ends bare on %v", term, start, bare)
		}
		if !covered {
			if len(got.Skipped) != 0 {
				t.Fatalf("%v is outside the law but skipped %v", term, got.Skipped)
			}
			return
		}
		if isFree(got.Due.Date) {
			t.Fatalf("%v from %v ends on a free day, %s", term, start, got.Due.Date)
		}
		enough := func(last time.Time) bool {
			working := 0
			for d := start.Truncate(24*time.Hour).AddDate(0, 0, 1); !d.After(last); d = d.AddDate(0, 0, 1) {
				if !isFree(d.Format(time.DateOnly)) {
					working++
				}
			}
			return working >= 2 || !needTwo
		}
		if !enough(end) {
			t.Fatalf("%v from %v to %s holds fewer than two working days", term, start, got.Due.Date)
		}
		for d := bare; d.Before(end); d = d.AddDate(0, 0, 1) { // and no day more than needed
			if !isFree(d.Format(time.DateOnly)) && enough(d) {
				t.Fatalf("%v from %v could have ended on %v, not %s", term, start, d, got.Due.Date)
			}
		}
	})
}

func TestWorkingDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start := day(t, "start")
		free := extraDays(t, start)
		n := rapid.IntRange(1, 60).Draw(t, "n")
		got := deadline.Term{N: n, Unit: deadline.WorkingDays}.From(start, free)
		end, err := time.Parse(time.DateOnly, got.Due.Date)
		if err != nil {
			t.Fatal(err)
		}
		if days := int(end.Sub(start.Truncate(24*time.Hour)) / (24 * time.Hour)); days != n+len(got.Skipped) {
			t.Fatalf("%d days for %d working days and %d skipped", days, n, len(got.Skipped))
		}
		if _, isFree := deadline.Free(got.Due.Date, free); isFree {
			t.Fatalf("ends on a free day, %s", got.Due.Date)
		}
		for _, s := range got.Skipped {
			if reason, isFree := deadline.Free(s.Date, free); !isFree || reason != s.Why {
				t.Fatalf("%s was skipped as %q, it is %q", s.Date, s.Why, reason)
			}
		}
		next := deadline.Term{N: n + 1, Unit: deadline.WorkingDays}.From(start, free)
		if next.Due.Date <= got.Due.Date {
			t.Fatalf("%d working days end on %s, one more on %s", n, got.Due.Date, next.Due.Date)
		}
	})
}
