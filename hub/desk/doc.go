// Package desk keeps who has taken up what, and the days a team wants to be
// woken.
//
// It promises that of two members who take up an exchange at once the first
// has it, until a time, and that each day of a set is announced once, at seven
// in the morning in the Netherlands. Leases and days are in the database; who is
// reachable is asked of whoever keeps that, and nothing of it is stored.
//
// It refuses who may not act for the party, as if there were nothing (E21). It
// knows no reason for a day and no work behind a lease: a set may hold days that
// mean nothing.
package desk
