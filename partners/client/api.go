package client

import (
	"context"
	"encoding/json"
	"net/url"
	"slices"
	"strconv"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/translog"
	"github.com/sluis-hub/sluis/hub"
)

const (
	typeJSON   = "application/json"
	typeOctets = "application/octet-stream"
)

// call makes a request and reads a JSON answer into v, when there is one.
func (c *Client) call(ctx context.Context, r request, v any) error {
	body, err := c.do(ctx, r)
	if err != nil || v == nil {
		return err
	}
	if err := json.Unmarshal(body, v); err != nil {
		return hub.Errorf(hub.E01, "the hub's answer is not of the form wanted")
	}
	return nil
}

// parts makes a request and splits the frame it answers with.
func (c *Client) parts(ctx context.Context, r request) ([][]byte, error) {
	r.limit = hub.MaxPublish + hub.MaxBatch
	body, err := c.do(ctx, r)
	if err != nil {
		return nil, err
	}
	return hub.SplitFrame(body)
}

func jsonBody(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic("client: a request that is no JSON")
	}
	return b
}

func dec[T uint32 | uint64](n T) string { return strconv.FormatUint(uint64(n), 10) }

// rows is a limit as the hub takes it; 0 and less are as many as it gives.
func rows(limit int) string {
	if limit <= 0 || limit > hub.MaxRows {
		limit = hub.MaxRows
	}
	return strconv.Itoa(limit)
}

func (c *Client) Hello(ctx context.Context) (h hub.Hello, err error) {
	return h, c.call(ctx, request{method: "GET", path: "/api/hello", open: true}, &h)
}

func (c *Client) Challenge(ctx context.Context, account note.MemberID) (ch hub.Challenge, err error) {
	return ch, c.call(ctx, request{method: "POST", path: "/api/challenge", open: true, kind: typeJSON,
		body: jsonBody(map[string]note.MemberID{"account": account})}, &ch)
}

func (c *Client) Find(ctx context.Context, code string) (a hub.Account, err error) {
	return a, c.call(ctx, request{method: "POST", path: "/api/find", open: true, kind: typeJSON,
		body: jsonBody(map[string]string{"code": code})}, &a)
}

// Login is not tried again: a challenge serves once.
func (c *Client) Login(ctx context.Context, login []byte) (t hub.Token, err error) {
	return t, c.call(ctx, request{method: "POST", path: "/api/login", open: true, once: true, kind: typeOctets, body: login}, &t)
}

// Put may be tried again: the same bytes at the same place are one entry.
func (c *Client) Put(ctx context.Context, frame []byte) (p hub.Placed, err error) {
	return p, c.call(ctx, request{method: "POST", path: "/api/entries", kind: typeOctets, body: frame}, &p)
}

func (c *Client) Entries(ctx context.Context, party note.Party, xid note.XID, from uint64) ([][]byte, error) {
	return c.parts(ctx, request{method: "GET", path: "/api/exchanges/" + string(xid) + "/entries",
		query: url.Values{"party": {string(party)}, "from": {dec(from)}}})
}

func (c *Client) Changes(ctx context.Context, party note.Party, after hub.Position, limit int) (p hub.Page, err error) {
	return p, c.call(ctx, request{method: "GET", path: "/api/parties/" + string(party) + "/changes",
		query: url.Values{"epoch": {dec(after.Epoch)}, "after": {dec(after.Count)}, "limit": {rows(limit)}}}, &p)
}

func (c *Client) Newest(ctx context.Context, party note.Party, before hub.Position, limit int) (p hub.Page, err error) {
	return p, c.call(ctx, request{method: "GET", path: "/api/parties/" + string(party) + "/newest",
		query: url.Values{"epoch": {dec(before.Epoch)}, "before": {dec(before.Count)}, "limit": {rows(limit)}}}, &p)
}

func (c *Client) PutReceipt(ctx context.Context, receipt []byte) error {
	return c.call(ctx, request{method: "POST", path: "/api/receipts", kind: typeOctets, body: receipt}, nil)
}

func (c *Client) Receipts(ctx context.Context, party note.Party, xid note.XID) ([][]byte, error) {
	return c.parts(ctx, request{method: "GET", path: "/api/exchanges/" + string(xid) + "/receipts",
		query: url.Values{"party": {string(party)}}})
}

func (c *Client) PutPiece(ctx context.Context, root note.Hash, size uint64, n uint32, piece []byte) error {
	return c.call(ctx, request{method: "PUT", path: "/api/pieces/" + string(root) + "/" + dec(n),
		query: url.Values{"size": {dec(size)}}, kind: typeOctets, body: piece}, nil)
}

func (c *Client) Pieces(ctx context.Context, root note.Hash) ([]uint32, error) {
	var have struct {
		Pieces []uint32 `json:"pieces"`
	}
	return have.Pieces, c.call(ctx, request{method: "GET", path: "/api/pieces/" + string(root)}, &have)
}

func (c *Client) Piece(ctx context.Context, party note.Party, xid note.XID, root note.Hash, n uint32) ([]byte, error) {
	return c.do(ctx, request{method: "GET", path: "/api/exchanges/" + string(xid) + "/pieces/" + string(root) + "/" + dec(n),
		query: url.Values{"party": {string(party)}}, limit: hub.PieceSize})
}

func (c *Client) Claim(ctx context.Context, party note.Party, xid note.XID) (l hub.Lease, err error) {
	return l, c.call(ctx, request{method: "PUT", path: lease(party, xid)}, &l)
}

