package partners

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/partners/client"
)

// Diagnosis is one thing that was looked at: what it says, or what is wrong.
type Diagnosis struct {
	What string
	Says string
	Err  error
}

// Diagnose looks at everything a member needs, in the order in which it is
// needed, and goes on where it can.
func Diagnose(ctx context.Context, h *Home, now func() time.Time) []Diagnosis {
	var list []Diagnosis
	add := func(what string, says string, err error) bool {
		list = append(list, Diagnosis{what, says, err})
		return err == nil
	}
	hello, err := client.New(h.Config.Hub, client.Options{Now: now}).Hello(ctx)
	if add("hub", fmt.Sprintf("%s, Sluis %s", h.Config.Hub, hello.Version), err) {
		if hello.Hub != h.Trust.Hub {
			add("hub-id", "", hub.Errorf(hub.E17, "this is hub %s, the trust file names %s", hello.Hub, h.Trust.Hub))
		}
		skew := time.Duration(now().Unix()-hello.Time) * time.Second
		err = nil
		if skew.Abs() > hub.ClockSkew {
			err = hub.Errorf(hub.E26, "clock differs %s from the hub's", skew)
		}
		add("klok", fmt.Sprintf("verschil %s", skew), err)
	}
	m, err := Open(ctx, h, Options{Now: now})
	if !add("sleutels", "sleutelbos open, past bij het lidbewijs", err) {
		return list
	}
	_, err = m.Self(ctx)
	add("inloggen", m.self.Name, err)
	left, err := m.dir.all(ctx)
	add("adresboek", fmt.Sprintf("%d regels", m.dir.lines.Size()), err)
	for _, org := range slices.Sorted(maps.Keys(left)) {
		add("organisatie "+string(org), "", left[org])
	}
	k, err := m.Keys(ctx)
	if add("wegen terug", fmt.Sprintf("%d manieren om te ontgrendelen", len(m.keys.Unlocks)), err) {
		for _, t := range k.Teams {
			err = nil
			if !t.Held {
				err = hub.Errorf(hub.E07, "the key of this team does not open")
			}
			add("team "+t.Name, fmt.Sprintf("sleutel %d", t.Epoch), err)
		}
	}
	waiting, err := h.list("outbox")
	add("postvak uit", fmt.Sprintf("%d nog niet bevestigd", len(waiting)), err)
	return list
}
