package partners

import (
	"context"
	"testing"

	"github.com/sluis-hub/sluis/hub"
)

// losing loses puts: on the way there, or the answer on the way back.
type losing struct {
	hub.API
	how func() string
}

func (l *losing) Put(ctx context.Context, frame []byte) (hub.Placed, error) {
	how := l.how()
	if how == "there" {
		return hub.Placed{}, errBreak
	}
	placed, err := l.API.Put(ctx, frame)
	if how == "back" {
		return hub.Placed{}, errBreak
	}
	return placed, err
}

// TestSignedAgainAndLost: what was signed again for a new place, of which nobody
// knows whether it arrived, is said once.
func TestSignedAgainAndLost(t *testing.T) {
	w := newWorld(t)
	anna, joke := w.as("anna"), w.as("joke")
	line := &losing{API: anna.hub, how: func() string { return "" }}
	anna.hub = line
	for _, how := range []string{"there", "back"} {
		xid, err := anna.Send(t.Context(), Letter{Flow: "message", To: "De Regenboog / Zorgteam", Document: w.example("message")})
		if err != nil {
			t.Fatal(err)
		}
		say := func(m *Member, text string) error {
			return m.Reply(t.Context(), xid, "", doc(map[string]any{"form": "message.text", "text": text}), nil)
		}
		line.how = func() string { return "there" }
		if err := say(anna, "Van Anna."); hub.CodeOf(err) != hub.E27 {
			t.Fatalf("a lost reply: %v", err)
		}
		if err := say(joke, "Van Joke."); err != nil {
			t.Fatal(err)
		}
		puts := 0
		line.how = func() string {
			if puts++; puts == 2 {
				return how
			}
			return ""
		}
		for range 3 {
			if _, failed, err := anna.Resume(t.Context()); err != nil || len(failed) > 0 {
				t.Fatal(failed, err)
			}
		}
		x, err := joke.Read(t.Context(), xid)
		if err != nil {
			t.Fatal(err)
		}
		if len(x.Entries) != 3 {
			t.Errorf("lost on the way %s: %d entries instead of 3", how, len(x.Entries))
		}
		if left, err := anna.home.list("outbox"); err != nil || len(left) > 0 {
			t.Errorf("lost on the way %s: %v stays, %v", how, left, err)
		}
	}
}
