package kinds_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/partners/deadline"
	"github.com/sluis-hub/sluis/partners/kinds"
)

var (
	flows = []kinds.Flow{kinds.Handoff, kinds.Feedback, kinds.Inquiry, kinds.Message}
	code  = regexp.MustCompile(`^[a-z][a-z0-9_]{1,39}$`)
)

// codes fails on a code twice or of another form.
func codes(t *testing.T, what string, list []string) {
	t.Helper()
	if len(list) == 0 {
		t.Errorf("no %s", what)
	}
	seen := map[string]bool{}
	for _, c := range list {
		if !code.MatchString(c) || seen[c] {
			t.Errorf("%s: code %q is malformed or stands twice", what, c)
		}
		seen[c] = true
	}
}

func list[T any](from []T, name func(T) string) []string {
	var out []string
	for _, v := range from {
		out = append(out, name(v))
	}
	return out
}

func cites(t *testing.T, what string, cites []string) {
	t.Helper()
	if len(cites) == 0 {
		t.Errorf("%s names no source", what)
	}
	for _, c := range cites {
		key, _, _ := strings.Cut(c, " ")
		if s, ok := kinds.SourceOf(key); !ok || s.Title == "" {
			t.Errorf("%s: source %q is not in the list", what, c)
		}
	}
}

func knownKinds(t *testing.T, what string, list []string) {
	t.Helper()
	for _, k := range list {
		if _, known := kinds.Find(k); !known && k != "*" {
			t.Errorf("%s: %q is no kind", what, k)
		}
	}
}

// What the app may not say, and how long a sentence may be: people read this
// under stress, and "partner" reads as the spouse here.
var unwanted = regexp.MustCompile(`(?i)\b(partners?|daders?|slachtoffers?|indien|middels|authenticatie|encryptie|credential|sessie|submit|user|error|ticket|u|uw)\b`)

func dutch(t *testing.T, what, text string) {
	t.Helper()
	if text == "" {
		t.Errorf("%s: no text", what)
	}
	if w := unwanted.FindString(text); w != "" {
		t.Errorf("%s: %q stands in %q", what, w, text)
	}
	for _, sentence := range regexp.MustCompile(`[.?!:]`).Split(text, -1) {
		if n := len(strings.Fields(sentence)); n > 16 {
			t.Errorf("%s: %d words in %q", what, n, sentence)
		}
	}
}

func TestKinds(t *testing.T) {
	all := kinds.All()
	codes(t, "kind", list(all, func(k kinds.Kind) string { return k.Code }))
	if last := all[len(all)-1]; last.Code != "overig" {
		t.Errorf("the last kind is %q: an unknown kind would be treated as that", last.Code)
	}
	for _, want := range []string{"veilig_thuis", "gebiedsteam", "politie", "school", "raad", "gecertificeerde_instelling", "huisarts"} {
		if _, known := kinds.Find(want); !known {
			t.Errorf("%s is missing", want)
		}
	}
	for _, k := range all {
		dutch(t, k.Code, k.Name)
		cites(t, k.Code, k.Cites)
		for _, f := range append(k.Starts, k.Answers...) {
			if !slices.Contains(flows, f) {
				t.Errorf("%s has a part in %q, which is no flow", k.Code, f)
			}
		}
		if _, ok := kinds.FindReader(k.Reader); !ok {
			t.Errorf("%s is told as %q, which is no reader", k.Code, k.Reader)
		}
		if k.Custody && !slices.Contains(k.Answers, kinds.Handoff) {
			t.Errorf("%s can hold custody but nobody can hand it over", k.Code)
		}
		if starts := slices.Contains(k.Starts, kinds.Feedback); starts != (k.Code == "veilig_thuis") {
			t.Errorf("%s starts feedback: %v; it is the task of Veilig Thuis (Wmo 4.1.1 lid 2 onder g)", k.Code, starts)
		}
	}
	if k, known := kinds.Find("regionaal_veiligheidsteam"); known || k.Code != "overig" {
		t.Errorf("an unknown kind is treated as %q", k.Code)
	}
}

