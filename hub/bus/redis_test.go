package bus_test

import (
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
	"github.com/sluis-hub/sluis/hub/bus"
	"github.com/sluis-hub/sluis/hub/bus/bustest"
	"github.com/sluis-hub/sluis/hub/redis"
	"github.com/sluis-hub/sluis/hub/redis/redistest"
)

const patience = time.Minute

// An end is the bus of one hub process.
type end struct {
	*bus.Redis
	t    testing.TB
	said chan said
}

// said is what the bus said about itself.
type said struct {
	live bool
	err  error
}

// join makes an end of the hub's bus.
func join(t testing.TB, c redis.Config, hubID string) *end {
	t.Helper()
	client, err := redis.Dial(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { client.Close() })
	e := &end{t: t, said: make(chan said, 100)}
	e.Redis = bus.NewRedis(client, hubID, func(live bool, err error) { e.said <- said{live, err} })
	t.Cleanup(func() { e.Close() })
	return e
}

// live waits until the end says that it hears the others, or not.
func (e *end) live(want bool) said {
	e.t.Helper()
	select {
	case s := <-e.said:
		if s.live != want || s.live != (s.err == nil) {
			e.t.Fatalf("it said %v, %v", s.live, s.err)
		}
		return s
	case <-time.After(patience):
		e.t.Fatalf("it did not become %v", want)
		return said{}
	}
}

// ear listens to a topic.
type ear struct {
	t testing.TB
	c chan hub.Event
}

func (l *ear) Hear(_ uint64, e hub.Event) { l.c <- e }

func (e *end) listen(topic string) *ear {
	l := &ear{e.t, make(chan hub.Event, 100000)}
	e.Subscribe(topic, l)
	return l
}

func (l *ear) next() hub.Event {
	l.t.Helper()
	select {
	case e := <-l.c:
		return e
	case <-time.After(patience):
		l.t.Fatal("nothing was heard")
		return hub.Event{}
	}
}

// want wants the next event to be of a kind and number.
func (l *ear) want(kind string, seq uint64) {
	l.t.Helper()
	if e := l.next(); e.Event != kind || e.Seq != seq {
		l.t.Fatalf("heard %s %d, want %s %d", e.Event, e.Seq, kind, seq)
	}
}

func entry(n uint64) hub.Event { return hub.Event{Event: hub.EventEntry, Seq: n} }

func contract(t *testing.T, s *redistest.Server) {
	bustest.Test(t, func(t *testing.T) func() bus.Bus {
		hubID := string(note.NewID())
		return func() bus.Bus {
			e := join(t, redis.Config{URL: s.URL}, hubID)
			e.live(true)
			return e
		}
	})
}

func TestRedis(t *testing.T) {
	t.Parallel()
	contract(t, redistest.Start(t))
}

func TestRedisCluster(t *testing.T) {
	t.Parallel()
	contract(t, redistest.StartCluster(t))
}

// pair is two ends of one bus, and an ear at each.
func pair(t *testing.T, s *redistest.Server) (one, two *end, atOne, atTwo *ear) {
	t.Helper()
	hubID := string(note.NewID())
	one, two = join(t, redis.Config{URL: s.URL}, hubID), join(t, redis.Config{URL: s.URL}, hubID)
	one.live(true)
	two.live(true)
	return one, two, one.listen("x"), two.listen("x")
}

func TestRedisOtherHub(t *testing.T) {
	t.Parallel()
	s := redistest.Start(t)
	one, _, _, atTwo := pair(t, s)
	stranger := join(t, redis.Config{URL: s.URL}, string(note.NewID()))
	stranger.live(true)
	stranger.Publish("x", 0, entry(1))
	one.Publish("x", 0, entry(2))
	atTwo.want(hub.EventEntry, 2)
}

