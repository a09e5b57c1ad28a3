package partners

import (
	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/seal"
	"github.com/sluis-hub/sluis/crypto/strict"
)

// self is what opens the member's own name: the directory only holds a
// commitment to it. It is kept sealed to the member, here and as the sealed
// local state at the hub.
type self struct {
	Name string `json:"name"`
	Salt string `json:"salt"`
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

func (h *Home) self(id *identity.Identity) (self, []byte, error) {
	sealed, err := h.read("self")
	if err != nil || sealed == nil {
		return self{}, nil, err
	}
	s, err := openSelf(id, sealed)
	return s, sealed, err
}

func openSelf(id *identity.Identity, sealed []byte) (self, error) {
	plain, err := seal.Open(id, sealed)
	if err != nil {
		return self{}, err
	}
	var s self
	return s, strict.Decode(plain, &s)
}
