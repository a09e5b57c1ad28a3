package chain_test

import (
	"crypto/ed25519"
	"encoding/json"
	"testing"

	"github.com/sluis-hub/sluis/crypto/chain"
)

// BenchmarkVerify is the floor: one Ed25519 verification of a post.
func BenchmarkVerify(b *testing.B) {
	s := begin(b, genesis(anna, vt1, gt1), anna).does(b, chain.Post, gt1)
	n, pk := s.entries[1].Note, dirk.public()
	for b.Loop() {
		if !ed25519.Verify(pk[:], n.Signed(), n.Sigs[0].Bytes()) {
			b.Fatal("does not verify")
		}
	}
}

func BenchmarkParse(b *testing.B) {
	s := begin(b, genesis(anna, vt1, gt1), anna).does(b, chain.Post, gt1)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := chain.Parse([]byte(s.raws[1])); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAppend(b *testing.B) {
	s := begin(b, genesis(anna, vt1, gt1, politie), anna)
	for range 20 {
		s = s.does(b, chain.Post, gt1)
	}
	offered := s.does(b, chain.Offer, vt1)
	for name, step := range map[string][2]*story{
		"post":   {s, s.does(b, chain.Post, gt1)},
		"rekey":  {s, s.does(b, chain.Rekey, vt1)},
		"accept": {offered, offered.does(b, chain.Accept, politie)},
	} {
		e := step[1].entries[len(step[1].entries)-1]
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := step[0].state.Append(e, directory); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkStateJSON(b *testing.B) {
	s := begin(b, genesis(anna, vt1, gt1, politie), anna)
	for range 20 {
		s = s.does(b, chain.Post, gt1)
	}
	b.ReportAllocs()
	for b.Loop() {
		text, err := json.Marshal(s.state)
		if err != nil {
			b.Fatal(err)
		}
		if err := json.Unmarshal(text, new(chain.State)); err != nil {
			b.Fatal(err)
		}
	}
}
