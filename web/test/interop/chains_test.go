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

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
)

// A drawn chain: what was proposed, one after the other, and what Go said. State
// is a hash over everything that a chain's state holds, and who may do what.
type drawn struct {
	Steps    []step    `json:"steps"`
	Receipts []receipt `json:"receipts"`
	// Holds are the epochs of which a reader has the case key, Replay what it
	// makes of the entries that count (see told); nil when it is not asked.
	Holds  []uint64 `json:"holds"`
	Replay *string  `json:"replay"`
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

// TestChains draws chains and looks that all kinds of verdict come. With
// SLUIS_CHAINS, the name of a file, it writes them there: first a line with the
// view, then a line for each chain.
func TestChains(t *testing.T) {
	seed, count := number(t, "SLUIS_SEED", 1), number(t, "SLUIS_COUNT", 60)
	var out bytes.Buffer
	lines := json.NewEncoder(&out)
	lines.SetEscapeHTML(false)
	head := struct {
		View  *view             `json:"view"`
		Seeds map[uint64]string `json:"seeds"`
	}{directory, map[uint64]string{}}
	for epoch := range uint64(maxSteps) {
		head.Seeds[epoch] = hex.EncodeToString(caseSeed(epoch))
	}
	if err := lines.Encode(head); err != nil {
		t.Fatal(err)
	}
	seen, types := map[note.Code]int{}, map[chain.Type]int{}
	for n := range count {
		if err := lines.Encode(drawChain(seed, n, seen, types)); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("verdicts: %v, types that count: %v", seen, types)
	for _, typ := range append([]chain.Type{chain.Genesis}, allTypes...) {
		if types[typ] == 0 {
			t.Errorf("no %s ever counted", typ)
		}
	}
	for _, code := range []note.Code{"", note.E01, note.E02, note.E03, note.E04, note.E05, note.E06, note.E11} {
		if seen[code] == 0 {
			t.Errorf("code %q was never drawn", code)
		}
	}
	if file := os.Getenv("SLUIS_CHAINS"); file != "" {
		if err := os.WriteFile(file, out.Bytes(), 0o600); err != nil {
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

// maxSteps keeps a run of hundreds of chains short in a browser's language.
const maxSteps = 12

func drawChain(seed, n uint64, seen map[note.Code]int, types map[chain.Type]int) drawn {
	d := &draw{Rand: rand.New(rand.NewPCG(seed, n))}
	out := drawn{Steps: []step{}, Receipts: []receipt{}, Holds: []uint64{}}
	for len(out.Steps) < maxSteps && (d.state == nil || !d.state.Closed || d.once(2)) {
		raw := ""
		if d.state == nil {
			raw = d.genesis()
		} else {
			raw = d.next()
		}
		if raw != "" {
			s := d.take(raw)
			seen[s.Code]++
			out.Steps = append(out.Steps, s)
		}
	}
	for range min(2, len(d.entries)) {
		if r, ok := d.receipt(); ok {
			seen[r.Code]++
			out.Receipts = append(out.Receipts, r)
		}
	}
	for _, e := range d.entries {
		types[e.Type]++
	}
	if d.once(3) {
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

// take puts an entry at the end of the chain if it counts.
func (d *draw) take(raw string) step {
	s := step{Raw: raw}
	e, err := chain.Parse([]byte(raw))
	var next *chain.State
	switch {
	case err != nil:
	case d.state == nil:
		next, err = chain.Begin(e, directory)
	default:
		next, err = d.state.Append(e, directory)
	}
	if s.Code = note.CodeOf(err); d.state != nil && (d.state.Offer != nil || d.once(4)) {
		asked := d.cosign(raw)
		s.Cosign = &asked
	}
	if err == nil {
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
	if d.once(6) {
		by = pick(d, everybody)
	}
	r.Org, r.Author, r.Key = by.org, by.author, by.public.ID()
	switch d.IntN(16) {
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
	if d.once(12) {
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
