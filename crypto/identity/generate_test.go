package identity_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/cryptotest"

	"filippo.io/age"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
)

// Everything in the vectors follows from names: secret("x") is SHA-256 of "x".

func secret(name string) []byte {
	sum := sha256.Sum256([]byte(name))
	return sum[:]
}

func hexOf(name string) string   { return hex.EncodeToString(secret(name)) }
func someID(name string) note.ID { return note.ID(hexOf(name)[:32]) }

func someIdentity(name string) *identity.Identity {
	id, err := identity.FromSeed(secret(name))
	if err != nil {
		panic(err)
	}
	return id
}

func someSigner(name string) *identity.Signer {
	s, err := identity.SignerFromSeed(secret(name))
	if err != nil {
		panic(err)
	}
	return s
}

func someMethod(kind, name string) *identity.Method {
	return &identity.Method{Kind: kind, ID: string(someID(name)), Age: someIdentity(name), Login: someSigner(name + " login")}
}

var words = strings.Fields("appel brood citroen druif eiland fiets gebouw haven")

// write makes the vectors anew, with random bytes from a fixed seed.
func write(t *testing.T) {
	cryptotest.SetGlobalRandom(t, 1)
	all := vectors{About: about}
	for _, list := range [][]vector{secrets1(), derivations(), invitations(), heads(), keyrings(t), logins()} {
		all.Vectors = append(all.Vectors, list...)
	}
	for i, v := range all.Vectors {
		if v.Code == "" {
			out, err := v.run()
			if err != nil {
				t.Fatalf("%s %s: %v", v.Rule, v.Name, err)
			}
			all.Vectors[i].Out = out
		}
	}
	b, err := json.MarshalIndent(all, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(vectorFile, append(b, '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
}

func secrets1() []vector {
	text := someIdentity("identity").String()
	refused := func(name, text string) vector {
		return vector{"I1", name, note.E01, "identity", input{Text: text}, nil}
	}
	last := len(text) - 7 // of the data; its four lowest bits carry nothing
	seed := hexOf("identity")
	return []vector{
		{"I1", "an identity", "", "identity", input{Text: text}, nil},
		refused("in lower case", strings.ToLower(text)),
		refused("prefix in lower case", strings.ToLower(text[:18])+text[18:]),
		refused("one character shorter", text[:len(text)-1]),
		refused("one character longer", text+"Q"),
		refused("another last character", text[:len(text)-1]+other(text[len(text)-1:])),
		refused("a character that bech32 lacks", text[:30]+"B"+text[31:]),
		refused("left-over bits that are not zero", bech32(text[:last]+next(text[last]), 1)),
		refused("bech32m", bech32(text[:last+1], 0x2bc830a3)),
		refused("a classic identity's prefix", strings.Replace(text, "-PQ-", "-PR-", 1)),
		{"I2", "a seed", "", "seed", input{Seed: seed}, nil},
		{"I2", "a seed of zeros", "", "seed", input{Seed: strings.Repeat("00", 32)}, nil},
		{"I2", "31 bytes", note.E01, "seed", input{Seed: seed[:62]}, nil},
		{"I2", "33 bytes", note.E01, "seed", input{Seed: seed + "00"}, nil},
		{"I3", "a seed", "", "sign", input{Seed: seed, Message: hex.EncodeToString([]byte("sluis.v1/login\n"))}, nil},
		{"I3", "31 bytes", note.E01, "sign", input{Seed: seed[:62], Message: hex.EncodeToString([]byte("sluis.v1/login\n"))}, nil},
	}
}

const bech32Chars = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"

func other(c string) string {
	if c == "Q" {
		return "P"
	}
	return "Q"
}

// next is the character with the lowest bit set.
func next(c byte) string { return string(bech32Chars[strings.IndexByte(bech32Chars, c)|1]) }

// bech32 puts the check behind an identity without one; end 1 is bech32.
func bech32(body string, end uint32) string {
	prefix, data, _ := strings.Cut(body, "-1")
	sum := uint32(1)
	step := func(v byte) {
		top := sum >> 25
		sum = sum&0x1ffffff<<5 ^ uint32(v)
		for i, g := range []uint32{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3} {
			sum ^= g * (top >> i & 1)
		}
	}
	prefix = strings.ToLower(prefix + "-")
	for _, c := range []byte(prefix) {
		step(c >> 5)
	}
	step(0)
	for _, c := range []byte(prefix) {
		step(c & 31)
	}
	for _, c := range []byte(data) {
		step(byte(strings.IndexByte(bech32Chars, c)))
	}
	for range 6 {
		step(0)
	}
	for i := range 6 {
		body += string(bech32Chars[(sum^end)>>(5*(5-i))&31])
	}
	return body
}

func derivations() []vector {
	org, mid := string(someID("org")), string(someID("member"))
	phrase := input{For: "phrase", Words: words, Org: org, Member: mid}
	invite := input{For: "invite", Words: words, Org: org}
	mailbox := input{For: "mailbox", Words: words, Hub: "hub.example"}
	passkey := input{RP: "sluis.example", Credential: "c0ffee", Secret: hexOf("prf")}
	device := fmt.Sprintf("sluis.v1/device\nid %s\nidentity %s\nlogin-seed %s\n", someID("device"), someIdentity("device"), hexOf("device login"))
	with := func(in input, change func(*input)) input {
		change(&in)
		return in
	}
	seven := func(in *input) { in.Words = in.Words[:7] }
	return []vector{
		{"I4", "eight words", "", "words", phrase, nil},
		{"I4", "seven words", note.E01, "words", with(phrase, seven), nil},
		{"I4", "nine words", note.E01, "words", with(phrase, func(in *input) { in.Words = append(in.Words[:8:8], "ijsvogel") }), nil},
		{"I5", "a phrase", "", "words", phrase, nil},
		{"I5", "the same words of another member", "", "words", with(phrase, func(in *input) { in.Member = string(someID("other")) }), nil},
		{"I5", "seven words", note.E01, "words", with(phrase, seven), nil},
		{"I6", "an invitation with the same words", "", "words", invite, nil},
		{"I6", "seven words", note.E01, "words", with(invite, seven), nil},
		{"I7", "a mailbox with the same words", "", "words", mailbox, nil},
		{"I7", "seven words", note.E01, "words", with(mailbox, seven), nil},
		{"I8", "a passkey", "", "passkey", passkey, nil},
		{"I8", "31 bytes of secret", note.E01, "passkey", with(passkey, func(in *input) { in.Secret = in.Secret[:62] }), nil},
		{"I9", "a device", "", "device", input{Text: device}, nil},
		{"I9", "a seed of 63 digits", note.E01, "device", input{Text: device[:len(device)-2] + "\n"}, nil},
		{"I9", "an identity in lower case", note.E01, "device", input{Text: strings.Replace(device, "AGE-SECRET", "age-secret", 1)}, nil},
	}
}

// invitations are the MACs that the two sides of an invitation give each other.
func invitations() []vector {
	org := string(someID("org"))
	i, err := identity.InviteFromWords(words, note.OrgID(org))
	if err != nil {
		panic(err)
	}
	member, record, manifest := note.Hash(hexOf("member note")), note.Hash(hexOf("org note")), note.Hash(hexOf("manifest"))
	newcomer := input{For: "member", Words: words, Org: org, Hash: string(member), MAC: string(i.MemberMAC(member))}
	admin := input{For: "org", Words: words, Org: org, Hash: string(record), Manifest: string(manifest), MAC: string(i.OrgMAC(record, manifest))}
	with := func(in input, change func(*input)) input {
		change(&in)
		return in
	}
	flip := func(mac string) string { return mac[:63] + map[bool]string{true: "1", false: "0"}[mac[63] == '0'] }
	others := strings.Fields("appel brood citroen druif eiland fiets gebouw ijsvogel")
	return []vector{
		{"I24", "a newcomer's word", "", "invite", newcomer, nil},
		{"I24", "with one bit changed", note.E06, "invite", with(newcomer, func(in *input) { in.MAC = flip(in.MAC) }), nil},
		{"I24", "for another member note", note.E06, "invite", with(newcomer, func(in *input) { in.Hash = hexOf("another") }), nil},
		{"I24", "with other words", note.E06, "invite", with(newcomer, func(in *input) { in.Words = others }), nil},
		{"I24", "with words of another organisation", note.E06, "invite", with(newcomer, func(in *input) { in.Org = string(someID("other")) }), nil},
		{"I24", "the admin's word", note.E06, "invite", with(newcomer, func(in *input) { in.MAC = admin.MAC }), nil},
		{"I24", "none", note.E06, "invite", with(newcomer, func(in *input) { in.MAC = "" }), nil},
		{"I25", "an admin's word", "", "invite", admin, nil},
		{"I25", "with one bit changed", note.E06, "invite", with(admin, func(in *input) { in.MAC = flip(in.MAC) }), nil},
		{"I25", "for another organisation note", note.E06, "invite", with(admin, func(in *input) { in.Hash = hexOf("another") }), nil},
		{"I25", "for another manifest", note.E06, "invite", with(admin, func(in *input) { in.Manifest = hexOf("another") }), nil},
		{"I25", "note and manifest changed about", note.E06, "invite", with(admin, func(in *input) { in.Hash, in.Manifest = in.Manifest, in.Hash }), nil},
		{"I25", "with other words", note.E06, "invite", with(admin, func(in *input) { in.Words = others }), nil},
		{"I25", "the newcomer's word", note.E06, "invite", with(admin, func(in *input) { in.MAC = newcomer.MAC }), nil},
	}
}

// forged is a keyring in parts, so that one can be changed.
type forged struct {
	inside     string // the text in the file
	recipients []age.Recipient
	outside    string // signed bytes of the head, with CT for the hash of the file
	signer     *identity.Signer
	by         *identity.Method
	file       []byte // instead of sealing inside
}

var (
	device  = someMethod(keys.UnlockDevice, "device")
	passkey = someMethod(keys.UnlockPasskey, "passkey")
	phrase  = someMethod(keys.UnlockPhrase, "phrase")
)

func honest(methods ...*identity.Method) forged {
	f := forged{signer: someSigner("login"), by: methods[0]}
	common := fmt.Sprintf("org %s\nmid %s\nversion 2\nprev %s\n", someID("org"), someID("member"), hexOf("head before"))
	f.inside = "sluis.v1/keyring\n" + common +
		fmt.Sprintf("identity %s\nsign-seed %s\nlogin-seed %s\n", someIdentity("identity"), hexOf("sign"), hexOf("login"))
	f.outside = "sluis.v1/keyring-head\n" + common + "ct CT\ntime 1771234567\n"
	for _, m := range methods {
		f.inside += unlockInside(m)
		f.outside += unlockOutside(m)
		f.recipients = append(f.recipients, m.Age.AgeRecipient())
	}
	f.inside += fmt.Sprintf("pin %s %s\n", someID("org"), someID("root"))
	return f
}

func unlockInside(m *identity.Method) string {
	return fmt.Sprintf("unlock %s %s %s\n", m.Kind, m.ID, m.Age.Recipient())
}

func unlockOutside(m *identity.Method) string {
	return fmt.Sprintf("unlock %s %s %s\n", m.Kind, m.ID, m.Login.Public())
}

func (f forged) seal() (head string, file []byte) {
	file = f.file
	if file == nil {
		file = sealTo([]byte(f.inside), f.recipients...)
	}
	signed := []byte(strings.Replace(f.outside, "CT", string(note.HashOf(file)), 1))
	return string(note.Attach(signed, f.signer.Sign(signed))), file
}

func sealTo(text []byte, to ...age.Recipient) []byte {
	var file bytes.Buffer
	w, err := age.Encrypt(&file, to...)
	if err != nil {
		panic(err)
	}
	w.Write(text)
	if err := w.Close(); err != nil {
		panic(err)
	}
	return file.Bytes()
}

// unlabelled lets a test seal to classic and post-quantum recipients at once.
type unlabelled struct{ age.Recipient }

func (u unlabelled) Wrap(fileKey []byte) ([]*age.Stanza, error) { return u.Recipient.Wrap(fileKey) }

func heads() []vector {
	head, _ := honest(device, passkey).seal()
	login := someSigner("login")
	file := base64.StdEncoding.EncodeToString([]byte("file"))
	resign := func(text string, by *identity.Signer) string {
		signed, _, _ := strings.Cut(text, "sig ")
		return string(note.Attach([]byte(signed), by.Sign([]byte(signed))))
	}
	change := func(text, old, new string) string {
		if !strings.Contains(text, old) {
			panic("nothing to change: " + old)
		}
		return resign(strings.Replace(text, old, new, 1), login)
	}
	drop := func(text string, line string) string { return change(text, line, "") }
	check := honest(device, passkey)
	check.file = []byte("file")
	checked, _ := check.seal()
	wrong := checked[:len(checked)-2] + string("0123456789abcdef"[(strings.IndexByte("0123456789abcdef", checked[len(checked)-2])+1)%16]) + "\n"
	prev := hexOf("head before")
	first := change(change(head, "version 2", "version 1"), "prev "+prev, "prev "+string(note.ZeroHash))
	second := change(head, "prev "+prev, "prev "+string(note.HashOf([]byte(first))))
	in := func(text string) input { return input{Text: text} }
	six := honest(device, passkey, phrase)
	for i := range 3 {
		six.outside += unlockOutside(someMethod(keys.UnlockPhrase, fmt.Sprint("phrase ", "zyx"[i:i+1])))
	}
	return []vector{
		{"I10", "a head", "", "head", in(head), nil},
		{"I10", "one unlock method", note.E01, "head", in(drop(head, unlockOutside(passkey))), nil},
		{"I10", "six unlock methods", note.E01, "head", in(sorted(six.outside, login)), nil},
		{"I10", "an unknown kind", note.E01, "head", in(change(head, "unlock passkey", "unlock passwrd")), nil},
		{"I10", "no signature", note.E01, "head", in(head[:strings.Index(head, "sig ")]), nil},
		{"I10", "a key of small order", note.E06, "head", in(change(head, passkey.Login.Public().String(), "01"+strings.Repeat("00", 31))), nil},
		{"I11", "signed over the file", "", "check", input{Text: checked, Login: login.Public().String(), File: file}, nil},
		{"I11", "another key", note.E05, "check", input{Text: checked, Login: someSigner("sign").Public().String(), File: file}, nil},
		{"I11", "a changed signature", note.E04, "check", input{Text: wrong, Login: login.Public().String(), File: file}, nil},
		{"I11", "another file", note.E08, "check", input{Text: checked, Login: login.Public().String(), File: base64.StdEncoding.EncodeToString([]byte("fire"))}, nil},
		{"I12", "the first", "", "follows", in(first), nil},
		{"I12", "the first has version 2", note.E05, "follows", in(change(first, "version 1", "version 2")), nil},
		{"I12", "the first has a prev", note.E05, "follows", in(change(first, string(note.ZeroHash), prev)), nil},
		{"I12", "the second", "", "follows", input{Text: second, Before: first}, nil},
		{"I12", "version 3 after 1", note.E05, "follows", input{Text: change(second, "version 2", "version 3"), Before: first}, nil},
		{"I12", "another prev", note.E05, "follows", input{Text: head, Before: first}, nil},
		{"I12", "another organisation", note.E05, "follows", input{Text: change(second, string(someID("org")), string(someID("other"))), Before: first}, nil},
		{"I12", "another member", note.E05, "follows", input{Text: change(second, string(someID("member")), string(someID("other"))), Before: first}, nil},
	}
}

// sorted signs lines whose unlock lines are in any order.
func sorted(outside string, by *identity.Signer) string {
	var lines []note.Line
	for line := range strings.SplitSeq(strings.TrimSuffix(strings.Replace(outside, "CT", hexOf("file"), 1), "\n"), "\n") {
		if values := strings.Split(line, " "); len(values) > 1 {
			lines = append(lines, note.L(values[0], values[1:]...))
		}
	}
	form := *keys.KeyringHeadForm
	form.Fields = append(form.Fields[:0:0], form.Fields...)
	form.Fields[len(form.Fields)-1].Max = 0
	signed, err := form.Build(lines...)
	if err != nil {
		panic(err)
	}
	return string(note.Attach(signed, by.Sign(signed)))
}

func logins() []vector {
	key, origin, challenge := someSigner("login"), "https://hub.example:8443", note.Hash(hexOf("challenge"))
	good := func(origin string) string {
		b, err := key.Login(origin, note.MemberID(someID("member")), challenge, 1771234567)
		if err != nil {
			panic(err)
		}
		return string(b)
	}
	text := good(origin)
	form := func(code note.Code, name, origin string) vector {
		return vector{"I22", name, code, "login", input{Text: strings.Replace(text, "https://hub.example:8443", origin, 1)}, nil}
	}
	answer := func(code note.Code, name, text string, change func(*input)) vector {
		in := input{Text: text, Key: key.Public().String(), Origin: origin, Challenge: string(challenge)}
		change(&in)
		return vector{"I23", name, code, "answer", in, nil}
	}
	at := func(code note.Code, name, time string) vector {
		return vector{"N20", name, code, "login", input{Text: strings.Replace(text, "1771234567", time, 1)}, nil}
	}
	return []vector{
		at("", "a login in the last second of the year 9999", "253402300799"),
		at(note.E01, "a login in the second after it", "253402300800"),
		form("", "a login", origin),
		form("", "a literal address", "http://[::1]:8400"),
		form(note.E01, "a slash behind the host", origin+"/"),
		form(note.E01, "another scheme", "wss://hub.example:8443"),
		form(note.E01, "no scheme", "hub.example:8443"),
		form(note.E01, "no host", "https://"),
		form(note.E01, "a capital in the host", "https://Hub.example:8443"),
		form(note.E01, "somebody before the host", "https://hub.example@evil.example"),
		answer("", "an answer", text, func(*input) {}),
		answer(note.E05, "at another address", text, func(in *input) { in.Origin = "https://hub.example" }),
		answer(note.E05, "to another challenge", text, func(in *input) { in.Challenge = hexOf("other challenge") }),
		answer(note.E05, "by another key", text, func(in *input) { in.Key = someSigner("sign").Public().String() }),
		answer(note.E04, "with a changed time", strings.Replace(text, "1771234567", "1771234568", 1), func(*input) {}),
	}
}
