// Package presence knows who is there now: which members are in the room of an
// exchange, and for which teams somebody has said to be reachable.
//
// It promises that present means heard within hub.Present, that a team is
// reachable until the last end time that a member of it named, and that nothing
// of either is written down: it lives in memory, of the process or of a Redis that
// several processes share, has no history, no last-seen, and ends by itself.
//
// It refuses to prove anything. That two people sat in a room is proved by two
// signatures under an acceptance, never by what is said here. Who may enter and
// who may look is asked by the gate before it calls.
package presence
