package gate

import (
	"hash/maphash"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// Rate is how often something may happen: so many a second on average, so many
// at once after a rest. PerSecond below zero is without limit.
type Rate struct {
	PerSecond float64
	Burst     int
}

// Unlimited is for benchmarks, and for a hub that stands behind something that
// limits already.
var Unlimited = Rate{PerSecond: -1}

// Limits are the rates of a gate. Each hub process counts by itself: they stop
// floods, and a flood that is spread over two hubs is half a flood at each, while a
// count that they shared would put a server between every request and its answer.
// So two hubs let twice as much in. Those of logging in and of sockets count per
// network, since anybody may name any account; the others count per account.
type Limits struct {
	// Network bounds everything that comes from one network, tokens or not.
	Network Rate
	// Login bounds challenges and logins; one login is two of them.
	Login Rate
	// Read, Write and Piece bound the requests of one account.
	Read, Write, Piece Rate
	// Sockets bounds new sockets of one network.
	Sockets Rate
	// Words bounds what one socket says; 8 KiB of a room frame count as a word.
	Words Rate
}

// DefaultLimits are generous: they stop floods, not people. An organisation of a
// thousand behind one address opens at nine o'clock, a command line logs in for
// every command, and an inbox is read in one go.
var DefaultLimits = Limits{
	Network: Rate{2000, 10000},
	Login:   Rate{50, 500},
	Read:    Rate{200, 2000},
	Write:   Rate{50, 500},
	Piece:   Rate{100, 1000},
	Sockets: Rate{50, 2000},
	Words:   Rate{20, 100},
}

func (l Limits) withDefaults() Limits {
	d := DefaultLimits
	for _, r := range []struct{ set, to *Rate }{
		{&l.Network, &d.Network}, {&l.Login, &d.Login}, {&l.Read, &d.Read}, {&l.Write, &d.Write},
		{&l.Piece, &d.Piece}, {&l.Sockets, &d.Sockets}, {&l.Words, &d.Words},
	} {
		if *r.set == (Rate{}) {
			*r.set = *r.to
		}
	}
	return l
}

// class is what a request counts as.
type class uint8

const (
	classNetwork class = iota
	classLogin
	classRead
	classWrite
	classPiece
	classSocket
)

func (l *Limits) of(c class) Rate {
	switch c {
	case classLogin:
		return l.Login
	case classWrite:
		return l.Write
	case classPiece:
		return l.Piece
	case classSocket:
		return l.Sockets
	}
	return l.Read
}

// tooMany is E25 with how long to wait.
type tooMany struct{ wait time.Duration }

func (e *tooMany) Error() string { return "too many requests" }

// Unwrap makes it an error of package hub.
func (e *tooMany) Unwrap() error { return hub.Errorf(hub.E25, "too many requests") }

// limiter keeps, for each key, the moment at which its bucket is full again
// (GCRA): one number a key. Keys are hashes with a seed that dies with the
// process, so neither addresses nor accounts stand in memory because of it.
type limiter struct {
	now  func() time.Time
	seed maphash.Seed

	mu sync.Mutex
	// young and old together hold what was touched of late; what is in neither
	// is taken for rested.
	young, old map[uint64]int64
}

// limiterSize bounds the keys, twice: 2 MB at most.
const limiterSize = 1 << 15

func (l *limiter) init(now func() time.Time) {
	l.now, l.seed = now, maphash.MakeSeed()
	l.young = make(map[uint64]int64)
}

// take counts one act, and is E25 when there were too many.
func (l *limiter) take(c class, who string, r Rate) error {
	if r.PerSecond < 0 {
		return nil
	}
	key := maphash.Comparable(l.seed, struct {
		c   class
		who string
	}{c, who})
	step := int64(float64(time.Second) / r.PerSecond)
	now := l.now().UnixNano()
	l.mu.Lock()
	defer l.mu.Unlock()
	full, known := l.young[key]
	if !known {
		full = l.old[key]
	}
	full = max(full, now) + step
	if wait := full - now - step*int64(r.Burst); wait > 0 {
		return &tooMany{time.Duration(wait)}
	}
	if !known && len(l.young) >= limiterSize {
		l.old, l.young = l.young, make(map[uint64]int64)
	}
	l.young[key] = full
	return nil
}

// network names where a request comes from: an IPv4 address, an IPv6 /64, or
// what an edge of ours says, if that is a hash as edges make them.
func (g *Gate) network(r *http.Request) string {
	at, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return ""
	}
	addr := at.Addr().Unmap()
	for _, edge := range g.Edges {
		if said := r.Header["Sluis-Network"]; edge.Contains(addr) && len(said) == 1 && note.IsID(said[0]) {
			return said[0]
		}
	}
	if addr.Is6() {
		wide, _ := addr.Prefix(64)
		return wide.String()
	}
	return addr.String()
}

// allowance is the bucket of one socket; it lies in the socket itself.
type allowance struct{ full int64 }

func (a *allowance) take(now int64, words int, r Rate) bool {
	if r.PerSecond < 0 {
		return true
	}
	step := int64(float64(time.Second) / r.PerSecond)
	full := max(a.full, now) + step*int64(words)
	if full-now > step*int64(r.Burst) {
		return false
	}
	a.full = full
	return true
}
