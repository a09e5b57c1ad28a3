//go:build !testclock

package main

import "time"

// now is the clock of this process.
func now() time.Time { return time.Now() }
