// Package storetest is the contract of a store: what every database under it
// must do alike. A database's own test calls Run and is done.
//
// It promises to look only through the store's methods, so that it holds for a
// database that is a file and for one that is a server. It refuses to know what
// an entry means: notes here are any octets.
package storetest
