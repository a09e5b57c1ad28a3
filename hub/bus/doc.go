// Package bus carries events from what happened to whoever listens: from a room
// that has just committed to the sockets of a party, and between hub processes
// when there are several, by way of Redis.
//
// It promises little, on purpose: each event reaches each subscriber of its
// topic at most once, and those of one publisher arrive in the order in which
// they were published. Nothing is stored. A bus that knows it has lost something
// says hub.EventResync on every topic that may have missed it.
//
// It refuses to wait: Publish never blocks on a subscriber, so a subscriber must
// not block either. Events announce ids and are proof of nothing; a listener
// reads what it heard of from its position.
package bus
