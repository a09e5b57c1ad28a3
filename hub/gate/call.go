package gate

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// call is one request on its way through the gate.
type call struct {
	gate   *Gate
	w      *recorder
	r      *http.Request
	ctx    context.Context
	route  *route
	caller hub.Caller
	args   [3]string // the values of the pattern, in its order
	query  url.Values
	body   []byte
}

// serve finds the route and keeps its rules, in this order: cheap refusals
// before costly ones, and nothing is read from somebody who may not send it.
func (c *call) serve() error {
	c.ctx = c.r.Context()
	network := c.gate.network(c.r)
	if err := c.gate.limits.take(classNetwork, network, c.gate.Limits.Network); err != nil {
		return err
	}
	if err := c.match(); err != nil {
		return err
	}
	if c.route.scopes == open {
		if err := c.gate.limits.take(c.route.class, network, c.gate.Limits.of(c.route.class)); err != nil {
			return err
		}
	} else {
		caller, _, err := c.gate.Auth.Check(c.ctx, bearer(c.r))
		if err != nil {
			return err
		}
		// A token of another scope learns nothing of what lies behind the route.
		if !c.route.scopes.has(caller.Scope) {
			return hub.Errorf(hub.E22, "token is not for this")
		}
		c.caller = caller
		c.ctx = hub.WithCaller(c.ctx, caller)
		if err := c.gate.limits.take(c.route.class, string(caller.Account), c.gate.Limits.of(c.route.class)); err != nil {
			return err
		}
	}
	if err := c.parseQuery(); err != nil {
		return err
	}
	if err := c.readBody(); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(c.ctx, workTime)
	defer cancel()
	c.ctx = ctx
	return c.route.handle(c)
}

// match finds the route of the request. A path that no route has and a method
// that the route has not are both E21; a value that can be no id is E01.
func (c *call) match() error {
	path := c.r.URL.EscapedPath()
	for i := range c.gate.routes {
		rt := &c.gate.routes[i]
		if rt.method != c.r.Method || !rt.fits(path, &c.args) {
			continue
		}
		for n, name := range rt.names {
			if !argument[name](c.args[n]) {
				return hub.Errorf(hub.E01, "path holds a malformed %s", name)
			}
		}
		c.route = rt
		return nil
	}
	return hub.NotFound()
}

// arg gives the value of {name} in the pattern.
func (c *call) arg(name string) string {
	for n, is := range c.route.names {
		if is == name {
			return c.args[n]
		}
	}
	panic("gate: pattern has no such name")
}

func (c *call) xid() note.XID          { return note.XID(c.arg("xid")) }
func (c *call) root() note.Hash        { return note.Hash(c.arg("root")) }
func (c *call) locator() note.ID       { return note.ID(c.arg("locator")) }
func (c *call) pathParty() note.Party  { return note.Party(c.arg("party")) }
func (c *call) queryParty() note.Party { return note.Party(c.query.Get("party")) }

func (c *call) piece() uint32 {
	n, _ := strconv.ParseUint(c.arg("n"), 10, 32)
	return uint32(n)
}

// argument says what may stand at a name in a pattern or query.
var argument = map[string]note.Value{
	"xid": note.IsHash, "root": note.IsHash, "party": note.IsParty, "locator": note.IsID,
	"n": isPiece, "limit": isLimit,
	"from": note.IsNum, "epoch": note.IsNum, "after": note.IsNum, "before": note.IsNum, "size": note.IsNum,
}

func isPiece(s string) bool {
	_, err := strconv.ParseUint(s, 10, 32)
	return note.IsNum(s) && err == nil
}

func isLimit(s string) bool {
	n, err := strconv.Atoi(s)
	return note.IsNum(s) && err == nil && n >= 1 && n <= hub.MaxRows
}

// parseQuery takes the names that the route knows, each at most once.
func (c *call) parseQuery() error {
	query, err := url.ParseQuery(c.r.URL.RawQuery)
	if err != nil {
		return hub.Errorf(hub.E01, "query is malformed")
	}
	known := 0
	for _, name := range c.route.query {
		name, must := strings.CutSuffix(name, "!")
		values, given := query[name]
		if !given && !must {
			continue
		}
		if len(values) != 1 || !argument[name](values[0]) {
			return hub.Errorf(hub.E01, "query needs one well-formed %s", name)
		}
		known++
	}
	if known != len(query) {
		return hub.Errorf(hub.E01, "query holds a name that is not known here")
	}
	c.query = query
	return nil
}

// num gives a number of the query, 0 without it.
func (c *call) num(name string) uint64 {
	n, _ := strconv.ParseUint(c.query.Get(name), 10, 64)
	return n
}

// limit gives the number of rows asked for, as many as allowed without it.
func (c *call) limit() int {
	if n := int(c.num("limit")); n > 0 {
		return n
	}
	return hub.MaxRows
}

// readBody reads at most what the route allows, in the type it wants.
func (c *call) readBody() error {
	rt := c.route
	if rt.body == nil {
		if c.r.ContentLength != 0 {
			return hub.Errorf(hub.E01, "this request has no body")
		}
		return nil
	}
	if got := c.r.Header["Content-Type"]; len(got) != 1 || got[0] != rt.body[0] {
		return hub.Errorf(hub.E01, "content type is not %s", rt.body[0])
	}
	size := c.r.ContentLength
	if size > rt.size {
		return hub.Errorf(hub.E23, "body is too large")
	}
	r := http.MaxBytesReader(c.w.ResponseWriter, c.r.Body, rt.size)
	var err error
	if size >= 0 {
		c.body = make([]byte, size)
		_, err = io.ReadFull(r, c.body)
	} else {
		c.body, err = io.ReadAll(r)
	}
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return hub.Errorf(hub.E23, "body is too large")
	case err != nil:
		return hub.Errorf(hub.E01, "body was cut short")
	}
	return nil
}
