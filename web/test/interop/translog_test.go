package interop_test

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/translog"
)

// Logs are drawn line by line, some lines of which may not follow; checkpoints are
// signed as a policy asks, or nearly so.

// A drawn log is the lines that were proposed, and what Go made of them.
type logDrawn struct {
	Lines  []lineDrawn       `json:"lines"`
	Heads  []note.Checkpoint `json:"heads"` // roots of some of its sizes
	Growth []growthDrawn     `json:"growth"`
	Notes  []noteDrawn       `json:"notes"`
}

type lineDrawn struct {
	Line string    `json:"line"`
	Code note.Code `json:"code"`
}

type growthDrawn struct {
	Earlier note.Checkpoint `json:"earlier"`
	Later   note.Checkpoint `json:"later"`
	Proof   []note.Hash     `json:"proof"`
	Code    note.Code       `json:"code"`
}

// noteDrawn is a checkpoint held against a policy, and against one that was known.
type noteDrawn struct {
	Log       string    `json:"log"`
	Witnesses []string  `json:"witnesses"`
	Quorum    int       `json:"quorum"`
	Note      []byte    `json:"note"`
	Head      string    `json:"head"` // size, root, time, cosigned
	Code      note.Code `json:"code"`
}

// TestLogs draws logs and, with SLUIS_LOGS, writes them there, a line for each.
func TestLogs(t *testing.T) {
	seed := number(t, "SLUIS_TEST_SEED", 1)
	var out bytes.Buffer
	lines := json.NewEncoder(&out)
	seen := map[note.Code]int{}
	for n := range number(t, "SLUIS_COUNT", 20) {
		r := rand.New(rand.NewPCG(seed, n))
		size := r.IntN(300)
		if n%40 == 7 {
			size = 1000 + r.IntN(4000)
		}
		d := drawLog(t, r, size)
		for _, l := range d.Lines {
			seen[l.Code]++
		}
		for _, g := range d.Growth {
			seen[g.Code]++
		}
		for _, n := range d.Notes {
			seen[n.Code]++
		}
		if err := lines.Encode(d); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("verdicts: %v", seen)
	for _, code := range []note.Code{"", note.E01, note.E06, note.E11, note.E13} {
		if seen[code] == 0 {
			t.Errorf("code %q was never drawn", code)
		}
	}
	if file := os.Getenv("SLUIS_LOGS"); file != "" {
		if err := os.WriteFile(file, out.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func drawLog(t *testing.T, r *rand.Rand, size int) logDrawn {
	log := translog.NewLog()
	d := logDrawn{Lines: []lineDrawn{}}
	var orgs []note.OrgID
	manifests, epochs := map[note.OrgID]uint64{}, map[note.ID]uint64{}
	for n := range size {
		l := translog.Leaf{Kind: translog.KindOrg, Org: note.OrgID(id(fmt.Sprintf("log org %d", n))), Hash: hash(fmt.Sprintf("record %d", n))}
		if len(orgs) > 0 && r.IntN(8) > 0 {
			l.Org = orgs[r.IntN(len(orgs))]
			l.Kind = []string{translog.KindVouch, translog.KindManifest, translog.KindTeam, translog.KindTeam}[r.IntN(4)]
		}
		switch team := note.ID(id(fmt.Sprintf("log team %s %d", l.Org, r.IntN(4)))); l.Kind {
		case translog.KindVouch:
			l.Subject = note.ID(orgs[r.IntN(len(orgs))])
		case translog.KindManifest:
			l.Version = manifests[l.Org] + 1
		case translog.KindTeam:
			l.Subject, l.Version = team, epochs[team]
		}
		line := l.String()
		switch r.IntN(60) {
		case 0:
			l.Version++
			line = l.String()
		case 1:
			l.Org = note.OrgID(id("nobody"))
			line = l.String()
		case 2:
			if len(orgs) > 0 {
				l.Org = orgs[r.IntN(len(orgs))]
				line = l.String()
			}
		case 3:
			line = bent(r, line)
		}
		leaf, err := translog.ParseLeaf(line)
		if err == nil {
			err = log.Append(leaf)
		}
		d.Lines = append(d.Lines, lineDrawn{line, note.CodeOf(err)})
		if err != nil {
			continue
		}
		switch leaf.Kind {
		case translog.KindOrg:
			orgs = append(orgs, leaf.Org)
		case translog.KindManifest:
			manifests[leaf.Org] = leaf.Version
		case translog.KindTeam:
			epochs[leaf.Subject] = leaf.Version + 1
		}
	}
	at := func(size uint64) note.Checkpoint {
		root, ok := log.Root(size)
		if !ok {
			t.Fatalf("no root of size %d", size)
		}
		return note.Checkpoint{Size: size, Root: root}
	}
	for range 40 {
		d.Heads = append(d.Heads, at(r.Uint64N(log.Size()+1)))
	}
	d.Heads = append(d.Heads, log.Head())
	for range 15 {
		d.Growth = append(d.Growth, drawGrowth(t, r, log, at))
	}
	for range 6 {
		d.Notes = append(d.Notes, drawNote(t, r, log.Head()))
	}
	return d
}

// bent is a text with something changed at one place.
func bent(r *rand.Rand, text string) string {
	at := r.IntN(len(text) + 1)
	end := min(at+r.IntN(4), len(text))
	return text[:at] + bits[r.IntN(len(bits))] + text[end:]
}

func drawGrowth(t *testing.T, r *rand.Rand, log *translog.Log, at func(uint64) note.Checkpoint) growthDrawn {
	to := r.Uint64N(log.Size() + 1)
	from := r.Uint64N(to + 1)
	proof, err := log.Growth(from, to)
	if err != nil {
		t.Fatal(err)
	}
	g := growthDrawn{Earlier: at(from), Later: at(to), Proof: slices.Clone(proof)}
	switch r.IntN(8) {
	case 0:
		g.Earlier, g.Later = g.Later, g.Earlier
	case 1:
		g.Earlier = at(r.Uint64N(log.Size() + 1))
	case 2:
		g.Later.Size += uint64(r.IntN(3))
	case 3:
		g.Proof = append(g.Proof, hash("more"))
	case 4:
		if len(g.Proof) > 0 {
			at := r.IntN(len(g.Proof))
			g.Proof = slices.Delete(g.Proof, at, at+1)
		}
	case 5:
		if len(g.Proof) > 0 {
			g.Proof[r.IntN(len(g.Proof))] = hash("another")
		}
	}
	g.Code = note.CodeOf(translog.CheckGrowth(g.Earlier, g.Later, g.Proof))
	if g.Proof == nil {
		g.Proof = []note.Hash{}
	}
	return g
}

// signing is the private half of a key of the log or of a witness.
type signing struct {
	translog.Key
	seed ed25519.PrivateKey
}

func (s signing) sign(message []byte) []byte { return ed25519.Sign(s.seed, message) }

func signingKey(t *testing.T, name string, make func(string, keys.Public) (translog.Key, error)) signing {
	seed := ed25519.NewKeyFromSeed(hash("seed of " + name).Bytes())
	public, err := keys.PublicFrom(seed.Public().(ed25519.PublicKey))
	if err != nil {
		t.Fatal(err)
	}
	k, err := make(name, public)
	if err != nil {
		t.Fatal(err)
	}
	return signing{k, seed}
}

// drawNote signs a head as one policy asks, more or less.
func drawNote(t *testing.T, r *rand.Rand, head note.Checkpoint) noteDrawn {
	log := signingKey(t, "hub/dir", translog.LogKey)
	if r.IntN(25) == 0 {
		log = signingKey(t, "other/dir", translog.LogKey)
	}
	d := noteDrawn{Log: signingKey(t, "hub/dir", translog.LogKey).String(), Quorum: r.IntN(4), Witnesses: []string{}}
	s := log.Sign(head, log.sign)
	for n := range 4 {
		w := signingKey(t, fmt.Sprintf("witness-%d", n), translog.WitnessKey)
		if r.IntN(5) > 0 {
			d.Witnesses = append(d.Witnesses, w.String())
		}
		if r.IntN(4) > 0 {
			s.Signatures = append(s.Signatures, w.Cosign(s, 1771200000+r.Int64N(1000), w.sign))
		}
	}
	if r.IntN(12) == 0 {
		d.Witnesses = append(d.Witnesses, d.Witnesses[:r.IntN(len(d.Witnesses)+1)]...)
	}
	if r.IntN(25) == 0 { // no usable key
		d.Witnesses = append(d.Witnesses, "witness-low+00000000+"+base64.StdEncoding.EncodeToString(append([]byte{4}, make([]byte, 32)...)))
	}
	r.Shuffle(len(s.Signatures), func(i, j int) { s.Signatures[i], s.Signatures[j] = s.Signatures[j], s.Signatures[i] })
	if r.IntN(20) == 0 {
		s.Size++
	}
	d.Note = s.Bytes()
	switch r.IntN(6) {
	case 0:
		d.Note = []byte(bent(r, string(d.Note)))
	case 1:
		if r.IntN(2) == 0 {
			d.Log = bent(r, d.Log)
		} else if len(d.Witnesses) > 0 {
			d.Witnesses[0] = strings.ToValidUTF8(bent(r, d.Witnesses[0]), "?")
		}
	}
	d.Log = strings.ToValidUTF8(d.Log, "?")
	p, err := translog.NewPolicy(d.Log, d.Witnesses, d.Quorum)
	if err == nil {
		var h translog.Head
		if h, err = p.Verify(d.Note); err == nil {
			d.Head = fmt.Sprintln(h.Size, h.Root, h.Time, h.Cosigned)
		}
	}
	d.Code = note.CodeOf(err)
	return d
}