// TestRedisDies: without Redis each end has itself; with it again both have each
// other, and know that they missed something.
func TestRedisDies(t *testing.T) {
	t.Parallel()
	s := redistest.Start(t)
	one, two, atOne, atTwo := pair(t, s)
	s.Kill()
	one.live(false)
	two.live(false)
	if one.Live() {
		t.Error("it takes itself for live")
	}
	one.Publish("x", 0, entry(1))
	two.Publish("x", 0, entry(2))
	atOne.want(hub.EventEntry, 1)
	atTwo.want(hub.EventEntry, 2)
	s.Run()
	one.live(true)
	two.live(true)
	atOne.want(hub.EventResync, 0)
	atTwo.want(hub.EventResync, 0)
	meet(one, two, atOne, atTwo)
}

// meet publishes at both ends until each has heard the other, whatever resync comes
// before; what is published while a connection is being made again is lost.
func meet(one, two *end, atOne, atTwo *ear) {
	one.t.Helper()
	heard := func(l *ear, want uint64) bool {
		for late := time.After(time.Second); ; {
			select {
			case e := <-l.c:
				if e.Seq == want {
					return true
				}
			case <-late:
				return false
			}
		}
	}
	for end := time.Now().Add(patience); ; {
		one.Publish("x", 0, entry(71))
		two.Publish("x", 0, entry(72))
		if a, b := heard(atOne, 72), heard(atTwo, 71); a && b {
			return
		}
		if time.Now().After(end) {
			one.t.Fatal("they did not hear each other")
		}
	}
}

// TestRedisHangs: a Redis that takes everything and answers nothing holds nobody
// up, and what it did not take is known to be missed.
func TestRedisHangs(t *testing.T) { // beside no other test, since it takes the time
	s := redistest.Start(t)
	one, two, atOne, atTwo := pair(t, s)
	s.Pause()
	defer s.Resume()
	big := make([]byte, hub.MaxRoomFrame)
	began := time.Now()
	for n := range uint64(250) { // 22 MB, above what may wait
		one.Publish("x", 0, hub.Event{Event: hub.EventFrame, Seq: n, Data: big})
	}
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("publishing took %v", took)
	}
	for n := range uint64(250) {
		e := atOne.next()
		for e.Event == hub.EventResync { // on a slow machine it notices the silence meanwhile
			e = atOne.next()
		}
		if e.Event != hub.EventFrame || e.Seq != n {
			t.Fatalf("heard %s %d, want frame %d", e.Event, e.Seq, n)
		}
	}
	one.live(false)
	two.live(false)
	s.Resume()
	one.live(true)
	two.live(true)
	for atTwo.next().Event != hub.EventResync {
	}
	meet(one, two, atOne, atTwo)
}

// TestRedisCut: a connection that breaks is made again by itself.
func TestRedisCut(t *testing.T) {
	t.Parallel()
	s := redistest.Start(t)
	one, two, atOne, atTwo := pair(t, s)
	for range 3 {
		s.Cut()
		for _, l := range []*ear{atOne, atTwo} {
			for l.next().Event != hub.EventResync {
			}
		}
		meet(one, two, atOne, atTwo)
		// Another resync may be on its way, of what the other missed meanwhile.
		atOne, atTwo = one.listen("x"), two.listen("x")
	}
}

// TestRedisAwayAtStart: the bus of a hub that starts first works within itself.
func TestRedisAwayAtStart(t *testing.T) {
	t.Parallel()
	s := redistest.Start(t)
	s.Kill()
	one := join(t, redis.Config{URL: s.URL}, "h")
	atOne := one.listen("x")
	one.live(false)
	one.Publish("x", 0, entry(1))
	atOne.want(hub.EventEntry, 1)
	s.Run()
	one.live(true)
	atOne.want(hub.EventResync, 0)
	two := join(t, redis.Config{URL: s.URL}, "h")
	two.live(true)
	meet(one, two, atOne, two.listen("x"))
}

