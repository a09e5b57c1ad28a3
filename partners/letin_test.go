package partners

import (
	"context"
	"crypto/rand"
	"testing"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// A swapping does something before the first publication, and says that the log went on.
type swapping struct {
	hub.API
	first func()
}

func (s *swapping) Publish(ctx context.Context, objects []hub.Object) error {
	if first := s.first; first != nil {
		s.first = nil
		first()
		return hub.Errorf(hub.E20, "the log went on")
	}
	return s.API.Publish(ctx, objects)
}

// TestKeysSwappedWhileLetIn: an admin who gives out other keys for the newcomer, once
// the words were judged and before the team's key counts, gets nothing.
func TestKeysSwappedWhileLetIn(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	tid := w.teamOf("anna")
	nora := w.hire("anna", "nora", tid)
	said := w.said("nora")[0]
	bas := w.as("bas")
	hook := &swapping{API: bas.hub, first: func() {
		other := &Newcomer{Name: "nora", Member: nora.Member, Org: nora.Org, identity: identity.New(), sign: identity.NewSigner(), login: identity.NewSigner()}
		rand.Read(other.salt[:])
		w.enrol("anna", other)
	}}
	bas.hub = hook
	w.refused(bas.LetIn(ctx, "", true, said), note.E16)
	if hook.first != nil {
		t.Fatal("nothing was published: the keys were not swapped")
	}
	if e := w.epoch("bas", tid); e != 0 {
		t.Errorf("epoch %d, for keys whose words nobody heard", e)
	}
	w.refused(bas.LetIn(ctx, "", true, said), note.E16)
	w.must(bas.LetIn(ctx, "", true, w.said("nora")[0]))
	if e := w.epoch("bas", tid); e != 1 {
		t.Errorf("epoch %d after the words of the keys that count", e)
	}
}
