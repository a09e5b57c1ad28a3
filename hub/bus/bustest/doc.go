// Package bustest is the contract of hub/bus as a test: each implementation
// calls Test in three lines and is held to the same promises.
//
// It promises that what passes may stand behind the gate. It refuses to test
// speed, and what a bus does when its server is away.
package bustest
