// Package auth decides who a request comes from: it gives challenges, trades a
// signed login note for an access token, and reads tokens back. It is the only
// package that imports golang-jwt.
//
// It promises that logging in is one act with a key that signs nothing else: the
// note is bound to the address the client talks to, to the account, and to a
// challenge that lives one minute and works once (RFC 8725 for the tokens:
// EdDSA only, one fixed key id, own type, audience, five minutes). Challenges
// need no storage until they are used. An account that does not exist gets the
// same answers, after the same work and at the same moment, as one that does.
//
// It refuses cookies, passwords, refresh tokens and everything a user could
// choose. A token is worth ciphertext and metadata, never text or a signature,
// and it dies at once with the membership of the account behind it.
package auth
