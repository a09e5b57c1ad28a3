package partners

import (
	"context"
	"errors"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/crypto/seal"
	"github.com/sluis-hub/sluis/crypto/strict"
	"github.com/sluis-hub/sluis/crypto/words"
	"github.com/sluis-hub/sluis/hub"
)

// An Invitation is what an admin tells a newcomer, in person or by telephone, and
// never by way of the hub.
type Invitation struct {
	Locator note.ID    `json:"invitation"` // names it to the admin
	Words   []string   `json:"words"`
	Org     note.OrgID `json:"organisation"`
	Hub     string     `json:"hub"` // address
	Ends    int64      `json:"ends"`
}

// invitation is what the admin's home keeps of one, sealed to the admin: the words,
// for nothing else compares what comes back. Once somebody was admitted by them it
// keeps who that was instead: the words would open the newcomer's name.
type invitation struct {
	Words  []string      `json:"words"`
	For    string        `json:"for"` // whom the admin means; for nobody else
	Teams  []note.TeamID `json:"teams"`
	Member note.MemberID `json:"member,omitempty"`
	Name   string        `json:"name,omitempty"`
	Answer note.Hash     `json:"answer,omitempty"`
}

// Invite makes an invitation for a newcomer, who is to come into these teams. What the
// hub gets is where it lies and which key may answer it.
func (m *Member) Invite(ctx context.Context, whom string, teams ...note.TeamID) (*Invitation, error) {
	man, err := m.administered()
	if err != nil {
		return nil, err
	}
	for _, t := range teams {
		if !slices.ContainsFunc(man.Teams, func(p roster.Posting) bool { return p.Team == t }) {
			return nil, hub.Errorf(hub.E21, "the organisation has no such team")
		}
	}
	kept := invitation{Words: words.Generate(), For: whom, Teams: teams}
	i, err := identity.InviteFromWords(kept.Words, m.Org)
	if err != nil {
		return nil, err
	}
	// Kept first: an invitation that nobody can admit is worse than one that nobody
	// can answer.
	if err := m.keepSealed(inviteFile(i.Locator), kept); err != nil {
		return nil, err
	}
	ends, err := m.hub.Invite(ctx, i.Locator, i.Login.Public())
	if err != nil {
		if hub.CodeOf(err) != hub.E27 { // it was not made
			err = errors.Join(err, m.home.remove(inviteFile(i.Locator)))
		}
		return nil, err
	}
	return &Invitation{i.Locator, kept.Words, m.Org, m.home.Config.Hub, ends}, nil
}

// InviteAgain is for a colleague who lost every way in: it revokes the keys, of which
// nobody knows who has them now, and makes an invitation into the same teams and these.
// What comes in is a new member with new keys; what the old one wrote stays its own. E21:
// no such member, or one that was revoked before: then Invite does the rest.
func (m *Member) InviteAgain(ctx context.Context, mid note.MemberID, whom string, teams ...note.TeamID) (*Invitation, error) {
	if err := m.dir.Sync(ctx); err != nil {
		return nil, err
	}
	for _, t := range m.dir.book.TeamsOf(mid) {
		if !slices.Contains(teams, t) {
			teams = append(teams, t)
		}
	}
	if _, err := m.ChangeOrganisation(ctx, nil, Revoke(mid, "verloren")); err != nil {
		return nil, err
	}
	return m.Invite(ctx, whom, teams...)
}

func inviteFile(locator note.ID) string { return "invites/" + string(locator) }

// keepSealed writes something that only this member reads.
func (m *Member) keepSealed(name string, v any) error {
	return m.home.writeSealed(name, m.keys.Identity, v)
}

// writeSealed writes a file that only the holder of an identity reads.
func (h *Home) writeSealed(name string, to *identity.Identity, v any) error {
	plain, err := strict.Encode(v)
	if err != nil {
		return err
	}
	sealed, err := seal.Seal(to.Recipient(), plain)
	if err != nil {
		return err
	}
	return h.write(name, sealed)
}

