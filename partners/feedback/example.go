package feedback

import (
	"time"

	"github.com/sluis-hub/sluis/partners/deadline"
	"github.com/sluis-hub/sluis/partners/flow"
)

// Example is a made-up feedback.given for --file, to a school, with dates around
// now. It can open an exchange or answer an owed one; the client adds the frame
// where it opens, author and files.
func Example(now time.Time) []byte {
	level := int64(2)
	return flow.Print(&Given{
		Envelope: flow.Envelope{Form: FormGiven, Version: flow.Version},
		Moment:   1,
		Outcome:  "overdracht",
		Level:    &level,
		WhyMore:  "De school ziet het kind elke dag en moet weten wie ze kan bellen.",
		Steps: "Wij hebben jullie melding beoordeeld. Er is een vervolg: een gebiedsteam gaat met het gezin aan de slag. " +
			"Houd zelf zicht op het kind, zoals jullie dat nu doen. Zien jullie opnieuw iets? Bel ons.",
		Receiving: &Receiving{Organisation: "Gemeente Súdwest-Fryslân", Team: "Gebiedsteam Sneek", Phone: "0515 00 00 00"},
		Contact:   flow.Contact{Name: "Anna de Boer", Phone: "058 000 00 00", Hours: "maandag tot en met donderdag, 9.00 tot 17.00 uur"},
		Next:      deadline.Today(now.AddDate(0, 0, 70)),
	})
}
