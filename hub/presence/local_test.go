package presence_test

import (
	"sync/atomic"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/hub/presence"
	"github.com/sluis-hub/sluis/hub/presence/presencetest"
)

func TestLocal(t *testing.T) {
	presencetest.Test(t, func(t *testing.T) presencetest.World {
		var passed atomic.Int64
		begin := time.Unix(1771234567, 0)
		now := func() time.Time { return begin.Add(time.Duration(passed.Load())) }
		p := presence.NewLocal(now)
		return presencetest.World{
			End:  func() presence.Presence { return p },
			Pass: func(d time.Duration) { passed.Add(int64(d)) },
			Now:  now,
		}
	})
}
