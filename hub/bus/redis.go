package bus

import (
	"context"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

const (
	// beat is how often each process says that it is there, and tries again while
	// Redis is away.
	beat = time.Second
	// silence is how long what was given to Redis may take to come back to us
	// before the subscription counts as dead.
	silence = 3 * time.Second
	// resyncEvery is how often listeners are told at most that something was
	// missed: everybody reads on then, all at once.
	resyncEvery = time.Second

	// What waits for Redis: some seconds of a busy hub.
	maxQueued      = 1 << 13
	maxQueuedBytes = 16 << 20
	// What goes to Redis in one go.
	batchWords = 512
	batchBytes = 1 << 20

	// strangers bounds the other processes that are remembered.
	strangers = 64
)

// Redis is the bus of several hub processes. Subscribers of this process are
// called by the one who publishes, as by Local, whether or not Redis is there;
// those of other processes hear through one channel that all processes of the
// hub share. A process takes from it what somebody there listens to.
//
// Each process numbers what it publishes, so that whoever misses a number knows
// it. What was published while Redis was away or too slow is lost and its number
// is missing: nothing is sent again. Whenever a process subscribes anew, finds a
// number missing, or hears no more from one that did not say goodbye and may have
// died with words unsaid, its listeners hear hub.EventResync on every topic.
type Redis struct {
	local   *Local
	client  redis.UniversalClient
	channel string
	say     func(live bool, err error)
	self    uint64 // this process, by chance

	stop       context.CancelFunc
	running    sync.WaitGroup
	done       chan struct{}
	closeOnce  sync.Once
	wake, poke chan struct{} // each holds one; poke asks for a pulse

	// mu guards what follows: what goes out.
	mu     sync.Mutex
	seq    uint64
	queue  [][]byte
	queued int // bytes
	away   bool
	closed bool
	lostAt time.Time // when a word was not sent last

	state state

	others atomic.Int32 // processes that were heard lately
}

var _ Bus = (*Redis)(nil)

// Others is how many other processes of the hub are heard.
func (b *Redis) Others() int { return int(b.others.Load()) }

// NewRedis makes the bus of the hub with that id and begins to connect. Say, if
// not nil, is told when the processes begin to hear each other, and when that
// ends and why; it must not block. The client stays the caller's to close.
func NewRedis(client redis.UniversalClient, hubID string, say func(live bool, err error)) *Redis {
	ctx, stop := context.WithCancel(context.Background())
	b := &Redis{
		local: NewLocal(), client: client, channel: "sluis:{" + hubID + "}:bus:1", say: say,
		self: rand.Uint64(), stop: stop, done: make(chan struct{}),
		wake: make(chan struct{}, 1), poke: make(chan struct{}, 1),
	}
	b.running.Go(b.write)
	b.running.Go(func() { b.read(ctx) })
	return b
}

// Announce implements Bus.
func (b *Redis) Announce(party note.Party, e hub.Event) {
	e.Party = party
	b.Publish(string(party), 0, e)
}

// Publish implements Bus. It waits for nothing: a full queue loses the event for
// other processes.
func (b *Redis) Publish(topic string, from uint64, e hub.Event) {
	b.local.Publish(topic, from, e)
	if b.skip() {
		return
	}
	if event, err := json.Marshal(e); err == nil {
		b.post(word{topic: topic, from: from, event: event})
	}
}

// Subscribe implements Bus.
func (b *Redis) Subscribe(topic string, l Listener) { b.local.Subscribe(topic, l) }

// Unsubscribe implements Bus.
func (b *Redis) Unsubscribe(topic string, l Listener) { b.local.Unsubscribe(topic, l) }

// Live says whether processes hear each other as far as this one knows.
func (b *Redis) Live() bool { return b.state.live() }

// Close implements Bus. What waits for Redis is given to it first, if it is
// there. A listener must not call it.
func (b *Redis) Close() error {
	b.closeOnce.Do(func() {
		b.mu.Lock()
		b.closed = true
		b.mu.Unlock()
		close(b.done)
		b.stop()
		b.running.Wait()
		b.local.Close()
	})
	return nil
}

// skip passes a number over when nothing can be sent now, before it costs more.
func (b *Redis) skip() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	full := b.away || len(b.queue) >= maxQueued || b.queued >= maxQueuedBytes
	if full {
		b.seq, b.lostAt = b.seq+1, time.Now()
	}
	return full || b.closed
}

// post numbers a word and has it sent. A number that is not sent is how others
// learn that they missed it.
func (b *Redis) post(w word) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return
	}
	b.seq++
	if b.away || len(b.queue) >= maxQueued || b.queued >= maxQueuedBytes {
		b.lostAt = time.Now()
		return
	}
	w.sender, w.seq, w.lost = b.self, b.seq, longAgo
	if !b.lostAt.IsZero() {
		w.lost = min(longAgo, time.Since(b.lostAt))
	}
	b.queue = append(b.queue, w.bytes())
	b.queued += len(b.queue[len(b.queue)-1])
	notify(b.wake)
}