// TestRedisPassword: a wrong password is told of and never shown, and a right
// one is taken as soon as it stands in the file.
func TestRedisPassword(t *testing.T) {
	t.Parallel()
	s := redistest.Start(t, "--requirepass", "right-3f9a")
	file := filepath.Join(t.TempDir(), "password")
	write := func(text string) {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("wrong-77aa\n")
	one := join(t, redis.Config{URL: s.URL, PasswordFile: file}, "h")
	if err := one.live(false).err; !strings.Contains(fmt.Sprint(err), "WRONGPASS") || strings.Contains(err.Error(), "77aa") {
		t.Errorf("it said %v", err)
	}
	write("right-3f9a\n")
	one.live(true)
}

// post puts a word on the channel of the hub as another process would.
func post(s *redistest.Server, hubID string, sender, seq uint64, lost time.Duration, topic, event string) {
	b := binary.BigEndian.AppendUint64(nil, sender)
	b = binary.BigEndian.AppendUint64(b, seq)
	b = binary.BigEndian.AppendUint64(b, 0)
	b = binary.BigEndian.AppendUint32(b, uint32(lost/time.Millisecond))
	b = binary.BigEndian.AppendUint16(b, uint16(len(topic)))
	s.Do("PUBLISH", "sluis:{"+hubID+"}:bus:1", string(b)+topic+event)
}

// TestRedisNumbers: what comes twice or late is not heard again, what did not
// come is missed, and what is no word at all is passed over.
func TestRedisNumbers(t *testing.T) {
	t.Parallel()
	s := redistest.Start(t)
	one := join(t, redis.Config{URL: s.URL}, "h")
	one.live(true)
	ear := one.listen("x")
	const never = math.MaxUint32 * time.Millisecond
	say := func(sender, seq uint64, lost time.Duration) {
		post(s, "h", sender, seq, lost, "x", fmt.Sprintf(`{"event":"entry","seq":%d}`, seq))
	}
	say(1, 40, never) // what it said before we came counts as missed already
	ear.want(hub.EventEntry, 40)
	say(1, 40, never)
	say(1, 39, never)
	for _, bad := range []string{"", "x", strings.Repeat("y", 31), strings.Repeat("\xff", 40)} {
		s.Do("PUBLISH", "sluis:{h}:bus:1", bad)
	}
	post(s, "h", 1, 41, never, "x", "{")
	post(s, "h", 1, 42, never, "", "")
	say(1, 43, never)
	ear.want(hub.EventEntry, 43)
	say(1, 45, never)
	ear.want(hub.EventEntry, 45)
	ear.want(hub.EventResync, 0)
	say(1, 46, never)
	ear.want(hub.EventEntry, 46)
	say(2, 7, 0) // lost something a moment ago, after we subscribed
	ear.want(hub.EventEntry, 7)
	ear.want(hub.EventResync, 0)
	for sender := range uint64(100) { // more processes than are remembered
		say(1000+sender, 1, never)
		for ear.next().Event != hub.EventEntry { // those before it have fallen silent
		}
	}
}

// TestRedisSilence: who falls silent may have died with something unsaid, and who
// said goodbye has not.
func TestRedisSilence(t *testing.T) {
	t.Parallel()
	s := redistest.Start(t)
	one := join(t, redis.Config{URL: s.URL}, "h")
	one.live(true)
	ear := one.listen("x")
	const never = math.MaxUint32 * time.Millisecond
	say := func(sender, seq uint64) {
		post(s, "h", sender, seq, never, "x", fmt.Sprintf(`{"event":"entry","seq":%d}`, seq))
	}
	say(1, 40)
	ear.want(hub.EventEntry, 40)
	post(s, "h", 1, 41, never, "", `"goodbye"`)
	say(1, 50) // of another process: nothing lies between
	ear.want(hub.EventEntry, 50)
	say(1, 51)
	ear.want(hub.EventEntry, 51)
	ear.want(hub.EventResync, 0) // nothing more comes

	// An end that is closed says goodbye itself.
	client, err := redis.Dial(redis.Config{URL: s.URL})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { client.Close() })
	sub := client.Subscribe(t.Context(), "sluis:{h}:bus:1")
	t.Cleanup(func() { sub.Close() })
	if _, err := sub.Receive(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := one.Close(); err != nil {
		t.Fatal(err)
	}
	for {
		m, err := sub.ReceiveMessage(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(m.Payload, `"goodbye"`) {
			break
		}
	}
}
