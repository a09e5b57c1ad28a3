package partners

import (
	"context"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/liar"
)

// TestLiesMeetInARoom: two who were shown different branches of an exchange hear so as
// soon as they are in its room together (T24).
func TestLiesMeetInARoom(t *testing.T) {
	p := newPlay(t)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	p.set(liar.Case{Stage: "letter"})
	ruud, anna := p.by("ruud"), p.as(victim)
	branch := entry(func(*play, *forged) {})(p) // he signed it, and the hub shows it to her alone
	p.must(ruud.Reply(ctx, p.xid, "", text(honestText), nil))
	p.liar.Hold("a branch", branch)
	at := 1
	p.must(p.liar.Tell(anna.ID, liar.Lie{On: "entries", Do: "put", At: &at, With: "a branch"}))
	told, inside := make(chan error, 1), make(chan struct{}, 1)
	go func() {
		told <- anna.Talk(ctx, p.xid, func(TalkEvent) {
			select {
			case inside <- struct{}{}:
			default:
			}
		})
	}()
	<-inside
	talk, leave := context.WithCancel(ctx)
	left := make(chan error, 1)
	go func() { left <- ruud.Talk(talk, p.xid, func(TalkEvent) {}) }()
	p.refused(<-told, note.E03)
	leave()
	if err := <-left; err != nil && hub.CodeOf(err) != note.E03 {
		t.Error(err)
	}
}
