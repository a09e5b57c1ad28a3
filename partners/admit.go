package partners

import (
	"context"
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
	"github.com/sluis-hub/sluis/hub"
)

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
	first, _ := utf8.DecodeRuneInString(name)
	if name != strings.TrimSpace(name) || name == "" || len(name) > 200 || !utf8.ValidString(name) ||
		!norm.NFC.IsNormalString(name) || strings.ContainsFunc(name, unseen) || unicode.IsMark(first) {
		return hub.Errorf(hub.E01, "a name is 1 to 200 bytes on one line, with nothing that does not show")
	}
	return nil
}

// unseen holds for what does not show: what Unicode calls default ignorable (Hangul fillers
// among it), and two that are drawn as nothing.
func unseen(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector) ||
		r == '\u2800' || r == '\U0001d159' // the empty pattern of Braille, the null notehead
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
