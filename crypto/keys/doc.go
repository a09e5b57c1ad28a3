// Package keys is the public half of every key: Ed25519 keys with their ids and
// the one rule by which a signature counts, and post-quantum recipients with
// their hashes (crypto/FORMAT.md, part 2).
//
// It promises one verdict everywhere: a signature counts when the key and the
// signature's first half are well formed and encode([S]B - [k]A) = R. Libraries
// disagree about the corner cases; keyok and sigok take those away first.
//
// It refuses classic recipients, malformed ones and every small-order point. It
// can open and sign nothing, so the hub may use it.
package keys
