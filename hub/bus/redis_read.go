package bus

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"math"
	"net"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/sluis-hub/sluis/hub"
)

// A word is what one process says to the others: a number, and an event with its
// topic. Without a topic it is a pulse, or the last word of all.
type word struct {
	sender, seq uint64
	topic       string
	from        uint64
	event       []byte        // JSON
	lost        time.Duration // how long ago the sender lost a word, in milliseconds; longAgo also for never
}

// goodbye is the event of the last word.
var goodbye = []byte(`"goodbye"`)

const longAgo = math.MaxUint32 * time.Millisecond

// wordHead is sender, seq, from (64 bits each), lost (32) and the length of the
// topic (16), all big-endian; topic and event follow.
const wordHead = 8 + 8 + 8 + 4 + 2

func (w word) bytes() []byte {
	b := make([]byte, 0, wordHead+len(w.topic)+len(w.event))
	b = binary.BigEndian.AppendUint64(b, w.sender)
	b = binary.BigEndian.AppendUint64(b, w.seq)
	b = binary.BigEndian.AppendUint64(b, w.from)
	b = binary.BigEndian.AppendUint32(b, uint32(w.lost/time.Millisecond))
	b = binary.BigEndian.AppendUint16(b, uint16(len(w.topic)))
	return append(append(b, w.topic...), w.event...)
}

func parseWord(b []byte) (w word, ok bool) {
	if len(b) < wordHead {
		return w, false
	}
	w.sender, w.seq, w.from = binary.BigEndian.Uint64(b), binary.BigEndian.Uint64(b[8:]), binary.BigEndian.Uint64(b[16:])
	w.lost = time.Duration(binary.BigEndian.Uint32(b[24:])) * time.Millisecond
	topic := int(binary.BigEndian.Uint16(b[28:]))
	if b = b[wordHead:]; len(b) < topic {
		return w, false
	}
	w.topic, w.event = string(b[:topic]), b[topic:]
	return w, true
}

// stranger is another process, as far as we heard it.
type stranger struct {
	seq uint64
	at  time.Time
}

// reader is the one goroutine that hears Redis.
type reader struct {
	bus    *Redis
	since  time.Time           // of the subscription
	heard  map[uint64]stranger // since then
	missed bool                // something, and nobody was told yet
	told   time.Time
}

// listen subscribes and hears until it breaks, and tells why.
func (r *reader) listen(ctx context.Context) error {
	b := r.bus
	var sub *redis.PubSub
	if b.sharded() {
		sub = b.client.SSubscribe(ctx, b.channel)
	} else {
		sub = b.client.Subscribe(ctx, b.channel)
	}
	defer sub.Close()
	defer context.AfterFunc(ctx, func() { sub.Close() })()
	if _, err := sub.ReceiveTimeout(ctx, silence); err != nil {
		return err
	}
	// From here on nothing is missed; what came before may have been.
	r.missed, r.since, r.heard = true, time.Now(), make(map[uint64]stranger)
	notify(b.poke)
	defer b.others.Store(0)
	for {
		r.miss()
		r.tell()
		b.others.Store(int32(len(r.heard)))
		message, err := sub.ReceiveTimeout(ctx, beat)
		var late net.Error
		switch {
		case err == nil:
		case errors.As(err, &late) && late.Timeout():
		default:
			return err
		}
		switch m := message.(type) {
		case *redis.Message:
			r.hear([]byte(m.Payload))
		case *redis.Subscription: // anew, behind our back, or not any more
			return errMoved
		}
		if b.state.silent() {
			return errSilent
		}
	}
}

// miss gives up who was not heard for too long: what it did last, it may not have
// told.
func (r *reader) miss() {
	for s, who := range r.heard {
		if time.Since(who.at) > silence {
			delete(r.heard, s)
			r.missed = true
		}
	}
}

// tell says that something was missed, not too often.
func (r *reader) tell() {
	if now := time.Now(); r.missed && now.Sub(r.told) >= resyncEvery {
		r.missed, r.told = false, now
		r.bus.local.resync()
	}
}

func (r *reader) hear(b []byte) {
	w, ok := parseWord(b)
	if !ok {
		return
	}
	if w.sender == r.bus.self {
		r.bus.state.note(&r.bus.state.hears, true, nil, r.bus.say)
		return
	}
	who, known := r.heard[w.sender]
	switch {
	case known && w.seq <= who.seq:
		return // came late, or twice
	case known:
		r.missed = r.missed || w.seq != who.seq+1
	default: // its words from before we subscribed count as missed already
		r.missed = r.missed || w.lost <= time.Since(r.since)+beat
	}
	if w.topic == "" && bytes.Equal(w.event, goodbye) {
		delete(r.heard, w.sender)
		return
	}
	r.remember(w.sender, w.seq)
	var e hub.Event
	if w.topic == "" || !r.bus.local.has(w.topic) || json.Unmarshal(w.event, &e) != nil {
		return
	}
	r.bus.local.Publish(w.topic, w.from, e)
}

// remember keeps how far a process was heard.
func (r *reader) remember(sender, seq uint64) {
	if _, known := r.heard[sender]; !known && len(r.heard) >= strangers {
		clear(r.heard) // each is taken for new, and costs a resync
	}
	r.heard[sender] = stranger{seq, time.Now()}
}
