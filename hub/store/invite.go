package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

const (
	inviteColumns  = `locator, org, admin, login, ends, answer, outcome`
	selectInvite   = `SELECT ` + inviteColumns + ` FROM invites WHERE locator = $1 AND ends > $2`
	selectInvites  = `SELECT ` + inviteColumns + ` FROM invites WHERE org = $1 AND ends > $2 ORDER BY ends, locator`
	countInvites   = `SELECT COUNT(*) FROM invites WHERE org = $1 AND ends > $2`
	dropInviteAt   = `DELETE FROM invites WHERE locator = $1 AND ends <= $2`
	insertInvite   = `INSERT INTO invites (` + inviteColumns + `) VALUES ($1, $2, $3, $4, $5, $6, $7)`
	setInvite      = `UPDATE invites SET ends = $2, answer = $3, outcome = $4 WHERE locator = $1`
	dropInvite     = `DELETE FROM invites WHERE locator = $1 AND org = $2`
	dropOldInvites = `DELETE FROM invites WHERE ends <= $1`
)

func keyInvites(org note.OrgID) string { return "i " + string(org) }

func fields(i *hub.Invitation) []any {
	return []any{&i.Locator, &i.Org, &i.By, &i.Login, &i.Ends, &i.Answer, &i.Outcome}
}

// AddInvite stores an invitation of an organisation that has fewer than room at now;
// else E24. Another that has not ended at the same place is E20; the same one is a
// success, and keeps its end, which is returned.
func (s *Store) AddInvite(ctx context.Context, i hub.Invitation, now int64, room int) (ends int64, err error) {
	err = s.do(ctx, "store an invitation", 0, []string{keyInvites(i.Org), keyAccount(note.MemberID(i.Locator))}, func(t *tx) error {
		var stands hub.Invitation
		err := t.row(selectInvite, []any{i.Locator, now}, fields(&stands)...)
		if err == nil {
			if ends = stands.Ends; stands.Org != i.Org || stands.By != i.By || stands.Login != i.Login {
				return hub.Errorf(hub.E20, "another invitation lies there")
			}
			return nil
		}
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		var n int
		if err := t.row(countInvites, []any{i.Org, now}, &n); err != nil {
			return err
		}
		if n >= room {
			return hub.Errorf(hub.E24, "an organisation has at most %d invitations", room)
		}
		if _, err := t.exec(dropInviteAt, i.Locator, now); err != nil {
			return err
		}
		ends = i.Ends
		_, err = t.exec(insertInvite, i.Locator, i.Org, i.By, i.Login, i.Ends, []byte{}, []byte{})
		return err
	})
	return ends, err
}

// Invite gives an invitation that has not ended at now; else E21.
func (s *Store) Invite(ctx context.Context, locator note.ID, now int64) (i hub.Invitation, err error) {
	err = s.queryRow(ctx, selectInvite, []any{locator, now}, fields(&i)...)
	return i, s.fail("read an invitation", err)
}

// Invites lists those of an organisation that have not ended at now.
func (s *Store) Invites(ctx context.Context, org note.OrgID, now int64) (all []hub.Invitation, err error) {
	rows, err := s.query(ctx, selectInvites, org, now)
	if err != nil {
		return nil, s.fail("list invitations", err)
	}
	defer rows.Close()
	for rows.Next() {
		var i hub.Invitation
		if err := rows.Scan(fields(&i)...); err != nil {
			return nil, s.fail("list invitations", err)
		}
		all = append(all, i)
	}
	return all, s.fail("list invitations", rows.Err())
}

// AnswerInvite stores the one answer to an invitation, which ends later from then on.
// The same answer again changes nothing, another is E20; E21 when it has ended.
func (s *Store) AnswerInvite(ctx context.Context, locator note.ID, answer []byte, now, ends int64) error {
	return s.stepInvite(ctx, locator, now, func(i *hub.Invitation) (bool, error) {
		if len(i.Answer) > 0 {
			return false, only(i.Answer, answer)
		}
		i.Answer, i.Ends = answer, ends
		return true, nil
	})
}

// AdmitInvite stores the one outcome of an invitation that was answered, which ends
// later from then on. The same outcome again changes nothing, another is E20; E21
// when it has ended, or nobody answered.
func (s *Store) AdmitInvite(ctx context.Context, locator note.ID, outcome []byte, now, ends int64) error {
	return s.stepInvite(ctx, locator, now, func(i *hub.Invitation) (bool, error) {
		if len(i.Answer) == 0 {
			return false, hub.NotFound()
		}
		if len(i.Outcome) > 0 {
			return false, only(i.Outcome, outcome)
		}
		i.Outcome, i.Ends = outcome, ends
		return true, nil
	})
}

func only(stands, now []byte) error {
	if !bytes.Equal(stands, now) {
		return hub.Errorf(hub.E20, "this step of the invitation was done already")
	}
	return nil
}

func (s *Store) stepInvite(ctx context.Context, locator note.ID, now int64, step func(*hub.Invitation) (bool, error)) error {
	return s.do(ctx, "change an invitation", 0, []string{keyAccount(note.MemberID(locator))}, func(t *tx) error {
		var i hub.Invitation
		err := t.row(selectInvite, []any{locator, now}, fields(&i)...)
		if errors.Is(err, sql.ErrNoRows) {
			return hub.NotFound()
		}
		if err != nil {
			return err
		}
		changed, err := step(&i)
		if err != nil || !changed {
			return err
		}
		// what is empty comes back as nil, which would be stored as NULL
		_, err = t.exec(setInvite, i.Locator, i.Ends, append([]byte{}, i.Answer...), append([]byte{}, i.Outcome...))
		return err
	})
}

// DropInvite deletes an invitation of an organisation; what is not there is a success.
func (s *Store) DropInvite(ctx context.Context, locator note.ID, org note.OrgID) error {
	return s.do(ctx, "delete an invitation", 0, []string{keyAccount(note.MemberID(locator))}, func(t *tx) error {
		_, err := t.exec(dropInvite, locator, org)
		return err
	})
}

// DropInvites deletes those that have ended.
func (s *Store) DropInvites(ctx context.Context, now int64) error {
	return s.do(ctx, "delete invitations", 0, nil, func(t *tx) error {
		_, err := t.exec(dropOldInvites, now)
		return err
	})
}
