package directory

import (
	"context"
	"slices"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

func contains(all []note.MemberID, m note.MemberID) bool { return slices.Contains(all, m) }

// View is what chains are checked against: strictly what holds now, or, for what
// is put back after a restore, what held when it was made.
func (d *Directory) View(putBack bool) chain.View {
	if putBack {
		return d.book
	}
	return d.strict
}

// ActsFor says whether the account may act for the party now: an active member
// for its teams and itself, a mailbox that has not ended for itself.
func (d *Directory) ActsFor(account note.MemberID, party note.Party) bool {
	switch party.Kind() {
	case 't':
		return d.book.Active(account) && slices.Contains(d.book.TeamsOf(account), party.Team())
	case 'm':
		return account == party.Member() && d.book.Active(account)
	case 'r':
		return account == party.Member() && d.open(account)
	}
	return false
}

// open says whether a mailbox is there and has not ended.
func (d *Directory) open(rid note.MemberID) bool {
	m := d.book.Mailbox(rid)
	return m != nil && d.now().Unix() < m.Expires
}

// Expires gives the second in which a mailbox ends, false for an unknown one.
func (d *Directory) Expires(rid note.MemberID) (int64, bool) {
	if m := d.book.Mailbox(rid); m != nil {
		return m.Expires, true
	}
	return 0, false
}

// Active says whether the account is that of an active member, or of a mailbox
// that has not ended.
func (d *Directory) Active(_ context.Context, account note.MemberID) bool {
	return d.book.Active(account) || d.open(account)
}

// Parties lists on whose behalf the caller may act: its teams and itself, or its
// mailbox.
func (d *Directory) Parties(_ context.Context, c hub.Caller) ([]note.Party, error) {
	if c.Scope == hub.ScopeMailbox && d.open(c.Account) {
		return []note.Party{note.MailboxParty(c.Account)}, nil
	}
	if c.Scope != hub.ScopeMember || !d.book.Active(c.Account) {
		return nil, hub.Errorf(hub.E22, "no login that may do this")
	}
	parties := []note.Party{note.MemberParty(c.Account)}
	for _, t := range d.book.TeamsOf(c.Account) {
		parties = append(parties, note.TeamParty(t))
	}
	return parties, nil
}

// Account gives the login key of who may log in now, and its organisation, which
// is empty for a mailbox; false when it is not there or not active.
func (d *Directory) Account(id note.MemberID) (login keys.Public, org note.OrgID, mailbox, ok bool) {
	login, org, ok = d.book.Login(id)
	if ok && org == "" && !d.open(id) {
		return keys.Public{}, "", false, false
	}
	return login, org, ok && org == "", ok
}
