package seal_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/cryptotest"

	"filippo.io/age"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/seal"
)

// Keys follow from names: seed("x") is SHA-256 of "x".

func seed(name string) string {
	sum := sha256.Sum256([]byte(name))
	return hex.EncodeToString(sum[:])
}

func someIdentity(name string) *identity.Identity { return input{Seed: seed(name)}.identity() }

// sealTo seals to any recipients, as an attacker could.
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
type unlabelled struct{ to age.Recipient }

func (u unlabelled) Wrap(fileKey []byte) ([]*age.Stanza, error) { return u.to.Wrap(fileKey) }

// write makes the vectors anew, with random bytes from a fixed seed.
func write(t *testing.T) {
	cryptotest.SetGlobalRandom(t, 2)
	all := vectors{About: about}
	for _, list := range [][]vector{files(t), bodies(t), grants(), attachments()} {
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

func files(t *testing.T) []vector {
	id, other := someIdentity("case"), someIdentity("other")
	classic, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	text := []byte("sluis")
	file := sealTo(text, id.AgeRecipient())
	open := func(rule, name string, code note.Code, file []byte) vector {
		return vector{rule, name, code, "open", input{Seed: seed("case"), File: file}, nil}
	}
	changed := func(i int) []byte {
		b := bytes.Clone(file)
		b[i] ^= 1
		return b
	}
	footer := bytes.Index(file, []byte("\n---"))
	lower := strings.ToLower(classic.Recipient().String())
	sealing := func(name string, code note.Code, recipient string) vector {
		return vector{"S3", name, code, "seal", input{Seed: seed("case"), Recipient: recipient, Plain: text}, nil}
	}
	return []vector{
		open("S1", "one post-quantum stanza", "", file),
		open("S1", "two post-quantum stanzas", note.E14, sealTo(text, id.AgeRecipient(), other.AgeRecipient())),
		open("S1", "a classic stanza", note.E14, sealTo(text, classic.Recipient())),
		open("S1", "a classic stanza beside it", note.E14, sealTo(text, unlabelled{id.AgeRecipient()}, classic.Recipient())),
		open("S1", "a stanza of a longer type", note.E14, bytes.Replace(file, []byte("x25519 "), []byte("x25519x "), 1)),
		open("S1", "no stanza", note.E14, []byte("age-encryption.org/v1\n"+string(file[footer+1:]))),
		open("S1", "another version", note.E18, bytes.Replace(file, []byte("/v1"), []byte("/v2"), 1)),
		open("S1", "cut before the end of the header", note.E18, file[:footer+1]),
		open("S1", "empty", note.E18, nil),
		open("S2", "nothing inside", "", sealTo(nil, id.AgeRecipient())),
		open("S2", "two chunks", "", sealTo(make([]byte, 64<<10+1), id.AgeRecipient())),
		open("S2", "sealed to another key", note.E18, sealTo(text, other.AgeRecipient())),
		open("S2", "cut by a byte", note.E18, file[:len(file)-1]),
		open("S2", "a byte behind it", note.E18, append(bytes.Clone(file), 0)),
		open("S2", "another file behind it", note.E18, slices.Concat(file, file)),
		open("S2", "cut behind the header", note.E18, file[:footer+48]),
		open("S2", "a changed byte inside", note.E18, changed(len(file)-1)),
		open("S2", "a changed nonce", note.E18, changed(len(file)-len(text)-16-1)),
		open("S2", "a changed mac of the header", note.E18, changed(footer+10)),
		sealing("a post-quantum recipient", "", string(id.Recipient())),
		sealing("one character changed", note.E14, flipped(string(id.Recipient()))),
		sealing("a classic recipient", note.E14, lower),
		sealing("nothing", note.E14, ""),
	}
}

func flipped(s string) string {
	c := "q"
	if s[100] == 'q' {
		c = "p"
	}
	return s[:100] + c + s[101:]
}

// layout is a body's plaintext, padded to pad(50+padFor).
func layout(label string, length int, json string, padFor int) []byte {
	fresh := sha256.Sum256([]byte(json))
	b := append(fresh[:], label...)
	b = binary.BigEndian.AppendUint32(b, uint32(length))
	b = append(b, json...)
	return append(b, make([]byte, max(0, seal.Pad(50+padFor)-len(b)))...)
}

const label = "sluis.v1/body\n"

func bodies(t *testing.T) []vector {
	text := `{"form":"message.text","version":1,"text":"made up"}`
	body := func(rule, name string, code note.Code, plain []byte) vector {
		short := bytes.TrimRight(plain, "\x00")
		return vector{rule, name, code, "body", input{Plain: short, Zeros: len(plain) - len(short)}, nil}
	}
	good := layout(label, len(text), text, len(text))
	dirty := bytes.Clone(good)
	dirty[len(dirty)-1] = 1
	beside := bytes.Clone(good)
	beside[50+len(text)] = 1
	spaces := func(n int) string { return strings.Repeat(" ", n) }
	full := layout(label, 4046, spaces(4046), 4046) // 50 + 4046 is 4096
	id := someIdentity("case")
	plain := layout(label, len(text), text, len(text))
	file := sealTo(plain, id.AgeRecipient())
	entry := func(rule, name string, code note.Code, change func(*input)) vector {
		in := input{Seed: seed("case"), File: file, CT: note.HashOf(file), Body: note.HashOf(plain)}
		change(&in)
		return vector{rule, name, code, "entry", in, nil}
	}
	elsewhere := sealTo(layout(label, 2, "{}", 2), id.AgeRecipient())
	before := "sluis.v1/entry\nxid " + string(note.ZeroHash) + "\nseq 0\n"
	bind := func(name string, code note.Code, seedName, text string) vector {
		return vector{"S8", name, code, "bind", input{Seed: seed(seedName), Before: text, Want: seal.Bind(id, []byte(before))}, nil}
	}
	return []vector{
		{"S4", "lengths up to a million", "", "pad", input{UpTo: 1_000_000}, nil},
		body("S4", "a body", "", good),
		body("S4", "a body of 4 096 without padding", "", full),
		body("S4", "a byte more in the next size", "", layout(label, 4047, spaces(4047), 4047)),
		body("S4", "another label", note.E10, layout("sluis.v1/bodx\n", len(text), text, len(text))),
		body("S4", "padded to the next size", note.E10, layout(label, len(text), text, 4047)),
		body("S4", "padded to a byte less", note.E10, good[:len(good)-1]),
		body("S4", "longer than there is", note.E10, layout(label, 4047, spaces(4046), 4046)),
		body("S4", "too short for its layout", note.E10, good[:49]),
		body("S5", "zeros behind the text", "", good),
		body("S5", "the last byte is not zero", note.E10, dirty),
		body("S5", "the first byte behind the text is not zero", note.E10, beside),
		body("S6", "262 144 bytes", "", layout(label, 1<<18, "", 1<<18)),
		body("S6", "one more", note.E10, layout(label, 1<<18+1, "", 1<<18+1)),
		{"S7", "a plaintext", "", "body", input{Plain: full, Want: note.HashOf(full)}, nil},
		{"S7", "another plaintext", note.E08, "body", input{Plain: full, Want: note.HashOf(good)}, nil},
		entry("S7", "a file", "", func(*input) {}),
		entry("S7", "the same plaintext sealed again", note.E08, func(in *input) { in.File = sealTo(plain, id.AgeRecipient()) }),
		entry("S7", "another file", note.E08, func(in *input) { in.File = elsewhere }),
		entry("S7", "another file, its hash signed", note.E08, func(in *input) { in.File, in.CT = elsewhere, note.HashOf(elsewhere) }),
		entry("S7", "a changed file with its hash is cut before it is another plaintext", note.E18, func(in *input) {
			in.File = file[:len(file)-1]
			in.CT, in.Body = note.HashOf(in.File), note.HashOf(nil)
		}),
		bind("a bind", "", "case", before),
		bind("another epoch's", note.E09, "other", before),
		bind("over another text", note.E09, "case", before+"\n"),
	}
}

func grants() (all []vector) {
	holder, secret := someIdentity("team"), someIdentity("case")
	want := secret.Recipient().Hash()
	id := func(name string) string { return seed(name)[:32] }
	grant := [][2]string{{"xnonce", id("nonce")}, {"epoch", "1"}, {"party", "t" + id("team")}}
	teamkey := [][2]string{{"org", id("org")}, {"tid", id("team")}, {"epoch", "7"}, {"to", id("member")}}
	text := func(op string, lines [][2]string, identity string) string {
		s := "sluis.v1/" + op + "\n"
		for _, l := range lines {
			s += l[0] + " " + l[1] + "\n"
		}
		return s + "identity " + identity + "\n"
	}
	add := func(rule, op, name string, code note.Code, context [][2]string, text string, want note.Hash, to ...age.Recipient) {
		if to == nil {
			to = []age.Recipient{holder.AgeRecipient()}
		}
		in := input{Seed: seed("team"), File: sealTo([]byte(text), to...), Context: context, Want: want}
		all = append(all, vector{rule, name, code, op, in, nil})
	}
	other := func(lines [][2]string, i int, value string) [][2]string {
		lines = slices.Clone(lines)
		lines[i][1] = value
		return lines
	}
	for _, kind := range []struct {
		rule, op string
		lines    [][2]string
	}{{"S9", "grant", grant}, {"S10", "teamkey", teamkey}} {
		good := text(kind.op, kind.lines, secret.String())
		add(kind.rule, kind.op, "a "+kind.op, "", kind.lines, good, want)
		add(kind.rule, kind.op, "another label", note.E01, kind.lines, "sluis.v1/x"+good[len("sluis.v1/x"):], want)
		add(kind.rule, kind.op, "a line too many", note.E01, kind.lines, good+"note hello\n", want)
		add(kind.rule, kind.op, "a signature", note.E01, kind.lines, good+"sig "+id("key")+" "+strings.Repeat("0", 128)+"\n", want)
		add(kind.rule, kind.op, "an identity in lower case", note.E01, kind.lines, text(kind.op, kind.lines, strings.ToLower(secret.String())), want)
		add(kind.rule, kind.op, "an epoch with a leading zero", note.E01, kind.lines, strings.Replace(good, "epoch ", "epoch 0", 1), want)
	}
	add("S10", "teamkey", "for the recovery key", "", other(teamkey, 3, "recovery"), text("teamkey", other(teamkey, 3, "recovery"), secret.String()), want)
	add("S10", "teamkey", "for the chain", "", other(teamkey, 3, "chain"), text("teamkey", other(teamkey, 3, "chain"), secret.String()), want)
	add("S10", "teamkey", "for nobody", note.E01, teamkey, text("teamkey", other(teamkey, 3, "audit"), secret.String()), want)

	good := text("grant", grant, secret.String())
	add("S11", "grant", "where it belongs", "", grant, good, want)
	add("S11", "grant", "of another exchange", note.E09, other(grant, 0, id("other")), good, want)
	add("S11", "grant", "of another epoch", note.E09, other(grant, 1, "2"), good, want)
	add("S11", "grant", "of another party", note.E09, other(grant, 2, "t"+id("other")), good, want)
	add("S11", "grant", "of a member with the same id", note.E09, other(grant, 2, "m"+id("team")), good, want)
	good = text("teamkey", teamkey, secret.String())
	add("S11", "teamkey", "where it belongs", "", teamkey, good, want)
	for i, value := range []string{id("other"), id("other"), "8", "recovery"} {
		add("S11", "teamkey", "of another "+teamkey[i][0], note.E09, other(teamkey, i, value), good, want)
	}

	good = text("grant", grant, secret.String())
	foreign := text("grant", grant, someIdentity("attacker").String())
	add("S12", "grant", "the key that was signed for", "", grant, good, want)
	add("S12", "grant", "an attacker's key", note.E07, grant, foreign, want)
	add("S12", "grant", "an attacker's key in another place: the place comes first", note.E09, other(grant, 1, "2"), foreign, want)
	add("S12", "grant", "an attacker's key in another form: the form comes first", note.E01, grant, "sluis.v1/x"+foreign[len("sluis.v1/x"):], want)
	add("S12", "grant", "sealed to another: opening comes first", note.E18, grant, "nonsense", want, someIdentity("other").AgeRecipient())
	add("S12", "grant", "sealed to a second one: the stanzas come first", note.E14, grant, "nonsense", want, holder.AgeRecipient(), someIdentity("other").AgeRecipient())
	return all
}

func framed(length uint64, content string, total int) []byte {
	b := append(binary.BigEndian.AppendUint64(nil, length), content...)
	return append(b, make([]byte, total-len(b))...)
}

// root names pieces as they are cut, right or wrong.
func root(pieces ...[]byte) (note.Hash, uint64) {
	var sums [][32]byte
	size := uint64(0)
	for _, p := range pieces {
		sums = append(sums, sha256.Sum256(p))
		size += uint64(len(p))
	}
	return chain.BlobRoot(size, sums), size
}

func attachments() (all []vector) {
	id := someIdentity("file")
	text := "a made-up letter"
	n := uint64(len(text))
	good := sealTo(framed(n, text, 4096), id.AgeRecipient())
	add := func(rule, name string, code note.Code, change func(*input), pieces ...[]byte) {
		in := input{Seed: seed("file"), Pieces: pieces}
		in.Root, in.Size = root(pieces...)
		change(&in)
		all = append(all, vector{rule, name, code, "attachment", in, nil})
	}
	same := func(*input) {}
	frame := func(name string, code note.Code, plain []byte) {
		add("S13", name, code, same, sealTo(plain, id.AgeRecipient()))
	}
	frame("a letter", "", framed(n, text, 4096))
	frame("nothing", "", framed(0, "", 4096))
	frame("4 088 bytes without padding", "", framed(4088, strings.Repeat("a", 4088), 4096))
	frame("a byte more in the next size", "", framed(4089, strings.Repeat("a", 4089), 4352))
	frame("padded to the next size", note.E10, framed(n, text, 4352))
	frame("padded to a byte less", note.E10, framed(n, text, 4095))
	frame("the first byte behind it is not zero", note.E10, framed(n-1, text, 4096))
	frame("the last byte is not zero", note.E10, append(framed(n, text, 4095), 1))
	frame("longer than there is", note.E10, framed(4089, text, 4096))
	frame("as long as numbers go", note.E10, framed(1<<64-1, text, 4096))
	frame("no length", note.E10, framed(0, "", 8)[:7])

	add("S14", "one piece", "", same, good)
	add("S14", "a byte shorter than its size says", note.E08, func(in *input) { in.Size++ }, good)
	add("S14", "cut in two too early", note.E08, same, good[:3000], good[3000:])
	add("S14", "given in two, the bytes right", note.E08, func(in *input) { in.Pieces = [][]byte{good[:3000], good[3000:]} }, good)
	add("S15", "as it was signed", "", same, good)
	add("S15", "a changed byte", note.E08, func(in *input) {
		in.Pieces = [][]byte{bytes.Clone(good)}
		in.Pieces[0][len(good)-1] ^= 1
	}, good)
	add("S15", "another file", note.E08, func(in *input) { in.Pieces = [][]byte{sealTo(framed(n, text, 4096), id.AgeRecipient())} }, good)
	add("S16", "in order", "", same, good)
	add("S16", "cut and another: it is another first", note.E08, func(in *input) { in.Root = note.HashOf(nil) }, good[:len(good)-1])
	add("S16", "cut by its author", note.E18, same, good[:len(good)-1])
	add("S16", "to two keys and another: it is another first", note.E08, func(in *input) { in.Root = note.HashOf(nil) }, sealTo(framed(n, text, 4096), id.AgeRecipient(), someIdentity("other").AgeRecipient()))
	add("S16", "to two keys by its author", note.E14, same, sealTo(framed(n, text, 4096), id.AgeRecipient(), someIdentity("other").AgeRecipient()))
	dirty := framed(n, text, 64<<10+2<<10)
	dirty[100] = 1
	cut := sealTo(dirty, id.AgeRecipient())
	add("S16", "padded with something and cut: it is cut first", note.E18, same, cut[:len(cut)-1])
	add("S16", "padded with something and another: it is another first", note.E08, func(in *input) { in.Root = note.HashOf(nil) }, cut)
	return all
}
