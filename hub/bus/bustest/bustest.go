package bustest

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/bus"
)

// patience is how long a bus over a network may take to deliver.
const patience = 5 * time.Second

// Test holds an implementation to the contract. Open gives a fresh bus and, as
// a function, further ends of it as other hub processes would have; a bus within
// one process gives itself again.
func Test(t *testing.T, open func(t *testing.T) (end func() bus.Bus)) {
	t.Run("only subscribers of the topic hear", func(t *testing.T) { onlyTopic(t, open(t)) })
	t.Run("every end hears, with every field", func(t *testing.T) { everyEnd(t, open(t)) })
	t.Run("announce names the party", func(t *testing.T) { announce(t, open(t)) })
	t.Run("order of one publisher is kept", func(t *testing.T) { order(t, open(t)) })
	t.Run("cancel ends one subscription", func(t *testing.T) { cancel(t, open(t)) })
	t.Run("a subscriber may subscribe and cancel", func(t *testing.T) { reentrant(t, open(t)) })
	t.Run("many at once", func(t *testing.T) { many(t, open(t)) })
	t.Run("closed is silent", func(t *testing.T) { closed(t, open(t)) })
}

// ear is a function that listens.
type ear struct {
	hear func(from uint64, e hub.Event)
}

func (l *ear) Hear(from uint64, e hub.Event) { l.hear(from, e) }

// subscribe has f hear a topic.
func subscribe(b bus.Bus, topic string, f func(from uint64, e hub.Event)) (cancel func()) {
	l := &ear{f}
	b.Subscribe(topic, l)
	return func() { b.Unsubscribe(topic, l) }
}

type heard struct {
	From  uint64
	Event hub.Event
}

// listen subscribes with a channel that takes more than any test publishes.
func listen(t *testing.T, b bus.Bus, topic string) (<-chan heard, func()) {
	t.Helper()
	c := make(chan heard, 10000)
	stop := subscribe(b, topic, func(from uint64, e hub.Event) { c <- heard{from, e} })
	return c, stop
}

func next(t *testing.T, c <-chan heard) heard {
	t.Helper()
	select {
	case h := <-c:
		return h
	case <-time.After(patience):
		t.Fatal("nothing heard in time")
		return heard{}
	}
}

// quiet publishes a last word to the topic and wants it to be the next heard.
func quiet(t *testing.T, b bus.Bus, topic string, c <-chan heard) {
	t.Helper()
	b.Publish(topic, 99, hub.Event{Event: "last"})
	if h := next(t, c); h.Event.Event != "last" {
		t.Fatalf("heard %q, want nothing", h.Event.Event)
	}
}

func event(n uint64) hub.Event { return hub.Event{Event: hub.EventEntry, Seq: n} }

func onlyTopic(t *testing.T, end func() bus.Bus) {
	b := end()
	ours, _ := listen(t, b, "x1")
	other, _ := listen(t, b, "x2")
	b.Publish("x1", 7, event(1))
	b.Publish("x", 7, event(2))
	b.Publish("x11", 7, event(3))
	if diff := cmp.Diff(heard{7, event(1)}, next(t, ours)); diff != "" {
		t.Error(diff)
	}
	quiet(t, b, "x1", ours)
	quiet(t, b, "x2", other)
}

func everyEnd(t *testing.T, end func() bus.Bus) {
	one, two := end(), end()
	first, _ := listen(t, one, "x1")
	second, _ := listen(t, two, "x1")
	third, _ := listen(t, two, "x1")
	full := hub.Event{
		Event: hub.EventFrame, Party: note.TeamParty(note.TeamID(note.NewID())), XID: note.XID(note.ZeroHash),
		Seq: 3, Count: note.MaxNum, Member: note.MemberID(note.NewID()), Members: []note.MemberID{"a", "b"},
		Teams: []note.TeamID{"c"}, Data: []byte{0, 1, 255, '\n'}, Day: "2026-11-21", Code: hub.E20, Time: 1771234567,
	}
	one.Publish("x1", 1<<53-1, full)
	for _, c := range []<-chan heard{first, second, third} {
		if diff := cmp.Diff(heard{1<<53 - 1, full}, next(t, c)); diff != "" {
			t.Error(diff)
		}
	}
}

func announce(t *testing.T, end func() bus.Bus) {
	b := end()
	party := note.TeamParty(note.TeamID(note.NewID()))
	c, _ := listen(t, b, string(party))
	b.Announce(party, event(4))
	want := event(4)
	want.Party = party
	if diff := cmp.Diff(heard{0, want}, next(t, c)); diff != "" {
		t.Error(diff)
	}
}

func order(t *testing.T, end func() bus.Bus) {
	one, two := end(), end()
	c, _ := listen(t, two, "x1")
	for n := range uint64(1000) {
		one.Publish("x1", 0, event(n))
	}
	for n := range uint64(1000) {
		if got := next(t, c).Event.Seq; got != n {
			t.Fatalf("heard %d, want %d", got, n)
		}
	}
}

func cancel(t *testing.T, end func() bus.Bus) {
	b := end()
	stays, _ := listen(t, b, "x1")
	goes, stop := listen(t, b, "x1")
	b.Publish("x1", 0, event(1))
	next(t, stays)
	next(t, goes)
	stop()
	stop() // again changes nothing
	b.Publish("x1", 0, event(2))
	if got := next(t, stays).Event.Seq; got != 2 {
		t.Errorf("the other subscription heard %d, want 2", got)
	}
	quiet(t, b, "x1", stays)
	select {
	case h := <-goes:
		t.Errorf("a cancelled subscription heard %v", h)
	default:
	}
}

func reentrant(t *testing.T, end func() bus.Bus) {
	b := end()
	c := make(chan heard, 10)
	var stop func()
	ready := make(chan struct{})
	stop = subscribe(b, "x1", func(uint64, hub.Event) {
		<-ready
		stop()
		subscribe(b, "x2", func(from uint64, e hub.Event) { c <- heard{from, e} })
		b.Publish("x2", 1, event(5))
	})
	close(ready)
	b.Publish("x1", 0, event(1))
	if got := next(t, c).Event.Seq; got != 5 {
		t.Errorf("heard %d, want 5", got)
	}
}

func many(t *testing.T, end func() bus.Bus) {
	one, two := end(), end()
	var got atomic.Int64
	all := make(chan struct{})
	const topics, each = 20, 50
	for n := range topics {
		subscribe(two, fmt.Sprint("x", n), func(uint64, hub.Event) {
			if got.Add(1) == topics*each {
				close(all)
			}
		})
	}
	var wg sync.WaitGroup
	for n := range topics {
		wg.Go(func() {
			for range each {
				one.Publish(fmt.Sprint("x", n), 0, event(0))
				subscribe(two, "x-other", func(uint64, hub.Event) {})()
			}
		})
	}
	wg.Wait()
	select {
	case <-all:
	case <-time.After(patience):
		t.Fatalf("%d of %d heard", got.Load(), topics*each)
	}
}

func closed(t *testing.T, end func() bus.Bus) {
	b := end()
	c, stop := listen(t, b, "x1")
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	b.Publish("x1", 0, event(1))
	subscribe(b, "x1", func(uint64, hub.Event) { t.Error("heard after close") })
	b.Publish("x1", 0, event(2))
	stop()
	select {
	case h := <-c:
		t.Errorf("heard %v after close", h)
	default:
	}
}
