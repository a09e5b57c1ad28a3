package partners

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/partners/room"
)

// TalkEvent is one thing that happened while the member was in a room.
type TalkEvent struct {
	Time time.Time `json:"time"`
	What string    `json:"what"` // present, entry, heard, cosigned
	// Present are the others who are there now.
	Present []string   `json:"present,omitempty"`
	Entry   *EntryView `json:"entry,omitempty"`
	From    string     `json:"from,omitempty"`
	Kind    string     `json:"kind,omitempty"`
}

func (e TalkEvent) String() string {
	switch e.What {
	case "present":
		if len(e.Present) == 0 {
			return "Er is verder niemand."
		}
		return "Nu hier: " + strings.Join(e.Present, ", ")
	case "entry":
		return fmt.Sprintf("Nieuw: %d %s van %s", e.Entry.Seq, e.Entry.Type, e.Entry.Author.Name)
	}
	return e.What + " " + e.Kind + " " + e.From
}

// Talk stays in the room of an exchange until ctx ends, which is a success. While
// an offer of this member stands, it co-signs.
func (m *Member) Talk(ctx context.Context, xid note.XID, tell func(TalkEvent)) error {
	x, err := m.Read(ctx, xid)
	if err != nil {
		return err
	}
	v, err := m.enter(ctx, x)
	if err != nil {
		return err
	}
	defer v.leave()
	seen := len(x.Entries)
	v.say(room.Here, nil)
	for {
		select {
		case <-ctx.Done():
			return nil
		case members := <-v.present:
			e := TalkEvent{Time: m.now().UTC(), What: "present", Present: []string{}}
			names := m.names(x)
			for _, id := range members {
				if id == m.ID || !note.IsID(string(id)) {
					continue
				}
				if names[id] == "" {
					names[id] = string(id)
				}
				e.Present = append(e.Present, names[id])
			}
			tell(e)
		case data := <-v.frames:
			f, err := v.open(x, data)
			if err != nil {
				continue
			}
			if m.resumable(x) {
				m.answer(ctx, x, v, *x.State.Offer, f)
			}
			tell(TalkEvent{Time: m.now().UTC(), What: "heard", Kind: f.Kind, From: m.names(x)[f.Author]})
		case <-v.changed:
			if err := m.refresh(ctx, x); err != nil {
				if passing(err) {
					continue
				}
				return err
			}
			for ; seen < len(x.Entries); seen++ {
				e := m.entryView(x, x.Entries[seen], m.names(x))
				tell(TalkEvent{Time: m.now().UTC(), What: "entry", Entry: &e})
			}
		}
	}
}
