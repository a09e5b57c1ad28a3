//go:build unix

package server

import (
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
	return f.Close, nil
}
