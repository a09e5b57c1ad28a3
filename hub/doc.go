// Package hub is the language that a hub and its clients speak: the API as one
// Go interface, the shapes that travel, events on the socket, error kinds and
// limits.
//
// It promises that both ends cannot drift: the server's gate and the client in
// partners/client both assert that they implement API. It does no input or
// output, holds no state and knows no secrets.
//
// It refuses meaning: nothing here has a place for a kind, a status, a name or
// a deadline. What the hub may know is listed in docs/what-the-hub-sees.md.
package hub
