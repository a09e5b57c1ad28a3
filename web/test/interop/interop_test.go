package interop

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/seal"
	"github.com/sluis-hub/sluis/crypto/words"
)

var (
	from = flag.String("from", "", "a file that the browser part wrote")
	to   = flag.String("to", "", "where to write a file for the browser part")
)

// world is one of everything, with what its reader must know to open it. Bytes
// are base64; identities are there in the open, since nobody else has them.
type world struct {
	Phrase     phrase     `json:"phrase"`
	Mailbox    mailbox    `json:"mailbox"`
	Body       body       `json:"body"`
	Grant      secret     `json:"grant"`
	TeamKey    secret     `json:"teamKey"`
	Attachment attachment `json:"attachment"`
	Keyring    keyring    `json:"keyring"`
	Login      login      `json:"login"`
	Mistyped   []mistyped `json:"mistyped"`
	Damaged    []damaged  `json:"damaged"`
}

type phrase struct {
	Words []string `json:"words"`
	Bits  string   `json:"bits"`
}

// mistyped is a phrase in which one word is not in the list, and the help for it.
type mistyped struct {
	Typed string   `json:"typed"`
	Word  int      `json:"word"`
	Near  []string `json:"near"`
}

type mailbox struct {
	Words []string      `json:"words"`
	Hub   string        `json:"hub"`
	RID   note.MemberID `json:"rid"`
}

type body struct {
	By     string    `json:"by"`
	File   []byte    `json:"file"`
	CT     note.Hash `json:"ct"`
	Hash   note.Hash `json:"hash"`
	JSON   string    `json:"json"`
	Before string    `json:"before"`
	Bind   note.Hash `json:"bind"`
}

type secret struct {
	By      string      `json:"by"`
	File    []byte      `json:"file"`
	Context [][2]string `json:"context"`
	RH      note.Hash   `json:"rh"`
	Inside  string      `json:"inside"`
}

type attachment struct {
	By      string    `json:"by"`
	Pieces  [][]byte  `json:"pieces"`
	Root    note.Hash `json:"root"`
	Size    uint64    `json:"size"`
	Content note.Hash `json:"content"`
}

type keyring struct {
	Head       string        `json:"head"`
	File       []byte        `json:"file"`
	Org        note.OrgID    `json:"org"`
	Member     note.MemberID `json:"member"`
	Device     string        `json:"device"`
	Words      []string      `json:"words"`
	Credential string        `json:"credential"`
	PRF        string        `json:"prf"`
	Sign       string        `json:"sign"`
	Login      string        `json:"login"`
	Rcpt       note.Hash     `json:"rcpt"`
	Pins       []string      `json:"pins"`
}

type login struct {
	Note      string    `json:"note"`
	Key       string    `json:"key"`
	Origin    string    `json:"origin"`
	Challenge note.Hash `json:"challenge"`
}

// damaged is a sealed file that somebody changed, and what its opener says of it.
type damaged struct {
	Name string    `json:"name"`
	By   string    `json:"by"`
	File []byte    `json:"file"`
	Code note.Code `json:"code"`
	Hash note.Hash `json:"hash"` // of what is inside, if it opens
}

