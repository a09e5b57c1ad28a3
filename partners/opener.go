package partners

import (
	"context"
	"strconv"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/seal"
)

// opener holds the case identities of one exchange: what a member adds to the
// headers that everybody sees. It implements chain.Opener.
type opener struct {
	ctx      context.Context
	keys     *teamKeys
	mine     []note.Party
	grants   map[note.Hash][][]byte // grant files by entry
	xnonce   string
	rcpt     map[uint64]note.Hash // per epoch, from the entry that opened it
	caseKeys map[uint64]*identity.Identity
	failure  map[uint64]error // why an epoch could not be opened
}

func newOpener(ctx context.Context, keys *teamKeys, mine []note.Party) *opener {
	return &opener{
		ctx: ctx, keys: keys, mine: mine,
		grants: map[note.Hash][][]byte{}, rcpt: map[uint64]note.Hash{},
		caseKeys: map[uint64]*identity.Identity{}, failure: map[uint64]error{},
	}
}

// Admit opens this member's grants in a genesis or rekey.
func (o *opener) Admit(e *chain.Entry) {
	if e.Type == chain.Genesis {
		o.xnonce = string(e.Nonce)
	}
	o.rcpt[e.Epoch] = e.Rcpt
	files := o.grants[e.Hash()]
	for i, g := range e.Grants {
		if o.caseKeys[g.Epoch] != nil || !o.isMine(g.Party) {
			continue
		}
		id, err := o.openGrant(g, i, files)
		if err != nil {
			o.failure[g.Epoch] = err
			continue
		}
		o.caseKeys[g.Epoch] = id
		delete(o.failure, g.Epoch)
	}
}

func (o *opener) openGrant(g chain.Grant, i int, files [][]byte) (*identity.Identity, error) {
	if i >= len(files) || note.HashOf(files[i]) != g.File {
		return nil, note.Errorf(note.E08, "grant file is missing or not the signed one")
	}
	by, err := o.keys.forRecipient(o.ctx, g.Party, g.Key)
	if err != nil {
		return nil, err
	}
	return seal.OpenSecret(by, files[i], seal.GrantForm, []note.Line{
		note.L("xnonce", o.xnonce), note.L("epoch", strconv.FormatUint(g.Epoch, 10)),
		note.L("party", string(g.Party)),
	}, o.rcpt[g.Epoch])
}

func (o *opener) isMine(p note.Party) bool {
	for _, m := range o.mine {
		if m == p {
			return true
		}
	}
	return false
}

// Bind recomputes a bind line of e.
func (o *opener) Bind(e *chain.Entry, epoch uint64) (fits, known bool) {
	id := o.caseKeys[epoch]
	if id == nil {
		return false, false
	}
	for _, b := range e.Binds {
		if b.Epoch == epoch {
			return seal.Bind(id, e.Note.Before("bind")) == b.Value, true
		}
	}
	return false, true
}

// body opens the sealed text of e: E07 without its key, E08 when it is not the
// signed one, E14 or E18 when it does not open, E10 when it is malformed.
func (o *opener) body(e *chain.Entry, ct []byte) ([]byte, error) {
	id := o.caseKeys[e.Epoch]
	if id == nil {
		if err := o.failure[e.Epoch]; err != nil {
			return nil, err
		}
		return nil, note.Errorf(note.E07, "the key of this part is not ours")
	}
	if uint64(len(ct)) != e.CTSize || note.HashOf(ct) != e.CT {
		return nil, note.Errorf(note.E08, "sealed text is not the signed one")
	}
	plain, err := seal.Open(id, ct)
	if err != nil {
		return nil, err
	}
	return seal.ReadBody(plain, e.Body)
}
