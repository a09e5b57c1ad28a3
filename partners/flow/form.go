package flow

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/strict"
)

// Document is a body of a known form: a struct with an Envelope.
type Document interface{ Common() *Envelope }

// What a document may be able to do beside that.
type (
	// framed documents can open an exchange or let a party in.
	framed interface{ Framed() **Frame }
	// checked documents have rules between their fields, which may depend on the
	// kind of the exchange, "" when that is not known. They answer with E10.
	checked interface{ Check(kind string) error }
	// completed documents fill in by themselves what a client knows.
	completed interface{ Complete(f Fill) }
)

// Form is one kind of body: its name, the entries it may stand in, and a new
// empty document.
type Form struct {
	Name string
	In   []chain.Type
	New  func() Document
}

// Index is the forms of one flow.
type Index struct {
	Flow  string
	First string   // the form of a genesis when the caller names none
	Kinds []string // of the frame, the first by default; empty: the flow has no kinds
	Moves []string // kinds in which custody moves
	forms map[string]Form
}

// Post and Genesis are the places of most forms.
var (
	Post    = []chain.Type{chain.Post}
	Genesis = []chain.Type{chain.Genesis}
)

// NewIndex joins the forms of a flow with those that every flow has.
func NewIndex(x Index, forms ...Form) *Index {
	text := Form{FormText, Post, func() Document { return new(Text) }}
	if x.First == FormText {
		text.In = []chain.Type{chain.Genesis, chain.Post}
	}
	forms = append(forms, text,
		Form{FormAssigned, Post, func() Document { return new(Assigned) }},
		Form{FormRekeyed, []chain.Type{chain.Rekey}, func() Document { return new(Rekeyed) }},
		Form{FormOffer, []chain.Type{chain.Offer}, func() Document { return new(Offered) }},
		Form{FormAccept, []chain.Type{chain.Accept}, func() Document { return new(Accepted) }},
		Form{FormWithdrawn, Post, func() Document { return new(OfferWithdrawn) }},
	)
	x.forms = map[string]Form{}
	for _, f := range forms {
		x.forms[f.Name] = f
	}
	return &x
}

// Forms lists the forms of the flow by name.
func (x *Index) Forms() []Form {
	var list []Form
	for _, f := range x.forms {
		list = append(list, f)
	}
	slices.SortFunc(list, func(a, b Form) int { return strings.Compare(a.Name, b.Name) })
	return list
}

// Read reads a body that stands in an entry of type t in an exchange of this
// kind ("" when not known). E19: an unknown form or a newer version. E10: it is
// not what its form says, or may not stand there.
func (x *Index) Read(kind string, t chain.Type, body []byte) (Document, error) {
	// A loose look first saves a second strict one: Decode refuses whatever makes
	// the two differ.
	var first struct {
		Form    string `json:"form"`
		Version int64  `json:"version"`
	}
	err := json.Unmarshal(body, &first)
	form, known := x.forms[first.Form]
	if err != nil || !known || first.Version > Version {
		if _, _, err := strict.Peek(body); err != nil {
			return nil, err
		}
		return nil, note.Errorf(note.E19, "form is unknown or newer")
	}
	doc := form.New()
	if err := strict.Decode(body, doc); err != nil {
		return nil, err
	}
	if err := x.check(kind, t, form, doc); err != nil {
		return nil, err
	}
	return doc, nil
}

func validateDocument(doc Document) error {
	if err := validate(reflect.ValueOf(doc).Elem(), ""); err != nil {
		return err
	}
	return checkFiles(doc.Common().Files)
}

func (x *Index) check(kind string, t chain.Type, form Form, doc Document) error {
	if !slices.Contains(form.In, t) {
		return wrong(form.Name, "may not stand in a "+string(t))
	}
	if err := validateDocument(doc); err != nil {
		return err
	}
	if f, ok := doc.(framed); ok {
		frame := *f.Framed()
		if err := x.checkFrame(t, frame); err != nil {
			return err
		}
		if frame != nil {
			kind = frame.Kind
		}
	}
	if c, ok := doc.(checked); ok {
		return c.Check(kind)
	}
	return nil
}

