//go:build !noagent

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub/store/postgrestest"
)

// place is where an entry stands.
type place struct {
	xid note.XID
	seq uint64
}

// kept is what the database holds.
type kept struct {
	entries map[place]note.Hash
	long    map[note.XID]uint64     // entries of each exchange
	sits    map[note.Party][]place  // of each party, its exchanges and their newest entry there
	count   map[note.Party]uint64   // positions that were given out
	at      map[note.Party][]uint64 // position of each exchange
}

// readDatabase reads it past the hubs.
func (c *chaos) readDatabase() *kept {
	c.t.Helper()
	k := &kept{map[place]note.Hash{}, map[note.XID]uint64{}, map[note.Party][]place{}, map[note.Party]uint64{}, map[note.Party][]uint64{}}
	each := func(query string, take func(f []string, n uint64)) {
		c.t.Helper()
		for text := range strings.Lines(postgrestest.SQL(c.t, c.hub.database, query)) {
			f := strings.Split(strings.TrimSpace(text), "|")
			var n uint64
			if _, err := fmt.Sscan(f[1], &n); err != nil {
				c.t.Fatalf("%q: %v", text, err)
			}
			take(f, n)
		}
	}
	each(`SELECT xid, seq, hash FROM entries`, func(f []string, n uint64) {
		k.entries[place{note.XID(f[0]), n}] = note.Hash(f[2])
		k.long[note.XID(f[0])]++
	})
	each(`SELECT party, count FROM parties`, func(f []string, n uint64) { k.count[note.Party(f[0])] = n })
	each(`SELECT xid, seq, party FROM seats`, func(f []string, n uint64) {
		k.sits[note.Party(f[2])] = append(k.sits[note.Party(f[2])], place{note.XID(f[0]), n})
	})
	each(`SELECT party, count FROM seats`, func(f []string, n uint64) { k.at[note.Party(f[0])] = append(k.at[note.Party(f[0])], n) })
	return k
}

// inspect compares what writers, readers and the database say, and gives all that
// does not agree, and what there was. It knows nothing of the hubs. Edits are made
// to the logs first.
func (c *chaos) inspect(edits ...func(logs map[string][]noted)) (found []string, told string) {
	c.t.Helper()
	logs := map[string][]noted{}
	names, err := filepath.Glob(filepath.Join(c.dir, "*.log"))
	if err != nil {
		c.t.Fatal(err)
	}
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			c.t.Fatal(err)
		}
		for text := range bytes.Lines(b) {
			var l noted
			if err := json.Unmarshal(text, &l); err != nil {
				c.t.Fatal(err)
			}
			logs[filepath.Base(name)] = append(logs[filepath.Base(name)], l)
		}
	}
	for _, edit := range edits {
		edit(logs)
	}
	return inspect(logs, c.readDatabase())
}

func inspect(logs map[string][]noted, k *kept) (found []string, told string) {
	say := func(format string, args ...any) { found = append(found, fmt.Sprintf(format, args...)) }
	tried, confirmed := map[note.Hash]place{}, map[note.Hash]bool{}
	readies, heard, readers := 0, 0, 0
	for name, log := range logs {
		if strings.HasPrefix(name, "writer") {
			for _, l := range log {
				at := place{l.XID, l.Seq}
				switch {
				case l.What == try:
					tried[l.Hash] = at
				case confirmed[l.Hash] || tried[l.Hash] != at:
					say("doubled: %s %d was acknowledged twice, or as what was not sent", l.XID, l.Seq)
				default:
					confirmed[l.Hash] = true
					if k.entries[at] != l.Hash {
						say("lost: %s %d was acknowledged and is not in the database", l.XID, l.Seq)
					}
				}
			}
		}
	}
	// What is in the database was sent, once, and has no gap before it.
	seen := map[note.Hash]bool{}
	for at, hash := range k.entries {
		switch {
		case seen[hash]:
			say("doubled: %s %d is in the database twice", at.xid, at.seq)
		case tried[hash] != at:
			say("made up: %s %d was sent by nobody", at.xid, at.seq)
		case at.seq >= k.long[at.xid]:
			say("lost: %s has %d entries and one at %d", at.xid, k.long[at.xid], at.seq)
		}
		seen[hash] = true
	}
	// Each entry took one position of each party.
	for party, seats := range k.sits {
		var entries uint64
		for _, at := range seats {
			entries += at.seq + 1
			if at.seq+1 != k.long[at.xid] {
				say("skipped: %s is told of %d entries of %s, which has %d", party, at.seq+1, at.xid, k.long[at.xid])
			}
		}
		if entries != k.count[party] {
			say("doubled or skipped: %s has %d entries at %d positions", party, entries, k.count[party])
		}
		slices.Sort(k.at[party])
		if len(slices.Compact(slices.Clone(k.at[party]))) != len(k.at[party]) {
			say("doubled: two exchanges of %s stand at one position", party)
		}
	}
	at := map[note.Party]map[uint64]place{} // what was said to stand at each position
	for name, log := range logs {
		if strings.HasPrefix(name, "reader") {
			readers++
			r := readerCheck{name: name, newest: map[note.XID]uint64{}, read: map[note.XID]uint64{}, at: at, say: say}
			for _, l := range log {
				r.line(l, k)
			}
			r.end(k)
			readies, heard = readies+r.readies, heard+r.events
		}
	}
	return found, fmt.Sprintf("%d entries acknowledged (%d sent), in %d exchanges; %d readers were told of them %d times and reconnected %d times",
		len(confirmed), len(tried), len(k.long), readers, heard, readies-readers)
}

