package partners

import (
	"errors"
	"io/fs"
	"os"
	"slices"
	"time"

	"github.com/sluis-hub/sluis/crypto/chain"
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
	if err != nil {
		return nil, err
	}
	if b == nil {
		k := &kept{}
		m.setPin(xid, k)
		return k, nil
	}
	parts, err := hub.SplitFrame(b)
	if err != nil || len(parts) != 2 {
		return nil, hub.Errorf(hub.E10, "kept exchange %s is damaged; remove the file to read it anew", xid)
	}
	k := &kept{}
	if k.frames, err = hub.SplitFrame(parts[0]); err != nil {
		return nil, err
	}
	if k.receipts, err = hub.SplitFrame(parts[1]); err != nil {
		return nil, err
	}
	m.setPin(xid, k)
	return k, nil
}

// pin is the number of the newest entry that is kept, false when there is none.
func (k *kept) pin() (seq uint64, ok bool) {
	if len(k.frames) == 0 {
		return 0, false
	}
	return uint64(len(k.frames) - 1), true
}

// keep stores what was verified, without the sealed texts that were recalled.
// When another command kept more in the meantime, that stays. When it kept
// something else, the hub showed two commands two branches: E03.
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
	out := &kept{receipts: k.receipts}
	if out.frames, err = join(k.frames[:len(x.Entries)], now.frames); err != nil {
		return err
	}
	if len(now.receipts) > len(k.receipts) {
		out.receipts = now.receipts
	}
	for i, e := range x.Entries {
		if e.State != Recalled {
			continue
		}
		parts, err := hub.SplitFrame(out.frames[i])
		if err != nil {
			return err
		}
		parts[1] = nil
		out.frames[i] = hub.JoinFrame(parts...)
	}
	if err := m.home.write("exchanges/"+string(x.XID), hub.JoinFrame(hub.JoinFrame(out.frames...), hub.JoinFrame(out.receipts...))); err != nil {
		return err
	}
	m.setPin(x.XID, out)
	return nil
}

// join gives the longer of two lists of frames: a when they are as long, with
// the sealed texts that only b has. E03 when neither is the beginning of the other.
func join(a, b [][]byte) ([][]byte, error) {
	out := slices.Clone(a)
	for i := range min(len(a), len(b)) {
		if frameHash(a[i]) != frameHash(b[i]) {
			return nil, note.Errorf(note.E03, "the hub showed another command another entry %d", i)
		}
		if !hasText(a[i]) && hasText(b[i]) {
			out[i] = b[i]
		}
	}
	if len(b) > len(a) {
		return slices.Clone(b), nil // it knows what was recalled since
	}
	return out, nil
}

func hasText(frame []byte) bool {
	parts, err := hub.SplitFrame(frame)
	return err == nil && len(parts) > 1 && len(parts[1]) > 0
}

// pinned tells up to which entry this member verified an exchange before. It is
// asked for every signature, so it remembers what was last read or kept.
func (m *Member) pinned(xid note.XID) (uint64, bool) {
	p, known := m.pins[xid]
	if !known {
		k, err := m.kept(xid)
		if err != nil {
			return 0, false
		}
		return k.pin()
	}
	return p.seq, p.ok
}

// A pin is what is kept of one exchange, in short.
type pin struct {
	seq uint64
	ok  bool
}

func (m *Member) setPin(xid note.XID, k *kept) {
	if m.pins == nil {
		m.pins = map[note.XID]pin{}
	}
	seq, ok := k.pin()
	m.pins[xid] = pin{seq, ok}
}

// forget drops what is kept of an exchange that its retention ended.
func (m *Member) forget(xid note.XID) error {
	delete(m.pins, xid)
	return m.home.remove("exchanges/" + string(xid))
}

// grace is how much longer than the hub a home keeps an exchange.
const grace = 5 * 24 * time.Hour

// sweep forgets, at most once a day, the exchanges that the hub has ended: after
// their closing, or after long silence.
func (m *Member) sweep() error {
	const stamp = "swept"
	info, err := os.Stat(m.home.path(stamp))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	now := m.now()
	if err == nil && now.Sub(info.ModTime()).Abs() < 24*time.Hour {
		return nil
	}
	unlock, err := m.home.lock("exchanges")
	if err != nil {
		return err
	}
	defer unlock()
	names, err := m.home.list("exchanges")
	if err != nil {
		return err
	}
	for _, name := range names {
		k, err := m.kept(note.XID(name))
		if err != nil {
			continue // whoever reads it hears what is wrong
		}
		if k.ended(now) {
			if err := m.forget(note.XID(name)); err != nil {
				return err
			}
		}
	}
	if err := m.home.write(stamp, nil); err != nil {
		return err
	}
	return os.Chtimes(m.home.path(stamp), now, now)
}

// ended says whether the hub's retention, and the grace, of what is kept is over.
func (k *kept) ended(now time.Time) bool {
	over := func(e *chain.Entry, after time.Duration) bool {
		return now.Sub(time.Unix(e.Time, 0)) > after+grace
	}
	for i := range k.frames {
		e := entryOf(k.frames[len(k.frames)-1-i])
		if e == nil {
			return false
		}
		if i == 0 && over(e, hub.KeepIdle) || e.Type == chain.Close && over(e, hub.KeepClosed) {
			return true
		}
	}
	return false
}

func entryOf(frame []byte) *chain.Entry {
	parts, err := hub.SplitFrame(frame)
	if err != nil || len(parts) == 0 {
		return nil
	}
	e, err := chain.Parse(parts[0])
	if err != nil {
		return nil
	}
	return e
}
