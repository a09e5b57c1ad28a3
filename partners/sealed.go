package partners

import (
	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/seal"
	"github.com/sluis-hub/sluis/crypto/strict"
	"github.com/sluis-hub/sluis/hub"
)

// keepSealed writes something that only this member reads.
func (m *Member) keepSealed(name string, v any) error {
	return m.home.writeSealed(name, m.keys.Identity, v)
}

// writeSealed writes a file that only the holder of an identity reads.
func (h *Home) writeSealed(name string, to *identity.Identity, v any) error {
	plain, err := strict.Encode(v)
	if err != nil {
		return err
	}
	sealed, err := seal.Seal(to.Recipient(), plain)
	if err != nil {
		return err
	}
	return h.write(name, sealed)
}

// readSealed reads what writeSealed wrote; E21 when it is not there.
func (h *Home) readSealed(name string, by *identity.Identity, v any) error {
	sealed, err := h.read(name)
	if err != nil {
		return err
	}
	if sealed == nil {
		return hub.NotFound()
	}
	plain, err := seal.Open(by, sealed)
	if err != nil {
		return err
	}
	return strict.Decode(plain, v)
}
