// Package server joins the rooms to one hub process: it opens the data, takes the
// address, starts what runs in order and stops it in reverse.
//
// It promises that what was acknowledged is on disk, that a stop finishes what
// runs and tells sockets to come back, and that a hub is one page to read.
//
// It refuses to start on data that it cannot verify, and in the build for
// production (tag noagent) it contains nothing that opens or signs.
package server
