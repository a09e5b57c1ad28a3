package keys

import (
	"strings"

	"github.com/sluis-hub/sluis/crypto/note"
)

// LoginForm is the note by which somebody shows a hub to hold a key
// (FORMAT.md I22).
var LoginForm = &note.Form{
	Label: "login",
	Fields: []note.Field{
		note.Once("origin", IsOrigin),
		note.Once("account", note.IsID),
		note.Once("challenge", note.IsHash),
		note.Once("time", note.IsTime),
	},
	MinSigs: 1, MaxSigs: 1,
}

// Login is a parsed login note.
type Login struct {
	Origin    string        // scheme://host[:port] that the client talks to
	Account   note.MemberID // a member, or a mailbox
	Challenge note.Hash     // what the hub gave out
	Time      int64         // Unix seconds
	Note      *note.Note
}

// ParseLogin reads a login note, E01 when it is none. It says nothing about who
// sent it: that is CheckLogin, once the account's key is looked up.
func ParseLogin(raw []byte) (*Login, error) {
	n, err := LoginForm.Parse(raw)
	if err != nil {
		return nil, err
	}
	return &Login{
		Origin:    n.Get("origin"),
		Account:   note.MemberID(n.Get("account")),
		Challenge: note.Hash(n.Get("challenge")),
		Time:      int64(n.Num("time")),
		Note:      n,
	}, nil
}

// CheckLogin decides whether l answers this challenge, at this address, with
// this key: E05 for another address, challenge or key, E04 when the signature
// does not count. The time is left to the caller, who has a clock.
func CheckLogin(l *Login, key Public, origin string, challenge note.Hash) error {
	if l.Origin != origin {
		return note.Errorf(note.E05, "login is meant for another address")
	}
	if l.Challenge != challenge {
		return note.Errorf(note.E05, "login answers another challenge")
	}
	return key.Check(l.Note)
}

// IsOrigin holds for http:// or https://, a host in lower case and perhaps a
// port, as browsers print an origin; nothing after it.
func IsOrigin(s string) bool {
	host, found := strings.CutPrefix(s, "https://")
	if !found {
		host, found = strings.CutPrefix(s, "http://")
	}
	if !found || host == "" {
		return false
	}
	for i := range len(host) {
		c := host[i]
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && !strings.ContainsRune("-.:[]", rune(c)) {
			return false
		}
	}
	return true
}
