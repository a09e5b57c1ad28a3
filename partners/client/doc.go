// Package client is a member's connection to a hub: hub.API over HTTP, and the
// websocket.
//
// It promises to log in and renew by itself, to try again what may be tried
// again (with growing pauses, until the context ends), to give errors back as
// the hub meant them, and to reconnect a socket for as long as it is open.
//
// It refuses answers that are larger than their kind can be, redirects, and
// anything but JSON and octets. It verifies nothing else: whether an answer is
// true is the work of package partners, for whom the hub is hostile. It carries
// ciphertext only and holds no keys; a login is signed by a function it is given.
package client
