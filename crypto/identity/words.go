package identity

import (
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"golang.org/x/crypto/argon2"

	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
)

// Eight words hold 80 random bits, so the cost of Argon2id is only a brake: it
// is chosen so that a cheap phone opens a mailbox within two seconds
// (FORMAT.md I4).
const (
	wordCount   = 8
	argonTime   = 1
	argonMemory = 32 << 10 // KiB
	argonLanes  = 1
)

// derived is what eight words give, whatever they are for; only the salt differs.
type derived struct {
	locator       note.ID
	age           *Identity
	login, author *Signer
	mac           []byte // used by an invitation only
}

// derive turns words that package words has checked into keys (FORMAT.md I4).
func derive(words []string, salted string) (*derived, error) {
	if len(words) != wordCount {
		return nil, note.Errorf(note.E01, "%d words, want %d", len(words), wordCount)
	}
	salt := sha256.Sum256([]byte(salted))
	master := argon2.IDKey([]byte(strings.Join(words, "-")), salt[:16], argonTime, argonMemory, argonLanes, 32)
	return &derived{
		locator: note.ID(hex.EncodeToString(expand(master, "sluis.v1/words/locator", 16))),
		age:     fromSeed([32]byte(expand(master, "sluis.v1/words/age", 32))),
		login:   fromSignSeed(expand(master, "sluis.v1/words/login", 32)),
		author:  fromSignSeed(expand(master, "sluis.v1/words/author", 32)),
		mac:     expand(master, "sluis.v1/invite", 32),
	}, nil
}

// expand is HKDF-SHA-256 with an empty salt.
func expand(secret []byte, info string, n int) []byte {
	out, err := hkdf.Key(sha256.New, secret, nil, info, n)
	if err != nil {
		panic("identity: HKDF refuses its constants: " + err.Error())
	}
	return out
}

// FromPhrase is the unlock method of a member's recovery phrase (FORMAT.md I5).
func FromPhrase(words []string, org note.OrgID, member note.MemberID) (*Method, error) {
	d, err := derive(words, "sluis.v1/phrase\n"+string(org)+"\n"+string(member))
	if err != nil {
		return nil, err
	}
	return &Method{Kind: keys.UnlockPhrase, ID: string(d.locator), Age: d.age, Login: d.login}, nil
}

// Mailbox is what a reporter's eight words give: nothing else is needed to read
// and to answer.
type Mailbox struct {
	RID           note.MemberID // its name, made from the three public halves
	Age           *Identity
	Author, Login *Signer
}

// MailboxFromWords makes the keys of a mailbox at the hub with that id (FORMAT.md I7).
func MailboxFromWords(words []string, hubID string) (*Mailbox, error) {
	d, err := derive(words, "sluis.v1/mailbox\n"+hubID)
	if err != nil {
		return nil, err
	}
	return &Mailbox{
		RID:    keys.RID(d.login.Public(), d.author.Public(), d.age.Recipient().Hash()),
		Age:    d.age,
		Author: d.author,
		Login:  d.login,
	}, nil
}
