package sequencer

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/crypto/translog"
	"github.com/sluis-hub/sluis/hub"
)

const (
	// freshen is the age at which a checkpoint is made anew, though nothing was
	// added: clients sign with none that is older than 15 minutes (rule L18).
	freshen = 4 * time.Minute
	// makeTime is what making one may take, of which the witnesses get askTime twice;
	// after holdTime at the latest another process may begin.
	makeTime = 10 * time.Second
	askTime  = 4 * time.Second
	holdTime = 15 * time.Second
	// graceTime is how long the other witnesses are waited for when a quorum has
	// answered: one that is dumb holds nobody up.
	graceTime = time.Second
	// lookAgain is how often a process that waits for another's checkpoint looks.
	lookAgain = 50 * time.Millisecond
)

// ErrBehind: the witnesses have seen a longer log than this database holds, or
// another. It was restored; the operator has to bring the missing records back.
var ErrBehind = errors.New("the witnesses have seen more of the directory log than this database holds")

// Store keeps the newest checkpoint, and who may make the next one.
type Store interface {
	Checkpoint(ctx context.Context) (hub.Checkpoint, error)
	HoldLog(ctx context.Context, process string, now, until int64) (held bool, err error)
	ReleaseLog(ctx context.Context, process string) error
	PutCheckpoint(ctx context.Context, process string, c hub.Checkpoint) error
}

// Config is what a sequencer works with; every field is needed but Client and Log.
type Config struct {
	Store   Store
	Process string // names this process among those on the database
	// Lines is the log as this process knows it, Follow takes in what others added.
	Lines  *translog.Log
	Follow func(ctx context.Context) error
	Key    translog.Key
	Sign   func(message []byte) []byte // Ed25519 with the private half of Key
	// Witnesses are asked to cosign, and Quorum of them must. None is no log that a
	// client accepts.
	Witnesses []Witness
	Quorum    int
	Now       func() time.Time
	Client    *http.Client
	Log       *slog.Logger
}

// Sequencer makes and serves checkpoints.
type Sequencer struct {
	Config
	witnesses []*witness

	making sync.Mutex   // one at a time in this process
	tries  atomic.Int64 // begun so far
	failed error        // of the last one
}

// New makes a sequencer; it asks nobody anything yet.
func New(c Config) *Sequencer {
	if c.Client == nil {
		c.Client = &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	s := &Sequencer{Config: c}
	for _, w := range c.Witnesses {
		s.witnesses = append(s.witnesses, &witness{Witness: w, client: c.Client})
	}
	return s
}

// Checkpoint gives the newest checkpoint, made anew when it is old or lacks lines.
// When that fails the one before is given: how old is too old is for the client to
// say. E27 while there is none.
func (s *Sequencer) Checkpoint(ctx context.Context) ([]byte, error) {
	c, err := s.Store.Checkpoint(ctx)
	if err != nil {
		return nil, err
	}
	if s.good(c, s.Lines.Size()) {
		return c.Signed, nil
	}
	made, err := s.next(ctx, s.Lines.Size())
	if err == nil {
		return made.Signed, nil
	}
	s.Log.Error("make a checkpoint of the directory log", "fault", err.Error())
	if len(c.Signed) == 0 {
		return nil, away(err)
	}
	return c.Signed, nil
}

// Cover returns when a checkpoint has these many lines. E27 when there is none in
// time: the lines are there, and the next checkpoint will have them.
func (s *Sequencer) Cover(ctx context.Context, size uint64) error {
	c, err := s.Store.Checkpoint(ctx)
	if err == nil && (c.Size < size || len(c.Signed) == 0) {
		_, err = s.next(ctx, size)
	}
	if err != nil {
		s.Log.Error("make a checkpoint of the directory log", "fault", err.Error())
		return away(err)
	}
	return nil
}

// Tend makes a checkpoint when the newest is old, so that there is always one to
// sign with. The server calls it on a timer.
func (s *Sequencer) Tend(ctx context.Context) error {
	c, err := s.Store.Checkpoint(ctx)
	if err == nil && !s.good(c, s.Lines.Size()) {
		_, err = s.next(ctx, s.Lines.Size())
	}
	return err
}

func away(err error) error {
	return hub.Errorf(hub.E27, "the directory log waits for its witnesses: %w", err)
}

// good: it has these lines and is young enough to be handed out.
func (s *Sequencer) good(c hub.Checkpoint, size uint64) bool {
	return len(c.Signed) > 0 && c.Size >= size && s.Now().Unix()-c.Stored < int64(freshen/time.Second)
}

// next gives a checkpoint of at least that size, made here or meanwhile by another
// process.
func (s *Sequencer) next(ctx context.Context, size uint64) (c hub.Checkpoint, err error) {
	err = s.alone(ctx, func(ctx context.Context) error {
		tick := time.NewTicker(lookAgain)
		defer tick.Stop()
		for {
			if c, err = s.Store.Checkpoint(ctx); err != nil || s.good(c, size) {
				return err // somebody made it while we waited
			}
			now := s.Now()
			held, err := s.Store.HoldLog(ctx, s.Process, now.Unix(), now.Add(holdTime).Unix())
			if err != nil {
				return err
			}
			if held {
				c, err = s.make(ctx, c)
				return err
			}
			select {
			case <-tick.C:
			case <-ctx.Done():
				return errors.New("another hub has the log and makes no checkpoint")
			}
		}
	})
	return c, err
}

// alone lets one try at a time be made in this process, to its end. Who came before a
// try that failed has its failure, and does not try the same once more: else those who
// wait for witnesses that are away would wait for each other.
func (s *Sequencer) alone(ctx context.Context, try func(context.Context) error) error {
	came := s.tries.Load()
	s.making.Lock()
	defer s.making.Unlock()
	if s.failed != nil && s.tries.Load() > came {
		return s.failed
	}
	s.tries.Add(1)
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), makeTime)
	defer cancel()
	s.failed = try(ctx)
	return s.failed
}

