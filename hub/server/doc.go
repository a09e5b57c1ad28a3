// Package server is the one page on which a hub is put together: it opens the
// rooms in order, lets them know each other through their small interfaces, and
// closes them in reverse.
//
// It promises that a hub that starts is whole, that one directory is served by
// one process, that a hub that stops tells its sockets, finishes what runs and
// loses nothing it answered, and that what time ends (exchanges, leases, pieces
// nobody named, days to be woken on) ends without anybody asking.
//
// It refuses to read flags, environment or configuration files: cmd does, and
// fills in Config. It can open nothing and sign for nobody, as the rooms it
// joins cannot; the build tag noagent leaves out the packages that could.
package server