const (
	org    = note.OrgID("0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a")
	member = note.MemberID("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b")
	hubID  = "0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c"
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func write() world {
	w := world{Mistyped: mistype(), Damaged: damage()}
	said := words.Generate()
	bits := must(words.Decode(said))
	w.Phrase = phrase{said, hex.EncodeToString(bits[:])}
	w.Mailbox = mailbox{said, hubID, must(identity.MailboxFromWords(said, hubID)).RID}
	w.Body = writeBody()
	epoch, to := [2]string{"epoch", "3"}, [2]string{"to", string(member)}
	w.Grant = writeSecret(seal.GrantForm, [][2]string{{"xnonce", hubID}, epoch, {"party", "t" + hubID}})
	w.TeamKey = writeSecret(seal.TeamKeyForm, [][2]string{{"org", string(org)}, {"tid", hubID}, epoch, to})
	w.Attachment = writeAttachment()
	w.Keyring = writeKeyring(said)
	signer := identity.NewSigner()
	w.Login = login{"", signer.Public().String(), "https://hub.example:8443", note.HashOf([]byte("x"))}
	w.Login.Note = string(must(signer.Login(w.Login.Origin, member, w.Login.Challenge, 1771000000)))
	return w
}

// mistype writes words of the list wrongly, as fingers and ears do.
func mistype() (all []mistyped) {
	said := words.Generate()
	for n := range 60 {
		at := n % len(said)
		w := words.Spoken(uint32(n * 37))[1]
		wrong := []string{w[1:], w[:2] + w[3:], w[:3] + "q" + w[3:], w + "x", "é" + w[1:], w[:1] + w[2:3] + w[1:2] + w[3:], w + w}[n%7]
		typed := strings.Join(slices.Concat(said[:at], []string{wrong}, said[at+1:]), " ")
		_, err := words.Parse(typed)
		if e, is := err.(*words.Error); is {
			all = append(all, mistyped{typed, e.Word, append([]string{}, e.Near...)})
		}
	}
	return all
}

func writeBody() body {
	by := identity.New()
	b := body{By: by.String(), JSON: `{"form":"message.text","version":1,"text":"één"}`, Before: "sluis.v1/entry\nxid 0\n"}
	plain, hash, err := seal.NewBody([]byte(b.JSON))
	b.Hash, b.File = hash, must(seal.Seal(by.Recipient(), must(plain, err)))
	b.CT, b.Bind = note.HashOf(b.File), seal.Bind(by, []byte(b.Before))
	return b
}

func lines(context [][2]string) (all []note.Line) {
	for _, c := range context {
		all = append(all, note.L(c[0], c[1]))
	}
	return all
}

func writeSecret(form *note.Form, context [][2]string) secret {
	by, inside := identity.New(), identity.New()
	all := append(lines(context), note.L("identity", inside.String()))
	return secret{by.String(), must(seal.SealSecret(by.Recipient(), form, all)), context, inside.Recipient().Hash(), inside.String()}
}

func writeAttachment() attachment {
	content := bytes.Repeat([]byte("bijlage "), 200_000)
	var sealed bytes.Buffer
	id, root, size, err := seal.SealAttachment(&sealed, bytes.NewReader(content), int64(len(content)))
	a := attachment{By: must(id, err).String(), Root: root, Size: size, Content: note.HashOf(content)}
	for sealed.Len() > 0 {
		a.Pieces = append(a.Pieces, bytes.Clone(sealed.Next(seal.PieceSize)))
	}
	return a
}

func writeKeyring(said []string) keyring {
	k := keyring{Org: org, Member: member, Words: said, Credential: "c0de", PRF: strings.Repeat("5f", 32)}
	device := identity.NewDevice(string(note.NewID()))
	k.Device = string(must(device.Text()))
	passkey := must(identity.FromPasskey(unhex(k.Credential), unhex(k.PRF)))
	phrase := must(identity.FromPhrase(said, org, member))
	pin := identity.Pin{Org: org, Root: identity.NewSigner().Public().ID()}
	whole := &identity.Keyring{
		Org: org, Member: member, Version: 1, Prev: note.ZeroHash,
		Identity: identity.New(), Sign: identity.NewSigner(), Login: identity.NewSigner(),
		Unlocks: []identity.Unlock{device.Unlock(), passkey.Unlock(), phrase.Unlock()},
		Pins:    []identity.Pin{pin},
	}
	head, file, err := whole.Seal(1771000000)
	k.Head, k.File = string(must(head, err)), file
	k.Sign, k.Login, k.Rcpt = whole.Sign.Public().String(), whole.Login.Public().String(), whole.Identity.Recipient().Hash()
	k.Pins = []string{string(pin.Org), string(pin.Root)}
	return k
}

func unhex(s string) []byte { return must(hex.DecodeString(s)) }

// read opens everything and refuses what is not as it says.
func read(t *testing.T, w world) {
	bits := must(words.Decode(must(words.Parse(strings.ToUpper(strings.Join(w.Phrase.Words, ", "))))))
	same(t, "bits", w.Phrase.Bits, hex.EncodeToString(bits[:]))
	same(t, "rid", w.Mailbox.RID, must(identity.MailboxFromWords(w.Mailbox.Words, w.Mailbox.Hub)).RID)

	by := must(identity.Parse(w.Body.By))
	same(t, "body", w.Body.JSON, string(must(seal.OpenBody(by, w.Body.File, w.Body.CT, w.Body.Hash))))
	same(t, "bind", w.Body.Bind, seal.Bind(by, []byte(w.Body.Before)))

	for form, s := range map[*note.Form]secret{seal.GrantForm: w.Grant, seal.TeamKeyForm: w.TeamKey} {
		id := must(seal.OpenSecret(must(identity.Parse(s.By)), s.File, form, lines(s.Context), s.RH))
		same(t, form.Label, s.Inside, id.String())
	}

	var content bytes.Buffer
	fetch := func(n uint32) ([]byte, error) { return w.Attachment.Pieces[n], nil }
	if err := seal.OpenAttachment(&content, fetch, w.Attachment.Root, w.Attachment.Size, must(identity.Parse(w.Attachment.By))); err != nil {
		t.Error(err)
	}
	same(t, "attachment", w.Attachment.Content, note.HashOf(content.Bytes()))

	readKeyring(t, w.Keyring)
	l := must(keys.ParseLogin([]byte(w.Login.Note)))
	if err := keys.CheckLogin(l, must(keys.ParsePublic(w.Login.Key)), w.Login.Origin, w.Login.Challenge); err != nil {
		t.Error(err)
	}
	for _, d := range w.Damaged {
		code, hash := open(must(identity.Parse(d.By)), d.File)
		same(t, d.Name, d.Code, code)
		same(t, d.Name, d.Hash, hash)
	}
}

func readKeyring(t *testing.T, w keyring) {
	methods := []*identity.Method{
		must(identity.ParseDevice([]byte(w.Device))),
		must(identity.FromPhrase(w.Words, w.Org, w.Member)),
		must(identity.FromPasskey(unhex(w.Credential), unhex(w.PRF))),
	}
	for _, by := range methods {
		k := must(identity.OpenKeyring([]byte(w.Head), w.File, by))
		if err := k.Match(must(keys.ParsePublic(w.Sign)), must(keys.ParsePublic(w.Login)), w.Rcpt); err != nil {
			t.Error(err)
		}
		same(t, "pins", w.Pins, []string{string(k.Pins[0].Org), string(k.Pins[0].Root)})
	}
}

func open(by *identity.Identity, file []byte) (note.Code, note.Hash) {
	plain, err := seal.Open(by, file)
	if err != nil {
		return note.CodeOf(err), ""
	}
	return "", note.HashOf(plain)
}

func same(t *testing.T, what string, want, got any) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s (-want +got):\n%s", what, d)
	}
}

func TestInterop(t *testing.T) {
	switch {
	case *from != "":
		var w world
		if err := json.Unmarshal(must(os.ReadFile(*from)), &w); err != nil {
			t.Fatal(err)
		}
		read(t, w)
	case *to == "":
		read(t, write())
	}
	if *to != "" {
		if err := os.WriteFile(*to, must(json.Marshal(write())), 0o600); err != nil {
			t.Fatal(fmt.Errorf("write for the browser part: %w", err))
		}
	}
}
