//go:build linux

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
	"github.com/redis/go-redis/v9"

	"github.com/sluis-hub/sluis/hub"
)

// Two hub processes on one Redis: how long after a member at one acts do those at
// the other hear of it. Each has a directory of its own, since what is measured is
// the way from process to process. The floor is Redis alone, publish to subscribe,
// with the words as large. One act at a time: nothing waits in a queue.
const (
	hubsN    = 500 // acts of a turn
	roomSize = 100 // members of a room, half at each hub
	roomJoin = 20  // of one of them in a turn
)

func benchHubs(b *bench) error {
	if _, err := exec.LookPath("redis-server"); err != nil {
		b.say("without redis-server in the path there is nothing to measure")
		return nil
	}
	h, err := b.pair()
	if err != nil {
		return err
	}
	defer h.stop()
	var frames, slowFrames, sends, slowSends, joins turns
	for turn := range b.rounds + 1 {
		bare, err := h.bare(1, hubsN)
		if err != nil {
			return err
		}
		frame, err := h.frames()
		if err != nil {
			return err
		}
		send, err := h.sends(turn)
		if err != nil {
			return err
		}
		wide, err := h.bare(roomSize, roomJoin)
		if err != nil {
			return err
		}
		join, err := h.joins()
		if err != nil {
			return err
		}
		if turn > 0 { // the first warms up
			frames.add(quantile(bare, 0.5), quantile(frame, 0.5))
			slowFrames.add(quantile(bare, 0.99), quantile(frame, 0.99))
			sends.add(quantile(bare, 0.5), quantile(send, 0.5))
			slowSends.add(quantile(bare, 0.99), quantile(send, 0.99))
			joins.add(quantile(wide, 0.5), quantile(join, 0.5))
		}
	}
	b.table.aside("room frame at one hub → socket at the other, p50", frames, millis)
	b.table.aside("… p99", slowFrames, millis)
	b.table.aside("send at one hub → socket at the other, with its fsync, p50", sends, millis)
	b.table.aside("… p99", slowSends, millis)
	b.table.aside(fmt.Sprintf("join seen by %d members across two hubs", roomSize), joins, millis)
	return nil
}

// hubs are two processes of one hub.
type hubs struct {
	redis    func() // stops it
	client   *redis.Client
	one, two *process
	from, to *team
	tokens   map[*person]string
	chain    []line
}

func (b *bench) pair() (*hubs, error) {
	sock, stop, err := b.redis()
	if err != nil {
		return nil, err
	}
	h := &hubs{redis: stop, client: redis.NewClient(&redis.Options{Network: "unix", Addr: sock, PoolSize: roomSize + 8})}
	if err := b.fill(h, sock); err != nil {
		h.stop()
		return nil, err
	}
	return h, nil
}

// redis starts one, and gives its socket and how to stop it.
func (b *bench) redis() (sock string, stop func(), err error) {
	dir, err := os.MkdirTemp("", "redis") // the path of a socket has room for some 100 bytes
	if err != nil {
		return "", nil, err
	}
	sock = filepath.Join(dir, "r.sock")
	server := exec.Command("redis-server", "--port", "0", "--unixsocket", sock, "--dir", dir, "--save", "", "--appendonly", "no")
	if err := server.Start(); err != nil {
		return "", nil, errors.Join(err, os.RemoveAll(dir))
	}
	return sock, func() {
		server.Process.Kill()
		server.Wait()
		os.RemoveAll(dir)
	}, nil
}

