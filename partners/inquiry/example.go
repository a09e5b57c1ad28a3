package inquiry

import (
	"time"

	"github.com/sluis-hub/sluis/partners/deadline"
	"github.com/sluis-hub/sluis/partners/flow"
	"github.com/sluis-hub/sluis/partners/kinds"
)

// Example is a made-up request with two questions for --file, with dates around
// now. The client adds the terms of the frame, author and files.
func Example(now time.Time) []byte {
	term := flow.DefaultTerms(kinds.Inquiry, "regulier").Answer
	return flow.Print(&Sent{
		Envelope:    flow.Envelope{Form: FormSent, Version: flow.Version},
		Opening:     flow.Opening{Frame: &flow.Frame{Flow: "inquiry", Kind: "onderzoek", Custody: flow.Stays}},
		Requester:   "Mohamed Yilmaz, onderzoeker",
		Callback:    "058 000 00 00",
		Basis:       "Wmo 2015 art. 5.2.6",
		Purpose:     "Onderzoek naar de veiligheid van een kind na een melding.",
		Necessity:   "Jullie zagen het gezin in de afgelopen maanden. Zonder jullie informatie weten we niet of het geweld doorgaat.",
		Nature:      "Zorgen over ruzies tussen ouders waar het kind bij is.",
		Seriousness: "Structureel onveilig. Er is geen acuut gevaar bekend.",
		Subjects: []flow.Subject{
			{ID: "kind1", Role: "kind", Name: flow.Name{GivenNames: "Noor", FamilyName: "Voorbeeld"}, BirthDate: "2017-03-14"},
			{
				ID: "vader", Role: "ouder", Name: flow.Name{GivenNames: "Mark", FamilyName: "Verzonnen"}, BirthDate: "1985-06-20",
				Address: &flow.Address{Postcode: "8600 AB", Number: "3"},
			},
		},
		Period: &Period{From: deadline.Today(now.AddDate(-2, 0, 0)), Until: deadline.Today(now)},
		Questions: []flow.Question{
			{ID: "1", Text: "Kennen jullie deze personen? Zo ja: sinds wanneer en waarvan?"},
			{ID: "2", Text: "Wat hebben jullie zelf gezien of gehoord over ruzie of geweld in dit gezin?"},
		},
		Consent:      Consent{State: "niet_gevraagd"},
		FamilyNotice: FamilyNotice{State: "geinformeerd", On: deadline.Today(now.AddDate(0, 0, -2)), Why: "Moeder vond het goed. Vader reageerde niet."},
		Due:          flow.Frame{}.Count(term, now.Unix()).String(),
		Mode:         "schriftelijk",
		Urgency:      "regulier",
	})
}
