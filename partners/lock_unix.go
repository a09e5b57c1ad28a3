//go:build unix

package partners

import (
	"os"
	"syscall"
)

// lock waits until this process alone holds the home's lock of that name.
func (h *Home) lock(name string) (unlock func(), err error) {
	unlock, _, err = h.flock(name, syscall.LOCK_EX)
	return unlock, err
}

// share waits until nobody holds the lock alone, and holds it with others.
func (h *Home) share(name string) (unlock func(), err error) {
	unlock, _, err = h.flock(name, syscall.LOCK_SH)
	return unlock, err
}

// tryLock holds the lock alone if nobody holds it now; free tells whether.
func (h *Home) tryLock(name string) (unlock func(), free bool, err error) {
	return h.flock(name, syscall.LOCK_EX|syscall.LOCK_NB)
}

func (h *Home) flock(name string, how int) (unlock func(), got bool, err error) {
	if err := os.MkdirAll(h.Dir, 0o700); err != nil {
		return nil, false, err
	}
	f, err := os.OpenFile(h.path("."+name+".lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, false, err
	}
	for {
		err = syscall.Flock(int(f.Fd()), how)
		if err != syscall.EINTR {
			break
		}
	}
	if err == syscall.EWOULDBLOCK {
		return nil, false, f.Close()
	}
	if err != nil {
		f.Close()
		return nil, false, err
	}
	// Closing alone would leave the lock to a process that was forked meanwhile, until
	// it runs its own program.
	return func() { syscall.Flock(int(f.Fd()), syscall.LOCK_UN); f.Close() }, true, nil
}
