package partners

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/seal"
	"github.com/sluis-hub/sluis/hub"
)

// An act is what a member wants to add to an exchange, before it has a place.
type act struct {
	Type   chain.Type
	Party  note.Party // on whose behalf
	To     note.Party // offer
	Target note.Hash  // recall
	Blobs  []chain.Blob
	Body   []byte // JSON, nil for close, recall and leave
	// Set is the new set of parties of a rekey; Older the epochs whose keys go to
	// parties that join.
	Set   []note.Party
	Older []uint64
}

// finished is an entry ready to be put.
type finished struct {
	Entry *chain.Entry
	Frame []byte
}

// base fills in what every header of this member carries. E12 when no checkpoint is
// fresh enough to sign with.
func (m *Member) base(ctx context.Context, t chain.Type, party note.Party) (chain.Header, error) {
	now := m.now()
	cp, err := m.dir.checkpoint(ctx, now, freshFor(t))
	return chain.Header{
		Type: t, Party: party, Org: m.Org, Author: m.ID, Key: m.keys.Sign.Public().ID(),
		Time: now.Unix(), CP: cp, Nonce: note.NewID(),
	}, err
}

// begin makes the genesis of a new exchange between parties, the first of which is ours.
func (m *Member) begin(ctx context.Context, parties []note.Party, body []byte, blobs []chain.Blob) (*finished, error) {
	h, err := m.base(ctx, chain.Genesis, parties[0])
	if err != nil {
		return nil, err
	}
	h.XID, h.Prev, h.Blobs = note.XID(note.ZeroHash), note.ZeroHash, blobs
	key := identity.New()
	files, err := m.grant(&h, key, 0, parties, string(h.Nonce), nil)
	if err != nil {
		return nil, err
	}
	h.Rcpt = key.Recipient().Hash()
	ct, err := sealBody(&h, key, body)
	if err != nil {
		return nil, err
	}
	return m.finish(h, ct, files, bindTo{0, key})
}

// next makes the entry that adds a to the verified state of x.
func (m *Member) next(ctx context.Context, x *Exchange, a act) (*finished, error) {
	s := x.State
	h, err := m.base(ctx, a.Type, a.Party)
	if err != nil {
		return nil, err
	}
	if h.CP.Size < s.CP.Size {
		return nil, note.Errorf(note.E12, "the exchange was written with a longer directory log than is known here")
	}
	h.XID, h.Seq, h.Prev, h.Epoch = s.XID, s.Seq+1, s.Head, s.Epoch
	h.Time = max(h.Time, s.Time)
	h.To, h.Target, h.Blobs = a.To, a.Target, a.Blobs
	key := x.opener.caseKeys[s.Epoch]
	if a.Type == chain.Rekey {
		if err := m.mayRekey(ctx, x, a); err != nil {
			return nil, err
		}
		return m.rekey(x, h, a)
	}
	if key == nil {
		if a.Type == chain.Close {
			return m.closeBelow(x, h)
		}
		return nil, note.Errorf(note.E07, "the key of this exchange did not open; rekey it first")
	}
	var ct []byte
	if a.Body != nil {
		h.Rcpt = key.Recipient().Hash()
		if ct, err = sealBody(&h, key, a.Body); err != nil {
			return nil, err
		}
	}
	return m.finish(h, ct, nil, bindTo{s.Epoch, key})
}

// rekey opens a new epoch. It is bound to the epoch before, or, when our grant
// of that epoch did not open, to the newest one that did (FORMAT.md, E07).
func (m *Member) rekey(x *Exchange, h chain.Header, a act) (*finished, error) {
	old, oldKey := x.opener.newest()
	if oldKey == nil {
		return nil, note.Errorf(note.E07, "no key of this exchange is ours")
	}
	h.Epoch++
	key := identity.New()
	files, err := m.grant(&h, key, h.Epoch, a.Set, x.opener.xnonce, x)
	if err != nil {
		return nil, err
	}
	before := x.State.Parties()
	for _, epoch := range a.Older {
		olderKey := x.opener.caseKeys[epoch]
		if olderKey == nil {
			return nil, note.Errorf(note.E07, "the key of an older part is not ours to give")
		}
		var joining []note.Party
		for _, p := range a.Set {
			if !slices.Contains(before, p) {
				joining = append(joining, p)
			}
		}
		more, err := m.grant(&h, olderKey, epoch, joining, x.opener.xnonce, x)
		if err != nil {
			return nil, err
		}
		files = append(files, more...)
	}
	h.Rcpt = key.Recipient().Hash()
	ct, err := sealBody(&h, key, a.Body)
	if err != nil {
		return nil, err
	}
	return m.finish(h, ct, files, bindTo{old, oldKey}, bindTo{h.Epoch, key})
}

