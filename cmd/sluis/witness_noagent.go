//go:build noagent && !witness

package main

// witnesses has no commands: a hub does not vouch for its own log.
type witnesses struct{}
