package directory

import (
	"context"
	"fmt"
	"maps"
	"sync"

	"github.com/sluis-hub/sluis/crypto/note"
	"github.com/sluis-hub/sluis/hub"
)

// Follow reads what other hub processes have published: when it returns, the
// directory knows all that was on the disk when it was called. It is asked on
// every request, so that those who come at once share one look; with a database
// of its own the hub has nothing to look for.
func (d *Directory) Follow(ctx context.Context) error {
	if !d.store.Shared() {
		return nil
	}
	return d.follow.do(func() error {
		// The look is for all who wait, whoever of them goes away.
		ctx := context.WithoutCancel(ctx)
		place, err := d.store.Place(ctx)
		if err != nil || place == d.place.Load() {
			return err
		}
		d.publishing.Lock()
		defer d.publishing.Unlock()
		return d.catchUp(ctx)
	})
}

// Place is how far the directory has been read, as the store counts.
func (d *Directory) Place() int64 { return d.place.Load() }

// catchUp reads the objects after place. The caller holds publishing. A mailbox
// that another process dropped stays in the book until this one drops it too: it
// has ended, so that it is good for nothing.
func (d *Directory) catchUp(ctx context.Context) error {
	// Read first: the newest objects may be gone again.
	stands, err := d.store.Place(ctx)
	if err != nil {
		return err
	}
	founders := false
	err = d.store.EachObject(ctx, d.place.Load(), func(o hub.StoredObject) error {
		if o.Kind == hub.ObjectOrg && !founders {
			founders = true
			if _, err := d.ReadFounders(ctx); err != nil {
				return err
			}
		}
		if o.Kind != hub.ObjectTeamKey {
			if err := d.load(o); err != nil {
				return fmt.Errorf("a stored %s does not verify: %w", o.Kind, err)
			}
		}
		d.place.Store(o.Place)
		return nil
	})
	if err == nil {
		d.place.Store(max(stands, d.place.Load()))
	}
	return err
}

// ReadFounders takes over, and gives, the organisations that the operator let in,
// at this hub process or another.
func (d *Directory) ReadFounders(ctx context.Context) (all map[note.OrgID]note.KeyID, err error) {
	stored, err := d.store.Founders(ctx)
	if err != nil {
		return nil, err
	}
	// The book reads its founders only while it adds, as we do now.
	err = d.book.Batch(func(func(string, []byte) error) error {
		maps.Copy(d.roots, stored)
		all = maps.Clone(d.roots)
		return nil
	})
	return all, err
}

// follow lets those who want the same thing done share it: who comes while it is
// being done waits for the next time, which begins after he came.
type follow struct {
	mu            sync.Mutex
	running, next *turn
}

type turn struct {
	done chan struct{}
	err  error
}

func (f *follow) do(act func() error) error {
	f.mu.Lock()
	if f.running != nil {
		if f.next == nil {
			f.next = &turn{done: make(chan struct{})}
			go f.after(f.running, f.next, act)
		}
		t := f.next
		f.mu.Unlock()
		<-t.done
		return t.err
	}
	t := &turn{done: make(chan struct{})}
	f.running = t
	f.mu.Unlock()
	f.run(t, act)
	return t.err
}

// after runs the turn that follows another.
func (f *follow) after(before, t *turn, act func() error) {
	<-before.done
	f.mu.Lock()
	f.running, f.next = t, nil
	f.mu.Unlock()
	f.run(t, act)
}

func (f *follow) run(t *turn, act func() error) {
	t.err = act()
	f.mu.Lock()
	if f.next == nil {
		f.running = nil
	}
	f.mu.Unlock()
	close(t.done)
}
