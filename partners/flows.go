package partners

import (
	"encoding/json"
	"time"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/strict"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/partners/feedback"
	"github.com/sluis-hub/sluis/partners/flow"
	"github.com/sluis-hub/sluis/partners/handoff"
	"github.com/sluis-hub/sluis/partners/inquiry"
	"github.com/sluis-hub/sluis/partners/message"
	"github.com/sluis-hub/sluis/partners/zaak"
)

// purpose is one flow: its forms, its fold, an example to start from.
type purpose struct {
	index   *flow.Index
	fold    func(flow.Exchange, time.Time) flow.Status
	allow   func(flow.Exchange, time.Time, flow.Entry) error
	example func(time.Time) []byte
}

var purposes = map[string]purpose{
	"handoff":  {handoff.Forms, handoff.Fold, handoff.Allow, handoff.Example},
	"inquiry":  {inquiry.Forms, inquiry.Fold, inquiry.Allow, inquiry.Example},
	"feedback": {feedback.Forms, feedback.Fold, feedback.Allow, feedback.Example},
	"message":  {message.Forms, message.Fold, message.Allow, message.Example},
	"zaak":     {zaak.Forms, zaak.Fold, zaak.Allow, zaak.Example},
}

// Fold gives the status of an exchange at a time. An exchange whose purpose
// cannot be read has none.
func Fold(f *flow.Frame, x flow.Exchange, now time.Time) flow.Status {
	if f == nil {
		return flow.Status{Duties: []flow.Duty{}, Next: map[note.Party][]string{}}
	}
	p, ok := purposes[f.Flow]
	if !ok {
		return flow.Status{Flow: f.Flow, Kind: f.Kind, Duties: []flow.Duty{}, Next: map[note.Party][]string{}}
	}
	return p.fold(x, now)
}

// Example is a complete made-up document of a flow.
func Example(name string, now time.Time) ([]byte, error) {
	p, ok := purposes[name]
	if !ok {
		return nil, hub.Errorf(hub.E01, "no flow is called that")
	}
	return p.example(now), nil
}

// readBody checks an opened body against its form. A genesis, and a rekey that
// lets a party in, tell the frame by which all others are read.
func readBody(t chain.Type, body []byte, frame **flow.Frame) (flow.Document, error) {
	if t == chain.Genesis || t == chain.Rekey {
		var opening struct {
			Frame *flow.Frame `json:"frame"`
		}
		if err := json.Unmarshal(body, &opening); err != nil {
			return nil, note.Errorf(note.E10, "body: %w", err)
		}
		if *frame == nil {
			*frame = opening.Frame
		}
	}
	if *frame == nil {
		return nil, note.Errorf(note.E10, "the purpose of this exchange is not known")
	}
	p, ok := purposes[(*frame).Flow]
	if !ok {
		return nil, note.Errorf(note.E19, "an unknown flow")
	}
	return p.index.Read((*frame).Kind, t, body)
}

// complete makes a full body of a document in an exchange that already has its frame.
func (m *Member) complete(f *flow.Frame, t chain.Type, doc []byte, files []flow.File) ([]byte, error) {
	p, ok := purposes[f.Flow]
	if !ok {
		return nil, note.Errorf(note.E19, "an unknown flow")
	}
	fill := flow.Fill{Now: m.now(), Author: m.author(), Member: m.ID, Files: files, Frame: *f}
	return p.index.Complete(t, doc, fill)
}

// author opens the member's name to whoever reads the body.
func (m *Member) author() *flow.Author {
	if m.self.Name == "" {
		return nil
	}
	return &flow.Author{Name: m.self.Name, Salt: m.self.Salt}
}

// allowed refuses, with E29 and the list of what is possible, a step that the
// party may not take now.
func (m *Member) allowed(x *Exchange, t chain.Type, body []byte) error {
	if x.Frame == nil {
		return hub.Errorf(hub.E29, "the purpose of this exchange cannot be read here")
	}
	p, ok := purposes[x.Frame.Flow]
	if !ok {
		return note.Errorf(note.E19, "an unknown flow")
	}
	return p.allow(x.facts(), m.now(), flow.Entry{
		Type: t, Party: x.Party, Author: m.ID, Time: m.now().Unix(), State: Readable, Body: body,
	})
}

// formOf names the form of a body, "" when it has none.
func formOf(body []byte) string {
	form, _, err := strict.Peek(body)
	if err != nil {
		return ""
	}
	return form
}
