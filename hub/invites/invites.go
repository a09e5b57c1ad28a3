package invites

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/hub"
)

// Store is where invitations lie; package hub/store says what it promises.
type Store interface {
	AddInvite(ctx context.Context, i hub.Invitation, now int64, room int) (ends int64, err error)
	Invite(ctx context.Context, locator note.ID, now int64) (hub.Invitation, error)
	Invites(ctx context.Context, org note.OrgID, now int64) ([]hub.Invitation, error)
	AnswerInvite(ctx context.Context, locator note.ID, answer []byte, now, ends int64) error
	AdmitInvite(ctx context.Context, locator note.ID, outcome []byte, now, ends int64) error
	DropInvite(ctx context.Context, locator note.ID, org note.OrgID) error
	DropInvites(ctx context.Context, now int64) error
}

// Book is what is asked of the directory.
type Book interface {
	Manifest(org note.OrgID) *roster.Manifest
	OrgOf(p note.Party) (note.OrgID, error)
}

// Invites is hub.Invites. Its methods may be called from any goroutine; the caller
// comes with the context.
type Invites struct {
	store Store
	book  Book
	now   func() time.Time
}

var _ hub.Invites = (*Invites)(nil)

// New makes the room.
func New(store Store, book Book, now func() time.Time) *Invites {
	return &Invites{store, book, now}
}

// admin gives who asks, if it is an admin of its organisation now.
func (v *Invites) admin(ctx context.Context) (hub.Caller, error) {
	c, ok := hub.CallerFrom(ctx)
	if !ok || c.Scope != hub.ScopeMember {
		return hub.Caller{}, hub.Errorf(hub.E22, "no login that may do this")
	}
	if m := v.book.Manifest(c.Org); m == nil || !slices.Contains(m.Admins, c.Account) {
		return hub.Caller{}, hub.Errorf(hub.E05, "invitations are for admins")
	}
	return c, nil
}

// newcomer gives the invitation that the caller is the login of.
func (v *Invites) newcomer(ctx context.Context) (hub.Invitation, error) {
	c, ok := hub.CallerFrom(ctx)
	if !ok || c.Scope != hub.ScopeInvite {
		return hub.Invitation{}, hub.Errorf(hub.E22, "no login that may do this")
	}
	return v.store.Invite(ctx, note.ID(c.Account), v.now().Unix())
}

// own gives an invitation of the calling admin's organisation.
func (v *Invites) own(ctx context.Context, locator note.ID) (hub.Invitation, error) {
	c, err := v.admin(ctx)
	if err != nil {
		return hub.Invitation{}, err
	}
	i, err := v.store.Invite(ctx, locator, v.now().Unix())
	if err == nil && i.Org != c.Org {
		err = hub.NotFound()
	}
	return i, err
}

// ends is when a step that begins now has its end.
func (v *Invites) ends() int64 { return v.now().Add(hub.InviteLife).Unix() }

// Invite implements hub.Invites.
func (v *Invites) Invite(ctx context.Context, locator note.ID, login keys.Public) (int64, error) {
	c, err := v.admin(ctx)
	if err != nil {
		return 0, err
	}
	if _, err := v.book.OrgOf(note.MemberParty(note.MemberID(locator))); err == nil {
		return 0, hub.Errorf(hub.E20, "this is the place of a member")
	}
	return v.store.AddInvite(ctx, hub.Invitation{
		Locator: locator, Org: c.Org, By: c.Account, Login: note.Hash(login.String()), Ends: v.ends(),
	}, v.now().Unix(), hub.MaxInvites)
}

// Invited implements hub.Invites.
func (v *Invites) Invited(ctx context.Context) ([]hub.Invited, error) {
	c, err := v.admin(ctx)
	if err != nil {
		return nil, err
	}
	all, err := v.store.Invites(ctx, c.Org, v.now().Unix())
	var list []hub.Invited
	for _, i := range all {
		list = append(list, hub.Invited{
			Locator: i.Locator, By: i.By, Ends: i.Ends, Answered: len(i.Answer) > 0, Admitted: len(i.Outcome) > 0,
		})
	}
	return list, err
}

