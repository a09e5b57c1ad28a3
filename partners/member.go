package partners

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"time"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/partners/client"
)

// Member is a member at work: keys unlocked, a hub to talk to, a replica of the
// directory. It is made for one command or one session and is not safe for use
// by several goroutines; several Members may share one home.
type Member struct {
	ID  note.MemberID
	Org note.OrgID

	home     *Home
	keys     *identity.Keyring
	hub      hub.API
	client   *client.Client
	socket   func(context.Context) (Socket, error) // opens a live connection
	dir      *Directory
	teamKeys *teamKeys
	self     self
	now      func() time.Time
	progress func(Progress)
	uploads  []string // sealed files of the entry that is being made
}

// Options for Open.
type Options struct {
	// Phrase unlocks with the eight words instead of this device's key.
	Phrase []string
	// Now is the clock; nil is time.Now.
	Now func() time.Time
	// Progress is told how far attachments are; it may be nil.
	Progress func(Progress)
}

// Open unlocks a home: by its device key, or by the phrase, which then fetches
// the keyring from the hub. E28 wrong words, E17 a keyring that does not fit the
// member note.
func Open(ctx context.Context, h *Home, o Options) (*Member, error) {
	m := &Member{ID: h.Config.Member, Org: h.Config.Org, home: h, now: o.Now, progress: o.Progress}
	if m.now == nil {
		m.now = time.Now
	}
	if m.progress == nil {
		m.progress = func(Progress) {}
	}
	m.client = client.New(h.Config.Hub, client.Options{Now: m.now})
	m.hub = m.client
	m.socket = func(ctx context.Context) (Socket, error) { return m.client.Socket(ctx) }
	if err := m.unlock(ctx, o.Phrase); err != nil {
		return nil, err
	}
	m.client.As(m.ID, m.keys.Login.Login)
	m.dir = newDirectory(m.hub, h)
	m.teamKeys = &teamKeys{m: m, byRH: map[note.Hash]*identity.Identity{}}
	if err := m.start(ctx); err != nil {
		return nil, err
	}
	return m, nil
}

func (m *Member) unlock(ctx context.Context, phrase []string) error {
	if phrase != nil {
		by, err := identity.FromPhrase(phrase, m.Org, m.ID)
		if err != nil {
			return err
		}
		m.client.As(m.ID, by.Login.Login)
		k, err := m.hub.Keyring(ctx)
		if hub.CodeOf(err) == hub.E22 {
			return hub.Errorf(hub.E28, "these words do not open this account")
		}
		if err != nil {
			return err
		}
		if m.keys, err = identity.OpenKeyring(k.Head, k.File, by); err != nil {
			return err
		}
		return m.home.SetKeyring(k)
	}
	by, err := m.home.Device()
	if err != nil {
		return err
	}
	if by == nil {
		return hub.Errorf(hub.E22, "this home has no device key; log in with the eight words")
	}
	k, err := m.home.Keyring()
	if errors.Is(err, fs.ErrNotExist) {
		m.client.As(m.ID, by.Login.Login)
		if k, err = m.hub.Keyring(ctx); err == nil {
			err = m.home.SetKeyring(k)
		}
	}
	if err != nil {
		return err
	}
	m.keys, err = identity.OpenKeyring(k.Head, k.File, by)
	return err
}

// start brings the directory up to date and checks that the keys are those of
// the member note. Without a hub what is in the home must do.
func (m *Member) start(ctx context.Context) error {
	err := m.dir.Sync(ctx)
	away := hub.CodeOf(err) == hub.E27
	if err != nil && !away {
		return err
	}
	if err := m.dir.Need(ctx, m.Org); err != nil {
		return err
	}
	rec := m.dir.book.Member(m.ID)
	if rec == nil {
		if away {
			return hub.Errorf(hub.E27, "the hub was never reached from this home")
		}
		return hub.Errorf(hub.E06, "this member is not in its organisation's manifest")
	}
	if err := m.keys.Match(rec.Sign, rec.Login, rec.Rcpt); err != nil {
		return err
	}
	var sealed []byte
	if m.self, sealed, err = m.home.self(m.keys.Identity); err != nil {
		return err
	}
	if away {
		return nil
	}
	return m.settleIn(ctx, sealed)
}

// settleIn publishes a first keyring and state, or takes the state of another device.
func (m *Member) settleIn(ctx context.Context, sealed []byte) error {
	if sealed == nil {
		b, err := m.hub.State(ctx)
		if err != nil || len(b) == 0 {
			return err
		}
		if m.self, err = openSelf(m.keys.Identity, b); err != nil {
			return err
		}
		return m.home.write("self", b)
	}
	if done, err := m.home.read("published"); err != nil || done != nil {
		return err
	}
	k, err := m.home.Keyring()
	if err != nil {
		return err
	}
	if err := m.hub.PutKeyring(ctx, k); err != nil && hub.CodeOf(err) != hub.E20 {
		return err
	}
	if err := m.hub.PutState(ctx, sealed); err != nil {
		return err
	}
	return m.home.write("published", []byte("keyring and state\n"))
}

// Parties are those the member may act for: its teams, and itself.
func (m *Member) Parties() []note.Party {
	var list []note.Party
	for _, t := range m.dir.book.TeamsOf(m.ID) {
		list = append(list, note.TeamParty(t))
	}
	slices.Sort(list)
	return append(list, note.MemberParty(m.ID))
}

// team resolves which own team is meant; left out, there must be one.
func (m *Member) team(name string) (note.Party, error) {
	var own []Team
	for _, t := range m.dir.teamList() {
		if slices.Contains(m.dir.book.TeamsOf(m.ID), t.ID) {
			own = append(own, t)
		}
	}
	if name != "" {
		t, err := find(own, name)
		return note.TeamParty(t.ID), err
	}
	switch len(own) {
	case 0:
		return "", hub.Errorf(hub.E05, "you are in no team")
	case 1:
		return note.TeamParty(own[0].ID), nil
	}
	return "", hub.Errorf(hub.E30, "you are in several teams: name one with --team")
}
