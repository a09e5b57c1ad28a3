package partners

import (
	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/crypto/seal"
	"github.com/sluis-hub/sluis/crypto/strict"
)

// self is what opens the member's own name: the directory only holds a
// commitment to it. It is kept sealed to the member, here and as the sealed
// local state at the hub.
type self struct {
	Name string `json:"name"`
	Salt string `json:"salt"`
	// Kept is what the app keeps there besides: drafts and settings.
	Kept string `json:"kept,omitempty"`
}

func (h *Home) setSelf(id *identity.Identity, s self) error {
	plain, err := strict.Encode(s)
	if err != nil {
		return err
	}
	sealed, err := seal.Seal(id.Recipient(), plain)
	if err != nil {
		return err
	}
	return h.write("self", sealed)
}

// self reads what the home holds. Anybody can seal something to a member, so it
// counts only when it opens what the member's own note commits to; otherwise
// there is nothing.
func (h *Home) self(id *identity.Identity, rec *roster.Member) (self, []byte, error) {
	sealed, err := h.read("self")
	if err != nil || sealed == nil {
		return self{}, nil, err
	}
	s, ok := openSelf(id, sealed, rec)
	if !ok {
		return self{}, nil, nil
	}
	return s, sealed, nil
}

func openSelf(id *identity.Identity, sealed []byte, rec *roster.Member) (self, bool) {
	plain, err := seal.Open(id, sealed)
	if err != nil {
		return self{}, false
	}
	var s self
	if strict.Decode(plain, &s) != nil || rec.Opens(s.Salt, s.Name) != nil {
		return self{}, false
	}
	return s, true
}
