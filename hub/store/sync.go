//go:build !syncoff

package store

// synchronous is never anything else in a hub that people use.
const synchronous = "FULL"