// readSealed reads what writeSealed wrote; E21 when it is not there.
func (h *Home) readSealed(name string, by *identity.Identity, v any) error {
	sealed, err := h.read(name)
	if err != nil {
		return err
	}
	if sealed == nil {
		return hub.NotFound()
	}
	plain, err := seal.Open(by, sealed)
	if err != nil {
		return err
	}
	return strict.Decode(plain, v)
}

// A Newcoming is an invitation as the admin who made it sees it.
type Newcoming struct {
	Locator note.ID       `json:"invitation"`
	For     string        `json:"for"`
	Ends    int64         `json:"ends"`
	Teams   []note.TeamID `json:"teams"`
	// State is open, answered or admitted; of an answered one what follows is who
	// answered, checked against the words, or in Problem why it does not count.
	State   string        `json:"state"`
	Member  note.MemberID `json:"member,omitempty"`
	Name    string        `json:"name,omitempty"`
	Answer  note.Hash     `json:"answer,omitempty"` // the member note in it, which Admit is for
	Problem string        `json:"problem,omitempty"`
}

// Newcomers lists the invitations of this admin's home that have not ended. One that
// was answered falsely hides no other.
func (m *Member) Newcomers(ctx context.Context) ([]Newcoming, error) {
	all, err := m.hub.Invited(ctx)
	if err != nil {
		return nil, err
	}
	list := []Newcoming{}
	for _, v := range all {
		if !note.IsID(string(v.Locator)) {
			return nil, hub.Errorf(hub.E01, "the hub's list of invitations is malformed")
		}
		n, kept, err := m.newcoming(v)
		if hub.CodeOf(err) == hub.E21 {
			continue // a colleague's, who has the words
		}
		if err != nil {
			return nil, err
		}
		switch {
		case kept.Member != "":
			n.Member, n.Name, n.Answer = kept.Member, kept.Name, kept.Answer
		case v.Answered:
			a, err := m.checkAnswer(ctx, v.Locator, kept)
			if passing(err) {
				return nil, err
			}
			if err != nil {
				n.Problem = err.Error()
			} else {
				n.Member, n.Name, n.Answer = a.note.Member, a.name, a.note.Hash()
			}
		}
		list = append(list, n)
	}
	return list, nil
}

func (m *Member) newcoming(v hub.Invited) (n Newcoming, kept invitation, err error) {
	n = Newcoming{Locator: v.Locator, Ends: v.Ends, State: "open"}
	if err = m.home.readSealed(inviteFile(v.Locator), m.keys.Identity, &kept); err != nil {
		return n, kept, err
	}
	n.For, n.Teams = kept.For, kept.Teams
	switch {
	case v.Admitted:
		n.State = "admitted"
	case v.Answered:
		n.State = "answered"
	}
	return n, kept, nil
}

// answered is an answer that was checked.
type answered struct {
	invite    *identity.Invite
	note      *roster.Member
	recipient keys.Recipient
	name      string
}

// newcomerName is what opens the newcomer's name, sealed to the invitation.
type newcomerName struct {
	Form    string `json:"form"`
	Version int    `json:"version"`
	Name    string `json:"name"`
	Salt    string `json:"salt"`
}

