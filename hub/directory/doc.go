// Package directory keeps the public records of organisations, and each member's
// own sealed keyring and state.
//
// It promises that it stores no record that does not verify against those before
// it (crypto/FORMAT.md, part R), that records are never changed, and that
// everybody who may see a record gets the very bytes that were signed. It answers
// the other rooms, from memory, who may act for whom now.
//
// It refuses records of an organisation from anybody else than its own members;
// an organisation's first record comes from the operator (Seed). A sealed team
// key goes only to the members it names, a mailbox's record only to the
// organisation that made it and to the mailbox. It opens nothing.
package directory
