package partners

import (
	"context"
	"errors"
	"slices"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/strict"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/partners/flow"
	"github.com/sluis-hub/sluis/partners/kinds"
)

// A Letter begins an exchange.
type Letter struct {
	Flow     string // handoff, feedback, inquiry or message
	To       string // id, exact name, or "Organisation / Team"
	Team     string // own team, when there are several
	Alone    bool   // on behalf of the member itself: the own team does not read along
	Zaak     note.XID
	Document []byte // what the client fills in may be left out
	Files    []string
}

// Send begins an exchange with another team and returns its id. With a zaak it
// is entered there as well.
func (m *Member) Send(ctx context.Context, l Letter) (note.XID, error) {
	if l.Flow == "zaak" {
		return "", hub.Errorf(hub.E01, "a zaak is begun with zaak new")
	}
	if err := m.dir.Sync(ctx); err != nil {
		return "", err
	}
	own, err := m.sender(l)
	if err != nil {
		return "", err
	}
	to, err := m.Find(ctx, l.To)
	if err != nil {
		return "", err
	}
	if note.TeamParty(to.ID) == own {
		return "", hub.Errorf(hub.E29, "that is your own team; use a zaak for your own notes")
	}
	if err := m.addressable(ctx, to.ID); err != nil {
		return "", err
	}
	var file *Exchange
	if l.Zaak != "" {
		if file, err = m.readZaak(ctx, l.Zaak); err != nil {
			return "", err
		}
		if err := m.oneOpenHandoff(ctx, file, l.Flow); err != nil {
			return "", err
		}
	}
	f, frame, err := m.compose(ctx, opening(l.Flow, to), []note.Party{own, note.TeamParty(to.ID)}, l.Document, l.Files)
	if err != nil {
		return "", err
	}
	if file == nil {
		return m.launch(ctx, f, own)
	}
	// What the zaak will say of it is signed and kept first: whatever breaks from
	// here on, the next command sends both.
	a, err := m.zaakEntry(ctx, file, f.Entry.XID, frame, to.ID)
	if err != nil {
		return "", err
	}
	g, err := m.next(ctx, file, a)
	if err != nil {
		return "", err
	}
	if err := m.keepToSend(g); err != nil {
		return "", err
	}
	xid, err := m.launch(ctx, f, own)
	if err != nil {
		if !unknownOutcome(err) {
			err = errors.Join(err, m.home.remove(outboxName(g)))
		}
		return xid, err
	}
	return xid, m.addSigned(ctx, file, a, g, "")
}

// sender is on whose behalf a letter goes. A zaak is the team's, so what the team is
// not to see belongs to none.
func (m *Member) sender(l Letter) (note.Party, error) {
	switch {
	case !l.Alone:
		return m.team(l.Team)
	case l.Team != "":
		return "", hub.Errorf(hub.E01, "alone is without the team")
	case l.Zaak != "":
		return "", hub.Errorf(hub.E29, "the whole team reads a zaak: send it without")
	}
	return note.MemberParty(m.ID), nil
}

// opening is what the client knows of a frame before the document is read: how
// far feedback may go follows from what kind of reporter the other team is.
func opening(name string, to Team) flow.Frame {
	f := flow.Frame{Flow: name}
	if k, ok := kinds.Find(to.Kind); ok && name == "feedback" {
		f.Kind = k.Reader
	}
	return f
}

// NewZaak begins a zaak: a sheet with one party, the own team.
func (m *Member) NewZaak(ctx context.Context, team string, doc []byte) (note.XID, error) {
	if err := m.dir.Sync(ctx); err != nil {
		return "", err
	}
	own, err := m.team(team)
	if err != nil {
		return "", err
	}
	f, _, err := m.compose(ctx, flow.Frame{Flow: "zaak"}, []note.Party{own}, doc, nil)
	if err != nil {
		return "", err
	}
	return m.launch(ctx, f, own)
}

// compose completes a document and seals it into a genesis.
func (m *Member) compose(ctx context.Context, like flow.Frame, parties []note.Party, doc []byte, paths []string) (*finished, flow.Frame, error) {
	target := like.Flow
	for _, p := range parties {
		target += " " + string(p)
	}
	files, blobs, err := m.attachTo(ctx, target, paths)
	if err != nil {
		return nil, flow.Frame{}, err
	}
	body, err := m.complete(&like, chain.Genesis, doc, files)
	if err != nil {
		return nil, flow.Frame{}, err
	}
	var frame *flow.Frame
	if _, err := readBody(chain.Genesis, body, &frame); err != nil {
		return nil, flow.Frame{}, err
	}
	f, err := m.begin(ctx, parties, body, blobs)
	if err != nil {
		return nil, flow.Frame{}, err
	}
	return f, *frame, nil
}

// launch puts a genesis, and keeps it at once, so that it can be read also when
// the hub goes away now.
func (m *Member) launch(ctx context.Context, f *finished, own note.Party) (note.XID, error) {
	if err := m.put(ctx, f); err != nil {
		return "", err
	}
	k := &kept{frames: [][]byte{f.Frame}}
	x, err := m.verify(ctx, own, f.Entry.XID, k)
	if err == nil {
		err = m.keep(x, k)
	}
	return f.Entry.XID, errors.Join(err, m.dropUploads())
}

