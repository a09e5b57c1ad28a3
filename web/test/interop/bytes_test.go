package interop_test

import (
	"math/rand/v2"
	"testing"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
)

// changed is an entry, what stands before it, and what becomes of it when one byte
// is another.
type changed struct {
	Before  []string `json:"before"`
	Raw     string   `json:"raw"`
	Changes []change `json:"changes"`
}

type change struct {
	At   int       `json:"at"`
	To   byte      `json:"to"`
	Code note.Code `json:"code"`
}

// TestBytes changes each byte of an entry of each type, into one that differs in
// one bit or into one that often has a meaning there as well: none of them counts.
// With SLUIS_CHAINS it prints them: the world, then a line for each entry.
func TestBytes(t *testing.T) {
	out := printer(t, "SLUIS_CHAINS")
	out(chainHead())
	d := &draw{Rand: rand.New(rand.NewPCG(number(t, "SLUIS_TEST_SEED", 1), 26)), sort: allLegal}
	seen, before := map[note.Code]int{}, []string{}
	for _, typ := range []chain.Type{chain.Genesis, chain.Rekey, chain.Post, chain.Recall, chain.Leave, chain.Rekey, chain.Offer, chain.Accept, chain.Close} {
		raw := d.certain(t, typ)
		line := changed{Before: before, Raw: raw}
		for at := range raw {
			to := beside(raw[at])
			if d.once(2) {
				to = raw[at] ^ 1<<d.IntN(7)
			}
			_, code := d.judge(raw[:at] + string([]byte{to}) + raw[at+1:])
			if seen[code]++; code == "" {
				t.Fatalf("%s with byte %d changed from %q to %q counts", typ, at, raw[at], to)
			}
			line.Changes = append(line.Changes, change{at, to, code})
		}
		if s := d.take(raw); s.Code != "" {
			t.Fatalf("%s: %s", typ, s.Code)
		}
		before = append(before, raw)
		out(line)
	}
	t.Logf("verdicts: %v", seen)
}

// judge gives the state after an entry, without taking it.
func (d *draw) judge(raw string) (*chain.State, note.Code) {
	e, err := chain.Parse([]byte(raw))
	var next *chain.State
	switch {
	case err != nil:
	case d.state == nil:
		next, err = chain.Begin(e, directory)
	default:
		next, err = d.state.Append(e, directory)
	}
	return next, note.CodeOf(err)
}

// beside is the next digit or letter.
func beside(c byte) byte {
	switch {
	case c == '9':
		return 'a'
	case c == 'f':
		return '0'
	}
	return c + 1
}

// certain proposes entries until one of a type would count, and takes none.
func (d *draw) certain(t *testing.T, typ chain.Type) string {
	for range 10_000 {
		raw := ""
		if d.state == nil {
			raw = d.genesis()
		} else {
			raw = d.next()
		}
		e, err := chain.Parse([]byte(raw))
		if err != nil || e.Type != typ || typ == chain.Genesis && len(e.Grants) < 4 {
			continue
		}
		if _, code := d.judge(raw); code == "" {
			return raw
		}
	}
	t.Fatalf("no %s was drawn", typ)
	return ""
}
