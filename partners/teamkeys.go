package partners

import (
	"context"
	"strconv"
	"sync"

	"github.com/sluis-hub/sluis/crypto/identity"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/roster"
	"github.com/sluis-hub/sluis/crypto/seal"
	"github.com/sluis-hub/sluis/hub"
)

// teamKeys opens the keys of the member's own teams, each once. A key counts
// only when its public half equals the recipient in the signed team note.
type teamKeys struct {
	m    *Member
	mu   sync.Mutex
	byRH map[note.Hash]*identity.Identity
}

// forRecipient returns the identity behind a party key: a key of one of the
// member's teams, or the member's own. E07 when it cannot be opened.
func (k *teamKeys) forRecipient(ctx context.Context, p note.Party, rh note.Hash) (*identity.Identity, error) {
	if p.Kind() == 'm' {
		if p.Member() == k.m.ID && k.m.keys.Identity.Recipient().Hash() == rh {
			return k.m.keys.Identity, nil
		}
		return nil, note.Errorf(note.E07, "grant is for another member key")
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if id := k.byRH[rh]; id != nil {
		return id, nil
	}
	book := k.m.dir.Book()
	newest := book.Team(p.Team())
	if newest == nil {
		return nil, note.Errorf(note.E06, "team is not in the directory")
	}
	// From the newest epoch that names this member down along the chain lines.
	failure := note.Errorf(note.E07, "this team key is not ours to open")
	var next *identity.Identity
	var broken error // why a newer key, which may lead to the older ones, is not there
	for epoch := newest.Epoch; ; epoch-- {
		t := book.TeamAt(p.Team(), epoch)
		if t == nil {
			break
		}
		id, err := k.byRH[t.Rcpt], error(nil)
		if id == nil {
			id, err = k.open(ctx, t, next)
		}
		switch {
		case err == nil:
			k.byRH[t.Rcpt] = id
		case hub.CodeOf(err) != note.E07:
			broken = err
		case broken != nil:
			err = broken
		}
		if t.Rcpt == rh {
			failure = err
			break
		}
		next = id
		if epoch == 0 {
			break
		}
	}
	return k.byRH[rh], failure
}

// hold takes a key that this member made itself.
func (k *teamKeys) hold(id *identity.Identity) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.byRH[id.Recipient().Hash()] = id
}

// open opens one epoch: by the member's own line, else by the key of the epoch after
// it. The code is that of the member's own line, if there is one.
func (k *teamKeys) open(ctx context.Context, t *roster.Team, next *identity.Identity) (*identity.Identity, error) {
	failure := note.Errorf(note.E07, "no line for this member")
	for _, w := range t.Members {
		if w.Member == k.m.ID && w.Rcpt == k.m.keys.Identity.Recipient().Hash() {
			id, err := k.unwrap(ctx, t, k.m.keys.Identity, w.File, string(k.m.ID))
			if err == nil {
				return id, nil
			}
			failure = err
		}
	}
	after := k.m.dir.Book().TeamAt(t.Team, t.Epoch+1)
	if next == nil || after.Chain == note.ZeroHash {
		return nil, failure
	}
	id, err := k.unwrap(ctx, t, next, after.Chain, "chain")
	if err != nil && hub.CodeOf(failure) == note.E07 {
		failure = err
	}
	if err != nil {
		return nil, failure
	}
	return id, nil
}

func (k *teamKeys) unwrap(ctx context.Context, t *roster.Team, by *identity.Identity, file note.Hash, to string) (*identity.Identity, error) {
	sealed, err := k.file(ctx, file)
	if err != nil {
		return nil, err
	}
	return seal.OpenSecret(by, sealed, seal.TeamKeyForm, []note.Line{
		note.L("org", string(t.Org)), note.L("tid", string(t.Team)),
		note.L("epoch", strconv.FormatUint(t.Epoch, 10)), note.L("to", to),
	}, t.Rcpt)
}

// file gives a sealed team key, from the home or the hub, under its own hash only.
func (k *teamKeys) file(ctx context.Context, hash note.Hash) ([]byte, error) {
	name := "directory/" + string(hash)
	if b, err := k.m.home.read(name); err != nil || b != nil && note.HashOf(b) == hash {
		return b, err
	}
	got, err := k.m.hub.Objects(ctx, []note.Hash{hash})
	if err != nil {
		return nil, err
	}
	if len(got) != 1 || note.HashOf(got[0]) != hash {
		return nil, note.Errorf(note.E08, "team key file is missing or not the signed one")
	}
	return got[0], k.m.home.write(name, got[0])
}
