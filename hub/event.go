package hub

import "github.com/sluis-hub/sluis/crypto/note"

// Event is one word from the hub to a socket. It announces ids, never content,
// and is never proof: a client that hears it reads from its position.
type Event struct {
	// Event is one of the Event constants.
	Event string     `json:"event"`
	Party note.Party `json:"party,omitempty"`
	XID   note.XID   `json:"xid,omitempty"`
	Seq   uint64     `json:"seq,omitempty"`
	Count uint64     `json:"count,omitempty"` // the party's position
	// Member is who holds a lease or sent a frame; Members who is in a room.
	Member  note.MemberID   `json:"member,omitempty"`
	Members []note.MemberID `json:"members,omitempty"`
	// Teams are those of the watched teams that somebody is reachable for.
	Teams []note.TeamID `json:"teams,omitempty"`
	Data  []byte        `json:"data,omitempty"` // a sealed room frame
	Day   Day           `json:"day,omitempty"`
	Code  Code          `json:"code,omitempty"`
	Time  int64         `json:"time,omitempty"`
}

const (
	EventReady     = "ready"     // the token was accepted; Time is the hub's
	EventEntry     = "entry"     // XID has an entry Seq; Count is Party's position
	EventReceipt   = "receipt"   // XID has a new receipt; Count is Party's position
	EventLease     = "lease"     // Member holds XID for Party; without Member it is free
	EventRoom      = "room"      // Members are in the room of XID now
	EventFrame     = "frame"     // Data from Member in the room of XID
	EventAvailable = "available" // Teams of the watched ones are reachable now
	EventDay       = "day"       // a day of Party's set has come
	EventLog       = "log"       // the directory log may have grown: ask for its checkpoint
	EventResync    = "resync"    // something was missed: read from your position
	EventRefused   = "refused"   // a request on the socket failed with Code
)

// Request is one word from a socket to the hub. The first must carry the token.
type Request struct {
	Do    string     `json:"do"` // one of the Do constants
	Token string     `json:"token,omitempty"`
	Party note.Party `json:"party,omitempty"`
	XID   note.XID   `json:"xid,omitempty"`
	Data  []byte     `json:"data,omitempty"`
	// Until ends an availability; 0 ends it now.
	Until int64         `json:"until,omitempty"`
	Teams []note.TeamID `json:"teams,omitempty"`
}

const (
	DoToken     = "token"     // log in, or renew before the token ends
	DoBeat      = "beat"      // still here
	DoEnter     = "enter"     // enter the room of XID on behalf of Party
	DoLeave     = "leave"     // leave it
	DoFrame     = "frame"     // pass Data on to the others in the room of XID
	DoAvailable = "available" // be reachable for Party (a team) until Until
	DoWatch     = "watch"     // tell when the availability of Teams changes
)

// Close codes of a socket. 4000 to 4099: come back; 4100 and up: not without a change.
const (
	CloseDrain    = 4000 // this hub goes away: connect again, to whichever answers
	CloseSlow     = 4001 // the reader fell behind: connect again and read from your position
	CloseLost     = 4002 // nothing heard in time
	CloseExpired  = 4003 // the token ended: log in again
	CloseRefused  = 4100 // the token was not accepted
	CloseBad      = 4101 // the word was malformed or too large
	CloseTooMany  = 4102 // too many words
	CloseInactive = 4103 // the member is no longer active
)
