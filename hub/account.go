package hub

import (
	"strconv"
	"strings"

	"github.com/sluis-hub/sluis/crypto/note"
)

// Account is whose keyring it is.
type Account struct {
	Org    note.OrgID    `json:"org"`
	Member note.MemberID `json:"member"`
}

// CodeLetters are those of Crockford's base 32: none looks like another.
const CodeLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// AccountCode is how a person writes down which account is theirs: the first 50
// bits of the member's id, as «K7QM2-P4XD9». It is no secret. On a device that
// knows nothing, code and eight words together open a keyring.
func AccountCode(member note.MemberID) string {
	n, err := strconv.ParseUint(string(member[:min(13, len(member))]), 16, 64)
	if err != nil || len(member) < 13 {
		return ""
	}
	n >>= 2 // 13 hex digits are 52 bits
	b := make([]byte, 10)
	for i := range b {
		b[len(b)-1-i] = CodeLetters[n&31]
		n >>= 5
	}
	return string(b[:5]) + "-" + string(b[5:])
}

// ParseAccountCode reads what somebody typed: case, spaces and dashes do not
// count, O is 0, I and L are 1. It returns the code as AccountCode writes it, or
// E01.
func ParseAccountCode(typed string) (string, error) {
	if len(typed) > 64 {
		return "", Errorf(E01, "account code has %d characters", len(typed))
	}
	code := strings.Map(func(r rune) rune {
		// No letters but these: what is a capital of another one differs by language.
		if 'a' <= r && r <= 'z' {
			r -= 'a' - 'A'
		}
		switch r {
		case ' ', '-', '\t':
			return -1
		case 'O':
			return '0'
		case 'I', 'L':
			return '1'
		}
		return r
	}, typed)
	if len(code) != 10 || strings.Trim(code, CodeLetters) != "" {
		return "", Errorf(E01, "account code is not ten letters and digits")
	}
	return code[:5] + "-" + code[5:], nil
}
