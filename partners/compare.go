package partners

import (
	"crypto/sha256"
	"strings"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/crypto/words"
	"github.com/sluis-hub/sluis/hub"
)

// compared are the eight words by which two people hear whether they hold the same
// keys (FORMAT.md, part 8). They stand for 80 bits of a hash, so that nobody finds
// keys of their own with the same words.
func compared(what ...string) []string {
	sum := sha256.Sum256([]byte("sluis.v1/compare\n" + strings.Join(what, " ") + "\n"))
	return words.Encode([10]byte(sum[:10]))
}

// heardWords reads what somebody typed as it was read aloud: E28 when it is no phrase.
func heardWords(typed []string) ([]string, error) {
	list, err := words.Parse(strings.Join(typed, " "))
	if err != nil {
		return nil, hub.Errorf(hub.E28, "what was heard: %w", err)
	}
	return list, nil
}

func (m *Member) rootOf(org note.OrgID) string {
	if o := m.dir.book.Org(org); o != nil {
		return string(o.Root.ID())
	}
	return ""
}

// ownWords are those of the keys that this home holds, whatever the directory says
// that the member's keys are.
func (m *Member) ownWords() []string {
	own := m.keys
	return m.memberWords(&roster.Member{
		Org: m.Org, Member: m.ID, Sign: own.Sign.Public(), Login: own.Login.Public(), Rcpt: own.Identity.Recipient().Hash(),
	})
}

// memberWords are those of the keys in a member note.
func (m *Member) memberWords(r *roster.Member) []string {
	return compared("member", string(r.Org), m.rootOf(r.Org), string(r.Member), r.Sign.String(), r.Login.String(), string(r.Rcpt))
}

// teamWords are those of a team: of its organisation's root, and of the key from
// which its present one follows without a break.
func (m *Member) teamWords(t *roster.Team) []string {
	return m.lineWords(m.lineOf(t.Team))
}

// lineOf is the key from which a team's present one follows without a break.
func (m *Member) lineOf(tid note.TeamID) *roster.Team {
	if reset := m.dir.lastReset(tid); reset != nil {
		return reset
	}
	return m.dir.book.TeamAt(tid, 0)
}

func (m *Member) lineWords(first *roster.Team) []string {
	return compared("team", string(first.Org), m.rootOf(first.Org), string(first.Team), string(first.Hash()))
}

// knownName is what this home knows somebody by, "" when nobody told it: names are in
// no directory.
func (m *Member) knownName(mid note.MemberID) string {
	var k known
	if m.home.readSealed(knownFile(mid), m.keys.Identity, &k) != nil {
		return ""
	}
	return k.Name
}
