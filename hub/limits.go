package hub

import "time"

// Limits, each with its reason.
const (
	// MaxFrame bounds one put: entry, ciphertext and grants.
	MaxFrame = 512 << 10
	// MaxBatch bounds one answer of Entries; a client asks on from the last seq.
	MaxBatch = 4 << 20
	// PieceSize is the size of every piece but the last of an attachment.
	PieceSize = 1 << 20
	// MaxPublish bounds one Publish: a first manifest with its team and member notes.
	MaxPublish = 8 << 20
	// MaxRows is the most rows a page holds.
	MaxRows = 500
	// MaxRoomFrame bounds a frame between two people in a room.
	MaxRoomFrame = 64 << 10
	// MaxState bounds a member's sealed local state, MaxKeyring a keyring.
	MaxState   = 1 << 20
	MaxKeyring = 64 << 10
	// MaxDates is the most days one party may ask to be woken on.
	MaxDates = 1000
	// UnreferencedPieces is how long pieces wait for the entry that names them.
	UnreferencedPieces = 7 * 24 * time.Hour
	// QuotaPieces bounds what one member may have waiting unreferenced.
	QuotaPieces = 8 << 30

	// ChallengeLife and TokenLife: a login is one act, renewed by signing again.
	ChallengeLife = time.Minute
	TokenLife     = 5 * time.Minute
	// ClockSkew is how far an entry's time may lie from the hub's.
	ClockSkew = 10 * time.Minute
	// OfferLife is how long an offer can be accepted.
	OfferLife = 30 * time.Minute
	// LeaseLife is how long «Ik neem op» holds without being renewed.
	LeaseLife = 8 * time.Hour
	// Heartbeat is how often a client in a room speaks, Present how long it
	// counts as there.
	Heartbeat = 5 * time.Second
	Present   = 15 * time.Second

	// KeepClosed and KeepIdle end an exchange: after close, after the last entry.
	KeepClosed = 30 * 24 * time.Hour
	KeepIdle   = 400 * 24 * time.Hour
)
