package bus

import (
	"maps"
	"slices"
	"sync"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// Local is the bus of a single hub process: subscribers are called by the one
// who publishes, so an event is with the sockets' queues when Publish returns.
// It never loses anything and so never says hub.EventResync.
type Local struct {
	mu     sync.RWMutex
	closed bool
	// topics holds slices that are never written to once they are in the map,
	// so that Publish can walk one without the lock.
	topics map[string][]Listener
}

var _ Bus = (*Local)(nil)

// NewLocal returns an empty bus.
func NewLocal() *Local { return &Local{topics: make(map[string][]Listener)} }

// Announce implements Bus.
func (b *Local) Announce(party note.Party, e hub.Event) {
	e.Party = party
	b.Publish(string(party), 0, e)
}

// Publish implements Bus.
func (b *Local) Publish(topic string, from uint64, e hub.Event) {
	b.mu.RLock()
	listeners := b.topics[topic]
	b.mu.RUnlock()
	for _, l := range listeners {
		l.Hear(from, e)
	}
}

// Subscribe implements Bus.
func (b *Local) Subscribe(topic string, l Listener) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.closed {
		old := b.topics[topic]
		b.topics[topic] = append(old[:len(old):len(old)], l)
	}
}

// Unsubscribe implements Bus.
func (b *Local) Unsubscribe(topic string, l Listener) {
	b.mu.Lock()
	defer b.mu.Unlock()
	old := b.topics[topic]
	at := slices.Index(old, l)
	switch {
	case at < 0: // cancelled before, or closed
	case len(old) == 1:
		delete(b.topics, topic)
	default:
		b.topics[topic] = slices.Concat(old[:at], old[at+1:])
	}
}

// has says whether anybody listens to the topic.
func (b *Local) has(topic string) bool {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return len(b.topics[topic]) > 0
}

// resync tells every listener that it may have missed something.
func (b *Local) resync() {
	b.mu.RLock()
	all := slices.Collect(maps.Values(b.topics))
	b.mu.RUnlock()
	for _, listeners := range all {
		for _, l := range listeners {
			l.Hear(0, hub.Event{Event: hub.EventResync})
		}
	}
}

// Close implements Bus.
func (b *Local) Close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
	clear(b.topics)
	return nil
}