// checkAnswer fetches an answer, and believes nothing of it that the words do not confirm:
// E06 a note that the newcomer did not make, E04 one that is not signed with its own
// key, E05 of another organisation or of somebody who was there before, E09 another
// name than it commits to.
func (m *Member) checkAnswer(ctx context.Context, locator note.ID, kept invitation) (*answered, error) {
	i, err := identity.InviteFromWords(kept.Words, m.Org)
	if err != nil {
		return nil, err
	}
	a, err := m.hub.Answered(ctx, locator)
	if err != nil {
		return nil, err
	}
	if err := i.CheckMember(note.HashOf(a.Member), a.MAC); err != nil {
		return nil, err
	}
	rec, err := roster.ParseMember(a.Member)
	if err != nil {
		return nil, err
	}
	if rec.Org != m.Org || rec.Prev != note.ZeroHash {
		return nil, note.Errorf(note.E05, "invitation: no first note of a member of this organisation")
	}
	if known := m.dir.book.Member(rec.Member); known != nil && known.Hash() != rec.Hash() {
		return nil, note.Errorf(note.E05, "invitation: somebody is that member already")
	}
	recipient, err := keys.ParseRecipient(string(a.Recipient))
	if err != nil {
		return nil, err
	}
	if recipient.Hash() != rec.Rcpt {
		return nil, note.Errorf(note.E06, "invitation: the recipient is not the one that the note names")
	}
	name, err := openNewcomer(i, a.Name, rec)
	return &answered{i, rec, recipient, name}, err
}

func openNewcomer(i *identity.Invite, sealed []byte, rec *roster.Member) (string, error) {
	plain, err := seal.Open(i.Age, sealed)
	if err != nil {
		return "", err
	}
	text, err := seal.ReadBody(plain, note.HashOf(plain))
	if err != nil {
		return "", err
	}
	form, version, err := strict.Peek(text)
	if err != nil {
		return "", err
	}
	if form != "newcomer" || version != 1 {
		return "", note.Errorf(note.E19, "invitation: a name of form %q, version %d", form, version)
	}
	var n newcomerName
	if err := strict.Decode(text, &n); err != nil {
		return "", err
	}
	if err := personName(n.Name); err != nil {
		return "", err
	}
	return n.Name, rec.Opens(n.Salt, n.Name)
}

// personName refuses, with E01, what cannot be shown as a name on one line.
func personName(name string) error {
	hidden := func(r rune) bool { return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) }
	if name != strings.TrimSpace(name) || name == "" || len(name) > 200 || !utf8.ValidString(name) ||
		!norm.NFC.IsNormalString(name) || strings.ContainsFunc(name, hidden) {
		return hub.Errorf(hub.E01, "a name is 1 to 200 bytes on one line, with nothing that does not show")
	}
	return nil
}

// Newcomer tells who answered an invitation of this admin's home, checked against the
// words, or who was admitted by it. E21: nobody answered it yet, or it is another's.
func (m *Member) Newcomer(ctx context.Context, locator note.ID) (*Newcoming, error) {
	n, kept, a, err := m.compareTo(ctx, locator)
	if err != nil {
		return nil, err
	}
	if n.State, n.Member, n.Name, n.Answer = "admitted", kept.Member, kept.Name, kept.Answer; a != nil {
		n.State, n.Member, n.Name, n.Answer = "answered", a.note.Member, a.name, a.note.Hash()
	}
	return &n, nil
}

// compareTo gives the answer to an invitation, nil when somebody was admitted by it.
func (m *Member) compareTo(ctx context.Context, locator note.ID) (n Newcoming, kept invitation, a *answered, err error) {
	if err = m.dir.Sync(ctx); err != nil {
		return n, kept, nil, err
	}
	if !note.IsID(string(locator)) {
		return n, kept, nil, hub.Errorf(hub.E01, "an invitation is 32 hex digits")
	}
	if n, kept, err = m.newcoming(hub.Invited{Locator: locator, Answered: true}); err == nil && kept.Member == "" {
		a, err = m.checkAnswer(ctx, locator, kept)
	}
	return n, kept, a, err
}

