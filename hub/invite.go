package hub

import (
	"context"
	"time"

	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
)

// An invitation is where an admin and a newcomer leave each other two things by way
// of the hub: the newcomer an answer, the admin an outcome. Both know eight words
// that the hub does not, and each tells by a MAC what the hub changed
// (crypto/FORMAT.md, I24 and I25).
const (
	// InviteLife is how long each step of an invitation may take: the answer after
	// it was made, the outcome after the answer, fetching it after the outcome.
	InviteLife = 72 * time.Hour
	// MaxInvites is how many invitations of one organisation there are at once.
	MaxInvites = 100
	// MaxAnswer bounds a newcomer's answer: a member note, a recipient and a sealed
	// name.
	MaxAnswer = 16 << 10
)

// Invites keeps invitations.
type Invites interface {
	// Invite makes one, for an admin: where it lies and who may log in there. It
	// gives the second in which it ends. E20: another lies there; E24: too many.
	Invite(ctx context.Context, locator note.ID, login keys.Public) (ends int64, err error)
	// Invited lists those of the calling admin's organisation that have not ended.
	Invited(ctx context.Context) ([]Invited, error)
	// Uninvite takes one back; one that is not there is a success.
	Uninvite(ctx context.Context, locator note.ID) error
	// Answered gives the answer to one, for an admin; E21 while there is none.
	Answered(ctx context.Context, locator note.ID) (Answer, error)
	// Admitted leaves the outcome for the newcomer; another than before is E20.
	Admitted(ctx context.Context, locator note.ID, o Outcome) error

	// Answer brings the caller's answer to its own invitation, once: another is E20.
	Answer(ctx context.Context, a Answer) error
	// Outcome gives what the admin left for the caller; E21 while there is nothing.
	Outcome(ctx context.Context) (Outcome, error)
}

// Invited is an invitation as an admin sees it at the hub.
type Invited struct {
	Locator  note.ID       `json:"locator"`
	By       note.MemberID `json:"by"`
	Ends     int64         `json:"ends"`
	Answered bool          `json:"answered"`
	Admitted bool          `json:"admitted"`
}

// Answer is what a newcomer brings: its member note, the recipient that the note
// names, its name sealed to the invitation, and the MAC over the note.
type Answer struct {
	Member    []byte
	Recipient []byte
	Name      []byte
	MAC       note.Hash
}

// Frame is the answer as it travels and is stored.
func (a Answer) Frame() []byte { return JoinFrame(a.Member, a.Recipient, a.Name, []byte(a.MAC)) }

// ParseAnswer reads one; E01 for anything else.
func ParseAnswer(frame []byte) (Answer, error) {
	parts, err := SplitFrame(frame)
	if err != nil {
		return Answer{}, err
	}
	if len(parts) != 4 || !note.IsHash(string(parts[3])) {
		return Answer{}, Errorf(E01, "answer is not a note, a recipient, a name and a MAC")
	}
	return Answer{parts[0], parts[1], parts[2], note.Hash(parts[3])}, nil
}

// Outcome tells a newcomer which manifest names it, and the MAC over that and the
// organisation's note.
type Outcome struct {
	Manifest note.Hash `json:"manifest"`
	MAC      note.Hash `json:"mac"`
}
