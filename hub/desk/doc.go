// Package desk keeps who has taken up what, and the days on which a team wants
// to be woken.
//
// It promises that the first who takes an exchange up for a party has it until
// it is given back or its time ends, whichever hub process was asked, and that a
// day fires once. A day has no exchange and no meaning: what it was for is in the
// team's own zaak.
//
// It refuses to act for a party that the caller is not of, with the same answer
// as when there is nothing.
package desk
