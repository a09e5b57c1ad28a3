package partners

import (
	"context"
	"strings"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/seal"
	"github.com/sluis-hub/sluis/hub"
)

// pending is a finished acceptance that waits for the other signature. It is
// made once per offer and member and kept sealed, so that asking again, after
// any break, asks with the same bytes.
type pending struct {
	signed, ct []byte
	sig        note.Sig
	entry      *chain.Header
}

func (m *Member) pendingAccept(ctx context.Context, x *Exchange, offer chain.Standing, doc []byte) (*pending, error) {
	unlock, err := m.home.lock("accepts")
	if err != nil {
		return nil, err
	}
	defer unlock()
	name := "accepts/" + string(offer.Entry)
	kept, err := m.home.read(name)
	if err != nil {
		return nil, err
	}
	if kept != nil {
		plain, err := seal.Open(m.keys.Identity, kept)
		if err != nil {
			return nil, err
		}
		return readPending(plain)
	}
	key := x.opener.caseKeys[x.State.Epoch]
	if key == nil {
		return nil, note.Errorf(note.E07, "the key of this exchange did not open; rekey it first")
	}
	body, err := m.custodyBody(x, chain.Accept, doc)
	if err != nil {
		return nil, err
	}
	s := x.State
	h, err := m.base(ctx, chain.Accept, offer.To)
	if err != nil {
		return nil, err
	}
	h.XID, h.Seq, h.Prev, h.Epoch, h.Time = s.XID, s.Seq+1, s.Head, s.Epoch, max(h.Time, s.Time)
	h.Rcpt = key.Recipient().Hash()
	ct, err := sealBody(&h, key, body)
	if err != nil {
		return nil, err
	}
	signed, err := bound(&h, nil, []bindTo{{s.Epoch, key}})
	if err != nil {
		return nil, err
	}
	p := &pending{signed: signed, ct: ct, sig: m.keys.Sign.Sign(signed), entry: &h}
	sealed, err := seal.Seal(m.keys.Identity.Recipient(), hub.JoinFrame(p.signed, []byte(string(p.sig.Key)+" "+p.sig.Hex), p.ct))
	if err != nil {
		return nil, err
	}
	return p, m.home.write(name, sealed)
}

func readPending(plain []byte) (*pending, error) {
	parts, err := hub.SplitFrame(plain)
	if err != nil || len(parts) != 3 {
		return nil, note.Errorf(note.E10, "kept acceptance is damaged")
	}
	sig, err := parseSig(parts[1])
	if err != nil {
		return nil, err
	}
	// the second signature is not known yet: any other key completes the form
	e, err := chain.Parse(note.Attach(parts[0], sig, note.Sig{Key: otherKey(sig.Key), Hex: strings.Repeat("0", 128)}))
	if err != nil {
		return nil, err
	}
	return &pending{signed: parts[0], ct: parts[2], sig: sig, entry: &e.Header}, nil
}

func otherKey(k note.KeyID) note.KeyID {
	if k[0] == 'f' {
		return "0" + k[1:]
	}
	return "f" + k[1:]
}

// dropAccept forgets a finished acceptance whose offer ended.
func (m *Member) dropAccept(offer chain.Standing) {
	// left behind it does no harm: its offer can not come back
	_ = m.home.remove("accepts/" + string(offer.Entry))
}

func parseSig(b []byte) (note.Sig, error) {
	key, hex, ok := strings.Cut(string(b), " ")
	if !ok || !note.IsID(key) || !note.IsSignature(hex) {
		return note.Sig{}, note.Errorf(note.E01, "signature line is malformed")
	}
	return note.Sig{Key: note.KeyID(key), Hex: hex}, nil
}
