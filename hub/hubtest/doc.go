// Package hubtest is a whole hub inside a test: real rooms, real SQLite in a
// temporary directory, real sockets on a free port. With SLUIS_TEST_HUBS=2 it is
// two hub processes' worth of it, on PostgreSQL and Redis of the test's own, behind
// a balancer; who uses it sees no difference.
//
// It promises that the hub has stopped, and stopped cleanly, when the test ends,
// and that a hub which is stopped or killed comes back at the same address with
// the same data.
//
// It refuses nothing that a hub would not refuse: there is no back door but Seed,
// the operator's own, and a clock that a test may move.
package hubtest
