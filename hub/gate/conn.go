package gate

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"

	"github.com/sluis-hub/sluis/hub"
)

const (
	// What waits for a socket: more words, or more bytes, and it is too slow. The
	// bytes are five of the largest room frames.
	maxWaiting      = 256
	maxWaitingBytes = 512 << 10
	// writeTime is for one word to leave, farewell for the last one.
	writeTime = 10 * time.Second
	farewell  = 5 * time.Second
	// maxWord is a room frame in base64 and the JSON around it.
	maxWord = (hub.MaxRoomFrame+2)/3*4 + 1<<10
)

// conn is one socket. It has one reader goroutine for its whole life, and a
// writer goroutine while there is something to write.
type conn struct {
	// Set before the reader begins.
	gate   *Gate
	ws     *websocket.Conn
	br     *bufio.Reader // what ws reads from
	number uint64        // names this socket in all hub processes
	caller hub.Caller
	began  int64 // Unix second

	heard atomic.Int64 // Unix second in which it said something
	ends  atomic.Int64 // Unix second in which its token ends

	// Owned by the clockwork.
	asked int64 // Unix second of the ping that is not answered yet

	// Guarded by the wheel's lock.
	prev, next *conn
	due        int64

	// Guarded by seats, which is held while a word is handled. Lock order: seats,
	// topics, topic, mu.
	seats   sync.Mutex
	parties []*topic
	rooms   []room
	watch   *watch // nil for none
	left    bool   // and joins nothing any more

	// Owned by the reader.
	said allowance

	// Guarded by mu.
	mu      sync.Mutex
	queue   [][]byte
	waiting int // bytes in queue
	writing bool
	readEnd bool // the reader has ended; without a writer the connection is closed
	code    int  // why it closes, 0 while it is open
}

// What stands in a queue for a ping, and for the answer to one.
var ping, answer = []byte(nil), []byte{}

// errBad is a word that is empty, too large or no text.
var errBad = errors.New("malformed word")

// buffers lends the memory that a word is read into.
var buffers = sync.Pool{New: func() any { return bytes.NewBuffer(make([]byte, 0, 512)) }}

// listen waits for a word.
func (c *conn) listen() ([]byte, error) {
	kind, r, err := c.ws.NextReader()
	if err != nil {
		return nil, err
	}
	if kind != websocket.TextMessage {
		return nil, errBad
	}
	buf := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(buf)
	buf.Reset()
	n, err := buf.ReadFrom(io.LimitReader(r, maxWord+1))
	switch {
	case err != nil:
		return nil, err
	case n == 0 || n > maxWord:
		return nil, errBad
	case bytes.Equal(buf.Bytes(), beat):
		return beat, nil
	}
	return bytes.Clone(buf.Bytes()), nil
}

// read hears the socket until it ends, and then clears up after it. It waits on
// the smallest of stacks, 2 KiB, because thousands wait at once; what it waits
// for is read, understood and done on a goroutine that comes and goes.
func (c *conn) read() {
	waved := false
	for c.rest() {
		done := make(chan struct{})
		more := false
		go func() {
			defer close(done)
			if err := guard(func() { more, waved = c.turn() }); err != nil {
				c.gate.log.trouble("word", err)
				c.end(hub.CloseDrain)
			}
		}()
		<-done
		if !more {
			break
		}
	}
	c.gone(waved)
}

// The beginning of an empty ping, and of the answer to our own: four more bytes
// follow, the mask (RFC 6455, 5.2). The waiting reader deals with both by itself,
// since a websocket read would go on waiting for a word.
var theirPing, theirPong = [2]byte{0x89, 0x80}, [2]byte{0x8a, 0x80}

// rest waits until something has come, and is false when nothing ever will.
func (c *conn) rest() bool {
	for {
		head, err := c.br.Peek(2)
		if err != nil {
			return false
		}
		what := [2]byte(head)
		if what != theirPing && what != theirPong {
			return true
		}
		if _, err := c.br.Discard(len(what) + 4); err != nil {
			return false
		}
		if c.spoke(1) && what == theirPing {
			c.send(answer)
		}
	}
}

// spoke counts words and is false when there were too many.
func (c *conn) spoke(words int) bool {
	now := c.gate.Now()
	if !c.said.take(now.UnixNano(), words, c.gate.Limits.Words) {
		c.end(hub.CloseTooMany)
		return false
	}
	c.heard.Store(now.Unix())
	return true
}

// turn reads one word and does what it asks. More is false when there is nothing
// to come, waved when the other side said goodbye.
func (c *conn) turn() (more, waved bool) {
	word, err := c.listen()
	if err == errBad {
		c.end(hub.CloseBad)
		// What is still coming is read and dropped until the deadline that end
		// sets: closing on unread bytes would reset the connection, and the other
		// side might never see the code.
		io.Copy(io.Discard, c.ws.NetConn())
		return false, false
	}
	if err != nil {
		return false, websocket.IsCloseError(err, websocket.CloseNormalClosure, websocket.CloseGoingAway)
	}
	// A socket that closes says nothing any more; it is heard out until the
	// deadline that end sets, or the other side's farewell.
	if !c.closing() && c.spoke(1+len(word)/(8<<10)) {
		c.word(word)
	}
	return true, false
}

