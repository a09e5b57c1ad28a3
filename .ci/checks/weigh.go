package main

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

const (
	// triedLies is how many of the lies that meet a check are told without it.
	triedLies = 3
	// triedTests bounds how many tests are run without it, and triedFor how long.
	triedTests = 12
	triedFor   = 90 * time.Second
)

// weigh finds what turns red without a check: a lie, else a test of its own package, else
// one of the packages that build on it.
func (r *region) weigh(c *check) error {
	var met int
	for _, stage := range []func() ([]*test, error){
		func() ([]*test, error) { return r.lies, nil },
		func() ([]*test, error) { return r.tests[c.pkg].record(r.workers) },
		func() ([]*test, error) { return r.others(c) },
	} {
		all, err := stage()
		if err != nil {
			return err
		}
		few := quickest(c, all)
		met += len(few)
		for _, t := range few {
			if c.red, err = t.without(c); err != nil || c.red != "" {
				return err
			}
		}
	}
	if met == 0 {
		c.missed = "no test makes it say no"
	} else {
		c.missed = "another refuses it too"
	}
	return nil
}

// others are the tests of the other packages that build on the one of a check; the flows,
// of which each is tested with the others, build on each other.
func (r *region) others(c *check) (all []*test, err error) {
	above := packages[slices.Index(packages, c.pkg)+1:]
	if strings.HasPrefix(c.pkg, "partners/") {
		above = packages[slices.IndexFunc(packages, func(p string) bool { return strings.HasPrefix(p, "partners/") }):]
	}
	for _, p := range above {
		if p == c.pkg {
			continue
		}
		some, err := r.tests[p].record(r.workers)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}

// quickest are the tests that meet a check, as many as are tried: vectors first, since
// they say the most.
func quickest(c *check, all []*test) (few []*test) {
	for _, t := range all {
		if t.meets[c.number] {
			few = append(few, t)
		}
	}
	slices.SortFunc(few, func(a, b *test) int {
		if v := strings.Contains(b.name, "Vector"); strings.Contains(a.name, "Vector") != v {
			if v {
				return 1
			}
			return -1
		}
		return cmp.Or(cmp.Compare(a.took, b.took), cmp.Compare(a.name, b.name))
	})
	var spent time.Duration
	for i, t := range few {
		lie := strings.HasPrefix(t.name, "TestLies/")
		if spent += t.took; lie && i == triedLies || i == triedTests || i > 2 && spent > triedFor {
			return few[:i]
		}
	}
	return few
}
