// Package flowtest is the contract test of the flows: it replays the scenario
// files of partners/testdata, which another language replays as well, and holds
// any sequence of entries to what every fold promises.
//
// A scenario is a list of steps. A step adds an entry or a receipt, or lets time
// pass, and says what the status is then. Hashes are made up: that of entry n is
// the number n+1 as 64 hex digits; in a document "@n" stands for it. The about
// text of each file says the rest.
//
// It refuses nothing and keeps nothing: it is for tests only.
package flowtest