// checkFrame: a genesis has a frame, a rekey may have one, nothing else has.
func (x *Index) checkFrame(t chain.Type, f *Frame) error {
	switch {
	case f == nil && t == chain.Genesis:
		return missing("frame")
	case f == nil:
		return nil
	case t != chain.Genesis && t != chain.Rekey:
		return wrong("frame", "stands only where an exchange opens")
	case f.Flow != x.Flow:
		return wrong("frame.flow", "is not "+x.Flow)
	case len(x.Kinds) > 0 && !slices.Contains(x.Kinds, f.Kind):
		return wrong("frame.kind", "is not one of "+strings.Join(x.Kinds, ", "))
	case len(x.Kinds) == 0 && f.Kind != "":
		return wrong("frame.kind", "stands in a flow without kinds")
	case f.Custody == Moves && !slices.Contains(x.Moves, f.Kind):
		return wrong("frame.custody", "cannot move in an exchange of this kind")
	}
	return nil
}

// Fill is what a client knows and a caller may leave out.
type Fill struct {
	Now    time.Time
	Author *Author
	Member note.MemberID // of the author
	Files  []File        // added to those of the document
	// Frame gives every field of the frame that the document leaves empty; what it
	// leaves empty itself is the default of the flow.
	Frame Frame
}

// Complete makes a full body of a caller's document: form (of a genesis),
// version, frame, author, files and what the form itself can fill in, such as a
// due date counted by the term. Unknown fields and what stays missing are E10,
// an unknown form E19.
func (x *Index) Complete(t chain.Type, doc []byte, f Fill) ([]byte, error) {
	doc = []byte(strict.Text(string(doc)))
	name, version, err := head(doc)
	if err != nil {
		return nil, err
	}
	if name == "" && t == chain.Genesis {
		name = x.First
	}
	if name == "" {
		return nil, missing("form")
	}
	form, known := x.forms[name]
	if !known || version > Version {
		return nil, note.Errorf(note.E19, "form is unknown or newer")
	}
	d := form.New()
	if err := strict.Decode(doc, d); err != nil {
		return nil, err
	}
	e := d.Common()
	e.Form, e.Version = form.Name, Version
	if e.Author == nil {
		e.Author = f.Author
	}
	e.Files = append(e.Files, f.Files...)
	if fr, ok := d.(framed); ok && t == chain.Genesis {
		x.completeFrame(fr.Framed(), &f)
	}
	if c, ok := d.(completed); ok {
		c.Complete(f)
	}
	if err := x.check(f.Frame.Kind, t, form, d); err != nil {
		return nil, err
	}
	return strict.Encode(d)
}

// head reads form and version, which a caller may leave out.
func head(doc []byte) (form string, version int64, err error) {
	var fields map[string]json.RawMessage
	if err := strict.Decode(doc, &fields); err != nil {
		return "", 0, err
	}
	for name, into := range map[string]any{"form": &form, "version": &version} {
		if raw := fields[name]; raw != nil && json.Unmarshal(raw, into) != nil {
			return "", 0, wrong(name, "holds a value of another kind")
		}
	}
	return form, version, nil
}

// completeFrame fills the document's frame; f.Frame is the full frame afterwards.
func (x *Index) completeFrame(at **Frame, f *Fill) {
	var own Frame
	if *at != nil {
		own = **at
	}
	full := f.Frame
	full.Flow = x.Flow
	if own.Flow != "" {
		full.Flow = own.Flow
	}
	if own.Kind != "" {
		full.Kind = own.Kind
	}
	if full.Kind == "" && len(x.Kinds) > 0 {
		full.Kind = x.Kinds[0]
	}
	if own.Custody != "" {
		full.Custody = own.Custody
	}
	if full.Custody == "" {
		full.Custody = Stays
		if slices.Contains(x.Moves, full.Kind) {
			full.Custody = Moves
		}
	}
	full.Terms = own.Terms.Or(f.Frame.Terms)
	if len(own.FreeDays) > 0 {
		full.FreeDays = own.FreeDays
	}
	if own.Norms != "" {
		full.Norms = own.Norms
	}
	f.Frame = full
	*at = &f.Frame
}

// Print writes a document for a person to read and change, indented.
func Print(d Document) []byte {
	b, err := strict.Encode(d)
	if err != nil {
		panic(err) // only a made-up example of this program is printed so
	}
	var out bytes.Buffer
	json.Indent(&out, b, "", "  ") // cannot fail: it was just encoded
	out.WriteByte('\n')
	return out.Bytes()
}