func TestBases(t *testing.T) {
	seen := 0
	for _, flow := range flows {
		for _, role := range []kinds.Role{kinds.Sends, kinds.Gives} {
			for _, from := range kinds.All() {
				for _, to := range kinds.All() {
					for _, b := range kinds.Bases(flow, role, from.Code, to.Code) {
						seen++
						dutch(t, b.ID, b.Name)
						dutch(t, b.ID, b.Text)
						cites(t, b.ID, b.Cites)
						knownKinds(t, b.ID, b.From)
						knownKinds(t, b.ID, b.To)
						if !slices.Contains([]kinds.Nature{kinds.Task, kinds.Power, kinds.Right, kinds.Duty, kinds.Consent}, b.Nature) {
							t.Errorf("%s is of nature %q", b.ID, b.Nature)
						}
					}
				}
			}
		}
	}
	if seen == 0 {
		t.Fatal("no basis is ever offered")
	}
	for _, c := range []struct {
		role     kinds.Role
		flow     kinds.Flow
		from, to string
		want     kinds.Nature
		id       string
	}{
		{kinds.Gives, kinds.Inquiry, "school", "veilig_thuis", kinds.Right, "wmo_spreekrecht"},
		{kinds.Gives, kinds.Inquiry, "school", "gecertificeerde_instelling", kinds.Duty, "jw_ots_antwoord"},
		{kinds.Gives, kinds.Inquiry, "huisarts", "raad", kinds.Right, "bw_240"},
		{kinds.Sends, kinds.Handoff, "veilig_thuis", "gebiedsteam", kinds.Task, "wmo_hulp"},
		{kinds.Sends, kinds.Feedback, "veilig_thuis", "politie", kinds.Duty, "wmo_terugkoppeling"},
		{kinds.Gives, kinds.Inquiry, "politie", "veilig_thuis", kinds.Power, "wpg_18_antwoord"},
		{kinds.Sends, kinds.Message, "veilig_thuis", "gemeente", kinds.Duty, "wmo_college"},
	} {
		found := kinds.Bases(c.flow, c.role, c.from, c.to)
		i := slices.IndexFunc(found, func(b kinds.Basis) bool { return b.ID == c.id })
		if i < 0 || found[i].Nature != c.want {
			t.Errorf("%s to %s in %s: %q is not offered as a %s", c.from, c.to, c.flow, c.id, c.want)
		}
	}
	for _, b := range kinds.Bases(kinds.Inquiry, kinds.Gives, "politie", "veilig_thuis") {
		if strings.HasPrefix(b.ID, "wmo_spreekrecht") {
			t.Error("the police give under the Wpg, not under Wmo 5.2.6")
		}
	}
}

func TestVariants(t *testing.T) {
	for _, flow := range flows {
		vs := kinds.Variants(flow)
		if flow == kinds.Handoff || flow == kinds.Inquiry {
			codes(t, "variant", list(vs, func(v kinds.Variant) string { return v.Code }))
		} else if len(vs) > 0 {
			t.Errorf("%s has variants", flow)
		}
		for _, v := range vs {
			dutch(t, v.Code, v.Name)
			knownKinds(t, v.Code, append(v.From, v.To...))
			if v.Custody != kinds.CustodyMoves && v.Custody != kinds.CustodyStays {
				t.Errorf("%s: custody %q", v.Code, v.Custody)
			}
		}
	}
	for code, want := range map[string]string{"verwijzing": kinds.CustodyStays, "consult": kinds.CustodyStays, "vto": kinds.CustodyStays, "na_onderzoek": kinds.CustodyMoves} {
		if v, ok := kinds.FindVariant(kinds.Handoff, code); !ok || v.Custody != want {
			t.Errorf("%s: custody %s, want %s", code, v.Custody, want)
		}
	}
}