// take gives what is to be sent now.
func (b *Redis) take() (batch [][]byte) {
	b.mu.Lock()
	defer b.mu.Unlock()
	size := 0
	for len(batch) < min(len(b.queue), batchWords) && size < batchBytes {
		size += len(b.queue[len(batch)])
		batch = append(batch, b.queue[len(batch)])
	}
	clear(b.queue[:len(batch)])
	if b.queue = b.queue[len(batch):]; len(b.queue) == 0 {
		b.queue = nil
	}
	b.queued -= size
	return batch
}

// sent notes how sending went. When Redis is away, what waits for it is dropped:
// whoever comes back reads on from the store.
func (b *Redis) sent(err error) {
	b.mu.Lock()
	if b.away = err != nil; b.away {
		b.queue, b.queued, b.lostAt = nil, 0, time.Now()
	}
	b.mu.Unlock()
	b.state.note(&b.state.sends, err == nil, err, b.say)
}

// write sends what waits, one batch after the other, so that order is kept.
func (b *Redis) write() {
	tick := time.NewTicker(beat)
	defer tick.Stop()
	b.pulse()
	for {
		select {
		case <-b.wake:
		case <-b.poke:
			b.pulse()
		case <-tick.C:
			b.pulse()
		case <-b.done:
			b.flush()
			b.leave()
			return
		}
		b.flush()
	}
}

// flush sends until nothing waits or Redis is away.
func (b *Redis) flush() {
	for batch := b.take(); len(batch) > 0; batch = b.take() {
		b.sent(b.send(batch))
	}
}

// pulse sends a word without an event, also when Redis was away: by its number
// others learn what they missed, and we whether it comes back to us.
func (b *Redis) pulse() {
	b.mu.Lock()
	b.away = false
	b.mu.Unlock()
	b.post(word{})
}

// leave says goodbye, unless something that was not said is to be missed.
func (b *Redis) leave() {
	b.mu.Lock()
	w := word{sender: b.self, seq: b.seq + 1, event: goodbye, lost: longAgo}
	whole := !b.away
	b.mu.Unlock()
	if whole {
		b.sent(b.send([][]byte{w.bytes()}))
	}
}

func (b *Redis) send(batch [][]byte) error {
	// Twice what one answer may take: connecting first, then the answer.
	ctx, cancel := context.WithTimeout(context.Background(), 2*beat)
	defer cancel()
	_, err := b.client.Pipelined(ctx, func(p redis.Pipeliner) error {
		for _, w := range batch {
			if b.sharded() {
				p.SPublish(ctx, b.channel, w)
			} else {
				p.Publish(ctx, b.channel, w)
			}
		}
		return nil
	})
	return err
}

// sharded: in a cluster the channel lies with one server, as a key does, which
// keeps the order that messages between servers would lose.
func (b *Redis) sharded() bool {
	_, is := b.client.(*redis.ClusterClient)
	return is
}

// read subscribes, and subscribes anew whenever that breaks.
func (b *Redis) read(ctx context.Context) {
	in := &reader{bus: b}
	for {
		err := in.listen(ctx)
		if ctx.Err() != nil {
			return
		}
		b.state.note(&b.state.hears, false, err, b.say)
		select {
		case <-ctx.Done():
			return
		case <-time.After(beat/2 + rand.N(beat/2)): // not all processes at once
		}
	}
}

// notify makes a channel that holds one hold one.
func notify(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

var (
	errSilent = errors.New("what was published did not come back")
	errMoved  = errors.New("the subscription was ended")
)

// state is whether processes hear each other, and what was said of it last.
type state struct {
	mu           sync.Mutex
	sends, hears bool
	said, is     bool      // is holds once something was said
	waits        time.Time // since when something of ours is to come back; zero for nothing
}

func (s *state) live() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.sends && s.hears
}

// silent says that what Redis took has not come back for too long.
func (s *state) silent() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return !s.waits.IsZero() && time.Since(s.waits) > silence
}

// note sets one half and says what the whole has become.
func (s *state) note(half *bool, works bool, err error, say func(bool, error)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	*half = works
	switch {
	case half == &s.hears:
		s.waits = time.Time{}
	case works && s.waits.IsZero():
		s.waits = time.Now()
	}
	live := s.sends && s.hears
	if live == s.is && s.said || !live && err == nil {
		return
	}
	s.said, s.is = true, live
	if say != nil {
		if live {
			err = nil
		}
		say(live, err)
	}
}
