package hub

import (
	"context"

	"github.com/sluis-hub/sluis/crypto/note"
)

// API is everything a hub does. The server's rooms implement it together, the
// client in partners/client implements it over HTTP; the context of a server
// call carries the Caller. Every method answers with an *Error.
type API interface {
	Open
	Relay
	Desk
	Directory
	Keyrings
	Invites
}

// Open is what may be called without a token.
type Open interface {
	// Hello tells which hub this is and what time it has.
	Hello(ctx context.Context) (Hello, error)
	// Challenge gives a challenge for one login; an unknown account gets one too.
	Challenge(ctx context.Context, account note.MemberID) (Challenge, error)
	// Find gives the account with a code (see AccountCode); for an unknown one
	// ids that nobody has, the same each time.
	Find(ctx context.Context, code string) (Account, error)
	// Login trades a signed login note (FORMAT.md) for a token of five minutes.
	Login(ctx context.Context, login []byte) (Token, error)
}

// Relay keeps exchanges: sealed entries in their order, sealed pieces, receipts.
type Relay interface {
	// Put stores one entry (see Frame). Putting stored bytes again is a success;
	// another entry at that place is E20.
	Put(ctx context.Context, frame []byte) (Placed, error)
	// Entries gives the entries of an exchange from seq on, as the party may see
	// them: only that party's grants are filled in. At most MaxBatch bytes.
	Entries(ctx context.Context, party note.Party, xid note.XID, from uint64) ([][]byte, error)
	// Changes lists the party's exchanges whose position lies after the given
	// one, oldest change first.
	Changes(ctx context.Context, party note.Party, after Position, limit int) (Page, error)
	// Newest lists the party's exchanges before the given position (the zero
	// Position: from the newest), newest change first.
	Newest(ctx context.Context, party note.Party, before Position, limit int) (Page, error)
	// PutReceipt stores a signed receipt; the same receipt again is a success.
	PutReceipt(ctx context.Context, receipt []byte) error
	// Receipts gives all receipts of an exchange that the party may see.
	Receipts(ctx context.Context, party note.Party, xid note.XID) ([][]byte, error)
	// PutPiece stores piece n of the attachment with that root, before any entry
	// names it. Size is that of the whole attachment.
	PutPiece(ctx context.Context, root note.Hash, size uint64, n uint32, piece []byte) error
	// Pieces lists the numbers of the pieces that the caller has put already.
	Pieces(ctx context.Context, root note.Hash) ([]uint32, error)
	// Piece gives piece n of an attachment that an entry of the exchange names.
	Piece(ctx context.Context, party note.Party, xid note.XID, root note.Hash, n uint32) ([]byte, error)
}

// Desk keeps who has taken up what, and the days a team wants to be woken.
type Desk interface {
	// Claim takes an exchange for the caller on behalf of party; the first wins,
	// the holder may claim again. Taken by a colleague: E31.
	Claim(ctx context.Context, party note.Party, xid note.XID) (Lease, error)
	// Release gives it back; releasing what is not held is a success.
	Release(ctx context.Context, party note.Party, xid note.XID) error
	// Leases lists the leases of a party.
	Leases(ctx context.Context, party note.Party) ([]Lease, error)
	// SetDates replaces the party's set of days.
	SetDates(ctx context.Context, party note.Party, days []Day) error
	// Dates gives the party's set of days.
	Dates(ctx context.Context, party note.Party) ([]Day, error)
	// Available lists which of the given teams somebody is reachable for.
	Available(ctx context.Context, teams []note.TeamID) ([]note.TeamID, error)
}

// Directory keeps the public records of organisations.
type Directory interface {
	// Publish stores records: notes and the objects they name, all or none.
	Publish(ctx context.Context, objects []Object) error
	// Checkpoint gives the newest checkpoint of the directory log with the signatures
	// of the log and its witnesses (C2SP tlog-checkpoint); E27 while there is none.
	Checkpoint(ctx context.Context) ([]byte, error)
	// Leaves lists lines of the log from a number on: for members all, without a gap.
	Leaves(ctx context.Context, from uint64, limit int) ([]Leaf, error)
	// Mailboxes gives the notes of mailboxes in the order asked; one that is not
	// there, or not for the caller, is empty.
	Mailboxes(ctx context.Context, rids []note.MemberID) ([][]byte, error)
	// Objects gives objects by hash, in the order asked; one that is not there,
	// or not for the caller, is empty.
	Objects(ctx context.Context, hashes []note.Hash) ([][]byte, error)
}

// Keyrings keeps each member's own sealed keyring and sealed local state.
type Keyrings interface {
	// Keyring gives the caller's newest keyring: its signed head and its file.
	Keyring(ctx context.Context) (Keyring, error)
	// PutKeyring replaces it; the head's version must be one higher (else E20).
	PutKeyring(ctx context.Context, k Keyring) error
	// State gives the caller's sealed local state, empty when there is none.
	State(ctx context.Context) ([]byte, error)
	// PutState replaces it.
	PutState(ctx context.Context, sealed []byte) error
}
