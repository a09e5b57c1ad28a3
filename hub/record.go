package hub

import "github.com/sluis-hub/sluis/crypto/note"

// Records are what the rooms hand to the store and get from it. All of it is
// derived from signed notes, or a count, or a time by the hub's clock in Unix
// seconds; there is no place for anything else.

// Exchange is what a hub keeps of an exchange beside its entries.
type Exchange struct {
	XID    note.XID
	Seq    uint64    // of the head
	Head   note.Hash // hash of the newest entry
	Stored int64     // when the head was stored
	Ends   int64     // when the whole exchange is deleted
	State  []byte    // of the chain, as the relay wrote it
}

// GrantFile is one grant file of a genesis or rekey and who it is for. File is
// empty when whoever put the entry back after a restore did not have it.
type GrantFile struct {
	Party note.Party
	File  []byte
}

// Seat is a party's place in an exchange. Who leaves still sees the entries up
// to the one that removed it.
type Seat struct {
	Party note.Party
	Stays bool
}

// Placement is one entry on its way into the store, with all that changes with
// it: the store does it whole or not at all.
type Placement struct {
	XID        note.XID
	Seq        uint64
	Prev       note.Hash // the head that must stand; ZeroHash for a genesis
	Hash       note.Hash
	Note       []byte
	Ciphertext []byte      // empty without one
	Grants     []GrantFile // in the order of the grant lines
	Stored     int64
	Ends       int64  // 0 leaves it as it was
	State      []byte // of the chain after this entry, without what grows with each
	Mark       []byte // what this entry adds to that
	Closed     bool
	Seats      []Seat        // everybody of the set before and after, in order of party
	Blobs      []note.ID     // uploads that become part of the exchange
	Uploader   note.MemberID // whose they are, only with Blobs
	// Recalls is the seq whose ciphertext and attachments go, nil for none.
	Recalls *uint64
}

// Raised is a party whose position rose, and to what.
type Raised struct {
	Party note.Party
	Count uint64
}

// StoredEntry is an entry as it lies in the store.
type StoredEntry struct {
	Seq        uint64
	Hash       note.Hash
	Note       []byte
	Ciphertext []byte
	// Grants are in the order of the grant lines; those of other parties than
	// the one asked for are empty.
	Grants [][]byte
}

// Receipt is one signed receipt on its way into the store.
type Receipt struct {
	XID    note.XID
	Seq    uint64 // of the entry
	Author note.MemberID
	Note   []byte
}

// Upload is an attachment whose pieces are being put, or that an entry names.
type Upload struct {
	ID    note.ID
	Owner note.MemberID
	Root  note.Hash
	Size  uint64 // of all pieces together
	Since int64
}

// PieceHash is the number and SHA-256 of a stored piece.
type PieceHash struct {
	N    uint32
	Hash [32]byte
}

// Epoch counts how often the positions began anew, and since when.
type Epoch struct {
	Epoch uint64
	Since int64
}

// Process is one hub process of several on one database.
type Process struct {
	ID string // 16 octets in hex, random
	// Settings are those that all processes must have alike, by name, without secrets.
	Settings map[string]string
	Version  string // of its program
	Knows    int    // migrations that its program knows
	Seen     int64  // when it last said that it is there
}

// Waking is a day of a party's set that has come.
type Waking struct {
	Party note.Party
	Day   Day
}

// Record is an object on its way into the store.
type Record struct {
	Object
	Hash note.Hash
	// Team and Epoch say whose sealed team key it is, only with one.
	Team  note.TeamID
	Epoch uint64
	// Leaf is what a record has in the list, nil for an object without one. N
	// is given by the store.
	Leaf *Leaf
}

// StoredObject is an object as it lies in the store.
type StoredObject struct {
	Object
	Place int64       // counts the objects in the order in which they were stored; only from EachObject
	Leaf  int64       // its number in the list, -1 without one
	Team  note.TeamID // with a team key: of which
	Epoch uint64
}

// Invitation is an invitation as it lies in the store.
type Invitation struct {
	Locator note.ID
	Org     note.OrgID
	By      note.MemberID
	Login   note.Hash // public half, hex
	Ends    int64
	Answer  []byte // frame of the newcomer's, empty before
	Outcome []byte // JSON of the admin's, empty before
}

// Checkpoint is a signed and cosigned head of the directory log.
type Checkpoint struct {
	Size   uint64
	Stored int64  // when, in Unix seconds
	Signed []byte // C2SP tlog-checkpoint; empty before the first
}
