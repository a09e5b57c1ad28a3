package identity_test

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"filippo.io/age"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
)

func keyrings(t *testing.T) (all []vector) {
	add := func(rule, name string, code note.Code, f forged, change ...func(*input)) {
		head, file := f.seal()
		in := input{Head: head, File: base64.StdEncoding.EncodeToString(file), Method: &method{
			Kind: f.by.Kind, ID: f.by.ID, Identity: f.by.Age.String(), Login: hex.EncodeToString(f.by.Login.Seed()),
		}}
		for _, c := range change {
			c(&in)
		}
		all = append(all, vector{rule, name, code, "keyring", in, nil})
	}
	with := func(change func(*forged)) forged {
		f := honest(device, passkey)
		change(&f)
		return f
	}
	inside := func(old, new string) forged {
		return with(func(f *forged) { f.inside = replaced(f.inside, old, new) })
	}
	outside := func(old, new string) forged {
		return with(func(f *forged) { f.outside = replaced(f.outside, old, new) })
	}
	both := func(old, new string) func(*forged) {
		return func(f *forged) {
			f.inside, f.outside = replaced(f.inside, old, new), replaced(f.outside, old, new)
		}
	}

	add("I13", "opened by a device", "", honest(device, passkey))
	add("I13", "a seed of 63 digits", note.E17, inside("login-seed "+hexOf("login"), "login-seed "+hexOf("login")[:63]))
	add("I13", "no signing seed", note.E17, inside("sign-seed "+hexOf("sign")+"\n", ""))
	add("I13", "an identity that is none", note.E17, inside("AGE-SECRET-KEY-PQ-1", "AGE-SECRET-KEY-PQ-2"))
	add("I13", "a recipient that is none", note.E17, inside(string(passkey.Age.Recipient()), "age1pq1"))

	add("I14", "three methods", "", honest(device, passkey, phrase))
	one := honest(device)
	add("I14", "one method", note.E17, one)
	twin := *passkey
	twin.Kind, twin.ID = device.Kind, device.ID
	order := []*identity.Method{device, &twin}
	if device.Age.Recipient() > twin.Age.Recipient() {
		order[0], order[1] = order[1], order[0]
	}
	add("I14", "two methods of one kind and id", note.E17, withHeadSorted(honest(order...), device))
	sameRecipient := *passkey
	sameRecipient.Age = device.Age
	add("I14", "two methods with one recipient", note.E17, honest(device, &sameRecipient))
	sameLogin := *passkey
	sameLogin.Login = device.Login
	add("I14", "two methods with one login key", note.E17, honest(device, &sameLogin))

	add("I15", "opened by a passkey", "", with(func(f *forged) { f.by = passkey }))
	add("I15", "opened by a stranger", note.E17, with(func(f *forged) {
		f.by = someMethod(keys.UnlockDevice, "stranger")
		f.by.ID = device.ID
	}))
	add("I15", "a third stanza", note.E17, with(func(f *forged) {
		f.recipients = append(f.recipients, phrase.Age.AgeRecipient())
	}))
	add("I15", "one stanza", note.E17, with(func(f *forged) { f.recipients = f.recipients[:1] }))
	add("I15", "a classic stanza in place of one", note.E17, with(func(f *forged) {
		classic, err := age.GenerateX25519Identity()
		if err != nil {
			t.Fatal(err)
		}
		f.recipients = []age.Recipient{unlabelled{device.Age.AgeRecipient()}, classic.Recipient()}
	}))
	add("I15", "cut short by a byte", note.E17, with(func(f *forged) {
		file := sealTo([]byte(f.inside), f.recipients...)
		f.file = file[:len(file)-1]
	}))

	add("I16", "signed by the login key inside", "", honest(device, passkey))
	add("I16", "signed by another key", note.E17, with(func(f *forged) { f.signer = someSigner("sign") }))
	add("I16", "head over another file", note.E17, honest(device, passkey), func(in *input) {
		_, file := honest(device, passkey).seal()
		in.File = base64.StdEncoding.EncodeToString(file)
	})
	add("I16", "a changed time in the head", note.E17, honest(device, passkey), func(in *input) {
		in.Head = replaced(in.Head, "time 1771234567", "time 1771234568")
	})
	add("I16", "no head", note.E17, honest(device, passkey), func(in *input) { in.Head = "" })

	add("I17", "one organisation in both", "", with(both(string(someID("org")), string(someID("other")))))
	add("I17", "another organisation in the head", note.E17, outside(string(someID("org")), string(someID("other"))))
	add("I17", "another member in the head", note.E17, outside(string(someID("member")), string(someID("other"))))
	add("I17", "another version in the head", note.E17, outside("version 2", "version 3"))
	add("I17", "another prev in the head", note.E17, outside(hexOf("head before"), hexOf("other head")))

	add("I18", "one id in both", "", with(both(passkey.ID, string(someID("other")))))
	add("I18", "another id in the head", note.E17, outside(passkey.ID, string(someID("other"))))
	add("I18", "another kind in the head", note.E17, outside("unlock passkey", "unlock phrase"))
	add("I18", "one more in the head", note.E17, with(func(f *forged) { f.outside += unlockOutside(phrase) }))

	add("I19", "the method as it is named", "", honest(device, passkey))
	add("I19", "another login key in the head", note.E17, outside(device.Login.Public().String(), someSigner("other").Public().String()))
	add("I19", "another recipient inside", note.E17, inside(string(device.Age.Recipient()), string(someIdentity("other").Recipient())))

	said := member{someSigner("sign").Public().String(), someSigner("login").Public().String(), someIdentity("identity").Recipient().Hash()}
	match := func(change func(*member)) func(*input) {
		m := said
		change(&m)
		return func(in *input) { in.Note = &m }
	}
	add("I20", "as the member note says", "", honest(device, passkey), match(func(*member) {}))
	add("I20", "another signing key", note.E17, honest(device, passkey), match(func(m *member) { m.Sign = someSigner("other").Public().String() }))
	add("I20", "another login key", note.E17, honest(device, passkey), match(func(m *member) { m.Login = someSigner("other").Public().String() }))
	add("I20", "another identity", note.E17, honest(device, passkey), match(func(m *member) { m.Rcpt = someIdentity("other").Recipient().Hash() }))

	add("I21", "the version seen before", "", honest(device, passkey), func(in *input) { in.Seen = 2 })
	add("I21", "a higher version seen before", note.E17, honest(device, passkey), func(in *input) { in.Seen = 3 })
	return all
}

