// Package relay keeps exchanges: sealed entries in their order, sealed pieces of
// attachments, signed receipts, and for each party the position of what is new.
//
// It promises that what it stored is one signed line: each entry passed every
// check that headers allow against the entry before it, and of two that want
// the same place exactly one gets it. Putting the same bytes again is a success.
// Who is told that an entry stands can rely on it; who listens is told only
// after that.
//
// It refuses what is malformed (E01), too large (E23), out of place (E02, E03,
// E20), badly signed (E04), not allowed (E05, E06), not what was signed for
// (E08) or by a clock that is off (E26). What is not there and what is not the
// caller's is one answer, E21. It can open nothing: ciphertext and grants are
// octets whose hash was signed.
package relay