func (b *bench) fill(h *hubs, sock string) error {
	if err := b.poll(func() bool { return h.client.Ping(b.ctx).Err() == nil }); err != nil {
		return err
	}
	now := time.Now().Unix()
	from, err := found("Afzender", now, 1, 20) // the hub limits how much one member writes
	if err != nil {
		return err
	}
	to, err := found("Ontvanger", now, 1, roomSize)
	if err != nil {
		return err
	}
	h.from, h.to = from.teams[0], to.teams[0]
	if err := logged(slices.Concat(from.records, to.records), h.from, h.to); err != nil {
		return err
	}
	if h.one, err = b.hub("one", slices.Concat(from.records, to.records), "--redis", "unix://"+sock); err != nil {
		return err
	}
	if err := b.twin("one", "two"); err != nil {
		return err
	}
	if h.two, err = b.hub("two", slices.Concat(from.records, to.records), "--redis", "unix://"+sock); err != nil {
		return err
	}
	if h.tokens, err = enter(h.one, slices.Concat(h.from.people, h.to.people)); err != nil {
		return err
	}
	if h.chain, err = write(h.from, h.to, h.from.people, hubsN*(b.rounds+1)); err != nil {
		return err
	}
	for n, p := range []*process{h.one, h.two} { // the exchange is at both, what follows at one
		c, err := dialLean(p.addr(), n)
		if err != nil {
			return err
		}
		defer c.conn.Close()
		if _, err := c.post("/api/entries", h.tokens[h.chain[0].by], octets, h.chain[0].frame); err != nil {
			return err
		}
	}
	channel := "sluis:{" + h.one.id + "}:bus:1"
	return b.poll(func() bool { return h.client.PubSubNumSub(b.ctx, channel).Val()[channel] == 2 })
}

// twin makes the directory of a second process of a hub.
func (b *bench) twin(one, two string) error {
	err := os.Mkdir(b.path(two), 0o700)
	for _, name := range []string{"hub.id", "token.key", "log.key"} {
		if err != nil {
			return err
		}
		var text []byte
		if text, err = os.ReadFile(filepath.Join(b.path(one), name)); err == nil {
			err = os.WriteFile(filepath.Join(b.path(two), name), text, 0o600)
		}
	}
	return err
}

// poll waits for something to be so.
func (b *bench) poll(ok func() bool) error {
	for n := 0; !ok(); n++ {
		if n == 1000 {
			return errors.New("hubs and redis did not come together")
		}
		if err := b.wait(10 * time.Millisecond); err != nil {
			return err
		}
	}
	return nil
}

func (h *hubs) stop() {
	for _, p := range []*process{h.one, h.two} {
		if p != nil {
			p.stop()
		}
	}
	h.client.Close()
	h.redis()
}

// bare gives the sorted times from a publish to when all of so many subscribers
// have it, in milliseconds.
func (h *hubs) bare(subscribers, acts int) ([]float64, error) {
	ctx := context.Background()
	var left atomic.Int64
	all := make(chan struct{}, 1)
	for range subscribers {
		sub := h.client.Subscribe(ctx, "bare")
		defer sub.Close()
		if _, err := sub.Receive(ctx); err != nil {
			return nil, err
		}
		go func() {
			for {
				if _, err := sub.ReceiveMessage(ctx); err != nil {
					return // closed
				}
				if left.Add(-1) == 0 {
					all <- struct{}{}
				}
			}
		}()
	}
	word := make([]byte, 300)
	return took(acts, func() error {
		left.Store(int64(subscribers))
		if err := h.client.Publish(ctx, "bare", word).Err(); err != nil {
			return err
		}
		return within(all)
	})
}

// took measures an act so many times and sorts.
func took(acts int, act func() error) ([]float64, error) {
	var all []float64
	for range acts {
		began := time.Now()
		if err := act(); err != nil {
			return nil, err
		}
		all = append(all, time.Since(began).Seconds()*1e3)
	}
	slices.Sort(all)
	return all, nil
}

func within(c <-chan struct{}) error {
	select {
	case <-c:
		return nil
	case <-time.After(10 * time.Second):
		return errors.New("something was not heard")
	}
}

// live opens a member's socket and calls hear with each event, until it is closed.
func (h *hubs) live(at *process, p *person, lane int, hear func(hub.Event)) (*websocket.Conn, error) {
	ws, err := dialSocket(at, "/api/socket", lane)
	if err != nil {
		return nil, err
	}
	if err := ws.WriteJSON(hub.Request{Do: hub.DoToken, Token: h.tokens[p]}); err != nil {
		return nil, err
	}
	var e hub.Event
	if err := ws.ReadJSON(&e); err != nil || e.Event != hub.EventReady {
		return nil, fmt.Errorf("a socket was not let in: %v %w", e, err)
	}
	go func() {
		for {
			_, word, err := ws.ReadMessage()
			if err != nil {
				return
			}
			var e hub.Event
			if json.Unmarshal(word, &e) == nil {
				hear(e)
			}
		}
	}()
	return ws, nil
}

