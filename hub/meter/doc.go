// Package meter counts what a hub does and tells it in the text format of
// Prometheus (exposition format 0.0.4).
//
// It promises that counting costs next to nothing and waits for nobody, and that
// what it tells is well formed whatever is counted.
//
// It refuses anything that names somebody: a label has the values that its family
// was made with, and every other value is told as "other". So neither a party, a
// member, an exchange nor an address can come into a metric by mistake, and their
// number is bounded.
package meter
