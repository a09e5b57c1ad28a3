package translog_test

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/translog"
)

// Everything is made from names, so that it comes out the same every time.

func seed(name string) ed25519.PrivateKey {
	s := sha256.Sum256([]byte("translog " + name))
	return ed25519.NewKeyFromSeed(s[:])
}

func hashOf(name string) note.Hash { return note.HashOf([]byte(name)) }

func idOf(name string) string { return string(hashOf(name)[:32]) }

func public(t testing.TB, name string) keys.Public {
	p, err := keys.PublicFrom(seed(name).Public().(ed25519.PublicKey))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func by(name string) func([]byte) []byte {
	return func(message []byte) []byte { return ed25519.Sign(seed(name), message) }
}

// party is a log and its witnesses, and what they sign.
type party struct {
	t         testing.TB
	origin    string
	log       translog.Key
	witnesses map[string]translog.Key
	cp        note.Checkpoint
}

const now = 1_771_234_567

func newParty(t testing.TB) *party {
	p := &party{t: t, origin: idOf("hub") + "/dir", witnesses: map[string]translog.Key{}}
	var err error
	if p.log, err = translog.LogKey(p.origin, public(t, "log")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"noord", "oost", "zuid"} {
		if p.witnesses[name], err = translog.WitnessKey(name+".example/witness", public(t, name)); err != nil {
			t.Fatal(err)
		}
	}
	log := translog.NewLog()
	for _, line := range lines() {
		l, err := translog.ParseLeaf(line)
		if err != nil {
			t.Fatal(err)
		}
		if err := log.Append(l); err != nil {
			t.Fatal(err)
		}
	}
	p.cp = log.Head()
	return p
}

// policy asks for so many of the named witnesses.
func (p *party) policy(quorum int, names ...string) *policy {
	pol := &policy{Log: p.log.String(), Quorum: quorum, Witnesses: []string{}}
	for _, name := range names {
		pol.Witnesses = append(pol.Witnesses, p.witnesses[name].String())
	}
	return pol
}

// signed is the checkpoint, signed by the log and, at these times, by witnesses.
func (p *party) signed(times ...any) *translog.Signed {
	s := p.log.Sign(p.cp, by("log"))
	for i := 0; i < len(times); i += 2 {
		name := times[i].(string)
		s.Signatures = append(s.Signatures, p.witnesses[name].Cosign(s, int64(times[i+1].(int)), by(name)))
	}
	return s
}

func lines() []string {
	a, b, team := idOf("org a"), idOf("org b"), idOf("team a")
	return []string{
		fmt.Sprintf("org %s %s", a, hashOf("org a")),
		fmt.Sprintf("org %s %s", b, hashOf("org b")),
		fmt.Sprintf("manifest %s 1 %s", a, hashOf("manifest 1")),
		fmt.Sprintf("team %s %s 0 %s", a, team, hashOf("team 0")),
		fmt.Sprintf("vouch %s %s %s", b, a, hashOf("vouch")),
		fmt.Sprintf("manifest %s 2 %s", a, hashOf("manifest 2")),
		fmt.Sprintf("team %s %s 1 %s", a, team, hashOf("team 1")),
	}
}

func generate(t testing.TB) []vector {
	var all []vector
	add := func(rule, name, code string, v vector) {
		v.Rule, v.Name, v.Code = rule, name, code
		all = append(all, v)
	}
	lineVectors(add)
	listVectors(add)
	keyVectors(t, add)
	checkpointVectors(t, add)
	policyVectors(t, add)
	growthVectors(t, add)
	return all
}

type adder func(rule, name, code string, v vector)

func lineVectors(add adder) {
	a, by, h := idOf("a"), idOf("b"), string(hashOf("h"))
	line := func(name, code, text string) { add("L1", name, code, vector{Line: text}) }
	line("an organisation", "", "org "+a+" "+h)
	line("a vouch", "", "vouch "+a+" "+by+" "+h)
	line("a manifest", "", "manifest "+a+" 12 "+h)
	line("a team", "", "team "+a+" "+by+" 0 "+h)
	line("a mailbox", "E01", "mailbox "+a+" "+h)
	line("a member", "E01", "member "+a+" "+h)
	line("a kind in capitals", "E01", "ORG "+a+" "+h)
	line("two spaces", "E01", "org  "+a+" "+h)
	line("a space at the end", "E01", "org "+a+" "+h+" ")
	line("a line feed at the end", "E01", "org "+a+" "+h+"\n")
	line("an organisation in capitals", "E01", "org "+strings.ToUpper(a)+" "+h)
	line("an organisation too short", "E01", "org "+a[1:]+" "+h)
	line("a hash too long", "E01", "org "+a+" "+h+"0")
	line("an organisation without its hash", "E01", "org "+a)
	line("an organisation with a number", "E01", "org "+a+" 1 "+h)
	line("a vouch without who vouches", "E01", "vouch "+a+" "+h)
	line("a vouch by no id", "E01", "vouch "+a+" "+by+"0 "+h)
	line("a manifest without its version", "E01", "manifest "+a+" "+h)
	line("a manifest with a leading zero", "E01", "manifest "+a+" 01 "+h)
	line("a manifest with a sign", "E01", "manifest "+a+" +1 "+h)
	line("a manifest above the largest number", "E01", "manifest "+a+" 9007199254740992 "+h)
	line("a manifest with the largest number", "", "manifest "+a+" 9007199254740991 "+h)
	line("a team without its epoch", "E01", "team "+a+" "+by+" "+h)
	line("a team that is no id", "E01", "team "+a+" "+by+"0 0 "+h)
	line("a team with a number that is none", "E01", "team "+a+" "+by+" x "+h)
}

func listVectors(add adder) {
	all := lines()
	a, b, team := idOf("org a"), idOf("org b"), idOf("team a")
	list := func(rule, name, code string, last string, before ...string) {
		add(rule, name, code, vector{Lines: append(slices.Clone(before), last)})
	}
	h := hashOf("other")
	list("L2", "an organisation", "", all[1], all[0])
	list("L2", "an organisation twice", "E11", all[0], all[0])
	list("L2", "an organisation twice, with another record", "E11", fmt.Sprintf("org %s %s", a, h), all[0])
	list("L3", "a vouch between two", "", all[4], all[:4]...)
	list("L3", "a vouch for itself is for the records to refuse", "", fmt.Sprintf("vouch %s %s %s", a, a, h), all[0])
	list("L3", "the same vouch again", "", all[4], all[:5]...)
	list("L3", "a vouch by who has not begun", "E11", fmt.Sprintf("vouch %s %s %s", a, b, h), all[0])
	list("L3", "a vouch for who has not begun", "E11", all[4], all[0])
	list("L4", "a first manifest", "", all[2], all[0])
	list("L4", "a second manifest", "", all[5], all[:5]...)
	list("L4", "a manifest 0", "E11", fmt.Sprintf("manifest %s 0 %s", a, h), all[0])
	list("L4", "a second manifest first", "E11", all[5], all[0])
	list("L4", "a second manifest twice", "E11", fmt.Sprintf("manifest %s 2 %s", a, h), all...)
	list("L4", "a manifest left out", "E11", fmt.Sprintf("manifest %s 4 %s", a, h), all...)
	list("L4", "a manifest of who has not begun", "E11", fmt.Sprintf("manifest %s 1 %s", b, h), all[0])
	list("L4", "each organisation counts for itself", "", fmt.Sprintf("manifest %s 1 %s", b, h), all...)
	list("L5", "a first epoch", "", all[3], all[:3]...)
	list("L5", "a second epoch", "", all[6], all[:6]...)
	list("L5", "a second epoch first", "E11", all[6], all[:3]...)
	list("L5", "a first epoch twice", "E11", all[3], all[:4]...)
	list("L5", "an epoch left out", "E11", fmt.Sprintf("team %s %s 3 %s", a, team, h), all...)
	list("L5", "each team counts for itself", "", fmt.Sprintf("team %s %s 0 %s", a, idOf("team b"), h), all...)
	list("L6", "a team of who has not begun", "E11", fmt.Sprintf("team %s %s 0 %s", idOf("org c"), idOf("team c"), h), all...)
	list("L6", "a team of another organisation", "E11", fmt.Sprintf("team %s %s 2 %s", b, team, h), all...)
	list("L6", "a team of its organisation", "", fmt.Sprintf("team %s %s 2 %s", a, team, h), all...)

	log := translog.NewLog()
	for n, line := range all {
		l, _ := translog.ParseLeaf(line)
		log.Append(l)
		root, _ := log.Root(uint64(n + 1))
		add("L7", fmt.Sprintf("the root of %d", n+1), "", vector{Lines: all, CP: &checkpoint{uint64(n + 1), root}})
	}
	root, _ := log.Root(6)
	add("L7", "the root of none", "", vector{Lines: all, CP: &checkpoint{0, translog.Empty.Root}})
	add("L7", "the root of another size", "E11", vector{Lines: all, CP: &checkpoint{7, root}})
	add("L7", "zeros are the root of nothing", "E11", vector{Lines: all, CP: &checkpoint{0, note.ZeroHash}})
	add("L7", "a line changed in its last digit", "E11", vector{Lines: []string{all[0], all[1][:len(all[1])-1] + "0"}, CP: &checkpoint{2, rootOf(all[:2])}})
	add("L7", "two lines in another order", "E11", vector{Lines: []string{all[1], all[0]}, CP: &checkpoint{2, rootOf(all[:2])}})
	add("L7", "a checkpoint of more lines than there are", "E12", vector{Lines: all[:6], CP: &checkpoint{7, rootOf(all)}})
}

func rootOf(lines []string) note.Hash {
	log := translog.NewLog()
	for _, line := range lines {
		l, _ := translog.ParseLeaf(line)
		log.Append(l)
	}
	return log.Head().Root
}

func keyVectors(t testing.TB, add adder) {
	p := newParty(t)
	log, witness := p.log.String(), p.witnesses["oost"].String()
	key := func(rule, name, code, use, text string) { add(rule, name, code, vector{Key: text, Use: use}) }
	long := func(n int) string {
		k, err := translog.WitnessKey(strings.Repeat("w", min(n, 128)), public(t, "oost"))
		if err != nil {
			t.Fatal(err)
		}
		return strings.Repeat("w", n-min(n, 128)) + k.String()
	}
	key("L8", "a log", "", "log", log)
	key("L8", "a witness", "", "witness", witness)
	key("L8", "a name of 128 characters", "", "witness", long(128))
	key("L8", "a name of 129 characters", "E01", "witness", long(129))
	key("L8", "no name", "E01", "witness", witness[strings.Index(witness, "+"):])
	key("L8", "a name with a space", "E01", "witness", " "+witness)
	key("L8", "a name with an accent", "E01", "witness", "é"+witness)
	key("L9", "a log", "", "log", log)
	key("L9", "a log as a witness", "E01", "witness", log)
	key("L9", "a witness as a log", "E01", "log", witness)
	parts := strings.Split(witness, "+")
	data, _ := base64.StdEncoding.DecodeString(strings.Join(parts[2:], "+"))
	made := func(id string, data []byte) string {
		return parts[0] + "+" + id + "+" + base64.StdEncoding.EncodeToString(data)
	}
	key("L9", "without the key", "E01", "witness", parts[0]+"+"+parts[1])
	key("L9", "the id of another", "E01", "witness", made(strings.Split(log, "+")[1], data))
	key("L9", "a log with the id of a witness", "E01", "witness", made(parts[1], append([]byte{1}, data[1:]...)))
	key("L9", "an id in capitals", "E01", "witness", made(strings.ToUpper(parts[1]), data))
	key("L9", "a key of 31 bytes", "E01", "witness", made(parts[1], data[:32]))
	key("L9", "a key of 33 bytes", "E01", "witness", made(parts[1], append(data[:33:33], 0)))
	key("L9", "base64 without padding, which a byte more or less would need", "E01", "witness", witness+"=")
	key("L9", "a line feed in base64", "E01", "witness", witness[:len(witness)-4]+"\n"+witness[len(witness)-4:])
	small := make([]byte, 33)
	small[0] = 4
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), small...))
	key("L9", "a key of small order", "E06", "witness", made(hex.EncodeToString(sum[:4]), small))
}

