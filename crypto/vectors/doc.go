// Package vectors holds no code: its JSON files are the cases that every
// implementation of crypto/FORMAT.md agrees on.
//
// It promises, by its test, that each numbered rule has a case that is only just
// right and one that is only just wrong, with a code that the rule names. It
// refuses cases of a rule that is not there.
package vectors
