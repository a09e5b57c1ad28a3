package hub

import (
	"time"

	"github.com/sluis-hub/sluis/crypto/note"
)

// Scope says what a token is good for.
type Scope string

const (
	// ScopeMember may do everything a member does.
	ScopeMember Scope = "member"
	// ScopeUnlock may fetch the keyring and nothing else.
	ScopeUnlock Scope = "unlock"
	// ScopeMailbox may read and write the one exchange of a mailbox.
	ScopeMailbox Scope = "mailbox"
	// ScopeInvite may answer the one invitation that it is the login of, and fetch its
	// outcome.
	ScopeInvite Scope = "invite"
)

// Caller is who a request comes from, after the token was checked.
type Caller struct {
	Account note.MemberID
	Org     note.OrgID // empty for a mailbox
	Scope   Scope
}

// Hello is a hub's first word.
type Hello struct {
	Hub     string `json:"hub"`     // hub id, as in the trust file
	Version string `json:"version"` // of the software
	Time    int64  `json:"time"`    // Unix seconds
}

// Challenge is 64 hex digits that a login note must repeat within a minute.
type Challenge struct {
	Challenge string `json:"challenge"`
	Time      int64  `json:"time"`
}

// Token is an access token and the second it ends.
type Token struct {
	Token   string `json:"token"`
	Expires int64  `json:"expires"`
}

// Position is a place in the changes of one party. Epoch rises when a hub was
// restored from a backup: a client that sees another epoch reads from 0 again.
type Position struct {
	Epoch uint64 `json:"epoch"`
	Count uint64 `json:"count"`
}

// Placed tells where an entry stands.
type Placed struct {
	XID  note.XID  `json:"xid"`
	Seq  uint64    `json:"seq"`
	Hash note.Hash `json:"hash"`
}

// Row is one exchange in a list: what the hub knows of it.
type Row struct {
	XID      note.XID  `json:"xid"`
	Seq      uint64    `json:"seq"`  // of the newest entry the party may see
	Head     note.Hash `json:"head"` // its hash
	Receipts uint64    `json:"receipts"`
	Closed   bool      `json:"closed"`
	Count    uint64    `json:"count"` // position of the newest change
}

// Page is a list of rows and the position to go on from.
type Page struct {
	Rows []Row    `json:"rows"`
	Next Position `json:"next"`
	More bool     `json:"more"`
}

// Lease says that a member has taken up an exchange for a party, until a time.
type Lease struct {
	XID    note.XID      `json:"xid"`
	Party  note.Party    `json:"party"`
	Member note.MemberID `json:"member"`
	Until  int64         `json:"until"`
}

// Day is a local date, "2026-11-21".
type Day string

// ParseDay refuses what is not a date of the calendar.
func ParseDay(s string) (Day, error) {
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return "", Errorf(E01, "%q is not a date like 2026-11-21", s)
	}
	return Day(s), nil
}

// Kinds of directory objects. Notes have leaves; the others are named by a note.
const (
	ObjectOrg       = "org"
	ObjectVouch     = "vouch"
	ObjectManifest  = "manifest"
	ObjectMember    = "member"    // named by a manifest
	ObjectTeam      = "team"      // team note, one an epoch
	ObjectCard      = "card"      // named by a manifest
	ObjectTerms     = "terms"     // named by a manifest
	ObjectRecipient = "recipient" // age1pq text, by its hash, named by member, team and mailbox notes
	ObjectTeamKey   = "teamkey"   // sealed file, named by a team note; for its members only
	ObjectMailbox   = "mailbox"   // mailbox note
)

// Object is one record or file of the directory, addressed by SHA-256 of Data.
type Object struct {
	Kind string `json:"kind"`
	Data []byte `json:"data"`
}

// Leaf is one line of the directory log: Subject is the team or vouching
// organisation, Version the manifest's version or the team's epoch.
type Leaf struct {
	N       uint64     `json:"n"`
	Kind    string     `json:"kind"`
	Org     note.OrgID `json:"org"`
	Subject note.ID    `json:"subject,omitempty"`
	Version uint64     `json:"version"`
	Hash    note.Hash  `json:"hash"`
}

// Keyring is a sealed keyring file and the signed note over it.
type Keyring struct {
	Head []byte `json:"head"`
	File []byte `json:"file"`
}