// closeBelow is the owner's way out when the newest grant does not open.
func (m *Member) closeBelow(x *Exchange, h chain.Header) (*finished, error) {
	old, key := x.opener.newest()
	if key == nil {
		return nil, note.Errorf(note.E07, "no key of this exchange is ours")
	}
	return m.finish(h, nil, nil, bindTo{old, key})
}

// newest is the newest epoch whose key is held.
func (o *opener) newest() (epoch uint64, key *identity.Identity) {
	for e, k := range o.caseKeys {
		if key == nil || e > epoch {
			epoch, key = e, k
		}
	}
	return epoch, key
}

type bindTo struct {
	epoch uint64
	key   *identity.Identity
}

// grantFile keeps a sealed grant beside its line until both are sorted.
type grantFile struct {
	line chain.Grant
	file []byte
}

// grant seals the case identity of an epoch to the current key of each party
// and adds the lines to h. The directory decides which key is current. One without a
// predecessor is E06 until the member has compared it, and a single member's until it
// was compared, unless the exchange x is sealed to just that one already. What is for
// the member itself goes to its own keys alone (E06).
func (m *Member) grant(h *chain.Header, key *identity.Identity, epoch uint64, parties []note.Party, xnonce string, x *Exchange) ([]grantFile, error) {
	var files []grantFile
	for _, p := range parties {
		to, err := m.dir.Recipient(p)
		if err != nil {
			return nil, err
		}
		if p.Kind() != 'm' || p.Member() == m.ID || !x.sealedTo(p, to.Hash()) {
			if err := m.confirmed(p); err != nil {
				return nil, err
			}
		}
		file, err := seal.SealSecret(to, seal.GrantForm, []note.Line{
			note.L("xnonce", xnonce), note.L("epoch", strconv.FormatUint(epoch, 10)),
			note.L("party", string(p)), note.L("identity", key.String()),
		})
		if err != nil {
			return nil, err
		}
		files = append(files, grantFile{chain.Grant{Party: p, Epoch: epoch, Key: to.Hash(), File: note.HashOf(file)}, file})
	}
	return files, nil
}

func sealBody(h *chain.Header, key *identity.Identity, body []byte) ([]byte, error) {
	plain, hash, err := seal.NewBody(body)
	if err != nil {
		return nil, err
	}
	ct, err := seal.Seal(key.Recipient(), plain)
	if err != nil {
		return nil, err
	}
	h.Body, h.CT, h.CTSize = hash, note.HashOf(ct), uint64(len(ct))
	return ct, nil
}

// bound completes a header: grant lines in their order, then the binds.
func bound(h *chain.Header, grants []grantFile, binds []bindTo) ([]byte, error) {
	slices.SortFunc(grants, func(a, b grantFile) int {
		return strings.Compare(grantText(a.line), grantText(b.line))
	})
	for _, g := range grants {
		h.Grants = append(h.Grants, g.line)
	}
	before, err := h.Unbound()
	if err != nil {
		return nil, err
	}
	for _, b := range binds {
		h.Binds = append(h.Binds, chain.Bind{Epoch: b.epoch, Value: seal.Bind(b.key, before)})
	}
	return h.Signed()
}

func (m *Member) finish(h chain.Header, ct []byte, grants []grantFile, binds ...bindTo) (*finished, error) {
	signed, err := bound(&h, grants, binds)
	if err != nil {
		return nil, err
	}
	return frame(note.Attach(signed, m.keys.Sign.Sign(signed)), ct, grants)
}

func frame(raw, ct []byte, grants []grantFile) (*finished, error) {
	e, err := chain.Parse(raw)
	if err != nil {
		return nil, err
	}
	parts := [][]byte{raw, ct}
	for _, g := range grants {
		parts = append(parts, g.file)
	}
	f := &finished{Entry: e, Frame: hub.JoinFrame(parts...)}
	if len(f.Frame) > hub.MaxFrame {
		return nil, hub.Errorf(hub.E23, "entry of %d bytes, at most %d", len(f.Frame), hub.MaxFrame)
	}
	return f, nil
}

func grantText(g chain.Grant) string {
	return string(g.Party) + " " + strconv.FormatUint(g.Epoch, 10) + " " + string(g.Key) + " " + string(g.File)
}