func growthVectors(t testing.TB, add adder) {
	log := translog.NewLog()
	org := idOf("org a")
	grow := func(line string) {
		l, err := translog.ParseLeaf(line)
		if err != nil {
			t.Fatal(err)
		}
		if err := log.Append(l); err != nil {
			t.Fatal(err)
		}
	}
	grow(fmt.Sprintf("org %s %s", org, hashOf("org a")))
	for n := range 12 {
		grow(fmt.Sprintf("manifest %s %d %s", org, n+1, hashOf(fmt.Sprint("manifest ", n+1))))
	}
	at := func(n uint64) *checkpoint {
		root, _ := log.Root(n)
		return &checkpoint{n, root}
	}
	proof := func(from, to uint64) []note.Hash {
		p, err := log.Growth(from, to)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	put := func(name, code string, from, to *checkpoint, proof []note.Hash) {
		add("L19", name, code, vector{Earlier: from, Later: to, Proof: proof})
	}
	for _, n := range [][2]uint64{{0, 1}, {1, 2}, {1, 13}, {4, 8}, {6, 13}, {7, 8}, {12, 13}, {13, 13}, {0, 0}} {
		put(fmt.Sprintf("from %d to %d", n[0], n[1]), "", at(n[0]), at(n[1]), proof(n[0], n[1]))
	}
	other := &checkpoint{6, hashOf("another log")}
	put("from another log", "E11", other, at(13), proof(6, 13))
	put("to another log", "E11", at(6), &checkpoint{13, hashOf("another log")}, proof(6, 13))
	put("two roots of one size", "E11", &checkpoint{13, hashOf("another log")}, at(13), nil)
	put("smaller", "E11", at(13), at(6), proof(6, 13))
	put("without proof", "E11", at(6), at(13), nil)
	put("the proof of another size", "E11", at(6), at(13), proof(7, 13))
	put("a proof without its last hash", "E11", at(6), at(13), proof(6, 13)[1:])
	put("a proof with a hash more", "E11", at(6), at(13), append(proof(6, 13), hashOf("more")))
	put("a proof where nothing is to be proved", "E11", at(13), at(13), proof(6, 13))
	put("a proof from nothing", "E11", at(0), at(13), proof(6, 13))
	put("nothing with a root", "E11", &checkpoint{0, hashOf("another log")}, at(13), nil)
}
