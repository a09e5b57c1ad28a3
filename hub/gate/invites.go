package gate

import (
	"github.com/sluis-hub/sluis/crypto/keys"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

func postInvite(c *call) error {
	var ask struct {
		Locator note.ID `json:"locator"`
		Login   string  `json:"login"`
	}
	if err := strict(c.body, &ask); err != nil {
		return err
	}
	if !note.IsID(string(ask.Locator)) {
		return hub.Errorf(hub.E01, "locator is not 32 hex digits")
	}
	login, err := keys.ParsePublic(ask.Login)
	if err != nil {
		return hub.Errorf(hub.CodeOf(err), "invite: %w", err)
	}
	ends, err := c.gate.API.Invite(c.ctx, ask.Locator, login)
	if err != nil {
		return err
	}
	return c.json(map[string]int64{"ends": ends})
}

func getInvites(c *call) error {
	list, err := c.gate.API.Invited(c.ctx)
	if err != nil {
		return err
	}
	return c.json(map[string][]hub.Invited{"invites": some(list)})
}

func deleteInvite(c *call) error { return c.done(c.gate.API.Uninvite(c.ctx, c.locator())) }

func getAnswer(c *call) error {
	a, err := c.gate.API.Answered(c.ctx, c.locator())
	if err != nil {
		return err
	}
	return c.octets(a.Frame())
}

func putOutcome(c *call) error {
	var o hub.Outcome
	if err := strict(c.body, &o); err != nil {
		return err
	}
	if !note.IsHash(string(o.Manifest)) || !note.IsHash(string(o.MAC)) {
		return hub.Errorf(hub.E01, "outcome is not two hashes of 64 hex digits")
	}
	return c.done(c.gate.API.Admitted(c.ctx, c.locator(), o))
}

func putAnswer(c *call) error {
	a, err := hub.ParseAnswer(c.body)
	if err != nil {
		return err
	}
	return c.done(c.gate.API.Answer(c.ctx, a))
}

func getOutcome(c *call) error {
	o, err := c.gate.API.Outcome(c.ctx)
	if err != nil {
		return err
	}
	return c.json(o)
}
