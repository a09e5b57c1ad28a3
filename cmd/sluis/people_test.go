//go:build !noagent

package main

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"net"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/sluis-hub/sluis/crypto/chain"
	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/hubtest"
	"github.com/sluis-hub/sluis/partners/client"
)

// phoneLine is how somebody is connected. Who hangs up is connected again with
// whichever hub's turn it is: else all would stay with the one that failed last.
type phoneLine struct {
	mu    sync.Mutex
	conns []net.Conn
}

func (l *phoneLine) dial(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := (&net.Dialer{}).DialContext(ctx, network, address)
	if err == nil {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.conns = append(l.conns, conn)
	}
	return conn, err
}

func (l *phoneLine) hangUp() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, conn := range l.conns {
		conn.Close()
	}
	l.conns = nil
}

func (c *chaos) client(p *hubtest.Person) (*client.Client, *phoneLine) {
	line := &phoneLine{}
	api := client.New(c.hub.Address, client.Options{Patience: time.Minute, Dial: line.dial})
	api.As(p.ID, p.Login.Login)
	return api, line
}

// noted is one line of a log. A writer notes what it is about to send (Try) and
// what was acknowledged (Acked); a reader what it heard (Event), what a list of
// changes told it (Row), how far that list went (At) and what it fetched (Entry).
type noted struct {
	What  string     `json:"what"`
	Party note.Party `json:"party,omitempty"`
	XID   note.XID   `json:"xid,omitempty"`
	Seq   uint64     `json:"seq"`
	Hash  note.Hash  `json:"hash,omitempty"`
	Count uint64     `json:"count,omitempty"` // a position of Party
}

const (
	try, acked              = "try", "acked"
	ready, event, row, upTo = "ready", "event", "row", "at"
	entry                   = "entry"
)

// logFile is somebody's own log.
type logFile struct {
	mu sync.Mutex
	f  *os.File
}

func (c *chaos) openLog(name string) *logFile {
	c.t.Helper()
	f, err := os.Create(filepath.Join(c.dir, name+".log"))
	if err != nil {
		c.t.Fatal(err)
	}
	c.t.Cleanup(func() { f.Close() })
	return &logFile{f: f}
}

func (l *logFile) add(what noted) {
	b, err := json.Marshal(what)
	if err != nil {
		panic(err)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if _, err := l.f.Write(append(b, '\n')); err != nil {
		panic(err)
	}
}

// writer posts in exchanges of its own, and begins a new one now and then.
type writer struct {
	c        *chaos
	by       *hubtest.Person
	team, to *hubtest.Team
	api      *client.Client
	log      *logFile
	pace     *rand.Rand
	x        *hubtest.Exchange
	line     *phoneLine
	stays    atomic.Bool // begins no new exchange
	acked    atomic.Int64
}

func (w *writer) run(ctx context.Context) {
	for ctx.Err() == nil {
		if !w.post(ctx) {
			return
		}
		select {
		case <-ctx.Done():
		case <-time.After(time.Duration(w.pace.IntN(12)) * time.Millisecond):
		}
	}
}

// post makes the next entry and sends it until it is acknowledged.
func (w *writer) post(ctx context.Context) bool {
	w.c.pause.RLock()
	defer w.c.pause.RUnlock()
	if ctx.Err() != nil {
		return false
	}
	if w.pace.IntN(6) == 0 {
		w.line.hangUp()
	}
	var frame []byte
	if w.x == nil || w.pace.IntN(40) == 0 && !w.stays.Load() {
		w.x, frame = hubtest.Begin(w.c.t, time.Now, w.c.cp, w.by, w.team, w.to)
	} else {
		frame = w.x.Post(w.c.t, w.by, w.team)
	}
	seq, hash := w.x.Head()
	w.log.add(noted{What: try, XID: w.x.XID, Seq: seq, Hash: hash})
	for {
		placed, err := w.api.Put(ctx, frame)
		switch {
		case err == nil:
			w.log.add(noted{What: acked, XID: placed.XID, Seq: placed.Seq, Hash: placed.Hash})
			w.acked.Add(1)
			return true
		case ctx.Err() != nil:
			return false
		case hub.CodeOf(err) != hub.E27:
			w.c.t.Errorf("%s was refused an entry: %v", w.by.Name, err)
			return false
		}
	}
}

// reader does what a client does: it reads from its position whenever it is told
// to, and never otherwise.
type reader struct {
	c     *chaos
	party note.Party
	api   *client.Client
	line  *phoneLine
	log   *logFile
	known map[note.XID]uint64 // entries
	at    hub.Position
	done  atomic.Uint64 // the position up to which everything was read
}

func (r *reader) run(ctx context.Context, sock *client.Socket) {
	wake := make(chan struct{}, 1)
	var hearing sync.WaitGroup
	hearing.Go(func() {
		defer close(wake)
		for e := range sock.Events() {
			switch e.Event {
			case hub.EventReady:
				r.log.add(noted{What: ready})
			case hub.EventEntry:
				r.log.add(noted{What: event, Party: e.Party, XID: e.XID, Seq: e.Seq, Count: e.Count})
			case hub.EventResync:
			default:
				continue
			}
			select {
			case wake <- struct{}{}:
			default:
			}
		}
	})
	for range wake {
		for ctx.Err() == nil {
			err := r.read(ctx)
			if err == nil {
				break
			}
			if ctx.Err() == nil && hub.CodeOf(err) != hub.E27 {
				r.c.t.Errorf("a reader of %s was refused: %v", r.party, err)
				break
			}
		}
	}
	if ctx.Err() == nil {
		r.c.t.Errorf("a reader of %s was shut out", r.party)
	}
	sock.Close()
	hearing.Wait()
}

func (r *reader) read(ctx context.Context) error {
	for {
		page, err := r.api.Changes(ctx, r.party, r.at, 0)
		if err != nil {
			return err
		}
		for _, row := range page.Rows {
			for r.known[row.XID] <= row.Seq {
				frames, err := r.api.Entries(ctx, r.party, row.XID, r.known[row.XID])
				if err != nil {
					return err
				}
				if len(frames) == 0 {
					return hub.Errorf(hub.E21, "the list names an entry that is not there")
				}
				for _, frame := range frames {
					parts, err := hub.SplitFrame(frame)
					if err != nil {
						return err
					}
					e, err := chain.Parse(parts[0])
					if err != nil {
						return err
					}
					r.log.add(noted{What: entry, Party: r.party, XID: row.XID, Seq: e.Seq, Hash: e.Hash()})
					r.known[row.XID]++
				}
			}
		}
		// only now: what was not read to the end is listed again
		for _, at := range page.Rows {
			r.log.add(noted{What: row, Party: r.party, XID: at.XID, Seq: at.Seq, Count: at.Count})
		}
		r.at = page.Next
		if !page.More {
			r.log.add(noted{What: upTo, Party: r.party, Count: page.Next.Count})
			r.done.Store(page.Next.Count)
			return nil
		}
	}
}
