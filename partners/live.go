package partners

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// Live is a member's open connection: reachable for its teams, and told when to look.
type Live struct {
	m       *Member
	sock    Socket
	changed chan struct{}
	until   time.Time
}

// Live connects until ctx ends or Close.
func (m *Member) Live(ctx context.Context) (*Live, error) {
	sock, err := m.socket(ctx)
	if err != nil {
		return nil, err
	}
	l := &Live{m: m, sock: sock, changed: make(chan struct{}, 1)}
	go l.run()
	return l, nil
}

func (l *Live) run() {
	defer close(l.changed)
	for e := range l.sock.Events() {
		switch e.Event {
		case hub.EventReady, hub.EventEntry, hub.EventReceipt, hub.EventResync, hub.EventLease:
			select {
			case l.changed <- struct{}{}:
			default:
			}
		}
	}
}

// Changed is told when there may be news; it is closed when the connection ends.
func (l *Live) Changed() <-chan struct{} { return l.changed }

// Reachable makes the member reachable for each of its teams until a time.
func (l *Live) Reachable(until time.Time) error {
	for _, p := range l.m.Parties() {
		if p.Kind() != 't' {
			continue
		}
		if err := l.sock.Send(hub.Request{Do: hub.DoAvailable, Party: p, Until: until.Unix()}); err != nil {
			return err
		}
	}
	return nil
}

// Close ends the connection.
func (l *Live) Close() error { return l.sock.Close() }

// News lists the exchanges of the member's parties that changed since seen was
// last called from this home; seen remembers how far the list went, so what was
// not dealt with before a break comes again. After a hub's restore it starts anew.
func (m *Member) News(ctx context.Context) (changed []note.XID, seen func() error, err error) {
	at := map[note.Party]hub.Position{}
	b, err := m.home.read("positions")
	if err != nil {
		return nil, nil, err
	}
	if b != nil && json.Unmarshal(b, &at) != nil {
		at = map[note.Party]hub.Position{} // only a bookmark: read on from the start
	}
	for _, p := range m.Parties() {
		for {
			page, err := m.hub.Changes(ctx, p, at[p], hub.MaxRows)
			if err != nil {
				return nil, nil, err
			}
			for _, row := range page.Rows {
				if !note.IsHash(string(row.XID)) || row.Count <= at[p].Count && page.Next.Epoch == at[p].Epoch {
					return nil, nil, hub.Errorf(hub.E01, "the hub's list is malformed or goes in circles")
				}
				if !slices.Contains(changed, row.XID) {
					changed = append(changed, row.XID)
				}
			}
			at[p] = page.Next
			if !page.More || len(page.Rows) == 0 {
				break
			}
		}
	}
	return changed, func() error {
		b, err := json.Marshal(at)
		if err != nil || len(changed) == 0 {
			return err
		}
		return m.home.write("positions", b)
	}, nil
}
