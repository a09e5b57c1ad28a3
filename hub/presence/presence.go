package presence

import (
	"context"
	"time"

	"github.com/sluis-hub/sluis/crypto/note"
)

// MaxReach is the furthest end time of an availability, a long shift: nobody is
// reachable for ever because a switch was forgotten.
const MaxReach = 12 * time.Hour

// Presence is asked and told by the gate of each hub process. Errors mean that
// whatever keeps the presence is away (hub.E27): callers carry on without, since
// presence is never a condition for reading, writing or handing over.
type Presence interface {
	// Enter notes that a member was heard in the room now. Seat tells apart the
	// member's connections, in all hub processes. Entering again is a heartbeat.
	// Changed says that the member was not there before.
	Enter(ctx context.Context, room note.XID, member note.MemberID, seat uint64) (changed bool, err error)
	// Leave ends one seat. Changed says that the member is not there any more.
	Leave(ctx context.Context, room note.XID, member note.MemberID, seat uint64) (changed bool, err error)
	// In lists who is in the room, sorted.
	In(ctx context.Context, room note.XID) ([]note.MemberID, error)
	// Reach notes that a member is reachable for a team until a time, MaxReach
	// ahead at most; a time that has passed ends it. Changed says that the team's
	// yes or no changed.
	Reach(ctx context.Context, team note.TeamID, member note.MemberID, until time.Time) (changed bool, err error)
	// Reachable gives those of the teams that somebody is reachable for, in the
	// order asked.
	Reachable(ctx context.Context, teams []note.TeamID) ([]note.TeamID, error)
	// Forget ends all that is known of a member who is no longer active, and
	// tells what changed.
	Forget(ctx context.Context, member note.MemberID) (rooms []note.XID, teams []note.TeamID, err error)
	// Expire ends what time has ended and tells what changed, each change to one
	// caller only. Call it about once a second.
	Expire(ctx context.Context) (rooms []note.XID, teams []note.TeamID, err error)
}
