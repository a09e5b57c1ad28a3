// Package gate is the hub's door: HTTP requests and websockets come in here, and
// nowhere else. It is the only package of the hub that imports gorilla/websocket.
//
// It promises that every way in stands in one table (table.go) with who may use
// it, how large it may be and how often; that an error of a room becomes a status
// and a sentence in one place (answer.go); that an answer is never HTML or script,
// and repeats nothing of the question; that what is not there, not yours and not
// a route look the same; that a slow socket is closed and never waited for; and
// that the log tells how the hub is doing without telling who does what.
//
// It refuses to know meaning. It passes octets to the rooms behind hub.API and
// events to sockets, looks into neither, and decides nothing about exchanges
// except by asking.
package gate