func TestTerms(t *testing.T) {
	want := map[kinds.Flow][]string{
		kinds.Handoff:  {"family", "moreInfo", "record", "seen", "talk"},
		kinds.Feedback: {"moreInfo", "seen"},
		kinds.Inquiry:  {"answer", "lapse", "moreInfo", "seen", "verify"},
		kinds.Message:  nil,
	}
	monday := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	for flow, names := range want {
		found := kinds.FrameTerms(flow)
		got := list(found, func(f kinds.FrameTerm) string { return f.Name })
		slices.Sort(got)
		if !slices.Equal(got, names) {
			t.Errorf("%s has terms %v, want %v", flow, got, names)
		}
		for _, f := range found {
			dutch(t, f.Name, f.Label)
			cites(t, f.Name, f.Cites)
			end := func(term deadline.Term) time.Time { return term.From(monday, nil).Due.End() }
			if end(f.Acute).After(end(f.Urgent)) || end(f.Urgent).After(end(f.Regular)) {
				t.Errorf("%s %s: more haste gives more time", flow, f.Name)
			}
		}
		for urgency, pick := range map[string]func(kinds.FrameTerm) deadline.Term{
			"regulier": func(f kinds.FrameTerm) deadline.Term { return f.Regular },
			"spoed":    func(f kinds.FrameTerm) deadline.Term { return f.Urgent },
			"acuut":    func(f kinds.FrameTerm) deadline.Term { return f.Acute },
			"morgen":   func(f kinds.FrameTerm) deadline.Term { return f.Regular },
		} {
			terms := kinds.Terms(flow, urgency)
			for _, f := range found {
				if terms[f.Name] != pick(f) {
					t.Errorf("%s %s %s is %v, want %v", flow, urgency, f.Name, terms[f.Name], pick(f))
				}
			}
		}
	}
	for name, want := range map[string]string{"seen": "1wd", "talk": "3wd", "record": "1wd", "moreInfo": "2wd", "family": "5wd"} {
		if got := kinds.Terms(kinds.Handoff, "regulier")[name]; got.String() != want {
			t.Errorf("handoff %s is %v, want %s", name, got, want)
		}
	}
	if got := kinds.Terms(kinds.Inquiry, "regulier")["answer"].String(); got != "10wd" {
		t.Errorf("an answer is due in %s", got)
	}
	codes(t, "urgency", list(kinds.Urgencies(), func(c kinds.Choice) string { return c.Code }))
	if minutes, ok := kinds.RingAfter(kinds.Handoff, "acuut"); !ok || minutes != 30 {
		t.Errorf("the next on duty is rung after %d minutes (%v)", minutes, ok)
	}
	if _, ok := kinds.RingAfter(kinds.Handoff, "regulier"); ok {
		t.Error("somebody is rung for an ordinary handoff")
	}
}

func TestClocks(t *testing.T) {
	clocks := kinds.Clocks()
	codes(t, "clock", list(clocks, func(c kinds.Clock) string { return c.Code }))
	for _, c := range clocks {
		dutch(t, c.Code, c.Label)
		dutch(t, c.Code, c.After)
		cites(t, c.Code, c.Cites)
		if c.Timer == kinds.Statutory && !slices.ContainsFunc(c.Cites, func(s string) bool { return strings.HasPrefix(s, "wmo ") || strings.HasPrefix(s, "ub ") }) {
			t.Errorf("%s is called statutory and cites no law", c.Code)
		}
	}
	for code, want := range map[string]string{"veiligheidsbeoordeling": "5wd", "onderzoek": "10w", "gezin_inlichten": "4w", "monitoring_3": "3m", "monitoring_12": "12m"} {
		if c, ok := kinds.FindClock(code); !ok || c.Term.String() != want {
			t.Errorf("%s is %v, want %s", code, c.Term, want)
		}
	}
	if c, _ := kinds.FindClock("gezin_inlichten"); c.Extension.String() != "2w" {
		t.Errorf("telling the family is extended by %v", c.Extension)
	}
	if c, _ := kinds.FindClock("onderzoek"); c.Extension != (deadline.Term{}) {
		t.Errorf("the ten weeks are extended by %v", c.Extension)
	}
}

