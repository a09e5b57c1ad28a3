//go:build syncoff

package store

// synchronous OFF shows that the test of lost writes can fail (cmd/sluis,
// TestWritesWithoutFsyncAreLost); no released build carries the tag.
const synchronous = "OFF"