// Uninvite implements hub.Invites.
func (v *Invites) Uninvite(ctx context.Context, locator note.ID) error {
	c, err := v.admin(ctx)
	if err != nil {
		return err
	}
	return v.store.DropInvite(ctx, locator, c.Org)
}

// Answered implements hub.Invites.
func (v *Invites) Answered(ctx context.Context, locator note.ID) (hub.Answer, error) {
	i, err := v.own(ctx, locator)
	if err != nil {
		return hub.Answer{}, err
	}
	if len(i.Answer) == 0 {
		return hub.Answer{}, hub.NotFound()
	}
	return hub.ParseAnswer(i.Answer)
}

// Admitted implements hub.Invites.
func (v *Invites) Admitted(ctx context.Context, locator note.ID, o hub.Outcome) error {
	i, err := v.own(ctx, locator)
	if err != nil {
		return err
	}
	b, err := json.Marshal(o)
	if err != nil {
		return err
	}
	return v.store.AdmitInvite(ctx, i.Locator, b, v.now().Unix(), v.ends())
}

// Answer implements hub.Invites: the note is the first of a member that nobody is yet,
// of the organisation that invites, and the recipient is the one that it names.
func (v *Invites) Answer(ctx context.Context, a hub.Answer) error {
	i, err := v.newcomer(ctx)
	if err != nil {
		return err
	}
	frame := a.Frame()
	if len(frame) > hub.MaxAnswer {
		return hub.Errorf(hub.E23, "answer of %d bytes, at most %d", len(frame), hub.MaxAnswer)
	}
	m, err := roster.ParseMember(a.Member)
	if err != nil {
		return failed(err)
	}
	if m.Org != i.Org || m.Prev != note.ZeroHash {
		return hub.Errorf(hub.E05, "answer: no first note of a member of the organisation that invites")
	}
	if len(i.Answer) == 0 { // else it may be the same one, of who is a member meanwhile
		if _, err := v.book.OrgOf(note.MemberParty(m.Member)); err == nil {
			return hub.Errorf(hub.E20, "answer: somebody is that member")
		}
	}
	r, err := keys.ParseRecipient(string(a.Recipient))
	if err != nil {
		return failed(err)
	}
	if r.Hash() != m.Rcpt {
		return hub.Errorf(hub.E06, "answer: the recipient is not the one that the note names")
	}
	return v.store.AnswerInvite(ctx, i.Locator, frame, v.now().Unix(), v.ends())
}

// failed gives an error of the notes the form in which errors travel.
func failed(err error) error {
	var broken *note.Error
	if errors.As(err, &broken) {
		return hub.Errorf(broken.Code, "answer: %w", err)
	}
	return err
}

// Outcome implements hub.Invites.
func (v *Invites) Outcome(ctx context.Context) (o hub.Outcome, err error) {
	i, err := v.newcomer(ctx)
	if err != nil {
		return o, err
	}
	if len(i.Outcome) == 0 {
		return o, hub.NotFound()
	}
	return o, json.Unmarshal(i.Outcome, &o)
}

// Account gives the login key of an invitation that has not ended, and whose it is.
func (v *Invites) Account(ctx context.Context, locator note.ID) (login keys.Public, org note.OrgID, ok bool) {
	i, err := v.store.Invite(ctx, locator, v.now().Unix())
	if err != nil {
		return keys.Public{}, "", false
	}
	login, err = keys.ParsePublic(string(i.Login))
	return login, i.Org, err == nil
}

// Sweep deletes the invitations that have ended.
func (v *Invites) Sweep(ctx context.Context, now time.Time) error {
	return v.store.DropInvites(ctx, now.Unix())
}
