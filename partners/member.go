package partners

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"time"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
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
	pins     map[note.XID]pin
	tended   error // which new team keys could not be made when this member was opened
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
// member note or is older than one seen here, or another hub than the trust file
// names.
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
	fetched, err := m.unlock(ctx, o.Phrase)
	if err != nil {
		return nil, err
	}
	if waiting, err := h.joining(); err != nil || waiting {
		return nil, errors.Join(err, hub.Errorf(hub.E29, "this home waits until an admin has admitted you; then: sluis join"))
	}
	m.client.As(m.ID, m.keys.Login.Login)
	if m.dir, err = newDirectory(m.hub, h); err != nil {
		return nil, err
	}
	m.teamKeys = &teamKeys{m: m, byRH: map[note.Hash]*identity.Identity{}}
	if err := m.start(ctx, fetched); err != nil {
		return nil, err
	}
	m.tended = m.tend(ctx)
	return m, nil
}

// Tended tells which new team keys could not be made when this member was opened: that
// keeps nobody from reading. Nil also when the hub is away.
func (m *Member) Tended() error {
	if hub.CodeOf(m.tended) == hub.E27 {
		return nil
	}
	return m.tended
}

// unlock opens the keyring. One that came from the hub is returned, to be stored
// once it is known to be the member's. E17 when it is older than what was seen.
func (m *Member) unlock(ctx context.Context, phrase []string) (fetched *hub.Keyring, err error) {
	by, k, fetched, err := m.locked(ctx, phrase)
	if err != nil {
		return nil, err
	}
	if m.keys, err = identity.OpenKeyring(k.Head, k.File, by); err != nil {
		return nil, err
	}
	seen, err := m.home.keyringSeen()
	if err != nil {
		return nil, err
	}
	return fetched, m.keys.NotOlder(seen)
}

// locked finds a keyring and the way to open it: the words, which fetch it from
// the hub, or the key of this device.
func (m *Member) locked(ctx context.Context, phrase []string) (by *identity.Method, k hub.Keyring, fetched *hub.Keyring, err error) {
	if phrase != nil {
		if by, err = identity.FromPhrase(phrase, m.Org, m.ID); err != nil {
			return nil, k, nil, err
		}
		m.client.As(m.ID, by.Login.Login)
		k, err = m.hub.Keyring(ctx)
		if hub.CodeOf(err) == hub.E22 {
			err = hub.Errorf(hub.E28, "these words do not open this account")
		}
		return by, k, &k, err
	}
	if by, err = m.home.Device(); err != nil {
		return nil, k, nil, err
	}
	if by == nil {
		return nil, k, nil, hub.Errorf(hub.E22, "this home has no device key; log in with the eight words")
	}
	k, err = m.home.Keyring()
	if errors.Is(err, fs.ErrNotExist) {
		m.client.As(m.ID, by.Login.Login)
		k, err = m.hub.Keyring(ctx)
		return by, k, &k, err
	}
	return by, k, nil, err
}

// start brings the directory up to date and checks that the keys are those of
// the member note. Without a hub what is in the home must do.
func (m *Member) start(ctx context.Context, fetched *hub.Keyring) error {
	err := m.dir.Sync(ctx)
	away := hub.CodeOf(err) == hub.E27
	if !away {
		if wrong := m.rightHub(ctx); wrong != nil {
			return wrong
		}
	}
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
	m.dir.own = m.sameKeys
	if err := m.checkPin(); err != nil {
		return err
	}
	if fetched != nil {
		if err := m.home.SetKeyring(*fetched); err != nil {
			return err
		}
	}
	var sealed []byte
	if m.self, sealed, err = m.home.self(m.keys.Identity, rec); err != nil {
		return err
	}
	if err := m.sweepUploads(); err != nil {
		return err
	}
	if away {
		return nil
	}
	return m.settleIn(ctx, sealed, rec)
}

// sameKeys refuses, with E17, to go on with a session once the directory shows other
// keys for its member than those it was opened with: whoever published them reads and
// signs in this name. Who is no member any more has none, and is refused by all.
func (m *Member) sameKeys() error {
	rec := m.dir.book.Member(m.ID)
	if rec == nil {
		return nil
	}
	return m.keys.Match(rec.Sign, rec.Login, rec.Rcpt)
}

// checkPin: the organisation still has the root that this member saw confirmed when
// it came. E06.
func (m *Member) checkPin() error {
	org := m.dir.book.Org(m.Org)
	for _, p := range m.keys.Pins {
		if p.Org == m.Org && p.Root != org.Root.ID() {
			return note.Errorf(note.E06, "the directory shows another root of your organisation than you were told when you came")
		}
	}
	return nil
}

// rightHub compares the hub with the one that the trust file names: E17 for
// another. With its clock, which agrees with ours, it lets go what has ended.
func (m *Member) rightHub(ctx context.Context) error {
	hello, err := m.hub.Hello(ctx)
	if hub.CodeOf(err) == hub.E27 {
		return nil
	}
	if err != nil {
		return err
	}
	if want := m.home.Trust.Hub; want != "" && hello.Hub != want {
		return hub.Errorf(hub.E17, "this is hub %s, the trust file names %s", hello.Hub, want)
	}
	if m.now().Sub(time.Unix(hello.Time, 0)).Abs() > hub.ClockSkew {
		return nil // whatever this clock says ended may be going on
	}
	return m.sweep()
}

// settleIn publishes a first keyring and state, or takes the state of another
// device, if it opens what the member note commits to.
func (m *Member) settleIn(ctx context.Context, sealed []byte, rec *roster.Member) error {
	if sealed == nil {
		b, err := m.hub.State(ctx)
		if err != nil || len(b) == 0 {
			return err
		}
		s, ok := openSelf(m.keys.Identity, b, rec)
		if !ok {
			return nil
		}
		m.self = s
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
