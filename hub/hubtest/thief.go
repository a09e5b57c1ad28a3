package hubtest

import (
	"bytes"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"io"
	"regexp"
	"slices"
	"strings"

	"filippo.io/age"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
)

// Open tries every sealed file with each key, and with each key that comes out, and
// each sealed file that comes out, until nothing new comes. It gives what opened, and
// by which key. It uses the bare library: no check of ours stands in its way.
func (d *Disk) Open(by ...*identity.Identity) (opened map[note.Hash]string, with map[note.Hash]*identity.Identity) {
	opened, with = map[note.Hash]string{}, map[note.Hash]*identity.Identity{}
	type file struct {
		hash note.Hash
		Sealed
	}
	var closed []file
	for hash, f := range d.Files {
		closed = append(closed, file{hash, f})
	}
	known := map[string]*identity.Identity{}
	for len(by) > 0 {
		key := by[0]
		by = by[1:]
		if known[key.String()] != nil {
			continue
		}
		known[key.String()] = key
		var inside []file
		closed = slices.DeleteFunc(closed, func(f file) bool {
			plain, err := openBare(key, f.Octet)
			if err != nil {
				return false
			}
			opened[f.hash], with[f.hash] = f.What, key
			if bytes.HasPrefix(plain, []byte(ageIntro)) { // the outer of two
				inside = append(inside, file{note.HashOf(plain), Sealed{"inside " + f.What, plain}})
			}
			for _, text := range secretKey.FindAll(plain, -1) {
				if id, err := identity.Parse(string(text)); err == nil {
					by = append(by, id)
				}
			}
			return true
		})
		if len(inside) > 0 {
			closed = append(closed, inside...)
			for _, k := range known {
				by = append(by, k)
			}
			clear(known)
		}
	}
	return opened, with
}

var secretKey = regexp.MustCompile(`AGE-SECRET-KEY-PQ-1[0-9A-Z]+`)

func openBare(by *identity.Identity, sealed []byte) ([]byte, error) {
	r, err := age.Decrypt(bytes.NewReader(sealed), by.Age())
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

var (
	hexRun    = regexp.MustCompile(`[0-9a-fA-F]{64,}`)
	base64Run = regexp.MustCompile(`[A-Za-z0-9+/_-]{43,}`)
)

// infos are the texts by which crypto/FORMAT.md derives keys from secrets.
var infos = []string{
	"sluis.v1/words/age", "sluis.v1/words/login", "sluis.v1/words/author", "sluis.v1/invite", "sluis.v1/bind",
	"sluis.v1/unlock/passkey/age\n", "sluis.v1/unlock/passkey/login\n",
}

// A thief looks for keys. A file that is sealed to one key opens with no other, and a
// key is made of one seed: so instead of trying each key on each file, which would take
// days, the thief compares seeds with those of all keys that the files are sealed to.
type thief struct {
	seeds map[[32]byte]bool
	done  map[[32]byte]bool
	found map[[32]byte]string // seeds, and where the string stood
	// inFile are all 8 octets in a row within a sealed file, where nothing is derived
	// from: what lies there only a key gets out.
	inFile map[[8]byte]bool
}

// take tries a string as a seed, and its hash.
func (th *thief) take(secret [32]byte, where string) {
	for _, seed := range [][32]byte{secret, sha256.Sum256(secret[:])} {
		if th.seeds[seed] {
			th.found[seed] = where
		}
	}
}

// derive tries whatever a string leads to in the ways that there are. Eight words are
// not found in this way, nor by trying them all: they have 80 bits.
func (th *thief) derive(secret [32]byte, where string) {
	if th.done[secret] {
		return
	}
	th.done[secret] = true
	th.take(secret, where)
	text := sha256.Sum256([]byte(hex.EncodeToString(secret[:])))
	th.take(text, where)
	for _, info := range infos {
		out, err := hkdf.Key(sha256.New, secret[:], nil, info, 32)
		if err != nil {
			panic(err)
		}
		th.take([32]byte(out), where)
	}
}

// windows derives from each 32 octets in a row.
func (th *thief) windows(b []byte, where string) {
	for i := 0; i+32 <= len(b); i++ {
		th.derive([32]byte(b[i:]), where)
	}
}

// written derives from each string that is written down in text.
func (th *thief) written(b []byte, where string) {
	for _, run := range hexRun.FindAll(b, -1) {
		for from := range 1 + len(run)%2 {
			raw, _ := hex.DecodeString(string(run[from : from+(len(run)-from)/2*2]))
			th.windows(raw, where)
		}
	}
	for _, run := range base64Run.FindAll(b, -1) {
		if hexRun.Match(run) || bytes.HasPrefix(run, []byte("age1pq1")) || th.inFile[[8]byte(run)] {
			continue
		}
		text := strings.NewReplacer("-", "+", "_", "/").Replace(string(run))
		for from := range min(4, len(text)) { // where the first group begins nobody knows
			raw, _ := base64.RawStdEncoding.DecodeString(text[from:]) // what comes before an odd end
			th.windows(raw, where)
		}
	}
	for _, text := range secretKey.FindAll(b, -1) {
		if id, err := identity.Parse(string(text)); err == nil {
			th.windows(id.Seed(), where)
		}
	}
}

// octets tries each 32 octets in a row, and derives from those that may be random: at
// least 8 of them are no text and at most 8 are zero, which holds for all but one key
// in 100 000.
func (th *thief) octets(b []byte, where string) {
	for i := 0; i+32 <= len(b); i++ {
		w := [32]byte(b[i:])
		other, zero := 0, 0
		for _, c := range w {
			if c < ' ' || c > '~' {
				other++
			}
			if c == 0 {
				zero++
			}
		}
		if th.take(w, where); other >= 8 && zero <= 8 && !(th.inFile[[8]byte(w[:8])] && th.inFile[[8]byte(w[24:])]) {
			th.derive(w, where)
		}
	}
}

// Break takes every string of 32 octets that stands on the disk, or in what was captured
// beside it, for a key and for a secret that keys are derived from: in hexadecimal, in
// base64, as a secret key, and as it is, at any place. It opens what these keys open,
// and so on. Owners are all keys that the files are sealed to. It
// tells what opened and where the key stood, and how many strings there were.
func (d *Disk) Break(captured map[string][]byte, owners ...*identity.Identity) (broken map[note.Hash]string, tried int) {
	th := &thief{map[[32]byte]bool{}, map[[32]byte]bool{}, map[[32]byte]string{}, map[[8]byte]bool{}}
	for _, f := range d.Files {
		for i := range len(f.Octet) - 7 {
			th.inFile[[8]byte(f.Octet[i:])] = true
		}
	}
	for _, id := range owners {
		th.seeds[[32]byte(id.Seed())] = true
	}
	for _, all := range []map[string][]byte{d.Octets, captured} {
		for where, b := range all {
			th.written(b, where)
			th.octets(b, where)
		}
	}
	broken = map[note.Hash]string{}
	for seed, where := range th.found {
		id, err := identity.FromSeed(seed[:])
		if err != nil {
			panic(err)
		}
		opened, _ := d.Open(id)
		for hash, what := range opened {
			broken[hash] = what + ", by a key in " + where
		}
	}
	return broken, len(th.done)
}
