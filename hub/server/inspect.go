package server

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"time"

	"github.com/sluis-hub/sluis/hub/redis"
	"github.com/sluis-hub/sluis/hub/store"
)

// Report is what there is to know of all that a hub stands on, before it starts or
// while it runs. Looking changes nothing but for a file that is made and removed.
type Report struct {
	// Data is the data directory: whether it is there, whether files may be made in
	// it, which of its files others may read, and how many bytes are free (-1 when
	// nobody tells).
	Data struct {
		There, Writable bool
		Open            []string
		Free            int64
	}
	// Store is there unless StoreErr says why not; both are empty for a database in
	// a file that is not made yet.
	Store    store.Facts
	StoreErr error
	// Unlike names the settings that are not as those of hubs that run.
	Unlike []string
	// Redis is nil without one, or when RedisErr says why not.
	Redis    *redis.Facts
	RedisErr error
}

// inspectTime is how long a look may take.
const inspectTime = 10 * time.Second

// Inspect looks at all that the configuration names.
func Inspect(ctx context.Context, c Config) (r Report) {
	ctx, cancel := context.WithTimeout(ctx, inspectTime)
	defer cancel()
	s := &Server{config: c}
	if info, err := os.Stat(c.Data); err == nil && info.IsDir() {
		r.Data.There = true
		for _, path := range []string{s.tokenKey(), s.logFile(), s.path("hub.id"), s.path("process.id"), s.path("sluis.db")} {
			if info, err := os.Stat(path); err == nil && info.Mode().Perm()&0o077 != 0 {
				r.Data.Open = append(r.Data.Open, path)
			}
		}
		if f, err := os.CreateTemp(c.Data, "check"); err == nil {
			r.Data.Writable = errors.Join(f.Close(), os.Remove(f.Name())) == nil
		}
		r.Data.Free = free(c.Data)
	}
	if c.Database != "" {
		r.Store, r.StoreErr = store.InspectPostgres(ctx, c.Database, store.Options{PasswordFile: c.DatabasePassword})
	} else if _, err := os.Stat(s.path("sluis.db")); !errors.Is(err, fs.ErrNotExist) {
		r.Store, r.StoreErr = store.InspectSQLite(ctx, s.path("sluis.db"))
	}
	var tokenKey, logKey []byte
	if _, err := os.Stat(s.tokenKey()); err == nil { // else keep would make one
		tokenKey, _ = keep(s.tokenKey(), 32, "")
	}
	if _, err := os.Stat(s.logFile()); err == nil {
		logKey, _ = keep(s.logFile(), 32, "")
	}
	if ours, err := settings(c, tokenKey, logKey); err == nil {
		for _, h := range r.Store.Hubs {
			if time.Since(time.Unix(h.Seen, 0)) < store.Running {
				r.Unlike = append(r.Unlike, differences(ours, h.Settings)...)
			}
		}
	}
	if c.Redis != (redis.Config{}) {
		facts, err := redis.Inspect(ctx, c.Redis)
		if r.RedisErr = err; err == nil {
			r.Redis = &facts
		}
	}
	return r
}
