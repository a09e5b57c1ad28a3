//go:build noagent

package main

const build = "hub"

// members has no commands: this build can neither open nor sign.
type members struct{}
