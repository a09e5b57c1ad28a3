package server

import (
	"context"

	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/auth"
	"github.com/sluis-hub/sluis/hub/desk"
	"github.com/sluis-hub/sluis/hub/directory"
	"github.com/sluis-hub/sluis/hub/gate"
	"github.com/sluis-hub/sluis/hub/invites"
	"github.com/sluis-hub/sluis/hub/relay"
)

// rooms are the rooms as one hub.API.
type rooms struct {
	greeting
	*auth.Auth
	relayRoom
	deskRoom
	logRoom
	inviteRoom
}

// Of relay, desk and invites only what the API names is shown to the gate.
type (
	relayRoom  struct{ hub.Relay }
	deskRoom   struct{ hub.Desk }
	inviteRoom struct{ hub.Invites }
)

var _ hub.API = rooms{}

func joinRooms(g greeting, a *auth.Auth, r *relay.Relay, d *desk.Desk, dir logRoom, v *invites.Invites) rooms {
	return rooms{g, a, relayRoom{r}, deskRoom{d}, dir, inviteRoom{v}}
}

// greeting answers Hello.
type greeting struct {
	id     string
	config Config
}

func (g greeting) Hello(context.Context) (hub.Hello, error) {
	return hub.Hello{Hub: g.id, Version: g.config.Version, Time: g.config.Now().Unix()}, nil
}

// people tells auth and gate who is who: the directory and the relay together.
type people struct {
	directory *directory.Directory
	invites   *invites.Invites
	relay     *relay.Relay
}

var (
	_ auth.Accounts = people{}
	_ gate.Seats    = people{}
)

// Account is asked first on every request, so that what follows knows all that
// was published before the request came, at whatever hub. When that cannot be
// looked up, what was known counts: what else the request does will not work.
func (p people) Account(ctx context.Context, id note.MemberID) (auth.Account, bool) {
	_ = p.directory.Follow(ctx) // the server's own look, each second, tells why
	if key, org, mailbox, ok := p.directory.Account(id); ok {
		return auth.Account{Login: key, Org: org, Mailbox: mailbox}, true
	}
	key, org, ok := p.invites.Account(ctx, note.ID(id))
	return auth.Account{Login: key, Org: org, Invite: true}, ok
}

func (p people) Coded(ctx context.Context, code string) (hub.Account, bool) {
	_ = p.directory.Follow(ctx)
	return p.directory.Coded(code)
}

func (p people) Orgs(context.Context) []note.OrgID { return p.directory.Orgs() }

func (p people) Unlocks(ctx context.Context, id note.MemberID) ([]keys.Public, error) {
	return p.directory.Unlocks(ctx, id)
}

func (p people) Active(ctx context.Context, id note.MemberID) bool {
	return p.directory.Active(ctx, id)
}

func (p people) Parties(ctx context.Context, c hub.Caller) ([]note.Party, error) {
	return p.directory.Parties(ctx, c)
}

func (p people) Sits(ctx context.Context, c hub.Caller, party note.Party, xid note.XID) error {
	return p.relay.Sits(ctx, c, party, xid)
}

func (p people) Set(ctx context.Context, xid note.XID) ([]note.Party, error) {
	return p.relay.Set(ctx, xid)
}
