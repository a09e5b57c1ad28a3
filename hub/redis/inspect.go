package redis

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// Facts are what an operator wants to know of a Redis.
type Facts struct {
	Version string // "" when the user may not ask
	// Policy is what Redis throws away when its memory is full, "" when the user may
	// not ask.
	Policy string
	Clock  time.Time
}

// Inspect looks at the Redis that is configured.
func Inspect(ctx context.Context, c Config) (f Facts, err error) {
	client, err := Dial(c)
	if err != nil {
		return f, err
	}
	defer client.Close()
	if f.Clock, err = client.Time(ctx).Result(); err != nil {
		return f, fmt.Errorf("redis: %w", err)
	}
	told, err := client.Info(ctx).Result()
	if err != nil { // a user of a hub need not be allowed to
		return f, nil
	}
	for line := range strings.Lines(told) {
		name, value, _ := strings.Cut(strings.TrimRight(line, "\r\n"), ":")
		switch name {
		case "redis_version":
			f.Version = value
		case "maxmemory_policy":
			f.Policy = value
		}
	}
	return f, nil
}
