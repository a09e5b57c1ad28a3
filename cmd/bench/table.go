//go:build linux

package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// table is what is printed at the end, as Markdown.
type table struct{ rows [][]string }

// A goal is a bound on a figure.
type goal struct {
	least bool
	bound float64
	show  func(float64) string
}

func (g goal) verdict(v float64) string {
	if g.least && v >= g.bound || !g.least && v <= g.bound {
		return "met"
	}
	return "not met"
}

func (g goal) String() string {
	sign := "≤ "
	if g.least {
		sign = "≥ "
	}
	return sign + g.show(g.bound)
}

func times(v float64) string { return fmt.Sprintf("%.2f×", v) }

// turns are the figures of floor and ours, one of each for every turn.
type turns struct{ floor, ours []float64 }

func (t *turns) add(floor, ours float64) {
	t.floor, t.ours = append(t.floor, floor), append(t.ours, ours)
}

// ratio is the median of what ours was to the floor of the same turn.
func (t turns) ratio() float64 {
	var all []float64
	for i := range t.ours {
		all = append(all, t.ours[i]/t.floor[i])
	}
	return median(all)
}

// compare adds a row whose goal is on the ratio.
func (t *table) compare(what string, of turns, show func(float64) string, g goal) {
	g.show = times
	r := of.ratio()
	t.rows = append(t.rows, []string{what, spread(of.floor, show), spread(of.ours, show), times(r), g.String(), g.verdict(r)})
}

// bound adds a row whose goal is on our figure itself.
func (t *table) bound(what string, of turns, show func(float64) string, g goal) {
	g.show = show
	t.rows = append(t.rows, []string{what, spread(of.floor, show), spread(of.ours, show), times(of.ratio()), g.String(), g.verdict(median(of.ours))})
}

// beside adds a row without a goal.
func (t *table) beside(what string, ours []float64, show func(float64) string) {
	t.rows = append(t.rows, []string{what, "", spread(ours, show), "", "", ""})
}

// spread is the median, with the lowest and highest when there are several.
func spread(v []float64, show func(float64) string) string {
	s := show(median(v))
	if len(v) > 1 {
		s += fmt.Sprintf(" (%s–%s)", show(slices.Min(v)), show(slices.Max(v)))
	}
	return s
}

func median(v []float64) float64 {
	v = slices.Sorted(slices.Values(v))
	return v[len(v)/2]
}

// quantile of sorted figures.
func quantile(sorted []float64, q float64) float64 {
	return sorted[min(len(sorted)-1, int(float64(len(sorted))*q))]
}

func (t *table) write(to io.Writer) error {
	rows := append([][]string{{"what", "floor", "ours", "ours : floor", "goal", "verdict"}}, t.rows...)
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	for n, row := range rows {
		var line strings.Builder
		for i, cell := range row {
			fmt.Fprintf(&line, "| %s%s ", cell, strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell)))
		}
		if n == 0 {
			line.WriteString("|\n")
			for _, w := range widths {
				line.WriteString("|" + strings.Repeat("-", w+2))
			}
		}
		if _, err := fmt.Fprintln(to, line.String()+"|"); err != nil {
			return err
		}
	}
	return nil
}

// aside adds a row with a floor and without a goal.
func (t *table) aside(what string, of turns, show func(float64) string) {
	t.rows = append(t.rows, []string{what, spread(of.floor, show), spread(of.ours, show), times(of.ratio()), "", ""})
}
