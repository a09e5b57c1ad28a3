//go:build !unix

package witness

import "errors"

var errSystem = errors.New("on this system nobody can promise that a witness runs once and forgets nothing")

// lock refuses where files cannot be locked: a witness is not for trying things out.
func lock(string) (unlock func() error, err error) { return nil, errSystem }

func syncDir(string) error { return errSystem }
