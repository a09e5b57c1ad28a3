package auth

import (
	"sync"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// pass is what a verified token said. It is small, since one is kept for
// everybody who is there.
type pass struct {
	account note.MemberID
	expires int64 // Unix seconds
	scope   scope
}

// scope is the number of a hub.Scope in scopes.
type scope uint8

var scopes = []hub.Scope{hub.ScopeMember, hub.ScopeUnlock, hub.ScopeMailbox, hub.ScopeInvite}

// cache remembers verified tokens by their hash, at most twice its size of them.
// When the young half is full it becomes the old one, whose hits move back: what
// is in use stays, what is not goes, without a clock or a list.
type cache struct {
	size int

	mu         sync.RWMutex
	young, old map[[32]byte]pass
}

func newCache(size int) *cache {
	return &cache{size: size, young: map[[32]byte]pass{}}
}

func (c *cache) get(sum [32]byte) (pass, bool) {
	c.mu.RLock()
	p, ok := c.young[sum]
	if ok {
		c.mu.RUnlock()
		return p, true
	}
	p, ok = c.old[sum]
	c.mu.RUnlock()
	if ok {
		c.put(sum, p)
	}
	return p, ok
}

func (c *cache) put(sum [32]byte, p pass) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.young) >= c.size {
		c.old, c.young = c.young, map[[32]byte]pass{}
	}
	c.young[sum] = p
}
