// Package interop_test draws what Go and TypeScript must agree about, and writes
// down what Go says of it. The tests of the browser part run it and compare.
package interop_test

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/cryptotest"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
)

// A drawn chain: what was proposed, one after the other, and what Go said. State
// is a hash over everything that a chain's state holds, and who may do what.
type drawn struct {
	Seed     uint64    `json:"seed"`
	N        uint64    `json:"n"` // with the seed it names the chain
	Steps    []step    `json:"steps"`
	Receipts []receipt `json:"receipts"`
	// Holds are the epochs of which a reader has the case key, Replay what it
	// makes of the entries that count (see told); nil when it is not asked.
	Holds  []uint64 `json:"holds"`
	Replay *string  `json:"replay"`
	// Sealed is there when what the entries name is there too.
	Sealed *sealed `json:"sealed"`
}

type step struct {
	Raw   string    `json:"raw"`
	Code  note.Code `json:"code"`
	State note.Hash `json:"state"` // after it, "" when it was refused
	// Cosign is the verdict when the offering member is asked to sign as well, nil
	// when it is not asked.
	Cosign *note.Code `json:"cosign"`
}

type receipt struct {
	Raw  string    `json:"raw"`
	On   int       `json:"on"` // number of the entry among those that count
	Code note.Code `json:"code"`
}

// Each chain is of one sort: every entry counts, some are bent, or the sealed
// texts are there as well, of which often one is damaged.
const (
	allLegal = iota
	mostlyBent
	withSealed
)

func sortOf(n uint64) int {
	switch {
	case n%100 < 36:
		return allLegal
	case n%100 >= 94:
		return withSealed
	}
	return mostlyBent
}

// TestChains draws chains and looks that all kinds of verdict come. With
// SLUIS_CHAINS it prints them as well: first a line with the view, then a line for
// each chain. They are drawn from SLUIS_TEST_SEED, 1 unless told; SLUIS_CHAIN
// draws a single one, by its number.
func TestChains(t *testing.T) {
	seed, count := number(t, "SLUIS_TEST_SEED", 1), number(t, "SLUIS_COUNT", 600)
	first, last := uint64(0), count
	if os.Getenv("SLUIS_CHAIN") != "" {
		first = number(t, "SLUIS_CHAIN", 0)
		last = first + 1
	}
	out := printer(t, "SLUIS_CHAINS")
	out(chainHead())
	seen, types, good := map[note.Code]int{}, map[chain.Type]int{}, uint64(0)
	for n := first; n < last; n++ {
		d := drawn{}
		if sortOf(n) == withSealed {
			// What is sealed comes from the seed as well.
			t.Run(fmt.Sprint(n), func(t *testing.T) {
				cryptotest.SetGlobalRandom(t, seed<<24^n)
				d = drawChain(seed, n, types)
			})
		} else {
			d = drawChain(seed, n, types)
		}
		codes := d.codes()
		for code := range codes {
			seen[code]++
		}
		if len(codes) == 0 {
			good++
		}
		out(d)
	}
	t.Logf("seed %d: %d of %d chains are legal; chains by code: %v; types that count: %v", seed, good, last-first, seen, types)
	if last-first < 600 {
		return // too few for all of it
	}
	if good*10 < 3*count {
		t.Errorf("only %d of %d chains are legal", good, count)
	}
	for _, typ := range append([]chain.Type{chain.Genesis}, allTypes...) {
		if types[typ] == 0 {
			t.Errorf("no %s ever counted", typ)
		}
	}
	for _, code := range []note.Code{note.E01, note.E02, note.E03, note.E04, note.E05, note.E06, note.E11} {
		if seen[code] == 0 {
			t.Errorf("code %q was never drawn", code)
		}
	}
}

// chainHead is what a reader must know of the world of the chains.
func chainHead() any {
	head := struct {
		View    *view                 `json:"view"`
		Seeds   map[uint64]string     `json:"seeds"`   // of the case key of each epoch
		Readers map[note.Party]string `json:"readers"` // the seed of each party's key
	}{directory, map[uint64]string{}, map[note.Party]string{}}
	for epoch := range uint64(maxSteps) {
		head.Seeds[epoch] = hex.EncodeToString(caseSeed(epoch))
	}
	for _, p := range allParties {
		head.Readers[p] = hex.EncodeToString(partySeed(p))
	}
	return head
}

// printer prints lines of JSON between those of the test itself, when a variable
// asks for them: whoever runs the test reads them as they come.
func printer(t *testing.T, name string) func(v any) {
	if os.Getenv(name) == "" {
		return func(any) {}
	}
	return func(v any) {
		var line bytes.Buffer
		lines := json.NewEncoder(&line)
		lines.SetEscapeHTML(false)
		if err := lines.Encode(v); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stdout.Write(line.Bytes()); err != nil {
			t.Fatal(err)
		}
	}
}

func number(t *testing.T, name string, otherwise uint64) uint64 {
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return n
}

// maxSteps keeps a run of thousands of chains short in a browser's language.
const maxSteps = 7

