package client

import (
	"context"

	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

func (c *Client) Invite(ctx context.Context, locator note.ID, login keys.Public) (int64, error) {
	var made struct {
		Ends int64 `json:"ends"`
	}
	return made.Ends, c.call(ctx, request{method: "POST", path: "/api/invites", kind: typeJSON,
		body: jsonBody(map[string]string{"locator": string(locator), "login": login.String()})}, &made)
}

func (c *Client) Invited(ctx context.Context) ([]hub.Invited, error) {
	var list struct {
		Invites []hub.Invited `json:"invites"`
	}
	err := c.call(ctx, request{method: "GET", path: "/api/invites"}, &list)
	return list.Invites, err
}

func (c *Client) Uninvite(ctx context.Context, locator note.ID) error {
	return c.call(ctx, request{method: "DELETE", path: "/api/invites/" + string(locator)}, nil)
}

func (c *Client) Answered(ctx context.Context, locator note.ID) (hub.Answer, error) {
	body, err := c.do(ctx, request{method: "GET", path: "/api/invites/" + string(locator), limit: hub.MaxAnswer})
	if err != nil {
		return hub.Answer{}, err
	}
	return hub.ParseAnswer(body)
}

func (c *Client) Admitted(ctx context.Context, locator note.ID, o hub.Outcome) error {
	return c.call(ctx, request{method: "PUT", path: "/api/invites/" + string(locator), kind: typeJSON, body: jsonBody(o)}, nil)
}

// Answer may be tried again: the same answer is taken once.
func (c *Client) Answer(ctx context.Context, a hub.Answer) error {
	return c.call(ctx, request{method: "PUT", path: "/api/invitation", kind: typeOctets, body: a.Frame()}, nil)
}

func (c *Client) Outcome(ctx context.Context) (o hub.Outcome, err error) {
	return o, c.call(ctx, request{method: "GET", path: "/api/invitation"}, &o)
}
