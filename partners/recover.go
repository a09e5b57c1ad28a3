package partners

import (
	"context"
	"slices"
	"strconv"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/crypto/seal"
	"github.com/sluis-hub/sluis/hub"
)

// MakeRecovery makes the organisation a new recovery key, divides it among three
// custodians and names it in the manifest: from their next one on, which the members
// of each team make by themselves, team keys are sealed to it. The key itself is kept
// nowhere; keep gets what each custodian keeps, in their order, and returns when that
// is safe, before anything is published. It replaces a recovery key that was there:
// for a custodian who is lost, or after a recovery. E05: not an admin, no root, or two
// custodians are one; E06 another's root; E09 a custodian of another organisation.
func (m *Member) MakeRecovery(ctx context.Context, root *RootKey, custodians [3]identity.Custodian, keep func(shares [3][]byte) error) (*roster.Manifest, error) {
	if err := m.dir.Sync(ctx); err != nil {
		return nil, err
	}
	man, err := m.administered()
	if err != nil {
		return nil, err
	}
	if _, err := root.signer(man); err != nil {
		return nil, err
	}
	var to [3]keys.Recipient
	for n, c := range custodians {
		if c.Org != m.Org {
			return nil, note.Errorf(note.E09, "custodian %d made a key for another organisation", n+1)
		}
		to[n] = c.Recipient
	}
	key := identity.New()
	shares, err := seal.DivideRecovery(m.Org, key, to)
	if err != nil {
		return nil, err
	}
	if err := keep(shares); err != nil {
		return nil, err
	}
	return m.ChangeOrganisation(ctx, root, SetRecovery(key.Recipient()))
}

// A Recoverable is whether the newest key of a team can be brought back.
type Recoverable struct {
	Team  note.TeamID `json:"team"`
	Name  string      `json:"name"`
	Key   note.Hash   `json:"key,omitempty"` // recovery key that it is sealed to, "" for none
	Ready bool        `json:"ready"`         // that is the one that the organisation has now
}

// Recoverable tells of each team of the organisation which recovery key its newest
// key is sealed to. A team comes to a new one when one of its members is next there.
func (m *Member) Recoverable(ctx context.Context) ([]Recoverable, error) {
	if err := m.dir.Sync(ctx); err != nil {
		return nil, err
	}
	list := []Recoverable{}
	man := m.dir.book.Manifest(m.Org)
	if man == nil {
		return list, nil
	}
	for _, post := range man.Teams {
		r := Recoverable{Team: post.Team, Name: m.PartyTeam(note.TeamParty(post.Team))}
		if t := m.dir.book.Team(post.Team); t != nil && t.Recovery != nil {
			r.Key, r.Ready = t.Recovery.Rcpt, t.Recovery.Rcpt == man.Recovery
		}
		list = append(list, r)
	}
	return list, nil
}

// RecoverTeam brings back the newest key of a team whose members have all lost
// theirs, with the keys of two custodians and the share of one of them, and gives the
// team a new one (see ResetTeam) with which just those Heirs open what came before.
// It takes an admin and the root. E29: the team's key is sealed to no
// recovery key; E09: no share is of this organisation; E06: the shares are of another
// recovery key than the team's, or not of these two custodians; E28: a key is of
// nobody whom the shares name. For a hub's lies as OpenSecret of package seal.
func (m *Member) RecoverTeam(ctx context.Context, team string, root *RootKey, shares []*seal.Share, custodians [2]*identity.Identity, to []Heir) error {
	if err := m.dir.Sync(ctx); err != nil {
		return err
	}
	man, err := m.administered()
	if err != nil {
		return err
	}
	if _, err := root.signer(man); err != nil {
		return err
	}
	t, err := m.Find(ctx, team)
	if err != nil {
		return err
	}
	newest := m.dir.book.Team(t.ID)
	if t.Org != m.Org || newest == nil {
		return hub.Errorf(hub.E05, "only a team of the own organisation that has a key can be brought back")
	}
	if newest.Recovery == nil {
		return hub.Errorf(hub.E29, "the key of this team was sealed to no recovery key")
	}
	key, err := openRecovery(m.Org, newest, shares, custodians)
	if err != nil {
		return err
	}
	file, err := m.teamKeys.file(ctx, newest.Recovery.File)
	if err != nil {
		return err
	}
	old, err := seal.OpenSecret(key, file, seal.TeamKeyForm, []note.Line{
		note.L("org", string(newest.Org)), note.L("tid", string(newest.Team)),
		note.L("epoch", strconv.FormatUint(newest.Epoch, 10)), note.L("to", "recovery"),
	}, newest.Rcpt)
	if err != nil {
		return err
	}
	return m.ResetTeam(ctx, team, root, old, to)
}

// openRecovery opens the recovery key that a team's newest key is sealed to.
func openRecovery(org note.OrgID, of *roster.Team, shares []*seal.Share, by [2]*identity.Identity) (*identity.Identity, error) {
	shares = slices.DeleteFunc(slices.Clone(shares), func(s *seal.Share) bool { return s.Org != org })
	if len(shares) == 0 {
		return nil, note.Errorf(note.E09, "the custodians' files are of another organisation")
	}
	shares = slices.DeleteFunc(shares, func(s *seal.Share) bool { return s.Recovery != of.Recovery.Rcpt })
	if len(shares) == 0 {
		return nil, note.Errorf(note.E06, "the custodians' files are of another recovery key than %s, which the key of this team is sealed to: bring those that were made with it", of.Recovery.Rcpt[:16])
	}
	for n, c := range by {
		if !slices.ContainsFunc(shares, func(s *seal.Share) bool { return s.Names(c.Recipient().Hash()) }) {
			return nil, hub.Errorf(hub.E28, "the words of custodian %d are of nobody whom the files name", n+1)
		}
	}
	var failed error
	for _, s := range shares {
		key, err := s.Open(by[0], by[1], org, of.Recovery.Rcpt)
		if err == nil {
			return key, nil
		}
		if failed == nil || note.CodeOf(failed) == note.E06 {
			failed = err // a damaged file says more than one that is of others
		}
	}
	return nil, failed
}
