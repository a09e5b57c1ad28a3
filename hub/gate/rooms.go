package gate

import (
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// The handlers: each takes what the table let in to one method of hub.API.

func getHello(c *call) error {
	hello, err := c.gate.API.Hello(c.ctx)
	if err != nil {
		return err
	}
	return c.json(hello)
}

func postChallenge(c *call) error {
	var ask struct {
		Account note.MemberID `json:"account"`
	}
	if err := strict(c.body, &ask); err != nil {
		return err
	}
	challenge, err := c.gate.API.Challenge(c.ctx, ask.Account)
	if err != nil {
		return err
	}
	return c.json(challenge)
}

func postFind(c *call) error {
	var ask struct {
		Code string `json:"code"`
	}
	if err := strict(c.body, &ask); err != nil {
		return err
	}
	account, err := c.gate.API.Find(c.ctx, ask.Code)
	if err != nil {
		return err
	}
	return c.json(account)
}

func postLogin(c *call) error {
	token, err := c.gate.API.Login(c.ctx, c.body)
	if err != nil {
		return err
	}
	return c.json(token)
}

func postEntry(c *call) error {
	placed, err := c.gate.API.Put(c.ctx, c.body)
	if err != nil {
		return err
	}
	return c.json(placed)
}

func getEntries(c *call) error {
	frames, err := c.gate.API.Entries(c.ctx, c.queryParty(), c.xid(), c.num("from"))
	if err != nil {
		return err
	}
	return c.frame(frames)
}

func getChanges(c *call) error {
	after := hub.Position{Epoch: c.num("epoch"), Count: c.num("after")}
	return c.page(c.gate.API.Changes(c.ctx, c.pathParty(), after, c.limit()))
}

func getNewest(c *call) error {
	before := hub.Position{Epoch: c.num("epoch"), Count: c.num("before")}
	return c.page(c.gate.API.Newest(c.ctx, c.pathParty(), before, c.limit()))
}

func (c *call) page(page hub.Page, err error) error {
	if err != nil {
		return err
	}
	page.Rows = some(page.Rows)
	return c.json(page)
}

func postReceipt(c *call) error { return c.done(c.gate.API.PutReceipt(c.ctx, c.body)) }

func getReceipts(c *call) error {
	receipts, err := c.gate.API.Receipts(c.ctx, c.queryParty(), c.xid())
	if err != nil {
		return err
	}
	return c.frame(receipts)
}

func putPiece(c *call) error {
	return c.done(c.gate.API.PutPiece(c.ctx, c.root(), c.num("size"), c.piece(), c.body))
}

func getPieces(c *call) error {
	pieces, err := c.gate.API.Pieces(c.ctx, c.root())
	if err != nil {
		return err
	}
	return c.json(map[string][]uint32{"pieces": some(pieces)})
}

func getPiece(c *call) error {
	piece, err := c.gate.API.Piece(c.ctx, c.queryParty(), c.xid(), c.root(), c.piece())
	if err != nil {
		return err
	}
	return c.octets(piece)
}

func putLease(c *call) error {
	lease, err := c.gate.API.Claim(c.ctx, c.pathParty(), c.xid())
	if err != nil {
		return err
	}
	return c.json(lease)
}

func deleteLease(c *call) error { return c.done(c.gate.API.Release(c.ctx, c.pathParty(), c.xid())) }

func getLeases(c *call) error {
	leases, err := c.gate.API.Leases(c.ctx, c.pathParty())
	if err != nil {
		return err
	}
	return c.json(map[string][]hub.Lease{"leases": some(leases)})
}

func putDates(c *call) error {
	var ask struct {
		Days []string `json:"days"`
	}
	if err := strict(c.body, &ask); err != nil {
		return err
	}
	if len(ask.Days) > hub.MaxDates {
		return hub.Errorf(hub.E23, "more than %d days", hub.MaxDates)
	}
	days := make([]hub.Day, len(ask.Days))
	for i, text := range ask.Days {
		var err error
		if days[i], err = hub.ParseDay(text); err != nil {
			return err
		}
	}
	return c.done(c.gate.API.SetDates(c.ctx, c.pathParty(), days))
}

func getDates(c *call) error {
	days, err := c.gate.API.Dates(c.ctx, c.pathParty())
	if err != nil {
		return err
	}
	return c.json(map[string][]hub.Day{"days": some(days)})
}

func postAvailable(c *call) error {
	var ask struct {
		Teams []note.TeamID `json:"teams"`
	}
	if err := strict(c.body, &ask); err != nil {
		return err
	}
	if err := checkTeams(ask.Teams); err != nil {
		return err
	}
	teams, err := c.gate.API.Available(c.ctx, ask.Teams)
	if err != nil {
		return err
	}
	return c.json(map[string][]note.TeamID{"teams": some(teams)})
}

func checkTeams(teams []note.TeamID) error {
	if len(teams) > hub.MaxRows {
		return hub.Errorf(hub.E23, "more than %d teams", hub.MaxRows)
	}
	for _, t := range teams {
		if !note.IsID(string(t)) {
			return hub.Errorf(hub.E01, "team is not 32 hex digits")
		}
	}
	return nil
}

func postDirectory(c *call) error {
	parts, err := hub.SplitFrame(c.body)
	if err != nil {
		return err
	}
	if len(parts)%2 != 0 {
		return hub.Errorf(hub.E01, "frame is not pairs of kind and data")
	}
	objects := make([]hub.Object, 0, len(parts)/2)
	for i := 0; i < len(parts); i += 2 {
		objects = append(objects, hub.Object{Kind: string(parts[i]), Data: parts[i+1]})
	}
	if err := c.gate.API.Publish(c.ctx, objects); err != nil {
		return err
	}
	return c.done(nil)
}

func getDirectory(c *call) error {
	leaves, err := c.gate.API.Leaves(c.ctx, c.num("from"), c.limit())
	if err != nil {
		return err
	}
	return c.json(map[string][]hub.Leaf{"leaves": some(leaves)})
}

func getCheckpoint(c *call) error {
	signed, err := c.gate.API.Checkpoint(c.ctx)
	if err != nil {
		return err
	}
	return c.octets(signed)
}

func postMailboxes(c *call) error {
	var ask struct {
		Mailboxes []note.MemberID `json:"mailboxes"`
	}
	if err := strict(c.body, &ask); err != nil {
		return err
	}
	if len(ask.Mailboxes) > hub.MaxRows {
		return hub.Errorf(hub.E23, "more than %d mailboxes", hub.MaxRows)
	}
	for _, rid := range ask.Mailboxes {
		if !note.IsID(string(rid)) {
			return hub.Errorf(hub.E01, "mailbox is not 32 hex digits")
		}
	}
	notes, err := c.gate.API.Mailboxes(c.ctx, ask.Mailboxes)
	if err != nil {
		return err
	}
	return c.frame(notes)
}

func postObjects(c *call) error {
	var ask struct {
		Hashes []note.Hash `json:"hashes"`
	}
	if err := strict(c.body, &ask); err != nil {
		return err
	}
	if len(ask.Hashes) > hub.MaxRows {
		return hub.Errorf(hub.E23, "more than %d hashes", hub.MaxRows)
	}
	for _, h := range ask.Hashes {
		if !note.IsHash(string(h)) {
			return hub.Errorf(hub.E01, "hash is not 64 hex digits")
		}
	}
	objects, err := c.gate.API.Objects(c.ctx, ask.Hashes)
	if err != nil {
		return err
	}
	return c.frame(objects)
}

func getKeyring(c *call) error {
	k, err := c.gate.API.Keyring(c.ctx)
	if err != nil {
		return err
	}
	return c.frame([][]byte{k.Head, k.File})
}

func putKeyring(c *call) error {
	parts, err := hub.SplitFrame(c.body)
	if err != nil {
		return err
	}
	if len(parts) != 2 {
		return hub.Errorf(hub.E01, "frame is not a head and a file")
	}
	return c.done(c.gate.API.PutKeyring(c.ctx, hub.Keyring{Head: parts[0], File: parts[1]}))
}

func getState(c *call) error {
	state, err := c.gate.API.State(c.ctx)
	if err != nil {
		return err
	}
	return c.octets(state)
}

func putState(c *call) error { return c.done(c.gate.API.PutState(c.ctx, c.body)) }

// some makes nothing an empty list, so that JSON never says null.
func some[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
