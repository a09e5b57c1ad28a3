package roster

import (
	"encoding/hex"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/sluis-hub/sluis/crypto/note"
)

// Kinds of what a Book takes. The first five are notes; the others are objects
// that a note names by hash.
const (
	KindOrg       = "org"
	KindVouch     = "vouch"
	KindManifest  = "manifest"
	KindTeam      = "team"
	KindMailbox   = "mailbox"
	KindMember    = "member"
	KindCard      = "card"
	KindTerms     = "terms"
	KindRecipient = "recipient"
)

var orgForm = &note.Form{
	Label: "org",
	Fields: []note.Field{
		note.Once("org", note.IsID),
		note.Once("root", note.IsHash),
		note.Once("name", isName),
		note.Some("kind", isWord),
		note.Once("time", note.IsTime),
	},
	MinSigs: 1, MaxSigs: 1,
}

var vouchForm = &note.Form{
	Label: "vouch",
	Fields: []note.Field{
		note.Once("org", note.IsID),
		note.Once("record", note.IsHash),
		note.Once("by", note.IsID),
		note.Once("time", note.IsTime),
	},
	MinSigs: 1, MaxSigs: 1,
}

var manifestForm = &note.Form{
	Label: "manifest",
	Fields: []note.Field{
		note.Once("org", note.IsID),
		note.Once("version", note.IsNum),
		note.Once("prev", note.IsHash),
		note.Once("time", note.IsTime),
		note.Once("root", note.IsHash),
		note.Any("host", isHost),
		note.Any("policy", note.OneOf(PasskeyBound), note.OneOf("0", "1")),
		note.Maybe("recovery", note.IsHash),
		note.Maybe("audit", note.IsHash),
		note.Maybe("terms", note.IsHash),
		note.Some("admin", note.IsID),
		note.Any("member", note.IsID, note.IsHash),
		note.Any("team", note.IsID, note.IsHash),
		note.Any("assign", note.IsID, note.IsID),
		note.Any("revoked", note.IsID, note.IsTime, isWord),
	},
	MinSigs: 1, MaxSigs: 2,
	Size: note.MaxRosterSize,
}

var memberForm = &note.Form{
	Label: "member",
	Fields: []note.Field{
		note.Once("org", note.IsID),
		note.Once("mid", note.IsID),
		note.Once("sign", note.IsHash),
		note.Once("login", note.IsHash),
		note.Once("rcpt", note.IsHash),
		note.Once("name", note.IsHash),
		note.Once("prev", note.IsHash),
		note.Once("time", note.IsTime),
	},
	MinSigs: 1, MaxSigs: 2,
}

var teamForm = &note.Form{
	Label: "team",
	Fields: []note.Field{
		note.Once("org", note.IsID),
		note.Once("tid", note.IsID),
		note.Once("epoch", note.IsNum),
		note.Once("prev", note.IsHash),
		note.Once("time", note.IsTime),
		note.Once("rcpt", note.IsHash),
		note.Once("by", note.IsID),
		note.Some("member", note.IsID, note.IsHash, note.IsHash),
		note.Maybe("recovery", note.IsHash, note.IsHash),
		note.Once("chain", note.IsHash),
	},
	MinSigs: 1, MaxSigs: 2,
	Size: note.MaxRosterSize,
}

var mailboxForm = &note.Form{
	Label: "mailbox",
	Fields: []note.Field{
		note.Once("rid", note.IsID),
		note.Once("xid", note.IsHash),
		note.Once("org", note.IsID),
		note.Once("record", note.IsHash),
		note.Once("rcpt", note.IsHash),
		note.Once("author", note.IsHash),
		note.Once("login", note.IsHash),
		note.Once("time", note.IsTime),
		note.Once("expires", note.IsTime),
	},
	MinSigs: 1, MaxSigs: 1,
}

// isName holds for the hex of a name as isPlain wants it, at most 200 bytes.
func isName(s string) bool {
	b, err := hex.DecodeString(s)
	return err == nil && s == strings.ToLower(s) && isPlain(string(b), 200)
}

// isPlain holds for 1 to max bytes of UTF-8 in NFC that stand on one line and
// hide nothing: no control, direction or zero-width characters.
func isPlain(s string, max int) bool {
	if s == "" || len(s) > max || !utf8.ValidString(s) || !norm.NFC.IsNormalString(s) {
		return false
	}
	return !strings.ContainsFunc(s, func(r rune) bool {
		return r < 0x20 || r >= 0x7f && r < 0xa0 || r >= 0x200b && r <= 0x200f ||
			r >= 0x2028 && r <= 0x202e || r >= 0x2060 && r <= 0x206f || r == 0xfeff
	})
}

// isWord holds for 1 to 40 characters of a to z, 0 to 9 and underscore.
func isWord(s string) bool {
	return len(s) <= 40 && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789_") == ""
}

// isHost holds for a DNS name in lower case, without port or closing dot.
func isHost(s string) bool {
	if len(s) > 253 {
		return false
	}
	for label := range strings.SplitSeq(s, ".") {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' ||
			strings.Trim(label, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			return false
		}
	}
	return true
}
