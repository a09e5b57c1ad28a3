//go:build testclock

package main

import (
	"os"
	"time"
)

// now is the clock of this process, moved by SLUIS_CLOCK_OFFSET (a Go duration),
// so that terms and the 30 minutes of an offer can be tested from outside. No
// released build carries the tag.
func now() time.Time { return time.Now().Add(clockOffset) }

var clockOffset = func() time.Duration {
	d, err := time.ParseDuration(os.Getenv("SLUIS_CLOCK_OFFSET"))
	if err != nil && os.Getenv("SLUIS_CLOCK_OFFSET") != "" {
		panic("SLUIS_CLOCK_OFFSET is not a duration")
	}
	return d
}()
