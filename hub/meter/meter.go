package meter

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Meter is a set of families. Those are made before anything is counted.
type Meter struct {
	families []teller
}

// ContentType is that of what Write writes.
const ContentType = "text/plain; version=0.0.4; charset=utf-8"

type teller interface{ tell(w *bufio.Writer) }

// Label is a name, and all the values that it may have.
type Label struct {
	Name   string
	Values []string
}

// other stands for a value that a label does not have.
const other = "other"

// head is what all families have.
type head struct{ name, help, kind string }

func (h head) tell(w *bufio.Writer) {
	fmt.Fprintf(w, "# HELP %s %s\n# TYPE %s %s\n", h.name, escape(h.help, false), h.name, h.kind)
}

// escape writes a text as it stands in a help line, or between the quotes of a
// label.
func escape(s string, quoted bool) string {
	s = strings.NewReplacer(`\`, `\\`, "\n", `\n`).Replace(s)
	if quoted {
		s = strings.ReplaceAll(s, `"`, `\"`)
	}
	return s
}

// A gauge is asked when somebody wants to know.
type gauge struct {
	head
	ask func() float64
}

// Gauge makes a family of one value that ask gives.
func (m *Meter) Gauge(name, help string, ask func() float64) {
	m.families = append(m.families, gauge{head{name, help, "gauge"}, ask})
}

// Total is a Gauge that only rises.
func (m *Meter) Total(name, help string, ask func() float64) {
	m.families = append(m.families, gauge{head{name, help, "counter"}, ask})
}

func (g gauge) tell(w *bufio.Writer) {
	g.head.tell(w)
	fmt.Fprintf(w, "%s %s\n", g.name, number(g.ask()))
}

// Fact makes a family whose one value is 1 and whose label says something.
func (m *Meter) Fact(name, help, label, value string) {
	m.families = append(m.families, fact{head{name, help, "gauge"}, label, value})
}

type fact struct {
	head
	label, value string
}

func (f fact) tell(w *bufio.Writer) {
	f.head.tell(w)
	fmt.Fprintf(w, "%s{%s=\"%s\"} 1\n", f.name, f.label, escape(f.value, true))
}

// labelled is a family with labels, whose series come into being when they are
// counted. Counters have no bounds.
type labelled struct {
	head
	labels []Label
	bounds []float64

	mu     sync.Mutex
	series map[string]*series // by the labels as they are told
}

type series struct {
	counts []uint64 // of each bucket, the last without bound
	sum    float64
}

// Counter counts.
type Counter struct{ *labelled }

// Counter makes a family that is counted.
func (m *Meter) Counter(name, help string, labels ...Label) Counter {
	return Counter{m.add(head{name, help, "counter"}, nil, labels)}
}

// Add counts one, for values of the labels in their order.
func (c Counter) Add(values ...string) { c.count(1, values) }

// Histogram keeps how values are spread.
type Histogram struct{ *labelled }

// Histogram makes a family of values that are told by how many are at most each of
// the bounds, which rise.
func (m *Meter) Histogram(name, help string, bounds []float64, labels ...Label) Histogram {
	return Histogram{m.add(head{name, help, "histogram"}, bounds, labels)}
}

// Observe keeps a value, for values of the labels in their order.
func (h Histogram) Observe(v float64, values ...string) { h.count(v, values) }

func (m *Meter) add(h head, bounds []float64, labels []Label) *labelled {
	f := &labelled{head: h, labels: labels, bounds: bounds, series: map[string]*series{}}
	if len(labels) == 0 {
		f.series[""] = f.empty() // told before anything happened
	}
	m.families = append(m.families, f)
	return f
}

func (f *labelled) empty() *series { return &series{counts: make([]uint64, len(f.bounds)+1)} }

func (f *labelled) count(v float64, values []string) {
	if len(values) != len(f.labels) {
		panic("meter: " + f.name + " has other labels")
	}
	var told strings.Builder
	for i, l := range f.labels {
		value := values[i]
		if !slices.Contains(l.Values, value) {
			value = other
		}
		if i > 0 {
			told.WriteByte(',')
		}
		told.WriteString(l.Name + `="` + escape(value, true) + `"`)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	s := f.series[told.String()]
	if s == nil {
		s = f.empty()
		f.series[told.String()] = s
	}
	at, _ := slices.BinarySearch(f.bounds, v) // the first bound that is not below v
	s.counts[at]++
	s.sum += v
}

func (f *labelled) tell(w *bufio.Writer) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.head.tell(w)
	told := make([]string, 0, len(f.series))
	for labels := range f.series {
		told = append(told, labels)
	}
	slices.Sort(told)
	for _, labels := range told {
		s := f.series[labels]
		if f.bounds == nil {
			fmt.Fprintf(w, "%s%s %d\n", f.name, braces(labels, ""), s.counts[0])
			continue
		}
		var upTo uint64
		for i, n := range s.counts {
			upTo += n
			bound := "+Inf"
			if i < len(f.bounds) {
				bound = number(f.bounds[i])
			}
			fmt.Fprintf(w, "%s_bucket%s %d\n", f.name, braces(labels, `le="`+bound+`"`), upTo)
		}
		fmt.Fprintf(w, "%s_sum%s %s\n%s_count%s %d\n", f.name, braces(labels, ""), number(s.sum), f.name, braces(labels, ""), upTo)
	}
}

func braces(labels, more string) string {
	if labels != "" && more != "" {
		labels += ","
	}
	if labels += more; labels == "" {
		return ""
	}
	return "{" + labels + "}"
}

func number(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

// Write tells everything.
func (m *Meter) Write(w io.Writer) error {
	b := bufio.NewWriter(w)
	for _, f := range m.families {
		f.tell(b)
	}
	return b.Flush()
}