// Reply adds a document to an exchange or a zaak, on behalf of one of the
// member's parties in it.
func (m *Member) Reply(ctx context.Context, xid note.XID, team string, doc []byte, paths []string) error {
	x, err := m.readAs(ctx, xid, team)
	if err != nil {
		return err
	}
	files, blobs, err := m.attachTo(ctx, string(xid), paths)
	if err != nil {
		return err
	}
	if err := m.post(ctx, x, doc, files, blobs); err != nil {
		return err
	}
	return m.dropUploads()
}

// post completes, checks and adds a document.
func (m *Member) post(ctx context.Context, x *Exchange, doc []byte, files []flow.File, blobs []chain.Blob) error {
	a, err := m.postOf(ctx, x, doc, files, blobs)
	if err != nil {
		return err
	}
	return m.add(ctx, x, a)
}

// postOf completes a document into a post that may be said now.
func (m *Member) postOf(ctx context.Context, x *Exchange, doc []byte, files []flow.File, blobs []chain.Blob) (act, error) {
	if x.Frame == nil {
		return act{}, hub.Errorf(hub.E29, "the purpose of this exchange cannot be read here")
	}
	body, err := m.complete(x.Frame, chain.Post, doc, files)
	if err != nil {
		return act{}, err
	}
	// first the rekey that a leaver or a new key asks for: nothing else may come before it
	if err := m.current(ctx, x, x.Party, chain.Post); err != nil {
		return act{}, err
	}
	if err := m.allowed(x, chain.Post, body); err != nil {
		return act{}, err
	}
	return act{Type: chain.Post, Party: x.Party, Blobs: blobs, Body: body}, nil
}

// Decline refuses a handoff with a reason; an offer that stands ends with it.
func (m *Member) Decline(ctx context.Context, xid note.XID, reason, text string) error {
	x, err := m.Read(ctx, xid)
	if err != nil {
		return err
	}
	if x.Frame == nil || x.Frame.Flow != "handoff" {
		return hub.Errorf(hub.E29, "only a handoff can be declined")
	}
	if x.State.Offer != nil && slices.Contains(m.Parties(), x.State.Offer.To) {
		x.Party = x.State.Offer.To
	}
	doc, err := strict.Encode(map[string]any{"form": "handoff.declined", "version": 1, "reason": reason, "text": text})
	if err != nil {
		return err
	}
	return m.post(ctx, x, doc, nil, nil)
}

// Recall takes an own message back: the hub deletes its sealed text.
func (m *Member) Recall(ctx context.Context, xid note.XID, seq uint64) error {
	x, err := m.Read(ctx, xid)
	if err != nil {
		return err
	}
	if seq >= uint64(len(x.Entries)) {
		return hub.Errorf(hub.E21, "there is no message %d", seq)
	}
	e := x.Entries[seq]
	if e.State == Recalled {
		return nil
	}
	if slices.Contains(m.Parties(), e.Party) {
		x.Party = e.Party
	}
	return m.add(ctx, x, act{Type: chain.Recall, Party: x.Party, Target: e.Hash()})
}

// Close ends an exchange; on one that is closed it is a success.
func (m *Member) Close(ctx context.Context, xid note.XID) error {
	x, err := m.Read(ctx, xid)
	if err != nil || x.State.Closed {
		return err
	}
	if !slices.Contains(m.Parties(), x.State.Owner) {
		return hub.Errorf(hub.E05, "only who is responsible closes an exchange")
	}
	x.Party = x.State.Owner
	if err := m.allowed(x, chain.Close, nil); err != nil {
		return err
	}
	return m.add(ctx, x, act{Type: chain.Close, Party: x.Party})
}

// Claim takes an exchange up for a team: the first wins, E31 for a colleague.
func (m *Member) Claim(ctx context.Context, xid note.XID, team string) error {
	x, err := m.readAs(ctx, xid, team)
	if err != nil {
		return err
	}
	_, err = m.hub.Claim(ctx, x.Party, xid)
	if hub.CodeOf(err) == hub.E31 {
		if held, lookErr := m.leases(ctx, x.Party); lookErr == nil && note.IsID(string(held[xid])) {
			return hub.Errorf(hub.E31, "taken by %s", m.holder(x, held[xid]))
		}
	}
	return err
}

// Release gives it back.
func (m *Member) Release(ctx context.Context, xid note.XID, team string) error {
	x, err := m.readAs(ctx, xid, team)
	if err != nil {
		return err
	}
	return m.hub.Release(ctx, x.Party, xid)
}

// readAs reads an exchange on behalf of a named own team; without a name there
// must be one own party in it.
func (m *Member) readAs(ctx context.Context, xid note.XID, team string) (*Exchange, error) {
	x, err := m.Read(ctx, xid)
	if err != nil {
		return nil, err
	}
	if team != "" {
		p, err := m.team(team)
		if err != nil {
			return nil, err
		}
		if !x.State.Has(p) {
			return nil, hub.Errorf(hub.E05, "that team takes no part in this exchange")
		}
		x.Party = p
		return x, nil
	}
	var mine []note.Party
	for _, p := range m.Parties() {
		if x.State.Has(p) {
			mine = append(mine, p)
		}
	}
	switch len(mine) {
	case 0:
		return nil, hub.Errorf(hub.E05, "your team takes no part in this exchange any more")
	case 1:
		x.Party = mine[0]
		return x, nil
	}
	return nil, hub.Errorf(hub.E30, "several of your teams take part: name one with --team")
}
