package partners

import (
	"crypto/sha256"
	"strings"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/crypto/words"
)

// compared are the eight words by which two people hear whether they hold the same
// keys (FORMAT.md, part 8). They stand for 80 bits of a hash, so that nobody finds
// keys of their own with the same words.
func compared(what ...string) []string {
	sum := sha256.Sum256([]byte("sluis.v1/compare\n" + strings.Join(what, " ") + "\n"))
	return words.Encode([10]byte(sum[:10]))
}

func (m *Member) rootOf(org note.OrgID) string {
	if o := m.dir.book.Org(org); o != nil {
		return string(o.Root.ID())
	}
	return ""
}

// memberWords are those of the keys in a member note.
func (m *Member) memberWords(r *roster.Member) []string {
	return compared("member", string(r.Org), m.rootOf(r.Org), string(r.Member), r.Sign.String(), r.Login.String(), string(r.Rcpt))
}

// teamWords are those of a team: of its organisation's root, and of the key from
// which its present one follows without a break.
func (m *Member) teamWords(t *roster.Team) []string {
	first := m.dir.lastReset(t.Team)
	if first == nil {
		first = m.dir.book.TeamAt(t.Team, 0)
	}
	return compared("team", string(t.Org), m.rootOf(t.Org), string(t.Team), string(first.Hash()))
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
