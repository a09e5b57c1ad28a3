//go:build unix

package server

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

// lock makes this process the only one with the data directory: two hubs on one
// file would not know of each other.
func lock(path string) (unlock func() error, err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		f.Close()
		return nil, fmt.Errorf("another hub runs with this data directory: %w", err)
	}
	// Closing alone would leave the lock to a process that was forked meanwhile, until
	// it runs its own program.
	return func() error { return errors.Join(syscall.Flock(int(f.Fd()), syscall.LOCK_UN), f.Close()) }, nil
}
