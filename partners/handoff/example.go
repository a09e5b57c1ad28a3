package handoff

import (
	"time"

	"github.com/sluis-hub/sluis/partners/deadline"
	"github.com/sluis-hub/sluis/partners/flow"
)

// Example is a made-up handoff for --file, with dates around now. The client adds
// the terms of the frame, author and files.
func Example(now time.Time) []byte {
	day := func(days int) string { return deadline.Today(now.AddDate(0, 0, days)) }
	month := func(months int) string { return deadline.Today(now.AddDate(0, months, 0)) }
	yes, no := true, false
	return flow.Print(&Proposed{
		Envelope: flow.Envelope{Form: FormProposed, Version: flow.Version},
		Opening:  flow.Opening{Frame: &flow.Frame{Flow: "handoff", Kind: "na_veiligheidsbeoordeling", Custody: flow.Moves}},
		Urgency:  "regulier",
		Decision: Decision{Kind: "overdracht", Date: day(-1)},
		Basis:    "Wmo 2015 art. 4.1.1 lid 2 onder d",
		FamilyInformed: FamilyInformed{
			State: "ja", Who: "Anna de Boer, Veilig Thuis", On: day(-2),
			Why: "Moeder weet dat de school heeft gemeld en dat het gebiedsteam belt. Vader weet alleen van het gesprek.",
		},
		Persons: []flow.Person{
			{
				ID: "kind1", Role: "kind", Name: flow.Name{GivenNames: "Noor", FamilyName: "Voorbeeld"}, BirthDate: "2017-03-14",
				ParentalAuthority: &flow.Authority{Kind: "gezamenlijk"}, LivingSituation: "Woont bij moeder, om het weekend bij vader",
				School: "Basisschool De Brug, groep 6",
				View:   &flow.View{Spoken: true, Text: "Noor zegt dat ze niet kan slapen als er geschreeuwd wordt. Ze wil dat het stopt."},
			},
			{
				ID: "moeder", Role: "ouder", Name: flow.Name{GivenNames: "Sanne", Prefix: "van", FamilyName: "Voorbeeld"}, BirthDate: "1988-11-02",
				Address: &flow.Address{Street: "Voorbeeldstraat", Number: "12", Postcode: "8600 AA", City: "Sneek"}, Phone: "06 00000001",
				GeneralPractitioner: "Huisartsenpraktijk Het Kompas",
				View:                &flow.View{Spoken: true, Text: "Moeder wil hulp, maar is bang voor de reactie van vader."},
			},
			{
				ID: "vader", Role: "ouder", Name: flow.Name{GivenNames: "Mark", FamilyName: "Verzonnen"}, BirthDate: "1985-06-20",
				View: &flow.View{Spoken: false, Text: "Niet gesproken: vader kwam niet op de afspraak."},
			},
		},
		Safety: flow.Safety{
			Situation: "structureel_onveilig",
			Text:      "Ruzies tussen ouders bij het ophalen, twee keer met duwen. Noor is er elke keer bij.",
			Violence:  []string{"ex_partner", "kindermishandeling"},
			Tools:     []flow.Tool{{Name: "Triage-instrument Veilig Thuis", Version: "2019", Date: day(-3), Result: "Structureel onveilig, geen acuut gevaar.", ScoredBy: "Anna de Boer"}},
			Weapons:   &no, Strangulation: &no, ChildrenPresent: &yes,
			Contingencies: []flow.Contingency{{When: "Vader staat onaangekondigd voor de deur", Then: "Moeder doet niet open en belt 112. Daarna belt ze het gebiedsteam."}},
		},
		Conditions: []flow.Condition{{
			Text: "Vader en moeder zien elkaar niet bij het ophalen.", Who: "Vader en moeder", From: day(-1), Until: flow.Lasting,
			Checked: "Oma belt na elk weekend", CheckedBy: "Gebiedsteam", IfBroken: "Zelfde dag bellen met Veilig Thuis",
		}},
		Restrictions: []flow.Restriction{
			{Person: "moeder", Kind: "alleen_tijdvak", Window: "maandag tot en met donderdag, na 10.00 uur"},
			{Person: "moeder", Kind: "geen_voicemail", Text: "Vader luistert soms haar telefoon af."},
			{Person: "vader", Kind: "niet_alleen_op_huisbezoek"},
		},
		NextAction: "Anna belt de school over de terugkoppeling en blijft bereikbaar tot na het eerste huisbezoek.",
		Monitor:    []string{month(3), month(12)},
		Questions:  []string{"Heeft de huisarts zorgen over moeder?"},
		Source:     flow.Source{Shield: "open"},
	})
}
