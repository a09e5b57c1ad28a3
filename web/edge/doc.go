// Package edge serves the app to browsers, from an address of its own, and
// passes on what they and the hub say to each other.
//
// It promises that nothing of the hub is ever run as the app: of every answer,
// errors and upgrades included, only data in one of three types and a short list
// of headers pass, in a sandbox. It serves nothing but the files that were built
// into it and the trust file of its operator, each with headers that allow
// exactly the built scripts, worker and stylesheet. Towards the hub it stands for
// its visitors with a keyed hash of their network, never with their address; it has
// to be told what ends TLS before it (Config.Behind), or they would all be one.
//
// It refuses every other path and method, keeps nothing, and logs no address and
// no query.
package edge