// pinged answers a ping that is not empty, or came in the middle of a word.
func (c *conn) pinged(data string) error {
	if c.spoke(1) {
		c.ws.WriteControl(websocket.PongMessage, []byte(data), time.Now().Add(time.Second))
	}
	return nil
}

// ponged takes an answer that came in the middle of a word.
func (c *conn) ponged(string) error {
	c.spoke(1)
	return nil
}

// send has a word written, and never waits. Who is too far behind is closed; it
// can read what it missed from its position.
func (c *conn) send(word []byte) {
	c.mu.Lock()
	if c.code != 0 {
		c.mu.Unlock()
		return
	}
	if len(c.queue) >= maxWaiting || c.waiting+len(word) > maxWaitingBytes {
		c.mu.Unlock()
		c.end(hub.CloseSlow)
		return
	}
	c.queue = append(c.queue, word)
	c.waiting += len(word)
	if !c.writing {
		c.writing = true
		go c.write()
	}
	c.mu.Unlock()
}

// write takes words from the queue until it is empty or the socket closes.
func (c *conn) write() {
	for {
		c.mu.Lock()
		code := c.code
		if code == 0 && len(c.queue) == 0 {
			c.queue, c.writing = nil, false
			c.mu.Unlock()
			return
		}
		if code != 0 {
			c.mu.Unlock()
			c.farewell(code)
			return
		}
		word := c.queue[0]
		c.queue[0] = nil
		c.queue = c.queue[1:]
		c.waiting -= len(word)
		c.mu.Unlock()

		kind := websocket.TextMessage
		switch {
		case word == nil:
			kind = websocket.PingMessage
		case len(word) == 0:
			kind = websocket.PongMessage
		}
		c.ws.SetWriteDeadline(time.Now().Add(writeTime))
		err := c.ws.WriteMessage(kind, word)
		if err != nil { // it takes nothing, or is gone
			c.end(hub.CloseSlow)
		}
	}
}

// farewell says why the socket closes, as the writer's last act, and gives the
// other side a moment to answer.
func (c *conn) farewell(code int) {
	c.ws.NetConn().SetReadDeadline(time.Now().Add(farewell))
	message := websocket.FormatCloseMessage(code, "")
	if code == websocket.CloseAbnormalClosure { // the other side is gone; this code never travels
		c.ws.Close()
	} else if c.ws.WriteControl(websocket.CloseMessage, message, time.Now().Add(farewell)) != nil {
		c.ws.Close() // it takes nothing: there is no answer to wait for
	}
	c.mu.Lock()
	c.writing = false
	last := c.readEnd
	c.mu.Unlock()
	if last {
		c.ws.Close()
		c.gate.sockets.Done()
	}
}

// end closes the socket with a code; the first one counts. What waits in the
// queue is dropped.
func (c *conn) end(code int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.code != 0 {
		return
	}
	c.code, c.queue, c.waiting = code, nil, 0
	if c.writing {
		c.ws.NetConn().SetWriteDeadline(time.Now().Add(farewell))
		return
	}
	c.writing = true
	go c.write()
}

// closing says whether the socket has been given a code.
func (c *conn) closing() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.code != 0
}

// gone frees what the socket holds; the reader calls it last. Rooms are left at
// once only by who said goodbye; who was cut off stays present for as long as
// presence lasts, and so does not flicker when it comes back.
func (c *conn) gone(waved bool) {
	g := c.gate
	c.mu.Lock()
	if c.code == 0 {
		if c.code = websocket.CloseAbnormalClosure; waved {
			c.code = websocket.CloseNormalClosure
		}
	}
	code := c.code
	c.mu.Unlock()
	g.wheel.remove(c)
	if c.caller.Account != "" {
		if err := guard(func() { c.standUp(waved) }); err != nil {
			g.log.trouble("farewell", err)
		}
		g.open.Add(-1)
		g.log.socket(c.caller.Account, code, g.Now().Unix()-c.began)
		g.Meter.Closed(code)
	}
	c.mu.Lock()
	c.readEnd = true
	last := !c.writing
	c.mu.Unlock()
	if last { // else the writer is, once it has said why
		c.ws.Close()
		g.sockets.Done()
	}
}

// standUp leaves every topic and room.
func (c *conn) standUp(waved bool) {
	c.seats.Lock()
	defer c.seats.Unlock()
	c.left = true
	for _, r := range c.rooms {
		c.gate.topics.leave(r.topic, c)
		if waved {
			c.leaveRoom(context.Background(), r.xid())
		}
	}
	for _, t := range c.parties {
		c.gate.topics.leave(t, c)
	}
	c.watch.end(c)
	c.rooms, c.parties, c.watch = nil, nil, nil
}
