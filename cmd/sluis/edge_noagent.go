//go:build noagent && !edge

package main

// edges has no commands: a hub serves no app, so that nothing in it can open.
type edges struct{}
