// Package presencetest is the contract of hub/presence as a test: each
// implementation calls Test in three lines and is held to the same promises.
//
// It promises that what passes may stand behind the gate. It refuses to test
// what an implementation does when its server is away.
package presencetest
