// Package partners is acting as a member of an organisation, end to end: look a
// team up, verify who it is, seal, sign, send, receive, open, fold.
//
// It promises that nothing is shown that was not verified from the signed
// records down (crypto/FORMAT.md), that nothing is sealed to a key the
// directory does not vouch for, that what was signed is sent or kept (the
// outbox), and that custody is shown with its certainty.
//
// It refuses to trust the hub: every answer is checked, a chain that went back
// or forked is E03, and no secret is used before its public half was matched
// with a signed record. Plaintext never reaches the disk, except where the
// member asks for it (export, attach get).
package partners
