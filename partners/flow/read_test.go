package flow_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/strict"
	"github.com/sluis-hub/sluis/partners/flow"
)

// Any body is read or refused with a code of bodies; what is read can be written
// and is read the same again, and completing it changes nothing that it said.
func FuzzRead(f *testing.F) {
	for name, docs := range documents(f) {
		for _, doc := range docs {
			for i, x := range flows {
				if x.Flow == name {
					f.Add(uint8(i), "", string(chain.Genesis), with(f, doc, nil))
					f.Add(uint8(i), "", string(chain.Post), with(f, doc, nil))
				}
			}
		}
	}
	f.Fuzz(func(t *testing.T, n uint8, kind, at string, body []byte) {
		x := flows[int(n)%len(flows)]
		doc, err := x.Read(kind, chain.Type(at), body)
		if err != nil {
			if code := note.CodeOf(err); code != note.E10 && code != note.E19 {
				t.Fatalf("%v has code %q", err, code)
			}
			return
		}
		again, err := strict.Encode(doc)
		if err != nil {
			t.Fatalf("read but cannot be written: %v", err)
		}
		second, err := x.Read(kind, chain.Type(at), again)
		if err != nil {
			t.Fatalf("written but cannot be read: %v", err)
		}
		if d := cmp.Diff(doc, second); d != "" {
			t.Fatalf("read otherwise (-first +second):\n%s", d)
		}
		if _, err := x.Complete(chain.Type(at), body, flow.Fill{Now: now, Frame: flow.Frame{Kind: kind}}); err != nil {
			t.Fatalf("whole but cannot be completed: %v", err)
		}
	})
}