func TestInquiry(t *testing.T) {
	used := map[string]bool{}
	var questions []kinds.Question
	for _, variant := range kinds.Variants(kinds.Inquiry) {
		for _, k := range kinds.All() {
			if !slices.Contains(k.Answers, kinds.Inquiry) {
				continue
			}
			sets := kinds.Sets(k.Code, variant.Code)
			if len(sets) == 0 {
				t.Errorf("nothing to ask a %s for %s", k.Code, variant.Code)
			}
			for i, s := range sets {
				dutch(t, s.ID, s.Name)
				cites(t, s.ID, s.Cites)
				knownKinds(t, s.ID, s.Kinds)
				qs := s.Questions()
				if len(qs) != len(s.IDs) || len(qs) < 2 || len(qs) > 8 {
					t.Errorf("%s has %d questions for %d ids", s.ID, len(qs), len(s.IDs))
				}
				if slices.Contains(s.Kinds, "*") && i != len(sets)-1 {
					t.Errorf("%s for anybody stands before one made for a %s", s.ID, k.Code)
				}
				for _, q := range qs {
					if !used[q.ID] {
						questions = append(questions, q)
					}
					used[q.ID] = true
				}
			}
		}
	}
	codes(t, "question", list(questions, func(q kinds.Question) string { return q.ID }))
	for _, q := range questions {
		dutch(t, q.ID, q.Text)
		if q.Help != "" {
			dutch(t, q.ID, q.Help)
		}
	}

	want := []string{"antwoord", "niet_bekend", "geen_bijzonderheden", "weigering", "niet_van_toepassing", "mondeling_toegelicht"}
	if got := list(kinds.Answers(), func(a kinds.Answer) string { return a.Code }); !slices.Equal(got, want) {
		t.Errorf("answers %v, want %v", got, want)
	}
	for _, c := range want {
		a, ok := kinds.FindAnswer(c)
		if !ok || a.Ground != (c == "weigering") {
			t.Errorf("%s needs a ground: %v", c, a.Ground)
		}
		dutch(t, c, a.Name)
	}
	codes(t, "nature", list(kinds.Natures(), func(c kinds.Choice) string { return c.Code }))
}

func TestGrounds(t *testing.T) {
	for _, c := range []string{"beroepsgeheim", "geen_noodzaak", "onvoldoende_onderbouwd", "slachtoffer_weigert_volwassene", "geen_behandelrelatie",
		"veiligheid", "niet_bevoegd", "geen_wpg_grondslag", "gegevens_van_ander", "nu_niet"} {
		g, ok := kinds.FindGround(c)
		if !ok {
			t.Errorf("ground %s is missing", c)
			continue
		}
		dutch(t, c, g.Name)
		dutch(t, c, g.Text)
		cites(t, c, g.Cites)
		knownKinds(t, c, g.Kinds)
	}
	for _, k := range kinds.All() {
		grounds := list(kinds.Grounds(k.Code), func(g kinds.Ground) string { return g.Code })
		codes(t, "ground", grounds)
		if got := slices.Contains(grounds, "geen_wpg_grondslag"); got != (k.Code == "politie") {
			t.Errorf("%s may refuse for want of a basis in the Wpg: %v", k.Code, got)
		}
		if slices.Contains(grounds, "beroepsgeheim") && !k.Secrecy {
			t.Errorf("%s may call on professional secrecy and has none", k.Code)
		}
	}
	want := []string{"capaciteit", "niet_bevoegd", "verkeerd_team", "onvoldoende_info", "onveilig_team", "al_betrokken"}
	if got := list(kinds.Declines(), func(c kinds.Choice) string { return c.Code }); !slices.Equal(got, want) {
		t.Errorf("declines %v, want %v", got, want)
	}
	for _, c := range want {
		if d, ok := kinds.FindDecline(c); !ok || d.Text == "" {
			t.Errorf("decline %s: %v", c, d)
		} else {
			dutch(t, c, d.Name+". "+d.Text)
		}
	}
}

func TestLevels(t *testing.T) {
	for i, l := range kinds.Levels() {
		if l.Level != i {
			t.Errorf("level %d stands in place %d", l.Level, i)
		}
		dutch(t, l.Name, l.Name)
		dutch(t, l.Name, l.Text)
		cites(t, l.Name, l.Cites)
		if l.Why != (i >= 2) || l.FourEyes != (i >= 3) || l.Role != (i >= 3) {
			t.Errorf("level %d: why %v, four eyes %v, role %v", i, l.Why, l.FourEyes, l.Role)
		}
	}
	readers := kinds.Readers()
	codes(t, "reader", list(readers, func(r kinds.Reader) string { return r.Code }))
	for _, r := range readers {
		dutch(t, r.Code, r.Name)
		cites(t, r.Code, r.Cites)
		if r.Default > r.Max {
			t.Errorf("%s is offered level %d and may have %d", r.Code, r.Default, r.Max)
		}
	}
}
