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
	"github.com/sluis-hub/sluis/hub/relay"
)

// rooms are the rooms as one hub.API.
type rooms struct {
	greeting
	*auth.Auth
	relayRoom
	deskRoom
	*directory.Directory
}

// Of relay and desk only what the API names is shown to the gate.
type (
	relayRoom struct{ hub.Relay }
	deskRoom  struct{ hub.Desk }
)

var _ hub.API = rooms{}

func joinRooms(g greeting, a *auth.Auth, r *relay.Relay, d *desk.Desk, dir *directory.Directory) rooms {
	return rooms{g, a, relayRoom{r}, deskRoom{d}, dir}
}

// greeting answers Hello.
type greeting struct {
	id     string
	config Config
}

func (g greeting) Hello(context.Context) (hub.Hello, error) {
	return hub.Hello{Hub: g.id, Version: g.config.Version, Time: g.config.Now().Unix()}, nil
}

// accounts tells auth and gate who is who.
type accounts struct {
	directory *directory.Directory
	relay     *relay.Relay
}

var (
	_ auth.Accounts = accounts{}
	_ gate.Seats    = accounts{}
)

func (a accounts) Account(_ context.Context, id note.MemberID) (auth.Account, bool) {
	key, org, mailbox, ok := a.directory.LoginKey(id)
	return auth.Account{Login: key, Org: org, Mailbox: mailbox}, ok
}

func (a accounts) Unlocks(ctx context.Context, id note.MemberID) ([]keys.Public, error) {
	return a.directory.Unlocks(ctx, id)
}

func (a accounts) Active(_ context.Context, id note.MemberID) bool { return a.directory.Active(id) }

func (a accounts) Parties(_ context.Context, c hub.Caller) ([]note.Party, error) {
	return a.directory.Parties(c.Account), nil
}

func (a accounts) Sits(ctx context.Context, c hub.Caller, p note.Party, x note.XID) error {
	return a.relay.Sits(ctx, c, p, x)
}

func (a accounts) Set(ctx context.Context, x note.XID) ([]note.Party, error) {
	return a.relay.Set(ctx, x)
}
