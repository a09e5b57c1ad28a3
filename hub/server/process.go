package server

import (
	"os"
	"runtime/metrics"
	"strconv"
	"strings"
	"time"

	"github.com/sluis-hub/sluis/hub/meter"
)

// process makes the families that tell how the process is doing, by the names that
// everybody gives them.
func process(m *meter.Meter) {
	of := func(name string) func() float64 {
		return func() float64 {
			s := []metrics.Sample{{Name: name}}
			metrics.Read(s)
			if s[0].Value.Kind() != metrics.KindUint64 {
				return 0
			}
			return float64(s[0].Value.Uint64())
		}
	}
	total, released := of("/memory/classes/total:bytes"), of("/memory/classes/heap/released:bytes")
	m.Gauge("go_goroutines", "Goroutines that exist.", of("/sched/goroutines:goroutines"))
	m.Gauge("go_memory_bytes", "Memory that the Go runtime holds and has not given back.", func() float64 { return total() - released() })
	m.Total("go_gc_cycles_total", "Garbage collections.", of("/gc/cycles/total:gc-cycles"))
	began := float64(time.Now().Unix())
	m.Gauge("process_start_time_seconds", "When the process began, Unix seconds.", func() float64 { return began })
	m.Gauge("process_resident_memory_bytes", "Memory of the process; 0 where nobody tells.", resident)
	m.Gauge("process_open_fds", "Open files and connections; 0 where nobody tells.", func() float64 {
		list, _ := os.ReadDir("/proc/self/fd")
		return float64(len(list))
	})
}

func resident() float64 {
	text, _ := os.ReadFile("/proc/self/statm")
	fields := strings.Fields(string(text))
	if len(fields) < 2 {
		return 0
	}
	pages, _ := strconv.ParseFloat(fields[1], 64)
	return pages * float64(os.Getpagesize())
}