// readerCheck goes through one reader's log.
type readerCheck struct {
	name            string
	party           note.Party
	newest          map[note.XID]uint64 // by the list of changes
	read            map[note.XID]uint64 // entries that were fetched
	count           uint64              // position
	at              map[note.Party]map[uint64]place
	readies, events int
	say             func(format string, args ...any)
}

func (r *readerCheck) line(l noted, k *kept) {
	if l.Party != "" {
		r.party = l.Party
	}
	switch l.What {
	case ready:
		r.readies++
	case event, row:
		if r.at[l.Party] == nil {
			r.at[l.Party] = map[uint64]place{}
		}
		if was, known := r.at[l.Party][l.Count]; known && was != (place{l.XID, l.Seq}) {
			r.say("doubled: position %d of %s is both %s %d and %s %d", l.Count, l.Party, was.xid, was.seq, l.XID, l.Seq)
		}
		r.at[l.Party][l.Count] = place{l.XID, l.Seq}
		if l.What == event {
			r.events++
			return
		}
		if was, known := r.newest[l.XID]; known && l.Seq <= was {
			r.say("doubled: %s was told of %s %d after %d", r.name, l.XID, l.Seq, was)
		}
		r.newest[l.XID] = l.Seq
	case upTo:
		// Up to a position there are as many entries as its number says: who was
		// not told of one by now never will be.
		var entries uint64
		for _, seq := range r.newest {
			entries += seq + 1
		}
		if entries != l.Count {
			r.say("skipped: at position %d %s was told of %d entries", l.Count, r.name, entries)
		}
		if l.Count < r.count {
			r.say("skipped: %s went back from position %d to %d", r.name, r.count, l.Count)
		}
		r.count = l.Count
	case entry:
		if l.Seq != r.read[l.XID] {
			r.say("skipped or doubled: %s got entry %d of %s, and %d before", r.name, l.Seq, l.XID, r.read[l.XID])
		}
		r.read[l.XID] = l.Seq + 1
		if k.entries[place{l.XID, l.Seq}] != l.Hash {
			r.say("lost: %s read %s %d, which is not in the database", r.name, l.XID, l.Seq)
		}
	}
}

// end demands that the reader has all that there is for its party.
func (r *readerCheck) end(k *kept) {
	if r.count != k.count[r.party] {
		r.say("skipped: %s ended at position %d of %d", r.name, r.count, k.count[r.party])
	}
	for _, seat := range k.sits[r.party] {
		if n := r.read[seat.xid]; n != k.long[seat.xid] {
			r.say("skipped: %s has read %d of %d entries of %s", r.name, n, k.long[seat.xid], seat.xid)
		}
	}
}

// control plants what the inspection must see: a row that is deleted, at the end
// of an exchange and within it; a line that a reader never got; a position that
// the hubs give out too late, so that nobody who reads on is told of it.
func (c *chaos) control() {
	c.t.Helper()
	sees := func(planted, word string, edits ...func(map[string][]noted)) {
		c.t.Helper()
		found, _ := c.inspect(edits...)
		if !slices.ContainsFunc(found, func(f string) bool { return strings.HasPrefix(f, word) }) {
			c.t.Errorf("the inspection does not see %s: %q", planted, found)
		}
	}
	sql := func(query string) { c.t.Helper(); postgrestest.SQL(c.t, c.hub.database, query) }
	seq, _ := c.writers[0].x.Head()
	for _, planted := range []uint64{0, seq} {
		one := fmt.Sprintf(" entries WHERE xid = '%s' AND seq = %d;", c.writers[0].x.XID, planted)
		sql("CREATE TABLE taken AS SELECT * FROM" + one + "DELETE FROM" + one)
		sees("a row that was deleted", "lost")
		sql("INSERT INTO entries SELECT * FROM taken; DROP TABLE taken;")
	}

	sees("a position that was never delivered", "skipped: at position", func(logs map[string][]noted) {
		log := logs["reader.linda.log"]
		n := slices.IndexFunc(log, func(l noted) bool { return l.What == row })
		logs["reader.linda.log"] = slices.Delete(log, n, n+1)
	})
	sees("an entry that was acknowledged twice", "doubled", func(logs map[string][]noted) {
		log := logs["writer.0.log"]
		n := slices.IndexFunc(log, func(l noted) bool { return l.What == acked })
		logs["writer.0.log"] = append(log, log[n])
	})
	if found, _ := c.inspect(); len(found) > 0 {
		c.t.Errorf("the inspection sees what was put right again: %q", found)
	}

	// From here on what is stored in one exchange does not raise its position: the
	// next position is another's, and a reader goes on from there.
	w, other := c.writers[0], c.writers[2] // both write to noord
	sql(`CREATE FUNCTION late() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.count := OLD.count; RETURN NEW; END $$;
		CREATE TRIGGER late BEFORE UPDATE ON seats FOR EACH ROW WHEN (OLD.xid = '` + string(w.x.XID) + `') EXECUTE FUNCTION late();`)
	w.stays.Store(true)
	c.unpaused(func() {
		a, b := w.acked.Load()+2, other.acked.Load()+2
		c.until("both have written", func() bool { return w.acked.Load() >= a && other.acked.Load() >= b })
		end := c.readers[1].done.Load()
		c.until("a reader went on", func() bool { return c.readers[1].done.Load() > end })
	})
	sees("a position that came too late", "skipped: at position")
}

// unpaused lets the writers write meanwhile.
func (c *chaos) unpaused(do func()) {
	c.pause.Unlock()
	defer c.pause.Lock()
	do()
}
