package server

import (
	"context"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/bus"
	"github.com/sluis-hub/sluis/hub/redis"
	"github.com/sluis-hub/sluis/hub/store"
)

// Why a hub does not start, or stops by itself, for whoever starts it again.
var (
	// ErrAway: what it stands on cannot be reached now. Trying again helps.
	ErrAway = store.ErrAway
	// ErrConfig: it is set up otherwise than the hubs that run beside it. Trying
	// again does not help.
	ErrConfig = errors.New("this hub does not fit the others")
	// ErrVersion: the database asks for another version of the program.
	ErrVersion = store.ErrVersion
)

// joinEvery is how often a hub says that it is there, where several may be, and
// looks whether it may go on.
const joinEvery = 5 * time.Second

// apartAfter is how many times in a row a hub that is there may not be heard.
const apartAfter = 2

// settings are those that all hubs on one database must have alike, by the names
// of the flags that set them; a login at one hub must be good at the others, what
// is told at one be heard at the others, and a visitor be one visitor everywhere.
// Where a hub listens, and how it logs, is its own affair; and so are limits, since
// a version may have others than the one before and nobody is harmed. Of the token
// key they tell a fingerprint: what one hub gives out, others with another key
// would refuse. When all have stopped, another may take its place. Nil is a key that
// is not known, and compared with none.
func settings(c Config, tokenKey, logKey []byte) (map[string]string, error) {
	place, err := redis.Place(c.Redis)
	if err != nil {
		return nil, err
	}
	var edges []string
	for _, e := range c.Edges {
		edges = append(edges, e.Masked().String())
	}
	all := map[string]string{"origin": list(c.Origins), "redis": place, "edge": list(edges), "witness": witnesses(c)}
	if logKey != nil {
		all["log-key"] = fingerprint(logKey)
	}
	if tokenKey == nil {
		return all, nil
	}
	print, err := hkdf.Key(sha256.New, tokenKey, nil, "sluis.v1/hub-token-fingerprint", 16)
	all["token-key"] = hex.EncodeToString(print)
	return all, err
}

// witnesses tells who must cosign, and how many of them.
func witnesses(c Config) string {
	var all []string
	for _, w := range c.Witnesses {
		all = append(all, w.Key.String())
	}
	if len(all) == 0 {
		return ""
	}
	return strconv.Itoa(c.Quorum) + " of " + list(all)
}

func list(of []string) string {
	of = slices.Clone(of)
	slices.Sort(of)
	return strings.Join(slices.Compact(of), " ")
}

// differences names each setting that is not as another hub has it, with both
// values.
func differences(ours, theirs map[string]string) (all []string) {
	said := func(v string) string {
		if v == "" {
			return "nothing"
		}
		return v
	}
	for _, name := range slices.Sorted(maps.Keys(ours)) {
		// One that the other does not know is of another version, and new.
		if other, known := theirs[name]; known && other != ours[name] {
			all = append(all, fmt.Sprintf("%s is %s here and %s there", name, said(ours[name]), said(other)))
		}
	}
	return all
}

// join says that this hub is there, and refuses to be beside others that are set
// up otherwise.
func (s *Server) join(ctx context.Context) error {
	now := s.config.Now()
	p := hub.Process{ID: s.process, Settings: s.settings, Version: s.config.Version, Seen: now.Unix()}
	var unlike []string
	beside := 0
	err := s.store.Join(ctx, p, func(others []hub.Process) error {
		for _, o := range others {
			if time.Unix(o.Seen, 0).Add(3 * joinEvery / 2).After(now) {
				beside++
			}
			if time.Unix(o.Seen, 0).Add(store.Running).Before(now) {
				continue // it crashed
			}
			if unlike = differences(s.settings, o.Settings); len(unlike) > 0 {
				return hub.Errorf(hub.E29, "another hub is set up otherwise")
			}
		}
		return nil
	})
	if len(unlike) > 0 {
		return fmt.Errorf("%w: %s", ErrConfig, strings.Join(unlike, "; "))
	}
	if err == nil {
		s.listen(beside)
	}
	return err
}

// listen notes whether all hubs that are beside this one are heard through Redis. One
// that has just come or crashed is not, for a moment.
func (s *Server) listen(beside int) {
	b, through := s.bus.(*bus.Redis)
	if !through || b.Others() >= beside {
		s.apart.Store(0)
	} else if s.apart.Add(1) == apartAfter {
		s.config.Log.Warn("redis: not all hubs on the database are heard; is it the same Redis?", "beside", beside, "heard", b.Others())
	}
}

// stay joins again and again until the context ends, and gives the reason when
// this hub may not go on.
func (s *Server) stay(ctx context.Context) error {
	tick := time.NewTicker(joinEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		err := s.join(ctx)
		if errors.Is(err, ErrConfig) || errors.Is(err, ErrVersion) {
			return err
		}
		s.note("join the other hubs", err)
	}
}

// company is the first join, which New does.
func (s *Server) company(kept data) (err error) {
	if !s.store.Shared() {
		return nil
	}
	id, err := keep(s.path("process.id"), 16, "it is another process then")
	if err != nil {
		return err
	}
	s.process = hex.EncodeToString(id)
	if s.settings, err = settings(s.config, kept.tokenKey, kept.logKey); err != nil {
		return err
	}
	if err := s.join(context.Background()); err != nil {
		return err
	}
	s.opened(func() error {
		ctx, cancel := context.WithTimeout(context.Background(), stopTime)
		defer cancel()
		s.note("leave the other hubs", s.store.Leave(ctx, s.process))
		return nil
	})
	return nil
}