// make signs the head and brings it to the witnesses. This process holds the log.
func (s *Sequencer) make(ctx context.Context, before hub.Checkpoint) (made hub.Checkpoint, err error) {
	defer func() {
		if err != nil {
			err = errors.Join(err, s.Store.ReleaseLog(context.WithoutCancel(ctx), s.Process))
		}
	}()
	if err := s.Follow(ctx); err != nil {
		return made, err
	}
	if err := s.continues(before); err != nil {
		return made, err
	}
	head := s.Lines.Head()
	ready, err := s.ask(ctx, head)
	if err != nil {
		return made, err
	}
	signed, err := s.cosign(ctx, ready, s.Key.Sign(head, s.Sign))
	if err != nil {
		return made, err
	}
	made = hub.Checkpoint{Size: head.Size, Stored: s.Now().Unix(), Signed: signed.Bytes()}
	return made, s.Store.PutCheckpoint(ctx, s.Process, made)
}

// continues: the lines at hand begin with those that were signed before. Anything
// else is a database that lost or changed some.
func (s *Sequencer) continues(before hub.Checkpoint) error {
	if len(before.Signed) == 0 {
		return nil
	}
	signed, err := translog.ParseSigned(before.Signed)
	if err != nil {
		return err
	}
	if err := s.Key.Signs(signed); err != nil {
		return err
	}
	if err := s.Lines.Check(signed.Checkpoint); err != nil {
		return errors.Join(ErrBehind, err)
	}
	return nil
}

// Ready says whether lines may be added: a quorum of witnesses has told how long a
// log it knows, and this one is not shorter. E27.
func (s *Sequencer) Ready(ctx context.Context) error {
	err := s.alone(ctx, func(ctx context.Context) error {
		_, err := s.ask(ctx, s.Lines.Head())
		return err
	})
	if err != nil {
		return away(err)
	}
	return nil
}

// ask has the witnesses whose size is not known tell it, and gives those who may
// cosign this head. Nothing is signed but the empty log, with which every log begins.
//
// Whoever has seen more than this database holds is asked again the next time, and
// does not count. Where a quorum is more than half, as many others as that cannot all
// have missed what was signed, and a witness that lies stops nothing; where it is not,
// one such word is enough to stop.
func (s *Sequencer) ask(ctx context.Context, head note.Checkpoint) (ready []*witness, err error) {
	empty := s.Key.Sign(translog.Empty, s.Sign)
	fails := s.each(ctx, s.witnesses, func(ctx context.Context, w *witness) error { return w.learn(ctx, empty) })
	behind := false
	for i, w := range s.witnesses {
		if fails[i] == nil && w.size > head.Size {
			fails[i] = fmt.Errorf("%w: witness %s names %d lines", ErrBehind, w.Key.Name, w.size)
			w.asked, behind = false, true
		}
		if fails[i] != nil {
			s.Log.Warn("a witness does not agree to how long the log is", "witness", w.Key.Name, "fault", fails[i].Error())
			err = errors.Join(err, fails[i])
			continue
		}
		ready = append(ready, w)
	}
	if len(ready) < s.Quorum || behind && 2*s.Quorum <= len(s.witnesses) {
		return nil, err
	}
	return ready, nil
}

// cosign gives the checkpoint with all signatures that came, a quorum at least.
func (s *Sequencer) cosign(ctx context.Context, ready []*witness, signed *translog.Signed) (*translog.Signed, error) {
	sigs := make([]translog.Signature, len(ready))
	at := map[*witness]int{}
	for i, w := range ready {
		at[w] = i
	}
	fails := s.each(ctx, ready, func(ctx context.Context, w *witness) (err error) {
		sigs[at[w]], err = w.cosign(ctx, s.Lines, signed)
		return err
	})
	got := 0
	for i, w := range ready {
		if fails[i] != nil {
			s.Log.Warn("a witness does not cosign", "witness", w.Key.Name, "fault", fails[i].Error())
			continue
		}
		signed.Signatures = append(signed.Signatures, sigs[i])
		got++
	}
	if got < s.Quorum {
		return nil, errors.Join(fails...)
	}
	return signed, nil
}

// each does it for all of them at once. When a quorum has done it the rest has
// graceTime left, and in all nobody has more than askTime.
func (s *Sequencer) each(ctx context.Context, all []*witness, do func(context.Context, *witness) error) []error {
	ctx, cancel := context.WithTimeout(ctx, askTime)
	defer cancel()
	fails := make([]error, len(all))
	var wait sync.WaitGroup
	var done atomic.Int64
	for i, w := range all {
		wait.Go(func() {
			fails[i] = do(ctx, w)
			if fails[i] == nil && done.Add(1) == int64(s.Quorum) {
				time.AfterFunc(graceTime, cancel)
			}
		})
	}
	wait.Wait()
	return fails
}