// Admit takes the newcomer who answered into the organisation, and into teams beside
// those of the invitation: it publishes the next manifest, and leaves the newcomer the
// word that this is the organisation. Seen is the answer that the admin was shown and
// compared by telephone: E16, and nobody is admitted, when there is another one by now.
// Whoever brings that has the words too, and the hub let it through. Doing it again is
// a success. Who is in a team gets its key from a colleague there.
func (m *Member) Admit(ctx context.Context, locator note.ID, seen note.Hash, teams ...note.TeamID) (*Newcoming, error) {
	n, kept, a, err := m.compareTo(ctx, locator)
	if err != nil {
		return nil, err
	}
	if a == nil {
		return m.admittedBefore(ctx, n, kept, seen, teams)
	}
	if a.note.Hash() != seen {
		return nil, otherAnswer()
	}
	changes := []Change{admit(a)}
	for _, t := range slices.Concat(kept.Teams, teams) {
		changes = append(changes, Assign(t, a.note.Member))
	}
	man, err := m.ChangeOrganisation(ctx, nil, changes...)
	if err != nil {
		return nil, err
	}
	org := m.dir.book.Org(m.Org).Hash()
	err = m.hub.Admitted(ctx, locator, hub.Outcome{Manifest: man.Hash(), MAC: a.invite.OrgMAC(org, man.Hash())})
	// The word that was left before is as good: it is for a manifest with this member.
	if err != nil && hub.CodeOf(err) != hub.E20 {
		return nil, err
	}
	if err := m.keepSealed(knownFile(a.note.Member), known{a.name}); err != nil {
		return nil, err
	}
	kept = invitation{For: kept.For, Teams: slices.Concat(kept.Teams, teams), Member: a.note.Member, Name: a.name, Answer: seen}
	if err := m.keepSealed(inviteFile(locator), kept); err != nil {
		return nil, err
	}
	n.State, n.Member, n.Name, n.Answer, n.Teams = "admitted", kept.Member, kept.Name, seen, kept.Teams
	return &n, nil
}

func otherAnswer() error {
	return note.Errorf(note.E16, "there is another answer than the one that was compared: admit nobody, and call")
}

// admittedBefore is Admit of who is in already: only teams can be new.
func (m *Member) admittedBefore(ctx context.Context, n Newcoming, kept invitation, seen note.Hash, teams []note.TeamID) (*Newcoming, error) {
	if kept.Answer != seen {
		return nil, otherAnswer()
	}
	if !m.dir.book.Active(kept.Member) {
		return nil, note.Errorf(note.E06, "this newcomer was admitted and revoked before: invite again")
	}
	var changes []Change
	for _, t := range teams {
		changes = append(changes, Assign(t, kept.Member))
	}
	if _, err := m.ChangeOrganisation(ctx, nil, changes...); err != nil {
		return nil, err
	}
	n.State, n.Member, n.Name, n.Answer, n.Teams = "admitted", kept.Member, kept.Name, seen, slices.Concat(kept.Teams, teams)
	return &n, nil
}

// admit adds a member line and what it names.
func admit(a *answered) Change {
	return func(d *Draft) error {
		line := roster.Membership{Member: a.note.Member, Record: a.note.Hash()}
		for _, key := range []note.KeyID{a.note.Sign.ID(), a.note.Login.ID()} {
			if slices.ContainsFunc(d.Revoked, func(r roster.Revocation) bool { return r.Key == key }) {
				return note.Errorf(note.E06, "this newcomer was admitted and revoked before: invite again")
			}
		}
		if slices.Contains(d.Members, line) {
			return nil
		}
		d.bring(hub.ObjectRecipient, []byte(a.recipient))
		d.bring(hub.ObjectMember, a.note.Note.Bytes())
		d.Members = append(d.Members, line)
		return nil
	}
}

// Uninvite takes an invitation back: its words open nothing any more.
func (m *Member) Uninvite(ctx context.Context, locator note.ID) error {
	if !note.IsID(string(locator)) {
		return hub.Errorf(hub.E01, "an invitation is 32 hex digits")
	}
	if err := m.hub.Uninvite(ctx, locator); err != nil {
		return err
	}
	return m.home.remove(inviteFile(locator))
}
