package partners

import (
	"context"
	"time"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/partners/room"
)

// Socket is a live connection to the hub that reconnects by itself.
type Socket interface {
	// Events gives what the hub announces; after every reconnection it starts
	// with a ready event. It is closed when the socket is.
	Events() <-chan hub.Event
	// Send gives the hub a word; an error means it was not sent.
	Send(hub.Request) error
	Close() error
}

// A visit is being in the room of one exchange. Frames and changes are handed
// to whoever owns the exchange, one goroutine.
type visit struct {
	m       *Member
	x       *Exchange
	sock    Socket
	frames  chan []byte
	changed chan struct{} // of size 1: woken, not pushed
	present chan []note.MemberID
	stop    context.CancelFunc
	done    chan struct{}
}

// enter goes into the room of x on behalf of x.Party.
func (m *Member) enter(ctx context.Context, x *Exchange) (*visit, error) {
	ctx, stop := context.WithCancel(ctx)
	sock, err := m.socket(ctx)
	if err != nil {
		stop()
		return nil, err
	}
	v := &visit{
		m: m, x: x, sock: sock, stop: stop, done: make(chan struct{}),
		frames: make(chan []byte, 16), changed: make(chan struct{}, 1), present: make(chan []note.MemberID, 1),
	}
	enter := hub.Request{Do: hub.DoEnter, Party: x.Party, XID: x.XID}
	go v.run(ctx, enter)
	return v, nil
}

func (v *visit) run(ctx context.Context, enter hub.Request) {
	defer close(v.done)
	beat := time.NewTicker(hub.Heartbeat)
	defer beat.Stop()
	v.send(enter)
	for {
		select {
		case <-ctx.Done():
			return
		case <-beat.C:
			v.send(hub.Request{Do: hub.DoBeat})
			v.wake() // a socket that is away must not hide what happened
		case e, ok := <-v.sock.Events():
			if !ok {
				return
			}
			v.heard(e, enter)
		}
	}
}

func (v *visit) heard(e hub.Event, enter hub.Request) {
	switch {
	case e.Event == hub.EventReady:
		v.send(enter)
		v.wake()
	case e.Event == hub.EventResync:
		v.wake()
	case e.XID != enter.XID:
	case e.Event == hub.EventEntry || e.Event == hub.EventReceipt:
		v.wake()
	case e.Event == hub.EventRoom:
		select {
		case <-v.present:
		default:
		}
		v.present <- e.Members
	case e.Event == hub.EventFrame:
		select {
		case v.frames <- e.Data:
		default: // whoever asks, asks again
		}
	}
}

func (v *visit) wake() {
	select {
	case v.changed <- struct{}{}:
	default:
	}
}

// send is best effort: after a break the ready event says everything again.
func (v *visit) send(r hub.Request) { _ = v.sock.Send(r) }

// say seals a frame for the others in the room.
func (v *visit) say(kind string, payload []byte) {
	key := v.x.opener.caseKeys[v.x.State.Epoch]
	if key == nil {
		return
	}
	f := room.Frame{
		Kind: kind, Party: v.x.Party, Org: v.m.Org, Author: v.m.ID, Time: v.m.now().Unix(), Payload: payload,
	}
	data, err := room.Seal(f, v.x.State, key, v.m.keys.Sign)
	if err != nil {
		return
	}
	v.send(hub.Request{Do: hub.DoFrame, XID: v.x.XID, Data: data})
}

// open opens a frame from the room. E03 when its sender saw another entry at
// the place of our head, or we at the place of theirs.
func (v *visit) open(x *Exchange, data []byte) (room.Frame, error) {
	key := x.opener.caseKeys[x.State.Epoch]
	if key == nil {
		return room.Frame{}, note.Errorf(note.E07, "the key of this exchange did not open")
	}
	f, err := room.Open(data, x.State, key, x.view, v.m.now().Unix())
	if err != nil {
		return f, err
	}
	if f.Seq < uint64(len(x.Entries)) && x.Entries[f.Seq].Hash() != f.Head {
		return f, note.Errorf(note.E03, "the other side sees another entry %d", f.Seq)
	}
	if f.Seq > x.State.Seq {
		v.wake()
	}
	return f, nil
}

func (v *visit) leave() {
	v.send(hub.Request{Do: hub.DoLeave, XID: v.x.XID})
	v.stop()
	<-v.done
	_ = v.sock.Close()
}
