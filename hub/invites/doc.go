// Package invites is where an organisation's admin and a newcomer meet who share
// eight words that the hub does not know.
//
// It promises that an invitation is answered once, by who holds the key that the admin
// named, and admitted once; that each step has its time; and that an organisation has
// room for only so many.
//
// It refuses who is no admin of the organisation now, and a newcomer's note that no
// manifest could name. It cannot tell a right answer from one that was changed on the
// way: the MACs beside what it passes on are for the two who know the words.
package invites