func replaced(text, old, new string) string {
	if !strings.Contains(text, old) {
		panic(fmt.Sprintf("nothing to change: %q", old))
	}
	return strings.Replace(text, old, new, 1)
}

// withHeadSorted puts the two unlock lines of a head in order.
func withHeadSorted(f forged, by *identity.Method) forged {
	lines := strings.SplitAfter(strings.TrimSuffix(f.outside, "\n"), "\n")
	last := len(lines) - 1
	if lines[last-1] > lines[last]+"\n" {
		lines[last-1], lines[last] = lines[last]+"\n", strings.TrimSuffix(lines[last-1], "\n")
	}
	f.outside, f.by = strings.Join(lines, "")+"\n", by
	return f
}

// TestStanzas says what the header of a file tells before anything is opened.
func TestStanzas(t *testing.T) {
	text := []byte("text")
	two := sealTo(text, device.Age.AgeRecipient(), passkey.Age.AgeRecipient())
	for name, c := range map[string]struct {
		file []byte
		want int
		code note.Code
	}{
		"two":                  {two, 2, ""},
		"nothing":              {nil, 0, note.E18},
		"an armored file":      {[]byte("-----BEGIN AGE ENCRYPTED FILE-----\n"), 0, note.E18},
		"no end of the header": {two[:bytes.Index(two, []byte("\n---"))], 0, note.E18},
		"no stanza":            {[]byte("age-encryption.org/v1\n--- mac\n"), 0, ""},
		"a passphrase":         {[]byte("age-encryption.org/v1\n-> scrypt salt 18\nbody\n--- mac\n"), 0, note.E14},
		"a longer type":        {[]byte("age-encryption.org/v1\n-> mlkem768x25519x enc\nbody\n--- mac\n"), 0, note.E14},
	} {
		got, err := identity.Stanzas(c.file)
		if got != c.want || note.CodeOf(err) != c.code {
			t.Errorf("%s: %d, %v, want %d, %q", name, got, err, c.want, c.code)
		}
	}
}