func (c *Client) Release(ctx context.Context, party note.Party, xid note.XID) error {
	return c.call(ctx, request{method: "DELETE", path: lease(party, xid)}, nil)
}

func lease(party note.Party, xid note.XID) string {
	return "/api/parties/" + string(party) + "/leases/" + string(xid)
}

func (c *Client) Leases(ctx context.Context, party note.Party) ([]hub.Lease, error) {
	var held struct {
		Leases []hub.Lease `json:"leases"`
	}
	err := c.call(ctx, request{method: "GET", path: "/api/parties/" + string(party) + "/leases"}, &held)
	return held.Leases, err
}

func (c *Client) SetDates(ctx context.Context, party note.Party, days []hub.Day) error {
	return c.call(ctx, request{method: "PUT", path: "/api/parties/" + string(party) + "/dates", kind: typeJSON,
		body: jsonBody(map[string][]hub.Day{"days": days})}, nil)
}

func (c *Client) Dates(ctx context.Context, party note.Party) ([]hub.Day, error) {
	var set struct {
		Days []hub.Day `json:"days"`
	}
	err := c.call(ctx, request{method: "GET", path: "/api/parties/" + string(party) + "/dates"}, &set)
	return set.Days, err
}

func (c *Client) Available(ctx context.Context, teams []note.TeamID) ([]note.TeamID, error) {
	var open struct {
		Teams []note.TeamID `json:"teams"`
	}
	err := c.call(ctx, request{method: "POST", path: "/api/available", kind: typeJSON,
		body: jsonBody(map[string][]note.TeamID{"teams": teams})}, &open)
	return open.Teams, err
}

func (c *Client) Publish(ctx context.Context, objects []hub.Object) error {
	var parts [][]byte
	for _, o := range objects {
		parts = append(parts, []byte(o.Kind), o.Data)
	}
	return c.call(ctx, request{method: "POST", path: "/api/directory", kind: typeOctets, body: hub.JoinFrame(parts...)}, nil)
}

// Checkpoint is bounded as rule L11 of crypto/FORMAT.md bounds it.
func (c *Client) Checkpoint(ctx context.Context) ([]byte, error) {
	return c.do(ctx, request{method: "GET", path: "/api/checkpoint", limit: translog.MaxCheckpoint})
}

func (c *Client) Mailboxes(ctx context.Context, rids []note.MemberID) ([][]byte, error) {
	body, err := c.do(ctx, request{method: "POST", path: "/api/directory/mailboxes", kind: typeJSON,
		body: jsonBody(map[string][]note.MemberID{"mailboxes": rids})})
	if err != nil {
		return nil, err
	}
	notes, err := hub.SplitFrame(body)
	if err == nil && len(notes) != len(rids) {
		err = hub.Errorf(hub.E01, "the hub gives %d mailboxes for %d", len(notes), len(rids))
	}
	return notes, err
}

func (c *Client) Leaves(ctx context.Context, from uint64, limit int) ([]hub.Leaf, error) {
	var list struct {
		Leaves []hub.Leaf `json:"leaves"`
	}
	err := c.call(ctx, request{method: "GET", path: "/api/directory",
		query: url.Values{"from": {dec(from)}, "limit": {rows(limit)}}}, &list)
	return list.Leaves, err
}

// Objects asks for a few at a time, so that an answer of the largest records
// stays within its limit.
func (c *Client) Objects(ctx context.Context, hashes []note.Hash) ([][]byte, error) {
	objects := make([][]byte, 0, len(hashes))
	for few := range slices.Chunk(hashes, objectsAtOnce) {
		body, err := c.do(ctx, request{method: "POST", path: "/api/directory/objects", kind: typeJSON,
			body: jsonBody(map[string][]note.Hash{"hashes": few}), limit: objectsAtOnce * (note.MaxRosterSize + 4)})
		if err != nil {
			return nil, err
		}
		parts, err := hub.SplitFrame(body)
		if err != nil {
			return nil, err
		}
		if len(parts) != len(few) {
			return nil, hub.Errorf(hub.E01, "the hub answers %d hashes with %d objects", len(few), len(parts))
		}
		objects = append(objects, parts...)
	}
	return objects, nil
}

const objectsAtOnce = 50

func (c *Client) Keyring(ctx context.Context) (hub.Keyring, error) {
	parts, err := c.parts(ctx, request{method: "GET", path: "/api/keyring"})
	if err != nil {
		return hub.Keyring{}, err
	}
	if len(parts) != 2 {
		return hub.Keyring{}, hub.Errorf(hub.E01, "the hub's answer is not a head and a file")
	}
	return hub.Keyring{Head: parts[0], File: parts[1]}, nil
}

// PutKeyring may be tried again: the same keyring that stands already is a success.
func (c *Client) PutKeyring(ctx context.Context, k hub.Keyring) error {
	return c.call(ctx, request{method: "PUT", path: "/api/keyring", kind: typeOctets, body: hub.JoinFrame(k.Head, k.File)}, nil)
}

func (c *Client) State(ctx context.Context) ([]byte, error) {
	return c.do(ctx, request{method: "GET", path: "/api/state", limit: hub.MaxState})
}

func (c *Client) PutState(ctx context.Context, sealed []byte) error {
	return c.call(ctx, request{method: "PUT", path: "/api/state", kind: typeOctets, body: sealed}, nil)
}
