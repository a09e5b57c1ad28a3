package roster

import (
	"regexp"
	"slices"
	"time"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/strict"
)

// Card is how a team is reached. Numbers on screen come only from a card that
// the newest manifest names. What is unknown is empty.
type Card struct {
	Team        note.TeamID
	Name        string // at most 200 bytes
	Kind        string // one of the organisation's kinds
	PhoneDay    string
	PhoneAcute  string
	Hours       []Hours
	ClosedUntil string   // a local date, "2026-11-21"
	Area        []string // postcodes (4 digits) or municipality codes (GM and 4 digits)
	Deputy      note.TeamID
	Duty        note.TeamID
	Lead        string // mail address that the hub writes to when nobody looks
}

// Hours is when a team is there: days 1 (Monday) to 7, from and to as "08:30".
type Hours struct {
	Days []int  `json:"days"`
	From string `json:"from"`
	To   string `json:"to"`
}

// cardJSON is the text of a card, version 1 (FORMAT.md R37).
type cardJSON struct {
	Form        string       `json:"form"`
	Version     int          `json:"version"`
	Team        note.TeamID  `json:"team"`
	Name        string       `json:"name"`
	Kind        string       `json:"kind"`
	PhoneDay    *string      `json:"phoneDay"`
	PhoneAcute  *string      `json:"phoneAcute"`
	Hours       []Hours      `json:"hours"`
	ClosedUntil *string      `json:"closedUntil"`
	Area        []string     `json:"area"`
	Deputy      *note.TeamID `json:"deputy"`
	Duty        *note.TeamID `json:"duty"`
	Lead        *string      `json:"lead"`
}

var (
	phone = regexp.MustCompile(`^\+?[0-9][0-9 -]{1,29}$`)
	place = regexp.MustCompile(`^([1-9][0-9]{3}|GM[0-9]{4})$`)
	clock = regexp.MustCompile(`^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$`)
	mail  = regexp.MustCompile(`^[!-?A-~]{1,64}@[a-z0-9.-]{1,189}$`)
)

// ParseCard reads a card: E19 a newer version, E10 everything else.
func ParseCard(raw []byte) (*Card, error) {
	form, version, err := strict.Peek(raw)
	if err != nil {
		return nil, err
	}
	if form != "card" {
		return nil, note.Errorf(note.E10, "card: form is another one")
	}
	if version != 1 {
		return nil, note.Errorf(note.E19, "card: version %d", version)
	}
	var j cardJSON
	if err := strict.Decode(raw, &j); err != nil {
		return nil, err
	}
	c := &Card{
		Team: j.Team, Name: j.Name, Kind: j.Kind, PhoneDay: value(j.PhoneDay), PhoneAcute: value(j.PhoneAcute), Hours: j.Hours,
		ClosedUntil: value(j.ClosedUntil), Area: j.Area, Deputy: value(j.Deputy), Duty: value(j.Duty), Lead: value(j.Lead),
	}
	return c, c.check()
}

// Encode prints the card as strict JSON; its SHA-256 goes into the manifest.
func (c *Card) Encode() ([]byte, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	return strict.Encode(cardJSON{
		Form: "card", Version: 1, Team: c.Team, Name: c.Name, Kind: c.Kind, PhoneDay: known(c.PhoneDay), PhoneAcute: known(c.PhoneAcute),
		Hours: c.Hours, ClosedUntil: known(c.ClosedUntil), Area: c.Area, Deputy: known(c.Deputy), Duty: known(c.Duty), Lead: known(c.Lead),
	})
}

func (c *Card) check() error {
	if !note.IsID(string(c.Team)) {
		return note.Errorf(note.E10, "card: team is not an id")
	}
	if !isPlain(c.Name, 200) {
		return note.Errorf(note.E10, "card: name is empty, too long or not plain text")
	}
	if c.Kind == "" || !isWord(c.Kind) {
		return note.Errorf(note.E10, "card: kind is not a word")
	}
	for _, p := range []string{c.PhoneDay, c.PhoneAcute} {
		if p != "" && !phone.MatchString(p) {
			return note.Errorf(note.E10, "card: a phone number is malformed")
		}
	}
	for _, h := range c.Hours {
		if err := h.check(); err != nil {
			return err
		}
	}
	if _, err := time.Parse(time.DateOnly, c.ClosedUntil); c.ClosedUntil != "" && err != nil {
		return note.Errorf(note.E10, "card: closedUntil is not a date")
	}
	for _, a := range c.Area {
		if !place.MatchString(a) {
			return note.Errorf(note.E10, "card: area is not a postcode or municipality code")
		}
	}
	for _, t := range []note.TeamID{c.Deputy, c.Duty} {
		if t != "" && !note.IsID(string(t)) {
			return note.Errorf(note.E10, "card: deputy or duty is not an id")
		}
	}
	if c.Lead != "" && !mail.MatchString(c.Lead) {
		return note.Errorf(note.E10, "card: lead is not a mail address")
	}
	return nil
}

func (h Hours) check() error {
	if len(h.Days) == 0 || h.Days[0] < 1 || h.Days[len(h.Days)-1] > 7 {
		return note.Errorf(note.E10, "card: days of hours are not 1 to 7")
	}
	if !slices.IsSorted(h.Days) || len(slices.Compact(slices.Clone(h.Days))) != len(h.Days) {
		return note.Errorf(note.E10, "card: days of hours are not in order")
	}
	if !clock.MatchString(h.From) || !clock.MatchString(h.To) || h.From >= h.To {
		return note.Errorf(note.E10, "card: hours do not run from an earlier to a later time of day")
	}
	return nil
}

// value and known turn null into empty and back.
func value[T ~string](p *T) T {
	if p == nil {
		return ""
	}
	return *p
}

func known[T ~string](v T) *T {
	if v == "" {
		return nil
	}
	return &v
}
