package note

import (
	"errors"
	"fmt"
)

// Code names one way in which a text can fail. Codes are what clients, the hub
// and the vectors agree on; crypto/FORMAT.md lists them all. The codes of
// network and use (E20 and up) belong to package hub.
type Code string

const (
	E01 Code = "E01" // grammar, order, size, number of signature lines
	E02 Code = "E02" // gap: an entry is missing before this one
	E03 Code = "E03" // fork: two entries for one place
	E04 Code = "E04" // signature does not verify
	E05 Code = "E05" // not allowed: wrong party, wrong moment, falling time or checkpoint
	E06 Code = "E06" // unknown, replaced or revoked key or record
	E07 Code = "E07" // the opened secret is not the one that was signed for
	E08 Code = "E08" // ciphertext, grant or piece is not the one that was signed for
	E09 Code = "E09" // bind: sealed text and signed text do not belong together
	E10 Code = "E10" // padding or body schema
	E11 Code = "E11" // directory log inconsistent
	E12 Code = "E12" // view too old
	E13 Code = "E13" // witness quorum missing
	E14 Code = "E14" // recipient is not post-quantum, or not exactly one stanza
	E15 Code = "E15" // release mismatch
	E16 Code = "E16" // check words differ
	E17 Code = "E17" // keyring mismatch
	E18 Code = "E18" // sealed text cut short or damaged
	E19 Code = "E19" // newer form: update
)

// Error is a failed check: which one, and in words which act failed.
type Error struct {
	Code Code
	Text string
	err  error
}

func (e *Error) Error() string { return string(e.Code) + ": " + e.Text }

// Unwrap gives the cause, if there is one.
func (e *Error) Unwrap() error { return e.err }

// Errorf makes an Error; a %w in the format keeps the cause.
func Errorf(code Code, format string, args ...any) error {
	err := fmt.Errorf(format, args...)
	return &Error{Code: code, Text: err.Error(), err: errors.Unwrap(err)}
}

// CodeOf returns the code of the outermost Error in err, or "" when there is none.
func CodeOf(err error) Code {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}
