//go:build linux

package main

import (
	"fmt"
	"slices"
	"time"
)

// Entries are put by 32 writers, each in an exchange of its own, one after the
// other: logged in, signed, sealed, every check of the hub. The floor is given
// the same octets. Each writer has a few authors, since the hub limits how much
// one member writes.
const (
	writers = 32
	authors = 8
	putEach = 200 // entries of a writer in a turn
)

// twins are a hub and a floor that get the same.
type twins struct {
	hub, floor *process
	from, to   *team
	tokens     map[*person]string
}

// twins starts both, with a team of senders and one of receivers.
func (b *bench) twins(name string, senders, receivers int) (*twins, error) {
	now := time.Now().Unix()
	from, err := found("Afzender", now, 1, senders)
	if err != nil {
		return nil, err
	}
	to, err := found("Ontvanger", now, 1, receivers)
	if err != nil {
		return nil, err
	}
	t := &twins{from: from.teams[0], to: to.teams[0]}
	if err := logged(slices.Concat(from.records, to.records), t.from, t.to); err != nil {
		return nil, err
	}
	if t.hub, err = b.hub(name, slices.Concat(from.records, to.records)); err != nil {
		return nil, err
	}
	if t.floor, err = b.floor(name + "-floor"); err != nil {
		t.hub.stop()
		return nil, err
	}
	if t.tokens, err = enter(t.hub, slices.Concat(t.from.people, t.to.people)); err != nil {
		t.stop()
	}
	return t, err
}

func (t *twins) stop() {
	t.hub.stop()
	t.floor.stop()
}

// put sends an entry to a hub, with a token, or to a floor, without any.
func put(c *lean, tokens map[*person]string, l line) error {
	if tokens != nil {
		_, err := c.post("/api/entries", tokens[l.by], octets, l.frame)
		return err
	}
	_, err := c.post(fmt.Sprintf("/entries?room=%s&seq=%d", l.room, l.seq), "", octets, l.frame)
	return err
}

func benchPut(b *bench) error {
	t, err := b.twins("put", writers*authors, 1)
	if err != nil {
		return err
	}
	defer t.stop()
	chains, err := b.chains(func(w int) (*team, *team, []*person) { return t.from, t.to, t.from.people[w*authors : (w+1)*authors] })
	if err != nil {
		return err
	}
	var rate, slow, cpu turns
	for turn := range b.rounds + 1 {
		f, err := putTurn(b.part(chains, turn), nil, t.floor)
		if err != nil {
			return err
		}
		o, err := putTurn(b.part(chains, turn), t.tokens, t.hub)
		if err != nil {
			return err
		}
		if turn > 0 { // the first warms up
			rate.add(f.rate, o.rate)
			slow.add(f.p99, o.p99)
			cpu.add(f.cpu, o.cpu)
		}
	}
	b.table.compare("durable entries over HTTP, 32 writers", rate, func(v float64) string { return fmt.Sprintf("%.0f/s", v) }, goal{least: true, bound: 0.6})
	b.table.compare("… p99 of one", slow, millis, goal{bound: 2})
	b.table.aside("… processor time of the server for one", cpu, func(v float64) string { return fmt.Sprintf("%.0f µs", v) })
	return nil
}

func millis(v float64) string { return fmt.Sprintf("%.2f ms", v) }

type putting struct{ rate, p99, cpu float64 }

// chains are what the writers put, in all turns; each has its own authors, who may
// be of one team or not.
func (b *bench) chains(of func(writer int) (from, to *team, by []*person)) ([][]line, error) {
	b.say("sealing and signing %d entries", writers*putEach*(b.rounds+1))
	chains := make([][]line, writers)
	err := lanes(writers, func(w int) (err error) {
		from, to, by := of(w)
		chains[w], err = write(from, to, by, putEach*(b.rounds+1)-1)
		return err
	})
	b.say("putting them")
	return chains, err
}

// part is what they put in one turn.
func (b *bench) part(chains [][]line, turn int) [][]line {
	var part [][]line
	for _, c := range chains {
		part = append(part, c[turn*putEach:(turn+1)*putEach])
	}
	return part
}

// putTurn puts all lines of each chain in turn and waits for the last answer. The
// chains are spread over the processes, which are floors without tokens.
func putTurn(chains [][]line, tokens map[*person]string, to ...*process) (putting, error) {
	took := make([][]float64, len(chains))
	conns := make([]*lean, len(chains))
	for w := range conns {
		c, err := dialLean(to[w%len(to)].addr(), w)
		if err != nil {
			return putting{}, err
		}
		defer c.conn.Close()
		conns[w] = c
	}
	used, err := cpuOf(to)
	if err != nil {
		return putting{}, err
	}
	start := time.Now()
	err = lanes(len(chains), func(w int) error {
		for _, l := range chains[w] {
			sent := time.Now()
			if err := put(conns[w], tokens, l); err != nil {
				return err
			}
			took[w] = append(took[w], time.Since(sent).Seconds()*1e3)
		}
		return nil
	})
	whole := time.Since(start)
	if err != nil {
		return putting{}, err
	}
	after, err := cpuOf(to)
	all := slices.Sorted(slices.Values(slices.Concat(took...)))
	n := float64(len(all))
	return putting{n / whole.Seconds(), quantile(all, 0.99), float64((after - used).Microseconds()) / n}, err
}

func cpuOf(all []*process) (sum time.Duration, err error) {
	for _, p := range all {
		used, err := p.cpu()
		if err != nil {
			return 0, err
		}
		sum += used
	}
	return sum, nil
}
