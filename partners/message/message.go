package message

import (
	"time"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/partners/flow"
)

// Statuses of a message exchange: those of its last message, or closed.
const (
	StatusSent   = "sent"
	StatusRead   = "read"
	StatusClosed = "closed"
)

// Statuses lists them all.
var Statuses = []string{StatusSent, StatusRead, StatusClosed}

// Forms is everything that may be said in a message exchange.
var Forms = flow.NewIndex(flow.Index{Flow: "message", First: flow.FormText})

// Check holds a body to its form: E10 or E19. Messages have no kinds.
func Check(kind string, t chain.Type, body []byte) error {
	_, err := Forms.Read(kind, t, body)
	return err
}

// Complete makes a full body of what a caller wrote; see flow.Index.Complete.
func Complete(t chain.Type, doc []byte, f flow.Fill) ([]byte, error) {
	return Forms.Complete(t, doc, f)
}

// Example is a made-up message for --file. Now is not used: it holds no dates.
func Example(time.Time) []byte {
	return flow.Print(&flow.Text{
		Envelope: flow.Envelope{Form: flow.FormText, Version: flow.Version},
		Text:     "Kunnen jullie mij morgen bellen over de afspraken van vorige week? Ik ben bereikbaar tussen 9.00 en 12.00 uur.",
	})
}

type fold struct {
	*flow.Tally
	last flow.Entry
}

// Fold gives the status of a message exchange at now.
func Fold(x flow.Exchange, now time.Time) flow.Status { return run(x, now).result() }

// Allow says whether an entry may be written now: E10, E19, or E29 with the
// steps that may. Of e its type, party, author and body are looked at.
func Allow(x flow.Exchange, now time.Time, e flow.Entry) error {
	f := run(x, now)
	return f.Admit(f.result(), e, func(flow.Act) error { return nil })
}

func run(x flow.Exchange, now time.Time) *fold {
	f := &fold{Tally: flow.NewTally(x, Forms, now)}
	for _, a := range f.Acts {
		if a.Form == flow.FormText {
			f.last = a.Entry
		}
	}
	return f
}

func (f *fold) result() flow.Status {
	s := f.Status()
	switch {
	case f.X.Closed:
		s.Status = StatusClosed
	case f.last.Hash != "" && f.ReadByOther(f.last):
		s.Status = StatusRead
	default:
		s.Status = StatusSent
	}
	s.Next = f.Next(flow.Steps{Forms: func(note.Party) []string { return nil }})
	return s
}
