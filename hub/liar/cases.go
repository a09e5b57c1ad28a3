package liar

import (
	_ "embed"
	"encoding/json"
	"fmt"
)

//go:embed cases.json
var casesJSON []byte

// A Case is one lie, what a member does meanwhile, and what must come of it.
type Case struct {
	// ID is the attack of the test list, T01 to T76, and what this one is.
	ID string `json:"id"`
	// Stage is what honest people do before: the name of a scene.
	Stage string `json:"stage"`
	// Seen: the member read it while the hub was honest.
	Seen bool `json:"seen,omitempty"`
	// Fresh: the member is at a device that knows nothing yet. It is left behind after
	// the case: what it was shown it will hold against an honest hub too.
	Fresh bool  `json:"fresh,omitempty"`
	Lies  []Lie `json:"lies"`
	// Act is what the member does: open, show, inbox, teams, send, reply, file, or an
	// act that only some clients know.
	Act  string `json:"act"`
	Want Want   `json:"want"`
	// Then: what comes of the same act when the hub is honest again; the zero Want is
	// that it is done.
	Then Want `json:"then,omitzero"`
	// Only names the one client that knows the act: "go" or "web".
	Only string `json:"only,omitempty"`
}

// Want is what must come of an act. The zero Want: it is done and nothing is wrong.
type Want struct {
	// Fails is the code with which it is refused.
	Fails string `json:"fails,omitempty"`
	// Ended is the code with which the exchange stops, after so many entries.
	Ended   string `json:"ended,omitempty"`
	Entries int    `json:"entries,omitempty"`
	// States are of the entries, each a state or a code; "" is readable.
	States []string `json:"states,omitempty"`
	// Custody is the team that is responsible.
	Custody string `json:"custody,omitempty"`
	// Absent and Present are organisations in the address book.
	Absent  string `json:"absent,omitempty"`
	Present string `json:"present,omitempty"`
	// Rows of a list, each "" or why it is ended.
	Rows string `json:"rows,omitempty"`
}

// A Lie changes one kind of answer.
type Lie struct {
	On   string `json:"on"` // which answers: see answers.go
	Do   string `json:"do"`
	At   *int   `json:"at,omitempty"` // a place, negative from the end; none: all
	To   int    `json:"to,omitempty"`
	Part string `json:"part,omitempty"` // of an entry: note, text, grant
	With string `json:"with,omitempty"` // something that is held, by its name
	Line string `json:"line,omitempty"` // of a note
	N    int    `json:"n,omitempty"`    // octets, seconds
}

// Cases gives the list.
func Cases() ([]Case, error) {
	var list []Case
	if err := json.Unmarshal(casesJSON, &list); err != nil {
		return nil, fmt.Errorf("cases.json: %w", err)
	}
	return list, nil
}
