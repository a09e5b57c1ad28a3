package partners

import (
	"context"
	"slices"
	"time"

	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/hub"
)

// A Draft is the next manifest of an organisation while an admin changes it, and
// what has to be published with it. It begins as a copy of the newest one.
type Draft struct {
	roster.Manifest
	m       *Member
	before  *roster.Manifest
	objects []hub.Object                   // that the manifest names, before it
	after   []func() ([]hub.Object, error) // records that lean on it, after it
}

// A Change is what an admin does to its organisation. It is done anew on a newer
// manifest when another admin was first.
type Change func(*Draft) error

// ChangeOrganisation publishes the next manifest of the member's organisation, with
// what the changes bring. Lines that are for the root to allow (admins, recovery)
// want the root key; it signs only then. E05: not an admin, or no root where one is
// needed; E06 another organisation's root; E20: other admins were first, twice.
// Nothing changed is a success that publishes nothing.
func (m *Member) ChangeOrganisation(ctx context.Context, root *RootKey, changes ...Change) (*roster.Manifest, error) {
	for again := false; ; again = true {
		if err := m.dir.Sync(ctx); err != nil {
			return nil, err
		}
		before, err := m.administered()
		if err != nil {
			return nil, err
		}
		made, err := m.publishManifest(ctx, before, root, changes)
		switch code := hub.CodeOf(err); {
		case err == nil:
			return made, m.dir.Sync(ctx)
		case again && (code == note.E11 || code == hub.E20):
			return nil, hub.Errorf(hub.E20, "other admins changed the organisation at the same time: %w", err)
		case code != note.E11 && code != hub.E20:
			return nil, err
		}
		if err := m.overtaken(ctx, before); err != nil {
			return nil, err
		}
	}
}

// administered is the newest manifest of the member's organisation, if it may
// change it.
func (m *Member) administered() (*roster.Manifest, error) {
	man := m.dir.book.Manifest(m.Org)
	if !slices.Contains(man.Admins, m.ID) {
		return nil, note.Errorf(note.E05, "only an admin changes the organisation")
	}
	return man, nil
}

// overtaken waits until the log shows what another admin published, which the hub
// knew of before its witnesses did.
func (m *Member) overtaken(ctx context.Context, before *roster.Manifest) error {
	ctx, stop := context.WithTimeout(ctx, 10*time.Second)
	defer stop()
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for m.dir.book.Manifest(m.Org).Version == before.Version {
		select {
		case <-ctx.Done():
			return hub.Errorf(hub.E20, "the hub has a newer manifest than it shows")
		case <-tick.C:
		}
		if err := m.dir.Sync(ctx); err != nil {
			return err
		}
	}
	return nil
}

// publishManifest makes the manifest after one, signs and publishes it.
func (m *Member) publishManifest(ctx context.Context, before *roster.Manifest, root *RootKey, changes []Change) (*roster.Manifest, error) {
	d := &Draft{Manifest: *before, m: m, before: before}
	d.Version, d.Prev, d.Time, d.Note = before.Version+1, before.Hash(), max(before.Time, m.now().Unix()), nil
	d.Admins, d.Members = slices.Clone(before.Admins), slices.Clone(before.Members)
	d.Teams, d.Assigns, d.Revoked = slices.Clone(before.Teams), slices.Clone(before.Assigns), slices.Clone(before.Revoked)
	for _, change := range changes {
		if err := change(d); err != nil {
			return nil, err
		}
	}
	if d.same() {
		return before, nil
	}
	by := []roster.Signer{m.keys.Sign.Sign}
	if d.needsRoot() {
		key, err := root.signer(before)
		if err != nil {
			return nil, err
		}
		by = append(by, key.Sign)
	}
	raw, err := roster.Write(d.Manifest, by...)
	if err != nil {
		return nil, err
	}
	made, err := roster.ParseManifest(raw)
	if err != nil {
		return nil, err
	}
	objects := append(slices.Clone(d.objects), hub.Object{Kind: hub.ObjectManifest, Data: raw})
	for _, more := range d.after {
		list, err := more()
		if err != nil {
			return nil, err
		}
		objects = append(objects, list...)
	}
	return made, m.hub.Publish(ctx, objects)
}

