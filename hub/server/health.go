package server

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/sluis-hub/sluis/hub/gate"
	"github.com/sluis-hub/sluis/hub/redis"
)

const (
	// lookFor is how long a look at the database or Redis may take, lookAgain how
	// long it is believed: whoever asks costs them nothing.
	lookFor   = 2 * time.Second
	lookAgain = time.Second
)

// A look asks one thing whether it is there, once for all who want to know.
type look struct {
	ask func(context.Context) error

	mu    sync.Mutex
	at    time.Time     // of the last answer
	err   error         // what it was
	going chan struct{} // closed when the look that runs has ended, nil when none does
}

var errNoAnswer = errors.New("no answer in time")

// up is nil when there was an answer a moment ago.
func (l *look) up(ctx context.Context) error {
	l.mu.Lock()
	if !l.at.IsZero() && time.Since(l.at) < lookAgain {
		defer l.mu.Unlock()
		return l.err
	}
	going := l.going
	if going == nil {
		going = make(chan struct{})
		l.going = going
		go l.run(going)
	}
	l.mu.Unlock()
	late := time.NewTimer(lookFor)
	defer late.Stop()
	select {
	case <-going:
		l.mu.Lock()
		defer l.mu.Unlock()
		return l.err
	case <-late.C:
		return errNoAnswer
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (l *look) run(done chan struct{}) {
	ctx, cancel := context.WithTimeout(context.Background(), lookFor)
	defer cancel()
	err := l.ask(ctx)
	l.mu.Lock()
	l.at, l.err, l.going = time.Now(), err, nil
	l.mu.Unlock()
	close(done)
}

// health is how the hub is doing. Redis away costs liveness between hubs, and is
// no reason to send anybody elsewhere.
func (s *Server) health(ctx context.Context) gate.Health {
	h := gate.Health{Ready: true, Database: "up"}
	var both sync.WaitGroup
	if s.config.Redis != (redis.Config{}) {
		h.Redis = "up"
		both.Go(func() {
			if s.redisLook.up(ctx) != nil {
				h.Redis = "away"
			} else if s.apart.Load() >= apartAfter {
				h.Redis = "apart"
			}
		})
	}
	if s.storeLook.up(ctx) != nil {
		h.Ready, h.Database = false, "away"
	}
	both.Wait()
	return h
}
