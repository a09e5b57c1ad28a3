//go:build linux

package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/gorilla/websocket"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// Entries are sent at a steady rate, whether or not the ones before have arrived
// (open loop), spread over exchanges so that each has its predecessor's answer.
// Ten members of the receiving team listen. What counts is the time from the
// moment an entry should have been sent to the moment a listener has heard of it,
// which hub and floor tell after their fsync.
const (
	rate      = 1000 // entries a second
	listeners = 10
	streams   = 64
	deliverN  = 3000 // entries of a turn
)

func benchDeliver(b *bench) error {
	// The one who keeps time waits in the kernel and holds a place meanwhile.
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(runtime.NumCPU() + 2))
	t, err := b.twins("deliver", streams, listeners)
	if err != nil {
		return err
	}
	defer t.stop()
	each := (deliverN + streams - 1) / streams
	total := each * (b.rounds + 1)
	b.say("sealing and signing %d entries", streams*total)
	chains := make([][]line, streams)
	err = lanes(streams, func(s int) (err error) {
		chains[s], err = write(t.from, t.to, t.from.people[s:s+1], total-1)
		return err
	})
	if err != nil {
		return err
	}
	b.say("delivering them")
	d := &delivery{twins: t, chains: chains, each: each, at: map[note.XID]int{}}
	for s, c := range chains {
		d.at[c[0].room] = s
	}
	var half, slow turns
	for turn := range b.rounds + 1 {
		f, err := d.turn(t.floor, turn)
		if err != nil {
			return err
		}
		o, err := d.turn(t.hub, turn)
		if err != nil {
			return err
		}
		if turn > 0 { // the first warms up
			half.add(quantile(f, 0.5), quantile(o, 0.5))
			slow.add(quantile(f, 0.99), quantile(o, 0.99))
		}
	}
	b.table.compare(fmt.Sprintf("send → %d sockets after fsync at %d/s, p50", listeners, rate), half, millis, goal{bound: 1.4})
	b.table.aside("… p99", slow, millis)
	return nil
}

type delivery struct {
	*twins
	chains [][]line
	each   int
	at     map[note.XID]int // the stream of an exchange
}

// turn sends one part of every chain and gives the sorted times to every
// listener, in milliseconds.
func (d *delivery) turn(to *process, turn int) ([]float64, error) {
	conns := make([]*lean, streams)
	for s := range conns {
		c, err := dialLean(to.addr(), s)
		if err != nil {
			return nil, err
		}
		defer c.conn.Close()
		conns[s] = c
	}
	count := d.each * streams
	heard := make([][]float64, listeners)
	var due atomic.Int64 // when the first should be sent, Unix nanoseconds
	var hearing sync.WaitGroup
	errs := make(chan error, listeners+streams)
	for n := range listeners {
		ws, err := d.listen(to, n)
		if err != nil {
			return nil, err
		}
		defer ws.Close()
		hearing.Go(func() {
			for len(heard[n]) < count {
				ws.SetReadDeadline(time.Now().Add(10 * time.Second))
				var e hub.Event
				_, word, err := ws.ReadMessage()
				now := time.Now().UnixNano()
				if err == nil {
					err = json.Unmarshal(word, &e)
				}
				if err != nil {
					errs <- fmt.Errorf("a listener heard %d of %d: %w", len(heard[n]), count, err)
					return
				}
				if e.Event != hub.EventEntry {
					continue
				}
				place := (int(e.Seq)-turn*d.each)*streams + d.at[e.XID]
				intended := due.Load() + int64(place)*int64(time.Second)/rate
				heard[n] = append(heard[n], float64(now-intended)/1e6)
			}
		})
	}
	tokens := d.tokens
	if to == d.floor {
		tokens = nil
	}
	queues := make([]chan line, streams)
	var sending sync.WaitGroup
	for s := range queues {
		queues[s] = make(chan line, d.each)
		sending.Go(func() {
			for l := range queues[s] {
				if err := put(conns[s], tokens, l); err != nil {
					errs <- err
					return
				}
			}
		})
	}
	start := time.Now().Add(100 * time.Millisecond)
	due.Store(start.UnixNano())
	d.pace(start, turn, queues)
	sending.Wait()
	hearing.Wait()
	select {
	case err := <-errs:
		return nil, err
	default:
	}
	all := slices.Concat(heard...)
	slices.Sort(all)
	if len(all) != count*listeners {
		return nil, errors.New("something was not delivered")
	}
	return all, nil
}

// pace hands out every entry at its moment. Timers of the runtime may be a
// millisecond late, which is more than what is measured; the kernel's are not.
func (d *delivery) pace(start time.Time, turn int, queues []chan line) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	for n := range d.each {
		for s := range streams {
			at := start.Add(time.Duration(n*streams+s) * time.Second / rate)
			if left := time.Until(at); left > 0 {
				ts := syscall.NsecToTimespec(int64(left))
				syscall.Nanosleep(&ts, nil) // an interrupted wait sends a little early
			}
			queues[s] <- d.chains[s][turn*d.each+n]
		}
	}
	for _, q := range queues {
		close(q)
	}
}

// listen opens a socket, on the hub as the n-th member of the receiving team.
func (d *delivery) listen(to *process, n int) (*websocket.Conn, error) {
	if to == d.floor {
		return dialSocket(to, "/socket", n)
	}
	ws, err := dialSocket(to, "/api/socket", n)
	if err != nil {
		return nil, err
	}
	if err := ws.WriteJSON(hub.Request{Do: hub.DoToken, Token: d.tokens[d.to.people[n]]}); err != nil {
		return nil, err
	}
	var e hub.Event
	if err := ws.ReadJSON(&e); err != nil || e.Event != hub.EventReady {
		return nil, fmt.Errorf("a socket was not let in: %v %w", e, err)
	}
	return ws, nil
}

func dialSocket(to *process, path string, lane int) (*websocket.Conn, error) {
	net := from(lane)
	d := websocket.Dialer{ReadBufferSize: 512, WriteBufferSize: 512, NetDialContext: net.DialContext, HandshakeTimeout: 10 * time.Second}
	ws, _, err := d.Dial("ws"+strings.TrimPrefix(to.base, "http")+path, nil)
	return ws, err
}
