package kinds_test

import (
	"testing"

	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/partners/kinds"
)

func TestCheck(t *testing.T) {
	for _, c := range []struct {
		from, to string
		flow     kinds.Flow
		variant  string
		want     hub.Code
	}{
		{"veilig_thuis", "gebiedsteam", kinds.Handoff, "na_veiligheidsbeoordeling", ""},
		{"veilig_thuis", "veilig_thuis", kinds.Handoff, "anders", ""},
		{"gebiedsteam", "veilig_thuis", kinds.Handoff, "terug", ""},
		{"gebiedsteam", "gebiedsteam", kinds.Handoff, "anders", ""},
		{"veilig_thuis", "raad", kinds.Handoff, "vto", ""},
		{"school", "gebiedsteam", kinds.Handoff, "verwijzing", ""},
		{"politie", "gebiedsteam", kinds.Handoff, "consult", ""},
		{"veilig_thuis", "politie", kinds.Inquiry, "vb_bevraging", ""},
		{"veilig_thuis", "school", kinds.Inquiry, "onderzoek", ""},
		{"gecertificeerde_instelling", "school", kinds.Inquiry, "onderzoek", ""},
		{"veilig_thuis", "school", kinds.Feedback, "", ""},
		{"school", "veilig_thuis", kinds.Message, "", ""},
		{"overig", "overig", kinds.Message, "", ""},
		{"iets_nieuws", "veilig_thuis", kinds.Message, "", ""}, // a kind of tomorrow is treated as overig

		{"school", "politie", kinds.Inquiry, "onderzoek", hub.E29},                      // a school asks no one
		{"school", "politie", kinds.Feedback, "", hub.E29},                              // only Veilig Thuis gives feedback
		{"veilig_thuis", "veilig_thuis", kinds.Feedback, "", hub.E29},                   // no reporter
		{"veilig_thuis", "openbaar_ministerie", kinds.Handoff, "na_onderzoek", hub.E29}, // cannot hold custody
		{"veilig_thuis", "school", kinds.Handoff, "na_onderzoek", hub.E29},
		{"veilig_thuis", "gebiedsteam", kinds.Handoff, "vto", hub.E29}, // only the Raad gets one
		{"school", "raad", kinds.Handoff, "vto", hub.E29},              // and not from a school
		{"gebiedsteam", "school", kinds.Inquiry, "vb_bevraging", hub.E29},
		{"veilig_thuis", "iets_nieuws", kinds.Handoff, "verwijzing", hub.E29},
		{"veilig_thuis", "gebiedsteam", kinds.Handoff, "", hub.E01},
		{"veilig_thuis", "gebiedsteam", kinds.Handoff, "onderzoek", hub.E01}, // a variant of another flow
		{"veilig_thuis", "school", kinds.Feedback, "onderzoek", hub.E01},
	} {
		if got := hub.CodeOf(kinds.Check(c.from, c.to, c.flow, c.variant)); got != c.want {
			t.Errorf("%s to %s, %s %s: %q, want %q", c.from, c.to, c.flow, c.variant, got, c.want)
		}
	}
}

func TestCheckLevel(t *testing.T) {
	for _, c := range []struct {
		reader string
		level  int
		role   bool
		want   hub.Code
	}{
		{"beroepskracht", 0, false, ""},
		{"beroepskracht", 2, false, ""},
		{"beroepskracht", 3, true, ""},
		{"beroepskracht", 4, true, ""},
		{"politie", 2, false, ""},
		{"particulier", 1, false, ""},
		{"betrokkene", 1, true, ""},

		{"beroepskracht", 3, false, hub.E29},
		{"beroepskracht", 4, false, hub.E29},
		{"politie", 3, true, hub.E29},
		{"particulier", 2, false, hub.E29},
		{"vrijwilliger", 2, true, hub.E29},
		{"betrokkene", 2, true, hub.E29},
		{"beroepskracht", 5, true, hub.E01},
		{"beroepskracht", -1, true, hub.E01},
		{"buurman", 1, false, hub.E01},
	} {
		if got := hub.CodeOf(kinds.CheckLevel(c.reader, c.level, c.role)); got != c.want {
			t.Errorf("%s at level %d, role %v: %q, want %q", c.reader, c.level, c.role, got, c.want)
		}
	}
}

func TestListsAreCopies(t *testing.T) {
	kinds.All()[0].Code = "x"
	kinds.Declines()[0].Code = "x"
	if kinds.All()[0].Code == "x" || kinds.Declines()[0].Code == "x" {
		t.Error("a caller changed the data")
	}
}
