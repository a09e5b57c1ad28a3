package bus

import (
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

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
	// Subscribe has hear called for what is published to the topic from now on.
	// Hear must not block and must not keep the slices of the event for writing.
	// After cancel has returned, hear may still get an event under way.
	Subscribe(topic string, hear func(from uint64, e hub.Event)) (cancel func())
	// Close ends all subscriptions; afterwards nothing is delivered.
	Close() error
}
