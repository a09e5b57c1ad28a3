// Package liar is a hub that lies, for tests: a proxy that stands before a real hub
// and tells one account another story than the hub does. What it says is a list of
// cases that stands in cases.json, read by every client there is: a client passes a
// case when it says the right code, shows nothing of the lie, seals nothing to who
// lies, and goes on as if nothing had been when the hub is honest again.
//
// It promises that who is not lied to gets the hub's answers octet by octet, and
// that it notes down everything it is given. It holds what a hub that lies could
// hold: the keys of the directory log and of its witness, keys of its own, and what
// members who collude with it have signed.
//
// It refuses a lie that it does not know, so that a case cannot pass by being told
// to nobody.
package liar
