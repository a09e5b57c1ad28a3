package hubtest

import (
	"errors"
	"io"
	"net"
	"path/filepath"
	"sync"
	"testing"
)

// A Road is a port that carries connections to what lies behind it: before hubs
// it is their balancer, before a database or a Redis it is the way there, which a
// test can cut, hold up and listen to.
type Road struct {
	listener net.Listener
	running  sync.WaitGroup

	mu    sync.Mutex // guards what follows
	free  *sync.Cond // held has changed
	ends  []string
	turn  int
	tap   io.Writer
	conns map[net.Conn]bool
	cut   bool
	held  bool
}

// NewRoad opens a road to one or several ends, host:port or the path of a socket.
// Each connection goes to the next in turn; who refuses is passed over.
func NewRoad(t testing.TB, ends ...string) *Road {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r := &Road{listener: l, ends: ends, conns: map[net.Conn]bool{}}
	r.free = sync.NewCond(&r.mu)
	r.running.Go(func() {
		for {
			near, err := l.Accept()
			if err != nil {
				return
			}
			r.running.Go(func() { r.carry(near) })
		}
	})
	t.Cleanup(func() {
		l.Close()
		r.Cut()
		r.running.Wait()
	})
	return r
}

// Addr is the road's own host:port.
func (r *Road) Addr() string { return r.listener.Addr().String() }

// To changes where the road leads, for connections to come.
func (r *Road) To(ends ...string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.ends = ends
}

// Tap has w get every byte of both directions from now on; w is called by several
// goroutines.
func (r *Road) Tap(w io.Writer) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.tap = w
}

// Cut breaks all connections; new ones are ended at once until Mend.
func (r *Road) Cut() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.cut, r.held = true, false
	for c := range r.conns {
		c.Close()
	}
	r.free.Broadcast()
}

// Hold lets nothing through until Mend, and breaks nothing: as a network does that
// loses what it is given.
func (r *Road) Hold() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.held = true
}

// Mend ends Cut and Hold.
func (r *Road) Mend() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.cut, r.held = false, false
	r.free.Broadcast()
}

// keep has Cut know of a connection; false when the road is cut.
func (r *Road) keep(c net.Conn) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.cut {
		r.conns[c] = true
	}
	return !r.cut
}

func (r *Road) drop(c net.Conn) {
	c.Close()
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.conns, c)
}

// open waits while the road is held, and gives who listens in.
func (r *Road) open() io.Writer {
	r.mu.Lock()
	defer r.mu.Unlock()
	for r.held {
		r.free.Wait()
	}
	return r.tap
}

func (r *Road) carry(near net.Conn) {
	defer r.drop(near)
	if !r.keep(near) {
		return
	}
	r.open()
	far, err := r.dial()
	if err != nil {
		return
	}
	defer r.drop(far)
	if !r.keep(far) {
		return
	}
	var both sync.WaitGroup
	both.Go(func() { r.pass(far, near) })
	both.Go(func() { r.pass(near, far) })
	both.Wait()
}

// dial connects to the next end that does not refuse.
func (r *Road) dial() (net.Conn, error) {
	r.mu.Lock()
	ends, turn := r.ends, r.turn
	r.turn++
	r.mu.Unlock()
	err := errors.New("the road leads nowhere")
	for n := range ends {
		var c net.Conn
		end := ends[(turn+n)%len(ends)]
		network := "tcp"
		if filepath.IsAbs(end) {
			network = "unix"
		}
		if c, err = net.Dial(network, end); err == nil {
			return c, nil
		}
	}
	return nil, err
}

// pass carries bytes one way. An end is passed on; a break breaks both ways.
func (r *Road) pass(to, from net.Conn) {
	b := make([]byte, 32<<10)
	for {
		n, err := from.Read(b)
		tap := r.open()
		if n > 0 {
			if tap != nil {
				tap.Write(b[:n])
			}
			if _, failed := to.Write(b[:n]); failed != nil {
				err = failed
			}
		}
		if err == nil {
			continue
		}
		if half, can := to.(interface{ CloseWrite() error }); can && errors.Is(err, io.EOF) {
			half.CloseWrite()
			return
		}
		to.Close()
		from.Close()
		return
	}
}
