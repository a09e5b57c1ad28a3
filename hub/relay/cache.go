package relay

import (
	"container/list"
	"context"
	"encoding/json"
	"sync"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// cachedStates bounds the memory of the cache: a state is about 2 KB.
const cachedStates = 4096

// standing is how an exchange stood at its head. It is never changed. Its state
// is without the list of posts, which only a recall looks at: so one more entry
// costs the same however long the exchange is.
type standing struct {
	state  *chain.State
	stored int64 // when the head was stored
	ends   int64
}

// cache holds the standings used last. One may be older than the head, because
// another hub process stored more, or another goroutine is about to tell; so
// the store compares before it swaps, and a refusal is checked against the store
// before it is given.
type cache struct {
	size int

	mu    sync.Mutex
	byXID map[note.XID]*list.Element
	used  *list.List // of *standing, the one used last in front
}

func newCache(size int) cache {
	return cache{size: size, byXID: map[note.XID]*list.Element{}, used: list.New()}
}

func (c *cache) get(xid note.XID) *standing {
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.byXID[xid]
	if e == nil {
		return nil
	}
	c.used.MoveToFront(e)
	return e.Value.(*standing)
}

// put keeps s unless a later one is there.
func (c *cache) put(s *standing) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e := c.byXID[s.state.XID]; e != nil {
		if e.Value.(*standing).state.Seq < s.state.Seq {
			e.Value = s
		}
		c.used.MoveToFront(e)
		return
	}
	c.byXID[s.state.XID] = c.used.PushFront(s)
	if c.used.Len() > c.size {
		last := c.used.Back()
		delete(c.byXID, c.used.Remove(last).(*standing).state.XID)
	}
}

func (c *cache) drop(xid note.XID) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e := c.byXID[xid]; e != nil {
		c.used.Remove(e)
		delete(c.byXID, xid)
	}
}

// standing gives how the exchange stands, or stood a moment ago; E21 without one.
func (r *Relay) standing(ctx context.Context, xid note.XID) (*standing, error) {
	if s := r.states.get(xid); s != nil {
		return s, nil
	}
	return r.load(ctx, xid)
}

// current gives how the exchange stands, also when another hub process moved it.
func (r *Relay) current(ctx context.Context, xid note.XID) (*standing, error) {
	s := r.states.get(xid)
	if s == nil || !r.store.Shared() {
		return r.standing(ctx, xid)
	}
	head, err := r.store.Head(ctx, xid)
	if err == nil && head == s.state.Head {
		return s, nil
	}
	if hub.CodeOf(err) == hub.E21 {
		r.states.drop(xid)
	}
	if err != nil {
		return nil, err
	}
	return r.load(ctx, xid)
}

// load gives how the exchange stands in the store; E21 without one.
func (r *Relay) load(ctx context.Context, xid note.XID) (*standing, error) {
	x, err := r.store.Exchange(ctx, xid)
	if err != nil {
		return nil, err
	}
	state := &chain.State{}
	if err := json.Unmarshal(x.State, state); err != nil {
		return nil, hub.Errorf(hub.E27, "read the state of an exchange: %w", err)
	}
	s := &standing{state, x.Stored, x.Ends}
	r.states.put(s)
	return s, nil
}

// whole is the state with its list of posts.
func (r *Relay) whole(ctx context.Context, s *standing) (*chain.State, error) {
	posts, err := r.store.Marks(ctx, s.state.XID, s.state.Seq)
	if err != nil {
		return nil, err
	}
	whole := *s.state
	whole.Posts = posts
	return &whole, nil
}