func drawChain(seed, n uint64, types map[chain.Type]int) drawn {
	d := &draw{Rand: rand.New(rand.NewPCG(seed, n)), sort: sortOf(n)}
	out := drawn{Seed: seed, N: n, Steps: []step{}, Receipts: []receipt{}, Holds: []uint64{}}
	steps := 4 + d.IntN(maxSteps-3)
	if d.sort == withSealed {
		d.sealer = newSealer(d, n)
		steps = 2 + d.IntN(2)
	}
	for tries := 0; len(out.Steps) < steps && tries < 60 && (d.state == nil || !d.state.Closed || d.once(2)); tries++ {
		raw := ""
		if d.state == nil {
			raw = d.genesis()
		} else {
			raw = d.next()
		}
		if raw == "" {
			continue
		}
		s := d.take(raw)
		if d.sort == mostlyBent || s.Code == "" {
			out.Steps = append(out.Steps, s)
		}
		if s.Code == "" && d.sealer != nil {
			d.sealer.keep()
		}
	}
	for range min(2, len(d.entries)) {
		if r, ok := d.receipt(); ok && (d.sort == mostlyBent || r.Code == "") {
			out.Receipts = append(out.Receipts, r)
		}
	}
	for _, e := range d.entries {
		types[e.Type]++
	}
	switch {
	case d.sealer != nil:
		out.Sealed = d.sealer.read(d.entries)
	case d.once(3):
		held := holder{}
		for epoch := range uint64(maxSteps) {
			if !d.once(4) {
				held[epoch] = true
				out.Holds = append(out.Holds, epoch)
			}
		}
		text := told(chain.Replay(d.entries, directory, held))
		out.Replay = &text
	}
	return out
}

// codes are all codes that came, of an entry, a receipt or a sealed text. Those
// of co-signatures are no verdict on the chain.
func (d *drawn) codes() map[note.Code]bool {
	codes := map[note.Code]bool{}
	for _, s := range d.Steps {
		codes[s.Code] = true
	}
	for _, r := range d.Receipts {
		codes[r.Code] = true
	}
	told := ""
	if d.Replay != nil {
		told = *d.Replay
	}
	if d.Sealed != nil {
		told = d.Sealed.Told
	}
	for word := range strings.FieldsSeq(told) {
		if len(word) == 3 && word[0] == 'E' {
			codes[note.Code(word)] = true
		}
	}
	delete(codes, "")
	return codes
}

// take puts an entry at the end of the chain if it counts.
func (d *draw) take(raw string) step {
	s := step{Raw: raw}
	next, code := d.judge(raw)
	if s.Code = code; d.state != nil && (d.state.Offer != nil || d.once(8)) {
		asked := d.cosign(raw)
		s.Cosign = &asked
	}
	if code == "" {
		e, _ := chain.Parse([]byte(raw))
		d.state, d.entries = next, append(d.entries, e)
		s.State = stateHash(next)
	}
	return s
}

// cosign asks for the other signature over an entry, with its first one alone.
func (d *draw) cosign(raw string) note.Code {
	signed, sig, ok := firstSig(raw)
	if !ok {
		return "none"
	}
	_, err := d.state.CheckAccept([]byte(signed), sig, directory)
	return note.CodeOf(err)
}

func firstSig(raw string) (signed string, sig note.Sig, ok bool) {
	at := strings.Index(raw, "\nsig ") + 1
	line, _, _ := strings.Cut(raw[at:], "\n")
	values := strings.Split(line, " ")
	if at == 0 || len(values) != 3 {
		return "", note.Sig{}, false
	}
	return raw[:at], note.Sig{Key: note.KeyID(values[1]), Hex: values[2]}, true
}

func (d *draw) receipt() (receipt, bool) {
	on := d.IntN(len(d.entries))
	e := d.entries[on]
	r := chain.NewReceipt(e, e.Time+int64(d.IntN(60)), e.CP)
	r.Party = pick(d, allParties)
	by := speaker(r.Party)
	if d.bend(6) {
		by = pick(d, everybody)
	}
	r.Org, r.Author, r.Key = by.org, by.author, by.public.ID()
	wrong := d.IntN(16)
	if d.sort != mostlyBent {
		wrong = -1
	}
	switch wrong {
	case 0:
		r.Time = e.Time - 1
	case 1:
		r.CP.Size--
	case 2:
		r.CP.Root = hash("another root")
	case 3:
		r.Entry = d.some()
	case 4:
		r.XID = note.XID(hash("xid"))
	}
	signed, err := r.Signed()
	if err != nil {
		return receipt{}, false
	}
	raw := note.Attach(signed, by.sign(signed))
	if d.bend(12) {
		raw[d.IntN(len(raw))] ^= 1 << d.IntN(7)
	}
	parsed, err := chain.ParseReceipt(raw)
	if err == nil {
		err = d.state.CheckReceipt(parsed, e, directory)
	}
	return receipt{string(raw), on, note.CodeOf(err)}, true
}

// told is a whole replay in one text.
func told(r chain.Result) string {
	var b strings.Builder
	for _, v := range r.Verdicts {
		fmt.Fprintf(&b, "%t %t %s\n", v.Effect, v.Checked, v.Code)
	}
	state := note.Hash("")
	if r.State != nil {
		state = stateHash(r.State)
	}
	fmt.Fprintf(&b, "%s %s", note.CodeOf(r.End), state)
	return b.String()
}

// stateHash is SHA-256 over all that a state says, as lines.
func stateHash(s *chain.State) note.Hash {
	var b strings.Builder
	line := func(values ...any) { fmt.Fprintln(&b, values...) }
	line(s.XID, s.Seq, s.Head, s.Time, s.CP, s.Epoch, s.Owner)
	line("closed", s.Closed, "leaving", s.Leaving)
	for _, h := range s.Rcpts {
		line("rcpt", h)
	}
	for _, p := range s.Set {
		line("party", p)
	}
	for _, k := range s.Known {
		line("known", k.Party, k.Until, k.Wrote)
	}
	if o := s.Offer; o != nil {
		line("offer", o.Entry, o.Seq, o.Party, o.To, o.Org, o.Member, o.Key, o.Time, o.Void)
	}
	line("posts", hex.EncodeToString(s.Posts))
	for _, p := range allParties {
		line("may", p, slices.DeleteFunc(slices.Clone(allTypes), func(t chain.Type) bool { return s.May(p, t) != nil }))
	}
	return note.HashOf([]byte(b.String()))
}
