// Package redistest runs a Redis of a test's own: on a socket in a temporary
// folder, with nothing on disk, and gone with the test.
//
// It promises that the test decides when that Redis lives, hangs, forgets and
// dies. It refuses to touch any Redis that was there before. Where redis-server
// is not in the path the test is skipped; .ci/test installs it, or says so.
package redistest
