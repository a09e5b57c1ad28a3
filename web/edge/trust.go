package edge

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/translog"
)

// Trust is what the app starts from. It comes from the edge's own disk and never
// from the hub: whoever chooses it chooses whom every visitor believes.
type Trust struct {
	// Hub is the hub's id, to which logins and mailboxes are bound.
	Hub string `json:"hub"`
	// Founders are the organisations that are believed from the start, with the
	// key ids of their roots.
	Founders map[note.OrgID]note.KeyID `json:"founders"`
	// Log is the key of the directory log, Witnesses are the keys of who may cosign it,
	// and Quorum is how many of them must.
	Log       string   `json:"log"`
	Witnesses []string `json:"witnesses"`
	Quorum    int      `json:"quorum"`
	// Help is the phone number of the helpdesk, as it stands on every screen.
	Help string `json:"help"`
	// Demo says that this is an example region with made-up people.
	Demo bool `json:"demo"`
	// People are the made-up people of a demo with their ways in; a real region
	// has none.
	People []Visitor `json:"people,omitempty"`
}

// Visitor is somebody a visitor of the demo may be.
type Visitor struct {
	Name         string `json:"name"`
	Organisation string `json:"organisation"`
	Team         string `json:"team"`
	Kind         string `json:"kind"`
	Code         string `json:"code"`   // the account code
	Phrase       string `json:"phrase"` // eight words; of a made-up person, and only there
}

// ReadTrust reads a trust file: JSON with exactly the fields of Trust.
func ReadTrust(r io.Reader) (*Trust, error) {
	b, err := io.ReadAll(io.LimitReader(r, 1<<20))
	if err != nil {
		return nil, fmt.Errorf("read the trust file: %w", err)
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	var t Trust
	if err := d.Decode(&t); err != nil {
		return nil, fmt.Errorf("read the trust file: %w", err)
	}
	return &t, t.check()
}

func (t *Trust) check() error {
	if !note.IsID(t.Hub) {
		return fmt.Errorf("the trust file names no hub: its id is 32 hex digits")
	}
	if len(t.Founders) == 0 {
		return fmt.Errorf("the trust file names no founder")
	}
	for org, root := range t.Founders {
		if !note.IsID(string(org)) || !note.IsID(string(root)) {
			return fmt.Errorf("the trust file names a founder wrongly: an organisation is 32 hex digits, its root a key id")
		}
	}
	if _, err := translog.NewPolicy(t.Log, t.Witnesses, t.Quorum); err != nil {
		return fmt.Errorf("the trust file names no directory log with witnesses: %w", err)
	}
	if len(t.People) > 0 && !t.Demo {
		return fmt.Errorf("the trust file holds words of people, and is not that of a demo")
	}
	return nil
}
