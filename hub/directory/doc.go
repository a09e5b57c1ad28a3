// Package directory keeps the public records of organisations, each member's
// own sealed keyring, and answers the other rooms who may act for whom.
//
// It promises that it holds what verifies and nothing else: records are checked
// signature by signature from the founders' roots on (package crypto/roster),
// the same again at each start, and records that are published together are
// accepted together or not at all, with the objects they name.
//
// It refuses records of another organisation than the caller's (E05), objects
// that no record names as what they are (E05), records whose objects are missing
// (E06), a mailbox that does not begin now (E26) or whose recipient is not new
// and its own (E05), more mailboxes and member notes than the hub keeps in mind
// (E24, E25), and a keyring that is not the next one (E20). Sealed team keys are given to those
// they were sealed to, a reporter's mailbox is shown to its organisation only;
// to others both are as if they were not there.
package directory