// same says whether nothing is different from the manifest before.
func (d *Draft) same() bool {
	return !d.needsRoot() && slices.Equal(d.Members, d.before.Members) && slices.Equal(d.Teams, d.before.Teams) &&
		slices.Equal(d.Assigns, d.before.Assigns) && slices.Equal(d.Revoked, d.before.Revoked)
}

// needsRoot says whether a line that is for the root to allow differs (FORMAT.md R22).
func (d *Draft) needsRoot() bool {
	d.sort()
	return d.Recovery != d.before.Recovery || !slices.Equal(d.Admins, d.before.Admins)
}

func (d *Draft) sort() { slices.Sort(d.Admins) }

// has says whether somebody is a member in the draft.
func (d *Draft) has(mid note.MemberID) bool {
	return slices.ContainsFunc(d.Members, func(l roster.Membership) bool { return l.Member == mid })
}

// bring publishes an object with the manifest.
func (d *Draft) bring(kind string, data []byte) {
	d.objects = append(d.objects, hub.Object{Kind: kind, Data: data})
}

// Assign puts members into a team. They get its key from a colleague there, who is
// asked first. E21: no such team or member.
func Assign(team note.TeamID, members ...note.MemberID) Change {
	return func(d *Draft) error {
		if d.posting(team) < 0 {
			return hub.Errorf(hub.E21, "the organisation has no such team")
		}
		for _, mid := range members {
			if !d.has(mid) {
				return hub.Errorf(hub.E21, "the organisation has no such member")
			}
			if a := (roster.Assign{Team: team, Member: mid}); !slices.Contains(d.Assigns, a) {
				d.Assigns = append(d.Assigns, a)
			}
		}
		return nil
	}
}

// Unassign takes a member out of a team, which is nobody's loss but its own: the
// team makes itself a new key. Who is not in it already is a success.
func Unassign(team note.TeamID, mid note.MemberID) Change {
	return func(d *Draft) error {
		if d.posting(team) < 0 {
			return hub.Errorf(hub.E21, "the organisation has no such team")
		}
		d.Assigns = slices.DeleteFunc(d.Assigns, func(a roster.Assign) bool { return a.Team == team && a.Member == mid })
		return nil
	}
}

// Revoke ends a member: its lines go, and its keys are revoked from now on with a
// reason, a word of a–z, 0–9 and underscores. The hub refuses it at once. The last
// admin cannot be revoked (E29); an admin not without the root.
func Revoke(mid note.MemberID, reason string) Change {
	return func(d *Draft) error {
		rec := d.m.dir.book.Member(mid)
		if rec == nil || !d.has(mid) {
			return hub.Errorf(hub.E21, "the organisation has no such member")
		}
		if err := SetAdmin(mid, false)(d); err != nil {
			return err
		}
		d.Members = slices.DeleteFunc(d.Members, func(l roster.Membership) bool { return l.Member == mid })
		d.Assigns = slices.DeleteFunc(d.Assigns, func(a roster.Assign) bool { return a.Member == mid })
		for _, key := range []note.KeyID{rec.Sign.ID(), rec.Login.ID()} {
			if !slices.ContainsFunc(d.Revoked, func(r roster.Revocation) bool { return r.Key == key }) {
				d.Revoked = append(d.Revoked, roster.Revocation{Key: key, Time: d.Time, Reason: reason})
			}
		}
		return nil
	}
}

// SetAdmin makes a member an admin, or no longer one; the root signs too. E29 for
// the last one.
func SetAdmin(mid note.MemberID, admin bool) Change {
	return func(d *Draft) error {
		if !d.has(mid) {
			return hub.Errorf(hub.E21, "the organisation has no such member")
		}
		d.Admins = slices.DeleteFunc(d.Admins, func(a note.MemberID) bool { return a == mid })
		if admin {
			d.Admins = append(d.Admins, mid)
		}
		if len(d.Admins) == 0 {
			return hub.Errorf(hub.E29, "an organisation needs an admin: make somebody else one first")
		}
		return nil
	}
}

// SetRecovery names the recipient that team keys are sealed to as well from their
// next epoch on, "" for none; the root signs too. E14: no recipient.
func SetRecovery(to keys.Recipient) Change {
	return func(d *Draft) error {
		if d.Recovery = ""; to == "" {
			return nil
		}
		if _, err := keys.ParseRecipient(string(to)); err != nil {
			return err
		}
		d.Recovery = to.Hash()
		d.bring(hub.ObjectRecipient, []byte(to))
		return nil
	}
}
