//go:build linux

package main

import (
	"encoding/json"
	"fmt"
	"runtime"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/translog"
	"github.com/sluis-hub/sluis/hub"
)

// replicaLines is a log of a whole country after some years.
const replicaLines = 100_000

// benchReplica measures what a client does with the whole directory log: taking it from
// a hub's pages, with nothing at hand, and taking it up again from its home. The floor
// is the bare tree over the same lines: no reading, no rules, nothing kept but hashes.
func benchReplica(b *bench) error {
	b.say("writing a log of %d lines", replicaLines)
	lines, pages, head, err := country()
	if err != nil {
		return err
	}
	home := strings.Join(lines, "\n")
	bare := func() error {
		var tree []tlog.Hash
		for n, line := range lines {
			hashes, err := tlog.StoredHashes(int64(n), []byte("sluis.v1/dir\n"+line+"\n"), tlog.HashReaderFunc(func(at []int64) ([]tlog.Hash, error) {
				got := make([]tlog.Hash, len(at))
				for i, n := range at {
					got[i] = tree[n]
				}
				return got, nil
			}))
			if err != nil {
				return err
			}
			tree = append(tree, hashes...)
		}
		return nil
	}
	var kept *translog.Log // stays, to be weighed
	again := func() error {
		kept = translog.NewLog()
		for line := range strings.SplitSeq(home, "\n") {
			l, err := translog.ParseLeaf(line)
			if err == nil {
				err = kept.Append(l)
			}
			if err != nil {
				return err
			}
		}
		return kept.Check(head)
	}
	anew := func() error {
		log := translog.NewLog()
		for _, page := range pages {
			var got struct{ Leaves []hub.Leaf }
			if err := json.Unmarshal(page, &got); err != nil {
				return err
			}
			for _, l := range got.Leaves {
				if err := log.Append(translog.Leaf{Kind: l.Kind, Org: l.Org, Subject: l.Subject, Version: l.Version, Hash: l.Hash}); err != nil {
					return err
				}
			}
		}
		return log.Check(head)
	}
	taken, err := weight(again)
	if err != nil {
		return err
	}
	var fromHome, fromHub, memory turns
	memory.add(float64(len(home)), taken)
	for turn := range b.rounds + 1 {
		took := [3]float64{}
		for i, act := range []func() error{bare, again, anew} {
			runtime.GC()
			start := time.Now()
			if err := act(); err != nil {
				return err
			}
			took[i] = float64(time.Since(start)) / 1e6
		}
		if turn > 0 { // the first warms up
			fromHome.add(took[0], took[1])
			fromHub.add(took[0], took[2])
		}
	}
	show := func(v float64) string { return fmt.Sprintf("%.0f ms", v) }
	b.table.bound(fmt.Sprintf("the directory log of %d lines, from the home", replicaLines), fromHome, show, goal{bound: 300})
	b.table.aside("… from the pages of a hub", fromHub, show)
	b.table.aside("… memory that it takes", memory, func(v float64) string { return fmt.Sprintf("%.1f MB", v/1e6) })
	return nil
}

// weight is how much memory stays taken by what an act leaves in kept.
func weight(act func() error) (float64, error) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	err := act()
	runtime.GC()
	runtime.ReadMemStats(&after)
	return float64(after.HeapAlloc) - float64(before.HeapAlloc), err
}

// country makes the lines of 500 organisations with four teams each, as text and as a
// hub's pages, and their head.
func country() (lines []string, pages [][]byte, head note.Checkpoint, err error) {
	log := translog.NewLog()
	var page []hub.Leaf
	put := func(l translog.Leaf) {
		l.Hash = note.HashOf(fmt.Append(nil, len(lines)))
		if err == nil {
			err = log.Append(l)
		}
		page = append(page, hub.Leaf{N: uint64(len(lines)), Kind: l.Kind, Org: l.Org, Subject: l.Subject, Version: l.Version, Hash: l.Hash})
		lines = append(lines, l.String())
		if len(page) == hub.MaxRows || len(lines) == replicaLines {
			var text []byte
			if err == nil {
				text, err = json.Marshal(map[string][]hub.Leaf{"leaves": page})
			}
			pages, page = append(pages, text), nil
		}
	}
	const orgs, teams = 500, 4
	org := func(n int) note.OrgID { return note.OrgID(note.HashOf(fmt.Append(nil, "org", n))[:32]) }
	for n := range orgs {
		put(translog.Leaf{Kind: translog.KindOrg, Org: org(n)})
	}
	for n := 0; len(lines) < replicaLines; n++ {
		o, at := n%orgs, uint64(n/orgs)
		if at%(teams+1) == 0 {
			put(translog.Leaf{Kind: translog.KindManifest, Org: org(o), Version: at/(teams+1) + 1})
			continue
		}
		team := note.ID(note.HashOf(fmt.Append(nil, "team", o, at%(teams+1)))[:32])
		put(translog.Leaf{Kind: translog.KindTeam, Org: org(o), Subject: team, Version: at / (teams + 1)})
	}
	return lines, pages, log.Head(), err
}
