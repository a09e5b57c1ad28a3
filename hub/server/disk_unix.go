//go:build unix

package server

import "syscall"

// free is how many bytes there are left where a file would be put, -1 when nobody
// tells.
func free(path string) int64 {
	var s syscall.Statfs_t
	if syscall.Statfs(path, &s) != nil {
		return -1
	}
	return int64(s.Bavail) * int64(s.Bsize)
}
