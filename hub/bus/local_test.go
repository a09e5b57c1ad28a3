package bus_test

import (
	"testing"

	"github.com/sluis-hub/sluis/hub/bus"
	"github.com/sluis-hub/sluis/hub/bus/bustest"
)

func TestLocal(t *testing.T) {
	bustest.Test(t, func(t *testing.T) func() bus.Bus {
		b := bus.NewLocal()
		return func() bus.Bus { return b }
	})
}
