package partners

import (
	"path/filepath"
	"slices"
	"testing"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// TestVouch: a new organisation is offered to nobody before two others have vouched
// for it, over the root that was compared; a name that reads like another's is told.
func TestVouch(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	f := NewFounding("De Regenb00g", "school")
	iris := f.Member("iris", true)
	records, err := f.Records(w.hub.Now().Unix())
	w.must(err)
	anna := w.as("anna")
	asked := &between{API: anna.hub}
	anna.hub = asked
	_, err = anna.Vouch(ctx, records, identity.NewSigner().Public().ID())
	w.refused(err, hub.E06)
	_, err = anna.Vouch(ctx, records[1:], f.RootID())
	w.refused(err, hub.E01)
	_, err = anna.Vouch(ctx, append(slices.Clone(records), records[0]), f.RootID())
	w.refused(err, hub.E30)
	if asked.published > 0 {
		t.Error("something was published")
	}
	_, err = w.as("bas").Vouch(ctx, records, f.RootID())
	w.refused(err, hub.E05)
	h, err := LoadHome(w.homes["anna"])
	w.must(err)
	home := filepath.Join(t.TempDir(), "iris")
	_, err = iris.Settle(ctx, home, HomeConfig{Hub: w.hub.URL}, h.Trust, w.hub.Now().Unix())
	w.must(err)
	w.homes["iris"] = home
	for _, by := range []string{"anna", "anna", "fatima"} {
		h, err := LoadHome(home)
		w.must(err)
		_, err = Open(ctx, h, Options{Now: w.hub.Now})
		w.refused(err, hub.E22)
		v, err := w.as(by).Vouch(ctx, records, f.RootID())
		w.must(err)
		if v.Accepted != (by == "fatima") || !slices.Equal(v.Alike, []note.OrgID{w.as("joke").Org}) {
			t.Errorf("after %s: %+v", by, v)
		}
	}
	if who, err := w.as("iris").Self(ctx); err != nil || who.Organisation != "De Regenb00g" {
		t.Errorf("%+v, %v", who, err)
	}
}
