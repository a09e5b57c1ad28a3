// Package roster is who is who: organisations, the vouches that admit them,
// their manifests, members, teams with their keys, cards and mailboxes, all as
// signed notes (crypto/FORMAT.md, rules R1 to R49).
//
// It promises that a Book holds only records that follow, signature by
// signature, from the founders' roots it was made with, so that a hub can add
// nobody, swap no key and bring nothing back. A Book answers what a chain asks
// (chain.View): who may sign for which party, and which key is whose.
//
// It refuses a record that skips, repeats or contradicts one before it (E11), a
// signature that does not count (E04) or by somebody who may not (E05), and
// unknown or revoked keys and records (E06). It has no clock, holds no private
// key and opens nothing; the hub may use it.
package roster
