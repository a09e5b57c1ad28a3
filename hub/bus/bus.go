package bus

import (
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// Listener hears events. Hear must not block, and must not write to the slices of
// the event. A listener must be comparable, as a pointer is. (It is an alias so
// that other packages can name it without this one.)
type Listener = interface {
	Hear(from uint64, e hub.Event)
}

// Bus is one hub process's end of the bus. Its methods may be called from any
// goroutine. Topics are texts; a note.Party is one, and whoever makes others
// keeps them from beginning with t, m or r.
type Bus interface {
	// Announce publishes e, with its Party set, to the subscribers of the party.
	// Call it after the commit, never before.
	Announce(party note.Party, e hub.Event)
	// Publish gives e to the subscribers of the topic, in every hub process.
	// From is a number that the publisher knows itself by, 0 for nobody.
	Publish(topic string, from uint64, e hub.Event)
	// Subscribe has l hear what is published to the topic from now on.
	Subscribe(topic string, l Listener)
	// Unsubscribe ends one subscription of l to the topic; without one it does
	// nothing. L may still hear an event that was under way.
	Unsubscribe(topic string, l Listener)
	// Close ends all subscriptions; afterwards nothing is delivered.
	Close() error
}
