package zaak

import (
	"time"

	"github.com/sluis-hub/sluis/partners/deadline"
	"github.com/sluis-hub/sluis/partners/flow"
)

// Example is a made-up sheet for --file, with dates around now. The client adds
// the frame and the author.
func Example(now time.Time) []byte {
	return flow.Print(&Opened{
		Envelope:  flow.Envelope{Form: FormOpened, Version: flow.Version},
		Household: "Gezin Voorbeeld, Sneek",
		TakenFrom: "Basisschool De Brug, bij de melding",
		TakenAt:   deadline.Today(now),
	})
}
