package auth

import (
	"context"
	"sync"
	"time"

	"github.com/sluis-hub/sluis/hub"
)

// MemoryOnce is the Once of a single hub process. It forgets with the process,
// so it takes nothing for new that was issued before it began.
type MemoryOnce struct {
	now   func() time.Time
	begin time.Time

	mu sync.Mutex
	// young holds what was used since turned, old what was used in the time of
	// equal length before it. What is in neither has ended.
	young, old map[string]struct{}
	turned     time.Time
}

// onceSize bounds the logins that succeed within a minute or two; a region of
// 30,000 people renewing every five minutes makes 100 a second.
const onceSize = 1 << 16

var _ Once = (*MemoryOnce)(nil)

// NewMemoryOnce begins to remember now.
func NewMemoryOnce(now func() time.Time) *MemoryOnce {
	begin := now().Truncate(time.Millisecond) // as exact as a challenge
	return &MemoryOnce{now: now, begin: begin, turned: begin, young: map[string]struct{}{}}
}

// Use implements Once. When too much is remembered already it answers E25.
func (o *MemoryOnce) Use(_ context.Context, id string, issued, until time.Time) (bool, error) {
	if issued.Before(o.begin) {
		return false, nil
	}
	now := o.now()
	o.mu.Lock()
	defer o.mu.Unlock()
	if now.Sub(o.turned) >= hub.ChallengeLife+ahead {
		o.old, o.young, o.turned = o.young, map[string]struct{}{}, now
	}
	if _, used := o.young[id]; used {
		return false, nil
	}
	if _, used := o.old[id]; used {
		return false, nil
	}
	if !now.Before(until) {
		return false, nil
	}
	if len(o.young) >= onceSize {
		return false, hub.Errorf(hub.E25, "too many logins in one minute")
	}
	o.young[id] = struct{}{}
	return true, nil
}
