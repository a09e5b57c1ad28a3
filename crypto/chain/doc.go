// Package chain is an exchange: signed headers, each naming the hash of the one
// before, from which everybody computes who takes part, who is responsible and
// what may follow (crypto/FORMAT.md, part 5, rules C1 and up).
//
// It promises one verdict everywhere: hub and clients run the same Begin and
// Append, which make every check that headers allow, and ownership moves only
// where two people signed the same bytes. It is pure: no clock, no storage, no
// network. What it must know of organisations it asks a View; what only a
// holder of case keys can check it asks an Opener, in Replay.
//
// It refuses to guess: an entry that breaks a rule leaves the State as it was
// and names the rule's code. It can open and sign nothing, so the hub may use
// it.
package chain
