package note

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
)

// The values a line can hold. All are kept as the text that was signed.
type (
	// ID is 16 random bytes, 32 lower-case hex digits.
	ID string
	// OrgID names an organisation.
	OrgID ID
	// TeamID names a team.
	TeamID ID
	// MemberID names a member, or, as author of an r-party, a mailbox.
	MemberID ID
	// KeyID is the first half of a hash over a public key, 32 hex digits.
	KeyID string
	// Hash is a SHA-256, 64 lower-case hex digits.
	Hash string
	// XID names an exchange: the hash of its first signed bytes.
	XID Hash
	// Party is who takes part in an exchange: "t", "m" or "r" and an ID.
	Party string
)

const (
	// ZeroHash stands where a hash has no predecessor.
	ZeroHash Hash = "0000000000000000000000000000000000000000000000000000000000000000"
	// ZeroID is the organisation of a reporter's mailbox.
	ZeroID ID = "00000000000000000000000000000000"
	// MaxNum is the largest number a line may hold, 2^53-1, so that a browser reads it exactly.
	MaxNum uint64 = 1<<53 - 1
	// MaxTime is the latest time, the last second of the year 9999: beyond it dates
	// have no common notation.
	MaxTime = 253_402_300_799
)

// NewID returns 16 fresh random bytes.
func NewID() ID { return ID(randomHex(16)) }

func randomHex(n int) string {
	b := make([]byte, n)
	rand.Read(b)
	return hex.EncodeToString(b)
}

// HashOf returns the SHA-256 of b.
func HashOf(b []byte) Hash {
	sum := sha256.Sum256(b)
	return Hash(hex.EncodeToString(sum[:]))
}

// Bytes returns the 32 bytes of the hash, or nil if it is not one.
func (h Hash) Bytes() []byte {
	if !IsHash(string(h)) {
		return nil
	}
	b, _ := hex.DecodeString(string(h))
	return b
}

// TeamParty, MemberParty and MailboxParty make the three kinds of party.
func TeamParty(t TeamID) Party      { return Party("t" + string(t)) }
func MemberParty(m MemberID) Party  { return Party("m" + string(m)) }
func MailboxParty(m MemberID) Party { return Party("r" + string(m)) }

// Kind is 't' for a team, 'm' for a single member, 'r' for a reporter's mailbox, 0 for none.
func (p Party) Kind() byte {
	if p == "" {
		return 0
	}
	return p[0]
}

// Team is the team of a t-party, "" for any other.
func (p Party) Team() TeamID {
	if p.Kind() != 't' {
		return ""
	}
	return TeamID(p[1:])
}

// Member is the member of an m-party or the mailbox of an r-party, "" for a team.
func (p Party) Member() MemberID {
	if p.Kind() == 't' || p == "" {
		return ""
	}
	return MemberID(p[1:])
}

// Checkpoint is a size and root of the directory log. Without a log it is 0 and ZeroHash.
type Checkpoint struct {
	Size uint64
	Root Hash
}

// NoLog is the checkpoint of a deployment that has no directory log yet.
var NoLog = Checkpoint{Root: ZeroHash}

func (c Checkpoint) String() string {
	return strconv.FormatUint(c.Size, 10) + " " + string(c.Root)
}

// A Value says whether a text is allowed at one place of a line. It is asked
// only about one or more printable ASCII characters without space.
type Value func(string) bool

// IsID holds for 32 lower-case hex digits, IsHash for 64.
func IsID(s string) bool   { return isHex(s, 32) }
func IsHash(s string) bool { return isHex(s, 64) }

// IsSignature holds for 128 lower-case hex digits.
func IsSignature(s string) bool { return isHex(s, 128) }

// IsParty holds for t, m or r and 32 hex digits.
func IsParty(s string) bool {
	return s != "" && (s[0] == 't' || s[0] == 'm' || s[0] == 'r') && isHex(s[1:], 32)
}

// IsNum holds for a decimal without leading zero of at most MaxNum.
func IsNum(s string) bool {
	n, err := strconv.ParseUint(s, 10, 64)
	return err == nil && n <= MaxNum && (s == "0" || s[0] != '0')
}

// IsTime holds for a number of at most MaxTime.
func IsTime(s string) bool {
	n, _ := strconv.ParseUint(s, 10, 64)
	return IsNum(s) && n <= MaxTime
}

// IsText holds for one or more printable ASCII characters without space.
func IsText(s string) bool {
	for i := range len(s) {
		if s[i] < 0x21 || s[i] > 0x7e {
			return false
		}
	}
	return s != ""
}

// OneOf allows just the given words.
func OneOf(words ...string) Value {
	return func(s string) bool {
		for _, w := range words {
			if s == w {
				return true
			}
		}
		return false
	}
}

func isHex(s string, n int) bool {
	if len(s) != n {
		return false
	}
	for i := range len(s) {
		if !lowerHex[s[i]] {
			return false
		}
	}
	return true
}

// lowerHex is a table because these digits are most of what a note holds.
var lowerHex = func() (t [256]bool) {
	for _, c := range []byte("0123456789abcdef") {
		t[c] = true
	}
	return t
}()
