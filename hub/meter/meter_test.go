package meter_test

import (
	"bytes"
	"math"
	"strings"
	"sync"
	"testing"

	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"

	"github.com/sluis-hub/sluis/hub/meter"
)

// TestWrite: what is counted is told, as Prometheus reads it, whatever is counted.
func TestWrite(t *testing.T) {
	var m meter.Meter
	kinds := meter.Label{Name: "kind", Values: []string{"a", "b"}}
	odd := meter.Label{Name: "odd", Values: []string{"\"\\\n"}}
	plain := m.Counter("plain_total", "Without labels.")
	c := m.Counter("things_total", "With a \\ and\na line.", kinds, odd)
	h := m.Histogram("took_seconds", "How long.", []float64{0.5, 1, 2}, kinds)
	m.Gauge("level", "Now.", func() float64 { return math.Inf(1) })
	m.Total("rises_total", "So far.", func() float64 { return 1e9 + 0.5 })
	m.Fact("info", "What.", "version", "\"\\\n")

	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for range 100 {
				c.Add("a", "\"\\\n")
				c.Add("secret", "\"\\\n")
				for _, v := range []float64{0, 0.5, 0.75, 2, 3} {
					h.Observe(v, "b")
				}
			}
		})
	}
	all.Wait()
	plain.Add()
	var b bytes.Buffer
	if err := m.Write(&b); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	for _, want := range []string{
		"plain_total 1\n",
		`things_total{kind="a",odd="\"\\\n"} 400` + "\n",
		`things_total{kind="other",odd="\"\\\n"} 400` + "\n",
		`took_seconds_bucket{kind="b",le="0.5"} 800` + "\n",
		`took_seconds_bucket{kind="b",le="1"} 1200` + "\n",
		`took_seconds_bucket{kind="b",le="2"} 1600` + "\n",
		`took_seconds_bucket{kind="b",le="+Inf"} 2000` + "\n",
		`took_seconds_sum{kind="b"} 2500` + "\n",
		`took_seconds_count{kind="b"} 2000` + "\n",
		"level +Inf\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if strings.Contains(text, "secret") {
		t.Error("a value that no label has is told")
	}
	parser := expfmt.NewTextParser(model.LegacyValidation)
	families, err := parser.TextToMetricFamilies(&b)
	if err != nil || len(families) != 6 {
		t.Errorf("%d families, %v", len(families), err)
	}
	if got := families["info"].GetMetric()[0].GetLabel()[0].GetValue(); got != "\"\\\n" {
		t.Errorf("a label is read as %q", got)
	}
}
