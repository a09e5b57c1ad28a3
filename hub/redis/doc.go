// Package redis is the way from a hub to Redis: it reads the operator's address
// and password and makes the one client that bus and presence share.
//
// It promises that a password never stands in an address, a log or an error, and
// that no call waits longer than a second or two for a server that is away. A
// client connects when it is used, and again by itself.
//
// It refuses to keep anything: what goes to Redis is liveness, which may be lost
// at any moment without anybody losing a message, a login or a reading.
package redis