// frames measures frames from a room's member at one hub to one at the other.
func (h *hubs) frames() ([]float64, error) {
	heard, here := make(chan struct{}, 1), make(chan struct{}, 8)
	listen := func(e hub.Event) {
		switch {
		case e.Event == hub.EventFrame:
			heard <- struct{}{}
		case e.Event == hub.EventRoom && len(e.Members) == 2:
			here <- struct{}{}
		}
	}
	a, err := h.live(h.one, h.from.people[0], 0, listen)
	if err != nil {
		return nil, err
	}
	defer a.Close()
	f, err := h.live(h.two, h.to.people[0], 1, listen)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	xid := h.chain[0].room
	if err := a.WriteJSON(hub.Request{Do: hub.DoEnter, Party: h.from.party(), XID: xid}); err != nil {
		return nil, err
	}
	if err := f.WriteJSON(hub.Request{Do: hub.DoEnter, Party: h.to.party(), XID: xid}); err != nil {
		return nil, err
	}
	if err := within(here); err != nil {
		return nil, err
	}
	data := make([]byte, 100)
	// A socket may say twenty words a second after a hundred at once.
	all, err := took(80, func() error {
		if err := a.WriteJSON(hub.Request{Do: hub.DoFrame, XID: xid, Data: data}); err != nil {
			return err
		}
		return within(heard)
	})
	for _, ws := range []*websocket.Conn{a, f} {
		ws.WriteJSON(hub.Request{Do: hub.DoLeave, XID: xid})
	}
	return all, err
}

// sends measures entries from a request at one hub to a socket at the other.
func (h *hubs) sends(turn int) ([]float64, error) {
	heard := make(chan struct{}, 1)
	ws, err := h.live(h.two, h.to.people[0], 1, func(e hub.Event) {
		if e.Event == hub.EventEntry {
			heard <- struct{}{}
		}
	})
	if err != nil {
		return nil, err
	}
	defer ws.Close()
	c, err := dialLean(h.one.addr(), 2+turn)
	if err != nil {
		return nil, err
	}
	defer c.conn.Close()
	next := h.chain[1+turn*hubsN:]
	return took(hubsN, func() error {
		l := next[0]
		next = next[1:]
		if _, err := c.post("/api/entries", h.tokens[l.by], octets, l.frame); err != nil {
			return err
		}
		return within(heard)
	})
}

// joins measures from a member's entering a room to when all of its team, half of
// them at the other hub, have heard so.
func (h *hubs) joins() ([]float64, error) {
	var want, left atomic.Int64
	all := make(chan struct{}, 1)
	listen := func(e hub.Event) {
		if e.Event == hub.EventRoom && int64(len(e.Members)) == want.Load() && left.Add(-1) == 0 {
			all <- struct{}{}
		}
	}
	xid := h.chain[0].room
	in := hub.Request{Do: hub.DoEnter, Party: h.to.party(), XID: xid}
	sockets := make([]*websocket.Conn, roomSize)
	for n, p := range h.to.people {
		ws, err := h.live([]*process{h.one, h.two}[n%2], p, 100+n, listen)
		if err != nil {
			return nil, err
		}
		defer ws.Close()
		sockets[n] = ws
	}
	step := func(ws *websocket.Conn, say hub.Request, members int) error {
		left.Store(roomSize)
		want.Store(int64(members))
		if err := ws.WriteJSON(say); err != nil {
			return err
		}
		return within(all)
	}
	for n, ws := range sockets[1:] {
		if err := step(ws, in, n+1); err != nil {
			return nil, err
		}
	}
	out := hub.Request{Do: hub.DoLeave, XID: xid}
	var each []float64
	for range roomJoin {
		t, err := took(1, func() error { return step(sockets[0], in, roomSize) })
		if err != nil {
			return nil, err
		}
		each = append(each, t...)
		if err := step(sockets[0], out, roomSize-1); err != nil {
			return nil, err
		}
	}
	for _, ws := range sockets[1:] {
		ws.WriteJSON(out)
	}
	slices.Sort(each)
	return each, nil
}
