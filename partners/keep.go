package partners

import (
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// kept is what a home holds of one exchange: frames as the hub gave them
// (signed and sealed) and receipts. It is also the pin: what was seen once can
// not be unseen.
type kept struct {
	frames, receipts [][]byte
	changed          bool
}

func (k *kept) head() note.Hash {
	if len(k.frames) == 0 {
		return ""
	}
	return frameHash(k.frames[len(k.frames)-1])
}

func (m *Member) kept(xid note.XID) (*kept, error) {
	if !note.IsHash(string(xid)) {
		return nil, hub.Errorf(hub.E01, "an exchange id is 64 hex digits")
	}
	b, err := m.home.read("exchanges/" + string(xid))
	if err != nil || b == nil {
		return &kept{}, err
	}
	parts, err := hub.SplitFrame(b)
	if err != nil || len(parts) != 2 {
		return nil, hub.Errorf(hub.E10, "kept exchange %s is damaged; remove the file to read it anew", xid)
	}
	k := &kept{}
	if k.frames, err = hub.SplitFrame(parts[0]); err != nil {
		return nil, err
	}
	k.receipts, err = hub.SplitFrame(parts[1])
	return k, err
}

// keep stores what was verified, without the sealed texts that were recalled.
// When another command kept more in the meantime, the longer one stays.
func (m *Member) keep(x *Exchange, k *kept) error {
	unlock, err := m.home.lock("exchanges")
	if err != nil {
		return err
	}
	defer unlock()
	now, err := m.kept(x.XID)
	if err != nil {
		return err
	}
	if len(now.frames) > len(k.frames) {
		return nil
	}
	frames := k.frames[:len(x.Entries)]
	for i, e := range x.Entries {
		if e.State == Recalled {
			parts, err := hub.SplitFrame(frames[i])
			if err != nil {
				return err
			}
			parts[1] = nil
			frames[i] = hub.JoinFrame(parts...)
		}
	}
	return m.home.write("exchanges/"+string(x.XID), hub.JoinFrame(hub.JoinFrame(frames...), hub.JoinFrame(k.receipts...)))
}

// forget drops what is kept of an exchange that its retention ended.
func (m *Member) forget(xid note.XID) error {
	return m.home.remove("exchanges/" + string(xid))
}

// pinned tells up to which entry this member verified an exchange before.
func (m *Member) pinned(xid note.XID) (uint64, bool) {
	k, err := m.kept(xid)
	if err != nil || len(k.frames) == 0 {
		return 0, false
	}
	return uint64(len(k.frames) - 1), true
}
